//! Bytes of a file of any format to its text and structure.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use resdiff::source::DecodeOptions;

fuzz_target!(|bytes: &[u8]| {
    if let Some(parsed) = invariants::check_file(bytes, &DecodeOptions::default()) {
        invariants::check_text(&parsed);
    }
});
