//! The newest text with every word attributed to the version in which it entered.
//!
//! Origins are handed on from version to version along the edit scripts: a kept word keeps its origin, a new word gets
//! that of its version. A clause carried into another paragraph, and one that came back, bring their origins along; so
//! does a phrase of three words or more that stood in the same clause before, be it that it was dropped and came back or
//! that it only changed its place. A lone word between two replaced passages counts as replaced with them.

use super::History;
use crate::changes::words::edit_script;
use crate::changes::{Change, Edit};
use crate::pair::Pair;
use crate::resolution::Resolution;
use crate::span::Span;
use crate::token::{Token, TokenKind, join_keys, tokenize};
use std::collections::BTreeMap;

/// Holds, for every paragraph of the newest version, its words and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// In the order of the newest version's paragraphs.
    pub paragraphs: Vec<Vec<Word>>,
}

/// Holds one word or punctuation mark of the newest text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// In the paragraph's text.
    pub span: Span,
    /// Whether it is a mark rather than a word.
    pub mark: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// Names the version in which a word entered, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub usize);

impl Attribution {
    /// Counts the words of each version, without marks: how much of the newest text dates from it.
    pub fn counts(&self, versions: usize) -> Vec<usize> {
        let mut counts = vec![0; versions];
        for word in self.paragraphs.iter().flatten().filter(|word| !word.mark) {
            counts[word.origin.0] += 1;
        }
        counts
    }
}

/// Attributes the words of the newest version.
pub fn attribute(history: &History) -> Attribution {
    let mut all: Vec<Vec<Traced>> = Vec::with_capacity(history.versions.len());
    for (version, held) in history.versions.iter().enumerate() {
        let mut traced: Vec<Traced> =
            held.resolution.paragraphs.iter().map(|paragraph| Traced::new(&paragraph.text, Origin(version))).collect();
        if version > 0 {
            let report = &history.reports[version - 1];
            for carried in &report.carried {
                let from = &all[version - 1][carried.paragraph.earlier];
                traced[carried.paragraph.later].take(
                    from,
                    carried.span,
                    &report.resolutions.map_texts(carried.paragraph),
                );
            }
            for change in &report.changes {
                hand_on(&all[version - 1], &mut traced, change, &report.resolutions);
            }
            for back in history.returns.iter().filter(|back| back.to.0 == version) {
                let from = &all[back.from.0][back.from.1];
                let texts = Pair::new(from.text.clone(), traced[back.to.1].text.clone());
                let whole = Pair::new(Span::new(0, texts.earlier.len()), Span::new(0, texts.later.len()));
                traced[back.to.1].take(from, whole, &texts);
            }
            for lineage in &history.lineages {
                if let Some(paragraph) = lineage.cells[version].paragraph {
                    let before: Vec<&Traced> =
                        lineage.places().take_while(|place| place.0 < version).map(|(v, p)| &all[v][p]).collect();
                    traced[paragraph].recover_phrases(&before, Origin(version));
                }
            }
        }
        all.push(traced);
    }
    let newest = all.pop().unwrap_or_default();
    let words = |traced: Traced| {
        let word = |(token, &origin): (&Token, &Origin)| Word { span: token.span, mark: is_mark(token), origin };
        traced.tokens.iter().zip(&traced.origins).map(word).collect()
    };
    Attribution { paragraphs: newest.into_iter().map(words).collect() }
}

trait Texts {
    fn map_texts(&self, paragraphs: Pair<usize>) -> Pair<String>;
}

impl Texts for Pair<Resolution> {
    fn map_texts(&self, paragraphs: Pair<usize>) -> Pair<String> {
        Pair::new(
            self.earlier.paragraphs[paragraphs.earlier].text.clone(),
            self.later.paragraphs[paragraphs.later].text.clone(),
        )
    }
}

/// A paragraph with the origin of each of its words.
struct Traced {
    text: String,
    tokens: Vec<Token>,
    origins: Vec<Origin>,
}

impl Traced {
    fn new(text: &str, origin: Origin) -> Self {
        let tokens = tokenize(text);
        let origins = vec![origin; tokens.len()];
        Traced { text: text.to_owned(), tokens, origins }
    }

    /// Takes over the origins of the words that a span of an earlier paragraph shares with a span of this one.
    fn take(&mut self, from: &Traced, spans: Pair<Span>, texts: &Pair<String>) {
        let (Some(earlier), Some(later)) = (
            texts.earlier.get(spans.earlier.start..spans.earlier.end),
            texts.later.get(spans.later.start..spans.later.end),
        ) else {
            return;
        };
        for edit in edit_script(Pair::new(earlier, later)) {
            if let Edit::Keep(kept) = edit {
                let sources = within(&from.tokens, kept.earlier.shifted(spans.earlier.start));
                let targets = within(&self.tokens, kept.later.shifted(spans.later.start));
                for (target, source) in targets.zip(sources) {
                    self.origins[target] = self.origins[target].min(from.origins[source]);
                }
            }
        }
    }
}

/// Words from which a new run that stood in the clause before is the same phrase again, rather than chance.
const PHRASE: usize = 3;
/// Places of one pair of words that are looked at; only a text that says the same over and over has more.
const PLACES: usize = 32;

impl Traced {
    /// Gives words that are new in this version, but stood in a row in the same clause before, the origin that they had
    /// there. `before` holds the clause in the versions before, oldest first; the newest that has a phrase counts.
    fn recover_phrases(&mut self, before: &[&Traced], own: Origin) {
        if before.is_empty() || !self.origins.contains(&own) {
            return;
        }
        let pair = |tokens: &[Token], at: usize| Some(join_keys(tokens.get(at)?.key, tokens.get(at + 1)?.key));
        let mut starts: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
        for (version, traced) in before.iter().enumerate().rev() {
            for at in 0..traced.tokens.len() {
                if let Some(pair) = pair(&traced.tokens, at) {
                    let places = starts.entry(pair).or_default();
                    if places.len() < PLACES {
                        places.push((version, at));
                    }
                }
            }
        }
        let (mut at, mut end) = (0, 0);
        while at < self.tokens.len() {
            if at >= end {
                end = at + self.origins[at..].iter().take_while(|&&origin| origin == own).count();
            }
            let places = pair(&self.tokens, at).filter(|_| end > at).and_then(|pair| starts.get(&pair));
            let common = |&(version, start): &(usize, usize)| {
                let (here, there) = (&self.tokens[at..end], &before[version].tokens[start..]);
                here.iter().zip(there).take_while(|(one, other)| one.key == other.key).count()
            };
            let longest = places.into_iter().flatten().map(|place| (common(place), *place)).rev();
            match longest.max_by_key(|&(length, _)| length) {
                Some((length, (version, start))) if words_among(&self.tokens[at..at + length]) >= PHRASE => {
                    let source = &before[version].origins[start..start + length];
                    self.origins[at..at + length].copy_from_slice(source);
                    at += length;
                }
                Some(_) | None => at += 1,
            }
        }
    }
}

fn words_among(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| !is_mark(token)).count()
}

fn is_mark(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Punctuation | TokenKind::Break)
}

/// Hands the origins of one change's earlier paragraphs on to its later ones.
fn hand_on(before: &[Traced], after: &mut [Traced], change: &Change, resolutions: &Pair<Resolution>) {
    let starts = |resolution: &Resolution, members: &[usize]| {
        let mut start = 0;
        let mut starts = Vec::with_capacity(members.len());
        for &member in members {
            starts.push((start, member));
            start += resolution.paragraphs[member].text.len() + 1;
        }
        starts
    };
    let earlier = starts(&resolutions.earlier, &change.link.members.earlier);
    let later = starts(&resolutions.later, &change.link.members.later);
    for edit in &change.edits {
        let Edit::Keep(spans) = edit else { continue };
        let sources: Vec<Origin> = earlier
            .iter()
            .flat_map(|&(start, member)| {
                let traced = &before[member];
                let inside = clipped(spans.earlier, start, traced.text.len());
                within(&traced.tokens, inside).map(|token| traced.origins[token])
            })
            .collect();
        let mut sources = sources.into_iter();
        for &(start, member) in &later {
            let traced = &mut after[member];
            let inside = clipped(spans.later, start, traced.text.len());
            for token in within(&traced.tokens, inside) {
                if let Some(origin) = sources.next() {
                    traced.origins[token] = origin;
                }
            }
        }
    }
}

/// The part of a span of joined texts that lies in the text that begins at `start`, in that text's own bytes.
fn clipped(span: Span, start: usize, length: usize) -> Span {
    let from = span.start.max(start).min(start + length);
    let to = span.end.max(start).min(start + length);
    Span::new(from - start, to - start)
}

/// Indexes of the tokens that begin inside a span.
fn within(tokens: &[Token], span: Span) -> std::ops::Range<usize> {
    let from = tokens.partition_point(|token| token.span.start < span.start);
    let to = tokens.partition_point(|token| token.span.start < span.end);
    from..to.max(from)
}
