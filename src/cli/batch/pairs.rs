//! A folder, a manifest or a corpus to the pairs that are to be compared.

use super::super::arguments::ReadingArguments;
use super::super::input::{self, Input};
use super::super::trouble::Trouble;
use rayon::prelude::*;
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::read::read_record;
use resdiff::resolution::Resolution;
use resdiff::series::{Member, Tie, successions};
use resdiff::source::{DecodeError, Limits, corpus};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Holds what is to be done.
pub(super) struct Plan {
    pub pairings: Vec<Pairing>,
    /// Files that could not be read, and lines that are no records.
    pub skipped: Vec<Trouble>,
    /// The texts that were read to find the series; empty for a manifest.
    texts: Vec<Parsed<Resolution>>,
    reading: ReadingArguments,
}

/// Holds one pair.
pub(super) struct Pairing {
    /// Unique, and fit for a file's name.
    pub name: String,
    pub sides: Pair<Side>,
    /// Why they belong together; nothing for a manifest, which says so itself.
    pub tie: Option<Tie>,
}

/// Holds one side of a pair.
pub(super) struct Side {
    pub name: String,
    place: Place,
}

enum Place {
    /// To be read when its turn comes.
    File(PathBuf),
    /// Index in `Plan::texts`.
    Read(usize),
}

impl Plan {
    /// Gives the texts of a pair.
    pub fn texts(&self, pairing: &Pairing) -> Result<Pair<Parsed<Resolution>>, Trouble> {
        let text = |side: &Side| match &side.place {
            Place::Read(index) => Ok(self.texts[*index].clone()),
            Place::File(path) => input::resolution(&input::read(path, &self.reading)?),
        };
        Ok(Pair::new(text(&pairing.sides.earlier)?, text(&pairing.sides.later)?))
    }
}

/// Finds the pairs of a source.
pub(super) fn plan(source: &Path, reading: &ReadingArguments) -> Result<Plan, Trouble> {
    let name = source.display().to_string();
    if source.is_dir() {
        return series(source, reading);
    }
    let ending = source.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" => manifest(csv_rows(&input::read(source, reading)?)?, source, reading),
        "json" => {
            let rows: Vec<ManifestRow> = serde_json::from_slice(&input::read(source, reading)?.bytes)
                .map_err(|cause| Trouble::Manifest { name, line: cause.line(), detail: cause.to_string() })?;
            manifest(rows, source, reading)
        }
        _ => series(source, reading),
    }
}

/// One row of a manifest: two files, as seen from the manifest, and perhaps a name for the pair.
#[derive(Deserialize)]
struct ManifestRow {
    earlier: PathBuf,
    later: PathBuf,
    #[serde(default)]
    name: Option<String>,
}

fn manifest(rows: Vec<ManifestRow>, source: &Path, reading: &ReadingArguments) -> Result<Plan, Trouble> {
    let base = source.parent().unwrap_or(Path::new(""));
    let mut names = Names::default();
    let side = |path: &Path| Side {
        name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        place: Place::File(if path.is_absolute() { path.to_path_buf() } else { base.join(path) }),
    };
    let pairings = rows
        .into_iter()
        .map(|row| {
            let sides = Pair::new(side(&row.earlier), side(&row.later));
            let name = row.name.unwrap_or_else(|| joined(&sides.earlier.name, &sides.later.name));
            Pairing { name: names.unique(&name), sides, tie: None }
        })
        .collect();
    Ok(Plan { pairings, skipped: Vec::new(), texts: Vec::new(), reading: *reading })
}

/// Reads "earlier,later[,name]" rows; a first row that names the columns is passed over.
fn csv_rows(input: &Input) -> Result<Vec<ManifestRow>, Trouble> {
    let text = String::from_utf8_lossy(&input.bytes);
    let mut rows = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells = cells(line);
        if at == 0 && cells.first().is_some_and(|cell| cell.eq_ignore_ascii_case("earlier")) {
            continue;
        }
        let [earlier, later, rest @ ..] = cells.as_slice() else {
            let detail = "a row needs two columns: earlier,later".to_owned();
            return Err(Trouble::Manifest { name: input.name.clone(), line: at + 1, detail });
        };
        let name = rest.first().filter(|name| !name.is_empty()).cloned();
        rows.push(ManifestRow { earlier: PathBuf::from(earlier), later: PathBuf::from(later), name });
    }
    Ok(rows)
}

/// Takes one row apart: cells may stand in quotation marks, doubled inside.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells.last_mut().expect("there is a cell").push('"');
            }
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("there is a cell").push(other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A text that was read, under its name, or why it was not.
type Read = Result<(String, Parsed<Resolution>), Trouble>;

/// Gives the files of a folder in the order of their names; hidden ones are passed over.
pub fn files(directory: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let listed = fs::read_dir(directory);
    let listed = listed.map_err(|cause| Trouble::Read { name: directory.display().to_string(), cause })?;
    let mut paths: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')));
    paths.sort();
    Ok(paths)
}

/// Texts under their names, and why others were not read.
type Collection = (Vec<(String, Parsed<Resolution>)>, Vec<Trouble>);

/// Reads every text of a folder or corpus; what cannot be read is told apart.
pub fn collection(source: &Path, reading: &ReadingArguments) -> Result<Collection, Trouble> {
    let read = if source.is_dir() {
        folder(source, reading)?
    } else {
        records(&input::read(source, reading)?, reading.limits())
    };
    let mut texts = Vec::with_capacity(read.len());
    let mut skipped = Vec::new();
    for one in read {
        match one {
            Ok(text) => texts.push(text),
            Err(trouble) => skipped.push(trouble),
        }
    }
    // Not one record: no corpus, and the first line says why.
    if texts.is_empty() && !skipped.is_empty() {
        return Err(skipped.remove(0));
    }
    Ok((texts, skipped))
}

fn folder(directory: &Path, reading: &ReadingArguments) -> Result<Vec<Read>, Trouble> {
    let read = |path: &PathBuf| {
        let input = input::read(path, reading)?;
        Ok((input.short_name(), input::resolution(&input)?))
    };
    Ok(files(directory)?.par_iter().map(read).collect())
}

fn records(input: &Input, limits: Limits) -> Vec<Read> {
    let lines: Vec<(usize, Result<Vec<u8>, DecodeError>)> = corpus::record_lines(&input.bytes, limits).collect();
    let read = |(number, line): (usize, Result<Vec<u8>, DecodeError>)| {
        line.and_then(|line| read_record(&line, limits))
            .map_err(|cause| Trouble::Decode { name: format!("{}, line {number}", input.name), cause })
    };
    lines.into_par_iter().map(read).collect()
}

/// Finds the series in a collection.
fn series(source: &Path, reading: &ReadingArguments) -> Result<Plan, Trouble> {
    let (read, skipped) = collection(source, reading)?;
    let (names, texts): (Vec<String>, Vec<Parsed<Resolution>>) = read.into_iter().unzip();
    let members: Vec<Member<'_>> = names
        .iter()
        .zip(&texts)
        .map(|(name, parsed)| Member { name: name.clone(), resolution: &parsed.value })
        .collect();
    let mut unique = Names::default();
    let pairings = successions(&members)
        .into_iter()
        .map(|succession| {
            let side = |index: usize| Side { name: names[index].clone(), place: Place::Read(index) };
            let sides = Pair::new(side(succession.earlier), side(succession.later));
            let name = joined(&sides.earlier.name, &sides.later.name);
            Pairing { name: unique.unique(&name), sides, tie: Some(succession.tie) }
        })
        .collect();
    Ok(Plan { pairings, skipped, texts, reading: *reading })
}

/// "A_RES_52_189.txt" and "A_RES_54_212.txt" make "A_RES_52_189__A_RES_54_212".
fn joined(earlier: &str, later: &str) -> String {
    let stem = |name: &str| Path::new(name).file_stem().map_or(name.to_owned(), |s| s.to_string_lossy().into_owned());
    format!("{}__{}", stem(earlier), stem(later))
}

/// Makes names that are fit for files and stand for one pair each, whatever the case of their letters.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn unique(&mut self, wanted: &str) -> String {
        let fit: String = wanted
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '(' | ')') { c } else { '_' })
            .take(180)
            .collect();
        let fit = fit.trim_start_matches('.').to_owned();
        let mut name = if fit.is_empty() { "pair".to_owned() } else { fit.clone() };
        let mut count = 1;
        while !self.0.insert(name.to_lowercase()) {
            count += 1;
            name = format!("{fit}-{count}");
        }
        name
    }
}

/// Gives the pairs as a list for people.
pub(super) fn shown(plan: &Plan) -> String {
    let mut text = String::new();
    for pairing in &plan.pairings {
        let tie = match pairing.tie {
            Some(Tie::Title) => "  same title",
            Some(Tie::Recalled) => "  recalled by the later",
            None => "",
        };
        let _ = writeln!(text, "{}  {} → {}{tie}", pairing.name, pairing.sides.earlier.name, pairing.sides.later.name);
    }
    let _ = writeln!(text, "{} pairs", plan.pairings.len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_apart() {
        assert_eq!(cells("a.txt, \"b, c.txt\",name"), ["a.txt", "b, c.txt", "name"]);
        assert_eq!(cells("a;\"say \"\"b\"\"\""), ["a", "say \"b\""]);
    }

    #[test]
    fn names_are_unique_and_fit_for_files() {
        let mut names = Names::default();
        assert_eq!(names.unique("../A/1"), "_A_1");
        assert_eq!(names.unique("x"), "x");
        assert_eq!(names.unique("X"), "X-2");
        assert_eq!(joined("A_1.txt", "A_2.pdf"), "A_1__A_2");
    }
}
