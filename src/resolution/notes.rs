//! Notes at the end of a text, and their marks in it, to positions and notes.
//!
//! A mark glued to a word ("Development2 and") is told from a number by the list of notes and by the order of the marks:
//! each is the one after the last, or one that stood before. One glued to a comma or semicolon behind a word ("Cairo,1")
//! can be nothing else, since no figure is printed so.

use super::enumerator::Enumerator;
use super::fold::{cut_start, fold, folded};
use super::{lines, opening, shape};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::source::{Block, Mark, Note};
use crate::token::all_bytes;

/// Splits the notes off a text: those at its end, which begin with the lowest label and go up, and those that stand at
/// the foot of a page, with the text going on after them. A line without a label goes on with the note before it.
pub(super) fn split_off(blocks: &mut Vec<Block>) -> Vec<Note> {
    blocks.iter_mut().for_each(lower_label);
    let labels: Vec<Option<Option<u32>>> = blocks.iter().map(|block| label_of(&block.text)).collect();
    let start = start(blocks, &labels);
    let mut notes: Vec<Note> = Vec::new();
    let mut last = 0;
    let mut closed = false;
    let mut after_note = false;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for (i, (mut block, label)) in blocks.drain(..).zip(labels).enumerate() {
        let in_list = start.is_some_and(|start| i >= start);
        let label = label.filter(|_| block.label.is_none());
        if !in_list && !after_note && label.is_none() {
            closed |= shape::is_closing(&block.text);
            kept.push(block);
            continue;
        }
        fold(&mut block);
        let number = label.flatten();
        let labelled = shape::note_label(&block.text).filter(|_| label.is_some());
        let is_note = labelled.is_some_and(|(_, at)| match number {
            Some(number) => in_list && follows(last, number) || is_reference(&block.text[at..]),
            None => in_list,
        });
        if let Some((label, at)) = labelled.filter(|_| is_note) {
            last = number.unwrap_or(last);
            notes.push(Note { label: label.to_owned(), text: block.text[at..].trim().to_owned(), place: block.place });
            after_note = true;
            continue;
        }
        let goes_on = closed || block.label.is_none() && !begins_paragraph(&block.text);
        match (notes.last_mut(), kept.last_mut()) {
            (Some(note), _) if after_note && in_list && goes_on && shape::annex_label(&block.text).is_none() => {
                note.text.push(' ');
                note.text.push_str(&block.text);
                continue;
            }
            // The page ended in the middle of a sentence.
            (_, Some(before)) if after_note && lines::is_continued(before, &block) => lines::append(before, &block),
            _ => kept.push(block),
        }
        after_note = false;
    }
    *blocks = kept;
    notes
}

/// Sets a raised label in plain figures: "¹ Ibid." gives "1 Ibid.".
fn lower_label(block: &mut Block) {
    let label = block.text.trim_start();
    let rest = label.trim_start_matches(shape::is_superscript);
    if rest.len() < label.len() {
        let figures = label[..label.len() - rest.len()].chars().filter_map(shape::superscript_value);
        block.text = format!("{} {}", figures.map(|figure| figure.to_string()).collect::<String>(), rest.trim_start());
    }
}

/// Tells whether what follows a note belongs to the text: at the foot of a page notes stand between paragraphs.
pub(super) fn begins_paragraph(text: &str) -> bool {
    Enumerator::at_start(text).is_some() || shape::is_organ_line(text) || opening::known(text).is_some()
}

/// Gives the label of a line that may be a note: its number, or nothing for a star.
fn label_of(text: &str) -> Option<Option<u32>> {
    let start = text.trim_start();
    if !start.starts_with(|c: char| c.is_ascii_digit() || c == '*') {
        return None;
    }
    let start = folded(&start[..floor(start, 48)]);
    let (label, _) = shape::note_label(&start)?;
    Some(label.parse().ok())
}

/// Tells the words of a note that can be nothing else: "Ibid., annex", "See resolution", "A/35/603.".
pub(super) fn is_reference(text: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "Ibid",
        "See ",
        "Voir ",
        "Official Records of",
        "Resolution ",
        "General Assembly resolution",
        "Security Council resolution",
        "Economic and Social Council resolution",
        "Council resolution",
        "United Nations publication",
        "United Nations, Treaty Series",
        "Sales No",
    ];
    let word = text.split_whitespace().next().unwrap_or_default();
    let is_symbol = word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.matches('/').count() >= 2
        && word.bytes().any(|b| b.is_ascii_digit());
    is_symbol || OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// A label may be left out, by a flaw of the text.
fn follows(last: u32, next: u32) -> bool {
    next > last && next <= last + 3
}

/// Finds where the notes begin: the first line that can be the first note and is followed by notes in order.
fn start(blocks: &[Block], labels: &[Option<Option<u32>>]) -> Option<usize> {
    blocks.iter().enumerate().position(|(i, block)| {
        let starred = || block.text.starts_with('*') && shape::note_label(&block.text).is_some();
        let begins = labels[i].flatten() == Some(1) || i * 2 > blocks.len() && starred();
        // All labelled lines from here to the end must go up.
        let labels = labels[i..].iter().copied().flatten().flatten();
        begins && labels.clone().is_sorted_by(|one, next| one < next) && (labels.count() > 1 || is_late(blocks, i))
    })
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
        let mut labels: Vec<u32> = notes.iter().filter_map(|note| note.label.parse().ok()).collect();
        labels.sort_unstable();
        let found: Vec<Vec<Candidate>> = blocks.iter().map(|block| candidates(&block.text)).collect();
        let limit = labels.last().copied().or_else(|| plausible_sequence(&found)).unwrap_or(0);
        let style = style(blocks, &found, &labels);
        let is_sure = |candidate: &Candidate| candidate.sure;
        let unlisted = labels.is_empty() && found.iter().flatten().any(is_sure);
        let signs = Signs { style, limit, unlisted, labels: &labels };
        let mut last = 0;
        for (block, found) in blocks.iter_mut().zip(found) {
            let chosen = chosen(&block.text, found, &signs, &mut last);
            remove(block, chosen.into_iter().map(|c| (c.start, c.end, c.value.to_string())).collect());
        }
        if notes.iter().any(|note| note.label.starts_with('*')) {
            blocks.iter_mut().for_each(take_stars);
        }
    }
    report(blocks, notes, diagnostics);
}

/// What tells the marks of a text from its figures.
struct Signs<'l> {
    style: Style,
    /// Labels of the notes, in order: in a bound volume they begin anywhere.
    labels: &'l [u32],
    /// The highest that is believed; 0 where nothing tells.
    limit: u32,
    /// The notes were left out, but some marks are sure: other figures glued to words are marks, too.
    unlisted: bool,
}

/// How the marks of a text are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "Development2 and", "Cairo,1".
    Glued,
    /// Some stand by themselves: "the Agreement, 3 and".
    Apart,
    /// "Development² and".
    Raised,
}

/// Tells how the marks are printed: by raised figures, if there are any; by figures that stand apart, if these complete
/// the count of the notes where the others do not.
fn style(blocks: &[Block], found: &[Vec<Candidate>], labels: &[u32]) -> Style {
    if blocks.iter().any(|block| !block.text.is_ascii() && block.text.contains(shape::is_superscript)) {
        return Style::Raised;
    }
    let Some(&limit) = labels.last() else { return Style::Glued };
    let found = |style: Style| {
        let mut last = 0;
        let signs = Signs { style, labels, limit, unlisted: false };
        let texts = blocks.iter().zip(found);
        let values = texts.flat_map(|(block, found)| chosen(&block.text, found.clone(), &signs, &mut last));
        let values = values.map(|candidate| candidate.value).filter(|&value| value <= limit);
        values.collect::<std::collections::BTreeSet<u32>>().len()
    };
    let glued = found(Style::Glued);
    if glued == labels.len() {
        return Style::Glued;
    }
    let apart = found(Style::Apart);
    // Two notes, and one in four of many, may be left without a mark by a flaw of the text.
    let complete = apart + 2 + labels.len() / 4 >= labels.len();
    if apart > glued && complete { Style::Apart } else { Style::Glued }
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
fn plausible_sequence(found: &[Vec<Candidate>]) -> Option<u32> {
    let mut last = 0;
    for candidate in found.iter().flatten() {
        if candidate.value == last + 1 && candidate.glued {
            last += 1;
        }
    }
    (last >= 3).then_some(last)
}

/// A run of digits that may be a mark.
#[derive(Debug, Clone, Default)]
struct Candidate {
    /// Bytes of the text that the mark takes, with the space before and the slash after it in the style "record 1/ of".
    start: usize,
    end: usize,
    value: u32,
    /// Glued to a word or to the punctuation after one.
    glued: bool,
    /// Whether it is surely no part of a word such as "G20", or of a list: glued to punctuation or to a small letter, or
    /// standing behind the comma after a word.
    clear: bool,
    /// Whether it can be nothing but a mark: glued to a comma or semicolon behind a word, a year or a symbol. Of 770 such
    /// figures that resolutions had left without their notes, all of 60 that were read were marks.
    sure: bool,
    /// Stands by itself, as converted raised figures do: "the Agreement, 3 and".
    apart: bool,
}

fn candidates(text: &str) -> Vec<Candidate> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = Enumerator::at_start(text).map_or(0, |(_, taken)| taken);
    while let Some(start) = next_figure(bytes, at) {
        at = start;
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
                let (glued, clear) = (true, true);
                found.push(Candidate { start: from, end: at + 1, value, glued, clear, ..Candidate::default() });
            }
            continue;
        }
        if after.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '-' || c == '–') {
            // Part of a symbol, an ordinal or a compound. A hyphen ends a mark only before a space.
            continue;
        }
        let Some(before) = before else { continue };
        // "Secretary-General;1,2": two marks.
        let next_run = text[at..].bytes().skip(1).take_while(u8::is_ascii_digit).count();
        let paired = after == Some(',') && matches!(before, ',' | ';') && next_run < 3;
        if matches!(after, Some('.' | ',')) && next_run > 0 && !paired {
            continue;
        }
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
            let body = &word[..word.len() - before.len_utf8()];
            let year = ends_in_year(body);
            let figure =
                prior.is_some_and(|c| c.is_ascii_digit()) && matches!(before, ',' | '.') && run.len() == 3 && !year;
            let decimal = before == '.' && prior.is_some_and(|c| c.is_ascii_digit()) && !word.contains('/');
            let abbreviation = before == '.' && prior.is_some_and(|c| c.is_uppercase()) && word.len() <= 4;
            if !figure
                && !decimal
                && !abbreviation
                && run.len() <= 3
                && let Ok(value) = run.parse()
            {
                let second = found.last().is_some_and(|last: &Candidate| last.sure && last.end + 1 == start);
                let bare = !prior.is_some_and(|c| c.is_ascii_digit());
                let ends = after.is_none_or(|c| c.is_whitespace() || ",;.:)]”’".contains(c));
                let sure = matches!(before, ',' | ';') && ends && (bare || year || second || body.contains('/'));
                let start = if second && sure { start - 1 } else { start };
                found.push(Candidate {
                    start,
                    end: at,
                    value,
                    glued: true,
                    clear: bare || sure,
                    sure,
                    ..Candidate::default()
                });
            }
        } else if before.is_alphabetic() && run.len() <= 3 {
            if let Ok(value) = run.parse() {
                let clear = before.is_lowercase() && word.chars().count() > 2 && !word.eq_ignore_ascii_case("agenda");
                found.push(Candidate { start, end: at, value, glued: true, clear, ..Candidate::default() });
            }
        } else if before == ' ' && (5..=7).contains(&run.len()) && crate::token::is_year(&run[..4]) {
            // A mark glued to a year: "20 December 19933".
            if let Ok(value) = run[4..].parse() {
                found.push(Candidate { start: start + 4, end: at, value, ..Candidate::default() });
            }
        } else if before == ' '
            && run.len() <= 3
            && stands_apart(&text[..start], &text[at..])
            && let Ok(value) = run.parse()
        {
            let start = start - 1;
            let body = text[..start].trim_end_matches([',', ';']);
            let clear = body.len() < start && !body.ends_with(|c: char| c.is_ascii_digit());
            found.push(Candidate { start, end: at, value, clear, apart: true, ..Candidate::default() });
        }
    }
    found
}

/// Finds the first figure at or behind a place.
fn next_figure(bytes: &[u8], at: usize) -> Option<usize> {
    // Most pieces of a text have none.
    const PIECE: usize = 32;
    let has_none = |piece: &&[u8]| all_bytes(piece, |byte| !byte.is_ascii_digit());
    let from = at + PIECE * bytes[at..].chunks(PIECE).take_while(has_none).count();
    bytes.get(from..)?.iter().position(u8::is_ascii_digit).map(|ahead| from + ahead)
}

fn ends_in_year(text: &str) -> bool {
    text.len().checked_sub(4).and_then(|at| text.get(at..)).is_some_and(crate::token::is_year)
}

/// Finds raised figures, which are nothing but marks, unless they make a unit a square or a cube: "100 km²".
fn raised(text: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (start, c) in text.char_indices() {
        let Some(figure) = shape::superscript_value(c) else { continue };
        let end = start + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == start => {
                last.value = last.value.saturating_mul(10).saturating_add(figure);
                last.end = end;
            }
            _ => {
                found.push(Candidate { start, end, value: figure, glued: true, clear: true, sure: true, apart: false })
            }
        }
    }
    let unit = |before: &str| matches!(before.rsplit(' ').next(), Some("m" | "km" | "cm" | "mm" | "dm"));
    found.retain(|candidate| {
        let figures = text[candidate.start..candidate.end].chars().count();
        // A number with a zero before it, or of more figures, is no label of a note.
        let label = figures <= 3 && figures == candidate.value.to_string().len();
        label && !(matches!(candidate.value, 2 | 3) && unit(&text[..candidate.start]))
    });
    found
}

/// Tells from the words around a number that it may be a mark and counts nothing: "Rights 13 provides", "2011, 1 19/25",
/// but not "paragraph 13 of", "13 December".
fn stands_apart(before: &str, after: &str) -> bool {
    const COUNTED: [&str; 40] = [
        "paragraph",
        "paragraphs",
        "para",
        "paras",
        "article",
        "articles",
        "chapter",
        "chapters",
        "section",
        "sections",
        "part",
        "parts",
        "annex",
        "annexes",
        "goal",
        "goals",
        "target",
        "targets",
        "no",
        "nos",
        "rule",
        "rules",
        "page",
        "pages",
        "item",
        "items",
        "level",
        "table",
        "principle",
        "principles",
        "resolution",
        "resolutions",
        "decision",
        "session",
        "volume",
        "vol",
        "phase",
        "priority",
        "and",
        "or",
    ];
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let bare = word.trim_end_matches(['.', ',', ';', ':', ')', '”', '"']);
    let punctuated = bare.len() < word.len();
    let next = after.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ';']);
    let lower = bare.to_lowercase();
    let counts = COUNTED.contains(&lower.as_str()) || opening::is_preposition(&lower) || lower == "the";
    let counted = crate::token::is_month(next)
        || matches!(next, "per" | "percent" | "million" | "billion" | "to" | "years" | "days");
    after.chars().next().is_none_or(|c| !c.is_alphanumeric()) && (punctuated || !counts) && !counted
}

/// Chooses the marks of a text among what was found in it; `last` is the highest that was chosen so far.
fn chosen(text: &str, mut found: Vec<Candidate>, signs: &Signs<'_>, last: &mut u32) -> Vec<Candidate> {
    let Signs { style, labels, limit, unlisted } = *signs;
    let mut chosen: Vec<Candidate> = Vec::new();
    if style == Style::Raised {
        found.retain(|candidate| candidate.sure);
        found.extend(raised(text));
        found.sort_by_key(|candidate| candidate.start);
    }
    for candidate in found {
        let value = candidate.value;
        // No note has a number with a zero before it.
        let padded = text[candidate.start..candidate.end].trim_start_matches([' ', ',']).starts_with('0');
        if value == 0 || padded || candidate.apart && style != Style::Apart {
            continue;
        }
        let behind_word = || text[..candidate.start].ends_with(char::is_alphabetic);
        let sure = candidate.sure || unlisted && candidate.clear && behind_word();
        let unseen = &labels[labels.partition_point(|label| label <= last)..];
        let listed = unseen.first() == Some(&value);
        let next = listed || value == *last + 1 && !candidate.apart;
        let repeated = value <= *last && candidate.clear && candidate.glued;
        let skipped = value > *last + 1 && value <= *last + 3 && candidate.clear && candidate.glued;
        // A few that stand apart may be missed: "Protocol I 6 to the Convention".
        let skipped =
            skipped || candidate.apart && candidate.clear && unseen.iter().take(8).any(|label| *label == value);
        if sure || value <= limit && (next || repeated || skipped) {
            let known = value <= limit && (value <= *last + 3 || labels.binary_search(&value).is_ok());
            if known {
                *last = value.max(*last);
            }
            chosen.push(candidate);
        }
    }
    chosen
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
        check(
            &["the report;1,2 and that of 2015,2 52/189,1 and 1,200 or 1,2"],
            2,
            &["the report;<1><2> and that of 2015,<2> 52/189,<1> and 1,200 or 1,2"],
        );
        check(&["of 20 December 19931 and 1994"], 1, &["of 20 December 1993<1> and 1994"]);
        check(&["resolution 52/189,1 paragraph 3.1"], 1, &["resolution 52/189,<1> paragraph 3.1"]);
    }

    #[test]
    fn marks_may_stand_apart_or_be_raised() {
        check(
            &[
                "Welcoming resolutions 16/18 of 24 March 2011, 1 19/25 of 4 April, 2 and paragraph 3 of 3 May, on Rights 3 as",
            ],
            3,
            &[
                "Welcoming resolutions 16/18 of 24 March 2011,<1> 19/25 of 4 April,<2> and paragraph 3 of 3 May, on Rights<3> as",
            ],
        );
        check(
            &["of Cairo, 1 Protocol I 2 to the Convention, 3 Articles 7, 8 and 9, Rights 4 and Rio, 5 as"],
            5,
            &["of Cairo,<1> Protocol I 2 to the Convention,<3> Articles 7, 8 and 9, Rights<4> and Rio,<5> as"],
        );
        check(&["of Cairo,¹ Copenhagen² and 3 others,³"], 3, &["of Cairo,<1> Copenhagen<2> and 3 others,<3>"]);
        check(
            &["of Cairo,¹ night²²²² and day⁰³ and others,²"],
            2,
            &["of Cairo,<1> night²²²² and day⁰³ and others,<2>"],
        );
        // Where the glued marks are complete, a figure by itself counts something.
        check(
            &["the Convention,1 Annex 2 to it, and report2 of"],
            2,
            &["the Convention,<1> Annex 2 to it, and report<2> of"],
        );
    }

    fn check_split(lines: &[&str], expected: &[&str], notes: &[&str]) {
        let mut blocks: Vec<Block> = lines.iter().map(|t| Block { text: (*t).into(), ..Block::default() }).collect();
        let found = split_off(&mut blocks);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        let found: Vec<String> = found.iter().map(|note| format!("{} {}", note.label, note.text)).collect();
        assert_eq!(texts, expected);
        assert_eq!(found, notes);
    }

    #[test]
    fn notes_stand_at_the_end_or_at_the_foot_of_a_page() {
        check_split(
            &["1. Decides to act.", "1 First report.", "2 Second report,", "in two volumes."],
            &["1. Decides to act."],
            &["1 First report.", "2 Second report, in two volumes."],
        );
        check_split(
            &["Recalling one,", "1/ S/23500.", "Recalling two,", "2/ Second report.", "1. Decides to act."],
            &["Recalling one,", "Recalling two,", "1. Decides to act."],
            &["1 S/23500.", "2 Second report."],
        );
        // In a bound volume the numbers begin anywhere, and pages end in mid-sentence.
        check_split(
            &[
                "3. Calls upon States to verify the",
                "14 See resolution 2200 A (XXI).",
                "15 E/INCB/52/Add.1.",
                "requests made;",
            ],
            &["3. Calls upon States to verify the requests made;"],
            &["14 See resolution 2200 A (XXI).", "15 E/INCB/52/Add.1."],
        );
        check_split(
            &["2 Takes note", "3 Resolves to act", "12 See what was done"],
            &["2 Takes note", "3 Resolves to act"],
            &["12 See what was done"],
        );
    }

    #[test]
    fn marks_of_a_bound_volume_begin_anywhere() {
        let mut blocks = [Block { text: "the Convention,14 and the report15 of 1400".into(), ..Block::default() }];
        let notes: Vec<Note> = ["14", "15"]
            .iter()
            .map(|label| Note { label: (*label).into(), text: String::new(), place: Default::default() })
            .collect();
        take_marks(&mut blocks, &notes, &mut Vec::new());
        assert_eq!(blocks[0].text, "the Convention, and the report of 1400");
    }

    #[test]
    fn behind_a_comma_no_figure_is_glued() {
        let text = [
            "Cairo,12 Copenhagen7 and Agenda21, of 2015,4 for 1,400 or 3,5 in 6,7, 17, see,0 A/54/7,3 1990,195 and;008",
        ];
        let marked = [
            "Cairo,<12> Copenhagen<7> and Agenda21, of 2015,<4> for 1,400 or 3,5 in 6,7, 17, see,0 A/54/7,<3> 1990,<195> and;008",
        ];
        check(&text, 0, &marked);
        check(&["an area of 5 km², in Cairo³"], 0, &["an area of 5 km², in Cairo<3>"]);
        check(&["Cairo,¹ Copenhagen2 and Rio,3"], 3, &["Cairo,<1> Copenhagen2 and Rio,<3>"]);
    }

    #[test]
    fn without_notes_only_a_clear_count_is_believed() {
        check(&["Cairo,1 Copenhagen2 and Beijing;3"], 0, &["Cairo,<1> Copenhagen<2> and Beijing;<3>"]);
        check(&["of Cairo1 and Copenhagen"], 0, &["of Cairo1 and Copenhagen"]);
    }
}
