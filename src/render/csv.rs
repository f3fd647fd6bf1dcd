//! A change report to comma-separated values for spreadsheets: one row a link. A history and the origins of words, too.
//!
//! Quoting and row ends follow RFC 4180; a line break inside a cell is a line feed alone. By default a byte order mark
//! stands first, since Excel takes a file without one for text of the system's code page; Python reads such a file with
//! `encoding="utf-8-sig"`, pandas as it is.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for a formula. Text that begins so
//! gets an apostrophe before it. Control characters are shown as their pictures (U+2400 and on).

mod genealogy;

pub use genealogy::{BLAME_COLUMNS, HISTORY_COLUMNS, write_history, write_origins};

use super::json::name;
use super::marked::{self, Run};
use super::messages;
use super::walk::{Entry, Item, SegmentRole, Selection, walk};
use crate::changes::ChangeReport;
use crate::pair::{Pair, Side};
use crate::resolution::Paragraph;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// Adjusts the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// Whether a byte order mark stands first, for Excel.
    pub byte_order_mark: bool,
    /// Which links have a row. What did not change has one unless the selection names what it wants.
    pub selection: Selection,
    /// What to call a text that names itself neither by symbol nor by title, or by the title of the other: its file's
    /// name.
    pub names: Pair<Option<String>>,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { byte_order_mark: true, selection: Selection::default(), names: Pair::default() }
    }
}

/// The names of the columns. Values are those of the JSON; lists are joined by "; ".
pub const COLUMNS: [&str; 21] = [
    "earlier_symbol",
    "later_symbol",
    // Position in the JSON's `links`, from 0.
    "link",
    "earlier_locator",
    "later_locator",
    "earlier_ids",
    "later_ids",
    "kind",
    "change",
    "moved",
    "renumbered",
    "transfer",
    "class",
    "confidence",
    "earlier_verb",
    "later_verb",
    "strength",
    "remarks",
    "earlier_text",
    "later_text",
    // Both texts in one: [-gone-] {+new+}.
    "marked_text",
];

/// Writes a report with the names of its columns.
pub fn report(out: &mut dyn io::Write, report: &ChangeReport, options: &CsvOptions) -> io::Result<()> {
    if options.byte_order_mark { begin(out, &COLUMNS) } else { header(out) }?;
    rows(out, report, options)
}

/// Writes the names of the columns.
pub fn header(out: &mut dyn io::Write) -> io::Result<()> {
    names(out, &COLUMNS)
}

/// Writes the rows of a report without the names of the columns, so that many reports can stand in one file.
pub fn rows(out: &mut dyn io::Write, report: &ChangeReport, options: &CsvOptions) -> io::Result<()> {
    let names = messages::given_names(report, &options.names).map(|name| text(&name.unwrap_or_default()));
    for item in walk(report, &options.selection) {
        // Headings for orientation are no rows of a list of what was asked for.
        if matches!(item, Item::Heading(_)) && !options.selection.only.is_empty() {
            continue;
        }
        for entry in item.entries() {
            row(out, &cells(report, entry, &names))?;
        }
    }
    Ok(())
}

fn cells(report: &ChangeReport, entry: &Entry<'_>, names: &Pair<String>) -> [String; COLUMNS.len()] {
    let change = entry.change;
    let join = |side: Side, of: fn(&Paragraph) -> String| {
        text(&entry.members.side(side).iter().map(|paragraph| of(paragraph)).collect::<Vec<_>>().join("; "))
    };
    let words = |side: Side| {
        let texts: Vec<&str> = entry.members.side(side).iter().map(|paragraph| paragraph.text.as_str()).collect();
        text(&texts.join("\n"))
    };
    let locator = |paragraph: &Paragraph| messages::locator(&paragraph.locator);
    let id = |paragraph: &Paragraph| paragraph.id.clone();
    let (verbs, strength) = marked::lead_verb(entry);
    let Pair { earlier: earlier_verb, later: later_verb } = verbs.map(|verb| text(&verb.unwrap_or_default()));
    let remarks: Vec<String> = marked::remarks(report, entry).iter().map(ToString::to_string).collect();
    [
        names.earlier.clone(),
        names.later.clone(),
        entry.index.to_string(),
        join(Side::Earlier, locator),
        join(Side::Later, locator),
        join(Side::Earlier, id),
        join(Side::Later, id),
        name(&change.link.kind),
        name(&change.kind),
        change.link.moved.to_string(),
        change.renumbered.to_string(),
        change.transfer.as_ref().map(name).unwrap_or_default(),
        name(&change.class),
        (f64::from(change.link.confidence.0) / 1000.0).to_string(),
        earlier_verb,
        later_verb,
        strength.as_ref().map(name).unwrap_or_default(),
        text(&remarks.join("; ")),
        words(Side::Earlier),
        words(Side::Later),
        text(&marked_text(entry)),
    ]
}

fn marked_text(entry: &Entry<'_>) -> String {
    let paragraphs = marked::paragraphs(entry).into_iter();
    paragraphs.map(|marked| in_one(marked.runs)).collect::<Vec<_>>().join("\n")
}

/// Gives both wordings in one text: [-gone-] {+new+}.
fn in_one(runs: Vec<Run>) -> String {
    let run = |run: Run| match run.role {
        SegmentRole::Kept => run.text,
        SegmentRole::Inserted => format!("{{+{}+}}", run.text),
        SegmentRole::Deleted => format!("[-{}-]", run.text),
    };
    runs.into_iter().map(run).collect()
}

/// Makes text harmless: no formula, no control characters.
pub(super) fn text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 1);
    // Some editions of Excel take the wide forms of the signs for the signs.
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        cell.push('\'');
    }
    for c in text.chars() {
        match c {
            '\n' | '\t' => cell.push(c),
            '\0'..='\u{1f}' => cell.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => cell.push('\u{2421}'),
            _ => cell.push(c),
        }
    }
    cell
}

/// Gives a text of any origin as a cell: harmless, and quoted where it must be.
pub fn cell(given: &str) -> String {
    quoted(&text(given)).into_owned()
}

/// Puts a cell in quotation marks where its content would be taken for more than one.
fn quoted(cell: &str) -> Cow<'_, str> {
    // Semicolons and tabs part cells in some regions.
    if cell.contains(['"', ',', ';', '\t', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Begins a table: the mark for Excel, and the names of the columns.
pub(super) fn begin(out: &mut dyn io::Write, columns: &[&str]) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    names(out, columns)
}

fn names(out: &mut dyn io::Write, columns: &[&str]) -> io::Result<()> {
    row(out, &columns.iter().map(|&name| name.to_owned()).collect::<Vec<_>>())
}

pub(super) fn row(out: &mut dyn io::Write, cells: &[String]) -> io::Result<()> {
    let mut line = String::new();
    for (i, cell) in cells.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        let _ = write!(line, "{comma}{}", quoted(cell));
    }
    line.push_str("\r\n");
    out.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, expected: &str) {
        assert_eq!(text(given), expected);
    }

    #[test]
    fn what_could_be_a_formula_gets_an_apostrophe() {
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r=1", "'␍=1");
        check("\n=1", "'\n=1");
        check("＝1", "'＝1");
        check("−1", "−1");
        check("a=1", "a=1");
        check("", "");
    }

    #[test]
    fn control_characters_are_shown() {
        check("a\u{1b}[31m\0\u{7f}", "a␛[31m␀␡");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut cells = [const { String::new() }; COLUMNS.len()];
        cells[0] = "a \"b\", c".to_owned();
        cells[1] = "d\ne".to_owned();
        cells[2] = "f".to_owned();
        cells[3] = " g".to_owned();
        let mut out = Vec::new();
        row(&mut out, &cells).expect("writing to memory does not fail");
        let line = String::from_utf8(out).expect("text");
        assert_eq!(line, format!("\"a \"\"b\"\", c\",\"d\ne\",f,\" g\"{}\r\n", ",".repeat(COLUMNS.len() - 4)));
    }
}
