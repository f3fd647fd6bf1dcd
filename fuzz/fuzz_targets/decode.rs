//! Bytes of a file to its blocks: returns for every input, and the same twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use resdiff::source::{DecodeOptions, decode};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = decode(bytes, &DecodeOptions::default()) else { return };
    for block in &source.blocks {
        block.italics.iter().for_each(|span| assert!(span.of(&block.text).len() <= block.text.len()));
        assert!(block.marks.iter().all(|mark| block.text.is_char_boundary(mark.at)));
    }
    assert_eq!(decode(bytes, &DecodeOptions::default()).ok(), Some(source));
});
