//! What a name may stand for beside a file with a text: streams, links in a circle, odd names, nothing that can be read.

use super::{Desk, TEXT, check_trouble, resdiff, run, sample};
use std::fs;
use std::path::Path;

/// The later version of the usual text.
fn later() -> String {
    TEXT.replace("60/901", "62/901").replace("58/900", "60/901").replace("every public well", "every spring")
}

#[test]
fn standard_input_gives_one_text_alone() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let said = "resdiff: standard input: named twice, but a stream can be read only once\n";
    for arguments in [
        &["-", "-"][..],
        &["ledger", "-", "-"],
        &["history", "-", &text, "-"],
        &["blame", "-", "--versions", &text, "-"],
        &["origin", "-", "--corpus", "-"],
    ] {
        let output = resdiff(arguments).write_stdin(TEXT).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).starts_with(said), "{arguments:?}: {output:?}");
    }
    for (arguments, status) in [
        (&["-", &*text][..], 0),
        (&["parse", "-"], 0),
        (&["ledger", &text, "-"], 0),
        (&["history", &text, "-"], 0),
        (&["blame", "-", "--versions", &text], 0),
        (&["origin", "-", "--corpus", desk.path("").as_str()], 0),
    ] {
        let output = resdiff(arguments).write_stdin(TEXT).output().expect("it runs");
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {output:?}");
    }
}

#[test]
fn a_text_may_begin_behind_any_number_of_blanks() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let blanks = desk.put("b.txt", " \n".repeat(100_000) + TEXT);
    let ran = run(&[&text, &blanks]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
}

/// One line for each file, what to do about it once, and how many there were.
#[test]
fn a_folder_of_which_nothing_can_be_read_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let folder = desk.path("broken");
    fs::create_dir(&folder).expect("there is room for a directory");
    for (name, bytes) in [("a.txt", ""), ("b.txt", "\n\n"), ("c.txt", "Take six eggs."), ("d.txt", "Stir well.")] {
        fs::write(Path::new(&folder).join(name), bytes).expect("there is room for a file");
    }
    let out = desk.path("out");
    for arguments in
        [&["batch", &folder, "-o", &out][..], &["batch", &folder, "--dry-run"], &["origin", &text, "--corpus", &folder]]
    {
        let ran = run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        for said in [
            "a.txt: it is empty\n",
            "b.txt: it holds nothing but blanks\n",
            "c.txt: nothing of a resolution was found in this text\n",
            "d.txt: nothing of a resolution was found in this text\n",
            "broken: none of its 4 files could be read\n",
        ] {
            assert!(ran.err.contains(said), "{said:?} is not in: {}", ran.err);
        }
        assert_eq!(ran.err.matches("hint: ").count(), 3, "each hint once: {}", ran.err);
    }
    assert!(!Path::new(&out).exists(), "nothing was written");
}

#[test]
fn reports_need_a_folder() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let folder = desk.path("");
    check_trouble(&["batch", &folder, "-o", &text], &[&text, "this is a file, not a folder", "--output FOLDER"]);
    assert_eq!(fs::read_to_string(&text).expect("it stays"), TEXT);
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let ladders = desk.put("ladders.txt", run(&["lexicon"]).out);
    let folder = desk.path("texts");
    fs::create_dir(&folder).expect("there is room for a directory");
    let member = desk.put("texts/b.txt", later());
    for arguments in [
        &[&text, &text, "--lexicon", &ladders, "-o", &ladders][..],
        &["ledger", &text, &text, "--lexicon", &ladders, "-o", &ladders],
        &["origin", &text, "--corpus", &folder, "-o", &member],
        &["origin", &text, "--corpus", &folder, "-o", &text],
    ] {
        check_trouble(arguments, &["names a file that is read", "another name"]);
    }
    assert_eq!(fs::read_to_string(&member).expect("it stays"), later());
}

/// Two texts that only their folders or endings tell apart make a report whose name tells both.
#[test]
fn reports_of_files_with_one_stem_have_names_of_their_own() {
    let desk = Desk::new();
    for folder in ["in", "in/60", "in/62", "out"] {
        fs::create_dir(desk.path(folder)).expect("there is room for a directory");
    }
    desk.put("in/60/text.txt", TEXT);
    desk.put("in/62/text.txt", later());
    let out = desk.path("out");
    let ran = run(&["batch", &desk.path("in"), "-o", &out]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(
        Path::new(&out).join("60_text.txt__62_text.txt.json").exists(),
        "{:?}",
        fs::read_dir(out).map(|d| d.count())
    );
}

#[test]
fn what_a_killed_batch_left_is_cleared_away() {
    let desk = Desk::new();
    for folder in ["in", "out"] {
        fs::create_dir(desk.path(folder)).expect("there is room for a directory");
    }
    desk.put("in/a.txt", TEXT);
    desk.put("in/b.txt", later());
    let (unfinished, other) =
        (desk.put("out/.resdiff-a1B2c3", "half a rep"), desk.put("out/.resdiff-notes.txt", "mine"));
    // The journal ends in the middle of a row.
    desk.put("out/.resdiff-batch.jsonl", r#"{"name":"a__b","earlier":"A/R"#);
    let ran = run(&["batch", &desk.path("in"), "-o", &desk.path("out"), "--resume"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(!Path::new(&unfinished).exists() && Path::new(&other).exists());
    let journal = fs::read_to_string(desk.path("out/.resdiff-batch.jsonl")).expect("it is kept");
    assert!(journal.lines().count() == 1 && journal.ends_with("}\n"), "{journal}");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    /// A file of a name that is no text.
    fn put(desk: &Desk, name: &[u8], bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = desk.0.path().join(OsStr::from_bytes(name));
        fs::write(&path, bytes).expect("there is room for a file");
        path
    }

    #[test]
    fn names_may_have_any_bytes() {
        let desk = Desk::new();
        let earlier = put(&desk, b"a\nfirst.txt", TEXT);
        let later = put(&desk, b"b\xff.txt", later());
        for format in ["terminal", "json", "html", "markdown", "csv"] {
            let output = resdiff(&["-f", format]).args([&earlier, &later]).output().expect("it runs");
            assert_eq!(output.status.code(), Some(1), "{format}: {output:?}");
            assert!(std::str::from_utf8(&output.stdout).is_ok(), "{format}");
        }
        let report = desk.0.path().join(OsStr::from_bytes(b"r\n\xfe.html"));
        let output = resdiff(&["-o"]).args([&report, &earlier, &later]).output().expect("it runs");
        assert!(output.status.code() == Some(1) && report.exists(), "{output:?}");
        let missing = desk.0.path().join(OsStr::from_bytes(b"c\n\xff.txt"));
        let output = resdiff(&[]).args([&earlier, &missing]).output().expect("it runs");
        assert!(String::from_utf8_lossy(&output.stderr).contains("there is no such file\n"), "{output:?}");
    }

    /// Their documents are revised as those of any name are.
    #[test]
    fn a_folder_may_have_files_of_any_name() {
        let desk = Desk::new();
        let (folder, out) = (desk.path("in"), desk.path("out"));
        fs::create_dir(&folder).expect("there is room for a directory");
        let (earlier, later) = sample("rolled-over");
        let document = desk.path("document.docx");
        assert_eq!(run(&[&earlier, &earlier, "-q", "-o", &document]).status, 0);
        fs::rename(&document, Path::new(&folder).join(OsStr::from_bytes(b"a\n\xff.docx"))).expect("it can be renamed");
        fs::copy(&later, Path::new(&folder).join(OsStr::from_bytes(b"b\xfe.txt"))).expect("there is room");
        let ran = run(&["batch", &folder, "-o", &out, "-f", "docx"]);
        assert_eq!(ran.status, 1, "{}", ran.err);
        let mut names: Vec<String> = fs::read_dir(&out)
            .expect("it is there")
            .flatten()
            .map(|e| e.file_name().into_string().expect("names of reports are text"))
            .collect();
        names.sort();
        assert_eq!(names, [".resdiff-batch.jsonl", "a____b_.docx", "summary.csv", "summary.json"]);
    }

    #[test]
    fn links_in_a_circle_end() {
        let desk = Desk::new();
        fs::create_dir(desk.path("in")).expect("there is room for a directory");
        desk.put("in/a.txt", TEXT);
        desk.put("in/b.txt", later());
        for (to, name) in [("..", "in/up"), ("self", "in/self"), ("nowhere", "in/nothing"), (".", "in/here")] {
            symlink(to, desk.path(name)).expect("links are allowed");
        }
        let ran = run(&["batch", &desk.path("in"), "--dry-run"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains("a.txt → b.txt") && ran.out.contains("1 pair in 1 series; 0 texts"), "{}", ran.out);
        let (circle, text) = (desk.path("in/self"), desk.path("in/a.txt"));
        check_trouble(&[&circle, &text], &[&circle, "cannot be read: too many levels of symbolic links"]);
        check_trouble(&["parse", &desk.path("in/nothing")], &["there is no such file"]);
    }

    #[test]
    fn a_pipe_is_read_as_a_file_is() {
        let desk = Desk::new();
        let (pipe, text) = (desk.path("pipe"), desk.put("b.txt", later()));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo is there").success());
        check_trouble(&[&pipe, &pipe], &[&pipe, "named twice"]);
        let written = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::write(pipe, TEXT)
        });
        let ran = run(&[&pipe, &text]);
        assert!(written.join().is_ok_and(|written| written.is_ok()));
        assert_eq!(ran.status, 1, "{}", ran.err);
    }

    /// Left out, with a message, for whoever may read everything.
    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let desk = Desk::new();
        let (text, locked) = (desk.put("a.txt", TEXT), desk.put("locked.txt", later()));
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("it is ours");
        if fs::read(&locked).is_ok() {
            return eprintln!("left out: this user may read everything");
        }
        let said = [&*locked, "cannot be read: permission denied", "ask for permission"];
        check_trouble(&[&text, &locked], &said);
        check_trouble(&["parse", &locked], &said);
        check_trouble(&["origin", &text, "--corpus", &locked], &said);
        let ran = run(&["batch", &desk.path(""), "--dry-run"]);
        assert!(ran.status == 2 && ran.err.contains("locked.txt: cannot be read: permission denied"), "{}", ran.err);
    }
}
