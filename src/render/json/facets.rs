//! The facets of one change as they stand in JSON: an object keyed by what they are about.

use super::text::{Str, Words};
use crate::changes::{Change, Detail, Facet, Strength};
use crate::pair::Pair;
use crate::resolution::Resolution;
use crate::span::Span;
use serde::Serialize;

/// Holds all facets of a change. Lists that are empty are left out.
#[derive(Serialize, Default)]
pub(super) struct Facets<'a> {
    /// The lead verb on each side, changed or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    verb: Option<WireFacet<'a>>,
    /// Verbs inside the paragraphs, and lead verbs of further members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further_verbs: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    qualifiers: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    addressees: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sessions: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    amounts: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    percentages: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citations: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pointers: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    footnotes: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repeats: Vec<WireFacet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    typography: Vec<WireFacet<'a>>,
}

/// Holds one facet: what was and what is, which way it went, the rule that found it and the words it rests on.
#[derive(Serialize, Default)]
struct WireFacet<'a> {
    earlier: Option<Str<'a>>,
    later: Option<Str<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<Strength>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inner: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Pair<Option<Words<'static>>>>,
}

impl<'a> Facets<'a> {
    pub(super) fn of(change: &'a Change, texts: &Pair<String>, resolutions: &'a Pair<Resolution>) -> Self {
        let mut facets = Self::default();
        for facet in &change.facets {
            facets.add(facet, texts);
        }
        if facets.verb.is_none() {
            facets.verb = lead_verb(change, resolutions);
        }
        facets
    }

    fn add(&mut self, facet: &'a Facet, texts: &Pair<String>) {
        let mut wire = WireFacet {
            rule: Some(facet.rule.0),
            evidence: Some(Pair::new(
                facet.spans.earlier.map(|span| Words::owned(span, &texts.earlier)),
                facet.spans.later.map(|span| Words::owned(span, &texts.later)),
            )),
            ..WireFacet::default()
        };
        match &facet.detail {
            Detail::Verb { lemmas, strength, inner } => {
                wire.set(lemmas);
                wire.strength = Some(*strength);
                if *inner || self.verb.is_some() {
                    wire.inner = Some(*inner);
                    self.further_verbs.push(wire);
                } else {
                    self.verb = Some(wire);
                }
            }
            Detail::Qualifier { phrase, strength } => {
                let gained = facet.spans.later.is_some() || facet.spans.earlier.is_none();
                let phrase = Some(phrase.as_str().into());
                (wire.earlier, wire.later) = if gained { (None, phrase) } else { (phrase, None) };
                wire.strength = Some(*strength);
                self.qualifiers.push(wire);
            }
            Detail::Session { words, step, deadline } => {
                wire.set(words);
                wire.step = *step;
                wire.deadline = Some(*deadline);
                self.sessions.push(wire);
            }
            Detail::Addressee(words) => self.addressees.push(wire.with(words)),
            Detail::Date(words) => self.dates.push(wire.with(words)),
            Detail::Figure(words) => self.figures.push(wire.with(words)),
            Detail::Amount(words) => self.amounts.push(wire.with(words)),
            Detail::Percentage(words) => self.percentages.push(wire.with(words)),
            Detail::Citation(words) => self.citations.push(wire.with(words)),
            Detail::Pointer(words) => self.pointers.push(wire.with(words)),
            Detail::Footnote(words) => self.footnotes.push(wire.with(words)),
            Detail::Repeat(words) => self.repeats.push(wire.with(words)),
            Detail::Typography(words) => self.typography.push(wire.with(words)),
        }
    }
}

impl<'a> WireFacet<'a> {
    fn set(&mut self, words: &'a Pair<Option<String>>) {
        self.earlier = words.earlier.as_deref().map(Str::Borrowed);
        self.later = words.later.as_deref().map(Str::Borrowed);
    }

    fn with(mut self, words: &'a Pair<Option<String>>) -> Self {
        self.set(words);
        self
    }
}

/// Gives the lead verbs of paragraphs that no rule had anything to say about.
fn lead_verb<'a>(change: &Change, resolutions: &'a Pair<Resolution>) -> Option<WireFacet<'a>> {
    let opening = |resolution: &'a Resolution, members: &[usize]| {
        resolution.paragraphs.get(*members.first()?).map(|paragraph| (paragraph, paragraph.opening.as_ref()))
    };
    let (earlier, earlier_opening) = opening(&resolutions.earlier, &change.link.members.earlier)?;
    let (later, later_opening) = opening(&resolutions.later, &change.link.members.later)?;
    let lemmas = Pair::new(earlier_opening, later_opening).map(|opening| opening.map(|o| o.lemma.as_str()));
    if lemmas.earlier.is_none() && lemmas.later.is_none() {
        return None;
    }
    let evidence = |text: &str, span: Option<Span>| span.map(|span| Words::owned(span, text));
    Some(WireFacet {
        earlier: lemmas.earlier.map(Str::Borrowed),
        later: lemmas.later.map(Str::Borrowed),
        // Two verbs that no rule compared have no strength.
        strength: (lemmas.earlier == lemmas.later).then_some(Strength::Same),
        evidence: Some(Pair::new(
            evidence(&earlier.text, earlier_opening.map(|o| o.span)),
            evidence(&later.text, later_opening.map(|o| o.span)),
        )),
        ..WireFacet::default()
    })
}
