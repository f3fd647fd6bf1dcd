//! The bytes of a file in any form to the resolution in it: text is parsed, JSON of this program and records of a corpus
//! are taken as they are.
//!
//! ```
//! use resdiff::source::{DecodeError, DecodeOptions};
//! use resdiff::{read::read, render::json};
//!
//! let options = DecodeOptions::default();
//! let parsed = read(b"The General Assembly,\n\n1. Decides to rest.\n", None, &options).expect("it is text");
//! assert_eq!(parsed.value.paragraphs[1].text, "Decides to rest.");
//!
//! // What was written as JSON stands for its text.
//! let written = json::to_string(&json::resolution(&parsed), true);
//! let again = read(written.as_bytes(), None, &options).expect("it was just written");
//! assert_eq!(again.value.paragraphs[1].id, "op1");
//!
//! // A corpus has many resolutions: one is named by its key.
//! let corpus = br#"{"key": "A_RES_1", "symbol": "A/RES/1",
//!     "paragraphs": [{"type": "paragraph", "text": "The General Assembly,"}]}"#.map(|c| if c == b'\n' { b' ' } else { c });
//! assert_eq!(read(&corpus, Some("A/RES/1"), &options).expect("it is there").value.paragraphs.len(), 1);
//! assert!(matches!(read(&corpus, Some("A_RES_9"), &options), Err(DecodeError::NoSuchRecord { .. })));
//! ```

use crate::diagnostic::Parsed;
use crate::pair::Side;
use crate::render::json;
use crate::resolution::{self, Resolution};
use crate::source::{self, DecodeError, DecodeOptions, Format, Limits, corpus};

/// Reads the resolution of a file.
///
/// `key` names one of several: a record of a corpus by its key or symbol (`FILE.jsonl.gz#A_RES_54_212`), or `earlier` or
/// `later` for a side of a change report in JSON.
pub fn read(bytes: &[u8], key: Option<&str>, options: &DecodeOptions) -> Result<Parsed<Resolution>, DecodeError> {
    let parsed = match key {
        Some(key) => read_one(bytes, key, options)?,
        None => {
            let unpacked = source::unpack(bytes, options.limits)?;
            match source::format_of(&unpacked, options)? {
                Format::Json => {
                    source::check_length(Format::Json, &unpacked, options.limits)?;
                    json::read(&unpacked, None)?
                }
                format => resolution::parse(source::decode_as(format, &unpacked, options)?),
            }
        }
    };
    check_count(parsed, options.limits)
}

/// Reads one line of a corpus (see [`corpus::record_lines`]): the key of its record, and the resolution.
pub fn read_record(line: &[u8], limits: Limits) -> Result<(String, Parsed<Resolution>), DecodeError> {
    let record: corpus::Record =
        serde_json::from_slice(line).map_err(|cause| DecodeError::caused_by(Format::Json, cause))?;
    Ok((record.key.clone(), check_count(resolution::recorded(record), limits)?))
}

/// Refuses a resolution of more paragraphs than the limits allow.
fn check_count(parsed: Parsed<Resolution>, limits: Limits) -> Result<Parsed<Resolution>, DecodeError> {
    let (count, limit) = (parsed.value.paragraphs.len(), limits.paragraphs);
    if count > limit { Err(DecodeError::TooManyParagraphs { count, limit }) } else { Ok(parsed) }
}

fn read_one(bytes: &[u8], key: &str, options: &DecodeOptions) -> Result<Parsed<Resolution>, DecodeError> {
    let side = match key {
        "earlier" => Some(Side::Earlier),
        "later" => Some(Side::Later),
        _ => None,
    };
    // A corpus may be longer than what is unpacked at once: only a side of a report is looked for in the whole.
    if let Some(side) = side
        && let Ok(unpacked) = source::unpack(bytes, options.limits)
        && matches!(source::format_of(&unpacked, options), Ok(Format::Json))
    {
        return json::read(&unpacked, Some(side));
    }
    corpus::record(bytes, key, options.limits).map(resolution::recorded)
}
