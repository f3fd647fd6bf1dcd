//! Bytes to blocks of text. Fails only where there is no text to be had.
//!
//! Each format has a private reader; all give the same [`SourceText`], in which nothing of the file's text is lost:
//! it stands in a block, in a note, or in the list of furniture.

use crate::diagnostic::{Diagnostic, Place};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Holds the text of one file in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// What the bytes were.
    pub format: Format,
    /// Whether a block is a paragraph or a printed line.
    pub layout: Layout,
    /// The text in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes that the format itself knows as such, in order of first mark.
    /// Notes that merely stand as text at the end of a plain text are found by the parser.
    pub notes: Vec<Note>,
    /// What was left out of the blocks, verbatim and in order.
    pub furniture: Vec<Furniture>,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Tells what a block of a [`SourceText`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Each block is a whole paragraph.
    Paragraphs,
    /// Each block is one printed line; `blank_before` and `indent` hint at paragraphs.
    Lines,
}

/// Holds one paragraph or line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// The text, without a trailing newline; white space inside may still be runs and tabs.
    pub text: String,
    /// Where it stands in the file.
    pub place: Place,
    /// Blank lines before it (plain text) or extra space (others); 0 where unknown.
    pub blank_before: u32,
    /// Columns by which its first line is indented, a tab counting up to the next multiple of 8; 0 where unknown.
    pub indent: u32,
    /// Number or letter that the format itself prints before the text and that `text` lacks: "3.", "(a)".
    pub label: Option<String>,
    /// Style name (Word), element name (HTML); a hint, never a reason by itself.
    pub style: Option<String>,
    /// Spans of `text` that are set in italics; empty where unknown.
    pub italics: Vec<Span>,
    /// Marks of notes whose place is known: superscripts, or references of real notes. `text` does not contain them.
    pub marks: Vec<Mark>,
    /// The line is centred or otherwise set apart as a heading is.
    pub set_apart: bool,
}

/// Marks the place of a reference to a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Byte of the text before which the mark stands.
    pub at: usize,
    /// As printed: "11", "*".
    pub label: String,
}

/// Holds one footnote or endnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// As printed: "11", "*".
    pub label: String,
    /// Its text, without the mark.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Holds a piece of text that is not part of the resolution's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Verbatim.
    pub text: String,
    /// Where it stood.
    pub place: Place,
}

/// Names a kind of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FurnitureKind {
    /// A running head or foot: symbol, page number, "/...".
    PageHeader,
    /// A job number or bar code: "00 26259", `<<ODS JOB NO>>`.
    JobNumber,
    /// A marker that a conversion left behind: `[COMMENT1]`, `<!-- Page 1 -->`.
    Marker,
    /// A rule of dashes or underscores.
    Rule,
    /// "UNITED NATIONS", "Distr.: General" and the like around the masthead's fields.
    Letterhead,
    /// Navigation, scripts, boilerplate of a web page.
    Boilerplate,
    /// Text box, image description, comment.
    TextBox,
    /// End of another resolution on the same printed page.
    Neighbour,
}

/// Names a file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// Text in any supported encoding.
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Word, Office Open XML.
    Docx,
    /// Word 97 to 2003, binary.
    Doc,
    /// Portable Document Format.
    Pdf,
    /// The `parse` JSON of this program.
    Json,
}
