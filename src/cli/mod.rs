//! Arguments, files, streams and the environment to calls of the library. The only part that touches any of them.

mod about;
mod arguments;
mod batch;
mod collection;
mod compare;
mod format;
mod history;
mod input;
mod interrupt;
mod ledger;
mod notices;
mod origin;
mod output;
mod parse;
mod report;
mod screen;
mod threads;
mod trouble;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;
use trouble::Trouble;

/// What the program found, as its exit status tells it. The same as of diff(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// No differences, or a command that does not compare.
    Nothing,
    /// Differences.
    Differences,
    /// Some of what was asked for could not be done; it was said what, and the rest was done.
    Trouble,
}

/// Runs the program.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let found = match &arguments.command {
        Some(Command::Parse(arguments)) => parse::run(arguments),
        Some(Command::History(arguments)) => history::run(arguments),
        Some(Command::Blame(arguments)) => history::blame(arguments),
        Some(Command::Ledger(arguments)) => ledger::run(arguments),
        Some(Command::Origin(arguments)) => origin::run(arguments),
        Some(Command::Batch(arguments)) => batch::run(arguments),
        Some(Command::Lexicon) => about::lexicon(),
        Some(Command::Completions { shell }) => about::completions(*shell),
        Some(Command::Man) => about::man(),
        Some(Command::Schema { schema }) => about::schema(*schema),
        None => compare::run(&arguments.compare),
    };
    match found {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Differences) => ExitCode::from(1),
        Ok(Found::Trouble) => ExitCode::from(Trouble::STATUS),
        Err(trouble) => {
            notices::trouble(&trouble);
            if matches!(trouble, Trouble::Interrupted { .. }) {
                interrupt::end();
            }
            ExitCode::from(Trouble::STATUS)
        }
    }
}
