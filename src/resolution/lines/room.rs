//! Printed lines to whether a line had room for the word that begins the next one.
//!
//! Where it had, somebody ended the line on purpose: a paragraph, an item, a heading ends there. How much a line holds is
//! learnt from the lines that surely go on in the next one. Where a machine wrapped the text, no such line ever had room,
//! and then a line with room is proof; in print the lines are uneven, and it is a hint.

use super::super::enumerator::{Enumerator, EnumeratorKind};
use super::super::shape;
use super::begins_surely;
use crate::source::Block;

/// What the lines of a text hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Room {
    /// For each kind of line the characters that a line with its next word takes at the least if it is full.
    full: [usize; KINDS],
    /// Characters of the longest line that goes on, where a machine wrapped the text.
    longest: Option<usize>,
}

/// Says what indent a line may have had: indents are lost, but not the room that they took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A line inside a paragraph.
    Inside,
    /// The first line of a paragraph without number.
    Plain,
    /// The first line of a numbered paragraph.
    Numbered,
    /// The first line of an item.
    Item,
}

const KINDS: usize = 4;

impl Kind {
    fn of(line: &Block, first: bool) -> Kind {
        if !first {
            return Kind::Inside;
        }
        match Enumerator::at_start(&line.text).map(|(enumerator, _)| enumerator.kind) {
            Some(EnumeratorKind::Number(..) | EnumeratorKind::Decimal(_)) => Kind::Numbered,
            Some(_) => Kind::Item,
            None => Kind::Plain,
        }
    }
}

/// Numbers in ascending order. One line in fifty may be set otherwise than the rest: the extremes leave it out.
struct Sample(Vec<usize>);

impl Sample {
    fn of(mut numbers: Vec<usize>) -> Sample {
        numbers.sort_unstable();
        Sample(numbers)
    }

    /// The least number; of a few somewhat less, since the least of all was perhaps not seen.
    fn least(&self) -> Option<usize> {
        let unseen = 16 / self.0.len().max(1);
        self.0.get(self.0.len() / 50).map(|least| least.saturating_sub(unseen))
    }

    fn most(&self) -> Option<usize> {
        self.0.iter().rev().nth(self.0.len() / 50).copied()
    }
}

impl Room {
    /// Learns from lines; nothing where too few of them go on.
    pub(super) fn of(lines: &[Block]) -> Option<Room> {
        const FEWEST: usize = 8;
        let lines = super::before_closing(lines);
        let mut wanted: [Vec<usize>; KINDS] = Default::default();
        let mut lengths = Vec::new();
        for at in 0..lines.len().saturating_sub(1) {
            if goes_on(&lines[at], &lines[at + 1])
                && let Some(kind) = known_kind(lines, at)
            {
                wanted[kind as usize].push(wanted_by(&lines[at], &lines[at + 1].text));
                if kind == Kind::Inside {
                    lengths.push(lines[at].text.chars().count());
                }
            }
        }
        let [inside, plain, numbered, item] = wanted.map(Sample::of);
        let full = inside.least().filter(|_| inside.0.len() >= FEWEST)?;
        let first = |sample: Sample| match sample.least() {
            Some(least) if sample.0.len() >= FEWEST => least.min(full),
            _ => full.saturating_sub(DEEPEST),
        };
        let never_less = inside.0[inside.0.len() / 100];
        let longest = Sample::of(lengths).most().filter(|&longest| longest < never_less && inside.0.len() >= SURE);
        Some(Room { full: [full, first(plain), first(numbered), first(item)], longest })
    }

    /// Guesses from the lengths of lines alone: nine in ten do not exceed a full one.
    pub(super) fn by_width(lines: &[Block]) -> Room {
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
        lengths.sort_unstable();
        let width = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0);
        Room { full: [width.saturating_sub(4); KINDS], longest: None }
    }

    /// Tells whether a line had room for the word that begins the next.
    pub(super) fn is_left(&self, line: &Block, first: bool, next: &str) -> bool {
        wanted_by(line, next) < self.full[Kind::of(line, first) as usize]
    }

    /// Tells whether a line had room for more than a word.
    pub(super) fn is_ample(&self, line: &Block, first: bool, next: &str) -> bool {
        wanted_by(line, next) + AMPLE < self.full[Kind::of(line, first) as usize]
    }

    /// Tells whether a machine wrapped the text.
    pub(super) fn is_exact(&self) -> bool {
        self.longest.is_some()
    }

    /// Tells a line that is longer than those that a machine wrapped: a paragraph or heading in itself.
    pub(super) fn is_overlong(&self, line: &Block) -> bool {
        self.longest.is_some_and(|longest| line.text.chars().count() > longest + SLACK)
    }
}

/// Characters of room that no name kept in one piece explains.
const AMPLE: usize = 12;

/// Characters by which a line may be longer than the longest one seen to go on.
const SLACK: usize = 2;

/// Columns of the deepest indent of a first line that is reckoned with.
const DEEPEST: usize = 12;

/// Lines inside paragraphs that must agree before they count as wrapped by a machine.
const SURE: usize = 16;

/// Counts the characters of a line with a space and the word that begins the next.
fn wanted_by(line: &Block, next: &str) -> usize {
    line.text.chars().count() + 1 + super::unbreakable(next)
}

/// Tells that a paragraph surely goes on from one line to the next.
pub(super) fn goes_on(line: &Block, next: &Block) -> bool {
    next.blank_before == 0
        && !shape::ends_clause(&line.text)
        && !super::ends_in_figure(&line.text)
        && next.text.starts_with(char::is_lowercase)
        && Enumerator::at_start(&next.text).is_none()
}

/// Gives the kind of a line where it is beyond doubt.
fn known_kind(lines: &[Block], at: usize) -> Option<Kind> {
    let line = &lines[at];
    let before = at.checked_sub(1).map(|before| &lines[before]);
    match before {
        Some(before) if goes_on(before, line) => Some(Kind::Inside),
        _ => begins_surely(&line.text).then(|| Kind::of(line, true)),
    }
}
