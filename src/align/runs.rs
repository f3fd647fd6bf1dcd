//! Paragraphs in long texts whose words all lead everywhere, to candidates by rarer evidence: runs of words, and place.

use super::features::{Features, Space};
use crate::token::join_keys;
use std::cmp::Reverse;

/// Lengths of the runs, in words. The longer, the rarer; the shorter, the likelier to outlast a change.
const LENGTHS: [usize; 3] = [3, 5, 8];
/// A run that stands in more paragraphs than this leads everywhere too.
const MOST_PLACES: usize = 100;
/// Candidates by runs, those with the most runs in common.
const MOST_BY_RUNS: usize = 32;
/// Candidates by place before and after the one expected.
const NEAR: usize = 8;

/// Holds the runs of words of the later side and where they stand, in ascending order.
pub(super) struct Runs(Vec<(u64, u32)>);

impl Runs {
    /// Gathers the runs of some paragraphs of the later side. Costs n log n in their words.
    pub(super) fn new(space: &Space, paragraphs: &[usize]) -> Self {
        let mut places: Vec<(u64, u32)> = Vec::new();
        for &paragraph in paragraphs {
            places.extend(runs(&space.later[paragraph]).map(|run| (run, paragraph as u32)));
        }
        places.sort_unstable();
        places.dedup();
        Runs(places)
    }

    /// Finds the paragraphs that share most runs with an earlier one.
    pub(super) fn sharing(&self, features: &Features) -> Vec<usize> {
        let mut met: Vec<u32> = Vec::new();
        for run in runs(features) {
            let start = self.0.partition_point(|&(other, _)| other < run);
            let places = self.0[start..].iter().take(MOST_PLACES + 1).take_while(|&&(other, _)| other == run);
            if places.clone().count() <= MOST_PLACES {
                met.extend(places.map(|&(_, paragraph)| paragraph));
            }
        }
        met.sort_unstable();
        let mut counted: Vec<(Reverse<usize>, u32)> =
            met.chunk_by(|one, other| one == other).map(|same| (Reverse(same.len()), same[0])).collect();
        counted.sort_unstable();
        counted.into_iter().take(MOST_BY_RUNS).map(|(_, paragraph)| paragraph as usize).collect()
    }
}

/// Gives the keys of all runs of a paragraph.
fn runs(features: &Features) -> impl Iterator<Item = u64> + '_ {
    let run = |words: &[super::features::Word]| {
        words.iter().fold(words.len() as u64, |all, word| join_keys(all, word.masked))
    };
    LENGTHS.into_iter().flat_map(move |length| features.words.windows(length).map(run))
}

/// Gives the paragraphs around the place at which the paragraph number `at` of `count` would stand among `later`.
pub(super) fn near(at: usize, count: usize, later: &[usize]) -> &[usize] {
    let expected = at * later.len() / count.max(1);
    &later[expected.saturating_sub(NEAR)..(expected + NEAR + 1).min(later.len())]
}
