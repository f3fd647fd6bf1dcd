//! Printed lines to paragraphs.
//!
//! Three ways of printing are told apart by the lines themselves: one line a paragraph; wrapped lines with blank lines
//! between paragraphs; wrapped lines with nothing between them, where only the words and the width tell.

mod count;
mod dense;
mod room;

use super::enumerator::{Enumerator, EnumeratorKind};
use super::opening;
use super::shape;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::source::{Block, Mark};
use count::Count;
use room::Room;
use std::cell::LazyCell;
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
pub(super) fn join(lines: &[Block], dropped_before: &[bool], diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut starts = vec![0];
    let begins = |line: &Block| shape::is_organ_line(&line.text) || shape::annex_label(&line.text).is_some();
    starts.extend((1..lines.len()).filter(|&at| begins(&lines[at])));
    starts.push(lines.len());
    // Of all lines, where those of a zone are too few to tell.
    let whole = LazyCell::new(|| Room::of(lines));
    let mut joined = Vec::with_capacity(lines.len());
    for zone in starts.windows(2) {
        let zone_lines = &lines[zone[0]..zone[1]];
        let dropped = dropped_before.get(zone[0]..zone[1]).unwrap_or_default();
        let room = Room::of(zone_lines).or_else(|| whole.clone()).unwrap_or_else(|| Room::by_width(zone_lines));
        join_zone(zone_lines, dropped, &room, &mut joined, diagnostics);
    }
    joined
}

fn join_zone(
    lines: &[Block],
    dropped_before: &[bool],
    room: &Room,
    joined: &mut Vec<Block>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let print = print_of(lines);
    if print == Print::Dense
        && lines.len() > 3
        && let Some(first) = lines.first()
        && !diagnostics.iter().any(|d| d.kind == DiagnosticKind::ParagraphsInferred)
    {
        diagnostics.push(Diagnostic::new(DiagnosticKind::ParagraphsInferred, first.place, ""));
    }
    let numbered = lines.iter().any(|line| {
        Enumerator::at_start(&line.text).is_some_and(|(number, _)| number.kind == EnumeratorKind::Number(1, 0))
    });
    let counted = counted(lines);
    let mut count = Count::default();
    let mut single = true;
    for at in 0..lines.len() {
        let line = &lines[at];
        let starts = match joined.last() {
            Some(last) if at > 0 => {
                let after_page = dropped_before.get(at).copied() == Some(true);
                let context = Context { last, lines, at, single, room, counted: counted[at], after_page };
                match print {
                    _ if line.label.is_some() => true,
                    _ if goes_on_over_page(&context) => false,
                    Print::LineAParagraph => true,
                    Print::Spaced => starts_spaced(&context, &count),
                    Print::Dense => dense::starts(&context, &count),
                }
            }
            _ => true,
        };
        single = starts;
        count.see(line, starts, numbered);
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
    /// The paragraph before, as far as it was joined.
    last: &'l Block,
    lines: &'l [Block],
    /// Place of the line; there is one before it.
    at: usize,
    /// Whether the paragraph before consists of one line as yet.
    single: bool,
    room: &'l Room,
    /// Whether the number that the line begins with is one of a long count.
    counted: bool,
    after_page: bool,
}

impl<'l> Context<'l> {
    fn line(&self) -> &'l Block {
        &self.lines[self.at]
    }

    fn before(&self) -> &'l Block {
        &self.lines[self.at - 1]
    }

    /// Tells whether the line before had room for the first word of this one.
    fn had_room(&self) -> bool {
        !ends_in_figure(&self.before().text) && self.room.is_left(self.before(), self.single, &self.line().text)
    }

    /// Tells whether it had room for more than a name.
    fn had_ample_room(&self) -> bool {
        !ends_in_figure(&self.before().text) && self.room.is_ample(self.before(), self.single, &self.line().text)
    }
}

/// Tells a line that ends with what may be the mark of a note, glued to a word or standing after a comma: converted from
/// a PDF, lines break behind raised figures.
fn ends_in_figure(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = text.len() - before.len();
    let glued = before.ends_with(|c: char| c.is_alphabetic() || matches!(c, ',' | ';' | ')' | '”'));
    let apart = before.trim_end().ends_with([',', ';', ')', '”']);
    (1..=3).contains(&figures) && (glued || apart)
}

/// Gives the lines before the closing ones. What stands after those (lists of votes, notes) may be printed in another way.
fn before_closing(lines: &[Block]) -> &[Block] {
    let end = lines.iter().position(|line| shape::is_closing(&line.text)).filter(|&end| end > 0);
    &lines[..end.unwrap_or(lines.len())]
}

fn print_of(lines: &[Block]) -> Print {
    let lines = before_closing(lines);
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
    enumerated || !starts_lower(text) && opening::known(text).is_some()
}

/// Characters that no printed page holds in a line.
const LONGEST_PRINTED_LINE: usize = 132;

/// Tells a line that takes a sentence up again on a new page, be it after a comma.
fn goes_on_over_page(context: &Context<'_>) -> bool {
    let Context { last, after_page, .. } = context;
    *after_page && (is_continued(last, context.line()) || last.text.ends_with(',') && is_lower(context.line()))
}

/// Tells whether what stands after the end of a page goes on with the sentence before it.
pub(super) fn is_continued(before: &Block, after: &Block) -> bool {
    !shape::ends_clause(&before.text) && is_lower(after)
}

/// Tells a text that begins with a small letter and no enumerator.
fn is_lower(block: &Block) -> bool {
    let enumerated = block.label.is_some() || Enumerator::at_start(&block.text).is_some();
    starts_lower(&block.text) && !enumerated
}

fn starts_spaced(context: &Context<'_>, count: &Count) -> bool {
    let Context { last, single, after_page, .. } = context;
    let (before, line) = (context.before(), context.line());
    let is_whole = |text: &str| {
        shape::ends_clause(text) || shape::is_label_line(text) || shape::is_closing(text) || shape::is_date(text)
    };
    if *after_page && !is_whole(&last.text) {
        // A page ended in mid-sentence, unless something begins here that cannot be a continuation. Pages have margins of
        // their own: a first line is indented more than the next.
        let next = context.lines.get(context.at + 1).filter(|next| next.blank_before == 0);
        let begins = line.indent > next.unwrap_or(before).indent && !starts_lower(&line.text);
        return begins || shape::is_organ_line(&line.text);
    }
    if line.blank_before > 0 || shape::is_organ_line(&last.text) || shape::is_closing(&line.text) {
        return true;
    }
    // The date under "87th plenary meeting" is a line of its own.
    if shape::is_closing(&last.text) && shape::is_date(&line.text) {
        return true;
    }
    if before.text.chars().count() > LONGEST_PRINTED_LINE || line.text.chars().count() > LONGEST_PRINTED_LINE {
        return true;
    }
    if line.indent >= before.indent + 2 && shape::ends_clause(&last.text) {
        return true;
    }
    // Two paragraphs of one line each are indented alike.
    if *single
        && line.indent.abs_diff(before.indent) <= 1
        && shape::ends_clause(&last.text)
        && begins_surely(&line.text)
    {
        return true;
    }
    match Enumerator::at_start(&line.text) {
        // A list without marks ends where the count of paragraphs goes on.
        Some((found, _)) => {
            let after_item =
                || Enumerator::at_start(&last.text).is_some_and(|(item, _)| item.kind == EnumeratorKind::Bullet);
            count.expects(&found) && (shape::ends_clause(&last.text) || line.indent > before.indent || after_item())
        }
        None => {
            shape::starts_note(&line.text)
                && shape::ends_clause(&last.text)
                && (line.indent > before.indent || shape::starts_note(&last.text))
        }
    }
}

/// Length of what a printer does not break at the start of a line: a word, a date, a number with its year, a name with
/// its title.
fn unbreakable(text: &str) -> usize {
    let mut words = text.split_whitespace();
    let mut length = words.next().map_or(0, |word| word.chars().count());
    let first = &text[..text.find(char::is_whitespace).unwrap_or(text.len())];
    let more = if first.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        2
    } else if matches!(first, "Mr." | "Ms." | "Mrs." | "Sir" | "Dr." | "Judge" | "Article" | "Chapter" | "No.") {
        1
    } else {
        0
    };
    length += words.take(more).map(|word| 1 + word.chars().count()).sum::<usize>();
    length
}

fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Adds a line to a paragraph. A hyphen or dash at the end of the line stays, without a space after it: house style
/// hyphenates compounds only. A soft hyphen says that the word goes on; it goes when white space is folded.
pub(super) fn append(last: &mut Block, line: &Block) {
    let ends_in_hyphen = last.text.ends_with(['-', '‑', '/', '\u{ad}']) && !last.text.ends_with(" -");
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
    fn where_a_machine_wrapped_the_lines_room_at_the_end_of_one_is_proof() {
        let long =
            format!("1. Decides that {}be so;", "they who were there and heard it shall say that it shall ".repeat(20));
        let lines =
            format!("{}Visits to hills\nVisits take a day.\nGuides are paid, and\nfed,\nToo.\n", wrapped(&long));
        check(
            &lines,
            &[
                (Role::Operative, &long),
                (Role::Heading, "Visits to hills"),
                (Role::Operative, "Visits take a day."),
                (Role::Operative, "Guides are paid, and fed,"),
                (Role::Operative, "Too."),
            ],
        );
    }

    /// Breaks a text at 60 characters.
    fn wrapped(text: &str) -> String {
        let mut lines = String::new();
        let mut length = 0;
        for word in text.split(' ') {
            if length + 1 + word.len() > 60 {
                lines.push('\n');
                length = 0;
            } else if length > 0 {
                lines.push(' ');
                length += 1;
            }
            lines.push_str(word);
            length += word.len();
        }
        lines + "\n"
    }

    #[test]
    fn paragraphs_may_bear_the_names_that_negotiators_give_them() {
        check(
            "PP3. Noting the trees,\nPP3 bis. Noting the [bushes] [hedges],\nOP1. Takes note of the report;\n\
             OP2. [Urges] [Invites] all States to plant trees;\nOP2 alt. Invites all States to consider it;\n\
             OP3: Requests the Secretary-General to report.\n",
            &[
                (Role::Preambular, "PP3. Noting the trees,"),
                (Role::Preambular, "PP3 bis. Noting the [bushes] [hedges],"),
                (Role::Operative, "OP1. Takes note of the report;"),
                (Role::Operative, "OP2. [Urges] [Invites] all States to plant trees;"),
                (Role::Operative, "OP2 alt. Invites all States to consider it;"),
                (Role::Operative, "OP3: Requests the Secretary-General to report."),
            ],
        );
    }

    #[test]
    fn bullets_without_marks_end_before_the_next_number() {
        let text = "The Security Council,\n\n1.\tDecides:\n•\tto plant trees\n•\tto water them\n2.\tDecides to remain seized.\n\n\
                    Annex\nTrees\n";
        let paragraphs =
            parse(decode(text.as_bytes(), &DecodeOptions::default()).expect("text is read")).value.paragraphs;
        let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        let expected = ["Decides:", "to plant trees", "to water them", "Decides to remain seized.", "Annex", "Trees"];
        assert_eq!(texts[1..], expected);
    }

    #[test]
    fn goals_and_targets_count_on() {
        check(
            "1. Adopts the following goals and targets:\nGoal 1. Trees\n1.1 By 2030, plant trees in all of the places \
             that have none as yet\n1.2 By 2030, water them\n1.a Keep goats away from all of them as far as that is \
             possible\n2. Requests the Secretary-General to report.\n",
            &[
                (Role::Operative, "1. Adopts the following goals and targets:"),
                (Role::Heading, "Goal 1. Trees"),
                (Role::Operative, "1.1 By 2030, plant trees in all of the places that have none as yet"),
                (Role::Operative, "1.2 By 2030, water them"),
                (Role::Operative, "1.a Keep goats away from all of them as far as that is possible"),
                (Role::Operative, "2. Requests the Secretary-General to report."),
            ],
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
