//! Items of the walk to an outline: one line a change.

use super::entry::{ink_of, sign};
use super::ink::{Ink, Line, Palette, Piece, clean};
use super::remarks;
use super::words;
use super::wrap::shortened;
use super::{TerminalOptions, blank};
use crate::changes::{ChangeClass, ChangeKind, ChangeReport};
use crate::render::messages;
use crate::render::walk::{Entry, Item};
use unicode_width::UnicodeWidthStr;

/// The part of the width that the names of paragraphs take at most.
const NAMES: usize = 3;

/// Gives one line a change: names, kind, and what is most telling about it.
pub(super) fn lines(
    report: &ChangeReport,
    items: &[Item<'_>],
    options: &TerminalOptions,
    palette: Palette,
) -> Vec<Line> {
    let changes: Vec<&Entry<'_>> = items
        .iter()
        .filter_map(|item| match item {
            Item::Change(entry) => Some(entry),
            Item::Heading(_) | Item::Context(_) | Item::Unchanged(_) => None,
        })
        .collect();
    let names =
        changes.iter().map(|entry| messages::places(entry).width()).max().unwrap_or(0).min(options.width / NAMES);
    let kinds = changes.iter().map(|entry| kind(entry).width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    if !changes.is_empty() {
        lines.push(blank());
    }
    for entry in changes {
        let place = shortened(&clean(&messages::places(entry)), names);
        let mut line = Line(vec![
            Piece::new(sign(entry), ink_of(entry)),
            Piece::new(" ", Ink::Plain),
            Piece::new(place, Ink::Name),
        ])
        .padded(names + 4);
        line.0.push(Piece::new(kind(entry), ink_of(entry)));
        let mut line = line.padded(names + kinds + 6);
        line.0.extend(gist(report, entry, palette.needs_signs()));
        lines.push(Line(fitted(line.0, options.width)));
    }
    lines
}

/// Gives the kind in few words. That a change is substantive is what a reader expects: only less than that is worth the
/// width, and tells more than "reworded".
fn kind(entry: &Entry<'_>) -> String {
    let kind = messages::kind(entry).replace(" and ", ", ");
    match entry.change.class {
        ChangeClass::Editorial | ChangeClass::Rollover => {
            kind.replace(messages::kind_label(ChangeKind::Reworded), messages::class_label(entry.change.class))
        }
        ChangeClass::Same | ChangeClass::Substantive | ChangeClass::Unclassified => kind,
    }
}

/// Gives what is most telling: the remarks where there are any, else the words that changed, else how the paragraph
/// begins.
fn gist(report: &ChangeReport, entry: &Entry<'_>, signs: bool) -> Vec<Piece> {
    let beginning = || vec![Piece::foreign(entry.lead().map_or("", |paragraph| paragraph.text.as_str()), Ink::Plain)];
    match entry.change.kind {
        ChangeKind::Added | ChangeKind::Removed => beginning(),
        ChangeKind::Unchanged | ChangeKind::Reworded | ChangeKind::Split | ChangeKind::Merged => {
            let remarks = remarks::remarks(report, entry, false);
            let changed = words::changed_words(entry, signs);
            match (remarks.is_empty(), changed.is_empty()) {
                (false, _) => remarks::in_one_line(&remarks),
                (true, false) => changed,
                (true, true) => beginning(),
            }
        }
    }
}

/// Cuts pieces at a width, the end shown as "…".
fn fitted(pieces: Vec<Piece>, width: usize) -> Vec<Piece> {
    let whole: usize = pieces.iter().map(Piece::width).sum();
    if whole <= width {
        return pieces;
    }
    let mut left = width.saturating_sub(1);
    let mut fitted = Vec::new();
    for piece in pieces {
        let long = piece.width();
        if long > left {
            // With the sign at its end the piece never fits, even if it is only what follows that does not.
            fitted.push(Piece { text: shortened(&format!("{}…", piece.text), left + 1), ..piece });
            break;
        }
        left -= long;
        fitted.push(piece);
    }
    fitted
}
