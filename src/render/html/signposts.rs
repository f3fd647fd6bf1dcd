//! Changes whose paragraphs stood, or stand, elsewhere to signposts at those places: "OP 3 moved to OP 7".

use crate::pair::{Pair, Side};
use crate::render::walk::Entry;
use crate::resolution::Paragraph;

/// Marks the place of a paragraph whose text is shown elsewhere on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signpost<'r> {
    /// Index of the change after which it stands; `None` before all.
    pub after: Option<usize>,
    /// The text in which the paragraph has this place.
    pub side: Side,
    /// Index of the paragraph among the members of its side.
    pub member: usize,
    /// The change that shows it.
    pub entry: Entry<'r>,
}

impl<'r> Signpost<'r> {
    /// Gives the paragraph whose place it marks.
    pub(super) fn paragraph(&self) -> Option<&'r Paragraph> {
        self.entry.members.side(self.side).get(self.member).copied()
    }
}

/// Gives the signposts for all entries, by place. The members of an entry stand at the place of its first later
/// paragraph, as the walk has it: signposts are due for what moved, and for the further ends of splits and merges.
pub(super) fn signposts<'r>(entries: &[Entry<'r>]) -> Vec<Signpost<'r>> {
    let mut signposts = Vec::new();
    let places = Pair::new(Places::of(entries, Side::Earlier), Places::of(entries, Side::Later));
    for entry in entries {
        let members = &entry.change.link.members;
        if members.earlier.is_empty() || members.later.is_empty() {
            continue;
        }
        let mut add = |side: Side, member: usize| {
            let after = places.side(side).before(members.side(side)[member]);
            if after != Some(entry.index) {
                signposts.push(Signpost { after, side, member, entry: entry.clone() });
            }
        };
        if entry.change.link.moved {
            add(Side::Earlier, 0);
        }
        for side in [Side::Earlier, Side::Later] {
            let apart = |member: usize| members.side(side)[member] != members.side(side)[member - 1] + 1;
            (1..members.side(side).len()).filter(|&member| apart(member)).for_each(|member| add(side, member));
        }
    }
    signposts.sort_by_key(|signpost| {
        let member = signpost.entry.change.link.members.side(signpost.side)[signpost.member];
        (signpost.after, signpost.side, member)
    });
    signposts
}

/// Knows for each paragraph of a side which change holds it at its own place.
struct Places {
    holders: Vec<Option<usize>>,
}

impl Places {
    fn of(entries: &[Entry<'_>], side: Side) -> Self {
        let mut holders = Vec::new();
        for entry in entries {
            let members = entry.change.link.members.side(side);
            // What moved is not at its earlier place; of a split or merge only the first run is at its place.
            let away = side == Side::Earlier && entry.change.link.moved;
            let mut expected = members.first().copied().unwrap_or(0);
            for &member in members {
                if holders.len() <= member {
                    holders.resize(member + 1, None);
                }
                if !away && member == expected {
                    holders[member] = Some(entry.index);
                    expected += 1;
                }
            }
        }
        Self { holders }
    }

    /// Gives the change after which a paragraph stands, or would stand.
    fn before(&self, paragraph: usize) -> Option<usize> {
        self.holders.get(..paragraph)?.iter().rev().find_map(|holder| *holder)
    }
}
