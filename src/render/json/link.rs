//! One change of a report as it stands in JSON: a link with its facets, its edits and its evidence.

use super::facets::Facets;
use super::text::Str;
use super::thousandths;
use crate::align::{Evidence, LinkKind, Part};
use crate::changes::{Change, ChangeClass, ChangeKind, ChangeReport, Edit, Transfer};
use crate::pair::{Pair, Side};
use crate::resolution::Resolution;
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// Holds a link between paragraphs, given by id. Positions inside `facets` are in the members' texts joined by a newline.
#[derive(Serialize)]
pub(super) struct Link<'a> {
    kind: LinkKind,
    earlier: Vec<&'a str>,
    later: Vec<&'a str>,
    moved: bool,
    renumbered: bool,
    change: ChangeKind,
    transfer: Option<Transfer>,
    class: ChangeClass,
    confidence: f64,
    facets: Facets<'a>,
    edits: Vec<WireEdit>,
    evidence: WireEvidence<'a>,
}

impl<'a> Link<'a> {
    pub(super) fn of(change: &'a Change, report: &'a ChangeReport) -> Self {
        let texts = change.texts(&report.resolutions);
        let link = &change.link;
        Self {
            kind: link.kind,
            earlier: ids(&report.resolutions.earlier, &link.members.earlier),
            later: ids(&report.resolutions.later, &link.members.later),
            moved: link.moved,
            renumbered: change.renumbered,
            change: change.kind,
            transfer: change.transfer,
            class: change.class,
            confidence: thousandths(link.confidence.0),
            facets: Facets::of(change, &texts, &report.resolutions),
            edits: change.edits.iter().map(|edit| WireEdit::of(edit, texts.as_ref().map(String::as_str))).collect(),
            evidence: WireEvidence::of(&link.evidence, &report.resolutions),
        }
    }
}

/// Gives the ids of paragraphs.
pub(super) fn ids<'a>(resolution: &'a Resolution, members: &[usize]) -> Vec<&'a str> {
    members.iter().filter_map(|&i| resolution.paragraphs.get(i)).map(|paragraph| paragraph.id.as_str()).collect()
}

/// Holds one step of the edit script. The words of each side in order rebuild its text; a side without any has "".
#[derive(Serialize)]
pub(super) struct WireEdit {
    op: Op,
    earlier: Str<'static>,
    later: Str<'static>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Op {
    Keep,
    Delete,
    Insert,
}

impl WireEdit {
    pub(super) fn of(edit: &Edit, texts: Pair<&str>) -> Self {
        let words = |text: &str, span: Span| Str::Owned(super::words(text, span).to_owned());
        let none = Str::Borrowed("");
        match *edit {
            Edit::Keep(spans) => Self {
                op: Op::Keep,
                earlier: words(texts.earlier, spans.earlier),
                later: words(texts.later, spans.later),
            },
            Edit::Delete(span) => Self { op: Op::Delete, earlier: words(texts.earlier, span), later: none },
            Edit::Insert(span) => Self { op: Op::Insert, earlier: none, later: words(texts.later, span) },
        }
    }
}

/// Says why the link was made.
#[derive(Serialize)]
struct WireEvidence<'a> {
    score: f64,
    parts: BTreeMap<Part, f64>,
    pieces: Vec<WirePiece<'a>>,
    runner_up: RunnersUp<'a>,
}

/// Says why a further paragraph belongs to a split or merge.
#[derive(Serialize)]
struct WirePiece<'a> {
    paragraph: &'a str,
    side: Side,
    likeness: f64,
    held: f64,
}

/// Holds the best other candidates.
#[derive(Serialize)]
struct RunnersUp<'a> {
    /// Of the earlier text, for the later paragraph.
    earlier: Option<RunnerUp<'a>>,
    /// Of the later text, for the earlier paragraph.
    later: Option<RunnerUp<'a>>,
}

#[derive(Serialize)]
struct RunnerUp<'a> {
    paragraph: &'a str,
    score: f64,
}

impl<'a> WireEvidence<'a> {
    fn of(evidence: &'a Evidence, resolutions: &'a Pair<Resolution>) -> Self {
        let pieces = evidence.pieces.iter().filter_map(|piece| {
            let paragraph = &resolutions.side(piece.side).paragraphs.get(piece.paragraph)?.id;
            let (likeness, held) = (thousandths(piece.likeness), thousandths(piece.held));
            Some(WirePiece { paragraph, side: piece.side, likeness, held })
        });
        // `Evidence` names the side that had the choice, JSON the side that the candidate is of.
        let candidate = |resolution: &'a Resolution, candidate: Option<(usize, u32)>| {
            let (index, score) = candidate?;
            let paragraph = resolution.paragraphs.get(index)?;
            Some(RunnerUp { paragraph: &paragraph.id, score: thousandths(score) })
        };
        Self {
            score: thousandths(evidence.score),
            parts: evidence.parts.iter().map(|&(part, value)| (part, thousandths(value))).collect(),
            pieces: pieces.collect(),
            runner_up: RunnersUp {
                earlier: candidate(&resolutions.earlier, evidence.runner_up.later),
                later: candidate(&resolutions.later, evidence.runner_up.earlier),
            },
        }
    }
}
