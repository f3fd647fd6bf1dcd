//! A long pair, and very long made-up ones, to the time that aligning them takes.

use crate::corpus::Corpus;
use crate::mutate::{Kind, mutate};
use crate::random::Random;
use crate::units::{self, Unit};
use resdiff::align::{AlignOptions, align};
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;
use std::time::{Duration, Instant};

/// Prints how long it takes to align the longest pair of the corpus, and texts of `length` paragraphs all reworded.
pub fn print(corpus: &Corpus, length: usize) {
    let longest = corpus.pairs.iter().max_by_key(|(e, l)| {
        let length = |key: &str| corpus.records[key].paragraphs.len();
        (length(e).min(length(l)), e)
    });
    if let Some((e, l)) = longest {
        let resolutions = Pair::new(e, l).map(|key| units::resolution(&corpus.records[key].units()));
        report(&format!("{e} and {l}"), &resolutions, 9);
    }
    let mut random = Random::new(1945);
    let all: Vec<Unit> = corpus.records.values().step_by(7).flat_map(|record| record.units()).take(length).collect();
    let (changed, _) = mutate(&all, &all, &[Kind::Reword, Kind::RollOver], 1, &mut random);
    report(
        "paragraphs of many texts, most of them reworded",
        &Pair::new(units::resolution(&all), units::resolution(&changed)),
        1,
    );
}

fn report(name: &str, resolutions: &Pair<Resolution>, times: usize) {
    let mut best = Duration::MAX;
    let mut links = 0;
    let clock = Instant::now();
    for _ in 0..times {
        let start = busy(clock);
        links = align(resolutions.as_ref(), &AlignOptions::default()).links.len();
        best = best.min(busy(clock).saturating_sub(start));
    }
    let sizes = resolutions.as_ref().map(|resolution| resolution.paragraphs.len());
    println!("{name}: {} and {} paragraphs, {links} links, {best:.1?}", sizes.earlier, sizes.later);
}

/// Time for which this thread had a processor, where the system tells (Linux); otherwise time that went by.
fn busy(clock: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse().ok())
        .map_or_else(|| clock.elapsed(), Duration::from_nanos)
}
