//! Lines taken from pages to lines without what stood around the text: running heads that repeat the title, and notes
//! under a rule, whose labels may stand on lines of their own. Numbers that do are put before their paragraphs.
//!
//! So come texts that were copied from a PDF, or converted by a program that knows nothing of notes.

use super::enumerator::Enumerator;
use super::front::number_and_title;
use super::{furniture, notes, shape};
use crate::source::{Block, Furniture, FurnitureKind, Note};

/// Takes running heads and notes out of the lines; page numbers, symbols and rules stay, and show where pages ended.
pub(super) fn take_out(blocks: Vec<Block>, dropped: &mut Vec<Furniture>) -> (Vec<Block>, Vec<Note>) {
    let Some(organ) = blocks.iter().position(|block| shape::is_organ_line(&block.text)) else {
        return (blocks, Vec::new());
    };
    let title = title(&blocks[..organ]);
    let mut lines = Vec::with_capacity(blocks.len());
    for (i, block) in blocks.into_iter().enumerate() {
        if i < organ { lines.push(block) } else { take_apart(block, &title, &mut lines) }
    }
    let kinds: Vec<Option<FurnitureKind>> = lines.iter().map(|line| furniture::kind(&line.text)).collect();
    let heads = heads(&lines, organ, &title, &kinds);
    let notes = notes(&lines, organ, &heads, &kinds);
    let mut kept: Vec<Block> = Vec::with_capacity(lines.len());
    for (i, line) in lines.into_iter().enumerate() {
        if let Some(number) = kept.last_mut().filter(|last| stands_alone(last, &line)) {
            number.text.push('\t');
            number.text.push_str(&line.text);
        } else if heads[i] {
            dropped.push(Furniture { kind: FurnitureKind::PageHeader, text: line.text, place: line.place });
        } else if !notes.lines[i] {
            kept.push(line);
        }
    }
    (kept, notes.notes)
}

/// Tells a number or letter alone on its line, before the text that it numbers.
fn stands_alone(number: &Block, text: &Block) -> bool {
    /// Bytes that a number or letter takes at the most.
    const LONGEST: usize = 64;
    let enumerator = |block: &Block| Enumerator::at_start(&block.text);
    number.text.len() <= LONGEST
        && enumerator(number).is_some_and(|(_, taken)| taken == number.text.len())
        && enumerator(text).is_none()
        && text.text.starts_with(char::is_alphabetic)
        && !shape::is_label_line(&text.text)
}

/// The letters of the title, which is the last thing before the organ line; empty where it has no number.
fn title(front: &[Block]) -> String {
    let numbered = |block: &Block| {
        number_and_title(block.text.trim()).filter(|(number, _)| number.contains(['/', '('])).map(|(_, title)| title)
    };
    let found = front.iter().enumerate().rev().find_map(|(i, block)| Some((i, numbered(block)?)));
    let Some((at, first)) = found else { return String::new() };
    front[at + 1..].iter().fold(letters(&first), |title, block| title + &letters(&block.text))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Takes the letters of a text from the beginning of others; nothing where these go on otherwise.
fn strip_letters<'t>(others: &'t str, text: &str) -> Option<&'t str> {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    let mut rest = others.chars();
    letters.all(|letter| rest.next() == Some(letter)).then_some(rest.as_str())
}

/// Tells what a page prints beside its text: a symbol, a number, a job number. A note that is a symbol ends with a full
/// stop.
fn is_edge(text: &str) -> bool {
    is_edge_of_kind(text, furniture::kind(text))
}

/// Tells the same of a text whose kind is known.
fn is_edge_of_kind(text: &str, kind: Option<FurnitureKind>) -> bool {
    kind.is_some_and(|kind| kind != FurnitureKind::Rule) || furniture::is_symbol_line(text) && !text.ends_with('.')
}

/// Takes a line apart that holds a symbol or page number beside other text, far apart from it or beside the title.
fn take_apart(block: Block, title: &str, lines: &mut Vec<Block>) {
    const GAP: &str = "   ";
    let text = block.text.trim();
    let in_title = |text: &str| {
        let letters = letters(text);
        letters.len() >= 8 && title.contains(&letters)
    };
    // Two spaces are told sooner than three, and few lines have even those.
    let gap = text.contains("  ").then(|| text.split_once(GAP)).flatten();
    let gap = gap.map(|(left, right)| (left.trim(), right.trim()));
    let apart = || gap.filter(|(left, right)| is_edge(left) || is_edge(right));
    let before = || {
        let (edge, rest) = text.split_once(' ').filter(|(edge, rest)| is_edge(edge) && in_title(rest))?;
        Some((edge, rest.trim()))
    };
    let behind = || {
        let (rest, edge) = text.rsplit_once(' ').filter(|(rest, edge)| is_edge(edge) && in_title(rest))?;
        Some((rest.trim(), edge))
    };
    let parts = apart().or_else(before).or_else(behind).filter(|_| !is_edge(text));
    match parts {
        Some((left, right)) => {
            let right = Block { text: right.to_owned(), blank_before: 0, ..block.clone() };
            lines.push(Block { text: left.to_owned(), ..block.clone() });
            lines.push(right);
        }
        None => lines.push(block),
    }
}

/// Finds running heads: the whole title, in one or more lines, beside the edge of a page.
fn heads(lines: &[Block], organ: usize, title: &str, kinds: &[Option<FurnitureKind>]) -> Vec<bool> {
    const MOST_LINES: usize = 6;
    let mut heads = vec![false; lines.len()];
    if title.is_empty() {
        return heads;
    }
    let edges: Vec<bool> = lines.iter().zip(kinds).map(|(line, kind)| is_edge_of_kind(&line.text, *kind)).collect();
    let mut at = organ;
    while at < lines.len() {
        let mut rest = title;
        let mut length = None;
        for (i, line) in lines[at..].iter().take(MOST_LINES).enumerate() {
            // A symbol may stand between the lines of the head, on the other side of the page.
            if !edges[at + i] {
                // The label of a note has no letters that the title could lack.
                let left = strip_letters(rest, &line.text).filter(|_| !is_label(line.text.trim()));
                let Some(left) = left else { break };
                rest = left;
            }
            if rest.is_empty() {
                length = Some(i);
                break;
            }
        }
        let end = length.map_or(at, |length| at + length + 1);
        // The line before the head, those of the head, and the line after it.
        if end > at && edges[at - 1..edges.len().min(end + 1)].contains(&true) {
            heads[at..end].iter_mut().zip(&edges[at..end]).for_each(|(head, edge)| *head = !edge);
            at = end;
        } else {
            at += 1;
        }
    }
    heads
}

/// Notes that were found, and the lines that they took.
struct Found {
    notes: Vec<Note>,
    lines: Vec<bool>,
}

/// Finds the notes at the foot of each page: they stand under a rule.
fn notes(lines: &[Block], organ: usize, heads: &[bool], kinds: &[Option<FurnitureKind>]) -> Found {
    let mut found = Found { notes: Vec::new(), lines: vec![false; lines.len()] };
    for (at, kind) in kinds.iter().enumerate().skip(organ) {
        if *kind != Some(FurnitureKind::Rule) {
            continue;
        }
        let last = found.notes.last().and_then(|note| note.label.parse().ok()).unwrap_or(0);
        let in_order = || Foot::read(lines, at + 1, heads).finish(last);
        if let Some((notes, taken)) = Scattered::default().read(lines, at + 1, heads, last).or_else(in_order) {
            found.notes.extend(notes);
            taken.into_iter().for_each(|line| found.lines[line] = true);
        }
    }
    found
}

/// The notes at the foot of one page, as far as they were read.
#[derive(Default)]
struct Foot {
    notes: Vec<Note>,
    /// A label whose note has not come yet.
    pending: Option<String>,
    taken: Vec<usize>,
}

impl Foot {
    fn read(lines: &[Block], start: usize, heads: &[bool]) -> Foot {
        let mut foot = Foot::default();
        let mut apart = false;
        for (at, line) in lines.iter().enumerate().skip(start) {
            let text = line.text.trim();
            if heads[at] || is_edge(text) {
                // Some programs print the edge of the page between a label and its note.
                if foot.pending.is_some() && !foot.lacks_label() || foot.taken.is_empty() {
                    continue;
                }
                break;
            }
            let goes_on = is_label(text) || shape::note_label(text).is_some() || foot.pending.is_some();
            let set_off = line.blank_before > 0 && !foot.notes.is_empty() && !goes_on;
            // The text proper goes on after the notes.
            let is_text = || shape::is_closing(text) || notes::begins_paragraph(text);
            if furniture::kind(text).is_some() || set_off || is_text() {
                break;
            }
            if is_label(text) {
                apart = true;
                // The label of the first note, printed last.
                let late = foot.pending.is_some();
                if late {
                    break;
                }
                foot.pending = Some(text.to_owned());
            } else if let Some(label) = foot.pending.take() {
                foot.notes.push(Note { label, text: text.to_owned(), place: line.place });
            } else if let Some((label, at)) = shape::note_label(text).filter(|_| !apart) {
                let text = text[at..].trim().to_owned();
                foot.notes.push(Note { label: label.to_owned(), text, place: line.place });
            } else if let Some(note) = foot.notes.last_mut() {
                note.text.push(' ');
                note.text.push_str(text);
            } else {
                foot.notes.push(Note { label: String::new(), text: text.to_owned(), place: line.place });
            }
            foot.taken.push(at);
        }
        foot
    }

    fn lacks_label(&self) -> bool {
        self.notes.first().is_some_and(|note| note.label.is_empty())
    }

    /// Gives the notes and their lines, if all have labels and these go up from the last one before.
    fn finish(mut self, last: u32) -> Option<(Vec<Note>, Vec<usize>)> {
        if self.lacks_label() {
            self.notes[0].label = self.pending.take()?;
        }
        let labels: Option<Vec<u32>> = self.notes.iter().map(|note| note.label.parse().ok()).collect();
        let labels = labels.filter(|labels| !labels.is_empty() && self.pending.is_none())?;
        let in_order = labels.windows(2).all(|pair| pair[0] < pair[1]) && labels[0] > last;
        in_order.then_some((self.notes, self.taken))
    }
}

/// The foot of a page from which a program took the labels apart from the notes: some stand before their notes, others
/// behind all of them, or beside the edge of the page. The notes are in order, and the labels count them.
#[derive(Default)]
struct Scattered {
    labels: Vec<u32>,
    /// Lines of the notes, and whether a label stood before each.
    texts: Vec<(usize, bool)>,
    taken: Vec<usize>,
}

impl Scattered {
    /// Reads as far as the edge of the page behind which there is a note for each label; `last` is the label before them.
    fn read(mut self, lines: &[Block], start: usize, heads: &[bool], last: u32) -> Option<(Vec<Note>, Vec<usize>)> {
        const MOST_LINES: usize = 120;
        let mut after_label = true;
        for (at, line) in lines.iter().enumerate().skip(start).take(MOST_LINES) {
            let text = line.text.trim();
            if heads[at] {
                return None;
            } else if is_edge(text) {
                if let Some(notes) = self.notes(lines, last) {
                    return Some((notes, self.taken));
                }
                continue;
            } else if furniture::kind(text).is_some() || shape::is_closing(text) || notes::begins_paragraph(text) {
                return None;
            }
            match text.parse().ok().filter(|_| is_label(text)) {
                Some(label) => self.labels.push(label),
                None => self.texts.push((at, after_label)),
            }
            after_label = is_label(text);
            self.taken.push(at);
        }
        None
    }

    /// Cuts the lines into as many notes as there are labels, if these count on.
    fn notes(&self, lines: &[Block], last: u32) -> Option<Vec<Note>> {
        let mut labels = self.labels.clone();
        labels.sort_unstable();
        let counted =
            labels.first().is_some_and(|first| *first > last) && labels.windows(2).all(|two| two[0] + 1 == two[1]);
        let text = |at: usize| lines[at].text.trim();
        let ended = |i: usize| i == 0 || text(self.texts[i - 1].0).ends_with('.');
        // What surely begins a note, what does by its words, and what may.
        let cuts: [&dyn Fn(usize) -> bool; 3] = [
            &|i| self.texts[i].1,
            &|i| self.texts[i].1 || ended(i) && notes::is_reference(text(self.texts[i].0)),
            &|i| self.texts[i].1 || ended(i) && text(self.texts[i].0).starts_with(char::is_uppercase),
        ];
        let count = |begins: &dyn Fn(usize) -> bool| (0..self.texts.len()).filter(|&i| begins(i)).count();
        let begins = cuts.into_iter().find(|begins| counted && count(*begins) == labels.len())?;
        let mut found: Vec<Note> = Vec::new();
        let mut labels = labels.iter();
        for (i, &(at, _)) in self.texts.iter().enumerate() {
            match found.last_mut().filter(|_| !begins(i)) {
                Some(note) => {
                    note.text.push(' ');
                    note.text.push_str(text(at));
                }
                None => {
                    let label = labels.next()?.to_string();
                    found.push(Note { label, text: text(at).to_owned(), place: lines[at].place });
                }
            }
        }
        Some(found)
    }
}

/// Tells the label of a note on a line of its own.
fn is_label(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes the pages of a text apart, behind a first page with the title "Trees of the hills"; gives what is left, and
    /// the notes.
    #[track_caller]
    fn check(pages: &str, expected: &[&str], expected_notes: &[&str]) {
        let text = format!("A/RES/99/1\n99/1. Trees\nof the hills\nThe General Assembly,\n{pages}");
        let mut dropped = Vec::new();
        let (lines, notes) = take_out(crate::source::lines_of(&text), &mut dropped);
        let lines: Vec<&str> = lines.iter().skip(4).map(|line| line.text.as_str()).collect();
        let notes: Vec<String> = notes.iter().map(|note| format!("{} {}", note.label, note.text)).collect();
        assert_eq!(lines, expected);
        assert_eq!(notes, expected_notes);
    }

    #[test]
    fn heads_repeat_the_title_beside_the_edge_of_a_page() {
        check(
            "Noting the growth of\nA/RES/99/1\nTrees of\nthe hills\n2/3 99-12345\ntrees,\nTrees of the hills A/RES/99/1\n\
             99-12345 3/3\n1. Decides to act.\nTrees of the hills",
            &[
                "Noting the growth of",
                "A/RES/99/1",
                "2/3 99-12345",
                "trees,",
                "A/RES/99/1",
                "99-12345 3/3",
                "1. Decides to act.",
                // Nothing shows that a page ended here.
                "Trees of the hills",
            ],
            &[],
        );
        check(
            "Noting trees of\n          Trees of the\nA/RES/99/1                hills\nall kinds,",
            &["Noting trees of", "A/RES/99/1", "all kinds,"],
            &[],
        );
    }

    #[test]
    fn notes_stand_under_a_rule() {
        let text = ["Noting the report1 on", "_____", "trees,2"];
        let rest = |at: usize| [text[0], text[1], "99-12345", text[2]][at];
        let left = [rest(0), rest(1), rest(2), rest(3)];
        for foot in [
            "1\nA/99/2.\n2\nIbid., annex,\nin part.\n99-12345",
            "A/99/2.\n2\nIbid., annex, in part.\n1\n99-12345",
            "1 A/99/2.\n2 Ibid., annex, in part.\n99-12345",
        ] {
            check(
                &format!("{}\n{}\n{foot}\n{}", text[0], text[1], text[2]),
                &left,
                &["1 A/99/2.", "2 Ibid., annex, in part."],
            );
        }
        // Some programs print the edge of the page between a label and its note.
        check("trees,\n_____\n1\n\n2/3\n\nA/99/2.\n99-12345", &["trees,", "_____", "2/3", "99-12345"], &["1 A/99/2."]);
        // Others print labels behind the notes, or beside the edge of the page.
        for foot in [
            "A/99/2.\nIbid., annex,\nin part.\n1\n2\n99-12345",
            "1\n2\n\n99-12345\n\nA/99/2.\nIbid., annex,\nin part.\n2/3",
        ] {
            let edges: Vec<&str> = foot.lines().filter(|line| is_edge(line)).collect();
            let kept = [&[left[0], left[1]][..], &edges, &[left[3]]].concat();
            let notes = ["1 A/99/2.", "2 Ibid., annex, in part."];
            check(&format!("{}\n{}\n{foot}\n{}", text[0], text[1], text[2]), &kept, &notes);
        }
        check(
            "trees,\n_____\nA/99/2.\n2\nIbid.\n1\n99-12345\nTrees of the hills\nall kinds,",
            &["trees,", "_____", "99-12345", "all kinds,"],
            &["1 A/99/2.", "2 Ibid."],
        );
        // Under other rules stands text.
        for text in ["trees,\n_____\nNoting others,", "trees,\n_____\n2\nIbid.\n1\nA/99/2."] {
            check(text, &text.lines().collect::<Vec<_>>(), &[]);
        }
    }

    #[test]
    fn numbers_alone_are_put_before_their_paragraphs() {
        check(
            "1.\n\nDecides to act;\n(a)\nAt home;\n2.\n(a) Abroad;",
            &["1.\tDecides to act;", "(a)\tAt home;", "2.", "(a) Abroad;"],
            &[],
        );
    }
}
