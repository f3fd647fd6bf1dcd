//! Blocks of text to a resolution. Never fails, and loses nothing: what is not understood is kept and reported.

use super::fold::{fold, printed};
use super::{
    Resolution, Role, front, furniture, language, lines, neighbours, notes, pages, quotes, run_in, shape, structure,
};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Parsed};
use crate::source::{Block, Layout, SourceText};

/// Takes a text apart.
pub fn parse(source: SourceText) -> Parsed<Resolution> {
    let SourceText { layout, blocks, notes: mut footnotes, mut furniture, mut diagnostics, .. } = source;
    let knows_notes = !footnotes.is_empty();
    let (blocks, notes_of_pages) = match layout {
        Layout::Lines => pages::take_out(blocks, &mut furniture),
        Layout::Paragraphs => (blocks, Vec::new()),
    };
    footnotes.extend(notes_of_pages);
    let (blocks, dropped) = furniture::take_out(run_in::split(blocks), &mut furniture);
    let (blocks, dropped) = neighbours::take_out(blocks, dropped, &mut furniture);
    let start = body_start(&blocks, layout, &mut diagnostics);
    let mut head = blocks;
    let body = head.split_off(start);
    let dropped = dropped.get(start..).unwrap_or_default().to_vec();
    let front = front::read(head, &mut furniture);
    let mut masthead = front.masthead;
    let mut body = match layout {
        Layout::Lines => lines::join(&body, &dropped, &mut diagnostics),
        Layout::Paragraphs => body,
    };
    body.splice(0..0, front.body);
    body.iter_mut().for_each(fold);
    if !knows_notes {
        footnotes.extend(notes::split_off(&mut body));
    }
    notes::take_marks(&mut body, &footnotes, &mut diagnostics);
    restore_quotes(&mut body, &mut footnotes, &mut masthead.title, &mut diagnostics);
    let structure::Body { paragraphs, closing } = structure::build(body, &mut diagnostics);
    front::read_closing(&mut masthead, &closing);
    if !paragraphs.iter().any(|p| matches!(p.role, Role::Operative | Role::Annex)) {
        diagnostics.push(Diagnostic::new(DiagnosticKind::NoOperativePart, Default::default(), ""));
    }
    diagnostics.extend(language::foreign(&paragraphs));
    for paragraph in &paragraphs {
        if paragraph.role == Role::Operative
            && paragraph.locator.resumed == 0
            && paragraph.opening.as_ref().is_some_and(|opening| !opening.known)
        {
            let words = paragraph.opening.as_ref().map_or("", |o| o.span.of(&paragraph.text));
            diagnostics.push(Diagnostic::new(DiagnosticKind::UnknownOpening, paragraph.place, words));
        }
    }
    let closing = closing.iter().map(printed).collect();
    Parsed { value: Resolution { masthead, paragraphs, footnotes, closing, furniture }, diagnostics }
}

/// Finds where the text begins: at the organ line or, without one, after the title.
fn body_start(blocks: &[Block], layout: Layout, diagnostics: &mut Vec<Diagnostic>) -> usize {
    if let Some(at) = blocks.iter().position(|block| shape::is_organ_line(&block.text)) {
        return at;
    }
    if let Some(at) = blocks.iter().position(|block| shape::opens_decision(&block.text)) {
        return at;
    }
    let place = blocks.first().map(|block| block.place).unwrap_or_default();
    diagnostics.push(Diagnostic::new(DiagnosticKind::NoOrganLine, place, ""));
    let opens = |block: &Block| {
        let text = block.text.trim();
        let numbered = super::Enumerator::at_start(text).is_some() || block.label.is_some();
        let verb = super::opening::known(text).is_some();
        let long = text.chars().count() > if layout == Layout::Lines { 300 } else { 160 };
        (numbered || verb || long) && !text.starts_with('[')
    };
    blocks.iter().position(opens).unwrap_or(0)
}

/// Puts lost quotation marks back, unless the text has real ones: then a `?` is a question.
pub(super) fn restore_quotes(
    body: &mut [Block],
    footnotes: &mut [crate::source::Note],
    title: &mut Option<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let texts = body.iter().map(|block| &block.text).chain(footnotes.iter().map(|note| &note.text));
    let real = |text: &str| text.contains('"') || !text.is_ascii() && text.contains(['“', '”', '’', '‘']);
    if !texts.clone().any(|text| text.contains('?')) || texts.clone().any(|text| real(text)) {
        return;
    }
    for block in body {
        let grown = quotes::restore(&mut block.text, block.place, diagnostics);
        let moved = |at: usize| at + 2 * grown.iter().filter(|&&place| place < at).count();
        block.marks.iter_mut().for_each(|mark| mark.at = moved(mark.at));
        block.italics.iter_mut().for_each(|span| *span = crate::span::Span::new(moved(span.start), moved(span.end)));
    }
    for note in footnotes {
        quotes::restore(&mut note.text, note.place, diagnostics);
    }
    if let Some(title) = title {
        quotes::restore(title, Default::default(), diagnostics);
    }
}
