//! A file to what must hold of its text and structure: reading is repeatable and loses nothing.

use super::letters::{kept_text, plain_figure};
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::json;
use resdiff::resolution::{Resolution, parse};
use resdiff::source::{DecodeError, DecodeOptions, Format, SourceText, decode};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a file and checks what was read; `None` where it holds no text, which is no fault.
pub fn check_file(bytes: &[u8], options: &DecodeOptions) -> Option<Parsed<Resolution>> {
    let source = match decode(bytes, options) {
        Ok(source) => source,
        Err(DecodeError::Structured) => return check_json(bytes, options),
        Err(_) => return None,
    };
    assert_eq!(decode(bytes, options).ok().as_ref(), Some(&source), "decoding twice");
    for block in &source.blocks {
        block.italics.iter().for_each(|span| {
            let _ = span.of(&block.text);
        });
        block.marks.iter().for_each(|mark| assert!(block.text.is_char_boundary(mark.at), "{mark:?} of {block:?}"));
    }
    // A text with zero bytes is read as UTF-16, even where it is UTF-8 too.
    if source.format == Format::Plain
        && !bytes.contains(&0)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        covers(text.chars(), source_text(&source).chars(), "decoding");
    }
    let parsed = parse(source.clone());
    no_text_is_lost(&source, &parsed.value);
    well_formed(&parsed.value);
    assert_eq!(parse(source), parsed, "parsing twice");
    Some(parsed)
}

/// Reads two plain texts with a zero byte between them.
pub fn two_texts(text: &str) -> Option<Pair<Parsed<Resolution>>> {
    let (earlier, later) = text.split_once('\0')?;
    let plain = DecodeOptions { format: Some(Format::Plain), ..DecodeOptions::default() };
    let read = |text: &str| read(text.as_bytes(), None, &plain).ok();
    Some(Pair::new(read(earlier)?, read(later)?))
}

/// JSON of the program is taken as it is: it may say anything, but what was read from it is written and read again.
fn check_json(bytes: &[u8], options: &DecodeOptions) -> Option<Parsed<Resolution>> {
    let parsed = read(bytes, None, options).ok()?;
    well_formed(&parsed.value);
    let written = json::to_string(&json::resolution(&parsed), false);
    let again = read(written.as_bytes(), None, &DecodeOptions::default()).expect("what was written is read");
    assert_eq!(again.value, parsed.value, "JSON that was read is written otherwise");
    Some(parsed)
}

fn source_text(source: &SourceText) -> String {
    let blocks = source.blocks.iter().flat_map(|block| {
        [block.label.as_deref().unwrap_or_default(), &block.text]
            .into_iter()
            .chain(block.marks.iter().map(|m| &*m.label))
    });
    let notes = source.notes.iter().flat_map(|note| [&*note.label, &*note.text]);
    blocks.chain(notes).chain(source.furniture.iter().map(|f| &*f.text)).collect()
}

fn no_text_is_lost(source: &SourceText, resolution: &Resolution) {
    covers(source_text(source).chars(), kept_text(resolution).chars(), "parsing");
}

/// Counts letters and figures, whatever their order and case: none may be rarer in what was kept. A raised figure is a
/// figure.
fn covers(source: impl Iterator<Item = char>, kept: impl Iterator<Item = char>, step: &str) {
    let plain = |c: char| plain_figure(c).to_ascii_lowercase();
    let mut left: BTreeMap<char, i64> = BTreeMap::new();
    source.filter(|c| c.is_alphanumeric()).for_each(|c| *left.entry(plain(c)).or_default() += 1);
    kept.filter(|c| c.is_alphanumeric()).for_each(|c| *left.entry(plain(c)).or_default() -= 1);
    left.retain(|_, count| *count > 0);
    assert!(left.is_empty(), "{step} lost {left:?}");
}

fn well_formed(resolution: &Resolution) {
    let mut ids = BTreeSet::new();
    for (index, paragraph) in resolution.paragraphs.iter().enumerate() {
        let text = &paragraph.text;
        assert!(ids.insert(&paragraph.id), "{} twice", paragraph.id);
        assert!(paragraph.parent.is_none_or(|parent| parent < index), "{} under a later one", paragraph.id);
        assert!(paragraph.heading.is_none_or(|heading| heading < index), "{} heads an earlier one", paragraph.id);
        assert!(paragraph.resumes.is_none_or(|other| other < index), "{} resumes a later one", paragraph.id);
        paragraph.opening.iter().for_each(|opening| {
            let _ = opening.span.of(text);
        });
        paragraph.inner.iter().for_each(|verb| assert!(!verb.span.of(text).is_empty()));
        for mark in &paragraph.marks {
            assert!(text.is_char_boundary(mark.at), "a mark inside a character of {}", paragraph.id);
        }
    }
}
