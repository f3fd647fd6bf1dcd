//! How files are read, and what they are taken for.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, ValueEnum};
use resdiff::source::{self, DecodeOptions, Limits, Revisions};

// How files are read.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArguments {
    /// Which state of a file with tracked changes is read. After one file, without a value: compares its two states.
    #[arg(long, value_name = "STATE", value_enum, num_args = 0..=1, default_value_t = State::Final, default_missing_value = "both")]
    pub revisions: State,
    /// How long a text may be, and how much a packed file may unpack to: 500K, 200M, 2G.
    ///
    /// A file as it stands may have 1G, or as much as is named here.
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    max_size: usize,
    /// How many paragraphs a text may have.
    #[arg(long, value_name = "N", default_value_t = Limits::default().paragraphs)]
    max_paragraphs: usize,
    /// Takes the files for this, whatever their content says.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub from: Option<Kind>,
}

impl ReadingArguments {
    /// Gives the library's options for the state of a file with tracked changes.
    pub fn options(&self, state: State) -> DecodeOptions {
        DecodeOptions {
            format: self.from.map(Kind::format),
            revisions: match state {
                State::Final | State::Both => Revisions::Final,
                State::Original => Revisions::Original,
            },
            limits: self.limits(),
        }
    }

    /// The same for files that may be of any format.
    pub fn by_content(self) -> Self {
        Self { from: None, ..self }
    }

    /// Gives the limits of the library.
    pub fn limits(&self) -> Limits {
        let Limits { corpus, .. } = Limits::default();
        Limits { unpacked: self.max_size, corpus: corpus.max(self.max_size), paragraphs: self.max_paragraphs }
    }
}

/// Reads a number of bytes: 200M, 2G, 500K, or a mere number.
fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let power = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => Some(0),
        "K" | "KB" | "KIB" => Some(10),
        "M" | "MB" | "MIB" => Some(20),
        "G" | "GB" | "GIB" => Some(30),
        _ => None,
    };
    let bytes = power.and_then(|power| digits.parse::<usize>().ok()?.checked_mul(1 << power));
    bytes.filter(|&bytes| bytes > 0).ok_or_else(|| "write it as 500K, 200M or 2G".to_owned())
}

/// The same option where nothing is made of both states.
pub fn one_state(revisions: Arg) -> Arg {
    let states = [State::Final, State::Original].map(|state| state.to_possible_value());
    let states = PossibleValuesParser::new(states.into_iter().flatten());
    let parser = states.map(|name| State::from_str(&name, false).expect("clap lets only these names pass"));
    revisions.num_args(1).value_parser(parser).help("Which state of a file with tracked changes is read")
}

/// Names the formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Word.
    Docx,
    /// Word 97 to 2003.
    Doc,
    /// PDF with a text layer.
    Pdf,
    /// What this program wrote with `--format json`.
    Json,
}

impl Kind {
    fn format(self) -> source::Format {
        match self {
            Kind::Text => source::Format::Plain,
            Kind::Markdown => source::Format::Markdown,
            Kind::Html => source::Format::Html,
            Kind::Docx => source::Format::Docx,
            Kind::Doc => source::Format::Doc,
            Kind::Pdf => source::Format::Pdf,
            Kind::Json => source::Format::Json,
        }
    }
}

/// Names the states of a file with tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum State {
    /// All changes accepted.
    #[default]
    Final,
    /// All changes rejected.
    Original,
    /// The original compared with the final text, of one file.
    Both,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<usize>| assert_eq!(size(text).ok(), expected, "{text}");
        check("500K", Some(500 << 10));
        check("200m", Some(200 << 20));
        check("2GiB", Some(2 << 30));
        check("1000", Some(1000));
        for wrong in ["", "M", "0", "-1M", "1.5G", "12X", "99999999999999999999G"] {
            check(wrong, None);
        }
    }
}
