//! A history of many versions, and the origins of words, to values to be written as JSON.

use super::facets::Facets;
use super::link::{WireEdit, ids};
use crate::changes::ChangeClass;
use crate::changes::words::edit_script;
use crate::lineage::{self, Attribution, Cell, History, Lineage, Step};
use crate::pair::Pair;
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

impl<'h> Version<'h> {
    fn of(version: &'h lineage::Version) -> Self {
        let masthead = &version.resolution.masthead;
        Version {
            label: &version.label,
            symbol: masthead.symbol.as_ref().map(ToString::to_string),
            title: masthead.title.as_deref(),
            adoption_date: masthead.adoption_date.as_deref(),
            paragraphs: version.resolution.paragraphs.len(),
        }
    }
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

/// Holds what became of a clause in one version. `earlier` and `later` are the paragraphs that the change joins, of the
/// version before and of this one; `edits` lead from the wording where it stood last to this one.
#[derive(Serialize)]
struct CellValue<'h> {
    version: usize,
    step: Step,
    moved: bool,
    id: Option<&'h str>,
    locator: Option<String>,
    text: Option<&'h str>,
    class: Option<ChangeClass>,
    earlier: Vec<&'h str>,
    later: Vec<&'h str>,
    facets: Option<Facets<'h>>,
    edits: Option<Vec<WireEdit>>,
}

impl<'h> Genealogy<'h> {
    pub(super) fn of(history: &'h History) -> Self {
        let versions = history.versions.iter().map(Version::of).collect();
        let lineages = history.lineages.iter().filter_map(|lineage| thread(history, lineage)).collect();
        Genealogy { schema_version: super::SCHEMA_VERSION, generator: super::GENERATOR, versions, lineages }
    }
}

fn thread<'h>(history: &'h History, lineage: &Lineage) -> Option<Thread<'h>> {
    let first = lineage.places().next()?.0;
    let (last, paragraph) = lineage.places().last()?;
    let mut before: Option<&'h str> = None;
    let cell = |(version, cell): (usize, &Cell)| {
        let resolution = |version: usize| &history.versions[version].resolution;
        let paragraph = cell.paragraph.map(|index| &resolution(version).paragraphs[index]);
        let text = paragraph.map(|paragraph| paragraph.text.as_str());
        let report = version.checked_sub(1).map(|at| &history.reports[at]);
        let change = report.zip(cell.change).map(|(report, change)| (report, &report.changes[change]));
        let reworded = before.zip(text).filter(|(before, text)| before != text).map(|(before, text)| {
            let texts = Pair::new(before, text);
            edit_script(texts).iter().map(|edit| WireEdit::of(edit, texts)).collect()
        });
        before = text.or(before);
        CellValue {
            version,
            step: cell.step,
            moved: cell.moved,
            id: paragraph.map(|p| p.id.as_str()),
            locator: paragraph.map(|p| locator(&p.locator)),
            text,
            class: change.map(|(_, change)| change.class),
            earlier: change.map_or(Vec::new(), |(r, change)| ids(&r.resolutions.earlier, &change.link.members.earlier)),
            later: change.map_or(Vec::new(), |(r, change)| ids(&r.resolutions.later, &change.link.members.later)),
            facets: change
                .filter(|_| text.is_some())
                .map(|(report, change)| Facets::of(change, &change.texts(&report.resolutions), &report.resolutions)),
            edits: reworded,
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
    #[serde(flatten)]
    version: Version<'h>,
    /// Words of the newest text that entered in this version.
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
            .map(|(version, words)| Share { version: Version::of(version), words })
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
