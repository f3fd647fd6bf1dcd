//! Two texts, a zero byte between them, to a report: each paragraph once, scripts that rebuild, a mirrored report.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use invariants::two_texts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(texts) = two_texts(text) {
        invariants::check_pair(texts.as_ref());
    }
});
