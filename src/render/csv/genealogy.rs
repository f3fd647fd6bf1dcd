//! A history, and the origins of words, to rows: one row a clause and version, one row a run of words.

use super::{begin, in_one, name, row, text};
use crate::lineage::{Attribution, History, Lineage};
use crate::pair::Side;
use crate::render::genealogy_words::{self as words, Stage};
use crate::render::marked;
use crate::render::messages::locator;
use std::io;

/// The names of the columns of a history. Values are those of the JSON; lists are joined by "; ".
pub const HISTORY_COLUMNS: [&str; 13] = [
    // Position in the JSON's `lineages`, from 0, and what the clause is called in the newest text that has it.
    "lineage",
    "clause",
    // Position in the JSON's `versions`, from 0, and what the version is called.
    "version",
    "label",
    "step",
    "moved",
    "id",
    "locator",
    "class",
    // The paragraphs that the change joins, of the version before and of this one.
    "earlier_ids",
    "later_ids",
    "text",
    // Where it was reworded, both wordings in one: [-gone-] {+new+}.
    "marked_text",
];

/// The names of the columns of the origins of words.
pub const BLAME_COLUMNS: [&str; 7] = [
    "id", "locator", // Position in the JSON's `runs` of this paragraph, from 0.
    "run",
    // The version in which the words entered: its position in the JSON's `versions`, from 0, and what it is called.
    "version", "label", // How many they are, without marks.
    "words", "text",
];

/// Writes a history: for each clause a row for each version.
pub fn write_history(history: &History, out: &mut dyn io::Write) -> io::Result<()> {
    begin(out, &HISTORY_COLUMNS)?;
    for (at, lineage) in history.lineages.iter().enumerate() {
        for stage in words::stages(history, lineage) {
            row(out, &history_cells(history, at, lineage, &stage))?;
        }
    }
    Ok(())
}

fn history_cells(
    history: &History,
    at: usize,
    lineage: &Lineage,
    stage: &Stage<'_>,
) -> [String; HISTORY_COLUMNS.len()] {
    let clause = words::newest(history, lineage).map(|(_, paragraph)| locator(&paragraph.locator));
    let ids = |side: Side| {
        let members = stage.members(side).into_iter().map(|paragraph| paragraph.id.as_str());
        text(&members.collect::<Vec<_>>().join("; "))
    };
    let marked = stage.reworded.map(|texts| in_one(marked::wordings(texts)));
    [
        at.to_string(),
        text(&clause.unwrap_or_default()),
        stage.version.to_string(),
        text(&history.versions[stage.version].label),
        name(&stage.cell.step),
        stage.cell.moved.to_string(),
        text(stage.paragraph.map_or("", |paragraph| &paragraph.id)),
        text(&stage.paragraph.map_or_else(String::new, |paragraph| locator(&paragraph.locator))),
        stage.change.map(|(_, change)| name(&change.class)).unwrap_or_default(),
        ids(Side::Earlier),
        ids(Side::Later),
        text(stage.paragraph.map_or("", |paragraph| &paragraph.text)),
        text(&marked.unwrap_or_default()),
    ]
}

/// Writes the origins of the words of the newest text: a row for each run of words that entered in one version.
pub fn write_origins(history: &History, attribution: &Attribution, out: &mut dyn io::Write) -> io::Result<()> {
    begin(out, &BLAME_COLUMNS)?;
    let Some(newest) = history.versions.last() else { return Ok(()) };
    for (paragraph, attributed) in newest.resolution.paragraphs.iter().zip(&attribution.paragraphs) {
        for (at, run) in words::runs(&paragraph.text, attributed).iter().enumerate() {
            row(
                out,
                &[
                    text(&paragraph.id),
                    text(&locator(&paragraph.locator)),
                    at.to_string(),
                    run.origin.0.to_string(),
                    text(&history.versions[run.origin.0].label),
                    run.words.to_string(),
                    text(run.text),
                ],
            )?;
        }
    }
    Ok(())
}
