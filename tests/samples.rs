//! Every sample as its reader sees it: the view for the terminal, at 80 columns and without colours.
//!
//! After a change, `INSTA_UPDATE=always cargo test --test samples` writes the snapshots anew; read what changed in them
//! before committing it.

use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::render::terminal::{self, TerminalOptions};
use resdiff::resolution::Resolution;
use resdiff::{CompareOptions, compare};
use std::fs;
use std::path::{Path, PathBuf};

/// Gives the pairs: the directories with two texts, by name.
fn samples() -> Vec<(String, Pair<PathBuf>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = fs::read_dir(root).expect("samples are there");
    let mut samples: Vec<_> = entries
        .map(|entry| entry.expect("it stays").path())
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            Some((name, pair(&path)?))
        })
        .collect();
    samples.sort();
    samples
}

/// Gives the earlier and the later text of a directory.
fn pair(directory: &Path) -> Option<Pair<PathBuf>> {
    let invented = Pair::new(directory.join("earlier.txt"), directory.join("later.txt"));
    let real = Pair::new(directory.join("A_RES_52_189.reconstructed.txt"), directory.join("A_RES_54_212.txt"));
    [invented, real].into_iter().find(|pair| pair.earlier.exists() && pair.later.exists())
}

fn read(path: &Path) -> Parsed<Resolution> {
    let bytes = fs::read(path).expect("samples are there");
    resdiff::read::read(&bytes, None, &Default::default()).expect("samples are read")
}

#[test]
fn every_sample_has_the_view_that_was_read_and_accepted() {
    let samples = samples();
    assert!(samples.len() > 50, "only {} samples were found", samples.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, paths) in samples {
            let report = compare(paths.map(|path| read(&path)), &CompareOptions::default());
            let view = terminal::report(&report, &TerminalOptions::default());
            insta::assert_snapshot!(name, view);
        }
    });
}

#[test]
fn a_text_against_itself_is_silent() {
    for (name, paths) in samples() {
        for path in paths.both() {
            let report = compare(Pair::new(read(path), read(path)), &CompareOptions::default());
            let view = terminal::report(&report, &TerminalOptions::default());
            assert!(view.contains("Nothing changed."), "{name}: {view}");
            assert!(!view.lines().any(|line| line.starts_with(['+', '-', '~', '>'])), "{name}: {view}");
        }
    }
}
