//! Files, pipes and disks that end too early: nothing half done is left, and it is said what happened.
#![cfg(unix)]

use super::{Desk, compare, run, sample};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn program() -> Command {
    Command::new(PathBuf::from(assert_cmd::cargo::cargo_bin!("resdiff")))
}

/// Runs a script with the program as `$0` and further arguments as `$1`, ...; nothing of the environment decides.
fn shell(script: &str, arguments: &[&str]) -> Output {
    let program = PathBuf::from(assert_cmd::cargo::cargo_bin!("resdiff"));
    Command::new("bash").arg("-c").arg(script).arg(program).args(arguments).output().expect("there is bash")
}

/// A manifest of many pairs, all of one sample.
fn manifest(desk: &Desk, pairs: usize) -> String {
    let (earlier, later) = sample("everything-new");
    let rows: String = (0..pairs).map(|n| format!("{earlier},{later},pair-{n:04}\n")).collect();
    desk.put("pairs.csv", format!("earlier,later,name\n{rows}"))
}

/// Waits until a directory has so many files, hidden ones apart.
fn wait_for_files(directory: &str, least: usize) {
    let start = Instant::now();
    while names(directory).iter().filter(|name| !name.starts_with('.')).count() < least {
        assert!(start.elapsed() < Duration::from_secs(60), "nothing was written");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Where a batch notes what it has done.
const JOURNAL: &str = ".resdiff-batch.jsonl";

fn names(directory: &str) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// What ends the program, and the number that the exit status has it by: Ctrl-C, another program, and a terminal that is
/// closed, unless whoever runs the tests has that ignored, as nohup(1) does.
fn ends() -> Vec<(&'static str, i32)> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let bits = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    let hang_up = bits.is_some_and(|bits| bits & 1 == 0).then_some(("-HUP", 1));
    [("-INT", 2), ("-TERM", 15)].into_iter().chain(hang_up).collect()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.expect("there is kill").success());
}

#[test]
fn an_interrupted_batch_leaves_whole_files_and_can_be_resumed() {
    let desk = Desk::new();
    let manifest = manifest(&desk, 400);
    let reports = desk.path("reports");
    let arguments = ["batch", &manifest, "-o", &reports, "-f", "html", "-q", "--jobs", "3"];
    for (round, (name, expected)) in ends().into_iter().cycle().take(9).enumerate() {
        let mut child = program().args(arguments).arg("--resume").spawn().expect("the program runs");
        wait_for_files(&reports, 5 + 20 * round);
        signal(&child, name);
        let status = child.wait().expect("it ends");
        assert_eq!(status.signal(), Some(expected), "a shell sees that it was interrupted: {status}");
        for name in names(&reports) {
            if name == JOURNAL {
                continue;
            }
            assert!(name.starts_with("pair-") && name.ends_with(".html"), "{name} is left behind");
            let page = fs::read_to_string(Path::new(&reports).join(&name)).expect("it is text");
            assert!(page.ends_with("</html>\n"), "{name} is cut off");
        }
    }
    let ran = run(&[&arguments[..], &["--resume"]].concat());
    assert_eq!(ran.status, 1, "{}", ran.err);
    let found = names(&reports);
    assert_eq!(found.iter().filter(|name| name.ends_with(".html")).count(), 400);
    assert!(!found.iter().any(|name| name.starts_with('.') && name != JOURNAL), "{found:?}");
}

/// Started by nohup(1), or by a script that does as it does.
#[test]
fn a_hang_up_that_is_to_be_ignored_is() {
    let desk = Desk::new();
    let manifest = manifest(&desk, 100);
    let reports = desk.path("reports");
    let mut child = Command::new("bash")
        .args(["-c", r#"trap "" HUP; exec "$0" "$@""#])
        .arg(PathBuf::from(assert_cmd::cargo::cargo_bin!("resdiff")))
        .args(["batch", &manifest, "-o", &reports, "-q", "--jobs", "1"])
        .spawn()
        .expect("there is bash");
    wait_for_files(&reports, 5);
    signal(&child, "-HUP");
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert_eq!(names(&reports).iter().filter(|name| name.starts_with("pair-")).count(), 100);
}

/// Whatever is written is there whole, or what was there before.
#[test]
fn an_interrupted_run_leaves_the_older_report() {
    let desk = Desk::new();
    let many: String = (1..120).map(|n| format!("{n}. Urges the keepers of well {n} to mark it;\n\n")).collect();
    let earlier = desk.put("a.txt", format!("The General Assembly,\n\n{many}"));
    let later = desk.put("b.txt", format!("The General Assembly,\n\n{}", many.replace("mark", "paint")));
    let folder = desk.path("texts");
    fs::create_dir(&folder).expect("there is room for a directory");
    desk.put("texts/c.txt", format!("The General Assembly,\n\n{many}"));
    let forms: [(&[&str], &[&str]); 6] = [
        (&[&earlier, &later], &["txt", "json", "html", "md", "csv", "docx"]),
        (&["history", &earlier, &later], &["txt", "json", "html", "csv"]),
        (&["blame", &later, "--versions", &earlier], &["txt", "json", "html", "csv"]),
        (&["ledger", &earlier, &later], &["txt", "json", "csv"]),
        (&["parse", &later], &["txt", "json"]),
        (&["origin", &later, "--corpus", &folder], &["txt", "json"]),
    ];
    let mut ends = ends().into_iter().cycle();
    for (arguments, endings) in forms {
        for ending in endings {
            let report = desk.path(&format!("report.{ending}"));
            let begin = || program().args(arguments).args(["-q", "-o", &report]).spawn().expect("the program runs");
            let start = Instant::now();
            assert!(begin().wait().expect("it ends").code().is_some_and(|status| status < 2), "{arguments:?} {ending}");
            let (whole, taken) = (fs::read(&report).expect("it was written"), start.elapsed());
            // Late in the run, where the report is made and written.
            for (part, (name, _)) in [8, 10].into_iter().zip(&mut ends) {
                fs::write(&report, "an older report").expect("there is room for a file");
                let mut child = begin();
                std::thread::sleep(taken * part / 10);
                signal(&child, name);
                child.wait().expect("it ends");
                let found = fs::read(&report).expect("it is there");
                assert!(found == b"an older report" || found == whole, "{arguments:?} {ending} is cut off");
                assert_eq!(desk.names(), ["a.txt", "b.txt", &format!("report.{ending}"), "texts"]);
            }
            fs::remove_file(&report).expect("it is there");
        }
    }
}

/// Every command with every form that it prints, and its exit status.
fn everything_printed() -> Vec<(Vec<String>, i32)> {
    let (earlier, later) = sample("long-gap");
    let (_, third) = sample("rolled-over");
    let folder = Path::new(&earlier).parent().and_then(Path::to_str).expect("it is UTF-8");
    let mut found = Vec::new();
    let mut add = |arguments: &[&str], formats: &[&str], status: i32| {
        for format in formats {
            let format: &[&str] = if format.is_empty() { &[] } else { &["-f", format] };
            found.push(([arguments, format].concat().into_iter().map(str::to_owned).collect(), status));
        }
    };
    add(&[&earlier, &later], &["terminal", "json", "html", "markdown", "csv", "docx"], 1);
    add(&["parse", &earlier, "--full"], &["terminal", "json"], 0);
    add(&["parse", &earlier, "--text"], &[""], 0);
    add(&["ledger", &earlier, &later], &["terminal", "json", "csv"], 0);
    add(&["history", &earlier, &later, &third], &["terminal", "json", "html", "csv"], 0);
    add(&["blame", &later, "--versions", &earlier], &["terminal", "json", "html", "csv"], 0);
    add(&["origin", &later, "--corpus", folder], &["terminal", "json"], 0);
    add(&["batch", folder, "--dry-run"], &[""], 0);
    add(&["man"], &[""], 0);
    add(&["schema"], &[""], 0);
    add(&["lexicon"], &[""], 0);
    add(&["completions", "zsh"], &[""], 0);
    found
}

#[test]
fn who_reads_only_the_first_line_gets_it() {
    for (arguments, status) in everything_printed().into_iter().chain([(vec!["--help".to_owned()], 0)]) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = shell(r#""$0" "$@" | head -1; exit ${PIPESTATUS[0]}"#, &arguments);
        assert_eq!(ran.status.code(), Some(status), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(!told.contains("pipe") && !told.contains("panicked"), "{arguments:?}: {told}");
        assert!(ran.stdout.len() > 1, "{arguments:?}");
    }
}

#[test]
fn a_reader_that_is_gone_is_no_error() {
    let (earlier, later) = sample("long-gap");
    let mut child = program()
        .args([&earlier, &later])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Runs the program on a screen of ten lines that `script` makes; nothing, with a message, where that is missing.
#[cfg(target_os = "linux")]
fn on_a_screen(environment: &str, arguments: &str) -> Option<String> {
    let program = assert_cmd::cargo::cargo_bin!("resdiff").display().to_string();
    let cleared = "env -u NO_COLOR -u CLICOLOR -u CLICOLOR_FORCE -u PAGER -u LESS TERM=xterm";
    let command = format!("stty rows 10 cols 80; {cleared} {environment} {program} {arguments}");
    match Command::new("script").args(["-qec", &command, "/dev/null"]).stdin(Stdio::null()).output() {
        Ok(output) => Some(String::from_utf8(output.stdout).expect("it is UTF-8")),
        Err(_) => {
            eprintln!("left out: script is not installed");
            None
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_screen_has_colours_and_a_pager_where_it_can_show_them() {
    let (earlier, later) = sample("long-gap");
    let check = |environment: &str, options: &str, paged: bool, colored: bool| {
        let Some(shown) = on_a_screen(environment, &format!("{earlier} {later} {options}")) else { return };
        let said = format!("{environment} {options}: {shown:?}");
        assert_eq!(shown.contains("=paged="), paged, "{said}");
        assert_eq!(shown.contains('\u{1b}'), colored, "{said}");
        assert!(shown.contains("River lighthouses"), "{said}");
    };
    let pager = "'PAGER=sed 1i=paged='";
    check(pager, "", true, true);
    check(pager, "--no-pager", false, true);
    check(&format!("{pager} NO_COLOR=1"), "", true, false);
    check(&format!("{pager} TERM=dumb"), "", false, false);
    check(&format!("{pager} TERM=dumb"), "--color always", false, true);
    check(&format!("{pager} CLICOLOR=0"), "", true, false);
    check("PAGER=", "", false, true);
    check("PAGER=cat", "", false, true);
    check("PAGER=/no/such/pager", "", false, true);
}

#[cfg(target_os = "linux")]
#[test]
fn a_message_is_broken_between_words_where_a_screen_would_break_it() {
    let (earlier, _) = sample("long-gap");
    let Some(shown) = on_a_screen("", &format!("{earlier} /dev/full/no")) else { return };
    assert!(shown.contains("resdiff: /dev/full/no: there is no such file\r\n"), "{shown}");
    let Some(shown) = on_a_screen("", &format!("{earlier} '*.docx'")) else { return };
    assert!(shown.lines().count() > 2 && shown.lines().all(|line| line.len() <= 80), "{shown}");
    assert!(
        shown.lines().skip(2).all(|line| line.starts_with("        ") && !line.starts_with("         ")),
        "{shown}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told() {
    let ran = compare("paragraph-moved", &["-f", "json", "-o", "/dev/full"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("/dev/full: cannot be written: no space left on device"), "{}", ran.err);
    for (arguments, _) in everything_printed() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = shell(r#""$0" "$@" >/dev/full"#, &arguments);
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains("standard output: cannot be written: no space left on device"), "{arguments:?}: {told}");
        assert!(told.contains("hint: make room"), "{told}");
    }
}

/// Where a file may not grow beyond 4 KiB, which is a full disk to whoever writes it.
#[test]
fn a_disk_that_fills_leaves_no_half_file() {
    let desk = Desk::new();
    let (earlier, later) = sample("everything-new");
    let older = desk.put("report.html", "an older report");
    let limited = r#"trap '' XFSZ; ulimit -f 4; exec "$0" "$@""#;
    let endings = ["html", "docx", "json", "csv"];
    for target in endings.map(|ending| desk.path(&format!("new.{ending}"))).iter().chain([&older]) {
        let ran = shell(limited, &[&earlier, &later, "-q", "-o", target]);
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{told}");
        assert!(told.contains(target.as_str()) && told.contains("cannot be written"), "{told}");
    }
    assert_eq!(fs::read_to_string(&older).expect("it stays"), "an older report");
    assert_eq!(desk.names(), ["report.html"]);
    // A batch says so of each pair, and ends.
    let manifest = manifest(&desk, 3);
    let ran = shell(limited, &["batch", &manifest, "-f", "html", "-o", &desk.path("reports")]);
    let told = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{told}");
    assert!(told.contains("pair-0002") && told.contains("cannot be written"), "{told}");
    assert!(!names(&desk.path("reports")).iter().any(|name| name.ends_with(".html")));
}

/// The same on a file system of 64 KiB, where one can be made that nobody else sees.
#[cfg(target_os = "linux")]
#[test]
fn a_small_file_system_that_fills_leaves_no_half_file() {
    let desk = Desk::new();
    let (earlier, later) = sample("everything-new");
    let room = desk.path("room");
    fs::create_dir(&room).expect("there is room for a directory");
    let inside = r#"
        mount -t tmpfs -o size=64k none "$2" 2>/dev/null || exit 77
        cd "$2" && mkdir out
        for ending in txt json html md csv docx; do echo old >r.$ending; done
        cat /dev/zero >fill 2>/dev/null
        for ending in txt json html md csv docx; do "$1" "$3" "$4" -q -o r.$ending; echo $?; cat r.$ending; done
        "$1" batch "$5" -o out; echo $?
        ls -A . out"#;
    let script = format!("exec unshare --user --map-root-user --mount bash -c '{inside}' bash \"$0\" \"$@\"");
    let ran = shell(&script, &[&room, &earlier, &later, &manifest(&desk, 3)]);
    let (told, out) = (String::from_utf8_lossy(&ran.stderr), String::from_utf8_lossy(&ran.stdout));
    if matches!(ran.status.code(), Some(77 | 1 | 126 | 127)) && !out.contains("r.html") {
        eprintln!("no file system can be made here: passed over ({told})");
        return;
    }
    for name in ["r.txt", "r.json", "r.html", "r.md", "r.csv", "r.docx", "out/summary.csv"] {
        assert!(told.contains(&format!("{name}: cannot be written: no space left on device")), "{name}: {told}");
    }
    let left = "2\n.:\nfill\nout\nr.csv\nr.docx\nr.html\nr.json\nr.md\nr.txt\n\nout:\n.resdiff-batch.jsonl\n";
    assert_eq!(out, "2\nold\n".repeat(6) + left);
}
