//! Scores to probabilities, calibrated on pairs whose alignment is known.

use super::Confidence;

/// Probability that a matched pair is right, by its score and its lead over the runner-up, both in thousandths. Set by 242
/// links of real pairs whose truth is known by reading, and checked against known changes: a monotone curve fitted to the
/// other texts does no better (docs/evaluation.md).
pub(super) fn matched(score: u32, margin: i32) -> Confidence {
    let by_score = interpolate(
        &[(150, 300), (215, 660), (260, 760), (300, 850), (350, 930), (450, 980), (500, 993), (700, 999)],
        score as i32,
    );
    let by_margin = interpolate(&[(-100, 700), (0, 850), (60, 960), (150, 1000)], margin);
    Confidence((by_score * by_margin / 1000).clamp(0, 999) as u16)
}

/// Probability that a piece belongs to its whole.
pub(super) fn piece(likeness: u32, held: u32) -> Confidence {
    let by_likeness = interpolate(&[(150, 400), (225, 750), (300, 900), (450, 970), (700, 990)], likeness as i32);
    let by_held = interpolate(&[(300, 0), (550, 700), (750, 900), (950, 980)], held as i32);
    Confidence(by_likeness.max(by_held).clamp(0, 999) as u16)
}

/// Probability that a clause was carried over, by how telling the words in common are (64ths of a bit). Read on 79
/// clauses of real pairs: of those below 22 bits most are formulas or names, from 30 nearly none are.
pub(super) fn clause(weight: u32) -> Confidence {
    Confidence(interpolate(&[(22 * 64, 700), (30 * 64, 900), (60 * 64, 980)], weight as i32).clamp(0, 999) as u16)
}

/// Probability that a paragraph without partner has none, by the score of the nearest candidate. Of some 90 real ones
/// whose nearest scored from 165 to 300, all that were clear had none; of 25 known changes with a nearer one, 20.
pub(super) fn alone(nearest: u32) -> Confidence {
    Confidence(
        interpolate(&[(0, 999), (100, 992), (150, 975), (200, 940), (260, 880), (400, 700)], nearest as i32)
            .clamp(0, 999) as u16,
    )
}

/// Reads a value off a line through the points; flat beyond the ends.
fn interpolate(points: &[(i32, i32)], at: i32) -> i32 {
    match points.iter().position(|&(x, _)| at < x) {
        Some(0) => points[0].1,
        Some(i) => {
            let ((x0, y0), (x1, y1)) = (points[i - 1], points[i]);
            y0 + (y1 - y0) * (at - x0) / (x1 - x0)
        }
        None => points[points.len() - 1].1,
    }
}
