//! The first page and the notes at the end of a text: words in them that changed are changed where they stand.

use super::line::{Line, Print};
use super::model::Model;
use super::walk::{Markup, Words, walk_from};
use super::{Edit, New, Part, Reviser};
use crate::pair::Pair;
use crate::render::docx::front::fields;
use crate::render::docx::rows::changed_words;
use crate::render::docx::{Content, Piece, State};

impl<'a> Reviser<'a> {
    /// Changes the fields of the first page where they are printed.
    pub(super) fn front(&mut self) {
        let first = self.claimed.first().copied().unwrap_or(0);
        let places: Vec<usize> = (0..first).collect();
        let mut last = None;
        for field in fields(self.report.resolutions.as_ref()) {
            let Pair { earlier, later } = field.value;
            match (earlier, later) {
                (Some(one), two) => {
                    let Some((found, start)) = self.find(&places, &one) else { continue };
                    last = found.last().copied().or(last);
                    self.take(&found, start, &one);
                    match two {
                        Some(two) if one == two => {}
                        Some(two) => self.change_inside(&found, start, &changed_words(Pair::new(&one, &two)), false),
                        None => self.remove_field(&found, start, &one, field.name),
                    }
                }
                // Without anything of the first page there is nothing to go by.
                (None, Some(_)) => {
                    let Some(behind) = last else { continue };
                    let piece = |text| Piece { state: State::Inserted, italic: false, content: Content::Text(text) };
                    let new = New {
                        pieces: vec![piece(field.line)],
                        end: State::Inserted,
                        paragraph: None,
                        comment: Vec::new(),
                        model: self.plain_model(Some(behind)),
                        automatic: false,
                    };
                    self.new.entry(Some(behind)).or_default().push(new);
                }
                (None, None) => {}
            }
        }
    }

    /// Takes a field out: its whole line where nothing else stands there.
    fn remove_field(&mut self, places: &[usize], start: usize, value: &str, name: &str) {
        let text: String = places.iter().map(|at| self.anatomy.paragraphs[*at].raw.text.to_lowercase()).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let alone = letters(&text.replacen(&value.to_lowercase(), "", 1)) == letters(name);
        if alone && places.len() == 1 && self.remove(places, State::Deleted, Vec::new()).is_ok() {
            return;
        }
        let gone = Piece { state: State::Deleted, italic: false, content: Content::Text(value.to_owned()) };
        self.change_inside(places, start, &[gone], false);
    }

    /// Looks for words in paragraphs; gives those that hold them, and the item at which they begin.
    pub(super) fn find(&self, places: &[usize], words: &str) -> Option<(Vec<usize>, usize)> {
        const MOST_LINES: usize = 4;
        let letters = |line: &Line<'_>, at: usize| match line.items.get(at).map(|item| &item.print) {
            Some(Print::Character(c)) => c.is_alphanumeric(),
            Some(Print::Reference(..)) | None => false,
        };
        let first = words.chars().next()?;
        for (i, &place) in places.iter().enumerate() {
            let Some(line) = &self.lines[place] else { continue };
            let starts = (0..line.items.len()).filter(|&at| {
                line.items[at].print == Print::Character(first)
                    && (at == 0 || !letters(line, at - 1))
                    && !self.is_taken(place, at)
            });
            for start in starts {
                let next = places[i..].windows(2).take_while(|pair| pair[1] == pair[0] + 1).count();
                for size in 1..=(next + 1).min(MOST_LINES) {
                    let lines = self.lines_of(&places[i..i + size])?;
                    let piece = Piece { state: State::Kept, italic: false, content: Content::Text(words.to_owned()) };
                    if self.walk_inside(&lines, start, &[piece]).is_some() {
                        return Some((places[i..i + size].to_vec(), start));
                    }
                }
            }
        }
        None
    }

    /// Takes note of where the words of a field stand: no other field stands there.
    pub(super) fn take(&mut self, places: &[usize], start: usize, words: &str) {
        let letters = words.chars().filter(|c| !c.is_whitespace()).count();
        let Some(line) = places.first().and_then(|at| self.lines[*at].as_ref()) else { return };
        let printed = (start..line.items.len()).filter(|&at| !line.items[at].is_space());
        let end = printed.take(letters).last().map_or(start, |at| at + 1);
        self.taken.insert((places[0], start), end);
    }

    /// Tells whether words that begin at an item were found already, as another field or as part of one.
    fn is_taken(&self, place: usize, item: usize) -> bool {
        self.taken.range((place, 0)..=(place, item)).next_back().is_some_and(|(_, end)| item < *end)
    }

    fn lines_of(&self, places: &[usize]) -> Option<Vec<&Line<'a>>> {
        places.iter().map(|at| self.lines[*at].as_ref()).collect()
    }

    fn walk_inside(&self, lines: &[&Line<'_>], start: usize, pieces: &[Piece]) -> Option<Vec<Markup>> {
        let words = Words { rows: vec![pieces], breaks: vec![false], label: None, notes: &self.plan.notes };
        walk_from(lines, &words, start)
    }

    /// Changes words inside paragraphs, beside what is changed there already.
    pub(super) fn change_inside(&mut self, places: &[usize], start: usize, pieces: &[Piece], whole: bool) {
        if whole && places.len() == 1 && self.remove(places, State::Deleted, Vec::new()).is_ok() {
            return;
        }
        let Some(lines) = self.lines_of(places) else { return };
        let Some(markups) = self.walk_inside(&lines, start, pieces) else { return };
        for (&at, markup) in places.iter().zip(markups) {
            let edit = self.edits.entry(at).or_insert_with(|| Edit {
                markup: Markup { states: vec![State::Kept; markup.states.len()], events: Vec::new() },
                parts: vec![Part::plain(State::Kept)],
                automatic: false,
                rows: &[],
            });
            for (state, new) in edit.markup.states.iter_mut().zip(markup.states) {
                if new != State::Kept {
                    *state = new;
                }
            }
            edit.markup.events.extend(markup.events);
            edit.markup.events.sort_by_key(|(at, _)| *at);
        }
    }

    /// Gives the model of a line that is no paragraph of the text.
    pub(super) fn plain_model(&self, at: Option<usize>) -> Model {
        let model = Model::plain(at.and_then(|at| self.lines.get(at)).and_then(Option::as_ref));
        Model { list: at.and_then(|at| self.anatomy.paragraphs.get(at)).and_then(|placed| placed.list), ..model }
    }
}
