//! Time of each stage, and of the whole, on short, middling and long pairs, and on generated ones of growing length.
//!
//! `cargo bench`; the real pairs of `../shared` are measured where they are present.

use divan::{Bencher, black_box};
use resdiff::align::AlignOptions;
use resdiff::changes::ChangeReport;
use resdiff::diagnostic::Parsed;
use resdiff::lexicon::Ladders;
use resdiff::pair::Pair;
use resdiff::resolution::{Resolution, parse};
use resdiff::source::{DecodeOptions, decode};
use resdiff::{CompareOptions, align, changes, compare, read, render};
use std::sync::OnceLock;

/// Counts what each benchmark allocates: its greatest sum is the peak memory.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Names of the pairs that are measured; those that need `../shared` are left out where it is absent.
const PAIRS: [&str; 3] = ["sample", "mid-size", "oceans"];

fn bytes(name: &str) -> Option<Pair<Vec<u8>>> {
    let root = env!("CARGO_MANIFEST_DIR");
    let file = |path: String| std::fs::read(path).ok();
    match name {
        "sample" => {
            let directory = format!("{root}/samples/A_RES_52_189__A_RES_54_212");
            let earlier = file(format!("{directory}/A_RES_52_189.reconstructed.txt"))?;
            Some(Pair::new(earlier, file(format!("{directory}/A_RES_54_212.txt"))?))
        }
        "mid-size" => {
            let directory = format!("{root}/../shared/gold/A_RES_75_167__A_RES_77_202");
            Some(Pair::new(file(format!("{directory}/earlier.txt"))?, file(format!("{directory}/later.txt"))?))
        }
        _ => None,
    }
}

/// The pair, parsed. "oceans" is the longest series of the corpus: about 450 paragraphs and 29,000 words a side.
fn parsed(name: &str) -> Option<Pair<Parsed<Resolution>>> {
    if name == "oceans" {
        static OCEANS: OnceLock<Option<Pair<Parsed<Resolution>>>> = OnceLock::new();
        return OCEANS
            .get_or_init(|| {
                let root = env!("CARGO_MANIFEST_DIR");
                let corpus = std::fs::read(format!("{root}/../shared/corpus/resolutions.jsonl.gz")).ok()?;
                let record = |key| read::read(&corpus, Some(key), &DecodeOptions::default()).ok();
                Some(Pair::new(record("A_RES_77_248")?, record("A_RES_78_69")?))
            })
            .clone();
    }
    bytes(name).map(|pair| pair.map(|bytes| read_text(&bytes)))
}

fn read_text(bytes: &[u8]) -> Parsed<Resolution> {
    parse(decode(bytes, &DecodeOptions::default()).expect("the file is text"))
}

fn report(name: &str) -> Option<ChangeReport> {
    parsed(name).map(|pair| compare(pair, &CompareOptions::default()))
}

#[divan::bench(args = PAIRS)]
fn decode_and_parse(bencher: Bencher, name: &str) {
    let Some(pair) = bytes(name) else { return };
    bencher.bench(|| black_box(pair.as_ref().map(|bytes| read_text(bytes))));
}

/// Whole files of other formats: 57 pages of PDF, a report of 20 pages in Word and as PDF, a page of the web.
#[divan::bench(args = ["oceans.pdf", "report.docx", "report.pdf", "page.html"], sample_count = 10)]
fn read_file(bencher: Bencher, name: &str) {
    let path = match name {
        "oceans.pdf" => "../shared/files/pdf/A_RES_79_144.pdf",
        "report.docx" => "../shared/files/A_80_604_Add.1.docx",
        "report.pdf" => "../shared/files/A_80_604_Add.1.pdf",
        _ => "samples/containers/A_RES_54_212.modern.html",
    };
    let Ok(bytes) = std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))) else { return };
    bencher.bench(|| black_box(read::read(&bytes, None, &DecodeOptions::default())));
}

#[divan::bench(args = PAIRS)]
fn align_paragraphs(bencher: Bencher, name: &str) {
    let Some(pair) = parsed(name) else { return };
    let resolutions = pair.map(|parsed| parsed.value);
    bencher.bench(|| black_box(align::align(resolutions.as_ref(), &AlignOptions::default())));
}

#[divan::bench(args = PAIRS)]
fn classify(bencher: Bencher, name: &str) {
    let Some(pair) = parsed(name) else { return };
    let resolutions = pair.map(|parsed| parsed.value);
    let alignment = align::align(resolutions.as_ref(), &AlignOptions::default());
    bencher
        .with_inputs(|| (resolutions.clone(), alignment.clone()))
        .bench_values(|(resolutions, alignment)| changes::classify(resolutions, alignment, Ladders::built_in()));
}

#[divan::bench(args = PAIRS)]
fn whole(bencher: Bencher, name: &str) {
    let Some(pair) = parsed(name) else { return };
    bencher.with_inputs(|| pair.clone()).bench_values(|pair| compare(pair, &CompareOptions::default()));
}

#[divan::bench(args = PAIRS)]
fn render_json(bencher: Bencher, name: &str) {
    let Some(report) = report(name) else { return };
    bencher.bench(|| render::json::to_string(&render::json::report(&report), true));
}

#[divan::bench(args = PAIRS)]
fn render_terminal(bencher: Bencher, name: &str) {
    let Some(report) = report(name) else { return };
    bencher.bench(|| render::terminal::report(&report, &Default::default()));
}

#[divan::bench(args = PAIRS)]
fn render_html(bencher: Bencher, name: &str) {
    let Some(report) = report(name) else { return };
    bencher.bench(|| {
        let mut page = Vec::new();
        render::html::write(&report, &Default::default(), &mut page).expect("writing to memory does not fail");
        page
    });
}

/// How cost grows: texts of so many paragraphs, every one of them reworded.
#[divan::bench(args = [100, 1000, 10_000], sample_count = 3, sample_size = 1)]
fn everything_reworded(bencher: Bencher, paragraphs: usize) {
    let pair = Pair::new(generated(paragraphs, false), generated(paragraphs, true));
    let pair = pair.map(|text| read_text(text.as_bytes()));
    bencher.with_inputs(|| pair.clone()).bench_values(|pair| compare(pair, &CompareOptions::default()));
}

/// Makes a resolution of paragraphs that differ from one another about as real ones do.
fn generated(paragraphs: usize, reworded: bool) -> String {
    // 5,000 words, about as many as a long collection of resolutions has.
    const HEADS: [&str; 25] = [
        "al", "bar", "cor", "del", "er", "fal", "gar", "hol", "in", "jas", "kel", "lum", "mar", "nor", "or", "pel",
        "quin", "ros", "sal", "tor", "ul", "ver", "wil", "yor", "zan",
    ];
    const MIDDLES: [&str; 20] = [
        "a", "be", "ci", "do", "e", "fu", "ga", "hi", "jo", "ka", "li", "mo", "nu", "pe", "ra", "si", "te", "vo", "wa",
        "zu",
    ];
    const TAILS: [&str; 10] = ["ber", "ches", "dal", "fields", "gate", "ham", "lands", "mers", "nel", "ters"];
    let word = |n: usize| format!("{}{}{}", HEADS[n % 25], MIDDLES[n / 25 % 20], TAILS[n / 500 % 10]);
    let mut seed = 17_u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let mut text = String::from("90/1. A generated text\n\n    The General Assembly,\n\n");
    for n in 1..=paragraphs {
        let words: Vec<String> = (0..24).map(|_| word(next() % 5000)).collect();
        let end = if n == paragraphs { '.' } else { ';' };
        let new = if reworded { " as appropriate, and their keepers" } else { "" };
        text.push_str(&format!(
            "    {n}.\tCalls upon Member States to protect the {}{new} and to support the {}{end}\n\n",
            words[..12].join(" and the "),
            words[12..].join(" near the "),
        ));
    }
    text
}
