//! One record of a corpus: one JSON object a line, perhaps packed by gzip, to paragraphs with their recorded roles.
//!
//! The form is that of the open data of the mandates registry of the UN Secretariat: `symbol`, `key`, `title` and
//! `paragraphs` of `type`, `text`, `role`, `level`, `enumerator`. Read line by line, so that a corpus of any length costs
//! the memory of its longest line.

use super::{DecodeError, Format, Limits};
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read};

/// Holds one resolution of a corpus as it is recorded there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Record {
    /// "A/RES/54/212".
    pub symbol: String,
    /// "A_RES_54_212": its name in the corpus.
    pub key: String,
    /// The title, perhaps with line breaks.
    #[serde(default)]
    pub title: String,
    /// Its parts in reading order.
    pub paragraphs: Vec<RecordedParagraph>,
}

/// Holds one part of a [`Record`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordedParagraph {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: RecordedKind,
    /// Its words, perhaps with line breaks.
    pub text: String,
    /// "preambular" or "operative", for paragraphs.
    #[serde(default)]
    pub role: Option<RecordedRole>,
    /// Depth: 1 for numbered paragraphs, 2 for (a), 3 for (i).
    #[serde(default)]
    pub level: Option<u8>,
    /// As printed: "3.", "(a)".
    #[serde(default)]
    pub enumerator: Option<String>,
}

/// Names the parts of a [`Record`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordedKind {
    /// A line of the first page.
    FrontMatter,
    /// The title with its number.
    Title,
    /// A heading inside the text.
    Heading,
    /// A paragraph.
    Paragraph,
    /// Closing lines, annexes, notes.
    BackMatter,
    /// A foot of a page, or what else stands after the text.
    Footer,
}

/// Names the recorded roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordedRole {
    /// Preambular paragraph, or the organ line.
    Preambular,
    /// Operative paragraph or part of one.
    Operative,
}

/// Finds the record whose `key` or `symbol` is `key`.
pub fn record(bytes: &[u8], key: &str, limits: Limits) -> Result<Record, DecodeError> {
    let mut first = true;
    for (_, line) in record_lines(bytes, limits) {
        let line = line?;
        // Most lines are other records: looking for the key as bytes is much cheaper than understanding them.
        if first || mentions(&line, key) {
            let parsed = serde_json::from_slice::<Record>(&line);
            match parsed {
                Ok(record) if record.key == key || record.symbol == key => return Ok(record),
                Ok(_) => {}
                // A file whose first line is no record is no corpus; a broken line further on hides only itself.
                Err(cause) if first => return Err(DecodeError::caused_by(Format::Json, cause)),
                Err(_) => {}
            }
            first = false;
        }
    }
    Err(DecodeError::NoSuchRecord { key: key.to_owned() })
}

/// Gives the lines of a corpus that are not blank, with their numbers from 1. Reading ends at the first that cannot be read.
pub fn record_lines(bytes: &[u8], limits: Limits) -> impl Iterator<Item = (usize, Result<Vec<u8>, DecodeError>)> {
    let mut reader = lines(bytes);
    let mut number = 0;
    let mut left = limits.corpus;
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let mut line = Vec::new();
            number += 1;
            // One byte more than allowed tells that there is more.
            let most = limits.unpacked.min(left).saturating_add(1);
            match reader.by_ref().take(u64::try_from(most).unwrap_or(u64::MAX)).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(read) if read == most => {
                    ended = true;
                    let limit = if left < limits.unpacked { limits.corpus } else { limits.unpacked };
                    return Some((number, Err(DecodeError::TooLarge { limit })));
                }
                Ok(read) => {
                    left -= read;
                    if !line.iter().all(u8::is_ascii_whitespace) {
                        return Some((number, Ok(line)));
                    }
                }
                Err(cause) => {
                    ended = true;
                    return Some((number, Err(DecodeError::caused_by(Format::Json, cause))));
                }
            }
        }
        None
    })
}

/// Reads a corpus line by line, packed or not.
fn lines(bytes: &[u8]) -> Box<dyn BufRead + '_> {
    if bytes.starts_with(b"\x1f\x8b") {
        Box::new(BufReader::with_capacity(1 << 16, flate2::read::MultiGzDecoder::new(bytes)))
    } else {
        Box::new(bytes)
    }
}

/// Tells whether a line speaks of a key. JSON may write a slash as `\/`.
fn mentions(line: &[u8], key: &str) -> bool {
    // A line that is no UTF-8 is no JSON either.
    std::str::from_utf8(line).is_ok_and(|line| line.contains(key) || line.contains(&key.replace('/', "\\/")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const CORPUS: &str = concat!(
        r#"{"symbol": "A/RES/1/1", "key": "A_RES_1_1", "title": "One", "paragraphs": []}"#,
        "\n",
        r#"{"symbol":"A\/RES\/2\/1","key":"A_RES_2_1","paragraphs":[{"type":"paragraph","text":"Decides.","role":"operative","level":1,"enumerator":"1.","verbs":[1]}]}"#,
        "\nbroken\n",
        r#"{"symbol": "A/RES/3/1", "key": "A_RES_3_1", "title": "A/RES/2/1", "paragraphs": []}"#,
    );

    fn check(key: &str, expected: Result<&str, &str>) {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(CORPUS.as_bytes()).expect("writing to memory does not fail");
        let packed = packed.finish().expect("writing to memory does not fail");
        for bytes in [CORPUS.as_bytes(), &packed] {
            let found =
                record(bytes, key, Limits::default()).map(|record| record.key).map_err(|error| error.to_string());
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{key}");
        }
    }

    #[test]
    fn a_record_is_found_by_key_or_symbol() {
        check("A_RES_1_1", Ok("A_RES_1_1"));
        check("A/RES/2/1", Ok("A_RES_2_1"));
        check("A_RES_3_1", Ok("A_RES_3_1"));
        check("A_RES_4_1", Err("no resolution with the key A_RES_4_1"));
        check("", Err("no resolution with the key "));
    }

    #[test]
    fn a_file_that_is_no_corpus_is_refused() {
        assert!(record(b"The General Assembly,\n", "x", Limits::default()).is_err());
        assert!(record(b"\x1f\x8bxx", "x", Limits::default()).is_err());
        let small = Limits { unpacked: 10, ..Limits::default() };
        assert!(matches!(record(CORPUS.as_bytes(), "A_RES_3_1", small), Err(DecodeError::TooLarge { .. })));
    }
}
