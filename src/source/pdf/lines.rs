//! The glyphs of a page to its printed lines in reading order: words by gaps, marks by size and rise, columns by the
//! white space between them.

use super::content::{Drawn, Glyph};
use crate::source::Mark;
use crate::span::Span;

/// Base lines nearer than this part of the size are one line; letters of one line jitter by less.
const SAME_LINE: f32 = 0.15;
/// A superscript or subscript is smaller than this part of its neighbour's size.
const SMALL: f32 = 0.85;
/// A superscript stands higher than its neighbour by at least and at most these parts of the neighbour's size.
const RAISED: std::ops::Range<f32> = 0.12..0.8;
/// A gap is a space above these parts of the size: in text that has glyphs for its spaces, wide kerning is none
/// ("Amer ica"); in text that has not, every space is a gap.
const SPACE_BESIDE_GLYPHS: f32 = 0.33;
const SPACE_WITHOUT_GLYPHS: f32 = 0.17;
/// A gap of this part of the size is a tab.
const TAB: f32 = 1.3;
/// A gap of this part of the size parts what stands left and right of it, but for a number and its text.
const APART: f32 = 3.5;
/// The part of the first page's height in which the masthead stands.
const MASTHEAD: f32 = 0.45;
/// White space between two columns, in points, at least.
const GUTTER: f32 = 7.0;

/// Holds one printed line, or the part of one that stands in one column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Its words; a wide gap is a tab.
    pub(super) text: String,
    /// Superscripts that refer to notes, taken out of the text.
    pub(super) marks: Vec<Mark>,
    /// What is set in italics.
    pub(super) italics: Vec<Span>,
    /// The superscript with which it opens, taken out of the text.
    pub(super) opens_with: Option<String>,
    /// All its letters are bold.
    pub(super) bold: bool,
    /// Page, from 1.
    pub(super) page: u32,
    /// Line of the page, from 1, counted from above.
    pub(super) number: u32,
    /// Column of the page, from 0.
    pub(super) column: u32,
    /// Left side of the first glyph, in points.
    pub(super) x: f32,
    /// Right side of the last glyph.
    pub(super) end: f32,
    /// Base line.
    pub(super) y: f32,
    /// Size in which most of it is set.
    pub(super) size: f32,
    /// Width of its first word.
    pub(super) first_word: f32,
    /// It has wide gaps, as a row of a table has.
    pub(super) row: bool,
    /// Where the text after a number at its start begins.
    pub(super) after_label: Option<f32>,
    /// The file itself says that it belongs to a running head or foot.
    pub(super) furniture: bool,
    /// Set in a font of bar codes.
    pub(super) bar_code: bool,
}

/// One line of glyphs while it is put together.
struct Row {
    y: f32,
    size: f32,
    glyphs: Vec<(Glyph, bool)>,
}

/// Gives the lines of a page in reading order, and the text that does not run from left to right.
pub(super) fn lines(drawn: &Drawn, page: u32) -> (Vec<Line>, String) {
    let turned: String = drawn.glyphs.iter().filter(|g| !g.upright).map(|g| g.c).collect();
    let rows = rows(drawn);
    let glyphs: usize = rows.iter().map(|row| row.glyphs.len()).sum();
    let spaces = rows.iter().flat_map(|row| &row.glyphs).filter(|(g, _)| g.c.is_whitespace()).count();
    // One letter in seven or so is a space in any text that has them.
    let space = if spaces * 25 > glyphs { SPACE_BESIDE_GLYPHS } else { SPACE_WITHOUT_GLYPHS };
    let gutter = gutter(&rows);
    let mut lines: Vec<Line> = Vec::new();
    // Lines of the right column wait until the left one ends.
    let mut waiting: Vec<Line> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let split = gutter.filter(|gutter| parts_at(row, gutter));
        if split.is_none() && gutter.is_some_and(|gutter| crosses(row, gutter.0)) {
            lines.append(&mut waiting);
        }
        // The masthead's left and right have nothing to do with each other; those of a table's row have.
        let masthead = page == 1 && row.y < drawn.height * MASTHEAD;
        for segment in segments(row, split, masthead) {
            let Some(mut line) = line(segment, space) else { continue };
            (line.page, line.number, line.y) = (page, number, row.y);
            if gutter.is_some_and(|gutter| line.x >= gutter.1 - 1.0) {
                line.column = 1;
                waiting.push(line);
            } else {
                lines.push(line);
            }
        }
    }
    lines.append(&mut waiting);
    (lines, turned.trim().to_owned())
}

/// Sorts glyphs into rows from above to below; superscripts and subscripts join the row of their neighbour.
fn rows(drawn: &Drawn) -> Vec<Row> {
    let mut glyphs: Vec<Glyph> = drawn.glyphs.iter().filter(|g| g.upright && !g.c.is_control()).copied().collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        let fits = |row: &Row| {
            let (small, large) = (row.size.min(glyph.size), row.size.max(glyph.size));
            // A raised mark that is set in a small size may stand as near as that to the line above.
            glyph.y - row.y < SAME_LINE * small && (small > SMALL * large || glyph.y - row.y < 0.05 * small)
        };
        match rows.iter_mut().rev().take(3).find(|row| fits(row)) {
            Some(row) => row.glyphs.push((glyph, false)),
            None => rows.push(Row { y: glyph.y, size: glyph.size, glyphs: vec![(glyph, false)] }),
        }
    }
    for row in &mut rows {
        row.glyphs.sort_by(|a, b| a.0.x.total_cmp(&b.0.x));
        // Bold is sometimes made by printing twice.
        row.glyphs.dedup_by(|b, a| a.0.c == b.0.c && !a.0.c.is_whitespace() && b.0.x - a.0.x < 0.1 * a.0.size);
        row.size = usual_size(&row.glyphs);
    }
    join_small_rows(&mut rows);
    rows.retain(|row| row.glyphs.iter().any(|(glyph, _)| !glyph.c.is_whitespace()));
    rows
}

/// The size in which most of a row is set.
fn usual_size(glyphs: &[(Glyph, bool)]) -> f32 {
    let mut sizes: Vec<f32> =
        glyphs.iter().filter(|(g, raised)| !g.c.is_whitespace() && !raised).map(|(g, _)| g.size).collect();
    if sizes.is_empty() {
        return glyphs.first().map_or(0.0, |(g, _)| g.size);
    }
    sizes.sort_by(f32::total_cmp);
    sizes[sizes.len() / 2]
}

/// Moves runs of small glyphs to the row beside which they stand, a little above or below.
fn join_small_rows(rows: &mut [Row]) {
    for small in 0..rows.len() {
        let near = small.saturating_sub(4)..(small + 5).min(rows.len());
        let mut kept = Vec::new();
        let glyphs = std::mem::take(&mut rows[small].glyphs);
        for run in runs(glyphs) {
            let (first, last) = (run[0].0, run[run.len() - 1].0);
            let target = near.clone().filter(|&other| other != small).find(|&other| {
                let row = &rows[other];
                let rise = row.y - rows[small].y;
                let lifted = RAISED.contains(&(rise / row.size)) || (-0.45..-0.05).contains(&(rise / row.size));
                lifted && first.size < SMALL * row.size && beside(row, first.x, last.x + last.width)
            });
            match target {
                Some(other) => {
                    let raised = rows[other].y > rows[small].y;
                    rows[other].glyphs.extend(run.into_iter().map(|(glyph, _)| (glyph, raised)));
                    rows[other].glyphs.sort_by(|a, b| a.0.x.total_cmp(&b.0.x));
                }
                None => kept.extend(run),
            }
        }
        rows[small].glyphs = kept;
    }
}

/// Cuts the glyphs of a row where nothing stands.
fn runs(glyphs: Vec<(Glyph, bool)>) -> Vec<Vec<(Glyph, bool)>> {
    let mut runs: Vec<Vec<(Glyph, bool)>> = Vec::new();
    for glyph in glyphs {
        match runs.last_mut().and_then(|run| run.last().map(|(last, _)| last.x + last.width)) {
            Some(end) if glyph.0.x - end < 0.5 * glyph.0.size => runs.last_mut().expect("just seen").push(glyph),
            _ => runs.push(vec![glyph]),
        }
    }
    runs
}

/// Tells whether a letter of the row stands directly before `x` or after `end`. The mark of a note stands apart from
/// the note's first word.
fn beside(row: &Row, x: f32, end: f32) -> bool {
    let near = 0.6 * row.size;
    let first = row.glyphs.iter().find(|(g, _)| !g.c.is_whitespace());
    if first.is_some_and(|(g, _)| (0.0..3.0 * row.size).contains(&(g.x - end))) {
        return true;
    }
    row.glyphs
        .iter()
        .filter(|(g, _)| !g.c.is_whitespace() && g.size > SMALL * row.size)
        .any(|(g, _)| (g.x + g.width - x).abs() < near || (g.x - end).abs() < near)
}

/// Finds the white space between two columns: its left and right side.
fn gutter(rows: &[Row]) -> Option<(f32, f32)> {
    let letters = |row: &Row| -> Vec<(f32, f32)> {
        let letters = row.glyphs.iter().filter(|(g, _)| !g.c.is_whitespace());
        letters.map(|(g, _)| (g.x, g.x + g.width)).collect()
    };
    let ends: Vec<Vec<(f32, f32)>> = rows.iter().map(letters).collect();
    let left = ends.iter().flatten().map(|e| e.0).fold(f32::INFINITY, f32::min);
    let right = ends.iter().flatten().map(|e| e.1).fold(0.0, f32::max);
    let width = right - left;
    if !(50.0..5000.0).contains(&width) {
        return None;
    }
    // How many rows have something at each point of the middle third.
    let (from, to) = ((left + width * 0.35) as usize, (left + width * 0.65) as usize);
    let mut covered = vec![0u32; to + 2 - from];
    for row in &ends {
        let mut seen = vec![false; covered.len()];
        for (x, end) in row {
            let first = (*x as usize).max(from);
            for point in first..=(*end as usize).min(to) {
                seen[point - from] = true;
            }
        }
        for (count, seen) in covered.iter_mut().zip(seen) {
            *count += u32::from(seen);
        }
    }
    // Titles stand over both columns.
    let least = u32::try_from(rows.len() / 6).unwrap_or(u32::MAX);
    let mut best: Option<(usize, usize)> = None;
    let mut start = None;
    for (index, &count) in covered.iter().enumerate() {
        match (count <= least, start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                best = best.filter(|(a, b)| b - a >= index - first).or(Some((first, index)));
                start = None;
            }
            _ => {}
        }
    }
    let (first, end) = best?;
    let gutter = ((from + first) as f32, (from + end) as f32);
    if gutter.1 - gutter.0 < GUTTER {
        return None;
    }
    // Both columns must be filled by lines, as text fills them and tables do not.
    let mut fill = [Vec::new(), Vec::new()];
    let mut both = 0;
    for row in &ends {
        let side = |side: usize| {
            let inside = row.iter().filter(|e| if side == 0 { e.1 <= gutter.0 + 1.0 } else { e.0 >= gutter.1 - 1.0 });
            let ends = inside.fold((f32::INFINITY, 0.0f32), |all, e| (all.0.min(e.0), all.1.max(e.1)));
            (ends.1 - ends.0).max(0.0)
        };
        if row.iter().any(|e| e.1 > gutter.0 + 1.5 && e.0 < gutter.1 - 1.5) {
            continue;
        }
        let widths = [side(0) / (gutter.0 - left), side(1) / (right - gutter.1)];
        for (fill, width) in fill.iter_mut().zip(widths) {
            if width > 0.0 {
                fill.push(width);
            }
        }
        both += usize::from(widths[0] > 0.0 && widths[1] > 0.0);
    }
    let filled = fill.iter_mut().all(|fill| {
        fill.sort_by(f32::total_cmp);
        fill.len() >= 5 && fill[fill.len() / 3] > 0.7
    });
    (filled && both >= 4).then_some(gutter)
}

/// Tells whether a row leaves the gutter free and has something on both sides.
fn parts_at(row: &Row, gutter: &(f32, f32)) -> bool {
    let letters = || row.glyphs.iter().filter(|(g, _)| !g.c.is_whitespace());
    letters().any(|(g, _)| g.x < gutter.0)
        && letters().any(|(g, _)| g.x > gutter.0)
        && !letters().any(|(g, _)| g.x + g.width > gutter.0 + 1.5 && g.x < gutter.1 - 1.5)
}

/// Tells whether a row goes on over the gutter.
fn crosses(row: &Row, gutter: f32) -> bool {
    let letters = || row.glyphs.iter().filter(|(g, _)| !g.c.is_whitespace());
    letters().any(|(g, _)| g.x < gutter) && letters().any(|(g, _)| g.x > gutter)
}

/// Cuts a row at the gutter and, in a masthead, at gaps too wide for one line of text.
fn segments(row: &Row, gutter: Option<(f32, f32)>, masthead: bool) -> Vec<&[(Glyph, bool)]> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut last: Option<usize> = None;
    for (index, (glyph, _)) in row.glyphs.iter().enumerate() {
        if glyph.c.is_whitespace() {
            continue;
        }
        if let Some(before) = last {
            let end = row.glyphs[before].0.x + row.glyphs[before].0.width;
            let at_gutter = gutter.is_some_and(|gutter| end <= gutter.0 + 1.5 && glyph.x >= gutter.1 - 1.5);
            let wide = masthead && is_apart(&row.glyphs[start..=before], glyph.x - end, row.size);
            if at_gutter || wide {
                segments.push(&row.glyphs[start..=before]);
                start = index;
            }
        }
        last = Some(index);
    }
    segments.push(&row.glyphs[start..]);
    segments
}

/// Tells whether a gap parts what stands left of it from what stands right.
fn is_apart(left: &[(Glyph, bool)], gap: f32, size: f32) -> bool {
    gap > APART * size && !is_label(left)
}

/// Tells whether glyphs are the number or letter of what follows: "1.", "(a)", "79/74.", "IV.", "A.".
fn is_label(glyphs: &[(Glyph, bool)]) -> bool {
    let text: String = glyphs.iter().filter(|(_, raised)| !raised).map(|(g, _)| g.c).collect();
    let text = text.trim();
    text.len() <= 10 && (text.ends_with(['.', ')']) || matches!(text, "•" | "–" | "—" | "-" | "*"))
        || text.is_empty()
        || text.len() <= 5 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Puts the glyphs of a line together.
fn line(glyphs: &[(Glyph, bool)], space: f32) -> Option<Line> {
    let letters: Vec<&(Glyph, bool)> = glyphs.iter().filter(|(g, _)| !g.c.is_whitespace()).collect();
    let (first, last) = (letters.first()?.0, letters.last()?.0);
    let size = usual_size(glyphs);
    let mut line = Line { x: first.x, end: last.x + last.width, y: first.y, size, bold: true, ..Line::default() };
    line.furniture = letters.iter().all(|(g, _)| g.furniture);
    line.bar_code = letters.iter().all(|(g, _)| g.bar_code || g.c == '*');
    let mut mark: Option<(usize, String)> = None;
    let mut spaced = false;
    let mut previous: Option<Glyph> = None;
    let mut word_ended = false;
    let mut after_mark = false;
    for (index, (glyph, raised)) in glyphs.iter().enumerate() {
        if glyph.c.is_whitespace() {
            // Spaces of one point are printed over other glyphs to hold a place.
            spaced |= previous.is_none_or(|p| glyph.x + glyph.width * 0.5 > p.x + p.width - 0.1 * size);
            continue;
        }
        // A soft hyphen is one at the end of a line alone.
        if glyph.c == '\u{AD}' && glyph.x < last.x {
            continue;
        }
        let gap = previous.map_or(0.0, |p: Glyph| glyph.x - p.x - p.width);
        let is_mark =
            *raised && glyph.size < SMALL * size && (glyph.c.is_ascii_alphanumeric() || "*†‡§,–-".contains(glyph.c));
        if is_mark && (mark.is_some() || !",–-".contains(glyph.c)) {
            let at = line.text.len();
            mark.get_or_insert((at, String::new())).1.push(glyph.c);
            // The space before a mark belongs behind it.
            spaced |= gap > space * size;
            previous = Some(*glyph);
            after_mark = true;
            continue;
        }
        put_mark(&mut line, &mut mark);
        let is_tab = gap > TAB * size;
        line.row |= is_tab && is_apart(&glyphs[..index], gap, size);
        let space = if after_mark { SPACE_WITHOUT_GLYPHS } else { space };
        after_mark = false;
        if (spaced || gap > space * size) && !line.text.is_empty() {
            if !word_ended {
                line.first_word = previous.map_or(0.0, |p| p.x + p.width - line.x);
                word_ended = true;
                line.after_label = Some(glyph.x);
            }
            line.text.push(if is_tab { '\t' } else { ' ' });
        }
        spaced = false;
        if glyph.italic {
            match line.italics.last_mut() {
                Some(span) if line.text[span.end..].trim().is_empty() => {
                    span.end = line.text.len() + glyph.c.len_utf8()
                }
                _ => line.italics.push(Span::new(line.text.len(), line.text.len() + glyph.c.len_utf8())),
            }
        }
        line.bold &= glyph.bold || !glyph.c.is_alphabetic();
        line.text.push(glyph.c);
        previous = Some(*glyph);
    }
    put_mark(&mut line, &mut mark);
    line.bold &= line.text.chars().any(char::is_alphabetic);
    if !word_ended {
        line.first_word = line.end - line.x;
    }
    (!line.text.is_empty() || line.opens_with.is_some()).then_some(line)
}

/// Ends a mark: "1, 2" are two.
fn put_mark(line: &mut Line, mark: &mut Option<(usize, String)>) {
    let Some((at, labels)) = mark.take() else { return };
    if at == 0 {
        line.opens_with = Some(labels);
        return;
    }
    // "km2" and "10-6" are measures, not marks.
    let before = &line.text[..at];
    let unit = before.rsplit([' ', '\t']).next().unwrap_or("");
    let ordinal = matches!(labels.as_str(), "st" | "nd" | "rd" | "th" | "o" | "er" | "e");
    let word = labels.len() > 1 && labels.chars().all(char::is_alphabetic);
    if matches!(unit, "m" | "km" | "cm" | "mm") || ordinal || word {
        line.text.push_str(&labels);
        return;
    }
    for label in labels.split([',', '–', '-']).filter(|label| !label.is_empty()) {
        line.marks.push(Mark { at, label: label.to_owned() });
    }
}
