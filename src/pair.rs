//! Two things of a kind, one of the earlier text and one of the later.
//!
//! ```
//! use resdiff::pair::{Pair, Side};
//!
//! let texts = Pair::new("Invites all", "Urges all");
//! let lengths = texts.map(str::len);
//! assert_eq!(*lengths.side(Side::Later), 9);
//! assert_eq!(texts.swap(), Pair { earlier: "Urges all", later: "Invites all" });
//! ```

use serde::{Deserialize, Serialize};

/// Holds one value for each side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Pair<T> {
    /// Of the earlier text.
    pub earlier: T,
    /// Of the later text.
    pub later: T,
}

impl<T> Pair<T> {
    /// Makes a pair.
    pub fn new(earlier: T, later: T) -> Self {
        Self { earlier, later }
    }

    /// Does the same to both sides.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair { earlier: f(self.earlier), later: f(self.later) }
    }

    /// Borrows both sides.
    pub fn as_ref(&self) -> Pair<&T> {
        Pair { earlier: &self.earlier, later: &self.later }
    }

    /// Joins two pairs side by side.
    pub fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair { earlier: (self.earlier, other.earlier), later: (self.later, other.later) }
    }

    /// Exchanges the sides.
    pub fn swap(self) -> Self {
        Pair { earlier: self.later, later: self.earlier }
    }

    /// Gives the value of one side.
    pub fn side(&self, side: Side) -> &T {
        match side {
            Side::Earlier => &self.earlier,
            Side::Later => &self.later,
        }
    }

    /// Gives both values, the earlier first.
    pub fn both(&self) -> [&T; 2] {
        [&self.earlier, &self.later]
    }
}

/// Names one side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The text that was there first.
    Earlier,
    /// The text that came after it.
    Later,
}

impl Side {
    /// Gives the other side.
    pub fn other(self) -> Self {
        match self {
            Side::Earlier => Side::Later,
            Side::Later => Side::Earlier,
        }
    }
}
