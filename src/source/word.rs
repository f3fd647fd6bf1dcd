//! Paragraphs of Word, of either generation, to blocks: raised marks taken out, cut at line breaks, rows of tables joined.

pub(crate) mod lists;
pub(super) mod symbols;

use super::{Block, Mark};
use crate::diagnostic::Place;
use crate::span::Span;

/// Twentieths of a point that count as one column: half an inch, Word's tab, is eight columns.
const COLUMN: i32 = 90;

/// A row whose cells have no more text than this is one line of a table; others are paragraphs side by side.
const ROW: usize = 240;

/// Holds one paragraph the way Word prints it.
#[derive(Debug, Default, Clone)]
pub(super) struct Printed {
    pub(super) text: String,
    pub(super) italics: Vec<Span>,
    /// Text set as superscript.
    pub(super) raised: Vec<Span>,
    /// References to notes.
    pub(super) marks: Vec<Mark>,
    /// Number of an automatic list.
    pub(super) label: Option<String>,
    /// Name of the style.
    pub(super) style: Option<String>,
    /// Where its lines and its first line begin, in twentieths of a point.
    pub(super) left: i32,
    pub(super) first: i32,
    /// Whether it is centred, or a heading by its outline level.
    pub(super) set_apart: bool,
    /// Page on which it begins, where the file tells.
    pub(super) page: Option<u32>,
    /// Table, row and cell it stands in, counted from 1.
    pub(super) cell: Option<[u32; 3]>,
    /// Which paragraph of the main text it is, counted from 0, for those who revise the file.
    pub(super) paragraph: Option<u32>,
}

/// A paragraph of a cell that is shorter than this may be one line of the head of a column.
const CELL_LINE: usize = 60;

/// Makes blocks of paragraphs.
pub(super) fn blocks(paragraphs: Vec<Printed>) -> Vec<Block> {
    let mut found: Vec<(Block, Option<[u32; 3]>)> = Vec::new();
    let mut blank = 0;
    let base = base_indent(&paragraphs);
    for printed in paragraphs {
        let heading = printed.style.as_deref().is_some_and(is_heading);
        let indent = printed.left.saturating_add(printed.first).saturating_sub(base).max(0);
        let whole = Block {
            place: Place { paragraph: printed.paragraph, ..Place::page(printed.page) },
            indent: u32::try_from(indent / COLUMN).unwrap_or(0),
            set_apart: printed.set_apart || heading,
            ..take_marks(&printed)
        };
        let lines = cut(whole, heading);
        if lines.is_empty() {
            blank += 1;
        }
        for (i, mut line) in lines.into_iter().enumerate() {
            if i == 0 {
                line.blank_before = std::mem::take(&mut blank);
            }
            found.push((line, printed.cell));
        }
    }
    join_rows(found)
}

/// Gives the indent that most of the text has: what is indented is so beside it.
fn base_indent(paragraphs: &[Printed]) -> i32 {
    let mut sizes = std::collections::BTreeMap::<i32, usize>::new();
    for printed in paragraphs.iter().filter(|printed| printed.cell.is_none()) {
        *sizes.entry(printed.left.saturating_add(printed.first.min(0))).or_default() += printed.text.len();
    }
    sizes.into_iter().max_by_key(|(left, size)| (*size, -left)).map_or(0, |(left, _)| left)
}

/// Tells a style for headings by its name: Word's own and those of the United Nations ("_ H_1/2", "Title_H_Ch").
fn is_heading(name: &str) -> bool {
    let name = name.trim_start_matches(['_', ' ']).to_ascii_lowercase();
    ["heading", "title", "subtitle", "h_", "h1", "h2", "h3", "h4"].iter().any(|start| name.starts_with(start))
}

/// Takes raised marks out of the text.
fn take_marks(raw: &Printed) -> Block {
    let found = raw
        .raised
        .iter()
        .filter_map(|raised| Some((*raised, mark_labels(raised.of(&raw.text), &raw.text[..raised.start])?)));
    let (taken, raised): (Vec<Span>, Vec<Vec<String>>) = found.unzip();
    let mut text = String::with_capacity(raw.text.len());
    let mut from = 0;
    for span in &taken {
        text.push_str(&raw.text[from..span.start]);
        from = span.end;
    }
    text.push_str(&raw.text[from..]);
    let mut without = Without::new(&taken);
    let mut marks: Vec<Mark> =
        raw.marks.iter().map(|mark| Mark { at: without.place(mark.at), label: mark.label.clone() }).collect();
    let mut without = Without::new(&taken);
    for (span, labels) in taken.iter().zip(raised) {
        let at = without.place(span.start);
        marks.extend(labels.into_iter().map(|label| Mark { at, label }));
    }
    marks.retain(|mark| !mark.label.is_empty());
    marks.sort_by_key(|mark| mark.at);
    let mut without = Without::new(&taken);
    let italics =
        raw.italics.iter().map(|span| Span { start: without.place(span.start), end: without.place(span.end) });
    let italics = italics.filter(|span| span.start < span.end).collect();
    Block { text, italics, marks, label: raw.label.clone(), style: raw.style.clone(), ..Block::default() }
}

/// Tells where the bytes of a text stand once some spans are taken out; asked in ascending order.
struct Without<'t> {
    taken: std::iter::Peekable<std::slice::Iter<'t, Span>>,
    passed: usize,
}

impl<'t> Without<'t> {
    fn new(taken: &'t [Span]) -> Self {
        Self { taken: taken.iter().peekable(), passed: 0 }
    }

    fn place(&mut self, at: usize) -> usize {
        while let Some(span) = self.taken.next_if(|span| span.end <= at) {
            self.passed += span.len();
        }
        let inside = self.taken.peek().map_or(0, |span| at.saturating_sub(span.start));
        at - self.passed - inside
    }
}

/// Reads raised text as marks of notes: "1", "2, 3", "*", "a". Gives `None` for what is none: "th", the "2" of "km2".
fn mark_labels(raised: &str, before: &str) -> Option<Vec<String>> {
    let labels: Vec<&str> = raised.split([',', ' ', '\u{a0}', '\t']).filter(|label| !label.is_empty()).collect();
    let is_label = |label: &&str| {
        let bare = label.trim_end_matches(['/', ')']);
        let figures = (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
        let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase());
        let signs = label.chars().count() <= 4 && label.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
        figures || letter || signs
    };
    if labels.is_empty() || labels.len() > 6 || !labels.iter().all(is_label) {
        return None;
    }
    let before = &before[before.len() - before.chars().rev().take(40).map(char::len_utf8).sum::<usize>()..];
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // An exponent: "km2" is an area, "106" with a raised 6 a million; a year or a symbol before the mark is none.
    let base = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let power = (1..4).contains(&base.len()) && base.bytes().all(|byte| byte.is_ascii_digit());
    let figure = labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    let exponent =
        figure && power || matches!(labels[..], ["2" | "3"]) && matches!(word, "m" | "km" | "cm" | "mm" | "dm");
    let labels = labels.iter().map(|label| label.trim_end_matches(['/', ')']).to_owned());
    (!exponent && !before.trim().is_empty()).then(|| labels.collect())
}

/// Cuts a paragraph at its line breaks, unless a break only wraps the line; strips white space at both ends.
fn cut(whole: Block, heading: bool) -> Vec<Block> {
    let text = &whole.text;
    let mut cuts = vec![0];
    for (at, _) in text.match_indices('\n') {
        let line = text[cuts.last().copied().unwrap_or(0)..at].trim();
        if !wraps(line, &text[at + 1..], heading) {
            cuts.push(at + 1);
        }
    }
    cuts.push(text.len());
    let mut blocks = Vec::new();
    for window in cuts.windows(2) {
        let (from, to) = (window[0], window[1]);
        let line = &text[from..to];
        let trimmed = line.trim();
        let last = to == text.len();
        // Both are in order: only those of this line are looked at.
        let marks = &whole.marks[whole.marks.partition_point(|mark| mark.at < from)..];
        let marks = &marks[..marks.partition_point(|mark| mark.at < to || last)];
        let italics = &whole.italics[whole.italics.partition_point(|span| span.end <= from)..];
        let italics = &italics[..italics.partition_point(|span| span.start < to)];
        let marked = !marks.is_empty();
        if trimmed.is_empty() && !(marked && cuts.len() == 2) {
            continue;
        }
        let lead = &line[..line.len() - line.trim_start().len()];
        let start = from + lead.len();
        let end = start + trimmed.len();
        let first = blocks.is_empty();
        let moved = |at: usize| at.clamp(start, end) - start;
        blocks.push(Block {
            text: trimmed.replace('\n', " "),
            place: whole.place,
            blank_before: 0,
            indent: columns(whole.indent, lead),
            label: whole.label.clone().filter(|_| first),
            style: whole.style.clone(),
            italics: (italics.iter().map(|span| Span::new(moved(span.start), moved(span.end))))
                .filter(|span| !span.is_empty())
                .collect(),
            marks: marks.iter().map(|mark| Mark { at: moved(mark.at), label: mark.label.clone() }).collect(),
            set_apart: whole.set_apart,
        });
    }
    blocks
}

/// A line this long may have been broken only because it was full.
const FULL_LINE: usize = 55;

/// Tells whether a line break only wraps a line, and does not end one.
fn wraps(line: &str, rest: &str, heading: bool) -> bool {
    let next = rest.trim_start_matches([' ', '\t']);
    if line.is_empty() || next.starts_with('\n') || next.is_empty() {
        return false;
    }
    let opens_list = next.starts_with('(') || next.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = next.starts_with(char::is_lowercase) && !line.ends_with([';', ':']);
    let full = line.len() >= FULL_LINE && !line.ends_with([',', ';', ':', '.']);
    !opens_list && (heading || goes_on || full)
}

/// Counts the columns that white space takes, a tab up to the next multiple of eight.
fn columns(from: u32, space: &str) -> u32 {
    space.chars().fold(from, |column, c| if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 })
}

/// Joins the cells of each row that is a line of a table; leaves layout tables and long cells as paragraphs.
fn join_rows(found: Vec<(Block, Option<[u32; 3]>)>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut rest = found.into_iter().peekable();
    while let Some((block, cell)) = rest.next() {
        let Some([table, row, _]) = cell else {
            blocks.push(block);
            continue;
        };
        let mut cells = vec![(block, cell)];
        while let Some(next) =
            rest.next_if(|(_, cell)| cell.is_some_and(|[other, its_row, _]| (other, its_row) == (table, row)))
        {
            cells.push(next);
        }
        // The head of a column may be several lines; a cell of several lines in a table of two columns is a list.
        let one_each = cells.windows(2).all(|pair| pair[0].1 != pair[1].1);
        let columns = 1 + cells.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
        let wrapped = columns > 2 && cells.iter().all(|(block, _)| block.text.len() < CELL_LINE);
        let size: usize = cells.iter().map(|(block, _)| block.text.len()).sum();
        let masthead = cells.iter().any(|(block, _)| is_masthead(&block.text));
        let numbered = cells.iter().skip(1).any(|(block, _)| block.label.is_some());
        if !(one_each || wrapped) || size > ROW || masthead || numbered {
            blocks.extend(cells.into_iter().map(|(block, _)| block));
            continue;
        }
        let mut cells = cells.into_iter();
        let Some((mut line, mut last)) = cells.next() else { continue };
        for (cell, place) in cells {
            line.text.push(if place == last { ' ' } else { '\t' });
            last = place;
            let by = line.text.len();
            line.text.push_str(&cell.text);
            line.italics.extend(cell.italics.iter().map(|span| span.shifted(by)));
            line.marks.extend(cell.marks.into_iter().map(|mark| Mark { at: mark.at + by, ..mark }));
        }
        blocks.push(line);
    }
    blocks
}

/// Tells a cell of the table in which the first page states what the document is.
fn is_masthead(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let symbol = text.len() < 40
        && text.contains('/')
        && ["A/", "S/", "E/", "ST/", "CCPR/", "CEDAW/", "CRC/"].iter().any(|start| text.starts_with(start));
    symbol
        || lower.starts_with("distr")
        || ["united nations", "united  nations", "general assembly", "security council", "economic and social council"]
            .contains(&lower.as_str())
}
