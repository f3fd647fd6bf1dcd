//! "A/RES/54/212" as a value: the symbol as printed, and what can be read off it.

use super::session::{Session, SessionKind};
use crate::span::Span;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Holds a document symbol as printed: "A/RES/54/212", "S/RES/2743 (2024)", "A/C.3/78/L.45/Rev.1", "2625 (XXV)".
///
/// Reading one with [`str::parse`] refuses what is no symbol; a symbol made from a string directly is taken as it is, and
/// its accessors then give what they recognise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub String);

/// Names the organs whose symbols are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Organ {
    /// "A/..."
    GeneralAssembly,
    /// "S/..."
    SecurityCouncil,
    /// "E/..."
    EconomicAndSocialCouncil,
    /// "A/HRC/..."
    HumanRightsCouncil,
    /// "T/..."
    TrusteeshipCouncil,
}

/// Says that a text is no symbol.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{0}\" is no document symbol such as A/RES/54/212")]
pub struct SymbolError(String);

/// First elements of symbols in the collections of the Dag Hammarskjöld Library.
const SERIES: [&str; 26] = [
    "A", "S", "E", "T", "ST", "TD", "DP", "CCPR", "CEDAW", "CERD", "CRC", "CAT", "CMW", "CRPD", "CED", "CD", "NPT",
    "FCCC", "UNEP", "HSP", "ACC", "ID", "LC", "BWC", "DC", "PBC",
];

impl Symbol {
    /// Gives it as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Finds the first full symbol in a text: one that begins with the series of an organ ("54/212" alone does not).
    pub fn find(text: &str) -> Option<(Symbol, Span)> {
        let mut from = 0;
        while let Some(slash) = text[from..].find('/').map(|at| at + from) {
            let start = text[..slash]
                .rfind(|c: char| !c.is_ascii_alphanumeric())
                .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            if let Some(end) = symbol_end(text, start) {
                return Some((Symbol(text[start..end].to_owned()), Span::new(start, end)));
            }
            from = slash + 1;
        }
        None
    }

    /// Says whose it is; nothing for treaty bodies, programmes and numbers without a series.
    pub fn organ(&self) -> Option<Organ> {
        let mut elements = self.elements();
        match (elements.next()?, elements.next()) {
            ("A", Some("HRC")) => Some(Organ::HumanRightsCouncil),
            ("A", _) => Some(Organ::GeneralAssembly),
            ("S", _) => Some(Organ::SecurityCouncil),
            ("E", _) => Some(Organ::EconomicAndSocialCouncil),
            ("T", _) => Some(Organ::TrusteeshipCouncil),
            _ => None,
        }
    }

    /// Tells whether it is that of an adopted resolution.
    pub fn is_resolution(&self) -> bool {
        self.elements().any(|element| element == "RES") || self.elements().next().is_some_and(|first| !is_series(first))
    }

    /// Tells whether it is that of a draft ("L." documents), revised or not.
    pub fn is_draft(&self) -> bool {
        self.elements().any(|element| numbered(element, "L."))
    }

    /// Gives the session in it: 54 of "A/RES/54/212", the tenth emergency special one of "A/RES/ES-10/21", 25 of
    /// "2625 (XXV)". Symbols by year have none.
    pub fn session(&self) -> Option<Session> {
        let regular = |number| Session { kind: SessionKind::Regular, number };
        if let Some(words) = self.bracketed() {
            return from_roman(words).map(regular);
        }
        let elements =
            self.elements().skip_while(|element| !element.bytes().any(|b| b.is_ascii_digit()) || is_body(element));
        let first = elements.into_iter().next()?;
        if let Some(number) = first.strip_prefix("ES-").and_then(|number| number.parse().ok()) {
            return Some(Session { kind: SessionKind::EmergencySpecial, number });
        }
        if let Some(number) = first.strip_prefix("S-").and_then(|number| number.parse().ok()) {
            return Some(Session { kind: SessionKind::Special, number });
        }
        let by_session = !matches!(self.organ(), Some(Organ::SecurityCouncil | Organ::EconomicAndSocialCouncil));
        first.parse().ok().filter(|number| by_session && (1..1000).contains(number)).map(regular)
    }

    /// Gives the number of a resolution as it is cited: "54/212", "2743 (2024)", "2625 (XXV)", "ES-10/21".
    pub fn number(&self) -> Option<&str> {
        if !self.is_resolution() {
            return None;
        }
        match self.0.find("RES/") {
            Some(at) => Some(&self.0[at + 4..]),
            None => Some(&self.0),
        }
    }

    fn elements(&self) -> impl Iterator<Item = &str> {
        let end = self.0.find('(').unwrap_or(self.0.len());
        self.0[..end].split('/').map(str::trim).filter(|element| !element.is_empty())
    }

    /// Gives what stands between brackets: "2024", "XXV".
    fn bracketed(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once('(')?;
        rest.split_once(')').map(|(inside, _)| inside.trim())
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Symbol {
    type Err = SymbolError;

    fn from_str(text: &str) -> Result<Self, SymbolError> {
        let text = text.trim();
        let whole = symbol_end(text, 0) == Some(text.len()) || is_number(text);
        if whole { Ok(Symbol(text.to_owned())) } else { Err(SymbolError(text.to_owned())) }
    }
}

/// Finds the end of the symbol of a series that begins at `start`.
fn symbol_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let plain = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-'))).unwrap_or(rest.len());
    let mut symbol = rest[..plain].trim_end_matches(['.', '-', '/']);
    // "2743 (2024)", "217(III)", "1996/(VI)"
    let mut end = start + symbol.len();
    if let Some(after) = brackets(&text[end..]).or_else(|| part_letters(&text[end..])) {
        end += after;
    }
    let mut elements = symbol.split('/');
    if !elements.next().is_some_and(is_series) {
        return None;
    }
    symbol = &symbol[symbol.find('/')? + 1..];
    let digits = symbol.bytes().any(|b| b.is_ascii_digit());
    let well_formed = symbol.split('/').all(|element| {
        element.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) && element.len() <= 14
    });
    (digits && well_formed).then_some(end)
}

/// Gives the length of " (2024)" or "(XXV)" at the start, with a slash before it in some early symbols.
fn brackets(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('/').unwrap_or(text).trim_start_matches([' ', '\u{a0}']).strip_prefix('(')?;
    let (inside, _) = inside.split_once(')')?;
    let fits = inside.len() == 4 && inside.bytes().all(|b| b.is_ascii_digit())
        || from_roman(inside.rsplit('-').next().unwrap_or(inside)).is_some();
    fits.then(|| text.find(')').map(|at| at + 1)).flatten()
}

/// Gives the length of " A" or " A-C" at the start, the parts of a resolution, where nothing but punctuation follows.
fn part_letters(text: &str) -> Option<usize> {
    let letters = text.strip_prefix(' ')?;
    let end = letters.find(|c: char| !(c.is_ascii_uppercase() || c == '-')).unwrap_or(letters.len());
    let parts = letters[..end].split('-').all(|part| part.len() == 1);
    let closed = letters[end..].chars().next().is_none_or(|c| matches!(c, ',' | ';' | ')' | '.' | ']'));
    (parts && closed).then_some(end + 1)
}

/// Tells a number cited without its series: "54/212", "S-21/2", "2743 (2024)", "2625 (XXV)", "1995/313".
fn is_number(text: &str) -> bool {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = text.trim_end_matches(|c: char| c.is_ascii_uppercase() || matches!(c, ' ' | '-'));
    if let Some((session, number)) = plain.split_once('/') {
        let session = session.strip_prefix("ES-").or_else(|| session.strip_prefix("S-")).unwrap_or(session);
        return all_digits(session) && all_digits(number);
    }
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    digits > 0 && brackets(&text[digits..]) == Some(text.len() - digits)
}

fn is_series(element: &str) -> bool {
    SERIES.contains(&element)
}

/// Tells a committee or kind of paper: "C.3", "AC.105", "L.45".
fn is_body(element: &str) -> bool {
    element.contains('.') && element.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Tells "L.45" for "L.".
fn numbered(element: &str, prefix: &str) -> bool {
    element.strip_prefix(prefix).is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Reads "XXV"; nothing for what is no Roman number of a session.
fn from_roman(text: &str) -> Option<u16> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    let digits: Option<Vec<u16>> = text.chars().map(value).collect();
    let digits = digits?;
    let mut sum = 0;
    for (at, &digit) in digits.iter().enumerate() {
        match digits.get(at + 1) {
            Some(&next) if next > digit => sum -= i32::from(digit),
            _ => sum += i32::from(digit),
        }
    }
    u16::try_from(sum).ok().filter(|&sum| sum > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes what is read off a symbol: organ, number, session, and whether it is a draft.
    fn check(text: &str, expected: &str) {
        let symbol: Symbol = text.parse().expect(text);
        assert_eq!(symbol.to_string(), text);
        let organ = symbol.organ().map_or("-".to_owned(), |organ| format!("{organ:?}"));
        let session = symbol.session().map_or("-".to_owned(), |session| session.to_string());
        let number = symbol.number().unwrap_or("-");
        let draft = if symbol.is_draft() { ", draft" } else { "" };
        assert_eq!(format!("{organ}, {number}, {session}{draft}"), expected, "{text}");
    }

    #[test]
    fn symbols_tell_organ_number_and_session() {
        check("A/RES/54/212", "GeneralAssembly, 54/212, fifty-fourth session");
        check("A/RES/ES-10/21", "GeneralAssembly, ES-10/21, tenth emergency special session");
        check("A/RES/S-21/2", "GeneralAssembly, S-21/2, twenty-first special session");
        check("A/RES/60/251 A-B", "GeneralAssembly, 60/251 A-B, sixtieth session");
        check("A/RES/217(III)", "GeneralAssembly, 217(III), third session");
        check("A/HRC/RES/53/15", "HumanRightsCouncil, 53/15, fifty-third session");
        check("A/HRC/RES/S-30/1", "HumanRightsCouncil, S-30/1, thirtieth special session");
        check("S/RES/2743 (2024)", "SecurityCouncil, 2743 (2024), -");
        check("E/RES/2024/8", "EconomicAndSocialCouncil, 2024/8, -");
        check("2625 (XXV)", "-, 2625 (XXV), twenty-fifth session");
        check("54/212", "-, 54/212, fifty-fourth session");
        check("A/C.3/78/L.45/Rev.1", "GeneralAssembly, -, seventy-eighth session, draft");
        check("A/54/587/Add.5", "GeneralAssembly, -, fifty-fourth session");
        check("A/HRC/53/L.12", "HumanRightsCouncil, -, fifty-third session, draft");
        check("ST/SGB/2018/1", "-, -, -");
    }

    #[test]
    fn other_compounds_are_no_symbols() {
        for text in ["", "and/or", "HIV/AIDS", "A/", "A/RES", "E3/EU+3", "54", "22 December 1999", "A/RES/54/212 of"] {
            assert!(text.parse::<Symbol>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_first_symbol_of_a_text_is_found() {
        let find = |text: &str| Symbol::find(text).map(|(symbol, span)| (symbol.0, span.of(text).to_owned()));
        let found = |text: &str| find(text).map(|(symbol, _)| symbol);
        assert_eq!(found("on the report of the Second Committee (A/54/587/Add.5)"), Some("A/54/587/Add.5".to_owned()));
        assert_eq!(found("Distr.: S/RES/2743 (2024)."), Some("S/RES/2743 (2024)".to_owned()));
        assert_eq!(found("HIV/AIDS and/or A/RES/54/212."), Some("A/RES/54/212".to_owned()));
        assert_eq!(found("«A/RES/54/212»"), Some("A/RES/54/212".to_owned()));
        assert_eq!(found("resolution 54/212 and S/RES"), None);
        assert_eq!(find("x A/54/1."), Some(("A/54/1".to_owned(), "A/54/1".to_owned())));
    }
}
