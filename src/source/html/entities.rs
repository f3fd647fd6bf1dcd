//! "&eacute;" to "é". Unknown names stay as they are.

use std::borrow::Cow;
use std::sync::OnceLock;

/// Names and code points (hexadecimal), from the HTML standard: all of HTML 4, and what pages in further languages and
/// word processors add. A semicolon after the name says that it is required, as the standard says.
const TABLE: &str = include_str!("entities.txt");

/// Longest name in the table, with room.
const LONGEST: usize = 24;

/// Replaces character references.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(&rest[1..]) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[1 + length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads one reference after its ampersand; gives its character and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 2),
            None => (number, 10, 1),
        };
        let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let value = digits[..length].bytes().fold(0u32, |value, byte| {
            value.saturating_mul(radix).saturating_add(char::from(byte).to_digit(radix).unwrap_or(0))
        });
        let semicolon = usize::from(digits[length..].starts_with(';'));
        return (length > 0).then(|| (character(value), prefix + length + semicolon));
    }
    let length = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let name = &text[..length];
    let closed = text[length..].starts_with(';');
    if let Ok(found) = table().binary_search_by(|entry| entry.name.cmp(name)) {
        let entry = &table()[found];
        if closed || !entry.needs_semicolon {
            return Some((entry.character, length + usize::from(closed)));
        }
    }
    // "&nbspof": an old name runs into the next word. The longest name that fits counts, and none shorter than three
    // letters does, so that "AT&T" and "R&D" stay.
    (3..length).rev().filter(|_| !closed).find_map(|end| {
        let found = table().binary_search_by(|entry| entry.name.cmp(&name[..end])).ok()?;
        let entry = &table()[found];
        (!entry.needs_semicolon).then_some((entry.character, end))
    })
}

/// Gives the character of a number: old pages mean Windows-1252 by 128 to 159.
fn character(value: u32) -> char {
    match value {
        0x80..=0x9f => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[u8::try_from(value).unwrap_or(b'?')])
            .0
            .chars()
            .next()
            .unwrap_or('\u{fffd}'),
        0 => '\u{fffd}',
        value => char::from_u32(value).unwrap_or('\u{fffd}'),
    }
}

/// Holds one row of the table.
struct Entry {
    name: &'static str,
    character: char,
    needs_semicolon: bool,
}

/// Reads the table once; it is sorted by name.
fn table() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let rows = TABLE.split([',', '\n']).filter_map(|row| row.trim().split_once(' '));
        let mut entries: Vec<Entry> = rows
            .filter_map(|(name, code)| {
                let character = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
                Some(Entry { name: name.trim_end_matches(';'), character, needs_semicolon: name.ends_with(';') })
            })
            .collect();
        entries.sort_by_key(|entry| entry.name);
        entries
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references_become_characters() {
        for (text, expected) in [
            ("S&atilde;o Lu&iacute;s", "São Luís"),
            ("a&nbsp;b", "a\u{a0}b"),
            ("a&nbspb", "a\u{a0}b"),
            ("&#8220;x&#8221; &#x2013; &#146;", "“x” – ’"),
            ("AT&T, R&D; a & b", "AT&T, R&D; a & b"),
            ("&unknown; &#; &#x;", "&unknown; &#; &#x;"),
            ("&ldquo &ldquo;", "&ldquo “"),
            ("&amp;lt;", "&lt;"),
            ("&#1114112; &#0;", "\u{fffd} \u{fffd}"),
            ("&", "&"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
