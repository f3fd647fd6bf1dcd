//! The tokens of a text as words in lower case, and the small words by which phrases are told.

use crate::token::{Token, tokenize};
use std::borrow::Cow;

/// Holds the tokens of a text with their words in lower case.
pub(super) struct Words<'t> {
    text: &'t str,
    pub tokens: Vec<Token>,
    lower: Vec<Cow<'t, str>>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let lower = tokens.iter().map(|token| lower(token.span.of(text))).collect();
        Words { text, tokens, lower }
    }

    /// Gives a word in lower case; nothing after the last.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", AsRef::as_ref)
    }

    pub(super) fn from(&self, at: usize) -> impl Iterator<Item = &str> + Clone {
        self.lower.iter().skip(at).map(AsRef::as_ref)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.span.of(self.text).starts_with(char::is_uppercase))
    }

    pub(super) fn is_end(&self, at: usize) -> bool {
        at >= self.tokens.len()
    }

    /// Gives some words as they stand, in lower case, joined by spaces.
    pub(super) fn joined(&self, from: usize, to: usize) -> String {
        self.lower[from..to].join(" ")
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.contains(|c: char| c.is_uppercase() || c == '\u{2011}' || c == '\u{2010}') {
        Cow::Owned(word.to_lowercase().replace(['\u{2011}', '\u{2010}'], "-"))
    } else {
        Cow::Borrowed(word)
    }
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
