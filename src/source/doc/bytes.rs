//! Numbers in a stream of bytes, little end first; `None` past its end.

use crate::source::DecodeError;
use crate::source::Format;

/// Reads a number of 16 bits.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// Reads a number of 32 bits.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// Reads a number of 32 bits as an offset.
pub(super) fn offset_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// Reads a table of ascending positions and of `size` bytes for each stretch between them (a "PLC").
pub(super) fn table(bytes: &[u8], size: usize) -> Vec<(u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    let entry = |i: usize| {
        let (from, to) = (u32_at(bytes, i * 4)?, u32_at(bytes, i * 4 + 4)?);
        let at = (count + 1) * 4 + i * size;
        Some((from, to, bytes.get(at..at + size)?))
    };
    (0..count).map_while(entry).collect()
}

/// Makes the error for a broken file.
pub(super) fn broken(what: &str) -> DecodeError {
    DecodeError::malformed(Format::Doc, what)
}
