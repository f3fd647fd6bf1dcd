//! Chains of versions made by known changes, and the histories of them, to shares of the genealogy that was recovered.

use crate::corpus::Corpus;
use crate::gold::ratio;
use crate::mutate::{Expected, KINDS, Kind, mutate, reworded};
use crate::random::Random;
use crate::units::{self, Unit};
use resdiff::CompareOptions;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{Cell, History, Step, attribute, history};
use resdiff::token::{Token, TokenKind, tokenize};
use std::collections::{BTreeMap, BTreeSet};

/// Versions of a chain; one in so many paragraphs is changed at each step.
const VERSIONS: usize = 6;
const SPACING: usize = 6;

/// Version and paragraph.
type Node = (usize, usize);
/// The key of a word, and the version in which it entered.
type Traced = (u64, usize);

/// Counts what there was to find and what was found: (there, found).
#[derive(Debug, Default)]
pub struct Genealogies {
    chains: usize,
    /// Of single steps, by what was done.
    steps: BTreeMap<Kind, (usize, usize)>,
    /// Clauses that were dropped and came back, with the same words and reworded.
    returned: [(usize, usize); 2],
    /// Clauses that are said to have come back, and those that did.
    said_to_return: (usize, usize),
    /// Clauses of the newest version, and those followed back to the paragraph that they descend from.
    founders: (usize, usize),
    /// Words of the newest version that nobody touched, and of the clauses that somebody did, by the version in which
    /// they entered.
    words: [(usize, usize); 2],
    /// What was not found, for people.
    pub failures: Vec<String>,
}

impl Genealogies {
    /// Prints the table.
    pub fn print(&self) {
        let row = |name: &str, (there, found): (usize, usize)| {
            println!("{name:<64}{found:>7} of {there:<7} {:5.1} %", 100.0 * ratio(found, there));
        };
        println!("{} chains of {VERSIONS} versions, one paragraph in {SPACING} changed at each step", self.chains);
        for (kind, counts) in &self.steps {
            let name = match kind {
                Kind::Untouched => "left as it was: the same lineage goes on",
                Kind::Move | Kind::Swap => "moved: the same lineage goes on",
                Kind::Reword => "reworded: the same lineage goes on",
                Kind::RollOver => "rolled over: the same lineage goes on",
                Kind::Promote => "promoted: the same lineage goes on",
                Kind::Delete => "dropped: the lineage ends",
                Kind::Insert => "taken from elsewhere: a lineage begins",
                Kind::Split => "split: one piece goes on, the other is shown as split off",
                Kind::Merge => "merged: one goes on, the other is shown as gone up into it",
                Kind::Carry | Kind::Renumber => "other",
            };
            row(name, *counts);
        }
        row("dropped and brought back as it was", self.returned[0]);
        row("dropped and brought back reworded", self.returned[1]);
        row("said to have come back, and did", self.said_to_return);
        row("clauses of the newest text, back to where they began", self.founders);
        row("words of clauses never touched, by the version they entered", self.words[0]);
        row("words of clauses changed on the way", self.words[1]);
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
        let (first, donor) = (corpus.records[*key].units(), corpus.records[*other].units());
        // A donor of the same series would give clauses that have a past.
        let texts: BTreeSet<&str> = first.iter().map(|unit| unit.text.as_str()).collect();
        let related = donor.iter().filter(|unit| unit.text.len() > 70 && texts.contains(unit.text.as_str())).count();
        if (16..160).contains(&first.len()) && related == 0 {
            let chain = Chain::new(first, donor, &mut random);
            found.judge(key, &chain);
            found.chains += 1;
        }
    }
    found
}

/// Holds versions whose genealogy is known.
struct Chain {
    versions: Vec<Vec<Unit>>,
    /// What was done from each version to the next.
    steps: Vec<Vec<Expected>>,
    /// Clauses that came back: where they stood last, where they stand again, and whether with the same words.
    returns: Vec<(Node, Node, bool)>,
    /// For each paragraph of each version its words with their origins.
    words: Vec<Vec<Vec<Traced>>>,
    /// For each paragraph of each version the paragraphs it descends from, and whether it was changed since.
    founders: Vec<Vec<(BTreeSet<Node>, bool)>>,
}

impl Chain {
    fn new(first: Vec<Unit>, mut donor: Vec<Unit>, random: &mut Random) -> Self {
        let entered = |unit: &Unit, version: usize| words(&unit.text).map(|word| (word.key, version)).collect();
        let mut chain = Chain {
            words: vec![first.iter().map(|unit| entered(unit, 0)).collect()],
            founders: vec![(0..first.len()).map(|at| (BTreeSet::from([(0, at)]), false)).collect()],
            versions: vec![first],
            steps: Vec::new(),
            returns: Vec::new(),
        };
        let mut dropped: Vec<Node> = Vec::new();
        // A clause that is carried over is no clause of which there is a genealogy.
        let kinds: Vec<Kind> = KINDS.into_iter().filter(|kind| *kind != Kind::Carry).collect();
        for version in 1..VERSIONS {
            let before = &chain.versions[version - 1];
            let (mut units, mut expected) = mutate(before, &donor, &kinds, SPACING, random);
            donor.retain(|unit| units.iter().all(|used| used.text != unit.text));
            let back = dropped.iter().position(|place| place.0 + 1 < version).map(|at| dropped.remove(at));
            let back = back.and_then(|place| bring_back(place, &chain.versions, &mut units, &mut expected, random));
            let mut traced: Vec<Vec<Traced>> = units.iter().map(|unit| entered(unit, version)).collect();
            let mut founders: Vec<(BTreeSet<Node>, bool)> =
                (0..units.len()).map(|at| (BTreeSet::from([(version, at)]), false)).collect();
            for one in &expected {
                let sources: Vec<Traced> =
                    one.earlier.iter().flat_map(|&earlier| chain.words[version - 1][earlier].clone()).collect();
                let past = one.earlier.iter().map(|&earlier| &chain.founders[version - 1][earlier]);
                let past = past.fold((BTreeSet::new(), false), |(mut all, touched), (own, changed)| {
                    all.extend(own.iter().copied());
                    (all, touched || *changed)
                });
                let changes = !matches!(one.kind, Kind::Untouched | Kind::Move | Kind::Swap | Kind::Renumber);
                for &later in one.later.iter().filter(|_| !one.earlier.is_empty()) {
                    hand_on(&sources, &mut traced[later]);
                    founders[later] = (past.0.clone(), past.1 || changes);
                }
                if let (Kind::Delete, &[earlier]) = (one.kind, one.earlier.as_slice())
                    && before[earlier].text.len() > 120
                {
                    dropped.push((version - 1, earlier));
                }
            }
            if let Some((from, to, same)) = back {
                hand_on(&chain.words[from.0][from.1].clone(), &mut traced[to.1]);
                founders[to.1] = (chain.founders[from.0][from.1].0.clone(), true);
                chain.returns.push((from, to, same));
            }
            chain.versions.push(units);
            chain.steps.push(expected);
            chain.words.push(traced);
            chain.founders.push(founders);
        }
        chain
    }

    fn history(&self) -> History {
        let parsed = |units: &Vec<Unit>| Parsed { value: units::resolution(units), diagnostics: Vec::new() };
        let texts = self.versions.iter().enumerate().map(|(at, units)| (at.to_string(), parsed(units))).collect();
        history(texts, &CompareOptions::default())
    }
}

/// Puts a clause that an earlier version had into the newest one, every other time in other words.
fn bring_back(
    from: Node,
    versions: &[Vec<Unit>],
    units: &mut Vec<Unit>,
    expected: &mut [Expected],
    random: &mut Random,
) -> Option<(Node, Node, bool)> {
    let old = &versions[from.0][from.1];
    let plain = |unit: &Unit| !unit.enumerator.as_deref().is_some_and(|e| e.starts_with('('));
    let places: Vec<usize> =
        (0..units.len()).filter(|&at| units[at].role == old.role && plain(&units[at]) && plain(old)).collect();
    let at = *random.pick(&places)?;
    let other = reworded(&old.text, random);
    let same = random.below(2) == 0 || other == old.text;
    let text = if same { old.text.clone() } else { other };
    let unit = Unit { role: old.role.clone(), enumerator: units[at].enumerator.clone(), text };
    units.insert(at, unit);
    for later in expected.iter_mut().flat_map(|one| &mut one.later).filter(|later| **later >= at) {
        *later += 1;
    }
    Some((from, (versions.len(), at), same))
}

/// The words of a text, as the program tells them apart.
fn words(text: &str) -> impl Iterator<Item = Token> {
    tokenize(text).into_iter().filter(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Break))
}

/// Hands the origins of the words of a longest common subsequence on.
fn hand_on(before: &[Traced], after: &mut [Traced]) {
    let (n, m) = (before.len(), after.len());
    let mut longest = vec![vec![0_u32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            longest[i][j] = if before[i].0 == after[j].0 {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if before[i].0 == after[j].0 {
            after[j].1 = before[i].1;
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

impl Genealogies {
    fn judge(&mut self, key: &str, chain: &Chain) {
        let history = chain.history();
        let lines: BTreeMap<Node, usize> = history
            .lineages
            .iter()
            .enumerate()
            .flat_map(|(line, lineage)| lineage.places().map(move |place| (place, line)))
            .collect();
        for (at, expected) in chain.steps.iter().enumerate() {
            for one in expected {
                let right = is_followed(&history, &lines, at, one);
                let kind = if one.kind == Kind::Swap { Kind::Move } else { one.kind };
                let counts = self.steps.entry(kind).or_default();
                *counts = (counts.0 + 1, counts.1 + usize::from(right));
                if !right {
                    let text = one
                        .later
                        .first()
                        .map(|&later| &chain.versions[at + 1][later])
                        .or_else(|| one.earlier.first().map(|&earlier| &chain.versions[at][earlier]));
                    let start: String = text.map(|unit| unit.text.chars().take(90).collect()).unwrap_or_default();
                    let shown: Vec<Step> = one
                        .later
                        .iter()
                        .filter_map(|&later| lines.get(&(at + 1, later)))
                        .map(|&line| history.lineages[line].cells[at + 1].step)
                        .collect();
                    self.failures.push(format!("{key}, version {}: {:?} {shown:?} {start}", at + 1, one.kind));
                }
            }
        }
        for &(from, to, same) in &chain.returns {
            let right = lines.get(&from) == lines.get(&to);
            let counts = &mut self.returned[usize::from(!same)];
            *counts = (counts.0 + 1, counts.1 + usize::from(right));
            if !right {
                let start: String = chain.versions[to.0][to.1].text.chars().take(90).collect();
                self.failures.push(format!("{key}, version {}: did not come back: {start}", to.0));
            }
        }
        for back in &history.returns {
            let there = |node: Node| &chain.founders[node.0][node.1].0;
            let right = !there(back.from).is_disjoint(there(back.to));
            self.said_to_return = (self.said_to_return.0 + 1, self.said_to_return.1 + usize::from(right));
            if !right {
                let start = |node: Node| chain.versions[node.0][node.1].text.chars().take(90).collect::<String>();
                self.failures.push(format!("{key}: came back wrongly: {} | {}", start(back.from), start(back.to)));
            }
        }
        self.judge_newest(key, chain, &history, &lines);
    }

    fn judge_newest(&mut self, key: &str, chain: &Chain, history: &History, lines: &BTreeMap<Node, usize>) {
        let newest = VERSIONS - 1;
        let attribution = attribute(history);
        for (at, (founders, touched)) in chain.founders[newest].iter().enumerate() {
            let began = lines.get(&(newest, at)).and_then(|&line| history.lineages[line].places().next());
            // A piece that was split off begins in its own right, and so is not counted here.
            let line = lines.get(&(newest, at)).map(|&line| &history.lineages[line]);
            let is_piece = line.zip(began).is_some_and(|(line, began)| line.cells[began.0].step == Step::Split);
            if !is_piece {
                let right = began.is_some_and(|began| founders.contains(&began));
                self.founders = (self.founders.0 + 1, self.founders.1 + usize::from(right));
            }
            let text = &history.versions[newest].resolution.paragraphs[at].text;
            let found: BTreeMap<usize, usize> =
                attribution.paragraphs[at].iter().map(|word| (word.span.start, word.origin.0)).collect();
            let mut wrong = Vec::new();
            let counts = &mut self.words[usize::from(*touched)];
            for (token, &(_, origin)) in words(text).zip(&chain.words[newest][at]) {
                let found = found.get(&token.span.start).copied();
                *counts = (counts.0 + 1, counts.1 + usize::from(found == Some(origin)));
                if found != Some(origin) {
                    wrong.push(format!("{} ({found:?} for {origin})", token.span.of(text)));
                }
            }
            if !wrong.is_empty() {
                self.failures.push(format!("{key}, words of {at}: {}", wrong.join(" ")));
            }
        }
    }
}

/// Tells whether one change of the step that leads from version `at` shows in the lineages as what it was.
fn is_followed(history: &History, lines: &BTreeMap<Node, usize>, at: usize, one: &Expected) -> bool {
    let line = |version: usize, paragraph: usize| lines.get(&(version, paragraph)).copied();
    let cell = |line: Option<usize>, version: usize| line.map(|line| history.lineages[line].cells[version]);
    match (one.earlier.as_slice(), one.later.as_slice()) {
        (&[earlier], &[later]) => line(at, earlier) == line(at + 1, later),
        (&[earlier], []) => cell(line(at, earlier), at + 1).is_some_and(|cell| cell.step == Step::Absent),
        ([], &[later]) => cell(line(at + 1, later), at + 1).is_some_and(|cell| cell.step == Step::New),
        (&[earlier], pieces) => {
            let goes_on = pieces.iter().filter(|&&piece| line(at + 1, piece) == line(at, earlier)).count() == 1;
            // What was merged before comes back as such when it is split off again.
            let is_piece = |cell: Cell| matches!(cell.step, Step::Split | Step::Returned);
            let shown = |piece: &usize| cell(line(at + 1, *piece), at + 1).is_some_and(is_piece);
            goes_on && pieces.iter().all(shown)
        }
        (members, &[later]) => {
            let (on, up): (Vec<usize>, Vec<usize>) =
                members.iter().partition(|&&member| line(at, member) == line(at + 1, later));
            let absorbed = |&member: &usize| cell(line(at, member), at + 1).is_some_and(|c| c.step == Step::Absorbed);
            on.len() == 1 && up.iter().all(absorbed)
        }
        _ => false,
    }
}
