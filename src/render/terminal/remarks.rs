//! An entry to the short remarks about it: facets, references, carried clauses, doubts and reasons.

use super::ink::{Ink, Line, Piece, clean};
use super::wrap::{shortened, wrap};
use crate::changes::{ChangeClass, ChangeReport, Detail, Facet, ReferenceState, Strength};
use crate::pair::Side;
use crate::render::messages::{self, Remark};
use crate::render::reasons;
use crate::render::walk::Entry;
use std::collections::BTreeSet;

/// Columns of a carried clause that are shown.
const CLAUSE: usize = 100;
/// Columns of the label: of the longest, "also/further", and a space.
const LABEL: usize = 13;
/// Columns below which labels have no column of their own.
const NARROW: usize = 34;

/// Holds one remark: what it is about, and what there is to say.
pub(super) struct Labelled {
    label: String,
    pieces: Vec<Piece>,
}

/// Gives all remarks about an entry, the most telling first.
pub(super) fn remarks(report: &ChangeReport, entry: &Entry<'_>, explain: bool) -> Vec<Labelled> {
    let mut remarks: Vec<Labelled> = Vec::new();
    let mut seen = BTreeSet::new();
    for facet in entry.change.facets.iter().filter(|facet| is_worth_a_line(facet, entry)) {
        let remark = messages::remark(entry, facet);
        // Two commas that went are one piece of news.
        if seen.insert(remark.to_string()) {
            add(&mut remarks, remark, ink_of(&facet.detail));
        }
    }
    for carry in &entry.carried {
        let clause = shortened(clean(carry.text.side(carry.here)).trim(), CLAUSE);
        remarks.push(Labelled {
            label: "carried".to_owned(),
            pieces: vec![
                Piece::new(messages::carry(carry) + ": ", Ink::Plain),
                Piece::new(format!("“{clause}”"), Ink::Faint),
            ],
        });
    }
    let told = entry.change.facets.iter().any(|facet| matches!(facet.detail, Detail::Pointer(_)));
    for reference in &entry.references {
        // That the number in the text changed along is told by the facet already.
        if told && reference.state == ReferenceState::Updated {
            continue;
        }
        if let Some(words) = messages::reference(report, reference) {
            let ink = match reference.state {
                ReferenceState::Stale | ReferenceState::Dangling => Ink::Warning,
                ReferenceState::Holds | ReferenceState::Updated => Ink::Plain,
            };
            remarks.push(Labelled { label: "reference".to_owned(), pieces: vec![Piece::foreign(&words, ink)] });
        }
    }
    let link = &entry.change.link;
    if entry.is_doubtful() {
        let words = messages::doubt(link.confidence);
        remarks.push(Labelled { label: "match".to_owned(), pieces: vec![Piece::new(words, Ink::Warning)] });
    }
    if explain {
        for (label, words) in reasons::reasons(report, link) {
            remarks.push(Labelled { label: label.to_owned(), pieces: vec![Piece::foreign(&words, Ink::Faint)] });
        }
    }
    remarks
}

/// Tells whether a facet is worth a line. Commas and "also" are seen in the text; they are named only where they are all
/// that changed. A qualifier of the lead verb is part of the verb that is named.
fn is_worth_a_line(facet: &Facet, entry: &Entry<'_>) -> bool {
    let facets = &entry.change.facets;
    match &facet.detail {
        Detail::Repeat(_) | Detail::Typography(_) => entry.change.class == ChangeClass::Editorial,
        Detail::Qualifier { .. } => !facets.iter().any(|verb| {
            let covers = |side: Side| match (verb.spans.side(side), facet.spans.side(side)) {
                (Some(outer), Some(inner)) => outer.start <= inner.start && inner.end <= outer.end,
                _ => false,
            };
            matches!(verb.detail, Detail::Verb { inner: false, .. }) && (covers(Side::Earlier) || covers(Side::Later))
        }),
        _ => true,
    }
}

/// Adds the remark of a facet to the one before it where both are about the same.
fn add(remarks: &mut Vec<Labelled>, remark: Remark, ink: Ink) {
    let mut pieces = vec![Piece::foreign(&remark.text, Ink::Plain)];
    if !remark.note.is_empty() {
        pieces.push(Piece::new(format!(" ({})", remark.note), ink));
    }
    match remarks.last_mut() {
        Some(last) if last.label == remark.label => {
            last.pieces.push(Piece::new("; ", Ink::Plain));
            last.pieces.extend(pieces);
        }
        _ => remarks.push(Labelled { label: remark.label.to_owned(), pieces }),
    }
}

fn ink_of(detail: &Detail) -> Ink {
    match detail {
        Detail::Verb { strength, .. } | Detail::Qualifier { strength, .. } => match strength {
            Strength::Strengthened => Ink::Stronger,
            Strength::Weakened => Ink::Weaker,
            Strength::Same | Strength::NotComparable => Ink::Plain,
        },
        _ => Ink::Plain,
    }
}

/// Sets remarks in lines of a width: the labels in a column, what is said beside it; on a narrow screen after it.
pub(super) fn lines(remarks: &[Labelled], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for remark in remarks {
        if width < NARROW {
            let label = Piece::new(format!("{}: ", remark.label), Ink::Faint);
            let pieces: Vec<Piece> = std::iter::once(label).chain(remark.pieces.iter().cloned()).collect();
            lines.extend(wrap(&pieces, width));
            continue;
        }
        for (i, line) in wrap(&remark.pieces, width - LABEL).into_iter().enumerate() {
            let name = if i == 0 { remark.label.as_str() } else { "" };
            let mut pieces = vec![Piece::new(format!("{name:<LABEL$}"), Ink::Faint)];
            pieces.extend(line.0);
            lines.push(Line(pieces));
        }
    }
    lines
}

/// Gives what remarks say on one line, for the outline.
pub(super) fn in_one_line(remarks: &[Labelled]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (i, remark) in remarks.iter().enumerate() {
        if i > 0 {
            pieces.push(Piece::new(" · ", Ink::Faint));
        }
        pieces.push(Piece::new(format!("{} ", remark.label), Ink::Faint));
        pieces.extend(remark.pieces.iter().cloned());
    }
    pieces
}

/// Says on which side a paragraph of an entry stands that both sides need not have.
pub(super) fn shown_side(entry: &Entry<'_>) -> Side {
    if entry.members.later.is_empty() { Side::Earlier } else { Side::Later }
}
