//! What is shown, and how paragraphs are matched.

use clap::Args;
use clap::builder::TypedValueParser;
use resdiff::render::terminal::View;
use resdiff::render::{Filter, Portion, Selection};
use std::path::PathBuf;

// What is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is shown")]
pub struct SelectionArguments {
    /// Also shows the text of what did not change.
    #[arg(long, conflicts_with = "summary")]
    pub full: bool,
    /// Shows one line a change, without the texts.
    #[arg(long, short)]
    pub summary: bool,
    /// Shows the earlier text beside the later one; for screens of 100 columns and more, and for pages.
    #[arg(long, short = 'y', conflicts_with = "summary")]
    pub side_by_side: bool,
    /// Shows only these changes, by kind, class or direction.
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = filter_parser())]
    pub only: Vec<Filter>,
    /// Shows only the preamble.
    #[arg(long)]
    pub preamble: bool,
    /// Shows only the operative part.
    #[arg(long)]
    pub operative: bool,
    /// Shows N unchanged paragraphs before and after each change.
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub context: usize,
    /// Says of each match why it was made: its score, the parts of it, and what came next.
    #[arg(long)]
    pub explain: bool,
}

impl SelectionArguments {
    /// Gives how much of each change the view for the terminal shows.
    pub fn view(&self) -> View {
        match (self.summary, self.side_by_side) {
            (true, _) => View::Outline,
            (false, true) => View::SideBySide,
            (false, false) => View::Inline,
        }
    }

    /// Gives the library's selection.
    pub fn selection(&self) -> Selection {
        let portions = [(self.preamble, Portion::Preamble), (self.operative, Portion::Operative)];
        Selection {
            only: self.only.clone(),
            portions: portions.into_iter().filter(|(wanted, _)| *wanted).map(|(_, portion)| portion).collect(),
            full: self.full,
            context: self.context,
        }
    }
}

/// Reads the name of a filter, and offers all names to help, completion and messages.
fn filter_parser() -> impl TypedValueParser<Value = Filter> {
    clap::builder::PossibleValuesParser::new(Filter::NAMES.map(|(name, _)| name)).map(|name| {
        let found = Filter::NAMES.into_iter().find(|(known, _)| *known == name);
        found.expect("clap lets only these names pass").1
    })
}

// How paragraphs are matched.
#[derive(Debug, Args)]
#[command(next_help_heading = "Matching")]
pub struct MatchingArguments {
    /// Leaves paragraphs unmatched where the match is not sure: they count as removed and added.
    #[arg(long)]
    pub strict: bool,
    /// Takes the order of verbs and qualifiers by strength from a file rather than from the program.
    ///
    /// `resdiff lexicon` prints the one that comes with the program, and in it how such a file is written.
    #[arg(long = "lexicon", visible_alias = "ladders", value_name = "FILE")]
    pub ladders: Option<PathBuf>,
}
