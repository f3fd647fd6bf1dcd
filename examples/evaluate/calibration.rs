//! Links with a confidence, and whether they are right, to a reliability table and scores of it.
//!
//! A monotone curve from stated to observed confidence is fitted by pooling adjacent violators, always without the
//! texts it is then tried on: where it does no better than what is stated, there is nothing left to correct.

use crate::corpus::Corpus;
use crate::gold::{Gold, UnitMap, ratio};
use crate::logistic::{Logistic, Sight};
use crate::look::aligned;
use resdiff::align::{Alignment, Link, LinkKind};
use std::collections::BTreeMap;

/// Lower bounds of the classes of confidence, in thousandths.
const CLASSES: [u16; 6] = [0, 600, 800, 900, 950, 990];

/// Holds a stated confidence, in thousandths, and whether what it was stated of is right.
#[derive(Debug, Clone, Copy)]
pub struct Observation {
    pub confidence: u16,
    pub right: bool,
    /// What a curve may rest on; nothing for splits and merges, which rest on their pieces too.
    pub sight: Option<Sight>,
}

impl Observation {
    /// Notes that a link is right, or is not.
    pub fn of(link: &Link, right: bool) -> Self {
        let score_of = |other: Option<(usize, u32)>| other.map_or(0.0, |(_, score)| f64::from(score) / 1000.0);
        let next = link.evidence.runner_up.map(score_of);
        let next = next.earlier.max(next.later);
        let score = f64::from(link.evidence.score) / 1000.0;
        let sight = match link.kind {
            LinkKind::Matched => Some(Sight { score, lead: (score - next).clamp(-0.1, 0.15), right }),
            LinkKind::Inserted | LinkKind::Deleted => Some(Sight { score: 1.0 - next, lead: 0.0, right }),
            LinkKind::Split | LinkKind::Merged => None,
        };
        Observation { confidence: link.confidence.0, right, sight }
    }
}

/// Holds the pairs of paragraphs of two texts of the corpus that were judged by reading.
pub struct Judged {
    /// Keys of the texts.
    pub keys: (String, String),
    /// The pairs.
    pub rows: Vec<Row>,
}

/// Holds one pair of paragraphs: their numbers, and whether they belong together.
pub struct Row {
    pub earlier: usize,
    pub later: usize,
    pub right: bool,
}

/// Reads `judged.tsv`, as far as the corpus has its texts, in the order of their keys.
pub fn judged(corpus: &Corpus) -> Vec<Judged> {
    let mut rows: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for line in include_str!("judged.tsv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| fields[at].parse().expect("judged.tsv holds numbers");
        let keys = (fields[0].to_string(), fields[1].to_string());
        rows.entry(keys).or_default().push(Row { earlier: number(2), later: number(3), right: fields[4] == "1" });
    }
    rows.retain(|keys, _| corpus.pairs.contains(keys));
    rows.into_iter().map(|(keys, rows)| Judged { keys, rows }).collect()
}

/// Holds what was observed of links between changed paragraphs, and of paragraphs left alone, text by text.
#[derive(Debug, Default)]
pub struct Reliability {
    pub linked: Vec<Vec<Observation>>,
    pub alone: Vec<Vec<Observation>>,
}

impl Reliability {
    /// Adds the links of a pair between paragraphs that changed, and the paragraphs left alone. Doubtful ones do not
    /// count.
    pub fn add_gold(&mut self, gold: &Gold, alignment: &Alignment, map: &UnitMap) {
        let (mut linked, mut alone) = (Vec::new(), Vec::new());
        for link in &alignment.links {
            let observe = |right: bool| Observation::of(link, right);
            if matches!(link.kind, LinkKind::Inserted | LinkKind::Deleted) {
                alone.extend(gold.is_alone(&link.members.earlier, &link.members.later).map(observe));
                continue;
            }
            let pairings = map.pairings(&link.members.earlier, &link.members.later);
            linked.extend(pairings.filter(|&p| gold.differ(p)).filter_map(|p| gold.judge(p)).map(observe));
        }
        self.linked.push(linked);
        self.alone.push(alone);
    }

    /// Gives what the pairs of paragraphs judged by reading (`judged.tsv`) say of the links of the corpus.
    pub fn of_judged(corpus: &Corpus) -> Self {
        let mut found = Reliability::default();
        for judged in judged(corpus) {
            let (_, alignment) = aligned(corpus, &judged.keys);
            let (mut linked, mut alone) = (Vec::new(), Vec::new());
            for Row { earlier, later, right } in judged.rows {
                let has = |members: &[usize], one: usize| members.contains(&one);
                for link in &alignment.links {
                    let (e, l) = (has(&link.members.earlier, earlier), has(&link.members.later, later));
                    match link.kind {
                        LinkKind::Inserted | LinkKind::Deleted if e || l => {
                            alone.push(Observation::of(link, !right));
                        }
                        _ if e && l => linked.push(Observation::of(link, right)),
                        _ => {}
                    }
                }
            }
            found.linked.push(linked);
            found.alone.push(alone);
        }
        found
    }

    /// Prints both tables, and how good the confidence is, beside a curve fitted to other observations; without those,
    /// to these except those of the text that the curve is tried on.
    pub fn print(&self, name: &str, others: Option<&Reliability>) {
        let fit = others.unwrap_or(self);
        println!("{name}");
        println!("  confidence        changed links, right   stated     left alone, rightly   stated");
        for (class, least) in CLASSES.iter().enumerate().rev() {
            let above = CLASSES.get(class + 1).map_or(1000, |next| next - 1);
            let cell = |groups: &[Vec<Observation>]| {
                let inside: Vec<_> =
                    groups.iter().flatten().filter(|o| (*least..=above).contains(&o.confidence)).collect();
                let (right, sum) =
                    (inside.iter().filter(|o| o.right).count(), inside.iter().map(|o| usize::from(o.confidence)).sum());
                match inside.len() {
                    0 => format!("{:>22}{:>9}", "-", "-"),
                    links => format!(
                        "{right:>5} of {links:<5} {:6.1} %{:>7.1} %",
                        100.0 * ratio(right, links),
                        ratio(sum, links) / 10.0
                    ),
                }
            };
            println!(
                "  {:.3} to {:.3}   {}   {}",
                f64::from(*least) / 1000.0,
                f64::from(above) / 1000.0,
                cell(&self.linked),
                cell(&self.alone)
            );
        }
        for (what, groups, fit) in [("links", &self.linked, &fit.linked), ("left alone", &self.alone, &fit.alone)] {
            let stated = |o: &Observation| f64::from(o.confidence) / 1000.0;
            let all: Vec<_> = groups.iter().flatten().map(|o| (stated(o), o.right)).collect();
            let fitted: Vec<_> = groups
                .iter()
                .enumerate()
                .flat_map(|(i, group)| {
                    let observed = fit
                        .iter()
                        .enumerate()
                        .filter(|&(j, _)| others.is_some() || j != i)
                        .flat_map(|(_, group)| group);
                    let curve = Curve::fit(observed.copied().collect());
                    group.iter().map(move |o| (curve.at(o.confidence), o.right)).collect::<Vec<_>>()
                })
                .collect();
            println!(
                "  {what}: Brier score {:.4} as stated, {:.4} by a curve fitted to other texts; expected calibration error {:.3}",
                brier(&all),
                brier(&fitted),
                calibration_error(&all)
            );
            logistic(what, groups, fit, others.is_some());
        }
    }
}

/// Compares what is stated with logistic curves fitted to other texts, on the links that such a curve can tell of: to
/// other observations where there are such, otherwise to nine tenths of the texts each time.
fn logistic(what: &str, groups: &[Vec<Observation>], fit: &[Vec<Observation>], apart: bool) {
    const PARTS: usize = 10;
    let sights = |but: Option<usize>| -> Vec<Sight> {
        let others = fit.iter().enumerate().filter(|&(i, _)| Some(i % PARTS) != but);
        others.flat_map(|(_, group)| group.iter().filter_map(|o| o.sight)).collect()
    };
    let whole = Logistic::fit(&sights(None));
    let curves: Vec<Logistic> =
        (0..PARTS).map(|part| if apart { whole } else { Logistic::fit(&sights(Some(part))) }).collect();
    let (mut stated, mut fitted) = (Vec::new(), Vec::new());
    for (i, group) in groups.iter().enumerate() {
        for (observation, sight) in group.iter().filter_map(|o| Some((o, o.sight?))) {
            stated.push((f64::from(observation.confidence) / 1000.0, observation.right));
            fitted.push((curves[i % PARTS].at(&sight), observation.right));
        }
    }
    println!(
        "  {what}, by a logistic curve fitted to other texts: Brier {:.4}, error {:.3} (of these as stated: {:.4}, {:.3}); \
         odds {:.1} + {:.1} score + {:.1} lead",
        brier(&fitted),
        calibration_error(&fitted),
        brier(&stated),
        calibration_error(&stated),
        whole.constant,
        whole.score,
        whole.lead
    );
}

/// Mean squared difference between confidence and truth.
fn brier(pairs: &[(f64, bool)]) -> f64 {
    pairs.iter().map(|&(p, right)| (p - f64::from(u8::from(right))).powi(2)).sum::<f64>() / pairs.len().max(1) as f64
}

/// Mean difference between the confidence stated and the share that is right, class by class.
fn calibration_error(pairs: &[(f64, bool)]) -> f64 {
    let mut sums = [(0usize, 0.0, 0usize); CLASSES.len()];
    for &(p, right) in pairs {
        let class = CLASSES.iter().rposition(|&least| p * 1000.0 >= f64::from(least)).unwrap_or_default();
        sums[class] = (sums[class].0 + 1, sums[class].1 + p, sums[class].2 + usize::from(right));
    }
    let gaps = sums.iter().map(|&(_, stated, right)| (stated - right as f64).abs());
    gaps.sum::<f64>() / pairs.len().max(1) as f64
}

/// A monotone step curve: (least confidence, share that is right) of each step, ascending.
struct Curve(Vec<(u16, f64)>);

impl Curve {
    /// Pools neighbours until no step is lower than the one before.
    fn fit(mut observations: Vec<Observation>) -> Self {
        observations.sort_by_key(|o| o.confidence);
        // (least confidence, observations, right ones) of each step.
        let mut steps: Vec<(u16, usize, usize)> = Vec::new();
        for o in observations {
            match steps.last_mut().filter(|step| step.0 == o.confidence) {
                Some(step) => (step.1, step.2) = (step.1 + 1, step.2 + usize::from(o.right)),
                None => steps.push((o.confidence, 1, usize::from(o.right))),
            }
            while let [.., before, last] = steps[..]
                && before.2 * last.1 >= last.2 * before.1
            {
                steps.truncate(steps.len() - 2);
                steps.push((before.0, before.1 + last.1, before.2 + last.2));
            }
        }
        Curve(steps.into_iter().map(|(least, all, right)| (least, ratio(right, all))).collect())
    }

    fn at(&self, confidence: u16) -> f64 {
        let step = self.0.iter().rfind(|step| step.0 <= confidence).or(self.0.first());
        step.map_or(f64::from(confidence) / 1000.0, |step| step.1)
    }
}
