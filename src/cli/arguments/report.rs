//! How a report looks and where it goes.

use super::super::format::Format;
use super::super::trouble::Trouble;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Args, ValueEnum};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

// How a report looks and where it goes.
#[derive(Debug, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

// How it looks on a terminal.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it looks")]
pub struct LooksArguments {
    /// Whether to use colours.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,
    /// Columns to fill; by default those of the terminal, else 80.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
    /// Never hands long output to a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Says when to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal.
    Auto,
    /// Also into a file or pipe.
    Always,
    /// Not at all.
    Never,
}

// Where it goes, and in what form.
#[derive(Debug, Args)]
#[command(next_help_heading = "Where it goes")]
pub struct OutputArguments {
    /// Form of the report; by default as the ending of --output says, else the view for the terminal.
    #[arg(long, short, value_enum)]
    pub format: Option<Format>,
    /// Writes to a file rather than to standard output. The file appears whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Writes JSON on one line.
    #[arg(long)]
    pub compact: bool,
    /// Leaves out the remarks on standard error about how the texts were read.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Offers the forms that a command makes. Others are read too, so that the command can say which it does make.
#[derive(Clone)]
pub struct Made(pub &'static [Format]);

impl TypedValueParser for Made {
    type Value = Format;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Format, clap::Error> {
        EnumValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().filter_map(Format::to_possible_value)))
    }
}

impl OutputArguments {
    /// Gives the format that was asked for, or that the ending of the output's name tells.
    pub fn format(&self) -> Result<Format, Trouble> {
        match (self.format, self.file()) {
            (Some(format), _) => Ok(format),
            (None, Some(path)) => {
                Format::of_path(path).ok_or_else(|| Trouble::UnknownEnding { name: path.display().to_string() })
            }
            (None, None) => Ok(Format::Terminal),
        }
    }

    /// Gives the file to write to; absent for standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }
}
