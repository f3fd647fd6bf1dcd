//! `resdiff parse FILE`: one file to its structure.

use super::Found;
use super::arguments::{LooksArguments, OutputArguments, ParseArguments};
use super::format::Format;
use super::input;
use super::notices;
use super::output;
use super::screen::Screen;
use super::trouble::Trouble;
use resdiff::render::tree::{self, TreeOptions};
use resdiff::render::{json, plain};
use std::io::IsTerminal;
use std::path::Path;

/// Shows how one text is understood.
pub fn run(arguments: &ParseArguments) -> Result<Found, Trouble> {
    let format = arguments.output.format()?;
    let input = input::read(&arguments.file, &arguments.reading)?;
    let parsed = input::parsed(&input)?;
    let screen = Screen::new(&arguments.looks, arguments.output.output.is_some());
    let bytes = match format {
        Format::Terminal if arguments.text => plain::text(&parsed.value).into_bytes(),
        Format::Terminal => {
            let options = TreeOptions { width: screen.width, color: screen.color, full: arguments.full };
            tree::tree(&parsed, &options).into_bytes()
        }
        Format::Json => (json::to_string(&json::resolution(&parsed), !arguments.output.compact) + "\n").into_bytes(),
        Format::Html | Format::Markdown | Format::Docx | Format::Csv => {
            return Err(Trouble::FormatNotMade { format, command: "parse" });
        }
    };
    let paths: Vec<&Path> = input.path.as_deref().into_iter().collect();
    deliver(&bytes, format, &arguments.output, &arguments.looks, &screen, &paths)?;
    // The tree says it all itself.
    if !arguments.output.quiet && (format != Format::Terminal || arguments.text) {
        notices::remarks(&input.name, &parsed.diagnostics);
    }
    Ok(Found::Nothing)
}

/// Sends bytes to where the arguments say.
pub fn deliver(
    bytes: &[u8],
    format: Format,
    arguments: &OutputArguments,
    looks: &LooksArguments,
    screen: &Screen,
    inputs: &[&Path],
) -> Result<(), Trouble> {
    match &arguments.output {
        Some(path) if path != Path::new("-") => output::write(path, bytes, inputs),
        Some(_) | None if format.is_binary() && std::io::stdout().is_terminal() => {
            Err(Trouble::BinaryToTerminal { format })
        }
        Some(_) | None => match std::str::from_utf8(bytes) {
            Ok(text) if format == Format::Terminal => output::show(text, screen, looks.no_pager),
            _ => output::print(bytes),
        },
    }
}
