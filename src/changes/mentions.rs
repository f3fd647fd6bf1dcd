//! The tokens of a text to the things it mentions that a new session may update: sessions, dates, figures, citations.

use super::weigh::spelling;
use crate::resolution::citation::{Citation, CitedKind, citations};
use crate::span::Span;
use crate::token::{Token, TokenKind, is_month, is_year, plain_keys};

/// Holds one mention; mentions of a text do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub span: Span,
    /// Indexes of its first token and of the one past its last.
    pub tokens: (usize, usize),
    pub kind: MentionKind,
    /// Same for mentions of the same thing, however written: "1,400" and "1400".
    pub value: String,
    /// What it may be exchanged for: only mentions of one kind and series replace each other.
    pub series: String,
    /// Its place in the series: a session's number, a year, a resolution's session and number.
    pub order: Option<(u32, u32)>,
}

/// Names the kinds of mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum MentionKind {
    Session,
    Date,
    Amount,
    Percentage,
    Figure,
    /// "third" in "the third quarter"; "first" says too little.
    Ordinal,
    Citation(CitedKind),
    /// "paragraph 5", "annex II", "item 12 (b)".
    Pointer,
}

/// Finds all mentions of a text, in order.
pub(super) fn mentions(text: &str, tokens: &[Token]) -> Vec<Mention> {
    let reader = Reader { text, tokens };
    let mut citations = citations(text, tokens).into_iter().peekable();
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(citation) = citations.next_if(|c| c.tokens.0 <= at) {
            at = citation.tokens.1.max(at);
            found.push(of_citation(citation));
            continue;
        }
        if !reader.may_begin(at) {
            at += 1;
            continue;
        }
        let mention = reader.session(at).or_else(|| reader.pointer(at)).or_else(|| match tokens[at].kind {
            TokenKind::Date => reader.date(at),
            TokenKind::Number | TokenKind::Word | TokenKind::Punctuation => {
                reader.amount(at).or_else(|| reader.date(at)).or_else(|| reader.figure(at))
            }
            TokenKind::Symbol => reader.date(at),
            TokenKind::Break => None,
        });
        // A mention ends where a citation begins: "17 (XXV)" is none of seventeen.
        let limit = citations.peek().map_or(tokens.len(), |c| c.tokens.0);
        match mention.filter(|mention| mention.tokens.1 <= limit) {
            Some(mention) => {
                at = mention.tokens.1;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

fn of_citation(citation: Citation) -> Mention {
    let value = match citation.kind {
        CitedKind::Instrument => instrument(&citation.name),
        CitedKind::Resolution | CitedKind::Decision | CitedKind::Document => citation.name,
    };
    Mention {
        span: citation.span,
        tokens: citation.tokens,
        kind: MentionKind::Citation(citation.kind),
        value,
        series: citation.series,
        order: citation.order,
    }
}

/// Gives the name by which an instrument is known, in one spelling: "the United Nations Convention against Corruption"
/// is "the Convention against Corruption", "the Revitalised Agreement" is "the Revitalized Agreement".
fn instrument(name: &str) -> String {
    let mut spelt = String::with_capacity(name.len());
    for (at, word) in name.split_whitespace().enumerate() {
        if at > 0 {
            spelt.push(' ');
        }
        spelt.push_str(&spelling(word));
    }
    match spelt.strip_prefix("united nations ").filter(|rest| rest.contains(' ') || *rest == "charter") {
        Some(rest) => rest.to_owned(),
        None => spelt,
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn mention(&self, from: usize, to: usize, kind: MentionKind, value: String) -> Mention {
        let span = self.tokens[from].span.cover(self.tokens[to - 1].span);
        Mention { span, tokens: (from, to), kind, value, series: String::new(), order: None }
    }

    /// Gives the first byte of a token; a space past the end.
    fn first(&self, at: usize) -> u8 {
        self.tokens.get(at).map_or(b' ', |token| self.text.as_bytes()[token.span.start])
    }

    /// Tells quickly that no mention begins at a token, which is so for most.
    fn may_begin(&self, at: usize) -> bool {
        let first = self.first(at);
        if !first.is_ascii_alphabetic() {
            return first.is_ascii_digit() || first == b'$' || !first.is_ascii();
        }
        let word = self.word(at);
        let next = self.first(at + 1);
        let leads_on = || next.is_ascii_digit() || next.is_ascii_uppercase() || matches!(next, b'.' | b'$');
        // "paragraph 5", "annex II", "para. 9", "US$ 5"; otherwise only numbers and months are words.
        may_be_number(word)
            || (first.is_ascii_uppercase() || leads_on()) && is_month(word)
            || leads_on() && (POINTERS.contains(&self.tokens[at].key) || is_currency(word))
    }

    /// "fifty-fourth", "twenty-first special", when "session" or a list of sessions follows; "2024", as the Economic and
    /// Social Council counts its sessions; "Seventy-seventh" World Health Assembly.
    fn session(&self, at: usize) -> Option<Mention> {
        let word = self.word(at);
        let number = if is_year(word) { word.parse().ok()? } else { ordinal(word)? };
        let mut end = at + 1;
        let mut series = if is_year(word) { "session of a year" } else { "session" };
        match (self.word(end), self.word(end + 1)) {
            ("special", "session" | "sessions") => (series, end) = ("special session", end + 1),
            ("emergency", "special") => (series, end) = ("emergency special session", end + 2),
            _ => {}
        }
        // "at its fifty-fifth and fifty-sixth sessions", "the twenty-fifth to twenty-seventh sessions".
        let leads_on = |mut i: usize| {
            while matches!(self.word(i), "and" | "to" | "," | "or" | "regular" | "annual" | "substantive" | "resumed")
                || ordinal(self.word(i)).is_some()
                || is_year(self.word(i))
            {
                i += 1;
            }
            matches!(self.word(i), "session" | "sessions")
                || i == end && (self.word(i), self.word(i + 1), self.word(i + 2)) == ("World", "Health", "Assembly")
        };
        if !leads_on(end) {
            return None;
        }
        let mut mention = self.mention(at, end, MentionKind::Session, format!("{number} {series}"));
        mention.series = series.to_owned();
        mention.order = Some((u32::from(number), 0));
        Some(mention)
    }

    /// "paragraphs 3 and 4 (a)", "annex II", "items 5 to 9".
    fn pointer(&self, at: usize) -> Option<Mention> {
        if !POINTERS.contains(&self.tokens[at].key) {
            return None;
        }
        let mut end = at + 1;
        while self.word(end) == "." {
            end += 1;
        }
        let number = |i: usize| {
            let word = self.word(i);
            word.starts_with(|c: char| c.is_ascii_digit()) && !is_year(word) && self.kind(i) != Some(TokenKind::Date)
                || !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
                || word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase()
                || word
                    .split_once('.')
                    .is_some_and(|(a, b)| a.bytes().all(|c| matches!(c, b'I' | b'V' | b'X')) && b.len() == 1)
        };
        let first = end;
        loop {
            let start = if end == first {
                end
            } else if matches!(self.word(end), "and" | "to" | "," | "or" | "-" | "–") {
                end + 1 + usize::from(self.word(end) == "," && self.word(end + 1) == "and")
            } else {
                break;
            };
            let bracketed = |i: usize| self.word(i) == "(" && self.word(i + 1).len() <= 5 && self.word(i + 2) == ")";
            let mut stop = if number(start) {
                start + 1
            } else if bracketed(start) && end != first {
                start
            } else {
                break;
            };
            while matches!(self.word(stop), "bis" | "ter" | "quater") {
                stop += 1;
            }
            while bracketed(stop) {
                stop += 3;
            }
            end = stop;
        }
        if end == first {
            return None;
        }
        let value = (at..end).map(|i| self.word(i).to_lowercase()).collect::<Vec<_>>().join(" ");
        let mut mention = self.mention(at, end, MentionKind::Pointer, value);
        mention.series = self.word(at).trim_end_matches('s').to_lowercase();
        Some(mention)
    }

    /// "22 December 1999", "December 1999", "22 December", "1999", "2016-2025", "2024/25".
    fn date(&self, at: usize) -> Option<Mention> {
        let word = self.word(at);
        let years = |word: &str| {
            let mut parts = word.split(['-', '–', '—', '‑', '/']);
            parts.next().is_some_and(is_year)
                && match (parts.next(), parts.next()) {
                    (None, _) => true,
                    (Some(last), None) => is_year(last) || last.len() == 2 && last.bytes().all(|b| b.is_ascii_digit()),
                    _ => false,
                }
        };
        let (end, year) = if self.kind(at) == Some(TokenKind::Date) {
            (at + 1, word.rsplit(' ').next().unwrap_or(word).trim())
        } else if let Some(last) = self.days(at).and_then(|last| self.date(last)) {
            (last.tokens.1, last.span.of(self.text).rsplit(' ').next().unwrap_or_default())
        } else if is_month(word) && is_year(self.word(at + 1)) {
            (at + 2, self.word(at + 1))
        } else if is_month(self.word(at + 1)) && self.kind(at) == Some(TokenKind::Number) && word.len() <= 2 {
            (at + 2, "")
        } else if is_month(word) && word.len() > 3 && self.word(at.wrapping_sub(1)) == "in" {
            (at + 1, "")
        } else if years(word) {
            (at + 1, &word[..4])
        } else {
            return None;
        };
        let value = (at..end).map(|i| self.word(i)).collect::<Vec<_>>().join(" ");
        let mut mention = self.mention(at, end, MentionKind::Date, value.replace(['–', '—', '‑'], "-"));
        mention.order =
            year.get(year.len().saturating_sub(4)..).and_then(|year| year.parse().ok()).map(|year| (year, 0));
        Some(mention)
    }

    /// Passes what stands before the last day of several: "2 to" in "2 to 4 May 2019", "23, 24 and", "26 February to".
    fn days(&self, at: usize) -> Option<usize> {
        /// A longer list of numbers is none of days, and is not looked through from each of them.
        const MOST_TOKENS: usize = 24;
        let is_day = |i: usize| self.kind(i) == Some(TokenKind::Number) && self.word(i).len() <= 2;
        let is_date = |i: usize| self.kind(i) == Some(TokenKind::Date);
        let mut last = at;
        while is_day(last) && last - at < MOST_TOKENS {
            let after = last + 1 + usize::from(is_month(self.word(last + 1)));
            let next = match (self.word(after), self.word(after + 1)) {
                (",", "and") => after + 2,
                ("to" | "and" | "," | "-" | "–" | "—", _) => after + 1,
                _ => break,
            };
            if !is_day(next) && !is_date(next) {
                break;
            }
            last = next;
        }
        (last > at && (is_date(last) || is_month(self.word(last + 1)))).then_some(last)
    }

    /// "2.5 million United States dollars", "US$ 1,000", "30 per cent", "30 percent", "half".
    fn amount(&self, at: usize) -> Option<Mention> {
        let mut start = at;
        let currency_before = match (self.word(at), self.word(at + 1)) {
            ("US" | "CHF" | "EUR" | "A" | "C", "$") => Some(at + 2),
            ("$" | "€" | "£" | "US$" | "EUR" | "USD" | "CHF", _) => Some(at + 1),
            _ => None,
        };
        if let Some(number) = currency_before {
            start = number;
        }
        let (value, mut end) = self.number(start)?;
        let per_cent = |word: &str| {
            word == "%"
                || word.eq_ignore_ascii_case("percent")
                || word.get(..3).is_some_and(|per| per.eq_ignore_ascii_case("per")) && word.ends_with("cent")
        };
        if currency_before.is_none() && per_cent(self.word(end)) {
            return Some(self.mention(at, end + 1, MentionKind::Percentage, value));
        }
        // "between 20 and 30 per cent"
        if currency_before.is_none()
            && matches!(self.word(end), "to" | "and" | "or" | "-")
            && self.number(end + 1).is_some_and(|(_, after)| per_cent(self.word(after)))
        {
            return Some(self.mention(at, end, MentionKind::Percentage, value));
        }
        let after = end;
        if matches!(
            (self.word(end), self.word(end + 1)),
            ("United", "States") | ("Swiss", "francs") | ("pounds", "sterling") | ("US", "dollars")
        ) {
            end += 2;
        }
        if matches!(self.word(end), "dollars" | "euros" | "dollar" | "euro" | "francs") {
            end += 1;
        }
        let has_currency = self.word(end.wrapping_sub(1)).ends_with(['s', 'o', 'g'])
            && matches!(self.word(end - 1), "dollars" | "euros" | "dollar" | "euro" | "francs" | "sterling");
        let currency = match (currency_before.is_some(), has_currency) {
            (true, _) => self.text[self.tokens[at].span.start..self.tokens[start].span.start].replace(' ', ""),
            (false, true) => self.word(end - 1).to_owned(),
            (false, false) => return None,
        };
        let end = if has_currency { end } else { after };
        let currency =
            if matches!(currency.as_str(), "$" | "US$" | "USD" | "dollars" | "dollar") { "$" } else { &currency };
        Some(self.mention(at, end, MentionKind::Amount, format!("{value} {currency}")))
    }

    /// "112", "1,400", "two", "twenty-five", "4.1 million".
    fn figure(&self, at: usize) -> Option<Mention> {
        if self.kind(at) == Some(TokenKind::Word)
            && let Some(place) = ordinal(self.word(at)).filter(|place| *place > 1)
        {
            return Some(self.mention(at, at + 1, MentionKind::Ordinal, place.to_string()));
        }
        let (value, end) = self.number(at)?;
        Some(self.mention(at, end, MentionKind::Figure, value))
    }

    /// Reads a number: its value, and the token past it.
    fn number(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let value = match self.kind(at)? {
            TokenKind::Number => word.replace(',', ""),
            TokenKind::Word if self.word(at + 1) == "hundred" => return self.hundreds(at),
            TokenKind::Word => cardinal(word)?.to_string(),
            TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Date | TokenKind::Break => return None,
        };
        let scale = matches!(self.word(at + 1), "million" | "billion" | "trillion" | "thousand" | "hundred");
        // "one" alone is a pronoun as often as a number.
        if value == "1" && !scale && self.kind(at) == Some(TokenKind::Word) {
            return None;
        }
        if scale { Some((format!("{value} {}", self.word(at + 1)), at + 2)) } else { Some((value, at + 1)) }
    }

    /// "two hundred", "one hundred eighty-five", "one hundred and eighty-five".
    fn hundreds(&self, at: usize) -> Option<(String, usize)> {
        let hundreds = cardinal(self.word(at))? * 100;
        let rest = at + 2 + usize::from(self.word(at + 2) == "and");
        Some(match cardinal(self.word(rest)) {
            Some(units) => ((hundreds + units).to_string(), rest + 1),
            None => (hundreds.to_string(), at + 2),
        })
    }
}

/// Tells the signs of money that are words.
fn is_currency(word: &str) -> bool {
    matches!(word, "US" | "A" | "C" | "CHF" | "EUR" | "USD" | "US$")
}

/// Tells quickly that a word is no number, by its first three letters.
fn may_be_number(word: &str) -> bool {
    let [first, second, third, ..] = word.as_bytes() else { return false };
    matches!(
        (first.to_ascii_lowercase(), second.to_ascii_lowercase(), third.to_ascii_lowercase()),
        (b'o', b'n', b'e')
            | (b't', b'e', b'n')
            | (b't', b'h', b'i' | b'r')
            | (b't', b'w', b'e' | b'o')
            | (b'f', b'i', b'f' | b'r' | b'v')
            | (b'f', b'o', b'r' | b'u')
            | (b's', b'e', b'c' | b'v')
            | (b's', b'i', b'x')
            | (b'e', b'i', b'g')
            | (b'e', b'l', b'e')
            | (b'n', b'i', b'n')
            | (b'z', b'e', b'r')
    )
}

/// Nouns whose number names a place in a text, not a quantity, by their keys.
const POINTERS: [u64; 39] = plain_keys([
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "subparagraph",
    "subparagraphs",
    "article",
    "articles",
    "section",
    "sections",
    "sect",
    "sects",
    "chapter",
    "chapters",
    "chap",
    "annex",
    "annexes",
    "item",
    "items",
    "subitem",
    "goal",
    "goals",
    "target",
    "targets",
    "rule",
    "rules",
    "regulation",
    "part",
    "parts",
    "table",
    "appendix",
    "volume",
    "vol",
    "supplement",
    "no",
    "nos",
    "phase",
    "category",
    "tier",
]);

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

fn tens(word: &str) -> Option<u16> {
    TENS.iter().position(|tens| word.eq_ignore_ascii_case(tens)).map(|i| (i as u16 + 2) * 10)
}

/// "twenty-five" to 25; up to ninety-nine.
fn cardinal(word: &str) -> Option<u16> {
    if !may_be_number(word) {
        return None;
    }
    let one = |word: &str| ONES.iter().position(|one| word.eq_ignore_ascii_case(one)).map(|i| i as u16);
    match word.split_once(['-', '‑']) {
        Some((ten, unit)) => Some(tens(ten)? + one(unit).filter(|unit| (1..10).contains(unit))?),
        None => one(word).or_else(|| tens(word)),
    }
}

/// "fifty-fourth" to 54, "seventieth" to 70, "54th" to 54; up to ninety-ninth.
fn ordinal(word: &str) -> Option<u16> {
    let first = word.as_bytes().first()?;
    if first.is_ascii_digit() {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = &word[digits.len()..];
        return matches!(suffix, "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten();
    }
    if !may_be_number(word) {
        return None;
    }
    let one = |word: &str| ORDINALS.iter().position(|one| word.eq_ignore_ascii_case(one)).map(|i| i as u16);
    match word.split_once(['-', '‑']) {
        Some((ten, unit)) => Some(tens(ten)? + one(unit).filter(|unit| (1..10).contains(unit))?),
        None => one(word).or_else(|| tens(&format!("{}y", word.strip_suffix("ieth")?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    fn check(text: &str, expected: &[(&str, MentionKind)]) {
        let found = mentions(text, &tokenize(text));
        let found: Vec<(&str, MentionKind)> = found.iter().map(|m| (m.span.of(text), m.kind)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    use MentionKind::*;

    #[test]
    fn sessions_need_the_word() {
        check("at its fifty-fourth session", &[("fifty-fourth", Session)]);
        check("its fifty-fifth and fifty-sixth sessions", &[("fifty-fifth", Session), ("fifty-sixth", Session)]);
        check("the twenty-first special session", &[("twenty-first special", Session)]);
        check("at its seventy-ninth regular session", &[("seventy-ninth", Session)]);
        check(
            "at its 2024 session, in its 2001 and 2002 sessions",
            &[("2024", Session), ("2001", Session), ("2002", Session)],
        );
        check("of the Seventy-seventh World Health Assembly", &[("Seventy-seventh", Session)]);
        check("in 2024, at its session", &[("2024", Date)]);
        check("on the seventieth anniversary of the first meeting", &[("seventieth", Ordinal)]);
    }

    #[test]
    fn dates_of_all_precision() {
        check(
            "from 22 December 1999 to June 2001, on 3 May, in 1995, for 2016-2025 and 2024/25",
            &[
                ("22 December 1999", Date),
                ("June 2001", Date),
                ("3 May", Date),
                ("1995", Date),
                ("2016-2025", Date),
                ("2024/25", Date),
            ],
        );
        check("States may", &[]);
        check(
            "from 2 to 4 May 2019, on 23, 24 and 26 April and from 26 February to 2 March 2024",
            &[("2 to 4 May 2019", Date), ("23, 24 and 26 April", Date), ("26 February to 2 March 2024", Date)],
        );
        check("between 2 and 5 States", &[("2", Figure), ("5", Figure)]);
    }

    #[test]
    fn money_shares_and_counts() {
        check(
            "2.5 million United States dollars, $1,400, US$ 3 million, 30 per cent, 5%, ten years, 45 of the 112",
            &[
                ("2.5 million United States dollars", Amount),
                ("$1,400", Amount),
                ("US$ 3 million", Amount),
                ("30 per cent", Percentage),
                ("5%", Percentage),
                ("ten", Figure),
                ("45", Figure),
                ("112", Figure),
            ],
        );
        check("one of the 193 Member States", &[("193", Figure)]);
        check(
            "one hundred eighty-five States and two hundred and six parties",
            &[("one hundred eighty-five", Figure), ("two hundred and six", Figure)],
        );
    }

    #[test]
    fn places_in_texts_are_no_figures() {
        check(
            "paragraph 5 above and paragraphs 3 and 4 (a)",
            &[("paragraph 5", Pointer), ("paragraphs 3 and 4 (a)", Pointer)],
        );
        check(
            "annex II and item 21 (b), Supplement No. 3",
            &[("annex II", Pointer), ("item 21 (b)", Pointer), ("No. 3", Pointer)],
        );
        check(
            "paragraph 5 of resolution 52/189",
            &[("paragraph 5", Pointer), ("52/189", Citation(CitedKind::Resolution))],
        );
    }

    #[test]
    fn numbers_as_words() {
        assert_eq!(ordinal("seventieth"), Some(70));
        assert_eq!(ordinal("Fifty-fourth"), Some(54));
        assert_eq!(ordinal("12th"), Some(12));
        assert_eq!(ordinal("month"), None);
        assert_eq!(cardinal("twenty-five"), Some(25));
        for (at, (one, place)) in ONES.iter().zip(ORDINALS).enumerate() {
            assert_eq!((cardinal(one), ordinal(place)), (Some(at as u16), Some(at as u16)), "{one} {place}");
        }
        for (at, tens) in TENS.iter().enumerate() {
            assert_eq!(cardinal(tens), Some((at as u16 + 2) * 10), "{tens}");
        }
    }
}
