//! The program as its user meets it: arguments and files in; output, messages and exit status out.

mod documented;
mod files;
mod limits;
mod repeatable;
#[path = "../schemas/mod.rs"]
mod schemas;
mod streams;

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn resdiff(arguments: &[&str]) -> Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("resdiff");
    command.args(arguments);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "PAGER", "LESS", "TERM"] {
        command.env_remove(name);
    }
    command
}

/// What a run left behind.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Ran {
    finish(resdiff(arguments))
}

fn finish(mut command: Command) -> Ran {
    let output = command.output().expect("the program is built and runs");
    schemas::check_output(&format!("{command:?}"), &output.stdout);
    Ran {
        status: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

fn sample(name: &str) -> (String, String) {
    let path = |file: &str| format!("{}/samples/{name}/{file}.txt", env!("CARGO_MANIFEST_DIR"));
    (path("earlier"), path("later"))
}

/// Compares a sample.
fn compare(name: &str, more: &[&str]) -> Ran {
    let (earlier, later) = sample(name);
    run(&[&[earlier.as_str(), later.as_str()], more].concat())
}

/// A directory with files in it, removed at the end.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().expect("there is room for a directory"))
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("there is room for a file");
        path
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("the directory is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("it stays").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

const TEXT: &str = "60/901. Public wells\n\nThe General Assembly,\n\nRecalling its resolution 58/900,\n\n1. Invites Member \
                    States to mark every public well;\n\n2. Decides to remain seized of the matter.\n";

// Exit status.

#[test]
fn no_differences_give_0() {
    let ran = compare("identical", &[]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("Nothing changed."), "{}", ran.out);
}

#[test]
fn differences_give_1() {
    assert_eq!(compare("paragraph-moved", &[]).status, 1);
    assert_eq!(compare("paragraph-moved", &["--summary"]).status, 1);
    assert_eq!(compare("paragraph-moved", &["--format", "json"]).status, 1);
}

#[test]
fn wrong_arguments_give_2() {
    for arguments in [&["one"][..], &["--nonsense"], &["a", "b", "--colour"], &["a", "b", "--only", "nonsense"]] {
        let ran = run(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_give_0() {
    for arguments in [&["--help"][..], &["-h"], &["--version"], &["parse", "--help"]] {
        let ran = run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}");
        assert!(ran.out.contains("resdiff"), "{arguments:?}");
        assert!(ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_fits_on_80_columns() {
    for line in run(&["--help"]).out.lines().chain(run(&["-h"]).out.lines()) {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

// Trouble: each message names the file, the cause and what to do.

#[track_caller]
fn check_trouble(arguments: &[&str], said: &[&str]) {
    let ran = run(arguments);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.out.is_empty(), "{}", ran.out);
    assert!(ran.err.starts_with("resdiff: "), "{}", ran.err);
    for words in said {
        assert!(ran.err.contains(words), "{words:?} is not in: {}", ran.err);
    }
    assert!(ran.err.contains("hint: "), "{}", ran.err);
    assert!(ran.err.lines().count() <= 3, "{}", ran.err);
}

#[test]
fn a_missing_file_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let missing = desk.path("none.txt");
    check_trouble(&[&text, &missing], &[&missing, "no such file"]);
    check_trouble(&[&missing, &text], &[&missing, "no such file"]);
    check_trouble(&["parse", &missing], &[&missing, "no such file"]);
    for named in ["A/RES/54/212", "https://docs.un.org/en/A/RES/54/212"] {
        check_trouble(&[named, &text], &[named, "no such file", "read from files", "docs.un.org"]);
    }
}

#[test]
fn a_missing_file_with_a_near_name_is_suggested() {
    let desk = Desk::new();
    let text = desk.put("A_RES_54_212.docx.txt", TEXT);
    check_trouble(&[&desk.path("a_res_54_212.docx.TXT"), &text], &["did you mean", &text]);
    check_trouble(&[&desk.path("A_RES_54_212.txt"), &text], &["did you mean", &text]);
    check_trouble(&[&desk.path("A_RES_54_21.txt"), &text], &["no such file", "check the name"]);
}

#[test]
fn a_command_with_a_slip_is_suggested() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    check_trouble(&["prase", &text], &["prase: there is no such file", "did you mean `resdiff parse`?"]);
    check_trouble(&["hisory", &text, &text], &["3 were named", "did you mean `resdiff history`?"]);
    check_trouble(&[&text, &format!("{text}/b")], &["there is no such file", "check the name"]);
}

#[cfg(unix)]
#[test]
fn a_stream_that_is_named_twice_is_told() {
    let expected = "resdiff: /dev/stdin: named twice, but a stream can be read only once\n  hint: save one of the texts to a file\n";
    for earlier in ["-", "/dev/stdin"] {
        let output = resdiff(&[earlier, "/dev/stdin"]).write_stdin(TEXT).output().expect("it runs");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(2), expected));
    }
}

#[test]
fn a_pattern_that_matched_nothing_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    check_trouble(&[&desk.path("*.docx"), &text], &["*.docx", "no file matches this pattern", "two files"]);
}

#[test]
fn a_directory_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let directory = desk.0.path().display().to_string();
    check_trouble(&[&directory, &text], &[&directory, "directory", "resdiff batch"]);
}

#[test]
fn more_than_two_texts_are_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    check_trouble(&[&text, &text, &text], &["3 were named", "resdiff history", "resdiff batch"]);
    check_trouble(&["diff", &text, &text], &["3 were named", "resdiff --help"]);
}

#[test]
fn a_collection_without_a_text_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let empty = desk.path("none");
    fs::create_dir(&empty).expect("there is room for a directory");
    check_trouble(&["origin", &text, "--corpus", &empty], &[&empty, "no text in it", "folder of texts"]);
    check_trouble(&["batch", &empty, "--dry-run"], &[&empty, "no text in it"]);
    let nothing = desk.put("empty.jsonl", "");
    check_trouble(&["origin", &text, "--corpus", &nothing], &[&nothing, "no text in it"]);
}

#[test]
fn a_download_that_was_cut_off_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let whole = desk.path("whole.docx");
    assert_eq!(compare("paragraph-moved", &["-o", &whole]).status, 1);
    let bytes = fs::read(&whole).expect("it was written");
    let cut = desk.put("cut.docx", &bytes[..bytes.len() / 2]);
    check_trouble(&[&text, &cut], &[&cut, "its archive is cut off or damaged", "download it again"]);
}

#[test]
fn an_empty_file_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    for (bytes, said) in [
        ("", "it is empty"),
        ("\n \t\r\n", "it holds nothing but blanks"),
        ("\u{feff}", "it holds nothing but a byte order mark"),
    ] {
        check_trouble(&[&text, &desk.put("empty.txt", bytes)], &["empty.txt", said, "download"]);
    }
}

#[test]
fn a_file_without_text_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let mut binary = vec![0u8, 1, 2, 3, 255, 254];
    binary.extend((0..=255).cycle().take(4096));
    check_trouble(&[&text, &desk.put("b.bin", binary)], &["b.bin", "binary data", ".docx, .pdf or .txt"]);
    check_trouble(&[&text, &desk.put("b.png", b"\x89PNG\r\n\x1a\n")], &["b.png", "a picture", "text recognition"]);
    check_trouble(&[&text, &desk.put("b.rtf", "{\\rtf1 x}")], &["b.rtf", "Rich Text", ".docx or .pdf"]);
}

#[test]
fn a_text_that_is_no_resolution_is_told() {
    let desk = Desk::new();
    let text = desk.put("a.txt", TEXT);
    let other = desk.put("cake.txt", "Take six eggs and a pound of flour.\n\nStir well, bake slowly.\n");
    check_trouble(&[&text, &other], &["cake.txt", "nothing of a resolution", "resdiff parse"]);
    // But it may be looked at.
    let ran = run(&["parse", &other]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("Take six eggs"), "{}", ran.out);
}

#[test]
fn many_resolutions_in_one_file_need_a_key() {
    let desk = Desk::new();
    let record = |key: &str, well: &str| {
        let paragraph = format!(
            r#"{{"type":"paragraph","text":"Invites Member States to mark every {well};","role":"operative","level":1,"enumerator":"1."}}"#
        );
        let organ = r#"{"type":"paragraph","text":"The General Assembly,","role":"preambular"}"#;
        format!(r#"{{"symbol":"A/RES/{key}","key":"A_RES_{key}","title":"Wells","paragraphs":[{organ},{paragraph}]}}"#)
    };
    let lines = format!("{}\n{}\n", record("60", "well"), record("62", "spring"));
    let corpus = desk.put("corpus.jsonl", lines);
    check_trouble(&[&corpus, &corpus], &["many resolutions", "FILE#A/RES/54/212"]);
    check_trouble(&[&format!("{corpus}#A_RES_61"), &corpus], &["no resolution with the key A_RES_61"]);
    let ran = run(&[&format!("{corpus}#A_RES_60"), &format!("{corpus}#A_RES_62")]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.contains("[-well-] {+spring+}"), "{}", ran.out);
}

#[test]
fn the_same_file_twice_is_a_note() {
    let (earlier, _) = sample("identical");
    let ran = run(&[&earlier, &earlier]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("note: the two texts are the same"), "{}", ran.err);
    let (file, _) = sample("lost-quotation-marks");
    let told = run(&[&file, &file]).err;
    assert_eq!(told.matches("lost quotation mark").count(), 1, "each remark once: {told}");
}

#[test]
fn different_subjects_are_a_warning() {
    let ran = compare("different-subjects", &[]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("warning: the two texts seem to be on different subjects"), "{}", ran.err);
    assert!(ran.out.contains("different subjects"), "{}", ran.out);
}

#[test]
fn texts_in_the_wrong_order_are_a_warning() {
    let (earlier, later) = sample("rolled-over");
    let ran = run(&[&later, &earlier]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("warning: the texts seem to be given in the wrong order"), "{}", ran.err);
    assert!(compare("rolled-over", &[]).err.is_empty());
}

#[test]
fn remarks_are_grouped_and_can_be_silenced() {
    let ran = compare("lost-quotation-marks", &[]);
    let about = |line: &&str| line.contains("lost quotation mark");
    assert!((1..=2).contains(&ran.err.lines().filter(about).count()), "{}", ran.err);
    assert!(ran.err.contains("at line "), "{}", ran.err);
    assert!(compare("lost-quotation-marks", &["--quiet"]).err.is_empty());
}

// Standard input.

#[test]
fn a_dash_is_standard_input() {
    let (earlier, later) = sample("paragraph-moved");
    let by_name = run(&[&earlier, &later]);
    for (arguments, file) in [([&earlier, "-"], &later), (["-", &later], &earlier)] {
        let mut command = resdiff(&arguments);
        command.write_stdin(fs::read(file).expect("samples are there"));
        let ran = finish(command);
        assert_eq!((ran.status, &ran.out), (1, &by_name.out), "{}", ran.err);
    }
}

#[test]
fn standard_input_is_read_only_once() {
    check_trouble(&["-", "-"], &["twice", "save one of the texts"]);
}

// Looks.

const ESC: char = '\u{1b}';

#[test]
fn colours_follow_argument_and_environment() {
    let (earlier, later) = sample("verb-strengthened");
    let colored = |more: &[&str], variables: &[(&str, &str)]| {
        let mut command = resdiff(&[&[earlier.as_str(), later.as_str()], more].concat());
        command.envs(variables.iter().copied());
        finish(command).out.contains(ESC)
    };
    assert!(!colored(&[], &[]), "a pipe is no terminal");
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color=never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn signs_stand_where_colours_do_not() {
    let plain = compare("verb-strengthened", &[]).out;
    assert!(plain.contains("[-Invites-] {+Urges+}"), "{plain}");
    let colored = compare("verb-strengthened", &["--color", "always"]).out;
    assert!(!colored.contains("{+") && !colored.contains("[-"), "{colored}");
    // Underlined and struck through, so that colour is not the only sign.
    assert!(colored.contains(&format!("{ESC}[1;4;32mUrges")), "{colored}");
    assert!(colored.contains(&format!("{ESC}[1;9;31mInvites")), "{colored}");
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [20, 80, 120] {
        for sample in ["everything-new", "nested-subparagraphs", "paragraph-split", "long-gap"] {
            for view in ["--full", "--summary", "--side-by-side", "--explain"] {
                let out = compare(sample, &[view, "--width", &width.to_string()]).out;
                for line in out.lines() {
                    assert!(line.chars().count() <= width, "{sample} {view} {width}: {line}");
                }
            }
        }
    }
}

#[test]
fn both_texts_stand_beside_each_other_where_there_is_room() {
    let out = compare("verb-strengthened", &["--side-by-side", "--width", "120"]).out;
    let line = out.lines().find(|line| line.contains("[-Invites-]")).expect("the change is shown");
    let (left, right) = line.split_once(" │ ").expect("there are two columns");
    assert!(left.contains("[-Invites-]") && !left.contains("{+"), "{line}");
    assert!(right.starts_with("{+Urges+}"), "{line}");
    // Below that, the texts are in one.
    let narrow = compare("verb-strengthened", &["--side-by-side", "--width", "79"]).out;
    assert_eq!(narrow, compare("verb-strengthened", &["--width", "79"]).out);
}

#[test]
fn a_width_that_is_of_no_use_is_refused() {
    assert_eq!(compare("identical", &["--width", "5"]).status, 2);
}

#[test]
fn numbers_may_be_as_large_as_they_like() {
    let full = compare("added-and-removed", &["--full"]).out;
    assert_eq!(compare("added-and-removed", &["--context", &usize::MAX.to_string()]).out, full);
    let folder = Path::new(&sample("identical").0).parent().expect("it is in a folder").display().to_string();
    for (most, status) in [("0", 2), ("1", 0), ("1000", 0)] {
        assert_eq!(
            run(&["origin", &sample("identical").0, "--corpus", &folder, "--most", most]).status,
            status,
            "{most}"
        );
    }
}

#[test]
fn the_selection_narrows_what_is_shown() {
    let all = compare("added-and-removed", &[]).out;
    assert!(all.contains("added") && all.contains("removed") && all.contains("unchanged paragraph"), "{all}");
    let added = compare("added-and-removed", &["--only", "added"]).out;
    let heads = |out: &str, sign: &str| out.lines().filter(|line| line.starts_with(sign)).count();
    assert!(heads(&added, "+ ") > 0 && heads(&added, "- ") == 0, "{added}");
    assert!(!added.contains("unchanged paragraph"), "{added}");
    let preamble = compare("added-and-removed", &["--preamble"]).out;
    assert!(preamble.contains("PP ") && !preamble.lines().skip(8).any(|line| line.contains("OP ")), "{preamble}");
    let full = compare("added-and-removed", &["--full"]).out;
    assert!(!full.contains("unchanged paragraph"), "{full}");
    assert!(full.lines().count() > all.lines().count());
    let context = compare("added-and-removed", &["--context", "1"]).out;
    assert!(context.lines().count() > all.lines().count() && context.lines().count() < full.lines().count());
    let summary = compare("added-and-removed", &["--summary"]).out;
    assert!(summary.lines().count() < all.lines().count(), "{summary}");
}

#[test]
fn a_selection_without_result_says_so() {
    for more in [&["--only", "merged"][..], &["--only", "merged", "--summary"], &["--only", "merged", "-y"]] {
        let ran = compare("added-and-removed", more);
        assert_eq!(ran.status, 1, "the texts differ all the same");
        assert!(ran.out.contains("no change is of the kind that was asked for"), "{}", ran.out);
    }
}

#[test]
fn reasons_are_given_when_asked_for() {
    let ran = compare("paragraph-moved", &["--explain"]);
    assert!(ran.out.contains("match        the same words"), "{}", ran.out);
}

// Output.

#[test]
fn output_is_written_whole_and_its_ending_tells_the_format() {
    let desk = Desk::new();
    let file = desk.path("report.json");
    let ran = compare("paragraph-moved", &["--output", &file]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.is_empty());
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(&file).expect("it was written")).expect("it is JSON");
    assert_eq!(report["schema_version"], "1.0");
    let text = desk.path("report.txt");
    compare("paragraph-moved", &["-o", &text]);
    assert!(fs::read_to_string(&text).expect("it was written").contains("moved"));
    assert_eq!(desk.names(), ["report.json", "report.txt"], "nothing else is left behind");
    check_trouble(
        &[&sample("identical").0, &sample("identical").1, "-o", &desk.path("report")],
        &["ending", "--format"],
    );
}

#[test]
fn output_replaces_an_older_report_but_never_an_input() {
    let desk = Desk::new();
    let earlier = desk.put("a.txt", TEXT);
    let later = desk.put("b.txt", TEXT.replace("well", "spring"));
    let link = desk.path("link.txt");
    fs::hard_link(&later, &link).expect("links are allowed");
    for target in [&earlier, &later, &link, &desk.path("./b.txt")] {
        check_trouble(&[&earlier, &later, "-o", target], &["names a file that is read", "another name"]);
        check_trouble(&["parse", target, "-o", target], &["names a file that is read", "another name"]);
    }
    assert_eq!(fs::read_to_string(&earlier).expect("it stays"), TEXT);
    let report = desk.put("report.txt", "old");
    assert_eq!(run(&[&earlier, &later, "-o", &report]).status, 1);
    assert!(fs::read_to_string(&report).expect("it was written").contains("[-well-] {+spring+}"));
}

#[test]
fn output_that_cannot_be_written_is_told() {
    let desk = Desk::new();
    let earlier = desk.put("a.txt", TEXT);
    let file = desk.path("no/such/directory/report.txt");
    check_trouble(&[&earlier, &earlier, "-o", &file], &[&file, "cannot be written"]);
    check_trouble(&[&earlier, &earlier, "-f", "terminal", "-o", &desk.path(".")], &["directory"]);
}

#[cfg(unix)]
#[test]
fn output_has_the_usual_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let beside = desk.put("beside", "");
    let file = desk.path("report.txt");
    compare("identical", &["-o", &file]);
    let mode = |path: &str| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&file), mode(&beside));
}

#[test]
fn json_is_indented_unless_compact() {
    let pretty = compare("paragraph-moved", &["--format", "json"]).out;
    let compact = compare("paragraph-moved", &["--format", "json", "--compact"]).out;
    assert!(pretty.lines().count() > 10);
    assert_eq!(compact.lines().count(), 1);
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
    assert_eq!(value(&pretty), value(&compact));
}

#[test]
fn parse_json_can_be_compared() {
    let desk = Desk::new();
    let (earlier, later) = sample("nested-subparagraphs");
    let json = desk.path("earlier.json");
    let ran = run(&["parse", &earlier, "-o", &json]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(run(&[&json, &later]).out, run(&[&earlier, &later]).out);
}

// Hostile texts.

#[test]
fn hostile_texts_are_harmless() {
    let desk = Desk::new();
    let hostile = |word: &str| {
        TEXT.replace(
            "every public well",
            &format!("every {word} <b>&amp; \u{1b}]0;title\u{7}\u{1b}[31m שלום \u{202e}x"),
        )
    };
    let earlier = desk.put("a.txt", hostile("old"));
    let later = desk.put("b.txt", hostile("new"));
    for arguments in [
        &[&earlier, &later, "--full"][..],
        &[&earlier, &later, "--summary"],
        &[&earlier, &later, "--width", "160", "--explain"],
        &["parse", &earlier],
        &["parse", &earlier, "--full"],
    ] {
        let ran = run(arguments);
        for bad in [ESC, '\u{7}', '\u{202e}'] {
            assert!(!ran.out.contains(bad) && !ran.err.contains(bad), "{arguments:?}: {:?}", ran.out);
        }
    }
    let out = run(&[&earlier, &later]).out;
    assert!(out.contains("<b>&amp;") && out.contains("␛[31m"), "{out}");
    assert!(out.contains("\u{2068}שלום") || out.contains("שלום\u{2069}") || out.contains('\u{2068}'), "{out:?}");
}

#[test]
fn hostile_file_names_are_harmless() {
    let ran = run(&["no\u{1b}[31msuch", "file"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.err.contains(ESC), "{:?}", ran.err);
}

// Parse.

#[test]
fn parse_shows_fields_paragraphs_and_what_was_left_out() {
    let file = format!("{}/samples/A_RES_52_189__A_RES_54_212/A_RES_54_212.txt", env!("CARGO_MANIFEST_DIR"));
    assert!(Path::new(&file).exists());
    let ran = run(&["parse", &file]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.is_empty(), "{}", ran.err);
    for words in ["symbol        A/RES/54/212", "Preamble", "*Recalling*", "OP 9", "Footnotes", "[COMMENT1]", "Noticed"]
    {
        assert!(ran.out.contains(words), "{words:?} is not in: {}", ran.out);
    }
}

// The program about itself.

#[test]
fn completions_man_page_and_schemas_are_printed() {
    for (arguments, words) in [
        (&["completions", "bash"][..], "resdiff"),
        (&["completions", "zsh"], "#compdef resdiff"),
        (&["completions", "fish"], "complete -c resdiff"),
        (&["man"], ".TH resdiff 1"),
        (&["schema"], "\"$schema\""),
        (&["schema", "resolution"], "\"$schema\""),
    ] {
        let ran = run(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
        assert!(ran.out.contains(words), "{arguments:?}");
    }
}

#[test]
fn the_ladders_are_printed_as_they_are_read() {
    let desk = Desk::new();
    let printed = run(&["lexicon"]);
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
    let mine = desk.put("mine.txt", &printed.out);
    let compared = compare("verb-strengthened", &["--lexicon", &mine]);
    assert_eq!(compared.out, compare("verb-strengthened", &[]).out);
    let mine = desk.put("mine.txt", printed.out.replace("rung urge\n", "").replace("rung invite\n", ""));
    assert!(compare("verb-strengthened", &["--lexicon", &mine]).out.contains("not comparable"), "{}", compared.out);
}

#[test]
fn the_man_page_tells_of_every_option_and_command() {
    let man = run(&["man"]).out.replace('\\', "");
    for words in ["--strict", "--only", "--output", "parse", "completions", ".SH \"EXIT STATUS\"", "NO_COLOR"] {
        assert!(man.contains(words), "{words}");
    }
    // Examples stand as they are written.
    let examples = man.split(".SH \"EXAMPLES\"\n.nf\n").nth(1).and_then(|rest| rest.split("\n.fi\n").next());
    let help = run(&["--help"]).out;
    assert!(help.contains(&format!("Examples:\n{}\n", examples.expect("there are examples"))), "{examples:?}");
}

#[test]
fn the_ending_of_the_output_tells_the_format() {
    let desk = Desk::new();
    for (ending, start) in [
        ("html", "<!"),
        ("md", "# "),
        ("csv", "\u{feff}earlier_symbol"),
        ("json", "{"),
        ("txt", "A/RES/"),
        ("docx", "PK"),
    ] {
        let file = desk.path(&format!("report.{ending}"));
        let ran = compare("paragraph-moved", &["-o", &file]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ending}: {}", ran.err);
        let bytes = fs::read(&file).expect("it was written");
        assert!(bytes.starts_with(start.as_bytes()), "{ending}");
    }
}

#[test]
fn the_author_and_date_of_a_word_document_are_given() {
    let desk = Desk::new();
    let write = |name: &str, more: &[&str]| {
        let file = desk.path(name);
        assert_eq!(compare("paragraph-moved", &[&["-o", file.as_str()], more].concat()).status, 1);
        fs::read(&file).expect("it was written")
    };
    assert_eq!(write("a.docx", &[]), write("b.docx", &[]), "the same texts give the same document");
    assert_ne!(write("a.docx", &[]), write("c.docx", &["--author", "A delegate", "--date", "2026-01-31"]));
    assert_eq!(compare("paragraph-moved", &["--date", "tomorrow"]).status, 2);
}

#[test]
fn a_named_format_wins_over_the_content() {
    let desk = Desk::new();
    let page = "<html><body><p>The General Assembly,</p><p>1. Decides to <b>act</b>.</p></body></html>";
    let page = desk.put("page.html", page);
    let told = run(&["parse", &page, "--format", "json", "-q"]);
    assert!(told.out.contains("\"text\": \"Decides to act.\""), "{}", told.out);
    let named = run(&["parse", &page, "--from", "text", "--format", "json", "-q"]);
    assert!(named.out.contains("<b>act</b>"), "{}", named.out);
    let wrong = run(&["parse", &page, "--from", "docx"]);
    assert_eq!(wrong.status, 2, "{}", wrong.err);
}
