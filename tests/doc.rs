//! Word 97-2003 documents built byte by byte: both kinds of pieces, notes, fields, tables; broken ones give errors.
#![cfg(feature = "doc")]

#[path = "word/marks.rs"]
mod marks;

use marks::with_marks;
use resdiff::source::{Block, DecodeOptions, SourceText, decode};
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

/// Holds what a document is made of.
#[derive(Default)]
struct Doc<'t> {
    main: &'t str,
    /// The texts of the notes; their references are the characters U+0002 of the main text.
    notes: &'t [&'t str],
    heads: &'t str,
    /// Stores the text in 16 bits a character.
    wide: bool,
    flags: u16,
}

impl Doc<'_> {
    /// Lays the streams out: header, text, and the tables that say where what is.
    fn bytes(&self) -> Vec<u8> {
        let notes: String = self.notes.iter().map(|note| format!("{note}\r")).collect();
        let texts = [self.main, &notes, self.heads];
        let lengths = texts.map(|text| u32::try_from(text.encode_utf16().count()).expect("tests are short"));
        let all: Vec<u16> = texts.concat().encode_utf16().chain([0x0D]).collect();
        let mut stream = vec![0u8; 2048];
        let put16 = |stream: &mut Vec<u8>, at: usize, n: u16| stream[at..at + 2].copy_from_slice(&n.to_le_bytes());
        let put32 = |stream: &mut Vec<u8>, at: usize, n: u32| stream[at..at + 4].copy_from_slice(&n.to_le_bytes());
        put16(&mut stream, 0, 0xA5EC);
        put16(&mut stream, 2, 0xC1);
        put16(&mut stream, 0x0A, self.flags);
        for (at, length) in [76, 80, 84].into_iter().zip(lengths) {
            put32(&mut stream, at, length);
        }
        let place = if self.wide { 2048 } else { 0x4000_0000 | (2048 * 2) };
        if self.wide {
            stream.extend(all.iter().flat_map(|unit| unit.to_le_bytes()));
        } else {
            let text = String::from_utf16_lossy(&all);
            let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
            assert!(!lost, "the text fits the encoding");
            stream.extend_from_slice(&bytes);
        }
        let mut tables = vec![0u8; 16];
        let mut add = |stream: &mut Vec<u8>, index: usize, bytes: &[u8]| {
            put32(stream, 154 + index * 8, u32::try_from(tables.len()).expect("tests are short"));
            put32(stream, 158 + index * 8, u32::try_from(bytes.len()).expect("tests are short"));
            tables.extend_from_slice(bytes);
        };
        let count = u32::try_from(all.len()).expect("tests are short");
        let words = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
        let pieces = [words(&[0, count]), vec![0, 0], words(&[place]), vec![0, 0]].concat();
        let size = u32::try_from(pieces.len()).expect("tests are short");
        add(&mut stream, 33, &[vec![2], words(&[size]), pieces].concat());
        let references = self.main.encode_utf16().enumerate().filter(|(_, unit)| *unit == 2);
        let references: Vec<u32> = references.map(|(at, _)| u32::try_from(at).expect("tests are short")).collect();
        if !references.is_empty() {
            let mut at = 0;
            let mut starts = vec![0];
            for note in self.notes {
                at += u32::try_from(note.encode_utf16().count() + 1).expect("tests are short");
                starts.push(at);
            }
            let counted: Vec<u8> = references.iter().flat_map(|_| [1, 0]).collect();
            add(&mut stream, 2, &[words(&references), words(&[lengths[0]]), counted].concat());
            add(&mut stream, 3, &[words(&starts), words(&[at + 1])].concat());
        }
        if !self.heads.is_empty() {
            add(&mut stream, 11, &words(&[0, 0, 0, 0, 0, 0, 0, lengths[2], lengths[2]]));
        }
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory does not fail");
        for (name, bytes) in [("WordDocument", stream), ("0Table", tables)] {
            file.create_stream(name).and_then(|mut to| to.write_all(&bytes)).expect("memory does not fail");
        }
        file.into_inner().into_inner()
    }
}

fn read(doc: &Doc<'_>) -> SourceText {
    decode(&doc.bytes(), &DecodeOptions::default()).expect("it is a readable document")
}

fn show(block: &Block) -> String {
    with_marks(&block.text, &block.marks)
}

#[track_caller]
fn check(main: &str, expected: &[&str]) {
    for wide in [false, true] {
        let source = read(&Doc { main, wide, ..Doc::default() });
        assert_eq!(source.blocks.iter().map(show).collect::<Vec<_>>(), expected, "wide: {wide}");
    }
}

#[test]
fn both_kinds_of_pieces_give_the_same_text() {
    check(
        "“Recalling” its résumé – 5\u{a0}€,\r\r1.\tDecides…\r",
        &["“Recalling” its résumé – 5\u{a0}€,", "1.\tDecides…"],
    );
}

#[test]
fn signs_of_the_format_are_read_or_dropped() {
    check(
        "co\u{1e}oper\u{1f}ation\u{1}\u{8}\rFifty-fourth session\u{b}Agenda item 99 (e)\r\u{c}Next page\r",
        &["co\u{2011}operation", "Fifty-fourth session", "Agenda item 99 (e)", "Next page"],
    );
}

#[test]
fn results_of_fields_are_read_and_their_instructions_are_not() {
    check("see \u{13} HYPERLINK \"x\" \u{14}A/54/1\u{15} and \u{13} PAGE \u{15}end\r", &["see A/54/1 and end"]);
    check("\u{13} never ended\rThe text goes on.\r", &["The text goes on."]);
}

#[test]
fn characters_beyond_the_first_plane_take_two_units() {
    let source = read(&Doc { main: "a 𝄞 b\r", wide: true, ..Doc::default() });
    assert_eq!(source.blocks[0].text, "a 𝄞 b");
}

#[test]
fn notes_stand_at_their_references_and_heads_apart() {
    let source = read(&Doc {
        main: "adopted at Cairo,\u{2} and again\u{2}\rEnd.\r",
        notes: &["\u{2} See A/54/1.", "\u{2}\tIbid."],
        heads: "A/RES/54/212\r",
        ..Doc::default()
    });
    assert_eq!(source.blocks.iter().map(show).collect::<Vec<_>>(), ["adopted at Cairo,[^1] and again[^2]", "End."]);
    let notes: Vec<(&str, &str)> = source.notes.iter().map(|n| (n.label.as_str(), n.text.as_str())).collect();
    assert_eq!(notes, [("1", "See A/54/1."), ("2", "Ibid.")]);
    assert_eq!(source.furniture.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["A/RES/54/212"]);
}

#[test]
fn files_without_text_are_named() {
    let error = |bytes: &[u8]| decode(bytes, &DecodeOptions::default()).expect_err("it has no text").to_string();
    let encrypted = Doc { main: "x\r", flags: 0x0100, ..Doc::default() }.bytes();
    assert_eq!(error(&encrypted), "the Word 97-2003 document is protected by a password");
    let empty = Doc { main: "\r \r", ..Doc::default() }.bytes();
    assert_eq!(error(&empty), "the Word 97-2003 document has no text");
    let whole = Doc { main: "x\r", ..Doc::default() }.bytes();
    assert!(error(&whole[..whole.len() * 2 / 3]).starts_with("the Word 97-2003 document cannot be read"));
}

#[test]
fn no_bytes_make_it_fail_or_linger() {
    let text = "1.\tRecalling its resolution 52/189,\u{2}\r".repeat(40);
    let notes: Vec<&str> = vec!["\u{2} Note."; 40];
    let bytes = Doc { main: &text, notes: &notes, heads: "Head\r", ..Doc::default() }.bytes();
    // A simple generator, so that a failure can be repeated.
    let mut state = 12345u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits fit") % below
    };
    let started = Instant::now();
    for round in 0..1500 {
        let mut broken = bytes.clone();
        for _ in 0..=random(6) {
            let at = random(broken.len());
            broken[at] = [0, 0xFF, 0x80, 1][random(4)];
        }
        if round % 5 == 0 {
            broken.truncate(random(bytes.len()));
        }
        let _ = decode(&broken, &DecodeOptions::default());
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}
