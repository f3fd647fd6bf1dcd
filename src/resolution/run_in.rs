//! Text whose line breaks were lost to the paragraphs it had: an organ line with what follows it, a whole resolution, or
//! a page of one, in one line.

use super::enumerator::{Enumerator, EnumeratorKind};
use super::opening::{self, Form};
use super::shape;
use crate::source::Block;
use crate::span::Span;

/// Cuts blocks where paragraphs begin inside them.
pub(super) fn split(blocks: Vec<Block>) -> Vec<Block> {
    let mut split = Vec::with_capacity(blocks.len() + 1);
    for block in blocks {
        let cuts = if block.label.is_none() { cuts(&block.text) } else { Vec::new() };
        if cuts.is_empty() {
            split.push(block);
        } else {
            cut(block, &cuts, &mut split);
        }
    }
    split
}

/// Finds where paragraphs begin inside a text, in ascending order. Nothing in nearly all texts, and then soon.
fn cuts(text: &str) -> Vec<usize> {
    let organ = organ_line(text);
    if organ.is_none() && !has_number(text) {
        return Vec::new();
    }
    let from = organ.as_ref().map_or(0, |line| line.end);
    let found = Beginnings::of(text, from);
    let proven = match organ {
        Some(_) => found.numbers > 0 || found.participles > 1,
        None => found.numbers > 1,
    };
    let mut cuts = if proven { found.places } else { Vec::new() };
    let next = |at: usize| text.len() - text[at..].trim_start().len();
    cuts.extend(organ.into_iter().flat_map(|line| [line.start, next(line.end)]));
    cuts.retain(|&at| !text[..at].trim().is_empty() && !text[at..].trim().is_empty());
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Tells whether a number with a full stop stands behind a space.
fn has_number(text: &str) -> bool {
    let mut before_stops = text.split('.');
    // Behind the last piece there is none.
    before_stops.next_back();
    before_stops.any(|before| {
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
        rest.len() < before.len() && rest.ends_with(' ')
    })
}

/// Finds an organ line that a paragraph follows in the same line, at the start or after a first page.
fn organ_line(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    if let Some(end) = shape::organ_line_run_in(&text[start..]) {
        return Some(Span::new(start, start + end));
    }
    // To tell that there is none takes less time than to look for the first.
    const ARTICLE: &str = " The ";
    if !text.contains(ARTICLE) {
        return None;
    }
    // Inside a text many bodies are named: one opens the resolution only if a verb phrase with a capital follows.
    let inside = text.match_indices(ARTICLE).map(|(at, _)| at + 1);
    let mut lines = inside.filter_map(|at| shape::organ_line_run_in(&text[at..]).map(|end| Span::new(at, at + end)));
    lines.find(|line| {
        let before = text[..line.start].trim_end();
        let is_first_page = !before.ends_with([',', ';', ':']) && before.len() < LONGEST_FIRST_PAGE;
        is_first_page && opening::known(text[line.end..].trim_start()).is_some()
    })
}

/// Bytes of the longest first page, with two titles and all sponsors.
const LONGEST_FIRST_PAGE: usize = 3000;

/// Places in a text where paragraphs may begin, and what speaks for it.
#[derive(Default)]
struct Beginnings {
    places: Vec<usize>,
    numbers: u32,
    participles: u32,
    /// Last number, letter and Roman numeral.
    last: (u32, u32, u32),
}

impl Beginnings {
    fn of(text: &str, from: usize) -> Self {
        let mut found = Beginnings::default();
        let after_organ = from > 0;
        let mut last = from;
        let words = text.as_bytes()[from..].windows(2).enumerate().filter(|(_, pair)| pair[0] == b' ');
        for (at, first) in words.map(|(before, pair)| (from + before + 1, pair[1])) {
            let may = first.is_ascii_digit() || first == b'(' || first.is_ascii_uppercase();
            // Without an organ line only numbers prove anything.
            if !may || !after_organ && found.numbers == 0 && !first.is_ascii_digit() {
                continue;
            }
            let before = &text[last..at];
            if ended(before) {
                if found.begins(&text[at..], after_organ) {
                    found.places.push(at);
                    last = at;
                }
            } else if first.is_ascii_digit()
                && let Some(heading) = heading_at_end(before)
                && found.begins(&text[at..], after_organ)
            {
                found.places.extend([last + heading, at]);
                last = at;
            }
        }
        found
    }

    /// Tells whether a paragraph begins with a text that stands after the end of a clause, or under a heading.
    fn begins(&mut self, text: &str, after_organ: bool) -> bool {
        match Enumerator::at_start(text) {
            Some((enumerator, taken)) => self.counts(&enumerator, &text[taken..], after_organ),
            None if shape::starts_with_meeting(text) => self.numbers > 0,
            None => {
                let participle = self.numbers == 0
                    && text.starts_with(|c: char| c.is_ascii_uppercase())
                    && opening::known(text).is_some_and(|found| found.form == Form::Participle);
                self.participles += u32::from(participle);
                participle
            }
        }
    }

    /// Tells whether an enumerator goes on with the count. A number that is lost must not end the count.
    fn counts(&mut self, enumerator: &Enumerator, rest: &str, after_organ: bool) -> bool {
        let (number, letter, roman) = self.last;
        let decides = || opening::known(rest).is_some_and(|found| found.form == Form::Finite);
        match enumerator.kind {
            EnumeratorKind::Number(n, 0) => {
                let counts = if self.numbers == 0 {
                    (n == 1 || !after_organ) && decides()
                } else {
                    n == number + 1 && rest.starts_with(char::is_uppercase)
                        || (number + 2..=number + 3).contains(&n) && decides()
                };
                if counts {
                    self.numbers += 1;
                    self.last = (n, 0, 0);
                }
                counts
            }
            EnumeratorKind::Letter { roman: Some(value), place } if value == roman + 1 && place != letter + 1 => {
                self.last.2 = value;
                self.numbers > 0
            }
            EnumeratorKind::Letter { place, .. } if place == letter + 1 => {
                self.last = (number, place, 0);
                self.numbers > 0
            }
            EnumeratorKind::Roman(value) if value == roman + 1 => {
                self.last.2 = value;
                self.numbers > 0
            }
            _ => false,
        }
    }
}

/// Finds the heading that a text ends with: the words after its last clause.
fn heading_at_end(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    let end = trimmed.rfind([',', ';', '.', ':'])?;
    let heading = trimmed[end + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '”');
    let words = heading.trim_start();
    (heading.len() > words.len() && shape::is_heading_like(words)).then(|| trimmed.len() - words.len())
}

/// Tells whether a text ends as a clause does, perhaps with "and" before the last of a list, or with the mark of a note.
fn ended(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty() || shape::ends_clause(text)
}

/// Cuts a block; marks and italics go with their words.
fn cut(block: Block, cuts: &[usize], pieces: &mut Vec<Block>) {
    let ends = cuts.iter().copied().chain([block.text.len()]);
    let mut start = 0;
    for end in ends {
        let within = |span: &Span| {
            let span = Span::new(span.start.max(start), span.end.min(end));
            (span.start < span.end).then(|| Span::new(span.start - start, span.end - start))
        };
        let marks = block.marks.iter().filter(|mark| (mark.at > start || start == 0) && mark.at <= end);
        pieces.push(Block {
            text: block.text[start..end].to_owned(),
            italics: block.italics.iter().filter_map(within).collect(),
            marks: marks.map(|mark| crate::source::Mark { at: mark.at - start, label: mark.label.clone() }).collect(),
            style: block.style.clone(),
            blank_before: if start == 0 { block.blank_before } else { block.blank_before.max(1) },
            label: None,
            ..block
        });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Mark;

    fn check(text: &str, expected: &[&str]) {
        let block = Block { text: text.to_owned(), ..Block::default() };
        let pieces: Vec<String> = split(vec![block]).into_iter().map(|piece| piece.text.trim().to_owned()).collect();
        assert_eq!(pieces, expected, "{text}");
    }

    #[test]
    fn a_resolution_in_one_line_is_taken_apart() {
        check(
            "A/RES/60/1 The General Assembly, Recalling its resolution 55/2, Deeply concerned about the delay, \
             1. Takes note of the report; 2. Requests the Secretary-General: (a) To report; and (b) To do more: (i) At \
             home; (ii) Abroad; 3. Decides to remain seized of the matter. 62nd plenary meeting 16 December 2005",
            &[
                "A/RES/60/1",
                "The General Assembly,",
                "Recalling its resolution 55/2,",
                "Deeply concerned about the delay,",
                "1. Takes note of the report;",
                "2. Requests the Secretary-General:",
                "(a) To report; and",
                "(b) To do more:",
                "(i) At home;",
                "(ii) Abroad;",
                "3. Decides to remain seized of the matter.",
                "62nd plenary meeting 16 December 2005",
            ],
        );
    }

    #[test]
    fn a_page_of_one_is_taken_apart_by_its_numbers() {
        check(
            "the least developed countries; 4. Urges all States to act; 5. Invites others to follow.",
            &["the least developed countries;", "4. Urges all States to act;", "5. Invites others to follow."],
        );
    }

    #[test]
    fn headings_and_marks_of_notes_stand_between_paragraphs() {
        check(
            "The General Assembly, Recalling its resolution 55/2,3 Introduction 1. Takes note of the report;4 2. The \
             Office has moved. Means of implementation 4. Urges all States to act.",
            &[
                "The General Assembly,",
                "Recalling its resolution 55/2,3",
                "Introduction",
                "1. Takes note of the report;4",
                "2. The Office has moved.",
                "Means of implementation",
                "4. Urges all States to act.",
            ],
        );
    }

    #[test]
    fn other_texts_stay_whole() {
        for text in [
            "Recalling the statement of the Council, Recognizing as it may be, and others,",
            "Requests States to act in three ways: 1. Requests for help; 2. Support of others.",
            "Welcomes the work of the Commission, The General Assembly, and its bodies;",
            "as in paragraph 3. Decides otherwise",
        ] {
            check(text, &[text]);
        }
        check(
            "The General Assembly, Recalling its resolution,",
            &["The General Assembly,", "Recalling its resolution,"],
        );
    }

    #[test]
    fn marks_and_italics_go_with_their_words() {
        let text = "The General Assembly, Recalling its resolution 55/2, Noting the report,";
        let at = text.find(" Noting").expect("it is there");
        let block = Block {
            text: text.to_owned(),
            italics: vec![Span::new(22, 31), Span::new(at + 1, at + 7)],
            marks: vec![Mark { at, label: "1".into() }],
            ..Block::default()
        };
        let pieces = split(vec![block]);
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1].italics[0].of(&pieces[1].text), "Recalling");
        assert_eq!(pieces[2].italics[0].of(&pieces[2].text), "Noting");
        assert_eq!((pieces[1].marks.len(), pieces[2].marks.len()), (1, 0));
    }
}
