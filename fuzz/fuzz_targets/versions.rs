//! Two texts, a zero byte between them, to the history of three versions, the origins of words, and an index.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use invariants::two_texts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(texts) = two_texts(text) {
        invariants::check_versions(&[&texts.earlier, &texts.later, &texts.earlier]);
    }
});
