//! A text with runs of white space to a text with single spaces, and its positions to theirs.

use super::enumerator::Enumerator;
use crate::source::Block;
use crate::token::all_bytes;
use std::borrow::Cow;

/// Folds white space in a block: runs become one space, soft hyphens go, spans and marks move along.
pub(super) fn fold(block: &mut Block) {
    if block.italics.is_empty() && block.marks.is_empty() {
        if let Cow::Owned(text) = folded(&block.text) {
            block.text = text;
        }
        return;
    }
    if is_folded(&block.text) {
        return;
    }
    let map = Map::new(&block.text);
    for span in &mut block.italics {
        *span = crate::span::Span::new(map.at(span.start), map.at(span.end));
    }
    block.italics.retain(|span| !span.is_empty());
    for mark in &mut block.marks {
        mark.at = map.at(mark.at);
    }
    block.text = map.text;
}

/// Tells whether nothing is left to fold.
fn is_folded(text: &str) -> bool {
    let is_plain = all_bytes(text, |byte| byte >= b' ' && byte.is_ascii());
    !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.contains("  ")
        && (is_plain || !text.contains(|c: char| (c.is_whitespace() && c != ' ') || is_dropped(c)))
}

/// Folds white space in a text.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let plain = plain_words(rest);
        let end = if plain > 0 { plain } else { rest.find(char::is_whitespace).unwrap_or(rest.len()) };
        let (words, after) = rest.split_at(end);
        let before = folded.len();
        if before > 0 {
            folded.push(' ');
        }
        let start = folded.len();
        if plain > 0 || !words.contains(is_dropped) {
            folded.push_str(words);
        } else {
            folded.extend(words.chars().filter(|c| !is_dropped(*c)));
        }
        if folded.len() == start {
            folded.truncate(before);
        }
        rest = after.trim_start();
    }
    Cow::Owned(folded)
}

/// Counts the bytes of the words of ASCII that a text begins with, one space between them: most of a text are such, and
/// need no look at each character.
fn plain_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_plain = |at: &usize| match bytes[*at] {
        b' ' => bytes.get(at + 1).is_some_and(u8::is_ascii_graphic),
        byte => byte.is_ascii_graphic(),
    };
    let end = (0..bytes.len()).take_while(is_plain).count();
    match bytes.get(end) {
        None | Some(b' ' | b'\t' | b'\n') => end,
        // The last word goes on with other characters.
        Some(_) => text[..end].rfind(' ').unwrap_or(0),
    }
}

/// Gives a block as it is printed: its label, its text, its marks where they stand.
pub(super) fn printed(block: &Block) -> String {
    let mut text = block.text.clone();
    for mark in block.marks.iter().rev() {
        text.insert_str(mark.at, &mark.label);
    }
    match &block.label {
        Some(label) => format!("{label} {text}"),
        None => text,
    }
}

/// Removes the first `count` bytes of a block's text, moving spans and marks along.
pub(super) fn cut_start(block: &mut Block, count: usize) {
    block.text.drain(..count);
    for span in &mut block.italics {
        *span = crate::span::Span::new(span.start.saturating_sub(count), span.end.saturating_sub(count));
    }
    block.italics.retain(|span| !span.is_empty());
    for mark in &mut block.marks {
        mark.at = mark.at.saturating_sub(count);
    }
}

/// Takes an enumerator, with the space after it, off the start of a block. Brackets that opened before it stay:
/// "[3. Requests ...;]" is "3." and "[Requests ...;]".
pub(super) fn cut_enumerator(block: &mut Block, enumerator: &Enumerator, taken: usize) {
    let open = block.text.len() - block.text.trim_start_matches('[').len();
    cut_start(block, taken);
    if open > 0 && !enumerator.printed.starts_with('[') {
        put_right_before(block, &"[".repeat(open));
    }
}

/// Puts a label back before a block's text, moving spans and marks along.
pub(super) fn put_before(block: &mut Block, label: &str) {
    put_right_before(block, &format!("{label} "));
}

/// Puts a text right before a block's, moving spans and marks along.
fn put_right_before(block: &mut Block, text: &str) {
    block.text.insert_str(0, text);
    block.italics.iter_mut().for_each(|span| *span = span.shifted(text.len()));
    block.marks.iter_mut().for_each(|mark| mark.at += text.len());
}

/// Characters that print nothing: soft hyphens, zero-width spaces and joiners, marks of direction, byte order marks.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2060}')
}

struct Map {
    text: String,
    /// For each byte of the old text its place in the new one.
    places: Vec<usize>,
}

impl Map {
    fn new(old: &str) -> Self {
        let mut text = String::with_capacity(old.len());
        let mut places = Vec::with_capacity(old.len() + 1);
        let mut space = false;
        for c in old.chars() {
            if c.is_whitespace() {
                space = !text.is_empty();
                places.extend(std::iter::repeat_n(text.len(), c.len_utf8()));
                continue;
            }
            if is_dropped(c) {
                places.extend(std::iter::repeat_n(text.len(), c.len_utf8()));
                continue;
            }
            if std::mem::take(&mut space) {
                text.push(' ');
            }
            places.extend(std::iter::repeat_n(text.len(), c.len_utf8()));
            text.push(c);
        }
        places.push(text.len());
        Map { text, places }
    }

    fn at(&self, old: usize) -> usize {
        self.places.get(old).copied().unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Mark;
    use crate::span::Span;

    proptest::proptest! {
        /// Folding with positions and without gives the same text, and what is folded is left as it is.
        #[test]
        fn both_ways_fold_alike(text in "[a-b \t\n\u{a0}\u{ad}\u{200b}é,]{0,24}") {
            let folded = folded(&text);
            proptest::prop_assert_eq!(&Map::new(&text).text, &folded);
            proptest::prop_assert_eq!(matches!(folded, Cow::Borrowed(_)), text == folded);
        }
    }

    #[test]
    fn positions_move_along() {
        let mut block = Block {
            text: "\t Takes  note\u{ad} of\u{a0}the ".into(),
            italics: vec![Span::new(2, 13)],
            marks: vec![Mark { at: 23, label: "1".into() }],
            ..Block::default()
        };
        fold(&mut block);
        assert_eq!(block.text, "Takes note of the");
        assert_eq!(block.italics[0].of(&block.text), "Takes note");
        assert_eq!(block.marks[0].at, block.text.len());
        cut_start(&mut block, 6);
        assert_eq!((block.text.as_str(), block.italics[0].of(&block.text)), ("note of the", "note"));
        put_before(&mut block, "3.");
        assert_eq!((block.text.as_str(), block.italics[0].of(&block.text)), ("3. note of the", "note"));
        assert_eq!(block.marks[0].at, block.text.len());
    }
}
