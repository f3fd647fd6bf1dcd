//! A manifest to the pairs that it names: CSV with a pair a row, or JSON with a list of objects.

use super::super::trouble::Trouble;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::Deserialize;
use std::path::PathBuf;

/// Holds one row: two files, as seen from the manifest, and perhaps a name for the pair.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Row {
    pub earlier: PathBuf,
    pub later: PathBuf,
    #[serde(default)]
    pub name: Option<String>,
}

/// Rows, and what is wrong with others.
pub(super) type Rows = Vec<Result<Row, Trouble>>;

/// Reads a list of objects with `earlier`, `later` and perhaps `name`.
pub(super) fn json(name: &str, bytes: &[u8]) -> Result<Rows, Trouble> {
    let wrong = |line: usize, cause: serde_json::Error| {
        let detail = cause.to_string();
        let end = detail.rfind(" at line ").unwrap_or(detail.len());
        Trouble::Manifest { name: name.to_owned(), place: format!("line {line}"), detail: detail[..end].to_owned() }
    };
    let text = text(bytes);
    let values: Vec<serde_json::Value> = serde_json::from_str(&text).map_err(|cause| wrong(cause.line(), cause))?;
    let row = |(at, value): (usize, serde_json::Value)| {
        Row::deserialize(value).map_err(|cause| Trouble::Manifest {
            name: name.to_owned(),
            place: format!("pair {}", at + 1),
            detail: cause.to_string(),
        })
    };
    Ok(values.into_iter().enumerate().map(row).collect())
}

/// Reads rows of `earlier,later[,name]`. A first row that names the columns may put them in any order, among others.
/// Cells are parted by commas, semicolons or tabs, whichever the first row uses.
pub(super) fn csv(name: &str, bytes: &[u8]) -> Result<Rows, Trouble> {
    let text = text(bytes);
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    // Spreadsheets may write how cells are parted.
    let named = lines.next_if(|(_, line)| line.to_ascii_lowercase().starts_with("sep="));
    let part = named.and_then(|(_, line)| line.chars().nth(4));
    let Some(&(number, first)) = lines.peek() else { return Ok(Vec::new()) };
    let part = part.unwrap_or_else(|| told(first));
    let heads: Vec<String> = cells(first, part).iter().map(|cell| cell.to_lowercase()).collect();
    let column = |wanted: &str| heads.iter().position(|head| head == wanted);
    let columns = match (column("earlier"), column("later")) {
        (Some(earlier), Some(later)) => {
            lines.next();
            (earlier, later, column("name"))
        }
        (None, None) => (0, 1, Some(2)),
        (earlier, _) => {
            let missing = if earlier.is_none() { "earlier" } else { "later" };
            let detail = format!("the column \"{missing}\" is missing");
            return Err(Trouble::Manifest { name: name.to_owned(), place: format!("line {number}"), detail });
        }
    };
    let row = |(number, line): (usize, &str)| {
        let cells = cells(line, part);
        let cell = |at: usize| cells.get(at).filter(|cell| !cell.is_empty());
        match (cell(columns.0), cell(columns.1)) {
            (Some(earlier), Some(later)) => {
                Ok(Row { earlier: earlier.into(), later: later.into(), name: columns.2.and_then(cell).cloned() })
            }
            (earlier, _) => {
                let missing = if earlier.is_none() { "earlier" } else { "later" };
                let detail = format!("the row does not name the {missing} text");
                Err(Trouble::Manifest { name: name.to_owned(), place: format!("line {number}"), detail })
            }
        }
    };
    Ok(lines.map(row).collect())
}

/// Decodes a manifest: as its byte order mark says, else as UTF-8, else as older spreadsheets write.
fn text(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0.into_owned()
}

/// Tells by which mark the cells of a row are parted: the first of them that stands outside quotation marks.
fn told(line: &str) -> char {
    let mut quoted = false;
    let mark = line.chars().find(|&c| {
        quoted ^= c == '"';
        !quoted && matches!(c, ',' | ';' | '\t')
    });
    mark.unwrap_or(',')
}

/// Takes one row apart: cells may stand in quotation marks, doubled inside.
fn cells(line: &str, part: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = cells.last_mut().expect("there is a cell");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            c if c == part && !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as "earlier|later|name", or what is wrong.
    fn shown(rows: Result<Rows, Trouble>) -> Vec<String> {
        let row =
            |row: Row| format!("{}|{}|{}", row.earlier.display(), row.later.display(), row.name.unwrap_or_default());
        match rows {
            Ok(rows) => rows.into_iter().map(|one| one.map_or_else(|trouble| trouble.to_string(), row)).collect(),
            Err(trouble) => vec![trouble.to_string()],
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(shown(csv("pairs", text.as_bytes())), expected, "{text:?}");
    }

    #[test]
    fn rows_with_and_without_names_of_columns() {
        check("a.txt,b.txt\n", &["a.txt|b.txt|"]);
        check("\u{feff}earlier,later,name\r\n a.txt , b.txt ,\"x, y\"\r\n\r\n", &["a.txt|b.txt|x, y"]);
        check("Name;Later;Note;Earlier\nn;b, c.txt;;a.txt\n", &["a.txt|b, c.txt|n"]);
        check("sep=;\nearlier;later\na;b\n", &["a|b|"]);
        check("# mine\na\t\"say \"\"b\"\".txt\"", &["a|say \"b\".txt|"]);
        check("a 12\" print.txt,b.txt", &["a 12\" print.txt|b.txt|"]);
        check("", &[]);
    }

    #[test]
    fn a_bad_row_is_told_and_the_others_are_read() {
        check(
            "earlier,later\na,b\nonly\n,c\nd,e",
            &[
                "a|b|",
                "pairs, line 3: the row does not name the later text",
                "pairs, line 4: the row does not name the earlier text",
                "d|e|",
            ],
        );
        check("earlier,next\na,b", &["pairs, line 1: the column \"later\" is missing"]);
    }

    #[test]
    fn manifests_of_spreadsheets_in_other_encodings() {
        let utf_16: Vec<u8> = "\u{feff}é.txt\tb.txt\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(shown(csv("pairs", &utf_16)), ["é.txt|b.txt|"]);
        assert_eq!(shown(csv("pairs", b"\xe9.txt,b.txt\n")), ["é.txt|b.txt|"]);
    }

    #[test]
    fn lists_of_objects() {
        let check = |text: &str, expected: &[&str]| assert_eq!(shown(json("pairs", text.as_bytes())), expected);
        check(r#"[{"earlier": "a", "later": "b", "year": 3}]"#, &["a|b|"]);
        check(
            r#"[{"earlier": "a"}, {"earlier": "a", "later": "b", "name": "n"}]"#,
            &["pairs, pair 1: missing field `later`", "a|b|n"],
        );
        check("{\n\"earlier\": 1}", &["pairs, line 1: invalid type: map, expected a sequence"]);
        check("[\n{,}]", &["pairs, line 2: key must be a string"]);
    }
}
