//! A place inside a paragraph to the further verb that begins there, if it is the organ's.

use super::phrase::{Read, Reader};
use super::words::{DETERMINERS, PREPOSITIONS, Words};
use crate::lexicon::Inflection;
use crate::token::{TokenKind, plain_key};

/// What stands before a place where a further verb may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// "and" alone.
    And,
    /// A comma.
    Comma,
    /// A comma and "and".
    CommaAnd,
    /// A semicolon, a full stop, or the opening itself: "Recalling and reaffirming".
    Full,
}

/// Says what stands before a word.
pub(super) fn joint(words: &Words<'_>, at: usize, after_opening: usize) -> Option<Joint> {
    const COMMA: u64 = plain_key(b",");
    const SEMICOLON: u64 = plain_key(b";");
    const STOP: u64 = plain_key(b".");
    const AND: u64 = plain_key(b"and");
    const WHILE: u64 = plain_key(b"while");
    let before = |back: usize| at.checked_sub(back).map(|place| words.tokens[place].key);
    match before(1)? {
        COMMA if words.tokens[at].key != AND => Some(Joint::Comma),
        SEMICOLON | STOP => Some(Joint::Full),
        AND if at == after_opening + 1 => Some(Joint::Full),
        WHILE if before(2)? == COMMA => Some(Joint::Comma),
        AND => match before(2)? {
            COMMA => Some(Joint::CommaAnd),
            SEMICOLON => Some(Joint::Full),
            _ => Some(Joint::And),
        },
        _ => None,
    }
}

impl Reader<'_> {
    /// Reads a further verb of the organ, where one may begin.
    pub(super) fn inner(&self, at: usize, joint: &Joint, lead: Inflection) -> Option<Read> {
        let we = self.words.lower(at) == "we";
        let read = match lead {
            Inflection::Base if !we => self.read_as(at, Some(Inflection::Base)),
            _ => self.read(at),
        }?;
        let fits = match lead {
            Inflection::Finite => read.inflection == Inflection::Finite,
            Inflection::Participle | Inflection::Past => {
                matches!(read.inflection, Inflection::Participle | Inflection::Past)
            }
            Inflection::Base => read.inflection == Inflection::Base,
        };
        if !read.known || !fits && !we {
            return None;
        }
        let next = read.next + self.words.longest(&self.verbs.asides, read.next);
        let word = self.words.lower(next);
        let object = DETERMINERS.contains(&word) || ["it", "them"].contains(&word) || self.words.is_capital(next);
        let alone = *joint == Joint::And;
        let sure = match lead {
            _ if we => true,
            Inflection::Finite if alone && (read.aside && !read.long || self.in_relative_clause(at)) => false,
            Inflection::Finite => object || !read.noun,
            Inflection::Participle | Inflection::Past if read.state => {
                *joint >= Joint::CommaAnd || *joint == Joint::Comma && !read.qualifiers.is_empty()
            }
            Inflection::Participle | Inflection::Past if read.aside => *joint == Joint::Full,
            Inflection::Participle | Inflection::Past => !alone || object && !self.in_gerund(at),
            Inflection::Base => (object || read.long) && !read.aside,
        };
        sure.then_some(read)
    }

    /// Gives the words between the last punctuation mark and the "and" before a place, last first.
    fn back(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut places = (0..at.saturating_sub(1)).rev();
        std::iter::from_fn(move || places.next())
            .take_while(|&place| self.words.tokens[place].kind != TokenKind::Punctuation)
    }

    /// Tells "the report which recalls the need and calls upon all".
    fn in_relative_clause(&self, at: usize) -> bool {
        const RELATIVE: [&str; 4] = ["which", "that", "who", "it"];
        self.back(at).any(|place| {
            RELATIVE.contains(&self.words.lower(place)) && {
                let verb = self.words.lower(place + 1);
                self.verbs.phrases(verb, Inflection::Finite).next().is_some()
            }
        })
    }

    /// Tells "the role of States in promoting work and recognizing the need".
    fn in_gerund(&self, at: usize) -> bool {
        self.back(at).any(|place| {
            let after = self.words.lower(place + 1);
            PREPOSITIONS.contains(&self.words.lower(place)) && after.ends_with("ing") && after.len() > 5
        })
    }
}
