//! Labelled pieces of text to a line for a terminal. The only file that knows ANSI, by way of `colored`.

use crate::pair::Side;
use crate::token::all_bytes;
use colored::{ColoredString, Colorize};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Says what a piece of text is; how that looks is decided in [`Palette::paint`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ink {
    /// Words that stand on both sides, and all that is nothing special.
    #[default]
    Plain,
    /// What may be passed over.
    Faint,
    /// Names of texts and paragraphs.
    Name,
    /// Words only in the later text, among others.
    Inserted,
    /// Words only in the earlier text, among others.
    Deleted,
    /// Words that came from another paragraph (later side) or live on in one (earlier side).
    Carried(Side),
    /// A paragraph that is new as a whole.
    Added,
    /// A paragraph that is gone as a whole.
    Removed,
    /// What happened to a paragraph that is on both sides.
    Changed,
    /// Another place or another number.
    Moved,
    /// Became stronger.
    Stronger,
    /// Became weaker.
    Weaker,
    /// What a reader has to look at.
    Warning,
}

/// Holds a piece of text with what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Piece {
    /// The text; clean, see [`clean`].
    pub text: String,
    /// What it is.
    pub ink: Ink,
    /// Whether it is the verb phrase that a paragraph opens with.
    pub verb: bool,
}

impl Piece {
    /// Makes a piece of text that comes from this program.
    pub fn new(text: impl Into<String>, ink: Ink) -> Self {
        Self { text: text.into(), ink, verb: false }
    }

    /// Makes a piece of text that comes from a file.
    pub fn foreign(text: &str, ink: Ink) -> Self {
        Self::new(clean(text), ink)
    }

    /// Counts its columns.
    pub fn width(&self) -> usize {
        columns(&self.text)
    }
}

/// Counts the columns of clean text.
pub(crate) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Holds one line to print.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line(pub Vec<Piece>);

impl Line {
    /// Makes a line of one piece.
    pub fn of(text: impl Into<String>, ink: Ink) -> Self {
        Self(vec![Piece::new(text, ink)])
    }

    /// Counts its columns.
    pub fn width(&self) -> usize {
        self.0.iter().map(Piece::width).sum()
    }

    /// Puts columns of space before it.
    pub fn indented(mut self, columns: usize) -> Self {
        if columns > 0 {
            self.0.insert(0, Piece::new(" ".repeat(columns), Ink::Plain));
        }
        self
    }

    /// Fills it with space up to a width.
    pub fn padded(mut self, width: usize) -> Self {
        let missing = width.saturating_sub(self.width());
        if missing > 0 {
            self.0.push(Piece::new(" ".repeat(missing), Ink::Plain));
        }
        self
    }
}

/// Says whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    color: bool,
}

impl Palette {
    /// Makes a palette. Without colours `colored` is never asked, so that nothing depends on its global state.
    pub fn new(color: bool) -> Self {
        if color {
            // `colored` would look at the environment and standard output otherwise; that was decided by the caller.
            colored::control::set_override(true);
        }
        Self { color }
    }

    /// Tells whether changed words need signs around them, since nothing else would show them.
    pub fn needs_signs(self) -> bool {
        !self.color
    }

    /// Adds a line as it goes to the terminal, without space at its end.
    fn paint_onto(self, out: &mut String, line: &Line) {
        let start = out.len();
        for piece in &line.0 {
            let text = isolated(&piece.text);
            let is_marked = piece.ink != Ink::Plain || piece.verb;
            if self.color && is_marked {
                let _ = write!(out, "{}", styled(&text, piece.ink, piece.verb));
            } else {
                out.push_str(&text);
            }
        }
        out.truncate(start + out[start..].trim_end_matches(' ').len());
    }

    /// Gives lines as they go to the terminal.
    pub fn paint_all(self, lines: &[Line]) -> String {
        let mut out = String::new();
        for line in lines {
            self.paint_onto(&mut out, line);
            out.push('\n');
        }
        out
    }
}

fn styled(text: &str, ink: Ink, verb: bool) -> ColoredString {
    let styled = match ink {
        Ink::Plain => text.normal(),
        Ink::Faint => text.dimmed(),
        Ink::Name => text.bold(),
        Ink::Inserted => text.green().underline(),
        Ink::Deleted => text.red().strikethrough(),
        Ink::Carried(Side::Later) => text.cyan().underline(),
        Ink::Carried(Side::Earlier) => text.cyan().strikethrough(),
        Ink::Added => text.green(),
        Ink::Removed => text.red(),
        Ink::Changed => text.yellow(),
        Ink::Moved => text.blue(),
        Ink::Stronger | Ink::Weaker => text.magenta(),
        Ink::Warning => text.yellow().bold(),
    };
    if verb { styled.bold() } else { styled }
}

/// Makes text of unknown origin harmless on a terminal: characters that would steer it are shown as pictures of
/// themselves, and characters that would turn the direction of what follows are replaced.
pub(crate) fn clean(text: &str) -> String {
    if all_bytes(text, |byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' => {
                char::REPLACEMENT_CHARACTER
            }
            other => other,
        })
        .collect()
}

/// Keeps right-to-left text from turning what stands around it: sets it between the marks of an isolate.
fn isolated(text: &str) -> std::borrow::Cow<'_, str> {
    let is_right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' | '\u{200f}');
    if !text.is_ascii() && text.chars().any(is_right_to_left) {
        format!("\u{2068}{text}\u{2069}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_made_harmless() {
        let check = |text: &str, expected: &str| assert_eq!(clean(text), expected);
        check("a\u{1b}[31mb", "a␛[31mb");
        check("a\tb\r\nc", "a b  c");
        check("a\u{9b}2Jb\u{7f}", "a�2Jb␡");
        check("a\u{202e}b\u{2066}c", "a�b�c");
        check("naïve — 中文 שלום", "naïve — 中文 שלום");
    }

    #[test]
    fn right_to_left_words_are_isolated() {
        let line =
            Line(vec![Piece::new("see ", Ink::Plain), Piece::new("שלום", Ink::Plain), Piece::new(".", Ink::Plain)]);
        assert_eq!(Palette::new(false).paint_all(&[line]), "see \u{2068}שלום\u{2069}.\n");
    }

    #[test]
    fn without_colours_there_is_no_escape_and_no_space_at_the_end() {
        let line = Line(vec![Piece::new("a", Ink::Inserted), Piece::new("  ", Ink::Plain)]);
        assert_eq!(Palette::new(false).paint_all(&[line]), "a\n");
        let added = Line(vec![Piece::new("a", Ink::Added)]);
        assert_eq!(Palette::new(true).paint_all(&[added]), "\u{1b}[32ma\u{1b}[0m\n");
    }
}
