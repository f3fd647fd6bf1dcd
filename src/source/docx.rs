//! Bytes of a Word document (.docx) to blocks: paragraphs as Word prints them, real notes, the rest as furniture.

pub(crate) mod anatomy;
mod numbering;
pub(crate) mod package;
mod paragraphs;
mod properties;
pub(crate) mod settle;
pub(crate) mod story;
pub(crate) mod styles;
pub(crate) mod xml;

use super::{Block, DecodeError, DecodeOptions, Format, Furniture, FurnitureKind, Layout, Note, SourceText, word};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};
use package::{Package, Relations};
use properties::{NoteNumbering, Section};
use std::collections::{BTreeMap, BTreeSet};
use story::{NoteKind, Raw, RawMark, RawNote, Story};
use styles::Styles;
use xml::{Token, Xml};

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let mut package = Package::open(bytes, options.limits)?;
    let main = package.main_document()?;
    let relations = package.relations(&main)?;
    let styles = first(&mut package, &relations, "styles", Styles::read)?;
    let lists = first(&mut package, &relations, "numbering", numbering::read)?;
    let defaults = first(&mut package, &relations, "settings", settings)?;
    let story = |text: &str| story::read(text, &styles, options.revisions);

    let text = package.part(&main)?.unwrap_or_default();
    let body = story(&text)?;
    drop(text);
    let footnotes = first(&mut package, &relations, "footnotes", story)?;
    let endnotes = first(&mut package, &relations, "endnotes", story)?;
    let comments = first(&mut package, &relations, "comments", story)?;

    let mut furniture = Vec::new();
    let mut letterhead = Vec::new();
    for (first_page, part) in heads(&body.sections, &relations) {
        let Some(text) = package.part(part)? else { continue };
        let head = story(&text)?;
        if first_page && speaks(&head.paragraphs) {
            letterhead = head.paragraphs;
        } else {
            furniture.extend(lines(&head.paragraphs).map(|text| item(FurnitureKind::PageHeader, None, text)));
        }
        furniture.extend(head.boxes.into_iter().map(|(_, text)| item(FurnitureKind::PageHeader, None, text)));
    }

    let numbers = Numbers::new(&body, &defaults);
    let label = |mark: &RawMark| numbers.label(mark);
    let mut diagnostics = Vec::new();
    let revised = [&body, &footnotes, &endnotes].into_iter().find_map(|story| story.revised);
    if let Some(page) = revised {
        diagnostics.push(Diagnostic::new(DiagnosticKind::RevisionsRead, Place::page(page), ""));
    }
    for story in [&body, &footnotes, &endnotes] {
        let boxes = story.boxes.iter().map(|(page, text)| item(FurnitureKind::TextBox, *page, text.clone()));
        let hidden = story.hidden.iter().filter(|(_, text)| !text.trim().is_empty());
        let hidden = hidden.map(|(page, text)| item(FurnitureKind::Marker, *page, text.trim().to_owned()));
        furniture.extend(boxes.chain(hidden));
    }
    for part in relations.of_kind("chart").chain(relations.of_kind("diagramData")) {
        let text = package.part(part)?.map(|text| drawn(&text)).filter(|text| !text.is_empty());
        furniture.extend(text.map(|text| item(FurnitureKind::TextBox, None, text)));
    }
    if let Some(dropped) = furniture.iter().find(|item| item.kind == FurnitureKind::TextBox) {
        let excerpt: String = dropped.text.chars().take(60).collect();
        diagnostics.push(Diagnostic::new(DiagnosticKind::FurnitureDropped, dropped.place, excerpt));
    }
    // Comments are about the text, no part of it: to leave them out needs no remark.
    furniture.extend(comments.notes.iter().flat_map(|comment| lines(&comment.paragraphs)).map(|text| {
        let kind = if text.starts_with("<<ODS") { FurnitureKind::JobNumber } else { FurnitureKind::TextBox };
        item(kind, None, text)
    }));

    let notes = numbers.notes(&body, &footnotes.notes, &endnotes.notes);
    let print = |paragraphs| paragraphs::printed(paragraphs, &styles, &lists, &label);
    let mut blocks = word::blocks(print(letterhead));
    let mut text = print(body.paragraphs);
    for (number, printed) in (0..).zip(&mut text) {
        printed.paragraph = Some(number);
    }
    blocks.extend(word::blocks(text));
    if blocks.iter().all(|block: &Block| block.text.trim().is_empty()) {
        return Err(DecodeError::NoText(Format::Docx));
    }
    Ok(SourceText { format: Format::Docx, layout: Layout::Paragraphs, blocks, notes, furniture, diagnostics })
}

/// Reads the first part of a kind that the document refers to; gives the default where it refers to none.
fn first<T: Default>(
    package: &mut Package<'_>,
    relations: &Relations,
    kind: &str,
    read: impl FnOnce(&str) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let Some(name) = relations.of_kind(kind).next() else { return Ok(T::default()) };
    match package.part(name)? {
        Some(text) => read(&text),
        None => Ok(T::default()),
    }
}

/// Reads from `settings.xml` how notes are numbered.
fn settings(text: &str) -> Result<Section, DecodeError> {
    let mut settings = Section::default();
    let mut xml = Xml::new(text);
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        if tag.is("footnotePr") {
            settings.footnotes.read(&mut xml)?;
        } else if tag.is("endnotePr") {
            settings.endnotes.read(&mut xml)?;
        }
    }
    Ok(settings)
}

/// Lists the running heads and feet, each part once, with whether it is the head of the very first page.
fn heads<'r>(sections: &[Section], relations: &'r Relations) -> Vec<(bool, &'r str)> {
    let mut found: Vec<(bool, &str)> = Vec::new();
    for (i, section) in sections.iter().enumerate() {
        for (at, (kind, id)) in section.headers.iter().chain(&section.footers).enumerate() {
            let Some(part) = relations.target(id) else { continue };
            if found.iter().all(|(_, other)| *other != part) {
                let head = at < section.headers.len();
                found.push((i == 0 && head && section.title_page && kind == "first", part));
            }
        }
    }
    found
}

/// Tells whether the head of the first page is a letterhead: it has more to say than the running ones, a symbol and a
/// page number.
fn speaks(paragraphs: &[Raw]) -> bool {
    lines(paragraphs).any(|line| line.to_ascii_lowercase().starts_with("distr") || line.contains("Original:"))
}

/// Gives the text of each paragraph that has any.
fn lines(paragraphs: &[Raw]) -> impl Iterator<Item = String> {
    paragraphs.iter().map(Raw::plain).filter(|line| !line.is_empty())
}

/// Gives the words and figures of a chart or diagram, as far as its XML can be read.
fn drawn(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut in_text = false;
    let mut xml = Xml::new(text);
    while let Ok(Some(token)) = xml.next() {
        match token {
            Token::Open(tag) => in_text = matches!(tag.name(), "t" | "v"),
            Token::Close => in_text = false,
            Token::Text(text) if in_text => words.extend(xml::unescape(&text).split_whitespace().map(str::to_owned)),
            Token::Text(_) => {}
        }
    }
    words.join(" ")
}

fn item(kind: FurnitureKind, page: Option<u32>, text: String) -> Furniture {
    Furniture { kind, text, place: Place::page(page) }
}

/// Holds the mark of every note, by kind and id.
struct Numbers {
    foot: BTreeMap<String, String>,
    end: BTreeMap<String, String>,
}

impl Numbers {
    /// Counts the notes in the order of their references, as Word does.
    fn new(body: &Story, defaults: &Section) -> Self {
        let mut numbers = Self { foot: BTreeMap::new(), end: BTreeMap::new() };
        let fallback = NoteNumbering { format: Some("lowerRoman".to_owned()), ..NoteNumbering::default() };
        for kind in [NoteKind::Foot, NoteKind::End] {
            let mut count = 0;
            let mut section = None;
            let by_id = match kind {
                NoteKind::Foot => &mut numbers.foot,
                NoteKind::End => &mut numbers.end,
            };
            for mark in body.paragraphs.iter().flat_map(|raw| &raw.marks).filter(|mark| mark.kind == kind) {
                let here = body.sections.get(mark.section);
                let numbering = match kind {
                    NoteKind::Foot => here.map(|s| &s.footnotes).unwrap_or(&defaults.footnotes).or(&defaults.footnotes),
                    NoteKind::End => {
                        here.map(|s| &s.endnotes).unwrap_or(&defaults.endnotes).or(&defaults.endnotes).or(&fallback)
                    }
                };
                if section != Some(mark.section) && (section.is_none() || numbering.each_section == Some(true)) {
                    count = numbering.start.unwrap_or(1).saturating_sub(1);
                }
                section = Some(mark.section);
                let label = match mark.custom.as_deref().filter(|label| !label.is_empty()) {
                    Some(custom) => custom.to_owned(),
                    None => {
                        count += 1;
                        word::lists::number(numbering.format.as_deref().unwrap_or("decimal"), count)
                    }
                };
                by_id.entry(mark.id.clone()).or_insert(label);
            }
        }
        numbers
    }

    fn label(&self, mark: &RawMark) -> String {
        let by_id = match mark.kind {
            NoteKind::Foot => &self.foot,
            NoteKind::End => &self.end,
        };
        by_id.get(&mark.id).cloned().unwrap_or_default()
    }

    /// Gives the notes in the order of their first references, footnotes and endnotes as they come.
    fn notes(&self, body: &Story, footnotes: &[RawNote], endnotes: &[RawNote]) -> Vec<Note> {
        let mut seen: BTreeSet<(NoteKind, &str)> = BTreeSet::new();
        let mut notes = Vec::new();
        let by_id = |notes: &'_ [RawNote]| -> BTreeMap<String, usize> {
            notes.iter().enumerate().filter(|(_, note)| note.is_text).map(|(i, note)| (note.id.clone(), i)).collect()
        };
        let (foot, end) = (by_id(footnotes), by_id(endnotes));
        for mark in body.paragraphs.iter().flat_map(|raw| &raw.marks) {
            let (index, list) = match mark.kind {
                NoteKind::Foot => (foot.get(&mark.id), footnotes),
                NoteKind::End => (end.get(&mark.id), endnotes),
            };
            let Some(note) = index.and_then(|i| list.get(*i)) else { continue };
            if !seen.insert((mark.kind, mark.id.as_str())) {
                continue;
            }
            let label = self.label(mark);
            let text = lines(&note.paragraphs).collect::<Vec<_>>().join(" ");
            // The author who chose a mark typed it before the note as well.
            let text = match (&mark.custom, text.strip_prefix(label.as_str())) {
                (Some(_), Some(rest)) if !label.is_empty() => rest.trim_start().to_owned(),
                _ => text,
            };
            let page = note.paragraphs.first().and_then(|raw| raw.page);
            notes.push(Note { label, text, place: Place::page(page) });
        }
        notes
    }
}
