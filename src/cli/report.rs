//! A change report to bytes in the form that was asked for. A new form is one arm here and one name in [`Format`].

#[cfg(feature = "docx")]
use super::arguments::State;
use super::format::Format;
#[cfg(feature = "docx")]
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
use resdiff::render::Selection;
use resdiff::render::csv::{self, CsvOptions};
#[cfg(feature = "docx")]
use resdiff::render::docx::{self, TrackedOptions};
use resdiff::render::html::{self, PageLayout, PageOptions};
use resdiff::render::json;
use resdiff::render::markdown::{self, MarkdownOptions};
use resdiff::render::terminal::{self, TerminalOptions, View};
#[cfg(feature = "docx")]
use resdiff::source;

/// How a report is made. The default is that of files of which nothing more was said.
#[derive(Default)]
pub struct Manner<'a> {
    /// What of it is shown.
    pub selection: Selection,
    /// How much of each change is shown.
    pub view: View,
    /// Whether matches are explained.
    pub explain: bool,
    /// Whether JSON stands on one line.
    pub compact: bool,
    /// What the screen can do, where it is for one.
    pub screen: Screen,
    /// By which names it speaks of the texts.
    pub names: Pair<&'a str>,
    /// What a Word document is made from.
    #[cfg(feature = "docx")]
    pub word: Word<'a>,
}

/// Makes the report.
pub fn render(report: &ChangeReport, format: Format, manner: Manner<'_>) -> Result<Vec<u8>, Trouble> {
    let Manner { selection, view, .. } = manner;
    let names = manner.names.map(|name| Some(name.to_owned()));
    let bytes = match format {
        Format::Terminal => {
            let Screen { width, color, .. } = manner.screen;
            let options = TerminalOptions { width, color, selection, view, explain: manner.explain, names };
            terminal::report(report, &options).into_bytes()
        }
        Format::Json => output::json(&json::report(report), manner.compact),
        Format::Html => {
            let layout = (view == View::SideBySide).then_some(PageLayout::SideBySide);
            let options = PageOptions { selection, layout, names };
            output::in_memory(|bytes| html::write(report, &options, bytes))
        }
        Format::Markdown => {
            let options = MarkdownOptions { selection, names };
            output::in_memory(|bytes| markdown::report(bytes, report, &options))
        }
        Format::Csv => {
            let options = CsvOptions { selection, names, ..CsvOptions::default() };
            output::in_memory(|bytes| csv::report(bytes, report, &options))
        }
        #[cfg(feature = "docx")]
        Format::Docx => manner.word.write(report)?,
        #[cfg(not(feature = "docx"))]
        Format::Docx => return Err(Trouble::FormatNotBuiltIn { format }),
    };
    Ok(bytes)
}

/// What a Word document is made from, beside the report.
#[cfg(feature = "docx")]
#[derive(Default)]
pub struct Word<'a> {
    /// The file of the earlier text, where it has one of its own.
    pub earlier: Option<&'a Input>,
    /// In which state it was read.
    pub state: State,
    /// What the document says of its changes.
    pub options: TrackedOptions,
}

#[cfg(feature = "docx")]
impl Word<'_> {
    /// Makes the document: the earlier one revised where it is a Word document itself, else one in a style of its own.
    fn write(&self, report: &ChangeReport) -> Result<Vec<u8>, Trouble> {
        let state = if self.state == State::Both { State::Original } else { self.state };
        let is_word =
            |input: &&Input| matches!(source::format_of(&input.bytes, &input.options(state)), Ok(source::Format::Docx));
        if let Some(earlier) = self.earlier.filter(|input| input.key.is_none()).filter(is_word) {
            match docx::revise(report, &earlier.bytes, &earlier.options(state), &self.options) {
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
        docx::write(report, &self.options)
            .map_err(|cause| Trouble::Write { name: "the Word document".to_owned(), cause })
    }
}

/// Tells whether the earlier text had tracked changes.
#[cfg(feature = "docx")]
fn is_settled((side, diagnostic): &(Option<Side>, Diagnostic)) -> bool {
    *side == Some(Side::Earlier) && diagnostic.kind == DiagnosticKind::RevisionsRead
}
