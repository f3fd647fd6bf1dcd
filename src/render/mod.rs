//! A change report to bytes, one format a module; all formats for people consume one [`walk()`] over the report.
//!
//! | form | a comparison | a text | many versions | requests |
//! |---|---|---|---|---|
//! | terminal | [`terminal`] | [`tree`] | [`genealogy`] | [`ledger`] |
//! | web page | [`html::write`] | | [`html::write_history`], [`html::write_origins`] | |
//! | Word with tracked changes | [`docx`] | | | |
//! | Markdown | [`markdown`] | | | |
//! | CSV | [`csv::report`] | | [`csv::write_history`], [`csv::write_origins`] | [`ledger::csv`] |
//! | JSON | [`json::report`] | [`json::resolution`] | [`json::history`], [`json::origins`] | [`json::ledger`] |
//! | plain text | | [`plain`] | | |
//!
//! ```
//! use resdiff::render::{csv, html, json};
//! use resdiff::{CompareOptions, compare, pair::Pair, read::read, source::DecodeOptions};
//!
//! let read = |text: &str| read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let texts = Pair::new("The General Assembly,\n\n1. Decides to rest.\n", "The General Assembly,\n\n1. Decides to go.\n");
//! let report = compare(texts.map(read), &CompareOptions::default());
//!
//! // Writers take any stream, and what is shown can be chosen.
//! let mut page = Vec::new();
//! html::write(&report, &html::PageOptions::default(), &mut page)?;
//! let mut table = Vec::new();
//! csv::report(&mut table, &report, &csv::CsvOptions::default())?;
//! let text = json::to_string(&json::report(&report), true);
//! assert!(text.contains("\"change\": \"reworded\""));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! [`messages`] has the words for all of them, [`genealogy_words`] and [`reasons`] those for histories and for why
//! paragraphs were matched.

pub mod csv;
#[cfg(feature = "docx")]
pub mod docx;
#[cfg(feature = "terminal")]
pub mod genealogy;
pub mod genealogy_words;
pub mod html;
pub mod json;
pub mod ledger;
pub mod markdown;
mod marked;
pub mod messages;
#[cfg(feature = "terminal")]
pub mod origins;
pub mod plain;
pub mod reasons;
#[cfg(feature = "terminal")]
pub mod terminal;
#[cfg(feature = "terminal")]
pub mod tree;
pub mod walk;

pub use walk::{Entry, Filter, Item, Portion, Segment, SegmentRole, Selection, walk};
