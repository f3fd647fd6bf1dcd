//! Texts to their words and what they mention, read once however many rules ask.

use super::mentions::{Mention, mentions};
use crate::resolution::{Resolution, Words};
use crate::token::{Token, TokenKind, key_of};
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
        self.mentions.get_or_init(|| mentions(self.text, &self.tokens[..remark(self.text, &self.tokens)]))
    }
}

/// Words of the longest remark behind a paragraph.
const LONGEST_REMARK: usize = 16;

/// Gives the index of the first token of the remark that negotiators put behind a paragraph, in brackets after its last
/// mark: "(agreed ad ref)", "(based on 77/211, PP 3)", "[Agreed]". The number of all tokens where there is none: a
/// sentence with a full stop is part of the text, and what stands in square brackets is mostly text that is proposed. In
/// 2,250 adopted resolutions there are no more than a dozen such places, all of them names in tables.
pub(super) fn remark(text: &str, tokens: &[Token]) -> usize {
    let word = |at: usize| tokens[at].span.of(text);
    let none = tokens.len();
    let Some(closing) = none.checked_sub(1) else { return none };
    let opener = match word(closing) {
        ")" => "(",
        "]" => "[",
        _ => return none,
    };
    let mut open = 0;
    let mut back = (closing.saturating_sub(LONGEST_REMARK + 1)..=closing).rev();
    let opening = back.find(|&at| {
        open += i32::from(word(at) == word(closing)) - i32::from(word(at) == opener);
        open == 0
    });
    let Some(opening) = opening else { return none };
    let after_mark = opening > 0 && matches!(word(opening - 1), "," | ";" | "." | ":");
    let remarks = match opener {
        "[" => {
            let first = tokens[opening + 1].key;
            ["agreed", "new", "based", "source", "closed", "pending", "moved"].iter().any(|word| key_of(word) == first)
        }
        _ => tokens[opening..].iter().any(|token| token.kind == TokenKind::Word),
    };
    if after_mark && remarks && word(closing - 1) != "." { opening } else { none }
}

/// Gives the paragraphs of a resolution with their words.
pub(super) fn readings(resolution: &Resolution, words: Words) -> Vec<Reading<'_>> {
    let paragraphs = resolution.paragraphs.iter().zip(words);
    paragraphs.map(|(paragraph, tokens)| Reading::new(&paragraph.text, tokens)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    #[test]
    fn a_remark_stands_in_brackets_behind_the_last_mark() {
        let check = |text: &str, expected: &str| {
            let tokens = tokenize(text);
            let from = tokens.get(remark(text, &tokens)).map_or(text.len(), |token| token.span.start);
            assert_eq!(&text[from..], expected, "{text}");
        };
        check("on fountains, (agreed ad ref)", "(agreed ad ref)");
        check("on fountains; (based on 84/311, PP 3 (b))", "(based on 84/311, PP 3 (b))");
        check("on fountains, (based on 84/311, PP 3)", "(based on 84/311, PP 3)");
        check("on fountains; [Agreed]", "[Agreed]");
        check("on fountains, [Ostrava: and wells]", "");
        check("on fountains (and wells)", "");
        check("of the rule. (See also rule 14.)", "");
        check("on fountains,[143]", "");
        check("(agreed)", "");
    }
}
