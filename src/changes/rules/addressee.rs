//! Who is asked, of both sides, to a change of addressee.

use super::super::addressee::{Addressee, addressee, is_directive};
use super::super::mentions::MentionKind;
use super::super::scene::{Fate, Scene, VerbPhrase, View};
use super::super::weigh::spelling;
use super::super::{ChangeClass, Detail};
use super::Finding;
use crate::pair::{Pair, Side};
use crate::span::Span;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pair in scene.paired_verbs() {
        let [Some(earlier), Some(later)] = pair.both() else { continue };
        if !is_directive(earlier.act()) || !is_directive(later.act()) {
            continue;
        }
        let of = |view: &View<'_>, verb: &VerbPhrase<'_>| addressee(view.text, view.tokens, verb.tokens.1);
        let asked = Pair::new(of(&scene.sides.earlier, earlier), of(&scene.sides.later, later));
        let [Some(earlier), Some(later)] = asked.both() else { continue };
        let spans = Pair::new(earlier.span, later.span);
        if earlier.parties == later.parties || is_named_otherwise(scene, spans) {
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
