//! Texts to their words and what they mention, read once however many rules ask.

use super::mentions::{Mention, mentions};
use crate::resolution::{Resolution, Words};
use crate::token::Token;
use std::sync::OnceLock;

/// Holds a text with its words; what it mentions is looked for when first asked.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    mentions: OnceLock<Vec<Mention>>,
}

impl<'t> Reading<'t> {
    pub fn new(text: &'t str, tokens: Vec<Token>) -> Self {
        Reading { text, tokens, mentions: OnceLock::new() }
    }

    /// Gives what the text mentions, in order.
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| mentions(self.text, &self.tokens))
    }
}

/// Gives the paragraphs of a resolution with their words.
pub(super) fn readings(resolution: &Resolution, words: Words) -> Vec<Reading<'_>> {
    let paragraphs = resolution.paragraphs.iter().zip(words);
    paragraphs.map(|(paragraph, tokens)| Reading::new(&paragraph.text, tokens)).collect()
}
