//! Printed lines to paragraphs.
//!
//! Three ways of printing are told apart by the lines themselves: one line a paragraph; wrapped lines with blank lines
//! between paragraphs; wrapped lines with nothing between them, where only the words and the width tell.

use super::enumerator::{Enumerator, EnumeratorKind};
use super::opening::{self, Form};
use super::{notes, shape};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::source::{Block, Mark};
use std::collections::BTreeMap;

/// How a text is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Print {
    /// Each line is a paragraph.
    LineAParagraph,
    /// Blank lines, or indented first lines, stand between paragraphs.
    Spaced,
    /// Nothing stands between paragraphs.
    Dense,
}

/// Joins the lines of the body to paragraphs. `dropped_before` tells for each line whether furniture was taken out
/// before it (the end of a page, perhaps in mid-sentence). Annexes and parts may be printed in another way than the rest:
/// each zone is looked at by itself.
pub(super) fn join(lines: Vec<Block>, dropped_before: &[bool], diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut starts = vec![0];
    let begins = |line: &Block| shape::is_organ_line(&line.text) || shape::annex_label(&line.text).is_some();
    starts.extend((1..lines.len()).filter(|&at| begins(&lines[at])));
    starts.push(lines.len());
    let mut joined = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter();
    for zone in starts.windows(2) {
        let zone_lines: Vec<Block> = lines.by_ref().take(zone[1] - zone[0]).collect();
        let dropped = dropped_before.get(zone[0]..zone[1]).unwrap_or_default();
        join_zone(zone_lines, dropped, &mut joined, diagnostics);
    }
    joined
}

fn join_zone(lines: Vec<Block>, dropped_before: &[bool], joined: &mut Vec<Block>, diagnostics: &mut Vec<Diagnostic>) {
    let print = print_of(&lines);
    if print == Print::Dense
        && lines.len() > 3
        && let Some(first) = lines.first()
        && !diagnostics.iter().any(|d| d.kind == DiagnosticKind::ParagraphsInferred)
    {
        diagnostics.push(Diagnostic::new(DiagnosticKind::ParagraphsInferred, first.place, ""));
    }
    let width = width(&lines);
    let numbered = lines.iter().any(|line| {
        Enumerator::at_start(&line.text).is_some_and(|(number, _)| number.kind == EnumeratorKind::Number(1, 0))
    });
    let counted = counted(&lines);
    let mut state = State::default();
    // Length in characters and indent of the line before.
    let mut before = (0usize, 0u32);
    let mut single = true;
    for i in 0..lines.len() {
        let line = &lines[i];
        let next = lines.get(i + 1);
        let starts = match joined.last() {
            Some(last) if i > 0 => {
                let context = Context {
                    last,
                    line,
                    next,
                    before,
                    single,
                    width,
                    counted: counted[i],
                    after_page: dropped_before.get(i).copied() == Some(true),
                };
                match print {
                    Print::LineAParagraph => !continues_over_page(&context),
                    Print::Spaced => starts_spaced(&context, &state),
                    Print::Dense => starts_dense(&context, &state),
                }
            }
            _ => true,
        };
        before = (line.text.chars().count(), line.indent);
        single = starts;
        state.see(line, starts, numbered);
        if starts {
            joined.push(line.clone());
        } else if let Some(last) = joined.last_mut() {
            append(last, line);
        }
    }
}

/// Finds the lines whose numbers count on from one another. That "1.", "2.", "3." and "4." should begin lines in this order
/// by chance is out of the question.
fn counted(lines: &[Block]) -> Vec<bool> {
    const SURE: usize = 4;
    let number = |line: &Block| match Enumerator::at_start(&line.text)? {
        (Enumerator { kind: EnumeratorKind::Number(number, 0), .. }, taken) if !starts_lower(&line.text[taken..]) => {
            Some(number)
        }
        _ => None,
    };
    // For each number the last line that bears it, with the length of the count up to it.
    let mut seen: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = vec![None; lines.len()];
    let mut counted = vec![false; lines.len()];
    for (i, line) in lines.iter().enumerate() {
        let Some(number) = number(line) else { continue };
        let previous = number.checked_sub(1).and_then(|previous| seen.get(&previous).copied());
        before[i] = previous.map(|(at, _)| at);
        let length = previous.map_or(0, |(_, length)| length) + 1;
        seen.insert(number, (i, length));
        if length >= SURE {
            let mut at = Some(i);
            while let Some(i) = at.filter(|&i| !counted[i]) {
                counted[i] = true;
                at = before[i];
            }
        }
    }
    counted
}

/// What is known when the place of a line is decided.
struct Context<'l> {
    last: &'l Block,
    line: &'l Block,
    next: Option<&'l Block>,
    before: (usize, u32),
    /// Whether the paragraph before consists of one line as yet.
    single: bool,
    width: usize,
    /// Whether the number that the line begins with is one of a long count.
    counted: bool,
    after_page: bool,
}

/// What numbers are expected, and whether operative paragraphs have begun.
#[derive(Default)]
struct State {
    operative: bool,
    number: u32,
    letter: u32,
    roman: u32,
}

impl State {
    /// Takes note of a line; `numbered` tells whether operative paragraphs bear numbers, as a rule they do.
    fn see(&mut self, line: &Block, starts: bool, numbered: bool) {
        if !starts {
            return;
        }
        if shape::is_organ_line(&line.text) || shape::annex_label(&line.text).is_some() {
            *self = State::default();
        }
        match Enumerator::at_start(&line.text).map(|(e, _)| e.kind) {
            Some(EnumeratorKind::Number(n, _)) => {
                *self = State { operative: true, number: n, ..State::default() };
            }
            Some(EnumeratorKind::Letter { place, roman }) => {
                if roman == Some(self.roman + 1) && place != self.letter + 1 {
                    self.roman += 1;
                } else {
                    self.letter = place;
                    self.roman = 0;
                }
            }
            Some(EnumeratorKind::Roman(n)) => self.roman = n,
            Some(EnumeratorKind::Decimal(_) | EnumeratorKind::Bracketed(_) | EnumeratorKind::Bullet) | None => {}
        }
        if !self.operative
            && !numbered
            && opening::opening(&line.text).is_some_and(|f| f.form == Form::Finite && f.opening.known)
        {
            self.operative = true;
        }
    }

    /// Tells whether a number goes on with the count after one or two that were not told.
    fn skips(&self, number: u32) -> bool {
        self.number > 0 && (self.number + 2..=self.number + 3).contains(&number)
    }

    /// Tells whether an enumerator continues the count: the next number, the next letter, or the first of a list.
    fn expects(&self, enumerator: &Enumerator) -> bool {
        match enumerator.kind {
            EnumeratorKind::Number(n, again) => n == self.number + 1 || n == 1 || again > 0 && n == self.number,
            EnumeratorKind::Letter { place, roman } => {
                place == 1 || place == self.letter + 1 || roman == Some(1) || roman == Some(self.roman + 1)
            }
            EnumeratorKind::Roman(n) => n == self.roman + 1,
            EnumeratorKind::Decimal(_) | EnumeratorKind::Bracketed(_) | EnumeratorKind::Bullet => true,
        }
    }
}

fn print_of(lines: &[Block]) -> Print {
    // What stands after the closing lines (lists of votes, notes) may be printed in another way.
    let end = lines.iter().position(|line| shape::is_closing(&line.text)).filter(|&end| end > 0).unwrap_or(lines.len());
    let lines = &lines[..end];
    let lengths = lines.iter().map(|line| line.text.chars().count());
    let (all, long) = lengths.fold((0, 0), |(all, long), length| {
        (all + length, if length > LONGEST_PRINTED_LINE { long + length } else { long })
    });
    let count = lines.iter().filter(|line| line.text.chars().count() > LONGEST_PRINTED_LINE).count();
    let wrapped = lines
        .windows(2)
        .filter(|pair| pair[1].blank_before == 0 && !shape::ends_clause(&pair[0].text) && starts_lower(&pair[1].text))
        .count();
    if long * 5 >= all * 2 && wrapped < count.max(3) {
        return Print::LineAParagraph;
    }
    // Where a paragraph surely begins, look for space before it.
    let starts: Vec<bool> = lines
        .windows(2)
        .filter(|pair| shape::ends_clause(&pair[0].text) && begins_surely(&pair[1].text))
        .map(|pair| pair[1].blank_before > 0 || pair[1].indent >= pair[0].indent + 2)
        .collect();
    let spaced = starts.iter().filter(|spaced| **spaced).count();
    let blank = lines.iter().skip(1).filter(|line| line.blank_before > 0).count();
    if spaced * 2 >= starts.len().max(1) || starts.is_empty() && blank * 12 >= lines.len() {
        Print::Spaced
    } else {
        Print::Dense
    }
}

/// An enumerator or a known verb with a capital, after the end of a clause.
fn begins_surely(text: &str) -> bool {
    let enumerated = Enumerator::at_start(text).is_some_and(|(_, end)| !starts_lower(&text[end..]));
    enumerated || !starts_lower(text) && opening::opening(text).is_some_and(|found| found.opening.known)
}

/// Characters that no printed page holds in a line.
const LONGEST_PRINTED_LINE: usize = 132;

/// Length of a full line, in characters: the one that nine lines in ten do not exceed.
fn width(lines: &[Block]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

fn continues_over_page(context: &Context<'_>) -> bool {
    context.after_page && is_continued(context.last, context.line)
}

/// Tells whether what stands after the end of a page goes on with the sentence before it.
pub(super) fn is_continued(before: &Block, after: &Block) -> bool {
    let enumerated = after.label.is_some() || Enumerator::at_start(&after.text).is_some();
    !shape::ends_clause(&before.text) && starts_lower(&after.text) && !enumerated
}

fn starts_spaced(context: &Context<'_>, state: &State) -> bool {
    let Context { last, line, before, after_page, .. } = context;
    if *after_page && !shape::ends_clause(&last.text) && !shape::is_label_line(&last.text) {
        // A page ended in mid-sentence, unless something begins here that cannot be a continuation.
        let begins = line.indent > before.1 && !starts_lower(&line.text);
        return begins || shape::is_organ_line(&line.text);
    }
    if line.blank_before > 0 || shape::is_organ_line(&last.text) || shape::is_closing(&line.text) {
        return true;
    }
    // The date under "87th plenary meeting" is a line of its own.
    if shape::is_closing(&last.text) && shape::is_date(&line.text) {
        return true;
    }
    if before.0 > LONGEST_PRINTED_LINE || line.text.chars().count() > LONGEST_PRINTED_LINE {
        return true;
    }
    if line.indent >= before.1 + 2 && shape::ends_clause(&last.text) {
        return true;
    }
    match Enumerator::at_start(&line.text) {
        Some((found, _)) => state.expects(&found) && (shape::ends_clause(&last.text) || line.indent > before.1),
        None => {
            shape::starts_note(&line.text)
                && shape::ends_clause(&last.text)
                && (line.indent > before.1 || shape::starts_note(&last.text))
        }
    }
}

fn starts_dense(context: &Context<'_>, state: &State) -> bool {
    let Context { last, line, next, before, single, width, counted, after_page } = context;
    let text = line.text.as_str();
    if line.blank_before > 1 && !*after_page {
        return true;
    }
    if shape::is_organ_line(&last.text) || shape::is_organ_line(text) || shape::is_closing(text) {
        return true;
    }
    let ended = shape::ends_clause(&last.text);
    // Labels of parts and annexes stand alone.
    if *single && shape::is_label_line(&last.text) {
        return true;
    }
    if shape::annex_label(text).is_some() || ended && shape::part_label(text).is_some() {
        return true;
    }
    // A table of contents, or of figures: "Preamble ........ 3".
    if last.text.contains(LEADER) || text.contains(LEADER) && !starts_lower(text) {
        return true;
    }
    // A line that had room for the next word ended a paragraph.
    let had_room = before.0 + 1 + unbreakable(text) + 4 < *width;
    let opening = |text: &str| opening::opening(text).filter(|found| found.opening.known);
    let last_is_heading = *single
        && had_room
        && shape::is_heading_like(&last.text)
        && Enumerator::at_start(&last.text).is_none()
        && opening(&last.text).is_none();
    let titled = || {
        shape::is_title_like(&last.text) && Enumerator::at_start(&last.text).is_none() && opening(&last.text).is_none()
    };
    if let Some((enumerator, taken)) = Enumerator::at_start(text) {
        let expected = state.expects(&enumerator);
        return match enumerator.kind {
            // "3. Decides" begins a paragraph after anything: a heading, a list of names, a lost full stop. So does a
            // number of a long count, the very next one, and the first one under a title, however long.
            EnumeratorKind::Number(number, _) => {
                let decides = || opening(&text[taken..]).is_some_and(|found| found.form == Form::Finite);
                let next = number > 1 && number == state.number + 1;
                let begins = expected && (ended || last_is_heading || next || decides() || number == 1 && titled());
                !starts_lower(&text[taken..]) && (begins || *counted || ended && state.skips(number))
            }
            EnumeratorKind::Letter { .. } | EnumeratorKind::Roman(_) => expected && (ended || last_opens_list(last)),
            EnumeratorKind::Bullet => ended || last_is_heading || is_bullet(last),
            EnumeratorKind::Decimal(_) => ended || last_is_heading || titled(),
            EnumeratorKind::Bracketed(_) => ended,
        };
    }
    if last_is_heading {
        return !starts_lower(text);
    }
    // Notes at the foot of a page.
    if ended && shape::note_label(text).is_some_and(|(_, at)| notes::is_reference(&text[at..])) {
        return true;
    }
    if let Some(found) = opening(text)
        && !starts_lower(text)
        && ended
    {
        return match found.form {
            // Parts have preambles of their own: then the paragraph before opens with a participle too.
            Form::Participle => {
                let preamble = || opening(&last.text).is_some_and(|found| found.form == Form::Participle);
                !state.operative || had_room && last.text.ends_with(['.', ';']) || preamble()
            }
            Form::Finite => !state.operative || had_room,
        };
    }
    if is_bullet(last) && had_room {
        return true;
    }
    if !ended {
        return false;
    }
    // The last comma of a preamble, and a verb that nobody knows.
    let finite = || opening::opening(text).is_some_and(|found| found.form == Form::Finite);
    if !state.operative && had_room && !starts_lower(text) && finite() {
        return true;
    }
    if !state.operative && text.starts_with("Having ") {
        return true;
    }
    // The heading of the operative part stands between the last comma of the preamble and the first number.
    let first_number = || {
        let number = next.and_then(|next| Enumerator::at_start(&next.text));
        number.is_some_and(|(number, _)| number.kind == EnumeratorKind::Number(1, 0))
    };
    if !state.operative && had_room && shape::is_heading_like(text) && first_number() {
        return true;
    }
    // Headings stand between a finished paragraph and a number, or the next heading. Before the very next number a line
    // without a mark can be nothing else: the paragraph before would have ended with one.
    if last.text.ends_with(['.', ';', ':']) && shape::is_heading_like(text) {
        let number = next.and_then(|next| Enumerator::at_start(&next.text)).map(|(number, _)| number);
        let is_next = number.as_ref().is_some_and(|number| match number.kind {
            EnumeratorKind::Number(number, 0) => number > 1 && number == state.number + 1,
            _ => false,
        });
        let expected = number.is_some_and(|number| state.expects(&number));
        if is_next || had_room && (expected || next.is_some_and(|next| shape::is_heading_like(&next.text))) {
            return true;
        }
    }
    had_room && last.text.ends_with([';', '.', ':']) && (state.operative || !starts_lower(text))
}

/// Dots that lead from an entry to its page or figure.
const LEADER: &str = ".....";

/// Length of what a printer does not break at the start of a line: a word, a date, a number with its year, a name with
/// its title.
fn unbreakable(text: &str) -> usize {
    let mut words = text.split_whitespace();
    let mut length = words.next().map_or(0, |word| word.chars().count());
    let first = &text[..text.find(char::is_whitespace).unwrap_or(text.len())];
    let more = if first.bytes().all(|b| b.is_ascii_digit()) {
        2
    } else if matches!(first, "Mr." | "Ms." | "Mrs." | "Sir" | "Dr." | "Judge" | "Article" | "Chapter" | "No.") {
        1
    } else {
        0
    };
    length += words.take(more).map(|word| 1 + word.chars().count()).sum::<usize>();
    length
}

fn is_bullet(block: &Block) -> bool {
    Enumerator::at_start(&block.text).is_some_and(|(e, _)| e.kind == EnumeratorKind::Bullet)
}

/// "(a)" may follow a chapeau that lost its colon.
fn last_opens_list(last: &Block) -> bool {
    last.text.ends_with(" to") || last.text.ends_with(" that") || last.text.ends_with(" by")
}

fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Adds a line to a paragraph. A hyphen or dash at the end of the line stays, without a space after it: house style
/// hyphenates compounds only.
pub(super) fn append(last: &mut Block, line: &Block) {
    let ends_in_hyphen = last.text.ends_with(['-', '‑', '/']) && !last.text.ends_with(" -");
    if ends_in_hyphen && !starts_lower_connective(&line.text) && !ends_in_mark(&last.text, &line.text) {
        // "Secretary-" + "General"
    } else {
        last.text.push(' ');
    }
    let by = last.text.len();
    last.text.push_str(&line.text);
    last.italics.extend(line.italics.iter().map(|span| span.shifted(by)));
    last.marks.extend(line.marks.iter().map(|mark| Mark { at: mark.at + by, label: mark.label.clone() }));
}

/// Tells the mark of a note, "agenda, 9/", from a symbol that is cut: "resolution 54/" + "212".
fn ends_in_mark(last: &str, next: &str) -> bool {
    let word = last.rsplit(char::is_whitespace).next().unwrap_or_default();
    let label = word.strip_suffix('/').unwrap_or_default();
    (1..=3).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_digit())
        && !next.starts_with(|c: char| c.is_ascii_digit())
}

/// "short- and long-term" keeps its space.
fn starts_lower_connective(text: &str) -> bool {
    text.starts_with("and ") || text.starts_with("or ") || text.starts_with("to ")
}

#[cfg(test)]
mod tests {
    use crate::resolution::{Role, parse};
    use crate::source::{DecodeOptions, decode};

    /// Parses lines without space between paragraphs, after enough others to tell how they are printed.
    #[track_caller]
    fn check(lines: &str, expected: &[(Role, &str)]) {
        let head = "Resolution 9999 (2024)\nThe Security Council,\nRecalling all its previous resolutions on the question of places and of\n\
            their names,\nReaffirming the independence, sovereignty, unity and territorial integrity of\nall places,\n";
        let source = decode(format!("{head}{lines}").as_bytes(), &DecodeOptions::default()).expect("text is read");
        let paragraphs = parse(source).value.paragraphs;
        let found: Vec<(Role, String)> = paragraphs
            .iter()
            .skip(3)
            .map(|p| {
                (p.role, format!("{}{}", p.enumerator.as_deref().map_or(String::new(), |e| format!("{e} ")), p.text))
            })
            .collect();
        let found: Vec<(Role, &str)> = found.iter().map(|(role, text)| (*role, text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_heading_may_stand_between_preamble_and_first_number() {
        check(
            "Acting under Chapter VII of the Charter of the United Nations,\nMeasures\n\
             1. Decides to extend the mandate of the United Nations mission in all of the\nplaces until 31 January;\n\
             2. Requests the Secretary-General to report.\n",
            &[
                (Role::Preambular, "Acting under Chapter VII of the Charter of the United Nations,"),
                (Role::Heading, "Measures"),
                (
                    Role::Operative,
                    "1. Decides to extend the mandate of the United Nations mission in all of the places until 31 January;",
                ),
                (Role::Operative, "2. Requests the Secretary-General to report."),
            ],
        );
    }

    #[test]
    fn a_number_with_a_verb_begins_a_paragraph_after_a_list_of_names() {
        check(
            "1. Decides to extend the term of office of the following judges of the tribunal:\n\
             – Carmel Borg (Malta)\n– Ono Kwon (Japan)\n313-40626\n\
             2. Requests the Secretary-General to report.\n",
            &[
                (Role::Operative, "1. Decides to extend the term of office of the following judges of the tribunal:"),
                (Role::Subparagraph, "– Carmel Borg (Malta)"),
                (Role::Subparagraph, "– Ono Kwon (Japan)"),
                (Role::Operative, "2. Requests the Secretary-General to report."),
            ],
        );
    }

    #[test]
    fn numbers_that_count_on_begin_paragraphs_whatever_stands_before() {
        check(
            "1. Decides to plant trees in all of the places that are named in the list of\nplaces;\n\
             Care of the trees in years without any rain, and in those with far too much\n\
             2. Trees shall be watered;\n3. Names of those who water them shall be kept by the\nSecretary-General\n\
             4. Fruit is for all;\nTables of fruit ..... 3\n5. Requests the Secretary-General to report.\n",
            &[
                (
                    Role::Operative,
                    "1. Decides to plant trees in all of the places that are named in the list of places;",
                ),
                (Role::Heading, "Care of the trees in years without any rain, and in those with far too much"),
                (Role::Operative, "2. Trees shall be watered;"),
                (Role::Operative, "3. Names of those who water them shall be kept by the Secretary-General"),
                (Role::Operative, "4. Fruit is for all;"),
                (Role::Heading, "Tables of fruit ..... 3"),
                (Role::Operative, "5. Requests the Secretary-General to report."),
            ],
        );
        // A single number at the start of a line is none of a count.
        check(
            "1. Decides to act as is said in chapter\n3. Nothing else shall be done in any of the places;\n",
            &[(
                Role::Operative,
                "1. Decides to act as is said in chapter 3. Nothing else shall be done in any of the places;",
            )],
        );
    }

    #[test]
    fn a_finite_verb_in_the_preamble_does_not_end_it() {
        check(
            "Welcomes the letter from the Prime Minister in which he says what is to be said,\n\
             Recognizing the significant role of the fund,\nHaving surveyed the measures,\n1. Decides to remain seized of the matter.\n",
            &[
                (Role::Preambular, "Welcomes the letter from the Prime Minister in which he says what is to be said,"),
                (Role::Preambular, "Recognizing the significant role of the fund,"),
                (Role::Preambular, "Having surveyed the measures,"),
                (Role::Operative, "1. Decides to remain seized of the matter."),
            ],
        );
    }
}
