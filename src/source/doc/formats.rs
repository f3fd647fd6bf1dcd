//! Pages of formatting to what is said of a run or a paragraph, looked up by its byte (MS-DOC 2.9.55, 2.9.174).

use super::bytes::{table, u16_at, u32_at};
use crate::source::Revisions;
use std::ops::Range;

/// Bytes of one page.
const PAGE: usize = 512;

/// Holds the stretches of bytes that are set alike, in order, with their properties as written.
#[derive(Debug, Default)]
pub(super) struct Formats<'s> {
    stretches: Vec<Stretch<'s>>,
}

#[derive(Debug, Clone, Copy)]
struct Stretch<'s> {
    from: usize,
    to: usize,
    style: u16,
    properties: &'s [u8],
}

/// Names the two kinds of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Runs,
    Paragraphs,
}

impl<'s> Formats<'s> {
    /// Reads all pages of a kind that the table names. Pages lie in the stream, so there are no more than it has room for.
    pub(super) fn read(stream: &'s [u8], pages: &[u8], kind: Kind) -> Self {
        let mut stretches = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for (_, _, number) in table(pages, 4) {
            let number = u32_at(number, 0).unwrap_or(0) & 0x3F_FFFF;
            let start = usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(PAGE);
            if let Some(page) = stream.get(start..start.saturating_add(PAGE)).filter(|_| seen.insert(number)) {
                stretches.extend(stretches_of(page, kind));
            }
        }
        stretches.sort_by_key(|stretch: &Stretch<'_>| stretch.from);
        Self { stretches }
    }

    fn find(&self, byte: usize) -> Option<Stretch<'s>> {
        let at = self.stretches.partition_point(|stretch| stretch.from <= byte).checked_sub(1)?;
        Some(self.stretches[at]).filter(|stretch| byte < stretch.to)
    }

    /// Gives how the run at a byte is set, and the bytes for which that holds.
    pub(super) fn run(&self, byte: usize) -> (Run, Range<usize>) {
        let next = self.stretches.partition_point(|stretch| stretch.from <= byte);
        match next.checked_sub(1).map(|at| self.stretches[at]) {
            Some(stretch) if byte < stretch.to => (Run::read(stretch.properties), stretch.from..stretch.to),
            _ => (Run::default(), byte..self.stretches.get(next).map_or(byte + 1, |stretch| stretch.from)),
        }
    }

    /// Tells whether anything is set in some way.
    pub(super) fn any(&self, is: impl Fn(Run) -> bool) -> bool {
        self.stretches.iter().any(|stretch| is(Run::read(stretch.properties)))
    }

    /// Gives what is said of the paragraph that ends at a byte. Properties too long for a page stand in the stream `Data`.
    pub(super) fn paragraph(&self, byte: usize, data: &[u8]) -> Paragraph {
        let Some(stretch) = self.find(byte) else { return Paragraph::default() };
        let mut paragraph = Paragraph::read(stretch.style, stretch.properties);
        for (_, value) in properties(stretch.properties).filter(|(code, _)| matches!(code, 0x6645 | 0x6646)) {
            let at = u32_at(value, 0).and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
            let size = u16_at(data, at).map_or(0, usize::from);
            let long = at.checked_add(2).and_then(|at| data.get(at..at.checked_add(size)?));
            paragraph.add(long.unwrap_or_default());
        }
        paragraph
    }
}

fn stretches_of(page: &[u8], kind: Kind) -> Vec<Stretch<'_>> {
    let count = usize::from(page[PAGE - 1]);
    let width = if kind == Kind::Runs { 1 } else { 13 };
    let stretch = |i: usize| {
        let from = usize::try_from(u32_at(page, i * 4)?).ok()?;
        let to = usize::try_from(u32_at(page, i * 4 + 4)?).ok()?;
        let at = usize::from(*page.get((count + 1) * 4 + i * width)?) * 2;
        let (style, properties): (u16, &[u8]) = match (at, kind) {
            (0, _) => (0, &[]),
            (at, Kind::Runs) => {
                let size = usize::from(*page.get(at)?);
                (0, page.get(at + 1..at + 1 + size)?)
            }
            (at, Kind::Paragraphs) => {
                let (start, size) = match usize::from(*page.get(at)?) {
                    0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                    half => (at + 1, half * 2 - 1),
                };
                let whole = page.get(start..start + size)?;
                (u16_at(whole, 0)?, whole.get(2..)?)
            }
        };
        Some(Stretch { from, to, style, properties })
    };
    (0..count).filter_map(stretch).collect()
}

/// Gives each property with its value: (code, bytes of the value).
fn properties(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        // The three highest bits tell how long a value is (MS-DOC 2.6.2).
        let (start, size) = match code >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            _ if code == 0xD608 => (4, usize::from(u16_at(rest, 2)?).checked_sub(1)?),
            _ => (3, usize::from(*rest.get(2)?)),
        };
        let value = rest.get(start..start + size)?;
        rest = &rest[start + size..];
        Some((code, value))
    })
}

/// Says how a run is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// Index of its character style.
    pub(super) style: Option<u16>,
    pub(super) italic: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) hidden: bool,
    pub(super) inserted: bool,
    pub(super) deleted: bool,
    /// Character of a symbol font.
    pub(super) symbol: Option<u16>,
}

impl Run {
    /// Reads what is said by itself; the styles say the rest.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut run = Self::default();
        for (code, value) in properties(bytes) {
            // 0x80 and 0x81 ask for the same as, and the opposite of, the style, which for these is off.
            let on = matches!(value.first(), Some(1 | 0x81));
            match code {
                0x4A30 => run.style = u16_at(value, 0),
                0x0836 => run.italic = (value.first() != Some(&0x80)).then_some(on),
                0x2A48 => run.raised = value.first().map(|how| *how == 1),
                0x083C => run.hidden = on,
                0x0801 => run.inserted = on,
                0x0800 => run.deleted = on,
                0x6A09 => run.symbol = u16_at(value, 2),
                _ => {}
            }
        }
        run
    }

    /// Tells whether its text is there in a state of the tracked changes.
    pub(super) fn is_in(self, revisions: Revisions) -> bool {
        match revisions {
            Revisions::Final => !self.deleted,
            Revisions::Original => !self.inserted,
        }
    }
}

/// Says how a paragraph is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    /// Number of its list among the uses of lists, from 1; 0 for none.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) in_table: bool,
    /// Ends a row of a table.
    pub(super) ends_row: bool,
    pub(super) centred: Option<bool>,
    pub(super) left: Option<i32>,
    pub(super) first: Option<i32>,
    pub(super) outlined: Option<bool>,
}

impl Paragraph {
    /// Reads what is said by itself; the style says the rest.
    pub(super) fn read(style: u16, bytes: &[u8]) -> Self {
        let mut paragraph = Self { style, ..Self::default() };
        paragraph.add(bytes);
        paragraph
    }

    fn add(&mut self, bytes: &[u8]) {
        for (code, value) in properties(bytes) {
            let number = || u16_at(value, 0).map(|number| i32::from(number.cast_signed()));
            match code {
                0x460B => self.list = u16_at(value, 0),
                0x260A => self.level = value.first().copied(),
                0x2416 => self.in_table = value.first() == Some(&1),
                0x2417 => self.ends_row = value.first() == Some(&1),
                0x2403 | 0x2461 => self.centred = value.first().map(|how| *how == 1),
                0x840F | 0x845E => self.left = number(),
                0x8411 | 0x8460 => self.first = number(),
                0x2640 => self.outlined = value.first().map(|level| *level < 9),
                _ => {}
            }
        }
    }
}
