//! A change report to bytes, one format a module; all formats for people consume one [`walk()`] over the report.

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
