//! The pieces of a page to its notes: what marks point to, and what stands at the end under the marks' numbers.

use super::aside::Aside;
use super::blocks::Piece;
use crate::source::Note;
use std::collections::BTreeMap;

/// Takes the notes out of the pieces, in order of first mark. What is left in `pieces` is text.
pub(super) fn take(pieces: &mut Vec<Piece>) -> Vec<Note> {
    let mut found = by_link(pieces);
    by_number(pieces, &mut found);
    let order = labels_in_order(pieces, &found);
    let mut notes: Vec<(usize, Note)> = Vec::new();
    let mut kept = Vec::with_capacity(pieces.len());
    for (piece, label) in std::mem::take(pieces).into_iter().zip(found) {
        let Some(label) = label else {
            kept.push(piece);
            continue;
        };
        let text = without_label(&piece.block.text, &label).to_owned();
        match notes.iter_mut().find(|(_, note)| note.label == label) {
            Some((_, note)) if !text.is_empty() => {
                note.text.push(' ');
                note.text.push_str(&text);
            }
            Some(_) => {}
            None => {
                let rank = order.iter().position(|other| *other == label).unwrap_or(usize::MAX);
                notes.push((rank, Note { label, text, place: piece.block.place }));
            }
        }
    }
    notes.sort_by_key(|(rank, _)| *rank);
    drop_heading(&mut kept, notes.is_empty());
    *pieces = kept;
    notes.into_iter().map(|(_, note)| note).collect()
}

/// Finds the pieces to which a mark of an earlier piece points; gives each its label.
fn by_link(pieces: &[Piece]) -> Vec<Option<String>> {
    let mut targets: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        for (mark, target) in piece.block.marks.iter().zip(&piece.targets) {
            if !target.is_empty() {
                targets.entry(bare(target)).or_insert((at, &mark.label));
            }
        }
    }
    let label = |at: usize, piece: &Piece| {
        let names = piece.anchors.iter().chain(&piece.owners);
        let mut named = names.filter_map(|name| targets.get(bare(name))).filter(|(from, _)| *from < at);
        // A mark in the middle of a note points to another note, not back; a mark that a note begins with points back.
        named.next().map(|(_, label)| (*label).to_owned())
    };
    pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| if piece.aside == Some(Aside::Comment) { None } else { label(at, piece) })
        .collect()
}

/// Strips what word processors put before a name: the element around a note is `ftn1`, the place in it `_ftn1`.
fn bare(name: &str) -> &str {
    name.trim_start_matches('_')
}

/// Finds notes without links: pieces after the last mark that open with the number of a mark, one after the other.
fn by_number(pieces: &[Piece], found: &mut [Option<String>]) {
    let is_text = |at: usize, found: &[Option<String>]| found[at].is_none() && pieces[at].aside.is_none();
    let mut wanted: Vec<&str> = Vec::new();
    let mut last_mark = None;
    for (at, piece) in pieces.iter().enumerate().filter(|(at, _)| is_text(*at, found)) {
        for mark in piece.block.marks.iter().filter(|mark| mark.at > 0) {
            last_mark = Some(at);
            if !wanted.contains(&mark.label.as_str()) && !found.iter().flatten().any(|label| *label == mark.label) {
                wanted.push(&mark.label);
            }
        }
    }
    let Some(last_mark) = last_mark else { return };
    let mut hits = Vec::new();
    let mut next = 0;
    for (at, piece) in pieces.iter().enumerate().skip(last_mark + 1).filter(|(at, _)| is_text(*at, found)) {
        if let Some(label) = wanted.get(next)
            && opens_with(piece, label)
        {
            hits.push((at, (*label).to_owned()));
            next += 1;
        }
    }
    // All or nothing: a numbered list that follows the text is no list of notes because one number fits.
    let raised = hits.iter().all(|(at, _)| pieces[*at].block.marks.first().is_some_and(|mark| mark.at == 0));
    if next < wanted.len() && !(raised && next > 0) {
        return;
    }
    for (at, label) in hits {
        found[at] = Some(label);
    }
}

/// Tells whether a piece opens with a label, raised or set off: "1 Ibid.", "1/ Ibid.", "[1] Ibid.".
fn opens_with(piece: &Piece, label: &str) -> bool {
    let raised = piece.block.marks.first().is_some_and(|mark| mark.at == 0 && mark.label == label);
    raised || without_label(&piece.block.text, label).len() < piece.block.text.len()
}

/// Strips a label and the signs around it from the start of a note, and the way back from its end.
fn without_label<'a>(text: &'a str, label: &str) -> &'a str {
    let text = text.trim().trim_end_matches(['↩', '↑', '\u{fe0e}', '^', '\u{a0}', ' ']);
    let inside = text.trim_start_matches(['[', '(', '^', ' ']);
    let Some(rest) = inside.strip_prefix(label) else { return text };
    let bare = rest.trim_start_matches([']', ')', '/', '.', ':']);
    // "1st" and "12" do not open with the label "1".
    let set_off =
        bare.len() < rest.len() || bare.starts_with(char::is_whitespace) || label.starts_with(['*', '†', '‡']);
    if set_off || bare.is_empty() { bare.trim_start() } else { text }
}

/// Lists the labels of all marks in the text, in order.
fn labels_in_order(pieces: &[Piece], found: &[Option<String>]) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for (piece, _) in pieces.iter().zip(found).filter(|(_, label)| label.is_none()) {
        for mark in &piece.block.marks {
            if !order.contains(&mark.label) {
                order.push(mark.label.clone());
            }
        }
    }
    order
}

/// Sets the heading over the notes aside: nothing stands under it any more.
fn drop_heading(pieces: &mut [Piece], none: bool) {
    if none {
        return;
    }
    for piece in pieces.iter_mut().rev().take(40) {
        let text = piece.block.text.trim_matches(|c: char| !c.is_alphabetic());
        if ["notes", "footnotes", "endnotes", "references"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
            piece.aside = Some(Aside::Around);
            return;
        }
    }
}
