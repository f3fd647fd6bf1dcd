//! The tokens of a text as words in lower case, and the small words by which phrases are told.

use crate::lexicon::WordList;
use crate::token::{Token, tokenize};

/// Holds the tokens of a text with their words in lower case.
pub(super) struct Words<'t> {
    text: &'t str,
    pub tokens: Vec<Token>,
    /// The text in lower case, every character as long as before.
    lower: String,
    /// The words with hyphens that do not break, by their token, with usual ones.
    hyphened: Vec<(usize, String)>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let lower = lower(text);
        let mut hyphened = Vec::new();
        if !text.is_ascii() && text.contains(HYPHENS) {
            let words = tokens.iter().map(|token| token.span.of(&lower)).enumerate();
            hyphened
                .extend(words.filter(|(_, word)| word.contains(HYPHENS)).map(|(at, w)| (at, w.replace(HYPHENS, "-"))));
        }
        Words { text, tokens, lower, hyphened }
    }

    /// Gives a word in lower case; nothing after the last.
    pub(super) fn lower(&self, at: usize) -> &str {
        if !self.hyphened.is_empty()
            && let Ok(found) = self.hyphened.binary_search_by_key(&at, |(place, _)| *place)
        {
            return &self.hyphened[found].1;
        }
        self.tokens.get(at).map_or("", |token| token.span.of(&self.lower))
    }

    /// Gives the key of a word; 0, which no word has, after the last.
    pub(super) fn key(&self, at: usize) -> u64 {
        self.tokens.get(at).map_or(0, |token| token.key)
    }

    /// Counts the words of the longest entry of a list that stands at a word; 0 for none.
    pub(super) fn longest(&self, list: &WordList, at: usize) -> usize {
        list.longest(self.key(at), self.from(at))
    }

    pub(super) fn from(&self, at: usize) -> impl Iterator<Item = &str> + Clone {
        (at..self.tokens.len()).map(|at| self.lower(at))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.span.of(self.text).starts_with(char::is_uppercase))
    }

    pub(super) fn is_end(&self, at: usize) -> bool {
        at >= self.tokens.len()
    }

    /// Gives some words as they stand, in lower case, joined by spaces.
    pub(super) fn joined(&self, from: usize, to: usize) -> String {
        (from..to).map(|at| self.lower(at)).collect::<Vec<_>>().join(" ")
    }
}

const HYPHENS: [char; 2] = ['\u{2010}', '\u{2011}'];

/// Gives a text in lower case. The few letters that would grow or shrink stay as they are.
fn lower(text: &str) -> String {
    if text.is_ascii() || !text.contains(|c: char| !c.is_ascii() && c.is_uppercase()) {
        return text.to_ascii_lowercase();
    }
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { lower(c) }).collect()
}

/// Words that stand before a noun and nowhere else: after a verb they are its object.
pub(super) const DETERMINERS: [&str; 26] = [
    "the",
    "its",
    "a",
    "an",
    "all",
    "any",
    "each",
    "every",
    "this",
    "these",
    "those",
    "such",
    "both",
    "our",
    "their",
    "his",
    "her",
    "itself",
    "ourselves",
    "no",
    "other",
    "as",
    "once",
    "again",
    "also",
    "that",
];

/// Words of a gap that say nothing: "Expresses *its* deep *and* growing concern".
pub(super) const IDLE: [&str; 14] =
    ["its", "our", "their", "the", "a", "an", "his", "her", "own", "and", "as", "well", "one's", "of"];

/// Words at which a gap ends.
pub(super) const PREPOSITIONS: [&str; 24] = [
    "that",
    "to",
    "for",
    "of",
    "at",
    "in",
    "on",
    "about",
    "over",
    "with",
    "by",
    "from",
    "which",
    "regarding",
    "concerning",
    "upon",
    "towards",
    "through",
    "under",
    "between",
    "after",
    "before",
    "against",
    "or",
];

/// Tells an adverb by its ending.
pub(super) fn is_adverb(word: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "assembly",
        "ally",
        "anomaly",
        "daily",
        "early",
        "elderly",
        "family",
        "friendly",
        "italy",
        "likely",
        "monthly",
        "quarterly",
        "reply",
        "supply",
        "weekly",
        "yearly",
    ];
    word.len() > 4 && word.ends_with("ly") && !OTHERS.contains(&word)
}
