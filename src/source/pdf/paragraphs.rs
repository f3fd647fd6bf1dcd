//! Lines in reading order to paragraphs: by the space between them, their indents, and whether a line was full.

use super::lines::Line;
use super::words::{Join, Words};
use crate::diagnostic::Place;
use crate::source::{Block, Mark};
use std::collections::BTreeMap;

/// A step between base lines of this many times the usual one parts paragraphs.
const PARTED: f32 = 1.25;
/// An indent of this part of the size is one.
const INDENT: f32 = 0.9;
/// Room left at a line's end, in parts of the size: the next word would well have fitted; it would clearly have.
const ROOM: f32 = 0.5;
const MUCH_ROOM: f32 = 4.0;
/// An indent of so many times the size is no indent of a text.
const FAR: f32 = 15.0;
/// Sizes that differ by more than this part belong to different paragraphs.
const OTHER_SIZE: f32 = 0.08;

/// Holds the measures of the text at large.
#[derive(Debug)]
struct Measures {
    /// Step between base lines inside paragraphs, as a part of the size.
    step: f32,
    /// Left side of wrapped lines by column.
    left: BTreeMap<u32, f32>,
    /// Right side of full lines by column.
    right: BTreeMap<u32, f32>,
    /// Paragraphs begin with an indent.
    indented: bool,
    /// Paragraphs begin with words in italics.
    italic: bool,
}

/// Joins lines to paragraphs.
pub(super) fn join(lines: &[Line], words: &Words) -> Vec<Block> {
    let measures = measure(lines);
    let rights = local_rights(lines, &measures);
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for index in 1..=lines.len() {
        if index == lines.len() || parts(lines, &rights, start, index, &measures) {
            let above = start.checked_sub(1).map(|above| &lines[above]);
            blocks.push(block(&lines[start..index], above, &measures, words));
            start = index;
        }
    }
    blocks
}

fn measure(lines: &[Line]) -> Measures {
    let mut steps: BTreeMap<i32, usize> = BTreeMap::new();
    let mut lefts: BTreeMap<(u32, i32), usize> = BTreeMap::new();
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        if below.page == above.page && below.column == above.column && alike(above, below) {
            let step = (below.y - above.y) / below.size;
            if (0.8..2.6).contains(&step) {
                *steps.entry((step * 50.0).round() as i32).or_default() += 1;
            }
        }
        *lefts.entry((below.column, below.x.round() as i32)).or_default() += below.text.len();
    }
    let most = |counts: &BTreeMap<i32, usize>| {
        // The narrowest step that occurs often is that inside paragraphs, even where most paragraphs have one line.
        let all: usize = counts.values().sum();
        counts.iter().find(|(_, count)| **count * 6 >= all).map(|(step, _)| *step)
    };
    let step = most(&steps).map_or(1.2, |step| step as f32 / 50.0);
    let mut left = BTreeMap::new();
    let mut right = BTreeMap::new();
    for column in 0..=1 {
        let common = lefts.iter().filter(|((c, _), _)| *c == column).max_by_key(|(_, count)| **count);
        if let Some(((_, x), _)) = common {
            left.insert(column, *x as f32);
        }
        // Tables may be wider than the text.
        let text = |line: &&Line| line.column == column && !line.row;
        let mut ends: Vec<f32> = lines.iter().filter(text).map(|line| line.end).collect();
        ends.sort_by(f32::total_cmp);
        // The longest few lines may stand out: tables, titles of the masthead.
        let full = ends.len().saturating_sub(1 + ends.len() / 50);
        if let Some(&end) = ends.get(full) {
            right.insert(column, end);
        }
    }
    let mut measures = Measures { step, left, right, indented: false, italic: false };
    let mut first_lines = (0, 0);
    let mut italic = 0;
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        if same_flow(above, below) && gap(above, below, &measures) > PARTED && !below.bold {
            first_lines.0 += usize::from(below.x > measures.left_of(below) + INDENT * below.size);
            first_lines.1 += 1;
            italic += usize::from(opens_in_italics(below));
        }
    }
    measures.italic = italic * 3 > first_lines.1;
    measures.indented = first_lines.0 * 2 > first_lines.1 || first_lines.1 == 0;
    measures
}

impl Measures {
    fn left_of(&self, line: &Line) -> f32 {
        self.left.get(&line.column).copied().unwrap_or(line.x)
    }
}

/// The right side that full lines near each line reach: an indented passage is narrower than the page.
fn local_rights(lines: &[Line], measures: &Measures) -> Vec<f32> {
    let mut rights = Vec::with_capacity(lines.len());
    let mut start = 0;
    for index in 1..=lines.len() {
        let goes_on = index < lines.len()
            && same_flow(&lines[index - 1], &lines[index])
            && gap(&lines[index - 1], &lines[index], measures) < PARTED;
        if goes_on {
            continue;
        }
        let passage = &lines[start..index];
        let page = measures.right.get(&passage[0].column).copied().unwrap_or(0.0);
        let widest = passage.iter().map(|line| line.end).fold(0.0, f32::max);
        let near = passage.iter().filter(|line| widest - line.end < 4.0 * line.size).count();
        let narrow = passage.len() >= 4 && near * 3 >= passage.len() * 2;
        let right = if narrow { widest.min(page) } else { page };
        rights.extend(std::iter::repeat_n(right, passage.len()));
        start = index;
    }
    rights
}

fn alike(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() <= OTHER_SIZE * a.size.max(b.size)
}

/// Tells whether both stand one above the other in one column of a page.
fn same_flow(above: &Line, below: &Line) -> bool {
    above.page == below.page && above.column == below.column && below.y > above.y
}

/// The step between two lines as a multiple of the usual one.
fn gap(above: &Line, below: &Line, measures: &Measures) -> f32 {
    (below.y - above.y) / (measures.step * below.size.max(above.size)).max(0.1)
}

/// Tells whether a line opens with a number or letter, and whether a tab or wide space stands behind it.
fn label(line: &Line) -> Option<bool> {
    let end = line.text.find([' ', '\t'])?;
    let label = &line.text[..end];
    let wide = line.text[end..].starts_with('\t');
    let inner = label.trim_matches(['(', ')', '.']);
    let numbered = (1..=3).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_digit()) && label != inner;
    let lettered = (1..=5).contains(&inner.len())
        && inner.chars().all(|c| c.is_ascii_lowercase())
        && label.ends_with(')')
        && (inner.len() <= 2 || inner.chars().all(|c| "ivxl".contains(c)));
    let bullet = matches!(label, "•" | "–" | "—" | "▪" | "◦");
    let part =
        wide && inner.len() <= 5 && label.ends_with(['.', ')']) && inner.chars().all(|c| c.is_ascii_alphanumeric());
    (numbered || lettered || bullet || part).then_some(wide)
}

/// Tells whether `lines[index]` begins a paragraph, when the one before it began at `start`.
fn parts(lines: &[Line], rights: &[f32], start: usize, index: usize, measures: &Measures) -> bool {
    let (above, below) = (&lines[index - 1], &lines[index]);
    let paragraph = &lines[start..index];
    if !alike(above, below) && below.text.len() > 3 {
        return true;
    }
    let flows = same_flow(above, below);
    if flows {
        let gap = gap(above, below, measures);
        if !(0.3..=PARTED).contains(&gap) {
            return true;
        }
    } else if above.page == below.page && above.column == below.column {
        return true;
    }
    if above.row || below.row {
        return true;
    }
    let size = below.size.max(0.1);
    // Lines that stand far to the right are the place and date of the meeting, each for itself.
    let far = |line: &Line| line.x > measures.left_of(line) + FAR * size;
    if far(above) && far(below) && !below.bold {
        return true;
    }
    let room = (rights[index - 1] - above.end - 0.25 * size - below.first_word) / size;
    // Whole lines in bold stand inside paragraphs too; a heading's line is not full.
    if above.bold != below.bold && room > ROOM {
        return true;
    }
    let ends = above.text.ends_with([';', '.', ',', ':', '?', '!', '”']);
    match label(below) {
        Some(true) => return true,
        Some(false) if ends || room > ROOM => return true,
        _ => {}
    }
    // Lines of a heading are as long as sense has it.
    if above.bold && below.bold {
        return room > 2.0 * MUCH_ROOM && !centred(above, measures, rights[index - 1]) && !flows;
    }
    let wrapped = paragraph[1..].iter().map(|line| line.x).reduce(f32::min);
    let indent = INDENT * size;
    match wrapped {
        Some(x) if below.x > x + indent => return ends || room > ROOM,
        Some(x) if below.x < x - indent => return !flows || ends || room > ROOM,
        Some(_) => {}
        None => {
            let text = above.after_label.filter(|_| label(above).is_some());
            let hangs = text.is_some_and(|text| (below.x - text).abs() < indent);
            if below.x > above.x + indent && !hangs {
                return room > ROOM || ends;
            }
            // Two first lines, one below the other.
            let first_lines = (below.x - above.x).abs() < indent && above.x > measures.left_of(above) + indent;
            if first_lines && measures.indented && ends && room > ROOM {
                return true;
            }
        }
    }
    let starts_upper = below.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if room > MUCH_ROOM {
        return ends || starts_upper;
    }
    if room > ROOM {
        return ends || starts_upper;
    }
    // At the top of a page or column no space above tells; where paragraphs have no indent, only the words can.
    let opens = if measures.italic { opens_in_italics(below) } else { label(&paragraph[0]).is_none() };
    !flows && !measures.indented && ends && starts_upper && opens
}

/// Tells whether the first words of a line, or those after its number, are in italics.
fn opens_in_italics(line: &Line) -> bool {
    let start = if label(line).is_some() { line.text.find([' ', '\t']).map_or(0, |at| at + 1) } else { 0 };
    line.italics.iter().any(|italic| italic.start == start)
}

/// Tells whether a line stands in the middle between both margins.
fn centred(line: &Line, measures: &Measures, right: f32) -> bool {
    let left = measures.left_of(line);
    let (before, after) = (line.x - left, right - line.end);
    before > 3.0 * line.size && (before - after).abs() < line.size && !line.text.ends_with([',', ';'])
}

/// Makes a block of the lines of one paragraph.
fn block(lines: &[Line], above: Option<&Line>, measures: &Measures, words: &Words) -> Block {
    let first = &lines[0];
    let mut join = Join::new(words);
    for (index, line) in lines.iter().enumerate() {
        match &line.opens_with {
            // The mark of a note below a table, which stays with its text.
            Some(mark) if index == 0 => join.text.push_str(mark),
            Some(mark) => join.marks.push(Mark { at: join.text.len(), label: mark.clone() }),
            None => {}
        }
        join.push_with(&line.text, &line.marks, &line.italics);
    }
    let blank = match above {
        Some(above) if same_flow(above, first) => gap(above, first, measures),
        _ => 1.0,
    };
    let right = measures.right.get(&first.column).copied().unwrap_or(first.end);
    let indent = (first.x - measures.left_of(first)) / (first.size * 0.5).max(0.1);
    Block {
        place: Place::page_and_line(first.page, first.number),
        blank_before: if blank > PARTED { (blank - 0.4).max(1.0) as u32 } else { 0 },
        indent: indent.round().max(0.0) as u32,
        label: None,
        style: None,
        set_apart: lines.iter().all(|line| line.bold) || lines.iter().all(|line| centred(line, measures, right)),
        italics: std::mem::take(&mut join.italics),
        marks: std::mem::take(&mut join.marks),
        text: join.finish(),
    }
}
