//! What each command takes: files, options of its own, and the groups of options that it shares with others.

use super::super::format::Format;
use super::super::{history, ledger, origin, parse};
use super::reading::one_state;
use super::report::Made;
use super::{MatchingArguments, ReadingArguments, ReportArguments, SelectionArguments, WordArguments};
use clap::Args;
use clap::builder::TypedValueParser;
use resdiff::pair::Pair;
use std::path::{Path, PathBuf};

// What the comparison needs.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// The text that was there first; "-" reads standard input.
    ///
    /// Plain text, Word, PDF, web page, Markdown, or what `resdiff parse --format json` wrote; told by its content.
    /// FILE.jsonl#KEY takes one resolution of a corpus.
    #[arg(required = true)]
    earlier: Option<PathBuf>,
    /// The text that came after it; "-" reads standard input.
    #[arg(required_unless_present = "revisions")]
    later: Option<PathBuf>,
    /// Taken only to say what to do with more than two.
    #[arg(hide = true)]
    further: Vec<PathBuf>,

    #[command(flatten)]
    pub selection: SelectionArguments,
    #[command(flatten)]
    pub matching: MatchingArguments,
    #[command(flatten)]
    pub report: ReportArguments,
    #[command(flatten)]
    pub word: WordArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

impl CompareArguments {
    /// Gives the two files. Absent only where a command stands in their place, which needs none of this.
    pub fn files(&self) -> Option<Pair<&Path>> {
        Some(Pair::new(self.earlier.as_deref()?, self.later.as_deref()?))
    }

    /// Counts the files where there are more than two.
    pub fn too_many(&self) -> Option<usize> {
        (!self.further.is_empty()).then_some(self.further.len() + 2)
    }

    /// Gives the one file whose two states are compared, where none was named beside it.
    pub fn only_file(&self) -> Option<&Path> {
        self.earlier.as_deref().filter(|_| self.later.is_none())
    }
}

// What `parse` needs.
#[derive(Debug, Args)]
#[command(mut_arg("format", |format| format.value_parser(Made(&parse::MADE))), mut_arg("revisions", one_state))]
pub struct ParseArguments {
    /// The text; "-" reads standard input.
    pub file: PathBuf,

    /// Shows the texts whole rather than how they begin.
    #[arg(long)]
    pub full: bool,
    /// Prints the clean text alone, one paragraph a line, for tools that compare or search lines.
    #[arg(long, conflicts_with_all = ["full", "format"])]
    pub text: bool,
    #[command(flatten)]
    pub report: ReportArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

// What `history` needs.
#[derive(Debug, Args)]
#[command(mut_arg("format", |format| format.value_parser(Made(&history::MADE))), mut_arg("revisions", one_state))]
pub struct HistoryArguments {
    /// The versions, sorted by session unless --keep-order is given.
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Takes the versions in the order in which they are named.
    #[arg(long)]
    pub keep_order: bool,
    /// Tells the story of one clause, as the newest text that has it names it: "OP 7"; or as another one does: "54/212 OP 7".
    #[arg(long, value_name = "NAME")]
    pub clause: Option<String>,
    #[command(flatten)]
    pub report: ReportArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

// What `origin` needs.
#[derive(Debug, Args)]
#[command(mut_arg("format", |format| format.value_parser(Made(&origin::MADE))), mut_arg("revisions", one_state))]
pub struct OriginArguments {
    /// The draft; "-" reads standard input.
    pub draft: PathBuf,

    /// The collection: a folder of texts, or a corpus of one JSON record a line. What of it cannot be read is told, and the
    /// exit status is then 2.
    #[arg(long, value_name = "SOURCE")]
    pub corpus: PathBuf,
    /// Keeps the index of the collection in this file, and takes it from there while the collection stays the same.
    #[arg(long, value_name = "FILE")]
    pub index: Option<PathBuf>,
    /// How many wordings are shown for each paragraph.
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u16).range(1..=1000).map(usize::from))]
    pub most: usize,
    #[command(flatten)]
    pub report: ReportArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

// What `batch` needs.
#[derive(Debug, Args)]
#[command(mut_arg("revisions", one_state))]
pub struct BatchArguments {
    /// A folder, with the folders in it, of which the series are found by title and by what the texts recall; a manifest
    /// (.csv with earlier,later[,name] in each row, or .json with a list of such objects; files as seen from its folder);
    /// or a corpus of one JSON record a line.
    pub source: PathBuf,

    /// Folder for the reports and the summary; made if it is not there.
    #[arg(long, short, value_name = "FOLDER", required_unless_present = "dry_run")]
    pub output: Option<PathBuf>,
    /// Form of the reports.
    #[arg(long, short, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Only shows which pairs would be compared.
    #[arg(long)]
    pub dry_run: bool,
    /// Goes on where an earlier run was interrupted: passes over pairs whose report is there and whose texts and options
    /// did not change.
    #[arg(long)]
    pub resume: bool,
    /// How many pairs are compared at a time; by default as many as there are processors.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512).map(usize::from))]
    pub jobs: Option<usize>,
    /// Says nothing when all went well.
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub matching: MatchingArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

// What `blame` needs.
#[derive(Debug, Args)]
#[command(mut_arg("format", |format| format.value_parser(Made(&history::MADE))), mut_arg("revisions", one_state))]
pub struct BlameArguments {
    /// The newest text.
    pub file: PathBuf,

    /// The versions before it, sorted by session unless --keep-order is given.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub versions: Vec<PathBuf>,
    /// Takes the versions in the order in which they are named.
    #[arg(long)]
    pub keep_order: bool,
    #[command(flatten)]
    pub report: ReportArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

// What `ledger` needs.
#[derive(Debug, Args)]
#[command(mut_arg("format", |format| format.value_parser(Made(&ledger::MADE))), mut_arg("revisions", one_state))]
pub struct LedgerArguments {
    /// The text that was there first; "-" reads standard input.
    pub earlier: PathBuf,
    /// The text that came after it; "-" reads standard input.
    pub later: PathBuf,

    /// Leaves out the requests that only rolled over.
    #[arg(long)]
    pub changed: bool,
    #[command(flatten)]
    pub matching: MatchingArguments,
    #[command(flatten)]
    pub report: ReportArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}
