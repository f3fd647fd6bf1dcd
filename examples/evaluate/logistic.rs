//! Observed links to a logistic curve of few parameters: the odds of being right by the score and by its lead.
//!
//! Fitted by maximum likelihood (gradient ascent on standardised values); the odds may only grow with score and lead.

/// Holds what a link's confidence may rest on, and whether the link is right.
#[derive(Debug, Clone, Copy)]
pub struct Sight {
    /// Score of the link; of a paragraph left alone, how far the nearest candidate stays below 1.
    pub score: f64,
    /// Lead over the next best, between −0.1 and 0.15, beyond which it tells nothing more.
    pub lead: f64,
    /// Whether it is right.
    pub right: bool,
}

/// Holds the logarithm of the odds: a constant, and what score and lead add.
#[derive(Debug, Clone, Copy, Default)]
pub struct Logistic {
    pub constant: f64,
    pub score: f64,
    pub lead: f64,
}

impl Logistic {
    /// Fits the curve; a weak pull to zero keeps it finite where all are right.
    pub fn fit(sights: &[Sight]) -> Self {
        const STEPS: usize = 2000;
        const RATE: f64 = 2.0;
        const PULL: f64 = 1e-3;
        let (score, lead) = (spread(sights, |s| s.score), spread(sights, |s| s.lead));
        let standard = |value: f64, (mean, deviation): (f64, f64)| (value - mean) / deviation;
        let (mut a, mut b, mut c) = (0.0, 0.0, 0.0);
        for _ in 0..STEPS {
            let (mut da, mut db, mut dc) = (0.0, 0.0, 0.0);
            for sight in sights {
                let (x, y) = (standard(sight.score, score), standard(sight.lead, lead));
                let error = f64::from(u8::from(sight.right)) - odds_to_share(a + b * x + c * y);
                (da, db, dc) = (da + error, db + error * x, dc + error * y);
            }
            let rate = RATE / sights.len().max(1) as f64;
            a += rate * da;
            b = (b + rate * db - PULL * b).max(0.0);
            c = (c + rate * dc - PULL * c).max(0.0);
        }
        let (b, c) = (b / score.1, c / lead.1);
        Logistic { constant: a - b * score.0 - c * lead.0, score: b, lead: c }
    }

    /// Gives the probability of being right.
    pub fn at(&self, sight: &Sight) -> f64 {
        odds_to_share(self.constant + self.score * sight.score + self.lead * sight.lead)
    }
}

fn odds_to_share(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Mean and standard deviation.
fn spread(sights: &[Sight], of: impl Fn(&Sight) -> f64) -> (f64, f64) {
    let count = sights.len().max(1) as f64;
    let mean = sights.iter().map(&of).sum::<f64>() / count;
    let variance = sights.iter().map(|s| (of(s) - mean).powi(2)).sum::<f64>() / count;
    (mean, variance.sqrt().max(1e-9))
}
