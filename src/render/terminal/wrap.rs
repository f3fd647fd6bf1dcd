//! Pieces of text to lines of a width, broken at spaces.

use super::ink::{Ink, Line, Piece};
use unicode_width::UnicodeWidthChar;

/// Breaks pieces into lines of at most `width` columns. A word that is longer is broken where it must be.
pub(crate) fn wrap(pieces: &[Piece], width: usize) -> Vec<Line> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut used = 0;
    // Space that is printed only if the next word stands on the same line.
    let mut space: Option<Piece> = None;
    for word in words(pieces) {
        match word {
            Word::Space(piece) => space = space.or(Some(piece)),
            Word::Solid(pieces) => {
                let long: usize = pieces.iter().map(Piece::width).sum();
                let gap = usize::from(space.is_some() && used > 0);
                if used > 0 && used + gap + long > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                } else if let Some(space) = space.take().filter(|_| used > 0) {
                    push(&mut line, space);
                    used += 1;
                }
                space = None;
                for piece in pieces {
                    for part in broken(piece, width, &mut used) {
                        match part {
                            Some(part) => push(&mut line, part),
                            None => lines.push(std::mem::take(&mut line)),
                        }
                    }
                }
            }
        }
    }
    if !line.0.is_empty() {
        lines.push(line);
    }
    lines
}

/// What stands together, or the space between.
enum Word {
    Space(Piece),
    Solid(Vec<Piece>),
}

fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for piece in pieces {
        let part = |text: &str| Piece { text: text.to_owned(), ..*piece };
        for chunk in piece.text.split_inclusive(' ') {
            let solid = chunk.trim_end_matches(' ');
            if !solid.is_empty() {
                match words.last_mut() {
                    Some(Word::Solid(pieces)) => pieces.push(part(solid)),
                    _ => words.push(Word::Solid(vec![part(solid)])),
                }
            }
            if solid.len() < chunk.len() {
                words.push(Word::Space(part(" ")));
            }
        }
    }
    words
}

/// Breaks a piece where the line is full; `None` stands for the end of a line.
fn broken(piece: Piece, width: usize, used: &mut usize) -> Vec<Option<Piece>> {
    let long = piece.width();
    if *used + long <= width {
        *used += long;
        return vec![Some(piece)];
    }
    let mut parts = Vec::new();
    let mut text = String::new();
    for c in piece.text.chars() {
        let wide = c.width().unwrap_or(0);
        if *used + wide > width && *used > 0 {
            if !text.is_empty() {
                parts.push(Some(Piece { text: std::mem::take(&mut text), ..piece }));
            }
            parts.push(None);
            *used = 0;
        }
        text.push(c);
        *used += wide;
    }
    parts.push(Some(Piece { text, ..piece }));
    parts
}

/// Adds a piece to a line, joining it to the last one of its kind.
fn push(line: &mut Line, piece: Piece) {
    match line.0.last_mut() {
        Some(last) if last.ink == piece.ink && last.verb == piece.verb => last.text.push_str(&piece.text),
        _ => line.0.push(piece),
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
