//! Words that differ in form only to what is the same for every reader.

use super::super::scene::{Fate, Hunk, Scene, View, is_word};
use super::super::weigh::{end_marks, spelling};
use super::super::{ChangeClass, Detail};
use super::Finding;
use crate::pair::Pair;
use crate::span::Span;
use std::collections::BTreeSet;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = kept(scene);
    for hunk in &scene.hunks {
        findings.extend(spelled(scene, hunk).or_else(|| punctuation(scene, hunk)));
    }
    findings
}

/// Kept words that are printed otherwise; each difference once.
fn kept(scene: &Scene<'_>) -> Vec<Finding> {
    let Pair { earlier, later } = scene.sides.as_ref();
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for (i, fate) in earlier.fates.iter().enumerate() {
        let Fate::Kept(twin) = *fate else { continue };
        let words = Pair::new(earlier.word(i), later.word(twin));
        if words.earlier == words.later || opens(earlier, i) || opens(later, twin) {
            continue;
        }
        if seen.insert((words.earlier, words.later)) {
            findings.push(Finding {
                spans: Pair::new(Some(earlier.tokens[i].span), Some(later.tokens[twin].span)),
                detail: Some(Detail::Typography(words.map(|word| Some(word.to_owned())))),
                class: ChangeClass::Editorial,
            });
        }
    }
    findings
}

/// Tells whether a word's capital comes from its place: in the verb phrase that opens a paragraph.
fn opens(view: &View<'_>, at: usize) -> bool {
    at == 0 || view.verbs.iter().any(|verb| verb.opens && (verb.tokens.0..verb.tokens.1).contains(&at))
}

/// "well being" and "well-being", "programme" and "program".
fn spelled(scene: &Scene<'_>, hunk: &Hunk) -> Option<Finding> {
    // No variant of spelling begins with another letter.
    let first = |view: &View<'_>, range: (usize, usize)| {
        let words = (range.0..range.1).filter(|&i| is_word(&view.tokens[i])).map(|i| view.word(i));
        words.flat_map(str::chars).find(|c| c.is_alphanumeric()).map(|c| c.to_lowercase().next())
    };
    if first(&scene.sides.earlier, hunk.tokens.earlier) != first(&scene.sides.later, hunk.tokens.later) {
        return None;
    }
    let written = |view: &View<'_>, range: (usize, usize)| {
        (range.0..range.1).filter(|&i| is_word(&view.tokens[i])).map(|i| spelling(view.word(i))).collect::<String>()
    };
    let both =
        Pair::new(written(&scene.sides.earlier, hunk.tokens.earlier), written(&scene.sides.later, hunk.tokens.later));
    if both.earlier != both.later || both.earlier.is_empty() {
        return None;
    }
    let spans = spans(scene, hunk);
    Some(Finding { spans, detail: Some(Detail::Typography(words(scene, &spans))), class: ChangeClass::Editorial })
}

/// Commas, quotation marks and the like on one side only; the mark at the end depends on what follows.
fn punctuation(scene: &Scene<'_>, hunk: &Hunk) -> Option<Finding> {
    let marks = |view: &View<'_>, range: (usize, usize)| (range.0..range.1).all(|i| !is_word(&view.tokens[i]));
    if !marks(&scene.sides.earlier, hunk.tokens.earlier) || !marks(&scene.sides.later, hunk.tokens.later) {
        return None;
    }
    let at_the_end = |view: &View<'_>, range: (usize, usize)| range.0 >= end_marks(view);
    let spans = spans(scene, hunk);
    let quiet =
        at_the_end(&scene.sides.earlier, hunk.tokens.earlier) && at_the_end(&scene.sides.later, hunk.tokens.later);
    let detail = (!quiet).then(|| Detail::Typography(words(scene, &spans)));
    Some(Finding { spans, detail, class: ChangeClass::Editorial })
}

fn spans(scene: &Scene<'_>, hunk: &Hunk) -> Pair<Option<Span>> {
    let span = |view: &View<'_>, range: (usize, usize)| (range.0 < range.1).then(|| view.span(range));
    Pair::new(span(&scene.sides.earlier, hunk.tokens.earlier), span(&scene.sides.later, hunk.tokens.later))
}

fn words(scene: &Scene<'_>, spans: &Pair<Option<Span>>) -> Pair<Option<String>> {
    Pair::new(
        spans.earlier.map(|span| span.of(scene.sides.earlier.text).to_owned()),
        spans.later.map(|span| span.of(scene.sides.later.text).to_owned()),
    )
}
