//! A history of many versions to views for a terminal: the matrix, the story of one clause, and the newest text with the
//! version in which each word entered.

use super::genealogy_words::{
    OriginRun, counts, ended_title, groups, happened, is_clause, life, newest, remarks, runs, share, step_label,
};
use super::marked::{Run, wordings};
use super::messages::locator;
use super::terminal::ink::{Ink, Line, Palette, Piece, clean};
use super::terminal::wrap::{shortened, wrap};
use super::walk::SegmentRole;
use crate::lineage::{Attribution, Cell, History, Lineage, Step};
use crate::pair::Pair;
use crate::resolution::{Paragraph, Role};
use unicode_width::UnicodeWidthStr;

/// Adjusts the views of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GenealogyOptions {
    /// Columns to fill.
    pub width: usize,
    /// Whether to use colours rather than signs.
    pub color: bool,
}

impl Default for GenealogyOptions {
    fn default() -> Self {
        Self { width: 80, color: false }
    }
}

/// Renders the matrix: clauses down, versions across. First the clauses of the newest text, then those that ended.
pub fn matrix(history: &History, options: &GenealogyOptions) -> String {
    let palette = Palette::new(options.color);
    let mut lines = header(history, options.width);
    let labels: Vec<String> = history.versions.iter().map(|version| clean(&version.label)).collect();
    let wide = labels.iter().map(|label| label.width()).max().unwrap_or(1).max(3) + 1;
    let name_width = names_width(history).min(18);
    let fits = name_width + 1 + wide * labels.len() + LEAST_TEXT <= options.width;
    let column = if fits { wide } else { NARROW };
    let heads: Vec<String> = if fits {
        labels
    } else {
        let numbered = labels.iter().enumerate().map(|(at, label)| format!("{}\u{a0}=\u{a0}{label}", at + 1));
        let numbered = numbered.collect::<Vec<_>>().join("   ");
        lines.extend(wrap(&[Piece::new(numbered, Ink::Name)], options.width));
        lines.push(Line::default());
        (1..=labels.len()).map(|at| at.to_string()).collect()
    };
    let mut head = vec![Piece::new(" ".repeat(name_width + 1), Ink::Plain)];
    head.extend(heads.iter().map(|label| Piece::new(padded(label, column), Ink::Name)));
    for (version, group) in groups(history) {
        if version + 1 < history.versions.len() {
            lines.push(Line::default());
            lines.extend(wrap(&[Piece::new(clean(&ended_title(history, version, &group)), Ink::Name)], options.width));
        }
        lines.push(Line(head.clone()));
        lines.extend(group.into_iter().filter_map(|lineage| row(history, lineage, options, name_width, column)));
    }
    palette.paint_all(&lines)
}

/// Columns of text that make the matrix worth reading beside its marks, and columns of a narrow mark.
const LEAST_TEXT: usize = 24;
const NARROW: usize = 3;

/// The sign of each step.
const STEPS: [(Step, &str); 8] = [
    (Step::New, "+"),
    (Step::Unchanged, "="),
    (Step::Reworded, "~"),
    (Step::Split, "<"),
    (Step::Merged, "m"),
    (Step::Returned, "^"),
    (Step::Absorbed, "x"),
    (Step::Absent, "·"),
];

fn sign(cell: &Cell) -> (String, Ink) {
    let sign = STEPS.iter().find(|(step, _)| *step == cell.step).map_or("?", |(_, sign)| sign);
    let ink = match cell.step {
        Step::New => Ink::Added,
        Step::Unchanged => Ink::Plain,
        Step::Reworded | Step::Split | Step::Merged => Ink::Changed,
        Step::Returned => Ink::Moved,
        Step::Absorbed => Ink::Removed,
        Step::Absent => Ink::Faint,
    };
    (if cell.moved { format!("{sign}>") } else { sign.to_owned() }, ink)
}

fn header(history: &History, width: usize) -> Vec<Line> {
    let newest = history.versions.last();
    let title = newest.and_then(|version| version.resolution.masthead.title.as_deref()).unwrap_or("Untitled");
    let mut lines = wrap(&[Piece::foreign(title, Ink::Name)], width);
    let counts = format!("{} versions · {}", history.versions.len(), counts(history));
    lines.extend(wrap(&[Piece::new(counts, Ink::Plain)], width));
    let sign = |sign: &str, label: &str| format!("{sign}\u{a0}{}", label.replace(' ', "\u{a0}"));
    let signs = STEPS.iter().map(|(step, own)| sign(own, step_label(*step)));
    let legend = signs.chain([sign(">", "moved")]).collect::<Vec<_>>().join("   ");
    lines.extend(wrap(&[Piece::new(legend, Ink::Faint)], width));
    lines.push(Line::default());
    lines
}

fn names_width(history: &History) -> usize {
    let names = history.lineages.iter().filter_map(|lineage| newest(history, lineage));
    names.map(|(_, paragraph)| locator(&paragraph.locator).width()).max().unwrap_or(0)
}

fn row(
    history: &History,
    lineage: &Lineage,
    options: &GenealogyOptions,
    name_width: usize,
    column: usize,
) -> Option<Line> {
    let (version, paragraph) = newest(history, lineage)?;
    if paragraph.role == Role::Heading && version + 1 == history.versions.len() {
        return Some(Line::of(shortened(&clean(&paragraph.text), options.width), Ink::Name));
    }
    if !is_clause(history, lineage) {
        return None;
    }
    let gone = version + 1 < history.versions.len();
    let name = shortened(&locator(&paragraph.locator), name_width);
    let mut pieces = vec![Piece::new(padded(&name, name_width + 1), if gone { Ink::Faint } else { Ink::Name })];
    for cell in &lineage.cells {
        let (sign, ink) = sign(cell);
        pieces.push(Piece::new(padded(&sign, column), ink));
    }
    let used = name_width + 1 + column * lineage.cells.len();
    let text = shortened(&clean(&paragraph.text), options.width.saturating_sub(used).max(8));
    pieces.push(Piece::new(text, if gone { Ink::Faint } else { Ink::Plain }));
    Some(Line(pieces))
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Renders the story of one clause, version by version, with the words that changed.
pub fn story(history: &History, lineage: &Lineage, options: &GenealogyOptions) -> String {
    let palette = Palette::new(options.color);
    let name = newest(history, lineage).map_or(String::new(), |(version, paragraph)| {
        clean(&format!("{} of {}", locator(&paragraph.locator), history.versions[version].label))
    });
    let mut lines = vec![Line::of(name, Ink::Name)];
    lines.extend(wrap(&[Piece::new(clean(&life(history, lineage)), Ink::Plain)], options.width));
    let mut before: Option<&Paragraph> = None;
    let mut open = true;
    for (version, cell) in lineage.cells.iter().enumerate() {
        let paragraph = cell.paragraph.map(|index| &history.versions[version].resolution.paragraphs[index]);
        if paragraph.is_none() && before.is_none() {
            continue;
        }
        let body = body(history, lineage, version, before, palette.needs_signs(), options.width.saturating_sub(4));
        // Versions that have nothing to tell stand close together.
        if open || !body.is_empty() {
            lines.push(Line::default());
        }
        open = !body.is_empty();
        let place = paragraph.map_or(String::new(), |paragraph| format!(" {}", locator(&paragraph.locator)));
        let (_, ink) = sign(cell);
        let head = [
            Piece::new(clean(&history.versions[version].label), Ink::Name),
            Piece::new(format!("{place}: "), Ink::Name),
            Piece::new(clean(&happened(history, lineage, version)), ink),
        ];
        lines.extend(wrap(&head, options.width));
        lines.extend(body.into_iter().map(|line| line.indented(4)));
        before = paragraph.or(before);
    }
    palette.paint_all(&lines)
}

/// What one version has to tell of a clause: the remarks, and the words where they are others than before.
fn body(
    history: &History,
    lineage: &Lineage,
    version: usize,
    before: Option<&Paragraph>,
    signs: bool,
    width: usize,
) -> Vec<Line> {
    let cell = &lineage.cells[version];
    let Some(index) = cell.paragraph else { return Vec::new() };
    let text = &history.versions[version].resolution.paragraphs[index].text;
    let mut lines = Vec::new();
    let remarks = cell.change.zip(version.checked_sub(1)).map(|(change, at)| remarks(history, at, change));
    for remark in remarks.unwrap_or_default() {
        lines.extend(wrap(&[Piece::new(clean(&remark), Ink::Faint)], width));
    }
    let pieces = match before {
        Some(earlier) if earlier.text == *text => Vec::new(),
        Some(earlier) => words(Pair::new(&earlier.text, text), signs),
        None => vec![Piece::foreign(text, Ink::Plain)],
    };
    lines.extend(wrap(&pieces, width));
    lines
}

/// The words of two wordings, with what changed between them.
pub(super) fn words(texts: Pair<&str>, signs: bool) -> Vec<Piece> {
    let marked = |text: &str, ink: Ink, open: &str, close: &str| {
        Piece::new(if signs { format!("{open}{}{close}", clean(text)) } else { clean(text) }, ink)
    };
    let piece = |run: Run| match run.role {
        SegmentRole::Kept => Piece::foreign(&run.text, Ink::Plain),
        SegmentRole::Deleted => marked(&run.text, Ink::Deleted, "[-", "-]"),
        SegmentRole::Inserted => marked(&run.text, Ink::Inserted, "{+", "+}"),
    };
    wordings(texts).into_iter().map(piece).collect()
}

/// Renders the newest text with the version in which its words entered, in the margin.
pub fn blame(history: &History, attribution: &Attribution, options: &GenealogyOptions) -> String {
    let palette = Palette::new(options.color);
    let Some(newest) = history.versions.last() else { return String::new() };
    let labels: Vec<String> = history.versions.iter().map(|version| clean(&version.label)).collect();
    let margin = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let title = newest.resolution.masthead.title.as_deref().unwrap_or("Untitled");
    let mut lines = wrap(&[Piece::foreign(title, Ink::Name)], options.width);
    lines.extend(shares(attribution, &labels, options.width));
    lines.push(Line::default());
    let last = history.versions.len() - 1;
    for (paragraph, words) in newest.resolution.paragraphs.iter().zip(&attribution.paragraphs) {
        let name = match &paragraph.enumerator {
            Some(enumerator) => format!("{}  {}", locator(&paragraph.locator), clean(enumerator)),
            None => locator(&paragraph.locator),
        };
        lines.push(Line(vec![Piece::new(padded("", margin + 3), Ink::Plain), Piece::new(name, Ink::Name)]));
        for OriginRun { origin, text, .. } in runs(&paragraph.text, words) {
            let ink = if origin.0 == last { Ink::Inserted } else { Ink::Plain };
            let body = wrap(&[Piece::foreign(text.trim(), ink)], options.width.saturating_sub(margin + 3));
            for (at, mut line) in body.into_iter().enumerate() {
                let label = if at == 0 { labels[origin.0].as_str() } else { "" };
                line.0.insert(0, Piece::new(format!("{} │ ", padded(label, margin)), Ink::Faint));
                lines.push(line);
            }
        }
        lines.push(Line::default());
    }
    palette.paint_all(&lines)
}

/// How much of the newest text dates from each version.
fn shares(attribution: &Attribution, labels: &[String], width: usize) -> Vec<Line> {
    let counts = attribution.counts(labels.len());
    let total: usize = counts.iter().sum();
    let margin = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let mut lines = vec![Line::of("Where the words of the newest text come from", Ink::Plain)];
    for (label, count) in labels.iter().zip(counts) {
        let bar = "█".repeat(count * width.saturating_sub(margin + 24) / total.max(1));
        let figures = format!("{} {count:>7} words {:>3} % ", padded(label, margin), share(count, total));
        lines.push(Line(vec![Piece::new(figures, Ink::Plain), Piece::new(bar, Ink::Moved)]));
    }
    lines
}
