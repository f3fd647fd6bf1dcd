//! The earlier Word document, revised: rejecting all gives it back, accepting all gives the later text.
#![cfg(feature = "docx")]

#[path = "word/elements.rs"]
mod elements;
#[path = "word/house.rs"]
mod house;
#[path = "word/marks.rs"]
mod marks;
#[path = "word/pairs.rs"]
mod pairs;
mod word;

use elements::elements;
use marks::with_marks;
use pairs::{report, samples, state};
use resdiff::changes::ChangeReport;
use resdiff::pair::{Pair, Side};
use resdiff::render::docx::{Moves, NotRevised, TrackedOptions, revise, write};
use resdiff::resolution::{Paragraph, Resolution, parse};
use resdiff::source::{DecodeOptions, Revisions, decode};
use resdiff::{CompareOptions, compare};

/// Gives a paragraph as people read it: its number, its text, its marks.
fn printed(paragraph: &Paragraph) -> String {
    let number = paragraph.enumerator.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    number + &with_marks(&paragraph.text, &paragraph.marks)
}

fn paragraphs(resolution: &Resolution) -> Vec<String> {
    resolution.paragraphs.iter().map(printed).collect()
}

/// Writes a resolution as a Word document of this program, without any change in it.
fn as_word(resolution: &Resolution) -> Vec<u8> {
    let parsed = || resdiff::diagnostic::Parsed { value: resolution.clone(), diagnostics: Vec::new() };
    let same = compare(Pair::new(parsed(), parsed()), &CompareOptions::default());
    write(&same, &TrackedOptions::default()).expect("memory does not fail")
}

/// Compares a Word document with a text.
fn compared(earlier: &[u8], later: &Resolution) -> ChangeReport {
    let earlier = parse(decode(earlier, &DecodeOptions::default()).expect("it can be read"));
    let later = resdiff::diagnostic::Parsed { value: later.clone(), diagnostics: Vec::new() };
    compare(Pair::new(earlier, later), &CompareOptions::default())
}

fn revised(report: &ChangeReport, earlier: &[u8], options: &TrackedOptions) -> Result<Vec<u8>, NotRevised> {
    revise(report, earlier, &DecodeOptions::default(), options)
}

/// Tells what is wrong with the two states of a revised document; nothing where all is well.
fn flaws(name: &str, bytes: &[u8], report: &ChangeReport) -> Vec<String> {
    let mut flaws = Vec::new();
    for side in [Side::Earlier, Side::Later] {
        let again = parse(state(bytes, side)).value;
        let whole = report.resolutions.side(side);
        let (found, expected) = (paragraphs(&again), paragraphs(whole));
        if found != expected {
            let at = found.iter().zip(&expected).position(|(one, two)| one != two);
            let at = at.unwrap_or(found.len().min(expected.len()));
            flaws.push(format!("{name}, {side:?}: {:#?}\nis not\n{:#?}", found.get(at), expected.get(at)));
        }
        let notes = |resolution: &Resolution| -> Vec<(String, String)> {
            resolution.footnotes.iter().map(|note| (note.label.clone(), note.text.clone())).collect()
        };
        if notes(&again) != notes(whole) {
            flaws.push(format!("{name}, {side:?}: {:#?}\nare not\n{:#?}", notes(&again), notes(whole)));
        }
        if again.closing != whole.closing {
            flaws.push(format!("{name}, {side:?}: {:?} is not {:?}", again.closing, whole.closing));
        }
        if again.masthead != whole.masthead {
            let lines = |resolution: &Resolution| -> Vec<String> {
                format!("{:#?}", resolution.masthead).replace("(\n        ", "(").lines().map(str::to_owned).collect()
            };
            let (found, expected) = (lines(&again), lines(whole));
            let differ = |one: &[String], two: &[String]| {
                one.iter().filter(|line| !two.contains(line)).cloned().collect::<Vec<_>>().join(" ")
            };
            flaws.push(format!(
                "{name}, {side:?}: {}\nis not\n{}",
                differ(&found, &expected),
                differ(&expected, &found)
            ));
        }
    }
    flaws
}

#[test]
fn documents_of_this_program_are_revised() {
    let mut wrong = Vec::new();
    for (name, files) in samples() {
        let texts = report(&files).resolutions;
        let earlier = as_word(&texts.earlier);
        let report = compared(&earlier, &texts.later);
        for moves in [Moves::Plain, Moves::Native] {
            let options = TrackedOptions { moves, comments: true, ..TrackedOptions::default() };
            match revised(&report, &earlier, &options) {
                Ok(bytes) => wrong.extend(flaws(&name, &bytes, &report)),
                Err(error) => wrong.push(format!("{name}: {error}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {}", wrong.len(), wrong.join("\n"));
}

/// Gives a part of a document.
fn part(bytes: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is an archive");
    let mut text = String::new();
    archive.by_name(name).expect("it is there").read_to_string(&mut text).expect("it is text");
    text
}

#[test]
fn documents_of_an_office_are_revised_and_keep_all_that_did_not_change() {
    let mut wrong = Vec::new();
    for (name, files) in samples() {
        let texts = report(&files).resolutions;
        let earlier = house::document(&texts.earlier);
        let report = compared(&earlier, &texts.later);
        let same = paragraphs(&report.resolutions.earlier) == paragraphs(&texts.earlier);
        if !same {
            wrong.push(format!("{name}: the document is not read as what it was made of"));
        }
        for moves in [Moves::Plain, Moves::Native] {
            let options = TrackedOptions { moves, comments: true, ..TrackedOptions::default() };
            match revised(&report, &earlier, &options) {
                Ok(bytes) => {
                    wrong.extend(flaws(&name, &bytes, &report));
                    for kept in ["styles", "numbering", "header1", "header2", "footer1", "fontTable"] {
                        let kept = format!("word/{kept}.xml");
                        assert_eq!(part(&bytes, &kept), part(&earlier, &kept), "{name}: {kept}");
                    }
                }
                Err(error) => wrong.push(format!("{name}: {error}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {}", wrong.len(), wrong.join("\n"));
}

fn text(lines: &[&str]) -> Resolution {
    let text = format!("A/RES/1/1\n\n1/1. Lighthouses\n\n{}\n", lines.join("\n\n"));
    parse(decode(text.as_bytes(), &DecodeOptions::default()).expect("it is a text")).value
}

/// Revises a document made of the inside of its body, and checks both states. Gives the main part.
#[track_caller]
fn check(body: &str, parts: &[(&str, &str)], later: &[&str]) -> String {
    let front = word::p("A/RES/1/1") + &word::p("1/1. Lighthouses");
    let earlier = word::document(&format!("{front}{body}<w:sectPr/>"), parts);
    let report = compared(&earlier, &text(later));
    let bytes = revised(&report, &earlier, &TrackedOptions::default()).expect("it can be revised");
    assert_eq!(flaws("", &bytes, &report), [""; 0]);
    part(&bytes, "word/document.xml")
}

const PREAMBLE: &str = "<w:p><w:r><w:t>The General Assembly,</w:t></w:r></w:p>\
    <w:p><w:r><w:t>Recalling its resolution 1/1 on lighthouses along rivers,</w:t></w:r></w:p>";
const FIRST: [&str; 2] = ["The General Assembly,", "Recalling its resolution 1/1 on lighthouses along rivers,"];

#[test]
fn runs_are_cut_where_a_change_begins_and_new_words_are_set_as_their_neighbours() {
    let body = "<w:p w:rsidR=\"00AA\"><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t xml:space=\"preserve\">1. </w:t></w:r>\
        <w:r><w:rPr><w:i/></w:rPr><w:t>Invites</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> Member States to \
        repair &amp; light the beacons of their rivers.</w:t></w:r></w:p>";
    let later = [FIRST[0], FIRST[1], "1. Urges Member States to repair & light all the beacons of their rivers."];
    let xml = check(&format!("{PREAMBLE}{body}"), &[], &later);
    let start = xml.find("<w:p w:rsidR=\"00AA\">").expect("the paragraph keeps its attributes");
    let paragraph = xml[start..].split_inclusive("</w:p>").next().expect("it ends");
    // Ids apart, this is what is written.
    let mut plain = String::new();
    for piece in paragraph.split_inclusive('>') {
        plain.push_str(piece.split(" w:id=").next().unwrap_or(piece));
        if piece.contains(" w:id=") {
            plain.push('>');
        }
    }
    let expected = "<w:p w:rsidR=\"00AA\"><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t xml:space=\"preserve\">1. </w:t></w:r>\
        <w:del><w:r><w:rPr><w:i/></w:rPr><w:delText xml:space=\"preserve\">Invites</w:delText></w:r>\
        <w:r><w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\"> </w:delText></w:r></w:del>\
        <w:ins><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">Urges</w:t></w:r>\
        <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> </w:t></w:r></w:ins>\
        <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Member States to repair &amp; light </w:t></w:r>\
        <w:ins><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">all </w:t></w:r></w:ins>\
        <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">the beacons of their rivers.</w:t></w:r></w:p>";
    assert_eq!(plain, expected);
}

#[test]
fn empty_paragraphs_between_others_come_and_go_with_them() {
    let blank = "<w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:p>";
    let op = |text: &str| word::p(text) + blank;
    let body = [
        PREAMBLE.to_owned(),
        blank.to_owned(),
        op("1. Invites Member States to light the beacons of their rivers;"),
        op("2. Requests the Secretary-General to publish a list of all lightships;"),
        op("3. Decides to remain seized of the matter."),
    ]
    .concat();
    let later = [
        FIRST[0],
        FIRST[1],
        "1. Invites Member States to light the beacons of their rivers;",
        "2. Proclaims the eighth of August the day of keepers and pilots;",
        "3. Decides to remain seized of the matter.",
    ];
    let xml = check(&body, &[], &later);
    let gone = xml.matches("<w:rPr><w:del ").count();
    let come = xml.matches("<w:rPr><w:ins ").count();
    assert_eq!((gone, come), (2, 2), "a paragraph and the empty one behind it");
}

#[test]
fn lines_of_one_paragraph_and_cells_of_a_table_are_changed_where_they_stand() {
    let broken = "<w:p><w:r><w:t>1. Invites Member States to light the beacons of their rivers;</w:t><w:br/>\
        <w:t>2. Requests the Secretary-General to publish a list of all lightships;</w:t></w:r></w:p>";
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", word::p(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Beacons"),
        cell("4 000"),
        cell("Lightships"),
        cell("200")
    );
    let body = format!("{PREAMBLE}{broken}{table}{}", word::p("3. Decides to remain seized of the matter."));
    let later = [
        FIRST[0],
        FIRST[1],
        "1. Urges Member States to light the beacons of their rivers;",
        "2. Requests the Secretary-General to publish a map of all lightships;",
        "Beacons 5 000",
        "Lightships 200",
        "3. Decides to remain seized of the matter.",
    ];
    let xml = check(&body, &[], &later);
    assert!(xml.contains("<w:br/>") && xml.matches("<w:tr>").count() == 2);
}

#[test]
fn notes_that_stand_as_text_are_changed_as_text() {
    let mark =
        |number: u32| format!("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>{number}</w:t></w:r>");
    let marked = |before: &str, number: u32, after: &str| {
        let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        format!("<w:p>{}{}{}</w:p>", run(before), mark(number), run(after))
    };
    let body = [
        PREAMBLE.to_owned(),
        marked("1. Takes note of the report on beacons", 1, " and of the survey of lightships;"),
        marked("2. Endorses the plan for harbours", 2, " as amended."),
        word::p("1 A/1/100."),
        word::p("2 A/1/200, annex."),
    ]
    .concat();
    let later = [
        FIRST[0],
        FIRST[1],
        "1. Takes note of the report on beacons1 and of the survey of lightships;2",
        "2. Endorses the plan for harbours3 as amended.",
        "1 A/2/300.",
        "2 A/2/350.",
        "3 A/1/200, annex.",
    ];
    check(&body, &[], &later);
}

#[test]
fn tracked_changes_that_were_there_are_settled_as_they_were_read() {
    let body = format!(
        "{PREAMBLE}<w:p><w:r><w:t xml:space=\"preserve\">1. Invites </w:t></w:r><w:del w:id=\"7\" w:author=\"Other\"><w:r><w:delText \
         xml:space=\"preserve\">all </w:delText></w:r></w:del><w:ins w:id=\"8\" w:author=\"Other\"><w:r><w:t xml:space=\"preserve\">some \
         </w:t></w:r></w:ins><w:r><w:t>Member States to light their beacons.</w:t></w:r></w:p>"
    );
    let earlier = word::document(&body, &[]);
    for (revisions, word) in [(Revisions::Final, "some"), (Revisions::Original, "all")] {
        let reading = DecodeOptions { revisions, ..DecodeOptions::default() };
        let read = parse(decode(&earlier, &reading).expect("it can be read"));
        assert!(read.value.paragraphs[2].text.contains(word));
        let later = text(&[FIRST[0], FIRST[1], "1. Urges some Member States to light their beacons."]);
        let later = resdiff::diagnostic::Parsed { value: later, diagnostics: Vec::new() };
        let report = compare(Pair::new(read, later), &CompareOptions::default());
        let bytes = revise(&report, &earlier, &reading, &TrackedOptions::default()).expect("it can be revised");
        assert!(!part(&bytes, "word/document.xml").contains("Other"));
        for side in [Side::Earlier, Side::Later] {
            let again = parse(state(&bytes, side)).value;
            assert_eq!(paragraphs(&again), paragraphs(report.resolutions.side(side)), "{side:?}");
        }
    }
}

#[test]
fn what_cannot_be_revised_is_told() {
    let formula =
        format!("{PREAMBLE}<w:p><w:r><w:t>1. Invites Member States to light their beacons.</w:t></w:r></w:p>");
    let earlier = word::document(&formula, &[]);
    let other = word::document(&word::p("Another document altogether."), &[]);
    let report = compared(&earlier, &text(&[FIRST[0], "1. Urges Member States to light their beacons."]));
    let complaint = revised(&report, &other, &TrackedOptions::default()).expect_err("it is another document");
    assert!(complaint.to_string().contains("where no change can be tracked"), "{complaint}");
    let no_document = revised(&report, b"no document", &TrackedOptions::default());
    assert!(matches!(no_document, Err(NotRevised::Read(_))));
}

/// Properties of paragraphs and runs in the order of the schema (ECMA-376, part 1, CT_PPr and CT_RPr), those used here.
const ORDER: &[(&str, &[&str])] = &[
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:numPr", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange"]),
    (
        "w:rPr",
        &[
            "w:ins",
            "w:del",
            "w:moveFrom",
            "w:moveTo",
            "w:rStyle",
            "w:b",
            "w:i",
            "w:color",
            "w:sz",
            "w:vertAlign",
            "w:lang",
        ],
    ),
];

#[test]
fn revised_parts_are_well_formed_in_schema_order_with_unique_ids() {
    for (name, files) in samples() {
        let texts = report(&files).resolutions;
        let earlier = house::document(&texts.earlier);
        let report = compared(&earlier, &texts.later);
        let options = TrackedOptions { comments: true, moves: Moves::Native, ..TrackedOptions::default() };
        let bytes = revised(&report, &earlier, &options).expect("it can be revised");
        assert_eq!(bytes, revised(&report, &earlier, &options).expect("it can be revised"), "{name}: the same bytes");
        let mut ids = std::collections::BTreeSet::new();
        let mut ends = Vec::new();
        for part in ["document", "footnotes", "comments"] {
            let mut open: Vec<(String, usize)> = Vec::new();
            for (depth, element, attributes) in elements(&bytes, &format!("word/{part}.xml")) {
                open.truncate(depth);
                if let Some((parent, last)) = open.last_mut()
                    && let Some((_, order)) = ORDER.iter().find(|(name, _)| name == parent)
                {
                    let place = order.iter().position(|name| *name == element);
                    let place = place.unwrap_or_else(|| panic!("{name}: {element} in {parent}"));
                    assert!(place >= *last, "{name}: {element} too late in {parent}");
                    *last = place;
                }
                let id = attributes.iter().find(|(key, _)| key == "w:id").map(|(_, id)| id.clone());
                let changes =
                    ["w:ins", "w:del", "w:moveTo", "w:moveFrom", "w:pPrChange", "w:comment", "w:bookmarkStart"];
                let starts = ["w:moveToRangeStart", "w:moveFromRangeStart"];
                if let Some(id) = id {
                    if changes.contains(&element.as_str()) || starts.contains(&element.as_str()) {
                        assert!(ids.insert(id), "{name}: ids are unique");
                    } else if element.ends_with("RangeEnd") || element == "w:commentReference" {
                        ends.push(id);
                    }
                }
                open.push((element, 0));
            }
        }
        assert!(ends.iter().all(|id| ids.contains(id)), "{name}: what ends has begun");
    }
}

/// Pieces that stand where they should not; most are whole elements.
const BROKEN: [&str; 9] = [
    "<w:p>",
    "<w:p><w:r><w:t>In a paragraph.</w:t></w:r></w:p>",
    "<w:del w:id='1'><w:r><w:delText>gone</w:delText></w:r></w:del>",
    "<w:ins w:id='1'/>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:footnoteReference w:id='6'/>",
    "<w:sectPr/>",
    "é&amp;<w:br/>",
];

#[test]
fn damaged_documents_are_revised_or_refused() {
    let mut state: u64 = 7;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let (_, files) = samples().into_iter().find(|(name, _)| name == "footnote-marks-shift").expect("it is there");
    let texts = report(&files).resolutions;
    let whole = house::document(&texts.earlier);
    let names = ["document", "styles", "numbering", "settings", "footnotes"].map(|name| format!("word/{name}.xml"));
    let mut revised_count = 0;
    for _ in 0..400 {
        let mut parts: Vec<(String, String)> = Vec::new();
        let damaged = random(3).min(1) * 4;
        for (i, name) in names.iter().enumerate() {
            let mut xml = part(&whole, name);
            if i == damaged {
                for _ in 0..=random(3) {
                    let tags: Vec<(usize, usize)> = xml
                        .match_indices('<')
                        .filter_map(|(at, _)| Some((at, at + xml[at..].find('>')? + 1)))
                        .collect();
                    let (one, two) = (tags[random(tags.len())], tags[random(tags.len())]);
                    let piece = xml[one.0.min(two.0)..one.1.max(two.1)].to_owned();
                    match random(9) {
                        0 => xml.replace_range(one.0..one.1, ""),
                        1 if piece.len() < 4000 => xml.insert_str(two.0.max(one.0), &piece),
                        2 if piece.len() < 4000 => xml.replace_range(one.0.min(two.0)..one.1.max(two.1), ""),
                        _ => xml.insert_str(one.0, BROKEN[random(BROKEN.len())]),
                    }
                }
            }
            parts.push((name.clone(), xml));
        }
        for name in ["_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"] {
            parts.push((name.to_owned(), part(&whole, name)));
        }
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let earlier = word::pack(&parts);
        let Ok(read) = decode(&earlier, &DecodeOptions::default()) else { continue };
        let later = resdiff::diagnostic::Parsed { value: texts.later.clone(), diagnostics: Vec::new() };
        let report = compare(Pair::new(parse(read), later), &CompareOptions::default());
        if let Ok(bytes) = revised(&report, &earlier, &TrackedOptions::default()) {
            revised_count += 1;
            decode(&bytes, &DecodeOptions::default()).expect("what was written can be read");
        }
    }
    assert!(revised_count > 100, "{revised_count}");
}
