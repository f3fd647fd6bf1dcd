//! `resdiff parse FILE`: one file to its structure.

use super::Found;
use super::arguments::ParseArguments;
use super::format::Format;
use super::input;
use super::notices;
use super::output;
use super::screen::Screen;
use super::trouble::Trouble;
use resdiff::render::tree::{self, TreeOptions};
use resdiff::render::{json, plain};
use std::path::Path;

/// Shows how one text is understood.
pub fn run(arguments: &ParseArguments) -> Result<Found, Trouble> {
    let format = arguments.report.output.format()?;
    let input = input::read(&arguments.file, &arguments.reading)?;
    let parsed = input::parsed(&input)?;
    let screen = Screen::new(&arguments.report);
    let bytes = match format {
        Format::Terminal if arguments.text => plain::text(&parsed.value).into_bytes(),
        Format::Terminal => {
            let options = TreeOptions { width: screen.width, color: screen.color, full: arguments.full };
            tree::tree(&parsed, &options).into_bytes()
        }
        Format::Json => output::json(&json::resolution(&parsed), arguments.report.output.compact),
        Format::Html | Format::Markdown | Format::Docx | Format::Csv => {
            return Err(Trouble::FormatNotMade { format, command: "parse", made: &MADE });
        }
    };
    let paths: Vec<&Path> = input.path.as_deref().into_iter().collect();
    output::deliver(&bytes, format, &arguments.report, &screen, &paths)?;
    // The tree says it all itself.
    if !arguments.report.output.quiet && (format != Format::Terminal || arguments.text) {
        notices::remarks(&input.name, &parsed.diagnostics);
    }
    Ok(Found::Nothing)
}

/// The forms that are made.
pub const MADE: [Format; 2] = [Format::Terminal, Format::Json];
