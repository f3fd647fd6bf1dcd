//! Bytes to text: UTF-8, UTF-16, Windows-1252 or code page 850, told by the bytes. Never fails.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Decodes a text; its lines end in `\n` afterwards. Says so where bytes had to be replaced.
pub(super) fn to_text(bytes: &[u8]) -> (Cow<'_, str>, Vec<Diagnostic>) {
    let (text, name) = match tell(bytes) {
        Charset::Sound(text) => (Cow::Borrowed(text), UTF_8.name()),
        Charset::Known(encoding, mark) => (encoding.decode_without_bom_handling(&bytes[mark..]).0, encoding.name()),
        Charset::CodePage850 => (bytes.iter().map(|&byte| code_page_850(byte)).collect(), "CP850"),
    };
    // Ctrl+Z ended a file under DOS.
    let end = text.trim_end_matches(['\u{1a}', '\0']).len();
    let text = match text {
        text if text.contains('\r') => Cow::Owned(text[..end].replace("\r\n", "\n").replace('\r', "\n")),
        Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    };
    let line = |at: usize| u32::try_from(1 + text[..at].matches('\n').count()).unwrap_or(u32::MAX);
    let broken = if text.is_ascii() { None } else { text.find('\u{fffd}') };
    let broken = broken.map(|at| Diagnostic::new(DiagnosticKind::UndecodableBytes, Place::line(line(at)), name));
    let diagnostics = broken.into_iter().collect();
    (text, diagnostics)
}

enum Charset<'b> {
    /// UTF-8 without a flaw.
    Sound(&'b str),
    /// With the length of its byte order mark.
    Known(&'static Encoding, usize),
    CodePage850,
}

fn tell(bytes: &[u8]) -> Charset<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Charset::Known(encoding, mark);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Charset::Known(encoding, 0);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Charset::Sound(text),
        // A text cut in the middle of a character, or with a damaged byte after good ones, is still UTF-8.
        Err(error) if !bytes[..error.valid_up_to()].is_ascii() => Charset::Known(UTF_8, 0),
        Err(_) if is_code_page_850(bytes) => Charset::CodePage850,
        Err(_) => Charset::Known(WINDOWS_1252, 0),
    }
}

/// Tells UTF-16 by zero bytes in every other place, as Latin text has them.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let most = sample.len() / 2 * 7 / 10;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd >= most => Some(UTF_16LE),
        (even, 0) if even >= most => Some(UTF_16BE),
        _ => None,
    }
}

/// Tells code page 850 from Windows-1252 by where bytes stand: a letter stands beside letters, a quotation mark or dash
/// does not, except for the apostrophe in "one's" and the dash in "1999-2000".
fn is_code_page_850(bytes: &[u8]) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let (mut dos, mut windows) = (0, 0);
    for (at, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let before = letter(at.checked_sub(1));
        let after = letter(Some(at + 1));
        match byte {
            // é, ü, à, ç, ... of the code page, a control or lone punctuation mark in Windows-1252.
            0x81..=0x90 | 0x93 | 0x94 | 0xa0..=0xa5 if before && after => dos += 1,
            0x91..=0x97 | 0xa0 | 0xab | 0xbb => windows += 1,
            0xc0..=0xff if before || after => windows += 1,
            _ => {}
        }
    }
    dos > windows
}

/// Characters 128 to 255 of code page 850, as IBM registered it.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

fn code_page_850(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(index) => CODE_PAGE_850.chars().nth(usize::from(index)).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(to_text(bytes).0, expected);
    }

    #[test]
    fn the_encoding_is_told_by_the_bytes() {
        check("S\u{e3}o \u{201c}x\u{201d}".as_bytes(), "São “x”");
        check(b"\xef\xbb\xbfone\r\ntwo\rthree", "one\ntwo\nthree");
        check(b"\xff\xfeo\0n\0e\0", "one");
        check(b"o\0n\0e\0 \0t\0w\0o\0", "one two");
        check(b"\0o\0n\0e\0 \0t\0w\0o", "one two");
        check(b"M\xe9rida \x96 one\x92s \x93own\x94", "Mérida – one’s “own”");
        check(b"D\x81ren and B\x83le, \xd7le du Phare", "Düren and Bâle, Île du Phare");
    }

    #[test]
    fn quotation_marks_alone_are_windows() {
        check(b"\x93Development\x94 1999\x962000, \xa9", "“Development” 1999–2000, ©");
    }

    #[test]
    fn a_damaged_text_is_reported() {
        let (text, diagnostics) = to_text(b"S\xc3\xa3o\nL\xc3");
        assert_eq!(text, "São\nL\u{fffd}");
        assert_eq!(diagnostics[0].place.line, Some(2));
        assert!(to_text(b"one\x1a").1.is_empty());
    }

    #[test]
    fn the_code_page_is_complete() {
        assert_eq!(CODE_PAGE_850.chars().count(), 128);
        assert_eq!(code_page_850(0x82), 'é');
        assert_eq!(code_page_850(0xd7), 'Î');
        assert_eq!(code_page_850(0xff), '\u{a0}');
    }
}
