//! The document with tracked changes: rejecting all gives the earlier text, accepting all the later one.
#![cfg(feature = "docx")]

#[path = "word/pairs.rs"]
mod pairs;

use pairs::{own_samples, report, samples, state};
use resdiff::pair::Side;
use resdiff::render::docx::{Moves, TrackedOptions, write};
use resdiff::resolution::{Paragraph, Resolution, parse};
use resdiff::source::SourceText;

/// Gives a paragraph as the document prints it.
fn printed(paragraph: &Paragraph) -> String {
    let number = paragraph.enumerator.as_ref().map(|number| format!("{number}\t")).unwrap_or_default();
    let mut text = paragraph.text.clone();
    for mark in paragraph.marks.iter().rev() {
        text.insert_str(mark.at, &format!("[^{}]", mark.label));
    }
    number + &text
}

/// Gives the blocks of a state with their marks.
fn lines(source: &SourceText) -> Vec<String> {
    let show = |block: &resdiff::source::Block| {
        let mut text = block.text.clone();
        for mark in block.marks.iter().rev() {
            text.insert_str(mark.at, &format!("[^{}]", mark.label));
        }
        text
    };
    source.blocks.iter().map(show).collect()
}

/// What a state must hold: every paragraph, in order, with its number and marks; every note under its mark.
#[track_caller]
fn check(name: &str, bytes: &[u8], resolution: &Resolution, side: Side) {
    let source = state(bytes, side);
    let lines = lines(&source);
    let expected: Vec<String> = resolution.paragraphs.iter().map(printed).collect();
    let mut rest = lines.iter();
    let mut between = Vec::new();
    for paragraph in &expected {
        let found = rest.by_ref().find(|line| {
            let is = *line == paragraph;
            if !is {
                between.push((*line).clone());
            }
            is
        });
        assert!(found.is_some(), "{name}, {side:?}: {paragraph}\nis not among\n{}", lines.join("\n"));
    }
    // Between the paragraphs stand the closing lines, before them the masthead, after them notes without mark.
    between.extend(rest.cloned());
    let front: usize = between.len();
    assert!(front <= 24, "{name}, {side:?}: {between:#?}");
    for line in &resolution.closing {
        assert!(between.contains(line), "{name}, {side:?}: {line}");
    }
    let mut found: Vec<(String, String)> =
        source.notes.iter().map(|note| (note.label.clone(), note.text.clone())).collect();
    let typed = between.iter().filter_map(|line| line.split_once('\t'));
    found.extend(typed.map(|(label, text)| (label.to_owned(), text.to_owned())));
    for note in &resolution.footnotes {
        let note = (note.label.clone(), note.text.clone());
        assert!(found.contains(&note), "{name}, {side:?}: {note:?} is not among {found:#?}");
    }
}

fn all_options() -> [TrackedOptions; 3] {
    let plain = TrackedOptions::default();
    [
        plain.clone(),
        TrackedOptions { moves: Moves::Native, ..plain.clone() },
        TrackedOptions { comments: true, author: "Delegation of <Tuvalu> & \"others\"".to_owned(), ..plain },
    ]
}

#[test]
fn rejecting_all_gives_the_earlier_and_accepting_all_the_later_text() {
    for (name, files) in samples() {
        let report = report(&files);
        for options in all_options() {
            let bytes = write(&report, &options).expect("memory does not fail");
            for side in [Side::Earlier, Side::Later] {
                check(&name, &bytes, report.resolutions.side(side), side);
            }
        }
    }
}

#[test]
fn both_states_are_understood_as_the_texts_were() {
    let mut different = Vec::new();
    // How a real text of another form is understood depends on that form too; of the samples nothing does.
    for (name, files) in own_samples() {
        let report = report(&files);
        let bytes = write(&report, &TrackedOptions::default()).expect("memory does not fail");
        for side in [Side::Earlier, Side::Later] {
            let whole = report.resolutions.side(side);
            let again = parse(state(&bytes, side)).value;
            let of = |resolution: &Resolution| {
                let paragraphs: Vec<(String, String)> =
                    resolution.paragraphs.iter().map(|p| (p.id.clone(), printed(p))).collect();
                (resolution.masthead.clone(), paragraphs, resolution.closing.clone())
            };
            let (one, two) = (of(whole), of(&again));
            if one != two {
                different.push(format!("{name}, {side:?}"));
            }
        }
    }
    assert_eq!(different, [""; 0]);
}
