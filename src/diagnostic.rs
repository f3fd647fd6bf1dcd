//! What was noticed on the way: never a sentence, always a kind, a place and the words concerned.

use serde::{Deserialize, Serialize};

/// Says where in a file something stands. Pages and lines are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// Page, where the format has pages.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// Line of the file or of the page, where the format has lines.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Which paragraph of the file's main text it stands in, counted from 0, where the file is a Word document that can be
    /// revised. It is of use only beside the file's bytes, and so is not part of the JSON.
    #[serde(skip)]
    pub paragraph: Option<u32>,
}

impl Place {
    /// A line of a file without pages.
    pub fn line(line: u32) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A page of which no line is known.
    pub fn page(page: Option<u32>) -> Self {
        Self { page, ..Self::default() }
    }

    /// A line of a page.
    pub fn page_and_line(page: u32, line: u32) -> Self {
        Self { page: Some(page), line: Some(line), ..Self::default() }
    }
}

/// Reports something that a reader of the result should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What was noticed.
    pub kind: DiagnosticKind,
    /// Where in the file.
    pub place: Place,
    /// The words concerned, verbatim; may be empty.
    pub excerpt: String,
}

impl Diagnostic {
    /// Makes a diagnostic.
    pub fn new(kind: DiagnosticKind, place: Place, excerpt: impl Into<String>) -> Self {
        Self { kind, place, excerpt: excerpt.into() }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// Tells how much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is likely to be wrong.
    Note,
    /// The result may be wrong here.
    Warning,
}

/// Names what was noticed. The sentences for people are in `render::messages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// `?` stood for a lost quotation mark or apostrophe and is shown as one.
    LostQuotationMark,
    /// The text was not valid in its encoding; characters were replaced.
    UndecodableBytes,
    /// A note has no mark in the text.
    NoteWithoutMark,
    /// A mark has no note.
    MarkWithoutNote,
    /// A paragraph number is missing, doubled or out of order.
    NumberOutOfOrder,
    /// A paragraph opens with a verb that is neither in the lexicon nor of verbal form.
    UnknownOpening,
    /// A line or block was not understood and is kept verbatim as a paragraph of role `other`.
    NotUnderstood,
    /// No organ line ("The General Assembly,") was found.
    NoOrganLine,
    /// No operative paragraph was found.
    NoOperativePart,
    /// A paragraph is in another language than English: its verbs, sessions and citations are not known.
    NotEnglish,
    /// Hard-wrapped or line-by-line text was joined to paragraphs by its wording.
    ParagraphsInferred,
    /// Text of a text box, header, footer or image was left out of the paragraphs.
    FurnitureDropped,
    /// The file has tracked changes; one state of them was read.
    RevisionsRead,
    /// The two texts seem to be on different subjects.
    DifferentSubjects,
    /// The two texts are the same, byte for byte.
    SameText,
    /// The earlier text seems to be the later one.
    OrderReversed,
}

impl DiagnosticKind {
    /// How much it matters.
    pub fn severity(self) -> Severity {
        use DiagnosticKind::*;
        match self {
            LostQuotationMark | NoteWithoutMark | ParagraphsInferred | FurnitureDropped | RevisionsRead | SameText => {
                Severity::Note
            }
            UndecodableBytes | MarkWithoutNote | NumberOutOfOrder | UnknownOpening | NotUnderstood | NoOrganLine
            | NoOperativePart | NotEnglish | DifferentSubjects | OrderReversed => Severity::Warning,
        }
    }
}

/// Holds what was understood, and what was noticed on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What was understood.
    pub value: T,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}
