//! Data files to look-up tables: what words mean in resolutions. Plain data that a reader may check, no code.
//!
//! ```
//! use resdiff::lexicon::Ladders;
//! use std::cmp::Ordering;
//!
//! let ladders = Ladders::built_in();
//! assert_eq!(ladders.compare(("invite", &[]), ("urge", &[])), Some(Ordering::Greater), "the later one is stronger");
//! assert_eq!(ladders.compare(("urge", &[]), ("recall", &[])), None, "of different families");
//!
//! // Ladders of one's own are written as docs/rules.md tells; an error names line and cause.
//! let wrong = Ladders::parse("familly asking others").expect_err("there is no such keyword");
//! assert_eq!(wrong.line, 1);
//! ```

mod ladders;
mod verbs;

pub use ladders::{Ladders, LaddersError, LaddersProblem, Pull};
pub(crate) use verbs::{Inflection, Phrase, Step, WordList, base_of_finite, base_of_participle};
pub use verbs::{Kind, Verbs};

/// Remembers with which words the phrases of a list begin: a bit for each key, by its last digits. Nearly all words are
/// told apart by it alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Firsts([u64; 8]);

impl Firsts {
    const fn add(&mut self, key: u64) {
        let (word, bit) = Self::place(key);
        self.0[word] |= bit;
    }

    /// Tells whether a phrase may begin with the word of this key.
    const fn may_have(&self, key: u64) -> bool {
        let (word, bit) = Self::place(key);
        self.0[word] & bit != 0
    }

    const fn place(key: u64) -> (usize, u64) {
        ((key >> 6) as usize % 8, 1 << (key % 64))
    }
}
