//! The document with tracked changes: rejecting all gives the earlier text, accepting all the later one.
#![cfg(feature = "docx")]

#[path = "word/elements.rs"]
mod elements;
#[path = "word/marks.rs"]
mod marks;
#[path = "word/pairs.rs"]
mod pairs;

use elements::elements;
use marks::with_marks;
use pairs::{own_samples, report, samples, state};
use resdiff::pair::{Pair, Side};
use resdiff::render::docx::{Moves, TrackedOptions, write};
use resdiff::resolution::{Paragraph, Resolution, parse};
use resdiff::source::{DecodeOptions, SourceText, decode};

/// Gives a paragraph as the document prints it.
fn printed(paragraph: &Paragraph) -> String {
    let number = paragraph.enumerator.as_ref().map(|number| format!("{number}\t")).unwrap_or_default();
    number + &with_marks(&paragraph.text, &paragraph.marks)
}

/// Gives the blocks of a state with their marks.
fn lines(source: &SourceText) -> Vec<String> {
    source.blocks.iter().map(|block| with_marks(&block.text, &block.marks)).collect()
}

/// What a state must hold: every paragraph, in order, with its number and marks; every note under its mark.
#[track_caller]
fn check(name: &str, bytes: &[u8], resolution: &Resolution, side: Side) {
    let source = state(bytes, side);
    let lines = lines(&source);
    let expected: Vec<String> = resolution.paragraphs.iter().map(printed).collect();
    let mut rest = lines.iter();
    let mut between = Vec::new();
    for paragraph in &expected {
        let found = rest.by_ref().find(|line| {
            let is = *line == paragraph;
            if !is {
                between.push((*line).clone());
            }
            is
        });
        assert!(found.is_some(), "{name}, {side:?}: {paragraph}\nis not among\n{}", lines.join("\n"));
    }
    // Between the paragraphs stand the closing lines, before them the masthead, after them notes without mark.
    between.extend(rest.cloned());
    let front: usize = between.len();
    assert!(front <= 24, "{name}, {side:?}: {between:#?}");
    for line in &resolution.closing {
        assert!(between.contains(line), "{name}, {side:?}: {line}");
    }
    let mut found: Vec<(String, String)> =
        source.notes.iter().map(|note| (note.label.clone(), note.text.clone())).collect();
    let typed = between.iter().filter_map(|line| line.split_once('\t'));
    found.extend(typed.map(|(label, text)| (label.to_owned(), text.to_owned())));
    for note in &resolution.footnotes {
        let note = (note.label.clone(), note.text.clone());
        assert!(found.contains(&note), "{name}, {side:?}: {note:?} is not among {found:#?}");
    }
}

fn all_options() -> [TrackedOptions; 3] {
    let plain = TrackedOptions::default();
    [
        plain.clone(),
        TrackedOptions { moves: Moves::Native, ..plain.clone() },
        TrackedOptions { comments: true, author: "Delegation of <Tuvalu> & \"others\"".to_owned(), ..plain },
    ]
}

#[test]
fn rejecting_all_gives_the_earlier_and_accepting_all_the_later_text() {
    for (name, files) in samples() {
        let report = report(&files);
        for options in all_options() {
            let bytes = write(&report, &options).expect("memory does not fail");
            for side in [Side::Earlier, Side::Later] {
                check(&name, &bytes, report.resolutions.side(side), side);
            }
        }
    }
}

#[test]
fn both_states_are_understood_as_the_texts_were() {
    let mut different = Vec::new();
    // How a real text of another form is understood depends on that form too; of the samples nothing does.
    for (name, files) in own_samples() {
        let report = report(&files);
        let bytes = write(&report, &TrackedOptions::default()).expect("memory does not fail");
        for side in [Side::Earlier, Side::Later] {
            let whole = report.resolutions.side(side);
            let again = parse(state(&bytes, side)).value;
            let of = |resolution: &Resolution| {
                let paragraphs: Vec<(String, String)> =
                    resolution.paragraphs.iter().map(|p| (p.id.clone(), printed(p))).collect();
                (resolution.masthead.clone(), paragraphs, resolution.closing.clone())
            };
            let (one, two) = (of(whole), of(&again));
            if one != two {
                different.push(format!("{name}, {side:?}"));
            }
        }
    }
    assert_eq!(different, [""; 0]);
}

/// Elements in the order in which the schema has them inside their parent (ECMA-376, part 1, annex A); those used here.
const ORDER: &[(&str, &[&str])] = &[
    ("w:p", &["w:pPr"]),
    (
        "w:pPr",
        &["w:pStyle", "w:keepNext", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:pPrChange"],
    ),
    (
        "w:rPr",
        &[
            "w:ins",
            "w:del",
            "w:moveFrom",
            "w:moveTo",
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:sz",
            "w:szCs",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:qFormat", "w:pPr", "w:rPr"]),
    ("w:settings", &["w:trackRevisions", "w:defaultTabStop", "w:footnotePr", "w:compat"]),
    ("w:sectPr", &["w:footerReference", "w:pgSz", "w:pgMar"]),
];

#[test]
fn the_parts_are_well_formed_in_schema_order_with_unique_ids() {
    for (name, files) in samples() {
        let report = report(&files);
        let options = TrackedOptions { comments: true, moves: Moves::Native, ..TrackedOptions::default() };
        let bytes = write(&report, &options).expect("memory does not fail");
        assert_eq!(bytes, write(&report, &options).expect("memory does not fail"), "{name}: the same bytes");
        let mut ids = std::collections::BTreeSet::new();
        let mut ends = Vec::new();
        for part in ["document", "footnotes", "comments", "styles", "settings", "footer1"] {
            let found = elements(&bytes, &format!("word/{part}.xml"));
            let mut open: Vec<(&str, usize)> = Vec::new();
            for (depth, element, attributes) in &found {
                open.truncate(*depth);
                if let Some((parent, last)) = open.last_mut()
                    && let Some((_, order)) = ORDER.iter().find(|(name, _)| name == parent)
                {
                    let place = order.iter().position(|name| name == element);
                    let place = if *parent == "w:p" {
                        place.unwrap_or(order.len())
                    } else {
                        place.unwrap_or_else(|| panic!("{name}: {element} in {parent}"))
                    };
                    assert!(place >= *last, "{name}: {element} too late in {parent}");
                    *last = place;
                }
                open.push((element, 0));
                let id = attributes.iter().find(|(key, _)| key == "w:id").map(|(_, id)| id.clone());
                let changes = ["w:ins", "w:del", "w:moveTo", "w:moveFrom", "w:pPrChange", "w:comment"];
                let starts = ["w:moveToRangeStart", "w:moveFromRangeStart"];
                if let Some(id) = id {
                    if changes.contains(&element.as_str()) || starts.contains(&element.as_str()) {
                        assert!(ids.insert(id), "{name}: ids are unique");
                    } else if element.ends_with("RangeEnd") || element == "w:commentReference" {
                        ends.push(id);
                    }
                }
            }
        }
        assert!(ends.iter().all(|id| ids.contains(id)), "{name}: what ends has begun");
    }
}

#[test]
fn what_is_hostile_in_the_texts_stays_text() {
    let text = |title: &str, verb: &str| {
        format!(
            "A/RES/1/1\n\n1/1. {title}\n\nThe General Assembly,\n\nRecalling <w:p> & \"]]>\" \u{1b}[31m of \u{202e}1999,\n\n1. {verb} States.\n"
        )
    };
    let parsed = |text: String| parse(decode(text.as_bytes(), &DecodeOptions::default()).expect("it is a text"));
    let texts = Pair::new(parsed(text("A <b>", "Invites & asks")), parsed(text("A </b>", "Urges <all>")));
    let report = resdiff::compare(texts, &resdiff::CompareOptions::default());
    let options = TrackedOptions { author: "<&\">\u{1b}".to_owned(), comments: true, ..TrackedOptions::default() };
    let bytes = write(&report, &options).expect("memory does not fail");
    for part in ["word/document.xml", "word/comments.xml", "docProps/core.xml"] {
        assert!(!elements(&bytes, part).is_empty());
    }
    for side in [Side::Earlier, Side::Later] {
        let lines = lines(&state(&bytes, side)).join("\n").replace('\u{fffd}', "\u{1b}");
        for paragraph in &report.resolutions.side(side).paragraphs {
            assert!(lines.contains(&paragraph.text), "{}", paragraph.text);
        }
    }
}
