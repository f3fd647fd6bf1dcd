//! A report to what must hold of everything it is written as: the same bytes twice, nothing of the texts interpreted.

use resdiff::changes::ChangeReport;
use resdiff::diagnostic::Parsed;
use resdiff::pair::Side;
use resdiff::read::read;
use resdiff::render::walk::Selection;
use resdiff::render::{csv, docx, html, json, ledger, markdown, plain, terminal, tree};
use resdiff::resolution::Resolution;
use resdiff::source::{DecodeOptions, Revisions, SourceText, decode};
use serde_json::Value;

/// Writes a report in every form and checks each.
pub fn check_report(report: &ChangeReport) {
    twice("terminal", || on_terminals(report));
    twice("ledger", || on_terminal_and_table(report));
    tables(&twice("csv", || memory(|out| csv::report(out, report, &Default::default()))), csv::COLUMNS.len());
    tables(&twice("ledger as csv", || memory(|out| ledger::csv(out, report))), ledger::COLUMNS.len());
    page(&twice("html", || memory(|out| html::write(report, &Default::default(), out))));
    let notes = twice("markdown", || memory(|out| markdown::report(out, report, &Default::default())));
    harmless("markdown", &notes);
    tracked_changes(report);
    let written = twice("json", || json::to_string(&json::report(report), false).into_bytes());
    obeys(json::REPORT_SCHEMA, &written);
    reads_back(report, &written);
}

/// Writes a text in every form and checks each.
pub fn check_text(parsed: &Parsed<Resolution>) {
    twice("text", || plain::text(&parsed.value).into_bytes());
    for width in [20, 80] {
        let options = tree::TreeOptions { width, color: false, full: width == 80 };
        harmless("tree", &twice("tree", || tree::tree(parsed, &options).into_bytes()));
    }
    let written = twice("json", || json::to_string(&json::resolution(parsed), false).into_bytes());
    obeys(json::RESOLUTION_SCHEMA, &written);
    let again = read(&written, None, &DecodeOptions::default()).expect("what was written is read");
    assert!(again.value == without_file(&parsed.value), "JSON reads back otherwise");
}

/// Gives what `write` gives, which must be the same twice.
pub fn twice(name: &str, write: impl Fn() -> Vec<u8>) -> Vec<u8> {
    let once = write();
    assert!(once == write(), "{name}: writing twice gives two outputs");
    once
}

/// Gives what is written to memory.
pub fn memory(write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("writing to memory does not fail");
    bytes
}

/// Checks that no control character of a text reaches a screen or a page.
pub fn harmless(name: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{name}: not UTF-8"));
    let bad = |c: &char| c.is_control() && *c != '\n' || matches!(c, '\u{202d}' | '\u{202e}');
    assert_eq!(text.chars().find(bad), None, "{name}: a control character");
}

fn on_terminals(report: &ChangeReport) -> Vec<u8> {
    let mut all = String::new();
    for view in [terminal::View::Inline, terminal::View::SideBySide, terminal::View::Outline] {
        for (width, color, full) in [(80, false, true), (20, false, false), (160, true, false)] {
            let selection = Selection { full, ..Selection::default() };
            let options =
                terminal::TerminalOptions { width, color, view, selection, explain: full, ..Default::default() };
            let shown = terminal::report(report, &options);
            if !color {
                harmless("terminal", shown.as_bytes());
            }
            all += &shown;
        }
    }
    all.into_bytes()
}

fn on_terminal_and_table(report: &ChangeReport) -> Vec<u8> {
    let mut all = String::new();
    for (width, color) in [(20, false), (80, false), (160, true)] {
        let shown = ledger::table(report, &ledger::LedgerOptions { width, color, ..Default::default() });
        if !color {
            harmless("ledger", shown.as_bytes());
        }
        all += &shown;
    }
    all.into_bytes()
}

/// Checks that a table is one: every row has every column, and no cell is a formula.
pub fn tables(bytes: &[u8], columns: usize) {
    let text = std::str::from_utf8(bytes).expect("a table is UTF-8").trim_start_matches('\u{feff}');
    let (mut cells, mut cell, mut quoted) = (0, String::new(), false);
    let mut chars = text.chars().peekable();
    let end = |cell: &mut String| {
        let first = cell.chars().next();
        assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r')), "a cell is a formula: {cell}");
        cell.clear();
    };
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => {
                end(&mut cell);
                cells += 1;
            }
            '\n' if !quoted => {
                end(&mut cell);
                assert_eq!(cells + 1, columns, "a row has another number of cells");
                cells = 0;
            }
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            other => cell.push(other),
        }
    }
    assert!(!quoted && cells == 0 && cell.is_empty(), "the last row is whole");
}

/// Checks that a page is one: every element is closed in order, and there is no script but its own.
pub fn page(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("a page is UTF-8");
    // A tabulator is white space to a page.
    harmless("page", text.replace('\t', " ").as_bytes());
    const VOID: [&str; 6] = ["meta", "br", "hr", "input", "link", "img"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut scripts = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let closes = rest.starts_with('/');
        let name_start = usize::from(closes);
        let name_end =
            rest[name_start..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest.len(), |at| at + name_start);
        let name = &rest[name_start..name_end];
        assert!(!name.is_empty(), "a bare < in the page: {}", rest.chars().take(60).collect::<String>());
        if closes {
            assert_eq!(open.pop(), Some(name), "the page closes another element than the open one");
            continue;
        }
        let end = tag_end(rest);
        if VOID.contains(&name) || rest[..end].ends_with('/') {
            rest = &rest[end..];
            continue;
        }
        rest = &rest[end..];
        if name == "script" || name == "style" {
            scripts += usize::from(name == "script");
            let close = rest.find(&format!("</{name}>")).expect("script and style end");
            rest = &rest[close + name.len() + 3..];
            continue;
        }
        open.push(name);
    }
    assert!(open.is_empty(), "elements stay open: {open:?}");
    assert!(scripts <= 2, "{scripts} scripts");
}

/// Gives where a tag ends: at the first `>` outside quotation marks.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    panic!("a tag without end: {}", tag.chars().take(60).collect::<String>())
}

/// Rejecting all tracked changes gives the letters and figures of the earlier text, accepting all those of the later.
fn tracked_changes(report: &ChangeReport) {
    let bytes = twice("docx", || docx::write(report, &Default::default()).expect("writing to memory does not fail"));
    for (side, revisions) in [(Side::Earlier, Revisions::Original), (Side::Later, Revisions::Final)] {
        let resolution = report.resolutions.side(side);
        let texts: Vec<String> = resolution.paragraphs.iter().map(|p| letters(&p.text)).collect();
        let read = decode(&bytes, &DecodeOptions { revisions, ..DecodeOptions::default() });
        let held = match &read {
            Ok(source) => letters(&text_of(source)),
            Err(_) if texts.iter().all(String::is_empty) => continue,
            Err(error) => panic!("the document cannot be read: {error}"),
        };
        let mut rest = held.as_str();
        for text in &texts {
            let at = rest.find(text).unwrap_or_else(|| panic!("{side:?}: the document lacks {text}"));
            rest = &rest[at + text.len()..];
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn text_of(source: &SourceText) -> String {
    source.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Checks against a published schema. The fuzz targets only check that it is JSON: a validator that is instrumented with
/// them takes longer to compile than they run.
fn obeys(schema: &'static str, written: &[u8]) {
    let value: Value = serde_json::from_slice(written).expect("what is written is JSON");
    #[cfg(not(fuzzing))]
    {
        use std::sync::LazyLock;
        static REPORT: LazyLock<jsonschema::Validator> = LazyLock::new(|| validator(json::REPORT_SCHEMA));
        static RESOLUTION: LazyLock<jsonschema::Validator> = LazyLock::new(|| validator(json::RESOLUTION_SCHEMA));
        let validator = if schema == json::REPORT_SCHEMA { &REPORT } else { &RESOLUTION };
        if let Err(error) = validator.validate(&value) {
            panic!("the schema is not obeyed at {}: {error}", error.instance_path());
        }
    }
    #[cfg(fuzzing)]
    let _ = (schema, value);
}

#[cfg(not(fuzzing))]
fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema can be used")
}

fn reads_back(report: &ChangeReport, written: &[u8]) {
    for (name, side) in [("earlier", Side::Earlier), ("later", Side::Later)] {
        let again = read(written, Some(name), &DecodeOptions::default()).expect("the output is read");
        assert!(again.value == without_file(report.resolutions.side(side)), "{name} reads back otherwise");
    }
}

/// Gives a text without what is of use only beside the bytes of its file, which JSON leaves out.
fn without_file(resolution: &Resolution) -> Resolution {
    let mut resolution = resolution.clone();
    resolution.paragraphs.iter_mut().for_each(|paragraph| paragraph.place.paragraph = None);
    resolution.footnotes.iter_mut().for_each(|note| note.place.paragraph = None);
    resolution.furniture.iter_mut().for_each(|piece| piece.place.paragraph = None);
    resolution
}
