//! Gold pairs, synthetic mutations and a corpus to one table of how well paragraphs are matched.
//!
//!     cargo run --release --example evaluate -- [--quick] [--only gold|leave-one-out|confidence|mutations|corpus|genealogy|speed|files] [--verbose] [--data DIR]
//!
//! What is not there (`DIR/gold`, `DIR/corpus`; `../shared` by default) is passed over, saying so.

mod baselines;
mod calibration;
mod corpus;
mod files;
mod genealogy;
mod gold;
mod leave_one_out;
#[path = "../../tests/invariants/letters.rs"]
mod letters;
mod logistic;
mod look;
mod mutate;
mod parsing;
mod random;
mod recovery;
mod speed;
mod units;

use baselines::{BASELINES, assigned, line_diff};
use calibration::{Observation, Reliability};
use gold::{Gold, Score, UnitMap};
use resdiff::align::{AlignOptions, Alignment, align};
use resdiff::changes::STRICT_CONFIDENCE;
use resdiff::pair::Pair;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What the command line asks for.
struct Options {
    quick: bool,
    only: Option<String>,
    verbose: bool,
    look: Option<String>,
    data: PathBuf,
}

impl Options {
    fn read() -> Result<Self, String> {
        let mut options =
            Options { quick: false, only: None, verbose: false, look: None, data: PathBuf::from("../shared") };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--verbose" => options.verbose = true,
                "--look" => options.look = Some(value()?),
                "--only" => options.only = Some(value()?),
                "--data" => options.data = PathBuf::from(value()?),
                other => return Err(format!("{other} is not an option: see the head of examples/evaluate/main.rs")),
            }
        }
        Ok(options)
    }

    fn wants(&self, part: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == part)
    }
}

fn main() {
    let options = match Options::read() {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            std::process::exit(2);
        }
    };
    if let Some(how) = &options.look {
        return look::run(how, &options.data.join("corpus"));
    }
    if options.wants("gold") {
        gold_table(&options);
    }
    if options.wants("leave-one-out") {
        println!("LIMITS, chosen on the other texts");
        let corpus = corpus::load(&options.data.join("corpus"));
        leave_one_out::print(&gold::load(&options.data.join("gold")), corpus.as_ref(), options.quick);
        println!();
    }
    if options.wants("confidence") {
        confidence_table(&options);
    }
    if options.wants("mutations") {
        mutation_table(&options);
    }
    if options.wants("corpus") {
        corpus_table(&options);
    }
    if options.wants("genealogy") {
        genealogy_table(&options);
    }
    if options.wants("speed") {
        speed_table(&options);
    }
    if options.wants("files") {
        files::table(&options.data, options.verbose);
        files::line_by_line(&options.data, options.verbose);
    }
}

fn gold_table(options: &Options) {
    let pairs = gold::load(&options.data.join("gold"));
    println!("GOLD PAIRS");
    if pairs.is_empty() {
        println!("  passed over: no pairs in {}\n", options.data.join("gold").display());
        return;
    }
    println!("{:<54}{:>22}{:>22}", "", "changed P    R    F1", "all P    R    F1");
    let row = |name: &str, (all, changed): (Score, Score)| {
        println!(
            "{name:<54}  {:.3} {:.3} {:.3}     {:.3} {:.3} {:.3}",
            changed.precision(),
            changed.recall(),
            changed.f1(),
            all.precision(),
            all.recall(),
            all.f1()
        );
    };
    let mut total = Totals::default();
    for pair in &pairs {
        let (alignment, map) = from_units(pair, &AlignOptions::default());
        total.add(pair, &alignment, &map, options.verbose);
    }
    row("resdiff, from the pairs' own paragraphs", (total.all, total.changed));
    for (name, shown) in
        [("splits and merges shown as such", total.splits), ("partial links shown as carried or split", total.partial)]
    {
        println!("    {name}: {} of {}", shown.0, shown.1);
    }
    let mut read = Totals::default();
    for pair in &pairs {
        let (alignment, map) = end_to_end(pair, &AlignOptions::default());
        read.add(pair, &alignment, &map, options.verbose);
    }
    row("resdiff, end to end from the text files", (read.all, read.changed));
    println!("    paragraphs of the pairs that the parser did not give: {}", read.lost);
    let mut strict = Totals::default();
    let cautious = AlignOptions { least_confidence: STRICT_CONFIDENCE };
    for pair in &pairs {
        let (alignment, map) = from_units(pair, &cautious);
        strict.add(pair, &alignment, &map, false);
    }
    row("resdiff --strict, from the pairs' own paragraphs", (strict.all, strict.changed));
    for baseline in &BASELINES {
        let (threshold, scores) = best_baseline(&pairs, baseline);
        let name = match threshold {
            Some(threshold) => format!("{} (> {threshold:.2})", baseline.name),
            None => baseline.name.to_string(),
        };
        row(&name, scores);
    }
    println!();
}

fn confidence_table(options: &Options) {
    println!("CONFIDENCE, stated and deserved");
    let mut gold = Reliability::default();
    for pair in &gold::load(&options.data.join("gold")) {
        let (alignment, map) = end_to_end(pair, &AlignOptions::default());
        gold.add_gold(pair, &alignment, &map);
    }
    let corpus = corpus::load(&options.data.join("corpus"));
    let judged = corpus.as_ref().map(Reliability::of_judged).unwrap_or_default();
    let mutated = corpus.map(|corpus| recovery::on_corpus(&corpus, if options.quick { 60 } else { 400 }).reliability);
    let all = |part: fn(&Reliability) -> &Vec<Vec<Observation>>| [part(&gold).clone(), part(&judged).clone()].concat();
    let read = Reliability { linked: all(|r| &r.linked), alone: all(|r| &r.alone) };
    gold.print("gold pairs", None);
    judged.print("paragraphs near the limit, judged by reading", None);
    read.print("both", None);
    if let Some(mutated) = mutated {
        mutated.print("known changes in texts of the corpus", Some(&read));
        let every =
            Reliability { linked: [read.linked, mutated.linked].concat(), alone: [read.alone, mutated.alone].concat() };
        every.print("all three", None);
    }
    println!();
}

/// Aligns the units of a pair.
fn from_units(pair: &Gold, options: &AlignOptions) -> (Alignment, UnitMap) {
    let resolutions = Pair::new(units::resolution(&pair.earlier_units), units::resolution(&pair.later_units));
    (align(resolutions.as_ref(), options), UnitMap::identity(pair))
}

/// Parses the texts of a pair and aligns what the parser found.
fn end_to_end(pair: &Gold, options: &AlignOptions) -> (Alignment, UnitMap) {
    let read =
        |name: &str| parsing::parsed(&std::fs::read_to_string(pair.directory.join(name)).unwrap_or_default()).value;
    let resolutions = Pair::new(read("earlier.txt"), read("later.txt"));
    let alignment = align(resolutions.as_ref(), options);
    let map = UnitMap::by_text(pair, &resolutions.earlier, &resolutions.later);
    (alignment, map)
}

fn mutation_table(options: &Options) {
    println!("MUTATIONS, known changes recovered by the report");
    let samples = recovery::on_samples(std::path::Path::new("samples"), 6);
    let corpus = corpus::load(&options.data.join("corpus"));
    let corpus = corpus.map(|corpus| recovery::on_corpus(&corpus, if options.quick { 60 } else { 400 }));
    recovery::Recovery::print(&samples, corpus.as_ref());
    if options.verbose {
        let failures = samples.failures.iter().chain(corpus.iter().flat_map(|corpus| &corpus.failures));
        failures.for_each(|failure| println!("  {failure}"));
    }
    println!();
}

fn genealogy_table(options: &Options) {
    println!("GENEALOGIES, chains of known changes followed");
    match corpus::load(&options.data.join("corpus")) {
        Some(corpus) => {
            let found = genealogy::on_corpus(&corpus, if options.quick { 20 } else { 150 });
            found.print();
            if options.verbose {
                found.failures.iter().for_each(|failure| println!("  {failure}"));
            }
        }
        None => println!("  passed over: no corpus in {}", options.data.join("corpus").display()),
    }
    println!();
}

fn speed_table(options: &Options) {
    println!("SPEED, of the alignment alone");
    match corpus::load(&options.data.join("corpus")) {
        Some(corpus) => speed::print(&corpus, if options.quick { 2000 } else { 10_000 }),
        None => println!("  passed over: no corpus in {}", options.data.join("corpus").display()),
    }
    println!();
}

fn corpus_table(options: &Options) {
    println!("CORPUS, parser against the recorded structure");
    let Some(corpus) = corpus::load(&options.data.join("corpus")) else {
        println!("  passed over: no corpus in {}\n", options.data.join("corpus").display());
        return;
    };
    let every = if options.quick { 20 } else { 1 };
    let examples = if options.verbose { 25 } else { 0 };
    for (name, print) in [
        ("plain text", parsing::Print::Paragraphs),
        ("hard-wrapped at 72", parsing::Print::Wrapped),
        ("line by line", parsing::Print::LineByLine),
    ] {
        parsing::measure(&corpus, print, every).print(name, examples);
    }
    println!();
}

/// Sums over the pairs.
#[derive(Default)]
struct Totals {
    all: Score,
    changed: Score,
    splits: (usize, usize),
    partial: (usize, usize),
    lost: usize,
}

impl Totals {
    fn add(&mut self, pair: &Gold, alignment: &Alignment, map: &UnitMap, verbose: bool) {
        let found = map.found(alignment);
        let (all, changed) = pair.score(&found);
        self.all.add(all);
        self.changed.add(changed);
        self.lost += map.lost;
        let sum = |total: &mut (usize, usize), part: (usize, usize)| *total = (total.0 + part.0, total.1 + part.1);
        sum(&mut self.splits, pair.special(&["split", "merge"], alignment, map));
        sum(&mut self.partial, pair.special(&["partial"], alignment, map));
        if verbose {
            println!("{}: {} units lost", pair.name, map.lost);
            for link in alignment.links.iter().filter(|l| l.members.earlier.len() + l.members.later.len() > 2) {
                println!("  joined {}", explain(link));
            }
            for carried in &alignment.carried {
                let Pair { earlier, later } = carried.paragraph;
                println!("  carried {earlier} -> {later} [{}] {:?}", carried.confidence.0, carried.span);
            }
            for (e, l, fault) in pair.faults(&found) {
                println!("{fault}");
                alignment
                    .links
                    .iter()
                    .filter(|link| link.members.earlier.contains(&e) || link.members.later.contains(&l))
                    .for_each(|link| println!("      {}", explain(link)));
            }
        }
    }
}

/// Scores a baseline with the threshold that suits these very pairs best, which flatters it.
fn best_baseline(pairs: &[Gold], baseline: &baselines::Baseline) -> (Option<f64>, (Score, Score)) {
    let texts = |pair: &Gold| {
        let of = |units: &[units::Unit]| units.iter().map(|unit| unit.text.clone()).collect::<Vec<_>>();
        (of(&pair.earlier_units), of(&pair.later_units))
    };
    let sum = |found: &dyn Fn(usize) -> BTreeSet<gold::Pairing>| {
        let mut total = (Score::default(), Score::default());
        for (i, pair) in pairs.iter().enumerate() {
            let (all, changed) = pair.score(&found(i));
            total.0.add(all);
            total.1.add(changed);
        }
        total
    };
    let Some(similarity) = baseline.similarity else {
        return (
            None,
            sum(&|i| {
                let (earlier, later) = texts(&pairs[i]);
                line_diff(&earlier, &later)
            }),
        );
    };
    let matrices: Vec<_> = pairs.iter().map(texts).map(|(earlier, later)| similarity(&earlier, &later)).collect();
    (2..15)
        .map(|step| f64::from(step) * 0.05)
        .map(|threshold| (Some(threshold), sum(&|i| assigned(&matrices[i], threshold))))
        .max_by(|a, b| a.1.1.f1().total_cmp(&b.1.1.f1()))
        .expect("there are thresholds")
}

/// Says on one line why a link was made.
fn explain(link: &resdiff::align::Link) -> String {
    format!(
        "{:?} {:?} -> {:?} score {} confidence {} parts {:?} pieces {:?} runners-up {:?} {:?}",
        link.kind,
        link.members.earlier,
        link.members.later,
        link.evidence.score,
        link.confidence.0,
        link.evidence.parts,
        link.evidence.pieces,
        link.evidence.runner_up.earlier,
        link.evidence.runner_up.later
    )
}
