//! `resdiff batch SOURCE`: a folder, a manifest or a corpus to one report a pair and a summary of all.

mod manifest;
mod outline;
mod pairs;
mod summary;

use super::Found;
use super::arguments::BatchArguments;
use super::compare;
#[cfg(feature = "docx")]
use super::format::Format;
use super::interrupt;
use super::notices;
use super::output;
#[cfg(feature = "docx")]
use super::report::Word;
use super::report::{self, Manner};
use super::screen;
use super::trouble::Trouble;
use indicatif::{ProgressBar, ProgressStyle};
use pairs::{Pairing, Plan};
use rayon::prelude::*;
use resdiff::changes::ChangeReport;
use resdiff::origin::checksum;
use resdiff::{CompareOptions, changes};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use summary::Row;

/// Compares all pairs. A pair that cannot be read is reported and skipped.
pub fn run(arguments: &BatchArguments) -> Result<Found, Trouble> {
    if let Some(jobs) = arguments.jobs {
        // Set once, before anything runs in parallel; a second call would only be refused.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    if let Some(file) = arguments.output.as_deref().filter(|path| path.is_file()) {
        return Err(Trouble::OutputIsFile { name: file.display().to_string() });
    }
    let shown = !arguments.quiet && std::io::stderr().is_terminal();
    let waiting = progress(shown, "{spinner} reading {msg}").with_message(arguments.source.display().to_string());
    waiting.enable_steady_tick(std::time::Duration::from_millis(100));
    let plan = pairs::plan(&arguments.source, &arguments.reading, arguments.output.as_deref());
    waiting.finish_and_clear();
    let plan = plan?;
    notices::troubles(&plan.skipped);
    if plan.pairings.is_empty() {
        let name = arguments.source.display().to_string();
        return Err(if plan.is_named { Trouble::EmptyManifest { name } } else { Trouble::NoPairs { name } });
    }
    if arguments.dry_run {
        output::print(outline::of(&plan, screen::width()).as_bytes())?;
        return Ok(if plan.skipped.is_empty() { Found::Nothing } else { Found::Trouble });
    }
    let Some(directory) = arguments.output.as_deref() else {
        return Err(Trouble::NoOutputDirectory);
    };
    let rows = compare_all(arguments, &plan, directory, shown)?;
    let unread: Vec<String> = plan.skipped.iter().map(ToString::to_string).collect();
    let files = plan.files(&arguments.source);
    write_beside(&directory.join("summary.csv"), summary::csv(&rows).as_bytes(), &files)?;
    write_beside(&directory.join("summary.json"), summary::json(&rows, &unread).as_bytes(), &files)?;
    if !arguments.quiet {
        summary::tell(&rows, unread.len(), directory);
    }
    if !unread.is_empty() || rows.iter().any(|row| row.trouble.is_some()) {
        return Ok(Found::Trouble);
    }
    Ok(if rows.iter().all(Row::is_identical) { Found::Nothing } else { Found::Differences })
}

/// Writes a file, unless it is one of those that are read.
fn write_beside(file: &Path, bytes: &[u8], read: &BTreeSet<PathBuf>) -> Result<(), Trouble> {
    if fs::canonicalize(file).is_ok_and(|file| read.contains(&file)) {
        return Err(Trouble::OutputIsInput { name: file.display().to_string() });
    }
    output::write(file, bytes, &[])
}

fn compare_all(arguments: &BatchArguments, plan: &Plan, directory: &Path, shown: bool) -> Result<Vec<Row>, Trouble> {
    let unwritable = |cause| Trouble::Write { name: directory.display().to_string(), cause };
    fs::create_dir_all(directory).map_err(unwritable)?;
    output::remove_left_over(directory);
    let options = compare::options(&arguments.matching, &arguments.reading)?;
    let journal_path = directory.join(JOURNAL);
    let done = if arguments.resume { summary::read_journal(&journal_path) } else { Default::default() };
    // What an interrupted run left may end in the middle of a line: it is written anew.
    let kept: String = done.values().map(summary::journal_line).collect();
    output::write(&journal_path, kept.as_bytes(), &[])?;
    let journal = fs::OpenOptions::new().append(true).open(&journal_path);
    let work = Work {
        plan,
        arguments,
        // Whatever a report depends on beside its two texts.
        manner: checksum(
            format!("{} {:?} {:?} {options:?}", env!("CARGO_PKG_VERSION"), arguments.format, arguments.reading)
                .as_bytes(),
        ),
        options,
        directory,
        files: plan.files(&arguments.source),
        journal: Mutex::new(journal.map_err(unwritable)?),
    };
    let interrupted = interrupt::ask_first();
    let bar = progress(shown, "{bar:40} {pos}/{len} pairs, {eta} left");
    bar.set_length(plan.pairings.len() as u64);
    let rows: Vec<Option<Row>> = plan
        .pairings
        .par_iter()
        .map(|pairing| {
            if interrupted.load(Ordering::Relaxed) {
                return None;
            }
            let row = work.row(pairing, &done);
            bar.inc(1);
            Some(row)
        })
        .collect();
    bar.finish_and_clear();
    for (row, trouble) in rows.iter().flatten().filter_map(|row| Some((row, row.trouble.as_ref()?))) {
        notices::line(&format!("resdiff: {}: {trouble}", row.name));
    }
    let all = rows.len();
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    if rows.len() < all {
        return Err(Trouble::Interrupted { done: rows.len(), all });
    }
    Ok(rows)
}

/// Holds what was done, so that an interrupted run can go on, and a later one do only what is new.
const JOURNAL: &str = ".resdiff-batch.jsonl";

/// Holds what all pairs share.
struct Work<'a> {
    plan: &'a Plan,
    arguments: &'a BatchArguments,
    options: CompareOptions,
    /// Changes with the options and the program.
    manner: u64,
    directory: &'a Path,
    /// Files that are read.
    files: BTreeSet<PathBuf>,
    journal: Mutex<fs::File>,
}

impl Work<'_> {
    /// Compares one pair, unless its report is there and neither of its texts has changed since.
    fn row(&self, pairing: &Pairing, done: &BTreeMap<String, Row>) -> Row {
        let (sources, content) = match self.plan.sources(pairing) {
            Ok(found) => found,
            Err(trouble) => return Row::failed(pairing, &trouble),
        };
        let made_of = format!("{:016x}", content ^ self.manner.rotate_left(32));
        let file = self.directory.join(format!("{}.{}", pairing.name, self.arguments.format.ending()));
        if let Some(row) = done.get(&pairing.name).filter(|row| row.made_of == made_of && file.is_file()) {
            return row.clone();
        }
        let report = self.plan.texts(&sources).map(|texts| resdiff::compare(texts, &self.options));
        let written = report.and_then(|report| {
            let bytes = self.render(&report, pairing)?;
            write_beside(&file, &bytes, &self.files)?;
            Ok(report)
        });
        match written {
            Ok(report) => {
                let row = Row::of(pairing, &report, &file, made_of);
                if let Ok(mut journal) = self.journal.lock() {
                    // A journal that cannot be written costs nothing but work done twice.
                    let _ = journal.write_all(summary::journal_line(&row).as_bytes());
                }
                row
            }
            Err(trouble) => Row::failed(pairing, &trouble),
        }
    }

    /// Makes the report of a pair.
    fn render(&self, report: &ChangeReport, pairing: &Pairing) -> Result<Vec<u8>, Trouble> {
        let format = self.arguments.format;
        #[cfg(feature = "docx")]
        let earlier = (format == Format::Docx).then(|| self.plan.earlier(pairing)).flatten();
        let manner = Manner {
            names: pairing.sides.as_ref().map(|side| side.name.as_str()),
            #[cfg(feature = "docx")]
            word: Word { earlier: earlier.as_ref(), state: self.arguments.reading.revisions, ..Word::default() },
            ..Manner::default()
        };
        report::render(report, format, manner)
    }
}

/// A bar on standard error.
fn progress(shown: bool, template: &str) -> ProgressBar {
    if !shown {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template);
    let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    interrupt::clear_at_end(&bar);
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
