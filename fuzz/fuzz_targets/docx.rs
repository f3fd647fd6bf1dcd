//! The XML of the main part of a Word document, packed here, to its text and structure in both states.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;
#[path = "../../tests/word/mod.rs"]
mod word;

use libfuzzer_sys::fuzz_target;
use resdiff::source::{DecodeOptions, Format, Revisions};

fuzz_target!(|xml: &str| {
    let packed = word::pack(&[("word/document.xml", xml)]);
    for revisions in [Revisions::Final, Revisions::Original] {
        let options = DecodeOptions { format: Some(Format::Docx), revisions, ..DecodeOptions::default() };
        if let Some(parsed) = invariants::check_file(&packed, &options) {
            invariants::check_text(&parsed);
        }
    }
});
