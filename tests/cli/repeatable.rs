//! The same bytes on every run and on any number of threads: comparisons, batches and origins, in every format.

use super::{Desk, finish, resdiff, sample};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Runs with so many threads, in a directory whose place does not show.
fn on_threads(threads: usize, arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let mut command = resdiff(arguments);
    let output = command.env("RAYON_NUM_THREADS", threads.to_string()).output().expect("the program runs");
    let status = output.status.code().expect("no signal ended it");
    (status, output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
}

const THREADS: [usize; 4] = [1, 2, 5, 5];

/// Gives what a command prints, which must be the same each time.
#[track_caller]
fn check(arguments: &[&str]) {
    let first = on_threads(THREADS[0], arguments);
    assert!(first.0 < 2 && !first.1.is_empty(), "{arguments:?}: {}", first.2);
    for threads in &THREADS[1..] {
        assert!(on_threads(*threads, arguments) == first, "{arguments:?} gives something else on {threads} threads");
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
    let (_, third) = sample("rolled-over");
    for format in ["terminal", "json", "html"] {
        check(&["history", &earlier, &later, &third, "--format", format]);
        check(&["blame", &later, "--versions", &earlier, "--format", format]);
    }
    for format in ["terminal", "json", "csv"] {
        check(&["ledger", &earlier, &later, "--format", format]);
    }
}

#[test]
fn batches_repeat() {
    let desk = Desk::new();
    let folder = collection(&desk);
    for format in ["terminal", "json", "html", "markdown", "docx", "csv"] {
        let ran = |threads: usize, jobs: &[&str]| {
            let out = desk.path("reports");
            let arguments = [&["batch", &folder, "--format", format, "-o", &out], jobs].concat();
            let mut command = resdiff(&arguments);
            command.env("RAYON_NUM_THREADS", threads.to_string());
            let ran = finish(command);
            let found = files(&out);
            fs::remove_dir_all(&out).expect("it was made");
            assert!(found.len() > 20, "{format}: {} files; {}", found.len(), ran.err);
            (ran.status, ran.err, found)
        };
        let first = ran(1, &[]);
        assert!(ran(2, &[]) == first, "{format}: two threads");
        assert!(ran(5, &[]) == first, "{format}: five threads");
        assert!(ran(1, &["--jobs", "5"]) == first, "{format}: five jobs");
    }
}

#[test]
fn origins_repeat() {
    let desk = Desk::new();
    let folder = collection(&desk);
    let (_, draft) = sample("long-gap");
    for format in ["terminal", "json"] {
        check(&["origin", &draft, "--corpus", &folder, "--format", format, "--quiet"]);
    }
    let index = |threads: usize| {
        let index = desk.path("index");
        let ran = on_threads(threads, &["origin", &draft, "--corpus", &folder, "--index", &index, "-q"]);
        assert_eq!(ran.0, 0, "{}", ran.2);
        let bytes = fs::read(&index).expect("it was kept");
        fs::remove_file(&index).expect("it was kept");
        (ran, bytes)
    };
    let first = index(1);
    for threads in [2, 5] {
        assert!(index(threads) == first, "the index is another one on {threads} threads");
    }
}
