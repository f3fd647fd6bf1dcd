//! A change report to bytes in the form that was asked for. A new form is one arm here and one name in [`Format`].

use super::arguments::CompareArguments;
#[cfg(feature = "docx")]
use super::arguments::MovesShown;
use super::format::Format;
use super::input::Input;
use super::screen::Screen;
use super::trouble::Trouble;
use resdiff::changes::ChangeReport;
use resdiff::pair::Pair;
use resdiff::render::csv::{self, CsvOptions};
#[cfg(feature = "docx")]
use resdiff::render::docx::{self, Moves, TrackedOptions};
use resdiff::render::html::{self, PageLayout, PageOptions};
use resdiff::render::json;
use resdiff::render::markdown::{self, MarkdownOptions};
use resdiff::render::terminal::{self, TerminalOptions};

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
        Format::Json => {
            let text = json::to_string(&json::report(report), !arguments.output.compact);
            Ok((text + "\n").into_bytes())
        }
        Format::Html => {
            let options = PageOptions { selection, layout: PageLayout::default(), names };
            let mut bytes = Vec::new();
            html::write(report, &options, &mut bytes).expect("writing to memory does not fail");
            Ok(bytes)
        }
        Format::Markdown => {
            let mut bytes = Vec::new();
            markdown::report(&mut bytes, report, &MarkdownOptions { selection, names })
                .expect("writing to memory does not fail");
            Ok(bytes)
        }
        Format::Csv => {
            let mut bytes = Vec::new();
            csv::report(&mut bytes, report, &CsvOptions { selection, names, ..CsvOptions::default() })
                .expect("writing to memory does not fail");
            Ok(bytes)
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
            docx::write(report, &options)
                .map_err(|cause| Trouble::Write { name: "the Word document".to_owned(), cause })
        }
        #[cfg(not(feature = "docx"))]
        Format::Docx => Err(Trouble::FormatNotMade { format, command: "this build" }),
    }
}
