//! Structured diff of successive United Nations resolutions.
#![doc = ""]
pub mod align;
pub mod changes;
pub mod diagnostic;
pub mod pair;
pub mod resolution;
pub mod source;
pub mod span;
pub mod token;
