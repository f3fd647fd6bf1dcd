//! JSON of this program to the published schema that it must obey.

// Each test program uses a part of it.
#![allow(dead_code)]

use resdiff::render::json;
use serde_json::Value;
use std::sync::LazyLock;

/// Every schema with a field that only its values have at the top, the telling ones first.
pub const SCHEMAS: [(&str, &str, &str); 7] = [
    ("report", "links", json::REPORT_SCHEMA),
    ("history", "lineages", json::HISTORY_SCHEMA),
    ("blame", "versions", json::BLAME_SCHEMA),
    ("origin", "indexed", json::ORIGIN_SCHEMA),
    ("ledger", "ledger", json::LEDGER_SCHEMA),
    ("batch", "verdicts", json::BATCH_SCHEMA),
    ("resolution", "paragraphs", json::RESOLUTION_SCHEMA),
];

static VALIDATORS: LazyLock<Vec<jsonschema::Validator>> =
    LazyLock::new(|| SCHEMAS.iter().map(|(.., text)| validator(text)).collect());

fn validator(text: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::draft202012::new(&schema).expect("the schema can be used")
}

/// Checks that a value obeys the schema of its kind, and gives that schema's name.
#[track_caller]
pub fn check(name: &str, value: &Value) -> &'static str {
    let kind = SCHEMAS.iter().position(|(_, field, _)| value.get(field).is_some());
    let kind = kind.unwrap_or_else(|| panic!("{name}: no schema for {value}"));
    let errors: Vec<String> =
        VALIDATORS[kind].iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name} as {}\n{}", SCHEMAS[kind].0, errors.join("\n"));
    SCHEMAS[kind].0
}

/// Checks what a program wrote, where that is JSON.
#[track_caller]
pub fn check_output(name: &str, output: &[u8]) {
    if output.starts_with(b"{") {
        let value: Value =
            serde_json::from_slice(output).unwrap_or_else(|error| panic!("{name} wrote no JSON: {error}"));
        if value.get("$schema").is_none() {
            check(name, &value);
        }
    }
}
