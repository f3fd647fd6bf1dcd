//! A change report and a selection to the items that a reader is shown, in order.
//!
//! All renderers for people consume this one walk, so that all tell the same story: the walk decides *what* is shown,
//! each renderer decides *how*.
//!
//! A form of one's own, with what is gone and what is new in it:
//! ```
//! use resdiff::render::{Filter, SegmentRole, Selection, messages, walk};
//! use resdiff::{CompareOptions, compare, pair::Pair, read::read, source::DecodeOptions};
//!
//! let read = |text: &str| read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let texts = Pair::new("The General Assembly,\n\n1. Invites all to assist.\n", "The General Assembly,\n\n1. Urges all to assist.\n");
//! let report = compare(texts.map(read), &CompareOptions::default());
//! let selection = Selection { only: vec![Filter::Strengthened], ..Selection::default() };
//! let mut shown = String::new();
//! for item in walk(&report, &selection) {
//!     for entry in item.entries() {
//!         shown += &entry.lead().map_or(String::new(), |paragraph| messages::locator(&paragraph.locator) + ": ");
//!         for segment in &entry.segments {
//!             match segment.role {
//!                 SegmentRole::Kept => shown += segment.text(),
//!                 SegmentRole::Deleted => shown += &format!("<{}|", segment.text().trim()),
//!                 SegmentRole::Inserted => shown += &format!("{}> ", segment.text().trim()),
//!             }
//!         }
//!     }
//! }
//! assert_eq!(shown, "OP 1: <Invites|Urges> all to assist.");
//! ```

use crate::align::{Carried, Confidence};
use crate::changes::{Change, ChangeClass, ChangeKind, ChangeReport, Detail, Edit, Reference, ReferenceState};
use crate::changes::{Strength, Transfer};
use crate::pair::{Pair, Side};
use crate::resolution::{Base, Paragraph, Resolution, Role};
use crate::span::Span;

/// Chooses what of a report is shown. The default shows every change and folds what is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Shows only changes of which at least one of these is true; empty for all.
    pub only: Vec<Filter>,
    /// Shows only paragraphs of these portions; empty for all.
    pub portions: Vec<Portion>,
    /// Shows unchanged paragraphs with their text rather than folded.
    pub full: bool,
    /// How many unchanged paragraphs before and after each change are shown with their text.
    pub context: usize,
}

/// Names a property of a change by which it can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filter {
    /// Only in the later text.
    Added,
    /// Only in the earlier text.
    Removed,
    /// Other words.
    Reworded,
    /// Stands elsewhere.
    Moved,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Preambular became operative.
    Promoted,
    /// Operative became preambular.
    Demoted,
    /// Has another number and no other change.
    Renumbered,
    /// Takes up or gives away a clause of another paragraph.
    Carried,
    /// Same words and place.
    Unchanged,
    /// Of this class.
    Substantive,
    /// Of this class.
    Rollover,
    /// Of this class.
    Editorial,
    /// Of this class.
    Unclassified,
    /// A verb or qualifier became stronger.
    Strengthened,
    /// A verb or qualifier became weaker.
    Weakened,
}

impl Filter {
    /// All filters under the names by which people give them.
    pub const NAMES: [(&'static str, Filter); 17] = [
        ("added", Filter::Added),
        ("removed", Filter::Removed),
        ("reworded", Filter::Reworded),
        ("moved", Filter::Moved),
        ("split", Filter::Split),
        ("merged", Filter::Merged),
        ("promoted", Filter::Promoted),
        ("demoted", Filter::Demoted),
        ("renumbered", Filter::Renumbered),
        ("carried", Filter::Carried),
        ("unchanged", Filter::Unchanged),
        ("substantive", Filter::Substantive),
        ("rollover", Filter::Rollover),
        ("editorial", Filter::Editorial),
        ("unclassified", Filter::Unclassified),
        ("strengthened", Filter::Strengthened),
        ("weakened", Filter::Weakened),
    ];

    /// Gives the name by which people give it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, filter)| *filter == self).map_or("", |(name, _)| name)
    }

    /// Tells whether an entry has the property.
    pub fn holds(self, entry: &Entry<'_>) -> bool {
        let change = entry.change;
        match self {
            Filter::Added => change.kind == ChangeKind::Added,
            Filter::Removed => change.kind == ChangeKind::Removed,
            Filter::Reworded => change.kind == ChangeKind::Reworded,
            Filter::Moved => change.link.moved,
            Filter::Split => change.kind == ChangeKind::Split,
            Filter::Merged => change.kind == ChangeKind::Merged,
            Filter::Promoted => change.transfer == Some(Transfer::Promoted),
            Filter::Demoted => change.transfer == Some(Transfer::Demoted),
            Filter::Renumbered => change.renumbered && change.kind == ChangeKind::Unchanged && !change.link.moved,
            Filter::Carried => !entry.carried.is_empty(),
            Filter::Unchanged => entry.is_quiet(),
            Filter::Substantive => change.class == ChangeClass::Substantive,
            Filter::Rollover => change.class == ChangeClass::Rollover,
            Filter::Editorial => change.class == ChangeClass::Editorial,
            Filter::Unclassified => change.class == ChangeClass::Unclassified,
            Filter::Strengthened => change.pulls(Strength::Strengthened),
            Filter::Weakened => change.pulls(Strength::Weakened),
        }
    }
}

/// Names a portion of a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Portion {
    /// The organ line and the preambular paragraphs.
    Preamble,
    /// The operative paragraphs and all below them.
    Operative,
}

/// Holds one thing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item<'r> {
    /// An unchanged heading, for orientation: something below it is shown.
    Heading(Entry<'r>),
    /// A change.
    Change(Entry<'r>),
    /// An unchanged paragraph that is shown with its text.
    Context(Entry<'r>),
    /// A run of unchanged paragraphs, folded.
    Unchanged(Vec<Entry<'r>>),
}

impl<'r> Item<'r> {
    /// Gives the entries of the item; more than one only for a folded run.
    pub fn entries(&self) -> &[Entry<'r>] {
        match self {
            Item::Heading(entry) | Item::Change(entry) | Item::Context(entry) => std::slice::from_ref(entry),
            Item::Unchanged(entries) => entries,
        }
    }
}

/// Holds one change with all that is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'r> {
    /// Index in `ChangeReport::changes`.
    pub index: usize,
    /// The change: kind, class, moved, renumbered, transfer, facets.
    pub change: &'r Change,
    /// The paragraphs of each side; one or more as the kind says, none on one side for added and removed.
    pub members: Pair<Vec<&'r Paragraph>>,
    /// Clauses that came from, or went to, a paragraph that is not a member.
    pub carried: Vec<Carry<'r>>,
    /// References of these paragraphs that no longer hold, or were brought up to date.
    pub references: Vec<&'r Reference>,
    /// The text of both sides, word by word.
    pub segments: Vec<Segment<'r>>,
}

impl<'r> Entry<'r> {
    /// Tells whether nothing happened that a reader must see: same words (typography apart), same place, same notes.
    pub fn is_quiet(&self) -> bool {
        let change = self.change;
        change.kind == ChangeKind::Unchanged
            && !change.link.moved
            && change.transfer.is_none()
            && matches!(change.class, ChangeClass::Same | ChangeClass::Editorial)
            && !change.facets.iter().any(|facet| matches!(facet.detail, Detail::Footnote(_)))
            && !self.references.iter().any(|reference| is_broken(reference.state))
            && self.carried.is_empty()
    }

    /// Tells whether a reader should be told that its paragraphs may not belong together.
    pub fn is_doubtful(&self) -> bool {
        let members = &self.change.link.members;
        !members.earlier.is_empty() && !members.later.is_empty() && self.change.link.confidence < DOUBTFUL
    }

    /// Gives the first paragraph of the later side or, where there is none, of the earlier.
    pub fn lead(&self) -> Option<&'r Paragraph> {
        self.members.later.first().or(self.members.earlier.first()).copied()
    }

    /// Gives what the paragraph is: its role on the later side or, where there is none, on the earlier.
    pub fn role(&self) -> Role {
        self.lead().map_or(Role::Other, |paragraph| paragraph.role)
    }

    /// Gives the depth of nesting: 0 for a paragraph at the top.
    pub fn level(&self) -> u8 {
        self.lead().map_or(0, |paragraph| paragraph.level)
    }

    /// Tells whether it stands in a portion, on either side.
    pub fn is_in(&self, portion: Portion) -> bool {
        self.members.both().into_iter().flatten().any(|paragraph| match paragraph.locator.base {
            Base::Organ | Base::Preambular(_) => portion == Portion::Preamble,
            Base::Operative(_) => portion == Portion::Operative,
            Base::Heading(_) | Base::Annex(_) | Base::Other(_) => false,
        })
    }

    /// Gives the words of the verb phrase that a side opens with, as printed.
    pub fn opening(&self, side: Side) -> Option<&'r str> {
        let paragraph = self.members.side(side).first()?;
        let opening = paragraph.opening.as_ref()?;
        paragraph.text.get(opening.span.start..opening.span.end)
    }

    /// Gives the words that a span of a facet marks in the joined text of a side; `None` where it crosses a paragraph's
    /// end.
    pub fn words(&self, side: Side, span: Span) -> Option<&'r str> {
        match Joined::new(self.members.side(side)).pieces(span).as_slice() {
            [piece] if !piece.is_break() => Some(piece.text),
            _ => None,
        }
    }
}

/// Confidence below which a reader is told that the match may be wrong.
const DOUBTFUL: Confidence = Confidence(700);

/// Tells whether a reader has to look at a reference.
fn is_broken(state: ReferenceState) -> bool {
    match state {
        ReferenceState::Stale | ReferenceState::Dangling => true,
        ReferenceState::Holds | ReferenceState::Updated => false,
    }
}

/// Holds one end of a clause that survives inside another paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry<'r> {
    /// Index in `ChangeReport::carried`.
    pub index: usize,
    /// The side of the entry that has the clause: `Later` where it took the clause up, `Earlier` where it lost it.
    pub here: Side,
    /// The paragraph at the other end, on the other side.
    pub other: &'r Paragraph,
    /// Where the clause stands in the entry's joined text of the side `here`.
    pub span: Span,
    /// The clause on each side.
    pub text: Pair<&'r str>,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Holds a run of words. All segments in order rebuild the joined text of each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'r> {
    /// What happened to it.
    pub role: SegmentRole,
    /// Its words in the earlier text; absent for an insertion.
    pub earlier: Option<&'r str>,
    /// Its words in the later text, which may differ from the earlier in typography; absent for a deletion.
    pub later: Option<&'r str>,
    /// Where it stands in the joined text of each side; the empty span at that place on the side that lacks it.
    pub spans: Pair<Span>,
}

/// Says what happened to a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentRole {
    /// Stands on both sides.
    Kept,
    /// Stands only in the later text.
    Inserted,
    /// Stands only in the earlier text.
    Deleted,
}

impl<'r> Segment<'r> {
    /// Gives the words to show: the later ones where there are any.
    pub fn text(&self) -> &'r str {
        self.later.or(self.earlier).unwrap_or("")
    }

    /// Tells whether it is the end of a paragraph inside a split or merge, and no words.
    pub fn is_break(&self) -> bool {
        self.text() == "\n"
    }
}

/// Gives what is to be shown, in the later text's order, removed paragraphs at their old place.
pub fn walk<'r>(report: &'r ChangeReport, selection: &Selection) -> Vec<Item<'r>> {
    let entries: Vec<Entry<'r>> = entries(report)
        .into_iter()
        .filter(|entry| {
            entry.role() == Role::Heading
                || selection.portions.is_empty()
                || selection.portions.iter().any(|&portion| entry.is_in(portion))
        })
        .collect();
    let wanted: Vec<bool> = entries.iter().map(|entry| is_wanted(entry, selection)).collect();
    let is_heading: Vec<bool> = entries.iter().map(|entry| entry.role() == Role::Heading).collect();
    let mut items: Vec<Item<'r>> = Vec::with_capacity(entries.len());
    for (i, entry) in entries.into_iter().enumerate() {
        let near = |steps: usize| {
            let (from, to) = (i.saturating_sub(steps), i.saturating_add(steps).min(wanted.len() - 1));
            wanted[from..=to].contains(&true)
        };
        if wanted[i] {
            items.push(if entry.is_quiet() { Item::Context(entry) } else { Item::Change(entry) });
        } else if is_heading[i] && entry.is_quiet() && leads_to_shown(i, &is_heading, &wanted) {
            items.push(Item::Heading(entry));
        } else if !selection.only.is_empty() && !entry.is_quiet() {
            // A change that was not asked for is left out altogether: the summary still counts it.
        } else if entry.is_quiet() && (selection.full || (selection.context > 0 && near(selection.context))) {
            items.push(Item::Context(entry));
        } else if selection.only.is_empty() {
            match items.last_mut() {
                Some(Item::Unchanged(run)) => run.push(entry),
                _ => items.push(Item::Unchanged(vec![entry])),
            }
        }
    }
    items
}

/// Gives every change of a report as an entry, in order.
pub fn entries(report: &ChangeReport) -> Vec<Entry<'_>> {
    report.changes.iter().enumerate().map(|(index, change)| entry(report, index, change)).collect()
}

/// Gives one change of a report, by its index, as an entry.
pub fn entry_at(report: &ChangeReport, index: usize) -> Option<Entry<'_>> {
    report.changes.get(index).map(|change| entry(report, index, change))
}

fn is_wanted(entry: &Entry<'_>, selection: &Selection) -> bool {
    if selection.only.is_empty() { !entry.is_quiet() } else { selection.only.iter().any(|f| f.holds(entry)) }
}

/// Tells whether something that is shown stands between this heading and the next that is not right below it.
fn leads_to_shown(heading: usize, is_heading: &[bool], wanted: &[bool]) -> bool {
    let below = (heading + 1..wanted.len()).skip_while(|&i| is_heading[i] && !wanted[i]);
    below.take_while(|&i| !is_heading[i] || wanted[i]).any(|i| wanted[i])
}

fn entry<'r>(report: &'r ChangeReport, index: usize, change: &'r Change) -> Entry<'r> {
    let side = |resolution: &'r Resolution, members: &[usize]| {
        members.iter().filter_map(|&i| resolution.paragraphs.get(i)).collect::<Vec<_>>()
    };
    let members = Pair::new(
        side(&report.resolutions.earlier, &change.link.members.earlier),
        side(&report.resolutions.later, &change.link.members.later),
    );
    let segments = segments(&members, &change.edits);
    let carried = report.carried.iter().enumerate().filter_map(|(i, c)| carry(report, change, i, c)).collect();
    let mut references: Vec<&Reference> = report
        .references
        .iter()
        .filter(|reference| {
            let has = |at: Option<usize>, members: &[usize]| at.is_some_and(|at| members.contains(&at));
            has(reference.paragraph.later, &change.link.members.later)
                || (reference.paragraph.later.is_none()
                    && has(reference.paragraph.earlier, &change.link.members.earlier))
        })
        .collect();
    // "Paragraphs 7, 8 and 9 above" that follow the numbering are told once, not once a number.
    references
        .dedup_by(|next, first| next.paragraph == first.paragraph && next.span == first.span && !is_broken(next.state));
    Entry { index, change, members, carried, references, segments }
}

fn carry<'r>(report: &'r ChangeReport, change: &Change, index: usize, carried: &'r Carried) -> Option<Carry<'r>> {
    let paragraphs = Pair::new(
        report.resolutions.earlier.paragraphs.get(carried.paragraph.earlier)?,
        report.resolutions.later.paragraphs.get(carried.paragraph.later)?,
    );
    let members = &change.link.members;
    let lost = members.earlier.iter().position(|&i| i == carried.paragraph.earlier);
    let found = members.later.iter().position(|&i| i == carried.paragraph.later);
    let (here, position) = match (lost, found) {
        // Both ends in one change: the edit script shows it already.
        (Some(_), Some(_)) | (None, None) => return None,
        (Some(position), None) => (Side::Earlier, position),
        (None, Some(position)) => (Side::Later, position),
    };
    let resolution = report.resolutions.side(here);
    let before = members.side(here)[..position].iter().map(|&i| resolution.paragraphs[i].text.len() + 1).sum();
    let text = |paragraph: &'r Paragraph, span: Span| paragraph.text.get(span.start..span.end).unwrap_or("");
    Some(Carry {
        index,
        here,
        other: match here {
            Side::Earlier => paragraphs.later,
            Side::Later => paragraphs.earlier,
        },
        span: carried.span.side(here).shifted(before),
        text: Pair::new(text(paragraphs.earlier, carried.span.earlier), text(paragraphs.later, carried.span.later)),
        confidence: carried.confidence,
    })
}

/// Takes an edit script apart at the ends of paragraphs.
fn segments<'r>(members: &Pair<Vec<&'r Paragraph>>, edits: &[Edit]) -> Vec<Segment<'r>> {
    let joined = Pair::new(Joined::new(&members.earlier), Joined::new(&members.later));
    let mut segments = Vec::with_capacity(edits.len());
    let mut at = Pair::new(0, 0);
    for edit in edits {
        let (earlier, later) = match *edit {
            Edit::Keep(spans) => (joined.earlier.pieces(spans.earlier), joined.later.pieces(spans.later)),
            Edit::Delete(span) => (joined.earlier.pieces(span), Vec::new()),
            Edit::Insert(span) => (Vec::new(), joined.later.pieces(span)),
        };
        let (mut earlier, mut later) = (earlier.into_iter().peekable(), later.into_iter().peekable());
        loop {
            let (one, two) = match (earlier.peek(), later.peek()) {
                (None, None) => break,
                (Some(one), Some(two)) if one.is_break() == two.is_break() => (earlier.next(), later.next()),
                // Only one side ends its paragraph here.
                (Some(one), Some(_)) if one.is_break() => (earlier.next(), None),
                (_, Some(_)) => (None, later.next()),
                (Some(_), None) => (earlier.next(), None),
            };
            let spans = Pair::new(
                one.map_or(Span::new(at.earlier, at.earlier), |piece| piece.span),
                two.map_or(Span::new(at.later, at.later), |piece| piece.span),
            );
            at = spans.map(|span| span.end);
            let role = match (one, two) {
                (Some(_), Some(_)) => SegmentRole::Kept,
                (None, _) => SegmentRole::Inserted,
                (Some(_), None) => SegmentRole::Deleted,
            };
            let segment =
                Segment { role, earlier: one.map(|piece| piece.text), later: two.map(|piece| piece.text), spans };
            segments.push(segment);
        }
    }
    segments
}

/// Finds words of a change's joined text in the paragraphs that it was joined from.
struct Joined<'r> {
    members: Vec<(usize, &'r str)>,
}

/// Holds words of one paragraph, or the break between two.
#[derive(Clone, Copy)]
struct Piece<'r> {
    span: Span,
    text: &'r str,
}

impl Piece<'_> {
    fn is_break(&self) -> bool {
        self.text == "\n"
    }
}

impl<'r> Joined<'r> {
    fn new(members: &[&'r Paragraph]) -> Self {
        let mut start = 0;
        let starts = members.iter().map(|paragraph| {
            let here = start;
            start += paragraph.text.len() + 1;
            (here, paragraph.text.as_str())
        });
        Self { members: starts.collect() }
    }

    fn pieces(&self, span: Span) -> Vec<Piece<'r>> {
        let mut pieces = Vec::new();
        for (i, &(start, text)) in self.members.iter().enumerate() {
            let end = start + text.len();
            let inside = Span::new(span.start.max(start), span.end.min(end));
            if !inside.is_empty()
                && let Some(text) = text.get(inside.start - start..inside.end - start)
            {
                pieces.push(Piece { span: inside, text });
            }
            if i + 1 < self.members.len() && span.start <= end && end < span.end {
                pieces.push(Piece { span: Span::new(end, end + 1), text: "\n" });
            }
        }
        pieces
    }
}
