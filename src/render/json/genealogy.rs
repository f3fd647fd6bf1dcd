//! A history of many versions, and the origins of words, to values to be written as JSON.

use crate::lineage::{Attribution, Cell, History, Lineage, Step};
use crate::render::{genealogy_words as words, messages::locator};
use serde::Serialize;

/// Holds a history as JSON has it.
#[derive(Serialize)]
pub(super) struct Genealogy<'h> {
    schema_version: &'static str,
    generator: &'static str,
    versions: Vec<Version<'h>>,
    lineages: Vec<Thread<'h>>,
}

#[derive(Serialize)]
struct Version<'h> {
    label: &'h str,
    symbol: Option<String>,
    title: Option<&'h str>,
    adoption_date: Option<&'h str>,
    paragraphs: usize,
}

#[derive(Serialize)]
struct Thread<'h> {
    /// Name of the clause in the newest version in which it stands.
    locator: String,
    /// Index of that version.
    last: usize,
    first: usize,
    cells: Vec<CellValue<'h>>,
}

#[derive(Serialize)]
struct CellValue<'h> {
    version: usize,
    step: Step,
    moved: bool,
    id: Option<&'h str>,
    locator: Option<String>,
    text: Option<&'h str>,
}

impl<'h> Genealogy<'h> {
    pub(super) fn of(history: &'h History) -> Self {
        let versions = history
            .versions
            .iter()
            .map(|version| Version {
                label: &version.label,
                symbol: version.resolution.masthead.symbol.as_ref().map(ToString::to_string),
                title: version.resolution.masthead.title.as_deref(),
                adoption_date: version.resolution.masthead.adoption_date.as_deref(),
                paragraphs: version.resolution.paragraphs.len(),
            })
            .collect();
        let lineages = history.lineages.iter().filter_map(|lineage| thread(history, lineage)).collect();
        Genealogy { schema_version: super::SCHEMA_VERSION, generator: super::GENERATOR, versions, lineages }
    }
}

fn thread<'h>(history: &'h History, lineage: &Lineage) -> Option<Thread<'h>> {
    let first = lineage.places().next()?.0;
    let (last, paragraph) = lineage.places().last()?;
    let cell = |(version, cell): (usize, &Cell)| {
        let paragraph = cell.paragraph.map(|index| &history.versions[version].resolution.paragraphs[index]);
        CellValue {
            version,
            step: cell.step,
            moved: cell.moved,
            id: paragraph.map(|p| p.id.as_str()),
            locator: paragraph.map(|p| locator(&p.locator)),
            text: paragraph.map(|p| p.text.as_str()),
        }
    };
    Some(Thread {
        locator: locator(&history.versions[last].resolution.paragraphs[paragraph].locator),
        last,
        first,
        cells: lineage.cells.iter().enumerate().map(cell).collect(),
    })
}

/// Holds the origins of the words of the newest text as JSON has them.
#[derive(Serialize)]
pub(super) struct Origins<'h> {
    schema_version: &'static str,
    generator: &'static str,
    versions: Vec<Share<'h>>,
    paragraphs: Vec<Paragraph<'h>>,
}

#[derive(Serialize)]
struct Share<'h> {
    label: &'h str,
    words: usize,
}

#[derive(Serialize)]
struct Paragraph<'h> {
    id: &'h str,
    locator: String,
    runs: Vec<Run<'h>>,
}

#[derive(Serialize)]
struct Run<'h> {
    /// Index of the version in which the words entered.
    version: usize,
    text: &'h str,
}

impl<'h> Origins<'h> {
    pub(super) fn of(history: &'h History, attribution: &Attribution) -> Self {
        let counts = attribution.counts(history.versions.len());
        let versions = history
            .versions
            .iter()
            .zip(counts)
            .map(|(version, words)| Share { label: &version.label, words })
            .collect();
        let newest =
            history.versions.last().map(|version| version.resolution.paragraphs.as_slice()).unwrap_or_default();
        let paragraphs = newest
            .iter()
            .zip(&attribution.paragraphs)
            .map(|(paragraph, attributed)| Paragraph {
                id: &paragraph.id,
                locator: locator(&paragraph.locator),
                runs: words::runs(&paragraph.text, attributed)
                    .into_iter()
                    .map(|(origin, text)| Run { version: origin.0, text })
                    .collect(),
            })
            .collect();
        Origins { schema_version: super::SCHEMA_VERSION, generator: super::GENERATOR, versions, paragraphs }
    }
}
