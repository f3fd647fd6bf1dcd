//! A text to its words: the one tokeniser that alignment, edit scripts and rules share.
//!
//! A word keeps together what a reader of resolutions takes for one thing: hyphenated compounds, symbols
//! ("A/54/587/Add.5", "52/189", "S-21/2"), numbers ("1,400", "2.5") and dates ("22 December 1999"). Words are compared
//! by a key that ignores what is never a change of substance: case, kinds of quotation marks, dashes and spaces, and the
//! hyphen of "co-operation".
//!
//! ```
//! use resdiff::token::{key_of, tokenize};
//!
//! let text = "Co-operation under 54/212 of 22 December 1999";
//! let words: Vec<&str> = tokenize(text).iter().map(|token| token.span.of(text)).collect();
//! assert_eq!(words, ["Co-operation", "under", "54/212", "of", "22 December 1999"]);
//! assert_eq!(key_of("Co-operation"), key_of("cooperation"));
//! ```

use crate::span::Span;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Holds one word, punctuation mark or line break of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Same for tokens that differ in typography only.
    pub key: u64,
}

/// Names the kinds of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits, hyphens and apostrophes inside.
    Word,
    /// Digits: a figure or a year.
    Number,
    /// A symbol or any other compound with a slash.
    Symbol,
    /// Day, month and year.
    Date,
    /// One punctuation mark.
    Punctuation,
    /// A line break, which in the text of a split or merge stands between two paragraphs.
    Break,
}

/// Takes a text apart. Costs time linear in its length.
pub fn tokenize(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5 + 1);
    let mut start = 0;
    while let Some(&byte) = bytes.get(start) {
        if byte == b' ' {
            start += 1;
        } else if PLAIN[usize::from(byte)] != 0 {
            let token = plain_word(bytes, start).unwrap_or_else(|| word(text, start));
            start = token.span.end;
            add_word(text, token, &mut tokens);
        } else {
            start = other(text, start, &mut tokens);
        }
    }
    tokens
}

/// Reads a word of ASCII letters and digits that ends before a space, or before a mark that stands inside no word: most
/// words are such. Nothing where the word may go on.
fn plain_word(bytes: &[u8], start: usize) -> Option<Token> {
    let mut hash = Fnv::START;
    let mut end = start;
    let mut seen = 0;
    while let Some(lower) = bytes.get(end).map(|&byte| PLAIN[usize::from(byte)]).filter(|&lower| lower != 0) {
        seen |= lower;
        hash.write_byte(lower);
        end += 1;
    }
    let joins = |byte: &u8| !byte.is_ascii() || matches!(byte, b'/' | b',' | b'.' | b'-' | b'\'' | b'`');
    let goes_on = bytes.get(end).is_some_and(joins)
        && bytes.get(end + 1).is_some_and(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric());
    let kind = if seen & LETTER != 0 { TokenKind::Word } else { TokenKind::Number };
    (!goes_on).then(|| Token { span: Span::new(start, end), kind, key: hash.0 })
}

/// A bit that every letter of ASCII has, and no digit.
const LETTER: u8 = 0x40;

/// For each byte its lower case, if it is a letter or digit of ASCII; otherwise 0.
const PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            plain[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
};

/// Reads a word that has marks inside or other letters than those of ASCII.
fn word(text: &str, start: usize) -> Token {
    let (end, slash) = word_end(text, start);
    let word = &text[start..end];
    let kind = if slash {
        TokenKind::Symbol
    } else if word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    Token { span: Span::new(start, end), kind, key: key_of(word) }
}

/// Reads white space, a mark, or a word that begins with a letter outside ASCII; gives where it ends.
fn other(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let Some(c) = char_at(text, start) else { return text.len() };
    let end = start + c.len_utf8();
    let span = Span::new(start, end);
    if c == '\n' {
        tokens.push(Token { span, kind: TokenKind::Break, key: plain_key(b"\n") });
    } else if c.is_alphanumeric() {
        let token = word(text, start);
        add_word(text, token, tokens);
        return token.span.end;
    } else if !c.is_whitespace() {
        let key = if is_double_quote(c) {
            plain_key(b"\"")
        } else if is_apostrophe(c) {
            plain_key(b"'")
        } else if is_dash(c) {
            plain_key(b"-")
        } else if c == '%' {
            PER_CENT
        } else {
            key_of(span.of(text))
        };
        tokens.push(Token { span, kind: TokenKind::Punctuation, key });
    }
    end
}

/// Gives the character that begins at a byte. Nearly all are ASCII, which needs no decoding.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// Gives the key under which a single word is compared.
pub fn key_of(word: &str) -> u64 {
    let mut hash = Fnv::START;
    let bytes = word.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let lower = PLAIN[usize::from(byte)];
        if lower != 0 {
            hash.write_byte(lower);
            at += 1;
            continue;
        }
        let Some(c) = char_at(word, at) else { break };
        at += c.len_utf8();
        if is_dash(c) && word.len() > c.len_utf8() {
            // "co-operation" is "cooperation"; but "5-13" is not "513".
            if bytes[0].is_ascii_digit() {
                hash.write('-');
            }
        } else if is_apostrophe(c) {
            hash.write('\'');
        } else if c.is_uppercase() {
            c.to_lowercase().for_each(|c| hash.write(c));
        } else {
            hash.write(c);
        }
    }
    hash.0
}

/// Gives the key of a word of small letters and other characters of ASCII, for constants.
pub(crate) const fn plain_key(bytes: &[u8]) -> u64 {
    let mut hash = Fnv::START;
    let mut at = 0;
    while at < bytes.len() {
        hash = hash.and(bytes[at]);
        at += 1;
    }
    hash.0
}

/// Gives the keys of several such words.
pub(crate) const fn plain_keys<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut keys = [0; N];
    let mut at = 0;
    while at < N {
        keys[at] = plain_key(words[at].as_bytes());
        at += 1;
    }
    keys
}

/// Gives the key of a word of small letters of ASCII, perhaps with hyphens, for constants.
pub(crate) const fn compound_key(bytes: &[u8]) -> u64 {
    let mut hash = Fnv::START;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'-' {
            hash = hash.and(bytes[at]);
        }
        at += 1;
    }
    hash.0
}

/// Joins two keys in order, for pairs of neighbouring words.
pub const fn join_keys(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Hashes keys, which are hashes already.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);
impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// A map by keys.
pub(crate) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// Key of "%", which "per cent" shares.
const PER_CENT: u64 = 0x5045_525f_4345_4e54;

/// Tells a single quotation mark or apostrophe of any kind.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '′' | '`' | '´' | '＇')
}

/// Tells a double quotation mark of any kind.
pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂')
}

/// Tells a hyphen or dash of any kind.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '\u{ad}')
}

/// Tells whether all bytes of a text are of a kind. Each is looked at, also behind one that is not: many at a time take
/// less time than to ask after each whether to stop.
pub(crate) fn all_bytes(text: impl AsRef<[u8]>, is: impl Fn(u8) -> bool) -> bool {
    text.as_ref().iter().fold(true, |all, &byte| all & is(byte))
}

/// Strips a prefix of ASCII in any case.
pub(crate) fn strip_prefix_in_any_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Finds the end of the word that begins at `start`, and whether it has a slash.
fn word_end(text: &str, start: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut slash = false;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let Some(c) = char_at(text, end) else { break };
        let after = end + c.len_utf8();
        let joins = c.is_alphanumeric()
            || (char_at(text, after).is_some_and(char::is_alphanumeric) && {
                let before = || text[..end].chars().next_back().unwrap_or(' ');
                match c {
                    '/' => true,
                    ',' => before().is_ascii_digit() && thousands(&text[after..]),
                    '.' => bytes[after].is_ascii_digit() || slash || before().is_uppercase(),
                    _ => is_dash(c) || is_apostrophe(c),
                }
            });
        // A combining mark belongs to the letter before it.
        if !joins && !('\u{300}'..='\u{36f}').contains(&c) {
            break;
        }
        slash |= c == '/';
        end = after;
    }
    (end, slash)
}

/// Tells whether exactly three digits follow, as after the comma of "1,400".
fn thousands(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Adds a word, which with those before it may be a date or "per cent": years and "cent" both have four characters.
fn add_word(text: &str, word: Token, tokens: &mut Vec<Token>) {
    tokens.push(word);
    if word.span.len() == 4 {
        join_last(text, tokens);
    }
}

/// Joins the last tokens where together they are one: a date, "per cent".
fn join_last(text: &str, tokens: &mut Vec<Token>) {
    let n = tokens.len();
    if n < 2 {
        return;
    }
    if n >= 3 && is_year(tokens[n - 1].span.of(text)) {
        let word = |at: usize| tokens[at].span.of(text);
        // "22 de diciembre de 1999"
        let spanish = n >= 5 && word(n - 2) == "de" && word(n - 4) == "de";
        let (day, month) = if spanish { (n - 5, n - 3) } else { (n - 3, n - 2) };
        let first = tokens[day];
        let counts = first.kind == TokenKind::Number && first.span.len() <= 2 || matches!(word(day), "1er" | "1º");
        if counts && is_month(word(month)) {
            let key = join_keys(join_keys(first.key, tokens[month].key), tokens[n - 1].key);
            let span = first.span.cover(tokens[n - 1].span);
            tokens.truncate(day);
            tokens.push(Token { span, kind: TokenKind::Date, key });
        }
    } else if tokens[n - 1].span.of(text).eq_ignore_ascii_case("cent")
        && tokens[n - 2].span.of(text).eq_ignore_ascii_case("per")
    {
        let span = tokens[n - 2].span.cover(tokens[n - 1].span);
        tokens.truncate(n - 2);
        tokens.push(Token { span, kind: TokenKind::Word, key: PER_CENT });
    }
}

/// Tells a year of four digits from 1800 to 2199.
pub fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1800..2200).contains(&year))
}

/// Tells the English, French or Spanish name of a month.
pub fn is_month(word: &str) -> bool {
    #[rustfmt::skip]
    const OTHERS: [&str; 24] = [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    may_be_month(word) && (MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word)) || OTHERS.contains(&word))
}

/// Tells quickly that a word is no month, by its first two letters: of "é" the first byte.
fn may_be_month(word: &str) -> bool {
    let [first, second, ..] = word.as_bytes() else { return false };
    matches!(
        (first.to_ascii_lowercase(), second.to_ascii_lowercase()),
        (b'j', b'a' | b'u')
            | (b'f' | b'd', b'e' | 0xc3)
            | (b'm', b'a')
            | (b'a', b'b' | b'g' | b'o' | b'p' | b'u' | b'v')
            | (b's', b'e')
            | (b'o', b'c')
            | (b'n', b'o')
            | (b'd', b'i')
            | (b'e', b'n')
    )
}

/// FNV-1a over characters: small, fast on short words, the same everywhere.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    const START: Fnv = Fnv(0xcbf2_9ce4_8422_2325);

    const fn and(self, byte: u8) -> Fnv {
        Fnv((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3))
    }

    fn write(&mut self, c: char) {
        let mut buffer = [0; 4];
        c.encode_utf8(&mut buffer).bytes().for_each(|byte| self.write_byte(byte));
    }

    fn write_byte(&mut self, byte: u8) {
        *self = self.and(byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words: Vec<&str> = tokenize(text).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(words, expected, "{text:?}");
    }

    #[test]
    fn symbols_dates_and_compounds_are_one_word() {
        check("resolutions 49/127 of 19 December 1994,", &["resolutions", "49/127", "of", "19 December 1994", ","]);
        check("22 décembre 1999, le 1er mars 2000", &["22 décembre 1999", ",", "le", "1er mars 2000"]);
        check("22 de diciembre de 1999", &["22 de diciembre de 1999"]);
        check("de 3 de ellos de 1999", &["de", "3", "de", "ellos", "de", "1999"]);
        check("(A/54/587/Add.5)", &["(", "A/54/587/Add.5", ")"]);
        check("S-21/2, section II.C.", &["S-21/2", ",", "section", "II.C", "."]);
        check("system-wide 1,400 2.5 per cent", &["system-wide", "1,400", "2.5", "per cent"]);
        check("in 1999, 52 States", &["in", "1999", ",", "52", "States"]);
        check("one’s country’s.", &["one’s", "country’s", "."]);
        check("end.Next", &["end", ".", "Next"]);
    }

    #[test]
    fn months_have_names_in_three_languages() {
        let months = [
            "January February March April May June July August September October November December",
            "JANUARY may",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        ];
        for month in months.iter().flat_map(|names| names.split(' ')) {
            assert!(is_month(month), "{month}");
        }
        for other in ["", "m", "Mali", "Octubre", "Augustus", "sextilis"] {
            assert!(!is_month(other), "{other}");
        }
    }

    proptest::proptest! {
        /// The short way to read a word gives what the long way gives.
        #[test]
        fn plain_words_are_read_as_others(text in "[A-Za-z0-9]{1,6}[ ,./'’é\u{301}-]{0,2}[A-Za-z0-9é\u{301}]{0,2}") {
            if let Some(read) = plain_word(text.as_bytes(), 0) {
                proptest::prop_assert_eq!(read, word(&text, 0));
            }
        }
    }

    #[test]
    fn typography_does_not_change_the_key() {
        for (one, other) in
            [("Co-operation", "cooperation"), ("one’s", "one's"), ("per cent", "%"), ("5–13", "5-13"), ("“", "\"")]
        {
            assert_eq!(tokenize(one)[0].key, tokenize(other)[0].key, "{one} {other}");
        }
        for (one, other) in [("5-13", "513"), ("52/189", "52189"), ("may", "must"), ("it", "its")] {
            assert_ne!(tokenize(one)[0].key, tokenize(other)[0].key, "{one} {other}");
        }
    }
}
