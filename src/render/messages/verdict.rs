//! The counts and the verdict of a report to words for people.

use super::locator;
use crate::changes::{Change, ChangeReport, Summary, VerdictKind};
use crate::pair::Side;
use crate::render::walk::Filter;
use crate::resolution::{Base, Resolution};

/// Gives the counts that are not zero, in the order in which people ask for them: (filter, count, "4 added").
pub fn summary(summary: &Summary) -> Vec<(Filter, usize, String)> {
    let counts = [
        (Filter::Added, summary.added),
        (Filter::Removed, summary.removed),
        (Filter::Reworded, summary.reworded),
        (Filter::Split, summary.split),
        (Filter::Merged, summary.merged),
        (Filter::Moved, summary.moved),
        (Filter::Promoted, summary.promoted),
        (Filter::Demoted, summary.demoted),
        (Filter::Carried, summary.carried),
        (Filter::Renumbered, summary.renumbered),
        (Filter::Unchanged, summary.unchanged),
    ];
    let words = |(filter, count): (Filter, usize)| {
        let name = match filter {
            Filter::Carried if count == 1 => "clause carried over",
            Filter::Carried => "clauses carried over",
            Filter::Renumbered => "renumbered only",
            other => other.name(),
        };
        (filter, count, format!("{count} {name}"))
    };
    counts.into_iter().filter(|(_, count)| *count > 0).map(words).collect()
}

/// Gives the short name of a verdict: "technical rollover".
pub fn verdict_label(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Identical => "identical",
        VerdictKind::Editorial => "editorial changes only",
        VerdictKind::TechnicalRollover => "technical rollover",
        VerdictKind::Substantive => "substantive changes",
        VerdictKind::Unclassified => "changes to look at",
    }
}

/// Gives the sentence that sums a report up.
pub fn verdict(report: &ChangeReport) -> String {
    // Beyond that, names are no longer read: how many stand where says more.
    const NAMED: usize = 12;
    let names = verdict_names(report);
    let lead = verdict_lead(report);
    match names.len() {
        0 => format!("{lead}."),
        1..=NAMED => {
            let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
            format!("{lead}: {}.", names.join(", ").trim_end_matches('.'))
        }
        _ => format!("{lead}: {}.", by_portion(report, names.into_iter().map(|(index, _)| index))),
    }
}

/// Counts changes by the portion they stand in: "12 in the preamble, 11 in the operative part".
fn by_portion(report: &ChangeReport, changes: impl Iterator<Item = usize>) -> String {
    let mut counts = [("the preamble", 0), ("the operative part", 0), ("annexes", 0), ("headings and other text", 0)];
    for change in changes.filter_map(|index| report.changes.get(index)) {
        let of = |side: Side| {
            let index = *change.link.members.side(side).first()?;
            report.resolutions.side(side).paragraphs.get(index)
        };
        let Some(paragraph) = of(Side::Later).or(of(Side::Earlier)) else { continue };
        let portion = match (&paragraph.locator.annex, &paragraph.locator.base) {
            (Some(_), _) | (None, Base::Annex(_)) => 2,
            (None, Base::Organ | Base::Preambular(_)) => 0,
            (None, Base::Operative(_)) => 1,
            (None, Base::Heading(_) | Base::Other(_)) => 3,
        };
        counts[portion].1 += 1;
    }
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(name, count)| format!("{count} in {name}")).collect::<Vec<_>>().join(", ")
}

/// Gives the sentence that sums a report up, as far as the paragraphs that it names, and without its full stop.
pub fn verdict_lead(report: &ChangeReport) -> String {
    let counted = |count: usize| format!("{count} {}", if count == 1 { "paragraph" } else { "paragraphs" });
    let verdict = &report.verdict;
    match verdict.kind {
        VerdictKind::Identical => "Nothing changed".to_owned(),
        VerdictKind::Editorial => "Editorial changes only: nothing of substance changed".to_owned(),
        VerdictKind::TechnicalRollover => {
            "Technical rollover: only sessions, dates, symbols and figures changed".to_owned()
        }
        VerdictKind::Substantive => format!("Substantive changes in {}", counted(verdict.substantive.len())),
        VerdictKind::Unclassified => {
            format!("{} to look at, no rule tells what changed", counted(verdict.unclassified.len()))
        }
    }
}

/// Gives the changes that the verdict rests on, by index, with their names.
pub fn verdict_names(report: &ChangeReport) -> Vec<(usize, String)> {
    let verdict = &report.verdict;
    let indexes = match verdict.kind {
        VerdictKind::Identical | VerdictKind::Editorial | VerdictKind::TechnicalRollover => return Vec::new(),
        VerdictKind::Substantive => &verdict.substantive,
        VerdictKind::Unclassified => &verdict.unclassified,
    };
    indexes.iter().filter_map(|&i| Some((i, name(report, report.changes.get(i)?)))).collect()
}

fn name(report: &ChangeReport, change: &Change) -> String {
    let first = |resolution: &Resolution, members: &[usize]| {
        members.first().and_then(|&i| resolution.paragraphs.get(i)).map(|p| locator(&p.locator))
    };
    match first(&report.resolutions.later, &change.link.members.later) {
        Some(name) => name,
        None => {
            let name = first(&report.resolutions.earlier, &change.link.members.earlier).unwrap_or_default();
            format!("{name} (removed)")
        }
    }
}
