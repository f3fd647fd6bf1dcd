//! "fifty-fourth session" as a value: ordinals in words and figures to numbers and back.

use crate::span::Span;
use crate::token::{is_dash, tokenize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A session of an organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// Regular, special or emergency special.
    pub kind: SessionKind,
    /// Its number.
    pub number: u16,
}

/// Names the kind of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionKind {
    /// "fifty-fourth session".
    Regular,
    /// "twenty-first special session", S-21.
    Special,
    /// "tenth emergency special session", ES-10.
    EmergencySpecial,
}

/// Says that a text names no session.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{0}\" is no session such as \"fifty-fourth session\"")]
pub struct SessionError(String);

/// The most words of an ordinal: "one hundred and twenty-first" with its hyphen lost.
const LONGEST_ORDINAL: usize = 6;

/// Words that may stand between the ordinal and "session".
const KINDS: [&str; 10] = [
    "regular",
    "special",
    "emergency",
    "substantive",
    "resumed",
    "annual",
    "ordinary",
    "extraordinary",
    "biennial",
    "organizational",
];

impl Session {
    /// Finds the first session that a text names, with the words that name it: "fifty-fourth session".
    pub fn find(text: &str) -> Option<(Session, Span)> {
        Self::find_all(text).into_iter().next()
    }

    /// Finds all sessions that a text names, in order. Of "its fifty-fifth and fifty-sixth sessions" the first has only
    /// the ordinal as its span.
    pub fn find_all(text: &str) -> Vec<(Session, Span)> {
        let tokens = tokenize(text);
        let words: Vec<String> = tokens.iter().map(|token| plain(token.span.of(text))).collect();
        let mut found = Vec::new();
        // Ordinals that wait for the "sessions" after them.
        let mut waiting: Vec<(u16, Span)> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((number, next)) = ordinal_at(&words, at) else {
                waiting.clear();
                at += 1;
                continue;
            };
            let span = tokens[at].span.cover(tokens[next - 1].span);
            let kinds = words[next..].iter().take_while(|word| KINDS.contains(&word.as_str())).count();
            let end = next + kinds;
            let kind = kind_of(&words[next..end]);
            match words.get(end).map(String::as_str) {
                Some("session" | "sessions") => {
                    found.extend(waiting.drain(..).map(|(number, span)| (Session { kind, number }, span)));
                    found.push((Session { kind, number }, span.cover(tokens[end].span)));
                    at = end + 1;
                }
                Some("and" | "," | "or" | "to" | "through") if kinds == 0 => {
                    waiting.push((number, span));
                    at = end + 1;
                    if words.get(at).is_some_and(|word| word == "and" || word == "or") {
                        at += 1;
                    }
                    if words.get(at).is_some_and(|word| word == "its" || word == "the") {
                        at += 1;
                    }
                }
                _ => {
                    waiting.clear();
                    at = next;
                }
            }
        }
        found
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            SessionKind::Regular => "",
            SessionKind::Special => "special ",
            SessionKind::EmergencySpecial => "emergency special ",
        };
        write!(f, "{} {kind}session", ordinal(self.number))
    }
}

impl FromStr for Session {
    type Err = SessionError;

    /// Reads "fifty-fourth session", "Fifty-fourth", "79th session", "S-21", "ES-10", "54".
    fn from_str(text: &str) -> Result<Self, SessionError> {
        let fail = || SessionError(text.to_owned());
        let trimmed = text.trim();
        if let Some((session, span)) = Session::find(trimmed)
            && span.len() == trimmed.len()
        {
            return Ok(session);
        }
        if let Some(number) = number_from_ordinal(trimmed) {
            return Ok(Session { kind: SessionKind::Regular, number });
        }
        let (kind, number) = if let Some(number) = trimmed.strip_prefix("ES-") {
            (SessionKind::EmergencySpecial, number)
        } else if let Some(number) = trimmed.strip_prefix("S-") {
            (SessionKind::Special, number)
        } else {
            (SessionKind::Regular, trimmed)
        };
        let number = number.parse().ok().filter(|&number| number > 0).ok_or_else(fail)?;
        Ok(Session { kind, number })
    }
}

/// Reads an ordinal: "fifty-fourth", "One hundred and first", "54th". Nothing for anything else.
pub(crate) fn number_from_ordinal(text: &str) -> Option<u16> {
    let figures = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    if figures > 0 {
        let suffix = text[figures..].to_ascii_lowercase();
        let fits = matches!(suffix.as_str(), "st" | "nd" | "rd" | "th");
        return text[..figures].parse().ok().filter(|&number| fits && number > 0);
    }
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || is_dash(c)).filter(|word| !word.is_empty());
    let mut sum: u16 = 0;
    let mut complete = false;
    // The value of the word before, so that "twenty-tenth" and "first first" are no numbers.
    let mut before = u16::MAX;
    for word in words {
        if complete {
            return None;
        }
        if word == "and" {
            if before != 100 {
                return None;
            }
            continue;
        }
        if let Some(at) = ORDINALS.iter().position(|&(ordinal, _)| ordinal == word) {
            let value = value_at(at);
            complete = true;
            if !follows(before, value) {
                return None;
            }
            sum += value;
            before = value;
        } else if let Some(at) = ORDINALS.iter().position(|&(_, cardinal)| cardinal == word) {
            let value = value_at(at);
            if !follows(before, value) {
                return None;
            }
            sum += value;
            before = value;
        } else if word == "hundred" || word == "hundredth" {
            if before != u16::MAX && !(1..10).contains(&before) {
                return None;
            }
            sum = sum.max(1) * 100;
            before = 100;
            complete = word == "hundredth";
        } else {
            return None;
        }
    }
    complete.then_some(sum)
}

/// Writes an ordinal in words: "fifty-fourth", "one hundred and first". Zero is "zeroth"; thousands are in figures.
pub(crate) fn ordinal(number: u16) -> String {
    match number {
        0 => "zeroth".to_owned(),
        1..=19 => ORDINALS[usize::from(number) - 1].0.to_owned(),
        20..=99 if number.is_multiple_of(10) => ORDINALS[usize::from(number / 10) + 17].0.to_owned(),
        20..=99 => {
            let (_, tens) = ORDINALS[usize::from(number / 10) + 17];
            format!("{tens}-{}", ordinal(number % 10))
        }
        100..=999 => {
            let (_, hundreds) = ORDINALS[usize::from(number / 100) - 1];
            match number % 100 {
                0 => format!("{hundreds} hundredth"),
                rest => format!("{hundreds} hundred and {}", ordinal(rest)),
            }
        }
        _ => {
            let suffix = match (number % 100, number % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{number}{suffix}")
        }
    }
}

/// Ordinals and cardinals of 1 to 19, then of the tens.
const ORDINALS: [(&str, &str); 27] = [
    ("first", "one"),
    ("second", "two"),
    ("third", "three"),
    ("fourth", "four"),
    ("fifth", "five"),
    ("sixth", "six"),
    ("seventh", "seven"),
    ("eighth", "eight"),
    ("ninth", "nine"),
    ("tenth", "ten"),
    ("eleventh", "eleven"),
    ("twelfth", "twelve"),
    ("thirteenth", "thirteen"),
    ("fourteenth", "fourteen"),
    ("fifteenth", "fifteen"),
    ("sixteenth", "sixteen"),
    ("seventeenth", "seventeen"),
    ("eighteenth", "eighteen"),
    ("nineteenth", "nineteen"),
    ("twentieth", "twenty"),
    ("thirtieth", "thirty"),
    ("fortieth", "forty"),
    ("fiftieth", "fifty"),
    ("sixtieth", "sixty"),
    ("seventieth", "seventy"),
    ("eightieth", "eighty"),
    ("ninetieth", "ninety"),
];

/// Gives the value of a row of [`ORDINALS`].
fn value_at(row: usize) -> u16 {
    let row = u16::try_from(row).expect("the table has 27 rows");
    if row < 19 { row + 1 } else { (row - 17) * 10 }
}

/// Tells whether a number word may follow one of the value `before`: "fifty" + "fourth", "hundred" + anything.
fn follows(before: u16, value: u16) -> bool {
    match before {
        u16::MAX | 100 => true,
        20..=90 => value < 10,
        _ => false,
    }
}

/// Reads the longest ordinal at a word; gives the word after it.
fn ordinal_at(words: &[String], at: usize) -> Option<(u16, usize)> {
    let first = words[at].split('-').next()?;
    let begins = first.starts_with(|c: char| c.is_ascii_digit())
        || first.starts_with("hundred")
        || ORDINALS.iter().any(|&(ordinal, cardinal)| ordinal == first || cardinal == first);
    if !begins {
        return None;
    }
    let longest = LONGEST_ORDINAL.min(words.len() - at);
    (1..=longest)
        .rev()
        .find_map(|count| number_from_ordinal(&words[at..at + count].join(" ")).map(|number| (number, at + count)))
}

fn kind_of(words: &[String]) -> SessionKind {
    let has = |kind: &str| words.iter().any(|word| word == kind);
    if has("emergency") {
        SessionKind::EmergencySpecial
    } else if has("special") {
        SessionKind::Special
    } else {
        SessionKind::Regular
    }
}

/// Gives a word in lower case with plain hyphens.
fn plain(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| if is_dash(c) { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = Session::find_all(text);
        let found: Vec<(String, &str)> =
            found.iter().map(|(session, span)| (session.to_string(), span.of(text))).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(session, words)| (session.as_str(), *words)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sessions_are_found_in_words_and_figures() {
        check("Fifty-fourth session", &[("fifty-fourth session", "Fifty-fourth session")]);
        check("at its 79th session, under", &[("seventy-ninth session", "79th session")]);
        check(
            "the tenth emergency special session",
            &[("tenth emergency special session", "tenth emergency special session")],
        );
        check(
            "its one hundred and first session",
            &[("one hundred and first session", "one hundred and first session")],
        );
        check("at its sixty‑third regular session", &[("sixty-third session", "sixty‑third regular session")]);
        check(
            "at its fifty-fifth and fifty-sixth sessions",
            &[("fifty-fifth session", "fifty-fifth"), ("fifty-sixth session", "fifty-sixth sessions")],
        );
        check(
            "from its first to its third session and at its fifth session",
            &[("first session", "first"), ("third session", "third session"), ("fifth session", "fifth session")],
        );
    }

    #[test]
    fn other_ordinals_name_no_session() {
        check("the fiftieth anniversary and the first meeting of the session", &[]);
        check("the 87th plenary meeting, in 54 sessions", &[]);
        check("", &[]);
    }

    #[test]
    fn ordinals_read_back_as_written() {
        for number in 1..2100 {
            assert_eq!(number_from_ordinal(&ordinal(number)), Some(number));
            for kind in [SessionKind::Regular, SessionKind::Special, SessionKind::EmergencySpecial] {
                let session = Session { kind, number };
                assert_eq!(session.to_string().parse(), Ok(session));
            }
        }
        for text in
            ["twenty-tenth", "first first", "fifty", "one hundred", "and first", "54", "54nds", "hundred hundredth", ""]
        {
            assert_eq!(number_from_ordinal(text), None, "{text}");
        }
    }

    #[test]
    fn short_names_of_sessions_read() {
        for (text, expected) in [
            ("fifty-fourth", "fifty-fourth session"),
            ("54th", "fifty-fourth session"),
            ("54", "fifty-fourth session"),
            ("S-21", "twenty-first special session"),
            ("ES-10", "tenth emergency special session"),
        ] {
            assert_eq!(text.parse::<Session>().map(|session| session.to_string()), Ok(expected.to_owned()));
        }
        for text in ["", "0", "session", "the fifty-fourth session of", "X-1"] {
            assert!(text.parse::<Session>().is_err(), "{text}");
        }
    }
}
