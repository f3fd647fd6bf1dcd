//! Real files and the paragraphs recorded for them to shares of paragraphs that are found in each file.
//!
//! What is recorded has no notes, and some of their marks are still glued to its words: a text counts as found when
//! its letters are the same and its figures are, but for figures that are marks. Enumerators count as printed.

use crate::corpus::{self, Corpus, Record};
use crate::gold::ratio;
use resdiff::CompareOptions;
use resdiff::changes::{Change, ChangeReport};
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::resolution::{Paragraph, Resolution, Role, parse};
use resdiff::source::{DecodeOptions, decode};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Counts what of one file agrees with its record.
#[derive(Debug, Default, Clone)]
pub struct Found {
    /// Recorded paragraphs and headings.
    pub recorded: usize,
    /// Found with the same text.
    pub text: usize,
    /// Found, with the same role and enumerator.
    pub all: usize,
    /// Paragraphs of the file that stand nowhere in the record.
    pub strange: usize,
    /// What did not agree, one a line.
    pub faults: Vec<String>,
}

/// Reads all files that have a record and prints the table; says so where there are none.
pub fn table(data: &Path, verbose: bool) {
    println!("REAL FILES, paragraphs against their record");
    let (Some(corpus), files) = (corpus::load(&data.join("corpus")), files(&data.join("files"))) else {
        println!("  passed over: no corpus in {}\n", data.join("corpus").display());
        return;
    };
    if files.is_empty() {
        println!("  passed over: no files in {}\n", data.join("files").display());
        return;
    }
    println!(
        "{:<24}{:>9}{:>10}{:>24}{:>9}{:>10}",
        "", "recorded", "text", "text, role and number", "strange", "read in"
    );
    let mut total = Found::default();
    for file in &files {
        let Some(record) = key(file).and_then(|key| corpus.records.get(&key)) else { continue };
        let started = Instant::now();
        let read = read(file);
        let took = started.elapsed();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = match &read {
            Ok(parsed) => measure(record, &parsed.value),
            Err(error) => Found { faults: vec![error.clone()], ..Found::default() },
        };
        row(&name, &found, &format!("{} ms", took.as_millis()));
        if verbose {
            found.faults.iter().for_each(|fault| println!("    {fault}"));
        }
        total.recorded += found.recorded;
        total.text += found.text;
        total.all += found.all;
        total.strange += found.strange;
    }
    row("all", &total, "");
    println!();
    pairs(data, &corpus, verbose);
}

fn row(name: &str, found: &Found, took: &str) {
    let share = |part: usize| 100.0 * ratio(part, found.recorded);
    println!(
        "{name:<24}{:>9}{:>8.1} %{:>22.1} %{:>9}{took:>10}",
        found.recorded,
        share(found.text),
        share(found.all),
        found.strange
    );
}

/// Lists the files of official documents, those in `pdf/` included.
fn files(directory: &Path) -> Vec<PathBuf> {
    let inside = |directory: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(directory).into_iter().flatten().filter_map(Result::ok);
        let files = entries.map(|entry| entry.path());
        files.filter(|path| path.extension().is_some_and(|ext| ext == "pdf" || ext == "docx")).collect()
    };
    let mut files = inside(directory);
    files.extend(inside(&directory.join("pdf")));
    files.sort();
    files
}

/// The key under which a file is recorded: its name without "-EN".
fn key(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_str()?;
    Some(stem.trim_end_matches("-EN").to_owned())
}

/// Reads a file the way the program does.
fn read(file: &Path) -> Result<Parsed<Resolution>, String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    decode(&bytes, &DecodeOptions::default()).map(parse).map_err(|error| error.to_string())
}

/// Looks for each recorded paragraph among those of a file.
fn measure(record: &Record, resolution: &Resolution) -> Found {
    let mut found = Found::default();
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, paragraph) in resolution.paragraphs.iter().enumerate().rev() {
        places.entry(letters(&paragraph.text)).or_default().push(index);
    }
    let mut strange = vec![true; resolution.paragraphs.len()];
    let recorded = record.paragraphs.iter().filter(|p| !letters(&p.text).is_empty());
    for (recorded, judged) in recorded.map(|p| (p, p.kind == "paragraph" || p.kind == "heading")) {
        let at = places.get_mut(&letters(&recorded.text)).and_then(Vec::pop);
        if let Some(at) = at {
            strange[at] = false;
        }
        if !judged {
            continue;
        }
        found.recorded += 1;
        let heading = recorded.kind == "heading";
        let role = if heading { "heading" } else { recorded.role.as_deref().unwrap_or("none") };
        let number = recorded.enumerator.as_deref().unwrap_or_default();
        let fault = |what: &str| format!("{what}: {role} {number} {}", recorded.text.replace('\n', " "));
        // The record has some closing lines among the paragraphs.
        if at.is_none() && resolution.closing.iter().any(|line| letters(line) == letters(&recorded.text)) {
            found.text += 1;
            found.all += 1;
            continue;
        }
        let Some(paragraph) = at.map(|at| &resolution.paragraphs[at]) else {
            found.faults.push(fault("not found"));
            continue;
        };
        if !same_figures(&recorded.text, paragraph) {
            found.faults.push(fault(&format!("other figures, {}", paragraph.text)));
            continue;
        }
        found.text += 1;
        let same_role = match role {
            // The record calls the items of a preambular paragraph preambular.
            "preambular" => matches!(paragraph.role, Role::Preambular | Role::Subparagraph | Role::Annex),
            "operative" => matches!(paragraph.role, Role::Operative | Role::Subparagraph | Role::Annex),
            "heading" => paragraph.role == Role::Heading,
            _ => true,
        };
        let bare = |number: &str| number.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        // Half of the records lack the numerals of headings.
        let same_number =
            heading && number.is_empty() || bare(number) == bare(paragraph.enumerator.as_deref().unwrap_or_default());
        if same_role && same_number {
            found.all += 1;
        } else {
            let read = paragraph.enumerator.as_deref().unwrap_or("no number");
            found.faults.push(fault(&format!("{:?}, {read}", paragraph.role)));
        }
    }
    for (paragraph, _) in resolution.paragraphs.iter().zip(strange).filter(|(_, strange)| *strange) {
        found.strange += 1;
        found.faults.push(format!("strange: {:?} {}", paragraph.role, paragraph.text));
    }
    found
}

/// Tells whether both texts have the same figures, when those of marks may stand in the record.
fn same_figures(recorded: &str, paragraph: &Paragraph) -> bool {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let (recorded, given) = (figures(recorded), figures(&paragraph.text));
    let marks: usize = paragraph.marks.iter().map(|mark| figures(&mark.label).len()).sum();
    let mut rest = recorded.iter();
    given.iter().all(|figure| rest.any(|recorded| recorded == figure)) && recorded.len() <= given.len() + marks
}

/// The plain letters of a text; one with an accent may be written as one character or as two.
fn letters(text: &str) -> String {
    let mut letters = String::new();
    for c in text.chars() {
        match c {
            'a'..='z' => letters.push(c),
            'A'..='Z' => letters.push(c.to_ascii_lowercase()),
            '\u{300}'..='\u{36F}' => drop(letters.pop()),
            _ => {}
        }
    }
    letters
}

/// Compares each pair of files, and the pair of their records, and lists where the reports differ.
fn pairs(data: &Path, corpus: &Corpus, verbose: bool) {
    println!("PAIRS OF FILES, their report against that of their records");
    let listed = std::fs::read_to_string(data.join("files/pdf/pairs.tsv")).unwrap_or_default();
    let mut same = (0, 0);
    for line in listed.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, _, earlier, later, ..] = columns[..] else { continue };
        let paths = Pair::new(earlier, later).map(|name| data.join("files/pdf").join(name));
        let records = paths.as_ref().map(|path| key(path).and_then(|key| corpus.records.get(&key)));
        let (Some(earlier_record), Some(later_record)) = (records.earlier, records.later) else { continue };
        let (Ok(earlier), Ok(later)) = (read(&paths.earlier), read(&paths.later)) else { continue };
        let from_files = links(&resdiff::compare(Pair::new(earlier, later), &CompareOptions::default()));
        let recorded =
            Pair::new(earlier_record, later_record).map(|record| crate::parsing::parsed(&record.as_text(None)));
        let from_records = links(&resdiff::compare(recorded, &CompareOptions::default()));
        let missing: Vec<_> = from_records.iter().filter(|link| !from_files.contains(link)).collect();
        let further: Vec<_> = from_files.iter().filter(|link| !from_records.contains(link)).collect();
        same.0 += from_records.len() - missing.len();
        same.1 += from_records.len();
        println!(
            "{:<48}{:>5} links,{:>4} of the records alone,{:>4} of the files alone",
            line.split('\t').next_back().unwrap_or("").chars().take(46).collect::<String>(),
            from_records.len(),
            missing.len(),
            further.len()
        );
        if verbose {
            missing.iter().for_each(|link| println!("    records: {link}"));
            further.iter().for_each(|link| println!("    files:   {link}"));
        }
    }
    println!("links in both reports: {} of {}\n", same.0, same.1);
}

/// One line for each link: what happened to which paragraphs, by their first words. Numbers are left out: the text that
/// is made of a record lacks those of headings and of the items of preambular paragraphs.
fn links(report: &ChangeReport) -> Vec<String> {
    let side = |resolution: &Resolution, members: &[usize]| -> String {
        let member = |&index: &usize| letters(&resolution.paragraphs[index].text).chars().take(40).collect::<String>();
        members.iter().map(member).collect::<Vec<_>>().join(" + ")
    };
    let line = |change: &Change| {
        let members = &change.link.members;
        format!(
            "{:?}{} [{}] [{}]",
            change.kind,
            if change.link.moved { " moved" } else { "" },
            side(&report.resolutions.earlier, &members.earlier),
            side(&report.resolutions.later, &members.later)
        )
    };
    report.changes.iter().map(line).collect()
}

/// Reads texts that come line by line without blank lines, and prints how many are taken apart.
pub fn line_by_line(data: &Path, verbose: bool) {
    println!("LINE-BY-LINE TEXTS");
    let entries = std::fs::read_dir(data.join("files/text")).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    if files.is_empty() {
        println!("  passed over: no texts in {}\n", data.join("files/text").display());
        return;
    }
    let (mut numbered, mut split, mut preambular) = (0, 0, 0);
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let Ok(parsed) = read(file) else { continue };
        let expected = numbers_in_order(&text);
        // An annex goes on with numbers of its own.
        let operative = parsed.value.paragraphs.iter().filter(|p| matches!(p.role, Role::Operative | Role::Annex));
        let found: Vec<u32> =
            operative.filter_map(|p| p.enumerator.as_deref()?.trim_end_matches('.').parse().ok()).collect();
        let complete = (1..=expected).all(|number| found.contains(&number))
            && found.windows(2).all(|pair| pair[1] == pair[0] + 1 || pair[1] <= 1);
        numbered += usize::from(complete);
        let faults: Vec<String> = parsed
            .value
            .paragraphs
            .iter()
            .filter(|p| p.role == Role::Preambular && !p.is_organ_line())
            .filter(|p| p.opening.is_none() || holds_another(&p.text))
            .map(|p| p.text.chars().take(300).collect())
            .collect();
        preambular += parsed.value.paragraphs.iter().filter(|p| p.role == Role::Preambular).count();
        split += usize::from(faults.is_empty());
        if verbose && (!complete || !faults.is_empty()) {
            println!("    {}: 1 to {expected} expected, found {found:?}", file.display());
            faults.iter().for_each(|fault| println!("        {fault}"));
        }
    }
    println!("  texts with every operative number in order: {numbered} of {}", files.len());
    println!("  texts whose preamble is split at its openings: {split} of {} ({preambular} paragraphs)\n", files.len());
}

/// The longest run 1, 2, 3, ... of numbers at the starts of lines.
fn numbers_in_order(text: &str) -> u32 {
    let mut last = 0;
    for line in text.lines() {
        if line.trim_start().strip_prefix(&format!("{}. ", last + 1)).is_some() {
            last += 1;
        }
    }
    last
}

/// Tells whether a preambular paragraph goes on with another one: a comma, and a participle with a capital.
fn holds_another(text: &str) -> bool {
    let openings = [
        "Recalling",
        "Noting",
        "Reaffirming",
        "Welcoming",
        "Expressing",
        "Stressing",
        "Determined",
        "Acting",
        "Recognizing",
        "Emphasizing",
        "Bearing",
        "Having",
        "Taking",
        "Concerned",
        "Gravely",
        "Deeply",
        "Commending",
    ];
    openings.iter().any(|opening| text.contains(&format!(", {opening} ")))
}
