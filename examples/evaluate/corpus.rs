//! A corpus of recorded resolutions, and its series of the same title, to pairs of texts.

use crate::units::Unit;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Holds all resolutions by key, and the pairs of keys that follow one another.
pub struct Corpus {
    /// The resolutions by key.
    pub records: BTreeMap<String, Record>,
    /// Keys of an earlier resolution and of its successor.
    pub pairs: Vec<(String, String)>,
}

/// Holds one resolution as recorded.
#[derive(Debug, Deserialize)]
pub struct Record {
    /// "A/RES/54/212".
    pub symbol: String,
    /// "A_RES_54_212".
    pub key: String,
    /// In reading order.
    pub paragraphs: Vec<Recorded>,
}

/// Holds one paragraph as recorded.
#[derive(Debug, Deserialize)]
pub struct Recorded {
    /// "frontmatter", "title", "heading", "paragraph", "backmatter" or "footer".
    #[serde(rename = "type")]
    pub kind: String,
    /// The words.
    pub text: String,
    /// "preambular" or "operative".
    pub role: Option<String>,
    /// 1 for numbered paragraphs, 2 for (a), 3 for (i).
    pub level: Option<u8>,
    /// As printed.
    pub enumerator: Option<String>,
}

#[derive(Deserialize)]
struct Series {
    keys: Vec<String>,
}

/// Reads the corpus in a directory, if it is there.
pub fn load(directory: &Path) -> Option<Corpus> {
    let packed = std::fs::File::open(directory.join("resolutions.jsonl.gz")).ok()?;
    let series: Vec<Series> =
        serde_json::from_str(&std::fs::read_to_string(directory.join("series.json")).ok()?).ok()?;
    let records = BufReader::new(GzDecoder::new(packed))
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_str::<Record>(&line).ok())
        .map(|record| (record.key.clone(), record))
        .collect::<BTreeMap<_, _>>();
    let follows = series.iter().flat_map(|s| s.keys.windows(2).map(|w| (w[0].clone(), w[1].clone())));
    let pairs = follows.filter(|(e, l)| records.contains_key(e) && records.contains_key(l)).collect();
    Some(Corpus { records, pairs })
}

impl Record {
    /// Gives the headings and paragraphs.
    pub fn units(&self) -> Vec<Unit> {
        self.paragraphs
            .iter()
            .filter(|p| (p.kind == "paragraph" || p.kind == "heading") && !p.text.trim().is_empty())
            .map(|p| Unit {
                role: if p.kind == "heading" { p.kind.clone() } else { p.role.clone().unwrap_or_default() },
                enumerator: p.enumerator.clone().filter(|e| !e.trim().is_empty()),
                text: p.text.clone(),
            })
            .collect()
    }

    /// Writes it as plain text in the layout of a document-system extraction; with a width, hard-wrapped as on older
    /// web pages.
    pub fn as_text(&self, wrap: Option<usize>) -> String {
        let mut lines: Vec<String> =
            ["UNITED\t\tA", "NATIONS", "", "", &self.symbol, ""].iter().map(|line| line.to_string()).collect();
        for paragraph in &self.paragraphs {
            let text = folded_lines(&paragraph.text);
            if text.is_empty() {
                continue;
            }
            match paragraph.kind.as_str() {
                "title" => {
                    let title = paragraph.text.replace('\n', " ").trim().to_string();
                    lines.extend([String::new(), title, String::new()]);
                }
                "frontmatter" => lines.extend([String::new(), text]),
                "backmatter" | "footer" => {
                    lines.push(String::new());
                    let printed = paragraph.text.lines().map(str::trim).filter(|line| !line.is_empty());
                    lines.extend(printed.map(|line| format!("\t{line}")));
                }
                "heading" => lines.extend([String::new(), format!("\t\t\t{text}")]),
                _ => {
                    let enumerator = paragraph.enumerator.as_deref().unwrap_or_default().trim();
                    let (indent, body) = if paragraph.role.as_deref() == Some("operative") && !enumerator.is_empty() {
                        let depth = usize::from(paragraph.level.unwrap_or(1).max(1));
                        (depth * 4, format!("{enumerator}\t{text}"))
                    } else {
                        (4, text)
                    };
                    lines.push(String::new());
                    match wrap {
                        None => lines.push(format!("{}{body}", " ".repeat(indent))),
                        Some(width) => lines.extend(wrapped(&body.replace('\t', "  "), indent + 3, width)),
                    }
                }
            }
        }
        lines.join("\n") + "\n"
    }
}

/// Makes one line of several.
fn folded_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Breaks at spaces, never inside a word; the first line is indented.
fn wrapped(text: &str, indent: usize, width: usize) -> Vec<String> {
    let mut lines = vec![" ".repeat(indent)];
    let mut empty = true;
    for (i, word) in text.split(' ').enumerate() {
        let line = lines.last_mut().expect("there is a first line");
        let space = usize::from(i > 0 && !empty);
        if !empty && line.chars().count() + space + word.chars().count() > width {
            lines.push(word.to_string());
        } else {
            line.push_str(&" ".repeat(space));
            line.push_str(word);
        }
        empty = lines.last().is_some_and(|line| line.trim().is_empty());
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}
