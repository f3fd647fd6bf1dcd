//! A folder, a manifest or a corpus to the pairs that are to be compared.

use super::super::arguments::ReadingArguments;
use super::super::collection::{Collection, Text, Texts};
use super::super::input::{self, Input};
use super::super::trouble::Trouble;
use super::manifest;
use resdiff::diagnostic::Parsed;
use resdiff::origin::checksum;
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;
use resdiff::series::{Member, Succession, Tie, successions};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Holds what is to be done.
pub(super) struct Plan {
    pub pairings: Vec<Pairing>,
    /// Files that could not be read, rows and lines that are none.
    pub skipped: Vec<Trouble>,
    /// Whether a manifest names the pairs.
    pub is_named: bool,
    /// The texts that are read already: to find the series, or because a manifest names many records of a corpus.
    pub texts: Vec<Text>,
    /// Which of these follow one another.
    pub successions: Vec<Succession>,
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
    /// The file that it stands in alone; absent for a record of a corpus.
    file: Option<PathBuf>,
    place: Place,
}

enum Place {
    /// To be read when its turn comes.
    File(PathBuf),
    /// Index in `Plan::texts`.
    Read(usize),
}

/// Holds the bytes of a pair's files, or the texts that are read already.
pub(super) struct Sources(Pair<Source>);

enum Source {
    File(Input),
    Read(usize),
}

impl Plan {
    /// Reads the file of a pair's earlier text, where it has one of its own.
    #[cfg(feature = "docx")]
    pub fn earlier(&self, pairing: &Pairing) -> Option<Input> {
        input::read(pairing.sides.earlier.file.as_deref()?, &self.reading).ok()
    }

    /// Lists the files that are read, by whatever way they are named: no report takes the place of one.
    pub fn files(&self, source: &Path) -> BTreeSet<PathBuf> {
        let sides = self.pairings.iter().flat_map(|pairing| pairing.sides.both());
        let files = sides.filter_map(|side| side.file.as_deref()).chain([source]);
        files.filter_map(|file| fs::canonicalize(file).ok()).filter(|file| file.is_file()).collect()
    }

    /// Gives where the texts of a pair come from, and a number that changes with their content.
    pub fn sources(&self, pairing: &Pairing) -> Result<(Sources, u64), Trouble> {
        let source = |side: &Side| match &side.place {
            Place::Read(index) => Ok((Source::Read(*index), self.texts[*index].checksum)),
            Place::File(path) => {
                let input = input::read(path, &self.reading)?;
                // A record is told by its key: what else the corpus holds is no part of it.
                let key = input.key.as_deref().unwrap_or_default();
                let sum = checksum(&input.bytes) ^ checksum(key.as_bytes()).rotate_left(17);
                Ok((Source::File(input), sum))
            }
        };
        let (earlier, first) = source(&pairing.sides.earlier)?;
        let (later, second) = source(&pairing.sides.later)?;
        Ok((Sources(Pair::new(earlier, later)), first.rotate_left(1) ^ second))
    }

    /// Gives the texts of a pair.
    pub fn texts(&self, sources: &Sources) -> Result<Pair<Parsed<Resolution>>, Trouble> {
        let text = |source: &Source| match source {
            Source::Read(index) => Ok(self.texts[*index].parsed.clone()),
            Source::File(input) => input::resolution(input),
        };
        Ok(Pair::new(text(&sources.0.earlier)?, text(&sources.0.later)?))
    }
}

/// Finds the pairs of a source. What lies in `but` is no part of a folder: reports of an earlier run are no texts.
pub(super) fn plan(source: &Path, reading: &ReadingArguments, but: Option<&Path>) -> Result<Plan, Trouble> {
    if source.is_dir() {
        return series(source, reading, but);
    }
    let ending = source.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let manifest: fn(&str, &[u8]) -> Result<manifest::Rows, Trouble> = match ending.as_str() {
        "csv" | "tsv" => manifest::csv,
        "json" => manifest::json,
        _ => return series(source, reading, but),
    };
    let input = input::read(source, reading)?;
    Ok(named(manifest(&input.name, &input.bytes)?, source, reading))
}

/// The pairs that a manifest names.
fn named(rows: manifest::Rows, source: &Path, reading: &ReadingArguments) -> Plan {
    let base = source.parent().unwrap_or(Path::new(""));
    let mut names = Names::default();
    let side = |path: &Path| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let path = if path.is_absolute() { path.to_path_buf() } else { base.join(path) };
        Side { name, file: Some(path.clone()), place: Place::File(path) }
    };
    let mut plan = Plan {
        pairings: Vec::new(),
        skipped: Vec::new(),
        is_named: true,
        texts: Vec::new(),
        successions: Vec::new(),
        reading: *reading,
    };
    for row in rows {
        match row {
            Ok(row) => {
                let sides = Pair::new(side(&row.earlier), side(&row.later));
                let name = row.name.unwrap_or_else(|| joined(&sides.earlier.name, &sides.later.name));
                plan.pairings.push(Pairing { name: names.unique(&name), sides, tie: None });
            }
            Err(trouble) => plan.skipped.push(trouble),
        }
    }
    plan.read_corpora();
    plan
}

/// Records of one corpus from which it is read once and whole, rather than once for each of them.
const MANY_RECORDS: usize = 4;

impl Plan {
    /// Reads every corpus of which many records are named. What is not found there is looked for when its turn comes, and
    /// then it is said what is wrong.
    fn read_corpora(&mut self) {
        let mut named: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let record = |side: &Side| match &side.place {
            Place::File(path) => match input::split_key(path) {
                (file, Some(key)) => Some((file, key)),
                (_, None) => None,
            },
            Place::Read(_) => None,
        };
        for (file, _) in self.pairings.iter().flat_map(|pairing| pairing.sides.both().map(record)).flatten() {
            *named.entry(file).or_insert(0) += 1;
        }
        let mut places: BTreeMap<(PathBuf, String), usize> = BTreeMap::new();
        for (file, _) in named.into_iter().filter(|(_, count)| *count >= MANY_RECORDS) {
            let read = Collection::open(&file, &self.reading, None).and_then(Collection::texts);
            for text in read.into_iter().flat_map(|read| read.texts) {
                let symbol = text.parsed.value.masthead.symbol.as_ref().map(ToString::to_string);
                for name in [Some(text.name.clone()), symbol].into_iter().flatten() {
                    places.entry((file.clone(), name)).or_insert(self.texts.len());
                }
                self.texts.push(text);
            }
        }
        for side in self.pairings.iter_mut().flat_map(|pairing| [&mut pairing.sides.earlier, &mut pairing.sides.later])
        {
            if let Some(&index) = record(side).and_then(|place| places.get(&place)) {
                side.place = Place::Read(index);
            }
        }
    }
}

/// Finds the series in a collection.
fn series(source: &Path, reading: &ReadingArguments, but: Option<&Path>) -> Result<Plan, Trouble> {
    let Texts { texts, unread } = Collection::open(source, reading, but)?.texts()?;
    let skipped = unread.into_iter().map(|unread| unread.cause).collect();
    let members: Vec<Member<'_>> =
        texts.iter().map(|text| Member { name: text.name.clone(), resolution: &text.parsed.value }).collect();
    let successions = successions(&members);
    let mut unique = Names::default();
    let pairings = successions
        .iter()
        .map(|succession| {
            let side = |index: usize| {
                let Text { name, path, .. } = &texts[index];
                Side { name: name.clone(), file: path.clone(), place: Place::Read(index) }
            };
            let sides = Pair::new(side(succession.earlier), side(succession.later));
            let name = joined(&sides.earlier.name, &sides.later.name);
            Pairing { name: unique.unique(&name), sides, tie: Some(succession.tie) }
        })
        .collect();
    Ok(Plan { pairings, skipped, is_named: false, texts, successions, reading: *reading })
}

/// "A_RES_52_189.txt" and "A_RES_54_212.txt" make "A_RES_52_189__A_RES_54_212". What these do not tell apart, folders and
/// endings do: "1997/text.txt" and "1999/text.txt".
fn joined(earlier: &str, later: &str) -> String {
    let stem = |name: &str| Path::new(name).file_stem().map_or(name.to_owned(), |s| s.to_string_lossy().into_owned());
    let stems = (stem(earlier), stem(later));
    if stems.0 == stems.1 { format!("{earlier}__{later}") } else { format!("{}__{}", stems.0, stems.1) }
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
        while RESERVED.contains(&name.to_lowercase().as_str()) || !self.0.insert(name.to_lowercase()) {
            count += 1;
            name = format!("{fit}-{count}");
        }
        name
    }
}

/// The summary has this name.
const RESERVED: [&str; 1] = ["summary"];

/// Gives the chains of texts that follow one another: for each its texts and, from the second on, why they are in it.
pub(super) fn chains(plan: &Plan) -> Vec<(usize, Vec<(Tie, usize)>)> {
    let next: BTreeMap<usize, (Tie, usize)> = plan.successions.iter().map(|s| (s.earlier, (s.tie, s.later))).collect();
    let later: BTreeSet<usize> = plan.successions.iter().map(|s| s.later).collect();
    let firsts = next.keys().copied().filter(|first| !later.contains(first));
    firsts
        .map(|first| {
            let mut chain = Vec::new();
            let mut at = first;
            while let Some(&(tie, follows)) = next.get(&at) {
                chain.push((tie, follows));
                at = follows;
            }
            (first, chain)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_fit_for_files() {
        let mut names = Names::default();
        assert_eq!(names.unique("../A/1"), "_A_1");
        assert_eq!(names.unique("x"), "x");
        assert_eq!(names.unique("X"), "X-2");
        assert_eq!(names.unique("Summary"), "Summary-2");
        assert_eq!(joined("A_1.txt", "A_2.pdf"), "A_1__A_2");
    }
}
