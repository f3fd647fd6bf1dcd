//! Both texts and their changes to the references inside the later text, checked against the new numbering.
//!
//! Only what surely points into the same text is checked: "paragraph 5 above", "paragraphs 3 and 4 of the present
//! resolution", "subparagraph (a) above", "section II above". "Paragraph 5 of resolution 52/189" points elsewhere.

use super::reading::Reading;
use super::{Change, Reference, ReferenceState};
use crate::pair::Pair;
use crate::resolution::{Base, Paragraph, Resolution};
use crate::span::Span;
use crate::token::Token;
use std::collections::BTreeMap;

/// Checks the references of the later text.
pub(super) fn references(
    resolutions: Pair<&Resolution>,
    readings: Pair<&[Reading<'_>]>,
    changes: &[Change],
) -> Vec<Reference> {
    let found = |side: &[Reading<'_>]| {
        let found = side.iter().enumerate().map(|(i, reading)| (i, pointers(reading.text, &reading.tokens)));
        found.filter(|(_, pointers)| !pointers.is_empty()).collect::<BTreeMap<_, _>>()
    };
    let later = found(readings.later);
    if later.is_empty() {
        return Vec::new();
    }
    let earlier = found(readings.earlier);
    let targets = resolutions.map(Targets::new);
    let (mut predecessors, mut successors) = (BTreeMap::<usize, &[usize]>::new(), BTreeMap::<usize, &[usize]>::new());
    for change in changes {
        let members = &change.link.members;
        successors.extend(members.earlier.iter().map(|&i| (i, members.later.as_slice())));
        predecessors.extend(members.later.iter().map(|&i| (i, members.earlier.as_slice())));
    }
    let mut references = Vec::new();
    for (&paragraph, pointers) in &later {
        let before: Vec<(usize, &Pointer)> = predecessors
            .get(&paragraph)
            .into_iter()
            .flat_map(|members| members.iter())
            .flat_map(|&i| earlier.get(&i).into_iter().flatten().map(move |pointer| (i, pointer)))
            .collect();
        for (at, pointer) in pointers.iter().enumerate() {
            let target = targets.later.resolve(paragraph, pointer);
            // The same reference before: the one at the same place, or else the one of the same words.
            let old = if before.len() == pointers.len() {
                before.get(at)
            } else {
                before.iter().find(|(_, old)| old.number == pointer.number && old.path == pointer.path)
            };
            let old_target = old.and_then(|(i, old)| targets.earlier.resolve(*i, old));
            let unchanged = old.is_some_and(|(_, old)| old.number == pointer.number && old.path == pointer.path);
            let follows = old_target.map(|old| successors.get(&old).copied().unwrap_or_default());
            let state = match (target, follows) {
                // A section whose label was not found may be there all the same.
                (None, _) if pointer.noun == Noun::Section => continue,
                (None, _) => ReferenceState::Dangling,
                (Some(_), None) => ReferenceState::Holds,
                (Some(target), Some(follows)) => match (follows.contains(&target), unchanged) {
                    (true, true) => ReferenceState::Holds,
                    (false, true) => ReferenceState::Stale,
                    (_, false) => ReferenceState::Updated,
                },
            };
            references.push(Reference {
                paragraph: Pair::new(old.map(|(i, _)| *i), Some(paragraph)),
                span: Pair::new(old.map(|(_, old)| old.span), Some(pointer.span)),
                target: Pair::new(old_target, target),
                state,
            });
        }
    }
    references
}

/// One place that a text refers to; a list ("paragraphs 3 and 4 above") gives one each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pointer {
    /// The whole reference: "paragraphs 3 and 4 above".
    span: Span,
    noun: Noun,
    /// "5"; empty for a subparagraph of the same paragraph.
    number: String,
    /// "(a)", "(ii)".
    path: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Paragraph,
    Subparagraph,
    Section,
}

/// Finds the references of a text into itself.
fn pointers(text: &str, tokens: &[Token]) -> Vec<Pointer> {
    // Most paragraphs have none.
    if !text.contains("aragraph") && !text.contains("ection") {
        return Vec::new();
    }
    let word = |at: usize| tokens.get(at).map_or("", |token: &Token| token.span.of(text));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let noun = match word(at) {
            "paragraph" | "paragraphs" => Noun::Paragraph,
            "subparagraph" | "subparagraphs" => Noun::Subparagraph,
            "section" | "sections" => Noun::Section,
            _ => {
                at += 1;
                continue;
            }
        };
        let (places, end) = places(&word, at + 1);
        let inside = match word(end) {
            "above" | "below" => 1,
            "of" if matches!((word(end + 1), word(end + 2)), ("the", "present")) && word(end + 3) == "resolution" => 4,
            "of" if word(end + 1) == "this" && word(end + 2) == "resolution" => 3,
            _ => 0,
        };
        if inside > 0 && !places.is_empty() {
            let span = tokens[at].span.cover(tokens[end + inside - 1].span);
            found.extend(places.into_iter().map(|(number, path)| Pointer { span, noun, number, path }));
        }
        at = end.max(at + 1);
    }
    found
}

/// Reads "5", "3 and 4 (a)", "(a) to (c)", "II" from token `at` on: each place, and the token past the last.
fn places<'a>(word: &impl Fn(usize) -> &'a str, mut at: usize) -> (Vec<(String, Vec<String>)>, usize) {
    let mut places: Vec<(String, Vec<String>)> = Vec::new();
    loop {
        let mut start = at;
        if !places.is_empty() {
            start += usize::from(word(start) == ",");
            start += usize::from(matches!(word(start), "and" | "to" | "or"));
            if start == at {
                break;
            }
        }
        let mut number = String::new();
        let mut end = start;
        if is_number(word(end)) {
            number = word(end).to_owned();
            end += 1;
            if matches!(word(end), "bis" | "ter" | "quater" | "quinquies") {
                number = format!("{number} {}", word(end));
                end += 1;
            }
        }
        let mut path = Vec::new();
        while word(end) == "(" && word(end + 1).len() <= 5 && word(end + 2) == ")" {
            path.push(format!("({})", word(end + 1)));
            end += 3;
        }
        if end == start {
            break;
        }
        // "paragraph 5 (a) and (b)": the second stands under the same number.
        if number.is_empty()
            && let Some((last, _)) = places.last()
        {
            number = last.clone();
        }
        places.push((number, path));
        at = end;
    }
    (places, at)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
        || !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
        || word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase()
}

/// Finds paragraphs by their numbers.
struct Targets<'a> {
    paragraphs: &'a [Paragraph],
    by_number: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Targets<'a> {
    fn new(resolution: &'a Resolution) -> Self {
        let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, paragraph) in resolution.paragraphs.iter().enumerate() {
            if let Base::Operative(number) | Base::Annex(number) = &paragraph.locator.base
                && paragraph.locator.resumed == 0
            {
                by_number.entry(number).or_default().push(i);
            }
        }
        Self { paragraphs: &resolution.paragraphs, by_number }
    }

    /// Finds what a pointer in paragraph `from` points to: in its own part or annex, or else anywhere.
    fn resolve(&self, from: usize, pointer: &Pointer) -> Option<usize> {
        let here = &self.paragraphs[from].locator;
        if pointer.noun == Noun::Section {
            return self.paragraphs.iter().position(|p| {
                p.locator.annex == here.annex && p.locator.part.as_deref() == Some(pointer.number.as_str())
            });
        }
        let number = match (&here.base, pointer.number.is_empty()) {
            (Base::Operative(number) | Base::Annex(number), true) => number.as_str(),
            (_, true) => return None,
            (_, false) => pointer.number.as_str(),
        };
        let candidates = self.by_number.get(number)?;
        let path = |i: usize| -> bool {
            let other = &self.paragraphs[i].locator.path;
            // "subparagraph (ii) above" may leave out the letter that it stands under.
            *other == pointer.path || pointer.noun == Noun::Subparagraph && other.ends_with(&pointer.path)
        };
        let near = |i: usize| {
            let other = &self.paragraphs[i].locator;
            (other.annex == here.annex, other.part == here.part)
        };
        let fitting = candidates.iter().copied().filter(|&i| path(i));
        fitting.max_by_key(|&i| (near(i), std::cmp::Reverse(i)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let name = |p: &Pointer| format!("{}{}", p.number, p.path.concat());
        pointers(text, &crate::token::tokenize(text)).iter().map(name).collect()
    }

    #[test]
    fn only_what_points_into_the_same_text() {
        assert_eq!(found("in accordance with paragraph 5 above"), ["5"]);
        assert_eq!(found("paragraphs 3 and 4 (b) of the present resolution"), ["3", "4(b)"]);
        assert_eq!(found("paragraphs 3, 4 and 7 above, and section II above"), ["3", "4", "7", "II"]);
        assert_eq!(found("paragraph 5 (a) and (b) above"), ["5(a)", "5(b)"]);
        assert_eq!(found("the measures in subparagraph (a) above"), ["(a)"]);
        assert_eq!(found("paragraph 5 of resolution 52/189"), Vec::<String>::new());
        assert_eq!(found("paragraph 5 of its decision, as mentioned above"), Vec::<String>::new());
        assert_eq!(found("paragraph 12 bis above"), ["12 bis"]);
    }
}
