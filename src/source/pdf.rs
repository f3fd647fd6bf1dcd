//! Bytes of a PDF with a text layer to its paragraphs, notes and furniture.
//!
//! The way of a file: objects (`file`) → glyphs with places (`content`) → printed lines (`lines`) → without running
//! heads (`furniture`) and notes (`notes`) → paragraphs (`paragraphs`). The reader is its own: the libraries at hand
//! read all objects at once, without bounds, and the one that gives places of glyphs does not say which are italic.

mod cmap;
mod content;
mod encoding;
mod file;
mod filter;
mod font;
mod furniture;
mod lines;
mod notes;
mod object;
mod paragraphs;
mod words;

use super::{DecodeError, DecodeOptions, Format, Furniture, FurnitureKind, Layout, SourceText};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};
use content::{Drawn, Rule};
use file::{Broken, Budget, File};
use lines::Line;
use std::collections::BTreeMap;
use words::Words;

/// Above this share of characters for which no font says what they are, in per cent, there is no text to be had.
const UNKNOWN_CHARACTERS: usize = 20;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let limit = options.limits.unpacked;
    let drawn = draw(bytes, limit).map_err(|broken| broken.into_error(limit))?;
    let glyphs = || drawn.iter().flat_map(|page| &page.glyphs);
    let letters = glyphs().filter(|g| g.c.is_alphabetic()).count();
    let unknown = glyphs().filter(|g| g.c == char::REPLACEMENT_CHARACTER).count();
    if letters == 0 || unknown * 100 > (letters + unknown) * UNKNOWN_CHARACTERS {
        return Err(DecodeError::NoText(Format::Pdf));
    }
    let mut furniture = Vec::new();
    let mut pages = Vec::new();
    for (number, page) in (1..).zip(&drawn) {
        let (lines, turned) = lines::lines(page, number);
        pages.push(lines);
        if !turned.is_empty() {
            let place = Place::page(Some(number));
            furniture.push(Furniture { kind: FurnitureKind::TextBox, text: turned, place });
        }
    }
    let rules: Vec<Vec<Rule>> = drawn.iter().map(|page| page.rules.clone()).collect();
    drop(drawn);

    furniture.extend(furniture::take(&mut pages));
    let size = usual_size(pages.iter().flatten());
    let notes = notes::take(&mut pages, &rules, size);
    furniture.extend(notes.rules);
    furniture.sort_by_key(|piece| piece.place);

    let mut lines: Vec<Line> = pages.into_iter().flatten().collect();
    let words = Words::of(lines.iter().chain(&notes.lines).map(|line| line.text.as_str()));
    let (notes, strays) = notes::join(notes.lines, &words);
    lines.extend(strays);
    let blocks = paragraphs::join(&lines, &words);
    let mut diagnostics = Vec::new();
    if unknown > 0 {
        let place = blocks.iter().find(|block| block.text.contains(char::REPLACEMENT_CHARACTER)).map(|b| b.place);
        diagnostics.push(Diagnostic::new(DiagnosticKind::UndecodableBytes, place.unwrap_or_default(), ""));
    }
    Ok(SourceText { format: Format::Pdf, layout: Layout::Paragraphs, blocks, notes, furniture, diagnostics })
}

fn draw(bytes: &[u8], limit: usize) -> Result<Vec<Drawn>, Broken> {
    let file = File::open(bytes, Budget::new(limit))?;
    let mut fonts = content::Fonts::new();
    file.pages()?.iter().map(|page| content::draw(&file, page, &mut fonts)).collect()
}

/// The size in which most of the text is set.
fn usual_size<'l>(lines: impl Iterator<Item = &'l Line>) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for line in lines {
        *counts.entry((line.size * 10.0).round() as i32).or_default() += line.text.len();
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(10.0, |(size, _)| size as f32 / 10.0)
}
