//! The lines of the first page to the fields of the masthead.

use super::fold::{folded, printed};
use super::furniture::is_symbol_line;
use super::session::Session;
use super::{Masthead, Symbol, shape};
use crate::source::{Block, Furniture, FurnitureKind};
use crate::span::Span;
use crate::token::strip_prefix_in_any_case;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Holds what stood before the text of a resolution.
pub(super) struct Front {
    pub masthead: Masthead,
    /// Lines that belong to the body: the label and the heading of a first lettered part.
    pub body: Vec<Block>,
}

/// Reads the lines before the text.
pub(super) fn read(blocks: Vec<Block>, furniture: &mut Vec<Furniture>) -> Front {
    let mut reader = Reader { masthead: Masthead::default(), body: Vec::new(), last: Last::Nothing };
    let mut fields = Vec::with_capacity(blocks.len());
    join_brackets(blocks).into_iter().for_each(|block| split_fields(block, &mut fields));
    let (versions, blocks): (Vec<Block>, Vec<Block>) = fields.into_iter().partition(|block| names_version(&block.text));
    let texts: Vec<Cow<'_, str>> = blocks.iter().map(|block| folded(&block.text)).collect();
    let titled = texts.iter().any(|text| number_and_title(text).is_some());
    let known = furniture.len();
    for (i, (block, text)) in blocks.iter().zip(&texts).enumerate() {
        if !text.is_empty() {
            let next = texts.get(i + 1).map_or("", |next| next.as_ref());
            reader.line(block, text, next, titled, furniture);
        }
    }
    let mut front = Front { masthead: reader.masthead, body: reader.body };
    front.masthead.other.extend(versions.iter().map(|block| folded(&block.text).into_owned()));
    let rest = unkept(&blocks, &front, &furniture[known..]);
    furniture.extend(rest);
    complete(&mut front.masthead);
    front
}

/// Gives the lines of which some words stand in no field, nor anywhere else: "Resolution adopted by the General
/// Assembly", a second date, a title that a later one took the place of. They are kept whole.
fn unkept(blocks: &[Block], front: &Front, furniture: &[Furniture]) -> Vec<Furniture> {
    let body = front.body.iter().map(|block| block.text.as_str());
    let kept = front.masthead.printed().chain(body).chain(furniture.iter().map(|piece| piece.text.as_str()));
    let kept: Vec<&str> = kept.collect();
    let kept_in_lower_case: Vec<String> = kept.iter().map(|text| text.to_lowercase()).collect();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in kept_in_lower_case.iter().flat_map(|text| words(text)) {
        *left.entry(word).or_default() += 1;
    }
    let lines = blocks.iter().map(|block| folded(&printed(block)).into_owned());
    let mut lines: Vec<(usize, String)> = lines.enumerate().collect();
    // Lines that were kept as they are come first: no other line must count as kept by their words.
    lines.sort_by_key(|(_, line)| !kept.contains(&line.as_str()));
    let mut rest = Vec::new();
    for (at, line) in lines {
        let in_lower_case = line.to_lowercase();
        let mut needed: Vec<&str> = words(&in_lower_case).collect();
        needed.sort_unstable();
        let needed = needed.chunk_by(|one, other| one == other);
        if needed.clone().all(|same| left.get(same[0]).is_some_and(|left| *left >= same.len())) {
            needed.for_each(|same| *left.get_mut(same[0]).expect("it was just there") -= same.len());
        } else {
            rest.push((at, line));
        }
    }
    rest.sort_by_key(|(at, _)| *at);
    let piece =
        |(at, text): (usize, String)| Furniture { kind: FurnitureKind::Letterhead, text, place: blocks[at].place };
    rest.into_iter().map(piece).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What the line before was, for lines that go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Distribution,
    Agenda,
    Adopted,
    Number,
    Title,
    Sponsors,
    Body,
}

struct Reader {
    masthead: Masthead,
    body: Vec<Block>,
    last: Last,
}

impl Reader {
    fn line(&mut self, block: &Block, text: &str, next: &str, titled: bool, furniture: &mut Vec<Furniture>) {
        let lower = text.to_lowercase();
        let masthead = &mut self.masthead;
        if self.last == Last::Body {
            self.body.push(block.clone());
            return;
        }
        // Lines after the title that stand before the organ line belong to the text: parts with headings.
        if matches!(self.last, Last::Title | Last::Number) && shape::part_label(text).is_some() {
            self.last = Last::Body;
            self.body.push(block.clone());
            return;
        }
        if is_letterhead(&lower) {
            furniture.push(Furniture { kind: FurnitureKind::Letterhead, text: text.to_owned(), place: block.place });
            masthead.organ = masthead.organ.take().or_else(|| organ_in(text));
            if masthead.symbol.is_none() {
                masthead.symbol = symbol_in(text);
            }
            self.last = if lower.starts_with("distr") { Last::Distribution } else { Last::Nothing };
            if let Some((_, distribution)) = text.split_once("Distr.:").or_else(|| text.split_once("Distr.")) {
                set(&mut masthead.distribution, distribution.trim_matches([':', ' ']));
            }
            return;
        }
        if self.last == Last::Distribution && masthead.distribution.is_none() && text.split(' ').count() <= 2 {
            set(&mut masthead.distribution, text);
            self.last = Last::Nothing;
            return;
        }
        if masthead.symbol.is_none() && is_symbol_line(text) {
            masthead.symbol = symbol_in(text);
            return;
        }
        // "Geneva, 4 April 2022"
        let (_, date) = text.rsplit_once(", ").filter(|(place, _)| place.split(' ').count() <= 3).unwrap_or(("", text));
        if shape::is_date(date) {
            let adopted = self.last == Last::Adopted && masthead.adoption_date.is_none() || masthead.meeting.is_some();
            let field = if adopted && masthead.adoption_date.is_none() {
                &mut masthead.adoption_date
            } else {
                &mut masthead.distribution_date
            };
            set(field, date);
            self.last = Last::Nothing;
            return;
        }
        if shape::is_meeting(text) {
            set(&mut masthead.meeting, text);
            return;
        }
        if lower.starts_with("original:") || is_meta(&lower) {
            masthead.other.push(text.to_owned());
            self.last = Last::Nothing;
            return;
        }
        // "Dates of the fifty-fifth session of the Statistical Commission" is a title.
        let is_spoken_of = |span: Span| {
            let before = lower[..span.start].split_whitespace().next_back();
            before.is_some_and(|word| matches!(word, "the" | "its" | "their" | "of"))
        };
        if lower.contains("session")
            && text.len() < 90
            && masthead.session.is_none()
            && let Some((session, _)) = Session::find(text).filter(|(_, span)| !is_spoken_of(*span))
        {
            masthead.session = Some(session);
            masthead.session_words = Some(text.split(" Agenda").next().unwrap_or(text).to_owned());
            if let Some(at) = lower.find("agenda item") {
                set(&mut masthead.agenda_item, agenda(&text[at..]));
            }
            return;
        }
        if lower.starts_with("agenda item") || lower.starts_with("item ") && text.len() < 40 {
            set(&mut masthead.agenda_item, agenda(text));
            self.last = Last::Agenda;
            return;
        }
        if text.starts_with('[')
            && (lower.contains("report") || lower.contains("reference") || lower.contains("committee"))
        {
            set(&mut masthead.report, text.trim_matches(['[', ']', ' ', '\t']).trim());
            self.last = Last::Adopted;
            return;
        }
        if lower.starts_with("resolution") && lower.contains("adopted by") || lower.starts_with("adopted by") {
            adopted(masthead, text);
            self.last = Last::Adopted;
            return;
        }
        if self.last == Last::Adopted && (lower.starts_with("on ") || lower.starts_with("at its ")) {
            adopted(masthead, text);
            return;
        }
        if let Some((label, value)) = text.split_once(':').filter(|(_, value)| !value.trim().is_empty())
            && let Some(field) = labelled(&label.to_lowercase())
        {
            match field {
                Labelled::Title => set(&mut masthead.title, value.trim()),
                Labelled::Sponsors => masthead.sponsors.extend(sponsors(value)),
                Labelled::Other => masthead.other.push(text.to_owned()),
            }
            self.last = Last::Nothing;
            return;
        }
        if lower.contains(": draft resolution") || lower.ends_with("draft resolution") && text.contains(',') {
            let (names, _) = text.rsplit_once(':').unwrap_or((text, ""));
            masthead.sponsors = sponsors(names);
            self.last = Last::Sponsors;
            return;
        }
        if let Some((number, title)) = number_and_title(text) {
            masthead.number = Some(number);
            // "1 (1946) Resolution of 25 January 1946", under the title.
            if let Some(date) = title.strip_prefix("Resolution of ").filter(|date| shape::is_date(date)) {
                set(&mut masthead.adoption_date, date);
                masthead.title = masthead.title.take().or_else(|| masthead.other.pop());
                self.last = Last::Title;
            } else if title.is_empty() {
                self.last = Last::Number;
            } else {
                masthead.title = Some(title);
                self.last = Last::Title;
            }
            return;
        }
        match self.last {
            Last::Number => {
                masthead.title = Some(text.to_owned());
                self.last = Last::Title;
            }
            // A title that is wrapped goes on without a blank line; a heading stands apart.
            Last::Title if block.blank_before == 0 && !shape::is_organ_line(text) => extend(&mut masthead.title, text),
            Last::Title => {
                self.last = Last::Body;
                self.body.push(block.clone());
            }
            Last::Agenda if block.blank_before == 0 && !titled && text.split(' ').count() < 16 => {
                masthead.other.push(text.to_owned());
            }
            Last::Sponsors if masthead.title.is_none() && !titled => {
                masthead.title = Some(text.to_owned());
                self.last = Last::Title;
            }
            _ if next.is_empty() && !titled && masthead.title.is_none() && shape::is_heading_like(text) => {
                masthead.title = Some(text.to_owned());
                self.last = Last::Title;
            }
            _ => masthead.other.push(text.to_owned()),
        }
    }
}

/// What a line of a draft says behind its label.
enum Labelled {
    Title,
    Sponsors,
    Other,
}

/// Reads the label of a line, in lower case: "Topic: Fountains", "Co-sponsors: Almeria, Ostrava".
fn labelled(label: &str) -> Option<Labelled> {
    match label.trim() {
        "title" | "topic" | "subject" | "question of" | "the question of" => Some(Labelled::Title),
        "sponsor" | "sponsors" | "main sponsors" | "co-sponsors" | "cosponsors" | "submitted by" | "main submitter"
        | "main submitters" | "submitters" | "co-submitters" | "authors" => Some(Labelled::Sponsors),
        "forum" | "committee" | "signatories" | "delegation" | "country" | "status" | "version" | "date" => {
            Some(Labelled::Other)
        }
        _ => None,
    }
}

fn set(field: &mut Option<String>, text: &str) {
    if field.is_none() && !text.is_empty() {
        *field = Some(text.to_owned());
    }
}

fn extend(field: &mut Option<String>, text: &str) {
    match field {
        Some(field) => {
            field.push(' ');
            field.push_str(text);
        }
        None => *field = Some(text.to_owned()),
    }
}

/// A bracket may run over several lines: "[on the report of the Third Committee\n(A/47/678)]".
fn join_brackets(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut open = false;
    for block in blocks {
        match joined.last_mut() {
            Some(last) if open => {
                let text = printed(&block);
                let text = text.trim();
                last.text.push(' ');
                last.text.push_str(text);
                open = !text.ends_with(']') && last.text.len() < 600;
            }
            _ => {
                let text = block.text.trim();
                open = text.starts_with('[') && !text.contains(']');
                joined.push(block);
            }
        }
    }
    joined
}

/// Fields that were printed on lines of their own and came as one: "Distr.: GENERAL 1 February 2000 Fifty-fourth session
/// Agenda item 99 (e)".
fn split_fields(block: Block, fields: &mut Vec<Block>) {
    let text = folded(&block.text);
    let Some(distribution) = text.find("Distr.") else {
        drop(text);
        return fields.push(block);
    };
    let mut cuts = Vec::new();
    // One word says to whom it is distributed.
    let after = text[distribution..].find(' ').map(|at| distribution + at + 1);
    let end = after.and_then(|after| text[after..].find(' ').map(|at| after + at + 1));
    cuts.extend(end);
    cuts.extend(Session::find(&text).map(|(_, span)| span.start));
    cuts.extend(text.find(" Agenda item").map(|at| at + 1));
    cuts.extend(text.find(" Original:").map(|at| at + 1));
    cuts.retain(|&cut| cut > 0 && end.is_some_and(|end| cut >= end));
    cuts.sort_unstable();
    cuts.dedup();
    let mut start = 0;
    for cut in cuts.into_iter().chain([text.len()]) {
        fields.push(Block { text: text[start..cut].trim().to_owned(), ..block.clone() });
        start = cut;
    }
}

fn is_letterhead(lower: &str) -> bool {
    let united =
        lower.starts_with("united nations") || lower.starts_with("unitedunited") || lower.starts_with("united ");
    united && lower.split_whitespace().count() <= 8 && !lower.contains("conference")
        || lower == "united"
        || lower == "nations"
        || lower == "snationsnations"
        || lower == "snations"
        || lower.starts_with("nationsnations")
        || lower.starts_with("distr")
        || matches!(
            lower,
            "general assembly" | "security council" | "economic and social council" | "human rights council"
        )
        || (lower.starts_with("general assembly")
            || lower.starts_with("security council")
            || lower.starts_with("human rights council")
            || lower.starts_with("economic and social council"))
            && lower.contains("distr")
        || lower.starts_with("official records")
        || matches!(lower, "a" | "s" | "e" | "general assembly official records")
}

/// Tells the line that says which draft a text is: "Zero draft as of 3 October 2024", "Rev. 1", "REVISED VERSION, 5 May
/// 2025, 18:00". A line that names anything else beside is a title.
fn names_version(text: &str) -> bool {
    const VERSIONS: [&str; 6] = ["draft", "version", "rev", "revised", "revision", "text"];
    const WHICH: [&str; 11] = [
        "zero",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "final",
        "clean",
        "advance",
        "unedited",
        "consolidated",
    ];
    const WHEN: [&str; 10] = ["as", "of", "at", "on", "the", "dated", "am", "pm", "hrs", "no"];
    let is_known = |word: &str| {
        WHICH.contains(&word)
            || WHEN.contains(&word)
            || crate::token::is_month(word)
            || word.bytes().any(|b| b.is_ascii_digit())
    };
    let is_version = |word: &str| VERSIONS.contains(&word);
    let words = || words(text).map(str::to_lowercase);
    words().all(|word| is_version(&word) || is_known(&word)) && words().any(|word| is_version(&word))
}

/// Lines of a first page that say nothing of the text itself.
fn is_meta(lower: &str) -> bool {
    matches!(lower, "english" | "general" | "limited" | "restricted" | "provisional" | "original: english")
}

fn organ_in(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    ["General Assembly", "Security Council", "Economic and Social Council", "Human Rights Council"]
        .into_iter()
        .find(|organ| lower.contains(&organ.to_lowercase()))
        .map(str::to_owned)
}

/// Finds a symbol in a line of the first page.
fn symbol_in(text: &str) -> Option<Symbol> {
    if is_symbol_line(text)
        && let Ok(symbol) = text.trim().trim_end_matches('*').parse::<Symbol>()
    {
        return Some(symbol);
    }
    Symbol::find(text).map(|(symbol, _)| symbol)
}

fn agenda(text: &str) -> &str {
    let lower = text.to_lowercase();
    let skip = ["agenda items", "agenda item", "items", "item"].iter().find(|head| lower.starts_with(**head));
    text[skip.map_or(0, |head| head.len())..].trim_matches([' ', ':', '\t', '.'])
}

fn adopted(masthead: &mut Masthead, text: &str) {
    if masthead.organ.is_none() {
        masthead.organ = organ_in(text);
    }
    if let Some(date) = shape::find_date(text) {
        set(&mut masthead.adoption_date, &date);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if let Some(at) = words.iter().position(|word| word.trim_matches([',', '.']) == "meeting")
        && let Some(from) = words[..at].iter().rposition(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && at - from <= 2
    {
        set(&mut masthead.meeting, words[from..=at].join(" ").trim_end_matches([',', '.']));
    }
}

fn sponsors(names: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names.split([',', ';']) {
        match name.trim().split_once(" and ") {
            // The last two are joined by "and"; so are the words of some names.
            Some((one, other)) if !TWO_WORD_NAMES.iter().any(|whole| name.contains(whole)) => {
                found.push(one.trim().to_owned());
                found.push(other.trim().to_owned());
            }
            _ => found.push(name.trim().trim_start_matches("and ").to_owned()),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

const TWO_WORD_NAMES: [&str; 6] = [
    "Antigua and Barbuda",
    "Bosnia and Herzegovina",
    "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines",
    "Sao Tome and Principe",
    "Trinidad and Tobago",
];

/// Takes "54/212.\tInternational migration" or "Resolution 922 (1994)" apart.
pub(super) fn number_and_title(text: &str) -> Option<(String, String)> {
    const LONGEST: usize = 12;
    if let Some(rest) = strip_prefix_in_any_case(text, "resolution ") {
        let end = rest.find(')').map(|at| at + 1).or_else(|| rest.find(['.', ' ', ':'])).unwrap_or(rest.len());
        let number = &rest[..end];
        let title = rest[end..].trim_matches(['.', ' ', '–', '-', ':', '\t']);
        let is_adopted = || strip_prefix_in_any_case(title, "adopted by").is_some();
        return (number.starts_with(|c: char| c.is_ascii_digit()) && !is_adopted())
            .then(|| (number.to_owned(), title.to_owned()));
    }
    let (number, title) = match text.split_once(['.', '\t', ' ']) {
        Some((number, title)) => (number, title.trim_start_matches(['.', ' ', '\t'])),
        None => (text, ""),
    };
    if number.len() > LONGEST || !number.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let slashed = number.split('/').count() == 2
        && number.split('/').all(|part| !part.is_empty())
        && number.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-'))
        && number.bytes().next_back().is_some_and(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    // "2625 (XXV). Declaration", "1514 (XV)."
    let in_brackets = title.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let in_brackets = in_brackets
        .filter(|(session, _)| session.len() == 4 || super::enumerator::roman(&session.to_lowercase()).is_some());
    let (number, title) = match in_brackets {
        Some((session, title)) if slashed || number.bytes().all(|b| b.is_ascii_digit()) => {
            (format!("{number} ({session})"), title.trim_start_matches(['.', ' ', '\t']))
        }
        None if slashed => (number.to_owned(), title),
        Some(_) | None => return None,
    };
    Some((number, title.trim().trim_end_matches('*').trim().to_owned()))
}

/// Fills in what follows from other fields.
pub(super) fn complete(masthead: &mut Masthead) {
    if masthead.organ.is_none() {
        masthead.organ = masthead.symbol.as_ref().and_then(|symbol| {
            let symbol = symbol.to_string();
            let organ = match symbol.split('/').next()? {
                "A" if symbol.starts_with("A/HRC/") => "Human Rights Council",
                "A" => "General Assembly",
                "S" => "Security Council",
                "E" => "Economic and Social Council",
                _ => return None,
            };
            Some(organ.to_owned())
        });
    }
    if masthead.session.is_none() {
        masthead.session = masthead.symbol.as_ref().and_then(Symbol::session);
    }
    if let Some(title) = &mut masthead.title {
        *title = title.trim_matches(['“', '”']).trim().to_owned();
    }
}

/// Adds what the closing lines say.
pub(super) fn read_closing(masthead: &mut Masthead, closing: &[Block]) {
    for block in closing {
        if shape::is_meeting(&block.text) {
            set(&mut masthead.meeting, block.text.trim());
        } else if let Some((meeting, date)) = shape::meeting_and_date(block.text.trim()) {
            set(&mut masthead.meeting, meeting);
            set(&mut masthead.adoption_date, date);
        } else if shape::is_date(&block.text) {
            set(&mut masthead.adoption_date, block.text.trim());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(lines: &str) -> Masthead {
        let blocks = crate::source::lines_of(lines);
        read(blocks, &mut Vec::new()).masthead
    }

    #[test]
    fn numbers_and_titles() {
        let check = |text: &str, number: &str, title: &str| {
            assert_eq!(number_and_title(text), Some((number.to_owned(), title.to_owned())), "{text}");
        };
        check("54/212. International migration", "54/212", "International migration");
        check("Resolution 922 (1994)", "922 (1994)", "");
        check("2625 (XXV). Declaration on", "2625 (XXV)", "Declaration on");
        check("S-21/2. Key actions", "S-21/2", "Key actions");
        check("53/15.", "53/15", "");
        for text in ["The General Assembly,", "22 December 1999", "and/or the title", "Agenda item 99 (e)"] {
            assert_eq!(number_and_title(text), None, "{text}");
        }
    }

    #[test]
    fn the_line_that_names_the_draft_is_no_title() {
        let found = front("Draft resolution on fountains\nZero draft as of 3 October 2031, 18:00");
        assert_eq!(found.title.as_deref(), Some("Draft resolution on fountains"));
        assert_eq!(found.other, ["Zero draft as of 3 October 2031, 18:00"]);
        for line in ["Rev. 1", "REVISED VERSION, 5 May 2031", "Draft of 24 October", "Second draft"] {
            assert!(names_version(line), "{line}");
        }
        for line in ["Draft resolution", "Draft articles on fountains", "3 October 2031", "Zero", "Text of the treaty"]
        {
            assert!(!names_version(line), "{line}");
        }
    }

    #[test]
    fn lines_with_labels_are_what_they_say() {
        let found = front(
            "Forum: Third Committee\nQuestion of: Fountains\nMain submitter: Almeria\nCo-submitters: Brask, Ostrava",
        );
        assert_eq!(found.title.as_deref(), Some("Fountains"));
        assert_eq!(found.sponsors, ["Almeria", "Brask", "Ostrava"]);
        assert_eq!(found.other, ["Forum: Third Committee"]);
    }

    #[test]
    fn a_line_is_not_kept_by_the_words_of_others() {
        let mut furniture = Vec::new();
        let lines = "A/RES/99/1\n\nItem 6. Trees\n\nItem 7. Hills, with all that grows on them, and that is much\n\n\
                     Item 8. Rights of trees\n\n(b) Rights of trees, item 8";
        let masthead = read(crate::source::lines_of(lines), &mut furniture).masthead;
        assert_eq!(masthead.agenda_item.as_deref(), Some("6. Trees"));
        let furniture: Vec<&str> = furniture.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(furniture, ["Item 6. Trees", "Item 8. Rights of trees"]);
    }

    #[test]
    fn a_first_page_of_the_nineties() {
        let found = front(
            "UNITED\t\tA\nNATIONS\n\n General Assembly\n\n Distr.\n GENERAL\n\n A/RES/54/212\n 1 February 2000\n\nFifty-fourth session\nAgenda item 99 (e)\n\n\tRESOLUTION ADOPTED BY THE GENERAL ASSEMBLY\n\n\t[on the report of the Second Committee (A/54/587/Add.5)]\n\n54/212.\tInternational migration and development",
        );
        assert_eq!(found.symbol.map(|s| s.to_string()).as_deref(), Some("A/RES/54/212"));
        assert_eq!(found.distribution.as_deref(), Some("GENERAL"));
        assert_eq!(found.distribution_date.as_deref(), Some("1 February 2000"));
        assert_eq!(found.session_words.as_deref(), Some("Fifty-fourth session"));
        assert_eq!(found.agenda_item.as_deref(), Some("99 (e)"));
        assert_eq!(found.report.as_deref(), Some("on the report of the Second Committee (A/54/587/Add.5)"));
        assert_eq!(found.number.as_deref(), Some("54/212"));
        assert_eq!(found.title.as_deref(), Some("International migration and development"));
        assert_eq!(found.organ.as_deref(), Some("General Assembly"));
        assert!(found.other.is_empty(), "{:?}", found.other);
    }

    #[test]
    fn a_first_page_of_the_security_council() {
        let found = front(
            "United Nations S/RES/1494 (2003)\nSecurity Council Distr.: General\n14 March 2003\nResolution 1494 (2003)\nAdopted by the Security Council at its 4719th meeting, on\n14 March 2003",
        );
        assert_eq!(found.symbol.map(|s| s.to_string()).as_deref(), Some("S/RES/1494 (2003)"));
        assert_eq!(found.meeting.as_deref(), Some("4719th meeting"));
        assert_eq!(found.adoption_date.as_deref(), Some("14 March 2003"));
        assert_eq!(found.distribution_date.as_deref(), Some("14 March 2003"));
        assert_eq!(found.number.as_deref(), Some("1494 (2003)"));
        assert_eq!(found.distribution.as_deref(), Some("General"));
    }

    #[test]
    fn words_that_no_field_holds_are_kept_as_letterhead() {
        let check = |lines: &str, expected: &[&str]| {
            let mut furniture = Vec::new();
            read(crate::source::lines_of(lines), &mut furniture);
            assert_eq!(furniture.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), expected, "{lines}");
        };
        check("A/RES/54/212\n1 February 2000\n54/212. Migration", &[]);
        check("A/RES/54/212\n1 February 2000\n2 March 2001\n54/212. Migration", &["2 March 2001"]);
        check(
            "Resolution adopted by the General Assembly\n54/212. Migration",
            &["Resolution adopted by the General Assembly"],
        );
        check("54/211. Harbours\n54/212. Migration", &["54/211. Harbours"]);
    }

    #[test]
    fn fields_on_one_line_are_told_apart() {
        let found = front(
            "General Assembly Distr.: GENERAL 1 February 2000 Fifty-fourth session Agenda item 99 (e)\n\n54/212. Title",
        );
        assert_eq!(found.organ.as_deref(), Some("General Assembly"));
        assert_eq!(found.distribution.as_deref(), Some("GENERAL"));
        assert_eq!(found.distribution_date.as_deref(), Some("1 February 2000"));
        assert_eq!(found.session_words.as_deref(), Some("Fifty-fourth session"));
        assert_eq!(found.agenda_item.as_deref(), Some("99 (e)"));
        assert_eq!(found.title.as_deref(), Some("Title"));
    }

    #[test]
    fn sponsors_are_told_apart() {
        assert_eq!(
            sponsors("Albania, Antigua and Barbuda, Chile and Peru"),
            ["Albania", "Antigua and Barbuda", "Chile", "Peru"]
        );
    }
}
