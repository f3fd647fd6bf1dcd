//! A report to the rows of the document: each text in its own order, what both have once.

use super::notes::{Note, Notes};
use super::rows::Writer;
use super::{Content, Moves, Piece, Row, State, TrackedOptions, front, sides};
use crate::align::LinkKind;
use crate::changes::ChangeReport;
use crate::pair::{Pair, Side};
use crate::render::messages;
use crate::render::walk::{Entry, entries};
use crate::resolution::{Paragraph, Resolution};

/// Holds the whole document.
pub(super) struct Plan<'r> {
    pub(super) rows: Vec<Row<'r>>,
    pub(super) notes: Vec<Note>,
}

/// Plans the document.
pub(super) fn plan<'r>(report: &'r ChangeReport, options: &TrackedOptions) -> Plan<'r> {
    let mut rows = front::masthead(sides(report));
    let text = text(report, options);
    rows.extend(text.rows);
    // The end of the last paragraph of a document cannot be a tracked change: an empty one stands after the text.
    rows.push(Row {
        paragraphs: Pair::default(),
        pieces: Vec::new(),
        end: State::Kept,
        style: super::Style::Closing,
        was: None,
        comment: Vec::new(),
    });
    keep_ends_apart(&mut rows);
    Plan { rows, notes: text.notes }
}

/// Plans what follows the first page: the text, the closing lines, notes without a mark.
pub(super) fn text<'r>(report: &'r ChangeReport, options: &TrackedOptions) -> Plan<'r> {
    let entries = entries(report);
    let anchors = anchors(&entries);
    let mut planner = Planner {
        report,
        options,
        entries: &entries,
        notes: Notes::new(sides(report)),
        rows: Vec::new(),
        done: Pair::default(),
        closed: false,
        moves: Vec::new(),
    };
    for anchor in anchors {
        let entry = &entries[anchor];
        let members = &entry.change.link.members;
        planner.upto(Pair::new(members.earlier[0], members.later[0]));
        planner.anchor(entry);
    }
    let all = sides(report).map(|resolution| resolution.paragraphs.len());
    planner.upto(all);
    planner.close();
    let left = Pair::new(planner.notes.left(Side::Earlier), planner.notes.left(Side::Later));
    planner.rows.extend(front::notes(left));
    Plan { rows: planner.rows, notes: planner.notes.notes }
}

/// Sees to it that a paragraph that stays does not end as the paragraph after it that goes: LibreOffice takes an insertion
/// at the end of one and the inserted paragraph after it for one insertion, and rejecting it joins what is left.
pub(super) fn keep_ends_apart(rows: &mut [Row<'_>]) {
    for i in 1..rows.len() {
        let (before, after) = rows.split_at_mut(i);
        let (row, next) = (&mut before[i - 1], &after[0]);
        if row.end == State::Kept && next.end != State::Kept {
            end_otherwise(&mut row.pieces, next.end);
        }
    }
}

/// Exchanges the last deletion and insertion of a row, so that it does not end in a state; where it has only one of them,
/// its last word becomes part of both.
fn end_otherwise(pieces: &mut Vec<Piece>, state: State) {
    let (same, other) = match state {
        State::Inserted | State::MovedHere(_) => (State::Inserted, State::Deleted),
        State::Deleted | State::MovedAway(_) => (State::Deleted, State::Inserted),
        State::Kept => return,
    };
    let from = pieces.iter().rposition(|piece| piece.state != same).map_or(0, |at| at + 1);
    if from == pieces.len() || from == 0 {
        return;
    }
    let tail = pieces.split_off(from);
    let start = pieces.iter().rposition(|piece| piece.state != other).map_or(0, |at| at + 1);
    if start < pieces.len() {
        let mut others = pieces.split_off(start);
        pieces.extend(tail);
        pieces.append(&mut others);
        return;
    }
    let Some(Piece { content: Content::Text(text), italic, .. }) = pieces.last_mut() else {
        pieces.extend(tail);
        return;
    };
    let word = text.trim_end().rfind(' ').map_or(0, |space| space + 1);
    let word = text.split_off(word);
    let piece = |state| Piece { state, italic: *italic, content: Content::Text(word.clone()) };
    let (again, gone) = (piece(same), piece(other));
    pieces.push(again);
    pieces.extend(tail);
    pieces.push(gone);
    pieces.retain(|piece| piece.content != Content::Text(String::new()));
}

/// Finds the links that are written as one row or run of rows: all others are deleted here and inserted there.
fn anchors(entries: &[Entry<'_>]) -> Vec<usize> {
    let mut next = Pair::new(0, 0);
    let mut anchors = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let link = &entry.change.link;
        let runs = |members: &[usize]| members.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let fits = match link.kind {
            LinkKind::Matched | LinkKind::Split | LinkKind::Merged => !link.moved,
            LinkKind::Inserted | LinkKind::Deleted => false,
        };
        if !fits || !runs(&link.members.earlier) || !runs(&link.members.later) {
            continue;
        }
        let (Some(first), Some(last)) = (ends(&link.members, 0), ends(&link.members, usize::MAX)) else { continue };
        if first.earlier >= next.earlier && first.later >= next.later {
            next = last.map(|index| index + 1);
            anchors.push(i);
        }
    }
    anchors
}

fn ends(members: &Pair<Vec<usize>>, at: usize) -> Option<Pair<usize>> {
    let end = |side: &[usize]| side.get(at.min(side.len().checked_sub(1)?)).copied();
    Some(Pair::new(end(&members.earlier)?, end(&members.later)?))
}

struct Planner<'p, 'r> {
    report: &'r ChangeReport,
    options: &'p TrackedOptions,
    entries: &'p [Entry<'r>],
    notes: Notes<'r>,
    rows: Vec<Row<'r>>,
    /// How many paragraphs of each side are written.
    done: Pair<usize>,
    /// Whether the closing lines are written.
    closed: bool,
    /// Links of which one end is written as a native move.
    moves: Vec<usize>,
}

impl<'r> Planner<'_, 'r> {
    /// Writes all paragraphs before these as deleted or inserted.
    fn upto(&mut self, end: Pair<usize>) {
        for index in self.done.earlier..end.earlier {
            self.alone(Side::Earlier, index);
        }
        for index in self.done.later..end.later {
            self.alone(Side::Later, index);
        }
        self.done = end;
    }

    /// Writes a paragraph that the other side does not have here.
    fn alone(&mut self, side: Side, index: usize) {
        let resolution: &'r Resolution = self.report.resolutions.side(side);
        let Some(paragraph) = resolution.paragraphs.get(index) else { return };
        self.close_before(&[paragraph]);
        let entry = self.entries.iter().find(|entry| entry.change.link.members.side(side).contains(&index));
        let moved =
            entry.filter(|entry| self.options.moves == Moves::Native && entry.change.link.kind == LinkKind::Matched);
        let state = match (side, moved) {
            (Side::Earlier, Some(entry)) => State::MovedAway(self.number_of_move(entry.index)),
            (Side::Later, Some(entry)) => State::MovedHere(self.number_of_move(entry.index)),
            (Side::Earlier, None) => State::Deleted,
            (Side::Later, None) => State::Inserted,
        };
        let one = [paragraph];
        let members: Pair<&[&Paragraph]> = match side {
            Side::Earlier => Pair::new(&one, &[]),
            Side::Later => Pair::new(&[], &one),
        };
        let mut rows = Writer::new(members, &mut self.notes).whole(state);
        // What is said about a change is said once: where the later text has it.
        let says = entry.filter(|entry| side == Side::Later || entry.members.later.is_empty());
        if let (Some(entry), Some(row)) = (says, rows.first_mut())
            && entry.change.link.members.side(side).first() == Some(&index)
        {
            row.comment = self.comment(entry);
        }
        self.rows.extend(rows);
    }

    /// Gives a number to a move, the same at both ends.
    fn number_of_move(&mut self, index: usize) -> usize {
        let known = self.moves.iter().position(|other| *other == index);
        known.unwrap_or_else(|| {
            self.moves.push(index);
            self.moves.len() - 1
        })
    }

    /// Writes paragraphs that stand in both texts.
    fn anchor(&mut self, entry: &Entry<'r>) {
        let members = &entry.change.link.members;
        self.close_before(&entry.members.later);
        let pair: Pair<&[&Paragraph]> = Pair::new(&entry.members.earlier, &entry.members.later);
        let mut rows = Writer::new(pair, &mut self.notes).changed(&entry.segments);
        if let Some(row) = rows.first_mut() {
            row.comment = self.comment(entry);
        }
        self.rows.extend(rows);
        if let Some(last) = ends(members, usize::MAX) {
            self.done = last.map(|index| index + 1);
        }
    }

    /// Writes the closing lines once: before the first annex, else at the end.
    fn close_before(&mut self, paragraphs: &[&Paragraph]) {
        if paragraphs.iter().any(|paragraph| paragraph.locator.annex.is_some()) {
            self.close();
        }
    }

    fn close(&mut self) {
        if !std::mem::replace(&mut self.closed, true) {
            self.rows.extend(front::closing(sides(self.report)));
        }
    }

    /// Says what a change amounts to, in lines.
    fn comment(&self, entry: &Entry<'_>) -> Vec<String> {
        if !self.options.comments || entry.is_quiet() {
            return Vec::new();
        }
        let class = messages::class_label(entry.change.class);
        let mut lines = vec![format!("{}: {} ({class})", messages::places(entry), messages::kind(entry))];
        lines.extend(entry.change.facets.iter().map(|facet| messages::remark(entry, facet).to_string()));
        lines.extend(entry.carried.iter().map(messages::carry));
        let references = entry.references.iter();
        lines.extend(references.filter_map(|reference| messages::reference(self.report, reference)));
        lines
    }
}
