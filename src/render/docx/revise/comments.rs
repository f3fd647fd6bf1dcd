//! What changes amount to, to comments in the margin.

use super::ink::Ink;
use crate::render::docx::xml::{comment, end_name, initials};
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
        let reference = format!(
            "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
        );
        // The reference goes when the paragraph goes, and is part of the same change: LibreOffice sets the paragraph behind
        // one that goes in several pieces as that one was.
        match end_name(state) {
            Some(name) => {
                let end = format!("</w:{name}>");
                match inside.strip_suffix(&end) {
                    Some(inside) => format!("{inside}{reference}{end}"),
                    None => inside + &ink.within(state, &reference),
                }
            }
            None => {
                format!("<w:commentRangeStart w:id=\"{id}\"/>{inside}<w:commentRangeEnd w:id=\"{id}\"/>{reference}")
            }
        }
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
