//! One paragraph of Markdown to text with emphasis, notes and links resolved. Reads every character once.

use crate::source::Mark;
use crate::span::Span;

/// Holds a paragraph without its marks.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub text: String,
    pub italics: Vec<Span>,
    pub marks: Vec<Mark>,
    /// Where its links lead, with their titles.
    pub addresses: Vec<String>,
    /// Whether all of it is bold.
    pub bold: bool,
}

/// Resolves the marks inside a paragraph. A mark that is not closed is text.
pub(super) fn inline(source: &str) -> Inline {
    let mut out = Inline::default();
    let emphasis = emphasis(source);
    let mut italic_from = 0;
    let mut italic = 0u32;
    let mut link_depth = 0u32;
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        if let Some(&Delimiter { length, opens, italics, .. }) = emphasis.get(&at) {
            if italics && opens {
                italic_from = if italic == 0 { out.text.len() } else { italic_from };
                italic += 1;
            } else if italics {
                italic -= 1;
                if italic == 0 && out.text.len() > italic_from {
                    out.italics.push(Span::new(italic_from, out.text.len()));
                }
            }
            at += length;
            continue;
        }
        if let Some((label, length)) = note_mark(rest) {
            out.marks.push(Mark { at: out.text.len(), label: label.to_owned() });
            at += length;
            continue;
        }
        if let Some(length) = line_break(rest) {
            out.text.push(' ');
            at += length;
            continue;
        }
        match c {
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                out.text.push_str(&rest[1..2]);
                at += 2;
            }
            '`' => at += 1,
            '[' if link(rest).is_some() => {
                link_depth += 1;
                at += 1;
            }
            ']' if link_depth > 0 => match address(rest) {
                Some(length) => {
                    link_depth -= 1;
                    out.addresses.push(rest[2..length - 1].to_owned());
                    at += length;
                }
                None => {
                    out.text.push(c);
                    at += 1;
                }
            },
            '&' => {
                let end = rest.bytes().take(12).position(|byte| byte == b';').map_or(1, |end| end + 1);
                let (character, length) = reference(&rest[..end]).unwrap_or(('&', 1));
                out.text.push(character);
                at += length;
            }
            _ => {
                out.text.push(c);
                at += c.len_utf8();
            }
        }
    }
    let whole = |mark: &str| source.len() > 4 && source.starts_with(mark) && source.ends_with(mark);
    out.bold = (whole("**") || whole("__")) && emphasis.len() == 2;
    out
}

/// Holds a run of `*` or `_` that opens or closes emphasis.
#[derive(Debug, Clone, Copy)]
struct Delimiter {
    length: usize,
    opens: bool,
    italics: bool,
    sign: u8,
}

/// Pairs the marks of emphasis; gives them by their place.
fn emphasis(source: &str) -> std::collections::BTreeMap<usize, Delimiter> {
    let bytes = source.as_bytes();
    let mut pairs = std::collections::BTreeMap::new();
    let mut open: Vec<(usize, Delimiter)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' {
            at += 2;
            continue;
        }
        if bytes[at] == b']'
            && let Some(length) = address(&source[at..])
        {
            at += length;
            continue;
        }
        let sign = bytes[at];
        if !matches!(sign, b'*' | b'_') {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|&&byte| byte == sign).count();
        let before = source[..at].chars().next_back();
        let after = source[at + length..].chars().next();
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // An underscore inside a word is part of it: "A_RES_54_212".
        let inside = sign == b'_' && word(before) && word(after);
        let mut delimiter = Delimiter { length, opens: false, italics: length != 2, sign };
        let matching = open.iter().rposition(|(_, other)| other.sign == sign && other.length == length);
        if length <= 3 && !inside {
            match matching {
                Some(found) if !space(before) && (sign != b'_' || !word(after)) => {
                    pairs.insert(open[found].0, open[found].1);
                    pairs.insert(at, delimiter);
                    open.truncate(found);
                }
                _ if !space(after) && (sign != b'_' || !word(before)) => {
                    delimiter.opens = true;
                    // Marks that were never closed must not make the search long.
                    if open.len() < 32 {
                        open.push((at, delimiter));
                    }
                }
                _ => {}
            }
        }
        at += length;
    }
    pairs
}

/// Reads `[^1]` or `<sup>1</sup>`; gives the label and the length.
fn note_mark(text: &str) -> Option<(&str, usize)> {
    let (opening, closing) = if text.starts_with("[^") { ("[^", "]") } else { ("<sup>", "</sup>") };
    let inside = text.strip_prefix(opening)?;
    let window =
        inside.get(..inside.len().min(40)).or_else(|| inside.char_indices().nth(20).map(|(end, _)| &inside[..end]))?;
    let label = &window[..window.find(closing)?];
    let fits = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_*".contains(&byte));
    let ordinal = opening == "<sup>" && label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    (fits && !ordinal).then(|| (label, opening.len() + label.len() + closing.len()))
}

/// Measures `<br>`, `<br/>` or `<br />`.
fn line_break(text: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />"].iter().find(|tag| text.starts_with(**tag)).map(|tag| tag.len())
}

/// Longest text of a link, in bytes.
const LONGEST_LINK: usize = 400;

/// Tells whether a link begins here: `[text](address)`.
fn link(text: &str) -> Option<()> {
    // "[on the report of the Committee ([A/54/587](...))]": the outer bracket is text, the inner one is the link.
    let close = 1 + text.bytes().skip(1).take(LONGEST_LINK).position(|byte| matches!(byte, b'[' | b']'))?;
    address(&text[close..]).map(|_| ())
}

/// Longest address of a link, in bytes.
const LONGEST_ADDRESS: usize = 500;

/// Measures `](address)` or `](address "title")`. Brackets in an address come in pairs: "S/RES/2428(2018)".
fn address(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("](")?;
    let window = &inside.as_bytes()[..inside.len().min(LONGEST_ADDRESS)];
    let mut open = 0u32;
    let ends = |byte: &u8| match byte {
        b'(' => {
            open += 1;
            false
        }
        b')' if open > 0 => {
            open -= 1;
            false
        }
        _ => matches!(byte, b')' | b'[') || byte.is_ascii_whitespace(),
    };
    let end = window.iter().position(ends)?;
    let length = match window[end] {
        b')' => end,
        b' ' if open == 0 && window.get(end + 1) == Some(&b'"') => {
            window.windows(2).position(|pair| pair == b"\")")? + 1
        }
        _ => return None,
    };
    Some(length + 3)
}

/// Reads the references that people type in Markdown.
fn reference(text: &str) -> Option<(char, usize)> {
    let table = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&nbsp;", '\u{a0}'),
        ("&ndash;", '–'),
        ("&mdash;", '—'),
        ("&quot;", '"'),
    ];
    table.iter().find(|(name, _)| *name == text).map(|&(name, character)| (character, name.len()))
}
