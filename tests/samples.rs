//! Every sample stage by stage (how its texts are taken apart, which paragraphs are linked, what was found in each link),
//! and as its reader sees it: the view for the terminal, at 80 columns and without colours.
//!
//! After a change, `INSTA_UPDATE=always cargo test --test samples` writes the snapshots anew; read what changed in them
//! before committing it.

use resdiff::changes::ChangeReport;
use resdiff::diagnostic::Parsed;
use resdiff::pair::{Pair, Side};
use resdiff::render::terminal::{self, TerminalOptions};
use resdiff::resolution::Resolution;
use resdiff::work::Work;
use resdiff::{CompareOptions, compare, compare_with};
use std::fmt::Write;
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
fn a_lent_thread_changes_nothing() {
    struct Lent;
    impl Work for Lent {
        fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
            std::thread::scope(|scope| {
                let other = scope.spawn(other);
                (one(), other.join().expect("nothing panics"))
            })
        }
    }
    for (name, paths) in samples() {
        let texts = paths.map(|path| read(&path));
        let options = CompareOptions::default();
        assert_eq!(compare_with(texts.clone(), &options, &Lent), compare(texts, &options), "{name}");
    }
}

#[test]
fn every_sample_goes_through_the_stages_as_read_and_accepted() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/stages");
    settings.bind(|| {
        for (name, paths) in samples() {
            let texts = paths.map(|path| read(&path));
            let structures = texts.as_ref().map(structure);
            let report = compare(texts, &CompareOptions::default());
            let stages =
                format!("EARLIER\n{}\nLATER\n{}\nLINKS\n{}", structures.earlier, structures.later, links(&report));
            insta::assert_snapshot!(name, stages);
        }
    });
}

/// One line a paragraph: id, role, enumerator, opening, notes; then what is beside the paragraphs.
fn structure(parsed: &Parsed<Resolution>) -> String {
    let resolution = &parsed.value;
    let mut out = String::new();
    for p in &resolution.paragraphs {
        let start: String = p.text.chars().take(40).collect();
        let opening = p.opening.as_ref().map(|o| format!("{} {:?} {:?}", o.lemma, o.qualifiers, o.repeats));
        let inner: Vec<&str> = p.inner.iter().map(|verb| verb.lemma.as_str()).collect();
        let marks: Vec<&str> = p.marks.iter().map(|mark| mark.label.as_str()).collect();
        let parent = p.parent.map(|at| resolution.paragraphs[at].id.as_str());
        let _ = writeln!(
            out,
            "{} {:?} {} {:?} under {parent:?} | {start} | {opening:?} {inner:?} notes {marks:?}",
            p.id, p.role, p.level, p.enumerator
        );
    }
    let masthead = &resolution.masthead;
    let symbol = masthead.symbol.as_ref().map(ToString::to_string);
    let _ = writeln!(out, "symbol {symbol:?} number {:?} title {:?}", masthead.number, masthead.title);
    let _ = writeln!(out, "closing {:?}", resolution.closing);
    let notes: Vec<&str> = resolution.footnotes.iter().map(|note| note.label.as_str()).collect();
    let furniture: Vec<String> = resolution.furniture.iter().map(|f| format!("{:?}", f.kind)).collect();
    let noticed: Vec<String> = parsed.diagnostics.iter().map(|d| format!("{:?} {:?}", d.kind, d.excerpt)).collect();
    let _ = writeln!(out, "notes {notes:?} left out {furniture:?} noticed {noticed:?}");
    out
}

/// One line a link: its kind and paragraphs, what happened, and the facets.
fn links(report: &ChangeReport) -> String {
    let mut out = String::new();
    for change in &report.changes {
        let ids = |side: Side| -> Vec<&str> {
            let paragraphs = &report.resolutions.side(side).paragraphs;
            change.link.members.side(side).iter().map(|&at| paragraphs[at].id.as_str()).collect()
        };
        let facets: Vec<&str> = change.facets.iter().map(|facet| facet.rule.0).collect();
        let moved = if change.link.moved { " moved" } else { "" };
        let (earlier, later) = (ids(Side::Earlier).join("+"), ids(Side::Later).join("+"));
        let _ = writeln!(
            out,
            "{:?} {earlier} -> {later}{moved} {:?} {:?} {facets:?}",
            change.link.kind, change.kind, change.class
        );
    }
    for carried in &report.carried {
        let earlier = &report.resolutions.earlier.paragraphs[carried.paragraph.earlier];
        let later = &report.resolutions.later.paragraphs[carried.paragraph.later];
        let _ = writeln!(out, "carried {} -> {}: {}", earlier.id, later.id, carried.span.later.of(&later.text));
    }
    let states: Vec<String> = report.ledger.iter().map(|entry| format!("{:?}", entry.state)).collect();
    let references: Vec<String> = report.references.iter().map(|r| format!("{:?}", r.state)).collect();
    let _ = writeln!(out, "verdict {:?} ledger {states:?} references {references:?}", report.verdict.kind);
    out
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
