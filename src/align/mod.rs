//! Two resolutions to an alignment of their paragraphs.
//!
//! ```
//! use resdiff::align::{AlignOptions, LinkKind, align};
//! use resdiff::{pair::Pair, read::read, source::DecodeOptions};
//!
//! let read = |text: &str| read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let texts = Pair::new(
//!     read("The General Assembly,\n\n1. Invites States to plant lime trees;\n\n2. Requests a report.\n"),
//!     read("The General Assembly,\n\n1. Decides to rest;\n\n2. Urges States to plant old lime trees;\n\n3. Requests a report.\n"),
//! );
//! let alignment = align(texts.as_ref().map(|text| &text.value), &AlignOptions::default());
//! let links: Vec<(LinkKind, &[usize], &[usize])> = alignment
//!     .links
//!     .iter()
//!     .map(|link| (link.kind, link.members.earlier.as_slice(), link.members.later.as_slice()))
//!     .collect();
//! assert_eq!(links[1], (LinkKind::Inserted, &[][..], &[1][..]));
//! assert_eq!(links[2], (LinkKind::Matched, &[1][..], &[2][..]));
//! assert!(alignment.links[2].confidence.0 > 500, "in thousandths");
//! ```
//!
//! Identical paragraphs are linked first; the rest is scored by words in common, the rarer the more they count, and the
//! best assignment of all above a threshold is taken. Place, role and verb are small bonuses, never reasons by
//! themselves. Splits, merges and carried clauses are found in what the best matches leave unexplained.

mod carried;
mod common;
mod confidence;
mod features;
#[doc(hidden)]
pub mod limits;
mod matched;
mod matching;
pub(crate) mod order;
mod parts;
mod procedure;
mod runs;
mod similarity;

pub use matched::SAME_PROVISION;

use crate::pair::{Pair, Side};
use crate::resolution::{Resolution, Words};
use crate::span::Span;
use crate::work::{InTurn, Work};
use limits::Limits;
use serde::{Deserialize, Serialize};

/// Says which paragraphs belong together. Mentions every paragraph of both sides exactly once in `links`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignment {
    /// In the later text's order, deleted paragraphs after the link of the paragraph before them.
    pub links: Vec<Link>,
    /// Clauses that survive inside another paragraph, in the later text's order; apart from `links`.
    pub carried: Vec<Carried>,
}

/// Joins paragraphs of the two sides, given by their index in `Resolution::paragraphs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What kind of link.
    pub kind: LinkKind,
    /// Paragraphs of each side, ascending; one or more as the kind says, empty on one side for inserted and deleted.
    pub members: Pair<Vec<usize>>,
    /// Whether it stands outside the longest run that kept its order.
    pub moved: bool,
    /// How sure the match is; 1000 for identical paragraphs, and for inserted and deleted how sure that nothing matches.
    pub confidence: Confidence,
    /// Why it was made.
    pub evidence: Evidence,
}

/// Names the kinds of link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// One paragraph each side.
    Matched,
    /// One earlier, several later.
    Split,
    /// Several earlier, one later.
    Merged,
    /// Only later.
    Inserted,
    /// Only earlier.
    Deleted,
}

/// Gives the probability that a link is right, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(pub u16);

/// Says why a link was made; scores in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The score on which it was decided.
    pub score: u32,
    /// The parts of the score.
    pub parts: Vec<(Part, i32)>,
    /// The further paragraphs of a split or merge, in the order in which they were joined.
    pub pieces: Vec<Joined>,
    /// Best other candidate for the earlier and for the later paragraph, with its score.
    pub runner_up: Pair<Option<(usize, u32)>>,
}

/// Names the parts of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Words and pairs of words in common, the rarer the more they count.
    Words,
    /// Both are the same step of procedure: the report noted, the next one requested.
    Procedure,
    /// Both open with the same words.
    Opening,
    /// What is provided begins with the same words, after the verb and those addressed.
    Head,
    /// The same lead verb.
    Verb,
    /// One is preambular, the other operative or the like.
    Role,
    /// Both stand between the same neighbours, or cross them.
    Order,
    /// Word for word the same.
    Identical,
    /// Both are organ lines.
    Organ,
}

/// Holds a paragraph that was joined to a link as a piece of it, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// Side of the piece.
    pub side: Side,
    /// Index of the piece.
    pub paragraph: usize,
    /// How alike it is to what the best match leaves over of the whole, in thousandths.
    pub likeness: u32,
    /// Share of its words that this remainder holds, in thousandths.
    pub held: u32,
}

/// Holds a clause of an earlier paragraph that survives inside a later one not linked to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Index of the paragraph on each side.
    pub paragraph: Pair<usize>,
    /// The clause in the text of each.
    pub span: Pair<Span>,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Adjusts how paragraphs are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AlignOptions {
    /// Links of less confidence are taken apart: the paragraphs count as deleted and inserted.
    pub least_confidence: Confidence,
}

/// Matches the paragraphs of two resolutions. The alignment of the exchanged resolutions is the exchanged alignment.
pub fn align(resolutions: Pair<&Resolution>, options: &AlignOptions) -> Alignment {
    align_within(resolutions, options, &Limits::SHIPPED)
}

/// Does the same within other limits: for evaluations only.
#[doc(hidden)]
pub fn align_within(resolutions: Pair<&Resolution>, options: &AlignOptions, limits: &Limits) -> Alignment {
    align_words(resolutions, resolutions.map(Resolution::words).as_ref(), options, limits, &InTurn)
}

/// Does the same with texts that are taken apart already.
pub(crate) fn align_words(
    resolutions: Pair<&Resolution>,
    words: Pair<&Words>,
    options: &AlignOptions,
    limits: &Limits,
    work: &impl Work,
) -> Alignment {
    let paragraphs = resolutions.map(|resolution| resolution.paragraphs.as_slice());
    // Ties are broken by position, which is not symmetric: always work in one direction.
    let texts = paragraphs.map(|side| side.iter().map(|paragraph| paragraph.text.as_str()));
    let mirrored = texts.earlier.gt(texts.later);
    let (ordered, words) = if mirrored { (paragraphs.swap(), words.swap()) } else { (paragraphs, words) };
    let space = features::space(ordered, words, work);
    let mut found = matched::match_all(ordered, &space, options, limits);
    let mut carried = carried::carried(&space, ordered, &found, limits);
    carried.retain(|clause| clause.confidence >= options.least_confidence);
    // Of two that changed places either may count as moved: the same one whichever text is called the earlier.
    order::mark_moves(&mut found, ordered);
    if mirrored {
        for clause in &mut carried {
            clause.paragraph = clause.paragraph.swap();
            clause.span = clause.span.swap();
        }
        for link in &mut found {
            link.members = std::mem::take(&mut link.members).swap();
            link.kind = match link.kind {
                LinkKind::Split => LinkKind::Merged,
                LinkKind::Merged => LinkKind::Split,
                LinkKind::Inserted => LinkKind::Deleted,
                LinkKind::Deleted => LinkKind::Inserted,
                LinkKind::Matched => LinkKind::Matched,
            };
            link.evidence.runner_up = link.evidence.runner_up.swap();
            link.evidence.pieces.iter_mut().for_each(|piece| piece.side = piece.side.other());
        }
    }
    carried.sort_by_key(|clause| (clause.paragraph.later, clause.span.later, clause.paragraph.earlier));
    Alignment { links: order::reading_order(found, paragraphs.earlier.len()), carried }
}
