//! A paragraph to the terms by which it is compared: masked words and pairs of them, weighted by how rare they are.
//!
//! Figures, dates, symbols and session numbers change with every session, so each counts as its class ("a date") and,
//! at a small weight, as itself. All arithmetic is on integers: the same scores on every machine.

use super::common::COMMON;
use super::procedure::{Procedure, procedure};
use crate::pair::Pair;
use crate::resolution::{Paragraph, Role, Words};
use crate::span::Span;
use crate::token::{Token, TokenKind, join_keys, key_of, plain_key};
use crate::work::Work;

/// Holds what similarity needs to know of one paragraph.
#[derive(Debug, Clone)]
pub(super) struct Features {
    /// Hash of all words: same for paragraphs that differ in typography and punctuation at the most.
    pub whole: u64,
    /// The words, punctuation dropped, for matching in order.
    pub words: Vec<Word>,
    /// Terms, with their weight in this paragraph, in no particular order.
    pub terms: Vec<Term>,
    /// Sum of the weights.
    pub weight: u64,
    /// Root of the sum of the squared weights.
    pub norm: u64,
    /// What the paragraph does in the course of a resolution, if it is one of the recurring kinds.
    pub procedure: Option<Procedure>,
    /// Telling pairs of words with which the provision itself begins, after its verb and those addressed, and the place
    /// of each: ascending.
    pub head: Vec<(u32, usize)>,
}

/// Holds one word of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// In the paragraph's text.
    pub span: Span,
    /// Its key, figures masked by their class.
    pub masked: u64,
    /// Number of the term that it makes with the word before it; [`NO_PAIR`] for the first.
    pub pair: u32,
}

/// Stands where there is no pair.
pub(super) const NO_PAIR: u32 = u32::MAX;

/// Holds one term of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    /// Number of the term in this comparison.
    pub id: u32,
    /// How rare it is, times how often it occurs (dampened).
    pub weight: u32,
}

/// Holds the features of both sides and what is known of their terms.
pub(super) struct Space {
    pub earlier: Vec<Features>,
    pub later: Vec<Features>,
    /// For each term whether it is a name or figure, or a pair with one: it tells the subject rather than the provision.
    pub name: Vec<bool>,
    /// For each term how telling it is, in 64ths of a bit: how much rarer than a formula, here and at large.
    pub telling: Vec<u32>,
}

/// Terms of one or both sides, numbered as they were first met.
struct Terms {
    /// Numbers of terms, each in the first free slot from where its key leads; a power of two, of which half is free.
    slots: Vec<u32>,
    keys: Vec<Key>,
}

/// Stands in the slots that are free.
const FREE: u32 = u32::MAX;

impl Terms {
    /// Makes room for as many terms as that many words make, or nearly.
    fn of(words: usize) -> Self {
        Terms { slots: vec![FREE; (2 * words).next_power_of_two().max(64)], keys: Vec::with_capacity(words) }
    }

    /// Gives the number of a term.
    fn number(&mut self, key: Key) -> u32 {
        let slot = self.slot(key.key);
        if self.slots[slot] != FREE {
            return self.slots[slot];
        }
        let number = self.keys.len() as u32;
        self.slots[slot] = number;
        self.keys.push(key);
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// Counts a term among those of a paragraph, and gives its number.
    fn count(&mut self, key: Key, share: u32, counts: &mut Vec<Count>) -> u32 {
        let term = self.number(key);
        let place = &mut self.keys[term as usize].place;
        match counts.get_mut(*place as usize).filter(|count| count.term == term) {
            Some(count) => {
                count.occurrences += 1;
                count.share = count.share.min(share);
            }
            None => {
                *place = counts.len() as u32;
                counts.push(Count { term, occurrences: 1, share });
            }
        }
        term
    }

    /// Finds the slot of a key: its own, or the free one where it would stand.
    fn slot(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & last;
        while self.slots[slot] != FREE && self.keys[self.slots[slot] as usize].key != key {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![FREE; self.slots.len() * 2];
        for number in 0..self.keys.len() {
            let slot = self.slot(self.keys[number].key);
            self.slots[slot] = number as u32;
        }
    }
}

/// Holds one term as first met.
#[derive(Clone, Copy)]
struct Key {
    key: u64,
    /// A name or figure, or a pair with one.
    name: bool,
    /// A figure, or a pair with one.
    figure: bool,
    /// Where in the counts of the paragraph that is read the term stands, if it stands there.
    place: u32,
}

/// Terms as first read, before their rarity is known.
struct Draft {
    whole: u64,
    words: Vec<Word>,
    /// In the order in which they were first met.
    counts: Vec<Count>,
    procedure: Option<Procedure>,
    /// Where in `words` the head begins.
    head: usize,
}

/// Holds how often a term occurs in a paragraph.
struct Count {
    term: u32,
    occurrences: u32,
    /// Share of a full term in sixteenths.
    share: u32,
}

impl Draft {
    /// Numbers the terms anew.
    fn renumber(&mut self, numbers: &[u32]) {
        for word in self.words.iter_mut().filter(|word| word.pair != NO_PAIR) {
            word.pair = numbers[word.pair as usize];
        }
        for count in &mut self.counts {
            count.term = numbers[count.term as usize];
        }
    }
}

/// Reads both sides and weighs their terms.
pub(super) fn space(paragraphs: Pair<&[Paragraph]>, words: Pair<&Words>, work: &impl Work) -> Space {
    let drafts = work.map(paragraphs.zip(words), |(paragraphs, words)| {
        let mut terms = Terms::of(words.iter().map(Vec::len).sum());
        let read = paragraphs.iter().zip(words);
        let drafts: Vec<Draft> = read.map(|(paragraph, tokens)| draft(paragraph, tokens, &mut terms)).collect();
        (drafts, terms)
    });
    let ((earlier, mut terms), (mut later, of_later)) = (drafts.earlier, drafts.later);
    // Each side numbered its own terms: the later one takes over the numbers of the earlier.
    let numbers: Vec<u32> = of_later.keys.into_iter().map(|key| terms.number(key)).collect();
    later.iter_mut().for_each(|draft| draft.renumber(&numbers));
    let keys = terms.keys;
    let mut spread = vec![0u32; keys.len()];
    for draft in earlier.iter().chain(&later) {
        for count in &draft.counts {
            spread[count.term as usize] += 1;
        }
    }
    let paragraphs = (earlier.len() + later.len()) as u32;
    let rarities = keys.iter().zip(&spread).map(|(key, &spread)| Rarity::of(spread, paragraphs, key));
    let (rarity, telling): (Vec<u32>, Vec<u32>) = rarities.map(|r| (r.mean(), r.telling())).unzip();
    let name = keys.iter().map(|key| key.name).collect();
    let Pair { earlier, later } = work.map(Pair { earlier, later }, |drafts| {
        drafts.into_iter().map(|draft| finish(draft, &rarity, &telling)).collect()
    });
    Space { earlier, later, name, telling }
}

fn draft(paragraph: &Paragraph, tokens: &[Token], terms: &mut Terms) -> Draft {
    let mut whole = 0u64;
    let mut words = Vec::with_capacity(tokens.len());
    let mut counts: Vec<Count> = Vec::with_capacity(tokens.len() * 2);
    let mut count = |key: u64, name: bool, figure: bool, share: u32| {
        terms.count(Key { key, name, figure, place: 0 }, share, &mut counts)
    };
    let mut before: Option<(u64, bool, bool)> = None;
    for token in tokens {
        if matches!(token.kind, TokenKind::Punctuation | TokenKind::Break) {
            continue;
        }
        whole = join_keys(whole, token.key);
        let class = mask(token, &paragraph.text);
        let masked = class.unwrap_or(token.key);
        let name = !words.is_empty() && token.span.of(&paragraph.text).starts_with(char::is_uppercase);
        let figure = class.is_some();
        if figure {
            count(masked, true, true, CLASS_SHARE);
            count(token.key, true, true, FIGURE_SHARE);
        } else {
            count(masked, name, false, if name { NAME_SHARE } else { WORD_SHARE });
        }
        let pair = before.map_or(NO_PAIR, |(before, named, figured)| {
            let share = if name && named { NAME_PAIR_SHARE } else { PAIR_SHARE };
            count(join_keys(before, masked), name || named, figure || figured, share)
        });
        words.push(Word { span: token.span, masked, pair });
        before = Some((masked, name, figure));
    }
    // What has no words ("...", "***") is the same only as what is written alike.
    if words.is_empty() {
        whole = key_of(&paragraph.text);
    }
    let head = head(paragraph, &words);
    Draft { whole, words, counts, procedure: procedure(paragraph, tokens), head }
}

/// Share of a word, of a pair of words, of the class of a figure, and of the figure itself in sixteenths of a term.
/// A figure that stays the same says something, but one that changed must not pull its paragraph away.
const WORD_SHARE: u32 = 16;
const PAIR_SHARE: u32 = 12;
/// Names (capitals inside the paragraph) say what a provision is about, not what it provides: two paragraphs on the
/// International Seabed Authority are no more the same than two on States. With full shares, look-alikes of this sort
/// scored above true splits.
const NAME_SHARE: u32 = 8;
const NAME_PAIR_SHARE: u32 = 4;
const CLASS_SHARE: u32 = 8;
const FIGURE_SHARE: u32 = 6;

/// Finds the word with which a provision itself begins: after its verb, and after those addressed ("Reiterates its call
/// upon the authorities to ..."), so that "(e) To carry out a review" has the head of "Urges States to carry out a review".
fn head(paragraph: &Paragraph, words: &[Word]) -> usize {
    let verb = paragraph.opening.as_ref().map_or(0, |opening| opening.span.end);
    let start = words.iter().position(|word| word.span.start >= verb).unwrap_or(words.len());
    let to = words[start..].iter().take(ADDRESSED).position(|word| word.masked == TO);
    to.map_or(start, |to| start + to + 1)
}

const TO: u64 = plain_key(b"to");
/// Words that those addressed take at the most.
const ADDRESSED: usize = 12;
/// Words that make a head.
const HEAD: usize = 10;

fn finish(draft: Draft, rarity: &[u32], telling: &[u32]) -> Features {
    let weight = |count: &Count| rarity[count.term as usize] * count.share * dampened(count.occurrences) / 256;
    let terms: Vec<Term> = draft.counts.iter().map(|count| Term { id: count.term, weight: weight(count) }).collect();
    let weight = terms.iter().map(|t| u64::from(t.weight)).sum();
    let norm = norm(terms.iter().copied());
    let pairs = draft.words.iter().skip(draft.head + 1).take(HEAD).map(|word| word.pair).enumerate();
    let mut head: Vec<(u32, usize)> =
        pairs.filter(|&(_, pair)| pair != NO_PAIR && telling[pair as usize] > 0).map(|(at, pair)| (pair, at)).collect();
    head.sort_unstable();
    Features { whole: draft.whole, words: draft.words, terms, weight, norm, procedure: draft.procedure, head }
}

/// Gives the root of the sum of the squared weights.
pub(super) fn norm(terms: impl Iterator<Item = Term>) -> u64 {
    terms.map(|term| u64::from(term.weight).pow(2)).sum::<u64>().isqrt()
}

/// Occurrences count less and less: 16, 23, 27, 30, ... in sixteenths (1 + log2 n / 2.3).
fn dampened(count: u32) -> u32 {
    16 + log2(count) * 7 / 64
}

/// Holds how rare a term is in the two texts and in resolutions at large, in 64ths of a bit.
struct Rarity {
    own: u32,
    large: u32,
    /// Logarithm of how many more paragraphs of the two texts have it than one each.
    repeats: u32,
    figure: bool,
}

impl Rarity {
    fn of(spread: u32, paragraphs: u32, key: &Key) -> Self {
        Rarity {
            own: log2(1 + paragraphs).saturating_sub(log2(spread)) + 32,
            repeats: log2(spread).saturating_sub(64),
            large: COMMON.rarity(key.key).unwrap_or(UNLISTED),
            figure: key.figure,
        }
    }

    /// The first alone takes "promotion and protection of human rights" for telling in a short text on another subject;
    /// the second alone takes the very subject of the two texts for telling.
    fn mean(&self) -> u32 {
        (self.own + self.large) / 2
    }

    /// A pair of words of "and to report thereon to the General Assembly at its" says nothing, however many of them
    /// stand side by side.
    fn telling(&self) -> u32 {
        if self.figure { 0 } else { self.large.saturating_sub(FORMULA + self.repeats) }
    }
}

/// Rarity at large of the pairs of words that formulas consist of.
const FORMULA: u32 = 5 * 64;

/// Rarity of a term that stands in fewer than one paragraph in 400 at large, in 64ths of a bit.
const UNLISTED: u32 = 10 * 64;

/// Logarithm to base 2 in 64ths, linear between the powers of two; 0 for 0.
fn log2(value: u32) -> u32 {
    if value == 0 {
        return 0;
    }
    let whole = value.ilog2();
    let rest = ((u64::from(value) - (1 << whole)) * 64) >> whole;
    whole * 64 + rest as u32
}

/// Keys of the classes; no word has them, for a word has no control character.
const NUMBER: u64 = plain_key(b"\x01number");
const DATE: u64 = plain_key(b"\x01date");
const SYMBOL: u64 = plain_key(b"\x01symbol");
const ORDINAL: u64 = plain_key(b"\x01ordinal");

/// Gives the class that stands for a figure, date, symbol or ordinal; nothing for other words.
fn mask(token: &Token, text: &str) -> Option<u64> {
    match token.kind {
        TokenKind::Number => Some(NUMBER),
        TokenKind::Date => Some(DATE),
        TokenKind::Symbol => token.span.of(text).bytes().any(|b| b.is_ascii_digit()).then_some(SYMBOL),
        TokenKind::Word => is_ordinal(token.span.of(text)).then_some(ORDINAL),
        TokenKind::Punctuation | TokenKind::Break => None,
    }
}

/// Tells "fifty-fourth", "twentieth", "54th"; not "first", which is more often no session.
fn is_ordinal(word: &str) -> bool {
    if !matches!(
        word.as_bytes(),
        [.., b't' | b'T', b'h' | b'H'] | [.., b's' | b'S', b't' | b'T'] | [.., b'n' | b'N' | b'r' | b'R', b'd' | b'D']
    ) {
        return false;
    }
    if word.as_bytes()[0].is_ascii_digit() {
        return true;
    }
    if word.len() <= 6 {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    const TENS: [&str; 8] = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"];
    const ENDS: [&str; 10] =
        ["ieth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    TENS.iter().any(|tens| lower.starts_with(tens)) && ENDS.iter().any(|end| lower.ends_with(end))
}

/// Tells whether paragraphs of the two roles may be linked at all: headings go with headings only.
pub(super) fn compatible(earlier: Role, later: Role) -> bool {
    (earlier == Role::Heading) == (later == Role::Heading)
}
