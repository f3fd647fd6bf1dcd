//! An entry to its words as runs that are kept, new or gone, and to what is said about it, for formats without layout.

use super::messages::{self, Remark};
use super::walk::{Entry, SegmentRole};
use crate::changes::words::edit_script;
use crate::changes::{ChangeReport, Detail, Edit};
use crate::pair::{Pair, Side};
use crate::resolution::Paragraph;

/// Holds one paragraph as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked<'r> {
    /// The paragraph of the later side or, for an entry without one, of the earlier.
    pub paragraph: Option<&'r Paragraph>,
    /// Its words in order; two runs of one role never follow each other, and only kept runs begin or end with space.
    pub runs: Vec<Run>,
}

/// Holds words that share a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub role: SegmentRole,
    pub text: String,
}

/// Stands for the end of a paragraph that is gone because two were merged.
const PARAGRAPH_END: &str = "¶";

/// Gives the words of an entry, both sides in one text.
pub(super) fn paragraphs<'r>(entry: &Entry<'r>) -> Vec<Marked<'r>> {
    let side = if entry.members.later.is_empty() { Side::Earlier } else { Side::Later };
    let mut texts = vec![Writer::default()];
    for segment in &entry.segments {
        if segment.is_break() && (segment.role != SegmentRole::Deleted || side == Side::Earlier) {
            texts.push(Writer::default());
        } else if let Some(writer) = texts.last_mut() {
            let text = if segment.is_break() { PARAGRAPH_END } else { segment.text() };
            let ends_with_space = |text: Option<&str>| text.map(|text| text.ends_with(char::is_whitespace));
            let ends = Pair::new(ends_with_space(segment.earlier), ends_with_space(segment.later));
            writer.write(segment.role, text, ends);
        }
    }
    let members = entry.members.side(side);
    let marked = |(i, writer): (usize, Writer)| Marked { paragraph: members.get(i).copied(), runs: writer.runs };
    texts.into_iter().enumerate().map(marked).collect()
}

/// Gives the words of two wordings of a clause, both in one text.
pub(super) fn wordings(texts: Pair<&str>) -> Vec<Run> {
    let spaced = |text: &str| Some(text.ends_with(char::is_whitespace));
    let mut writer = Writer::default();
    for edit in edit_script(texts) {
        match edit {
            Edit::Keep(spans) => {
                let (earlier, later) = (spans.earlier.of(texts.earlier), spans.later.of(texts.later));
                writer.write(SegmentRole::Kept, later, Pair::new(spaced(earlier), spaced(later)));
            }
            Edit::Delete(span) => {
                let gone = span.of(texts.earlier);
                writer.write(SegmentRole::Deleted, gone, Pair::new(spaced(gone), None));
            }
            Edit::Insert(span) => {
                let new = span.of(texts.later);
                writer.write(SegmentRole::Inserted, new, Pair::new(None, spaced(new)));
            }
        }
    }
    writer.runs
}

/// Writes runs so that the space between words stands outside of what is marked.
#[derive(Default)]
struct Writer {
    runs: Vec<Run>,
    /// Whether each side's text so far ends with space.
    spaced: Pair<bool>,
}

impl Writer {
    fn write(&mut self, role: SegmentRole, text: &str, ends: Pair<Option<bool>>) {
        let spaced = match role {
            SegmentRole::Deleted => self.spaced.earlier,
            SegmentRole::Kept | SegmentRole::Inserted => self.spaced.later,
        };
        let space = spaced || text.starts_with(char::is_whitespace) || self.would_touch(role, text);
        self.spaced = Pair::new(ends.earlier.unwrap_or(self.spaced.earlier), ends.later.unwrap_or(self.spaced.later));
        let words = text.trim();
        if words.is_empty() {
            self.spaced = Pair::new(self.spaced.earlier || space, self.spaced.later || space);
            return;
        }
        if space && !self.runs.is_empty() {
            self.push(SegmentRole::Kept, " ");
        }
        self.push(role, words);
    }

    /// Tells whether a word would be glued to a word of another role, which would read as one.
    fn would_touch(&self, role: SegmentRole, text: &str) -> bool {
        let Some(last) = self.runs.last() else { return false };
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        last.role != role && letter(last.text.chars().next_back()) && letter(text.chars().next())
    }

    fn push(&mut self, role: SegmentRole, text: &str) {
        match self.runs.as_mut_slice() {
            [.., last] if last.role == role => last.text.push_str(text),
            // A space alone between two runs of one role belongs to both.
            [.., before, space] if before.role == role && space.role == SegmentRole::Kept && space.text == " " => {
                before.text.push(' ');
                before.text.push_str(text);
                self.runs.pop();
            }
            _ => self.runs.push(Run { role, text: text.to_owned() }),
        }
    }
}

/// Gives all that is said about an entry, in the order of the terminal's view; remarks on the same matter in one.
pub(super) fn remarks(report: &ChangeReport, entry: &Entry<'_>) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    for facet in &entry.change.facets {
        let mut remark = messages::remark(entry, facet);
        if !remark.note.is_empty() {
            remark.text = format!("{} ({})", remark.text, remark.note);
            remark.note.clear();
        }
        match remarks.last_mut() {
            Some(last) if last.label == remark.label => last.text = format!("{}; {}", last.text, remark.text),
            _ => remarks.push(remark),
        }
    }
    let mut say = |label: &'static str, text: String| remarks.push(Remark { label, text, note: String::new() });
    for carry in &entry.carried {
        say("clause", format!("{}: “{}”", messages::carry(carry), carry.text.side(carry.here).trim()));
    }
    for reference in &entry.references {
        if let Some(words) = messages::reference(report, reference) {
            say("reference", words);
        }
    }
    if entry.is_doubtful() {
        say("match", messages::doubt(entry.change.link.confidence));
    }
    remarks
}

/// Gives the verb that each side opens with and what became of its strength, where that is known.
pub(super) fn lead_verb(entry: &Entry<'_>) -> (Pair<Option<String>>, Option<crate::changes::Strength>) {
    for facet in &entry.change.facets {
        if let Detail::Verb { lemmas, strength, inner: false } = &facet.detail {
            return (lemmas.clone(), Some(*strength));
        }
    }
    let verbs = entry.members.as_ref().map(|members| {
        members.first().and_then(|paragraph| paragraph.opening.as_ref()).map(|opening| opening.lemma.clone())
    });
    let same = verbs.earlier.is_some() && verbs.earlier == verbs.later;
    (verbs, same.then_some(crate::changes::Strength::Same))
}
