//! A character map of a font to a table: how many bytes a code has, and what each code stands for.

use super::object::{Lexer, Object, Token};
use std::collections::BTreeMap;

/// Longest range that is taken: all codes of two bytes.
const LONGEST_RANGE: u32 = 0xFFFF;

/// Holds what a character map says (Adobe Technical Note 5014).
#[derive(Debug, Clone, Default)]
pub(super) struct CharacterMap {
    /// Bytes of a code, with the lowest and the highest code of that many bytes.
    pub(super) lengths: Vec<(usize, u32, u32)>,
    /// What codes stand for.
    pub(super) text: BTreeMap<u32, String>,
    /// Which glyph codes stand for: first code, last code, first glyph.
    pub(super) glyphs: Vec<(u32, u32, u32)>,
}

/// Reads a character map; what is not understood is passed over.
pub(super) fn read(bytes: &[u8]) -> CharacterMap {
    let mut map = CharacterMap::default();
    let mut lexer = Lexer::new(bytes, 0);
    let mut operands: Vec<Object> = Vec::new();
    // Sections hold at most a hundred entries by the standard; some have more, none this many.
    while let Some(token) = lexer.token() {
        match token {
            Token::Object(object) => {
                operands.push(object);
                if operands.len() > 1 << 17 {
                    break;
                }
            }
            Token::Word(range) => {
                match &bytes[range] {
                    b"endcodespacerange" => {
                        for pair in operands.chunks_exact(2) {
                            if let (Some((low, length)), Some((high, _))) = (code(&pair[0]), code(&pair[1])) {
                                map.lengths.push((length, low, high));
                            }
                        }
                    }
                    b"endbfchar" => {
                        for pair in operands.chunks_exact(2) {
                            if let (Some((code, _)), Some(text)) = (code(&pair[0]), pair[1].string()) {
                                map.text.insert(code, utf16(text, 0));
                            }
                        }
                    }
                    b"endbfrange" => operands.chunks_exact(3).for_each(|entry| text_range(&mut map, entry)),
                    b"endcidchar" => {
                        for pair in operands.chunks_exact(2) {
                            if let (Some((code, _)), Some(glyph)) = (code(&pair[0]), pair[1].count()) {
                                map.glyphs.push((code, code, glyph as u32));
                            }
                        }
                    }
                    b"endcidrange" => {
                        for entry in operands.chunks_exact(3) {
                            let ends = (code(&entry[0]), code(&entry[1]), entry[2].count());
                            if let (Some((first, _)), Some((last, _)), Some(glyph)) = ends {
                                map.glyphs.push((first, last, glyph as u32));
                            }
                        }
                    }
                    _ => {}
                }
                operands.clear();
            }
        }
    }
    map
}

fn text_range(map: &mut CharacterMap, entry: &[Object]) {
    let (Some((first, _)), Some((last, _))) = (code(&entry[0]), code(&entry[1])) else { return };
    if last < first || last - first > LONGEST_RANGE || map.text.len() > 1 << 17 {
        return;
    }
    match &entry[2] {
        Object::String(text) => {
            for code in first..=last {
                map.text.insert(code, utf16(text, code - first));
            }
        }
        Object::Array(texts) => {
            for (code, text) in (first..=last).zip(texts) {
                map.text.insert(code, utf16(text.string().unwrap_or_default(), 0));
            }
        }
        _ => {}
    }
}

/// Gives a code and its length in bytes.
fn code(object: &Object) -> Option<(u32, usize)> {
    let bytes = object.string().filter(|bytes| (1..=4).contains(&bytes.len()))?;
    Some((bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)), bytes.len()))
}

/// Reads text in UTF-16, the last unit raised by `plus`.
fn utf16(bytes: &[u8], plus: u32) -> String {
    let mut units: Vec<u16> = match bytes {
        [byte] => vec![u16::from(*byte)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    };
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(plus as u16);
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn characters_ranges_and_code_lengths_are_read() {
        let map = read(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar\n\
              2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<2013> <2019>] endbfrange\n\
              1 begincidrange <00> <10> 5 endcidrange end",
        );
        assert_eq!(map.lengths, [(2, 0, 0xFFFF)]);
        let text: Vec<_> = map.text.iter().map(|(code, text)| (*code, text.as_str())).collect();
        let expected =
            [(3, " "), (0x10, "fi"), (0x24, "A"), (0x25, "B"), (0x26, "C"), (0x30, "\u{2013}"), (0x31, "\u{2019}")];
        assert_eq!(text, expected);
        assert_eq!(map.glyphs, [(0, 16, 5)]);
    }
}
