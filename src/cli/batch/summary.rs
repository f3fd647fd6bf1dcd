//! What came of each pair to the summary of a batch: CSV, JSON, and a word on standard error.

use super::super::notices;
use super::super::trouble::Trouble;
use super::pairs::Pairing;
use super::verdict;
use resdiff::changes::ChangeReport;
use resdiff::changes::{ChangeClass, Strength};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Holds what came of one pair. Counts are of paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Row {
    pub name: String,
    earlier: String,
    later: String,
    title: String,
    verdict: String,
    report: String,
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
    substantive: usize,
    rollover: usize,
    strengthened: usize,
    weakened: usize,
    /// Why the pair was not compared.
    pub trouble: Option<String>,
}

impl Row {
    pub fn of(pairing: &Pairing, report: &ChangeReport, file: &Path) -> Self {
        let summary = report.summary;
        let symbol = |side: &resdiff::resolution::Resolution, name: &str| {
            side.masthead.symbol.as_ref().map_or_else(|| name.to_owned(), ToString::to_string)
        };
        let class = |class: ChangeClass| report.changes.iter().filter(|change| change.class == class).count();
        let pulls = |way: Strength| report.changes.iter().filter(|change| change.pulls(way)).count();
        let title = report.resolutions.later.masthead.title.clone();
        Row {
            name: pairing.name.clone(),
            earlier: symbol(&report.resolutions.earlier, &pairing.sides.earlier.name),
            later: symbol(&report.resolutions.later, &pairing.sides.later.name),
            title: title.or_else(|| report.resolutions.earlier.masthead.title.clone()).unwrap_or_default(),
            verdict: verdict(report).to_owned(),
            report: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
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
            substantive: class(ChangeClass::Substantive),
            rollover: class(ChangeClass::Rollover),
            strengthened: pulls(Strength::Strengthened),
            weakened: pulls(Strength::Weakened),
            trouble: None,
        }
    }

    pub fn failed(pairing: &Pairing, trouble: &Trouble) -> Self {
        Row {
            name: pairing.name.clone(),
            earlier: pairing.sides.earlier.name.clone(),
            later: pairing.sides.later.name.clone(),
            trouble: Some(trouble.to_string()),
            ..Row::default()
        }
    }

    pub fn is_identical(&self) -> bool {
        self.verdict == "identical"
    }
}

/// Gives the summary as CSV, by the rules of the other tables: see `render::csv`.
pub(super) fn csv(rows: &[Row]) -> String {
    let mut out = String::new();
    let table: Vec<serde_json::Map<String, serde_json::Value>> = rows.iter().filter_map(as_map).collect();
    let names: Vec<&str> = COLUMNS.to_vec();
    out.push_str(&names.join(","));
    out.push_str("\r\n");
    for row in table {
        let cells: Vec<String> = names
            .iter()
            .map(|name| match row.get(*name) {
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

const COLUMNS: [&str; 22] = [
    "name",
    "earlier",
    "later",
    "title",
    "verdict",
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
    "substantive",
    "rollover",
    "strengthened",
    "weakened",
    "report",
    "trouble",
];

fn as_map(row: &Row) -> Option<serde_json::Map<String, serde_json::Value>> {
    match serde_json::to_value(row) {
        Ok(serde_json::Value::Object(map)) => Some(map),
        _ => None,
    }
}

/// Gives the summary as JSON.
pub(super) fn json(rows: &[Row]) -> String {
    let verdicts = rows.iter().filter(|row| row.trouble.is_none()).fold(BTreeMap::new(), |mut counts, row| {
        *counts.entry(row.verdict.as_str()).or_insert(0usize) += 1;
        counts
    });
    let value = serde_json::json!({ "schema_version": "1.0", "verdicts": verdicts, "pairs": rows });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

/// Reads the rows of an interrupted run; a last line that was cut off is passed over.
pub(super) fn read_journal(path: &Path) -> BTreeMap<String, Row> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter_map(|line| serde_json::from_str::<Row>(line).ok());
    rows.map(|row| (row.name.clone(), row)).collect()
}

/// Says on standard error what came of it all.
pub(super) fn tell(rows: &[Row], unread: usize, directory: &Path) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.trouble.is_none()) {
        *counts.entry(row.verdict.as_str()).or_insert(0) += 1;
    }
    let compared = counts.values().sum::<usize>();
    let mut words = format!("{compared} {} compared", if compared == 1 { "pair" } else { "pairs" });
    for (verdict, count) in counts {
        let _ = write!(words, ", {count} {verdict}");
    }
    if unread > 0 {
        let _ = write!(words, "; {unread} could not be read");
    }
    notices::line(&format!("resdiff: {words}; see {}", directory.join("summary.csv").display()));
}
