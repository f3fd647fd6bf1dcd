//! Folders, manifests and corpora compared as a whole; collections searched for the origin of a draft.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

mod schemas;

fn text(number: &str, title: &str, operative: &str) -> String {
    format!(
        "A/RES/{number}\n\n{number}. {title}\n\nThe General Assembly,\n\nNoting the keepers of small harbours,\n\n{operative}\n"
    )
}

fn resdiff(arguments: &[&str], directory: &Path) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("resdiff")
        .expect("the program is built")
        .current_dir(directory)
        .args(arguments)
        .output()
        .expect("it runs");
    schemas::check_output(&arguments.join(" "), &output.stdout);
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), words(&output.stdout), words(&output.stderr))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).expect("it is new");
    let write = |name: &str, text: String| fs::write(texts.join(name), text).expect("it can be written");
    write(
        "a70.txt",
        text("70/901", "Lamps", "1. Invites States to light lamps;\n\n2. Decides to remain seized of the matter."),
    );
    write(
        "a72.txt",
        text("72/901", "Lamps", "1. Urges States to light lamps;\n\n2. Decides to remain seized of the matter."),
    );
    write("b70.txt", text("70/902", "Bells", "1. Invites States to ring bells."));
    write("broken.docx", "PK\u{3}\u{4}word/document.xml".to_owned());
    folder
}

#[test]
fn a_folder_gives_a_report_a_pair_and_a_summary() {
    let folder = folder();
    let (status, shown, _) = resdiff(&["batch", "texts", "--dry-run"], folder.path());
    assert!(shown.contains("a70.txt → a72.txt  same title"), "{shown}");
    assert!(shown.contains("1 pairs") && status == Some(0));
    let (status, shown, told) = resdiff(&["batch", "texts", "-o", "out"], folder.path());
    assert_eq!((status, shown.as_str()), (Some(2), ""), "{told}");
    assert!(told.contains("broken.docx") && told.contains("1 could not be read"), "{told}");
    let report = fs::read_to_string(folder.path().join("out/a70__a72.json")).expect("the report is there");
    assert!(report.contains("\"strengthened\""));
    let summary = fs::read_to_string(folder.path().join("out/summary.csv")).expect("the summary is there");
    assert!(
        summary.lines().nth(1).is_some_and(|row| row.contains("A/RES/70/901,A/RES/72/901,Lamps,substantive")),
        "{summary}"
    );
    assert!(!folder.path().join("out/.resdiff-batch.jsonl").exists());
}

#[test]
fn a_manifest_names_the_pairs_and_an_interrupted_run_goes_on() {
    let folder = folder();
    let manifest = "earlier,later,name\ntexts/a70.txt,texts/a72.txt,lamps\ntexts/a70.txt,texts/missing.txt,gone\n";
    fs::write(folder.path().join("pairs.csv"), manifest).expect("it can be written");
    let (status, _, told) = resdiff(&["batch", "pairs.csv", "-o", "out", "--format", "markdown"], folder.path());
    assert_eq!(status, Some(2));
    assert!(told.contains("gone: ") && told.contains("there is no such file"), "{told}");
    let lamps = folder.path().join("out/lamps.md");
    fs::write(&lamps, "kept").expect("it can be written");
    fs::copy(folder.path().join("texts/a72.txt"), folder.path().join("texts/missing.txt")).expect("it can be copied");
    let (status, _, told) =
        resdiff(&["batch", "pairs.csv", "-o", "out", "--format", "markdown", "--resume"], folder.path());
    assert_eq!(status, Some(1), "{told}");
    assert_eq!(fs::read_to_string(&lamps).expect("it is there"), "kept");
    assert!(folder.path().join("out/gone.md").exists());
}

#[test]
fn what_makes_no_pairs_is_said() {
    let folder = folder();
    fs::write(folder.path().join("pairs.csv"), "only-one-column\n").expect("it can be written");
    let (status, _, told) = resdiff(&["batch", "pairs.csv", "-o", "out"], folder.path());
    assert_eq!(status, Some(2));
    assert!(told.contains("pairs.csv, line 1: a row needs two columns"), "{told}");
    fs::remove_file(folder.path().join("texts/a72.txt")).expect("it is there");
    let (status, _, told) = resdiff(&["batch", "texts", "-o", "out"], folder.path());
    assert_eq!(status, Some(2));
    assert!(told.contains("no two texts in it are versions of one another") && told.contains("manifest"), "{told}");
}

#[test]
fn the_origin_of_a_draft_is_found_and_the_index_kept() {
    let folder = folder();
    fs::remove_file(folder.path().join("texts/broken.docx")).expect("it is there");
    let draft = text(
        "79/L.9",
        "Lamps",
        "1. Urges States to light lamps;\n\n2. Commends the makers of foghorns for their patience.",
    );
    fs::write(folder.path().join("draft.txt"), draft).expect("it can be written");
    let arguments = ["origin", "draft.txt", "--corpus", "texts", "--index", "kept.index", "--width", "100"];
    let (status, first, told) = resdiff(&arguments, folder.path());
    assert_eq!(status, Some(0), "{told}");
    assert!(first.contains("OP 1 word for word A/RES/72/901 OP 1"), "{first}");
    assert!(first.contains("OP 2  no earlier language comes close"), "{first}");
    assert_eq!(resdiff(&arguments, folder.path()).1, first);
    fs::remove_file(folder.path().join("texts/a72.txt")).expect("it is there");
    let (_, after, told) = resdiff(&arguments, folder.path());
    assert!(told.contains("out of date") && !after.contains("word for word A/RES/72/901"), "{told}{after}");
}

#[test]
fn three_versions_make_a_history() {
    let folder = folder();
    let newest = text(
        "74/901",
        "Lamps",
        "1. Urges States to light lamps and lanterns;\n\n2. Decides to remain seized of the matter.",
    );
    fs::write(folder.path().join("a74.txt"), newest).expect("it can be written");
    let files = ["a74.txt", "texts/a70.txt", "texts/a72.txt"];
    let (status, matrix, told) = resdiff(&[&["history"], &files[..]].concat(), folder.path());
    assert_eq!(status, Some(0), "{told}");
    let row = matrix.lines().find(|line| line.starts_with("OP 1")).expect("the clause has a row");
    assert_eq!(row.split_whitespace().take(5).collect::<Vec<_>>(), ["OP", "1", "+", "~", "~"]);
    let (_, story, _) = resdiff(&[&["history", "--clause", "OP 1"], &files[..]].concat(), folder.path());
    assert!(story.contains("{+Urges+}") && story.contains("{+and lanterns+}"), "{story}");
    let (status, _, told) = resdiff(&[&["history", "--clause", "OP 9"], &files[..]].concat(), folder.path());
    assert!(status == Some(2) && told.contains("no clause is named OP 9"), "{told}");
    let blame = ["blame", "a74.txt", "--versions", "texts/a70.txt", "texts/a72.txt"];
    let (_, words, _) = resdiff(&blame, folder.path());
    assert!(words.contains("72/901 │ Urges") && words.contains("74/901 │ and lanterns"), "{words}");
}
