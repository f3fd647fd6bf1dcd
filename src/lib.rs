//! Two versions of a United Nations resolution to a report of what changed, clause by clause, and what that means.
//!
//! ```
//! use resdiff::{CompareOptions, changes::ChangeKind, compare, pair::Pair, read, source::DecodeOptions};
//!
//! let texts = Pair::new(
//!     "The General Assembly,\n\nRecalling its resolution 52/189,\n\n1.\tInvites Member States to assist;\n",
//!     "The General Assembly,\n\nRecalling its resolution 54/212,\n\n1.\tUrges Member States to assist;\n",
//! );
//! let texts = texts.map(|text| read::read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text"));
//! let report = compare(texts, &CompareOptions::default());
//! assert_eq!(report.changes[2].kind, ChangeKind::Reworded);
//! println!("{}", resdiff::render::messages::verdict(&report));
//! ```
//!
//! # Where to go
//! | what for | where |
//! |---|---|
//! | reading a file of any format | [`read::read`]; [`source::decode`] for its text alone |
//! | how a text is built: paragraphs, verbs, notes, symbols | [`resolution`] |
//! | what changed between two texts, and what that means | [`compare()`], [`changes`] |
//! | which paragraphs belong together, and why | [`align`] |
//! | each clause, each word through many versions | [`lineage`] |
//! | which texts of many are versions of one another | [`series`] |
//! | the closest earlier wording of a paragraph | [`origin`] |
//! | a report for people or programs: terminal, page, Word, Markdown, CSV, JSON | [`render`] |
//! | a report in a form of one's own | [`render::walk()`] |
//! | other ladders of strength than those built in | [`lexicon::Ladders`] |
//!
//! Only reading can fail ([`source::DecodeError`]), and what is kept in files of one's own ([`lexicon::LaddersError`],
//! [`origin::IndexError`]); whatever else was noticed is a [`diagnostic::Diagnostic`]. Spans count bytes of the text that
//! they stand beside, scores and confidence thousandths; positions in JSON count characters.
//!
//! # The pipeline
//! Bytes become a [`source::SourceText`] ([`source::decode`]: what a file is, its content tells), that becomes a
//! [`resolution::Resolution`] ([`resolution::parse`], which cannot fail), two of those an [`align::Alignment`]
//! ([`align::align`]), that a [`changes::ChangeReport`] ([`changes::classify`]), and that bytes again ([`render`]).
//! [`read::read`] does the first two steps for every format, [`compare`] the next two.
//!
//! ```text
//! cli ─▶ { read, series } ─▶ render ─▶ { lineage, origin } ─▶ changes ─▶ align ─▶ resolution
//!     ─▶ source ─▶ lexicon ─▶ { token, span, pair, diagnostic, work }
//! ```
//!
//! An arrow is an import; each also allows what stands further right, and nothing points left.
//!
//! # Words
//! * *organ line*: "The General Assembly,". *Preambular* paragraphs (PP) follow it, then *operative* ones (OP).
//! * *opening*: the verb phrase that a paragraph opens with; its *lemma* is what "Recalling" and "Recalls" share.
//! * *enumerator*: the number or letter as printed ("3.", "(a)"); *locator*: what delegates say ("OP 3 (a)").
//! * *chapeau*: a paragraph as far as its list of subparagraphs; text may be *resumed* after the list.
//! * *link*: paragraphs that belong together; *carried*: a clause that survives inside another paragraph.
//! * *facet*: one thing that changed inside a link; *class*: what the change amounts to.
//! * *furniture*: what was printed around a text and is no part of it.
//!
//! # What always holds
//! 1. Nothing here reads files, clocks, networks or the environment: the same bytes give the same bytes everywhere.
//! 2. Parsing returns for every input and loses no text: what is not understood is kept and reported.
//! 3. An alignment mentions every paragraph of both sides exactly once, carried clauses apart.
//! 4. An edit script rebuilds both texts exactly.
//! 5. A text compared with itself shows no change; exchanging the texts exchanges the report.
//! 6. No English sentence is stored in a change: the words for people are made in [`render::messages`].
//! 7. Only [`render::json`] knows the JSON, which is versioned and obeys its published schema.
//!
//! # Features
//! `cli` (the program), `terminal` (the coloured view), `docx`, `doc`, `pdf`, `html`: all on by default. Without any of
//! them the library reads plain text, Markdown and JSON, and writes JSON, CSV, Markdown and the web page.

pub mod align;
pub mod changes;
pub mod diagnostic;
pub mod lexicon;
pub mod lineage;
pub mod origin;
pub mod pair;
pub mod read;
pub mod render;
pub mod resolution;
pub mod series;
pub mod source;
pub mod span;
pub mod token;
pub mod work;

use align::AlignOptions;
use align::limits::Limits;
use changes::ChangeReport;
use diagnostic::Parsed;
use pair::{Pair, Side};
use resolution::Resolution;
use work::{InTurn, Work};

/// Adjusts a comparison.
#[derive(Debug, Clone, Default)]
pub struct CompareOptions {
    /// How paragraphs are matched.
    pub align: AlignOptions,
    /// How strong words are; `None` for the ladders that come with the program.
    pub ladders: Option<lexicon::Ladders>,
}

/// Compares two resolutions: aligns their paragraphs and says what each change means.
///
/// The diagnostics of both texts become those of the report, each with its side; doubts about the pair as a whole, such
/// as texts on different subjects, have none.
pub fn compare(texts: Pair<Parsed<Resolution>>, options: &CompareOptions) -> ChangeReport {
    compare_with(texts, options, &InTurn)
}

/// The same, with what need not be done in turn left to the caller.
pub fn compare_with(texts: Pair<Parsed<Resolution>>, options: &CompareOptions, work: &impl Work) -> ChangeReport {
    let diagnostics = Pair::new(texts.earlier.diagnostics, texts.later.diagnostics);
    let resolutions = Pair::new(texts.earlier.value, texts.later.value);
    let ladders = options.ladders.as_ref().unwrap_or_else(|| lexicon::Ladders::built_in());
    let words = work.map(resolutions.as_ref(), Resolution::words);
    let alignment = align::align_words(resolutions.as_ref(), words.as_ref(), &options.align, &Limits::SHIPPED, work);
    let mut report = changes::classify_words(resolutions, words, alignment, ladders, work);
    report.diagnostics.extend(changes::doubts(&report).into_iter().map(|doubt| (None, doubt)));
    let of = |side: Side| move |diagnostic| (Some(side), diagnostic);
    report.diagnostics.extend(diagnostics.earlier.into_iter().map(of(Side::Earlier)));
    report.diagnostics.extend(diagnostics.later.into_iter().map(of(Side::Later)));
    report
}

/// The example of the README is run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
