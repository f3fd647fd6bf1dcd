//! The command line, as clap reads it.

use super::format::Format;
use super::trouble::Trouble;
use clap::builder::TypedValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use resdiff::pair::Pair;
use resdiff::render::terminal::View;
use resdiff::render::{Filter, Portion, Selection};
use resdiff::source::{self, DecodeOptions, Limits, Revisions};
use std::path::{Path, PathBuf};

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

const EXAMPLES: &str = "\
Examples:
  resdiff A_RES_52_189.txt A_RES_54_212.txt       what changed, on the screen
  resdiff last-year.docx draft.pdf --summary      one line a change
  resdiff last-year.docx draft.docx --only added,strengthened
  resdiff last-year.txt draft.txt -o changes.html a web page to read and share
  resdiff last-year.txt draft.txt -o changes.json
  resdiff last-year.docx draft.docx -o tracked.docx --comments
  resdiff draft.docx --revisions                  what its author changed
  resdiff ledger last-year.txt draft.txt          who is asked to do what by when
  resdiff parse draft.txt                         how one text is understood";

const EXAMPLES_AND_STATUS: &str = "\
Examples:
  resdiff A_RES_52_189.txt A_RES_54_212.txt       what changed, on the screen
  resdiff last-year.docx draft.pdf --summary      one line a change
  resdiff last-year.docx draft.docx --only added,strengthened
  resdiff last-year.txt draft.txt -o changes.html a web page to read and share
  resdiff last-year.txt draft.txt -o changes.json
  resdiff last-year.docx draft.docx -o tracked.docx --comments
  resdiff draft.docx --revisions                  what its author changed
  resdiff ledger last-year.txt draft.txt          who is asked to do what by when
  resdiff parse draft.txt                         how one text is understood

Exit status:
  0  no differences
  1  differences
  2  trouble: nothing was compared

Environment:
  NO_COLOR        any value: no colours, unless --color says otherwise
  CLICOLOR_FORCE  any value but 0: colours even into a file or pipe
  PAGER           what shows output that is longer than the screen; less by default
  COLUMNS         width, where the terminal does not tell it";

/// The commands beside the comparison.
#[derive(Debug, Subcommand)]
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

/// What the comparison needs.
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
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
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

/// What `parse` needs.
#[derive(Debug, Args)]
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
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// What `history` needs.
#[derive(Debug, Args)]
pub struct HistoryArguments {
    /// The versions, sorted by session unless --keep-order is given.
    #[arg(required = true, num_args = 2..)]
    pub files: Vec<PathBuf>,

    /// Takes the versions in the order in which they are named.
    #[arg(long)]
    pub keep_order: bool,
    /// Tells the story of one clause, as the newest text that has it names it: "OP 7"; or as another one does: "54/212 OP 7".
    #[arg(long, value_name = "NAME")]
    pub clause: Option<String>,
    #[command(flatten)]
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// What `origin` needs.
#[derive(Debug, Args)]
pub struct OriginArguments {
    /// The draft.
    pub draft: PathBuf,

    /// The collection: a folder of texts, or a corpus of one JSON record a line.
    #[arg(long, value_name = "SOURCE")]
    pub corpus: PathBuf,
    /// Keeps the index of the collection in this file, and takes it from there while the collection stays the same.
    #[arg(long, value_name = "FILE")]
    pub index: Option<PathBuf>,
    /// How many wordings are shown for each paragraph.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub most: usize,
    #[command(flatten)]
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// What `batch` needs.
#[derive(Debug, Args)]
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

/// What `blame` needs.
#[derive(Debug, Args)]
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
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// What `ledger` needs.
#[derive(Debug, Args)]
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
    pub looks: LooksArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

/// What is shown.
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

/// How paragraphs are matched.
#[derive(Debug, Args)]
#[command(next_help_heading = "Matching")]
pub struct MatchingArguments {
    /// Leaves paragraphs unmatched where the match is not sure: they count as removed and added.
    #[arg(long)]
    pub strict: bool,
    /// Says of each match why it was made: its score, the parts of it, and what came next.
    #[arg(long)]
    pub explain: bool,
    /// Takes the order of verbs and qualifiers by strength from a file rather than from the program.
    ///
    /// docs/rules.md tells how such a file is written; src/lexicon/ladders.txt is the one that comes with the program.
    #[arg(long = "lexicon", visible_alias = "ladders", value_name = "FILE")]
    pub ladders: Option<PathBuf>,
}

/// How it looks on a terminal.
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

/// Where it goes, and in what form.
#[derive(Debug, Args)]
#[command(next_help_heading = "Where it goes")]
pub struct OutputArguments {
    /// Form of the report; by default as the ending of --output says, else the view for the terminal.
    #[arg(long, short, value_enum)]
    pub format: Option<Format>,
    /// Writes to a file rather than to standard output. The file appears whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Writes JSON on one line.
    #[arg(long)]
    pub compact: bool,
    /// Leaves out the remarks on standard error about how the texts were read.
    #[arg(long, short)]
    pub quiet: bool,
}

impl OutputArguments {
    /// Gives the format that was asked for, or that the ending of the output's name tells.
    pub fn format(&self) -> Result<Format, Trouble> {
        match (self.format, &self.output) {
            (Some(format), _) => Ok(format),
            (None, Some(path)) if path != Path::new("-") => {
                Format::of_path(path).ok_or_else(|| Trouble::UnknownEnding { name: path.display().to_string() })
            }
            (None, _) => Ok(Format::Terminal),
        }
    }
}

/// What a Word document with tracked changes says about them.
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

/// How files are read.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum State {
    /// All changes accepted.
    Final,
    /// All changes rejected.
    Original,
    /// The original compared with the final text, of one file.
    Both,
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
    fn dates_are_written_as_word_writes_them() {
        assert_eq!(date("2026-01-31").as_deref(), Ok("2026-01-31T00:00:00Z"));
        assert_eq!(date("2026-01-31T12:30:00Z").as_deref(), Ok("2026-01-31T12:30:00Z"));
        for wrong in ["", "31 January 2026", "2026-13-01", "2026-01-32", "2026-1-1", "2026-01-31T12", "\"><x/>"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

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

    #[test]
    fn dates_are_taken_as_word_keeps_them() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(date(text).ok().as_deref(), expected, "{text}");
        check("2026-01-31", Some("2026-01-31T00:00:00Z"));
        check("2026-01-31T12:30:00Z", Some("2026-01-31T12:30:00Z"));
        check("2026-13-01", None);
        check("31 January 2026", None);
    }
}
