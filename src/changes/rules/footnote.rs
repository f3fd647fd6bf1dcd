//! The notes that the paragraphs of both sides refer to, to those whose text changed.

use super::super::mentions::mentions;
use super::super::scene::{Scene, View};
use super::super::weigh::is_glue;
use super::super::{ChangeClass, Detail};
use super::Finding;
use crate::pair::{Pair, Side};
use crate::source::Note;
use crate::span::Span;
use crate::token::{Token, tokenize};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let notes = Pair::new(notes(scene, Side::Earlier), notes(scene, Side::Later));
    if notes.earlier.is_empty() && notes.later.is_empty() {
        return Vec::new();
    }
    // Typography apart; most are the same anyway.
    let keys = |note: &'_ Note| tokenize(&note.text).into_iter().map(|token| token.key);
    let is_same = |one: &Note, other: &Note| one.text == other.text || keys(one).eq(keys(other));
    // Notes with the same text belong together, wherever they stand; the others in their order.
    let mut free = Pair::new(vec![true; notes.earlier.len()], vec![true; notes.later.len()]);
    for (i, (note, _)) in notes.earlier.iter().enumerate() {
        let twin = notes.later.iter().enumerate().position(|(j, (other, _))| free.later[j] && is_same(note, other));
        if let Some(j) = twin {
            (free.earlier[i], free.later[j]) = (false, false);
        }
    }
    let left = |notes: &[(&'_ Note, Span)], free: &[bool]| -> Vec<(String, Span)> {
        let left = notes.iter().zip(free).filter(|(_, free)| **free);
        left.map(|((note, span), _)| (note.text.clone(), *span)).collect()
    };
    let left = Pair::new(left(&notes.earlier, &free.earlier), left(&notes.later, &free.later));
    let mut findings = Vec::new();
    for i in 0..left.earlier.len().max(left.later.len()) {
        let pair = Pair::new(left.earlier.get(i), left.later.get(i));
        let texts = pair.map(|note| note.map(|(text, _)| text.clone()));
        findings.push(Finding {
            spans: pair.map(|note| note.map(|(_, span)| *span)),
            class: class(&texts),
            detail: Some(Detail::Footnote(texts)),
        });
    }
    findings
}

/// Gives the notes of a side in the order of their marks, each with the word that carries the mark.
fn notes<'s>(scene: &'s Scene<'_>, side: Side) -> Vec<(&'s Note, Span)> {
    let resolution = *scene.setting.resolutions.side(side);
    let view = scene.side(side);
    let mut found = Vec::new();
    for (paragraph, start) in &view.members {
        for mark in &paragraph.marks {
            if let Some(note) = resolution.footnotes.iter().find(|note| note.label == mark.label) {
                found.push((note, marked_word(view, start + mark.at)));
            }
        }
    }
    found
}

fn marked_word(view: &View<'_>, at: usize) -> Span {
    let after = view.tokens.partition_point(|token| token.span.start < at);
    match after.checked_sub(1) {
        Some(i) => view.tokens[i].span,
        None => Span::new(0, 0),
    }
}

/// A note whose symbols, dates and places alone changed was brought up to date.
fn class(texts: &Pair<Option<String>>) -> ChangeClass {
    let [Some(earlier), Some(later)] = texts.both() else { return ChangeClass::Unclassified };
    let words = |text: &str| -> Vec<u64> {
        let tokens = tokenize(text);
        let mentioned = mentions(text, &tokens);
        let bare = |(i, _): &(usize, &Token)| !mentioned.iter().any(|m| (m.tokens.0..m.tokens.1).contains(i));
        let tokens = tokens.iter().enumerate().filter(bare).map(|(_, token)| token);
        tokens
            .filter(|token| super::super::scene::is_word(token) && !is_glue(token.span.of(text)))
            .map(|t| t.key)
            .collect()
    };
    if words(earlier) == words(later) { ChangeClass::Rollover } else { ChangeClass::Substantive }
}
