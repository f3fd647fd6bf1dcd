//! Bytes to blocks of text. Fails only where there is no text to be had.
//!
//! Each format has a private reader; all give the same [`SourceText`], in which nothing of the file's text is lost:
//! it stands in a block, in a note, or in the list of furniture.
//!
//! ```
//! use resdiff::source::{DecodeError, DecodeOptions, Format, decode, format_of};
//!
//! let page = b"<html><body><p>The General Assembly,</p><p>1. <i>Decides</i> to rest.</p></body></html>";
//! # #[cfg(feature = "html")] {
//! assert_eq!(format_of(page, &DecodeOptions::default()).expect("it is known"), Format::Html);
//! let source = decode(page, &DecodeOptions::default()).expect("it is a page");
//! assert_eq!(source.blocks[1].text, "1. Decides to rest.");
//! assert_eq!(source.blocks[1].italics[0].of(&source.blocks[1].text), "Decides");
//! # }
//!
//! // A format can be named, too; what cannot be read is told by its cause.
//! let plain = DecodeOptions { format: Some(Format::Plain), ..DecodeOptions::default() };
//! assert!(decode(page, &plain).is_ok_and(|source| source.blocks[0].text.starts_with("<html>")));
//! assert!(matches!(decode(b"", &plain), Err(DecodeError::Empty)));
//! ```

pub mod corpus;
#[cfg(any(feature = "html", feature = "docx", feature = "doc"))]
mod counting;
#[cfg(feature = "doc")]
mod doc;
#[cfg(feature = "docx")]
pub(crate) mod docx;
mod encoding;
mod error;
#[cfg(feature = "html")]
mod html;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod sniff;
#[cfg(any(feature = "docx", feature = "doc"))]
pub(crate) mod word;

pub use error::{Bytes, DecodeError};
pub use sniff::Foreign;

use crate::diagnostic::{Diagnostic, Place};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use sniff::Content;
use std::borrow::Cow;
use std::io::Read;

/// Adjusts how bytes are read.
#[derive(Debug, Clone, Default)]
pub struct DecodeOptions {
    /// What the bytes are, if that is not to be told from them.
    pub format: Option<Format>,
    /// Which state of a file with tracked changes to read.
    pub revisions: Revisions,
    /// How much is read at most.
    pub limits: Limits,
}

/// Names the states of a file with tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Revisions {
    /// All changes accepted.
    #[default]
    Final,
    /// All changes rejected.
    Original,
}

/// Bounds what reading a file may cost, whatever the file claims. What is beyond a limit is an error that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that a text may have, and that packed parts of a file may unpack to, all together. 64 MiB by default; the
    /// longest resolutions have about one million bytes.
    pub unpacked: usize,
    /// Bytes that the records of a corpus may have all together, unpacked. 1 GiB by default; a corpus of all resolutions
    /// there are has a tenth of it.
    pub corpus: usize,
    /// Paragraphs that a resolution may have. 20,000 by default; the longest have about 500.
    pub paragraphs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked: 64 << 20, corpus: 1 << 30, paragraphs: 20_000 }
    }
}

/// Reads a file. A file packed by gzip is unpacked first.
pub fn decode(bytes: &[u8], options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let bytes = unpack(bytes, options.limits)?;
    decode_as(format_of(&bytes, options)?, &bytes, options)
}

/// Reads bytes that are not packed and whose format is known.
pub(crate) fn decode_as(format: Format, bytes: &[u8], options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    check_length(format, bytes, options.limits)?;
    match format {
        Format::Plain => plain::read(bytes, options),
        Format::Markdown => markdown::read(bytes, options),
        #[cfg(feature = "html")]
        Format::Html => html::read(bytes, options),
        #[cfg(feature = "doc")]
        Format::Doc => doc::read(bytes, options),
        #[cfg(feature = "docx")]
        Format::Docx => docx::read(bytes, options),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, options),
        Format::Json => Err(DecodeError::Structured),
        // With all readers built in no format is left.
        #[allow(unreachable_patterns)]
        format => Err(DecodeError::NotBuiltIn(format)),
    }
}

/// Gives a text as its printed lines, as reading plain text does.
#[cfg(test)]
pub(crate) fn lines_of(text: &str) -> Vec<Block> {
    plain::lines(text, 1)
}

/// Tells what bytes are, without reading them: as the options say, or by their content.
pub fn format_of(bytes: &[u8], options: &DecodeOptions) -> Result<Format, DecodeError> {
    match sniff::sniff(bytes) {
        Content::Empty => Err(DecodeError::Empty),
        Content::Blank => Err(DecodeError::Blank),
        Content::OnlyMark => Err(DecodeError::OnlyMark),
        // A format that is named wins over what the bytes look like: a text may begin with the magic of another format.
        _ if options.format.is_some() => options.format.ok_or(DecodeError::Empty),
        Content::Readable(format) => Ok(format),
        Content::JsonLines => Err(DecodeError::ManyRecords),
        Content::Gzip => Err(DecodeError::Unreadable(Foreign::Archive)),
        Content::Unreadable(foreign) => Err(DecodeError::Unreadable(foreign)),
    }
}

/// Refuses text that is longer than what may be unpacked. Other files are mostly pictures and tables: their readers count
/// what they take out.
pub(crate) fn check_length(format: Format, bytes: &[u8], limits: Limits) -> Result<(), DecodeError> {
    let is_text = matches!(format, Format::Plain | Format::Markdown | Format::Html | Format::Json);
    if is_text && bytes.len() > limits.unpacked {
        return Err(DecodeError::TooLong { limit: limits.unpacked });
    }
    Ok(())
}

/// Unpacks what gzip packed, once; gives other bytes as they are.
pub(crate) fn unpack(bytes: &[u8], limits: Limits) -> Result<Cow<'_, [u8]>, DecodeError> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut unpacked = Vec::new();
    let limit = u64::try_from(limits.unpacked).unwrap_or(u64::MAX);
    let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(limit.saturating_add(1));
    reader.read_to_end(&mut unpacked).map_err(|error| DecodeError::caused_by(Format::Plain, error))?;
    if unpacked.len() > limits.unpacked {
        return Err(DecodeError::TooLarge { limit: limits.unpacked });
    }
    Ok(Cow::Owned(unpacked))
}

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

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Format::Plain => "plain text",
            Format::Markdown => "Markdown",
            Format::Html => "web page",
            Format::Docx => "Word document",
            Format::Doc => "Word 97-2003 document",
            Format::Pdf => "PDF",
            Format::Json => "JSON",
        })
    }
}
