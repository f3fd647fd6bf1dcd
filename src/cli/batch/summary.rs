//! What came of each pair to the summary of a batch: CSV, JSON, and a word on standard error.

use super::super::notices;
use super::super::trouble::Trouble;
use super::pairs::Pairing;
use super::verdict;
use resdiff::changes::{ChangeClass, ChangeReport, LedgerState, Strength};
use resdiff::pair::Pair;
use resdiff::render::json;
use resdiff::resolution::Resolution;
use resdiff::series::Tie;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Holds what came of one pair.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Row {
    pub name: String,
    tie: Option<Tie>,
    earlier: String,
    later: String,
    title: String,
    /// Why the pair was not compared.
    pub trouble: Option<String>,
    /// Changes with the texts and the options; for the journal alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_of: String,
    /// Nothing where the pair was not compared.
    #[serde(flatten)]
    found: Option<Found>,
}

/// Holds what a comparison found. Counts are of links or paragraphs, as the schema says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Found {
    report: String,
    verdict: String,
    earlier_paragraphs: usize,
    later_paragraphs: usize,
    unchanged: usize,
    reworded: usize,
    added: usize,
    removed: usize,
    moved: usize,
    split: usize,
    merged: usize,
    promoted: usize,
    demoted: usize,
    carried: usize,
    renumbered: usize,
    editorial: usize,
    rollover: usize,
    substantive: usize,
    unclassified: usize,
    strengthened: usize,
    weakened: usize,
    requests_new: usize,
    requests_lapsed: usize,
}

impl Row {
    pub fn of(pairing: &Pairing, report: &ChangeReport, file: &Path, made_of: String) -> Self {
        let summary = report.summary;
        let Pair { earlier, later } = &report.resolutions;
        let symbol = |side: &Resolution, name: &str| {
            side.masthead.symbol.as_ref().map_or_else(|| name.to_owned(), ToString::to_string)
        };
        let class = |class: ChangeClass| report.changes.iter().filter(|change| change.class == class).count();
        let pulls = |way: Strength| report.changes.iter().filter(|change| change.pulls(way)).count();
        let requests = |state: LedgerState| report.ledger.iter().filter(|entry| entry.state == state).count();
        let title = later.masthead.title.clone().or_else(|| earlier.masthead.title.clone());
        let found = Found {
            report: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            verdict: verdict(report).to_owned(),
            earlier_paragraphs: earlier.paragraphs.len(),
            later_paragraphs: later.paragraphs.len(),
            unchanged: summary.unchanged,
            reworded: summary.reworded,
            added: summary.added,
            removed: summary.removed,
            moved: summary.moved,
            split: summary.split,
            merged: summary.merged,
            promoted: summary.promoted,
            demoted: summary.demoted,
            carried: summary.carried,
            renumbered: summary.renumbered,
            editorial: class(ChangeClass::Editorial),
            rollover: class(ChangeClass::Rollover),
            substantive: class(ChangeClass::Substantive),
            unclassified: class(ChangeClass::Unclassified),
            strengthened: pulls(Strength::Strengthened),
            weakened: pulls(Strength::Weakened),
            requests_new: requests(LedgerState::New),
            requests_lapsed: requests(LedgerState::Lapsed),
        };
        Row {
            name: pairing.name.clone(),
            tie: pairing.tie,
            earlier: symbol(earlier, &pairing.sides.earlier.name),
            later: symbol(later, &pairing.sides.later.name),
            title: title.unwrap_or_default(),
            trouble: None,
            made_of,
            found: Some(found),
        }
    }

    pub fn failed(pairing: &Pairing, trouble: &Trouble) -> Self {
        Row {
            name: pairing.name.clone(),
            tie: pairing.tie,
            earlier: pairing.sides.earlier.name.clone(),
            later: pairing.sides.later.name.clone(),
            trouble: Some(trouble.to_string()),
            ..Row::default()
        }
    }

    fn verdict(&self) -> Option<&str> {
        self.found.as_ref().map(|found| found.verdict.as_str())
    }

    pub fn is_identical(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.verdict == "identical")
    }
}

/// Gives the summary as CSV, by the rules of the other tables: see `render::csv`.
pub(super) fn csv(rows: &[Row]) -> String {
    let mut out = String::from("\u{feff}");
    out.push_str(&COLUMNS.join(","));
    out.push_str("\r\n");
    for row in rows {
        let value = serde_json::to_value(row).unwrap_or_default();
        let cells: Vec<String> = COLUMNS
            .iter()
            .map(|name| match value.get(name) {
                Some(serde_json::Value::String(text)) => resdiff::render::csv::cell(text),
                Some(serde_json::Value::Null) | None => String::new(),
                Some(other) => other.to_string(),
            })
            .collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// The names of the columns, which are those of the JSON.
const COLUMNS: [&str; 29] = [
    "name",
    "tie",
    "earlier",
    "later",
    "title",
    "verdict",
    "earlier_paragraphs",
    "later_paragraphs",
    "unchanged",
    "reworded",
    "added",
    "removed",
    "moved",
    "split",
    "merged",
    "promoted",
    "demoted",
    "carried",
    "renumbered",
    "editorial",
    "rollover",
    "substantive",
    "unclassified",
    "strengthened",
    "weakened",
    "requests_new",
    "requests_lapsed",
    "report",
    "trouble",
];

/// Gives the summary as JSON.
pub(super) fn json(rows: &[Row], unread: &[String]) -> String {
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().filter_map(Row::verdict).for_each(|verdict| *verdicts.entry(verdict).or_insert(0) += 1);
    // What the journal needs is nobody else's business.
    let pairs: Vec<Row> = rows.iter().map(|row| Row { made_of: String::new(), ..row.clone() }).collect();
    let value = serde_json::json!({
        "schema_version": json::SCHEMA_VERSION,
        "generator": json::GENERATOR,
        "verdicts": verdicts,
        "unread": unread,
        "pairs": pairs,
    });
    json::to_string(&value, true) + "\n"
}

/// Writes the row of a pair that was compared into one line.
pub(super) fn journal_line(row: &Row) -> String {
    json::to_string(row, false) + "\n"
}

/// Reads the rows of an earlier run; a last line that was cut off is passed over, and a later row counts.
pub(super) fn read_journal(path: &Path) -> BTreeMap<String, Row> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter_map(|line| serde_json::from_str::<Row>(line).ok());
    rows.map(|row| (row.name.clone(), row)).collect()
}

/// Says on standard error what came of it all: of the pairs, and of the files or rows that made none.
pub(super) fn tell(rows: &[Row], unread: usize, directory: &Path) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().filter_map(Row::verdict).for_each(|verdict| *counts.entry(verdict).or_insert(0) += 1);
    let compared = counts.values().sum::<usize>();
    let mut words = format!("{compared} {} compared", if compared == 1 { "pair" } else { "pairs" });
    for (verdict, count) in counts {
        let _ = write!(words, ", {count} {verdict}");
    }
    for (count, what) in [(rows.len() - compared, "compared"), (unread, "read")] {
        if count > 0 {
            let _ = write!(words, "; {count} not {what}");
        }
    }
    notices::line(&format!("resdiff: {words}; see {}", directory.join("summary.csv").display()));
}
