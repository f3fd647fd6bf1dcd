//! The words of a change to paragraphs of a page: of one side, or both sides in one.

use super::Page;
use super::escape::{Escaped, anchor};
use crate::pair::{Pair, Side};
use crate::render::walk::{Entry, Segment, SegmentRole};
use crate::resolution::Paragraph;
use crate::span::Span;
use std::io;

/// Says which words of a change are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Those of one text.
    Of(Side),
    /// Those of both texts, in one flow.
    Both,
}

impl Words {
    fn takes(self, segment: &Segment<'_>) -> bool {
        match self {
            Words::Both => true,
            Words::Of(Side::Earlier) => segment.earlier.is_some(),
            Words::Of(Side::Later) => segment.later.is_some(),
        }
    }

    /// Gives the text from which the words of a segment are taken.
    fn source(self, segment: &Segment<'_>) -> Side {
        match (self, segment.role) {
            (Words::Of(side), _) => side,
            (Words::Both, SegmentRole::Deleted) => Side::Earlier,
            (Words::Both, SegmentRole::Kept | SegmentRole::Inserted) => Side::Later,
        }
    }
}

/// Writes the paragraphs of an entry, each a `<p>`.
pub(super) fn write(out: &mut dyn io::Write, page: &Page<'_>, entry: &Entry<'_>, words: Words) -> io::Result<()> {
    let markup = Pair::new(Side::Earlier, Side::Later).map(|side| Markup::of(page, entry, side));
    let (earlier, later) = (entry.members.earlier.as_slice(), entry.members.later.as_slice());
    // How many paragraphs of each side have begun.
    let mut begun = Pair::new(1, 1);
    let first = match words {
        Words::Of(Side::Earlier) => earlier.first(),
        Words::Of(Side::Later) => later.first(),
        Words::Both => later.first().or(earlier.first()),
    };
    open(out, first.copied(), None)?;
    for segment in in_order(&entry.segments, words) {
        let side = words.source(segment);
        if segment.is_break() {
            begun = Pair::new(
                begun.earlier + usize::from(segment.earlier.is_some()),
                begun.later + usize::from(segment.later.is_some()),
            );
            let next = match side {
                Side::Earlier => earlier.get(begun.earlier - 1),
                Side::Later => later.get(begun.later - 1),
            };
            match (words, segment.role) {
                // The end of an earlier paragraph that goes on in the later text.
                (Words::Both, SegmentRole::Deleted) => write!(out, " <del>¶</del> ")?,
                (Words::Both, SegmentRole::Inserted) => {
                    write!(out, " <ins>¶</ins></p>")?;
                    open(out, next.copied(), Some("ins"))?;
                }
                (Words::Both, SegmentRole::Kept) | (Words::Of(_), _) => {
                    write!(out, "</p>")?;
                    open(out, next.copied(), None)?;
                }
            }
            continue;
        }
        let (text, span) = match side {
            Side::Earlier => (segment.earlier.unwrap_or(""), segment.spans.earlier),
            Side::Later => (segment.later.unwrap_or(""), segment.spans.later),
        };
        let markup = markup.side(side);
        let tag = match segment.role {
            SegmentRole::Kept => {
                markup.write(out, text, span)?;
                continue;
            }
            SegmentRole::Inserted => "ins",
            SegmentRole::Deleted => "del",
        };
        // Spaces at the ends would be underlined or struck out: they stay outside.
        let start = span.start + text.len() - text.trim_start().len();
        let end = (span.start + text.trim_end().len()).max(start);
        let piece = |from: usize, to: usize| text.get(from - span.start..to - span.start).unwrap_or("");
        markup.write(out, piece(span.start, start), Span::new(span.start, start))?;
        if start < end {
            write!(out, "<{tag}>")?;
            markup.write(out, piece(start, end), Span::new(start, end))?;
            write!(out, "</{tag}>")?;
        }
        markup.write(out, piece(end, span.end), Span::new(end, span.end))?;
    }
    writeln!(out, "</p>")
}

/// Gives the segments to write. Where a comma took the place of a word, it goes before that word, since it belongs to the
/// word before both: "2016, ~~and~~ 73/153" rather than "2016~~and~~ , 73/153".
fn in_order<'s, 'r>(segments: &'s [Segment<'r>], words: Words) -> Vec<&'s Segment<'r>> {
    let mut taken: Vec<&Segment<'_>> = segments.iter().filter(|segment| words.takes(segment)).collect();
    let is_closing = |segment: &Segment<'_>| segment.text().starts_with([',', ';', '.', ':', ')', '”', '’']);
    for i in 1..taken.len() {
        let (before, here) = (taken[i - 1], taken[i]);
        if (before.role, here.role) == (SegmentRole::Deleted, SegmentRole::Inserted)
            && is_closing(here)
            && !is_closing(before)
            && !before.is_break()
        {
            taken.swap(i - 1, i);
        }
    }
    taken
}

/// Begins a paragraph with its number. The number is isolated, so that "(a)" does not decide the text's direction.
fn open(out: &mut dyn io::Write, paragraph: Option<&Paragraph>, tag: Option<&str>) -> io::Result<()> {
    let level = paragraph.map_or(0, |paragraph| paragraph.level).min(4);
    match level {
        0 => write!(out, "<p dir=\"auto\">")?,
        level => write!(out, "<p dir=\"auto\" class=\"level-{level}\">")?,
    }
    if let Some(enumerator) = paragraph.and_then(|paragraph| paragraph.enumerator.as_deref()) {
        let (before, after) = tag.map_or_else(Default::default, |tag| (format!("<{tag}>"), format!("</{tag}>")));
        write!(out, "{before}<bdi class=\"number\">{}</bdi>{after} ", Escaped(enumerator))?;
    }
    Ok(())
}

/// Holds what is set apart in the joined text of a side.
struct Markup<'r> {
    /// Verb phrases that paragraphs open with; in italics, as the resolutions print them.
    openings: Vec<Span>,
    /// Clauses that came from, or went to, another paragraph.
    carried: Vec<Span>,
    /// Marks of footnotes: place, label, anchor of the note where there is one.
    marks: Vec<(usize, &'r str, Option<String>)>,
}

impl<'r> Markup<'r> {
    fn of(page: &Page<'r>, entry: &Entry<'r>, side: Side) -> Self {
        let mut markup = Self { openings: Vec::new(), carried: Vec::new(), marks: Vec::new() };
        let notes = &page.report.resolutions.side(side).footnotes;
        let mut start = 0;
        for paragraph in entry.members.side(side) {
            markup.openings.extend(paragraph.opening.as_ref().map(|opening| opening.span.shifted(start)));
            markup.marks.extend(paragraph.marks.iter().map(|mark| {
                let note = notes.iter().any(|note| note.label == mark.label).then(|| note_anchor(side, &mark.label));
                (mark.at + start, mark.label.as_str(), note)
            }));
            start += paragraph.text.len() + 1;
        }
        markup.carried.extend(entry.carried.iter().filter(|carry| carry.here == side).map(|carry| carry.span));
        markup
    }

    /// Writes words that stand at a span of the joined text.
    fn write(&self, out: &mut dyn io::Write, text: &str, span: Span) -> io::Result<()> {
        if span.is_empty() {
            return Ok(());
        }
        let ends = self.openings.iter().chain(&self.carried).flat_map(|span| [span.start, span.end]);
        let mut cuts: Vec<usize> = ends.chain(self.marks.iter().map(|(at, ..)| *at)).collect();
        cuts.retain(|&cut| span.start < cut && cut < span.end && text.is_char_boundary(cut - span.start));
        cuts.push(span.end);
        cuts.sort_unstable();
        cuts.dedup();
        let mut from = span.start;
        if from == 0 {
            self.write_marks(out, 0)?;
        }
        for to in cuts {
            let piece = text.get(from - span.start..to - span.start).unwrap_or("");
            let inside = |spans: &[Span]| spans.iter().any(|span| span.start <= from && to <= span.end);
            let (opening, carried) = (inside(&self.openings), inside(&self.carried));
            let tags = match (opening, carried) {
                (false, false) => ("", ""),
                (true, false) => ("<em>", "</em>"),
                (false, true) => ("<mark class=\"carried\">", "</mark>"),
                (true, true) => ("<mark class=\"carried\"><em>", "</em></mark>"),
            };
            write!(out, "{}{}{}", tags.0, Escaped(piece), tags.1)?;
            self.write_marks(out, to)?;
            from = to;
        }
        Ok(())
    }

    fn write_marks(&self, out: &mut dyn io::Write, at: usize) -> io::Result<()> {
        for (_, label, note) in self.marks.iter().filter(|mark| mark.0 == at) {
            let label = Escaped(label);
            match note {
                Some(note) => {
                    write!(out, "<sup><a href=\"#{note}\" aria-label=\"Footnote {label}\">{label}</a></sup>")?
                }
                None => write!(out, "<sup>{label}</sup>")?,
            }
        }
        Ok(())
    }
}

/// Gives the anchor of a note of a side.
pub(super) fn note_anchor(side: Side, label: &str) -> String {
    match side {
        Side::Earlier => format!("earlier-note-{}", anchor(label)),
        Side::Later => format!("note-{}", anchor(label)),
    }
}

/// Gives the anchor of a paragraph of a side: `op5` for the later text, `earlier-op5` for the earlier.
pub(super) fn paragraph_anchor(side: Side, paragraph: &Paragraph) -> String {
    match side {
        Side::Earlier => format!("earlier-{}", anchor(&paragraph.id)),
        Side::Later => anchor(&paragraph.id),
    }
}
