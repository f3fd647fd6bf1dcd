//! Sessions and dates of both sides to those that moved on, and by how much.

use super::super::mentions::{Mention, MentionKind};
use super::super::scene::{Pairing, Scene, View};
use super::super::{ChangeClass, Detail};
use super::{Finding, mentioned};
use crate::pair::Side;
use crate::resolution::Paragraph;
use crate::resolution::citation::CitedKind;

/// Sessions at which something is due.
pub(super) fn deadline(scene: &Scene<'_>) -> Vec<Finding> {
    sessions(scene, true)
}

/// Sessions that are spoken of.
pub(super) fn session(scene: &Scene<'_>) -> Vec<Finding> {
    sessions(scene, false)
}

fn sessions(scene: &Scene<'_>, wanted: bool) -> Vec<Finding> {
    let pairings = scene.paired(|kind| kind == MentionKind::Session);
    let mut findings = Vec::new();
    for pairing in pairings {
        if is_due(scene, &pairing) != wanted || pairing.both().is_none() && !wanted && !scene.stands_out(&pairing) {
            continue;
        }
        let spans = pairing.spans();
        if pairing.equal {
            findings.push(Finding { spans, detail: None, class: ChangeClass::Editorial });
            continue;
        }
        let numbers = pairing.mentions.map(|mention| mention.and_then(|m| m.order).map(|(number, _)| number as i32));
        let step = numbers.earlier.zip(numbers.later).map(|(earlier, later)| later - earlier);
        let class = match (step, scene.setting.step()) {
            // Gained or dropped.
            (None, _) => ChangeClass::Substantive,
            // Another rhythm: a report that was due every second year is due after three.
            (Some(step), Some(expected)) if wanted && step != expected && of_the_assembly(scene, &pairing) => {
                ChangeClass::Substantive
            }
            (Some(_), _) => ChangeClass::Rollover,
        };
        let detail = Detail::Session { words: pairing.words(scene), step, deadline: wanted };
        findings.push(Finding { spans, detail: Some(detail), class });
    }
    findings
}

/// Tells whether something is due at a session: one that is yet to come, in a paragraph that asks or decides.
fn is_due(scene: &Scene<'_>, pairing: &Pairing<'_>) -> bool {
    [Side::Later, Side::Earlier].into_iter().any(|side| {
        let Some(mention) = pairing.mentions.side(side) else { return false };
        let own = scene.setting.resolutions.side(side).masthead.session.map(|session| u32::from(session.number));
        let to_come = match (own.filter(|own| *own > 0), mention.order) {
            (Some(own), Some((number, _))) => number > own,
            _ => true,
        };
        to_come && is_asked(scene, side, mention)
    })
}

/// Tells whether something is mentioned in what is asked or decided: by the last verb before it or, in a subparagraph that
/// has none, by the last one of the paragraph that it stands under.
pub(super) fn is_asked(scene: &Scene<'_>, side: Side, mention: &Mention) -> bool {
    let view = scene.side(side);
    if let Some(verb) = view.governing(mention.tokens.0) {
        return asks_or_decides(verb.act());
    }
    let paragraphs = &scene.setting.resolutions.side(side).paragraphs;
    let parent = |paragraph: &Paragraph| paragraph.parent.map(|index| &paragraphs[index]);
    let mut above =
        std::iter::successors(view.members.first().and_then(|(paragraph, _)| parent(paragraph)), |p| parent(p));
    let verb = above.find_map(|paragraph| {
        let opening = paragraph.opening.as_ref().map(|opening| opening.lemma.as_str());
        paragraph.inner.last().map(|inner| inner.lemma.as_str()).or(opening)
    });
    verb.is_some_and(asks_or_decides)
}

/// Tells whether a verb makes something due.
pub(super) fn asks_or_decides(lemma: &str) -> bool {
    super::super::addressee::is_directive(lemma)
        || matches!(
            lemma,
            "decide"
                | "recommend"
                | "resolve"
                | "agree"
                | "establish"
                | "extend"
                | "approve"
                | "adopt"
                | "set"
                | "renew"
                | "appropriate"
                | "endorse"
                | "convene"
                | "proclaim"
                | "declare"
        )
}

/// Tells whether the session is one of the General Assembly, which counts one a year: the organ named last before it
/// is the Assembly, or none is named.
fn of_the_assembly(scene: &Scene<'_>, pairing: &Pairing<'_>) -> bool {
    let Some(mention) = pairing.mentions.later.or(pairing.mentions.earlier) else { return false };
    let view: &View<'_> = if pairing.mentions.later.is_some() { &scene.sides.later } else { &scene.sides.earlier };
    let organ = (0..mention.tokens.0).rev().map(|i| view.word(i)).find(|word| {
        matches!(
            *word,
            "Assembly" | "Council" | "Commission" | "Committee" | "Conference" | "Board" | "Forum" | "Parties"
        )
    });
    let regular = mention.series == "session";
    regular && organ.is_none_or(|organ| organ == "Assembly")
}

/// Dates, years and spans of years.
pub(super) fn date(scene: &Scene<'_>) -> Vec<Finding> {
    mentioned(scene, MentionKind::Date, Detail::Date, |pairing| match pairing.mentions.both() {
        [Some(earlier), Some(later)] => {
            let years = earlier.order.zip(later.order).map(|(earlier, later)| later.0 as i32 - earlier.0 as i32);
            let target = is_target(&scene.sides.earlier, earlier) && is_target(&scene.sides.later, later);
            match (years, scene.setting.step()) {
                (Some(years), Some(expected)) if target && years != expected => ChangeClass::Substantive,
                _ => ChangeClass::Rollover,
            }
        }
        [Some(mention), None] if dates_a_document(&scene.sides.earlier, mention) => ChangeClass::Rollover,
        [None, Some(mention)] if dates_a_document(&scene.sides.later, mention) => ChangeClass::Rollover,
        _ => ChangeClass::Substantive,
    })
}

/// Tells whether a date goes with the symbol behind it: "the statement of its President of 15 March 2018 (S/PRST/2018/5)".
fn dates_a_document(view: &View<'_>, mention: &Mention) -> bool {
    let symbol = mention.tokens.1 + 1;
    let is_document =
        |other: &Mention| other.tokens.0 == symbol && matches!(other.kind, MentionKind::Citation(CitedKind::Document));
    view.word(mention.tokens.1) == "(" && view.mentions().iter().any(is_document)
}

/// Tells whether a date is one by which something shall be done: "by 2030", "no later than 30 June 2026".
fn is_target(view: &View<'_>, mention: &Mention) -> bool {
    let word = |back: usize| mention.tokens.0.checked_sub(back).map_or("", |i| view.word(i));
    matches!(word(1), "by" | "before" | "until" | "than")
        || matches!((word(2), word(1)), ("by", "the" | "end" | "year") | ("end", "of") | ("year", _))
}
