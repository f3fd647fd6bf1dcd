//! Two independent pieces of work to both results: in turn, or at the same time where the caller has a thread to spare.
//!
//! Nothing in the library starts a thread. Whoever calls it may lend one, as the program does for a single comparison;
//! the results are the same either way.

use crate::pair::Pair;

/// Does two things that do not depend on one another.
pub trait Work: Sync {
    /// Does both, in any order or at once, and gives both results.
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B);

    /// Does the same to both sides.
    fn map<T: Send, U: Send>(&self, pair: Pair<T>, f: impl Fn(T) -> U + Sync) -> Pair<U> {
        let (earlier, later) = self.both(|| f(pair.earlier), || f(pair.later));
        Pair { earlier, later }
    }
}

/// Does one thing after the other, on the thread that asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct InTurn;

impl Work for InTurn {
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        (one(), other())
    }
}
