//! The first bytes of the stream `WordDocument` to what the file says of itself (the "FIB", MS-DOC 2.5).

use super::bytes::{broken, offset_at, u16_at, u32_at};
use crate::source::{DecodeError, Foreign, Format};

/// Holds the parts of the header that matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    /// Whether the tables stand in the stream `1Table` rather than `0Table`.
    pub(super) second_table: bool,
    /// Characters of each stretch of the text, in their order.
    pub(super) lengths: Lengths,
}

/// Counts the characters of the stretches of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lengths {
    pub(super) main: usize,
    pub(super) footnotes: usize,
    pub(super) heads: usize,
    pub(super) comments: usize,
    pub(super) endnotes: usize,
    pub(super) boxes: usize,
    pub(super) head_boxes: usize,
}

/// Names a table by its place among the pairs of offset and length in the header.
#[derive(Debug, Clone, Copy)]
pub(super) enum TableName {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    Heads = 11,
    RunPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    Lists = 73,
    ListUses = 74,
}

/// Where the pairs begin.
const PAIRS: usize = 154;

impl Header {
    /// Reads the header of the stream.
    pub(super) fn read(stream: &[u8]) -> Result<Self, DecodeError> {
        let word = |at| u16_at(stream, at).ok_or_else(|| broken("its header ends too early"));
        if word(0)? != 0xA5EC {
            return Err(broken("its header does not begin as that of a Word document"));
        }
        // Word 6 and 95 share the container with the later versions, but little of what is inside.
        if word(2)? < 0xC1 {
            return Err(DecodeError::Unreadable(Foreign::OldWord));
        }
        let flags = word(0x0A)?;
        if flags & 0x0100 != 0 {
            return Err(DecodeError::Encrypted(Format::Doc));
        }
        let length = |at: usize| {
            let length = u32_at(stream, at).ok_or_else(|| broken("its header ends too early"))?;
            usize::try_from(length).ok().filter(|l| *l < 0x7FFF_FFFF).ok_or_else(|| broken("it claims too much text"))
        };
        let lengths = Lengths {
            main: length(76)?,
            footnotes: length(80)?,
            heads: length(84)?,
            comments: length(92)?,
            endnotes: length(96)?,
            boxes: length(100)?,
            head_boxes: length(104)?,
        };
        Ok(Self { second_table: flags & 0x0200 != 0, lengths })
    }
}

/// Cuts a table out of the stream of tables; empty where the file has none.
pub(super) fn table<'t>(stream: &[u8], tables: &'t [u8], name: TableName) -> &'t [u8] {
    let at = PAIRS + name as usize * 8;
    let found = offset_at(stream, at).zip(offset_at(stream, at + 4));
    found.and_then(|(from, length)| tables.get(from..from.checked_add(length)?)).unwrap_or_default()
}

/// Gives the stream of tables from the beginning of one table on.
pub(super) fn from<'t>(stream: &[u8], tables: &'t [u8], name: TableName) -> &'t [u8] {
    let from = offset_at(stream, PAIRS + name as usize * 8);
    from.and_then(|from| tables.get(from..)).unwrap_or_default()
}
