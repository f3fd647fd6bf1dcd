//! Measures openings and inner verbs on a large collection of real resolutions, where it is at hand beside the project.

use super::tests::{further, plain_opening};
use super::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Record {
    symbol: String,
    paragraphs: Vec<Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    #[serde(rename = "type")]
    kind: String,
    text: String,
    role: Option<String>,
    level: Option<u8>,
    #[serde(default)]
    verbs: Vec<RecordedVerb>,
}

#[derive(Deserialize)]
struct RecordedVerb {
    verb: Option<String>,
    normalized: Option<String>,
}

/// Gives a file of the shared material, or says that it is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.ancestors().skip(1).map(|above| above.join("shared").join(path)).find(|file| file.exists());
    if found.is_none() {
        eprintln!("skipped: ../shared/{path} is absent");
    }
    found
}

fn records() -> Option<impl Iterator<Item = Record>> {
    let file = std::fs::File::open(shared("corpus/resolutions.jsonl.gz")?).expect("the collection opens");
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    Some(lines.map(|line| serde_json::from_str(&line.expect("the collection unpacks")).expect("a record reads")))
}

/// Tells whether two names of a verb mean the same one.
///
/// The record names concern "express concern" or "be concerned", what is expressed "express" or by a verb, and "takes
/// note" often "note".
fn same_verb(lemma: &str, recorded: &str) -> bool {
    let recorded = ["be ", "having "].iter().find_map(|start| recorded.strip_prefix(start)).unwrap_or(recorded);
    let expressed = |name: &str| name.strip_prefix("express ").unwrap_or(name).to_owned();
    match (lemma, recorded) {
        ("concern", "express concern" | "concerned") => true,
        ("take note", "note") | ("call upon", "call on") | ("consider", "considered") => true,
        ("express appreciation", "appreciate" | "express") => true,
        _ => {
            lemma == recorded || expressed(lemma) == recorded || lemma.starts_with("express ") && recorded == "express"
        }
    }
}

#[test]
#[ignore = "measures on material beside the project: cargo test --lib opening::corpus -- --ignored --nocapture"]
fn lead_verbs_agree_with_recorded_ones() {
    let Some(records) = records() else { return };
    let (mut agree, mut total) = (0, 0);
    let mut differ: BTreeMap<(String, String), (u32, String)> = BTreeMap::new();
    for record in records {
        for paragraph in record.paragraphs {
            let text = paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let Some(RecordedVerb { verb: Some(verb), normalized: Some(normalized) }) = paragraph.verbs.first() else {
                continue;
            };
            if !text.strip_prefix("We ").unwrap_or(&text).starts_with(verb.as_str()) {
                continue;
            }
            total += 1;
            let lemma =
                opening(&text).map(|found| found.opening.lemma).or_else(|| plain_opening(&text).map(|o| o.lemma));
            let lemma = lemma.unwrap_or_else(|| "none".to_owned());
            if same_verb(&lemma, normalized) {
                agree += 1;
            } else {
                let (count, _) = differ.entry((lemma, normalized.clone())).or_insert_with(|| {
                    (0, format!("{} {}", record.symbol, text.chars().take(100).collect::<String>()))
                });
                *count += 1;
            }
        }
    }
    assert!(agree * 100 >= total * 95, "{agree} of {total}");
    let mut differ: Vec<_> = differ.into_iter().collect();
    differ.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    println!("lead verbs: {agree} of {total} agree, {:.2} %", 100.0 * f64::from(agree) / f64::from(total));
    for ((lemma, recorded), (count, example)) in differ.iter().take(80) {
        println!("{count:4} {lemma} / {recorded}: {example}");
    }
}

#[test]
#[ignore = "measures on material beside the project: cargo test --lib opening::corpus -- --ignored --nocapture"]
fn openings_are_found_at_large() {
    let Some(records) = records() else { return };
    let mut tally: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut words: BTreeMap<(&str, &str, String), (u32, String)> = BTreeMap::new();
    for record in records {
        for paragraph in record.paragraphs {
            let text = paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let place = match (paragraph.kind.as_str(), paragraph.role.as_deref(), paragraph.level) {
                ("heading", ..) => "heading",
                ("paragraph", Some("preambular"), _) if text.ends_with(',') && !text.starts_with("The ") => {
                    "preambular"
                }
                ("paragraph", Some("operative"), Some(1)) if text.ends_with(';') => "operative",
                ("paragraph", ..) => "below",
                _ => continue,
            };
            let found = opening(&text);
            // Texts in French, and declarations in the plain form ("Recognize that ...").
            if found.is_none()
                && (plain_opening(&text).is_some() || text.contains(['é', '’']) && !text.contains(" the "))
            {
                continue;
            }
            let state = match &found {
                None => "none",
                Some(Found { opening, form: Form::Participle }) if opening.known => "participle",
                Some(Found { opening, .. }) if opening.known => "finite",
                Some(Found { form: Form::Participle, .. }) => "participle?",
                Some(_) => "finite?",
            };
            *tally.entry((place, state)).or_default() += 1;
            let start = text.split(' ').take(if state == "none" { 1 } else { 2 }).collect::<Vec<_>>().join(" ");
            let (count, _) = words
                .entry((place, state, start))
                .or_insert_with(|| (0, format!("{} {}", record.symbol, text.chars().take(140).collect::<String>())));
            *count += 1;
        }
    }
    println!("{tally:#?}");
    let share = |place, state| {
        let all: u32 = tally.iter().filter(|((at, _), _)| *at == place).map(|(_, count)| count).sum();
        f64::from(tally.get(&(place, state)).copied().unwrap_or(0)) / f64::from(all)
    };
    let (preambular, operative) = (share("preambular", "participle"), share("operative", "finite"));
    println!("known: {preambular:.4} of preambular, {operative:.4} of operative paragraphs");
    assert!(preambular > 0.99 && operative > 0.98);
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (place, state) in tally.keys() {
        if matches!(
            (*place, *state),
            ("preambular", "participle") | ("operative", "finite") | ("below", "none") | ("heading", "none")
        ) {
            continue;
        }
        println!("\n== {place} {state}");
        for ((.., start), (count, example)) in words.iter().filter(|((p, s, _), _)| p == place && s == state).take(60) {
            println!("{count:4} {start}: {example}");
        }
    }
}

#[test]
#[ignore = "measures on material beside the project: cargo test --lib opening::corpus -- --ignored --nocapture"]
fn inner_verbs_against_recorded_ones() {
    let Some(records) = records() else { return };
    let (mut both, mut ours, mut theirs) = (0, 0, 0);
    let mut shown = 0;
    for record in records {
        for paragraph in record.paragraphs {
            let text = paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let Some(found) = opening(&text) else { continue };
            let mut inner = further(&text);
            let mut recorded: Vec<&str> =
                paragraph.verbs.iter().filter_map(|verb| verb.normalized.as_deref()).collect();
            if recorded.is_empty() || !same_verb(&found.opening.lemma, recorded[0]) {
                continue;
            }
            recorded.remove(0);
            theirs += recorded.len();
            ours += inner.len();
            recorded.retain(|name| {
                let at = inner.iter().position(|verb| same_verb(&verb.lemma, name));
                if let Some(at) = at {
                    inner.remove(at);
                    both += 1;
                }
                at.is_none()
            });
            if !inner.is_empty() || !recorded.is_empty() {
                shown += 1;
                if shown % 9 == 0 {
                    let extra: Vec<&str> = inner.iter().map(|verb| verb.span.of(&text)).collect();
                    println!("EXTRA {extra:?} MISSED {recorded:?}: {text}\n");
                }
            }
        }
    }
    // Of what is not recorded most is right all the same: the record often has only the first verb of a paragraph.
    assert!(both * 100 >= theirs * 90 && both * 100 >= ours * 90);
    println!("inner verbs: {both} shared, {ours} ours, {theirs} recorded");
}
/// Tells page headers and job numbers, which stand between the lines of a paragraph.
fn is_furniture(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    line.is_empty()
        || line.starts_with("/")
        || line.starts_with("Page ")
        || line.starts_with("S/RES")
        || digits * 3 > line.len()
}

#[test]
#[ignore = "measures on material beside the project: cargo test --lib opening::corpus -- --ignored --nocapture"]
fn openings_tell_where_preambular_paragraphs_begin() {
    let Some(folder) = shared("files/text") else { return };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder opens").map(|file| file.expect("an entry reads").path()).collect();
    files.sort();
    let (mut right, mut early, mut missed) = (0u32, 0u32, 0u32);
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
        let text = String::from_utf8_lossy(&std::fs::read(file).expect("the file reads")).into_owned();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut before = String::new();
        let mut inside = false;
        for line in text.lines().map(str::trim).filter(|line| !is_furniture(line)) {
            if line.starts_with("The Security Council,") {
                inside = true;
            } else if line.starts_with("1.") || line.starts_with("Decides") {
                inside = false;
            } else if inside {
                // Paragraphs of a preamble end with a comma; so do some lines inside them.
                let ended = before.ends_with(',');
                let begins = opening(line).is_some_and(|found| found.opening.known && found.form == Form::Participle);
                let capital = line.starts_with(char::is_uppercase);
                match (begins, ended) {
                    (true, true) => right += 1,
                    (true, false) => {
                        early += 1;
                        println!("EARLY {name}: {before} / {line}");
                    }
                    (false, true) if capital => {
                        missed += 1;
                        println!("MISSED {name}: {before} / {line}");
                    }
                    (false, _) => {}
                }
            } else if !before.ends_with([';', '.', ':', ',']) && opening(line).is_some_and(|found| found.opening.known)
            {
                println!("OP {name}: {before} / {line}");
            }
            before = line.to_owned();
        }
    }
    println!("line starts: {right} after a comma, {early} elsewhere, {missed} capitals after a comma that are none");
}
#[test]
#[ignore = "measures on material beside the project: cargo test --lib opening::corpus -- --ignored --nocapture"]
fn lines_inside_paragraphs_are_no_openings() {
    /// As on the web pages of the 1990s.
    const WIDTH: usize = 71;
    let Some(records) = records() else { return };
    let (mut lines, mut wrong) = (0u32, 0u32);
    for paragraph in records.flat_map(|record| record.paragraphs).filter(|paragraph| paragraph.kind == "paragraph") {
        let words: Vec<&str> = paragraph.text.split_whitespace().collect();
        let mut length = 0;
        for (at, word) in words.iter().enumerate() {
            length += word.len() + 1;
            if length <= WIDTH || at == 0 || words[at - 1].ends_with(['.', ';']) {
                continue;
            }
            length = word.len() + 1;
            lines += 1;
            let line = words[at..].iter().take(9).copied().collect::<Vec<_>>().join(" ");
            if opening(&line).is_some_and(|found| found.opening.known) {
                wrong += 1;
                println!("{} / {line}", words[at.saturating_sub(6)..at].join(" "));
            }
        }
    }
    println!("{wrong} of {lines} lines inside paragraphs are taken for openings");
    assert!(wrong * 2000 < lines);
}
