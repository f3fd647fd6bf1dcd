//! Two pieces of work to both results, at the same time.

use rayon::{ThreadPool, ThreadPoolBuilder};
use resdiff::work::Work;

/// Lends a comparison one more thread, for as long as the program runs: a thread that is there already takes work over
/// in a small part of the time that it takes to start one.
pub struct Threads(Option<ThreadPool>);

impl Threads {
    /// Starts the thread. Where none can be had, everything is done in turn.
    pub fn start() -> Self {
        Self(ThreadPoolBuilder::new().num_threads(2).use_current_thread().build().ok())
    }
}

impl Work for Threads {
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        match &self.0 {
            Some(pool) => pool.join(one, other),
            None => (one(), other()),
        }
    }
}
