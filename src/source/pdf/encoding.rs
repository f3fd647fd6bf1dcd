//! Codes and glyph names of the encodings that PDF predefines, to characters; and widths of the standard fonts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Gives the character of a code in a named encoding (ISO 32000-1, annex D).
pub(super) fn character(encoding: &[u8], code: u8) -> Option<char> {
    match encoding {
        b"WinAnsiEncoding" => single_byte(encoding_rs::WINDOWS_1252, code),
        b"MacRomanEncoding" => single_byte(encoding_rs::MACINTOSH, code),
        _ => standard(code),
    }
}

fn single_byte(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    if code < 32 {
        return None;
    }
    encoding.decode_without_bom_handling(&[code]).0.chars().next()
}

/// The upper half of the standard encoding, from 0xA1; a dot stands for nothing.
const STANDARD_UPPER: &str = concat!(
    "¡¢£⁄¥ƒ§¤'“«‹›\u{FB01}\u{FB02}.–†‡·.¶•‚„”»…‰.¿.`´ˆ˜¯˘˙¨.˚¸.˝˛ˇ—................",
    "Æ.ª....ŁØŒº.....æ...ı..łøœß",
);

fn standard(code: u8) -> Option<char> {
    match code {
        b'\'' => Some('’'),
        b'`' => Some('‘'),
        32..=126 => Some(char::from(code)),
        0xA1..=0xFB => STANDARD_UPPER.chars().nth(usize::from(code - 0xA1)).filter(|&c| c != '.'),
        _ => None,
    }
}

static GLYPHS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("glyph_names.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// Gives the text of a glyph by its name: "Aacute", "A", "uni20AC", "u1F600", "f_i", "a.alt".
pub(super) fn glyph(name: &str) -> Option<String> {
    if name == "space" {
        return Some(" ".to_owned());
    }
    if let Some(text) = GLYPHS.get(name) {
        return Some((*text).to_owned());
    }
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if let Some(text) = GLYPHS.get(name) {
        return Some((*text).to_owned());
    }
    let mut chars = name.chars();
    if let (Some(letter), None) = (chars.next().filter(char::is_ascii_alphabetic), chars.next()) {
        return Some(letter.to_string());
    }
    if name.contains('_') {
        return name.split('_').map(glyph).collect();
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let code = u32::from_str_radix(digits, 16).ok().filter(|_| (4..=6).contains(&digits.len()))?;
    char::from_u32(code).map(String::from)
}

/// Widths of the printable ASCII of Times-Roman, in thousandths.
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// Widths of the printable ASCII of Helvetica, in thousandths.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Gives the width of a character in a standard font, in thousandths; bold and italic ones are near enough.
pub(super) fn standard_width(font: &str, c: char) -> Option<f64> {
    if font.contains("Courier") {
        return Some(600.0);
    }
    let widths = if font.contains("Helvetica") || font.contains("Arial") { &HELVETICA } else { &TIMES };
    let index = match c {
        '‘' | '’' => return Some(if std::ptr::eq(widths, &HELVETICA) { 222.0 } else { 333.0 }),
        '–' => usize::from(b'0' - b' '),
        _ => (c as usize).checked_sub(32)?,
    };
    widths.get(index).map(|&width| f64::from(width))
}

#[cfg(test)]
mod tests {
    use super::{character, glyph};

    #[test]
    fn codes_of_each_encoding_are_known() {
        for (encoding, code, expected) in [
            ("WinAnsiEncoding", 0x92, Some('’')),
            ("WinAnsiEncoding", 0x41, Some('A')),
            ("MacRomanEncoding", 0xD5, Some('’')),
            ("StandardEncoding", 0x27, Some('’')),
            ("StandardEncoding", 0xB1, Some('–')),
            ("StandardEncoding", 0xD0, Some('—')),
            ("StandardEncoding", 0xE1, Some('Æ')),
            ("StandardEncoding", 0xFB, Some('ß')),
            ("StandardEncoding", 0xB0, None),
        ] {
            assert_eq!(character(encoding.as_bytes(), code), expected, "{encoding} {code:#x}");
        }
    }

    #[test]
    fn glyphs_are_told_by_name() {
        for (name, expected) in [
            ("space", Some(" ")),
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("quotedblleft", Some("“")),
            ("fi", Some("fi")),
            ("f_f_i", Some("ffi")),
            ("one.oldstyle", Some("1")),
            ("uni20AC", Some("€")),
            ("g123", None),
            (".notdef", None),
        ] {
            assert_eq!(glyph(name).as_deref(), expected, "{name}");
        }
    }
}
