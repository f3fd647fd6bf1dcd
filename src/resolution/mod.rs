//! Blocks of text to a resolution. Never fails.
//!
//! ```
//! use resdiff::resolution::{Role, Symbol};
//! use resdiff::{read::read, source::DecodeOptions};
//!
//! let text = "A/RES/54/212\n\n54/212. International migration\n\nThe General Assembly,\n\n\
//!             Recalling its resolution 52/189,\n\n1. Also calls upon States:\n\n(a) To assist;\n";
//! let parsed = read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let resolution = parsed.value;
//! assert_eq!(resolution.masthead.symbol, Some("A/RES/54/212".parse::<Symbol>().expect("it is a symbol")));
//!
//! let item = resolution.paragraphs.last().expect("there are paragraphs");
//! assert_eq!((item.role, item.id.as_str(), item.text.as_str()), (Role::Subparagraph, "op1.a", "To assist;"));
//! let chapeau = &resolution.paragraphs[item.parent.expect("it stands under a chapeau")];
//! let opening = chapeau.opening.as_ref().expect("it opens with a verb");
//! assert_eq!((opening.lemma.as_str(), opening.repeats[0].as_str()), ("call upon", "also"));
//! assert_eq!(opening.span.of(&chapeau.text), "Also calls upon");
//! ```
//!
//! Paragraphs are one flat list in reading order; `parent`, `heading` and `resumes` are indexes into it. What was not
//! understood is kept as a paragraph of [`Role::Other`], and what was printed around the text is listed as furniture.

use crate::diagnostic::Place;
use crate::source::{Furniture, Mark, Note};
use crate::span::Span;
use crate::token::{Token, tokenize};
use serde::{Deserialize, Serialize};

pub mod citation;
mod enumerator;
mod fold;
mod front;
mod furniture;
mod language;
mod lines;
mod locator;
mod neighbours;
mod notes;
pub(crate) mod opening;
mod pages;
mod parse;
mod quotes;
mod recorded;
mod run_in;
mod session;
mod shape;
mod structure;
mod symbol;

pub use enumerator::{Enumerator, EnumeratorKind};
pub use locator::{Base, Locator};
pub(crate) use opening::verbs;
pub use parse::parse;
pub(crate) use recorded::recorded;
pub use session::{Session, SessionError, SessionKind};
pub use symbol::{Organ, Symbol, SymbolError};

/// Holds one resolution: its masthead, its paragraphs in reading order, and all that surrounds them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolution {
    /// What the first page says about the text.
    pub masthead: Masthead,
    /// The paragraphs in reading order; a parent stands before its subparagraphs.
    pub paragraphs: Vec<Paragraph>,
    /// The notes, in order of first mark; notes without a mark at the end.
    pub footnotes: Vec<Note>,
    /// Closing lines: plenary meeting, date, record of the vote.
    pub closing: Vec<String>,
    /// What was dropped, verbatim.
    pub furniture: Vec<Furniture>,
}

/// Holds the words of each paragraph of a resolution.
pub(crate) type Words = Vec<Vec<Token>>;

impl Resolution {
    /// Takes each paragraph apart.
    pub(crate) fn words(&self) -> Words {
        self.paragraphs.iter().map(|paragraph| tokenize(&paragraph.text)).collect()
    }
}

/// Holds the fields of the first page; each is as printed, white space folded, or absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masthead {
    /// "A/RES/54/212".
    pub symbol: Option<Symbol>,
    /// "General Assembly".
    pub organ: Option<String>,
    /// "Fifty-fourth session" as a number; that of the symbol where none is printed.
    pub session: Option<Session>,
    /// "Fifty-fourth session" as printed.
    pub session_words: Option<String>,
    /// "99 (e)".
    pub agenda_item: Option<String>,
    /// "on the report of the Second Committee (A/54/587/Add.5)".
    pub report: Option<String>,
    /// "International migration and development".
    pub title: Option<String>,
    /// "54/212", "2743 (2024)".
    pub number: Option<String>,
    /// "GENERAL".
    pub distribution: Option<String>,
    /// "1 February 2000".
    pub distribution_date: Option<String>,
    /// "87th plenary meeting".
    pub meeting: Option<String>,
    /// "22 December 1999".
    pub adoption_date: Option<String>,
    /// States and others that a draft names as its sponsors.
    pub sponsors: Vec<String>,
    /// Lines of the first page that are none of these.
    pub other: Vec<String>,
}

impl Masthead {
    /// Gives what the fields hold, as printed: the symbol first, the lines that are no field last.
    pub fn printed(&self) -> impl Iterator<Item = &str> {
        // A new field is asked here whether it prints anything.
        let Masthead {
            symbol,
            organ,
            session: _,
            session_words,
            agenda_item,
            report,
            title,
            number,
            distribution,
            distribution_date,
            meeting,
            adoption_date,
            sponsors,
            other,
        } = self;
        let fields = [organ, session_words, agenda_item, report, title, number].into_iter().chain([
            distribution,
            distribution_date,
            meeting,
            adoption_date,
        ]);
        let symbol = symbol.iter().map(|symbol| symbol.0.as_str());
        symbol.chain(fields.flatten().chain(sponsors).chain(other).map(String::as_str))
    }
}

/// Holds one paragraph: a chapeau without its subparagraphs, a subparagraph, a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Unique in its resolution and stable: "organ", "pp1", "op5", "op5.b.ii", "h2", "A.op1", "annex.3".
    pub id: String,
    /// The way delegates cite it: "OP 5 (b) (ii)".
    pub locator: Locator,
    /// What it is.
    pub role: Role,
    /// As printed: "3.", "(a)", "5 bis."; absent where there is none.
    pub enumerator: Option<String>,
    /// Depth of nesting: 0 for headings and preambular and operative paragraphs, 1 for (a), 2 for (i).
    pub level: u8,
    /// Index in `Resolution::paragraphs` of the chapeau it stands under.
    pub parent: Option<usize>,
    /// Index of the nearest heading above it, if any.
    pub heading: Option<usize>,
    /// Index of the paragraph whose text it takes up again after a list.
    pub resumes: Option<usize>,
    /// The words, white space folded, no enumerator, no marks, lost quotation marks restored.
    pub text: String,
    /// The verb phrase it opens with; absent where there is none.
    pub opening: Option<Opening>,
    /// Further verbs inside the paragraph, in order.
    pub inner: Vec<InnerVerb>,
    /// References to notes, by position in `text`.
    pub marks: Vec<Mark>,
    /// Where it stands in the file.
    pub place: Place,
}

/// Says what a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Organ line or preambular paragraph.
    Preambular,
    /// Operative paragraph (its chapeau, or text resumed after its list).
    Operative,
    /// (a), (i), ... under any paragraph outside an annex.
    Subparagraph,
    /// A heading, or the label of a part.
    Heading,
    /// Anything in an annex, headings apart.
    Annex,
    /// Kept verbatim because it was not understood.
    Other,
}

/// Holds the verb phrase that a paragraph opens with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The whole phrase in `text`, "also" and qualifiers included: "Also strongly urges".
    pub span: Span,
    /// The base form: "recall", "take note", "call upon", "deeply concerned" gives "concern".
    pub lemma: String,
    /// What colours the verb, in order, lower case: "strongly", "with appreciation", "deep".
    pub qualifiers: Vec<String>,
    /// "also", "further", ...: says only that the paragraph before opened alike.
    pub repeats: Vec<String>,
    /// Whether the verb is in the lexicon (otherwise it was told by its form).
    pub known: bool,
}

/// Holds a verb phrase inside a paragraph: "..., and encourages the United Nations bodies ...".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InnerVerb {
    /// The phrase in `text`.
    pub span: Span,
    /// The base form.
    pub lemma: String,
    /// What colours it.
    pub qualifiers: Vec<String>,
}

impl Paragraph {
    /// Tells whether it is the organ line ("The General Assembly,").
    pub fn is_organ_line(&self) -> bool {
        self.locator.base == Base::Organ
    }
}
