//! Texts to their words and what they mention, read once however many rules ask.

use super::mentions::{Mention, mentions};
use crate::resolution::{Paragraph, Resolution};
use crate::token::{Token, tokenize};
use std::cell::OnceCell;

/// Holds a text with its words; what it mentions is looked for when first asked.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    mentions: OnceCell<Vec<Mention>>,
}

impl<'t> Reading<'t> {
    pub fn new(text: &'t str) -> Self {
        Reading { text, tokens: tokenize(text), mentions: OnceCell::new() }
    }

    /// Gives what the text mentions, in order.
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(|| mentions(self.text, &self.tokens))
    }
}

/// Holds the paragraphs of a resolution, each read when first asked for.
#[derive(Debug)]
pub(super) struct Readings<'t> {
    paragraphs: &'t [Paragraph],
    read: Vec<OnceCell<Reading<'t>>>,
}

impl<'t> Readings<'t> {
    pub fn new(resolution: &'t Resolution) -> Self {
        let read = resolution.paragraphs.iter().map(|_| OnceCell::new()).collect();
        Readings { paragraphs: &resolution.paragraphs, read }
    }

    /// Gives a paragraph by its index.
    pub fn of(&self, index: usize) -> &Reading<'t> {
        self.read[index].get_or_init(|| Reading::new(&self.paragraphs[index].text))
    }
}
