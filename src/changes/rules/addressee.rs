//! Who is asked, of both sides, to a change of addressee.

use super::super::addressee::{Addressee, addressee, is_directive};
use super::super::mentions::MentionKind;
use super::super::scene::{Fate, Scene, VerbPhrase, View};
use super::super::weigh::spelling;
use super::super::{ChangeClass, Detail};
use super::Finding;
use crate::pair::{Pair, Side};
use crate::span::Span;
use std::cell::LazyCell;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let all = LazyCell::new(|| scene.sides.as_ref().map(all_asked));
    for pair in scene.paired_verbs() {
        let [Some(earlier), Some(later)] = pair.both() else { continue };
        if !is_directive(earlier.act()) || !is_directive(later.act()) {
            continue;
        }
        let asked = Pair::new(asked_by(&scene.sides.earlier, earlier), asked_by(&scene.sides.later, later));
        let [Some(earlier), Some(later)] = asked.both() else { continue };
        let spans = Pair::new(earlier.span, later.span);
        if earlier.parties == later.parties
            || is_named_otherwise(scene, spans)
            // Nobody else took the place of those whom another verb still asks.
            || all.later.contains(&earlier.parties)
            || all.earlier.contains(&later.parties)
        {
            continue;
        }
        if is_titled_otherwise(scene, spans) {
            let spans = spans.map(Some);
            findings.push(Finding { spans, detail: None, class: ChangeClass::Editorial });
            continue;
        }
        let printed = |view: &View<'_>, asked: &Addressee| asked.span.of(view.text).to_owned();
        let words = Pair::new(Some(printed(&scene.sides.earlier, earlier)), Some(printed(&scene.sides.later, later)));
        findings.push(Finding {
            spans: Pair::new(Some(earlier.span), Some(later.span)),
            detail: Some(Detail::Addressee(words)),
            class: ChangeClass::Substantive,
        });
    }
    findings
}

fn asked_by(view: &View<'_>, verb: &VerbPhrase<'_>) -> Option<Addressee> {
    addressee(view.text, view.tokens, verb.tokens.1)
}

/// Gives all who are asked on a side, those of each verb together.
fn all_asked(view: &View<'_>) -> Vec<Vec<Vec<u64>>> {
    let verbs = view.verbs.iter().filter(|verb| is_directive(verb.act()));
    verbs.filter_map(|verb| asked_by(view, verb)).map(|asked| asked.parties).collect()
}

/// Tells whether all that changed is how much of a title is given: "the High Commissioner" is "the United Nations High
/// Commissioner for Human Rights", and none of her deputies.
fn is_titled_otherwise(scene: &Scene<'_>, asked: Pair<Span>) -> bool {
    let extends = |side: Side| {
        let (view, span) = (scene.side(side), *asked.side(side));
        let tokens: Vec<usize> = (0..view.tokens.len()).filter(|&i| view.tokens[i].span.overlaps(span)).collect();
        let is_changed = |i: &usize| matches!(view.fates[*i], Fate::Changed(_));
        let mut runs =
            tokens.chunk_by(|a, b| is_changed(a) == is_changed(b)).filter(|run| is_changed(&run[0])).peekable();
        let definite = tokens.first().is_some_and(|&i| view.word(i) == "the");
        runs.peek().is_some().then(|| definite && runs.all(|run| extends_a_title(view, run)))
    };
    match (extends(Side::Earlier), extends(Side::Later)) {
        (Some(extends), None) | (None, Some(extends)) => extends,
        (Some(_), Some(_)) | (None, None) => false,
    }
}

/// Tells whether some words only complete a title: "the {United Nations} High Commissioner {for Human Rights}", "the Special
/// Rapporteur {on the right to food}".
fn extends_a_title(view: &View<'_>, run: &[usize]) -> bool {
    let named = |i: usize| view.word(i).starts_with(char::is_uppercase);
    let (first, last) = (run[0], run[run.len() - 1]);
    let before = first.wrapping_sub(1);
    let leads = view.word(before) == "the" && run.iter().all(|&i| named(i) && !is_deputy(view.word(i)));
    let follows = named(before) && matches!(view.word(first), "of" | "for") && named(last);
    // "{on the lakes and the Working Group}" is somebody else, too.
    let goes_on = run.windows(2).any(|pair| view.word(pair[0]) == "and" && view.word(pair[1]) == "the");
    let mandate = named(before) && view.word(first) == "on" && !goes_on;
    leads || mandate || follows && run.iter().all(|&i| named(i) || matches!(view.word(i), "of" | "the" | "for" | "and"))
}

fn is_deputy(word: &str) -> bool {
    ["Deputy", "Assistant", "Associate", "Acting", "Vice", "Under"].iter().any(|deputy| word.starts_with(deputy))
}

/// Tells whether all that changed in the names of those asked is their spelling, or how much of the name of an instrument
/// is given: "parties to the Protocol on Biosafety", "parties to the Protocol".
fn is_named_otherwise(scene: &Scene<'_>, asked: Pair<Span>) -> bool {
    let mut explained: Pair<Vec<Span>> = Pair::default();
    for cited in scene.paired(|kind| matches!(kind, MentionKind::Citation(_))).iter().filter(|cited| cited.equal) {
        explained.earlier.extend(cited.spans().earlier);
        explained.later.extend(cited.spans().later);
    }
    let changed = |side: Side| -> String {
        let view = scene.side(side);
        let counts = |i: &usize| {
            let span = view.tokens[*i].span;
            span.overlaps(*asked.side(side))
                && matches!(view.fates[*i], Fate::Changed(_))
                && !explained.side(side).iter().any(|cited| cited.overlaps(span))
        };
        (0..view.tokens.len()).filter(counts).map(|i| spelling(view.word(i))).collect()
    };
    changed(Side::Earlier) == changed(Side::Later)
}
