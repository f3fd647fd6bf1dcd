//! Two pieces of work to both results, at the same time.

use rayon::{ThreadPool, ThreadPoolBuilder};
use resdiff::work::Work;

/// Lends a comparison one more thread, for as long as the program runs: a thread that is there already takes work over
/// in a small part of the time that it takes to start one.
pub struct Threads(Option<ThreadPool>);

/// Bytes of both texts together below which a second thread takes longer to start and end than it saves.
const LEAST: usize = 96 * 1024;

impl Threads {
    /// Starts the thread, where there are enough bytes to read. Where none can be had, everything is done in turn.
    pub fn for_bytes(count: usize) -> Self {
        let pool = || ThreadPoolBuilder::new().num_threads(2).use_current_thread().build().ok();
        Self((count >= LEAST).then(pool).flatten())
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
