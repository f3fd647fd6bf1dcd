//! `resdiff history` and `resdiff blame`: many files to the genealogy of their clauses and words.

use super::Found;
use super::arguments::{BlameArguments, HistoryArguments, OutputArguments, ReadingArguments};
use super::format::Format;
use super::input::{self, Input};
use super::screen::Screen;
use super::trouble::Trouble;
use super::{notices, output};
use resdiff::CompareOptions;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{self, History};
use resdiff::render::genealogy::{self, GenealogyOptions};
use resdiff::render::{csv, html, json};
use resdiff::resolution::Resolution;
use std::path::{Path, PathBuf};

/// Shows the life of each clause, or of one.
pub fn run(arguments: &HistoryArguments) -> Result<Found, Trouble> {
    let format = arguments.report.output.format()?;
    let order = if arguments.keep_order { Order::Kept } else { Order::BySession };
    let (mut history, inputs) = read(&arguments.files, order, &arguments.reading, &arguments.report.output)?;
    if let Some(name) = &arguments.clause {
        let found = history.find(name).ok_or_else(|| Trouble::NoSuchClause { name: name.clone() })?;
        history.lineages = vec![found.clone()];
    }
    let screen = Screen::new(&arguments.report);
    let options = GenealogyOptions { width: screen.width, color: screen.color };
    let bytes = match (format, arguments.clause.is_some()) {
        (Format::Terminal, false) => genealogy::matrix(&history, &options).into_bytes(),
        (Format::Terminal, true) => {
            let stories = history.lineages.iter().map(|lineage| genealogy::story(&history, lineage, &options));
            stories.collect::<String>().into_bytes()
        }
        (Format::Json, _) => output::json(&json::history(&history), arguments.report.output.compact),
        (Format::Html, _) => output::in_memory(|page| html::write_history(&history, page)),
        (Format::Csv, _) => output::in_memory(|rows| csv::write_history(&history, rows)),
        (Format::Markdown | Format::Docx, _) => {
            return Err(Trouble::FormatNotMade { format, command: "history", made: &MADE });
        }
    };
    output::deliver(&bytes, format, &arguments.report, &screen, &paths(&inputs))?;
    Ok(Found::Nothing)
}

/// The forms that both make.
pub const MADE: [Format; 4] = [Format::Terminal, Format::Html, Format::Csv, Format::Json];

/// Shows the newest text with the version in which each word entered.
pub fn blame(arguments: &BlameArguments) -> Result<Found, Trouble> {
    let format = arguments.report.output.format()?;
    let mut files = arguments.versions.clone();
    files.push(arguments.file.clone());
    let order = if arguments.keep_order { Order::Kept } else { Order::NewestLast };
    let (history, inputs) = read(&files, order, &arguments.reading, &arguments.report.output)?;
    let attribution = lineage::attribute(&history);
    let screen = Screen::new(&arguments.report);
    let options = GenealogyOptions { width: screen.width, color: screen.color };
    let bytes = match format {
        Format::Terminal => genealogy::blame(&history, &attribution, &options).into_bytes(),
        Format::Json => output::json(&json::origins(&history, &attribution), arguments.report.output.compact),
        Format::Html => output::in_memory(|page| html::write_origins(&history, &attribution, page)),
        Format::Csv => output::in_memory(|rows| csv::write_origins(&history, &attribution, rows)),
        Format::Markdown | Format::Docx => {
            return Err(Trouble::FormatNotMade { format, command: "blame", made: &MADE });
        }
    };
    output::deliver(&bytes, format, &arguments.report, &screen, &paths(&inputs))?;
    Ok(Found::Nothing)
}

/// Says in which order versions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As they were named.
    Kept,
    /// By session.
    BySession,
    /// By session, but the one that was named last is the newest.
    NewestLast,
}

/// Reads the versions and follows the clauses through them.
fn read(
    files: &[PathBuf],
    order: Order,
    reading: &ReadingArguments,
    output: &OutputArguments,
) -> Result<(History, Vec<Input>), Trouble> {
    input::check_streams(&files.iter().map(PathBuf::as_path).collect::<Vec<&Path>>())?;
    let inputs: Vec<Input> = files.iter().map(|file| input::read(file, reading)).collect::<Result<_, Trouble>>()?;
    let mut texts: Vec<(String, Parsed<Resolution>)> = Vec::with_capacity(inputs.len());
    for input in &inputs {
        let parsed = input::resolution(input)?;
        if !output.quiet {
            notices::remarks(&input.name, &parsed.diagnostics);
        }
        let label = lineage::label(&parsed.value).unwrap_or_else(|| input.short_name());
        texts.push((label, parsed));
    }
    let sorted = match order {
        Order::Kept => 0,
        Order::BySession => texts.len(),
        Order::NewestLast => texts.len().saturating_sub(1),
    };
    texts[..sorted].sort_by_key(|(_, parsed)| lineage::by_session(&parsed.value));
    // Two versions of one number, such as two drafts, are told apart by their place.
    for at in 0..texts.len() {
        let same = texts[..at].iter().filter(|(label, _)| *label == texts[at].0).count();
        if same > 0 {
            let label = format!("{} ({})", texts[at].0, same + 1);
            texts[at].0 = label;
        }
    }
    Ok((lineage::history(texts, &CompareOptions::default()), inputs))
}

/// Lists the files that must not be written to.
fn paths(inputs: &[Input]) -> Vec<&Path> {
    inputs.iter().filter_map(|input| input.path.as_deref()).collect()
}
