//! Figures, amounts and percentages of both sides to those that changed.

use super::super::mentions::MentionKind;
use super::super::scene::{Pairing, Scene};
use super::super::{ChangeClass, Detail};
use super::time::is_asked;
use super::{Finding, mentioned};
use crate::pair::{Pair, Side};

/// Numbers.
pub(super) fn figure(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = found(scene, MentionKind::Figure, Detail::Figure);
    // An ordinal that one side lacks is a word like others.
    let ordinals = found(scene, MentionKind::Ordinal, Detail::Figure);
    findings.extend(ordinals.into_iter().filter(|f| f.spans.earlier.is_some() && f.spans.later.is_some()));
    findings
}

/// Money.
pub(super) fn amount(scene: &Scene<'_>) -> Vec<Finding> {
    found(scene, MentionKind::Amount, Detail::Amount)
}

/// Shares.
pub(super) fn percentage(scene: &Scene<'_>) -> Vec<Finding> {
    found(scene, MentionKind::Percentage, Detail::Percentage)
}

fn found(scene: &Scene<'_>, kind: MentionKind, detail: impl Fn(Pair<Option<String>>) -> Detail) -> Vec<Finding> {
    mentioned(scene, kind, detail, |pairing| match pairing.both() {
        Some(_) if !is_wanted(scene, pairing) => ChangeClass::Rollover,
        _ => ChangeClass::Substantive,
    })
}

/// Tells whether a number is part of what is asked or decided; elsewhere it says how things stand.
fn is_wanted(scene: &Scene<'_>, pairing: &Pairing<'_>) -> bool {
    let is_asked = |side: Side| pairing.mentions.side(side).is_some_and(|mention| is_asked(scene, side, mention));
    (is_asked(Side::Earlier) || is_asked(Side::Later)) && !scene.is_preambular()
}
