//! Two texts, a zero byte between them, to everything that a report is written as.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use invariants::two_texts;
use libfuzzer_sys::fuzz_target;
use resdiff::compare;

fuzz_target!(|text: &str| {
    if let Some(texts) = two_texts(text) {
        invariants::check_report(&compare(texts, &Default::default()));
    }
});
