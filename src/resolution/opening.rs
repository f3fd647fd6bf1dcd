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
    let words = Words::new(prefix(text));
    let start = words.tokens.iter().position(|token| token.kind != TokenKind::Punctuation)?;
    if !words.is_capital(start) {
        return None;
    }
    let read = Reader { verbs: Verbs::built_in(), words: &words }.read(start)?;
    let form = match read.inflection {
        Inflection::Participle | Inflection::Past => Form::Participle,
        Inflection::Finite | Inflection::Base => Form::Finite,
    };
    let Read { span, lemma, qualifiers, repeats, known, .. } = read;
    Some(Found { opening: Opening { span, lemma, qualifiers, repeats, known }, form })
}

/// Finds the opening that counts for a paragraph whose role is known.
///
/// An operative paragraph may have the plain form: "1. Recognize that ...", in declarations. Below the top a verb that
/// nobody knows is likelier a noun, and "(a) Supporting ..." a thing asked for, unless a comma at its end shows that it
/// belongs to a preamble.
pub(crate) fn in_role(role: Role, text: &str) -> Option<Opening> {
    let found = opening(text);
    match role {
        Role::Preambular => found.map(|found| found.opening),
        Role::Operative => found.map(|found| found.opening).or_else(|| plain_opening(text)),
        Role::Subparagraph | Role::Annex => {
            let counts = |found: &Found| found.form == Form::Finite || text.trim_end().ends_with(',');
            found.filter(|found| found.opening.known && counts(found)).map(|found| found.opening)
        }
        Role::Heading | Role::Other => None,
    }
}

/// Finds the verb phrase of a paragraph in the plain form: "Encourage all States to ...", in declarations.
///
/// Only for places where a verb is expected: the same words are nouns elsewhere ("Support Mission in Libya").
fn plain_opening(text: &str) -> Option<Opening> {
    let words = Words::new(prefix(text));
    let start = words.tokens.iter().position(|token| token.kind != TokenKind::Punctuation)?;
    let reader = Reader { verbs: Verbs::built_in(), words: &words };
    let read = reader.read_as(start, Some(Inflection::Base))?;
    let Read { span, lemma, qualifiers, repeats, known, .. } = read;
    Some(Opening { span, lemma, qualifiers, repeats, known })
}

/// Finds the further verbs of a paragraph that have the same subject as its opening: the organ.
///
/// In a preambular paragraph these are participles (", and emphasizing the importance"), in an operative one finite
/// forms ("; expresses its concern"), in a declaration those after "we". Verbs of subordinate clauses are left alone.
pub(crate) fn inner_verbs(text: &str, opening: &Opening) -> Vec<InnerVerb> {
    let words = Words::new(text);
    let reader = Reader { verbs: Verbs::built_in(), words: &words };
    let Some(first) = words.tokens.iter().position(|token| token.span.start >= opening.span.start) else {
        return Vec::new();
    };
    let Some(lead) = reader.read(first).or_else(|| reader.read_as(first, Some(Inflection::Base))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = lead.next;
    while at < words.tokens.len() {
        let read = joint(&words, at, lead.next).and_then(|joint| reader.inner(at, &joint, lead.inflection));
        if let Some(read) = read {
            at = read.next.max(at + 1);
            found.push(InnerVerb { span: read.span, lemma: read.lemma, qualifiers: read.qualifiers });
        } else {
            at += 1;
        }
    }
    found
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
