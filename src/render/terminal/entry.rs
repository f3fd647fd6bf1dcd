//! Items of the walk to lines: a head with names and kind, remarks, and the words with what changed marked in them.

use super::ink::{Ink, Line, Palette, Piece, clean};
use super::remarks::{self, Labelled};
use super::words::{self, Body};
use super::wrap::{shortened, wrap, wrap_text};
use super::{TerminalOptions, View, blank, columns};
use crate::changes::{ChangeClass, ChangeKind, ChangeReport};
use crate::pair::Side;
use crate::render::messages;
use crate::render::walk::{Entry, Item};
use crate::resolution::{Paragraph, Role};

/// Columns beyond which a line of text is hard to follow.
const MEASURE: usize = 100;
/// Width from which remarks stand in a margin beside the text rather than above it.
const WITH_MARGIN: usize = 120;
/// Columns by which text stands to the right of its head.
const INDENT: usize = 4;
/// Columns by which each level of subparagraphs stands further to the right.
const LEVEL: usize = 2;

/// Gives the lines of all items, with a blank line before each.
pub(super) fn lines(
    report: &ChangeReport,
    items: &[Item<'_>],
    options: &TerminalOptions,
    palette: Palette,
) -> Vec<Line> {
    let mut lines = Vec::new();
    if in_columns(options) && !items.is_empty() {
        lines.push(blank());
        lines.push(columns::title(report, &options.names, options.width));
    }
    let mut shown_parent: Option<(Side, usize)> = None;
    for item in items {
        lines.push(blank());
        match item {
            Item::Unchanged(run) => {
                lines.extend(
                    wrap_text(&clean(&messages::fold(run)), Ink::Faint, options.width - 2)
                        .into_iter()
                        .map(|line| line.indented(2)),
                );
            }
            Item::Heading(entry) => lines.extend(heading(entry, options.width)),
            Item::Context(entry) | Item::Change(entry) => {
                let parent = parent(report, entry);
                let here = index(entry);
                if let Some((key, paragraph)) = parent
                    && Some(key) != shown_parent
                    && matches!(item, Item::Change(_))
                {
                    lines.push(chapeau(paragraph, options.width));
                    shown_parent = Some(key);
                }
                if entry.level() == 0 {
                    shown_parent = here;
                }
                lines.extend(one(report, entry, options, palette));
            }
        }
    }
    lines
}

/// Gives the side and index of the first paragraph of an entry.
fn index(entry: &Entry<'_>) -> Option<(Side, usize)> {
    let side = remarks::shown_side(entry);
    Some((side, *entry.change.link.members.side(side).first()?))
}

/// Gives the chapeau under which a subparagraph stands.
fn parent<'r>(report: &'r ChangeReport, entry: &Entry<'r>) -> Option<((Side, usize), &'r Paragraph)> {
    let parent = entry.lead()?.parent?;
    let side = remarks::shown_side(entry);
    Some(((side, parent), report.resolutions.side(side).paragraphs.get(parent)?))
}

/// Reminds of the chapeau above a subparagraph that changed.
fn chapeau(paragraph: &Paragraph, width: usize) -> Line {
    let name = messages::locator(&paragraph.locator);
    let text = clean(&paragraph.text);
    let left = width.min(MEASURE).saturating_sub(name.len() + 4);
    Line::of(format!("  {name}  {}", shortened(&text, left)), Ink::Faint)
}

/// Gives an unchanged heading.
fn heading(entry: &Entry<'_>, width: usize) -> Vec<Line> {
    let text = entry.lead().map_or("", |paragraph| paragraph.text.as_str());
    wrap_text(&clean(text), Ink::Name, width - 2).into_iter().map(|line| line.indented(2)).collect()
}

/// Gives a paragraph with all that is said about it.
fn one(report: &ChangeReport, entry: &Entry<'_>, options: &TerminalOptions, palette: Palette) -> Vec<Line> {
    // However deep a list is, half of the width is left for its words.
    let indent = (INDENT + usize::from(entry.level()) * LEVEL).min(options.width / 2);
    let remarks = remarks::remarks(report, entry, options.explain);
    let head = Line(head(entry));
    let mut lines = if head.width() <= options.width { vec![head] } else { wrap(&head.0, options.width) };
    if in_columns(options) {
        lines.extend(remarks::lines(&remarks, options.width - INDENT).into_iter().map(|line| line.indented(INDENT)));
        lines.extend(columns::lines(entry, palette, options.width));
        return lines;
    }
    let bodies = words::bodies(entry, palette.needs_signs());
    if options.width >= WITH_MARGIN {
        lines.extend(with_margin(&bodies, &remarks, entry, indent, options.width));
    } else {
        lines.extend(remarks::lines(&remarks, options.width - INDENT).into_iter().map(|line| line.indented(INDENT)));
        lines.extend(text(&bodies, entry, indent, options.width));
    }
    lines
}

/// Tells whether both texts are shown beside each other.
fn in_columns(options: &TerminalOptions) -> bool {
    options.view == View::SideBySide && options.width >= columns::LEAST_WIDTH
}

/// Gives the head: a sign, the names of the paragraph, what happened to it and what that amounts to.
pub(super) fn head(entry: &Entry<'_>) -> Vec<Piece> {
    let ink = ink_of(entry);
    let mut pieces = vec![
        Piece::new(sign(entry), ink),
        Piece::new(" ", Ink::Plain),
        Piece::foreign(&messages::places(entry), Ink::Name),
        Piece::new("  ", Ink::Plain),
        Piece::new(messages::kind(entry), ink),
    ];
    if says_class(entry) {
        pieces.push(Piece::new(format!(" · {}", messages::class_label(entry.change.class)), Ink::Plain));
    }
    if entry.role() == Role::Heading {
        pieces.push(Piece::new(" · heading", Ink::Faint));
    }
    pieces
}

/// Tells whether the class is worth a word: not where it goes without saying.
pub(super) fn says_class(entry: &Entry<'_>) -> bool {
    let whole = matches!(entry.change.kind, ChangeKind::Added | ChangeKind::Removed);
    match entry.change.class {
        ChangeClass::Same => false,
        ChangeClass::Substantive | ChangeClass::Unclassified => !whole,
        ChangeClass::Editorial | ChangeClass::Rollover => true,
    }
}

/// Gives the sign at the left edge.
pub(super) fn sign(entry: &Entry<'_>) -> &'static str {
    match entry.change.kind {
        ChangeKind::Added => "+",
        ChangeKind::Removed => "-",
        ChangeKind::Reworded | ChangeKind::Split | ChangeKind::Merged => "~",
        ChangeKind::Unchanged if entry.is_quiet() => " ",
        ChangeKind::Unchanged => ">",
    }
}

/// Gives the label of a kind.
pub(super) fn ink_of(entry: &Entry<'_>) -> Ink {
    match entry.change.kind {
        ChangeKind::Added => Ink::Added,
        ChangeKind::Removed => Ink::Removed,
        ChangeKind::Reworded | ChangeKind::Split | ChangeKind::Merged => Ink::Changed,
        ChangeKind::Unchanged if entry.is_quiet() => Ink::Faint,
        ChangeKind::Unchanged => Ink::Moved,
    }
}

/// Gives the words, wrapped. A paragraph that is new or gone as a whole has its sign on every line.
fn text(bodies: &[Body], entry: &Entry<'_>, indent: usize, width: usize) -> Vec<Line> {
    let ink = ink_of(entry);
    let edge = match entry.change.kind {
        ChangeKind::Added | ChangeKind::Removed => format!("{}{}", sign(entry), " ".repeat(indent - 1)),
        ChangeKind::Unchanged | ChangeKind::Reworded | ChangeKind::Split | ChangeKind::Merged => " ".repeat(indent),
    };
    let mut lines = Vec::new();
    for body in bodies {
        if let Some(label) = &body.label {
            lines.push(Line::of(clean(label), Ink::Faint).indented(indent));
        }
        for mut line in wrap(&body.pieces, (width - indent).min(MEASURE)) {
            line.0.insert(0, Piece::new(edge.clone(), ink));
            lines.push(line);
        }
    }
    lines
}

/// Sets the remarks in a margin to the right of the words.
fn with_margin(bodies: &[Body], remarks: &[Labelled], entry: &Entry<'_>, indent: usize, width: usize) -> Vec<Line> {
    const GAP: usize = 4;
    let margin = (width * 3 / 10).min(50);
    let left = (width - margin - GAP).min(indent + MEASURE);
    let words = text(bodies, entry, indent, left);
    let beside = remarks::lines(remarks, margin);
    let count = words.len().max(beside.len());
    let (mut words, mut beside) = (words.into_iter(), beside.into_iter());
    let rows = (0..count).map(|_| {
        let line = words.next().unwrap_or_default();
        match beside.next() {
            None => line,
            Some(remark) => {
                let mut line = line.padded(left + GAP);
                line.0.extend(remark.0);
                line
            }
        }
    });
    rows.collect()
}
