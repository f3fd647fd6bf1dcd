//! Texts changed in known ways, and the reports on them, to shares of the changes that were recovered.

use crate::calibration::{Observation, Reliability};
use crate::corpus::Corpus;
use crate::gold::ratio;
use crate::mutate::{Expected, KINDS, Kind, mutate};
use crate::random::Random;
use crate::units::{self, Unit};
use resdiff::align::LinkKind;
use resdiff::changes::{Change, ChangeReport, Transfer};
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;
use resdiff::{CompareOptions, compare};
use std::collections::BTreeMap;
use std::path::Path;

/// Counts, for each kind, what was done and what of it was recovered; and moves that nobody made.
#[derive(Debug, Default)]
pub struct Recovery {
    /// (done, recovered) by kind.
    pub counts: BTreeMap<Kind, (usize, usize)>,
    /// Links that count as moved although nothing moved there.
    pub false_moves: usize,
    /// Confidence of the links, and whether they are right, text by text.
    pub reliability: Reliability,
    /// What was not recovered, for reading.
    pub failures: Vec<String>,
}

impl Recovery {
    /// Prints one line a kind, side by side with another source of texts.
    pub fn print(samples: &Recovery, corpus: Option<&Recovery>) {
        println!("{:<14}{:>24}{:>28}", "", "samples", "corpus");
        let cell = |recovery: Option<&Recovery>, kind: Kind| match recovery {
            Some(recovery) => {
                let (done, found) = recovery.counts.get(&kind).copied().unwrap_or_default();
                format!("{found:>7} of {done:<6} {:5.1} %", 100.0 * ratio(found, done))
            }
            None => "-".to_string(),
        };
        for kind in KINDS.into_iter().chain([Kind::Renumber, Kind::Untouched]) {
            let name = format!("{kind:?}").to_lowercase();
            println!("{name:<14}{:>24}{:>28}", cell(Some(samples), kind), cell(corpus, kind));
        }
        let corpus = corpus.map_or("-".to_string(), |recovery| recovery.false_moves.to_string());
        println!("{:<14}{:>24}{:>28}", "false moves", samples.false_moves, corpus);
    }

    fn judge(&mut self, name: &str, expected: &[Expected], report: &ChangeReport, renumbered: bool) {
        self.observe(expected, report);
        let moves = |kind: Kind| matches!(kind, Kind::Move | Kind::Swap);
        for one in expected {
            let found = recovered(one, report);
            let slot = self.counts.entry(one.kind).or_default();
            slot.0 += 1;
            slot.1 += usize::from(found);
            if !found {
                self.failures.push(described(name, one, &report.resolutions));
            }
            if one.kind == Kind::Untouched && renumbered {
                let change = change_of(one, report);
                let numbered = |change: &Change| {
                    let number = |side: &Resolution, i: usize| side.paragraphs[i].enumerator.clone();
                    let e = number(&report.resolutions.earlier, change.link.members.earlier[0]);
                    let l = number(&report.resolutions.later, change.link.members.later[0]);
                    e.is_some_and(|e| e.ends_with('.') && Some(e) != l)
                };
                if let Some(change) = change.filter(|change| numbered(change)) {
                    let slot = self.counts.entry(Kind::Renumber).or_default();
                    slot.0 += 1;
                    slot.1 += usize::from(change.renumbered);
                }
            }
            if !moves(one.kind) {
                self.false_moves += usize::from(change_of(one, report).is_some_and(|change| change.link.moved));
            }
        }
    }
}

impl Recovery {
    /// Notes how sure the links are, and whether they are right. What was carried counts neither way.
    fn observe(&mut self, expected: &[Expected], report: &ChangeReport) {
        let (mut linked, mut alone) = (Vec::new(), Vec::new());
        for change in report.changes.iter().filter(|change| change.link.confidence.0 < 1000) {
            let members = &change.link.members;
            let concerned = |one: &&Expected| {
                one.earlier.iter().any(|e| members.earlier.contains(e))
                    || one.later.iter().any(|l| members.later.contains(l))
            };
            let concerned: Vec<&Expected> = expected.iter().filter(concerned).collect();
            if concerned.iter().any(|one| one.kind == Kind::Carry) {
                continue;
            }
            let observe = |right: bool| Observation::of(&change.link, right);
            if matches!(change.link.kind, LinkKind::Inserted | LinkKind::Deleted) {
                alone.push(observe(concerned.iter().all(|one| matches!(one.kind, Kind::Insert | Kind::Delete))));
            } else {
                let same = |one: &&Expected| one.earlier == members.earlier && one.later == members.later;
                linked.push(observe(concerned.iter().any(same)));
            }
        }
        self.reliability.linked.push(linked);
        self.reliability.alone.push(alone);
    }
}

/// Names what was not recovered, with the texts concerned.
fn described(name: &str, one: &Expected, resolutions: &Pair<Resolution>) -> String {
    let texts = |mark: char, members: &[usize], side: &Resolution| -> String {
        members.iter().map(|&i| format!("\n      {mark} {}", side.paragraphs[i].text)).collect()
    };
    let earlier = texts('<', &one.earlier, &resolutions.earlier);
    let later = texts('>', &one.later, &resolutions.later);
    format!("{name}: {:?} {:?} -> {:?}{earlier}{later}", one.kind, one.earlier, one.later)
}

/// Finds the change that links just these paragraphs.
fn change_of<'a>(expected: &Expected, report: &'a ChangeReport) -> Option<&'a Change> {
    report.changes.iter().find(|c| c.link.members.earlier == expected.earlier && c.link.members.later == expected.later)
}

fn recovered(expected: &Expected, report: &ChangeReport) -> bool {
    let change = change_of(expected, report);
    let kind = |kind: LinkKind| change.is_some_and(|change| change.link.kind == kind);
    match expected.kind {
        Kind::Untouched | Kind::Reword | Kind::RollOver | Kind::Renumber => kind(LinkKind::Matched),
        Kind::Delete => kind(LinkKind::Deleted),
        Kind::Insert => kind(LinkKind::Inserted),
        Kind::Move => kind(LinkKind::Matched) && change.is_some_and(|change| change.link.moved),
        // Of two that changed places one counts as moved, whichever.
        Kind::Swap => {
            let beside = |by: isize| {
                let at = |i: &usize| i.wrapping_add_signed(by);
                report.changes.iter().any(|c| {
                    c.link.moved && c.link.members.earlier == expected.earlier.iter().map(at).collect::<Vec<_>>()
                })
            };
            kind(LinkKind::Matched) && (beside(0) || beside(1) || beside(-1))
        }
        Kind::Split => kind(LinkKind::Split),
        Kind::Merge => kind(LinkKind::Merged),
        Kind::Promote => {
            kind(LinkKind::Matched) && change.is_some_and(|change| change.transfer == Some(Transfer::Promoted))
        }
        // A clause that makes up much of its paragraph may as well count as merged.
        Kind::Carry => {
            let carried = report
                .carried
                .iter()
                .any(|c| expected.earlier == [c.paragraph.earlier] && expected.later == [c.paragraph.later]);
            let merged = report.changes.iter().any(|c| {
                c.link.kind == LinkKind::Merged
                    && c.link.members.earlier.contains(&expected.earlier[0])
                    && c.link.members.later == expected.later
            });
            carried || merged
        }
    }
}

/// Changes the earlier text of every sample, with paragraphs of the next one to insert.
pub fn on_samples(directory: &Path, rounds: usize) -> Recovery {
    let mut texts: Vec<(String, Vec<Unit>)> = Vec::new();
    let mut names: Vec<_> = std::fs::read_dir(directory).into_iter().flatten().flatten().map(|e| e.path()).collect();
    names.sort();
    for path in names {
        if let Ok(text) = std::fs::read_to_string(path.join("earlier.txt")) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let units = units::of(&crate::parsing::parsed(&text).value);
            if units.len() >= 6 {
                texts.push((name, units));
            }
        }
    }
    run(&texts.iter().map(|(name, units)| (name.as_str(), units.clone())).collect::<Vec<_>>(), rounds)
}

/// Changes resolutions of a corpus.
pub fn on_corpus(corpus: &Corpus, count: usize) -> Recovery {
    let mut random = Random::new(2026);
    let mut texts = Vec::new();
    let keys: Vec<&String> = corpus.records.keys().collect();
    while texts.len() < count {
        let Some(key) = random.pick(&keys) else { break };
        let units = corpus.records[*key].units();
        if (12..300).contains(&units.len()) {
            texts.push((key.as_str(), units));
        }
    }
    run(&texts, 1)
}

fn run(texts: &[(&str, Vec<Unit>)], rounds: usize) -> Recovery {
    let mut recovery = Recovery::default();
    let mut random = Random::new(54212);
    for round in 0..rounds {
        for (i, (name, units)) in texts.iter().enumerate() {
            let donor = &texts[(i + 1) % texts.len()].1;
            let renumbered = (i + round) % 4 == 0;
            let mut kinds = KINDS.to_vec();
            kinds.extend(renumbered.then_some(Kind::Renumber));
            let (changed, expected) = mutate(units, donor, &kinds, 6, &mut random);
            let parsed = |units: &[Unit]| Parsed { value: units::resolution(units), diagnostics: Vec::new() };
            let report = compare(Pair::new(parsed(units), parsed(&changed)), &CompareOptions::default());
            recovery.judge(name, &expected, &report, renumbered);
        }
    }
    recovery
}
