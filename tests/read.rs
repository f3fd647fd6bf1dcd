//! Files in every form to resolutions: what is written as JSON comes back as it was.

use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::json;
use resdiff::resolution::Resolution;
use resdiff::source::DecodeOptions;
use std::path::{Path, PathBuf};

/// All texts of the samples.
fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut found: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the samples are in the repository")
        .filter_map(|entry| std::fs::read_dir(entry.ok()?.path()).ok())
        .flat_map(|files| files.filter_map(|file| Some(file.ok()?.path())))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    assert!(found.len() > 100, "{} samples", found.len());
    found
}

fn open(path: &Path) -> Parsed<Resolution> {
    let bytes = std::fs::read(path).expect("a sample can be read");
    read(&bytes, None, &DecodeOptions::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn again(json: &str, key: Option<&str>) -> Result<Parsed<Resolution>, String> {
    read(json.as_bytes(), key, &DecodeOptions::default()).map_err(|error| error.to_string())
}

#[test]
fn json_of_a_resolution_comes_back_as_it_was() {
    for path in samples() {
        let parsed = open(&path);
        for pretty in [true, false] {
            let json = json::to_string(&json::resolution(&parsed), pretty);
            assert_eq!(again(&json, None).as_ref(), Ok(&parsed), "{}", path.display());
        }
    }
}

#[test]
fn each_side_of_a_report_comes_back_as_it_was() {
    for path in samples().iter().filter(|path| path.ends_with("earlier.txt")) {
        let texts = Pair::new(open(path), open(&path.with_file_name("later.txt")));
        let report = resdiff::compare(texts.clone(), &resdiff::CompareOptions::default());
        let json = json::to_string(&json::report(&report), false);
        let sides = Pair::new("earlier", "later").map(|key| again(&json, Some(key)).map(|parsed| parsed.value));
        assert_eq!(sides, texts.map(|parsed| Ok(parsed.value)), "{}", path.display());
        assert!(again(&json, None).is_err_and(|error| error.contains("#later")), "{}", path.display());
    }
}

/// Reads a record and gives its paragraphs as "id role text".
#[track_caller]
fn check_record(paragraphs: &str, expected: &[&str]) -> Resolution {
    let other = r#"{"symbol": "A/RES/1/1", "key": "A_RES_1_1", "title": "Another", "paragraphs": []}"#;
    let record = format!(
        r#"{{"symbol": "A/RES/99/1", "key": "A_RES_99_1", "title": "Salt\npans", "paragraphs": [{}]}}"#,
        paragraphs.replace('\n', " ")
    );
    let corpus = format!("{other}\n{record}\n");
    let read = |key| read(corpus.as_bytes(), Some(key), &DecodeOptions::default()).expect("the record is there").value;
    let resolution = read("A_RES_99_1");
    assert_eq!(resolution, read("A/RES/99/1"));
    let found: Vec<String> =
        resolution.paragraphs.iter().map(|p| format!("{} {:?} {}", p.id, p.role, p.text)).collect();
    assert_eq!(found, expected);
    resolution
}

#[test]
fn what_is_recorded_of_a_paragraph_holds() {
    let resolution = check_record(
        r#"{"type": "frontmatter", "text": "Ninety-ninth session\nAgenda item 7 (b)"},
           {"type": "frontmatter", "text": "Resolution adopted by the General Assembly on 3 March 2045"},
           {"type": "title", "text": "99/1.\tPreservation of\nsalt pans"},
           {"type": "paragraph", "text": "The General Assembly,", "role": "preambular"},
           {"type": "paragraph", "text": "Recalling its\nresolution 98/1,", "role": "preambular"},
           {"type": "heading", "text": "Coasts", "heading_level": 2},
           {"type": "paragraph", "text": "Invites States:", "role": "operative", "level": 1, "enumerator": "1."},
           {"type": "paragraph", "text": "To list:", "role": "operative", "level": 2, "enumerator": "(a)"},
           {"type": "paragraph", "text": "Pans;", "role": "operative", "level": 3, "enumerator": "(i)"},
           {"type": "paragraph", "text": "Ponds;", "role": "operative", "level": 3, "enumerator": "(ii)"},
           {"type": "paragraph", "text": "To map;", "role": "operative", "level": 2, "enumerator": "(b)"},
           {"type": "paragraph", "text": "Decides to return.", "role": "operative", "level": 1, "enumerator": "2."},
           {"type": "backmatter", "text": "12th plenary meeting\n3 March 2045"}"#,
        &[
            "organ Preambular The General Assembly,",
            "pp1 Preambular Recalling its resolution 98/1,",
            "h1 Heading Coasts",
            "op1 Operative Invites States:",
            "op1.a Subparagraph To list:",
            "op1.a.i Subparagraph Pans;",
            "op1.a.ii Subparagraph Ponds;",
            "op1.b Subparagraph To map;",
            "op2 Operative Decides to return.",
        ],
    );
    let masthead = &resolution.masthead;
    assert_eq!(masthead.symbol.as_ref().map(ToString::to_string).as_deref(), Some("A/RES/99/1"));
    assert_eq!(masthead.title.as_deref(), Some("Preservation of salt pans"));
    assert_eq!(masthead.number.as_deref(), Some("99/1"));
    assert_eq!(masthead.session.map(|session| session.number), Some(99));
    assert_eq!(masthead.agenda_item.as_deref(), Some("7 (b)"));
    assert_eq!(masthead.adoption_date.as_deref(), Some("3 March 2045"));
    assert_eq!(masthead.meeting.as_deref(), Some("12th plenary meeting"));
    assert_eq!(resolution.closing, ["12th plenary meeting", "3 March 2045"]);
    assert_eq!(resolution.paragraphs[5].enumerator.as_deref(), Some("(i)"));
    assert_eq!(resolution.paragraphs[5].parent, Some(4));
    assert_eq!(resolution.paragraphs[5].heading, Some(2));
    assert_eq!(resolution.paragraphs[3].opening.as_ref().map(|o| o.lemma.as_str()), Some("invite"));
}

#[test]
fn a_record_without_title_line_has_the_title_of_its_field() {
    let resolution = check_record(
        r#"{"type": "paragraph", "text": "The General Assembly,", "role": "preambular"},
           {"type": "paragraph", "text": "Decides to wait.", "role": "preambular"}"#,
        // The only operative paragraph is recorded as preambular: its form tells.
        &["organ Preambular The General Assembly,", "op Operative Decides to wait."],
    );
    assert_eq!(resolution.masthead.title.as_deref(), Some("Salt pans"));
}

#[test]
fn an_annex_in_the_back_of_a_record_is_read() {
    check_record(
        r#"{"type": "paragraph", "text": "The General Assembly,", "role": "preambular"},
           {"type": "paragraph", "text": "Adopts the plan.", "role": "operative", "level": 1, "enumerator": "1."},
           {"type": "backmatter", "text": "Annex"},
           {"type": "backmatter", "text": "Plan for the salt pans"},
           {"type": "backmatter", "text": "1. The pans are open."}"#,
        &[
            "organ Preambular The General Assembly,",
            "op1 Operative Adopts the plan.",
            "h1 Heading Annex",
            "h2 Heading Plan for the salt pans",
            "annex.1 Annex The pans are open.",
        ],
    );
}

/// JSON as another program may write it: only the names that the contract has.
#[test]
fn json_of_another_program_needs_only_the_names_of_the_contract() {
    let json = r#"{"symbol": "A/RES/99/1", "title": "Salt", "session": 99, "paragraphs": [
        {"id": "x", "locator": "Organ line", "role": "preambular", "enumerator": null, "text": "The General Assembly,"},
        {"id": "y", "locator": "PP 1", "role": "preambular", "verb": "recall", "text": "Recalling it,", "footnotes": [1]},
        {"id": "z", "locator": "A OP 5 bis (b) (ii)", "role": "subparagraph", "text": "Maps."},
        {"id": "c", "locator": "OP 5 cont.", "role": "operative", "text": "Strongly urges States."},
        {"id": "o", "role": "other", "text": "***"}
    ]}"#;
    let parsed = again(json, None).expect("it can be read").value;
    let locators: Vec<String> =
        parsed.paragraphs.iter().map(|p| resdiff::render::messages::locator(&p.locator)).collect();
    assert_eq!(locators, ["Organ line", "PP 1", "A OP 5 bis (b) (ii)", "OP 5 cont.", "Text 5"]);
    let opening = |at: usize| parsed.paragraphs[at].opening.as_ref().map(|opening| opening.lemma.as_str());
    assert_eq!([opening(1), opening(3), opening(4)], [Some("recall"), Some("urge"), None]);
    assert_eq!(parsed.paragraphs[1].marks[0].label, "1");
}

#[test]
fn json_that_is_no_resolution_says_why() {
    let check = |json: &str, words: &str| {
        let error = again(json, None).expect_err(json);
        assert!(error.contains(words), "{json}: {error}");
    };
    let paragraph = |fields: &str| {
        format!(
            r#"{{"paragraphs": [{{"id": "pp1", "locator": "PP 1", "role": "preambular", "text": "é", {fields}}}]}}"#
        )
    };
    check("{}", "missing field `paragraphs`");
    check(r#"{"paragraphs": [], "schema_version": "2.0"}"#, "its schema_version is 2.0");
    check(r#"{"earlier": {}, "later": {}}"#, "#earlier or #later");
    check(&paragraph(r#""parent": "op9""#), "paragraph pp1: there is no paragraph op9");
    check(&paragraph(r#""parent": "pp1""#), "paragraph pp1: its parent stands after it");
    check(&paragraph(r#""marks": [{"at": 2, "label": 1}]"#), "paragraph pp1: a mark at 2 is beyond its text");
    check(&paragraph(r#""opening": {"start": 1, "end": 0}"#), "paragraph pp1: 1 to 0 is not a part of its text");
    check(&paragraph(r#""role": "preamble""#), "duplicate field `role`");
    check(r#"{"paragraphs": [{"id": "a", "role": "preamble", "text": ""}]}"#, "unknown variant `preamble`");
    let twice = r#"{"id": "a", "role": "other", "text": "x"}"#;
    check(&format!(r#"{{"paragraphs": [{twice}, {twice}]}}"#), "two paragraphs have the id a");
}

/// Changes one thing of a JSON text, the same for the same number.
fn mutated(json: &str, n: usize) -> Vec<u8> {
    let mut bytes = json.as_bytes().to_vec();
    let at = n.wrapping_mul(2_654_435_761) % bytes.len();
    let digits: Vec<usize> = (0..bytes.len()).filter(|&i| bytes[i].is_ascii_digit()).collect();
    match n % 4 {
        0 => bytes[at] = b"\"{}[],:0\\n\xff"[n / 4 % 11],
        1 => drop(bytes.drain(at..(at + n % 40).min(json.len()))),
        // A number that is no longer true: a span, a level, a label, an id.
        2 => bytes[digits[at % digits.len()]] = b'0' + (n / 4 % 10) as u8,
        _ => bytes.truncate(at),
    }
    bytes
}

#[test]
fn broken_json_is_an_error_or_a_resolution_that_can_be_compared() {
    let path = samples().into_iter().find(|path| path.ends_with("nested-subparagraphs/later.txt")).expect("a sample");
    let parsed = open(&path);
    let json = json::to_string(&json::resolution(&parsed), false);
    let mut understood = 0;
    for n in 0..600 {
        let Ok(other) = read(&mutated(&json, n), None, &DecodeOptions::default()) else { continue };
        understood += 1;
        if n % 8 == 2 {
            let report = resdiff::compare(Pair::new(parsed.clone(), other), &resdiff::CompareOptions::default());
            assert!(!json::to_string(&json::report(&report), false).is_empty());
            resdiff::render::csv::report(&mut Vec::new(), &report, &Default::default()).expect("memory does not fail");
            resdiff::render::markdown::report(&mut Vec::new(), &report, &Default::default())
                .expect("memory does not fail");
        }
    }
    assert!(understood > 100, "{understood} of 600 are understood: the mutations are too coarse");
}
