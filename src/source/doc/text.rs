//! Characters and formatting of a file to paragraphs as Word prints them, in one state of the tracked changes.

use super::formats::{Formats, Kind, Run};
use super::header::{self, TableName};
use super::lists;
use super::pieces::Characters;
use super::styles::Styles;
use crate::source::word::Printed;
use crate::source::word::lists::{Counters, Lists};
use crate::source::word::symbols;
use crate::source::{DecodeError, DecodeOptions, Mark, Revisions};
use crate::span::Span;
use std::ops::Range;

/// How many fields may be open inside one another; Word allows 20.
const FIELDS: usize = 32;

/// Holds all that is needed to print any stretch of the text.
pub(super) struct Text<'f> {
    main: &'f [u8],
    tables: &'f [u8],
    data: &'f [u8],
    characters: Characters,
    runs: Formats<'f>,
    paragraphs: Formats<'f>,
    styles: Styles,
    lists: Lists,
    revisions: Revisions,
}

impl<'f> Text<'f> {
    /// Reads the text and its formatting from the streams.
    pub(super) fn read(
        main: &'f [u8],
        tables: &'f [u8],
        data: &'f [u8],
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let table = |name| header::table(main, tables, name);
        let uses = table(TableName::ListUses);
        let definitions = table(TableName::Lists);
        // The levels of the lists follow after the table, and are not counted as part of it.
        let levels = header::from(main, tables, TableName::Lists);
        Ok(Self {
            main,
            tables,
            data,
            characters: Characters::read(main, table(TableName::Pieces), options.limits.unpacked)?,
            runs: Formats::read(main, table(TableName::RunPages), Kind::Runs),
            paragraphs: Formats::read(main, table(TableName::ParagraphPages), Kind::Paragraphs),
            styles: Styles::read(table(TableName::Styles)),
            lists: lists::read(definitions, levels, uses),
            revisions: options.revisions,
        })
    }

    /// Counts the characters.
    pub(super) fn len(&self) -> usize {
        self.characters.units.len()
    }

    /// Gives a table by its name.
    pub(super) fn table(&self, name: TableName) -> &'f [u8] {
        header::table(self.main, self.tables, name)
    }

    /// Tells whether anything is a tracked change.
    pub(super) fn is_revised(&self) -> bool {
        self.runs.any(|run| run.inserted || run.deleted)
    }

    /// Gives the sign that an author chose as the mark of a note, once for each time it is repeated.
    pub(super) fn sign(&self, at: usize) -> Option<String> {
        let first = char::from_u32(u32::from(*self.characters.units.get(at)?)).filter(|c| !c.is_control())?;
        let same = self.characters.units[at..].iter().take(4).take_while(|unit| u32::from(**unit) == u32::from(first));
        let count = if first.is_alphanumeric() { 1 } else { same.count() };
        Some(first.to_string().repeat(count))
    }

    /// Gives the text of each paragraph that has any, white space folded.
    pub(super) fn lines(&self, stretch: Range<usize>) -> Vec<String> {
        let printed = self.paragraphs(stretch, &mut |_| None, &mut Counters::default());
        let folded = printed.iter().map(|printed| printed.text.split_whitespace().collect::<Vec<_>>().join(" "));
        folded.filter(|line| !line.is_empty()).collect()
    }

    /// Gives the paragraphs of a stretch. `mark` gives the mark of the note referred to at a character.
    pub(super) fn paragraphs(
        &self,
        stretch: Range<usize>,
        mark: &mut dyn FnMut(usize) -> Option<Mark>,
        counters: &mut Counters,
    ) -> Vec<Printed> {
        let mut open = Open::default();
        let mut done = Vec::new();
        let mut cells = Cells::default();
        let (mut run, mut alike) = (Run::default(), 0..0);
        let end = stretch.end.min(self.len());
        for at in stretch.start..end {
            let unit = self.characters.units[at];
            let byte = self.characters.byte(at);
            if !alike.contains(&byte) {
                (run, alike) = self.runs.run(byte);
            }
            let is_there = run.is_in(self.revisions);
            match unit {
                // The end of a paragraph that is not there in this state: the next one continues it.
                PARAGRAPH if !is_there && at + 1 < end => {}
                PAGE if open.is_empty() => {}
                PARAGRAPH | CELL | PAGE => {
                    let set = self.styles.complete(self.paragraphs.paragraph(byte, self.data));
                    let cell = cells.next(unit == CELL, set.in_table, set.ends_row);
                    let mut printed = open.end(&self.styles, set.style);
                    if unit == CELL && set.ends_row && printed.text.is_empty() {
                        continue;
                    }
                    let list = set.list.filter(|list| (1..0x7FF).contains(list));
                    printed.label =
                        list.and_then(|list| counters.label(&self.lists, u32::from(list), set.level.unwrap_or(0)));
                    printed.style = self.styles.name(set.style);
                    printed.left = set.left.unwrap_or(0);
                    printed.first = set.first.unwrap_or(0);
                    printed.set_apart = set.centred == Some(true) || set.outlined == Some(true);
                    printed.cell = cell;
                    done.push(printed);
                }
                0x13 if open.fields.len() < FIELDS => open.fields.push(false),
                0x13 => {}
                0x14 => {
                    if let Some(result) = open.fields.last_mut() {
                        *result = true;
                    }
                }
                0x15 => {
                    open.fields.pop();
                }
                _ if !is_there || run.hidden => {}
                _ => match mark(at) {
                    Some(found) => open.mark(found, unit),
                    None => open.push(unit, run),
                },
            }
        }
        if !open.is_empty() {
            done.push(open.end(&self.styles, 0));
        }
        done
    }
}

const PARAGRAPH: u16 = 0x0D;
const CELL: u16 = 0x07;
const PAGE: u16 = 0x0C;

/// Collects the paragraph that is being read.
#[derive(Default)]
struct Open {
    printed: Printed,
    /// How its text is set; the style of the paragraph is known at its end alone.
    runs: Vec<(Span, Run)>,
    /// Fields that have begun; `true` once the result has.
    fields: Vec<bool>,
    /// First half of a character beyond the first 65536.
    high: Option<u16>,
    /// The sign that the author chose as mark goes on.
    sign: Option<(u16, usize)>,
}

impl Open {
    fn is_empty(&self) -> bool {
        self.printed.text.is_empty() && self.printed.marks.is_empty()
    }

    fn end(&mut self, styles: &Styles, style: u16) -> Printed {
        for (span, run) in self.runs.drain(..) {
            let (italic, raised) = styles.look(run, style);
            if italic {
                extend(&mut self.printed.italics, span);
            }
            if raised {
                extend(&mut self.printed.raised, span);
            }
        }
        // The instruction of a field that nobody ended would hide the rest of the text.
        self.fields.retain(|result| *result);
        self.high = None;
        self.sign = None;
        std::mem::take(&mut self.printed)
    }

    fn mark(&mut self, mark: Mark, unit: u16) {
        // The sign that an author chose stands in the text itself.
        self.sign = (unit > 0x20).then(|| (unit, mark.label.chars().count().saturating_sub(1)));
        if self.fields.iter().all(|result| *result) {
            self.printed.marks.push(Mark { at: self.printed.text.len(), ..mark });
        }
    }

    fn push(&mut self, unit: u16, run: Run) {
        if let Some((sign, left)) = &mut self.sign
            && *sign == unit
            && *left > 0
        {
            *left -= 1;
            return;
        }
        self.sign = None;
        if !self.fields.iter().all(|result| *result) {
            return;
        }
        let character = match unit {
            0x09 => '\t',
            0x0B => '\n',
            0x1E => '\u{2011}',
            // 0x1F is a hyphen that may be printed where a line ends; 0x28 may stand for a character of a symbol font.
            0x28 if run.symbol.is_some() => {
                let code = run.symbol.map_or(0, u32::from);
                symbols::character("symbol", code).unwrap_or('\u{2022}')
            }
            0x00..=0x1F => return,
            0xD800..=0xDBFF => {
                self.high = Some(unit);
                return;
            }
            0xDC00..=0xDFFF => {
                let pair = self.high.take().map(|high| char::decode_utf16([high, unit]).next());
                pair.and_then(|pair| pair?.ok()).unwrap_or('\u{fffd}')
            }
            other => char::from_u32(u32::from(other)).unwrap_or('\u{fffd}'),
        };
        let text = &mut self.printed.text;
        let span = Span::new(text.len(), text.len() + character.len_utf8());
        text.push(character);
        match self.runs.last_mut() {
            Some((last, alike)) if last.end == span.start && *alike == run => last.end = span.end,
            _ => self.runs.push((span, run)),
        }
    }
}

/// Adds a span, joined to the last one where they touch.
fn extend(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if last.end == span.start => last.end = span.end,
        _ => spans.push(span),
    }
}

/// Counts tables, rows and cells.
#[derive(Default)]
struct Cells {
    at: [u32; 3],
    inside: bool,
}

impl Cells {
    /// Gives the cell of a paragraph, told by how it ends.
    fn next(&mut self, ends_cell: bool, in_table: bool, ends_row: bool) -> Option<[u32; 3]> {
        if !ends_cell && !in_table {
            self.inside = false;
            return None;
        }
        if !self.inside {
            self.inside = true;
            self.at = [self.at[0] + 1, 1, 1];
        }
        let here = self.at;
        if ends_cell && ends_row {
            self.at = [here[0], here[1] + 1, 1];
        } else if ends_cell {
            self.at[2] += 1;
        }
        Some(here)
    }
}
