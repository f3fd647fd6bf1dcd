//! What is beyond a limit is told, with the flag that raises it; with the flag it is read.

use super::{Desk, TEXT, check_trouble, run};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory does not fail");
    packed.finish().expect("memory does not fail")
}

/// A text of so many paragraphs, the organ line included.
fn text_of(paragraphs: usize) -> String {
    let numbered: String = (1..paragraphs).map(|n| format!("{n}. Urges States;\n\n")).collect();
    format!("The General Assembly,\n\n{numbered}")
}

/// Every command that reads a text refuses what is beyond a limit and names the flag; with the flag it reads.
#[track_caller]
fn check(file: &str, text: &str, said: &str, flag: [&str; 2], low: [&str; 2]) {
    let commands: [&[&str]; 6] = [
        &[file, text],
        &["parse", file],
        &["ledger", text, file],
        &["history", text, file],
        &["blame", text, "--versions", file],
        &["origin", file, "--corpus", text],
    ];
    for command in commands {
        check_trouble(&[command, &low].concat(), &[file, said, flag[0]]);
        let ran = run(&[command, &flag].concat());
        assert!(!ran.err.contains(said), "{command:?}: {}", ran.err);
    }
}

#[test]
fn a_long_text_is_read_when_asked_for() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let long = desk.put("long.txt", text_of(400));
    check(&long, &text, "the text has more than 1 KiB", ["--max-size", "64K"], ["--max-size", "1K"]);
    let packed = desk.put("long.txt.gz", gzip(text_of(400).as_bytes()));
    check(&packed, &text, "the file unpacks to more than 1 KiB", ["--max-size", "64K"], ["--max-size", "1k"]);
}

#[test]
fn many_paragraphs_are_read_when_asked_for() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let many = desk.put("many.txt", text_of(120));
    let said = "the text has 120 paragraphs, more than 100";
    check(&many, &text, said, ["--max-paragraphs", "120"], ["--max-paragraphs", "100"]);
}

#[test]
fn the_usual_limits_are_those_of_the_documentation() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let big = desk.path("big.txt");
    let made = fs::File::create(&big).and_then(|file| file.set_len((1 << 30) + 1));
    made.expect("a file of holes takes no room");
    check_trouble(&[&big, &text], &[&big, "more than 1 GiB", "cut it", "--max-size 2G"]);
    let many = desk.put("many.txt", text_of(20_001));
    check_trouble(&[&many, &text], &[&many, "20001 paragraphs", "more than 20000", "cut it", "--max-paragraphs 20001"]);
    let bomb = desk.put("bomb.txt.gz", gzip(&vec![b' '; 65 << 20]));
    check_trouble(&[&bomb, &text], &[&bomb, "unpacks to more than 64 MiB", "--max-size 128M"]);
}

#[test]
fn one_text_too_long_does_not_stop_a_batch() {
    let desk = Desk::new();
    desk.put("a.txt", TEXT);
    desk.put("b.txt", TEXT.replace("every public well", "every spring").replace("60/901", "62/901"));
    desk.put("c.txt", text_of(50));
    let out = tempfile::TempDir::new().expect("there is room for a directory");
    let out = out.path().display().to_string();
    let directory = desk.path("");
    let ran = run(&["batch", &directory, "-o", &out, "--max-paragraphs", "40"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("c.txt: the text has 50 paragraphs, more than 40"), "{}", ran.err);
    assert!(ran.err.contains("--max-paragraphs 50") && ran.err.contains("1 pair compared"), "{}", ran.err);
}

#[test]
fn a_size_that_is_none_is_refused() {
    for wrong in ["0", "big", "1.5G", "-1"] {
        let ran = run(&["parse", "x", &format!("--max-size={wrong}")]);
        assert!(ran.status == 2 && ran.err.contains("500K, 200M or 2G"), "{wrong}: {}", ran.err);
    }
}
