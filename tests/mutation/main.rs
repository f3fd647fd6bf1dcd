//! Files damaged at random, by a fixed seed, go through everything; what must hold for every file holds for them.
//!
//! The number of inputs is bounded so that it takes less than a minute without optimisation. `RESDIFF_MUTATIONS=50`
//! tries fifty times as many; `RESDIFF_SEED=7` tries others. A file at which something broke is written to
//! `target/tmp`, where the message says.
#![cfg(all(feature = "cli", feature = "docx", feature = "doc", feature = "pdf", feature = "html"))]

mod files;
#[path = "../invariants/mod.rs"]
mod invariants;
mod mutate;
#[path = "../word/mod.rs"]
mod word;

use mutate::Random;
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::render::json;
use resdiff::resolution::Resolution;
use resdiff::source::DecodeOptions;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a number from the environment, for longer runs by hand.
fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Reads a file, if it holds a text, and checks what was read.
fn checked(bytes: &[u8]) -> Option<Parsed<Resolution>> {
    let parsed = invariants::check_file(bytes, &DecodeOptions::default())?;
    invariants::check_text(&parsed);
    Some(parsed)
}

/// Checks all that can be made of two texts.
fn check_all(texts: Pair<&Parsed<Resolution>>) {
    invariants::check_report(&invariants::check_pair(texts));
    invariants::check_versions(&[texts.earlier, texts.later, texts.earlier]);
}

/// Gives a damaged file, and the whole one that it is compared with.
type Damage<'f> = dyn Fn(&mut Random) -> Pair<Vec<u8>> + 'f;

/// Tries `count` damaged files of one kind.
fn check(kind: &str, count: u64, damage: &Damage<'_>) {
    let seed = setting("RESDIFF_SEED", 1);
    let (mut read, mut broken) = (0, Vec::new());
    let tried = count * setting("RESDIFF_MUTATIONS", 1);
    for n in 0..tried {
        let pair = damage(&mut Random::new(seed << 32 | n));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let parsed = pair.as_ref().map(|bytes| checked(bytes));
            let (Some(earlier), Some(later)) = (&parsed.earlier, &parsed.later) else { return false };
            check_all(Pair::new(earlier, later));
            true
        }));
        match outcome {
            Ok(text) => read += usize::from(text),
            Err(cause) => {
                let cause = cause.downcast_ref::<String>().cloned();
                let cause = cause.unwrap_or_else(|| "see the message above".to_owned());
                let at = format!("{}/{kind}-{seed}-{n}", env!("CARGO_TARGET_TMPDIR"));
                for (side, bytes) in [("earlier", &pair.earlier), ("later", &pair.later)] {
                    std::fs::write(format!("{at}.{side}"), bytes).expect("the test's directory can be written");
                }
                broken.push(format!("{at}.earlier and .later: {cause}"));
            }
        }
    }
    println!("{kind}: {tried} damaged files, {read} of them still a text");
    let count = broken.len();
    broken.truncate(20);
    assert!(count == 0, "{count} of {tried} {kind} files broke something:\n{}", broken.join("\n"));
}

/// The samples of plain text that are UTF-8.
fn texts() -> Vec<String> {
    let samples = files::samples().into_iter().filter(|(name, _)| name.ends_with(".txt"));
    samples.filter_map(|(_, bytes)| String::from_utf8(bytes).ok()).collect()
}

#[test]
fn what_once_broke_holds() {
    let text = |body: &str| format!("A/RES/47/196\n\n47/196. Harbours\n\nThe General Assembly,\n\n{body}");
    let deep: String = (0..40)
        .map(|n| format!("{}({})\tThe keepers of harbour {n};\n\n", "    ".repeat(n + 2), ["a", "i", "1", "A"][n % 4]))
        .collect();
    let shared =
        "47/195. Ports\n\nThe General Assembly,\n\nNoting the ports,[^7]\n\n47/196. Harbours\n\nThe General Assembly,";
    for (name, body) in [
        ("a list deeper than the terminal is wide", format!("1.\tUrges:\n\n{deep}")),
        ("a paragraph without a word", "1.\tUrges States;\n\n\t\t,\n\n\t\t,\n\n2.\tDecides;".to_owned()),
        ("a number that begins with 0", "1.\tUrges in pursuanc008 of it,1 and;\n\n1 A note.\n".to_owned()),
        (
            "a mark in a closing line",
            "1.\tUrges,\n\n\t87th meeting\n4 A list, Sales No. E.96.13), annex.\n13 A/54/207,\n".to_owned(),
        ),
        ("raised figures that are no mark", format!("1.\tUrges States,¹ at night{} and day⁰¹;\n", "²".repeat(27))),
        ("two mastheads", "A/RES/47/197\n\n47/197. Ports\n\nThe General Assembly,\n\nNoting two,".to_owned()),
    ] {
        let (one, two) = (text(&body), text("1.\tUrges States to keep harbours;"));
        println!("{name}");
        let parsed = Pair::new(&one, &two).map(|text| checked(text.as_bytes()).expect("it is text"));
        check_all(parsed.as_ref());
    }
    let markdown = format!("# A/RES/47/196\n\nA/RES/47/196\n\n{shared}\n\n1. Urges States.\n\n[^7]: A note.\n");
    checked(markdown.as_bytes()).expect("it is text");
    for alone in ["1. Urges States:\n\n   (a) To go;\n\n  [^7]\n\n2. Invites States.", "87th meeting\n\n[^7]"] {
        let markdown =
            format!("# A/RES/47/196\n\n*The General Assembly*,\n\n*Noting* ports,\n\n{alone}\n\n[^7]: A note.\n");
        let parsed = checked(markdown.as_bytes()).expect("it is text");
        check_all(Pair::new(&parsed, &parsed));
    }
    for first in ["[^7]\n\nHarbours and *ports*", "[^7]"] {
        if let Some(parsed) = checked(format!("{first}\n\n[^7]: A note on **ports**.\n").as_bytes()) {
            check_all(Pair::new(&parsed, &parsed));
        }
    }
    // A page that lost its beginning is text, whose JSON is no page.
    let cut =
        format!("{}</body></html>\n\n<!DOCTYPE html><html><body>", "<p>The General Assembly,</p>\n\n<p>Urges,</p>\n\n");
    checked(cut.as_bytes()).expect("it is text");
    let page = "<html><p>The General Assembly,</p><p>[COMMENT1] <i>Recalling</i> é <i>Noting</i></p></html>";
    checked(page.as_bytes()).expect("it is text");
}

#[test]
fn lines_of_texts() {
    let texts = texts();
    check("lines", 220, &|random| {
        let whole = random.text(&texts);
        let times = 1 + random.below(10);
        let damaged = mutate::lines(whole, random.text(&texts), times, random);
        Pair::new(whole.as_bytes().to_vec(), damaged.into_bytes())
    });
}

#[test]
fn bytes_of_texts() {
    let samples = files::samples();
    check("bytes", 160, &|random| {
        let (_, whole) = random.pick(&samples);
        let (_, other) = random.pick(&samples);
        let times = 1 + random.below(30);
        Pair::new(mutate::bytes(whole, other, times, random), whole.clone())
    });
}

#[test]
fn lines_of_pages() {
    let texts = texts();
    check("page", 60, &|random| {
        let whole = files::html(random.text(&texts));
        let other = files::html(random.text(&texts));
        let times = 1 + random.below(8);
        let damaged = mutate::lines(&whole, &other, times, random);
        Pair::new(damaged.into_bytes(), whole.into_bytes())
    });
}

#[test]
fn parts_and_bytes_of_word_documents() {
    let texts = texts();
    check("docx", 80, &|random| {
        let whole = files::document_xml(random.text(&texts));
        let other = files::document_xml(random.text(&texts));
        let times = 1 + random.below(3);
        let pack = |xml: &str| word::pack(&[("word/document.xml", xml)]);
        let packed = pack(&whole);
        let damaged = match random.below(3) {
            0 => mutate::bytes(&packed, &pack(&other), times, random),
            1 => pack(&String::from_utf8_lossy(&mutate::bytes(whole.as_bytes(), other.as_bytes(), times, random))),
            _ => pack(&mutate::lines(&whole, &other, times, random)),
        };
        Pair::new(packed, damaged)
    });
}

#[test]
fn bytes_of_binary_word_documents() {
    let texts = texts();
    check("doc", 80, &|random| {
        let whole = files::doc(random.text(&texts));
        let other = files::doc(random.text(&texts));
        let times = 1 + random.below(3);
        Pair::new(whole.clone(), mutate::bytes(&whole, &other, times, random))
    });
}

#[test]
fn bytes_of_pdf() {
    let texts = texts();
    check("pdf", 80, &|random| {
        let whole = files::pdf(random.text(&texts));
        let other = files::pdf(random.text(&texts));
        let times = 1 + random.below(3);
        Pair::new(whole.clone(), mutate::bytes(&whole, &other, times, random))
    });
}

/// Tries files again at which something broke.
#[test]
#[ignore = "tries the files that RESDIFF_FILES names, apart by blanks"]
fn files_that_are_named() {
    let names = std::env::var("RESDIFF_FILES").expect("RESDIFF_FILES names files");
    let mut broken = 0;
    for name in names.split_whitespace() {
        let bytes = std::fs::read(name).expect("the file can be read");
        let outcome = catch_unwind(AssertUnwindSafe(|| checked(&bytes).is_some()));
        println!("{name}: {}", if outcome.is_ok() { "holds" } else { "broken" });
        broken += usize::from(outcome.is_err());
    }
    assert_eq!(broken, 0, "files that break something");
}

/// Writes what the fuzz targets begin with: the samples in every format, and pairs of them.
#[test]
#[ignore = "writes the seeds of fuzz/ to the directory that RESDIFF_SEEDS names"]
fn seeds_of_the_fuzz_targets() {
    let root = std::env::var("RESDIFF_SEEDS").expect("RESDIFF_SEEDS names a directory");
    let put = |target: &str, name: &str, bytes: &[u8]| {
        let directory = format!("{root}/{target}");
        std::fs::create_dir_all(&directory).expect("the directory can be made");
        std::fs::write(format!("{directory}/{name}"), bytes).expect("the directory can be written");
    };
    for (name, bytes) in files::samples() {
        put("decode", &name.replace('/', "_"), &bytes);
    }
    let texts = texts();
    for (n, text) in texts.iter().enumerate() {
        put("parse", &format!("{n}.txt"), text.as_bytes());
        put("decode", &format!("{n}.doc"), &files::doc(text));
        put("decode", &format!("{n}.pdf"), &files::pdf(text));
        put("decode", &format!("{n}.html"), files::html(text).as_bytes());
        put("decode", &format!("{n}.docx"), &word::pack(&[("word/document.xml", &files::document_xml(text))]));
        let parsed = checked(text.as_bytes()).expect("a sample is a text");
        put("decode", &format!("{n}.json"), json::to_string(&json::resolution(&parsed), false).as_bytes());
        put("docx", &format!("{n}.xml"), files::document_xml(text).as_bytes());
    }
    // The samples of a pair stand side by side.
    for (n, pair) in texts.chunks_exact(2).enumerate() {
        let both = pair.join("\0");
        ["compare", "render", "versions"].iter().for_each(|target| put(target, &n.to_string(), both.as_bytes()));
        let texts = Pair::new(&pair[0], &pair[1]).map(|text| checked(text.as_bytes()).expect("a sample is a text"));
        let report = resdiff::compare(texts, &Default::default());
        let tracked = resdiff::render::docx::write(&report, &Default::default()).expect("memory does not fail");
        put("decode", &format!("{n}-tracked.docx"), &tracked);
        put("decode", &format!("{n}-report.json"), json::to_string(&json::report(&report), false).as_bytes());
    }
}
