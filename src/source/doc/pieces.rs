//! The piece table to the characters of the whole file, each with the byte at which it stands (MS-DOC 2.9.177).

use super::bytes::{broken, table, u32_at};
use crate::source::DecodeError;

/// Holds all text of a file: main text, notes, heads, one after the other.
#[derive(Debug, Default)]
pub(super) struct Characters {
    /// UTF-16, as the file counts.
    pub(super) units: Vec<u16>,
    /// Stretches of units that stand next to one another in the stream.
    pieces: Vec<Piece>,
}

/// Holds one stretch.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// First unit.
    from: usize,
    /// Byte of the first unit in the stream.
    byte: usize,
    /// Bytes of one unit: 1 or 2.
    width: usize,
}

impl Characters {
    /// Reads the pieces, at most `limit` bytes of text.
    pub(super) fn read(stream: &[u8], pieces: &[u8], limit: usize) -> Result<Self, DecodeError> {
        let mut text = Self::default();
        for (from, to, piece) in table(piece_table(pieces)?, 8) {
            let count = usize::try_from(to.checked_sub(from).ok_or_else(|| broken("its pieces overlap"))?).unwrap_or(0);
            let place = u32_at(piece, 2).ok_or_else(|| broken("its pieces end too early"))?;
            if (text.units.len() + count).saturating_mul(2) > limit {
                return Err(DecodeError::TooLarge { limit });
            }
            let narrow = place & 0x4000_0000 != 0;
            let place = usize::try_from(place & 0x3FFF_FFFF).unwrap_or(0);
            let (byte, width) = if narrow { (place / 2, 1) } else { (place, 2) };
            let bytes = stream
                .get(byte..byte.saturating_add(count * width))
                .ok_or_else(|| broken("a piece of its text lies outside the file"))?;
            text.pieces.push(Piece { from: text.units.len(), byte, width });
            if narrow {
                text.units.extend(bytes.iter().map(|&byte| windows_1252(byte)));
            } else {
                text.units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            }
        }
        Ok(text)
    }

    /// Gives the byte in the stream at which a unit stands.
    pub(super) fn byte(&self, unit: usize) -> usize {
        let piece = self.pieces.partition_point(|piece| piece.from <= unit).checked_sub(1);
        piece.map_or(0, |i| {
            let piece = self.pieces[i];
            piece.byte + (unit - piece.from) * piece.width
        })
    }
}

/// Finds the table after the properties that may stand before it.
fn piece_table(mut rest: &[u8]) -> Result<&[u8], DecodeError> {
    loop {
        match rest {
            [1, low, high, after @ ..] => {
                let length = usize::from(u16::from_le_bytes([*low, *high]));
                rest = after.get(length..).ok_or_else(|| broken("its piece table ends too early"))?;
            }
            [2, after @ ..] => {
                let length = u32_at(after, 0).and_then(|length| usize::try_from(length).ok());
                return length
                    .and_then(|length| after.get(4..length.checked_add(4)?))
                    .ok_or_else(|| broken("its piece table ends too early"));
            }
            _ => return Err(broken("it has no piece table")),
        }
    }
}

/// Decodes a byte of a narrow piece; control characters stay what they are.
fn windows_1252(byte: u8) -> u16 {
    const HIGH: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        other => u16::from(other),
    }
}
