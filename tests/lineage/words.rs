//! The origins of words against references that know nothing of paragraphs, alignment or edit scripts, and on real texts.

use super::known::{known, steps, written};
use super::{CLAUSES, chain};
use proptest::prelude::*;
use resdiff::CompareOptions;
use resdiff::changes::ChangeKind;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{Attribution, History, attribute, history};
use resdiff::read::{read, read_record};
use resdiff::resolution::Resolution;
use resdiff::source::{DecodeOptions, Limits, corpus};
use resdiff::token::tokenize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words of the newest text with the label of the version in which each entered.
fn origins(history: &History, attribution: &Attribution, clause: &str) -> Vec<(String, usize)> {
    let paragraphs = &history.versions.last().expect("there are versions").resolution.paragraphs;
    let at = paragraphs.iter().position(|p| p.text.contains(clause)).expect("the clause is there");
    let words = attribution.paragraphs[at].iter();
    words.map(|word| (word.span.of(&paragraphs[at].text).to_owned(), word.origin.0)).collect()
}

/// By brute force: the words that a longest common subsequence keeps hand their origin on.
fn by_force(versions: &[&str]) -> Vec<(String, usize)> {
    let mut before: Vec<(String, usize)> = Vec::new();
    for (version, text) in versions.iter().enumerate() {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let (n, m) = (before.len(), words.len());
        let mut longest = vec![vec![0; m + 1]; n + 1];
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                longest[i][j] = if before[i].0 == words[j] {
                    longest[i + 1][j + 1] + 1
                } else {
                    longest[i + 1][j].max(longest[i][j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut after = Vec::with_capacity(m);
        while j < m {
            if i < n && before[i].0 == words[j] && longest[i][j] == longest[i + 1][j + 1] + 1 {
                after.push(before[i].clone());
                (i, j) = (i + 1, j + 1);
            } else if i < n && longest[i + 1][j] >= longest[i][j + 1] {
                i += 1;
            } else {
                after.push((words[j].clone(), version));
                j += 1;
            }
        }
        before = after;
    }
    before
}

#[test]
fn words_date_from_the_version_in_which_they_entered() {
    let versions = [
        "Requests the Secretary-General to prepare a guide to tide gauges in harbours",
        "Requests the Secretary-General to prepare a short guide to tide gauges in remote harbours",
        "Requests the Secretary-General and the regional commissions to prepare a short guide to tide gauges in remote harbours",
        "Requests the Secretary-General and the regional commissions to publish a short guide to tide gauges in remote harbours and ports",
    ];
    let chains: Vec<Vec<&str>> = versions.iter().map(|text| vec![*text, CLAUSES[0]]).collect();
    let chains: Vec<&[&str]> = chains.iter().map(Vec::as_slice).collect();
    let found = chain(&chains);
    let mut words = origins(&found, &attribute(&found), "tide gauges");
    words.retain(|(word, _)| word != ";");
    assert_eq!(words, by_force(&versions));
}

#[test]
fn moved_and_returned_words_keep_their_origin() {
    let found = chain(&[&CLAUSES[..3], &[CLAUSES[2], CLAUSES[0]], &[CLAUSES[1], CLAUSES[0], CLAUSES[2]]]);
    let attribution = attribute(&found);
    for clause in &CLAUSES[..3] {
        let words = origins(&found, &attribution, &clause[..30]);
        let wrong: Vec<_> = words.iter().filter(|(word, origin)| *origin != 0 && word.len() > 1).collect();
        assert!(wrong.is_empty(), "{clause}: {wrong:?}");
    }
    assert_eq!(
        attribution.counts(3).iter().sum::<usize>(),
        attribution.paragraphs.iter().flatten().filter(|word| !word.mark).count()
    );
}

#[test]
fn a_phrase_that_was_dropped_and_came_back_dates_from_when_it_first_stood() {
    let with =
        "Requests the Secretary-General, within existing resources, to prepare a guide to tide gauges in harbours";
    let without = "Requests the Secretary-General to prepare a guide to tide gauges in harbours";
    let found = chain(&[&[with, CLAUSES[0]], &[without, CLAUSES[0]], &[with, CLAUSES[0]]]);
    let words = origins(&found, &attribute(&found), "tide gauges");
    assert!(words.iter().filter(|(word, _)| word.len() > 1).all(|&(_, origin)| origin == 0), "{words:?}");
}

#[test]
fn words_that_changed_places_inside_a_clause_are_not_new() {
    let found = chain(&[
        &["Urges States to protect small island lighthouses, their patient keepers and foghorns", CLAUSES[1]],
        &["Urges States to protect their patient keepers and foghorns, small island lighthouses", CLAUSES[1]],
    ]);
    let words = origins(&found, &attribute(&found), "lighthouses");
    assert!(words.iter().filter(|(word, _)| word.len() > 1).all(|&(_, origin)| origin == 0), "{words:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Inserted, deleted and replaced words, clauses that move, are dropped and come back, are split and merged, and
    /// phrases that come back: every word of the newest text dates from the version in which it entered.
    #[test]
    fn every_word_dates_from_where_it_entered(steps in steps()) {
        let known = known(&steps);
        let texts: Vec<Vec<String>> =
            known.versions.iter().map(|clauses| clauses.iter().map(|clause| written(clause)).collect()).collect();
        let texts: Vec<Vec<&str>> = texts.iter().map(|clauses| clauses.iter().map(String::as_str).collect()).collect();
        let texts: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
        let found = chain(&texts);
        let attribution = attribute(&found);
        let newest = &found.versions.last().expect("there are versions").resolution.paragraphs;
        let clauses = known.versions.last().expect("there are versions");
        // The organ line and one preambular paragraph stand before the clauses.
        prop_assert_eq!(newest.len(), clauses.len() + 2);
        let shown = newest.iter().zip(&attribution.paragraphs).skip(2);
        for ((paragraph, words), clause) in shown.zip(clauses) {
            let found: Vec<(&str, usize)> = words
                .iter()
                .map(|word| (word.span.of(&paragraph.text), word.origin.0))
                .filter(|(word, _)| word.contains(char::is_alphanumeric))
                .collect();
            let expected: Vec<(&str, usize)> =
                clause.iter().map(|word| (word.text.as_str(), word.entered)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

/// The words of a version, whatever their typography.
fn keys(resolution: &Resolution) -> BTreeSet<u64> {
    resolution.paragraphs.iter().flat_map(|paragraph| tokenize(&paragraph.text)).map(|token| token.key).collect()
}

/// Checks what must hold of any series: a word's origin contains it, in the same clause or one that it came from; what
/// did not change keeps its origins from one version to the next.
fn check_consistency(name: &str, versions: &[(String, Parsed<Resolution>)]) -> Attribution {
    let found = history(versions.to_vec(), &CompareOptions::default());
    let attribution = attribute(&found);
    let words: Vec<BTreeSet<u64>> = found.versions.iter().map(|version| keys(&version.resolution)).collect();
    let newest = &found.versions.last().expect("there are versions").resolution;
    for (paragraph, attributed) in newest.paragraphs.iter().zip(&attribution.paragraphs) {
        let tokens = tokenize(&paragraph.text);
        assert_eq!(tokens.len(), attributed.len(), "{name}: every word is attributed");
        for (token, word) in tokens.iter().zip(attributed) {
            let shown = token.span.of(&paragraph.text);
            assert_eq!(token.span, word.span);
            assert!(words[word.origin.0].contains(&token.key), "{name}: {shown:?} is not in version {}", word.origin.0);
        }
    }
    let before = attribute(&history(versions[..versions.len() - 1].to_vec(), &CompareOptions::default()));
    let report = found.reports.last().expect("there are two versions");
    for change in report.changes.iter().filter(|change| change.kind == ChangeKind::Unchanged) {
        let members = &change.link.members;
        let (&[earlier], &[later]) = (&members.earlier[..], &members.later[..]) else { continue };
        let origins = |words: &[resdiff::lineage::Word]| words.iter().map(|word| word.origin).collect::<Vec<_>>();
        let (old, new) = (&before.paragraphs[earlier], &attribution.paragraphs[later]);
        if old.len() == new.len() {
            assert_eq!(origins(old), origins(new), "{name}: {}", newest.paragraphs[later].text);
        }
    }
    attribution
}

fn file(path: &Path) -> Option<Parsed<Resolution>> {
    read(&std::fs::read(path).ok()?, None, &DecodeOptions::default()).ok()
}

#[test]
fn on_every_sample_origins_hold_and_what_returns_is_not_new() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let (mut pairs, mut all, mut new) = (0, 0, 0);
    for entry in std::fs::read_dir(root).expect("samples are there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = |names: [&str; 2]| names.iter().find_map(|name| file(&entry.path().join(name)));
        let earlier = text(["earlier.txt", "A_RES_52_189.reconstructed.txt"]);
        let Some((earlier, later)) = earlier.zip(text(["later.txt", "A_RES_54_212.txt"])) else { continue };
        let version = |label: &str, text: &Parsed<Resolution>| (label.to_owned(), text.clone());
        let same = check_consistency(&name, &[version("1", &later), version("2", &later), version("3", &later)]);
        assert!(same.paragraphs.iter().flatten().all(|word| word.origin.0 == 0), "{name}: nothing changed");
        check_consistency(&name, &[version("1", &earlier), version("2", &later)]);
        // Back to the first text: what is said to be new in it came back without being recognized.
        let back = check_consistency(&name, &[version("1", &earlier), version("2", &later), version("3", &earlier)]);
        let counts = back.counts(3);
        all += counts.iter().sum::<usize>();
        new += counts[2];
        pairs += 1;
    }
    assert!(pairs > 50, "{pairs} samples");
    assert!(new * 20 < all, "{new} of {all} words count as new although they are those of the first version");
}

#[test]
fn on_real_series_origins_hold() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(bytes) = std::fs::read(directory.join("resolutions.jsonl.gz")) else {
        eprintln!("../shared/corpus is not here: series of real resolutions are passed over");
        return;
    };
    let series = std::fs::read(directory.join("series.json")).expect("it stands beside the corpus");
    let series: serde_json::Value = serde_json::from_slice(&series).expect("it is JSON");
    let keys = |series: &serde_json::Value| -> Vec<String> {
        series["keys"].as_array().into_iter().flatten().filter_map(|key| Some(key.as_str()?.to_owned())).collect()
    };
    let series: Vec<Vec<String>> = series.as_array().into_iter().flatten().map(keys).filter(|k| k.len() > 2).collect();
    let wanted: BTreeSet<&String> = series.iter().flatten().collect();
    let texts: BTreeMap<String, Parsed<Resolution>> = corpus::record_lines(&bytes, Limits::default())
        .filter_map(|(_, line)| read_record(&line.ok()?, Limits::default()).ok())
        .filter(|(key, _)| wanted.contains(key))
        .collect();
    let mut checked = 0;
    for keys in &series {
        let versions: Vec<(String, Parsed<Resolution>)> =
            keys.iter().filter_map(|key| Some((key.clone(), texts.get(key)?.clone()))).collect();
        let paragraphs: usize = versions.iter().map(|(_, text)| text.value.paragraphs.len()).sum();
        // The long ones take long where nothing is optimized.
        if versions.len() > 2 && paragraphs < 120 {
            check_consistency(&keys.join(" "), &versions);
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked} series");
    eprintln!("{checked} series");
}
