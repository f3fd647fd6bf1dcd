//! The same bytes on every run, on any number of threads, in any language, time zone and directory: every command in every
//! format.

use super::{Desk, finish, resdiff, sample};
use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is around a run: threads, language, time zone, directory. Every process has another seed for its hash tables.
type Around = (&'static str, &'static str, &'static str, &'static str);

const SURROUNDINGS: [Around; 5] = [
    ("1", "C", "UTC", "/"),
    ("2", "tr_TR.UTF-8", "Asia/Kathmandu", env!("CARGO_MANIFEST_DIR")),
    ("8", "de_DE.ISO-8859-1", "America/St_Johns", "/"),
    ("5", "ja_JP.UTF-8", "Pacific/Kiritimati", env!("CARGO_MANIFEST_DIR")),
    ("5", "C", "UTC", "/"),
];

fn command_in((threads, language, zone, directory): Around, arguments: &[&str]) -> Command {
    let mut command = resdiff(arguments);
    command.env("RAYON_NUM_THREADS", threads).env("LC_ALL", language).env("LANG", language).env("TZ", zone);
    command.current_dir(directory);
    command
}

fn run_in(around: Around, arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let output = command_in(around, arguments).output().expect("the program runs");
    let status = output.status.code().expect("no signal ended it");
    (status, output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Gives what a command prints, which must be the same each time.
#[track_caller]
fn check(arguments: &[&str]) {
    let first = run_in(SURROUNDINGS[0], arguments);
    assert!(first.0 < 2 && !first.1.is_empty(), "{arguments:?}: {}", first.2);
    for around in &SURROUNDINGS[1..] {
        assert!(run_in(*around, arguments) == first, "{arguments:?} gives something else in {around:?}");
    }
}

/// A folder of all samples under names that tell their pair.
fn collection(desk: &Desk) -> String {
    let folder = desk.path("texts");
    fs::create_dir(&folder).expect("there is room for a directory");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for entry in fs::read_dir(samples).expect("samples are there").flatten() {
        for side in ["earlier", "later"] {
            let name = format!("{}-{side}.txt", entry.file_name().to_string_lossy());
            let _ = fs::copy(entry.path().join(format!("{side}.txt")), Path::new(&folder).join(name));
        }
    }
    folder
}

/// Every file of a folder by its name. Hidden ones are passed over: the journal of a batch has the order of time.
fn files(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten();
    let entries = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    let read = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a report can be read"))
    };
    entries.map(read).collect()
}

#[test]
fn comparisons_repeat() {
    let (earlier, later) = sample("long-gap");
    for format in ["terminal", "json", "html", "markdown", "docx", "csv"] {
        check(&[&earlier, &later, "--format", format]);
    }
    for more in [&["--summary"][..], &["--explain"], &["-y", "--width", "160"], &["--full", "--color", "always"]] {
        check(&[&[&*earlier, &later], more].concat());
    }
    for more in [&["-f", "terminal"][..], &["-f", "json"], &["--text"]] {
        check(&[&["parse", &later], more].concat());
    }
    let (_, third) = sample("rolled-over");
    for format in ["terminal", "json", "html", "csv"] {
        check(&["history", &earlier, &later, &third, "--format", format]);
        check(&["blame", &later, "--versions", &earlier, "--format", format]);
    }
    for format in ["terminal", "json", "csv"] {
        check(&["ledger", &earlier, &later, "--format", format]);
    }
}

#[test]
fn where_files_lie_does_not_show() {
    let (earlier, _) = sample("long-gap");
    let directory = Path::new(&earlier).parent().expect("it is in a directory");
    let forms: [(&[&str], &[&str]); 5] = [
        (&["earlier.txt", "later.txt"], &["terminal", "json", "html", "markdown", "docx", "csv"]),
        (&["history", "earlier.txt", "later.txt"], &["terminal", "json", "html", "csv"]),
        (&["blame", "later.txt", "--versions", "earlier.txt"], &["terminal", "json", "html", "csv"]),
        (&["ledger", "earlier.txt", "later.txt"], &["terminal", "json", "csv"]),
        (&["origin", "later.txt", "--corpus", "."], &["terminal", "json"]),
    ];
    for (arguments, formats) in forms {
        for format in formats {
            let from = |place: &Path, prefix: &str| {
                let is_file = |word: &str| word.contains('.');
                let named = |word: &&str| if is_file(word) { format!("{prefix}{word}") } else { (*word).to_owned() };
                let mut command = resdiff(&[]);
                command.args(arguments.iter().map(named)).args(["-f", format]).current_dir(place);
                command.output().expect("the program runs").stdout
            };
            let whole = from(Path::new("/"), &format!("{}/", directory.display()));
            assert!(!whole.is_empty(), "{arguments:?} {format}");
            assert!(from(directory, "") == whole && from(directory, "./") == whole, "{arguments:?} {format}");
        }
    }
}

#[test]
fn batches_repeat() {
    let desk = Desk::new();
    let folder = collection(&desk);
    for format in ["terminal", "json", "html", "markdown", "docx", "csv"] {
        let ran = |around: Around, jobs: &[&str]| {
            let out = desk.path("reports");
            let arguments = [&["batch", &folder, "--format", format, "-o", &out], jobs].concat();
            let ran = finish(command_in(around, &arguments));
            let found = files(&out);
            fs::remove_dir_all(&out).expect("it was made");
            assert!(found.len() > 20, "{format}: {} files; {}", found.len(), ran.err);
            (ran.status, ran.err, found)
        };
        let first = ran(SURROUNDINGS[0], &[]);
        for around in &SURROUNDINGS[1..3] {
            assert!(ran(*around, &[]) == first, "{format}: {around:?}");
        }
        assert!(ran(SURROUNDINGS[0], &["--jobs", "5"]) == first, "{format}: five jobs");
    }
    check(&["batch", &folder, "--dry-run"]);
}

#[test]
fn origins_repeat() {
    let desk = Desk::new();
    let folder = collection(&desk);
    let (_, draft) = sample("long-gap");
    for format in ["terminal", "json"] {
        check(&["origin", &draft, "--corpus", &folder, "--format", format, "--quiet"]);
    }
    let index = |around: Around| {
        let index = desk.path("index");
        let ran = run_in(around, &["origin", &draft, "--corpus", &folder, "--index", &index, "-q"]);
        assert_eq!(ran.0, 0, "{}", ran.2);
        let bytes = fs::read(&index).expect("it was kept");
        fs::remove_file(&index).expect("it was kept");
        (ran, bytes)
    };
    let first = index(SURROUNDINGS[0]);
    for around in &SURROUNDINGS[1..3] {
        assert!(index(*around) == first, "the index is another one in {around:?}");
    }
}
