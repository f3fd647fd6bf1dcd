//! Pairs linked by hand, and links found by a method, to precision and recall.
//!
//! Counts as the scorer of the gold pairs does: each pair of ids in a link is one link; doubtful links count neither
//! way; `changed` counts only links between paragraphs whose texts differ.

use crate::units::Unit;
use resdiff::align::{Alignment, LinkKind};
use resdiff::resolution::Resolution;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Joins an earlier and a later unit.
pub type Pairing = (usize, usize);

/// Holds one pair of texts linked by hand.
#[derive(Debug, Deserialize)]
pub struct Gold {
    /// Name of its directory.
    #[serde(skip)]
    pub name: String,
    /// Its directory.
    #[serde(skip)]
    pub directory: PathBuf,
    /// Paragraphs of the earlier text.
    pub earlier_units: Vec<Unit>,
    /// Paragraphs of the later text.
    pub later_units: Vec<Unit>,
    /// What belongs together.
    pub links: Vec<GoldLink>,
    /// What may be seen either way.
    #[serde(default)]
    pub doubtful: Vec<Doubtful>,
}

/// Holds one link made by hand.
#[derive(Debug, Deserialize)]
pub struct GoldLink {
    /// Number of the earlier unit.
    pub earlier: usize,
    /// Number of the later unit.
    pub later: usize,
    /// "same", "reworded", "split", "merge" or "partial".
    pub relation: String,
}

/// Holds a link that may be seen either way.
#[derive(Debug, Deserialize)]
pub struct Doubtful {
    /// Number of the earlier unit.
    pub earlier: usize,
    /// Number of the later unit.
    pub later: usize,
}

/// Reads all gold pairs below a directory, by name.
pub fn load(directory: &Path) -> Vec<Gold> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    let mut found: Vec<Gold> = entries
        .flatten()
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path().join("gold.json")).ok()?;
            let mut gold: Gold = serde_json::from_str(&text).ok()?;
            gold.name = entry.file_name().to_string_lossy().into_owned();
            gold.directory = entry.path();
            Some(gold)
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Counts links found and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Right links.
    pub right: usize,
    /// Links that should not be.
    pub wrong: usize,
    /// Links that are lacking.
    pub missed: usize,
}

impl Score {
    /// Share of the links found that are right.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// Share of the links to be found that were.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Score) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// Divides; nothing of nothing is 0.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Gold {
    fn linked(&self) -> BTreeSet<Pairing> {
        self.links.iter().map(|link| (link.earlier, link.later)).collect()
    }

    fn doubtful(&self) -> BTreeSet<Pairing> {
        self.doubtful.iter().map(|link| (link.earlier, link.later)).collect()
    }

    /// Tells whether the two texts differ, typography apart.
    pub fn differ(&self, (earlier, later): Pairing) -> bool {
        typewritten(&self.earlier_units[earlier].text) != typewritten(&self.later_units[later].text)
    }

    /// Tells whether a link is right; nothing where it is doubtful.
    pub fn judge(&self, pairing: Pairing) -> Option<bool> {
        if self.linked().contains(&pairing) {
            Some(true)
        } else if self.doubtful().contains(&pairing) {
            None
        } else {
            Some(false)
        }
    }

    /// Tells whether a paragraph has no partner; nothing where that is doubtful.
    pub fn is_alone(&self, earlier: &[usize], later: &[usize]) -> Option<bool> {
        let concerns = |(e, l): &Pairing| earlier.contains(e) || later.contains(l);
        if self.doubtful().iter().any(concerns) { None } else { Some(!self.linked().iter().any(concerns)) }
    }

    /// Scores the links found: on all of them, and on the changed ones.
    pub fn score(&self, found: &BTreeSet<Pairing>) -> (Score, Score) {
        let (linked, doubtful) = (self.linked(), self.doubtful());
        let count = |counts: &dyn Fn(Pairing) -> bool| Score {
            right: found.iter().filter(|p| counts(**p) && linked.contains(p)).count(),
            wrong: found.iter().filter(|p| counts(**p) && !linked.contains(p) && !doubtful.contains(p)).count(),
            missed: linked.iter().filter(|p| counts(**p) && !found.contains(p) && !doubtful.contains(p)).count(),
        };
        (count(&|_| true), count(&|pairing| self.differ(pairing)))
    }

    /// Lists the wrong and the missed links, for reading.
    pub fn faults(&self, found: &BTreeSet<Pairing>) -> Vec<(usize, usize, String)> {
        let (linked, doubtful) = (self.linked(), self.doubtful());
        let line = |what: &str, (e, l): Pairing| {
            let mark = if doubtful.contains(&(e, l)) { " (doubtful)" } else { "" };
            let head = |unit: &Unit| unit.text.chars().take(90).collect::<String>();
            let line =
                format!("  {what} {e} -> {l}{mark}: {} | {}", head(&self.earlier_units[e]), head(&self.later_units[l]));
            (e, l, line)
        };
        let missed = linked.difference(found).map(|p| line("missed", *p));
        missed.chain(found.difference(&linked).map(|p| line("wrong", *p))).collect()
    }

    /// Counts the links of the given relations, and how many of them the alignment shows as what they are: as a split
    /// or merge, or as a carried clause.
    pub fn special(&self, relations: &[&str], alignment: &Alignment, units: &UnitMap) -> (usize, usize) {
        let mut shown: BTreeSet<Pairing> = BTreeSet::new();
        for link in alignment.links.iter().filter(|l| matches!(l.kind, LinkKind::Split | LinkKind::Merged)) {
            shown.extend(units.pairings(&link.members.earlier, &link.members.later));
        }
        for carried in &alignment.carried {
            shown.extend(units.pairings(&[carried.paragraph.earlier], &[carried.paragraph.later]));
        }
        let wanted: Vec<Pairing> = self
            .links
            .iter()
            .filter(|link| relations.contains(&link.relation.as_str()))
            .map(|link| (link.earlier, link.later))
            .collect();
        (wanted.iter().filter(|pairing| shown.contains(pairing)).count(), wanted.len())
    }
}

/// Says which unit each paragraph of a side is.
pub struct UnitMap {
    earlier: BTreeMap<usize, usize>,
    later: BTreeMap<usize, usize>,
    /// Units of either side that no paragraph is.
    pub lost: usize,
}

impl UnitMap {
    /// For resolutions made of the units themselves.
    pub fn identity(gold: &Gold) -> Self {
        let same = |n: usize| (0..n).map(|i| (i, i)).collect();
        UnitMap { earlier: same(gold.earlier_units.len()), later: same(gold.later_units.len()), lost: 0 }
    }

    /// Finds the unit of each parsed paragraph by its text: the same first, then the closest one left.
    pub fn by_text(gold: &Gold, earlier: &Resolution, later: &Resolution) -> Self {
        let (earlier, lost) = map_side(earlier, &gold.earlier_units);
        let (later, also_lost) = map_side(later, &gold.later_units);
        UnitMap { earlier, later, lost: lost + also_lost }
    }

    /// Gives the pairs of units for all pairs of paragraphs of a link.
    pub fn pairings<'a>(&'a self, earlier: &'a [usize], later: &'a [usize]) -> impl Iterator<Item = Pairing> + 'a {
        earlier
            .iter()
            .filter_map(|e| self.earlier.get(e))
            .flat_map(move |&e| later.iter().filter_map(|l| self.later.get(l)).map(move |&l| (e, l)))
    }

    /// Gives the links of an alignment as pairs of units.
    pub fn found(&self, alignment: &Alignment) -> BTreeSet<Pairing> {
        alignment
            .links
            .iter()
            .flat_map(|link| self.pairings(&link.members.earlier, &link.members.later).collect::<Vec<_>>())
            .collect()
    }
}

fn map_side(resolution: &Resolution, units: &[Unit]) -> (BTreeMap<usize, usize>, usize) {
    let mut free: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate().rev() {
        free.entry(letters(&unit.text)).or_default().push(i);
    }
    let mut map = BTreeMap::new();
    let mut left: BTreeSet<usize> = (0..units.len()).collect();
    let mut rest = Vec::new();
    for (p, paragraph) in resolution.paragraphs.iter().enumerate() {
        match free.get_mut(&letters(&paragraph.text)).and_then(Vec::pop) {
            Some(unit) => {
                map.insert(p, unit);
                left.remove(&unit);
            }
            None => rest.push(p),
        }
    }
    for p in rest {
        let text = letters(&resolution.paragraphs[p].text);
        let close = |unit: &usize| {
            let other = letters(&units[*unit].text);
            let (short, long) = (text.len().min(other.len()), text.len().max(other.len()));
            if short * 10 < long * 6 {
                0.0
            } else {
                crate::baselines::sequence_ratio(text.as_bytes(), other.as_bytes())
            }
        };
        let best = left.iter().map(|unit| (close(unit), *unit)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, unit)) = best.filter(|(likeness, _)| *likeness >= 0.8) {
            map.insert(p, unit);
            left.remove(&unit);
        }
    }
    (map, left.len())
}

fn letters(text: &str) -> String {
    typewritten(text).to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Straight quotation marks, plain hyphens, single spaces.
fn typewritten(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '\u{2019}' | '\u{2018}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{a0}' => ' ',
            '\u{2011}' | '\u{2013}' => '-',
            other => other,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
