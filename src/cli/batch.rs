//! `resdiff batch SOURCE`: a folder, a manifest or a corpus to one report a pair and a summary of all.

mod pairs;
mod summary;

use super::Found;
use super::arguments::BatchArguments;
use super::compare;
use super::format::Format;
use super::notices;
use super::output;
use super::trouble::Trouble;
use indicatif::{ProgressBar, ProgressStyle};
use pairs::{Pairing, Plan};
pub use pairs::{collection, files};
use rayon::prelude::*;
use resdiff::changes::ChangeReport;
use resdiff::pair::Pair;
use resdiff::render::{csv, html, json, markdown, terminal};
use resdiff::{CompareOptions, changes};
use std::fs;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;
use summary::Row;

/// Compares all pairs. A pair that cannot be read is reported and skipped.
pub fn run(arguments: &BatchArguments) -> Result<Found, Trouble> {
    if let Some(jobs) = arguments.jobs {
        // Set once, before anything runs in parallel; a second call would only be refused.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let plan = pairs::plan(&arguments.source, &arguments.reading)?;
    for skipped in &plan.skipped {
        notices::trouble(skipped);
    }
    if plan.pairings.is_empty() {
        return Err(Trouble::NoPairs { name: arguments.source.display().to_string() });
    }
    if arguments.dry_run {
        output::print(pairs::shown(&plan).as_bytes())?;
        return Ok(Found::Nothing);
    }
    let Some(directory) = arguments.output.as_deref() else {
        return Err(Trouble::NoOutputDirectory);
    };
    let rows = compare_all(arguments, &plan, directory)?;
    let unread = plan.skipped.len() + rows.iter().filter(|row| row.trouble.is_some()).count();
    output::write(&directory.join("summary.csv"), summary::csv(&rows).as_bytes(), &[])?;
    output::write(&directory.join("summary.json"), summary::json(&rows).as_bytes(), &[])?;
    if !arguments.quiet {
        summary::tell(&rows, unread, directory);
    }
    if unread > 0 {
        return Ok(Found::Trouble);
    }
    Ok(if rows.iter().all(Row::is_identical) { Found::Nothing } else { Found::Differences })
}

fn compare_all(arguments: &BatchArguments, plan: &Plan, directory: &Path) -> Result<Vec<Row>, Trouble> {
    let name = || directory.display().to_string();
    fs::create_dir_all(directory).map_err(|cause| Trouble::Write { name: name(), cause })?;
    let options = compare::options(&arguments.matching, &arguments.reading)?;
    let journal_path = directory.join(JOURNAL);
    let done = if arguments.resume { summary::read_journal(&journal_path) } else { Default::default() };
    let journal = fs::OpenOptions::new()
        .create(true)
        .append(arguments.resume)
        .truncate(!arguments.resume)
        .write(true)
        .open(&journal_path);
    let journal = Mutex::new(journal.map_err(|cause| Trouble::Write { name: name(), cause })?);
    let bar = progress(plan.pairings.len());
    let rows: Vec<Row> = plan
        .pairings
        .par_iter()
        .map(|pairing| {
            let file = directory.join(format!("{}.{}", pairing.name, ending(arguments.format)));
            let row = match done.get(&pairing.name) {
                Some(row) if file.is_file() => row.clone(),
                _ => {
                    let row = one(pairing, plan, arguments, &options, &file);
                    if row.trouble.is_none()
                        && let Ok(mut journal) = journal.lock()
                    {
                        // A journal that cannot be written costs nothing but work done twice.
                        let _ = writeln!(journal, "{}", serde_json::to_string(&row).unwrap_or_default());
                    }
                    row
                }
            };
            bar.inc(1);
            row
        })
        .collect();
    bar.finish_and_clear();
    for row in &rows {
        if let Some(trouble) = &row.trouble {
            notices::line(&format!("resdiff: {}: {trouble}", row.name));
        }
    }
    if rows.iter().all(|row| row.trouble.is_none()) {
        let _ = fs::remove_file(&journal_path);
    }
    Ok(rows)
}

/// Holds what was done, so that an interrupted run can go on.
const JOURNAL: &str = ".resdiff-batch.jsonl";

fn one(pairing: &Pairing, plan: &Plan, arguments: &BatchArguments, options: &CompareOptions, file: &Path) -> Row {
    let texts = match plan.texts(pairing) {
        Ok(texts) => texts,
        Err(trouble) => return Row::failed(pairing, &trouble),
    };
    let report = resdiff::compare(texts, options);
    let names = pairing.sides.as_ref().map(|side| Some(side.name.clone()));
    let written = render(&report, arguments.format, names).and_then(|bytes| output::write(file, &bytes, &[]));
    match written {
        Ok(()) => Row::of(pairing, &report, file),
        Err(trouble) => Row::failed(pairing, &trouble),
    }
}

fn render(report: &ChangeReport, format: Format, names: Pair<Option<String>>) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let infallible = "writing to memory does not fail";
    match format {
        Format::Terminal => {
            let options = terminal::TerminalOptions { names, ..Default::default() };
            bytes = terminal::report(report, &options).into_bytes();
        }
        Format::Json => bytes = (json::to_string(&json::report(report), true) + "\n").into_bytes(),
        Format::Html => {
            let options = html::PageOptions { names, ..Default::default() };
            html::write(report, &options, &mut bytes).expect(infallible);
        }
        Format::Markdown => {
            let options = markdown::MarkdownOptions { names, ..Default::default() };
            markdown::report(&mut bytes, report, &options).expect(infallible);
        }
        Format::Csv => {
            let options = csv::CsvOptions { names, ..Default::default() };
            csv::report(&mut bytes, report, &options).expect(infallible);
        }
        #[cfg(feature = "docx")]
        Format::Docx => {
            bytes = resdiff::render::docx::write(report, &Default::default())
                .map_err(|cause| Trouble::Write { name: "the Word document".to_owned(), cause })?;
        }
        #[cfg(not(feature = "docx"))]
        Format::Docx => return Err(Trouble::FormatNotMade { format, command: "this build" }),
    }
    Ok(bytes)
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Terminal => "txt",
        Format::Json => "json",
        Format::Html => "html",
        Format::Markdown => "md",
        Format::Docx => "docx",
        Format::Csv => "csv",
    }
}

/// A bar on standard error, on a terminal alone.
fn progress(pairs: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(pairs as u64);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} pairs, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// The strictest class of a report, as the summary names it.
fn verdict(report: &ChangeReport) -> &'static str {
    match report.verdict.kind {
        changes::VerdictKind::Identical => "identical",
        changes::VerdictKind::Editorial => "editorial",
        changes::VerdictKind::TechnicalRollover => "technical-rollover",
        changes::VerdictKind::Substantive => "substantive",
        changes::VerdictKind::Unclassified => "unclassified",
    }
}
