//! Bytes of a web page to text: by its byte order mark, by what it says of itself, or by its bytes.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far a page's own word about its encoding is looked for; the standard says 1024, old servers put comments first.
const PRESCAN: usize = 4096;

/// Decodes a page, and says so where bytes had to be replaced.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<Diagnostic>) {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (declared(bytes).filter(|encoding| fits(encoding, bytes)).unwrap_or_else(|| by_bytes(bytes)), bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(body);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let broken = text.find('\u{fffd}').map(|at| Diagnostic {
        kind: DiagnosticKind::UndecodableBytes,
        place: Place::line(1 + super::tokens::count_lines(&text[..at])),
        excerpt: encoding.name().to_owned(),
    });
    (text, broken.into_iter().collect())
}

/// Reads `charset=...` from the first tags or the XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let text: String = head.iter().map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    let after = ["charset", "encoding"].iter().find_map(|word| text.split_once(word).map(|(_, after)| after))?;
    let name = after.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(name.len());
    Encoding::for_label(&name.as_bytes()[..end])
}

/// Tells whether a declared encoding can be right: a page that says UTF-8 and is not, or UTF-16 without zero bytes, was
/// converted by a server that left the declaration.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).is_ok() || by_bytes(bytes) == UTF_8;
    }
    // The old encodings decode anything, so bytes that are valid UTF-8 with letters of several bytes speak against them.
    let is_utf_8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    !is_utf_8 && encoding.is_ascii_compatible()
}

/// Tells an encoding by the bytes alone.
fn by_bytes(bytes: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // One broken character in a long page of good ones does not make it another encoding.
        Err(error) if bytes[..error.valid_up_to()].iter().any(|byte| !byte.is_ascii()) => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).0, expected);
    }

    #[test]
    fn the_encoding_is_told_by_mark_declaration_and_bytes() {
        check(b"\xef\xbb\xbf<p>\xc3\xa9", "<p>é");
        check(b"\xff\xfe<\0p\0>\0", "<p>");
        check(b"<meta charset=iso-8859-1><p>\xe9 \x93", "<meta charset=iso-8859-1><p>é “");
        check(
            b"<meta content='text/html; charset=windows-1251'>\xc0",
            "<meta content='text/html; charset=windows-1251'>А",
        );
        check(b"<p>\x93one\x92s\x94", "<p>“one’s”");
        check(b"<p>\xc3\xa9", "<p>é");
    }

    #[test]
    fn a_wrong_declaration_is_not_believed() {
        check(b"<meta charset=utf-8>\xe9t\xe9", "<meta charset=utf-8>été");
        check(b"<meta charset=iso-8859-1>\xc3\xa9", "<meta charset=iso-8859-1>é");
        check(b"<meta charset=utf-16>abc", "<meta charset=utf-16>abc");
    }
}
