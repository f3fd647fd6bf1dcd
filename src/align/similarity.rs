//! Features of both sides to scored candidates: which paragraphs share enough to be worth a thought.

use super::features::{Features, Space, Term, compatible};
use super::runs::{Runs, near};
use crate::pair::Pair;
use crate::resolution::Paragraph;
use std::cmp::Reverse;

/// Holds a pair of paragraphs that share some rare term, and how much they share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Index of the paragraph on each side.
    pub pair: Pair<usize>,
    /// Cosine of the weighted terms, in thousandths.
    pub cosine: u32,
    /// Their common weight, or little more.
    pub common: u64,
}

/// Least cosine or containment of a candidate, in thousandths: below, nothing has ever been a successor.
const LEAST_COSINE: u32 = 60;
const LEAST_CONTAINMENT: u32 = 200;

/// A term that stands in more paragraphs of the later text than this leads everywhere: it finds no candidates, though it
/// counts for those that others found. Very few resolutions have so many paragraphs.
const COMMON: usize = 600;
/// Least cosine without the common terms.
const WORTH_WEIGHING: u64 = 40;

/// Cosine from which a candidate is like its paragraph. Where a long text has none, runs of words and the place find more.
const LIKE: u32 = 300;

/// In texts that long, a paragraph has so many candidates at the most, the most alike; otherwise ten thousand paragraphs
/// of a few words each, where all resemble all, would take more memory than there is.
const MOST_CANDIDATES: usize = 48;

/// Finds the candidates among the given paragraphs. Each pair is met through the terms it shares; terms that stand in
/// very many paragraphs are passed over.
pub(super) fn candidates(space: &Space, paragraphs: Pair<&[Paragraph]>, open: &Pair<Vec<usize>>) -> Vec<Candidate> {
    let postings = Postings::new(space, &open.later);
    let mut dots = vec![0u64; space.later.len()];
    let mut commons = vec![0u64; space.later.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut found: Vec<Candidate> = Vec::new();
    let is_long = open.later.len() > COMMON;
    let mut runs: Option<Runs> = None;
    let mut own = Weights::new(space);
    for (at, &earlier) in open.earlier.iter().enumerate() {
        let features = &space.earlier[earlier];
        if is_long {
            own.take_up(features.terms.iter().copied());
        }
        for term in &features.terms {
            let postings = postings.of(term.id);
            if postings.len() > COMMON {
                continue;
            }
            for &(later, weight) in postings {
                let slot = later as usize;
                if commons[slot] == 0 {
                    touched.push(later);
                }
                dots[slot] += u64::from(term.weight) * u64::from(weight);
                commons[slot] += u64::from(term.weight.min(weight)).max(1);
            }
        }
        touched.sort_unstable();
        let first = found.len();
        for &later in &touched {
            let slot = later as usize;
            let (mut dot, mut common) = (std::mem::take(&mut dots[slot]), std::mem::take(&mut commons[slot]));
            if !compatible(paragraphs.earlier[earlier].role, paragraphs.later[slot].role) {
                continue;
            }
            let other: &Features = &space.later[slot];
            if is_long {
                // Some terms were passed over: what is worth a thought is weighed with all of them.
                if dot * 1000 / (features.norm * other.norm).max(1) < WORTH_WEIGHING {
                    continue;
                }
                (dot, common) = own.overlap(other.terms.iter().copied());
            }
            found.extend(worth(Pair::new(earlier, slot), Pair::new(features, other), dot, common));
        }
        touched.clear();
        if is_long && found[first..].iter().all(|candidate| candidate.cosine < LIKE) {
            let by_runs = runs.get_or_insert_with(|| Runs::new(space, &open.later)).sharing(features);
            let mut further: Vec<usize> =
                by_runs.iter().chain(near(at, open.earlier.len(), &open.later)).copied().collect();
            further.sort_unstable();
            further.dedup();
            let known: Vec<usize> = found[first..].iter().map(|candidate| candidate.pair.later).collect();
            further.retain(|later| {
                known.binary_search(later).is_err()
                    && compatible(paragraphs.earlier[earlier].role, paragraphs.later[*later].role)
            });
            for later in further {
                let other = &space.later[later];
                let (dot, common) = own.overlap(other.terms.iter().copied());
                found.extend(worth(Pair::new(earlier, later), Pair::new(features, other), dot, common));
            }
            found[first..].sort_by_key(|candidate| candidate.pair.later);
        }
        if is_long && found.len() - first > MOST_CANDIDATES {
            let row = &mut found[first..];
            row.sort_by_key(|c| (Reverse(c.cosine), c.pair.later));
            found.truncate(first + MOST_CANDIDATES);
            found[first..].sort_by_key(|c| c.pair.later);
        }
    }
    found
}

/// Gives a pair as a candidate where what it shares makes it worth a thought.
fn worth(pair: Pair<usize>, features: Pair<&Features>, dot: u64, common: u64) -> Option<Candidate> {
    let Pair { earlier, later } = features;
    let cosine = (dot * 1000 / (earlier.norm * later.norm).max(1)).min(1000) as u32;
    let containment = (common * 1000 / earlier.weight.min(later.weight).max(1)).min(1000) as u32;
    (cosine >= LEAST_COSINE || containment >= LEAST_CONTAINMENT).then_some(Candidate { pair, cosine, common })
}

/// Holds for each term the paragraphs that have it, in ascending order, with its weight there.
struct Postings {
    /// Where the entries of a term begin; those of the next term follow.
    starts: Vec<u32>,
    entries: Vec<(u32, u32)>,
}

impl Postings {
    /// Gathers the terms of some paragraphs of the later side.
    fn new(space: &Space, paragraphs: &[usize]) -> Self {
        let terms = || paragraphs.iter().flat_map(|&p| space.later[p].terms.iter().map(move |term| (p, term)));
        let mut starts = vec![0u32; space.name.len() + 1];
        for (_, term) in terms() {
            starts[term.id as usize + 1] += 1;
        }
        for id in 1..starts.len() {
            starts[id] += starts[id - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); starts.last().map_or(0, |&end| end as usize)];
        for (paragraph, term) in terms() {
            let at = &mut next[term.id as usize];
            entries[*at as usize] = (paragraph as u32, term.weight);
            *at += 1;
        }
        Postings { starts, entries }
    }

    fn of(&self, term: u32) -> &[(u32, u32)] {
        &self.entries[self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize]
    }
}

/// Holds the weights of the terms of one paragraph by their numbers, to be compared with those of others.
pub(super) struct Weights {
    weights: Vec<u32>,
    terms: Vec<u32>,
}

impl Weights {
    /// Makes room for the terms of a comparison; no paragraph is taken up yet.
    pub(super) fn new(space: &Space) -> Self {
        Weights { weights: vec![0; space.name.len()], terms: Vec::new() }
    }

    /// Takes up the terms of a paragraph in place of the one before.
    pub(super) fn take_up(&mut self, terms: impl Iterator<Item = Term>) {
        for id in self.terms.drain(..) {
            self.weights[id as usize] = 0;
        }
        for term in terms {
            self.weights[term.id as usize] = term.weight;
            self.terms.push(term.id);
        }
    }

    /// Gives the weight of a term; 0 where the paragraph does not have it.
    pub(super) fn of(&self, id: u32) -> u32 {
        self.weights[id as usize]
    }

    /// Gives the scalar product with other terms, and the common weight.
    pub(super) fn overlap(&self, terms: impl Iterator<Item = Term>) -> (u64, u64) {
        terms.fold((0, 0), |(dot, common), term| {
            let own = self.of(term.id);
            (dot + u64::from(own) * u64::from(term.weight), common + u64::from(own.min(term.weight)))
        })
    }
}
