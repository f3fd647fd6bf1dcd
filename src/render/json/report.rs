//! A change report as it stands in JSON.

use super::link::{Link, ids};
use super::text::{Str, Text, WireDiagnostic, Words};
use super::{GENERATOR, SCHEMA_VERSION, thousandths};
use crate::changes::{ChangeReport, LedgerEntry, LedgerState, Reference, ReferenceState, Summary, VerdictKind};
use crate::pair::{Pair, Side};
use crate::render::messages;
use crate::resolution::Resolution;
use serde::Serialize;

/// Holds a whole report. `links[i]` is `ChangeReport::changes[i]`.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    schema_version: &'static str,
    generator: &'static str,
    earlier: Text<'a>,
    later: Text<'a>,
    links: Vec<Link<'a>>,
    carried: Vec<Carried<'a>>,
    summary: WireSummary,
    verdict: Verdict<'a>,
    references: Vec<WireReference<'a>>,
    ledger: Vec<WireLedgerEntry<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
}

impl<'a> Report<'a> {
    pub(super) fn of(report: &'a ChangeReport) -> Self {
        let Pair { earlier, later } = report.resolutions.as_ref();
        Self {
            schema_version: SCHEMA_VERSION,
            generator: GENERATOR,
            earlier: Text::of_side(earlier),
            later: Text::of_side(later),
            links: report.changes.iter().map(|change| Link::of(change, report)).collect(),
            carried: report.carried.iter().filter_map(|carried| Carried::of(carried, report)).collect(),
            summary: WireSummary::of(&report.summary),
            verdict: Verdict {
                kind: report.verdict.kind,
                message: messages::verdict(report),
                substantive: &report.verdict.substantive,
                unclassified: &report.verdict.unclassified,
            },
            references: report.references.iter().map(|reference| WireReference::of(reference, report)).collect(),
            ledger: report.ledger.iter().map(|entry| WireLedgerEntry::of(entry, report)).collect(),
            diagnostics: report
                .diagnostics
                .iter()
                .map(|(side, diagnostic)| WireDiagnostic::of_side(*side, diagnostic))
                .collect(),
        }
    }
}

/// Holds the part of a report that is the ledger, with the names of both texts.
#[derive(Serialize)]
pub(super) struct Ledger<'a> {
    schema_version: &'static str,
    generator: &'static str,
    earlier: Name<'a>,
    later: Name<'a>,
    ledger: Vec<WireLedgerEntry<'a>>,
}

/// Names a text.
#[derive(Serialize)]
pub(super) struct Name<'a> {
    symbol: Option<String>,
    title: Option<&'a str>,
}

impl<'a> Name<'a> {
    pub(super) fn of(resolution: &'a Resolution) -> Self {
        let masthead = &resolution.masthead;
        Name { symbol: masthead.symbol.as_ref().map(ToString::to_string), title: masthead.title.as_deref() }
    }
}

impl<'a> Ledger<'a> {
    pub(super) fn of(report: &'a ChangeReport) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            generator: GENERATOR,
            earlier: Name::of(&report.resolutions.earlier),
            later: Name::of(&report.resolutions.later),
            ledger: report.ledger.iter().map(|entry| WireLedgerEntry::of(entry, report)).collect(),
        }
    }
}

/// Holds a clause that survives inside another paragraph: `text` as the later paragraph has it.
#[derive(Serialize)]
struct Carried<'a> {
    earlier: &'a str,
    later: &'a str,
    text: &'a str,
    confidence: f64,
    evidence: Pair<Words<'a>>,
}

impl<'a> Carried<'a> {
    fn of(carried: &crate::align::Carried, report: &'a ChangeReport) -> Option<Self> {
        let Pair { earlier, later } = &report.resolutions;
        let earlier = earlier.paragraphs.get(carried.paragraph.earlier)?;
        let later = later.paragraphs.get(carried.paragraph.later)?;
        Some(Self {
            earlier: &earlier.id,
            later: &later.id,
            text: super::words(&later.text, carried.span.later),
            confidence: thousandths(carried.confidence.0),
            evidence: Pair::new(
                Words::of(carried.span.earlier, &earlier.text),
                Words::of(carried.span.later, &later.text),
            ),
        })
    }
}

/// Holds the counts.
#[derive(Serialize)]
struct WireSummary {
    unchanged: usize,
    reworded: usize,
    added: usize,
    removed: usize,
    moved: usize,
    renumbered: usize,
    split: usize,
    merged: usize,
    promoted: usize,
    demoted: usize,
    carried: usize,
}

impl WireSummary {
    fn of(summary: &Summary) -> Self {
        let Summary {
            unchanged,
            reworded,
            added,
            removed,
            moved,
            renumbered,
            split,
            merged,
            promoted,
            demoted,
            carried,
        } = *summary;
        Self { unchanged, reworded, added, removed, moved, renumbered, split, merged, promoted, demoted, carried }
    }
}

/// Holds the verdict; the lists are positions in `links`, from 0.
#[derive(Serialize)]
struct Verdict<'a> {
    kind: VerdictKind,
    message: String,
    substantive: &'a [usize],
    unclassified: &'a [usize],
}

/// Holds an internal reference.
#[derive(Serialize)]
struct WireReference<'a> {
    state: ReferenceState,
    earlier: Option<ReferenceEnd<'a>>,
    later: Option<ReferenceEnd<'a>>,
    message: Option<String>,
}

/// Holds an internal reference as one side has it.
#[derive(Serialize)]
struct ReferenceEnd<'a> {
    paragraph: &'a str,
    target: Option<&'a str>,
    #[serde(flatten)]
    at: Option<Words<'a>>,
}

impl<'a> WireReference<'a> {
    fn of(reference: &Reference, report: &'a ChangeReport) -> Self {
        let end = |side: Side| {
            let paragraphs = &report.resolutions.side(side).paragraphs;
            let paragraph = paragraphs.get((*reference.paragraph.side(side))?)?;
            let target = reference.target.side(side).and_then(|i| paragraphs.get(i));
            Some(ReferenceEnd {
                paragraph: &paragraph.id,
                target: target.map(|target| target.id.as_str()),
                at: reference.span.side(side).map(|span| Words::of(span, &paragraph.text)),
            })
        };
        Self {
            state: reference.state,
            earlier: end(Side::Earlier),
            later: end(Side::Later),
            message: messages::reference(report, reference),
        }
    }
}

/// Holds one request.
#[derive(Serialize)]
struct WireLedgerEntry<'a> {
    state: LedgerState,
    earlier: Option<Request<'a>>,
    later: Option<Request<'a>>,
}

/// Holds one request as one side has it.
#[derive(Serialize)]
struct Request<'a> {
    paragraph: &'a str,
    addressee: Option<Str<'a>>,
    verb: Option<Str<'a>>,
    action: Option<Str<'a>>,
    due: Option<Str<'a>>,
}

impl<'a> WireLedgerEntry<'a> {
    fn of(entry: &'a LedgerEntry, report: &'a ChangeReport) -> Self {
        let request = |side: Side| {
            let [paragraph] = ids(report.resolutions.side(side), &[(*entry.paragraph.side(side))?])[..] else {
                return None;
            };
            let field = |pair: &'a Pair<Option<String>>| pair.side(side).as_deref().map(Str::Borrowed);
            Some(Request {
                paragraph,
                addressee: field(&entry.addressee),
                verb: field(&entry.verb),
                action: field(&entry.action),
                due: field(&entry.due),
            })
        };
        Self { state: entry.state, earlier: request(Side::Earlier), later: request(Side::Later) }
    }
}
