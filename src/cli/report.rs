//! A change report to bytes in the form that was asked for. A new form is one arm here and one name in [`Format`].

use super::arguments::CompareArguments;
#[cfg(feature = "docx")]
use super::arguments::{MovesShown, State};
use super::format::Format;
use super::input::Input;
#[cfg(feature = "docx")]
use super::notices;
use super::output;
use super::screen::Screen;
use super::trouble::Trouble;
use resdiff::changes::ChangeReport;
#[cfg(feature = "docx")]
use resdiff::diagnostic::{Diagnostic, DiagnosticKind};
use resdiff::pair::Pair;
#[cfg(feature = "docx")]
use resdiff::pair::Side;
use resdiff::render::csv::{self, CsvOptions};
#[cfg(feature = "docx")]
use resdiff::render::docx::{self, Moves, TrackedOptions};
use resdiff::render::html::{self, PageLayout, PageOptions};
use resdiff::render::json;
use resdiff::render::markdown::{self, MarkdownOptions};
use resdiff::render::terminal::{self, TerminalOptions};
#[cfg(feature = "docx")]
use resdiff::source;

/// Makes the report.
pub fn render(
    report: &ChangeReport,
    format: Format,
    arguments: &CompareArguments,
    inputs: &Pair<Input>,
    screen: &Screen,
) -> Result<Vec<u8>, Trouble> {
    let selection = arguments.selection.selection();
    let names = inputs.as_ref().map(|input| Some(input.short_name()));
    match format {
        Format::Terminal => {
            let options = TerminalOptions {
                width: screen.width,
                color: screen.color,
                selection,
                view: arguments.selection.view(),
                explain: arguments.matching.explain,
                names,
            };
            Ok(terminal::report(report, &options).into_bytes())
        }
        Format::Json => Ok(output::json(&json::report(report), &arguments.report.output)),
        Format::Html => {
            let layout = arguments.selection.side_by_side.then_some(PageLayout::SideBySide);
            let options = PageOptions { selection, layout, names };
            Ok(output::in_memory(|bytes| html::write(report, &options, bytes)))
        }
        Format::Markdown => {
            let options = MarkdownOptions { selection, names };
            Ok(output::in_memory(|bytes| markdown::report(bytes, report, &options)))
        }
        Format::Csv => {
            let options = CsvOptions { selection, names, ..CsvOptions::default() };
            Ok(output::in_memory(|bytes| csv::report(bytes, report, &options)))
        }
        #[cfg(feature = "docx")]
        Format::Docx => {
            let word = &arguments.word;
            let mut options = TrackedOptions {
                author: word.author.clone(),
                moves: match word.moves {
                    MovesShown::Plain => Moves::Plain,
                    MovesShown::Native => Moves::Native,
                },
                comments: word.comments,
                ..TrackedOptions::default()
            };
            options.date = word.date.clone().unwrap_or(options.date);
            self::word(report, &inputs.earlier, arguments.reading.revisions, &options)
        }
        #[cfg(not(feature = "docx"))]
        Format::Docx => Err(Trouble::FormatNotMade { format, command: "this build" }),
    }
}

/// Makes the Word document: the earlier one revised where it is a Word document itself, else one in a style of its own.
#[cfg(feature = "docx")]
pub fn word(
    report: &ChangeReport,
    earlier: &Input,
    state: State,
    options: &TrackedOptions,
) -> Result<Vec<u8>, Trouble> {
    let state = if state == State::Both { State::Original } else { state };
    let reading = earlier.options(state);
    let is_word = matches!(source::format_of(&earlier.bytes, &reading), Ok(source::Format::Docx));
    if is_word && earlier.key.is_none() {
        match docx::revise(report, &earlier.bytes, &reading, options) {
            Ok(bytes) => {
                if report.diagnostics.iter().any(is_settled) {
                    let kept = if state == State::Original { "rejected" } else { "accepted" };
                    notices::line(&format!(
                        "resdiff: {}: note: the changes that were tracked in it are {kept} in the output, as they were when it was read",
                        earlier.name
                    ));
                }
                return Ok(bytes);
            }
            Err(cause) => notices::line(&format!(
                "resdiff: {}: warning: the output has a style of its own, not that of this document, which could not be revised: {cause}",
                earlier.name
            )),
        }
    }
    docx::write(report, options).map_err(|cause| Trouble::Write { name: "the Word document".to_owned(), cause })
}

/// Tells whether the earlier text had tracked changes.
#[cfg(feature = "docx")]
fn is_settled((side, diagnostic): &(Option<Side>, Diagnostic)) -> bool {
    *side == Some(Side::Earlier) && diagnostic.kind == DiagnosticKind::RevisionsRead
}
