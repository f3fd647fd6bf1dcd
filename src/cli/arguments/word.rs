//! What a Word document with tracked changes says about them.

use clap::{Args, ValueEnum};
#[cfg(feature = "docx")]
use resdiff::render::docx::{Moves, TrackedOptions};

// What a Word document with tracked changes says about them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Word (--format docx)")]
pub struct WordArguments {
    /// Who is named as the author of the changes.
    #[arg(long, value_name = "NAME", default_value = "resdiff")]
    pub author: String,
    /// When the changes were made: 2026-01-31, or with a time 2026-01-31T12:00:00Z.
    ///
    /// A fixed date stands there otherwise, so that the same texts always give the same document.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<String>,
    /// How paragraphs that stand elsewhere are shown.
    #[arg(long, value_name = "HOW", value_enum, default_value_t = MovesShown::Plain)]
    pub moves: MovesShown,
    /// Says in comments in the margin what each change amounts to.
    #[arg(long)]
    pub comments: bool,
}

#[cfg(feature = "docx")]
impl WordArguments {
    /// Gives the library's options.
    pub fn options(&self) -> TrackedOptions {
        let usual = TrackedOptions::default();
        TrackedOptions {
            author: self.author.clone(),
            date: self.date.clone().unwrap_or(usual.date),
            moves: match self.moves {
                MovesShown::Plain => Moves::Plain,
                MovesShown::Native => Moves::Native,
            },
            comments: self.comments,
        }
    }
}

/// Says how a Word document shows what moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MovesShown {
    /// As deletion and insertion, which every program shows.
    Plain,
    /// As moves, which some programs do not show.
    Native,
}

/// Reads a date, with or without a time, as Word writes it.
fn date(text: &str) -> Result<String, String> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let matches = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(c, s)| if s == b'0' { c.is_ascii_digit() } else { c == s })
    };
    let in_range = |range: std::ops::Range<usize>, least: u8, most: u8| {
        day.get(range).and_then(|part| part.parse().ok()).is_some_and(|part: u8| (least..=most).contains(&part))
    };
    if matches(day, "0000-00-00") && matches(time, "00:00:00Z") && in_range(5..7, 1, 12) && in_range(8..10, 1, 31) {
        Ok(format!("{day}T{time}"))
    } else {
        Err("write it as 2026-01-31 or 2026-01-31T12:00:00Z".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_word_writes_them() {
        assert_eq!(date("2026-01-31").as_deref(), Ok("2026-01-31T00:00:00Z"));
        assert_eq!(date("2026-01-31T12:30:00Z").as_deref(), Ok("2026-01-31T12:30:00Z"));
        for wrong in ["", "31 January 2026", "2026-13-01", "2026-01-32", "2026-1-1", "2026-01-31T12", "\"><x/>"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }
}
