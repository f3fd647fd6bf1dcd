//! A plain text, whatever it looks like, to its structure.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use resdiff::source::{DecodeOptions, Format};

fuzz_target!(|text: &str| {
    let plain = DecodeOptions { format: Some(Format::Plain), ..DecodeOptions::default() };
    if let Some(parsed) = invariants::check_file(text.as_bytes(), &plain) {
        invariants::check_text(&parsed);
    }
});
