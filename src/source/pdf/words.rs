//! Printed lines to running text: at which line ends a hyphen stays, goes, or no space belongs.

use crate::source::Mark;
use crate::span::Span;
use std::collections::HashSet;

/// Knows which words occur, joined or hyphenated, inside the lines of a text, and which are common at large.
#[derive(Debug, Default)]
pub(super) struct Words {
    inside: HashSet<String>,
    common: HashSet<&'static str>,
}

impl Words {
    /// Collects the words of some lines; those that a line end may have cut are left out.
    pub(super) fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut inside = HashSet::new();
        let mut cut = false;
        for line in lines {
            let mut words: Vec<&str> = line.split_whitespace().skip(usize::from(cut)).collect();
            cut = line.ends_with(['-', '\u{AD}']);
            if cut {
                words.pop();
            }
            for word in words {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                inside.insert(word);
            }
        }
        let table = include_str!("../../align/common_terms.txt").lines().filter(|line| !line.starts_with('#'));
        let common = table.flat_map(|line| line.split_whitespace().skip(1)).filter(|term| !term.contains('~'));
        Self { inside, common: common.collect() }
    }

    fn knows(&self, word: &str) -> bool {
        self.inside.contains(word) || self.common.contains(word)
    }

    /// Tells whether the hyphen between a line end and the next line is the printer's, not the word's.
    /// The house style hyphenates little: in doubt, the hyphen stays ("system-wide").
    fn joins(&self, before: &str, after: &str) -> bool {
        let head = before.rsplit(char::is_whitespace).next().unwrap_or("").trim_end_matches('-');
        let tail = after.split(char::is_whitespace).next().unwrap_or("");
        let head = head.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let starts_lower = tail.chars().next().is_some_and(char::is_lowercase);
        let tail = tail.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        // The part after the last hyphen is what a printer would have cut: "non-govern-" and "mental".
        let last = head.rsplit('-').next().unwrap_or("").to_owned();
        if !starts_lower || last.len() < 2 || tail.len() < 2 || !last.chars().all(char::is_alphabetic) {
            return false;
        }
        if self.inside.contains(&format!("{head}-{tail}")) {
            return false;
        }
        let joined = format!("{last}{tail}");
        let first = tail.split('-').next().unwrap_or("");
        if self.inside.contains(&joined) || self.inside.contains(&format!("{last}{first}")) {
            return true;
        }
        // "secretary-" and "general" are words themselves; "implemen-" is none.
        let both_words = self.knows(&last) && self.knows(first);
        self.common.contains(joined.as_str()) && !both_words
            || !self.knows(&last) && is_ending(first) && !is_prefix(&last)
    }
}

/// First parts of compounds, which keep their hyphen.
fn is_prefix(word: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "non", "self", "co", "ex", "pre", "post", "anti", "sub", "inter", "intra", "multi", "cross", "vice", "semi",
        "socio", "macro", "micro", "counter", "mid", "re", "un", "bi", "tri", "all", "well", "long", "short", "high",
        "low", "land", "small", "large", "full", "half", "gender", "age", "evidence", "climate", "data", "agro", "geo",
    ];
    PREFIXES.contains(&word)
}

/// Ends of words that printers part off: "tation", "ment", "ing".
fn is_ending(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "tion", "sion", "ment", "ments", "tions", "sions", "ing", "tional", "mental", "ness", "ity", "ities", "ance",
        "ence", "ties", "ble", "bly", "tive", "tively", "sive", "ture", "tures", "cies", "cal", "ial", "ous", "ously",
        "ally", "tary", "tory", "ers", "ful", "lish", "lished", "tional", "ated", "ating", "ization", "isation",
        "tain",
    ];
    ENDINGS.iter().any(|ending| word.len() <= ending.len() + 4 && word.ends_with(ending))
}

/// Puts lines together to one text, with the marks and italics in it.
#[derive(Debug)]
pub(super) struct Join<'w> {
    words: &'w Words,
    /// What was put together so far.
    pub(super) text: String,
    /// Marks in it.
    pub(super) marks: Vec<Mark>,
    /// Italics in it.
    pub(super) italics: Vec<Span>,
}

impl<'w> Join<'w> {
    /// Starts with nothing.
    pub(super) fn new(words: &'w Words) -> Self {
        Self { words, text: String::new(), marks: Vec::new(), italics: Vec::new() }
    }

    /// Adds a line and gives the byte at which it starts.
    pub(super) fn push(&mut self, line: &str) -> usize {
        if !self.text.is_empty() && !line.is_empty() {
            if self.text.ends_with('\u{AD}') {
                self.text.pop();
            } else if self.text.ends_with('-') && self.text.len() > 1 && !self.text.ends_with(" -") {
                if self.words.joins(&self.text, line) {
                    self.text.pop();
                }
            } else if !runs_on(&self.text, line) {
                self.text.push(' ');
            }
        }
        let start = self.text.len();
        self.text.push_str(line);
        start
    }

    /// Adds a line with its marks and italics.
    pub(super) fn push_with(&mut self, line: &str, marks: &[Mark], italics: &[Span]) {
        let before = self.text.len();
        let start = self.push(line);
        self.marks.extend(marks.iter().map(|mark| Mark { at: mark.at + start, label: mark.label.clone() }));
        for italic in italics {
            let italic = italic.shifted(start);
            match self.italics.last_mut() {
                // Italics go on over the line end, if only the space between the lines parts them.
                Some(last) if last.end >= before.min(start) && italic.start == start => last.end = italic.end,
                _ => self.italics.push(italic),
            }
        }
    }

    /// Gives the text, soft hyphens gone.
    pub(super) fn finish(self) -> String {
        self.text.replace('\u{AD}', "")
    }
}

/// Tells whether a line goes on without a space: addresses of web pages and symbols that were cut at a slash.
fn runs_on(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let next = after.split(char::is_whitespace).next().unwrap_or("");
    let address = word.starts_with("http") || word.starts_with("www.") || word.starts_with('/');
    let symbol = word.len() > 2 && word.ends_with('/') && next.starts_with(|c: char| c.is_ascii_alphanumeric());
    symbol || address && word.ends_with(['/', '=', '?', '&', '_'])
}

#[cfg(test)]
mod tests {
    use super::{Join, Words};

    fn check(elsewhere: &str, first: &str, second: &str, expected: &str) {
        let words = Words::of([elsewhere, first, second].into_iter());
        let mut join = Join::new(&words);
        join.push(first);
        join.push(second);
        assert_eq!(join.finish(), expected, "{first} | {second} beside {elsewhere}");
    }

    #[test]
    fn hyphens_of_words_stay_and_those_of_printers_go() {
        check("", "a system-", "wide review", "a system-wide review");
        check("", "the Secretary-", "General", "the Secretary-General");
        check("", "Non-", "Proliferation", "Non-Proliferation");
        check("", "the implemen-", "tation of", "the implementation of");
        check("", "non-govern-", "mental organizations", "non-governmental organizations");
        check("cooperation", "interna\u{AD}", "tional", "international");
        check("peacebuilding", "peace-", "building", "peacebuilding");
        check("peace-building", "peace-", "building", "peace-building");
        check("", "decision-", "making", "decision-making");
        check("", "the full-", "scope safeguards", "the full-scope safeguards");
        check("", "2020-", "2030", "2020-2030");
        check("", "the mid-", "term review", "the mid-term review");
    }

    #[test]
    fn symbols_and_addresses_run_on() {
        check("", "see A/RES/", "54/212, annex", "see A/RES/54/212, annex");
        check("", "https://www.un.org/", "en/docs", "https://www.un.org/en/docs");
        check("", "and – as", "agreed", "and – as agreed");
    }
}
