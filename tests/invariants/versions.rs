//! Several versions of a text to what must hold of their history, of the origins of their words, and of an index of them.

use super::writing::{harmless, memory, page, tables, twice};
use resdiff::CompareOptions;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{Attribution, History, Step, attribute, by_session, history};
use resdiff::origin::{Entry, Index, Source, Traced, grams, words};
use resdiff::render::genealogy::{self, GenealogyOptions};
use resdiff::render::origins::{self, OriginsOptions};
use resdiff::render::{csv, html, json};
use resdiff::resolution::Resolution;
use std::collections::BTreeSet;

/// Follows clauses and words through versions, and checks what is found and everything it is written as.
pub fn check_versions(texts: &[&Parsed<Resolution>]) {
    let named = || texts.iter().enumerate().map(|(n, &text)| (format!("v{n}"), text.clone())).collect::<Vec<_>>();
    let found = history(named(), &CompareOptions::default());
    assert!(found == history(named(), &CompareOptions::default()), "a history twice");
    each_paragraph_once(&found);
    let attribution = attribute(&found);
    origins_hold(&found, &attribution);
    written(&found, &attribution);
    collection(texts);
}

fn each_paragraph_once(history: &History) {
    let mut places = BTreeSet::new();
    for lineage in &history.lineages {
        assert_eq!(lineage.cells.len(), history.versions.len());
        for (version, cell) in lineage.cells.iter().enumerate() {
            let there = !matches!(cell.step, Step::Absent | Step::Absorbed);
            assert_eq!(cell.paragraph.is_some(), there, "{:?} without its paragraph", cell.step);
            if let Some(paragraph) = cell.paragraph {
                assert!(places.insert((version, paragraph)), "a paragraph in two lineages");
            }
        }
    }
    let all: usize = history.versions.iter().map(|version| version.resolution.paragraphs.len()).sum();
    assert_eq!(places.len(), all, "a paragraph in no lineage");
}

fn origins_hold(history: &History, attribution: &Attribution) {
    let Some(newest) = history.versions.last() else { return };
    let paragraphs = &newest.resolution.paragraphs;
    assert_eq!(attribution.paragraphs.len(), paragraphs.len());
    for (words, paragraph) in attribution.paragraphs.iter().zip(paragraphs) {
        let mut end = 0;
        for word in words {
            assert!(word.span.start >= end && !word.span.of(&paragraph.text).is_empty(), "words out of order");
            assert!(word.origin.0 < history.versions.len(), "a word of no version");
            end = word.span.end;
        }
    }
}

fn written(history: &History, attribution: &Attribution) {
    for (width, color) in [(20, false), (100, false), (160, true)] {
        let options = GenealogyOptions { width, color };
        let shown = twice("history", || {
            let mut all = genealogy::matrix(history, &options) + &genealogy::blame(history, attribution, &options);
            history.lineages.iter().for_each(|lineage| all += &genealogy::story(history, lineage, &options));
            all.into_bytes()
        });
        if !color {
            harmless("history", &shown);
        }
    }
    page(&twice("history", || memory(|out| html::write_history(history, out))));
    page(&twice("blame", || memory(|out| html::write_origins(history, attribution, out))));
    let table = twice("history", || memory(|out| csv::write_history(history, out)));
    tables(&table, csv::HISTORY_COLUMNS.len());
    let table = twice("blame", || memory(|out| csv::write_origins(history, attribution, out)));
    tables(&table, csv::BLAME_COLUMNS.len());
    twice("history", || json::to_string(&json::history(history), false).into_bytes());
    twice("blame", || json::to_string(&json::origins(history, attribution), false).into_bytes());
}

/// Every version is found in a collection of all, and an index that is kept is the index that was made.
fn collection(texts: &[&Parsed<Resolution>]) {
    let mut entries = Vec::new();
    let mut sources = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        sources.push(Source { name: format!("v{at}"), title: String::new(), order: by_session(&text.value) });
        entries.extend(text.value.paragraphs.iter().map(|paragraph| Entry {
            source: at as u32,
            locator: paragraph.id.clone(),
            text: paragraph.text.clone(),
            grams: grams(&paragraph.text),
            words: words(&paragraph.text),
        }));
    }
    let index = Index::new(sources, entries);
    assert_eq!(Index::from_bytes(&index.to_bytes(7), 7).as_ref().ok(), Some(&index), "a kept index is another");
    let Some(newest) = texts.last() else { return };
    let traced = || -> Vec<Traced<'_>> {
        let trace = |paragraph| Traced { paragraph, hits: index.closest(&paragraph.text, 3, 450, None) };
        newest.value.paragraphs.iter().map(trace).collect()
    };
    let found = traced();
    assert_eq!(found, traced(), "origins twice");
    for Traced { paragraph, hits } in &found {
        // One word makes no pair, and of many equal wordings not all are looked at.
        if grams(&paragraph.text).len() > 1 {
            assert!(hits.first().is_some_and(|hit| hit.likeness == 1000), "not found: {}", paragraph.text);
        }
    }
    for (width, color) in [(20, false), (80, false), (160, true)] {
        let shown = origins::terminal(&index, &found, &OriginsOptions { title: None, width, color });
        if !color {
            harmless("origins", shown.as_bytes());
        }
    }
    let written = json::to_string(&json::sources(&newest.value, &index, &found), false);
    assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok(), "origins are no JSON");
}
