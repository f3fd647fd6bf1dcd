//! Bytes of a Word 97 to 2003 document (.doc) to blocks: paragraphs as Word prints them, real notes, the rest as furniture.
//!
//! Written from Microsoft's description of the format, [MS-DOC]. The container is read by the crate `cfb`.

mod bytes;
mod formats;
mod header;
mod lists;
mod pieces;
mod styles;
mod text;

use super::word::lists::{Counters, number};
use super::word::{self, Printed};
use super::{DecodeError, DecodeOptions, Format, Furniture, FurnitureKind, Layout, Mark, Note, SourceText};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};
use bytes::u16_at;
use header::{Header, TableName};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use text::Text;

/// Reads a Word 97 to 2003 document.
pub(super) fn read(bytes: &[u8], options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let limit = options.limits.unpacked;
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| DecodeError::caused_by(Format::Doc, e))?;
    let mut stream = |name: &str| -> Result<Vec<u8>, DecodeError> {
        let stream = file.open_stream(name).map_err(|error| DecodeError::caused_by(Format::Doc, error))?;
        if usize::try_from(stream.len()).unwrap_or(usize::MAX) > limit {
            return Err(DecodeError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        let allowed = u64::try_from(limit).unwrap_or(u64::MAX);
        stream.take(allowed).read_to_end(&mut bytes).map_err(|error| DecodeError::caused_by(Format::Doc, error))?;
        Ok(bytes)
    };
    let main = stream("WordDocument")?;
    let header = Header::read(&main)?;
    let tables = stream(if header.second_table { "1Table" } else { "0Table" })?;
    let data = stream("Data").unwrap_or_default();
    let text = Text::read(&main, &tables, &data, options)?;
    let stretches = Stretches::new(&header, text.len());

    let footnotes =
        Notes::new(&text, stretches.footnotes.clone(), TableName::FootnoteReferences, TableName::FootnoteTexts);
    let endnotes = Notes::new(&text, stretches.endnotes.clone(), TableName::EndnoteReferences, TableName::EndnoteTexts);
    let references: BTreeMap<usize, &Reference> =
        endnotes.references.iter().chain(&footnotes.references).map(|reference| (reference.at, reference)).collect();
    let mut numbers = Numbers::default();
    let mut counters = Counters::default();
    let body =
        text.paragraphs(stretches.main.clone(), &mut |at| references.get(&at).map(|r| numbers.mark(r)), &mut counters);
    if body.iter().all(|printed| printed.text.trim().is_empty()) {
        return Err(DecodeError::NoText(Format::Doc));
    }

    let mut furniture = Vec::new();
    let letterhead = heads(&text, &stretches.heads, &mut furniture);
    let kinds = [(&stretches.boxes, FurnitureKind::TextBox), (&stretches.head_boxes, FurnitureKind::PageHeader)];
    for (stretch, kind) in kinds {
        furniture.extend(text.lines(stretch.clone()).into_iter().map(|line| item(kind, line)));
    }
    let mut diagnostics = Vec::new();
    if text.is_revised() {
        diagnostics.push(Diagnostic::new(DiagnosticKind::RevisionsRead, Place::default(), ""));
    }
    if let Some(dropped) = furniture.iter().find(|item| item.kind == FurnitureKind::TextBox) {
        let excerpt: String = dropped.text.chars().take(60).collect();
        diagnostics.push(Diagnostic::new(DiagnosticKind::FurnitureDropped, Place::default(), excerpt));
    }
    // Comments are about the text, no part of it: to leave them out needs no remark.
    let comments = text.lines(stretches.comments.clone()).into_iter();
    furniture.extend(comments.map(|line| item(FurnitureKind::TextBox, line)));
    let mut blocks = word::blocks(letterhead);
    blocks.extend(word::blocks(body));
    let notes = numbers.notes(&text);
    Ok(SourceText { format: Format::Doc, layout: Layout::Paragraphs, blocks, notes, furniture, diagnostics })
}

fn item(kind: FurnitureKind, text: String) -> Furniture {
    let kind = if text.starts_with("<<ODS") { FurnitureKind::JobNumber } else { kind };
    Furniture { kind, text, place: Place::default() }
}

/// Says where in the text each part of the document stands.
struct Stretches {
    main: Range<usize>,
    footnotes: Range<usize>,
    heads: Range<usize>,
    comments: Range<usize>,
    endnotes: Range<usize>,
    boxes: Range<usize>,
    head_boxes: Range<usize>,
}

impl Stretches {
    fn new(header: &Header, size: usize) -> Self {
        let mut at = 0usize;
        let mut next = |length: usize| {
            let from = at.min(size);
            at = at.saturating_add(length);
            from..at.min(size)
        };
        let lengths = header.lengths;
        Self {
            main: next(lengths.main),
            footnotes: next(lengths.footnotes),
            heads: next(lengths.heads),
            comments: next(lengths.comments),
            endnotes: next(lengths.endnotes),
            boxes: next(lengths.boxes),
            head_boxes: next(lengths.head_boxes),
        }
    }
}

/// Sets the running heads and feet aside; gives the head of the first page where that is the letterhead.
fn heads(text: &Text<'_>, stretch: &Range<usize>, furniture: &mut Vec<Furniture>) -> Vec<Printed> {
    let mut letterhead = Vec::new();
    // Six rules around notes come first, then six heads and feet a section: even, odd, even, odd, first, first.
    const FIRST_HEAD: usize = 6 + 4;
    let mut seen = std::collections::BTreeSet::new();
    for (i, (from, to, _)) in bytes::table(text.table(TableName::Heads), 0).into_iter().enumerate().skip(6) {
        let part = within(stretch, from, to);
        let lines = text.lines(part.clone());
        let speaks =
            lines.iter().any(|line| line.to_ascii_lowercase().starts_with("distr") || line.contains("Original:"));
        if i == FIRST_HEAD && speaks {
            letterhead = text.paragraphs(part, &mut |_| None, &mut Counters::default());
        } else {
            let fresh = lines.into_iter().filter(|line| seen.insert(line.clone()));
            furniture.extend(fresh.map(|line| item(FurnitureKind::PageHeader, line)));
        }
    }
    letterhead
}

/// Makes a stretch of the text of positions that are counted from the start of a part.
fn within(part: &Range<usize>, from: u32, to: u32) -> Range<usize> {
    let place = |at: u32| part.start.saturating_add(usize::try_from(at).unwrap_or(usize::MAX)).min(part.end);
    place(from)..place(to).max(place(from))
}

/// Holds the references to one kind of notes.
struct Notes {
    references: Vec<Reference>,
}

/// Refers to a note.
#[derive(Debug, Clone)]
struct Reference {
    /// Unit at which it stands.
    at: usize,
    /// The mark that the author chose; absent for a number that Word counts.
    chosen: Option<String>,
    /// Where the note's text stands.
    text: Range<usize>,
    end: bool,
}

impl Notes {
    fn new(text: &Text<'_>, stretch: Range<usize>, references: TableName, texts: TableName) -> Self {
        let end = matches!(references, TableName::EndnoteReferences);
        let texts: Vec<Range<usize>> =
            bytes::table(text.table(texts), 0).into_iter().map(|(from, to, _)| within(&stretch, from, to)).collect();
        let references = bytes::table(text.table(references), 2).into_iter().zip(texts);
        let reference = |((at, _, counted), note): ((u32, u32, &[u8]), Range<usize>)| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            let chosen = (u16_at(counted, 0) == Some(0)).then(|| text.sign(at)).flatten();
            Reference { at, chosen, text: note, end }
        };
        Self { references: references.map(reference).collect() }
    }
}

/// Numbers the notes in the order of their references.
#[derive(Default)]
struct Numbers {
    feet: u32,
    ends: u32,
    seen: Vec<(String, Reference)>,
}

impl Numbers {
    fn mark(&mut self, reference: &Reference) -> Mark {
        let label = match &reference.chosen {
            Some(sign) => sign.clone(),
            None if reference.end => {
                self.ends += 1;
                number("lowerRoman", self.ends)
            }
            None => {
                self.feet += 1;
                number("decimal", self.feet)
            }
        };
        self.seen.push((label.clone(), reference.clone()));
        Mark { at: 0, label }
    }

    fn notes(self, text: &Text<'_>) -> Vec<Note> {
        let note = |(label, reference): (String, Reference)| {
            let whole = text.lines(reference.text).join(" ");
            let own = match (&reference.chosen, whole.strip_prefix(label.as_str())) {
                (Some(_), Some(rest)) => rest.trim_start().to_owned(),
                _ => whole,
            };
            Note { label, text: own, place: Place::default() }
        };
        self.seen.into_iter().map(note).collect()
    }
}
