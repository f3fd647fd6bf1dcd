//! Text of any origin to text that is safe inside an element or a quoted attribute of a page.

use std::fmt::{self, Write};

/// Escapes markup, and shows what would act on the reader's screen instead of standing on it: control characters, and
/// the marks that turn the direction of the text around them.
pub(super) struct Escaped<'t>(pub &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.as_bytes();
        let (mut plain, mut next) = (0, 0);
        // Most of a text needs nothing: its bytes are passed over without being decoded.
        while let Some(skipped) = bytes[next..].iter().position(|&byte| SUSPECTS[usize::from(byte)]) {
            let at = next + skipped;
            let Some(c) = self.0[at..].chars().next() else { break };
            next = at + c.len_utf8();
            if !is_special(c) {
                continue;
            }
            f.write_str(&self.0[plain..at])?;
            plain = next;
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // The Unicode block "Control Pictures" has a sign for each: ESC is ␛.
                '\0'..='\x1f' => f.write_char(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'))?,
                '\x7f' => f.write_char('\u{2421}')?,
                other => write!(f, "⟨U+{:04X}⟩", u32::from(other))?,
            }
        }
        f.write_str(&self.0[plain..])
    }
}

/// First bytes of the characters that may be special.
const SUSPECTS: [bool; 256] = {
    let mut suspects = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        // 0xc2 begins U+0080 to U+00BF, 0xe2 begins U+2000 to U+2FFF.
        suspects[byte] = matches!(byte as u8, 0..=0x1f | 0x7f | b'&' | b'<' | b'>' | b'"' | b'\'' | 0xc2 | 0xe2);
        byte += 1;
    }
    suspects
};

/// Tells whether a character must not reach the page as it is.
fn is_special(c: char) -> bool {
    match c {
        '&' | '<' | '>' | '"' | '\'' => true,
        '\n' | '\t' => false,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => true,
        // Embeddings, overrides and isolates: they reorder what follows. Plain direction marks (200E, 200F) do not.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => false,
    }
}

/// Gives the anchor of a paragraph id: the id itself where it has only letters, digits, dots, hyphens, tildes and plus signs, as ids of the
/// parser have; any other byte is written `_` and two hexadecimal digits.
pub(super) fn anchor(id: &str) -> String {
    let mut anchor = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'~') {
            anchor.push(char::from(byte));
        } else {
            anchor.push_str(&format!("_{byte:02x}"));
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Escaped(text).to_string(), expected);
    }

    #[test]
    fn markup_is_text() {
        check(
            "<script>alert(\"x\" & 'y')</script>",
            "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;",
        );
    }

    #[test]
    fn control_characters_are_shown() {
        check("a\x1b[31mb\0c\x7f\u{9b}d", "a␛[31mb␀c␡⟨U+009B⟩d");
    }

    #[test]
    fn overrides_of_direction_are_shown_and_direction_marks_kept() {
        check("a\u{202e}b\u{2066}c", "a⟨U+202E⟩b⟨U+2066⟩c");
        check("\u{200f}שלום\u{200e} é\u{ad}", "\u{200f}שלום\u{200e} é\u{ad}");
    }

    #[test]
    fn an_anchor_needs_no_quoting() {
        assert_eq!(anchor("op5.b.ii"), "op5.b.ii");
        assert_eq!(anchor("op5 \"><b>é"), "op5_20_22_3e_3cb_3e_c3_a9");
    }
}
