//! The paragraphs of a revised document to the numbers that Word gives them: where a list would give another number than
//! the later text has, the paragraph is written anew with its number typed.

use super::walk::Event;
use super::{Edit, New, NotRevised, Part, Reviser, stuck};
use crate::render::docx::{Content, Piece, State};
use crate::resolution::{Enumerator, Paragraph};
use crate::source::word::lists::Counters;

impl Reviser<'_> {
    /// Counts the paragraphs of the later text as Word does.
    pub(super) fn number(&mut self) -> Result<(), NotRevised> {
        let mut counters = Counters::default();
        let first = self.claimed.first().copied();
        for at in 0..self.anatomy.paragraphs.len() {
            if Some(at) == first {
                self.count_new(None, &mut counters);
            }
            match self.edits.remove(&at) {
                Some(mut edit) => {
                    let mut next = counters.clone();
                    if self.count_edit(at, &mut edit, &mut next) {
                        counters = next;
                        self.edits.insert(at, edit);
                    } else if edit.rows.is_empty() {
                        return Err(stuck(&self.anatomy.paragraphs[at].raw.text));
                    } else {
                        // What is new behind the paragraph stays behind what it becomes.
                        let later = self.new.remove(&Some(at));
                        self.replace(edit.rows, &[at])?;
                        self.new.entry(Some(at)).or_default().extend(later.into_iter().flatten());
                    }
                }
                None => {
                    if let Some((list, level)) = self.anatomy.paragraphs[at].list {
                        counters.label(&self.anatomy.lists, list, level);
                    }
                }
            }
            self.count_new(Some(at), &mut counters);
        }
        Ok(())
    }

    fn count_new(&mut self, behind: Option<usize>, counters: &mut Counters) {
        for new in self.new.get_mut(&behind).into_iter().flatten() {
            let New { model, paragraph: Some(paragraph), .. } = new else { continue };
            let Some((list, level)) = model.list else { continue };
            let mut next = counters.clone();
            let label = next.label(&self.anatomy.lists, list, level);
            new.automatic = is_number_of(label.as_deref(), paragraph);
            if new.automatic {
                *counters = next;
            }
        }
    }

    /// Counts what becomes of one paragraph; gives `false` where the list would give it another number than the later text.
    fn count_edit(&self, at: usize, edit: &mut Edit<'_>, counters: &mut Counters) -> bool {
        let own = self.anatomy.paragraphs[at].list;
        for number in 0..edit.parts.len() {
            let part = &edit.parts[number];
            if matches!(part.end, State::Deleted | State::MovedAway(_)) {
                continue;
            }
            let list = part.model.as_ref().map_or(own, |model| model.list);
            let Some((list, level)) = list else {
                if edit.automatic && part.later.is_some_and(|later| later.enumerator.is_some()) {
                    type_number(edit, number);
                }
                continue;
            };
            let label = counters.label(&self.anatomy.lists, list, level);
            // Where the later text has no number to go by, the list counts on as it did.
            let holds = part.later.is_none_or(|later| {
                let bare = later.enumerator.is_none() && label.as_deref().and_then(Enumerator::from_label).is_none();
                bare || is_number_of(label.as_deref(), later)
            });
            if !holds {
                return false;
            }
            if !edit.automatic {
                untype_number(edit, number);
            }
        }
        true
    }
}

/// Tells whether what Word prints is the number of a paragraph.
fn is_number_of(label: Option<&str>, paragraph: &Paragraph) -> bool {
    let kind = |text: &str| Enumerator::from_label(text).map(|enumerator| enumerator.kind);
    match (label, paragraph.enumerator.as_deref()) {
        (None, None) => true,
        (Some(one), Some(two)) => one == two || kind(one).is_some() && kind(one) == kind(two),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Gives where the words of a part begin among the events of a paragraph, and the item.
fn start(edit: &Edit<'_>, part: usize) -> (usize, usize) {
    let breaks = edit.markup.events.iter().enumerate().filter(|(_, (_, event))| matches!(event, Event::Break));
    part.checked_sub(1).and_then(|before| breaks.map(|(i, (at, _))| (i + 1, *at)).nth(before)).unwrap_or_default()
}

fn type_number(edit: &mut Edit<'_>, part: usize) {
    let Some(number) = edit.parts[part].later.and_then(|later| later.enumerator.clone()) else { return };
    let (index, at) = start(edit, part);
    let insert = |content| (at, Event::Insert(Piece { state: State::Inserted, italic: false, content }));
    edit.markup.events.splice(index..index, [insert(Content::Number(number)), insert(Content::Gap)]);
}

/// Takes the number out that would be typed before one that the list gives.
fn untype_number(edit: &mut Edit<'_>, part: usize) {
    let (index, _) = start(edit, part);
    let is_number =
        |event: &Event| matches!(event, Event::Insert(Piece { content: Content::Number(_) | Content::Gap, .. }));
    while edit.markup.events.get(index).is_some_and(|(_, event)| is_number(event)) {
        edit.markup.events.remove(index);
    }
}

impl Part<'_> {
    /// Tells whether anything happens to the paragraph beside its words.
    pub(super) fn is_quiet(&self) -> bool {
        self.end == State::Kept && self.model.is_none() && self.comment.is_empty()
    }
}
