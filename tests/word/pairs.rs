//! The sample pairs, compared, and the two states of a document with tracked changes.
#![allow(dead_code, missing_docs)]

use resdiff::changes::ChangeReport;
use resdiff::pair::{Pair, Side};
use resdiff::resolution::parse;
use resdiff::source::{DecodeOptions, Revisions, SourceText, decode};
use resdiff::{CompareOptions, compare};
use std::fs;
use std::path::{Path, PathBuf};

/// Gives the two files of each pair under a directory, by the name of the pair.
fn pairs(directory: &Path) -> Vec<(String, Pair<PathBuf>)> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut found: Vec<(String, Pair<PathBuf>)> = entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let files: Vec<PathBuf> = fs::read_dir(&path).ok()?.flatten().map(|file| file.path()).collect();
            let one = |wanted: &[&str]| {
                let is = |file: &&PathBuf| {
                    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    name.ends_with(".txt") && wanted.iter().any(|start| name.starts_with(start))
                };
                files.iter().find(is).cloned()
            };
            let (earlier, later) = name.split_once("__").unwrap_or(("earlier", "later"));
            Some((name.clone(), Pair::new(one(&["earlier", earlier])?, one(&["later", later])?)))
        })
        .collect();
    found.sort();
    found
}

/// Gives the pairs of samples.
pub fn own_samples() -> Vec<(String, Pair<PathBuf>)> {
    pairs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"))
}

/// Gives the pairs of samples, and those that stand beside the project where they do.
pub fn samples() -> Vec<(String, Pair<PathBuf>)> {
    let mut found = own_samples();
    assert!(found.len() > 50, "the samples are there");
    found.extend(pairs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold")));
    found
}

/// Compares the two texts of a pair.
pub fn report(files: &Pair<PathBuf>) -> ChangeReport {
    let read = |path: &PathBuf| {
        parse(decode(&fs::read(path).expect("it is there"), &DecodeOptions::default()).expect("it is a text"))
    };
    compare(Pair::new(read(&files.earlier), read(&files.later)), &CompareOptions::default())
}

/// Reads one state of a document with tracked changes.
pub fn state(bytes: &[u8], side: Side) -> SourceText {
    let revisions = match side {
        Side::Earlier => Revisions::Original,
        Side::Later => Revisions::Final,
    };
    decode(bytes, &DecodeOptions { revisions, ..DecodeOptions::default() }).expect("the document can be read")
}
