//! A change report or a parsed resolution to JSON, and that JSON back to a resolution.
//!
//! The only module that knows the JSON shape. The shape is versioned ([`SCHEMA_VERSION`]) and published as a JSON Schema
//! ([`REPORT_SCHEMA`], [`RESOLUTION_SCHEMA`]); within a version fields may be added, never renamed. All positions in a text
//! count characters (Unicode code points), not bytes.

mod facets;
mod genealogy;
mod link;
mod origins;
mod reading;
mod report;
mod text;

pub(crate) use reading::read;

use crate::changes::ChangeReport;
use crate::diagnostic::Parsed;
use crate::resolution::Resolution;
use crate::span::Span;
use serde::Serialize;
use std::io;

/// The version of the JSON shape.
pub const SCHEMA_VERSION: &str = "1.0";

/// The JSON Schema (draft 2020-12) of a change report.
pub const REPORT_SCHEMA: &str = include_str!("../../schema/report.schema.json");

/// The JSON Schema (draft 2020-12) of a parsed resolution.
pub const RESOLUTION_SCHEMA: &str = include_str!("../../schema/resolution.schema.json");

/// The JSON Schema (draft 2020-12) of a history.
pub const HISTORY_SCHEMA: &str = include_str!("../../schema/history.schema.json");

/// The JSON Schema (draft 2020-12) of the newest text with the version in which each word entered.
pub const BLAME_SCHEMA: &str = include_str!("../../schema/blame.schema.json");

/// The JSON Schema (draft 2020-12) of the wordings that come closest to the paragraphs of a draft.
pub const ORIGIN_SCHEMA: &str = include_str!("../../schema/origin.schema.json");

/// The JSON Schema (draft 2020-12) of a ledger of requests.
pub const LEDGER_SCHEMA: &str = include_str!("../../schema/ledger.schema.json");

/// The JSON Schema (draft 2020-12) of the summary of a batch.
pub const BATCH_SCHEMA: &str = include_str!("../../schema/batch.schema.json");

/// What made the JSON.
pub const GENERATOR: &str = concat!("resdiff ", env!("CARGO_PKG_VERSION"));

/// Gives a change report as a value to be written as JSON.
pub fn report(report: &ChangeReport) -> impl Serialize + '_ {
    report::Report::of(report)
}

/// Gives a parsed resolution as a value to be written as JSON.
pub fn resolution(parsed: &Parsed<Resolution>) -> impl Serialize + '_ {
    text::Text::of_file(parsed)
}

/// Gives a history as a value to be written as JSON.
pub fn history(history: &crate::lineage::History) -> impl Serialize + '_ {
    genealogy::Genealogy::of(history)
}

/// Gives the ledger of a report as a value to be written as JSON.
pub fn ledger(report: &ChangeReport) -> impl Serialize + '_ {
    report::Ledger::of(report)
}

/// Gives the wordings that come closest to the paragraphs of a draft as a value to be written as JSON.
pub fn sources<'a>(
    draft: &'a Resolution,
    index: &'a crate::origin::Index,
    traced: &'a [crate::origin::Traced<'a>],
) -> impl Serialize + 'a {
    origins::Sources::of(draft, index, traced)
}

/// Gives the origins of the words of the newest text as a value to be written as JSON.
pub fn origins<'h>(
    history: &'h crate::lineage::History,
    attribution: &crate::lineage::Attribution,
) -> impl Serialize + 'h {
    genealogy::Origins::of(history, attribution)
}

/// Writes a value as JSON without a newline at the end: indented for people, or on one line for programs.
pub fn to_string(value: &impl Serialize, pretty: bool) -> String {
    let written = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    written.expect("values of this module have string keys and finite numbers")
}

/// Writes a value as JSON with a newline at the end.
pub fn write(out: &mut dyn io::Write, value: &impl Serialize, pretty: bool) -> io::Result<()> {
    let mut buffered = io::BufWriter::new(out);
    if pretty {
        serde_json::to_writer_pretty(&mut buffered, value)?;
    } else {
        serde_json::to_writer(&mut buffered, value)?;
    }
    io::Write::write_all(&mut buffered, b"\n")?;
    io::Write::flush(&mut buffered)
}

/// Gives the name that a value of an enum has in JSON; formats for programs share it.
pub(super) fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

/// Gives thousandths as a number of at most three decimals.
fn thousandths(n: impl Into<f64>) -> f64 {
    // Division is correctly rounded, so that the shortest way to print the quotient has three decimals at most.
    n.into() / 1000.0
}

/// Counts the characters before a byte of a text.
fn characters(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// Gives the byte at which the character number `n` of a text starts; `None` beyond its end.
fn byte_of(text: &str, n: usize) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(n)
}

/// Gives the words of a span; nothing where it is no span of the text.
fn words(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or("")
}
