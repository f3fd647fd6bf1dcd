//! Chains of versions made by known changes, and the histories of them, to shares of the genealogy that was recovered.

use crate::corpus::Corpus;
use crate::gold::ratio;
use crate::mutate::{Kind, mutate};
use crate::random::Random;
use crate::units::{self, Unit};
use resdiff::CompareOptions;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{History, attribute, history};
use std::collections::BTreeMap;

/// Versions of a chain, and the one that brings back what an earlier one dropped.
const VERSIONS: usize = 5;
const RETURN: usize = 4;

/// Counts what there was to find and what was found.
#[derive(Debug, Default)]
pub struct Genealogies {
    chains: usize,
    /// Clauses of the newest version that stood in the first: (there, in the right lineage).
    descended: (usize, usize),
    /// Clauses that were dropped and came back.
    returned: (usize, usize),
    /// Clauses that entered later than the first version, and whose lineage has none of them before.
    entered: (usize, usize),
    /// Words of clauses that nobody touched in any step, and those attributed to the version in which they entered.
    words: (usize, usize),
}

impl Genealogies {
    /// Prints the table.
    pub fn print(&self) {
        let row = |name: &str, (there, found): (usize, usize)| {
            println!("{name:<48}{found:>7} of {there:<7} {:5.1} %", 100.0 * ratio(found, there));
        };
        println!("{} chains of {VERSIONS} versions", self.chains);
        row("clauses followed from the first to the newest", self.descended);
        row("clauses that came back", self.returned);
        row("clauses that entered later and have no past", self.entered);
        row("untouched words, by the version they entered", self.words);
    }
}

/// Makes chains of resolutions of a corpus.
pub fn on_corpus(corpus: &Corpus, chains: usize) -> Genealogies {
    let mut random = Random::new(79_144);
    let keys: Vec<&String> = corpus.records.keys().collect();
    let mut found = Genealogies::default();
    while found.chains < chains {
        let Some(key) = random.pick(&keys) else { break };
        let Some(other) = random.pick(&keys) else { break };
        let units = corpus.records[*key].units();
        if (16..160).contains(&units.len()) {
            found.add(&units, &corpus.records[*other].units(), &mut random);
        }
    }
    found
}

impl Genealogies {
    fn add(&mut self, first: &[Unit], donor: &[Unit], random: &mut Random) {
        let kinds = [Kind::Delete, Kind::Insert, Kind::Move, Kind::Reword, Kind::RollOver];
        // For each paragraph of a version the founder of its line: version and paragraph; and whether it was touched.
        let mut versions: Vec<Vec<Unit>> = vec![first.to_vec()];
        let mut founders: Vec<Vec<((usize, usize), bool)>> =
            vec![(0..first.len()).map(|at| ((0, at), false)).collect()];
        let mut dropped: Option<(Unit, (usize, usize))> = None;
        let mut back = None;
        for version in 1..VERSIONS {
            let before = &versions[version - 1];
            let (mut units, expected) = mutate(before, donor, &kinds, 12, random);
            let mut lines: Vec<Option<((usize, usize), bool)>> = vec![None; units.len()];
            for one in &expected {
                match (one.earlier.as_slice(), one.later.as_slice()) {
                    (&[earlier], &[later]) => {
                        let (founder, touched) = founders[version - 1][earlier];
                        let touched = touched || matches!(one.kind, Kind::Reword | Kind::RollOver);
                        lines[later] = Some((founder, touched));
                    }
                    (&[earlier], []) if version < RETURN - 1 && dropped.is_none() => {
                        let unit = &before[earlier];
                        if unit.role == "preambular" && unit.text.len() > 120 {
                            dropped = Some((unit.clone(), founders[version - 1][earlier].0));
                        }
                    }
                    _ => {}
                }
            }
            let mut lines: Vec<((usize, usize), bool)> =
                lines.into_iter().enumerate().map(|(at, line)| line.unwrap_or(((version, at), false))).collect();
            if version == RETURN
                && let Some((unit, founder)) = dropped.take()
            {
                units.insert(1, unit);
                lines.insert(1, (founder, true));
                back = Some((founder, (version, 1)));
            }
            versions.push(units);
            founders.push(lines);
        }
        let parsed = |units: &Vec<Unit>| Parsed { value: units::resolution(units), diagnostics: Vec::new() };
        let texts = versions.iter().enumerate().map(|(at, units)| (at.to_string(), parsed(units))).collect();
        let history = history(texts, &CompareOptions::default());
        self.judge(&history, &founders, back);
        self.chains += 1;
    }

    fn judge(
        &mut self,
        history: &History,
        founders: &[Vec<((usize, usize), bool)>],
        back: Option<((usize, usize), (usize, usize))>,
    ) {
        let mut line_of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (line, lineage) in history.lineages.iter().enumerate() {
            lineage.places().for_each(|place| {
                line_of.insert(place, line);
            });
        }
        let newest = VERSIONS - 1;
        let attribution = attribute(history);
        for (at, &(founder, touched)) in founders[newest].iter().enumerate() {
            let place = (newest, at);
            if back.is_some_and(|(_, to)| to == place) {
                continue;
            }
            let together = line_of.get(&founder) == line_of.get(&place);
            if founder.0 == 0 {
                self.descended.0 += 1;
                self.descended.1 += usize::from(together);
            } else {
                let past = history.lineages[line_of[&place]].places().any(|(version, _)| version < founder.0);
                self.entered.0 += 1;
                self.entered.1 += usize::from(!past);
            }
            if !touched {
                let words = &attribution.paragraphs[at];
                self.words.0 += words.len();
                self.words.1 += words.iter().filter(|word| word.origin.0 == founder.0).count();
            }
        }
        if let Some((founder, to)) = back {
            self.returned.0 += 1;
            self.returned.1 += usize::from(line_of.get(&founder) == line_of.get(&to));
        }
    }
}
