//! How rare words and pairs of words are in resolutions at large: `common_terms.txt`, read when the program is compiled.

use crate::token::{join_keys, plain_key};

/// The terms of the list.
pub(super) static COMMON: CommonTerms = CommonTerms::parse(include_bytes!("common_terms.txt"));

/// Twice as many as there are terms, or nearly; a power of two.
const SLOTS: usize = 8192;

/// Holds the keys of terms, each in the first free slot from where its key leads, with how rare it is.
pub(super) struct CommonTerms {
    /// 0 where a slot is free: no term has that key.
    keys: [u64; SLOTS],
    /// In quarters of a bit.
    classes: [u8; SLOTS],
}

impl CommonTerms {
    /// Says how rare a term is, in 64ths of a bit; nothing for one that is not listed.
    pub(super) fn rarity(&self, key: u64) -> Option<u32> {
        let slot = self.slot(key);
        (self.keys[slot] == key).then(|| u32::from(self.classes[slot]) * 16)
    }

    /// Reads the list: in each line a class, a tab, and the terms, the words of a pair joined by a tilde.
    const fn parse(text: &[u8]) -> Self {
        let mut terms = CommonTerms { keys: [0; SLOTS], classes: [0; SLOTS] };
        let mut at = 0;
        while at < text.len() {
            if text[at] == b'#' {
                at = end_of(text, at, b"\n") + 1;
                continue;
            }
            let mut class = 0;
            while text[at] != b'\t' {
                class = class * 10 + (text[at] - b'0');
                at += 1;
            }
            while at < text.len() && text[at] != b'\n' {
                let start = at + 1;
                at = end_of(text, start, b" \n~");
                let mut key = plain_key(text.split_at(at).0.split_at(start).1);
                if at < text.len() && text[at] == b'~' {
                    let start = at + 1;
                    at = end_of(text, start, b" \n");
                    key = join_keys(key, plain_key(text.split_at(at).0.split_at(start).1));
                }
                let slot = terms.slot(key);
                terms.keys[slot] = key;
                terms.classes[slot] = class;
            }
            at += 1;
        }
        terms
    }

    /// Finds the slot of a key: its own, or the free one where it would stand.
    const fn slot(&self, key: u64) -> usize {
        let mut slot = key as usize % SLOTS;
        while self.keys[slot] != key && self.keys[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}

/// Finds the first of some bytes; the end of the text where there is none.
const fn end_of(text: &[u8], from: usize, ends: &[u8]) -> usize {
    let mut at = from;
    while at < text.len() {
        let mut i = 0;
        while i < ends.len() {
            if text[at] == ends[i] {
                return at;
            }
            i += 1;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::key_of;

    #[test]
    fn every_term_of_the_list_is_found() {
        let mut count = 0;
        for line in include_str!("common_terms.txt").lines().filter(|line| !line.starts_with('#')) {
            let (class, terms) = line.split_once('\t').expect("a class and its terms");
            for term in terms.split(' ') {
                let key = match term.split_once('~') {
                    Some((first, second)) => join_keys(key_of(first), key_of(second)),
                    None => key_of(term),
                };
                assert_eq!(COMMON.rarity(key), class.parse().ok().map(|class: u32| class * 16), "{term}");
                count += 1;
            }
        }
        assert!(count > SLOTS / 4 && count < SLOTS * 3 / 4, "{count}");
        assert_eq!(COMMON.rarity(key_of("resdiff")), None);
    }
}
