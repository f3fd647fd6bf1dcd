//! Verb phrases of both sides to what became stronger or weaker.

use super::super::scene::{Fate, Scene, VerbPhrase, is_word};
use super::super::weigh::is_function_word;
use super::super::{ChangeClass, Detail, Strength};
use super::Finding;
use crate::pair::{Pair, Side};
use crate::span::Span;
use std::cmp::Ordering;

/// How many words of a side may stand around a verb inside a passage that was replaced, so that the verb of the one
/// side still answers to that of the other. Beyond it the passage says something else and the verbs are not compared.
const AROUND_A_VERB: usize = 8;

/// The verbs with which the paragraphs open.
pub(super) fn lead(scene: &Scene<'_>) -> Vec<Finding> {
    found(scene, |pair| pair.lead)
}

/// The verbs inside, and those that open a further paragraph of a split or merge.
pub(super) fn inner(scene: &Scene<'_>) -> Vec<Finding> {
    found(scene, |pair| !pair.lead)
}

struct Compared {
    lead: bool,
}

fn found(scene: &Scene<'_>, wanted: impl Fn(&Compared) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pair in scene.paired_verbs() {
        let [Some(earlier), Some(later)] = pair.both() else { continue };
        let compared = Compared { lead: earlier.lead && later.lead };
        if !wanted(&compared) || !compared.lead && !answers(scene, earlier, later) {
            continue;
        }
        let spans = Pair::new(Some(earlier.span), Some(later.span));
        if is_same(earlier, later) {
            // "Noting" and "Notes": the form is not the verb.
            if scene.sides.earlier.is_changed(earlier.tokens) || scene.sides.later.is_changed(later.tokens) {
                findings.push(Finding { spans, detail: None, class: ChangeClass::Same });
            }
            continue;
        }
        let strength = strength(scene, earlier, later);
        let lemmas = Pair::new(Some(earlier.lemma.to_owned()), Some(later.lemma.to_owned()));
        let class = match strength {
            // "Stresses" for "Emphasizes": equally strong, and yet somebody chose it.
            Strength::Same => ChangeClass::Unclassified,
            Strength::Strengthened | Strength::Weakened | Strength::NotComparable => ChangeClass::Substantive,
        };
        let detail = Detail::Verb { lemmas, strength, inner: !compared.lead };
        findings.push(Finding { spans, detail: Some(detail), class });
    }
    findings
}

fn is_same(earlier: &VerbPhrase<'_>, later: &VerbPhrase<'_>) -> bool {
    earlier.lemma == later.lemma
        && earlier.repeated == later.repeated
        && earlier.qualifiers.iter().all(|q| later.qualifiers.contains(q))
        && later.qualifiers.iter().all(|q| earlier.qualifiers.contains(q))
}

fn strength(scene: &Scene<'_>, earlier: &VerbPhrase<'_>, later: &VerbPhrase<'_>) -> Strength {
    let ladders = scene.setting.ladders;
    match ladders.compare((earlier.act(), earlier.qualifiers), (later.act(), later.qualifiers)) {
        Some(Ordering::Equal) => Strength::Same,
        Some(Ordering::Greater) => Strength::Strengthened,
        Some(Ordering::Less) => Strength::Weakened,
        None => Strength::NotComparable,
    }
}

/// Tells whether a verb inside stands where the other stood: part of it was kept, or little around it was replaced.
fn answers(scene: &Scene<'_>, earlier: &VerbPhrase<'_>, later: &VerbPhrase<'_>) -> bool {
    let hunks = Pair::new(scene.sides.earlier.hunk_of(earlier.tokens), scene.sides.later.hunk_of(later.tokens));
    let small = |hunk: usize| {
        let tokens = scene.hunks[hunk].tokens;
        let around = |range: (usize, usize), verb: (usize, usize)| (range.1 - range.0).saturating_sub(verb.1 - verb.0);
        around(tokens.earlier, earlier.tokens) <= AROUND_A_VERB && around(tokens.later, later.tokens) <= AROUND_A_VERB
    };
    hunks.both().iter().all(|hunk| hunk.is_none_or(small))
}

/// "Also" and "further" of the verb phrases, and "also" by itself.
pub(super) fn repeat(scene: &Scene<'_>) -> Vec<Finding> {
    let found = Pair::new(repeats(scene, Side::Earlier), repeats(scene, Side::Later));
    if found.earlier.is_empty() && found.later.is_empty() {
        return Vec::new();
    }
    // Where the verb is another, that is what is told.
    let same_lead = scene.paired_verbs().first().is_some_and(|pair| match pair.both() {
        [Some(earlier), Some(later)] => earlier.lead == later.lead && (!earlier.lead || earlier.lemma == later.lemma),
        _ => true,
    });
    let words = |side: Side| {
        let spans: &Vec<Span> = found.side(side);
        let text = scene.side(side).text;
        (!spans.is_empty()).then(|| spans.iter().map(|s| s.of(text).to_lowercase()).collect::<Vec<_>>().join(", "))
    };
    let words = Pair::new(words(Side::Earlier), words(Side::Later));
    let detail = (words.earlier != words.later && same_lead).then_some(Detail::Repeat(words));
    let first = found.as_ref().map(|spans| spans.first().copied());
    let mut findings = vec![Finding { spans: first, detail, class: ChangeClass::Editorial }];
    // Each further one is explained too.
    let rest = |spans: &Vec<Span>| spans.iter().skip(1).copied().collect::<Vec<_>>();
    let explained = |spans| Finding { spans, detail: None, class: ChangeClass::Editorial };
    findings.extend(rest(&found.earlier).into_iter().map(|span| explained(Pair::new(Some(span), None))));
    findings.extend(rest(&found.later).into_iter().map(|span| explained(Pair::new(None, Some(span)))));
    findings
}

/// Finds the changed words that say only that the paragraph before opens alike.
fn repeats(scene: &Scene<'_>, side: Side) -> Vec<Span> {
    let view = scene.side(side);
    let mut spans = Vec::new();
    for (i, token) in view.tokens.iter().enumerate() {
        let Fate::Changed(hunk) = view.fates[i] else { continue };
        let word = token.span.of(view.text);
        let also = word.eq_ignore_ascii_case("also");
        if !also && !word.eq_ignore_ascii_case("further") && !word.eq_ignore_ascii_case("furthermore") {
            continue;
        }
        let in_verb = |verb: &VerbPhrase<'_>| {
            (verb.tokens.0..verb.tokens.1).contains(&i) || also && (i + 1 == verb.tokens.0 || i == verb.tokens.1)
        };
        let by_itself = || {
            let tokens = scene.hunks[hunk].tokens;
            let range = *tokens.side(side);
            also && (range.0..range.1).all(|i| !is_word(&view.tokens[i]) || is_function_word(view.word(i)))
        };
        if view.verbs.iter().any(in_verb) || by_itself() {
            spans.push(token.span);
        }
    }
    spans
}
