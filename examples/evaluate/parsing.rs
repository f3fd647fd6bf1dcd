//! A corpus whose roles, levels and enumerators are recorded to shares of paragraphs on which the parser agrees.

use crate::corpus::{Corpus, Record};
use crate::gold::ratio;
use resdiff::diagnostic::Parsed;
use resdiff::resolution::{Resolution, Role, parse};
use resdiff::source::{DecodeOptions, decode};
use std::collections::BTreeMap;

/// Counts recorded paragraphs, and those on which the parser agrees.
#[derive(Debug, Default, Clone)]
pub struct Agreement {
    /// Recorded paragraphs of the body, headings among them.
    pub paragraphs: usize,
    /// Found with the same text.
    pub found: usize,
    /// Found, and role, level and enumerator are as recorded.
    pub agree: usize,
    /// Same role.
    pub role: usize,
    /// Same level.
    pub level: usize,
    /// Same enumerator.
    pub enumerator: usize,
    /// Letters and digits of the texts.
    pub letters: usize,
    /// Of these, how many stand nowhere in what the parser gave.
    pub lost: usize,
    /// What was recorded and what was read instead, with an example, by how often.
    pub disagreements: BTreeMap<String, (usize, String)>,
}

impl Agreement {
    /// Adds the counts of another.
    pub fn add(&mut self, other: Agreement) {
        self.paragraphs += other.paragraphs;
        self.found += other.found;
        self.agree += other.agree;
        self.role += other.role;
        self.level += other.level;
        self.enumerator += other.enumerator;
        self.letters += other.letters;
        self.lost += other.lost;
        for (what, (count, example)) in other.disagreements {
            self.disagreements.entry(what).or_insert((0, example)).0 += count;
        }
    }

    /// Prints the shares.
    pub fn print(&self, name: &str, examples: usize) {
        let share = |part: usize| 100.0 * ratio(part, self.paragraphs);
        println!(
            "{name:<22}{:>9}  all {:6.2} %   text {:6.2} %   role {:6.2} %   level {:6.2} %   enumerator {:6.2} %   characters lost {} of {}",
            self.paragraphs,
            share(self.agree),
            share(self.found),
            share(self.role),
            share(self.level),
            share(self.enumerator),
            self.lost,
            self.letters
        );
        let mut worst: Vec<_> = self.disagreements.iter().collect();
        worst.sort_by_key(|(what, (count, _))| (std::cmp::Reverse(*count), (*what).clone()));
        for (what, (count, example)) in worst.into_iter().take(examples) {
            println!("    {count:>6}  {what}: {example}");
        }
    }
}

/// Parses every resolution as plain text, with or without hard-wrapped lines.
pub fn measure(corpus: &Corpus, wrap: Option<usize>, every: usize) -> Agreement {
    let records: Vec<&Record> = corpus.records.values().step_by(every).collect();
    let half = records.len() / 2;
    let run = |part: &[&Record]| {
        let mut total = Agreement::default();
        part.iter().for_each(|record| total.add(one(record, wrap)));
        total
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| run(&records[half..]));
        let mut total = run(&records[..half]);
        total.add(other.join().expect("measuring does not panic"));
        total
    })
}

/// Reads a text the way the program does.
pub fn parsed(text: &str) -> Parsed<Resolution> {
    parse(decode(text.as_bytes(), &DecodeOptions::default()).expect("plain text is read"))
}

fn one(record: &Record, wrap: Option<usize>) -> Agreement {
    let text = record.as_text(wrap);
    let resolution = parsed(&text).value;
    let mut agreement = Agreement::default();
    // Paragraphs are paired by text, in order.
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, paragraph) in resolution.paragraphs.iter().enumerate().rev() {
        places.entry(bare(&paragraph.text)).or_default().push(i);
    }
    for recorded in record.paragraphs.iter().filter(|p| p.kind == "paragraph" || p.kind == "heading") {
        let key = bare(&recorded.text);
        if key.is_empty() {
            continue;
        }
        agreement.paragraphs += 1;
        let heading = recorded.kind == "heading";
        let role = if heading { "heading" } else { recorded.role.as_deref().unwrap_or("none") };
        // The writer prints enumerators of operative paragraphs alone; and the record knows no annexes.
        let printed = if role == "operative" { recorded.enumerator.as_deref().unwrap_or_default() } else { "" };
        let enumerator = printed.trim();
        let level = if enumerator.is_empty() { 0 } else { recorded.level.unwrap_or(1).max(1) - 1 };
        let expected = format!("{role} {level} {}", if enumerator.is_empty() { "-" } else { "numbered" });
        let example = || format!("{} {enumerator} {}", record.key, recorded.text.chars().take(70).collect::<String>());
        let Some(found) = places.get_mut(&key).and_then(Vec::pop) else {
            agreement.disagreements.entry(format!("{expected}, but no such text")).or_insert((0, example())).0 += 1;
            continue;
        };
        agreement.found += 1;
        let paragraph = &resolution.paragraphs[found];
        let roles = match role {
            "preambular" => matches!(paragraph.role, Role::Preambular | Role::Annex),
            "operative" => matches!(paragraph.role, Role::Operative | Role::Subparagraph | Role::Annex),
            "heading" => paragraph.role == Role::Heading,
            _ => true,
        };
        let levels = paragraph.level == level;
        let enumerators =
            paragraph.enumerator.as_deref().map(plain_number).unwrap_or_default() == plain_number(enumerator);
        agreement.role += usize::from(roles);
        agreement.level += usize::from(levels);
        agreement.enumerator += usize::from(enumerators);
        if roles && levels && enumerators {
            agreement.agree += 1;
        } else {
            let read = format!(
                "{:?} {} {}",
                paragraph.role,
                paragraph.level,
                match (&paragraph.enumerator, enumerators) {
                    (Some(_), true) => "numbered",
                    (Some(_), false) => "other number",
                    (None, _) => "-",
                }
            );
            agreement.disagreements.entry(format!("{expected}, but {read}")).or_insert((0, example())).0 += 1;
        }
    }
    let given = count_letters(&kept_text(&resolution));
    for (letter, wanted) in count_letters(&text) {
        agreement.letters += wanted;
        agreement.lost += wanted.saturating_sub(given.get(&letter).copied().unwrap_or_default());
    }
    if agreement.lost > 0 {
        let what = format!("{} characters lost of {}", agreement.lost, record.key);
        agreement.disagreements.insert(format!("text lost in {}", record.key), (agreement.lost, what));
    }
    agreement
}

/// All text that a parsed resolution holds, wherever.
fn kept_text(resolution: &Resolution) -> String {
    let mut text = String::new();
    let mut keep = |part: &str| {
        text.push_str(part);
        text.push(' ');
    };
    let masthead = &resolution.masthead;
    let symbol = masthead.symbol.as_ref().map(ToString::to_string);
    for field in [
        &symbol,
        &masthead.organ,
        &masthead.session_words,
        &masthead.agenda_item,
        &masthead.report,
        &masthead.title,
        &masthead.number,
        &masthead.distribution,
        &masthead.distribution_date,
        &masthead.meeting,
        &masthead.adoption_date,
    ] {
        keep(field.as_deref().unwrap_or_default());
    }
    masthead.sponsors.iter().chain(&masthead.other).chain(&resolution.closing).for_each(|line| keep(line));
    for paragraph in &resolution.paragraphs {
        keep(paragraph.enumerator.as_deref().unwrap_or_default());
        keep(&paragraph.text);
        paragraph.marks.iter().for_each(|mark| keep(&mark.label));
    }
    for note in &resolution.footnotes {
        keep(&note.label);
        keep(&note.text);
    }
    resolution.furniture.iter().for_each(|furniture| keep(&furniture.text));
    text
}

fn count_letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

/// Letters alone: figures may be marks of notes that the record left in the text.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn plain_number(enumerator: &str) -> String {
    enumerator.chars().filter(|c| c.is_alphanumeric()).collect()
}
