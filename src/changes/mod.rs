//! An alignment to a report of what changed and what that means.
//!
//! ```
//! use resdiff::changes::{ChangeKind, Detail, Edit, Strength};
//! use resdiff::{CompareOptions, compare, pair::Pair, read::read, source::DecodeOptions};
//!
//! let read = |text: &str| read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let texts = Pair::new(
//!     read("The General Assembly,\n\n1. Invites Member States to assist;\n"),
//!     read("The General Assembly,\n\n1. Strongly urges Member States to assist;\n"),
//! );
//! let report = compare(texts, &CompareOptions::default());
//! let change = &report.changes[1];
//! assert_eq!(change.kind, ChangeKind::Reworded);
//! assert!(change.pulls(Strength::Strengthened));
//!
//! // A facet says what changed and names the rule that found it; edits say word by word where.
//! let Detail::Verb { lemmas, .. } = &change.facets[0].detail else { panic!("the verb changed") };
//! assert_eq!(lemmas.later.as_deref(), Some("urge"));
//! let texts = change.texts(&report.resolutions);
//! let new: Vec<&str> = change
//!     .edits
//!     .iter()
//!     .filter_map(|edit| if let Edit::Insert(span) = edit { Some(span.of(&texts.later).trim()) } else { None })
//!     .collect();
//! assert_eq!(new, ["Strongly urges"]);
//! ```
//!
//! Structure ([`ChangeKind`]), meaning ([`ChangeClass`]), trust ([`Confidence`]) and rule ([`RuleId`]) are told apart:
//! any of them goes with any other. Words for people are made in [`render::messages`](crate::render::messages).

mod addressee;
mod classify;
mod doubts;
mod ledger;
mod mentions;
mod reading;
mod references;
pub mod rules;
mod scene;
mod weigh;
pub mod words;

pub use classify::classify;
pub(crate) use classify::classify_words;
pub use doubts::doubts;

use crate::align::{Carried, Confidence, Link};
use crate::diagnostic::Diagnostic;
use crate::pair::Pair;
use crate::resolution::Resolution;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Holds all that a renderer needs: both texts, and what changed between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeReport {
    /// Both texts.
    pub resolutions: Pair<Resolution>,
    /// One change a link, in the alignment's order (the later text's order, removed paragraphs at their old place).
    pub changes: Vec<Change>,
    /// Clauses that survive inside another paragraph.
    pub carried: Vec<Carried>,
    /// Counts.
    pub summary: Summary,
    /// What the whole amounts to.
    pub verdict: Verdict,
    /// References inside the later text ("paragraph 5 above") that no longer point where they did.
    pub references: Vec<Reference>,
    /// Who is asked to do what by when.
    pub ledger: Vec<LedgerEntry>,
    /// What was noticed, by side; `None` for both.
    pub diagnostics: Vec<(Option<crate::pair::Side>, Diagnostic)>,
}

/// Holds what happened to the paragraphs of one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which paragraphs, and why.
    pub link: Link,
    /// What happened to the structure.
    pub kind: ChangeKind,
    /// Whether the printed number changed.
    pub renumbered: bool,
    /// Preambular to operative, or back.
    pub transfer: Option<Transfer>,
    /// What the change amounts to.
    pub class: ChangeClass,
    /// What changed, one by one.
    pub facets: Vec<Facet>,
    /// Word by word. Spans are of the texts of the link's members, joined by `\n` on each side (see [`Change::texts`]).
    pub edits: Vec<Edit>,
}

impl Change {
    /// Tells whether a verb or qualifier of it went this way.
    pub fn pulls(&self, way: Strength) -> bool {
        self.facets.iter().any(|facet| match &facet.detail {
            Detail::Verb { strength, .. } | Detail::Qualifier { strength, .. } => *strength == way,
            _ => false,
        })
    }

    /// Gives the text of each side that `edits` and `facets` refer to: the members' texts joined by `\n`.
    pub fn texts(&self, resolutions: &Pair<Resolution>) -> Pair<String> {
        let join = |resolution: &Resolution, members: &[usize]| {
            members.iter().map(|&i| resolution.paragraphs[i].text.as_str()).collect::<Vec<_>>().join("\n")
        };
        Pair {
            earlier: join(&resolutions.earlier, &self.link.members.earlier),
            later: join(&resolutions.later, &self.link.members.later),
        }
    }
}

/// Names what happened to the structure. `moved` and `renumbered` are told apart from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Same words (typography apart).
    Unchanged,
    /// Other words.
    Reworded,
    /// Only in the later text.
    Added,
    /// Only in the earlier text.
    Removed,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
}

/// Names a passage between the two parts of a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transfer {
    /// Preambular became operative.
    Promoted,
    /// Operative became preambular.
    Demoted,
}

/// Says what a change amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeClass {
    /// Nothing changed.
    #[default]
    Same,
    /// Typography, numbering, "also" and "further".
    Editorial,
    /// Only sessions, dates, symbols and figures, as a new session brings them.
    Rollover,
    /// The meaning.
    Substantive,
    /// No rule holds.
    Unclassified,
}

/// Holds one step of an edit script, by whole words. Keeps carry both spans, since case and typography may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// Stands on both sides.
    Keep(Pair<Span>),
    /// Stands only on the earlier side.
    Delete(Span),
    /// Stands only on the later side.
    Insert(Span),
}

/// Identifies a row of the table of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RuleId(pub &'static str);

/// Holds one thing that changed, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The rule that found it.
    pub rule: RuleId,
    /// Where it stands on each side (see [`Change::texts`]); absent on the side that lacks it.
    pub spans: Pair<Option<Span>>,
    /// What it is.
    pub detail: Detail,
}

/// Says what changed in a facet. The words are those of the texts or of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// The lead verb, or (`inner`) a verb inside the paragraph.
    Verb {
        /// The base form on each side.
        lemmas: Pair<Option<String>>,
        /// Which way it went.
        strength: Strength,
        /// Whether it stands inside the paragraph.
        inner: bool,
    },
    /// "strongly", "as appropriate", "within existing resources": on one side only.
    Qualifier {
        /// The phrase, lower case.
        phrase: String,
        /// Which way it pulls the clause.
        strength: Strength,
    },
    /// Who is asked.
    Addressee(Pair<Option<String>>),
    /// A session, as a number where it has one.
    Session {
        /// As printed.
        words: Pair<Option<String>>,
        /// Later minus earlier.
        step: Option<i32>,
        /// Whether something is due then.
        deadline: bool,
    },
    /// A date or a year.
    Date(Pair<Option<String>>),
    /// A number.
    Figure(Pair<Option<String>>),
    /// An amount of money.
    Amount(Pair<Option<String>>),
    /// A percentage.
    Percentage(Pair<Option<String>>),
    /// A resolution, decision, document or instrument; on both sides when one replaced the other.
    Citation(Pair<Option<String>>),
    /// A place in a text: "paragraph 5", "annex II".
    Pointer(Pair<Option<String>>),
    /// The text of a note.
    Footnote(Pair<Option<String>>),
    /// "also", "further".
    Repeat(Pair<Option<String>>),
    /// Quotation marks, hyphens, spelling variants, capitals, punctuation.
    Typography(Pair<Option<String>>),
}

/// Says which way a change of verb or qualifier goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// As strong as before.
    Same,
    /// Stronger.
    Strengthened,
    /// Weaker.
    Weakened,
    /// Not on one ladder.
    NotComparable,
}

/// Counts paragraphs by what happened to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Links whose words are the same.
    pub unchanged: usize,
    /// One-to-one links with other words.
    pub reworded: usize,
    /// Paragraphs only in the later text.
    pub added: usize,
    /// Paragraphs only in the earlier text.
    pub removed: usize,
    /// Links that moved, whatever their words.
    pub moved: usize,
    /// Links that only got another number.
    pub renumbered: usize,
    /// Splits.
    pub split: usize,
    /// Merges.
    pub merged: usize,
    /// Preambular paragraphs that became operative.
    pub promoted: usize,
    /// Operative paragraphs that became preambular.
    pub demoted: usize,
    /// Clauses carried into another paragraph.
    pub carried: usize,
}

/// Says what all changes together amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The document's class.
    pub kind: VerdictKind,
    /// Indexes in `ChangeReport::changes` of the substantive ones.
    pub substantive: Vec<usize>,
    /// Indexes of the unclassified ones.
    pub unclassified: Vec<usize>,
}

/// Names a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// Nothing changed.
    Identical,
    /// Only editorial changes.
    Editorial,
    /// Only what a new session brings.
    TechnicalRollover,
    /// Something substantive changed.
    Substantive,
    /// Nothing surely substantive, but something no rule explains.
    Unclassified,
}

/// Holds an internal reference of the later text, checked against the renumbering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Index of the paragraph it stands in, on each side where that side has it.
    pub paragraph: Pair<Option<usize>>,
    /// The reference in that paragraph's text: "paragraph 5 above".
    pub span: Pair<Option<Span>>,
    /// Index of the paragraph it points to.
    pub target: Pair<Option<usize>>,
    /// What was found.
    pub state: ReferenceState,
}

/// Says whether an internal reference still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceState {
    /// Points to the successor of what it pointed to.
    Holds,
    /// Was changed along with the renumbering.
    Updated,
    /// Kept its number although the paragraph it pointed to has another now, or is gone.
    Stale,
    /// Points to a paragraph that the later text does not have.
    Dangling,
}

/// Holds one request: who is asked to do what, by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Index of the paragraph on each side.
    pub paragraph: Pair<Option<usize>>,
    /// Who is asked, as printed.
    pub addressee: Pair<Option<String>>,
    /// The verb's base form: "request", "invite".
    pub verb: Pair<Option<String>>,
    /// What is asked, shortened at a clause boundary.
    pub action: Pair<Option<String>>,
    /// By when: "fifty-sixth session", "30 June 2026".
    pub due: Pair<Option<String>>,
    /// What became of it.
    pub state: LedgerState,
}

/// Says what became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerState {
    /// Only in the later text.
    New,
    /// Same request, later date or session, or none.
    RolledOver,
    /// Same addressee and paragraph, but other words.
    Changed,
    /// Only in the earlier text.
    Lapsed,
}

/// Confidence below which `--strict` leaves a pair unmatched.
pub const STRICT_CONFIDENCE: Confidence = Confidence(800);
