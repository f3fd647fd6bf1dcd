//! A history of many versions, and the origins of words, to values to be written as JSON.

use super::facets::Facets;
use super::link::WireEdit;
use crate::changes::ChangeClass;
use crate::changes::words::edit_script;
use crate::lineage::{self, Attribution, History, Lineage, Step};
use crate::pair::Side;
use crate::render::genealogy_words::{self as words, Stage};
use crate::render::messages::locator;
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
    let cell = |stage: Stage<'h>| {
        let text = stage.paragraph.map(|paragraph| paragraph.text.as_str());
        let ids = |side: Side| stage.members(side).into_iter().map(|paragraph| paragraph.id.as_str()).collect();
        CellValue {
            version: stage.version,
            step: stage.cell.step,
            moved: stage.cell.moved,
            id: stage.paragraph.map(|p| p.id.as_str()),
            locator: stage.paragraph.map(|p| locator(&p.locator)),
            text,
            class: stage.change.map(|(_, change)| change.class),
            earlier: ids(Side::Earlier),
            later: ids(Side::Later),
            facets: stage
                .change
                .filter(|_| text.is_some())
                .map(|(report, change)| Facets::of(change, &change.texts(&report.resolutions), &report.resolutions)),
            edits: stage
                .reworded
                .map(|texts| edit_script(texts).iter().map(|edit| WireEdit::of(edit, texts)).collect()),
        }
    };
    Some(Thread {
        locator: locator(&history.versions[last].resolution.paragraphs[paragraph].locator),
        last,
        first,
        cells: words::stages(history, lineage).into_iter().map(cell).collect(),
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
                    .map(|run| Run { version: run.origin.0, text: run.text })
                    .collect(),
            })
            .collect();
        Origins { schema_version: super::SCHEMA_VERSION, generator: super::GENERATOR, versions, paragraphs }
    }
}
