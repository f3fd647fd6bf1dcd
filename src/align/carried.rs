//! Links to the clauses that survive elsewhere: what neither paragraph shares with its own partner, but both share.
//!
//! The words of a paragraph that its partner has too are explained. A run of words that is explained on neither side and
//! stands in both texts is a clause carried over, if it is long and telling enough to be more than a formula.

use super::features::{Features, Space, Word};
use super::limits::Limits;
use super::{Carried, Link, confidence};
use crate::pair::{Pair, Side};
use crate::resolution::Paragraph;
use std::collections::{BTreeMap, BTreeSet};

/// Holds a run of words that two paragraphs share and their own partners do not explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// Index of the paragraph on each side.
    pub paragraph: Pair<usize>,
    /// First word and one past the last, on each side.
    pub words: Pair<(usize, usize)>,
    /// Words in common.
    pub common: u32,
    /// How telling they are, in 64ths of a bit: the rarity of the pairs of words in common.
    pub weight: u32,
}

/// Words in common, and their weight, of what two paragraphs share beside a clause (see [`Limits::clause`]).
const SHARED: (u32, u32) = (3, 64);
/// Words that may lie between two common runs of one clause.
const GAP: usize = 3;
/// A pair of words that stands in more places than this on the other side leads everywhere.
const PLACES: usize = 12;
/// How telling a pair of words must be to lead to a clause.
const TELLING: u32 = 64;

/// Finds the clauses carried over, the heaviest first where they compete for the same words.
pub(super) fn carried(space: &Space, paragraphs: Pair<&[Paragraph]>, links: &[Link], limits: &Limits) -> Vec<Carried> {
    let mut used: Pair<BTreeMap<usize, Vec<(usize, usize)>>> = Pair::default();
    let free = |used: &BTreeMap<usize, Vec<(usize, usize)>>, paragraph: usize, (start, end): (usize, usize)| {
        used.get(&paragraph).is_none_or(|taken| taken.iter().all(|&(s, e)| end <= s || e <= start))
    };
    let mut found = Vec::new();
    for clause in clauses(space, links, limits.clause) {
        let paragraph = clause.paragraph;
        let texts = Pair::new(&paragraphs.earlier[paragraph.earlier].text, &paragraphs.later[paragraph.later].text);
        let features = Pair::new(&space.earlier[paragraph.earlier], &space.later[paragraph.later]);
        let words = Pair::new(
            trimmed(texts.earlier, &features.earlier.words, clause.words.earlier),
            trimmed(texts.later, &features.later.words, clause.words.later),
        );
        if free(&used.earlier, paragraph.earlier, words.earlier) && free(&used.later, paragraph.later, words.later) {
            used.earlier.entry(paragraph.earlier).or_default().push(words.earlier);
            used.later.entry(paragraph.later).or_default().push(words.later);
            let span = |words: &[Word], (start, end): (usize, usize)| words[start].span.cover(words[end - 1].span);
            found.push(Carried {
                paragraph,
                span: Pair::new(span(&features.earlier.words, words.earlier), span(&features.later.words, words.later)),
                confidence: confidence::clause(clause.weight),
            });
        }
    }
    found
}

/// Finds the paragraphs without a partner of which nothing but one clause, from their second half, stands in the given
/// other paragraph: it was carried over, while the paragraph itself was dropped rather than split off or merged.
pub(super) fn mere_clauses(space: &Space, links: &[Link], limits: &Limits) -> BTreeSet<(Side, usize, usize)> {
    let mut shared: BTreeMap<(usize, usize), Vec<Clause>> = BTreeMap::new();
    for clause in clauses(space, links, SHARED) {
        shared.entry((clause.paragraph.earlier, clause.paragraph.later)).or_default().push(clause);
    }
    let mut found = BTreeSet::new();
    for ((e, l), clauses) in shared {
        // The heaviest stands first.
        let (first, sum) = (clauses[0], clauses.iter().map(|c| c.weight).sum::<u32>());
        if first.common < limits.clause.0 || first.weight < limits.clause.1 || first.weight * 10 < sum * 9 {
            continue;
        }
        let late = |features: &Features, (start, _): (usize, usize)| start * 5 >= features.words.len() * 2;
        if late(&space.earlier[e], first.words.earlier) {
            found.insert((Side::Earlier, e, l));
        }
        if late(&space.later[l], first.words.later) {
            found.insert((Side::Later, l, e));
        }
    }
    found
}

/// Leaves out small words at the ends, which hang in the air.
fn trimmed(text: &str, words: &[Word], (mut start, mut end): (usize, usize)) -> (usize, usize) {
    const SMALL: [&str; 16] =
        ["a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "or", "that", "the", "which", "with", "while"];
    let small = |at: usize| SMALL.contains(&words[at].span.of(text).to_ascii_lowercase().as_str());
    while end > start + 1 && (small(end - 1) || words[end - 1].span.of(text).eq_ignore_ascii_case("to")) {
        end -= 1;
    }
    while start + 1 < end && small(start) {
        start += 1;
    }
    (start, end)
}

/// Finds all runs that are long and telling enough, the heaviest first.
pub(super) fn clauses(space: &Space, links: &[Link], (words, weight): (u32, u32)) -> Vec<Clause> {
    let open = unexplained(space, links);
    let linked: BTreeSet<(usize, usize)> = links
        .iter()
        .flat_map(|link| {
            let later = &link.members.later;
            link.members.earlier.iter().flat_map(move |&e| later.iter().map(move |&l| (e, l)))
        })
        .collect();
    // Where on the later side each telling pair of unexplained words stands: (pair, paragraph, word), in order.
    let mut places: Vec<(u32, u32, u32)> = Vec::new();
    for (l, features) in space.later.iter().enumerate() {
        places
            .extend(telling(features, &open.later[l], space).map(|at| (features.words[at].pair, l as u32, at as u32)));
    }
    places.sort_unstable();
    let mut clauses = Vec::new();
    for (e, features) in space.earlier.iter().enumerate() {
        // Seeds by later paragraph, in order of the earlier words.
        let mut seeds: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for at in telling(features, &open.earlier[e], space) {
            let pair = features.words[at].pair;
            let met = &places[places.partition_point(|&(other, ..)| other < pair)..];
            let met = met.iter().take_while(|&&(other, ..)| other == pair).take(PLACES + 1);
            if met.clone().count() > PLACES {
                continue;
            }
            for (l, other) in met.map(|&(_, l, other)| (l as usize, other as usize)) {
                seeds.entry(l).or_default().push((at, other));
            }
        }
        seeds.retain(|&l, seeds| seeds.len() >= 2 && !linked.contains(&(e, l)));
        for (l, seeds) in seeds {
            let open = Pair::new(open.earlier[e].as_slice(), open.later[l].as_slice());
            clauses.extend(chains(Pair::new(e, l), &seeds, open, space));
        }
    }
    clauses.retain(|clause| clause.common >= words && clause.weight >= weight);
    clauses.sort_by_key(|c| (std::cmp::Reverse((c.weight, c.common)), c.paragraph, c.words));
    clauses
}

/// Positions of words that make a telling pair with the word before, both unexplained.
fn telling<'a>(features: &'a Features, open: &'a [bool], space: &'a Space) -> impl Iterator<Item = usize> + 'a {
    (1..open.len())
        .filter(move |&at| open[at] && open[at - 1] && space.telling[features.words[at].pair as usize] >= TELLING)
}

/// Joins seeds that follow one another on both sides, and widens them as far as the words agree.
fn chains(paragraph: Pair<usize>, seeds: &[(usize, usize)], open: Pair<&[bool]>, space: &Space) -> Vec<Clause> {
    let words = Pair::new(&space.earlier[paragraph.earlier].words, &space.later[paragraph.later].words);
    let same =
        |e: usize, l: usize| words.earlier[e].masked == words.later[l].masked && open.earlier[e] && open.later[l];
    // Maximal runs of equal words around the seeds: (start on each side, length).
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for &(e, l) in seeds {
        if runs.iter().any(|&(re, rl, len)| e >= re && e < re + len && l + re == e + rl) {
            continue;
        }
        let back = (1..=e.min(l)).take_while(|&by| same(e - by, l - by)).count();
        let ahead =
            (0..(words.earlier.len() - e).min(words.later.len() - l)).take_while(|&by| same(e + by, l + by)).count();
        runs.push((e - back, l - back, back + ahead));
    }
    runs.sort_unstable();
    let mut chains: Vec<Vec<(usize, usize, usize)>> = Vec::new();
    for run in runs {
        let follows = |chain: &Vec<(usize, usize, usize)>| {
            let &(e, l, len) = chain.last().expect("a chain has a run");
            run.0 >= e + len && run.1 >= l + len && run.0 <= e + len + GAP && run.1 <= l + len + GAP
        };
        match chains.iter_mut().find(|chain| follows(chain)) {
            Some(chain) => chain.push(run),
            None => chains.push(vec![run]),
        }
    }
    let weigh = |chain: Vec<(usize, usize, usize)>| {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let pair_weight = |at: usize| {
            let pair = words.earlier[at].pair;
            let telling = space.telling[pair as usize];
            // A name says what a clause is about, not what it says.
            if space.name[pair as usize] { telling / 4 } else { telling }
        };
        let weight = chain.iter().flat_map(|&(e, _, len)| e + 1..e + len).map(pair_weight).sum();
        Clause {
            paragraph,
            words: Pair::new((first.0, last.0 + last.2), (first.1, last.1 + last.2)),
            common: chain.iter().map(|&(_, _, len)| len as u32).sum(),
            weight,
        }
    };
    chains.into_iter().map(weigh).collect()
}

/// Tells for each word of each paragraph whether the paragraph's partners lack it: a word is explained where it stands
/// beside the same word in a partner. Of a paragraph that is explained as a whole no words are given.
fn unexplained(space: &Space, links: &[Link]) -> Pair<Vec<Vec<bool>>> {
    let mut open = Pair::new(vec![Vec::new(); space.earlier.len()], vec![Vec::new(); space.later.len()]);
    // For each pair of words the last link in which a partner had it, on each side.
    let mut met = Pair::new(vec![u32::MAX; space.telling.len()], vec![u32::MAX; space.telling.len()]);
    for (number, link) in links.iter().enumerate() {
        let (sides, members) = ((&space.earlier, &space.later), &link.members);
        if let (&[e], &[l]) = (members.earlier.as_slice(), members.later.as_slice())
            && sides.0[e].whole == sides.1[l].whole
        {
            continue;
        }
        let number = number as u32;
        if !members.earlier.is_empty() && !members.later.is_empty() {
            mark(sides.0, &members.earlier, &mut met.earlier, number);
            mark(sides.1, &members.later, &mut met.later, number);
        }
        explain(sides.0, &members.earlier, &met.later, number, &mut open.earlier);
        explain(sides.1, &members.later, &met.earlier, number, &mut open.later);
    }
    open
}

fn mark(side: &[Features], members: &[usize], met: &mut [u32], number: u32) {
    for word in members.iter().flat_map(|&member| side[member].words.iter().skip(1)) {
        met[word.pair as usize] = number;
    }
}

fn explain(side: &[Features], members: &[usize], met: &[u32], number: u32, open: &mut [Vec<bool>]) {
    for &member in members {
        let words = &side[member].words;
        let open = &mut open[member];
        open.resize(words.len(), true);
        for at in (1..words.len()).filter(|&at| met[words[at].pair as usize] == number) {
            open[at] = false;
            open[at - 1] = false;
        }
        // A single word has no pair; with a partner there is nothing of it to carry.
        if words.len() == 1 {
            open[0] = false;
        }
    }
}
