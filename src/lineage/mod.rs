//! Many versions of a resolution to the genealogy of their clauses: a fold of comparison over neighbours, and over
//! versions further apart for what was dropped and came back.
//!
//! ```
//! use resdiff::lineage::{Step, attribute, history};
//! use resdiff::{CompareOptions, read::read, source::DecodeOptions};
//!
//! let read = |text: &str| read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let text = |clause: &str| read(&format!("The General Assembly,\n\n1. {clause}\n\n2. Decides to rest.\n"));
//! let versions = vec![
//!     ("70/1".to_owned(), text("Invites States to light lamps;")),
//!     ("72/1".to_owned(), text("Urges States to light lamps;")),
//!     ("74/1".to_owned(), text("Urges States to light lamps and lanterns;")),
//! ];
//! let history = history(versions, &CompareOptions::default());
//! let clause = history.find("OP 1").expect("there is such a clause");
//! let steps: Vec<Step> = clause.cells.iter().map(|cell| cell.step).collect();
//! assert_eq!(steps, [Step::New, Step::Reworded, Step::Reworded]);
//!
//! // Of each word of the newest text, the version in which it entered.
//! let words = attribute(&history);
//! let (version, paragraph) = clause.places().last().expect("it stands somewhere");
//! let text = &history.versions[version].resolution.paragraphs[paragraph].text;
//! let first = words.paragraphs[paragraph][0];
//! assert_eq!((first.span.of(text), first.origin.0), ("Urges", 1));
//! ```

mod attribution;
mod order;

pub use attribution::{Attribution, Origin, Word, attribute};
pub use order::{by_session, label};

use crate::align::LinkKind;
use crate::changes::words::likeness;
use crate::changes::{Change, ChangeKind, ChangeReport};
use crate::diagnostic::Parsed;
use crate::pair::Pair;
use crate::resolution::{Paragraph, Resolution, Role};
use crate::token::tokenize;
use crate::{CompareOptions, align, compare};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Holds the versions of a text, oldest first, and the lineages of their clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The versions, oldest first.
    pub versions: Vec<Version>,
    /// What changed from each version to the next: one less than versions.
    pub reports: Vec<ChangeReport>,
    /// The lineages, in the order in which a reader of the newest text meets them; those that ended before stand where
    /// they last stood.
    pub lineages: Vec<Lineage>,
    /// Joins over a gap: clauses that were dropped and came back.
    pub returns: Vec<Return>,
}

/// Holds one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What it is called in the matrix: "54/212", or the name that was given for it.
    pub label: String,
    /// The text.
    pub resolution: Resolution,
}

/// Holds one clause through all versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// What became of it in each version.
    pub cells: Vec<Cell>,
}

/// Says what became of a clause in one version, compared with the version in which it stood last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Index of the paragraph in that version; nothing where the clause is absent.
    pub paragraph: Option<usize>,
    /// What happened to it.
    pub step: Step,
    /// Whether it also moved.
    pub moved: bool,
    /// Index in that version's report (the one that leads to it) of the change that made it so; nothing for the first
    /// version, for absences and for what came back.
    pub change: Option<usize>,
}

/// Names what became of a clause from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Not there.
    Absent,
    /// There for the first time.
    New,
    /// Same words.
    Unchanged,
    /// Other words.
    Reworded,
    /// Went on as one piece of several, or begins as one that was split off.
    Split,
    /// Several clauses became this one.
    Merged,
    /// Back after at least one version without it.
    Returned,
    /// Went up into another clause: absent as such from here on, unless it comes back.
    Absorbed,
}

/// Holds a clause that came back: where it stood last, and where it stands again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Return {
    /// Version and paragraph where it stood last.
    pub from: (usize, usize),
    /// Version and paragraph where it stands again.
    pub to: (usize, usize),
}

/// Follows the clauses through the versions, which stand oldest first. Fewer than two versions have no steps.
pub fn history(versions: Vec<(String, Parsed<Resolution>)>, options: &CompareOptions) -> History {
    let mut reports = Vec::with_capacity(versions.len().saturating_sub(1));
    for pair in versions.windows(2) {
        let texts = Pair::new(pair[0].1.clone(), pair[1].1.clone());
        reports.push(compare(texts, options));
    }
    let versions: Vec<Version> =
        versions.into_iter().map(|(label, parsed)| Version { label, resolution: parsed.value }).collect();
    let mut threads = Threads::new(&versions);
    for (at, report) in reports.iter().enumerate() {
        for (index, change) in report.changes.iter().enumerate() {
            threads.follow(at, index, change, &versions);
        }
    }
    let returns = threads.bridge(&versions, options);
    let lineages = threads.lineages(&versions);
    History { versions, reports, lineages, returns }
}

impl History {
    /// Finds the lineage of which a paragraph is part, by its locator or id as people give them: "OP 7" or "op7" of the
    /// newest version that has one so named, "54/212 OP 7" of that version.
    pub fn find(&self, name: &str) -> Option<&Lineage> {
        let wanted = squeezed(name);
        let of = |version: usize, wanted: &str| {
            let paragraphs = &self.versions[version].resolution.paragraphs;
            let index = paragraphs.iter().position(|paragraph| {
                squeezed(&crate::render::messages::locator(&paragraph.locator)) == wanted
                    || squeezed(&paragraph.id) == wanted
            })?;
            self.lineages.iter().find(|lineage| lineage.cells[version].paragraph == Some(index))
        };
        let newest_first = || (0..self.versions.len()).rev();
        newest_first().find_map(|version| of(version, &wanted)).or_else(|| {
            newest_first().find_map(|version| {
                let rest = wanted.strip_prefix(&squeezed(&self.versions[version].label))?;
                of(version, rest.trim_start_matches([':', ',', '#']))
            })
        })
    }
}

impl Lineage {
    /// Gives the versions in which the clause stands, oldest first, with its paragraph there.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.cells.iter().enumerate().filter_map(|(version, cell)| Some((version, cell.paragraph?)))
    }
}

/// Compares names whatever their spaces and case: "OP 7 (a)" is "op7(a)".
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A paragraph of a version.
type Node = (usize, usize);

/// How a paragraph continues an earlier one.
#[derive(Debug, Clone, Copy)]
struct Joint {
    before: Node,
    step: Step,
    moved: bool,
    change: Option<usize>,
}

/// The threads that lead from paragraph to paragraph.
struct Threads {
    /// For each paragraph the one that it continues.
    joint: BTreeMap<Node, Joint>,
    /// Paragraphs that another one continues.
    continued: BTreeSet<Node>,
    /// Paragraphs that went up into another: the version, and the change in its report.
    absorbed: BTreeMap<Node, (usize, usize)>,
    /// Paragraphs that were split off from one that goes on elsewhere: the change.
    pieces: BTreeMap<Node, usize>,
    nodes: Vec<Node>,
}

impl Threads {
    fn new(versions: &[Version]) -> Self {
        let nodes = versions
            .iter()
            .enumerate()
            .flat_map(|(version, v)| (0..v.resolution.paragraphs.len()).map(move |paragraph| (version, paragraph)))
            .collect();
        Threads {
            joint: BTreeMap::new(),
            continued: BTreeSet::new(),
            absorbed: BTreeMap::new(),
            pieces: BTreeMap::new(),
            nodes,
        }
    }

    fn join(&mut self, to: Node, joint: Joint) {
        self.continued.insert(joint.before);
        self.joint.insert(to, joint);
    }

    /// Adds what one change says. Of a split or a merge one thread goes on: that of the paragraphs that share most.
    fn follow(&mut self, at: usize, index: usize, change: &Change, versions: &[Version]) {
        let members = &change.link.members;
        let (Some(&first), Some(&last)) = (members.earlier.first(), members.later.first()) else { return };
        let step = match change.kind {
            ChangeKind::Unchanged => Step::Unchanged,
            ChangeKind::Reworded => Step::Reworded,
            ChangeKind::Split => Step::Split,
            ChangeKind::Merged => Step::Merged,
            ChangeKind::Added | ChangeKind::Removed => return,
        };
        let text = |version: usize, paragraph: usize| versions[version].resolution.paragraphs[paragraph].text.as_str();
        let (earlier, later) = match change.link.kind {
            LinkKind::Split => {
                let pieces = members.later.iter().map(|&piece| (piece, text(at + 1, piece)));
                (first, most_alike(text(at, first), pieces).unwrap_or(last))
            }
            LinkKind::Merged => {
                let pieces = members.earlier.iter().map(|&piece| (piece, text(at, piece)));
                (most_alike(text(at + 1, last), pieces).unwrap_or(first), last)
            }
            LinkKind::Matched | LinkKind::Inserted | LinkKind::Deleted => (first, last),
        };
        let joint = Joint { before: (at, earlier), step, moved: change.link.moved, change: Some(index) };
        self.join((at + 1, later), joint);
        for &other in members.earlier.iter().filter(|&&other| other != earlier) {
            self.absorbed.insert((at, other), (at + 1, index));
        }
        for &other in members.later.iter().filter(|&&other| other != later) {
            self.pieces.insert((at + 1, other), index);
        }
    }

    /// Joins threads that end to threads that begin in a later version, the nearest first. What went up into another
    /// clause may stand alone again.
    fn bridge(&mut self, versions: &[Version], options: &CompareOptions) -> Vec<Return> {
        let mut returns = Vec::new();
        for gap in 2..versions.len() {
            for from in 0..versions.len() - gap {
                let to = from + gap;
                let pair = Pair::new(&versions[from].resolution, &versions[to].resolution);
                let any_ended = (0..pair.earlier.paragraphs.len()).any(|p| !self.continued.contains(&(from, p)));
                let any_new = (0..pair.later.paragraphs.len()).any(|p| !self.joint.contains_key(&(to, p)));
                if !any_ended || !any_new {
                    continue;
                }
                for link in align::align(pair, &options.align).links {
                    let (&[earlier], &[later]) = (&link.members.earlier[..], &link.members.later[..]) else { continue };
                    let fresh = !self.joint.contains_key(&(to, later));
                    let over = !self.continued.contains(&(from, earlier));
                    if fresh
                        && over
                        && link.confidence >= RETURN_CONFIDENCE
                        && is_return(&pair.earlier.paragraphs[earlier], &pair.later.paragraphs[later])
                    {
                        let joint = Joint { before: (from, earlier), step: Step::Returned, moved: false, change: None };
                        self.join((to, later), joint);
                        returns.push(Return { from: (from, earlier), to: (to, later) });
                    }
                }
            }
        }
        returns
    }

    /// Gathers the threads into lineages.
    fn lineages(&self, versions: &[Version]) -> Vec<Lineage> {
        let absent = Cell { paragraph: None, step: Step::Absent, moved: false, change: None };
        let mut lineages: Vec<Lineage> = Vec::new();
        let mut of_node: BTreeMap<Node, usize> = BTreeMap::new();
        for &(version, paragraph) in &self.nodes {
            let node = (version, paragraph);
            let joint = self.joint.get(&node);
            let lineage = match joint.and_then(|joint| of_node.get(&joint.before)) {
                Some(&lineage) => lineage,
                None => {
                    lineages.push(Lineage { cells: vec![absent; versions.len()] });
                    lineages.len() - 1
                }
            };
            of_node.insert(node, lineage);
            let piece = self.pieces.get(&node);
            lineages[lineage].cells[version] = Cell {
                paragraph: Some(paragraph),
                step: joint.map_or(if piece.is_some() { Step::Split } else { Step::New }, |joint| joint.step),
                moved: joint.is_some_and(|joint| joint.moved),
                change: joint.map_or(piece.copied(), |joint| joint.change),
            };
            if let Some(&(after, change)) = self.absorbed.get(&node) {
                lineages[lineage].cells[after] = Cell { step: Step::Absorbed, change: Some(change), ..absent };
            }
        }
        in_reading_order(lineages, versions)
    }
}

/// Confidence from which a clause counts as come back: higher than for neighbours, since nothing around it helps.
const RETURN_CONFIDENCE: align::Confidence = align::Confidence(850);
/// Likeness, in thousandths, from which it does. Of fifteen real series the eleven pairs below were read, and half of them
/// did not belong together ("Takes note of paragraph 35 of the report ...", "Takes note of paragraph 26 of the report
/// ..., and invites ..."); of the 22 read from there to 520, three are doubtful.
const RETURN_LIKENESS: u32 = 400;

/// Tells whether a clause that begins is one that ended. Short stock paragraphs and organ lines do not come back, they
/// are just written again.
fn is_return(ended: &Paragraph, begun: &Paragraph) -> bool {
    let says_something = ended.role != Role::Heading && !ended.is_organ_line() && ended.text.len() >= 60;
    says_something && likeness(Pair::new(&ended.text, &begun.text)) >= RETURN_LIKENESS
}

/// Of several texts the one that shares the most words with `text`; of equal ones the first.
fn most_alike<'t>(text: &str, others: impl Iterator<Item = (usize, &'t str)>) -> Option<usize> {
    let words = |text: &str| -> BTreeSet<u64> { tokenize(text).iter().map(|token| token.key).collect() };
    let own = words(text);
    let common = others.map(|(index, other)| (words(other).intersection(&own).count(), index));
    common.max_by_key(|&(common, index)| (common, std::cmp::Reverse(index))).map(|(_, index)| index)
}

/// Orders lineages as a reader of the newest text meets them. One that ended stands after the lineage that stood before
/// it when it was last there.
fn in_reading_order(lineages: Vec<Lineage>, versions: &[Version]) -> Vec<Lineage> {
    let last_version = versions.len().saturating_sub(1);
    let mut order: Vec<usize> = Vec::with_capacity(lineages.len());
    for version in (0..=last_version).rev() {
        // Lineages whose last version this is, in its order, each after its neighbour there.
        let mut at_paragraph: Vec<Option<usize>> =
            versions.get(version).map_or(Vec::new(), |v| vec![None; v.resolution.paragraphs.len()]);
        for (index, lineage) in lineages.iter().enumerate() {
            if let Some(paragraph) = lineage.cells.get(version).and_then(|cell| cell.paragraph) {
                at_paragraph[paragraph] = Some(index);
            }
        }
        let placed: BTreeSet<usize> = order.iter().copied().collect();
        let mut after: Option<usize> = None;
        for index in at_paragraph.into_iter().flatten() {
            if placed.contains(&index) {
                after = Some(index);
                continue;
            }
            let place = after.and_then(|after| order.iter().position(|&o| o == after)).map_or(0, |place| place + 1);
            order.insert(place, index);
            after = Some(index);
        }
    }
    let mut slots: Vec<Option<Lineage>> = lineages.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| slots[index].take()).collect()
}
