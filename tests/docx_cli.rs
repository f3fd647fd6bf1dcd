//! Tracked changes on the command line: written, read again in either state, the two states compared.
#![cfg(all(feature = "docx", feature = "cli"))]

#[path = "word/house.rs"]
mod house;
mod word;

use resdiff::resolution::parse;
use resdiff::source::{DecodeOptions, decode};
use std::fs;
use std::io::Read;

fn resdiff(arguments: &[&str]) -> (i32, String, String) {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("resdiff");
    let output = command.args(arguments).env("COLUMNS", "80").output().expect("the program is built and runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("no signal ended it"), text(output.stdout), text(output.stderr))
}

#[test]
fn tracked_changes_are_written_and_read_again() {
    let directory = tempfile::tempdir().expect("there is room for files");
    let path = |name: &str| directory.path().join(name).display().to_string();
    let sample = |file: &str| format!("{}/samples/verb-strengthened/{file}.txt", env!("CARGO_MANIFEST_DIR"));
    let (earlier, later) = (sample("earlier"), sample("later"));
    let (one, two) = (path("one.docx"), path("two.docx"));
    for out in [&one, &two] {
        let given = ["--author", "Delegation of <Tuvalu>", "--date", "2026-11-24", "--comments", "--moves", "native"];
        let (status, _, complaint) = resdiff(&[&[&earlier, &later, "-o", out], &given[..]].concat());
        assert_eq!(status, 1, "{complaint}");
    }
    assert_eq!(fs::read(&one).expect("it was written"), fs::read(&two).expect("it was written"), "the same bytes");

    let same = |with: &str, state: &str| resdiff(&[with, &one, "--revisions", state]).0;
    assert_eq!([same(&earlier, "original"), same(&later, "final")], [0, 0], "each state is its text");
    assert_eq!([same(&earlier, "final"), same(&later, "original")], [1, 1], "and not the other");

    let (status, by_states, _) = resdiff(&[&one, "--revisions", "--format", "json"]);
    let (_, by_files, _) = resdiff(&[&earlier, &later, "--format", "json"]);
    let links = |text: &str| {
        let report: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
        report["links"].clone()
    };
    assert_eq!(status, 1);
    assert_eq!(links(&by_states), links(&by_files), "the two states differ as the two files do");
}

#[test]
fn a_word_document_is_revised_and_keeps_its_styles() {
    let directory = tempfile::tempdir().expect("there is room for files");
    let path = |name: &str| directory.path().join(name).display().to_string();
    let sample = |file: &str| format!("{}/samples/verb-strengthened/{file}.txt", env!("CARGO_MANIFEST_DIR"));
    let (earlier, later) = (sample("earlier"), sample("later"));
    let parsed =
        parse(decode(&fs::read(&earlier).expect("it is there"), &DecodeOptions::default()).expect("it is text"));
    fs::write(path("earlier.docx"), house::document(&parsed.value)).expect("there is room for files");
    let style = |file: &str| {
        let bytes = fs::read(path(file)).expect("it was written");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is an archive");
        let mut text = String::new();
        archive.by_name("word/styles.xml").expect("it is there").read_to_string(&mut text).expect("it is text");
        text
    };

    let (status, _, complaint) = resdiff(&[&path("earlier.docx"), &later, "-o", &path("tracked.docx")]);
    assert_eq!((status, complaint.as_str()), (1, ""));
    assert_eq!(style("tracked.docx"), style("earlier.docx"));
    let same = |with: &str, state: &str| resdiff(&[with, &path("tracked.docx"), "--revisions", state]).0;
    assert_eq!([same(&path("earlier.docx"), "original"), same(&later, "final")], [0, 0], "each state is its text");

    // A document with tracked changes as the earlier text: they are settled, and that is told.
    let (status, _, complaint) = resdiff(&[&path("tracked.docx"), &earlier, "-o", &path("back.docx")]);
    assert_eq!(status, 1);
    assert!(complaint.contains("tracked in it are accepted in the output"), "{complaint}");
    assert_eq!(resdiff(&[&later, &path("back.docx"), "--revisions", "original"]).0, 0);
    // The input is never the output.
    let (status, _, complaint) = resdiff(&[&path("earlier.docx"), &later, "-o", &path("earlier.docx")]);
    assert_eq!(status, 2, "{complaint}");

    // A batch revises as well.
    fs::write(path("pairs.csv"), format!("earlier.docx,{later},pair\n")).expect("there is room for files");
    let (status, _, complaint) = resdiff(&["batch", &path("pairs.csv"), "-o", &path("reports"), "--format", "docx"]);
    assert!(status < 2, "{complaint}");
    assert_eq!(style("reports/pair.docx"), style("earlier.docx"));
}

#[test]
fn what_cannot_be_done_is_told() {
    let file = format!("{}/samples/identical/earlier.txt", env!("CARGO_MANIFEST_DIR"));
    let check = |arguments: &[&str], said: &str| {
        let (status, _, complaint) = resdiff(arguments);
        assert_eq!(status, 2);
        assert!(complaint.contains(said), "{complaint}");
    };
    check(&[&file, "--revisions", "final"], "a second file is missing");
    check(&[&file, &file, "--revisions"], "compares the two states of one file");
    check(&["ledger", &file, &file, "--revisions"], "possible values: final, original");
    check(&[&file, &file, "--date", "24 November", "-o", "x.docx"], "2026-01-31");
}
