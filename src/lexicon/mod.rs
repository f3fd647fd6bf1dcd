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
