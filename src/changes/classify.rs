//! Both texts and their alignment to the report of what changed.

use super::ledger::ledger;
use super::reading::{Reading, readings};
use super::references::references;
use super::rules;
use super::scene::{Scene, Setting};
use super::weigh::{heavier, weigh};
use super::words::{edit_script, edit_script_of};
use super::{
    Change, ChangeClass, ChangeKind, ChangeReport, Detail, Edit, Facet, Summary, Transfer, Verdict, VerdictKind,
};
use crate::align::{Alignment, Link, LinkKind};
use crate::lexicon::Ladders;
use crate::pair::Pair;
use crate::resolution::{Paragraph, Resolution, Role, Words};
use crate::span::Span;
use crate::token::{Token, TokenKind, tokenize};
use crate::work::{InTurn, Work};
use std::borrow::Cow;

/// Tells for every link what changed and what that amounts to. Strength is told by `ladders`.
pub fn classify(resolutions: Pair<Resolution>, alignment: Alignment, ladders: &Ladders) -> ChangeReport {
    let words = resolutions.as_ref().map(Resolution::words);
    classify_words(resolutions, words, alignment, ladders, &InTurn)
}

/// The same, of texts that are taken apart already, half of the links beside the other half.
pub(crate) fn classify_words(
    resolutions: Pair<Resolution>,
    words: Pair<Words>,
    alignment: Alignment,
    ladders: &Ladders,
    work: &impl Work,
) -> ChangeReport {
    let Alignment { mut links, carried } = alignment;
    let setting = Setting { resolutions: resolutions.as_ref(), ladders };
    let readings = resolutions.as_ref().zip(words).map(|(resolution, words)| readings(resolution, words));
    let sides = readings.as_ref().map(Vec::as_slice);
    let read = |links: Vec<Link>| {
        let changes: Vec<Change> = links.into_iter().map(|link| change(link, setting, sides)).collect();
        let ledger = ledger(resolutions.as_ref(), sides, &changes);
        (changes, ledger)
    };
    let rest = links.split_off(links.len() / 2);
    let ((mut changes, mut ledger), (more, entries)) = work.both(|| read(links), || read(rest));
    changes.extend(more);
    ledger.extend(entries);
    let mut summary = summary(&changes);
    summary.carried = carried.len();
    let verdict = verdict(&changes);
    let references = references(resolutions.as_ref(), sides, &changes);
    drop(readings);
    ChangeReport { resolutions, changes, carried, summary, verdict, references, ledger, diagnostics: Vec::new() }
}

fn change(link: Link, setting: Setting<'_>, readings: Pair<&[Reading<'_>]>) -> Change {
    let resolutions = setting.resolutions;
    let mut change = Change {
        link,
        kind: ChangeKind::Unchanged,
        renumbered: false,
        transfer: None,
        class: ChangeClass::Same,
        facets: Vec::new(),
        edits: Vec::new(),
    };
    let members = Pair::new(
        members(resolutions.earlier, &change.link.members.earlier),
        members(resolutions.later, &change.link.members.later),
    );
    let joined = members.as_ref().map(|side| joined(side));
    let texts = joined.as_ref().map(|text| text.as_ref());
    match change.link.kind {
        LinkKind::Inserted => {
            change.edits = vec![Edit::Insert(Span::new(0, texts.later.len()))];
            change.kind = ChangeKind::Added;
            change.class = alone(&members.later);
        }
        LinkKind::Deleted => {
            change.edits = vec![Edit::Delete(Span::new(0, texts.earlier.len()))];
            change.kind = ChangeKind::Removed;
            change.class = alone(&members.earlier);
        }
        LinkKind::Matched | LinkKind::Split | LinkKind::Merged => {
            change.kind = match change.link.kind {
                LinkKind::Split => ChangeKind::Split,
                LinkKind::Merged => ChangeKind::Merged,
                _ => ChangeKind::Unchanged,
            };
            if let ([earlier], [later]) = (members.earlier.as_slice(), members.later.as_slice()) {
                let enumerators = Pair::new(&earlier.enumerator, &later.enumerator);
                change.renumbered = enumerators.earlier.is_some()
                    && enumerators.later.is_some()
                    && enumerators.earlier != enumerators.later;
                change.transfer = transfer(Pair::new(earlier.role, later.role));
            }
            let notes = members.both().iter().any(|side| side.iter().any(|paragraph| !paragraph.marks.is_empty()));
            if texts.earlier == texts.later && !notes {
                change.edits = edit_script(texts);
            } else {
                let own = joined.as_ref().map(|text| match text {
                    Cow::Borrowed(_) => None,
                    Cow::Owned(text) => Some(Reading::new(text, tokenize(text))),
                });
                let first = change.link.members.as_ref().map(|members| members[0]);
                let readings = Pair::new(
                    own.earlier.as_ref().unwrap_or_else(|| &readings.earlier[first.earlier]),
                    own.later.as_ref().unwrap_or_else(|| &readings.later[first.later]),
                );
                reword(&mut change, setting, members, readings);
            }
            if matches!(change.kind, ChangeKind::Split | ChangeKind::Merged) {
                change.class = heavier(change.class, ChangeClass::Editorial);
            }
            if change.transfer.is_some() {
                change.class = ChangeClass::Substantive;
            }
        }
    }
    change
}

/// Tells what changed in the words of a link, and what that amounts to.
fn reword<'a>(
    change: &mut Change,
    setting: Setting<'a>,
    members: Pair<Vec<&'a Paragraph>>,
    readings: Pair<&'a Reading<'a>>,
) {
    let texts = readings.map(|reading| reading.text);
    let tokens = readings.map(|reading| reading.tokens.as_slice());
    change.edits = edit_script_of(texts, tokens);
    if change.kind == ChangeKind::Unchanged && !same_words(texts, tokens) {
        change.kind = ChangeKind::Reworded;
    }
    let scene = Scene::new(setting, members, readings, &change.edits);
    let (findings, facets) = rules::apply(&scene);
    change.class = weigh(&scene, &findings);
    change.facets = facets;
    // Commas are no news beside a change of substance.
    if change.class == ChangeClass::Substantive {
        change.facets.retain(|facet| !is_punctuation(facet));
    }
}

fn is_punctuation(facet: &Facet) -> bool {
    let Detail::Typography(words) = &facet.detail else { return false };
    words.both().into_iter().flatten().all(|words| !words.contains(char::is_alphanumeric))
}

/// Weighs a paragraph that only one side has: a heading guides the reader, anything else provides something.
fn alone(members: &[&Paragraph]) -> ChangeClass {
    let headings = members.iter().all(|paragraph| paragraph.role == Role::Heading);
    if headings { ChangeClass::Unclassified } else { ChangeClass::Substantive }
}

fn members<'a>(resolution: &'a Resolution, members: &[usize]) -> Vec<&'a Paragraph> {
    members.iter().map(|&i| &resolution.paragraphs[i]).collect()
}

/// Joins the texts of the members, as [`Change::texts`] does.
fn joined<'a>(members: &[&'a Paragraph]) -> Cow<'a, str> {
    match members {
        [one] => Cow::Borrowed(&one.text),
        many => Cow::Owned(many.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n")),
    }
}

fn transfer(roles: Pair<Role>) -> Option<Transfer> {
    match (roles.earlier, roles.later) {
        (Role::Preambular, Role::Operative) => Some(Transfer::Promoted),
        (Role::Operative, Role::Preambular) => Some(Transfer::Demoted),
        _ => None,
    }
}

/// Tells whether the words are the same: typography apart, and apart from the mark at the end, which depends on whether
/// another paragraph follows.
fn same_words(texts: Pair<&str>, tokens: Pair<&[Token]>) -> bool {
    if texts.earlier == texts.later {
        return true;
    }
    let body = |text: &str, tokens: &[Token]| {
        tokens.len() - tokens.iter().rev().take_while(|token| is_end_mark(token, text)).count()
    };
    let bodies = Pair::new(
        &tokens.earlier[..body(texts.earlier, tokens.earlier)],
        &tokens.later[..body(texts.later, tokens.later)],
    );
    bodies.earlier.len() == bodies.later.len()
        && bodies.earlier.iter().zip(bodies.later).all(|(one, other)| one.key == other.key)
}

fn is_end_mark(token: &Token, text: &str) -> bool {
    token.kind == TokenKind::Punctuation && matches!(token.span.of(text), "," | ";" | "." | ":")
}

/// Counts changes by kind.
fn summary(changes: &[Change]) -> Summary {
    let mut summary = Summary::default();
    for change in changes {
        match change.kind {
            ChangeKind::Unchanged => summary.unchanged += 1,
            ChangeKind::Reworded => summary.reworded += 1,
            ChangeKind::Added => summary.added += 1,
            ChangeKind::Removed => summary.removed += 1,
            ChangeKind::Split => summary.split += 1,
            ChangeKind::Merged => summary.merged += 1,
        }
        summary.moved += usize::from(change.link.moved);
        summary.renumbered +=
            usize::from(change.renumbered && change.kind == ChangeKind::Unchanged && !change.link.moved);
        match change.transfer {
            Some(Transfer::Promoted) => summary.promoted += 1,
            Some(Transfer::Demoted) => summary.demoted += 1,
            None => {}
        }
    }
    summary
}

fn verdict(changes: &[Change]) -> Verdict {
    let of = |class: ChangeClass| (0..changes.len()).filter(|&i| changes[i].class == class).collect::<Vec<_>>();
    let (substantive, unclassified) = (of(ChangeClass::Substantive), of(ChangeClass::Unclassified));
    let any = |class: ChangeClass| changes.iter().any(|change| change.class == class);
    let kind = if !substantive.is_empty() {
        VerdictKind::Substantive
    } else if !unclassified.is_empty() {
        VerdictKind::Unclassified
    } else if any(ChangeClass::Rollover) {
        VerdictKind::TechnicalRollover
    } else if any(ChangeClass::Editorial) || changes.iter().any(|c| c.link.moved || c.renumbered) {
        VerdictKind::Editorial
    } else {
        VerdictKind::Identical
    };
    Verdict { kind, substantive, unclassified }
}
