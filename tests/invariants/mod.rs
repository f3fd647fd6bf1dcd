//! What holds for every file, whatever is in it: each function panics where it does not.
//!
//! The one definition that the seeded mutation test (`tests/mutation`) and the targets of `fuzz/` share. The numbers
//! below are those of the library's front page ("What always holds"):
//!
//! 1. the same bytes twice: everywhere here; on any number of threads: `tests/cli`;
//! 2. reading returns and loses no text: [`check_file`];
//! 3. each paragraph once, 4. edit scripts rebuild, 5. silence and mirrors, 6. no sentences: [`check_pair`];
//! 7. JSON obeys its schema and is read back: [`check_report`], [`check_text`];
//! 8. who may import what: `tests/architecture.rs`.
#![allow(dead_code, unused_imports, missing_docs)]

mod comparing;
mod letters;
mod reading;
mod versions;
mod writing;

pub use comparing::check_pair;
pub use reading::{check_file, two_texts};
pub use versions::check_versions;
pub use writing::{check_report, check_text};
