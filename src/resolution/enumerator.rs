//! "3.", "(a)", "5 bis.", "(iv)", "IV." at the start of a line to its value.

use super::fold::folded;

/// Holds the number or letter printed before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Enumerator {
    /// As printed, white space folded: "5 bis.", "(a)".
    pub printed: String,
    /// What it counts.
    pub kind: EnumeratorKind,
}

/// Names the kinds of enumerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnumeratorKind {
    /// "3.", "5 bis.", "5 alt.": a number, and its place among those that take it again (1 for bis, 2 for ter, ...; 13 for
    /// alt, 14 for bis alt, ..., 26 for alt 2).
    Number(u32, u8),
    /// "3.9", "4.1.2.", "3.a", "65 (a).": a number inside a numbered section, by its last step.
    Decimal(u32),
    /// "(1)".
    Bracketed(u32),
    /// "(a)" is 1, "(z)" 26, "(aa)" 27; `roman` is its value as a Roman numeral, where it is one.
    Letter {
        /// Its place in the alphabet.
        place: u32,
        /// "(i)" is 1, "(iv)" 4.
        roman: Option<u32>,
    },
    /// "(iv)": a Roman numeral that cannot be a letter.
    Roman(u32),
    /// A dash or bullet.
    Bullet,
}

impl Enumerator {
    /// Finds the enumerator that a text begins with, and how many bytes it takes with the space after it. It must be
    /// followed by white space, or by nothing. Brackets that open before it are passed over.
    pub fn at_start(text: &str) -> Option<(Enumerator, usize)> {
        // The first byte tells what it can be.
        in_brackets(text, |text| match text.as_bytes().first()? {
            b'0'..=b'9' => number(text).or_else(|| decimal(text)).or_else(|| lettered_number(text)),
            b'(' => negotiated(text, "OP").or_else(|| bracketed(text)),
            b'O' => negotiated(text, "OP"),
            b'a'..=b'z' => bracketed(text).or_else(|| dotted_letter(text)),
            _ => bullet(text),
        })
    }

    /// Takes an enumerator as a format or a record gives it: "3.", "3", "(a)", "a)", "5 bis".
    pub fn from_label(label: &str) -> Option<Enumerator> {
        let label = label.trim();
        if label.is_empty() {
            return None;
        }
        let found = Self::at_start(label).filter(|(_, taken)| *taken == label.len()).map(|(found, _)| found);
        found.or_else(|| {
            let dotted = format!("{label}.");
            let found = number(&dotted).filter(|(_, taken)| *taken == dotted.len())?.0;
            Some(Enumerator { printed: label.to_owned(), ..found })
        })
    }

    /// Gives what people say: the printed form without the full stop, "5 bis" for "OP5 bis:".
    pub fn name(&self) -> &str {
        let printed = self.printed.trim_start_matches(['(', '[']);
        match printed.strip_prefix("OP").or_else(|| printed.strip_prefix("PP")) {
            Some(number) => number.trim_matches([' ', '.', ':', ')', ']']),
            None => self.printed.trim_end_matches('.'),
        }
    }

    /// Gives what a number inside a numbered section stands under: "3" for "3.9", "4.1" for "4.1.2.", "65" for "65 (a).".
    pub fn above(&self) -> Option<&str> {
        match self.kind {
            EnumeratorKind::Decimal(_) => self.name().rsplit_once(['.', ' ']).map(|(above, _)| above),
            EnumeratorKind::Number(..)
            | EnumeratorKind::Bracketed(_)
            | EnumeratorKind::Letter { .. }
            | EnumeratorKind::Roman(_)
            | EnumeratorKind::Bullet => None,
        }
    }
}

/// Finds the name that negotiators give a preambular paragraph, "PP3.", at its start, and how many bytes it takes with the
/// space after it.
pub(super) fn preambular_name(text: &str) -> Option<(Enumerator, usize)> {
    in_brackets(text, |text| negotiated(text, "PP"))
}

/// Finds an enumerator after brackets that open. "[3. Requests ...;]": what is not agreed stands in brackets, which are part
/// of the text unless they close with the number, "[OP3] Requests".
fn in_brackets(text: &str, find: impl Fn(&str) -> Option<(Enumerator, usize)>) -> Option<(Enumerator, usize)> {
    let inside = text.trim_start_matches('[');
    let brackets = text.len() - inside.len();
    let (mut found, taken) = find(inside)?;
    if brackets > 0 && found.printed.ends_with(']') {
        found.printed.insert_str(0, &text[..brackets]);
    }
    Some((found, brackets + taken))
}

/// Latin multiplicative adverbs for paragraphs put in between, in order.
const ADVERBS: [&str; 12] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
];

fn number(text: &str) -> Option<(Enumerator, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let value: u32 = text[..digits].parse().ok()?;
    let (again, taken) = taken_again(&text[digits..]);
    let named = digits + taken;
    // Drafts have "5 bis Urges"; "5" alone may be anything.
    let titled =
        || again > 0 && text[named..].trim_start_matches(SPACE).starts_with(|c: char| c.is_uppercase() || c == '[');
    let at = if text[named..].starts_with('.') { named + 1 } else { named };
    if at == named && !titled() {
        return None;
    }
    enumerator(text, at, EnumeratorKind::Number(value, again))
}

/// Spaces that may stand inside a number.
const SPACE: [char; 2] = [' ', '\u{a0}'];

/// Reads what follows a number that is taken again: "bis", " ter", " alt", " bis alt 2"; gives its place among those that
/// take it again, 0 for none, and how many bytes it takes.
fn taken_again(rest: &str) -> (u8, usize) {
    /// Another wording for the same place follows the last adverb.
    const ALTERNATIVE: u8 = ADVERBS.len() as u8 + 1;
    let mut again = 0;
    let mut taken = 0;
    let (word, end) = next_word(rest);
    if word.is_empty() {
        return (0, 0);
    }
    if let Some(place) =
        (1..).zip(ADVERBS).find(|(_, adverb)| adverb.eq_ignore_ascii_case(word)).map(|(place, _)| place)
    {
        again = place;
        taken = end;
    }
    let (word, end) = next_word(&rest[taken..]);
    if word.eq_ignore_ascii_case("alt") {
        taken += end;
        let counted = rest[taken..].trim_start_matches(SPACE);
        let figure = counted.bytes().next().filter(|byte| (b'1'..=b'9').contains(byte) && ends(&counted[1..]));
        again += ALTERNATIVE * figure.map_or(1, |figure| figure - b'0');
        taken = figure.map_or(taken, |_| rest.len() - counted.len() + 1);
    }
    (again, taken)
}

/// Tells that a name ends: before a mark, or before a word that begins a paragraph.
fn ends(rest: &str) -> bool {
    let after = rest.trim_start_matches(SPACE);
    after.is_empty()
        || rest.starts_with(['.', ':', ')', ']'])
        || after.len() < rest.len() && after.starts_with(|c: char| c.is_uppercase() || c == '[')
}

/// Gives the word of ASCII letters that comes next, after spaces, and where it ends; it may be empty.
fn next_word(text: &str) -> (&str, usize) {
    let rest = text.trim_start_matches(SPACE);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    (&rest[..letters], text.len() - rest.len() + letters)
}

/// Makes an enumerator of the first `at` bytes, if white space or nothing follows.
fn enumerator(text: &str, at: usize, kind: EnumeratorKind) -> Option<(Enumerator, usize)> {
    let end = followed(text, at)?;
    Some((Enumerator { printed: folded(&text[..at]).into_owned(), kind }, end))
}

/// "OP5.", "OP 5 bis:", "(OP5)", "(OP)5.", "OP5 alt": as negotiators name the paragraphs of a draft.
fn negotiated(text: &str, name: &str) -> Option<(Enumerator, usize)> {
    let rest = text.trim_start_matches('(').strip_prefix(name)?.trim_start_matches(')').trim_start_matches(SPACE);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value: u32 = rest.get(..digits).filter(|number| (1..=3).contains(&number.len()))?.parse().ok()?;
    let (again, taken) = taken_again(&rest[digits..]);
    let rest = &rest[digits + taken..];
    let at = text.len() - rest.trim_start_matches(['.', ':', ')', ']']).len();
    enumerator(text, at, EnumeratorKind::Number(value, again))
}

/// "3.9 By 2030", "4.1.2. Sanctions", "3.a Strengthen", "47.1. remove": without a full stop a capital follows, since
/// "3.5 per cent" is a figure.
fn decimal(text: &str) -> Option<(Enumerator, usize)> {
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'.').count();
    let body = text[..length].trim_end_matches('.');
    let mut steps = body.split('.');
    let is_number = |step: &str| (1..=3).contains(&step.len()) && step.bytes().all(|b| b.is_ascii_digit());
    if !steps.next().is_some_and(is_number) {
        return None;
    }
    let rest: Vec<&str> = steps.collect();
    let (last, middle) = rest.split_last()?;
    let letter = last.len() == 1 && last.bytes().all(|b| b.is_ascii_lowercase());
    if !(is_number(last) || letter) || !middle.iter().all(|step| is_number(step)) || rest.len() > 4 {
        return None;
    }
    let value = if letter { u32::from(last.as_bytes()[0] - b'a') + 1 } else { last.parse().ok()? };
    let end = followed(text, length).filter(|&end| end > length)?;
    let capital = text[end..].starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
    let printed = text[..length].to_owned();
    let numbered = capital || text[..length].ends_with('.') && text[end..].starts_with(char::is_alphabetic);
    numbered.then_some((Enumerator { printed, kind: EnumeratorKind::Decimal(value) }, end))
}

/// "65 (a). Work towards": a letter of a numbered paragraph that repeats its number. The full stop tells it from a
/// reference, "65 (a) above".
fn lettered_number(text: &str) -> Option<(Enumerator, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start_matches(SPACE);
    let letter = rest.strip_prefix('(')?.bytes().next().filter(u8::is_ascii_lowercase)?;
    let after = rest.get(2..)?.strip_prefix(").")?;
    if !(1..=3).contains(&digits) {
        return None;
    }
    let length = text.len() - after.len();
    let end = followed(text, length).filter(|&end| end > length)?;
    let printed = format!("{} ({}).", &text[..digits], char::from(letter));
    let kind = EnumeratorKind::Decimal(u32::from(letter - b'a') + 1);
    text[end..].starts_with(char::is_uppercase).then_some((Enumerator { printed, kind }, end))
}

fn bracketed(text: &str) -> Option<(Enumerator, usize)> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let opened = inner.len() < text.len();
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if length == 0 || length > 6 || !inner[length..].starts_with(')') {
        return None;
    }
    let body = &inner[..length];
    // "a)" without the opening bracket: letters and small Roman numerals alone.
    if !opened && (length > 4 || body.bytes().any(|b| !b.is_ascii_lowercase())) {
        return None;
    }
    let kind = kind_of(body)?;
    let at = usize::from(opened) + length + 1;
    // "(a)the" without a space is a flaw of extraction; "(s)he" is a word.
    let end = followed(text, at).or_else(|| {
        let next = text[at..].chars().next()?;
        (opened && next.is_uppercase()).then_some(at)
    })?;
    Some((Enumerator { printed: text[..at].to_owned(), kind }, end))
}

/// "a. Ammonium nitrate", "iv. Tools": small letters with a full stop.
fn dotted_letter(text: &str) -> Option<(Enumerator, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_lowercase).count();
    if length == 0 || length > 5 || !text[length..].starts_with('.') {
        return None;
    }
    let kind = match kind_of(&text[..length])? {
        kind @ EnumeratorKind::Letter { .. } if length == 1 => kind,
        // Doubled letters are Roman numerals here: "ii." and "iii.".
        EnumeratorKind::Letter { roman: Some(value), .. } | EnumeratorKind::Roman(value) => {
            EnumeratorKind::Roman(value)
        }
        EnumeratorKind::Letter { .. }
        | EnumeratorKind::Number(..)
        | EnumeratorKind::Decimal(_)
        | EnumeratorKind::Bracketed(_)
        | EnumeratorKind::Bullet => return None,
    };
    let end = followed(text, length + 1).filter(|&end| end > length + 1)?;
    Some((Enumerator { printed: text[..=length].to_owned(), kind }, end))
}

fn kind_of(body: &str) -> Option<EnumeratorKind> {
    if body.bytes().all(|b| b.is_ascii_digit()) {
        return (body.len() <= 3).then(|| body.parse().ok()).flatten().map(EnumeratorKind::Bracketed);
    }
    let lower = body.to_ascii_lowercase();
    let same_case = lower == body || body.to_ascii_uppercase() == body;
    if !same_case {
        return None;
    }
    let roman = roman(&lower);
    // Letters past (z) are doubled: (aa), (bb); some texts write (aa), (ab), ...
    let bytes = lower.as_bytes();
    let place = match *bytes {
        [one] => Some(u32::from(one - b'a') + 1),
        [one, two] if one.is_ascii_lowercase() && one == two => Some(u32::from(one - b'a') + 27),
        [b'a', two] if two.is_ascii_lowercase() => Some(u32::from(two - b'a') + 27),
        [one, two, three] if one == two && two == three => Some(u32::from(one - b'a') + 53),
        _ => None,
    };
    match (place, roman) {
        (Some(place), roman) => Some(EnumeratorKind::Letter { place, roman }),
        (None, Some(roman)) => Some(EnumeratorKind::Roman(roman)),
        (None, None) => None,
    }
}

fn bullet(text: &str) -> Option<(Enumerator, usize)> {
    let first = text.chars().next().filter(|c| matches!(c, '–' | '—' | '•' | '-' | '·' | '▪' | '●' | '\u{f0b7}'))?;
    let at = first.len_utf8();
    followed(text, at)
        .map(|end| (Enumerator { printed: first.to_string(), kind: EnumeratorKind::Bullet }, end))
        .filter(|&(_, end)| end > at)
}

/// Gives the end of the white space after `at`; nothing where there is none and the text goes on.
fn followed(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let end = text.len() - rest.trim_start().len();
    (end > at || rest.is_empty()).then_some(end)
}

/// Reads a Roman numeral in lower case, up to 89; nothing for other words.
pub fn roman(lower: &str) -> Option<u32> {
    let mut value = 0;
    let mut rest = lower;
    for (numeral, worth) in [("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)] {
        let most = if numeral.len() == 1 && matches!(numeral, "x" | "i") { 3 } else { 1 };
        for _ in 0..most {
            if let Some(after) = rest.strip_prefix(numeral) {
                value += worth;
                rest = after;
            }
        }
    }
    (value > 0 && rest.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use EnumeratorKind::*;

    fn check(text: &str, expected: Option<(&str, EnumeratorKind, &str)>) {
        let found = Enumerator::at_start(text);
        let found = found.as_ref().map(|(e, end)| (e.printed.as_str(), e.kind, &text[*end..]));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn numbers_letters_and_bullets() {
        check("3.\tTakes note", Some(("3.", Number(3, 0), "Takes note")));
        check("5 bis. Urges", Some(("5 bis.", Number(5, 1), "Urges")));
        check("(a)\tThe report", Some(("(a)", Letter { place: 1, roman: None }, "The report")));
        check("(i) The", Some(("(i)", Letter { place: 9, roman: Some(1) }, "The")));
        check("(iv) The", Some(("(iv)", Roman(4), "The")));
        check("(aa) The", Some(("(aa)", Letter { place: 27, roman: None }, "The")));
        check("(1) The", Some(("(1)", Bracketed(1), "The")));
        check("a) The", Some(("a)", Letter { place: 1, roman: None }, "The")));
        check("3.9 By 2030", Some(("3.9", Decimal(9), "By 2030")));
        check("4.1.2. The", Some(("4.1.2.", Decimal(2), "The")));
        check("47.1. remove", Some(("47.1.", Decimal(1), "remove")));
        check("OP5. Urges", Some(("OP5.", Number(5, 0), "Urges")));
        check("(OP 5 bis) Urges", Some(("(OP 5 bis)", Number(5, 1), "Urges")));
        check("OP5 alt: Invites", Some(("OP5 alt:", Number(5, 13), "Invites")));
        check("(OP)5. URGES", Some(("(OP)5.", Number(5, 0), "URGES")));
        check("OP5 alt. Invites", Some(("OP5 alt.", Number(5, 13), "Invites")));
        check("OP5 alt 2 Invites", Some(("OP5 alt 2", Number(5, 26), "Invites")));
        check("OP5 bis alt2. Invites", Some(("OP5 bis alt2.", Number(5, 27), "Invites")));
        check("OP5 alt 2 trees", Some(("OP5 alt", Number(5, 13), "2 trees")));
        check("5 ter Urges", Some(("5 ter", Number(5, 2), "Urges")));
        check("5bis. Urges", Some(("5bis.", Number(5, 1), "Urges")));
        check("5 alt. [Urges]", Some(("5 alt.", Number(5, 13), "[Urges]")));
        check("[3. Requests", Some(("3.", Number(3, 0), "Requests")));
        check("[3 bis. Requests", Some(("3 bis.", Number(3, 1), "Requests")));
        check("[OP3] Requests", Some(("[OP3]", Number(3, 0), "Requests")));
        check("[[3. Requests", Some(("3.", Number(3, 0), "Requests")));
        check("[(a) To", Some(("(a)", Letter { place: 1, roman: None }, "To")));
        check("65 (a). Work", Some(("65 (a).", Decimal(1), "Work")));
        check("3.a Act", Some(("3.a", Decimal(1), "Act")));
        check("a. Nitroglycol", Some(("a.", Letter { place: 1, roman: None }, "Nitroglycol")));
        check("ii. Tools", Some(("ii.", Roman(2), "Tools")));
        check("iv. Tools", Some(("iv.", Roman(4), "Tools")));
        check("– The", Some(("–", Bullet, "The")));
        check("(a)The", Some(("(a)", Letter { place: 1, roman: None }, "The")));
    }

    #[test]
    fn figures_and_words_are_no_enumerators() {
        for text in [
            "1999 was",
            "52/189",
            "3.5 per cent",
            "(s)he",
            "(the) report",
            "-based",
            "20000. x",
            "(2004), xx",
            "A",
            "e.g. this",
            "etc. and",
            "no. 5",
            "5 bis of the Convention",
            "5 Alternatives",
            "[Urges]",
            "65 (a) above",
            "65 (a). see",
            "OPEC shall",
            "OP shall",
            "PP5. Noting",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn labels_may_lack_the_full_stop() {
        for (label, name) in [("3.", "3"), ("3", "3"), ("(a)", "(a)"), ("5 bis", "5 bis"), ("5 bis.", "5 bis")] {
            assert_eq!(Enumerator::from_label(label).expect(label).name(), name);
        }
        assert_eq!(Enumerator::from_label("x y"), None);
    }

    #[test]
    fn negotiators_name_paragraphs() {
        for (text, name) in [
            ("OP5. Urges", "5"),
            ("(OP 5 bis) Urges", "5 bis"),
            ("OP5 alt: Urges", "5 alt"),
            ("(OP)5. URGES", "5"),
            ("[OP5 alt 2. Urges", "5 alt 2"),
            ("[5. Urges", "5"),
        ] {
            assert_eq!(Enumerator::at_start(text).expect(text).0.name(), name);
        }
        for (text, printed, name) in [
            ("PP3 bis. Noting", "PP3 bis.", "3 bis"),
            ("(PP3) Noting", "(PP3)", "3"),
            ("[PP3 alt: x]", "PP3 alt:", "3 alt"),
        ] {
            let found = preambular_name(text).expect(text).0;
            assert_eq!((found.printed.as_str(), found.name()), (printed, name));
        }
        for text in ["PPP is", "PPs are", "OP3. Urges"] {
            assert_eq!(preambular_name(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_in_sections_stand_under_others() {
        for (text, above) in [("3.9 By", "3"), ("4.1.2. The", "4.1"), ("3.a Act", "3"), ("65 (a). Work", "65")] {
            assert_eq!(Enumerator::at_start(text).expect(text).0.above(), Some(above), "{text}");
        }
        assert_eq!(Enumerator::at_start("3. The").expect("a number").0.above(), None);
    }

    #[test]
    fn roman_numerals() {
        for (text, value) in [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xxxix", 39), ("xl", 40)] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        for text in ["", "iiii", "vv", "ic", "b"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
