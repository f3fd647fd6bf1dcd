//! A parsed resolution to a view of its structure: how the text was understood, and what was left out.

use super::messages;
use super::terminal::ink::{Ink, Line, Palette, Piece, clean};
use super::terminal::wrap::{shortened, wrap, wrap_text};
use crate::diagnostic::{Parsed, Place, Severity};
use crate::resolution::{Base, Masthead, Paragraph, Resolution, Role};
use crate::span::Span;

/// Adjusts the view of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeOptions {
    /// Columns to fill.
    pub width: usize,
    /// Whether to use colours rather than signs.
    pub color: bool,
    /// Whether to show texts whole rather than their beginning.
    pub full: bool,
}

impl Default for TreeOptions {
    fn default() -> Self {
        Self { width: 80, color: false, full: false }
    }
}

/// Renders the structure of one text. Verbs that open a paragraph stand between `*`, verbs inside between `_`, or are set
/// apart by colours.
pub fn tree(parsed: &Parsed<Resolution>, options: &TreeOptions) -> String {
    let palette = Palette::new(options.color);
    let resolution = &parsed.value;
    let mut lines = Vec::new();
    let mut section = |title: &str, content: Vec<Line>| {
        if !content.is_empty() {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::of(title, Ink::Name));
            lines.extend(content);
        }
    };
    section("First page", masthead(&resolution.masthead, options));
    let mut start = 0;
    let portions: Vec<&'static str> = resolution.paragraphs.iter().map(portion).collect();
    for i in 1..=portions.len() {
        // A heading belongs to what follows it.
        if i == portions.len() || portions[i] != portions[start] {
            let title = if portions[start].is_empty() { "Text" } else { portions[start] };
            section(title, paragraphs(resolution, start..i, options));
            start = i;
        }
    }
    let closing = resolution.closing.iter().flat_map(|text| labelled("", &clean(text), 0, options.width));
    section("Closing", closing.collect());
    let notes = resolution.footnotes.iter().flat_map(|note| {
        let text = if options.full { clean(&note.text) } else { shortened(&clean(&note.text), options.width - 8) };
        labelled(&clean(&note.label), &text, 4, options.width)
    });
    section("Footnotes", notes.collect());
    section("Left out", furniture(resolution, options.width));
    let noticed = messages::diagnostic_groups(&parsed.diagnostics).into_iter().flat_map(|(severity, words)| {
        let ink = if severity == Severity::Warning { Ink::Warning } else { Ink::Plain };
        let words = format!("{}: {}", messages::severity_label(severity), clean(&words));
        wrap_text(&words, ink, options.width - 2).into_iter().map(|line| line.indented(2))
    });
    section("Noticed", noticed.collect());
    palette.paint_all(&lines)
}

/// Names the part of a resolution that a paragraph belongs to.
fn portion(paragraph: &Paragraph) -> &'static str {
    match (&paragraph.locator.annex, &paragraph.locator.base) {
        (Some(_), _) | (None, Base::Annex(_)) => "Annex",
        (None, Base::Organ | Base::Preambular(_)) => "Preamble",
        (None, Base::Operative(_)) => "Operative part",
        (None, Base::Heading(_) | Base::Other(_)) => "",
    }
}

/// Gives the fields of the first page.
fn masthead(masthead: &Masthead, options: &TreeOptions) -> Vec<Line> {
    const LABEL: usize = 14;
    let symbol = masthead.symbol.as_ref().map(|symbol| symbol.0.clone());
    let sponsors = (!masthead.sponsors.is_empty()).then(|| masthead.sponsors.join(", "));
    let fields = [
        ("symbol", &symbol),
        ("organ", &masthead.organ),
        ("session", &masthead.session_words),
        ("agenda item", &masthead.agenda_item),
        ("report", &masthead.report),
        ("number", &masthead.number),
        ("title", &masthead.title),
        ("distribution", &masthead.distribution),
        ("issued", &masthead.distribution_date),
        ("meeting", &masthead.meeting),
        ("adopted", &masthead.adoption_date),
        ("sponsors", &sponsors),
    ];
    let known = fields.into_iter().filter_map(|(label, value)| Some((label, value.as_ref()?)));
    let other = masthead.other.iter().map(|line| ("other", line));
    known.chain(other).flat_map(|(label, value)| labelled(label, &clean(value), LABEL, options.width)).collect()
}

/// Gives a label and a text beside it, indented.
fn labelled(label: &str, text: &str, column: usize, width: usize) -> Vec<Line> {
    let lines = wrap_text(text, Ink::Plain, width.saturating_sub(column + 2).max(12)).into_iter().enumerate();
    lines
        .map(|(i, mut line)| {
            let label = if i == 0 { label } else { "" };
            line.0.insert(0, Piece::new(format!("  {label:<column$}"), Ink::Faint));
            line
        })
        .collect()
}

/// Gives paragraphs, each under its name, subparagraphs indented.
fn paragraphs(resolution: &Resolution, range: std::ops::Range<usize>, options: &TreeOptions) -> Vec<Line> {
    const NAME: usize = 8;
    let mut lines = Vec::new();
    for paragraph in &resolution.paragraphs[range] {
        let indent = 2 + 4 * usize::from(paragraph.level);
        let name = short_name(paragraph);
        let column = NAME.max(name.chars().count() + 1);
        let left = options.width.saturating_sub(indent + column).max(12);
        let ink = if paragraph.role == Role::Heading { Ink::Name } else { Ink::Plain };
        let mut wrapped = wrap(&marked(paragraph, !options.color, ink), left);
        if !options.full && wrapped.len() > 1 {
            wrapped.truncate(1);
            let end = match wrapped[0].0.last_mut() {
                Some(last) => last,
                None => continue,
            };
            end.text.push('…');
        }
        for (i, mut line) in wrapped.into_iter().enumerate() {
            let name = if i == 0 { name.as_str() } else { "" };
            line.0.insert(0, Piece::new(format!("{}{name:<column$}", " ".repeat(indent)), Ink::Faint));
            lines.push(line);
        }
    }
    lines
}

/// Gives the name of a paragraph below its parent: "OP 5", "(a)".
fn short_name(paragraph: &Paragraph) -> String {
    let name = match paragraph.locator.path.last() {
        Some(last) if paragraph.locator.resumed == 0 => last.clone(),
        _ if paragraph.is_organ_line() => "organ".to_owned(),
        _ if paragraph.role == Role::Heading => paragraph.enumerator.clone().unwrap_or_else(|| "#".to_owned()),
        _ => messages::locator(&paragraph.locator),
    };
    clean(&name)
}

/// Gives the words of a paragraph with its verbs and note marks set apart.
fn marked(paragraph: &Paragraph, signs: bool, ink: Ink) -> Vec<Piece> {
    let text = &paragraph.text;
    let mut verbs: Vec<(Span, bool)> = paragraph.opening.iter().map(|opening| (opening.span, true)).collect();
    verbs.extend(paragraph.inner.iter().map(|inner| (inner.span, false)));
    verbs.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0;
    let plain = |start: usize, to: usize, pieces: &mut Vec<Piece>| {
        let mut from = start;
        for mark in paragraph.marks.iter().filter(|mark| start < mark.at && mark.at <= to) {
            let Some(words) = text.get(from..mark.at) else { continue };
            pieces.push(Piece::foreign(words, ink));
            pieces.push(Piece::foreign(&format!("[{}]", mark.label), Ink::Faint));
            from = mark.at;
        }
        pieces.extend(text.get(from..to).map(|words| Piece::foreign(words, ink)));
    };
    for (span, opening) in verbs {
        let Some(words) = text.get(span.start..span.end).filter(|_| span.start >= at) else { continue };
        plain(at, span.start, &mut pieces);
        let sign = if !signs {
            ""
        } else if opening {
            "*"
        } else {
            "_"
        };
        pieces.push(Piece { text: format!("{sign}{}{sign}", clean(words)), ink: Ink::Moved, verb: opening });
        at = span.end;
    }
    plain(at, text.len(), &mut pieces);
    pieces
}

/// Gives what was left out, one line each.
fn furniture(resolution: &Resolution, width: usize) -> Vec<Line> {
    let label = |place: Place| messages::place(place);
    let column = resolution.furniture.iter().map(|piece| label(piece.place).len() + 2).max().unwrap_or(0).min(24);
    resolution
        .furniture
        .iter()
        .flat_map(|piece| {
            let words = clean(piece.text.trim());
            let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = format!("{}: {folded}", messages::furniture_label(piece.kind));
            labelled(&label(piece.place), &shortened(&text, width.saturating_sub(column + 2)), column, width)
        })
        .collect()
}
