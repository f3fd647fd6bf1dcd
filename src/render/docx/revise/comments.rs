//! What changes amount to, to comments in the margin.

use super::ink::Ink;
use crate::render::docx::xml::{about, comment, end_name, initials};
use crate::render::docx::{State, TrackedOptions};

/// Collects comments.
pub(super) struct Comments {
    initials: String,
    /// The comments, written.
    pub(super) xml: String,
}

impl Comments {
    pub(super) fn new(options: &TrackedOptions) -> Self {
        Self { initials: initials(&options.author), xml: String::new() }
    }

    /// Gives the inside of a paragraph with a comment about it, where there is something to say.
    pub(super) fn about(&mut self, lines: &[String], inside: String, state: State, ink: &mut Ink) -> String {
        if lines.is_empty() {
            return inside;
        }
        let id = ink.id();
        self.xml.push_str(&comment(id, &ink.attributes, &self.initials, lines));
        let change = end_name(state).map(|name| format!("</w:{name}>"));
        about(id, &inside, change.as_deref())
    }

    /// Gives the part for a document that has none.
    pub(super) fn part(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}</w:comments>",
            self.xml
        )
    }
}
