//! Lines with nothing between paragraphs to where paragraphs begin: by their words, their marks, and the room they left.

use super::super::enumerator::{Enumerator, EnumeratorKind};
use super::super::opening::{self, Form, known};
use super::super::{notes, shape};
use super::count::Count;
use super::room::goes_on;
use super::{Context, starts_lower};
use crate::source::Block;

/// Tells whether a paragraph begins at a line.
pub(super) fn starts(context: &Context<'_>, count: &Count) -> bool {
    let text = context.line().text.as_str();
    if stands_alone(context) || is_proven(context, count) {
        return true;
    }
    match Enumerator::at_start(text) {
        Some((enumerator, taken)) => starts_numbered(context, count, &enumerator, &text[taken..]),
        None => starts_plain(context, count),
    }
}

/// Tells lines that begin paragraphs wherever they stand, and those that nothing goes on with.
fn stands_alone(context: &Context<'_>) -> bool {
    let Context { last, single, after_page, .. } = context;
    let line = context.line();
    let text = line.text.as_str();
    if line.blank_before > 1 && !*after_page {
        return true;
    }
    if shape::is_organ_line(&last.text) || shape::is_organ_line(text) || shape::is_closing(text) {
        return true;
    }
    // Labels of parts and annexes stand alone.
    if *single && shape::is_label_line(&last.text)
        || shape::annex_label(text).is_some()
        || shape::ends_clause(&last.text) && shape::part_label(text).is_some()
    {
        return true;
    }
    // A table of contents, or of figures: "Preamble ........ 3". And rows of a table: "| Section | Dollars |".
    last.text.contains(LEADER) || text.contains(LEADER) && !starts_lower(text) || text.starts_with('|')
}

/// Tells a beginning where a machine wrapped the lines: it breaks none that has room for the next word, and lets none
/// grow longer than the others.
fn is_proven(context: &Context<'_>, count: &Count) -> bool {
    let Context { last, single, room, after_page, .. } = context;
    let line = context.line();
    if !room.is_exact() || *after_page || goes_on(context.before(), line) {
        return false;
    }
    if *single && room.is_overlong(last) || room.is_overlong(line) {
        return true;
    }
    let lower = starts_lower(&line.text);
    if shape::ends_clause(&last.text) {
        return context.had_room() && (!lower || last.text.ends_with([';', '.', ':']));
    }
    // Names are kept together: "the Democratic / Republic", "of 14 / May 2002".
    let numbered = || Enumerator::at_start(&line.text).is_some_and(|(enumerator, _)| count.expects(&enumerator));
    context.had_ample_room() && (!lower || numbered())
}

fn starts_numbered(context: &Context<'_>, count: &Count, enumerator: &Enumerator, rest: &str) -> bool {
    let last = context.last;
    let ended = shape::ends_clause(&last.text);
    let expected = count.expects(enumerator);
    let titled = || {
        shape::is_title_like(&last.text) && Enumerator::at_start(&last.text).is_none() && known(&last.text).is_none()
    };
    match enumerator.kind {
        // "3. Decides" begins a paragraph after anything: a heading, a list of names, a lost full stop. So does a
        // number of a long count, the very next one, and the first one under a title, however long.
        EnumeratorKind::Number(number, _) => {
            let decides = || known(rest).is_some_and(|found| found.form == Form::Finite);
            let next = number > 1 && number == count.number + 1;
            let begins =
                expected && (ended || is_under_heading(context) || next || decides() || number == 1 && titled());
            !starts_lower(rest) && (begins || context.counted || ended && count.skips(number))
        }
        EnumeratorKind::Letter { .. } | EnumeratorKind::Roman(_) => expected && (ended || opens_list(last)),
        EnumeratorKind::Bullet => ended || is_under_heading(context) || is_bullet(last),
        EnumeratorKind::Decimal(_) => ended || is_under_heading(context) || titled() || count.counts_on(enumerator),
        EnumeratorKind::Bracketed(_) => ended,
    }
}

fn starts_plain(context: &Context<'_>, count: &Count) -> bool {
    let Context { last, .. } = context;
    let text = context.line().text.as_str();
    let lower = starts_lower(text);
    if is_under_heading(context) {
        return !lower;
    }
    // Notes at the foot of a page, which may end in mid-sentence.
    if shape::note_label(text).is_some_and(|(_, at)| notes::is_reference(&text[at..])) {
        return true;
    }
    if !shape::ends_clause(&last.text) {
        return is_bullet(last) && context.had_room();
    }
    let had_room = context.had_room();
    if !lower && let Some(found) = known(text) {
        return match found.form {
            // Parts have preambles of their own.
            Form::Participle => !count.operative || had_room || last.text.ends_with(','),
            Form::Finite => !count.operative || had_room || last.text.ends_with(';'),
        };
    }
    if is_bullet(last) && had_room {
        return true;
    }
    if !count.operative && !lower {
        // The last comma of a preamble, and a verb that nobody knows.
        let finite = || opening::opening(text).is_some_and(|found| found.form == Form::Finite);
        if text.starts_with("Having ") || had_room && finite() {
            return true;
        }
    }
    if begins_heading(context, count) || last.text.ends_with(['.', ';', ':']) && names_division(text) {
        return true;
    }
    // What goes on after a semicolon does so with a small letter, but for quotations.
    if !lower && last.text.ends_with(';') && !is_quoting(&last.text) {
        return true;
    }
    had_room && last.text.ends_with([';', '.', ':']) && (count.operative || !lower)
}

/// Tells whether the text before is a heading: short, without a mark, and its last line had room.
fn is_under_heading(context: &Context<'_>) -> bool {
    let Context { last, single, room, .. } = context;
    let had_room = (*single || room.is_exact()) && context.had_room() || context.had_ample_room();
    had_room
        && shape::is_heading_like(&last.text)
        && Enumerator::at_start(&last.text).is_none()
        && known(&last.text).is_none()
}

/// Tells the first line of a heading, after a finished paragraph: it has no mark at its end, and a number, or another
/// heading, comes next.
fn begins_heading(context: &Context<'_>, count: &Count) -> bool {
    let last = context.last;
    let Some(next) = context.lines.get(context.at + 1) else { return false };
    let text = context.line().text.as_str();
    if !shape::is_heading_like(text) {
        return false;
    }
    let number = Enumerator::at_start(&next.text).map(|(number, _)| number);
    let is_number = |wanted: u32| number.as_ref().is_some_and(|n| n.kind == EnumeratorKind::Number(wanted, 0));
    // The heading of the operative part stands between the last comma of the preamble and the first number.
    if !count.operative && is_number(1) {
        return true;
    }
    // A preamble may have headings too: what went on after a comma would end with one before the next participle.
    let participle = || known(&next.text).is_some_and(|found| found.form == Form::Participle);
    if !count.operative && last.text.ends_with(',') && participle() && !starts_lower(&next.text) {
        return true;
    }
    if !last.text.ends_with(['.', ';', ':']) {
        return false;
    }
    // Before the very next number a line without a mark can be nothing else: the paragraph before would have ended with one.
    if count.number > 0 && is_number(count.number + 1) || is_set_apart(context, count) {
        return true;
    }
    let expected = number.is_some_and(|number| count.expects(&number));
    context.had_room() && (expected || shape::is_heading_like(&next.text))
}

/// Tells a heading of up to three lines by the room that its last line left.
fn is_set_apart(context: &Context<'_>, count: &Count) -> bool {
    const MOST: usize = 3;
    let Context { lines, at, room, .. } = context;
    for (length, pair) in lines[*at..].windows(2).take(MOST).enumerate() {
        let [line, after] = pair else { return false };
        let first = length == 0;
        let plain = Enumerator::at_start(&line.text).is_none() && known(&line.text).is_none();
        if !plain || shape::ends_clause(&line.text) {
            return false;
        }
        let ends = if room.is_exact() {
            room.is_left(line, first, &after.text)
        } else {
            room.is_ample(line, first, &after.text)
        };
        if ends {
            let numbered = Enumerator::at_start(&after.text).is_some_and(|(number, _)| count.expects(&number));
            return numbered || !starts_lower(&after.text);
        }
    }
    false
}

/// Tells "Principle 2. To retain trust" and "Chapter II" from "Article 5 provides".
fn names_division(text: &str) -> bool {
    let number = text.split_whitespace().nth(1).unwrap_or_default();
    shape::names_division(text) && (shape::is_heading_like(text) || number.ends_with(['.', ':']))
}

fn is_bullet(block: &Block) -> bool {
    Enumerator::at_start(&block.text).is_some_and(|(e, _)| e.kind == EnumeratorKind::Bullet)
}

/// "(a)" may follow a chapeau that lost its colon.
fn opens_list(last: &Block) -> bool {
    last.text.ends_with(" to") || last.text.ends_with(" that") || last.text.ends_with(" by")
}

/// Tells whether a quotation is open at the end of a text.
fn is_quoting(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('“') > count('”') || count('"') % 2 == 1
}

/// Dots that lead from an entry to its page or figure.
const LEADER: &str = ".....";
