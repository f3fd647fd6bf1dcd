//! Notes at the end of a text, and their marks in it, to positions and notes.
//!
//! A mark glued to a word ("Development2 and", "Cairo,1") is told from a number by the list of notes and by the order of
//! the marks: each is the one after the last, or one that stood before.

use super::fold::{cut_start, fold, folded};
use super::shape;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::source::{Block, Mark, Note};

/// Splits the notes off the end of a text. They begin with the lowest label and go up; a line without a label goes on
/// with the note before it.
pub(super) fn split_off(blocks: &mut Vec<Block>) -> Vec<Note> {
    let Some(start) = start(blocks) else { return Vec::new() };
    let mut notes: Vec<Note> = Vec::new();
    let mut last = 0;
    let mut blocks_after: Vec<Block> = blocks.split_off(start);
    let mut rest = Vec::new();
    for mut block in blocks_after.drain(..) {
        fold(&mut block);
        let label = shape::note_label(&block.text).map(|(label, at)| (label.to_owned(), at));
        match label {
            Some((label, at)) if label.starts_with('*') || label.parse().is_ok_and(|n: u32| follows(last, n)) => {
                last = label.parse().unwrap_or(last);
                notes.push(Note { label, text: block.text[at..].trim().to_owned(), place: block.place });
            }
            _ if shape::annex_label(&block.text).is_some() || !rest.is_empty() => rest.push(block),
            _ => match notes.last_mut() {
                Some(note) => {
                    note.text.push(' ');
                    note.text.push_str(&block.text);
                }
                None => rest.push(block),
            },
        }
    }
    blocks.append(&mut rest);
    notes
}

/// A label may be left out, by a flaw of the text.
fn follows(last: u32, next: u32) -> bool {
    next > last && next <= last + 3
}

/// Finds where the notes begin: the last line that can be the first note and is followed by notes in order.
fn start(blocks: &[Block]) -> Option<usize> {
    let label_of = |block: &Block| -> Option<u32> {
        let text = folded(block.text.get(..48.min(floor(&block.text, 48))).unwrap_or(&block.text));
        shape::note_label(&text).and_then(|(label, _)| label.parse().ok())
    };
    let mut best = None;
    for (i, block) in blocks.iter().enumerate() {
        let starred = block.text.starts_with('*') && shape::note_label(&block.text).is_some();
        let label = label_of(block);
        if label != Some(1) && !(starred && i * 2 > blocks.len()) {
            continue;
        }
        // All labelled lines from here to the end must go up.
        let labels: Vec<u32> = blocks[i..].iter().filter_map(label_of).collect();
        let in_order = labels.windows(2).all(|pair| pair[0] < pair[1]);
        if in_order && (label == Some(1) || starred) && (labels.len() > 1 || is_late(blocks, i)) {
            best = best.or(Some(i));
        }
    }
    best
}

/// A lone note must come after a paragraph that ended, or after closing lines.
fn is_late(blocks: &[Block], at: usize) -> bool {
    at > 0 && at + 4 >= blocks.len() && {
        let before = &blocks[at - 1].text;
        before.trim_end().ends_with(['.', ']']) || shape::is_date(before) || shape::is_closing(before)
    }
}

/// Gives the last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Finds the marks of notes in the paragraphs and takes them out of the text. Blocks whose format knows its marks keep
/// them.
pub(super) fn take_marks(blocks: &mut [Block], notes: &[Note], diagnostics: &mut Vec<Diagnostic>) {
    let known = blocks.iter().any(|block| !block.marks.is_empty());
    if !known {
        let highest = notes.iter().filter_map(|note| note.label.parse::<u32>().ok()).max();
        let limit = highest.or_else(|| plausible_sequence(blocks));
        if let Some(limit) = limit {
            let mut last = 0;
            for block in blocks.iter_mut() {
                take_from(block, limit, &mut last);
            }
        }
        if notes.iter().any(|note| note.label.starts_with('*')) {
            blocks.iter_mut().for_each(take_stars);
        }
    }
    report(blocks, notes, diagnostics);
}

fn report(blocks: &[Block], notes: &[Note], diagnostics: &mut Vec<Diagnostic>) {
    for note in notes {
        if !blocks.iter().flat_map(|block| &block.marks).any(|mark| mark.label == note.label) {
            diagnostics.push(Diagnostic::new(DiagnosticKind::NoteWithoutMark, note.place, note.label.clone()));
        }
    }
    for block in blocks {
        for mark in &block.marks {
            if !notes.iter().any(|note| note.label == mark.label) {
                diagnostics.push(Diagnostic::new(DiagnosticKind::MarkWithoutNote, block.place, mark.label.clone()));
            }
        }
    }
}

/// Without a list of notes, marks are believed only where at least three in a row count up from 1.
fn plausible_sequence(blocks: &[Block]) -> Option<u32> {
    let mut last = 0;
    for block in blocks {
        for candidate in candidates(&block.text) {
            if candidate.value == last + 1 && candidate.glued {
                last += 1;
            }
        }
    }
    (last >= 3).then_some(last)
}

/// A run of digits that may be a mark.
struct Candidate {
    /// Bytes of the text that the mark takes, with the space before and the slash after it in the style "record 1/ of".
    start: usize,
    end: usize,
    value: u32,
    /// Glued to a word or to the punctuation after one.
    glued: bool,
    /// Whether it is surely no part of a word such as "G20": glued to punctuation or to a small letter.
    clear: bool,
}

fn candidates(text: &str) -> Vec<Candidate> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let run = &text[start..at];
        let before = text[..start].chars().next_back();
        let after = text[at..].chars().next();
        let after_next = text[at..].chars().nth(1);
        // "1/" set apart by a space, or glued: "record 1/ of", "navigation; 3/", "Cairo,1/".
        if after == Some('/') && after_next.is_none_or(|c| !c.is_alphanumeric()) && run.len() <= 3 {
            let spaced = before == Some(' ');
            if (spaced || before.is_some_and(|c| !c.is_alphanumeric() && c != '/' && c != '-'))
                && let Ok(value) = run.parse()
            {
                let from = if spaced { start - 1 } else { start };
                found.push(Candidate { start: from, end: at + 1, value, glued: true, clear: true });
            }
            continue;
        }
        if after.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '-' || c == '–') {
            // Part of a symbol, an ordinal or a compound. A hyphen ends a mark only before a space.
            continue;
        }
        if matches!(after, Some('.' | ',')) && after_next.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let Some(before) = before else { continue };
        let word_start = text[..start].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let word = &text[word_start..start];
        let in_symbol = word.contains('/') && !word.ends_with([',', ';', ')', '”', '"']);
        if in_symbol || run.len() > 7 {
            continue;
        }
        let punctuated = matches!(before, ',' | ';' | '.' | ':' | ')' | '”' | '"' | '’' | '\'' | ']' | '»' | '?' | '!');
        if punctuated {
            let prior = text[..start - before.len_utf8()].chars().next_back();
            // "1,400" and "3.5" are figures; "52/189,3" may be a mark.
            let figure = prior.is_some_and(|c| c.is_ascii_digit()) && matches!(before, ',' | '.') && run.len() == 3;
            let decimal = before == '.' && prior.is_some_and(|c| c.is_ascii_digit()) && !word.contains('/');
            let abbreviation = before == '.' && prior.is_some_and(|c| c.is_uppercase()) && word.len() <= 4;
            if !figure
                && !decimal
                && !abbreviation
                && run.len() <= 3
                && let Ok(value) = run.parse()
            {
                let clear = !prior.is_some_and(|c| c.is_ascii_digit());
                found.push(Candidate { start, end: at, value, glued: true, clear });
            }
        } else if before.is_alphabetic() && run.len() <= 3 {
            if let Ok(value) = run.parse() {
                let clear = before.is_lowercase() && word.chars().count() > 2;
                found.push(Candidate { start, end: at, value, glued: true, clear });
            }
        } else if before == ' ' && (5..=7).contains(&run.len()) && crate::token::is_year(&run[..4]) {
            // A mark glued to a year: "20 December 19933".
            if let Ok(value) = run[4..].parse() {
                found.push(Candidate { start: start + 4, end: at, value, glued: false, clear: false });
            }
        }
    }
    found
}

fn take_from(block: &mut Block, limit: u32, last: &mut u32) {
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates(&block.text) {
        let value = candidate.value;
        // No note has a number with a zero before it.
        let padded = block.text[candidate.start..candidate.end].starts_with('0');
        if value == 0 || value > limit || padded {
            continue;
        }
        let next = value == *last + 1;
        let repeated = value <= *last && candidate.clear && candidate.glued;
        let skipped = value > *last + 1 && value <= *last + 3 && candidate.clear && candidate.glued;
        if next || repeated || skipped {
            *last = (*last).max(value);
            chosen.push(candidate);
        }
    }
    remove(block, chosen.into_iter().map(|c| (c.start, c.end, c.value.to_string())).collect());
}

fn take_stars(block: &mut Block) {
    let found = block.text.match_indices('*').map(|(at, star)| (at, at + 1, star.to_owned())).collect();
    remove(block, found);
}

/// Removes pieces of a block's text, in ascending order, and leaves a mark at each place.
fn remove(block: &mut Block, pieces: Vec<(usize, usize, String)>) {
    let mut removed = 0;
    for (start, end, label) in pieces {
        let (start, end) = (start - removed, end - removed);
        block.text.drain(start..end);
        for span in &mut block.italics {
            let moved = |at: usize| if at >= end { at - (end - start) } else { at.min(start) };
            *span = crate::span::Span::new(moved(span.start), moved(span.end));
        }
        block.marks.push(Mark { at: start, label });
        removed += end - start;
    }
    // Marks at the very start belong to nothing before them; text may now begin with a space.
    let space = block.text.len() - block.text.trim_start().len();
    if space > 0 {
        cut_start(block, space);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], notes: u32, expected: &[&str]) {
        let mut blocks: Vec<Block> = texts.iter().map(|t| Block { text: (*t).into(), ..Block::default() }).collect();
        let notes: Vec<Note> = (1..=notes)
            .map(|n| Note { label: n.to_string(), text: String::new(), place: Default::default() })
            .collect();
        take_marks(&mut blocks, &notes, &mut Vec::new());
        let found: Vec<String> = blocks
            .iter()
            .map(|block| {
                let mut text = block.text.clone();
                for mark in block.marks.iter().rev() {
                    text.insert_str(mark.at, &format!("<{}>", mark.label));
                }
                text
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_are_told_from_numbers() {
        check(
            &[
                "adopted at Cairo,1 chapter X, Social Development2 and 3 others",
                "decision 1995/313 of 1995, 90 per cent;3",
            ],
            3,
            &[
                "adopted at Cairo,<1> chapter X, Social Development<2> and 3 others",
                "decision 1995/313 of 1995, 90 per cent;<3>",
            ],
        );
        check(&["in pursuance,008 of it"], 9, &["in pursuance,008 of it"]);
        check(
            &["S-21/2 of 1,400 (A/54/587/Add.5),1 and G20, report;1"],
            2,
            &["S-21/2 of 1,400 (A/54/587/Add.5),<1> and G20, report;<1>"],
        );
        check(
            &["any record 1/ of their", "inland navigation; 2/ and 1/"],
            2,
            &["any record<1> of their", "inland navigation;<2> and<1>"],
        );
        check(&["of 20 December 19931 and 1994"], 1, &["of 20 December 1993<1> and 1994"]);
        check(&["resolution 52/189,1 paragraph 3.1"], 1, &["resolution 52/189,<1> paragraph 3.1"]);
    }

    #[test]
    fn without_notes_only_a_clear_count_is_believed() {
        check(&["Cairo,1 Copenhagen2 and Beijing;3"], 0, &["Cairo,<1> Copenhagen<2> and Beijing;<3>"]);
        check(&["Cairo,1 and Copenhagen"], 0, &["Cairo,1 and Copenhagen"]);
    }
}
