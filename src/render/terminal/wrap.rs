//! Pieces of text to lines of a width, broken at spaces.

use super::ink::{Ink, Line, Piece, columns};
use unicode_width::UnicodeWidthChar;

/// Breaks pieces into lines of at most `width` columns. A word that is longer is broken where it must be.
pub(crate) fn wrap(pieces: &[Piece], width: usize) -> Vec<Line> {
    let mut lines = Lines { done: Vec::new(), line: Line::default(), used: 0, width: width.max(1) };
    // What stands together without space, perhaps of several pieces.
    let mut word: Vec<Part<'_>> = Vec::new();
    // Space that is printed only if the next word stands on the same line.
    let mut space: Option<&Piece> = None;
    for piece in pieces {
        let mut rest = piece.text.as_str();
        while !rest.is_empty() {
            let many = if word.is_empty() { plain_words(rest, lines.room(space)) } else { "" };
            if !many.is_empty() {
                word.push(Part { text: many, like: piece, width: many.len() });
                lines.add(&mut word, &mut space);
                rest = &rest[many.len()..];
            }
            let (solid, after) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
            if !solid.is_empty() {
                word.push(Part { text: solid, like: piece, width: columns(solid) });
            }
            rest = after.trim_start_matches(' ');
            if rest.len() < after.len() {
                lines.add(&mut word, &mut space);
                space = space.or(Some(piece));
            }
        }
    }
    lines.add(&mut word, &mut space);
    lines.finish()
}

/// Gives the words with which a text begins that fit a room and to which nothing is added any more, where each is of
/// ASCII and a single space stands between: most lines are such. Nothing where there are none.
fn plain_words(text: &str, room: usize) -> &str {
    let bytes = text.as_bytes();
    let within = &bytes[..bytes.len().min(room + 1)];
    let Some(end) = within.iter().rposition(|&byte| byte == b' ') else { return "" };
    let words = &text[..end];
    let is_plain = words.is_ascii() && !words.starts_with(' ') && !words.ends_with(' ');
    if is_plain && !words.contains("  ") { words } else { "" }
}

/// A part of a piece.
struct Part<'p> {
    text: &'p str,
    like: &'p Piece,
    width: usize,
}

/// The lines so far, and how many columns of the last are used.
struct Lines {
    done: Vec<Line>,
    line: Line,
    used: usize,
    width: usize,
}

impl Lines {
    /// Counts the columns that are left on the line for words, behind the space before them.
    fn room(&self, space: Option<&Piece>) -> usize {
        let gap = usize::from(space.is_some() && self.used > 0);
        self.width.saturating_sub(self.used + gap)
    }

    /// Adds a word, and the space before it if it stands on the same line as the word before.
    fn add(&mut self, word: &mut Vec<Part<'_>>, space: &mut Option<&Piece>) {
        if word.is_empty() {
            return;
        }
        let long: usize = word.iter().map(|part| part.width).sum();
        let gap = usize::from(space.is_some());
        if self.used > 0 && self.used + gap + long > self.width {
            self.end_line();
        } else if let Some(space) = space.take().filter(|_| self.used > 0) {
            push(&mut self.line, " ", space);
            self.used += 1;
        }
        *space = None;
        for part in word.drain(..) {
            if self.used + part.width <= self.width {
                push(&mut self.line, part.text, part.like);
                self.used += part.width;
            } else {
                self.add_broken(&part);
            }
        }
    }

    /// Adds a part that is broken where the line is full.
    fn add_broken(&mut self, part: &Part<'_>) {
        let mut start = 0;
        for (at, c) in part.text.char_indices() {
            let wide = c.width().unwrap_or(0);
            if self.used + wide > self.width && self.used > 0 {
                push(&mut self.line, &part.text[start..at], part.like);
                self.end_line();
                start = at;
            }
            self.used += wide;
        }
        push(&mut self.line, &part.text[start..], part.like);
    }

    fn end_line(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.used = 0;
    }

    fn finish(mut self) -> Vec<Line> {
        if !self.line.0.is_empty() {
            self.done.push(self.line);
        }
        self.done
    }
}

/// Bytes that a piece of a line has room for from the start: it seldom ends with its first word.
const ROOM: usize = 80;

/// Adds text to a line, joining it to the last piece if that is of its kind.
fn push(line: &mut Line, text: &str, like: &Piece) {
    match line.0.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.ink == like.ink && last.verb == like.verb => last.text.push_str(text),
        _ => {
            let mut piece = Piece { text: String::with_capacity(text.len().max(ROOM)), ..*like };
            piece.text.push_str(text);
            line.0.push(piece);
        }
    }
}

/// Shortens text to a width, the end shown as "…".
pub(crate) fn shortened(text: &str, width: usize) -> String {
    let mut used = 0;
    let mut short = String::new();
    for (at, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        let rest_fits = || unicode_width::UnicodeWidthStr::width(&text[at..]) + used <= width;
        if used + wide + 1 > width && !rest_fits() {
            let cut = short.trim_end_matches([' ', ',', ';', ':']).len();
            short.truncate(cut);
            short.push('…');
            return short;
        }
        short.push(c);
        used += wide;
    }
    short
}

/// Wraps text of one kind.
pub(crate) fn wrap_text(text: &str, ink: Ink, width: usize) -> Vec<Line> {
    wrap(&[Piece::new(text, ink)], width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines = wrap_text(text, Ink::Plain, width);
        let lines: Vec<String> = lines.into_iter().map(|line| line.0.into_iter().map(|p| p.text).collect()).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_at_spaces() {
        check("one two three", 7, &["one two", "three"]);
        check("one  two ", 20, &["one two"]);
        check("", 20, &[]);
    }

    #[test]
    fn a_no_break_space_holds_words_together() {
        check("page\u{a0}4 is", 7, &["page\u{a0}4", "is"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken() {
        check("a https://example.org", 8, &["a", "https://", "example.", "org"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        check("中文字 中文", 4, &["中文", "字", "中文"]);
    }

    #[test]
    fn pieces_without_space_between_stay_together() {
        let pieces =
            [Piece::new("one tw", Ink::Plain), Piece::new("o", Ink::Inserted), Piece::new(" three", Ink::Plain)];
        let lines = wrap(&pieces, 6);
        let widths: Vec<usize> = lines.iter().map(Line::width).collect();
        assert_eq!(widths, [3, 3, 5]);
        assert_eq!(lines[1].0.len(), 2);
    }

    #[test]
    fn what_does_not_fit_is_cut_at_its_end() {
        let check = |text: &str, width: usize, expected: &str| assert_eq!(shortened(text, width), expected);
        check("one two", 7, "one two");
        check("one two", 6, "one t…");
        check("one, two", 6, "one…");
        check("中文字", 5, "中文…");
    }
}
