//! The command line, as clap reads it.

mod commands;
mod reading;
mod report;
mod selection;
mod word;

use clap::{Parser, Subcommand, ValueEnum};
pub use commands::{
    BatchArguments, BlameArguments, CompareArguments, HistoryArguments, LedgerArguments, OriginArguments,
    ParseArguments,
};
pub use reading::{ReadingArguments, State};
pub use report::{OutputArguments, ReportArguments, When};
pub use selection::{MatchingArguments, SelectionArguments};
pub use word::WordArguments;

/// Shows what changed between two United Nations resolutions, clause by clause.
///
/// Matches the paragraphs of both texts by their content, wherever they stand, and says of each what happened: added,
/// removed, reworded, moved, split, merged, promoted from the preamble, only renumbered; and what that amounts to.
#[derive(Debug, Parser)]
#[command(
    name = "resdiff",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    after_help = EXAMPLES,
    after_long_help = EXAMPLES_AND_STATUS,
)]
pub struct Arguments {
    #[command(flatten)]
    pub compare: CompareArguments,
    #[command(subcommand)]
    pub command: Option<Command>,
}

macro_rules! examples {
    () => {
        "\
Examples:
  resdiff A_RES_52_189.txt A_RES_54_212.txt        what changed, on the screen
  resdiff last-year.docx draft.pdf --summary       one line a change
  resdiff last-year.docx draft.docx --only added,strengthened
  resdiff last-year.txt draft.txt -o changes.html  a web page to read and share
  resdiff last-year.txt draft.txt -o changes.json  for other programs
  resdiff last-year.docx draft.docx -o tracked.docx --comments
  resdiff draft.docx --revisions                   what its author changed
  resdiff ledger last-year.txt draft.txt           who is to do what by when
  resdiff parse draft.txt                          how one text is understood"
    };
}

const EXAMPLES: &str = examples!();

const EXAMPLES_AND_STATUS: &str = concat!(
    examples!(),
    "

Exit status:
  0  no differences
  1  differences
  2  trouble: something could not be read, compared or written

Environment:
  NO_COLOR        any value: no colours, unless --color says otherwise
  CLICOLOR_FORCE  any value but 0: colours even into a file or pipe
  CLICOLOR        0: no colours
  PAGER           what shows output longer than the screen, with its options;
                  by default less, and nothing where it is empty or \"cat\"
  TERM            dumb: no colours and no pager
  COLUMNS         width, where the terminal does not tell it"
);

/// The commands beside the comparison.
// The arguments of each are made when it is called: a comparison needs none of them. Clap would then show what a comment
// for documentation says of a group of arguments in place of what the command does; such groups have plain comments.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Shows how one text is understood: its fields, paragraphs, lead verbs and notes.
    Parse(ParseArguments),
    /// Follows every clause through three or more versions: since when it stands, who changed it, whether it came back.
    History(HistoryArguments),
    /// Shows the newest text with the version in which each word entered.
    Blame(BlameArguments),
    /// Lists who is asked to do what by when: new requests, those that rolled over, changed or lapsed.
    Ledger(LedgerArguments),
    /// Finds, for each paragraph of a draft, the closest agreed language in a collection.
    Origin(OriginArguments),
    /// Compares many pairs: of a folder, a manifest or a corpus.
    Batch(BatchArguments),
    /// Prints the JSON Schema of what `--format json` writes.
    Schema {
        /// Of a comparison, or of the command of this name.
        #[arg(value_enum, default_value_t = Schema::Report)]
        schema: Schema,
    },
    /// Prints the order of verbs and qualifiers by strength, to be changed and given to `--lexicon`.
    ///
    /// For instance: resdiff lexicon > mine.txt
    Lexicon,
    /// Prints completions for a shell.
    ///
    /// For instance: resdiff completions bash > ~/.local/share/bash-completion/completions/resdiff
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Prints the man page.
    ///
    /// For instance: resdiff man > ~/.local/share/man/man1/resdiff.1
    Man,
}

/// Names the JSON Schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// What `resdiff EARLIER LATER --format json` writes.
    Report,
    /// What `resdiff parse FILE --format json` writes.
    Resolution,
    /// What `resdiff history ... --format json` writes.
    History,
    /// What `resdiff blame ... --format json` writes.
    Blame,
    /// What `resdiff origin ... --format json` writes.
    Origin,
    /// What `resdiff ledger ... --format json` writes.
    Ledger,
    /// What `resdiff batch` writes as summary.json.
    Batch,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_has_no_line_that_a_screen_would_break() {
        for line in EXAMPLES_AND_STATUS.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }

    #[test]
    fn a_command_offers_the_forms_it_makes() {
        let offered = |name: &str| {
            let mut command = Arguments::command();
            command.build();
            let command = command.find_subcommand(name).expect("there is such a command");
            let format = command.get_arguments().find(|argument| argument.get_id() == "format");
            let values = format.expect("it writes a report").get_possible_values();
            values.iter().map(|value| value.get_name().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(offered("parse"), ["terminal", "json"]);
        assert_eq!(offered("ledger"), ["terminal", "csv", "json"]);
        assert_eq!(offered("batch"), ["terminal", "json", "html", "markdown", "docx", "csv"]);
    }

    #[test]
    fn two_files_or_a_command_but_not_both() {
        let parse = |words: &str| Arguments::try_parse_from(words.split(' '));
        assert!(parse("resdiff a b").is_ok_and(|a| a.compare.files().is_some() && a.command.is_none()));
        assert!(parse("resdiff parse a").is_ok_and(|a| a.compare.files().is_none() && a.command.is_some()));
        assert!(parse("resdiff a").is_err());
        assert!(parse("resdiff a b c").is_ok_and(|a| a.compare.too_many() == Some(3)));
        assert!(parse("resdiff a parse b").is_ok_and(|a| a.compare.too_many() == Some(3)));
        assert!(parse("resdiff a b --only added,nonsense").is_err());
        assert!(parse("resdiff a --revisions").is_ok_and(|a| a.compare.only_file().is_some()));
        assert!(parse("resdiff a b --revisions original").is_ok_and(|a| a.compare.files().is_some()));
    }
}
