//! The document with tracked changes in LibreOffice: accepting and rejecting all there gives what this reader reads.
//! Says so and passes where LibreOffice or its Python is missing.
#![cfg(feature = "docx")]

#[path = "word/pairs.rs"]
mod pairs;

use pairs::{report, samples, state};
use resdiff::pair::Side;
use resdiff::render::docx::{Moves, TrackedOptions, write};
use std::path::Path;
use std::process::Command;

/// Finds a Python that has LibreOffice's `uno`.
fn python() -> Option<&'static str> {
    let works = |program: &&str| {
        let found = Command::new(program).args(["-c", "import uno"]).output();
        found.is_ok_and(|output| output.status.success())
    };
    let office = Command::new("soffice").arg("--version").output();
    office.ok()?;
    ["python3", "/usr/bin/python3"].into_iter().find(works)
}

#[test]
fn libreoffice_accepts_and_rejects_to_the_same_two_texts() {
    let Some(python) = python() else {
        eprintln!("skipped: no `soffice`, or no Python with `uno`");
        return;
    };
    let directory = tempfile::tempdir().expect("there is room for files");
    let mut names = Vec::new();
    let mut files = Vec::new();
    let mut expected = Vec::new();
    for (name, pair) in samples() {
        let report = report(&pair);
        for moves in [Moves::Plain, Moves::Native] {
            let moved = report.changes.iter().any(|change| change.link.moved);
            if moves == Moves::Native && !moved {
                continue;
            }
            let options = TrackedOptions { moves, comments: true, ..TrackedOptions::default() };
            let bytes = write(&report, &options).expect("memory does not fail");
            let path = directory.path().join(format!("{}.docx", files.len()));
            std::fs::write(&path, &bytes).expect("there is room for files");
            names.push(format!("{name}, {moves:?}"));
            files.push(path);
            expected.push(bytes);
        }
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/word/accept_and_reject.py");
    let output = Command::new(python).arg(script).args(&files).output().expect("Python runs");
    let answer = String::from_utf8(output.stdout).expect("JSON is text");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(answer.lines().count(), files.len(), "{complaint}");
    let mut different = Vec::new();
    for ((name, bytes), line) in names.iter().zip(&expected).zip(answer.lines()) {
        let found: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        for (side, key) in [(Side::Earlier, "earlier"), (Side::Later, "later")] {
            let own = state(bytes, side);
            let texts: Vec<&str> = own.blocks.iter().map(|block| block.text.as_str()).collect();
            let list = |what: &str| -> Vec<String> {
                let values = found[key][what].as_array().expect("a list");
                values.iter().map(|value| value.as_str().unwrap_or_default().trim().to_owned()).collect()
            };
            let notes: Vec<&str> = own.notes.iter().map(|note| note.text.as_str()).collect();
            if list("paragraphs") != texts || list("notes") != notes || found[key]["left"] != false {
                let first = list("paragraphs").into_iter().zip(&texts).find(|(one, two)| one != *two);
                different.push(format!("{name}, {key}: {first:?}"));
            }
        }
    }
    assert_eq!(different, [""; 0]);
    eprintln!("{} documents compared", files.len());
}
