//! A corpus whose roles, levels and enumerators are recorded to shares of paragraphs on which the parser agrees.

use crate::corpus::{Corpus, Record};
use crate::gold::ratio;
use crate::letters::{kept_text, plain_figure};
use resdiff::diagnostic::Parsed;
use resdiff::resolution::{Resolution, Role, parse};
use resdiff::source::{DecodeOptions, decode};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Disagreements about which the record is silent, by what it does not tell.
    pub silent: BTreeMap<Silence, (usize, String)>,
    /// The other disagreements: what was recorded and what was read instead, with an example, by how often.
    pub disagreements: BTreeMap<String, (usize, String)>,
}

/// Names what a record does not tell, although it has a label for it. Each is told by a rule that looks at the record, and
/// at nothing but the one field in question: the others must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// Every paragraph without a number is recorded as preambular, "Decides ..." among them. It must be read as a
    /// paragraph, whatever its role.
    Role,
    /// The writer prints numbers of paragraphs recorded as operative alone: others lack theirs.
    NumberNotPrinted,
    /// The level is that of the form, (a) or (i) or a dash, not of the depth: it is 4 or 5, or no item of the level above
    /// is open.
    Level,
    /// Notes, heads of pages, closing lines: recorded as paragraphs, and kept by the parser as what they are.
    Apart,
    /// The end of a page cuts a sentence in two paragraphs; the parser has it whole. Not granted where a text comes line by
    /// line, since there two paragraphs joined by mistake look the same.
    Halves,
    /// A printed number was left in the text.
    NumberInText,
}

impl Silence {
    /// Describes it for the table.
    fn describe(self) -> &'static str {
        match self {
            Silence::Role => "without number, hence recorded as preambular",
            Silence::NumberNotPrinted => "recorded number not printed, since not recorded as operative",
            Silence::Level => "recorded level by the form of the number, not by depth",
            Silence::Apart => "note, head of a page, closing line or line of the first page recorded as a paragraph",
            Silence::Halves => "half of a sentence that a page cut in two",
            Silence::NumberInText => "number left in the recorded text",
        }
    }
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
        for (what, (count, example)) in other.silent {
            self.silent.entry(what).or_insert((0, example)).0 += count;
        }
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
        let silent: usize = self.silent.values().map(|(count, _)| count).sum();
        let told = self.paragraphs - silent;
        println!("  where the record tells{told:>9}  all {:6.2} %", 100.0 * ratio(self.agree, told));
        if examples > 0 {
            for (what, (count, example)) in &self.silent {
                println!("    {count:>6}  not told: {}: {example}", what.describe());
            }
        }
        let mut worst: Vec<_> = self.disagreements.iter().collect();
        worst.sort_by_key(|(what, (count, _))| (std::cmp::Reverse(*count), (*what).clone()));
        for (what, (count, example)) in worst.into_iter().take(examples) {
            println!("    {count:>6}  {what}: {example}");
        }
    }
}

/// Names the ways of printing.
#[derive(Debug, Clone, Copy)]
pub enum Print {
    /// A paragraph a line, blank lines between.
    Paragraphs,
    /// Hard-wrapped at 72 columns, blank lines between, first lines indented.
    Wrapped,
    /// Hard-wrapped at 72 columns, with nothing between paragraphs and no indents.
    LineByLine,
}

/// Parses every resolution as plain text, printed in one way.
pub fn measure(corpus: &Corpus, print: Print, every: usize) -> Agreement {
    let records: Vec<&Record> = corpus.records.values().step_by(every).collect();
    let half = records.len() / 2;
    let run = |part: &[&Record]| {
        let mut total = Agreement::default();
        part.iter().for_each(|record| total.add(one(record, print)));
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

fn one(record: &Record, print: Print) -> Agreement {
    let text = match print {
        Print::Paragraphs => record.as_text(None),
        Print::Wrapped => record.as_text(Some(72)),
        Print::LineByLine => {
            let text = record.as_text(Some(72));
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            lines.join("\n")
        }
    };
    let resolution = parsed(&text).value;
    let mut agreement = Agreement::default();
    let mut read = Texts::of(&resolution);
    // Recorded levels that are open: a level stands under the one above it.
    let mut open: Vec<u8> = Vec::new();
    for recorded in record.paragraphs.iter().filter(|p| p.kind == "paragraph" || p.kind == "heading") {
        let key = bare(&recorded.text);
        if key.is_empty() {
            continue;
        }
        agreement.paragraphs += 1;
        let heading = recorded.kind == "heading";
        let role = if heading { "heading" } else { recorded.role.as_deref().unwrap_or("none") };
        let number = recorded.enumerator.as_deref().unwrap_or_default().trim();
        // The writer prints enumerators of operative paragraphs alone; and the record knows no annexes.
        let enumerator = if role == "operative" { number } else { "" };
        let level = if enumerator.is_empty() { 0 } else { recorded.level.unwrap_or(1).max(1) - 1 };
        let by_form = level > 2 || level > 0 && !open.contains(&(level - 1));
        if !enumerator.is_empty() {
            open.retain(|&other| other < level);
            open.push(level);
        }
        let expected = format!("{role} {level} {}", if enumerator.is_empty() { "-" } else { "numbered" });
        let example = || format!("{} {enumerator} {}", record.key, recorded.text.chars().take(70).collect::<String>());
        let Some((found, labelled)) = read.take(&key, heading) else {
            let continued = starts_lower(&recorded.text) || !recorded.text.trim_end().ends_with([',', ';', '.', ':']);
            let silence = if read.apart.contains(&key) {
                Some(Silence::Apart)
            } else if !heading && continued && !matches!(print, Print::LineByLine) && read.holds_half(&key) {
                Some(Silence::Halves)
            } else {
                None
            };
            agreement.disagree(silence, format!("{expected}, but no such text"), example());
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
        let enumerators = labelled && heading
            || paragraph.enumerator.as_deref().map(plain_number).unwrap_or_default() == plain_number(enumerator);
        agreement.role += usize::from(roles);
        agreement.level += usize::from(levels);
        agreement.enumerator += usize::from(enumerators);
        if roles && levels && enumerators {
            agreement.agree += 1;
            continue;
        }
        let unnumbered = !heading && number.is_empty();
        let silence = if unnumbered && labelled {
            Some(Silence::NumberInText)
        } else if unnumbered && levels && enumerators && paragraph.role != Role::Heading {
            Some(Silence::Role)
        } else if !heading && !number.is_empty() && enumerator.is_empty() && paragraph.enumerator.is_none() {
            Some(Silence::NumberNotPrinted)
        } else if by_form && roles && enumerators {
            Some(Silence::Level)
        } else {
            None
        };
        let number = match (&paragraph.enumerator, enumerators) {
            (Some(_), true) => "numbered",
            (Some(_), false) => "other number",
            (None, _) => "-",
        };
        let what = format!("{expected}, but {:?} {} {number}", paragraph.role, paragraph.level);
        agreement.disagree(silence, what, example());
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

impl Agreement {
    fn disagree(&mut self, silence: Option<Silence>, what: String, example: String) {
        let count = match silence {
            Some(silence) => self.silent.entry(silence).or_insert((0, example)),
            None => self.disagreements.entry(what).or_insert((0, example)),
        };
        count.0 += 1;
    }
}

/// What was read, by its letters.
struct Texts {
    /// Places of paragraphs, the first last, by text; and by text with the enumerator before it.
    plain: BTreeMap<String, Vec<usize>>,
    labelled: BTreeMap<String, Vec<usize>>,
    /// Texts of paragraphs.
    all: Vec<String>,
    /// What is no paragraph: closing lines, notes, heads of pages, fields of the first page.
    apart: BTreeSet<String>,
}

impl Texts {
    fn of(resolution: &Resolution) -> Self {
        let mut plain: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut labelled: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, paragraph) in resolution.paragraphs.iter().enumerate().rev() {
            plain.entry(bare(&paragraph.text)).or_default().push(i);
            if let Some(enumerator) = paragraph.enumerator.as_deref().filter(|enumerator| !bare(enumerator).is_empty())
            {
                labelled.entry(bare(&format!("{enumerator} {}", paragraph.text))).or_default().push(i);
            }
        }
        let notes = resolution.footnotes.iter().map(|note| &note.text);
        let furniture = resolution.furniture.iter().map(|furniture| &furniture.text);
        let apart = resolution.closing.iter().chain(notes).chain(furniture).map(String::as_str);
        let apart = resolution.masthead.printed().chain(apart).map(bare);
        let all = resolution.paragraphs.iter().map(|paragraph| bare(&paragraph.text)).collect();
        Texts { apart: apart.collect(), plain, labelled, all }
    }

    /// Takes the next paragraph with this text, and tells whether its enumerator is part of the text.
    fn take(&mut self, key: &str, heading: bool) -> Option<(usize, bool)> {
        let plain = self.plain.get_mut(key).and_then(Vec::pop).map(|at| (at, false));
        plain.or_else(|| {
            // "A" alone is a label of a part.
            let at = self.labelled.get_mut(key).filter(|_| heading || key.len() > 1).and_then(Vec::pop)?;
            Some((at, true))
        })
    }

    /// Tells whether a longer paragraph begins or ends with this text.
    fn holds_half(&self, key: &str) -> bool {
        self.all.iter().any(|text| text.len() > key.len() && (text.starts_with(key) || text.ends_with(key)))
    }
}

fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Counts letters and figures; raised figures as plain ones, since they are labels of notes.
fn count_letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *counts.entry(plain_figure(c)).or_default() += 1);
    counts
}

/// Letters alone: figures may be marks of notes that the record left in the text.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn plain_number(enumerator: &str) -> String {
    enumerator.chars().filter(|c| c.is_alphanumeric()).collect()
}
