//! The bytes of a file in any form to the resolution in it: text is parsed, JSON of this program and records of a corpus
//! are taken as they are.

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
