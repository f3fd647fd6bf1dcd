//! A place in a text to the verb phrase that begins there: what stands before its head, in it, and behind it.

use super::head::Head;
use super::words::{DETERMINERS, IDLE, PREPOSITIONS, Words, is_adverb};
use crate::lexicon::{Inflection, Phrase, Step, Verbs};
use crate::span::Span;
use crate::token::TokenKind;

/// What was read at one place.
pub(super) struct Read {
    pub span: Span,
    pub lemma: String,
    pub qualifiers: Vec<String>,
    pub repeats: Vec<String>,
    pub inflection: Inflection,
    pub known: bool,
    pub noun: bool,
    pub aside: bool,
    /// Whether it is an adjective: "deeply concerned".
    pub state: bool,
    /// Whether it has more than one word: "calls upon".
    pub long: bool,
    /// First token after the phrase.
    pub next: usize,
}

/// Collects what stands around the head of a phrase.
#[derive(Default, Clone)]
pub(super) struct Around {
    pub qualifiers: Vec<String>,
    pub repeats: Vec<String>,
    /// Token at which the phrase begins, once there is one.
    pub start: Option<usize>,
}

/// The most words that a gap holds, the longest seen being "Expresses once again its deep and heartfelt appreciation".
const GAP: usize = 7;

/// The most tokens between the commas of an insertion: "Calls, as a matter of the utmost priority, upon".
const INSERTION: usize = 14;

pub(super) struct Reader<'w> {
    pub verbs: &'w Verbs,
    pub words: &'w Words<'w>,
}

impl Reader<'_> {
    /// Reads the phrase that begins at a token, in any form that may open a paragraph.
    pub(super) fn read(&self, start: usize) -> Option<Read> {
        self.read_as(start, None)
    }

    /// Reads the phrase that begins at a token; `Some(Base)` for the plain form.
    pub(super) fn read_as(&self, start: usize, wanted: Option<Inflection>) -> Option<Read> {
        let mut around = Around::default();
        let mut at = self.before(start, &mut around);
        let mut base = wanted == Some(Inflection::Base);
        if !base && self.words.lower(at) == "we" {
            around.start.get_or_insert(at);
            at = self.before(at + 1, &mut around);
            base = true;
        }
        let head = if base { self.head_in(at, Inflection::Base, &mut around) } else { self.head(at, &mut around) }?;
        let alone = around.start.is_none();
        let begin = *around.start.get_or_insert(at);
        let next = self.after(head.next, &mut around);
        if head.noun && alone && next == head.next && self.reads_as_noun(next, head.aside) {
            return None;
        }
        if head.nominal {
            around.qualifiers.iter_mut().for_each(to_adjective);
        }
        let span = self.words.tokens[begin].span.cover(self.words.tokens[next - 1].span);
        let Head { lemma, inflection, mut known, noun, aside, state, .. } = head;
        // "Supporting Industrialization in ..." is the name of something.
        known &= !(aside && alone && inflection == Inflection::Participle && self.words.is_capital(next));
        let Around { qualifiers, repeats, .. } = around;
        let long = head.next > at + 1;
        Some(Read { span, lemma, qualifiers, repeats, inflection, known, noun, aside, state, long, next })
    }

    /// Reads "Also", "Further", "Once again", "In this regard,", "Strongly" before the head.
    pub(super) fn before(&self, start: usize, around: &mut Around) -> usize {
        let mut at = start;
        while at < start + 16 {
            // "respectively, and commits": the adverb belongs to what stands before.
            let after_adverb = at > start && self.words.lower(at - 1).ends_with("ly");
            let word = self.words.lower(at);
            let repeats = self.words.longest(&self.verbs.repeats, at);
            let asides = self.words.longest(&self.verbs.asides, at);
            if repeats > 0 {
                around.repeats.push(self.words.joined(at, at + repeats));
                around.start.get_or_insert(at);
                at += repeats;
            } else if asides > 0 {
                at += asides;
            } else if word == "," && at > start && !after_adverb || word == "and" {
                at += 1;
            } else if is_adverb(word) || self.words.longest(&self.verbs.adverbs, at) == 1 {
                around.qualifiers.push(word.to_owned());
                around.start.get_or_insert(at);
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Follows the further words of a phrase; gives the token after the last.
    pub(super) fn follow(&self, start: usize, phrase: &Phrase, around: &mut Around) -> Option<usize> {
        let mut at = start;
        let mut gap = false;
        for step in phrase.steps() {
            if step == Step::Gap {
                gap = true;
                continue;
            }
            let is_next = |at: usize| step.allows(self.words.lower(at));
            let mut room = GAP;
            while !is_next(at) {
                if self.words.is_end(at) {
                    return None;
                }
                let word = self.words.lower(at);
                let repeats = self.words.longest(&self.verbs.repeats, at);
                let asides = self.words.longest(&self.verbs.asides, at);
                if repeats > 0 {
                    around.repeats.push(self.words.joined(at, at + repeats));
                    at += repeats;
                } else if asides > 0 {
                    at += asides;
                } else if word == "," {
                    at = self.over_insertion(at, &is_next)?;
                } else if word == "with" {
                    let end = self.with_feeling(at)?;
                    around.qualifiers.push(self.words.joined(at, end));
                    at = end;
                } else if self.words.longest(&self.verbs.adverbs, at) == 1 {
                    around.qualifiers.push(word.to_owned());
                    at += 1;
                } else if gap && room > 0 && self.may_fill(at) {
                    if !IDLE.contains(&word) {
                        around.qualifiers.push(word.to_owned());
                    }
                    room -= 1;
                    at += 1;
                } else {
                    return None;
                }
            }
            at += 1;
            gap = false;
        }
        Some(at)
    }

    /// Gives the place after the insertion whose first comma stands here, if the phrase goes on there.
    fn over_insertion(&self, comma: usize, goes_on: &dyn Fn(usize) -> bool) -> Option<usize> {
        if self.words.longest(&self.verbs.repeats, comma + 1) > 0
            || self.words.longest(&self.verbs.asides, comma + 1) > 0
            || self.words.lower(comma + 1) == "with"
        {
            return Some(comma + 1);
        }
        let mut places = comma + 1..comma + 1 + INSERTION;
        if goes_on(comma + 1) {
            return Some(comma + 1);
        }
        places.find(|&at| self.words.lower(at) == "," && goes_on(at + 1)).map(|at| at + 1)
    }

    /// Tells whether a word may stand in a gap.
    fn may_fill(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        let is_word = self.words.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        is_word && !self.words.is_capital(at) && (!PREPOSITIONS.contains(&word) || word == "of")
    }

    /// Reads what belongs to the phrase behind its head: "with appreciation", "also", "in the strongest terms".
    fn after(&self, start: usize, around: &mut Around) -> usize {
        let mut end = start;
        loop {
            let mut at = end;
            loop {
                let asides = self.words.longest(&self.verbs.asides, at);
                if asides == 0 && self.words.lower(at) != "," {
                    break;
                }
                at += asides.max(1);
            }
            let repeats = self.words.longest(&self.verbs.repeats, at);
            let colours = self.words.longest(&self.verbs.colours, at);
            if repeats > 0 && self.repeats_really(at + repeats - 1) {
                around.repeats.push(self.words.joined(at, at + repeats));
                end = at + repeats;
            } else if colours > 1 {
                around.qualifiers.push(self.words.joined(at, at + colours));
                end = at + colours;
            } else if let Some(with) = self.with_feeling(at) {
                around.qualifiers.push(self.words.joined(at, with));
                end = with;
            } else if self.words.longest(&self.verbs.adverbs, at) == 1 {
                around.qualifiers.push(self.words.lower(at).to_owned());
                end = at + 1;
            } else {
                return end;
            }
        }
    }

    /// Tells "Notes further that" from "Notes further progress".
    fn repeats_really(&self, at: usize) -> bool {
        if self.words.lower(at) != "further" {
            return true;
        }
        const TEXTS: [&str; 10] = [
            "resolution",
            "resolutions",
            "decision",
            "decisions",
            "paragraph",
            "paragraphs",
            "article",
            "articles",
            "section",
            "chapter",
        ];
        let next = self.words.lower(at + 1);
        self.words.is_end(at + 1)
            || self.words.is_capital(at + 1)
            || DETERMINERS.contains(&next)
            || PREPOSITIONS.contains(&next)
            || TEXTS.contains(&next)
            || self.words.tokens[at + 1].kind == TokenKind::Punctuation
            || self.words.longest(&self.verbs.adverbs, at + 1) == 1
    }

    /// Gives the end of "with deep concern", "with great interest and appreciation".
    fn with_feeling(&self, at: usize) -> Option<usize> {
        if self.words.lower(at) != "with" {
            return None;
        }
        let mut end = self.feeling(at + 1)?;
        if self.words.lower(end) == "and"
            && let Some(second) = self.feeling(end + 1)
        {
            end = second;
        }
        Some(end)
    }

    /// Gives the end of "deep concern".
    fn feeling(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while at < start + GAP {
            let word = self.words.lower(at);
            let coloured = IDLE.contains(&word) && word != "of"
                || self.words.longest(&self.verbs.colours, at) > 0
                || is_adverb(word);
            if self.words.longest(&self.verbs.feelings, at) > 0 {
                return Some(at + 1);
            }
            if !coloured {
                return None;
            }
            at += 1;
        }
        None
    }
}

/// Gives "deep" for "deeply".
fn to_adjective(adverb: &mut String) {
    if adverb.ends_with("ly") && adverb != "early" {
        adverb.truncate(adverb.len() - 2);
    }
}
