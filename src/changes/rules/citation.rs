//! Citations of both sides to those that were added, dropped or replaced; places in texts to those that moved.

use super::super::mentions::{Mention, MentionKind};
use super::super::scene::{Fate, Pairing, Scene, is_same_value};
use super::super::{ChangeClass, Detail};
use super::{Finding, mentioned};
use crate::pair::{Pair, Side};
use crate::resolution::Role;
use crate::resolution::citation::{CitedKind, is_instrument};
use crate::token::TokenKind;

/// Resolutions, decisions, documents, instruments.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let pairings = scene.paired(|kind| matches!(kind, MentionKind::Citation(_)));
    pairings.iter().map(|pairing| finding(scene, pairing)).collect()
}

fn finding(scene: &Scene<'_>, pairing: &Pairing<'_>) -> Finding {
    let spans = pairing.spans();
    if pairing.equal {
        return dates(scene, pairing);
    }
    if is_still_cited(scene, pairing) || is_still_named(scene, pairing) {
        return Finding { spans, detail: None, class: ChangeClass::Editorial };
    }
    let class = match pairing.mentions.both() {
        [Some(earlier), Some(_)] if earlier.series.is_empty() => ChangeClass::Substantive,
        [Some(_), Some(_)] => ChangeClass::Rollover,
        [Some(mention), None] => alone(scene, Side::Earlier, mention),
        [None, Some(mention)] => alone(scene, Side::Later, mention),
        [None, None] => ChangeClass::Same,
    };
    Finding { spans, detail: Some(Detail::Citation(names(scene, pairing))), class }
}

/// Tells whether what is cited once less or once more is cited on both sides.
fn is_still_cited(scene: &Scene<'_>, pairing: &Pairing<'_>) -> bool {
    let (side, mention) = match pairing.mentions.both() {
        [Some(mention), None] => (Side::Later, mention),
        [None, Some(mention)] => (Side::Earlier, mention),
        _ => return false,
    };
    scene.side(side).mentions().iter().any(|other| other.kind == mention.kind && is_same_value(mention, other))
}

/// Tells whether an instrument has a shorter name on the other side, its beginning or its end: "the Convention" for "the
/// Convention on Biological Diversity" or "the Genocide Convention"; not "the Protocol" for "the Optional Protocol".
fn is_still_named(scene: &Scene<'_>, pairing: &Pairing<'_>) -> bool {
    let (side, mention) = match pairing.mentions.both() {
        [Some(mention), None] => (Side::Earlier, mention),
        [None, Some(mention)] => (Side::Later, mention),
        _ => return false,
    };
    let (view, other) = (scene.side(side), scene.side(side.other()));
    let (from, to) = mention.tokens;
    let Some(head) = (from..to).find(|&i| is_instrument(view.word(i))) else { return false };
    let stands = |from: usize, to: usize| {
        let Fate::Kept(first) = view.fates[from] else { return false };
        let definite = first.checked_sub(1).is_some_and(|i| matches!(other.word(i), "the" | "this" | "that" | "said"));
        definite && (from..to).all(|i| view.fates[i] == Fate::Kept(first + i - from))
    };
    mention.kind == MentionKind::Citation(CitedKind::Instrument)
        && (stands(from, head + 1) || stands(head, to) && !(from..head).any(|i| view.word(i) == "Optional"))
}

/// Gives the names without their dates.
fn names(scene: &Scene<'_>, pairing: &Pairing<'_>) -> Pair<Option<String>> {
    let name = |side: Side| {
        pairing.mentions.side(side).map(|mention| match mention.kind {
            MentionKind::Citation(CitedKind::Instrument) => mention.span.of(scene.side(side).text).to_owned(),
            _ => mention.value.clone(),
        })
    };
    Pair::new(name(Side::Earlier), name(Side::Later))
}

/// The same citation on both sides, of which words changed: its date, if both have one, or nothing.
fn dates(scene: &Scene<'_>, pairing: &Pairing<'_>) -> Finding {
    let date = |side: Side| {
        let mention = (*pairing.mentions.side(side))?;
        let view = scene.side(side);
        let last = view.tokens.get(mention.tokens.1 - 1)?;
        (last.kind == TokenKind::Date).then_some(last)
    };
    match (date(Side::Earlier), date(Side::Later)) {
        (Some(earlier), Some(later)) if earlier.key != later.key => {
            let printed = Pair::new(
                Some(earlier.span.of(scene.sides.earlier.text).to_owned()),
                Some(later.span.of(scene.sides.later.text).to_owned()),
            );
            Finding { spans: pairing.spans(), detail: Some(Detail::Date(printed)), class: ChangeClass::Unclassified }
        }
        _ => Finding { spans: pairing.spans(), detail: None, class: ChangeClass::Editorial },
    }
}

/// Weighs a citation that one side lacks. A resolution adopted since the earlier text joins the list of those recalled,
/// as each new session does; another one was chosen.
fn alone(scene: &Scene<'_>, side: Side, mention: &Mention) -> ChangeClass {
    let other = if side == Side::Later { Side::Earlier } else { Side::Later };
    let view = scene.side(side);
    match mention.kind {
        MentionKind::Citation(CitedKind::Resolution | CitedKind::Decision) => {}
        // The symbol of a report whose name stays: "the report of the Secretary-General (A/62/198)".
        MentionKind::Citation(CitedKind::Document) if bracketed(scene, side, mention) => return ChangeClass::Rollover,
        _ => return ChangeClass::Substantive,
    }
    let recalls = view.members.iter().any(|(paragraph, _)| {
        paragraph.role == Role::Preambular
            || paragraph.opening.as_ref().is_some_and(|opening| {
                matches!(
                    opening.lemma.as_str(),
                    "recall" | "reaffirm" | "reiterate" | "note" | "take note" | "welcome" | "concern"
                )
            })
    });
    let Some(order) = mention.order.filter(|_| recalls) else { return ChangeClass::Substantive };
    let numbers = scene.setting.numbers();
    if let (Some(earlier), Some(later)) = (numbers.earlier, numbers.later) {
        let (first, last) = (earlier.min(later), earlier.max(later));
        if first <= order && order <= last {
            return ChangeClass::Rollover;
        }
    }
    // Newer than all of its series that the other side has.
    let mut others = scene.side(other).mentions().iter().filter(|m| m.series == mention.series).peekable();
    if others.peek().is_some() && others.all(|m| m.order < Some(order)) {
        return ChangeClass::Rollover;
    }
    ChangeClass::Substantive
}

fn bracketed(scene: &Scene<'_>, side: Side, mention: &Mention) -> bool {
    let view = scene.side(side);
    mention.tokens.0.checked_sub(1).is_some_and(|i| view.word(i) == "(") && view.word(mention.tokens.1) == ")"
}

/// "paragraph 5", "annex II".
pub(super) fn pointer(scene: &Scene<'_>) -> Vec<Finding> {
    mentioned(scene, MentionKind::Pointer, Detail::Pointer, |pairing| match pairing.mentions.both() {
        // Within the text the numbers follow the paragraphs; whether they did so rightly is checked apart.
        [Some(earlier), Some(later)] => {
            let own = points_inside(scene, Side::Earlier, earlier) && points_inside(scene, Side::Later, later);
            if own { ChangeClass::Editorial } else { ChangeClass::Rollover }
        }
        _ => ChangeClass::Substantive,
    })
}

/// Tells whether a place is one of the same text: "paragraph 5 above", "paragraph 4 of the present resolution".
fn points_inside(scene: &Scene<'_>, side: Side, mention: &Mention) -> bool {
    let view = scene.side(side);
    let word = |ahead: usize| view.word(mention.tokens.1 + ahead);
    matches!(word(0), "above" | "below")
        || word(0) == "of" && matches!((word(1), word(2)), ("the", "present") | ("this", "resolution"))
}
