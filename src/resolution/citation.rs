//! The tokens of a text to the resolutions, decisions, documents and instruments that it cites.

use crate::span::Span;
use crate::token::{Token, TokenKind, is_month, is_year};

/// Holds one citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where it stands; a date given with it ("of 16 December 1997") included.
    pub span: Span,
    /// Indexes of its first token and of the one past its last.
    pub tokens: (usize, usize),
    /// What is cited.
    pub kind: CitedKind,
    /// Its number, symbol or name as printed, without the date: "52/189", "1325 (2000)", "A/54/207".
    pub name: String,
    /// What it shares with the others of its series: kind, organ as far as told, symbol without numbers. Empty for
    /// instruments, of which no later one replaces an earlier by its number.
    pub series: String,
    /// Its place in the series: session or year, then number.
    pub order: Option<(u32, u32)>,
}

/// Names what can be cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CitedKind {
    /// "resolution 52/189".
    Resolution,
    /// "decision 55/488".
    Decision,
    /// "A/54/207".
    Document,
    /// "Convention on the Rights of the Child".
    Instrument,
}

/// Finds the citations of a text, in order; they do not overlap.
pub fn citations(text: &str, tokens: &[Token]) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut noun: Option<Noun> = None;
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].span.of(text);
        if let Some(kind) = noun_kind(word) {
            noun = Some(Noun { kind, organ: organ_before(text, tokens, at) });
            at += 1;
            continue;
        }
        if matches!(word, ";" | ".") {
            noun = None;
        }
        let citation = match tokens[at].kind {
            TokenKind::Symbol => by_symbol(text, tokens, at, noun),
            TokenKind::Number => by_year(text, tokens, at, noun),
            TokenKind::Word if is_instrument(word) => instrument(text, tokens, at, found.last()),
            TokenKind::Word if is_capital(word) => by_session_of_a_body(text, tokens, at, noun, found.last())
                .or_else(|| by_bracketed_session(text, tokens, at)),
            _ => None,
        };
        match citation {
            Some(citation) => {
                at = citation.tokens.1;
                found.push(citation);
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Debug, Clone, Copy)]
struct Noun {
    kind: CitedKind,
    organ: &'static str,
}

fn noun_kind(word: &str) -> Option<CitedKind> {
    match word {
        "resolution" | "resolutions" | "Resolution" | "Resolutions" => Some(CitedKind::Resolution),
        "decision" | "decisions" | "Decision" | "Decisions" => Some(CitedKind::Decision),
        _ => None,
    }
}

/// Tells the organ named before "resolution": "Security Council resolution", "its resolution".
fn organ_before(text: &str, tokens: &[Token], at: usize) -> &'static str {
    let word = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].span.of(text));
    match (word(2), word(1)) {
        ("Security", "Council") => "Security Council",
        ("Rights", "Council") => "Human Rights Council",
        ("Social", "Council") => "Economic and Social Council",
        ("General", "Assembly") => "General Assembly",
        (_, "Council") => "Council",
        (_, "Assembly") => "Assembly",
        (_, "Commission") => "Commission",
        _ => "",
    }
}

/// "52/189", "S-21/2", "1995/313", "A/54/207".
fn by_symbol(text: &str, tokens: &[Token], at: usize, noun: Option<Noun>) -> Option<Citation> {
    let word = tokens[at].span.of(text);
    let (head, rest) = word.split_once('/')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // "1/CP.21": conferences of parties number their decisions first.
    if let Some((body, session)) = rest.split_once('.')
        && digits(head)
        && digits(session)
        && body.bytes().all(|b| b.is_ascii_uppercase())
    {
        let noun = noun.unwrap_or(Noun { kind: CitedKind::Decision, organ: "" });
        let order = session.parse().ok().zip(head.parse().ok());
        return Some(dated(text, tokens, (at, at + 1), noun.kind, series(noun, body), order));
    }
    let special = head.split_once('-').is_some_and(|(s, n)| matches!(s, "S" | "ES") && digits(n));
    if special || digits(head) {
        let number = rest.split(['-', '/']).next().unwrap_or(rest);
        // "2015/16" is a span of years unless a resolution or decision is spoken of.
        if !digits(number) || noun.is_none() && is_year(head) && number.len() <= 2 {
            return None;
        }
        let noun = noun.unwrap_or(Noun { kind: CitedKind::Resolution, organ: "" });
        let session = head.rsplit('-').next().and_then(|n| n.parse().ok())?;
        let form = if special {
            "special"
        } else if is_year(head) {
            "year"
        } else {
            "session"
        };
        let end = letters_after(text, tokens, at + 1);
        return Some(dated(
            text,
            tokens,
            (at, end),
            noun.kind,
            series(noun, form),
            number.parse().ok().map(|n| (session, n)),
        ));
    }
    // "A75/10" of the World Health Assembly, "EB150/7" of its board.
    let body = head.trim_end_matches(|c: char| c.is_ascii_digit());
    if (1..=4).contains(&body.len())
        && body.len() < head.len()
        && body.bytes().all(|b| b.is_ascii_uppercase())
        && digits(rest)
    {
        let order = head[body.len()..].parse().ok().zip(rest.parse().ok());
        return Some(dated(text, tokens, (at, at + 1), CitedKind::Document, format!("{body}#/#"), order));
    }
    let is_document = head.chars().next().is_some_and(|c| c.is_ascii_uppercase())
        && head.chars().all(|c| c.is_ascii_uppercase() || c == '-' || c == '.')
        && rest.bytes().any(|b| b.is_ascii_digit());
    if !is_document {
        return None;
    }
    let (mut series, mut numbers, mut run) = (String::new(), Vec::new(), String::new());
    for c in word.chars().chain(['/']) {
        if c.is_ascii_digit() {
            run.push(c);
        } else {
            if !run.is_empty() {
                numbers.push(run.parse().unwrap_or(u32::MAX));
                series.push('#');
                run.clear();
            }
            series.push(c);
        }
    }
    let order = (numbers.first().copied().unwrap_or(0), numbers.get(1).copied().unwrap_or(0));
    let kind =
        if word.contains("/RES/") || word.contains("/Res.") { CitedKind::Resolution } else { CitedKind::Document };
    Some(dated(text, tokens, (at, at + 1), kind, series, Some(order)))
}

/// "WHA75.7", "resolution A40-5", with the year that may follow: "WHA75.7 (2022)".
fn by_session_of_a_body(
    text: &str,
    tokens: &[Token],
    at: usize,
    noun: Option<Noun>,
    before: Option<&Citation>,
) -> Option<Citation> {
    let word = tokens[at].span.of(text);
    let body = &word[..word.bytes().take_while(u8::is_ascii_uppercase).count()];
    let (session, number) = word[body.len()..].split_once(['.', '-'])?;
    let session = session.parse().ok()?;
    let number = number.parse().ok()?;
    let is_listed = || {
        let from = before.map_or(0, |citation| citation.tokens.1);
        let named = at > 0 && noun_kind(tokens[at - 1].span.of(text)).is_some();
        named || from > 0 && tokens[from..at].iter().all(|token| matches!(token.span.of(text), "," | "and"))
    };
    if body.is_empty() || body != "WHA" && !is_listed() {
        return None;
    }
    let inside = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.span.of(text));
    let end = if inside(1) == "(" && is_year(inside(2)) && inside(3) == ")" { at + 4 } else { at + 1 };
    let noun = noun.unwrap_or(Noun { kind: CitedKind::Resolution, organ: "" });
    Some(dated(text, tokens, (at, end), noun.kind, series(noun, body), Some((session, number))))
}

/// "A.1054(27)", "MSC.391(95)": resolutions of the International Maritime Organization, its session in brackets.
fn by_bracketed_session(text: &str, tokens: &[Token], at: usize) -> Option<Citation> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let (body, number) = word(at).split_once('.')?;
    let is_body = matches!(body, "A" | "MSC" | "MEPC" | "LEG" | "FAL") && word(at + 1) == "(" && word(at + 3) == ")";
    let order = (word(at + 2).parse().ok()?, number.parse().ok()?);
    let series = format!("{body} resolution");
    is_body.then(|| dated(text, tokens, (at, at + 4), CitedKind::Resolution, series, Some(order)))
}

/// "1325 (2000)", "217 A (III)".
fn by_year(text: &str, tokens: &[Token], at: usize, noun: Option<Noun>) -> Option<Citation> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let open = if word(at + 1).len() == 1 && is_capital(word(at + 1)) { at + 2 } else { at + 1 };
    let inside = word(open + 1);
    let session = if is_year(inside) { inside.parse().ok() } else { roman(inside) };
    if word(open) != "(" || word(open + 2) != ")" {
        return None;
    }
    let number: u32 = word(at).parse().ok()?;
    let noun = noun.unwrap_or(Noun { kind: CitedKind::Resolution, organ: "" });
    let form = if is_year(inside) { "number" } else { "roman" };
    // Numbers of the Security Council run on over the years; those of the old Assembly too.
    Some(dated(text, tokens, (at, open + 3), noun.kind, series(noun, form), Some((session?, number))))
}

fn series(noun: Noun, form: &str) -> String {
    let kind = if noun.kind == CitedKind::Decision { "decision" } else { "resolution" };
    format!("{} {kind} {form}", noun.organ)
}

/// Passes the letters after a number: "52/15 A and B".
fn letters_after(text: &str, tokens: &[Token], mut at: usize) -> usize {
    let letter = |i: usize| tokens.get(i).is_some_and(|t| is_capital(t.span.of(text)) && t.span.len() == 1);
    if !letter(at) {
        return at;
    }
    at += 1;
    while tokens.get(at).is_some_and(|t| matches!(t.span.of(text), "and" | "to" | ",")) && letter(at + 1) {
        at += 2;
    }
    at
}

/// Makes a citation of the tokens `range`, and lets it have the date that follows: "of 16 December 1997".
fn dated(
    text: &str,
    tokens: &[Token],
    range: (usize, usize),
    kind: CitedKind,
    series: String,
    order: Option<(u32, u32)>,
) -> Citation {
    let name = tokens[range.0].span.cover(tokens[range.1 - 1].span);
    let of = tokens.get(range.1).is_some_and(|t| t.span.of(text) == "of");
    let end = match (tokens.get(range.1 + 1), tokens.get(range.1 + 2)) {
        (Some(date), _) if of && date.kind == TokenKind::Date => range.1 + 2,
        // "68/9 of 6 November"
        (Some(day), Some(month)) if of && day.kind == TokenKind::Number && is_month(month.span.of(text)) => range.1 + 3,
        _ => range.1,
    };
    let span = name.cover(tokens[end - 1].span);
    Citation { span, tokens: (range.0, end), kind, name: name.of(text).to_owned(), series, order }
}

/// Tells the head nouns of instruments; only with a capital, and only with a name around them.
pub(crate) fn is_instrument(word: &str) -> bool {
    matches!(
        word,
        "Convention"
            | "Conventions"
            | "Covenant"
            | "Covenants"
            | "Declaration"
            | "Protocol"
            | "Charter"
            | "Statute"
            | "Treaty"
            | "Agreement"
            | "Programme"
            | "Platform"
            | "Plan"
            | "Agenda"
            | "Framework"
            | "Compact"
            | "Pact"
            | "Principles"
            | "Guidelines"
            | "Consensus"
            | "Accord"
            | "Strategy"
            | "Rules"
            | "Goals"
            | "Outcome"
            | "Commitment"
            | "Roadmap"
    )
}

/// Finds the name around a head noun: to the left over words with capitals, to the right over words with capitals and
/// the small words between them.
fn instrument(text: &str, tokens: &[Token], head: usize, before: Option<&Citation>) -> Option<Citation> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let first = before.map_or(0, |citation| citation.tokens.1);
    let mut start = head;
    while start > first {
        let left = word(start - 1);
        let year = is_year(left) && start == head;
        // The word that opens a paragraph has its capital from there, not from a name.
        if !(year || is_capital(left) && start - 1 > 0) {
            break;
        }
        start -= 1;
    }
    let mut end = head + 1;
    loop {
        // Up to two small words may stand between two capitals: "of the", "against".
        let reach = (0..=2).find(|&n| is_capital(word(end + n)));
        match reach {
            Some(n) if (0..n).all(|i| joins(word(end + i))) && !(n == 2 && word(end) == "and") => end += n + 1,
            // "Other Cruel, Inhuman or Degrading Treatment", "to Prevent, Suppress and Punish".
            _ if end > head + 1
                && word(end) == ","
                && is_capital(word(end + 1))
                && matches!(word(end + 2), "or" | "and")
                && is_capital(word(end + 3)) =>
            {
                end += 4;
            }
            _ => break,
        }
    }
    // "Programme of Action and Platform": a name of one word is no name.
    if end - start < 2 {
        return None;
    }
    // "The World Food Programme" acts; "the Programme of Action", "the World Programme for Education" are acted upon.
    if word(head) == "Programme" && !(word(head + 1) == "for" || word(head + 1) == "of" && is_capital(word(head + 2))) {
        return None;
    }
    // "The Global Compact Local Networks", "the Convention Secretariat" act.
    if is_capital(word(head + 1)) && is_body(word(end - 1)) {
        return None;
    }
    let span = tokens[start].span.cover(tokens[end - 1].span);
    let name = span.of(text).to_owned();
    Some(Citation { span, tokens: (start, end), kind: CitedKind::Instrument, name, series: String::new(), order: None })
}

/// Tells the nouns of those who act, with which their names end.
fn is_body(word: &str) -> bool {
    matches!(
        word,
        "Committee"
            | "Secretariat"
            | "Office"
            | "Network"
            | "Networks"
            | "Forum"
            | "Group"
            | "Team"
            | "Teams"
            | "Unit"
            | "Fund"
            | "Facility"
            | "Council"
            | "Commission"
            | "Board"
            | "Panel"
            | "Centre"
            | "Mechanism"
            | "Partnership"
    )
}

fn joins(word: &str) -> bool {
    matches!(
        word,
        "of" | "on"
            | "the"
            | "for"
            | "and"
            | "or"
            | "with"
            | "in"
            | "to"
            | "against"
            | "relating"
            | "concerning"
            | "all"
            | "its"
    )
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && !word.contains('/')
}

fn roman(word: &str) -> Option<u32> {
    let value = |b: u8| match b {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        _ => None,
    };
    let digits: Option<Vec<u32>> = word.bytes().map(value).collect();
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() <= 8)?;
    let total = digits.iter().enumerate().map(|(i, &d)| if digits.get(i + 1).is_some_and(|&n| n > d) { 0 } else { d });
    let lesser = digits.iter().enumerate().filter(|&(i, &d)| digits.get(i + 1).is_some_and(|&n| n > d));
    Some(total.sum::<u32>().saturating_sub(lesser.map(|(_, &d)| d).sum()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    fn check(text: &str, expected: &[&str]) {
        let found = citations(text, &tokenize(text));
        assert_eq!(found.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), expected, "{text:?}");
        for citation in found {
            assert!(citation.span.of(text).starts_with(&citation.name), "{citation:?}");
        }
    }

    #[test]
    fn resolutions_and_decisions_of_other_bodies() {
        check(
            "Recalling resolutions WHA74.5 (2021) and WHA75.3, resolution A40-5 and UNEP/EA.5/Res.14, and WHA75.7",
            &["WHA74.5 (2021)", "WHA75.3", "A40-5", "UNEP/EA.5/Res.14", "WHA75.7"],
        );
        check("the report in document A75/10 and EB150/7", &["A75/10", "EB150/7"]);
        check("Recalling decisions 1/CP.21 and 2/CMA.3 on the A320-200", &["1/CP.21", "2/CMA.3"]);
        let text = "resolution WHA75.7 (2022)";
        let found = &citations(text, &tokenize(text))[0];
        assert_eq!((found.order, found.kind), (Some((75, 7)), CitedKind::Resolution));
    }

    #[test]
    fn resolutions_of_all_forms() {
        check(
            "Recalling its resolutions 49/127 of 19 December 1994, 52/15 A and B, S-21/2, 2625 (XXV) and 217 A (III)",
            &["49/127", "52/15 A and B", "S-21/2", "2625 (XXV)", "217 A (III)"],
        );
        check("Security Council resolution 1325 (2000) and decision 1995/313", &["1325 (2000)", "1995/313"]);
    }

    #[test]
    fn resolutions_with_their_session_in_brackets() {
        check(
            "through resolution A.946(23), MSC.391(95) and A.1078 (28)",
            &["A.946(23)", "MSC.391(95)", "A.1078 (28)"],
        );
        check("annex A (23), in WHA and MSC.1", &[]);
    }

    #[test]
    fn what_only_looks_like_one() {
        check("in 2015/16 and/or 24 hours, paragraph 5 (c), 120 (one hundred and twenty)", &[]);
        check("the Conference, in 1994, in section II.C", &[]);
    }

    #[test]
    fn a_date_belongs_to_its_resolution() {
        let text = "resolution 52/189 of 18 December 1997 and";
        assert_eq!(citations(text, &tokenize(text))[0].span.of(text), "52/189 of 18 December 1997");
        let text = "resolutions 68/9 of 6 November, 69/6";
        assert_eq!(citations(text, &tokenize(text))[0].span.of(text), "68/9 of 6 November");
    }

    #[test]
    fn documents_and_their_series() {
        let text = "the report (A/54/207) and A/56/167, E/CN.9/2000/3";
        let found = citations(text, &tokenize(text));
        assert_eq!(found[0].series, found[1].series);
        assert_ne!(found[0].series, found[2].series);
        assert!(found[0].order < found[1].order);
    }

    #[test]
    fn instruments_by_name() {
        check(
            "Recalling the Convention on the Rights of the Child, the Charter of the United Nations and the report",
            &["Convention on the Rights of the Child", "Charter of the United Nations"],
        );
        check(
            "the 2030 Agenda for Sustainable Development and the Beijing Declaration and Platform for Action",
            &["2030 Agenda for Sustainable Development", "Beijing Declaration and Platform for Action"],
        );
        check(
            "the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment, the",
            &["Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"],
        );
        check("States parties to the Convention and the Secretary-General", &[]);
        check("the Universal Declaration of Human Rights", &["Universal Declaration of Human Rights"]);
        check(
            "the Vienna Programme of Action and the United Nations Environment Programme",
            &["Vienna Programme of Action"],
        );
        check("invites the World Food Programme to support", &[]);
        check("the Global Compact Local Networks and the Montreal Protocol Multilateral Fund", &[]);
    }

    #[test]
    fn roman_numbers() {
        assert_eq!(roman("XXV"), Some(25));
        assert_eq!(roman("IV"), Some(4));
        assert_eq!(roman("c"), None);
    }
}
