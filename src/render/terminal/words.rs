//! The words of an entry to labelled pieces, paragraph by paragraph.

use super::ink::{Ink, Piece, clean};
use crate::changes::ChangeKind;
use crate::pair::{Pair, Side};
use crate::render::messages;
use crate::render::walk::{Entry, Segment, SegmentRole};
use crate::resolution::Paragraph;
use crate::span::Span;

/// Holds the words of one paragraph as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Body {
    /// Its name, where an entry shows several.
    pub label: Option<String>,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// Gives the words of an entry: both sides in one text, what changed among them labelled and, with `signs`, between
/// signs. A paragraph that is new or gone as a whole is labelled as a whole, without signs.
pub(super) fn bodies(entry: &Entry<'_>, signs: bool) -> Vec<Body> {
    let mut writer = Writer::new(entry, signs);
    for segment in &entry.segments {
        writer.segment(segment);
    }
    writer.finish()
}

/// Gives the words of one side alone, what changed among them labelled and, with `signs`, between signs.
pub(super) fn side_bodies(entry: &Entry<'_>, side: Side, signs: bool) -> Vec<Body> {
    let mut writer = Writer::new(entry, signs);
    writer.only = Some(side);
    for segment in &entry.segments {
        writer.segment(segment);
    }
    writer.finish()
}

/// Gives only what changed: words that are gone and words that are new, with their signs.
pub(super) fn changed_words(entry: &Entry<'_>, signs: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for segment in &entry.segments {
        let text = segment.text().trim();
        // A comma that came or went is no news.
        if segment.role == SegmentRole::Kept || !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let ink = if segment.role == SegmentRole::Inserted { Ink::Inserted } else { Ink::Deleted };
        let (open, close) = signs_of(segment.role).filter(|_| signs).unwrap_or(("", ""));
        if !pieces.is_empty() {
            pieces.push(Piece::new(" ", Ink::Plain));
        }
        pieces.push(Piece::new(format!("{open}{}{close}", clean(text)), ink));
    }
    pieces
}

struct Writer<'e, 'r> {
    entry: &'e Entry<'r>,
    signs: bool,
    only: Option<Side>,
    verbs: Pair<Vec<Span>>,
    carried: Pair<Vec<Span>>,
    bodies: Vec<Body>,
    /// Whether what was written so far ends with space, on each side.
    spaced: Pair<bool>,
    /// Whether words that are gone were written last, with space after them.
    after_deletion: bool,
}

impl<'e, 'r> Writer<'e, 'r> {
    fn new(entry: &'e Entry<'r>, signs: bool) -> Self {
        let carried = |side: Side| entry.carried.iter().filter(|c| c.here == side).map(|c| c.span).collect();
        Self {
            entry,
            signs,
            only: None,
            verbs: entry.members.as_ref().map(|members| openings(members)),
            carried: Pair::new(carried(Side::Earlier), carried(Side::Later)),
            bodies: vec![Body::default()],
            spaced: Pair::new(false, false),
            after_deletion: false,
        }
    }

    fn segment(&mut self, segment: &Segment<'r>) {
        let side = match (self.only, segment.role) {
            (Some(Side::Earlier), SegmentRole::Inserted) | (Some(Side::Later), SegmentRole::Deleted) => return,
            (Some(Side::Earlier), _) | (None, SegmentRole::Deleted) => Side::Earlier,
            (Some(Side::Later), _) | (None, SegmentRole::Kept | SegmentRole::Inserted) => Side::Later,
        };
        if segment.is_break() {
            return self.end_of_paragraph(segment.role, side);
        }
        let text = match side {
            Side::Earlier => segment.earlier,
            Side::Later => segment.later,
        };
        let text = text.unwrap_or("");
        let torn = self.after_deletion && text.starts_with(char::is_alphanumeric);
        if *self.spaced.side(side) || torn || text.starts_with(' ') {
            self.push(Piece::new(" ", Ink::Plain));
        }
        self.after_deletion = segment.role == SegmentRole::Deleted && text.ends_with(' ');
        let ends = |text: Option<&str>| text.map(|text| text.ends_with(' '));
        self.spaced = Pair::new(
            ends(segment.earlier).unwrap_or(self.spaced.earlier),
            ends(segment.later).unwrap_or(self.spaced.later),
        );
        let start = segment.spans.side(side).start + (text.len() - text.trim_start().len());
        let core = text.trim();
        if core.is_empty() {
            return;
        }
        let sign = if self.is_whole() || !self.signs { None } else { signs_of(segment.role) };
        let ink = self.ink(segment.role);
        if let Some((open, _)) = sign {
            self.push(Piece::new(open, ink));
        }
        self.cut(core, start, side, ink);
        if let Some((_, close)) = sign {
            self.push(Piece::new(close, ink));
        }
    }

    /// Ends a paragraph where the side that is shown ends one; a paragraph's end that is gone is shown as a sign.
    fn end_of_paragraph(&mut self, role: SegmentRole, side: Side) {
        if role == SegmentRole::Deleted && side == Side::Earlier && self.only.is_none() {
            let (open, close) = signs_of(role).filter(|_| self.signs).unwrap_or(("", ""));
            self.push(Piece::new(format!(" {open}¶{close}"), Ink::Deleted));
            self.spaced = Pair::new(true, true);
        } else {
            self.bodies.push(Body::default());
            self.spaced = Pair::new(false, false);
        }
    }

    /// Tells whether the paragraph is new or gone as a whole.
    fn is_whole(&self) -> bool {
        matches!(self.entry.change.kind, ChangeKind::Added | ChangeKind::Removed)
    }

    fn ink(&self, role: SegmentRole) -> Ink {
        match role {
            SegmentRole::Kept => Ink::Plain,
            SegmentRole::Inserted if self.is_whole() => Ink::Added,
            SegmentRole::Deleted if self.is_whole() => Ink::Removed,
            SegmentRole::Inserted => Ink::Inserted,
            SegmentRole::Deleted => Ink::Deleted,
        }
    }

    /// Writes words that start at a byte of a side's text, cut where the verb or a carried clause begins and ends.
    fn cut(&mut self, text: &str, start: usize, side: Side, ink: Ink) {
        let inside = |spans: &[Span], at: usize| spans.iter().any(|span| span.start <= at && at < span.end);
        let end = start + text.len();
        let mut at = start;
        while at < end {
            let (verbs, carried) = (self.verbs.side(side), self.carried.side(side));
            let cuts = verbs.iter().chain(carried).flat_map(|span| [span.start, span.end]);
            let cuts = cuts.filter(|&cut| at < cut && cut < end && text.is_char_boundary(cut - start));
            let next = cuts.min().unwrap_or(end);
            let piece = Piece {
                text: clean(&text[at - start..next - start]),
                ink: if ink != Ink::Plain && inside(carried, at) { Ink::Carried(side) } else { ink },
                verb: inside(verbs, at),
            };
            self.push(piece);
            at = next;
        }
    }

    fn push(&mut self, piece: Piece) {
        if let Some(body) = self.bodies.last_mut() {
            body.pieces.push(piece);
        }
    }

    fn finish(mut self) -> Vec<Body> {
        let members = match self.only {
            Some(side) => self.entry.members.side(side),
            None if self.entry.members.later.is_empty() => &self.entry.members.earlier,
            None => &self.entry.members.later,
        };
        if members.len() > 1 {
            for (body, paragraph) in self.bodies.iter_mut().zip(members) {
                body.label = Some(messages::locator(&paragraph.locator));
            }
        }
        self.bodies.retain(|body| !body.pieces.is_empty());
        self.bodies
    }
}

/// Gives the signs around changed words where no colour shows them.
fn signs_of(role: SegmentRole) -> Option<(&'static str, &'static str)> {
    match role {
        SegmentRole::Kept => None,
        SegmentRole::Inserted => Some(("{+", "+}")),
        SegmentRole::Deleted => Some(("[-", "-]")),
    }
}

/// Gives the verb phrases that paragraphs open with, as spans of their joined text.
fn openings(members: &[&Paragraph]) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for paragraph in members {
        spans.extend(paragraph.opening.as_ref().map(|opening| opening.span.shifted(start)));
        start += paragraph.text.len() + 1;
    }
    spans
}
