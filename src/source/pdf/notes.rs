//! The lines of all pages to those of the text and those of notes at page ends; and the latter to notes.

use super::content::Rule;
use super::lines::Line;
use super::words::{Join, Words};
use crate::diagnostic::Place;
use crate::source::{Furniture, FurnitureKind, Note};

/// Notes are set smaller than this part of the text's size.
const SMALL: f32 = 0.93;

/// Holds the lines of notes, in order, and the rules above them.
#[derive(Debug, Default)]
pub(super) struct NoteLines {
    /// The lines of notes of all pages.
    pub(super) lines: Vec<Line>,
    /// The rules of underscores that part notes from the text.
    pub(super) rules: Vec<Furniture>,
}

/// Takes the notes out of the pages; `size` is that of the text.
pub(super) fn take(pages: &mut [Vec<Line>], rules: &[Vec<Rule>], size: f32) -> NoteLines {
    let mut found = NoteLines::default();
    for (page, rules) in pages.iter_mut().zip(rules) {
        let columns = page.iter().map(|line| line.column).max().unwrap_or(0);
        for column in 0..=columns {
            take_from_column(page, column, rules, size, &mut found);
        }
        page.retain_mut(|line| {
            let is_rule = is_rule(&line.text);
            if is_rule {
                let place = Place::page_and_line(line.page, line.number);
                let text = std::mem::take(&mut line.text);
                found.rules.push(Furniture { kind: FurnitureKind::Rule, text, place });
            }
            !is_rule
        });
    }
    found
}

fn take_from_column(page: &mut Vec<Line>, column: u32, rules: &[Rule], size: f32, found: &mut NoteLines) {
    let lines: Vec<&Line> = page.iter().filter(|line| line.column == column).collect();
    let height = |start: usize| lines.get(start).map(|line| line.y);
    let start = after_rule(&lines, size)
        .or_else(|| after_drawn_rule(&lines, rules, size))
        .or_else(|| without_rule(&lines, size));
    let Some(start) = start.and_then(height) else { return };
    let mut kept = Vec::with_capacity(page.len());
    for line in page.drain(..) {
        if line.column == column && line.y >= start - 0.1 && !is_rule(&line.text) {
            found.lines.push(line);
        } else {
            kept.push(line);
        }
    }
    *page = kept;
}

/// A line of underscores or dashes, as it parts notes from the text.
pub(super) fn is_rule(text: &str) -> bool {
    text.len() >= 5 && text.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | ' ' | '\t' | '─'))
}

/// Notes below a rule made of underscores.
fn after_rule(lines: &[&Line], size: f32) -> Option<usize> {
    let rule = lines.iter().rposition(|line| is_rule(&line.text))?;
    let below = &lines[rule + 1..];
    // A rule also ends a text; then what follows is no smaller and bears no mark.
    let first = below.first()?;
    (opens_note(first) || below.iter().all(|line| line.size < SMALL * size)).then_some(rule + 1)
}

/// Notes below a short rule that is drawn.
fn after_drawn_rule(lines: &[&Line], rules: &[Rule], size: f32) -> Option<usize> {
    let left = lines.iter().map(|line| line.x).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.end).fold(0.0, f32::max);
    let mut heights: Vec<f32> =
        rules.iter().filter(|rule| rule.end - rule.x < 0.6 * (right - left).max(1.0)).map(|rule| rule.y).collect();
    heights.sort_by(f32::total_cmp);
    heights.into_iter().find_map(|y| {
        let start = lines.iter().position(|line| line.y - line.size * 0.5 > y)?;
        let below = &lines[start..];
        let small = below.iter().all(|line| line.size < SMALL * size);
        (small && opens_note(below[0])).then_some(start)
    })
}

/// Small print at the end of a page whose first line bears a mark.
fn without_rule(lines: &[&Line], size: f32) -> Option<usize> {
    let small = lines.iter().rev().take_while(|line| line.size < SMALL * size).count();
    let small = &lines[lines.len() - small..];
    // What is small throughout is no page with notes.
    if small.len() == lines.len() {
        return None;
    }
    let first = small.iter().position(|line| line.opens_with.is_some())?;
    Some(lines.len() - small.len() + first)
}

/// Tells whether a line begins with the mark of a note.
fn opens_note(line: &Line) -> bool {
    line.opens_with.is_some() || label(&line.text).is_some()
}

/// Reads "1 See ..." or "* The ...": the label, and where the text begins.
fn label(text: &str) -> Option<(&str, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let end = if end > 0 { end } else { text.find(|c| !"*†‡§".contains(c)).unwrap_or(text.len()) };
    let rest = &text[end..];
    let bare = rest.trim_start_matches([' ', '\t', '/', '.', ')']);
    ((1..=3).contains(&end) && bare.len() < rest.len() && !bare.is_empty())
        .then(|| (&text[..end], text.len() - bare.len()))
}

/// Puts notes together from their lines; lines before any mark have no note and are given back.
pub(super) fn join(lines: Vec<Line>, words: &Words) -> (Vec<Note>, Vec<Line>) {
    let mut notes: Vec<(Note, Join<'_>)> = Vec::new();
    let mut strays = Vec::new();
    let mut last: Option<u32> = None;
    for line in lines {
        let typed = label(&line.text).map(|(label, start)| (label.to_owned(), start));
        let opening = match (&line.opens_with, typed) {
            (Some(mark), _) => Some((mark.clone(), 0)),
            // A number that is typed like the text is a label where it goes on from the one before.
            (None, Some((label, start))) => {
                let number = label.parse::<u32>().ok();
                let follows = number.is_none_or(|number| last.is_none_or(|last| number == last + 1 || number == 1));
                follows.then_some((label, start))
            }
            (None, None) => None,
        };
        match opening {
            Some((label, start)) => {
                last = label.parse().ok().or(last);
                let place = Place::page_and_line(line.page, line.number);
                let mut text = Join::new(words);
                text.push(line.text[start..].trim_start());
                notes.push((Note { label, text: String::new(), place }, text));
            }
            None => match notes.last_mut() {
                Some((_, text)) => {
                    text.push(&line.text);
                }
                None => strays.push(line),
            },
        }
    }
    let notes = notes.into_iter().map(|(note, text)| Note { text: text.finish(), ..note }).collect();
    (notes, strays)
}

#[cfg(test)]
mod tests {
    use super::{is_rule, label};

    #[test]
    fn labels_are_told_from_text() {
        for (text, expected) in [
            ("1 See resolution 50/245.", Some(("1", 2))),
            ("12\tIbid.", Some(("12", 3))),
            ("3/ Ibid.", Some(("3", 3))),
            ("* The present text", Some(("*", 2))),
            ("1995 Review Conference", None),
            ("of Nuclear Weapons", None),
            ("64", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn rules_are_long() {
        assert!(is_rule("__________________") && is_rule("- - - - -") && !is_rule("--") && !is_rule("a____"));
    }
}
