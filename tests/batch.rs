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

/// The summary of a batch, which obeys its schema.
fn read_summary(directory: &Path) -> serde_json::Value {
    let bytes = fs::read(directory.join("out/summary.json")).expect("the summary is there");
    let summary = serde_json::from_slice(&bytes).expect("it is JSON");
    assert_eq!(schemas::check("summary.json", &summary), "batch");
    for report in fs::read_dir(directory.join("out")).expect("it is there").flatten().map(|entry| entry.path()) {
        if report.extension().is_some_and(|ending| ending == "json") {
            schemas::check_output(&report.display().to_string(), &fs::read(&report).expect("it can be read"));
        }
    }
    summary
}

#[test]
fn a_folder_gives_a_report_a_pair_and_a_summary() {
    let folder = folder();
    let (status, shown, _) = resdiff(&["batch", "texts", "--dry-run"], folder.path());
    assert_eq!(shown, "Lamps\n    a70.txt → a72.txt\n1 pair in 1 series; 1 text without another version\n");
    assert_eq!(status, Some(2), "one file could not be read");
    let (status, shown, told) = resdiff(&["batch", "texts", "-o", "out"], folder.path());
    assert_eq!((status, shown.as_str()), (Some(2), ""), "{told}");
    assert!(told.contains("broken.docx") && told.contains("; 1 not read"), "{told}");
    let report = fs::read_to_string(folder.path().join("out/a70__a72.json")).expect("the report is there");
    assert!(report.contains("\"strengthened\""));
    let summary = fs::read_to_string(folder.path().join("out/summary.csv")).expect("the summary is there");
    assert!(
        summary.lines().nth(1).is_some_and(|row| row.contains("A/RES/70/901,A/RES/72/901,Lamps,substantive,4,4,")),
        "{summary}"
    );
    let summary = read_summary(folder.path());
    assert_eq!(summary["pairs"][0]["tie"], "title");
    assert!(summary["unread"][0].as_str().is_some_and(|text| text.contains("broken.docx")), "{summary}");
}

#[test]
fn files_are_taken_for_what_they_are_said_to_be() {
    let folder = folder();
    let (_, _, told) = resdiff(&["batch", "texts", "--dry-run"], folder.path());
    assert!(told.contains("broken.docx: the Word document cannot be read"), "{told}");
    let (_, _, told) = resdiff(&["batch", "texts", "--dry-run", "--from", "text"], folder.path());
    assert!(told.contains("broken.docx: nothing of a resolution was found"), "{told}");
}

#[test]
fn folders_in_a_folder_are_read_and_reports_are_no_texts() {
    let folder = folder();
    let texts = folder.path().join("texts");
    fs::remove_file(texts.join("broken.docx")).expect("it is there");
    fs::create_dir(texts.join("later")).expect("it is new");
    fs::rename(texts.join("a72.txt"), texts.join("later/a72.txt")).expect("it is there");
    for _ in 0..2 {
        let (status, _, told) = resdiff(&["batch", "texts", "-o", "texts/out"], folder.path());
        assert_eq!(status, Some(1), "{told}");
        assert!(told.starts_with("resdiff: 1 pair compared, 1 substantive; see"), "{told}");
    }
    assert!(texts.join("out/a70__a72.json").exists());
}

#[test]
fn a_manifest_names_the_pairs_and_a_later_run_does_only_what_is_new() {
    let folder = folder();
    let manifest =
        "earlier,later,name\ntexts/a70.txt,texts/a72.txt,lamps\nonly-one\ntexts/a70.txt,texts/missing.txt,gone\n";
    fs::write(folder.path().join("pairs.csv"), manifest).expect("it can be written");
    let run = |more: &[&str]| {
        let usual = ["batch", "pairs.csv", "-o", "out", "--format", "markdown"];
        resdiff(&[&usual[..], more].concat(), folder.path())
    };
    let (status, _, told) = run(&[]);
    assert_eq!(status, Some(2));
    assert!(told.contains("pairs.csv, line 3: the row does not name the later text"), "{told}");
    assert!(told.contains("gone: ") && told.contains("there is no such file"), "{told}");
    assert!(told.contains("1 pair compared, 1 substantive; 1 not compared; 1 not read"), "{told}");
    let summary = read_summary(folder.path());
    assert!(summary["pairs"][1]["trouble"].is_string() && summary["pairs"][1].get("added").is_none(), "{summary}");

    let lamps = folder.path().join("out/lamps.md");
    let is_kept = |expected: bool| {
        assert_eq!(fs::read_to_string(&lamps).expect("it is there") == "kept", expected);
        fs::write(&lamps, "kept").expect("it can be written");
    };
    fs::write(&lamps, "kept").expect("it can be written");
    let missing = folder.path().join("texts/missing.txt");
    fs::copy(folder.path().join("texts/a72.txt"), &missing).expect("it can be copied");
    let (_, _, told) = run(&["--resume"]);
    is_kept(true);
    assert!(folder.path().join("out/gone.md").exists(), "{told}");
    // The summary is that of all pairs, whoever compared them.
    assert_eq!(read_summary(folder.path())["verdicts"]["substantive"], 2);

    run(&["--resume", "--strict"]);
    is_kept(false);
    run(&["--resume", "--strict"]);
    is_kept(true);
    let later = folder.path().join("texts/a72.txt");
    let text = fs::read_to_string(&later).expect("it is there").replace("lamps;", "all lamps;");
    fs::write(&later, text).expect("it can be written");
    run(&["--resume", "--strict"]);
    is_kept(false);
    // A line that was cut off is no reason to lose the others, nor is it to be lost itself.
    let journal = folder.path().join("out/.resdiff-batch.jsonl");
    let lines = fs::read_to_string(&journal).expect("it is there");
    fs::write(&journal, format!("{lines}{}", &lines[..40])).expect("it can be written");
    run(&["--resume", "--strict"]);
    is_kept(true);
    fs::remove_file(&lamps).expect("it is there");
    run(&["--resume", "--strict"]);
    assert!(lamps.exists());
    run(&[]);
    is_kept(false);
}

#[test]
fn a_manifest_may_name_records_of_a_corpus() {
    let folder = tempfile::tempdir().expect("there is room");
    let record = |number: usize| {
        format!(
            r#"{{"symbol": "A/RES/7{number}/901", "key": "A_RES_7{number}_901", "title": "Lamps", "paragraphs": [{{"type": "paragraph", "text": "Invites States to light {number} lamps.", "role": "operative", "level": 1, "enumerator": "1."}}]}}"#
        )
    };
    let corpus: Vec<String> = (0..4).map(record).collect();
    fs::write(folder.path().join("corpus.jsonl"), corpus.join("\n")).expect("it can be written");
    let row = |earlier: &str, later: &str| format!("corpus.jsonl#{earlier},corpus.jsonl#{later}\n");
    let rows = [
        row("A_RES_70_901", "A_RES_71_901"),
        row("A/RES/71/901", "A/RES/72/901"),
        row("A_RES_72_901", "A_RES_73_901"),
        row("A_RES_73_901", "A_RES_99_901"),
    ];
    fs::write(folder.path().join("pairs.csv"), rows.concat()).expect("it can be written");
    let (status, _, told) = resdiff(&["batch", "pairs.csv", "-o", "out"], folder.path());
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains("no resolution with the key A_RES_99_901") && told.contains("3 pairs compared"), "{told}");
    let summary = read_summary(folder.path());
    assert_eq!(summary["pairs"][1]["earlier"], "A/RES/71/901");
    let (_, shown, _) = resdiff(&["batch", "pairs.csv", "--dry-run"], folder.path());
    assert!(shown.ends_with("4 pairs\n"), "{shown}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_cleanly_and_goes_on() {
    use std::process::{Command as Program, Stdio};
    let folder = folder();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/A_RES_52_189__A_RES_54_212");
    let pairs = 120;
    let row = format!(
        "{},{}\n",
        sample.join("A_RES_52_189.reconstructed.txt").display(),
        sample.join("A_RES_54_212.txt").display()
    );
    fs::write(folder.path().join("pairs.csv"), row.repeat(pairs)).expect("it can be written");
    let mut running = Program::new(env!("CARGO_BIN_EXE_resdiff"))
        .current_dir(folder.path())
        .args(["batch", "pairs.csv", "-o", "out", "--jobs", "1"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is built");
    let reports = || -> Vec<std::path::PathBuf> {
        let listed = fs::read_dir(folder.path().join("out")).into_iter().flatten().flatten();
        listed.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "json")).collect()
    };
    while reports().len() < 3 {
        assert!(running.try_wait().expect("it can be asked").is_none(), "it ended before it was interrupted");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let killed = Program::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(killed.expect("kill is there").success());
    let ended = running.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&ended.status), Some(2), "{told}");
    let done = reports();
    assert!(told.contains(&format!("interrupted: {} of {pairs} pairs are compared", done.len())), "{told}");
    assert!(told.contains("--resume") && done.len() < pairs, "{told}");
    // Nothing half-written is left.
    let hidden = fs::read_dir(folder.path().join("out")).expect("it is there").flatten();
    let hidden: Vec<_> = hidden.map(|e| e.file_name()).filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert_eq!(hidden, [".resdiff-batch.jsonl"]);
    for report in &done {
        fs::write(report, "{\"$schema\": \"kept\"}").expect("it can be written");
    }
    let (status, _, told) = resdiff(&["batch", "pairs.csv", "-o", "out", "--resume"], folder.path());
    assert_eq!(status, Some(1), "{told}");
    let kept = reports().iter().filter(|path| fs::read(path).is_ok_and(|bytes| bytes.ends_with(b"\"kept\"}"))).count();
    assert_eq!(kept, done.len(), "what was done is not done again");
    assert_eq!(read_summary(folder.path())["pairs"].as_array().map(Vec::len), Some(pairs));
}

/// On a terminal that `script` makes; left out, with a message, where it is missing.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_leaves_nothing_on_the_screen() {
    use std::io::{Read, Write};
    use std::process::{Command as Program, Stdio};
    let folder = folder();
    // A pipe into which nobody writes is read for as long as it takes.
    let piped = Program::new("mkfifo").arg(folder.path().join("pairs.jsonl")).status();
    assert!(piped.expect("mkfifo is there").success());
    let command = format!("{} batch pairs.jsonl -o out", env!("CARGO_BIN_EXE_resdiff"));
    let running = Program::new("script")
        .current_dir(folder.path())
        .args(["-qfec", &command, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut running) = running else { return eprintln!("left out: script is not installed") };
    let mut screen = running.stdout.take().expect("it is piped");
    let mut shown = Vec::new();
    while !String::from_utf8_lossy(&shown).contains("reading pairs.jsonl") {
        let mut some = [0; 256];
        let count = screen.read(&mut some).expect("it can be read");
        assert!(count > 0, "it ended before it was interrupted");
        shown.extend_from_slice(&some[..count]);
    }
    running.stdin.take().expect("it is piped").write_all(b"\x03").expect("it is listening");
    screen.read_to_end(&mut shown).expect("it can be read");
    running.wait().expect("it ends");
    let shown = String::from_utf8_lossy(&shown).into_owned();
    let line = shown.rsplit('\r').next().expect("there is a last line");
    assert_eq!(line, "\x1b[2K", "{shown:?}");
}

#[test]
fn no_report_takes_the_place_of_a_file_that_is_read() {
    let folder = folder();
    let texts = folder.path().join("texts");
    let whole = |name: &str| fs::read(texts.join(name)).expect("it is there");
    let before = [whole("a70.txt"), whole("a72.txt")];
    fs::write(texts.join("pairs.csv"), "earlier,later,name\na70.txt,a72.txt,a70\n").expect("there is room");
    let (status, _, complaint) = resdiff(&["batch", "pairs.csv", "-o", ".", "--format", "terminal"], &texts);
    assert_eq!(status, Some(2));
    assert!(complaint.contains("it is left alone"), "{complaint}");
    assert_eq!([whole("a70.txt"), whole("a72.txt")], before);
    // The list of pairs itself has the name of the summary.
    fs::rename(texts.join("pairs.csv"), texts.join("summary.csv")).expect("it can be renamed");
    let list = whole("summary.csv");
    let (status, _, complaint) = resdiff(&["batch", "summary.csv", "-o", ".", "--format", "json"], &texts);
    assert_eq!(status, Some(2));
    assert!(complaint.contains("summary.csv"), "{complaint}");
    assert_eq!(whole("summary.csv"), list);
}

#[test]
fn what_makes_no_pairs_is_said() {
    let folder = folder();
    let (status, _, told) = resdiff(&["batch", "texts/a70.txt", "-o", "out"], folder.path());
    assert!(status == Some(2) && told.contains("a70.txt, line 1: ") && told.contains("a folder of texts"), "{told}");
    fs::write(folder.path().join("pairs.csv"), "only-one-column\n").expect("it can be written");
    let (status, _, told) = resdiff(&["batch", "pairs.csv", "-o", "out"], folder.path());
    assert_eq!(status, Some(2));
    assert!(told.contains("pairs.csv, line 1: the row does not name the later text"), "{told}");
    assert!(told.contains("pairs.csv: it names no pair") && told.contains("earlier,later"), "{told}");
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
    assert!(first.contains("OP 1: word for word in A/RES/72/901 OP 1 (Lamps)"), "{first}");
    assert!(first.contains("OP 2: no earlier language comes close"), "{first}");
    assert_eq!(resdiff(&arguments, folder.path()).1, first);
    fs::remove_file(folder.path().join("texts/a72.txt")).expect("it is there");
    let (_, after, told) = resdiff(&arguments, folder.path());
    assert!(told.contains("out of date") && !after.contains("word for word in A/RES/72/901"), "{told}{after}");
}

#[test]
fn an_index_is_kept_where_that_is_possible_and_replaces_nothing_else() {
    let folder = folder();
    fs::remove_file(folder.path().join("texts/broken.docx")).expect("it is there");
    let origin =
        |index: &str| resdiff(&["origin", "texts/a72.txt", "--corpus", "texts", "--index", index], folder.path());
    // In the collection itself, where it is no text of it.
    let (status, shown, told) = origin("texts/kept.index");
    assert_eq!((status, told.as_str()), (Some(0), ""));
    assert!(shown.contains("A/RES/70/901 OP 2") && !shown.contains("A/RES/72/901"), "the draft is no source: {shown}");
    let kept = folder.path().join("texts/kept.index");
    let whole = fs::read(&kept).expect("it was kept");
    assert_eq!(origin("texts/kept.index"), (Some(0), shown.clone(), String::new()));
    fs::write(&kept, &whole[..whole.len() / 2]).expect("it can be written");
    let (_, again, told) = origin("texts/kept.index");
    assert!(again == shown && told.contains("the index is damaged; it is made anew"), "{told}");
    assert_eq!(fs::read(&kept).expect("it was kept"), whole);

    let (status, _, told) = origin("texts/b70.txt");
    assert!(status == Some(2) && told.contains("this is no index, and is left alone"), "{told}");
    assert!(fs::read_to_string(folder.path().join("texts/b70.txt")).is_ok_and(|text| text.contains("ring bells")));

    let (status, again, told) = origin("nowhere/kept.index");
    assert!(status == Some(2) && again == shown && told.contains("nowhere/kept.index: cannot be written"), "{told}");
}

/// Also where a kept index already lacks it.
#[test]
fn what_of_a_collection_cannot_be_read_is_told_and_is_trouble() {
    let folder = folder();
    let origin = |rest: &[&str]| {
        resdiff(&[&["origin", "texts/a72.txt", "--corpus", "texts", "--width", "100"], rest].concat(), folder.path())
    };
    let (status, shown, told) = origin(&[]);
    assert!(status == Some(2) && shown.contains("A/RES/70/901 OP 2"), "the rest is done: {shown}");
    assert!(told.starts_with("resdiff: texts/broken.docx: ") && told.contains("hint: "), "{told}");
    let first = (status, shown, told);
    assert_eq!(origin(&["--quiet"]), first, "trouble is no remark");
    for _ in 0..2 {
        assert_eq!(origin(&["--index", "kept.index"]), first);
    }
    let corpus = r#"{"key": "A_RES_70_901", "symbol": "A/RES/70/901", "paragraphs": []}"#.to_owned() + "\n\nbroken\n";
    fs::write(folder.path().join("corpus.jsonl"), corpus).expect("it can be written");
    for _ in 0..2 {
        let (status, _, told) = resdiff(
            &["origin", "texts/a72.txt", "--corpus", "corpus.jsonl", "--index", "of-corpus.index"],
            folder.path(),
        );
        assert!(status == Some(2) && told.starts_with("resdiff: corpus.jsonl, line 3: "), "{told}");
        assert_eq!(told.matches("corpus.jsonl").count(), 1, "{told}");
    }
    fs::remove_file(folder.path().join("texts/broken.docx")).expect("it is there");
    let (status, _, told) = origin(&["--index", "kept.index"]);
    assert!(status == Some(0) && told.contains("out of date"), "{told}");
}

/// A stream can be read only once; its index is that of a file of the same bytes.
#[test]
fn a_corpus_on_standard_input_has_an_index_too() {
    let folder = folder();
    let paragraph = r#"{"type": "paragraph", "role": "operative", "level": 1, "enumerator": "1.", "text": "Invites States to light lamps;"}"#;
    let record = format!(r#"{{"key": "A_RES_70_901", "symbol": "A/RES/70/901", "paragraphs": [{paragraph}]}}"#);
    fs::write(folder.path().join("corpus.jsonl"), &record).expect("it can be written");
    let origin = |corpus: &str| {
        let mut command = Command::cargo_bin("resdiff").expect("the program is built");
        command.current_dir(folder.path()).args(["origin", "texts/a72.txt", "--corpus", corpus]);
        let output = command.args(["--index", "kept.index"]).write_stdin(record.clone()).output().expect("it runs");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
        String::from_utf8(output.stdout).expect("it is text")
    };
    let first = origin("-");
    assert!(first.contains("A/RES/70/901 OP 1"), "{first}");
    assert!(first.contains("compared with 1 paragraph of 1 text\n"), "{first}");
    let kept = fs::read(folder.path().join("kept.index")).expect("it was kept");
    assert_eq!([origin("-"), origin("corpus.jsonl")], [first.clone(), first]);
    assert_eq!(fs::read(folder.path().join("kept.index")).expect("it was kept"), kept);
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
    assert!(story.starts_with("OP 1 of 74/901\nIn all 3 versions since 70/901; reworded 2 times\n"), "{story}");
    let (_, older, _) = resdiff(&[&["history", "--clause", "70/901 OP 1"], &files[..]].concat(), folder.path());
    assert_eq!(older, story);
    let json = ["history", "--clause", "OP 1", "--format", "json"];
    let (_, json, _) = resdiff(&[&json[..], &files[..]].concat(), folder.path());
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["lineages"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["lineages"][0]["cells"][1]["facets"]["verb"]["strength"], "strengthened");
    let (_, rows, _) =
        resdiff(&[&["history", "--clause", "OP 1", "--format", "csv"], &files[..]].concat(), folder.path());
    assert_eq!(
        rows.lines().skip(1).collect::<Vec<_>>(),
        [
            "0,OP 1,0,70/901,new,false,op1,OP 1,,,,\"Invites States to light lamps;\",",
            "0,OP 1,1,72/901,reworded,false,op1,OP 1,substantive,op1,op1,\"Urges States to light lamps;\",\
             \"[-Invites-] {+Urges+} States to light lamps;\"",
            "0,OP 1,2,74/901,reworded,false,op1,OP 1,substantive,op1,op1,\
             \"Urges States to light lamps and lanterns;\",\"Urges States to light lamps {+and lanterns+};\"",
        ]
    );
    let (status, _, told) = resdiff(&[&["history", "--clause", "OP 9"], &files[..]].concat(), folder.path());
    assert!(status == Some(2) && told.contains("no clause is named OP 9"), "{told}");
    let blame = ["blame", "a74.txt", "--versions", "texts/a70.txt", "texts/a72.txt"];
    let (_, words, _) = resdiff(&blame, folder.path());
    let other_way = ["blame", "a74.txt", "--versions", "texts/a72.txt", "texts/a70.txt"];
    assert_eq!(resdiff(&other_way, folder.path()).1, words, "versions are sorted by session");
    resdiff(&[&blame[..], &["--format", "json"]].concat(), folder.path());
    let (_, rows, _) = resdiff(&[&blame[..], &["--format", "csv"]].concat(), folder.path());
    let clause: Vec<&str> = rows.lines().filter(|row| row.starts_with("op1,")).collect();
    let expected = [
        "op1,OP 1,0,1,72/901,1,Urges",
        "op1,OP 1,1,0,70/901,4,States to light lamps",
        "op1,OP 1,2,2,74/901,2,\"and lanterns;\"",
    ];
    assert_eq!(clause, expected);
    let (status, _, told) = resdiff(&[&blame[..], &["--format", "docx"]].concat(), folder.path());
    assert!(status == Some(2) && told.contains("blame makes --format terminal, html, csv and json"), "{told}");
    assert!(words.contains("72/901 │ Urges") && words.contains("74/901 │ and lanterns"), "{words}");
}
