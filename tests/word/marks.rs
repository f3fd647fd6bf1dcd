//! Texts with the marks of their notes, for tests.
#![allow(missing_docs)]

use resdiff::source::Mark;

/// Gives a text with the marks of its notes where they stand, in the notation of Markdown.
pub fn with_marks(text: &str, marks: &[Mark]) -> String {
    let mut text = text.to_owned();
    for mark in marks.iter().rev() {
        text.insert_str(mark.at, &format!("[^{}]", mark.label));
    }
    text
}
