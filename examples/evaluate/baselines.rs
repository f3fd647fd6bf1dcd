//! Two lists of paragraphs to links by simple methods, for comparison.

use crate::gold::Pairing;
use resdiff::token::{TokenKind, tokenize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};

/// Scores every paragraph of one side with every one of the other.
type Similarity = fn(&[String], &[String]) -> Vec<Vec<f64>>;

/// Names a method and computes its links for two lists of texts and a threshold.
pub struct Baseline {
    /// As the table calls it.
    pub name: &'static str,
    /// Similarity of every earlier with every later text, 0 to 1; absent for the line diff.
    pub similarity: Option<Similarity>,
}

/// All methods.
pub const BASELINES: [Baseline; 3] = [
    Baseline { name: "line diff, replaced lines paired in order", similarity: None },
    Baseline { name: "word-sequence ratio, optimal assignment", similarity: Some(word_ratios) },
    Baseline { name: "TF-IDF of words and word pairs, optimal assignment", similarity: Some(tfidf) },
];

/// Pairs lines as a line diff shows them: equal ones, and replaced ones side by side.
pub fn line_diff(earlier: &[String], later: &[String]) -> BTreeSet<Pairing> {
    let mut links = BTreeSet::new();
    for op in capture_diff_slices(Algorithm::Myers, earlier, later) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                links.extend((0..len).map(|i| (old_index + i, new_index + i)))
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                links.extend((0..old_len.min(new_len)).map(|i| (old_index + i, new_index + i)));
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
        }
    }
    links
}

/// Pairs the texts so that the sum of the similarities above the threshold is greatest.
pub fn assigned(similarity: &[Vec<f64>], threshold: f64) -> BTreeSet<Pairing> {
    let columns = similarity.first().map_or(0, Vec::len);
    let size = similarity.len().max(columns);
    let gain = |row: usize, column: usize| {
        similarity.get(row).and_then(|r| r.get(column)).map_or(0.0, |s| (s - threshold).max(0.0))
    };
    hungarian(size, |row, column| -gain(row, column))
        .into_iter()
        .enumerate()
        .filter(|&(row, column)| gain(row, column) > 0.0)
        .collect()
}

/// Finds the assignment of the least cost on a square matrix (Kuhn 1955, Munkres 1957).
fn hungarian(size: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let (mut of_row, mut of_column) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let (mut row_of, mut way) = (vec![0usize; size + 1], vec![0usize; size + 1]);
    for row in 1..=size {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; size + 1];
        let mut used = vec![false; size + 1];
        loop {
            used[column] = true;
            let (current, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for j in (1..=size).filter(|&j| !used[j]).collect::<Vec<_>>() {
                let reduced = cost(current - 1, j - 1) - of_row[current] - of_column[j];
                if reduced < least[j] {
                    least[j] = reduced;
                    way[j] = column;
                }
                if least[j] < delta {
                    delta = least[j];
                    next = j;
                }
            }
            for j in 0..=size {
                if used[j] {
                    of_row[row_of[j]] += delta;
                    of_column[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    let mut assignment = vec![0; size];
    (1..=size).for_each(|column| assignment[row_of[column] - 1] = column - 1);
    assignment
}

fn words(text: &str) -> Vec<u64> {
    tokenize(text).into_iter().filter(|t| t.kind != TokenKind::Punctuation).map(|t| t.key).collect()
}

/// Twice the common subsequence over the sum of the lengths.
pub fn sequence_ratio<T: Ord + std::hash::Hash + Clone>(one: &[T], other: &[T]) -> f64 {
    if one.is_empty() && other.is_empty() {
        return 1.0;
    }
    let common: usize = capture_diff_slices(Algorithm::Myers, one, other)
        .iter()
        .map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 })
        .sum();
    2.0 * common as f64 / (one.len() + other.len()) as f64
}

fn word_ratios(earlier: &[String], later: &[String]) -> Vec<Vec<f64>> {
    let later: Vec<Vec<u64>> = later.iter().map(|text| words(text)).collect();
    let row = |text: &String| {
        let words = words(text);
        later.iter().map(|other| sequence_ratio(&words, other)).collect()
    };
    earlier.iter().map(row).collect()
}

/// Cosine of words and word pairs, weighted by their rarity in the two texts.
pub fn tfidf(earlier: &[String], later: &[String]) -> Vec<Vec<f64>> {
    let counts = |text: &String| {
        let words = words(text);
        let mut counts: BTreeMap<(u64, u64), f64> = BTreeMap::new();
        words.iter().for_each(|&word| *counts.entry((word, 0)).or_default() += 1.0);
        words.windows(2).for_each(|pair| *counts.entry((pair[0], pair[1])).or_default() += 1.0);
        counts
    };
    let sides: [Vec<_>; 2] = [earlier.iter().map(counts).collect(), later.iter().map(counts).collect()];
    let mut spread: BTreeMap<(u64, u64), f64> = BTreeMap::new();
    sides.iter().flatten().flat_map(|c| c.keys()).for_each(|term| *spread.entry(*term).or_default() += 1.0);
    let total = (earlier.len() + later.len()) as f64;
    let weigh = |counts: BTreeMap<(u64, u64), f64>| {
        let mut vector: BTreeMap<(u64, u64), f64> = counts
            .into_iter()
            .map(|(term, count)| (term, (1.0 + count.ln()) * (1.0 + ((1.0 + total) / (1.0 + spread[&term])).ln())))
            .collect();
        let norm = vector.values().map(|w| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        vector.values_mut().for_each(|w| *w /= norm);
        vector
    };
    let [earlier, later] = sides.map(|side| side.into_iter().map(weigh).collect::<Vec<_>>());
    let cosine = |one: &BTreeMap<(u64, u64), f64>, other: &BTreeMap<(u64, u64), f64>| {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        short.iter().filter_map(|(term, weight)| Some(weight * long.get(term)?)).sum()
    };
    earlier.iter().map(|one| later.iter().map(|other| cosine(one, other)).collect()).collect()
}
