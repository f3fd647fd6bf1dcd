//! Packed bytes of a stream to what they unpack to, within a budget.

use super::file::{Broken, Budget};
use super::object::{Dictionary, Object};
use std::io::Read;

/// Names one step of unpacking, with its parameters.
pub(super) struct Filter<'a> {
    /// As in the stream's dictionary: "FlateDecode".
    pub(super) name: &'a [u8],
    /// Its parameters, references followed.
    pub(super) parameters: Option<Dictionary>,
}

/// Unpacks by one filter. Pictures are not unpacked: no text stands in them.
pub(super) fn unpack(bytes: &[u8], filter: &Filter<'_>, budget: &Budget) -> Result<Vec<u8>, Broken> {
    let parameters = filter.parameters.as_ref();
    match filter.name {
        b"FlateDecode" | b"Fl" => predict(inflate(bytes, budget)?, parameters, budget),
        b"LZWDecode" | b"LZW" => {
            let early = parameters.and_then(|p| p.get("EarlyChange").count()) != Some(0);
            predict(lzw(bytes, early, budget)?, parameters, budget)
        }
        b"ASCIIHexDecode" | b"AHx" => {
            budget.spend(bytes.len() / 2)?;
            Ok(hexadecimal(bytes))
        }
        b"ASCII85Decode" | b"A85" => {
            // "z" stands for four bytes.
            budget.spend(bytes.len().saturating_mul(4))?;
            Ok(base85(bytes))
        }
        b"RunLengthDecode" | b"RL" => run_length(bytes, budget),
        b"Crypt" => Ok(bytes.to_vec()),
        other => Err(Broken::says(format!("a stream is packed by {}", String::from_utf8_lossy(other)))),
    }
}

fn inflate(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, Broken> {
    // Some programs leave line ends before the data.
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let mut unpacked = Vec::new();
    let limit = budget.left().saturating_add(1) as u64;
    let result = flate2::read::ZlibDecoder::new(&bytes[start..]).take(limit).read_to_end(&mut unpacked);
    budget.spend(unpacked.len())?;
    match result {
        Ok(_) => Ok(unpacked),
        // A wrong checksum at the end does no harm; data cut short does.
        Err(error) if unpacked.is_empty() || error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(Broken::says(format!("a stream cannot be unpacked ({error})")))
        }
        Err(_) => Ok(unpacked),
    }
}

/// Undoes the predictors of PNG and TIFF (ISO 32000-1, 7.4.4.4), which cross-reference streams use.
fn predict(bytes: Vec<u8>, parameters: Option<&Dictionary>, budget: &Budget) -> Result<Vec<u8>, Broken> {
    let Some(parameters) = parameters else { return Ok(bytes) };
    let number = |key: &str, default: usize| parameters.get(key).count().unwrap_or(default);
    let predictor = number("Predictor", 1);
    if predictor < 2 {
        return Ok(bytes);
    }
    let pixel = number("Colors", 1).saturating_mul(number("BitsPerComponent", 8)).div_ceil(8);
    let row = number("Columns", 1)
        .saturating_mul(number("Colors", 1))
        .saturating_mul(number("BitsPerComponent", 8))
        .div_ceil(8);
    if row == 0 || pixel == 0 || row > bytes.len().max(1) {
        return Err(Broken::says("a stream has rows longer than itself"));
    }
    budget.spend(bytes.len())?;
    if predictor == 2 {
        let mut bytes = bytes;
        for line in bytes.chunks_mut(row) {
            for at in pixel..line.len() {
                line[at] = line[at].wrapping_add(line[at - pixel]);
            }
        }
        return Ok(bytes);
    }
    let mut unpacked: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row + 1) {
        let start = unpacked.len();
        for (index, &byte) in line[1..].iter().enumerate() {
            let left = if index >= pixel { unpacked[start + index - pixel] } else { 0 };
            let up = if start >= row { unpacked[start - row + index] } else { 0 };
            let corner = if start >= row && index >= pixel { unpacked[start - row + index - pixel] } else { 0 };
            let predicted = match line[0] {
                1 => left,
                2 => up,
                3 => u16::midpoint(left.into(), up.into()) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            unpacked.push(byte.wrapping_add(predicted));
        }
    }
    Ok(unpacked)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |value: u8| (guess - i16::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

fn lzw(bytes: &[u8], early: bool, budget: &Budget) -> Result<Vec<u8>, Broken> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    // An entry is where its bytes were first unpacked, and how many they are.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut unpacked: Vec<u8> = Vec::new();
    let (mut bits, mut held, mut width) = (0u32, 0u32, 9u32);
    let mut previous: Option<(usize, usize)> = None;
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits) as usize;
        held &= (1 << bits) - 1;
        match code {
            CLEAR => {
                table.clear();
                width = 9;
                previous = None;
                continue;
            }
            END => break,
            _ => {}
        }
        let start = unpacked.len();
        let entry = match (code, table.get(code.wrapping_sub(258)), previous) {
            (0..=255, _, _) => {
                unpacked.push(code as u8);
                None
            }
            (_, Some(&entry), _) => Some(entry),
            // A code that is about to be defined: the previous bytes and the first of them again.
            (_, None, Some((at, length))) if code - 258 == table.len() => Some((at, length + 1)),
            _ => return Err(Broken::says("a stream packed by LZW is broken")),
        };
        if let Some((at, length)) = entry {
            for index in at..at + length {
                unpacked.push(unpacked[index]);
            }
        }
        if let Some((at, length)) = previous {
            table.push((at, length + 1));
        }
        previous = Some((start, unpacked.len() - start));
        width = match table.len() + 258 + usize::from(early) {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if unpacked.len() > budget.left() {
            break;
        }
    }
    budget.spend(unpacked.len())?;
    Ok(unpacked)
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|&&b| b != b'>')
        .filter_map(|&b| (b as char).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn base85(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let mut group: Vec<u8> = Vec::new();
    let mut put = |group: &mut Vec<u8>| {
        let count = group.len();
        if count < 2 {
            return;
        }
        group.resize(5, 84);
        let value = group.iter().fold(0u32, |value, &digit| value.wrapping_mul(85).wrapping_add(u32::from(digit)));
        unpacked.extend_from_slice(&value.to_be_bytes()[..count - 1]);
        group.clear();
    };
    for &byte in bytes {
        match byte {
            b'!'..=b'u' => group.push(byte - b'!'),
            b'z' if group.is_empty() => group.extend([0; 5]),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            put(&mut group);
        }
    }
    put(&mut group);
    unpacked
}

fn run_length(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, Broken> {
    let mut unpacked = Vec::new();
    let mut at = 0;
    while let Some(&length) = bytes.get(at) {
        let length = usize::from(length);
        match length {
            0..=127 => {
                unpacked.extend(bytes[at + 1..].iter().take(length + 1));
                at += length + 2;
            }
            128 => break,
            _ => {
                let Some(&byte) = bytes.get(at + 1) else { break };
                unpacked.extend(std::iter::repeat_n(byte, 257 - length));
                at += 2;
            }
        }
    }
    budget.spend(unpacked.len())?;
    Ok(unpacked)
}

/// Lists the names of a `Filter` entry: one name, or an array of them.
pub(super) fn names(entry: &Object) -> Vec<&[u8]> {
    match entry {
        Object::Name(name) => vec![name],
        Object::Array(names) => names.iter().filter_map(Object::name).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, Filter, Object, unpack};
    use crate::source::pdf::file::Budget;

    fn check(name: &str, parameters: &[(&str, f64)], packed: &[u8], expected: Option<&[u8]>) {
        let entries = parameters.iter().map(|(key, n)| (key.as_bytes().to_vec(), Object::Number(*n))).collect();
        let filter = Filter { name: name.as_bytes(), parameters: Some(Dictionary(entries)) };
        let found = unpack(packed, &filter, &Budget::new(1 << 16)).ok();
        assert_eq!(found.as_deref(), expected, "{name} {parameters:?}");
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).expect("writing to memory does not fail");
        packed.finish().expect("writing to memory does not fail")
    }

    #[test]
    fn each_filter_unpacks() {
        check("ASCIIHexDecode", &[], b"48 65 6C>", Some(b"Hel"));
        check("ASCII85Decode", &[], b"87cURDZ~>", Some(b"Hello"));
        check("ASCII85Decode", &[], b"z~>", Some(&[0, 0, 0, 0]));
        check("RunLengthDecode", &[], &[2, b'a', b'b', b'c', 254, b'x', 128], Some(b"abcxxx"));
        // The example of ISO 32000-1, 7.4.4.2.
        check("LZWDecode", &[], &[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], Some(b"-----A---B"));
        check("FlateDecode", &[], &zlib(b"text"), Some(b"text"));
    }

    #[test]
    fn predictors_are_undone() {
        let rows = [2, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1];
        check(
            "FlateDecode",
            &[("Predictor", 12.0), ("Columns", 3.0)],
            &zlib(&rows),
            Some(&[1, 2, 3, 2, 3, 4, 5, 6, 7]),
        );
        check("FlateDecode", &[("Predictor", 12.0), ("Columns", 1e12)], &zlib(&rows), None);
    }

    #[test]
    fn what_unpacks_to_too_much_or_is_cut_short_fails() {
        check("FlateDecode", &[], &zlib(&vec![b' '; 1 << 20]), None);
        check("FlateDecode", &[], &zlib(b"some text that is long enough")[..12], None);
        check("DCTDecode", &[], b"", None);
    }
}
