//! Raw paragraphs to blocks: numbered, raised marks taken out, cut at line breaks, rows of tables joined.

use super::numbering::{Counters, Lists};
use super::story::Raw;
use super::styles::Styles;
use crate::diagnostic::Place;
use crate::source::{Block, Mark};
use crate::span::Span;

/// Twentieths of a point that count as one column: half an inch, Word's tab, is eight columns.
const COLUMN: i32 = 90;

/// A row whose cells have no more text than this is one line of a table; others are paragraphs side by side.
const ROW: usize = 240;

/// Makes blocks of the paragraphs of a part. `labels` gives the mark of each reference to a note.
pub(super) fn blocks(
    paragraphs: Vec<Raw>,
    styles: &Styles,
    lists: &Lists,
    labels: &dyn Fn(&super::story::RawMark) -> String,
) -> Vec<Block> {
    let mut counters = Counters::default();
    let mut found: Vec<(Block, Option<[u32; 3]>)> = Vec::new();
    let mut blank = 0;
    let base = base_indent(&paragraphs, styles);
    for raw in paragraphs {
        let props = styles.complete(&raw.props);
        let list = props.list.filter(|list| *list != 0);
        let level = |list| {
            // A style may name a list and leave it to the list which level is its own.
            let by_style = || lists.level_of_style(list, styles.ids(raw.props.style.as_deref()));
            if raw.props.list.is_some() { raw.props.level } else { by_style() }.or(props.level).unwrap_or(0)
        };
        let label = list.and_then(|list| counters.label(lists, list, level(list)));
        let name = styles.name(raw.props.style.as_deref());
        let heading = props.outlined == Some(true) || name.as_deref().is_some_and(is_heading);
        let indent = props.left.unwrap_or(0).saturating_add(props.first.unwrap_or(0)).saturating_sub(base).max(0);
        let whole = Block {
            place: Place { page: raw.page, line: None },
            indent: u32::try_from(indent / COLUMN).unwrap_or(0),
            label,
            style: name,
            set_apart: props.centred == Some(true) || heading,
            ..take_marks(&raw, labels)
        };
        let lines = cut(whole, heading);
        if lines.is_empty() {
            blank += 1;
        }
        for (i, mut line) in lines.into_iter().enumerate() {
            if i == 0 {
                line.blank_before = std::mem::take(&mut blank);
            }
            found.push((line, raw.cell));
        }
    }
    join_rows(found)
}

/// Gives the indent that most of the text has: what is indented is so beside it.
fn base_indent(paragraphs: &[Raw], styles: &Styles) -> i32 {
    let mut sizes = std::collections::BTreeMap::<i32, usize>::new();
    for raw in paragraphs.iter().filter(|raw| raw.cell.is_none()) {
        let props = styles.complete(&raw.props);
        let left = props.left.unwrap_or(0).saturating_add(props.first.unwrap_or(0).min(0));
        *sizes.entry(left).or_default() += raw.text.len();
    }
    sizes.into_iter().max_by_key(|(left, size)| (*size, -left)).map_or(0, |(left, _)| left)
}

/// Tells a style for headings by its name: Word's own and those of the United Nations ("_ H_1/2", "Title_H_Ch").
fn is_heading(name: &str) -> bool {
    let name = name.trim_start_matches(['_', ' ']).to_ascii_lowercase();
    ["heading", "title", "subtitle", "h_", "h1", "h2", "h3", "h4"].iter().any(|start| name.starts_with(start))
}

/// Takes raised marks out of the text, and names the references to real notes.
fn take_marks(raw: &Raw, labels: &dyn Fn(&super::story::RawMark) -> String) -> Block {
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
        raw.marks.iter().map(|mark| Mark { at: without.place(mark.at), label: labels(mark) }).collect();
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
    Block { text, italics, marks, ..Block::default() }
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
        let one_each = cells.windows(2).all(|pair| pair[0].1 != pair[1].1);
        let size: usize = cells.iter().map(|(block, _)| block.text.len()).sum();
        let masthead = cells.iter().any(|(block, _)| is_masthead(&block.text));
        let numbered = cells.iter().skip(1).any(|(block, _)| block.label.is_some());
        if !one_each || size > ROW || masthead || numbered {
            blocks.extend(cells.into_iter().map(|(block, _)| block));
            continue;
        }
        let mut cells = cells.into_iter().map(|(block, _)| block);
        let Some(mut line) = cells.next() else { continue };
        for cell in cells {
            line.text.push('\t');
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
