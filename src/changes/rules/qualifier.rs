//! Phrases that colour a clause, of both sides, to those that were gained or lost.

use super::super::scene::{Fate, Scene, View, is_word};
use super::super::weigh::is_function_word;
use super::super::{ChangeClass, Detail, Strength};
use super::Finding;
use super::time::asks_or_decides;
use crate::lexicon::{Ladders, Pull};
use crate::pair::{Pair, Side};

/// A phrase found on one side.
#[derive(Debug, Clone, Copy)]
struct Hit {
    group: usize,
    tokens: (usize, usize),
}

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let ladders = scene.setting.ladders;
    let hits = scene.sides.as_ref().map(|view| hits(view, ladders));
    if hits.earlier.is_empty() && hits.later.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (side, other) in [(Side::Earlier, Side::Later), (Side::Later, Side::Earlier)] {
        let view = scene.side(side);
        let mut groups: Vec<usize> = hits.side(side).iter().map(|hit| hit.group).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            let of = |side: Side| hits.side(side).iter().filter(|hit| hit.group == group).count();
            let more = of(side).saturating_sub(of(other));
            let changed = hits.side(side).iter().filter(|hit| hit.group == group && view.is_changed(hit.tokens));
            for hit in changed.take(more).filter(|hit| colours_what_stayed(scene, side, hit, &hits)) {
                findings.push(finding(scene, side, hit));
            }
        }
    }
    findings
}

fn hits(view: &View<'_>, ladders: &Ladders) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < view.tokens.len() {
        match ladders.qualifier_at(view.tokens[at..].iter().map(|token| (token.key, token.span.of(view.text)))) {
            Some((group, length)) => {
                hits.push(Hit { group, tokens: (at, at + length) });
                at += length;
            }
            None => at += 1,
        }
    }
    hits
}

/// Tells whether a phrase colours words that stand on both sides: what came or went together with the words it colours
/// makes nothing stronger or weaker. An adverb colours what follows, a longer phrase what stands before it.
fn colours_what_stayed(scene: &Scene<'_>, side: Side, hit: &Hit, hits: &Pair<Vec<Hit>>) -> bool {
    let view = scene.side(side);
    let Some(hunk) = view.hunk_of(hit.tokens) else { return false };
    let hunk = scene.hunks[hunk].tokens;
    let bare = |side: Side| {
        let view = scene.side(side);
        let range = *hunk.side(side);
        (range.0..range.1).all(|i| {
            !is_word(&view.tokens[i])
                || is_function_word(view.word(i))
                || hits.side(side).iter().any(|hit| (hit.tokens.0..hit.tokens.1).contains(&i))
        })
    };
    if bare(Side::Earlier) && bare(Side::Later) {
        return true;
    }
    // What pulls neither way is news only by itself.
    if scene.setting.ladders.group_pull(hit.group) == Pull::Neither {
        return false;
    }
    let kept = |i: usize| matches!(view.fates.get(i), Some(Fate::Kept(_)));
    if hit.tokens.1 - hit.tokens.0 == 1 {
        kept(hit.tokens.1) && is_word(&view.tokens[hit.tokens.1])
    } else {
        let before = hit.tokens.0.checked_sub(1);
        let before = match before {
            Some(i) if !is_word(&view.tokens[i]) && !kept(i) => i.checked_sub(1),
            before => before,
        };
        before.is_some_and(kept)
    }
}

fn finding(scene: &Scene<'_>, side: Side, hit: &Hit) -> Finding {
    let view = scene.side(side);
    let span = view.span(hit.tokens);
    let gained = side == Side::Later;
    let strength = match scene.setting.ladders.group_pull(hit.group) {
        Pull::Neither => Strength::Same,
        // What is stated as a fact, or denied, is neither strong nor weak.
        _ if is_fact(scene, hit, view) || is_denied(view, hit) => Strength::NotComparable,
        Pull::Strengthens if gained => Strength::Strengthened,
        Pull::Weakens if !gained => Strength::Strengthened,
        Pull::Strengthens | Pull::Weakens => Strength::Weakened,
    };
    let spans = if gained { Pair::new(None, Some(span)) } else { Pair::new(Some(span), None) };
    let detail = Detail::Qualifier { phrase: span.of(view.text).to_lowercase(), strength };
    Finding { spans, detail: Some(detail), class: ChangeClass::Substantive }
}

/// Tells whether a phrase belongs to what is noted, recalled or recognized, rather than to what is asked or decided.
fn is_fact(scene: &Scene<'_>, hit: &Hit, view: &View<'_>) -> bool {
    let Some(verb) = view.governing(hit.tokens.0) else { return scene.is_preambular() };
    let in_the_verb = hit.tokens.1 <= verb.tokens.1;
    !in_the_verb && (scene.is_preambular() || !asks_or_decides(verb.act()) && !stresses(verb.act()))
}

/// Tells the verbs that ask without naming who.
fn stresses(lemma: &str) -> bool {
    matches!(
        lemma,
        "stress" | "emphasize" | "underline" | "underscore" | "call for" | "reiterate" | "reaffirm" | "affirm"
    )
}

fn is_denied(view: &View<'_>, hit: &Hit) -> bool {
    let from = hit.tokens.0.saturating_sub(3);
    (from..hit.tokens.0)
        .any(|i| matches!(view.word(i), "not" | "without" | "lack" | "never" | "failure" | "no" | "nor"))
}
