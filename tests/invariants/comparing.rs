//! Two texts to what must hold of their comparison: each paragraph once, scripts that rebuild, mirrors and silence.

use resdiff::changes::{Change, ChangeClass, ChangeKind, ChangeReport, Detail, Edit, Summary, VerdictKind};
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;
use resdiff::{CompareOptions, compare};
use std::collections::BTreeSet;

/// Compares both ways, twice and a text with itself, and checks the reports. Gives the report.
pub fn check_pair(texts: Pair<&Parsed<Resolution>>) -> ChangeReport {
    let report = report(texts);
    well_made(&report);
    let mirrored = self::report(texts.swap());
    well_made(&mirrored);
    mirrors(&report, &mirrored);
    assert!(report == self::report(texts), "comparing twice");
    says_nothing(&self::report(Pair::new(texts.earlier, texts.earlier)));
    report
}

fn report(texts: Pair<&Parsed<Resolution>>) -> ChangeReport {
    compare(texts.map(Clone::clone), &CompareOptions::default())
}

fn well_made(report: &ChangeReport) {
    let mut seen = report.resolutions.as_ref().map(|resolution| vec![0; resolution.paragraphs.len()]);
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
        assert_eq!(rebuilt, texts, "the edit script does not rebuild the texts");
        for facet in &change.facets {
            facet.spans.earlier.iter().for_each(|span| {
                let _ = span.of(&texts.earlier);
            });
            facet.spans.later.iter().for_each(|span| {
                let _ = span.of(&texts.later);
            });
            no_sentence(&facet.detail, report);
        }
    }
    assert!(seen.earlier.iter().chain(&seen.later).all(|&times| times == 1), "not each paragraph once: {seen:?}");
    let text = |side: &Resolution, index: usize| side.paragraphs[index].text.clone();
    for carried in &report.carried {
        let earlier = text(&report.resolutions.earlier, carried.paragraph.earlier);
        let later = text(&report.resolutions.later, carried.paragraph.later);
        assert!(!carried.span.earlier.of(&earlier).is_empty() && !carried.span.later.of(&later).is_empty());
    }
    for reference in &report.references {
        let span = |side: &Resolution, index: Option<usize>, span: Option<resdiff::span::Span>| {
            if let (Some(index), Some(span)) = (index, span) {
                assert!(!span.of(&side.paragraphs[index].text).is_empty());
            }
        };
        span(&report.resolutions.earlier, reference.paragraph.earlier, reference.span.earlier);
        span(&report.resolutions.later, reference.paragraph.later, reference.span.later);
    }
}

/// What a facet says in words is of the texts, or as short as a lemma.
fn no_sentence(detail: &Detail, report: &ChangeReport) {
    let words = match detail {
        Detail::Verb { lemmas, .. } => lemmas.clone(),
        Detail::Qualifier { phrase, .. } => Pair::new(Some(phrase.clone()), None),
        Detail::Session { words, .. } => words.clone(),
        Detail::Addressee(words)
        | Detail::Date(words)
        | Detail::Figure(words)
        | Detail::Amount(words)
        | Detail::Percentage(words)
        | Detail::Citation(words)
        | Detail::Pointer(words)
        | Detail::Footnote(words)
        | Detail::Repeat(words)
        | Detail::Typography(words) => words.clone(),
        other => panic!("nothing is known of {other:?}"),
    };
    for words in words.both().into_iter().flatten().filter(|words| words.split_whitespace().count() > LEMMA) {
        let is_of = |resolution: &Resolution| {
            resolution.paragraphs.iter().any(|p| letters(&p.text).contains(&letters(words)))
                || resolution.footnotes.iter().any(|note| letters(&note.text).contains(&letters(words)))
        };
        assert!(report.resolutions.both().into_iter().any(is_of), "of neither text: {words}");
    }
}

/// The longest lemmas and qualifiers have this many words.
const LEMMA: usize = 5;

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn mirrors(report: &ChangeReport, mirrored: &ChangeReport) {
    let Summary { added, removed, split, merged, promoted, demoted, .. } = report.summary;
    let expected = Summary {
        added: removed,
        removed: added,
        split: merged,
        merged: split,
        promoted: demoted,
        demoted: promoted,
        ..report.summary
    };
    assert_eq!(mirrored.summary, expected, "the exchanged texts give another summary");
    let links = |report: &ChangeReport, mirrored: bool| {
        let of = |change: &Change| {
            let members = &change.link.members;
            let members = if mirrored { members.clone().swap() } else { members.clone() };
            (members.earlier, members.later, change.link.moved, change.link.confidence, change.renumbered, change.class)
        };
        report.changes.iter().map(of).collect::<BTreeSet<_>>()
    };
    let (one, two) = (links(report, false), links(mirrored, true));
    assert!(one == two, "one way only: {:?}\nthe other only: {:?}", minus(&one, &two), minus(&two, &one));
    assert_eq!(report.verdict.kind, mirrored.verdict.kind, "the exchanged texts give another verdict");
}

fn minus<T: Ord + Clone>(one: &BTreeSet<T>, two: &BTreeSet<T>) -> Vec<T> {
    one.difference(two).cloned().collect()
}

fn says_nothing(report: &ChangeReport) {
    assert_eq!(report.verdict.kind, VerdictKind::Identical, "a text differs from itself");
    let unchanged = report.summary.unchanged;
    assert_eq!(report.summary, Summary { unchanged, ..Summary::default() }, "a text differs from itself");
    for change in &report.changes {
        assert_eq!((change.kind, change.class), (ChangeKind::Unchanged, ChangeClass::Same));
        assert!(change.facets.is_empty() && change.edits.iter().all(|edit| matches!(edit, Edit::Keep(_))));
    }
}
