//! The words, numbers and marks of some paragraphs of both texts to rows.

use super::notes::{Notes, Reference};
use super::{Content, Piece, Row, State, Style};
use crate::changes::Edit;
use crate::changes::words::edit_script;
use crate::pair::{Pair, Side};
use crate::render::walk::{Segment, SegmentRole};
use crate::resolution::Paragraph;
use crate::span::Span;

/// Gives the pieces of a text that changed by words.
pub(super) fn changed_words(texts: Pair<&str>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |state, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece { state, italic: false, content: Content::Text(text.to_owned()) });
        }
    };
    for edit in edit_script(texts) {
        match edit {
            Edit::Keep(spans) => {
                for (state, text) in
                    same_letters(Pair::new(spans.earlier.of(texts.earlier), spans.later.of(texts.later)))
                {
                    push(state, text);
                }
            }
            Edit::Delete(span) => push(State::Deleted, span.of(texts.earlier)),
            Edit::Insert(span) => push(State::Inserted, span.of(texts.later)),
        }
    }
    pieces
}

/// Takes words that count as kept apart where their letters differ: "Requests" and "requests".
fn same_letters<'t>(words: Pair<&'t str>) -> Vec<(State, &'t str)> {
    if words.earlier == words.later {
        return vec![(State::Kept, words.later)];
    }
    let split = |text: &'t str| text.split_inclusive(' ').collect::<Vec<&str>>();
    let (earlier, later) = (split(words.earlier), split(words.later));
    if earlier.len() == later.len() {
        return earlier.into_iter().zip(later).flat_map(|(one, two)| same_word(one, two)).collect();
    }
    // White space inside differs: what is the same at both ends is kept.
    let head: usize = earlier.iter().zip(&later).take_while(|(one, two)| one == two).map(|(one, _)| one.len()).sum();
    let rest = Pair::new(&words.earlier[head..], &words.later[head..]);
    let ends = split(rest.earlier).into_iter().rev().zip(split(rest.later).into_iter().rev());
    let tail: usize = ends.take_while(|(one, two)| one == two).map(|(one, _)| one.len()).sum();
    let middle = Pair::new(rest.earlier.len() - tail, rest.later.len() - tail);
    let mut pieces = vec![(State::Kept, &words.later[..head])];
    pieces.extend(same_word(&rest.earlier[..middle.earlier], &rest.later[..middle.later]));
    pieces.push((State::Kept, &rest.later[middle.later..]));
    pieces
}

/// Takes one word apart: its letters, and the white space after it.
fn same_word<'t>(one: &'t str, two: &'t str) -> Vec<(State, &'t str)> {
    if one == two {
        return vec![(State::Kept, two)];
    }
    let (core, other) = (one.trim_end(), two.trim_end());
    if core == other {
        return vec![
            (State::Kept, other),
            (State::Deleted, &one[core.len()..]),
            (State::Inserted, &two[other.len()..]),
        ];
    }
    vec![(State::Deleted, one), (State::Inserted, two)]
}

/// Holds the paragraphs of one side that are written together, as one text joined by line ends.
struct Joined<'r> {
    members: Vec<&'r Paragraph>,
    /// Where each member begins in the joined text.
    starts: Vec<usize>,
    /// References in the joined text, those that were written already taken off.
    marks: Vec<(usize, &'r str)>,
    italics: Vec<Span>,
    next_mark: usize,
    /// How many members have begun.
    begun: usize,
}

impl<'r> Joined<'r> {
    fn new(members: &[&'r Paragraph]) -> Self {
        let mut joined = Self {
            members: members.to_vec(),
            starts: Vec::new(),
            marks: Vec::new(),
            italics: Vec::new(),
            next_mark: 0,
            begun: 0,
        };
        let mut at = 0;
        for paragraph in members {
            joined.starts.push(at);
            joined.marks.extend(paragraph.marks.iter().map(|mark| (at + mark.at, mark.label.as_str())));
            joined.italics.extend(italics(paragraph).into_iter().map(|span| span.shifted(at)));
            at += paragraph.text.len() + 1;
        }
        joined
    }

    /// Gives the byte after `from` and before `to` at which a reference stands or italics begin or end.
    fn next_cut(&self, from: usize, to: usize) -> usize {
        let marks = self.marks[self.next_mark..].iter().map(|(at, _)| *at);
        let italics = self.italics.iter().flat_map(|span| [span.start, span.end]);
        marks.chain(italics).filter(|at| *at > from && *at < to).min().unwrap_or(to)
    }

    /// Takes the references that stand at or before a byte.
    fn take_marks(&mut self, upto: usize) -> Vec<&'r str> {
        let from = self.next_mark;
        while self.marks.get(self.next_mark).is_some_and(|(at, _)| *at <= upto) {
            self.next_mark += 1;
        }
        self.marks[from..self.next_mark].iter().map(|(_, label)| *label).collect()
    }

    fn is_italic(&self, at: usize) -> bool {
        self.italics.iter().any(|span| span.start <= at && at < span.end)
    }
}

/// Gives what is set in italics: the verb phrase, the organ.
fn italics(paragraph: &Paragraph) -> Vec<Span> {
    if paragraph.is_organ_line() {
        return vec![Span::new(0, paragraph.text.trim_end_matches(',').len())];
    }
    paragraph.opening.iter().map(|opening| opening.span).collect()
}

/// Writes the rows of paragraphs that belong together.
pub(super) struct Writer<'n, 'r> {
    notes: &'n mut Notes<'r>,
    joined: Pair<Joined<'r>>,
    at: Pair<usize>,
    /// References that were passed, and are written once it is clear whether both sides have them.
    waiting: Pair<Vec<&'r str>>,
    rows: Vec<Row<'r>>,
    pieces: Vec<Piece>,
}

impl<'n, 'r> Writer<'n, 'r> {
    pub(super) fn new(members: Pair<&[&'r Paragraph]>, notes: &'n mut Notes<'r>) -> Self {
        Self {
            notes,
            joined: members.map(Joined::new),
            at: Pair::default(),
            waiting: Pair::default(),
            rows: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// Writes paragraphs of both sides, given word by word.
    pub(super) fn changed(mut self, segments: &[Segment<'_>]) -> Vec<Row<'r>> {
        self.number();
        for segment in segments {
            if segment.is_break() {
                self.end_of_paragraph(segment);
                continue;
            }
            match (segment.role, segment.earlier, segment.later) {
                (SegmentRole::Kept, Some(earlier), Some(later)) => {
                    for (state, text) in same_letters(Pair::new(earlier, later)) {
                        self.text(state, text);
                    }
                }
                (_, earlier, later) => {
                    self.text(State::Deleted, earlier.unwrap_or(""));
                    self.text(State::Inserted, later.unwrap_or(""));
                }
            }
        }
        self.flush();
        self.finish(State::Kept);
        self.rows
    }

    /// Writes paragraphs of one side, each as a whole.
    pub(super) fn whole(mut self, state: State) -> Vec<Row<'r>> {
        let side = side_of(state);
        let members = self.joined.side(side).members.clone();
        for (i, paragraph) in members.iter().enumerate() {
            if i > 0 {
                *self.place(side) += 1;
            }
            self.number_of(state, paragraph.enumerator.as_deref());
            self.begun(side);
            self.text(state, &paragraph.text);
            self.flush_as(state);
            self.finish(state);
        }
        self.rows
    }

    fn place(&mut self, side: Side) -> &mut usize {
        match side {
            Side::Earlier => &mut self.at.earlier,
            Side::Later => &mut self.at.later,
        }
    }

    fn side(&mut self, side: Side) -> &mut Joined<'r> {
        match side {
            Side::Earlier => &mut self.joined.earlier,
            Side::Later => &mut self.joined.later,
        }
    }

    fn begun(&mut self, side: Side) -> Option<&'r Paragraph> {
        let joined = self.side(side);
        joined.begun += 1;
        joined.members.get(joined.begun - 1).copied()
    }

    /// Writes the numbers with which both sides begin.
    fn number(&mut self) {
        let one = self.begun(Side::Earlier).and_then(|paragraph| paragraph.enumerator.as_deref());
        let two = self.begun(Side::Later).and_then(|paragraph| paragraph.enumerator.as_deref());
        match (one, two) {
            (Some(one), Some(two)) => {
                if one == two {
                    self.plain(State::Kept, Content::Number(two.to_owned()));
                } else {
                    self.plain(State::Deleted, Content::Number(one.to_owned()));
                    self.plain(State::Inserted, Content::Number(two.to_owned()));
                }
                self.plain(State::Kept, Content::Gap);
            }
            (one, two) => {
                self.number_of(State::Deleted, one);
                self.number_of(State::Inserted, two);
            }
        }
    }

    fn number_of(&mut self, state: State, enumerator: Option<&str>) {
        if let Some(enumerator) = enumerator {
            self.plain(state, Content::Number(enumerator.to_owned()));
            self.plain(state, Content::Gap);
        }
    }

    fn plain(&mut self, state: State, content: Content) {
        self.pieces.push(Piece { state, italic: false, content });
    }

    /// Writes words, cut at references and at the ends of italics.
    fn text(&mut self, state: State, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            self.flush_pairs();
            match state {
                State::Kept => self.flush(),
                State::Deleted | State::MovedAway(_) => self.flush_side(Side::Earlier, state),
                State::Inserted | State::MovedHere(_) => self.flush_side(Side::Later, state),
            }
            let by_side = |writer: &Self, side: Side| {
                let at = *writer.at.side(side);
                writer.joined.side(side).next_cut(at, at + rest.len()) - at
            };
            let size = match state {
                State::Kept => by_side(self, Side::Earlier).min(by_side(self, Side::Later)),
                State::Deleted | State::MovedAway(_) => by_side(self, Side::Earlier),
                State::Inserted | State::MovedHere(_) => by_side(self, Side::Later),
            };
            let (now, later) = rest.split_at(size);
            let side = if state == State::Kept { Side::Later } else { side_of(state) };
            let italic = self.joined.side(side).is_italic(*self.at.side(side));
            self.pieces.push(Piece { state, italic, content: Content::Text(now.to_owned()) });
            rest = later;
            if state == State::Kept || side == Side::Earlier {
                self.at.earlier += size;
                let marks = self.joined.earlier.take_marks(self.at.earlier);
                self.waiting.earlier.extend(marks);
            }
            if state == State::Kept || side == Side::Later {
                self.at.later += size;
                let marks = self.joined.later.take_marks(self.at.later);
                self.waiting.later.extend(marks);
            }
        }
    }

    /// Writes the references that wait: those of both sides in pairs, the others each for itself.
    fn flush(&mut self) {
        self.flush_pairs();
        self.flush_side(Side::Earlier, State::Deleted);
        self.flush_side(Side::Later, State::Inserted);
    }

    /// Writes the references for which both sides wait.
    fn flush_pairs(&mut self) {
        let both = self.waiting.earlier.len().min(self.waiting.later.len());
        let earlier: Vec<&str> = self.waiting.earlier.drain(..both).collect();
        let later: Vec<&str> = self.waiting.later.drain(..both).collect();
        for (one, two) in earlier.into_iter().zip(later) {
            for (state, reference) in self.notes.on_both_sides(Pair::new(one, two)) {
                self.reference(state, reference);
            }
        }
    }

    /// Writes the references of one side that wait, when more of its words come.
    fn flush_side(&mut self, side: Side, state: State) {
        let waiting = match side {
            Side::Earlier => std::mem::take(&mut self.waiting.earlier),
            Side::Later => std::mem::take(&mut self.waiting.later),
        };
        for label in waiting {
            let reference = self.notes.on_one_side(side, label);
            self.reference(state, reference);
        }
    }

    fn flush_as(&mut self, state: State) {
        self.flush_side(side_of(state), state);
    }

    fn reference(&mut self, state: State, reference: Reference) {
        let content = match reference {
            Reference::Note(index) => Content::Note(index),
            Reference::Repeated(label) => Content::Raised(label),
        };
        self.pieces.push(Piece { state, italic: false, content });
    }

    /// Ends a paragraph inside a split or merge, and begins the next.
    fn end_of_paragraph(&mut self, segment: &Segment<'_>) {
        self.flush();
        let state = match segment.role {
            SegmentRole::Kept => State::Kept,
            SegmentRole::Inserted => State::Inserted,
            SegmentRole::Deleted => State::Deleted,
        };
        self.finish(state);
        self.at = segment.spans.map(|span| span.end);
        match state {
            State::Kept => self.number(),
            _ => {
                let next = self.begun(side_of(state)).and_then(|paragraph| paragraph.enumerator.as_deref());
                self.number_of(state, next);
            }
        }
    }

    /// Ends a row. Its style is that of the paragraph that is under way on each side.
    fn finish(&mut self, end: State) {
        let under_way = |joined: &Joined<'r>| joined.begun.checked_sub(1).and_then(|i| joined.members.get(i)).copied();
        let paragraphs = self.joined.as_ref().map(under_way);
        let styles = paragraphs.map(|paragraph| paragraph.map(Style::of));
        let style = styles.later.or(styles.earlier).unwrap_or(Style::Text);
        let was = styles.earlier.filter(|was| *was != style && end == State::Kept);
        let pieces = std::mem::take(&mut self.pieces);
        self.rows.push(Row { paragraphs, pieces, end, style, was, comment: Vec::new() });
    }
}

fn side_of(state: State) -> Side {
    match state {
        State::Deleted | State::MovedAway(_) => Side::Earlier,
        State::Kept | State::Inserted | State::MovedHere(_) => Side::Later,
    }
}
