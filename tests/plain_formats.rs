//! The formats for spreadsheets and wikis: they tell what the JSON tells, whatever the texts contain.

use resdiff::changes::ChangeReport;
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::{Filter, Selection, csv, markdown};
use resdiff::source::DecodeOptions;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn report(texts: [&[u8]; 2]) -> ChangeReport {
    let [earlier, later] = texts.map(|bytes| read(bytes, None, &DecodeOptions::default()).expect("a text can be read"));
    resdiff::compare(Pair::new(earlier, later), &resdiff::CompareOptions::default())
}

/// The pairs of the samples, by directory.
static SAMPLES: LazyLock<Vec<(PathBuf, ChangeReport)>> = LazyLock::new(samples);

fn samples() -> Vec<(PathBuf, ChangeReport)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut all: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the samples are in the repository")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("earlier.txt").is_file())
        .collect();
    all.sort();
    assert!(all.len() > 50, "{} samples", all.len());
    let open = |path: &Path| std::fs::read(path).expect("a sample can be read");
    all.into_iter()
        .map(|path| {
            let report = report([&open(&path.join("earlier.txt")), &open(&path.join("later.txt"))]);
            (path, report)
        })
        .collect()
}

fn as_csv(report: &ChangeReport, options: &csv::CsvOptions) -> String {
    let mut out = Vec::new();
    csv::report(&mut out, report, options).expect("writing to memory does not fail");
    String::from_utf8(out).expect("rows are text")
}

fn as_markdown(report: &ChangeReport, selection: &Selection) -> String {
    let mut out = Vec::new();
    let options = markdown::MarkdownOptions { selection: selection.clone(), ..Default::default() };
    markdown::report(&mut out, report, &options).expect("writing to memory does not fail");
    String::from_utf8(out).expect("Markdown is text")
}

/// Reads rows as RFC 4180 has them.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = csv.chars().peekable();
    while let Some(c) = characters.next() {
        let row = rows.last_mut().expect("there is a row");
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().expect("there is a cell").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => assert_eq!(characters.peek(), Some(&'\n'), "a row ends with CR LF"),
            '\n' if !quoted => rows.push(vec![String::new()]),
            _ => row.last_mut().expect("there is a cell").push(c),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last row ends, too");
    rows
}

#[test]
fn each_link_has_one_row_with_both_texts() {
    for (path, report) in &*SAMPLES {
        let csv = as_csv(report, &csv::CsvOptions::default());
        let rows = rows(csv.strip_prefix('\u{feff}').expect("a byte order mark stands first"));
        assert_eq!(rows[0], csv::COLUMNS, "{}", path.display());
        assert_eq!(rows.len(), report.changes.len() + 1, "{}", path.display());
        let column = |name: &str| csv::COLUMNS.iter().position(|column| *column == name).expect("a column");
        for (row, change) in rows[1..].iter().zip(&report.changes) {
            assert_eq!(row.len(), csv::COLUMNS.len(), "{}", path.display());
            let texts = change.texts(&report.resolutions);
            assert_eq!(row[column("earlier_text")].trim_start_matches('\''), texts.earlier, "{}", path.display());
            assert_eq!(row[column("later_text")].trim_start_matches('\''), texts.later, "{}", path.display());
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    let text = |n: u32| format!("The General Assembly,\n\n1. =SUM(A{n});\n\n2. +{n};\n\n3. -{n};\n\n4. @x{n}.\n");
    let csv = as_csv(&report([text(1).as_bytes(), text(2).as_bytes()]), &csv::CsvOptions::default());
    assert!(csv.contains("'=SUM(A1);"), "{csv}");
    for cell in rows(csv.trim_start_matches('\u{feff}')).iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

/// As the other forms do.
#[test]
fn drafts_of_the_same_title_are_told_apart_by_their_files() {
    let draft =
        |first: &str, verb: &str| format!("{first}\n\nThe General Assembly,\n\n1. {verb} the keepers of wells.\n");
    let names = |firsts: [&str; 2], files: [&str; 2]| {
        let [earlier, later] = [draft(firsts[0], "Invites"), draft(firsts[1], "Urges")];
        let [earlier_name, later_name] = files.map(|name| Some(name.to_owned()));
        let names = Pair::new(earlier_name, later_name);
        let options = csv::CsvOptions { byte_order_mark: false, names, ..Default::default() };
        let rows = rows(&as_csv(&report([earlier.as_bytes(), later.as_bytes()]), &options));
        rows[1][..2].to_vec()
    };
    assert_eq!(names(["Public wells"; 2], ["first.docx", "=second.docx"]), ["first.docx", "'=second.docx"]);
    assert_eq!(
        names(["Public wells", "Village wells"], ["first.docx", "second.docx"]),
        ["Public wells", "Village wells"]
    );
    assert_eq!(names(["", "A/C.2/79/L.4"], ["first.docx", "second.docx"]), ["first.docx", "A/C.2/79/L.4"]);
}

#[test]
fn a_selection_leaves_the_other_rows_out() {
    let (_, report) = SAMPLES.iter().find(|(path, _)| path.ends_with("added-and-removed")).expect("a sample");
    let selection = Selection { only: vec![Filter::Added], ..Selection::default() };
    let options = csv::CsvOptions { byte_order_mark: false, selection, ..Default::default() };
    let rows = rows(&as_csv(report, &options));
    assert_eq!(rows.len(), report.summary.added + 1);
    let change = csv::COLUMNS.iter().position(|column| *column == "change").expect("a column");
    assert!(rows[1..].iter().all(|row| row[change] == "added"), "{rows:?}");
}

#[test]
fn markdown_names_every_change() {
    for (path, report) in &*SAMPLES {
        let markdown = as_markdown(report, &Selection::default());
        let loud = resdiff::render::walk::entries(report).iter().filter(|entry| !entry.is_quiet()).count();
        let heads = markdown.lines().filter(|line| line.starts_with("### ")).count();
        assert_eq!(heads, loud, "{}", path.display());
        assert!(markdown.starts_with("# "), "{}", path.display());
        for line in markdown.lines() {
            let marks = |sign: &str| line.replace(&format!("\\{}", &sign[..1]), "").matches(sign).count();
            assert!(marks("**") % 2 == 0 && marks("~~") % 2 == 0, "{}: {line}", path.display());
            assert!(!line.contains("** **") || !line.contains("~~ ~~"), "{}: {line}", path.display());
        }
    }
}

#[test]
fn markdown_of_one_sample() {
    let (_, report) = SAMPLES.iter().find(|(path, _)| path.ends_with("verb-strengthened")).expect("a sample");
    let markdown = as_markdown(report, &Selection::default());
    let head = "\
# A/RES/68/902 → A/RES/70/915

Public seed libraries for food security

- earlier text: Sixty-eighth session · adopted 20 December 2013
- later text: Seventieth session · adopted 20 December 2015

**Substantive changes in 1 paragraph: OP 4.**

| Reworded |";
    let change = "
## Operative part

*3 unchanged paragraphs: OP 1 – OP 3*

### OP 4: reworded · substantive

- verb: invites → urges (strengthened)

> ~~Invites~~ **Urges** international financial institutions to support the construction of cold stores in remote areas;

*";
    assert!(markdown.starts_with(head), "{markdown}");
    assert!(markdown.contains(change), "{markdown}");
}

#[test]
fn nothing_of_a_text_is_interpreted_as_markdown() {
    let earlier =
        "The General Assembly,\n\n1. Decides <script>alert(1)</script> *not* `a` [b](http://c.org) @user #12 | x\n";
    let later =
        "The General Assembly,\n\n1. Decides <script>alert(2)</script> *now* `b` [c](http://d.org) @other #13 | y\n";
    let markdown = as_markdown(&report([earlier.as_bytes(), later.as_bytes()]), &Selection::default());
    let text = markdown.lines().find(|line| line.contains("script")).expect("the paragraph is shown");
    for sign in ["<script", "*not", "*now", "`a", "[b", "http:", "@user", "#12", "| "] {
        let bare = text.match_indices(sign).any(|(at, _)| !text[..at].ends_with(['\\', '*', '~']));
        assert!(!bare, "{sign}: {text}");
    }
}

#[test]
fn an_identical_text_says_so() {
    let (_, report) = SAMPLES.iter().find(|(path, _)| path.ends_with("identical")).expect("a sample");
    let markdown = as_markdown(report, &Selection::default());
    assert!(markdown.contains("**Nothing changed.**"), "{markdown}");
    assert!(!markdown.contains("### "), "{markdown}");
}

#[test]
fn the_columns_of_every_table_are_documented() {
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md")).expect("it is there");
    let check = |file: &str, columns: &[&str]| {
        let row = docs.lines().find(|line| line.starts_with(&format!("| {file} |"))).expect("the table has a row");
        let listed = row.split('|').nth(3).expect("the row lists columns").trim().to_owned();
        assert_eq!(listed, columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" "), "{file}");
    };
    check("changes.csv", &csv::COLUMNS);
    check("ledger.csv", &resdiff::render::ledger::COLUMNS);
    check("history.csv", &csv::HISTORY_COLUMNS);
    check("words.csv", &csv::BLAME_COLUMNS);
}
