//! Limits of the matching chosen on all texts but some, and tried on those: what they are worth on texts never seen.
//!
//! A fold is one gold pair, or a ninth of the judged pairs of the corpus (whole texts, not single paragraphs). For each
//! fold the best point of a grid on the other folds is taken; of equally good ones the middle one.

use crate::calibration::{Judged, judged};
use crate::corpus::Corpus;
use crate::gold::{Gold, Score, UnitMap};
use crate::units;
use resdiff::align::limits::{Limits, PieceLimits};
use resdiff::align::{AlignOptions, Alignment, align_within};
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;

/// Holds texts that are left out together.
struct Fold<'a> {
    name: String,
    texts: Vec<Text<'a>>,
}

/// Holds one pair of texts and what is known of it.
struct Text<'a> {
    resolutions: Pair<Resolution>,
    truth: Truth<'a>,
}

enum Truth<'a> {
    Gold(&'a Gold),
    Judged(&'a Judged),
}

/// Names what is varied, as printed.
const VARIED: [&str; 4] = ["same provision", "head at most", "order", "pieces"];

/// Prints the table.
pub fn print(gold: &[Gold], corpus: Option<&Corpus>, quick: bool) {
    let judged = corpus.map(judged).unwrap_or_default();
    let folds = folds(gold, &judged, corpus);
    let grid = grid(quick);
    // Counts of each fold at each point of the grid.
    let counts: Vec<Vec<Score>> =
        grid.iter().map(|limits| folds.iter().map(|fold| fold.score(limits)).collect()).collect();
    let shipped: Vec<Score> = folds.iter().map(|fold| fold.score(&Limits::SHIPPED)).collect();
    println!("{} points; {} = {}", grid.len(), VARIED.join(", "), chosen(&Limits::SHIPPED));
    println!(
        "{:<38}{:>24}{:>10}{:>14}{:>14}",
        "left out", "chosen on the others", "as good", "F1 left out", "as shipped"
    );
    let (mut held_out, mut as_shipped) = (Score::default(), Score::default());
    for (number, fold) in folds.iter().enumerate() {
        let others = |scores: &[Score]| total([&scores[..number], &scores[number + 1..]].concat()).f1();
        let best = counts.iter().map(|scores| others(scores)).fold(0.0, f64::max);
        let good: Vec<usize> = (0..grid.len()).filter(|&point| others(&counts[point]) == best).collect();
        let point = good[good.len() / 2];
        let (own, shipped) = (counts[point][number], shipped[number]);
        println!(
            "{:<38}{:>24}{:>10}{:>14.3}{:>14.3}",
            fold.name,
            chosen(&grid[point]),
            good.len(),
            own.f1(),
            shipped.f1()
        );
        held_out.add(own);
        as_shipped.add(shipped);
    }
    for (name, score) in [("left out", held_out), ("as shipped", as_shipped)] {
        let (precision, recall) = (score.precision(), score.recall());
        println!("  all folds, {name}: P {precision:.3} R {recall:.3} F1 {:.3}", score.f1());
    }
    let worst = counts.iter().map(|scores| total(scores.iter().copied()).f1()).fold(1.0, f64::min);
    println!("  worst point of the grid on all folds: F1 {worst:.3}");
}

fn total(scores: impl IntoIterator<Item = Score>) -> Score {
    let mut sum = Score::default();
    scores.into_iter().for_each(|score| sum.add(score));
    sum
}

/// Gives the points of the grid, each constant below, at and above what is shipped.
fn grid(quick: bool) -> Vec<Limits> {
    let shipped = Limits::SHIPPED;
    let steps: &[i32] = if quick { &[-1, 1] } else { &[-2, -1, 0, 1, 2] };
    let mut grid = Vec::new();
    for &limit in steps {
        for head in if quick { vec![72] } else { vec![0, 36, 72, 108] } {
            for order in if quick { vec![1] } else { vec![0, 1, 2] } {
                for pieces in [-1, 0, 1] {
                    let moved = |of: &PieceLimits| PieceLimits {
                        likeness: of.likeness.saturating_add_signed(pieces * 30),
                        with_held: of.with_held.saturating_add_signed(pieces * 45),
                    };
                    grid.push(Limits {
                        same_provision: shipped.same_provision.saturating_add_signed(limit * 20),
                        // The words of the opening are part of the head.
                        opening: shipped.opening.min(head),
                        head,
                        in_order: shipped.in_order * order,
                        out_of_order: shipped.out_of_order * order,
                        piece: moved(&shipped.piece),
                        near_piece: moved(&shipped.near_piece),
                        ..shipped.clone()
                    });
                }
            }
        }
    }
    grid
}

fn chosen(limits: &Limits) -> String {
    format!(
        "{}, {}, +{}/{}, {}",
        limits.same_provision, limits.head, limits.in_order, limits.out_of_order, limits.piece.likeness
    )
}

fn folds<'a>(gold: &'a [Gold], judged: &'a [Judged], corpus: Option<&Corpus>) -> Vec<Fold<'a>> {
    const PARTS: usize = 9;
    let of_gold = gold.iter().map(|gold| {
        let resolutions = Pair::new(units::resolution(&gold.earlier_units), units::resolution(&gold.later_units));
        Fold { name: gold.name.clone(), texts: vec![Text { resolutions, truth: Truth::Gold(gold) }] }
    });
    let of_judged = (0..PARTS).map(|part| {
        let texts = judged.iter().skip(part).step_by(PARTS).filter_map(|judged| {
            let of = |key: &str| Some(units::resolution(&corpus?.records.get(key)?.units()));
            let resolutions = Pair::new(of(&judged.keys.0)?, of(&judged.keys.1)?);
            Some(Text { resolutions, truth: Truth::Judged(judged) })
        });
        Fold { name: format!("judged pairs, part {}", part + 1), texts: texts.collect() }
    });
    of_gold.chain(of_judged).filter(|fold| !fold.texts.is_empty()).collect()
}

impl Fold<'_> {
    /// Counts right, wrong and missed links of paragraphs that changed.
    fn score(&self, limits: &Limits) -> Score {
        total(self.texts.iter().map(|text| {
            let alignment = align_within(text.resolutions.as_ref(), &AlignOptions::default(), limits);
            match text.truth {
                Truth::Gold(gold) => gold.score(&UnitMap::identity(gold).found(&alignment)).1,
                Truth::Judged(judged) => score(judged, &alignment),
            }
        }))
    }
}

fn score(judged: &Judged, alignment: &Alignment) -> Score {
    let mut score = Score::default();
    for row in &judged.rows {
        let linked = alignment
            .links
            .iter()
            .any(|link| link.members.earlier.contains(&row.earlier) && link.members.later.contains(&row.later));
        match (linked, row.right) {
            (true, true) => score.right += 1,
            (true, false) => score.wrong += 1,
            (false, true) => score.missed += 1,
            (false, false) => {}
        }
    }
    score
}
