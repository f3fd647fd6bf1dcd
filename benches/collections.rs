//! Time and memory of what works on many texts: histories, the origins of words, an index of a collection and drafts
//! looked up in it, and all pairs of a corpus.
//!
//! `cargo bench --bench collections`; needs the corpus of `../shared`, and says so where it is absent.

use divan::{Bencher, black_box};
use rayon::prelude::*;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{attribute, by_session, history};
use resdiff::origin::{Entry, Hit, Index, Source, grams, words};
use resdiff::pair::Pair;
use resdiff::read::read_record;
use resdiff::render::json;
use resdiff::resolution::{Paragraph, Resolution, Role};
use resdiff::source::{Limits, corpus};
use resdiff::{CompareOptions, compare};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Counts what each benchmark allocates: its greatest sum is the peak memory.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    if CORPUS.is_none() {
        eprintln!("../shared/corpus is not here: nothing is measured");
    }
    divan::main();
}

/// The corpus as it lies on the disk, its texts by key, and the keys of each series.
struct Corpus {
    packed: Vec<u8>,
    texts: BTreeMap<String, Parsed<Resolution>>,
    series: Vec<Vec<String>>,
}

static CORPUS: LazyLock<Option<Corpus>> = LazyLock::new(|| {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");
    let packed = std::fs::read(format!("{directory}/resolutions.jsonl.gz")).ok()?;
    let series = std::fs::read(format!("{directory}/series.json")).ok()?;
    let series: serde_json::Value = serde_json::from_slice(&series).ok()?;
    let keys = |one: &serde_json::Value| -> Vec<String> {
        one["keys"].as_array().into_iter().flatten().filter_map(|key| Some(key.as_str()?.to_owned())).collect()
    };
    let series = series.as_array()?.iter().map(keys).collect();
    Some(Corpus { texts: read_all(&packed).into_iter().collect(), packed, series })
});

fn read_all(packed: &[u8]) -> Vec<(String, Parsed<Resolution>)> {
    let lines: Vec<Vec<u8>> =
        corpus::record_lines(packed, Limits::default()).filter_map(|(_, line)| line.ok()).collect();
    lines.par_iter().filter_map(|line| read_record(line, Limits::default()).ok()).collect()
}

/// All records of the corpus, unpacked and read on all processors.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn read_the_corpus(bencher: Bencher) {
    let Some(corpus) = &*CORPUS else { return };
    bencher.bench(|| read_all(&corpus.packed));
}

/// The versions of the series in which a text stands.
fn versions(key: &str) -> Option<Vec<(String, Parsed<Resolution>)>> {
    let corpus = CORPUS.as_ref()?;
    let keys = corpus.series.iter().find(|series| series.iter().any(|other| other == key))?;
    Some(keys.iter().filter_map(|key| Some((key.clone(), corpus.texts.get(key)?.clone()))).collect())
}

/// "International financial system and development", seven versions; "Oceans and the law of the sea", fourteen.
const SERIES: [&str; 2] = ["A_RES_79_196", "A_RES_79_144"];

#[divan::bench(args = SERIES, sample_count = 3, sample_size = 1)]
fn history_of_a_series(bencher: Bencher, key: &str) {
    let Some(versions) = versions(key) else { return };
    bencher.with_inputs(|| versions.clone()).bench_values(|versions| history(versions, &CompareOptions::default()));
}

#[divan::bench(args = SERIES, sample_count = 3, sample_size = 1)]
fn blame_of_the_newest(bencher: Bencher, key: &str) {
    let Some(versions) = versions(key) else { return };
    let history = history(versions, &CompareOptions::default());
    bencher.bench(|| attribute(black_box(&history)));
}

/// Every pair of successive resolutions of the same title, compared and written as JSON on all processors.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn batch_of_all_pairs(bencher: Bencher) {
    let Some(corpus) = &*CORPUS else { return };
    let pairs: Vec<Pair<&Parsed<Resolution>>> = corpus
        .series
        .iter()
        .flat_map(|keys| keys.windows(2))
        .filter_map(|keys| Some(Pair::new(corpus.texts.get(&keys[0])?, corpus.texts.get(&keys[1])?)))
        .collect();
    let bytes = |pair: &Pair<&Parsed<Resolution>>| {
        let report = compare(pair.as_ref().map(|text| (*text).clone()), &CompareOptions::default());
        json::to_string(&json::report(&report), true).len()
    };
    bencher.bench(|| pairs.par_iter().map(bytes).sum::<usize>());
}

fn clauses(resolution: &Resolution) -> impl Iterator<Item = &Paragraph> {
    resolution.paragraphs.iter().filter(|p| p.role != Role::Heading && !p.is_organ_line())
}

fn index(corpus: &Corpus) -> Index {
    let texts: Vec<(&String, &Parsed<Resolution>)> = corpus.texts.iter().collect();
    let entry = |source: usize, paragraph: &Paragraph| Entry {
        source: source as u32,
        locator: paragraph.id.clone(),
        text: paragraph.text.clone(),
        grams: grams(&paragraph.text),
        words: words(&paragraph.text),
    };
    let entries = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, (_, text))| clauses(&text.value).map(move |paragraph| entry(at, paragraph)))
        .collect();
    let source = |(key, text): &(&String, &Parsed<Resolution>)| Source {
        name: (*key).clone(),
        title: String::new(),
        order: by_session(&text.value),
    };
    Index::new(texts.iter().map(source).collect(), entries)
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn origin_index_made(bencher: Bencher) {
    let Some(corpus) = &*CORPUS else { return };
    bencher.bench(|| index(corpus));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn origin_index_from_bytes(bencher: Bencher) {
    let Some(corpus) = &*CORPUS else { return };
    let bytes = index(corpus).to_bytes(0);
    bencher.bench(|| Index::from_bytes(&bytes, 0));
}

/// A draft of 88 paragraphs, and one of 425: each of its paragraphs is looked up, on all processors.
#[divan::bench(args = SERIES, sample_count = 3, sample_size = 1)]
fn origin_of_a_draft(bencher: Bencher, key: &str) {
    let Some(corpus) = &*CORPUS else { return };
    let Some(draft) = corpus.texts.get(key) else { return };
    let index = index(corpus);
    let paragraphs: Vec<&Paragraph> = clauses(&draft.value).collect();
    bencher.bench(|| -> Vec<Vec<Hit>> {
        paragraphs.par_iter().map(|paragraph| index.closest(&paragraph.text, 3, 450, Some(key))).collect()
    });
}
