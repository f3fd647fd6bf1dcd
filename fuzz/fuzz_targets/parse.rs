//! A text to its paragraphs: ids are unique, spans and marks stand between characters, what is written is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use resdiff::read::read;
use resdiff::render::json;
use resdiff::source::{DecodeOptions, Format};
use std::collections::BTreeSet;

fuzz_target!(|text: &str| {
    let plain = DecodeOptions { format: Some(Format::Plain), ..DecodeOptions::default() };
    let Ok(parsed) = read(text.as_bytes(), None, &plain) else { return };
    let mut ids = BTreeSet::new();
    for (index, paragraph) in parsed.value.paragraphs.iter().enumerate() {
        assert!(ids.insert(&paragraph.id), "{} twice", paragraph.id);
        assert!(paragraph.parent.is_none_or(|parent| parent < index));
        assert!(paragraph.opening.iter().all(|o| paragraph.text.get(o.span.start..o.span.end).is_some()));
        assert!(paragraph.marks.iter().all(|mark| paragraph.text.is_char_boundary(mark.at)));
    }
    let written = json::to_string(&json::resolution(&parsed), false);
    let again = read(written.as_bytes(), None, &DecodeOptions::default()).expect("what is written is read");
    let texts = |parsed: &resdiff::diagnostic::Parsed<resdiff::resolution::Resolution>| {
        parsed.value.paragraphs.iter().map(|p| (p.id.clone(), p.text.clone())).collect::<Vec<_>>()
    };
    assert_eq!(texts(&again), texts(&parsed));
});
