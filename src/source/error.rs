//! Why there is no text to be had from some bytes.

use super::{Foreign, Format};

/// Says why bytes gave no text. What to do about it is said by the program, not here.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// No bytes.
    #[error("it is empty")]
    Empty,
    /// White space alone, or characters that print nothing.
    #[error("it holds nothing but blanks")]
    Blank,
    /// A byte order mark, and nothing behind it.
    #[error("it holds nothing but a byte order mark")]
    OnlyMark,
    /// The bytes are of a kind that has no reader.
    #[error("not a format that is read: {0}")]
    Unreadable(Foreign),
    /// The reader of this format was left out when the program was built.
    #[error("{0} is not built in")]
    NotBuiltIn(Format),
    /// The file is protected by a password.
    #[error("the {0} is protected by a password")]
    Encrypted(Format),
    /// The file holds pictures of pages, or nothing at all, but no text.
    #[error("the {0} has no text")]
    NoText(Format),
    /// The file is broken in a way that leaves no text.
    #[error("the {format} cannot be read: {detail}")]
    Malformed {
        /// What the bytes are.
        format: Format,
        /// What is broken, in the words of the reader.
        detail: String,
        /// What the reader stumbled over, where a library said so.
        #[source]
        cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The file holds more than [`Limits`](super::Limits) allow.
    #[error("the file unpacks to more than {}", Bytes(*.limit as u64))]
    TooLarge {
        /// The limit that was reached, in bytes.
        limit: usize,
    },
    /// The text is longer than [`Limits`](super::Limits) allow.
    #[error("the text has more than {}", Bytes(*.limit as u64))]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The resolution has more paragraphs than [`Limits`](super::Limits) allow.
    #[error("the text has {count} paragraphs, more than {limit}")]
    TooManyParagraphs {
        /// How many there are.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// JSON, which is a resolution taken apart already and no text to be parsed: see [`crate::read`].
    #[error("JSON is read as a resolution, not as text")]
    Structured,
    /// The file holds many resolutions, one a line, and none was named.
    #[error("the file holds many resolutions")]
    ManyRecords,
    /// None of the resolutions of the file has this key.
    #[error("no resolution with the key {key}")]
    NoSuchRecord {
        /// What was asked for.
        key: String,
    },
}

/// Shows a number of bytes as people say it: "64 MiB" where it is round, "100 bytes" where it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bytes(pub u64);

impl std::fmt::Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
        match unit.into_iter().find(|(power, _)| self.0 > 0 && self.0.is_multiple_of(1 << power)) {
            Some((power, unit)) => write!(f, "{} {unit}", self.0 >> power),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

impl DecodeError {
    /// Makes an error for a file that is broken.
    pub fn malformed(format: Format, detail: impl Into<String>) -> Self {
        Self::Malformed { format, detail: detail.into(), cause: None }
    }

    /// Makes an error for a file over which a library stumbled.
    pub fn caused_by(format: Format, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let cause = cause.into();
        Self::Malformed { format, detail: cause.to_string(), cause: Some(cause) }
    }
}
