//! What stands in README.md, docs/formats.md and the help as a command does what it says, in a folder with files of these
//! names.
#![cfg(unix)]

use super::{Desk, run, sample};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Gives the commands of a page: lines in blocks of code, and code in sentences and tables.
fn commands(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in page.lines() {
        in_block ^= line.starts_with("```");
        match in_block {
            true => found.extend(line.starts_with("resdiff ").then(|| line.to_owned())),
            false => found.extend(
                line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("resdiff ")).map(str::to_owned),
            ),
        }
    }
    found
}

/// Gives the examples of the help, without what stands beside them.
fn examples(help: &str) -> Vec<String> {
    let examples = help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| !line.is_empty());
    examples.map(|line| line.trim().split("  ").next().expect("a split gives something").to_owned()).collect()
}

/// A folder with all files that the commands name.
fn folder() -> Desk {
    let desk = Desk::new();
    let (earlier, later) = sample("long-gap");
    let (_, between) = sample("rolled-over");
    fs::create_dir(desk.path("FOLDER")).expect("there is room for a directory");
    let names: [(&str, &[&str]); 3] = [
        (&earlier, &["A", "EARLIER", "F1", "last-year.txt", "A_RES_52_189.txt", "FOLDER/a.txt"]),
        (&between, &["F2", "FOLDER/b.txt"]),
        (&later, &["B", "LATER", "F3", "NEWEST", "DRAFT", "FILE", "draft.txt", "A_RES_54_212.txt", "FOLDER/c.txt"]),
    ];
    for (text, names) in names {
        for name in names {
            fs::copy(text, desk.path(name)).expect("there is room for a file");
        }
    }
    for (text, names) in [(&earlier, &["A.docx", "last-year.docx"][..]), (&later, &["draft.docx", "draft.pdf"])] {
        let document = desk.path("document.docx");
        assert_eq!(run(&[text, text, "-q", "-o", &document]).status, 0);
        for name in names {
            fs::copy(&document, desk.path(name)).expect("there is room for a file");
        }
        fs::remove_file(document).expect("it was written");
    }
    desk
}

#[test]
fn every_documented_command_works() {
    let page = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("it is there");
    let mut all = commands(&page("README.md"));
    all.extend(commands(&page("docs/formats.md")));
    all.extend(examples(&run(&["--help"]).out));
    assert!(all.len() > 30, "{all:?}");
    let desk = folder();
    let program = PathBuf::from(assert_cmd::cargo::cargo_bin!("resdiff"));
    for command in &all {
        let script = format!("resdiff() {{ \"$0\" \"$@\"; }}; {}", command.replace(" …", ""));
        let ran = Command::new("bash").arg("-c").arg(script).arg(&program).current_dir(desk.path("")).output();
        let ran = ran.expect("there is bash");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(matches!(ran.status.code(), Some(0 | 1)), "{command}: {told}");
        assert!(told.is_empty() || command.contains(" batch "), "{command}: {told}");
        // What it is to write is there.
        let named = command.split_whitespace().skip_while(|word| !matches!(*word, "-o" | ">")).nth(1);
        assert!(named.is_none_or(|name| Path::new(&desk.path(name)).exists()), "{command}");
    }
}
