//! The notes of both texts to the notes of the document: which stand in both, which in one, and how each is marked.

use super::State;
use crate::pair::{Pair, Side};
use crate::resolution::Resolution;
use std::collections::BTreeSet;

/// Holds a note of the document.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// Its text in each text of the report that has it.
    pub(super) text: Pair<Option<String>>,
    /// The mark, where it is not the number that Word counts.
    pub(super) custom: Option<String>,
    /// Its mark in each text, as printed.
    pub(super) label: Pair<Option<String>>,
}

/// Says what stands at a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// The note with this index.
    Note(usize),
    /// A mark of a note that was referred to before, or that has no text.
    Repeated(String),
}

/// Gives notes to references, in the order in which the document has them.
pub(super) struct Notes<'r> {
    resolutions: Pair<&'r Resolution>,
    /// Labels that were referred to.
    seen: Pair<BTreeSet<String>>,
    pub(super) notes: Vec<Note>,
}

impl<'r> Notes<'r> {
    pub(super) fn new(resolutions: Pair<&'r Resolution>) -> Self {
        Self { resolutions, seen: Pair::default(), notes: Vec::new() }
    }

    /// Gives what stands at one reference of one side.
    pub(super) fn on_one_side(&mut self, side: Side, label: &str) -> Reference {
        let Some(text) = self.first(side, label) else { return Reference::Repeated(label.to_owned()) };
        let custom = custom(label);
        let on_side = |text: String| match side {
            Side::Earlier => Pair::new(Some(text), None),
            Side::Later => Pair::new(None, Some(text)),
        };
        self.add(Note { text: on_side(text), custom, label: on_side(label.to_owned()) })
    }

    /// Gives what stands at a reference that both sides have at the same place.
    pub(super) fn on_both_sides(&mut self, labels: Pair<&str>) -> Vec<(State, Reference)> {
        let custom = labels.map(custom);
        let new = Pair::new(self.is_new(Side::Earlier, labels.earlier), self.is_new(Side::Later, labels.later));
        if new.earlier && new.later && custom.earlier == custom.later {
            let text = Pair::new(self.first(Side::Earlier, labels.earlier), self.first(Side::Later, labels.later));
            let reference =
                self.add(Note { text, custom: custom.later, label: labels.map(|label| Some(label.to_owned())) });
            return vec![(State::Kept, reference)];
        }
        let one = self.on_one_side(Side::Earlier, labels.earlier);
        let two = self.on_one_side(Side::Later, labels.later);
        if one == two { vec![(State::Kept, two)] } else { vec![(State::Deleted, one), (State::Inserted, two)] }
    }

    fn add(&mut self, note: Note) -> Reference {
        self.notes.push(note);
        Reference::Note(self.notes.len() - 1)
    }

    /// Gives the text of a note. A number that comes in its turn is a note even where the text of the note was not found,
    /// if others were: Word counts, and without it all numbers after it would be others.
    fn text(&self, side: Side, label: &str) -> Option<&'r str> {
        let notes = &self.resolutions.side(side).footnotes;
        let found = notes.iter().find(|note| note.label == label).map(|note| note.text.as_str());
        let counted = self.seen.side(side).iter().filter(|label| is_number(label)).count();
        found.or_else(|| (!notes.is_empty() && label == (counted + 1).to_string()).then_some(""))
    }

    fn is_new(&self, side: Side, label: &str) -> bool {
        !self.seen.side(side).contains(label) && self.text(side, label).is_some()
    }

    /// Gives the text of a note at its first reference.
    fn first(&mut self, side: Side, label: &str) -> Option<String> {
        if !self.is_new(side, label) {
            return None;
        }
        let text = self.text(side, label)?;
        let seen = match side {
            Side::Earlier => &mut self.seen.earlier,
            Side::Later => &mut self.seen.later,
        };
        seen.insert(label.to_owned());
        Some(text.to_owned())
    }

    /// Gives the notes of a side that nothing referred to.
    pub(super) fn left(&self, side: Side) -> Vec<(String, String)> {
        let seen = self.seen.side(side);
        let notes = self.resolutions.side(side).footnotes.iter();
        let mut taken = BTreeSet::new();
        // Of notes with one label the first was used; the others are left.
        notes
            .filter(|note| !(seen.contains(&note.label) && taken.insert(note.label.as_str())))
            .map(|note| (note.label.clone(), note.text.clone()))
            .collect()
    }
}

/// Gives the mark that is typed, since Word does not count it: "*".
fn custom(label: &str) -> Option<String> {
    (!is_number(label)).then(|| label.to_owned())
}

fn is_number(label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_digit())
}
