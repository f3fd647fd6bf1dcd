//! The text of a paragraph to the verb phrase it opens with, and to the verbs further on.
//!
//! "Takes note with appreciation of the report" opens with *take note*, coloured "with appreciation". Verbs come from the
//! lexicon; one that is not in it is told by its form. What the phrase governs ("of the report") is no part of it.

mod head;
mod inner;
mod phrase;
mod words;

use super::{InnerVerb, Opening, Role};
use crate::lexicon::{Inflection, Verbs};
use crate::token::TokenKind;
use inner::joint;
use phrase::{Read, Reader};
use words::Words;

/// Holds an opening and the form of its verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub opening: Opening,
    pub form: Form,
}

/// Names the forms of an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "Recalling", "Deeply concerned", "Having considered", "Mindful": preambular.
    Participle,
    /// "Recalls", "Also calls upon", "We reaffirm": operative.
    Finite,
}

/// Finds the verb phrase that a paragraph opens with. The text has no enumerator; it begins with a capital letter.
///
/// Known openings are sure enough to say that a paragraph begins at a printed line. Others, told by their form, fit
/// where a paragraph is known to begin.
pub(crate) fn opening(text: &str) -> Option<Found> {
    Lead::of(&Words::new(prefix(text))).map(|lead| lead.found)
}

/// Finds the opening of a text if its verb is known.
pub(crate) fn known(text: &str) -> Option<Found> {
    opening(text).filter(|found| found.opening.known)
}

/// Finds the opening that counts for a paragraph whose role is known, and the further verbs that have the same subject:
/// the organ.
///
/// An operative paragraph may open with the plain form: "1. Recognize that ...", in declarations. Below the top a verb
/// that nobody knows is likelier a noun, and "(a) Supporting ..." a thing asked for, unless a comma at its end shows that
/// it belongs to a preamble.
///
/// In a preambular paragraph the further verbs are participles (", and emphasizing the importance"), in an operative one
/// finite forms ("; expresses its concern"), in a declaration those after "we". Verbs of subordinate clauses are left
/// alone.
pub(crate) fn verbs(role: Role, text: &str) -> (Option<Opening>, Vec<InnerVerb>) {
    let (words, lead) = match role {
        Role::Preambular | Role::Operative => {
            let words = Words::new(text);
            let plain = || Lead::plain(&words).filter(|_| role == Role::Operative);
            let lead = Lead::of(&words).or_else(plain);
            (words, lead)
        }
        Role::Subparagraph | Role::Annex => {
            let counts = |found: &Found| found.form == Form::Finite || text.trim_end().ends_with(',');
            let lead = Lead::of(&Words::new(prefix(text)));
            match lead.filter(|lead| lead.found.opening.known && counts(&lead.found)) {
                Some(lead) => (Words::new(text), Some(lead)),
                None => return Default::default(),
            }
        }
        Role::Heading | Role::Other => return Default::default(),
    };
    let inner = lead.as_ref().map(|lead| lead.further(&words)).unwrap_or_default();
    (lead.map(|lead| lead.found.opening), inner)
}

/// The verb phrase that a paragraph opens with, and what is needed to read on.
struct Lead {
    found: Found,
    inflection: Inflection,
    /// First token after the phrase.
    next: usize,
}

impl Lead {
    /// Reads the opening of a paragraph in any form but the plain one.
    fn of(words: &Words<'_>) -> Option<Lead> {
        let start = first_word(words)?;
        if !words.is_capital(start) {
            return None;
        }
        Some(Lead::new(Reader { verbs: Verbs::built_in(), words }.read(start)?))
    }

    /// Reads an opening in the plain form: "Encourage all States to ...", in declarations.
    ///
    /// Only for places where a verb is expected: the same words are nouns elsewhere ("Support Mission in Libya").
    fn plain(words: &Words<'_>) -> Option<Lead> {
        let reader = Reader { verbs: Verbs::built_in(), words };
        Some(Lead::new(reader.read_as(first_word(words)?, Some(Inflection::Base))?))
    }

    fn new(read: Read) -> Lead {
        let form = match read.inflection {
            Inflection::Participle | Inflection::Past => Form::Participle,
            Inflection::Finite | Inflection::Base => Form::Finite,
        };
        let Read { span, lemma, qualifiers, repeats, known, inflection, next, .. } = read;
        Lead { found: Found { opening: Opening { span, lemma, qualifiers, repeats, known }, form }, inflection, next }
    }

    /// Finds the further verbs of the organ.
    fn further(&self, words: &Words<'_>) -> Vec<InnerVerb> {
        let reader = Reader { verbs: Verbs::built_in(), words };
        let mut found = Vec::new();
        let mut at = self.next;
        while at < words.tokens.len() {
            let read = joint(words, at, self.next).and_then(|joint| reader.inner(at, &joint, self.inflection));
            if let Some(read) = read {
                at = read.next.max(at + 1);
                found.push(InnerVerb { span: read.span, lemma: read.lemma, qualifiers: read.qualifiers });
            } else {
                at += 1;
            }
        }
        found
    }
}

/// Tells "of", "under", "between": what a number follows that counts something.
pub(crate) fn is_preposition(word: &str) -> bool {
    words::PREPOSITIONS.contains(&word)
}

/// Finds the first token that is no quotation mark or bracket.
fn first_word(words: &Words<'_>) -> Option<usize> {
    words.tokens.iter().position(|token| token.kind != TokenKind::Punctuation)
}

/// Gives as much of a text as an opening may need: the longest seen takes 110 bytes.
fn prefix(text: &str) -> &str {
    const LONGEST: usize = 240;
    let end = (0..=text.len().min(LONGEST)).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;
