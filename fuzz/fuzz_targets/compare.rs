//! Two texts, a zero byte between them, to a report: each paragraph once, scripts that rebuild, a mirrored report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use resdiff::changes::{Edit, VerdictKind};
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::{html, json, terminal};
use resdiff::source::{DecodeOptions, Format};
use resdiff::{CompareOptions, compare};

fuzz_target!(|text: &str| {
    let Some((earlier, later)) = text.split_once('\0') else { return };
    let plain = DecodeOptions { format: Some(Format::Plain), ..DecodeOptions::default() };
    let read = |text: &str| read(text.as_bytes(), None, &plain).ok();
    let (Some(earlier), Some(later)) = (read(earlier), read(later)) else { return };
    let options = CompareOptions::default();
    let report = compare(Pair::new(earlier.clone(), later.clone()), &options);

    let mut seen = report.resolutions.as_ref().map(|side| vec![0; side.paragraphs.len()]);
    for change in &report.changes {
        change.link.members.earlier.iter().for_each(|&index| seen.earlier[index] += 1);
        change.link.members.later.iter().for_each(|&index| seen.later[index] += 1);
        let texts = change.texts(&report.resolutions);
        let mut rebuilt = Pair::new(String::new(), String::new());
        for edit in &change.edits {
            match edit {
                Edit::Keep(spans) => {
                    rebuilt.earlier += spans.earlier.of(&texts.earlier);
                    rebuilt.later += spans.later.of(&texts.later);
                }
                Edit::Delete(span) => rebuilt.earlier += span.of(&texts.earlier),
                Edit::Insert(span) => rebuilt.later += span.of(&texts.later),
            }
        }
        assert_eq!(rebuilt, texts);
    }
    assert!(seen.earlier.iter().chain(&seen.later).all(|&times| times == 1));

    let mirrored = compare(Pair::new(later.clone(), earlier.clone()), &options).summary;
    assert_eq!((mirrored.added, mirrored.removed), (report.summary.removed, report.summary.added));
    assert_eq!((mirrored.split, mirrored.merged), (report.summary.merged, report.summary.split));
    assert_eq!((mirrored.reworded, mirrored.moved), (report.summary.reworded, report.summary.moved));
    assert_eq!(compare(Pair::new(earlier.clone(), earlier), &options).verdict.kind, VerdictKind::Identical);

    json::to_string(&json::report(&report), false);
    terminal::report(&report, &Default::default());
    html::write(&report, &Default::default(), &mut Vec::new()).expect("writing to memory does not fail");
});
