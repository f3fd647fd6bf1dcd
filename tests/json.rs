//! The JSON that other programs rely on: its names, its schema, and what holds for every report.

use resdiff::align::{Carried, Confidence};
use resdiff::changes::{
    ChangeReport, Detail, Facet, LedgerEntry, LedgerState, Reference, ReferenceState, RuleId, Strength, Transfer,
};
use resdiff::diagnostic::{Diagnostic, DiagnosticKind, Parsed, Place};
use resdiff::lineage;
use resdiff::origin;
use resdiff::pair::{Pair, Side};
use resdiff::read::read;
use resdiff::render::json;
use resdiff::resolution::Resolution;
use resdiff::source::DecodeOptions;
use resdiff::span::Span;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

mod schemas;

fn text(bytes: &[u8]) -> Parsed<Resolution> {
    read(bytes, None, &DecodeOptions::default()).expect("a text can be read")
}

fn report(earlier: &[u8], later: &[u8]) -> ChangeReport {
    resdiff::compare(Pair::new(text(earlier), text(later)), &resdiff::CompareOptions::default())
}

fn value(report: &ChangeReport) -> Value {
    written(&json::report(report))
}

fn written(value: &impl serde::Serialize) -> Value {
    serde_json::from_str(&json::to_string(value, false)).expect("what is written is JSON")
}

/// The pairs of the samples, and the gold pairs where they are at hand.
static PAIRS: LazyLock<Vec<(String, ChangeReport)>> = LazyLock::new(pairs);

fn pairs() -> Vec<(String, ChangeReport)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directories = |path: PathBuf| {
        let entries = std::fs::read_dir(path).into_iter().flatten();
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let mut all = directories(root.join("samples"));
    assert!(all.len() > 50, "{} samples", all.len());
    let gold = directories(root.join("../shared/gold"));
    if gold.is_empty() {
        eprintln!("../shared/gold is not here: the gold pairs are left out");
    }
    all.extend(gold);
    all.sort();
    let pair = |path: PathBuf| {
        let texts = ["earlier.txt", "later.txt"].map(|name| std::fs::read(path.join(name)).ok());
        let [Some(earlier), Some(later)] = texts else { return None };
        Some((path.display().to_string(), report(&earlier, &later)))
    };
    all.into_iter().filter_map(pair).collect()
}

const EARLIER: &str = "The General Assembly,\n\nRecalling its resolution 52/189,\n\n1. Invites “Member States” to act;1\n\n\
                       2. Requests the Secretary-General to report at its fifty-fourth session.\n\n1 Resolution 1.\n";
const LATER: &str = "The General Assembly,\n\nRecalling its resolution 54/212,\n\n1. Urges “Member States” to act;1\n\n\
                     2. Requests the Secretary-General to report at its fifty-sixth session.\n\n1 Resolution 2.\n";

/// A report that has everything a report can have.
fn full() -> ChangeReport {
    let mut report = report(EARLIER.as_bytes(), LATER.as_bytes());
    let verb = report.changes.iter().position(|change| change.edits.len() > 1).expect("something changed");
    let both = || Pair::new(Some("a".to_owned()), Some("b".to_owned()));
    let details = [
        Detail::Verb { lemmas: both(), strength: Strength::Strengthened, inner: false },
        Detail::Verb { lemmas: both(), strength: Strength::NotComparable, inner: true },
        Detail::Qualifier { phrase: "strongly".to_owned(), strength: Strength::Weakened },
        Detail::Addressee(both()),
        Detail::Session { words: both(), step: Some(-2), deadline: true },
        Detail::Session { words: both(), step: None, deadline: false },
        Detail::Date(both()),
        Detail::Figure(both()),
        Detail::Amount(both()),
        Detail::Percentage(both()),
        Detail::Citation(Pair::new(None, Some("b".to_owned()))),
        Detail::Footnote(both()),
        Detail::Repeat(Pair::new(Some("also".to_owned()), None)),
        Detail::Typography(both()),
    ];
    let spans = Pair::new(Some(Span::new(0, 4)), None);
    report.changes[verb].facets =
        details.map(|detail| Facet { rule: RuleId("a-rule"), spans, detail }).into_iter().collect();
    report.changes[verb].transfer = Some(Transfer::Promoted);
    report.carried = vec![Carried {
        paragraph: Pair::new(2, 3),
        span: Pair::new(Span::new(0, 7), Span::new(0, 8)),
        confidence: Confidence(875),
    }];
    report.references = vec![Reference {
        paragraph: Pair::new(None, Some(3)),
        span: Pair::new(None, Some(Span::new(0, 8))),
        target: Pair::new(Some(2), None),
        state: ReferenceState::Dangling,
    }];
    report.ledger = vec![LedgerEntry {
        paragraph: Pair::new(None, Some(3)),
        addressee: Pair::new(None, Some("the Secretary-General".to_owned())),
        verb: Pair::new(None, Some("request".to_owned())),
        action: Pair::new(None, None),
        due: Pair::new(None, Some("fifty-sixth session".to_owned())),
        state: LedgerState::New,
    }];
    report.diagnostics = vec![
        (None, Diagnostic::new(DiagnosticKind::DifferentSubjects, Place::default(), "")),
        (Some(Side::Later), Diagnostic::new(DiagnosticKind::NotUnderstood, Place::page_and_line(1, 2), "x")),
    ];
    report
}

#[test]
fn names_that_others_rely_on() {
    let names = |value: &Value, first: &[&str]| {
        let object = value.as_object().expect("an object");
        for name in first {
            assert!(object.contains_key(*name), "{name} is missing");
        }
    };
    let value = value(&full());
    assert_eq!(value["schema_version"], "1.0");
    names(&value, &["earlier", "later", "links", "carried", "summary", "diagnostics"]);
    names(&value["earlier"], &["symbol", "title", "session", "paragraphs"]);
    let paragraph = &value["earlier"]["paragraphs"][2];
    names(paragraph, &["id", "locator", "role", "enumerator", "verb", "text", "footnotes"]);
    assert_eq!(paragraph["id"], "op1");
    assert_eq!(paragraph["locator"], "OP 1");
    assert_eq!(paragraph["role"], "operative");
    assert_eq!(paragraph["enumerator"], "1.");
    assert_eq!(paragraph["footnotes"], serde_json::json!([1]));
    assert_eq!(paragraph["text"], "Invites “Member States” to act;");
    assert_eq!(value["earlier"]["paragraphs"][0]["enumerator"], Value::Null);
    for link in value["links"].as_array().expect("a list") {
        let link_names = ["kind", "earlier", "later", "moved", "renumbered", "class", "confidence", "facets", "edits"];
        names(link, &link_names);
        link["edits"].as_array().expect("a list").iter().for_each(|edit| names(edit, &["op", "earlier", "later"]));
    }
    names(&value["carried"][0], &["earlier", "later", "text"]);
    names(&value["summary"], &["unchanged", "reworded", "added", "removed", "moved", "split", "merged"]);
}

#[test]
fn a_verb_that_stayed_is_named_with_its_strength() {
    let report = report(EARLIER.as_bytes(), EARLIER.as_bytes());
    let verb = &value(&report)["links"][1]["facets"]["verb"];
    assert_eq!(
        (&verb["earlier"], &verb["later"], &verb["strength"]),
        (&"recall".into(), &"recall".into(), &"same".into())
    );
    assert_eq!(verb["evidence"]["later"]["words"], "Recalling");
}

#[test]
fn facets_of_one_kind_stand_side_by_side() {
    let value = value(&full());
    let facets = value["links"].as_array().expect("a list").iter().find(|link| link["transfer"] == "promoted");
    let facets = &facets.expect("one link was promoted")["facets"];
    assert_eq!(facets["verb"]["strength"], "strengthened");
    assert_eq!(facets["sessions"][0]["step"], -2);
    assert_eq!(facets["sessions"][1]["deadline"], false);
    assert_eq!(facets["qualifiers"][0]["earlier"], "strongly");
    assert_eq!(facets["qualifiers"][0]["later"], Value::Null);
    assert_eq!(facets["further_verbs"][0]["inner"], true);
    assert_eq!(facets["citations"][0]["rule"], "a-rule");
    assert_eq!(facets.as_object().map(|facets| facets.len()), Some(13));
}

#[test]
fn positions_count_characters() {
    let report = report(EARLIER.as_bytes(), LATER.as_bytes());
    let value = value(&report);
    let paragraph = &value["later"]["paragraphs"][2];
    let text: Vec<char> = paragraph["text"].as_str().expect("a text").chars().collect();
    assert_eq!(paragraph["marks"][0]["at"], text.len());
    assert!(text.contains(&'“'), "the text has characters of more than one byte");
}

#[test]
fn every_report_obeys_the_schema_and_rebuilds_both_texts() {
    assert_eq!(schemas::check("the full report", &value(&full())), "report");
    for (name, report) in &*PAIRS {
        let value = value(report);
        schemas::check(name, &value);
        schemas::check(name, &written(&json::ledger(report)));
        for (side, resolution) in [("earlier", &report.resolutions.earlier), ("later", &report.resolutions.later)] {
            let parsed = Parsed { value: resolution.clone(), diagnostics: Vec::new() };
            assert_eq!(schemas::check(name, &written(&json::resolution(&parsed))), "resolution");
            rebuilds(name, &value, side);
        }
    }
}

/// Checks that the ids are unique, that each stands in one link, and that the edits of a link rebuild its paragraphs.
fn rebuilds(name: &str, report: &Value, side: &str) {
    let words = |value: &Value| value.as_str().expect("a string").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let texts: Vec<(String, String)> =
        list(&report[side]["paragraphs"]).iter().map(|p| (words(&p["id"]), words(&p["text"]))).collect();
    let mut linked = Vec::new();
    for link in list(&report["links"]) {
        let ids: Vec<String> = list(&link[side]).iter().map(words).collect();
        let of = |id: &String| texts.iter().find(|(other, _)| other == id).expect("a link names paragraphs").1.clone();
        let joined = ids.iter().map(of).collect::<Vec<_>>().join("\n");
        let edited: String = list(&link["edits"]).iter().map(|edit| words(&edit[side])).collect();
        assert_eq!(edited, joined, "{name} {ids:?}");
        linked.extend(ids);
    }
    linked.sort();
    let mut ids: Vec<String> = texts.into_iter().map(|(id, _)| id).collect();
    ids.sort();
    assert_eq!(linked, ids, "{name}: every paragraph stands in one link");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: ids are unique");
}

#[test]
fn numbers_have_three_decimals_at_most() {
    for (name, report) in &*PAIRS {
        let mut report = report.clone();
        for (i, change) in report.changes.iter_mut().enumerate() {
            change.link.confidence = Confidence((i * 37 % 1001) as u16);
        }
        let written = json::to_string(&json::report(&report), true);
        for line in written.lines().filter(|line| line.contains("\"confidence\"") || line.contains("\"score\"")) {
            let number = line.rsplit_once(": ").map_or("", |(_, number)| number.trim_end_matches(','));
            assert!(number.split_once('.').is_some_and(|(_, decimals)| decimals.len() <= 3), "{name}: {line}");
        }
    }
}

#[test]
fn what_is_hostile_in_a_text_is_escaped() {
    let hostile =
        "The General Assembly,\n\nRecalling \"</script>\\ \u{1b}[31m & \u{202e}abc \u{2028} 𝄞,\n\n1. Decides.\n";
    let report = report(hostile.as_bytes(), hostile.as_bytes());
    for pretty in [true, false] {
        let written = json::to_string(&json::report(&report), pretty);
        assert!(!written.contains('\u{1b}'));
        assert!(written.lines().count() == 1 || pretty);
        let value: Value = serde_json::from_str(&written).expect("what is written is JSON");
        assert_eq!(value["later"]["paragraphs"][1]["text"], report.resolutions.later.paragraphs[1].text.as_str());
    }
}

#[test]
fn the_schema_lists_every_name() {
    use resdiff::{align, changes, diagnostic, resolution, source};
    let schema: Value = serde_json::from_str(json::REPORT_SCHEMA).expect("the schema is JSON");
    let listed = |place: &str| -> Vec<String> {
        let found = schema["$defs"].pointer(place).and_then(Value::as_array);
        let found = found.unwrap_or_else(|| panic!("{place} is not in the schema"));
        found.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    };
    assert_eq!(listed("/role/enum"), variants::of::<resolution::Role>());
    assert_eq!(listed("/furniture/properties/kind/enum"), variants::of::<source::FurnitureKind>());
    assert_eq!(listed("/diagnostic/properties/kind/enum"), variants::of::<diagnostic::DiagnosticKind>());
    assert_eq!(listed("/diagnostic/properties/severity/enum"), variants::of::<diagnostic::Severity>());
    assert_eq!(listed("/link/properties/kind/enum"), variants::of::<align::LinkKind>());
    assert_eq!(listed("/link/properties/change/enum"), variants::of::<changes::ChangeKind>());
    assert_eq!(listed("/link/properties/transfer/enum"), variants::of::<changes::Transfer>());
    assert_eq!(listed("/link/properties/class/enum"), variants::of::<changes::ChangeClass>());
    assert_eq!(listed("/strength/enum"), variants::of::<changes::Strength>());
    assert_eq!(listed("/verdict/properties/kind/enum"), variants::of::<changes::VerdictKind>());
    assert_eq!(listed("/reference/properties/state/enum"), variants::of::<changes::ReferenceState>());
    assert_eq!(listed("/ledger_entry/properties/state/enum"), variants::of::<changes::LedgerState>());
}

#[test]
fn histories_and_origins_obey_their_schemas_and_rebuild_their_texts() {
    for (name, report) in &*PAIRS {
        let text = |side: &Resolution| Parsed { value: side.clone(), diagnostics: Vec::new() };
        let Pair { earlier, later } = report.resolutions.as_ref().map(text);
        let versions = [("1", &earlier), ("2", &later), ("3", &earlier)];
        let versions = versions.map(|(label, text)| (label.to_owned(), text.clone())).into();
        let history = lineage::history(versions, &resdiff::CompareOptions::default());
        let found = written(&json::history(&history));
        assert_eq!(schemas::check(name, &found), "history");
        for lineage in found["lineages"].as_array().expect("a list") {
            follows(name, lineage);
        }
        let attribution = lineage::attribute(&history);
        let found = written(&json::origins(&history, &attribution));
        assert_eq!(schemas::check(name, &found), "blame");
        for (paragraph, own) in found["paragraphs"].as_array().expect("a list").iter().zip(&earlier.value.paragraphs) {
            let runs = paragraph["runs"].as_array().expect("a list").iter();
            let words: Vec<&str> = runs.filter_map(|run| run["text"].as_str()).collect();
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(squeezed(&words.concat()), squeezed(&own.text), "{name}");
        }
        let paragraphs = earlier.value.paragraphs.iter();
        let entry = |paragraph: &resdiff::resolution::Paragraph| origin::Entry {
            source: 0,
            locator: paragraph.id.clone(),
            text: paragraph.text.clone(),
            grams: origin::grams(&paragraph.text),
            words: origin::words(&paragraph.text),
        };
        let source = origin::Source { name: "earlier".to_owned(), ..origin::Source::default() };
        let index = origin::Index::new(vec![source], paragraphs.map(entry).collect());
        let traced: Vec<origin::Traced<'_>> = later
            .value
            .paragraphs
            .iter()
            .map(|paragraph| origin::Traced { paragraph, hits: index.closest(&paragraph.text, 3, 400, None) })
            .collect();
        let found = written(&json::sources(&later.value, &index, &traced));
        assert_eq!(schemas::check(name, &found), "origin");
    }
}

/// Checks that the edits of each cell lead from the wording where the clause stood last to the one there.
fn follows(name: &str, lineage: &Value) {
    let mut before: Option<&str> = None;
    for cell in lineage["cells"].as_array().expect("a list") {
        let side = |side: &str| -> String {
            cell["edits"].as_array().into_iter().flatten().filter_map(|edit| edit[side].as_str()).collect()
        };
        let Some(text) = cell["text"].as_str() else { continue };
        match before {
            Some(earlier) if earlier != text => {
                assert_eq!((&*side("earlier"), &*side("later")), (earlier, text), "{name}")
            }
            _ => assert!(cell["edits"].is_null(), "{name}"),
        }
        before = Some(text);
    }
}

#[test]
fn all_schemas_say_the_same_of_the_same_thing() {
    let schemas = schemas::SCHEMAS
        .map(|(name, _, text)| (name, serde_json::from_str::<Value>(text).expect("the schema is JSON")));
    let mut shared = 0;
    for (name, schema) in &schemas {
        assert_eq!(schema["$id"], format!("urn:resdiff:schema:{name}:1.0"));
        for (definition, text) in schema["$defs"].as_object().expect("an object") {
            if let Some(other) = schemas[0].1["$defs"].get(definition) {
                assert_eq!(other, text, "{name}: {definition}");
                shared += 1;
            }
        }
    }
    assert!(shared > 30, "{shared}");
    let steps = &schemas[1].1["$defs"]["cell"]["properties"]["step"]["enum"];
    assert_eq!(*steps, serde_json::json!(variants::of::<lineage::Step>()));
}

/// The names of an enum's variants, as its `Deserialize` asks for them.
mod variants {
    use serde::de::value::Error;
    use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

    pub fn of<T: for<'a> Deserialize<'a>>() -> Vec<String> {
        let mut names = Vec::new();
        let _ = T::deserialize(Ask(&mut names));
        names
    }

    struct Ask<'a>(&'a mut Vec<String>);

    impl<'de> Deserializer<'de> for Ask<'_> {
        type Error = Error;

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _name: &'static str,
            variants: &'static [&'static str],
            _visitor: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(variants.iter().map(|name| (*name).to_owned()));
            Err(Error::custom("only the names were asked for"))
        }

        fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
            Err(Error::custom("not an enum"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct identifier ignored_any
        }
    }
}
