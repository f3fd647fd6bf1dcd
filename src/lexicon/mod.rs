//! Data files to look-up tables: what words mean in resolutions. Plain data that a reader may check, no code.

mod ladders;
mod verbs;

pub use ladders::{Ladders, LaddersError, LaddersProblem, Pull};
pub(crate) use verbs::{Inflection, Phrase, Step, WordList, base_of_finite, base_of_participle};
pub use verbs::{Kind, Verbs, VerbsError};
