//! `resdiff ledger EARLIER LATER`: two files to a table of requests.

use super::arguments::LedgerArguments;
use super::format::Format;
use super::screen::Screen;
use super::trouble::Trouble;
use super::{Found, compare, input, notices, output};
use resdiff::pair::Pair;
use resdiff::render::json;
use resdiff::render::ledger::{self, LedgerOptions};
use std::path::Path;

/// Draws up the ledger of two files.
pub fn run(arguments: &LedgerArguments) -> Result<Found, Trouble> {
    let format = arguments.report.output.format()?;
    let options = compare::options(&arguments.matching, &arguments.reading)?;
    let given = Pair::new(arguments.earlier.as_path(), arguments.later.as_path());
    let inputs = input::read_two(given, &arguments.reading)?;
    let state = arguments.reading.revisions;
    let mut report = compare::changes(inputs.as_ref(), Pair::new(state, state), &options)?;
    if arguments.changed {
        report.ledger.retain(|entry| entry.state != resdiff::changes::LedgerState::RolledOver);
    }
    let screen = Screen::new(&arguments.report);
    let bytes = match format {
        Format::Terminal => {
            let names = inputs.as_ref().map(|input| Some(input.short_name()));
            ledger::table(&report, &LedgerOptions { width: screen.width, color: screen.color, names }).into_bytes()
        }
        Format::Csv => output::in_memory(|bytes| ledger::csv(bytes, &report)),
        Format::Json => output::json(&json::ledger(&report), arguments.report.output.compact),
        Format::Html | Format::Markdown | Format::Docx => {
            return Err(Trouble::FormatNotMade { format, command: "ledger", made: &MADE });
        }
    };
    let paths = inputs.both().into_iter().filter_map(|input| input.path.as_deref());
    let paths: Vec<&Path> = paths.chain(arguments.matching.ladders.as_deref()).collect();
    output::deliver(&bytes, format, &arguments.report, &screen, &paths)?;
    if !arguments.report.output.quiet {
        notices::remarks("", report.diagnostics.iter().map(|(_, diagnostic)| diagnostic));
    }
    Ok(Found::Nothing)
}

/// The forms that are made.
pub const MADE: [Format; 3] = [Format::Terminal, Format::Csv, Format::Json];
