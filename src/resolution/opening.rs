//! A paragraph to the verb phrase that it opens with. First version by form alone.

use super::{InnerVerb, Opening};
use crate::span::Span;

/// Names the forms of an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "Recalling".
    Participle,
    /// "Recalls".
    Finite,
}

/// Holds an opening and its form.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub opening: Opening,
    pub form: Form,
}

/// Finds the opening of a paragraph.
pub(crate) fn opening(text: &str) -> Option<Found> {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let verb = words.iter().find(|w| {
        !matches!(w.to_lowercase().as_str(), "also" | "further" | "strongly" | "deeply" | "gravely" | "once" | "again")
    })?;
    let form = if verb.ends_with("ing") || matches!(*verb, "Aware" | "Mindful" | "concerned" | "Convinced" | "Guided") {
        Form::Participle
    } else if verb.ends_with('s') && verb.len() > 4 && verb.chars().all(char::is_alphabetic) {
        Form::Finite
    } else {
        return None;
    };
    let end = text.find(verb)? + verb.len();
    let stem = verb.to_lowercase();
    let lemma = stem.trim_end_matches('s').trim_end_matches("ing").trim_end_matches('e').to_owned();
    let opening = Opening { span: Span::new(0, end), lemma, qualifiers: vec![], repeats: vec![], known: true };
    Some(Found { opening, form })
}

/// Finds the verbs inside a paragraph.
pub(crate) fn inner_verbs(_text: &str, _opening: &Opening) -> Vec<InnerVerb> {
    Vec::new()
}
