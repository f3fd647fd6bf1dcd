//! The pieces of rows and the paragraphs that they came from to what happens to each character of those paragraphs.

use super::line::{Item, Line, Print};
use crate::render::docx::notes::Note;
use crate::render::docx::{Content, Piece, State};
use crate::source::docx::story::NoteKind;
use std::collections::BTreeMap;

/// Says what happens to a paragraph of a document.
#[derive(Debug, Clone)]
pub(super) struct Markup {
    /// What happens to each item.
    pub(super) states: Vec<State>,
    /// What is put in before an item, in order; at the end for the number of items.
    pub(super) events: Vec<(usize, Event)>,
}

/// Says what is put into a paragraph.
#[derive(Debug, Clone)]
pub(super) enum Event {
    Insert(Piece),
    /// The end of a paragraph.
    Break,
}

impl Markup {
    /// Leaves all as it is, or takes all away.
    pub(super) fn whole(line: &Line<'_>, state: State) -> Self {
        Self { states: vec![state; line.items.len()], events: Vec::new() }
    }

    /// Tells whether nothing happens.
    pub(super) fn is_quiet(&self) -> bool {
        self.events.is_empty() && self.states.iter().all(|state| *state == State::Kept)
    }
}

/// Which note of the report is which of the document.
pub(super) type Bound = BTreeMap<usize, (NoteKind, String)>;

/// Gives what to put between the paragraphs of a walk, and what to look for.
pub(super) struct Words<'w> {
    /// The pieces of each row; between two rows a paragraph ends.
    pub(super) rows: Vec<&'w [Piece]>,
    /// Whether the paragraph that ends with a row is new there.
    pub(super) breaks: Vec<bool>,
    /// The number that Word prints before the first paragraph.
    pub(super) label: Option<&'w str>,
    pub(super) notes: &'w [Note],
}

/// Finds the words of rows in paragraphs that follow one another. Gives `None` where they are not the same words.
pub(super) fn walk(lines: &[&Line<'_>], words: &Words<'_>, bound: &mut Bound) -> Option<Vec<Markup>> {
    let mut walker = Walker::new(lines, words.notes, bound, 0);
    walker.rows(words)?;
    // What is left prints nothing of its own.
    if walker.items[walker.at..].iter().any(|item| !is_passed_over(item)) {
        return None;
    }
    Some(walker.by_line(lines))
}

/// Finds words inside paragraphs, from an item on. What stands before and behind them stays.
pub(super) fn walk_from(lines: &[&Line<'_>], words: &Words<'_>, start: usize) -> Option<Vec<Markup>> {
    let mut bound = Bound::new();
    let mut walker = Walker::new(lines, words.notes, &mut bound, start);
    walker.rows(words)?;
    // Words do not end in the middle of a word, and those of the last paragraph must be among them.
    let letter = |at: usize| {
        walker.items.get(at).is_some_and(|item| match item.print {
            Print::Character(c) => c.is_alphanumeric(),
            Print::Reference(..) => false,
        })
    };
    let before_last = walker.items.len() - lines.last().map_or(0, |line| line.items.len());
    let cut = walker.at > 0 && letter(walker.at - 1) && letter(walker.at);
    (!cut && walker.at > before_last).then(|| walker.by_line(lines))
}

struct Walker<'w, 'b> {
    items: Vec<&'w Item>,
    states: Vec<State>,
    events: Vec<(usize, Event)>,
    at: usize,
    notes: &'w [Note],
    bound: &'b mut Bound,
}

impl<'w, 'b> Walker<'w, 'b> {
    fn new(lines: &'w [&Line<'_>], notes: &'w [Note], bound: &'b mut Bound, at: usize) -> Self {
        let items: Vec<&Item> = lines.iter().flat_map(|line| &line.items).collect();
        Self { states: vec![State::Kept; items.len()], items, events: Vec::new(), at, notes, bound }
    }

    fn rows(&mut self, words: &Words<'_>) -> Option<()> {
        let numbered = words.rows.iter().any(|row| row.iter().any(|piece| matches!(piece.content, Content::Number(_))));
        let mut unread = words.label.filter(|_| !numbered);
        for (number, row) in words.rows.iter().enumerate() {
            for piece in *row {
                let automatic = words.label.is_some();
                match (&piece.content, piece.state) {
                    // The list gives the number; whether it is the right one is seen to when all paragraphs are known.
                    (Content::Number(_) | Content::Gap, _) if automatic => {}
                    (_, State::Inserted | State::MovedHere(_)) => {
                        self.events.push((self.at, Event::Insert(piece.clone())));
                    }
                    (Content::Text(text), state) => {
                        // A label that is none of a resolution was read as the beginning of the text.
                        let text = match unread.take() {
                            Some(label) if text.starts_with(label) && state == State::Kept => &text[label.len()..],
                            Some(_) => return None,
                            None => text,
                        };
                        self.text(text, state)?;
                    }
                    (Content::Number(number), state) => self.text(number, state)?,
                    (Content::Gap, state) => self.spaces(state),
                    (Content::Raised(label), state) => {
                        self.mark(Some(label), state)?;
                    }
                    (Content::Note(index), state) => self.note(*index, state)?,
                }
            }
            if number + 1 < words.rows.len() && words.breaks[number] {
                self.events.push((self.at, Event::Break));
            }
        }
        Some(())
    }

    /// Passes words. White space matches any white space, or none.
    fn text(&mut self, text: &str, state: State) -> Option<()> {
        let mut begun = false;
        for c in text.chars() {
            if c.is_whitespace() {
                self.spaces(state);
                continue;
            }
            loop {
                let item = self.items.get(self.at)?;
                let found = matches!(item.print, Print::Character(other) if is_same(c, other));
                if !found && !is_passed_over(item) {
                    return None;
                }
                let takes = found || begun && !matches!(item.print, Print::Reference(..));
                if takes {
                    self.states[self.at] = state;
                }
                self.at += 1;
                if found {
                    begun = true;
                    break;
                }
            }
        }
        Some(())
    }

    fn spaces(&mut self, state: State) {
        while self.items.get(self.at).is_some_and(|item| item.is_space()) {
            self.states[self.at] = state;
            self.at += 1;
        }
    }

    /// Passes the mark of a note: a real one, or typed.
    fn mark(&mut self, label: Option<&String>, state: State) -> Option<Option<(NoteKind, String)>> {
        let from = (self.at..self.items.len()).find(|at| !self.items[*at].is_space()).unwrap_or(self.items.len());
        if let Some(Print::Reference(kind, id)) = self.items.get(from).map(|item| &item.print) {
            self.states[from] = state;
            self.at = from + 1;
            return Some(Some((*kind, id.clone())));
        }
        let label = label?;
        let typed = label
            .chars()
            .enumerate()
            .all(|(i, c)| self.items.get(from + i).is_some_and(|item| item.print == Print::Character(c)));
        if !typed {
            return None;
        }
        let end = from + label.chars().count();
        self.states[from..end].fill(state);
        self.at = end;
        Some(None)
    }

    fn note(&mut self, index: usize, state: State) -> Option<()> {
        let note = self.notes.get(index)?;
        let own = note.label.earlier.as_ref();
        if let Some(found) = self.mark(own, state)? {
            self.bound.insert(index, found);
            return Some(());
        }
        // A typed mark is no number that Word counts: another one has to be typed.
        if state == State::Kept && note.label.earlier != note.label.later {
            let size = own.map_or(0, |label| label.chars().count());
            self.states[self.at - size..self.at].fill(State::Deleted);
            let label = note.label.later.clone().unwrap_or_default();
            let piece = Piece { state: State::Inserted, italic: false, content: Content::Raised(label) };
            self.events.push((self.at, Event::Insert(piece)));
        }
        Some(())
    }

    /// Gives to each paragraph what is its own. What stands between two goes to the end of the first.
    fn by_line(self, lines: &[&Line<'_>]) -> Vec<Markup> {
        let mut out = Vec::with_capacity(lines.len());
        let mut from = 0;
        let mut events = self.events.into_iter().peekable();
        for (number, line) in lines.iter().enumerate() {
            let to = from + line.items.len();
            let mut own = Vec::new();
            while let Some((at, event)) = events.next_if(|(at, _)| *at <= to || number + 1 == lines.len()) {
                own.push((at - from, event));
            }
            out.push(Markup { states: self.states[from..to].to_vec(), events: own });
            from = to;
        }
        out
    }
}

/// Tells what is no part of the text that was read: white space, characters that print nothing, marks of notes.
fn is_passed_over(item: &Item) -> bool {
    match &item.print {
        Print::Reference(..) => true,
        Print::Character(c) => {
            item.raised
                || c.is_whitespace()
                || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2060}' | '/')
        }
    }
}

/// Tells whether a character that was read is one that is written; a quotation mark may have been lost.
fn is_same(read: char, written: char) -> bool {
    read == written || written == '?' && matches!(read, '“' | '”' | '‘' | '’')
}
