//! One resolution in all containers: the same paragraphs, notes and masthead, whatever the file.
//!
//! The files that LibreOffice makes are left out, with a message, where it is missing.
#![cfg(all(feature = "docx", feature = "doc", feature = "html", feature = "pdf"))]

#[path = "word/marks.rs"]
mod marks;

use marks::with_marks;
use resdiff::CompareOptions;
use resdiff::compare;
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::docx::{TrackedOptions, write};
use resdiff::resolution::{Paragraph, Resolution};
use resdiff::source::DecodeOptions;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Differences from the plain text that are there in the file itself: (container, field, why).
const JUSTIFIED: &[(&str, &str, &str)] = &[
    ("pre.html", "op5", "the page has straight apostrophes, the plain text lost ones that are restored as curly"),
    ("pre.html", "op9", "the same of quotation marks"),
    ("pre.html", "closing", "the page prints the heading \"Notes\" over its notes"),
];

/// Gives what must be the same, as lines: (field, value).
fn fields(resolution: &Resolution) -> Vec<(String, String)> {
    let masthead = &resolution.masthead;
    let word = |field: &Option<String>| field.clone().unwrap_or_default();
    let mut fields = vec![
        ("symbol", masthead.symbol.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("organ", word(&masthead.organ)),
        ("session", word(&masthead.session_words)),
        ("agenda item", word(&masthead.agenda_item)),
        ("report", word(&masthead.report)),
        ("number", word(&masthead.number)),
        ("title", word(&masthead.title)),
        ("distribution", word(&masthead.distribution).to_uppercase()),
        ("issued", word(&masthead.distribution_date)),
        ("meeting", word(&masthead.meeting)),
        ("adopted", word(&masthead.adoption_date)),
        ("closing", resolution.closing.join(" / ")),
        ("ids", resolution.paragraphs.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(" ")),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect::<Vec<_>>();
    fields.extend(resolution.paragraphs.iter().map(|p| (p.id.clone(), printed(p))));
    fields.extend(resolution.footnotes.iter().map(|note| (format!("note {}", note.label), note.text.clone())));
    fields
}

fn printed(paragraph: &Paragraph) -> String {
    let text = with_marks(&paragraph.text, &paragraph.marks);
    format!("{} {text}", paragraph.enumerator.as_deref().unwrap_or("-"))
}

fn parsed(path: &Path) -> Parsed<Resolution> {
    read(&fs::read(path).expect("it is there"), None, &DecodeOptions::default()).expect("it is a text")
}

/// Converts a file with LibreOffice.
fn convert(from: &Path, to: &str, into: &Path) -> Option<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}", into.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(into)
        .arg(from)
        .output()
        .ok()?;
    let ending = to.split(':').next().unwrap_or(to);
    let made = into.join(from.file_name()?).with_extension(ending);
    (output.status.success() && made.is_file()).then_some(made)
}

#[test]
fn one_resolution_is_the_same_in_all_containers() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let plain = parsed(&samples.join("A_RES_52_189__A_RES_54_212/A_RES_54_212.txt"));
    let mut files: Vec<(&str, PathBuf)> = ["md", "modern.html", "pre.html"]
        .into_iter()
        .map(|kind| (kind, samples.join(format!("containers/A_RES_54_212.{kind}"))))
        .collect();

    let directory = tempfile::tempdir().expect("there is room for files");
    let docx = directory.path().join("resolution.docx");
    let same = compare(Pair::new(plain.clone(), plain.clone()), &CompareOptions::default());
    fs::write(&docx, write(&same, &TrackedOptions::default()).expect("memory does not fail")).expect("there is room");
    files.push(("docx", docx.clone()));
    let office = directory.path().join("office");
    fs::create_dir(&office).expect("there is room");
    for (kind, to) in [("docx by LibreOffice", "docx"), ("doc", "doc"), ("pdf", "pdf")] {
        match convert(&docx, to, &office) {
            Some(made) => files.push((kind, made)),
            None => eprintln!("skipped: LibreOffice does not make a {to}"),
        }
    }

    let expected = fields(&plain.value);
    let mut differences = Vec::new();
    for (kind, path) in &files {
        let found = fields(&parsed(path).value);
        let value = |fields: &[(String, String)], name: &str| {
            fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
        };
        let mut names: Vec<&String> = expected.iter().chain(&found).map(|(name, _)| name).collect();
        names.sort();
        names.dedup();
        for name in names {
            let (one, two) = (value(&expected, name), value(&found, name));
            let justified = JUSTIFIED.iter().any(|(file, what, _)| file == kind && what == name);
            if one != two && !justified {
                differences.push(format!("{kind}, {name}:\n  {one:?}\n  {two:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
