//! An entry to two columns: the earlier words on the left, the later on the right.

use super::entry::ink_of;
use super::ink::{Ink, Line, Palette, Piece, clean};
use super::words::{Body, side_bodies};
use super::wrap::{shortened, wrap};
use crate::changes::{ChangeKind, ChangeReport};
use crate::pair::{Pair, Side};
use crate::render::messages;
use crate::render::walk::Entry;

/// Columns from which two texts fit beside each other; a narrower screen gets them in one.
pub(super) const LEAST_WIDTH: usize = 80;
/// Columns beyond which a line of text is hard to follow.
const MEASURE: usize = 90;
const INDENT: usize = 2;
const RULE: &str = " │ ";

/// Gives the width of one column.
fn column(width: usize) -> usize {
    ((width - INDENT - 3) / 2).min(MEASURE)
}

/// Gives the line above the columns: which text is on which side.
pub(super) fn title(report: &ChangeReport, names: &Pair<Option<String>>, width: usize) -> Line {
    let names = messages::names(report, names);
    let names = names.map(|name| Line::of(shortened(&clean(&name), column(width)), Ink::Name));
    beside(names.earlier, names.later, width)
}

/// Gives the words of an entry in two columns.
pub(super) fn lines(entry: &Entry<'_>, palette: Palette, width: usize) -> Vec<Line> {
    let sides = Pair::new(Side::Earlier, Side::Later);
    let texts = sides.map(|side| one(&side_bodies(entry, side, palette.needs_signs()), entry, column(width)));
    let count = texts.earlier.len().max(texts.later.len());
    let (mut left, mut right) = (texts.earlier.into_iter(), texts.later.into_iter());
    (0..count).map(|_| beside(left.next().unwrap_or_default(), right.next().unwrap_or_default(), width)).collect()
}

fn one(bodies: &[Body], entry: &Entry<'_>, width: usize) -> Vec<Line> {
    // A paragraph that is new or gone as a whole carries no signs among its words.
    let edge = match entry.change.kind {
        ChangeKind::Added => "+ ",
        ChangeKind::Removed => "- ",
        ChangeKind::Unchanged | ChangeKind::Reworded | ChangeKind::Split | ChangeKind::Merged => "",
    };
    let mut lines = Vec::new();
    for body in bodies {
        if let Some(label) = &body.label {
            lines.push(Line::of(clean(label), Ink::Faint));
        }
        for mut line in wrap(&body.pieces, width - edge.len()) {
            if !edge.is_empty() {
                line.0.insert(0, Piece::new(edge, ink_of(entry)));
            }
            lines.push(line);
        }
    }
    lines
}

fn beside(left: Line, right: Line, width: usize) -> Line {
    let mut line = left.padded(column(width)).indented(INDENT);
    line.0.push(Piece::new(RULE, Ink::Faint));
    line.0.extend(right.0);
    line
}
