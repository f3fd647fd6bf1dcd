//! What holds for every file, whatever is in it: each function panics where it does not.

use resdiff::changes::{Change, ChangeClass, ChangeKind, ChangeReport, Edit, Summary, VerdictKind};
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::walk::Selection;
use resdiff::render::{csv, docx, html, json, markdown, plain, terminal, tree};
use resdiff::resolution::{Resolution, parse};
use resdiff::source::{DecodeOptions, Format, SourceText, decode};
use resdiff::{CompareOptions, compare};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a file and checks what was read; `None` where it holds no text, which is no fault.
pub fn checked(bytes: &[u8]) -> Option<Parsed<Resolution>> {
    let source = decode(bytes, &DecodeOptions::default()).ok()?;
    assert_eq!(decode(bytes, &DecodeOptions::default()).ok().as_ref(), Some(&source), "decoding twice");
    for block in &source.blocks {
        block.italics.iter().for_each(|span| {
            let _ = span.of(&block.text);
        });
        block.marks.iter().for_each(|mark| assert!(block.text.is_char_boundary(mark.at), "{mark:?} of {block:?}"));
    }
    if source.format == Format::Plain
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        covers(text.chars(), source_text(&source).chars(), "decoding");
    }
    let parsed = parse(source.clone());
    no_text_is_lost(&source, &parsed.value);
    well_formed(&parsed.value);
    let shown = plain::text(&parsed.value) + &tree::tree(&parsed, &Default::default());
    let again = parse(source);
    assert_eq!(again, parsed, "parsing twice");
    assert_eq!(plain::text(&again.value) + &tree::tree(&again, &Default::default()), shown, "printing twice");
    Some(parsed)
}

fn source_text(source: &SourceText) -> String {
    let blocks = source.blocks.iter().flat_map(|block| {
        [block.label.as_deref().unwrap_or_default(), &block.text]
            .into_iter()
            .chain(block.marks.iter().map(|m| &*m.label))
    });
    let notes = source.notes.iter().flat_map(|note| [&*note.label, &*note.text]);
    blocks.chain(notes).chain(source.furniture.iter().map(|f| &*f.text)).collect()
}

fn no_text_is_lost(source: &SourceText, resolution: &Resolution) {
    let masthead = &resolution.masthead;
    let mut kept = String::new();
    let fields = [
        &masthead.organ,
        &masthead.session_words,
        &masthead.agenda_item,
        &masthead.report,
        &masthead.title,
        &masthead.number,
        &masthead.distribution,
        &masthead.distribution_date,
        &masthead.meeting,
        &masthead.adoption_date,
    ];
    fields.into_iter().flatten().for_each(|field| kept += field);
    masthead.symbol.iter().for_each(|symbol| kept += &symbol.to_string());
    masthead.sponsors.iter().chain(&masthead.other).chain(&resolution.closing).for_each(|line| kept += line);
    for paragraph in &resolution.paragraphs {
        kept += paragraph.enumerator.as_deref().unwrap_or_default();
        kept += &paragraph.text;
        paragraph.marks.iter().for_each(|mark| kept += &mark.label);
    }
    resolution.footnotes.iter().for_each(|note| {
        kept += &note.label;
        kept += &note.text;
    });
    resolution.furniture.iter().for_each(|piece| kept += &piece.text);
    covers(source_text(source).chars(), kept.chars(), "parsing");
}

/// Counts letters and figures, whatever their order and case: none may be rarer in what was kept. A raised figure is a
/// figure.
fn covers(source: impl Iterator<Item = char>, kept: impl Iterator<Item = char>, step: &str) {
    let plain = |c: char| match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        _ => c.to_ascii_lowercase(),
    };
    let mut left: BTreeMap<char, i64> = BTreeMap::new();
    source.filter(|c| c.is_alphanumeric()).for_each(|c| *left.entry(plain(c)).or_default() += 1);
    kept.filter(|c| c.is_alphanumeric()).for_each(|c| *left.entry(plain(c)).or_default() -= 1);
    left.retain(|_, count| *count > 0);
    assert!(left.is_empty(), "{step} lost {left:?}");
}

fn well_formed(resolution: &Resolution) {
    let mut ids = BTreeSet::new();
    for (index, paragraph) in resolution.paragraphs.iter().enumerate() {
        let text = &paragraph.text;
        assert!(ids.insert(&paragraph.id), "{} twice", paragraph.id);
        assert!(paragraph.parent.is_none_or(|parent| parent < index), "{} under a later one", paragraph.id);
        assert!(paragraph.heading.is_none_or(|heading| heading < index), "{} heads an earlier one", paragraph.id);
        assert!(paragraph.resumes.is_none_or(|other| other < index), "{} resumes a later one", paragraph.id);
        paragraph.opening.iter().for_each(|opening| {
            let _ = opening.span.of(text);
        });
        paragraph.inner.iter().for_each(|verb| assert!(!verb.span.of(text).is_empty()));
        for mark in &paragraph.marks {
            assert!(text.is_char_boundary(mark.at), "a mark inside a character of {}", paragraph.id);
        }
    }
}

/// Compares both ways and each with itself, and checks the reports and everything they are written as.
pub fn check_pair(texts: Pair<&Parsed<Resolution>>) {
    let report = report(texts);
    well_made(&report);
    let mirrored = self::report(texts.swap());
    well_made(&mirrored);
    mirrors(&report, &mirrored);
    let outputs = written(&report);
    assert!(outputs == written(&self::report(texts)), "writing twice");
    reads_back(&report, &outputs[0]);
    says_nothing(&self::report(Pair::new(texts.earlier, texts.earlier)));
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

/// Gives everything a report is written as; JSON first.
fn written(report: &ChangeReport) -> Vec<Vec<u8>> {
    let mut outputs = vec![json::to_string(&json::report(report), false).into_bytes()];
    for view in [terminal::View::Inline, terminal::View::SideBySide, terminal::View::Outline] {
        for (width, color, full) in [(80, false, true), (20, false, false), (160, true, false)] {
            let selection = Selection { full, ..Selection::default() };
            let options = terminal::TerminalOptions { width, color, view, selection, ..Default::default() };
            let shown = terminal::report(report, &options);
            let plain = !shown.contains(|c: char| c.is_control() && c != '\n');
            assert!(color || plain, "a control character reaches the terminal");
            outputs.push(shown.into_bytes());
        }
    }
    let mut page = Vec::new();
    html::write(report, &Default::default(), &mut page).expect("writing to memory does not fail");
    let mut table = Vec::new();
    csv::report(&mut table, report, &Default::default()).expect("writing to memory does not fail");
    let mut notes = Vec::new();
    markdown::report(&mut notes, report, &Default::default()).expect("writing to memory does not fail");
    let tracked = docx::write(report, &Default::default()).expect("writing to memory does not fail");
    let empty = report.resolutions.earlier.paragraphs.is_empty() && report.resolutions.later.paragraphs.is_empty();
    let read = decode(&tracked, &DecodeOptions::default());
    assert!(empty || read.is_ok(), "the document cannot be read: {:?}", read.err());
    for text in [&page, &table, &notes] {
        assert!(std::str::from_utf8(text).is_ok(), "output is not UTF-8");
    }
    outputs.extend([page, table, notes, tracked]);
    outputs
}

fn reads_back(report: &ChangeReport, written: &[u8]) {
    let value: serde_json::Value = serde_json::from_slice(written).expect("the output is JSON");
    assert!(value["links"].is_array() && value["schema_version"].is_string());
    for (side, resolution) in [("earlier", &report.resolutions.earlier), ("later", &report.resolutions.later)] {
        let paragraphs = value[side]["paragraphs"].as_array().expect("a side has paragraphs");
        assert_eq!(paragraphs.len(), resolution.paragraphs.len());
        let again = read(written, Some(side), &DecodeOptions::default()).expect("the output is read");
        let texts = |resolution: &Resolution| {
            resolution.paragraphs.iter().map(|p| (p.id.clone(), p.text.clone(), p.role)).collect::<Vec<_>>()
        };
        assert_eq!(texts(&again.value), texts(resolution), "{side} reads back otherwise");
    }
}
