//! Where the wording of a draft comes from to a view for a terminal.

use super::genealogy::words;
use super::messages::{counted, locator};
use super::terminal::ink::{Ink, Line, Palette, Piece, clean};
use super::terminal::wrap::wrap;
use crate::origin::{Hit, Index, Traced};
use crate::pair::Pair;

/// Adjusts the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OriginsOptions<'t> {
    /// Title of the draft: other titles are named, since they tell whose language it is.
    pub title: Option<&'t str>,
    /// Columns to fill.
    pub width: usize,
    /// Whether to use colours rather than signs.
    pub color: bool,
}

/// Likeness from which the words count as the same: punctuation apart.
const SAME: u32 = 1000;

/// Renders each paragraph with its closest earlier wording: the best word by word, the others by name.
pub fn terminal(index: &Index, traced: &[Traced<'_>], options: &OriginsOptions<'_>) -> String {
    let palette = Palette::new(options.color);
    let best = |t: &&Traced<'_>| t.hits.first().map_or(0, |hit| hit.likeness);
    let same = traced.iter().filter(|t| best(t) >= SAME).count();
    let near = traced.iter().filter(|t| (1..SAME).contains(&best(t))).count();
    let counts = format!(
        "{}: {same} word for word as agreed before, {near} close to earlier language, {} without any",
        counted(traced.len(), "paragraph"),
        traced.len() - same - near
    );
    let paragraphs = counted(index.len(), "paragraph");
    let collection = format!("compared with {paragraphs} of {}", counted(index.sources().len(), "text"));
    let mut lines = wrap(&[Piece::new(counts, Ink::Name)], options.width);
    lines.push(Line::of(collection, Ink::Faint));
    for traced in traced {
        lines.push(Line::default());
        lines.extend(paragraph(index, traced, palette, options));
    }
    palette.paint_all(&lines)
}

fn paragraph(index: &Index, traced: &Traced<'_>, palette: Palette, options: &OriginsOptions<'_>) -> Vec<Line> {
    let width = options.width;
    let text = &traced.paragraph.text;
    let name = locator(&traced.paragraph.locator);
    let Some(best) = traced.hits.first() else {
        let mut lines = vec![Line(vec![
            Piece::new(format!("{name}: "), Ink::Name),
            Piece::new("no earlier language comes close", Ink::Added),
        ])];
        let body = wrap(&[Piece::foreign(text, Ink::Plain)], width.saturating_sub(4));
        lines.extend(body.into_iter().map(|line| line.indented(4)));
        return lines;
    };
    let verdict = if best.likeness >= SAME {
        Piece::new("word for word in ", Ink::Plain)
    } else {
        Piece::new(format!("{} % the same words as ", best.likeness / 10), Ink::Changed)
    };
    let mut head = vec![Piece::new(format!("{name}: "), Ink::Name), verdict];
    head.push(Piece::new(places(index, best, options.title), Ink::Moved));
    let mut lines = wrap(&head, width);
    let pieces = words(Pair::new(&best.text, text), palette.needs_signs());
    lines.extend(wrap(&pieces, width.saturating_sub(4)).into_iter().map(|line| line.indented(4)));
    for other in &traced.hits[1..] {
        let words = format!("also {} %: {}", other.likeness / 10, places(index, other, options.title));
        let body = wrap(&[Piece::new(words, Ink::Faint)], width.saturating_sub(4));
        lines.extend(body.into_iter().map(|line| line.indented(4)));
    }
    lines
}

/// "A/RES/60/30 OP 7 to A/RES/79/144 OP 9, 12 texts, the newest on Oceans and the law of the sea".
fn places(index: &Index, hit: &Hit, title: Option<&str>) -> String {
    let source = |(source, _): &(usize, String)| &index.sources()[*source];
    let name = |place: &(usize, String)| format!("{} {}", clean(&source(place).name), place.1);
    let other = |place: &(usize, String)| {
        let own = &source(place).title;
        let same = title.is_some_and(|title| title.eq_ignore_ascii_case(own));
        (!own.is_empty() && !same).then(|| clean(own))
    };
    match hit.places.as_slice() {
        [] => String::new(),
        [only] => name(only) + &other(only).map_or(String::new(), |title| format!(" ({title})")),
        [first, .., last] => {
            let mut texts: Vec<usize> = hit.places.iter().map(|(source, _)| *source).collect();
            texts.dedup();
            let about = other(last).map_or(String::new(), |title| format!(", the newest on {title}"));
            let count = texts.len();
            let texts = if count == 1 { "text" } else { "texts" };
            // Two files of one resolution have one name.
            let (first, last) = (name(first), name(last));
            let range = if first == last { first } else { format!("{first} to {last}") };
            format!("{range}, {count} {texts}{about}")
        }
    }
}
