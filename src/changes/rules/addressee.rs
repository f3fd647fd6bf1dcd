//! Who is asked, of both sides, to a change of addressee.

use super::super::addressee::{Addressee, addressee, is_directive};
use super::super::scene::{Scene, VerbPhrase, View};
use super::super::{ChangeClass, Detail};
use super::Finding;
use crate::pair::Pair;

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
        if earlier.parties == later.parties {
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
