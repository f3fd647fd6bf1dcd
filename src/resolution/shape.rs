//! A line to what it is by its shape alone: organ line, heading, closing line, label of a part or annex.

use super::enumerator::roman;
use super::session::number_from_ordinal;
use crate::token::strip_prefix_in_any_case;

/// Tells "The General Assembly," and its sisters.
pub(super) fn is_organ_line(text: &str) -> bool {
    let text = text.trim();
    match text.strip_suffix([',', ':']) {
        Some(name) => {
            is_organ_name(name)
                // Old volumes print the French text beside the English one.
                || matches!(
                    name,
                    "L’Assemblée générale"
                        | "L'Assemblée générale"
                        | "Le Conseil de sécurité"
                        | "Le Conseil économique et social"
                        | "Le Conseil des droits de l’homme"
                        | "Le Conseil des droits de l'homme"
                        | "La Asamblea General"
                        | "El Consejo de Seguridad"
                        | "El Consejo Económico y Social"
                        | "El Consejo de Derechos Humanos"
                )
        }
        // A mark lost, or a comma read as a full stop from a scanned page.
        None => matches!(
            text.strip_suffix('.').unwrap_or(text),
            "The General Assembly"
                | "The Security Council"
                | "The Human Rights Council"
                | "The Economic and Social Council"
        ),
    }
}

/// Tells the name of an organ with its article: "The Security Council", "THE ASSEMBLY".
pub(super) fn is_organ_name(name: &str) -> bool {
    let capitals = name.strip_prefix("THE ").filter(|rest| !rest.contains(char::is_lowercase));
    name.strip_prefix("The ").or(capitals).is_some_and(|rest| {
        let is_organ = |word: &str| match capitals {
            Some(_) => ORGANS.iter().any(|organ| organ.eq_ignore_ascii_case(word)),
            None => ORGANS.contains(&word),
        };
        rest.len() <= 110
            && rest.split(' ').any(is_organ)
            && !rest.contains([',', ';', ':', '.'])
            && rest.split(' ').all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
    })
}

/// If a text begins with an organ line and goes on with a paragraph, gives the length of the organ line.
pub(super) fn organ_line_run_in(text: &str) -> Option<usize> {
    if !(text.starts_with("The ") || text.starts_with("THE ")) {
        return None;
    }
    let comma = text.find(',').filter(|&at| at <= 110)?;
    let rest = text[comma + 1..].trim_start();
    (is_organ_name(&text[..comma]) && rest.starts_with(char::is_uppercase)).then_some(comma + 1)
}

/// Tells the first words of a decision, which has no organ line: "At its 11th plenary meeting, on 5 June 2023, the Economic
/// and Social Council, having considered ...".
pub(super) fn opens_decision(text: &str) -> bool {
    const LONGEST: usize = 200;
    let words = text.trim_start().strip_prefix("At its ").map(|rest| rest.split_whitespace());
    let Some(mut words) = words else { return false };
    let mut length = 0;
    let mut near = words.by_ref().take_while(|word| {
        length += word.len() + 1;
        length < LONGEST
    });
    near.any(|word| word.trim_end_matches(',') == "meeting")
        && near.any(|word| word == "the")
        && near.any(|word| ORGANS.contains(&word.trim_end_matches(',')))
}

const ORGANS: [&str; 10] = [
    "Assembly",
    "Council",
    "Commission",
    "Committee",
    "Conference",
    "Board",
    "Congress",
    "Sub-Commission",
    "Subcommission",
    "Meeting",
];

/// Tells whether a text ends where a clause may end.
pub(super) fn ends_clause(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', ')', '’', '\'', '»', ' ']);
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || is_superscript(c));
    let ends = |text: &str| text.ends_with([',', ';', '.', ':', '—', '…', '?', '!']);
    let worded = text.ends_with("; and") || text.ends_with("; or") || text.ends_with(", and") || text.ends_with(", or");
    ends(text.trim_end_matches(['”', '"', ')', '’', '\'', '»', ' '])) || ends(text) || worded
}

/// Tells a raised figure: a mark of a note.
pub(super) fn is_superscript(c: char) -> bool {
    superscript_value(c).is_some()
}

/// Reads a raised figure.
pub(super) fn superscript_value(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(4 + u32::from(c) - u32::from('⁴')),
        _ => None,
    }
}

/// Tells a line that may be a heading: short, capital first, no mark at the end, no sentence.
pub(super) fn is_heading_like(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    (1..=200).contains(&count)
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘'))
        && !text.ends_with([',', ';', '.', ':'])
        && !text.ends_with("; and")
        && !text.ends_with("; or")
}

/// Tells a long heading: like a heading, up to 500 characters.
pub(super) fn is_title_like(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 500
        && text.starts_with(char::is_uppercase)
        && !text.ends_with([',', ';', '.', ':', '-', '–'])
        && !text.contains("; ")
}

/// Tells a line that ends a resolution: "87th plenary meeting", "[Adopted without a vote.]".
pub(super) fn is_closing(text: &str) -> bool {
    /// Bytes that a meeting and its date take at the most.
    const LONGEST: usize = 160;
    let text = text.trim();
    // The World Health Assembly: "(Tenth plenary meeting, 24 May 2011)".
    let bracketed = || text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    text.len() <= LONGEST && (is_meeting(text) || meeting_and_date(bracketed()).is_some()) || is_vote(text)
}

/// Parts "52nd plenary meeting 27 December 2019", printed on one line.
pub(super) fn meeting_and_date(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 120;
    let end = Some(text).filter(|text| text.len() <= LONGEST)?.find("meeting")? + "meeting".len();
    let (meeting, date) = text.split_at(end);
    let date = date.trim_start_matches([',', ' ', '\t']);
    (is_date(date) && is_meeting(meeting)).then_some((meeting, date))
}

/// Tells "87th plenary meeting", "48th meeting", "Hundred and eighty-third plenary meeting".
pub(super) fn is_meeting(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',']).trim_end();
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_suffix("meeting") else { return false };
    if let Some(ordinal) = rest.trim_end().strip_suffix("plenary").map(str::trim_end)
        && text.starts_with(char::is_uppercase)
        && number_from_ordinal(ordinal).is_some()
    {
        return true;
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_ordinal = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
    };
    match words.as_slice() {
        [number] => is_ordinal(number),
        [number, kind] => is_ordinal(number) && matches!(*kind, "plenary" | "(resumed)" | "formal"),
        [number, resumed, kind] => {
            is_ordinal(number) && *kind == "plenary" && (resumed.starts_with('(') || *resumed == "resumed")
        }
        _ => false,
    }
}

/// Tells a text that begins as the closing lines do: "87th plenary meeting 22 December 1999".
pub(super) fn starts_with_meeting(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let ordinal = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    ordinal && words.next() == Some("plenary") && words.next() == Some("meeting")
}

/// Tells a line about the vote: "[Adopted by a recorded vote of ...", "Adopted without a vote".
pub(super) fn is_vote(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['[', '*', ' ']);
    // Nearly all others.
    if !text.starts_with(['A', 'R', 'T']) {
        return false;
    }
    let begins = |text: &str, forms: &[&str]| forms.iter().any(|form| strip_prefix_in_any_case(text, form).is_some());
    let Some(rest) = strip_prefix_in_any_case(text, "Adopted ") else {
        return begins(text, &["Resolution adopted without a vote", "The recorded vote was"]);
    };
    // "Adopted by 7 votes to none, with 4 abstentions", "Adopted at the 310th meeting": in volumes of the Security Council.
    let counted = ["Adopted by ", "Adopted at the "].into_iter().any(|start| {
        let figure = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        text.len() < 300 && text.strip_prefix(start).is_some_and(figure)
    });
    counted
        || begins(
            rest,
            &[
                "by a recorded vote",
                "by a vote",
                "without a vote",
                "by consensus",
                "by a roll-call vote",
                "unanimously",
            ],
        )
}

/// Tells a line that is a date and nothing else: "22 December 1999".
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut words = text.trim_end().trim_end_matches(['.', ',', ']']).split_whitespace();
    match [words.next(), words.next(), words.next(), words.next()] {
        [Some(day), Some(month), Some(year), None] => {
            (1..=2).contains(&day.len())
                && day.bytes().all(|b| b.is_ascii_digit())
                && crate::token::is_month(month)
                && crate::token::is_year(year)
        }
        _ => false,
    }
}

/// Finds the first date in a text: "22 December 1999".
pub(super) fn find_date(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).find_map(|three| {
        let [day, month, year] = [three[0], three[1], three[2]].map(|w| w.trim_matches(['.', ',', ']', '[', ')', ';']));
        let is_day = day.starts_with(|c: char| c.is_ascii_digit());
        is_day.then(|| format!("{day} {month} {year}")).filter(|date| is_date(date))
    })
}

/// Gives the label of a line that begins an annex: "Annex", "Annex II", "Appendix". The label is set in capitals first.
pub(super) fn annex_label(text: &str) -> Option<String> {
    let text = text.trim_start();
    if !text.starts_with(['A', 'E']) {
        return None;
    }
    let mut words = text.trim_end().trim_end_matches(['.', ':', '*']).split_whitespace();
    let first = words.next()?;
    let kind = ["Annex", "Appendix", "Enclosure"].into_iter().find(|kind| kind.eq_ignore_ascii_case(first))?;
    let is_number = |word: &str| {
        word.bytes().all(|b| b.is_ascii_digit())
            || roman(&word.to_ascii_lowercase()).is_some()
            || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
    };
    match (words.next(), words.next()) {
        (None, _) => Some(kind.to_owned()),
        (Some(number), None) if is_number(number) => Some(format!("{kind} {}", number.to_ascii_uppercase())),
        _ => None,
    }
}

/// Gives the label of a line that is nothing but the label of a part: "A", "IV", "Part two".
pub(super) fn part_label(text: &str) -> Option<&str> {
    // Some extractions print "== II ==".
    let text = text.trim_matches(['=', ' ', '\t']).trim_end_matches('.');
    let letter = text.len() == 1 && text.starts_with(|c: char| c.is_ascii_uppercase());
    let numeral = text.bytes().all(|b| b.is_ascii_uppercase()) && roman(&text.to_ascii_lowercase()).is_some();
    (letter || numeral).then_some(text)
}

/// Reads the numeral or letter before a heading's words: "IV. Means", "A. Basis", "I Implementation"; gives it as
/// printed, and where the words begin.
pub(super) fn heading_label(text: &str) -> Option<(&str, usize)> {
    let end = text.find(char::is_whitespace)?;
    let label = &text[..end];
    let name = label.strip_suffix('.').unwrap_or(label);
    let dotted = name.len() < label.len();
    let start = text.len() - text[end..].trim_start().len();
    let words = text[start..].starts_with(|c: char| c.is_uppercase());
    let numeral = name.bytes().all(|b| b.is_ascii_uppercase()) && roman(&name.to_ascii_lowercase()).is_some();
    let letter = name.len() == 1 && name.starts_with(|c: char| c.is_ascii_uppercase());
    // "A New Era" is a title; so is "I", but nobody speaks of himself in a resolution.
    (words && (numeral && (dotted || name != "C" && name != "D" && name != "L" && name != "M") || letter && dotted))
        .then_some((label, start))
}

/// Tells a line that is a label and no text: of a part or annex.
pub(super) fn is_label_line(text: &str) -> bool {
    part_label(text).is_some() || annex_label(text).is_some()
}

/// Tells the line that begins a division of a treaty or programme: "Article 3", "CHAPTER II. General provisions", "Part One".
pub(super) fn names_division(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let division = words.next().unwrap_or_default().to_ascii_lowercase();
    let number = words.next().unwrap_or_default().trim_end_matches(['.', ':']).to_ascii_lowercase();
    let counted = number.starts_with(|c: char| c.is_ascii_digit())
        || roman(&number).is_some()
        || ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].contains(&number.as_str());
    counted
        && matches!(
            division.as_str(),
            "article" | "chapter" | "section" | "part" | "title" | "principle" | "rule" | "goal"
        )
}

/// Tells the line above the notes at the end of a text: "Notes".
pub(super) fn heads_notes(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '.']);
    ["notes", "footnotes", "endnotes"].iter().any(|name| text.eq_ignore_ascii_case(name))
}

/// Tells a line that may begin a note: "1 Report of ...", "1/ Ibid.", "* The ...".
pub(super) fn starts_note(text: &str) -> bool {
    note_label(text).is_some()
}

/// Takes the label off a note: "1 Report ..." gives ("1", 2).
pub(super) fn note_label(text: &str) -> Option<(&str, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (label, mut at) = match digits {
        1..=3 => (&text[..digits], digits),
        _ => {
            let stars = text.bytes().take_while(|b| *b == b'*').count();
            if !(1..=4).contains(&stars) {
                return None;
            }
            (&text[..stars], stars)
        }
    };
    if text[at..].starts_with('/') {
        at += 1;
    }
    let rest = &text[at..];
    let space = rest.len() - rest.trim_start().len();
    let next = rest.trim_start().chars().next()?;
    let begins = next.is_uppercase()
        || matches!(next, '“' | '"' | '«' | '‘' | '[' | '(')
        || rest.trim_start().starts_with("http");
    (space > 0 && begins || at > digits && digits > 0 && begins || digits == 0 && begins).then_some((label, at + space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_begin_with_their_meeting() {
        for text in [
            "At its 11th plenary meeting, on 5 June 2023, the Economic and Social Council, having considered the report,",
            "At its 50th plenary meeting, on 19 December 2023, the General Assembly took note of the report.",
        ] {
            assert!(opens_decision(text), "{text}");
        }
        for text in ["At its meeting at the end of the year", "At its fifty-fifth session, the General Assembly", "The"]
        {
            assert!(!opens_decision(text), "{text}");
        }
    }

    #[test]
    fn headings_are_parted_from_their_numerals() {
        for (text, expected) in [
            ("IV. Means of implementation", Some(("IV.", 4))),
            ("I Implementation of the Convention", Some(("I", 2))),
            ("A.\tBasis and principles", Some(("A.", 3))),
            ("XIV  Coordination", Some(("XIV", 5))),
            ("A new era", None),
            ("A New Era", None),
            ("C Technology", None),
            ("Mix Of things", None),
            ("I", None),
            ("V. and others", None),
        ] {
            assert_eq!(heading_label(text), expected, "{text}");
        }
    }

    #[test]
    fn organ_lines() {
        for line in ["The General Assembly,", "The Economic and Social Council,", "The Commission on Human Rights,"] {
            assert!(is_organ_line(line), "{line}");
        }
        assert!(is_organ_line("The General Assembly.") && is_organ_line("L’Assemblée générale,"));
        for line in [
            "The Assembly",
            "The Assembly.",
            "The report of the Council,",
            "The Council decided, and",
            "General Assembly,",
        ] {
            assert!(!is_organ_line(line), "{line}");
        }
        assert_eq!(organ_line_run_in("The General Assembly, Recalling its"), Some(21));
        assert_eq!(organ_line_run_in("The Council, at its"), None);
    }

    #[test]
    fn closing_lines() {
        for line in [
            "87th plenary meeting",
            "1st plenary meeting",
            "[Adopted without a vote.]",
            "93rd (resumed) plenary meeting",
            "52nd (resumed) plenary meeting 27 December 2019",
            "Hundred and eighty-third plenary meeting,",
            "Adopted by 7 votes to none, with 4 abstentions (Colombia, Belgium).",
            "Adopted at the 310th meeting.",
        ] {
            assert!(is_closing(line), "{line}");
        }
        for line in [
            "the plenary meeting",
            "Adopted a text",
            "Adopted by the Conference",
            "high-level meeting",
            "a 5th plenary meeting",
            "the first plenary meeting",
            "First meeting",
        ] {
            assert!(!is_closing(line), "{line}");
        }
        assert!(is_date("22 December 1999") && !is_date("22 December") && !is_date("the 22 December 1999"));
    }

    #[test]
    fn labels() {
        assert_eq!(annex_label("ANNEX II").as_deref(), Some("Annex II"));
        assert_eq!(annex_label("Annex"), Some("Annex".into()));
        assert_eq!(annex_label("Annexed"), None);
        assert_eq!(annex_label("Annex to the report"), None);
        assert_eq!(part_label("IV"), Some("IV"));
        assert_eq!(part_label("B."), Some("B"));
        assert_eq!(part_label("CIVIL"), None);
        assert!(names_division("Article 3") && names_division("CHAPTER II. General provisions"));
        assert!(names_division("Part One") && !names_division("Part of it") && !names_division("Articles 3 and 4"));
    }

    #[test]
    fn notes_begin_with_a_label() {
        assert_eq!(note_label("3 Ibid., annex II."), Some(("3", 2)));
        assert_eq!(note_label("1/ Ibid."), Some(("1", 3)));
        assert_eq!(note_label("* Reissued"), Some(("*", 2)));
        assert_eq!(note_label("10\tIncluding the"), Some(("10", 3)));
        for text in ["1. Takes note", "52/189", "3 of the", "1999", "Ibid."] {
            assert_eq!(note_label(text), None, "{text}");
        }
    }
}
