//! Links to their order: which moved, and in which sequence a reader meets them.

use super::{Link, LinkKind};
use crate::pair::Pair;
use crate::resolution::{Paragraph, Role};

/// Marks the links that moved: among the children of one paragraph, and among the paragraphs at the top, those outside
/// the heaviest run that kept its order. A subparagraph that follows its chapeau has not moved by itself; one that went
/// to another chapeau has. Passages between preamble and operative part are named as such, not as moves.
pub(super) fn mark_moves(links: &mut [Link], paragraphs: Pair<&[Paragraph]>) {
    let mut link_of_later: Vec<Option<usize>> = vec![None; paragraphs.later.len()];
    for (i, link) in links.iter().enumerate() {
        for &l in &link.members.later {
            link_of_later[l] = Some(i);
        }
    }
    let parent = |side: &[Paragraph], member: usize| side[member].parent;
    // Siblings: links under one link (of their parents), or at the top.
    let mut groups: std::collections::BTreeMap<Option<usize>, Vec<usize>> = Default::default();
    let mut moved = vec![false; links.len()];
    for (i, link) in links.iter().enumerate() {
        let (Some(&e), Some(&l)) = (link.members.earlier.first(), link.members.later.first()) else { continue };
        if transferred(&paragraphs.earlier[e], &paragraphs.later[l]) {
            continue;
        }
        match (parent(paragraphs.earlier, e), parent(paragraphs.later, l)) {
            (None, None) => groups.entry(None).or_default().push(i),
            (Some(above), Some(below)) => {
                let under = link_of_later[below];
                if under.is_some_and(|under| links[under].members.earlier.contains(&above)) {
                    groups.entry(under).or_default().push(i);
                } else {
                    moved[i] = true;
                }
            }
            // A subparagraph that became a paragraph of its own, or the reverse, changed its level, not its place.
            (Some(_), None) | (None, Some(_)) => groups.entry(None).or_default().push(i),
        }
    }
    let under = under(links, paragraphs, &link_of_later);
    for group in groups.values_mut() {
        group.sort_by_key(|&i| links[i].members.later[0]);
        let places: Vec<usize> = group.iter().map(|&i| links[i].members.earlier[0]).collect();
        let weights: Vec<u64> = group.iter().map(|&i| weight(&links[i], under[i], paragraphs)).collect();
        let kept = heaviest_increasing(&places, &weights);
        for (position, &i) in group.iter().enumerate() {
            moved[i] |= !kept[position] && weights[position] > STOCK;
        }
    }
    let along = moved_along(links, &moved, &link_of_later, paragraphs);
    for (i, link) in links.iter_mut().enumerate() {
        link.moved = moved[i] && !along[i];
    }
}

/// Finds the links that moved only along with the section they stand in: the heading above them moved and is linked to
/// the heading above on the other side, and inside the section they kept their order. The section is one move.
fn moved_along(
    links: &[Link],
    moved: &[bool],
    link_of_later: &[Option<usize>],
    paragraphs: Pair<&[Paragraph]>,
) -> Vec<bool> {
    let mut sections: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (i, link) in links.iter().enumerate().filter(|&(i, _)| moved[i]) {
        let (Some(&e), Some(&l)) = (link.members.earlier.first(), link.members.later.first()) else { continue };
        let headings = (paragraphs.earlier[e].heading, paragraphs.later[l].heading);
        if let (Some(above), Some(below)) = headings {
            let heading = link_of_later[below].filter(|&h| links[h].members.earlier.contains(&above) && moved[h]);
            if let Some(heading) = heading {
                sections.entry(heading).or_default().push(i);
            }
        }
    }
    let mut along = vec![false; links.len()];
    for mut section in sections.into_values() {
        section.sort_by_key(|&i| links[i].members.later[0]);
        let places: Vec<usize> = section.iter().map(|&i| links[i].members.earlier[0]).collect();
        let weights: Vec<u64> = section.iter().map(|&i| weight(&links[i], 0, paragraphs)).collect();
        let kept = heaviest_increasing(&places, &weights);
        section.into_iter().zip(kept).filter(|&(_, kept)| kept).for_each(|(i, _)| along[i] = true);
    }
    along
}

/// Tells whether a paragraph passed between preamble and operative part.
pub(crate) fn transferred(earlier: &Paragraph, later: &Paragraph) -> bool {
    matches!((earlier.role, later.role), (Role::Preambular, Role::Operative) | (Role::Operative, Role::Preambular))
}

/// Weight of short stock paragraphs (organ lines, labels of parts), which never count as moved.
const STOCK: u64 = 1;
/// Weight that makes the number of paragraphs decide, whatever their length.
const ONE: u64 = 1 << 20;

/// Gives for each link the length of the linked paragraphs that stand under it on both sides: a chapeau that keeps its
/// list is not the one of two to have moved.
fn under(links: &[Link], paragraphs: Pair<&[Paragraph]>, link_of_later: &[Option<usize>]) -> Vec<usize> {
    let mut under = vec![0; links.len()];
    for link in links {
        let (Some(&e), Some(&l)) = (link.members.earlier.first(), link.members.later.first()) else { continue };
        let (mut above, mut below) = (paragraphs.earlier[e].parent, paragraphs.later[l].parent);
        while let (Some(chapeau), Some(twin)) = (above, below) {
            match link_of_later[twin].filter(|&i| links[i].members.earlier.contains(&chapeau)) {
                Some(i) => under[i] += own_length(link, paragraphs),
                None => break,
            }
            (above, below) = (paragraphs.earlier[chapeau].parent, paragraphs.later[twin].parent);
        }
    }
    under
}

/// Gives the length of a link's first paragraphs, the shorter one's.
fn own_length(link: &Link, paragraphs: Pair<&[Paragraph]>) -> usize {
    let length = |side: &[Paragraph], members: &[usize]| side[members[0]].text.len();
    length(paragraphs.earlier, &link.members.earlier).min(length(paragraphs.later, &link.members.later))
}

fn weight(link: &Link, under: usize, paragraphs: Pair<&[Paragraph]>) -> u64 {
    let e = &paragraphs.earlier[link.members.earlier[0]];
    let length = (own_length(link, paragraphs) + under) as u64;
    if e.is_organ_line() || e.role == Role::Heading && length < 4 { STOCK } else { ONE + length.min(4096) }
}

/// Finds the increasing subsequence of the greatest weight, in n log n steps; of equal ones the first.
pub(super) fn heaviest_increasing(places: &[usize], weights: &[u64]) -> Vec<bool> {
    // A Fenwick tree of the best (weight, index) that ends at a place or before it.
    let size = places.iter().max().map_or(0, |&m| m + 1);
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); size + 1];
    let mut before = vec![usize::MAX; places.len()];
    let mut best = (0u64, usize::MAX);
    for (i, &place) in places.iter().enumerate() {
        let mut under = (0u64, usize::MAX);
        let mut at = place;
        while at > 0 {
            if tree[at].0 > under.0 {
                under = tree[at];
            }
            at &= at - 1;
        }
        before[i] = under.1;
        let total = under.0 + weights[i];
        if total > best.0 {
            best = (total, i);
        }
        let mut at = place + 1;
        while at <= size {
            if total > tree[at].0 {
                tree[at] = (total, i);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut kept = vec![false; places.len()];
    let mut at = best.1;
    while at != usize::MAX {
        kept[at] = true;
        at = before[at];
    }
    kept
}

/// Puts the links in reading order: the later text's, each deleted paragraph after the one that stood before it.
pub(super) fn reading_order(links: Vec<Link>, earlier: usize) -> Vec<Link> {
    let mut link_of_earlier = vec![usize::MAX; earlier];
    for (i, link) in links.iter().enumerate() {
        link.members.earlier.iter().for_each(|&e| link_of_earlier[e] = i);
    }
    // A deleted paragraph follows the nearest one before it that stayed in its place.
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); links.len()];
    let mut first: Vec<usize> = Vec::new();
    let mut anchor: Option<usize> = None;
    for (e, &i) in link_of_earlier.iter().enumerate() {
        if i == usize::MAX {
            continue;
        }
        match links[i].kind {
            LinkKind::Deleted => match anchor {
                Some(anchor) => after[anchor].push(i),
                None => first.push(i),
            },
            _ if !links[i].moved && links[i].members.earlier[0] == e => anchor = Some(i),
            _ => {}
        }
    }
    let mut order: Vec<usize> = (0..links.len()).filter(|&i| links[i].kind != LinkKind::Deleted).collect();
    order.sort_by_key(|&i| links[i].members.later[0]);
    let mut slots: Vec<Option<Link>> = links.into_iter().map(Some).collect();
    let mut sorted = Vec::with_capacity(slots.len());
    let mut take = |i: usize, sorted: &mut Vec<Link>| sorted.push(slots[i].take().expect("each link has one place"));
    first.into_iter().for_each(|i| take(i, &mut sorted));
    for i in order {
        take(i, &mut sorted);
        after[i].iter().for_each(|&d| take(d, &mut sorted));
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_that_stays_is_the_heaviest() {
        let check = |places: &[usize], weights: &[u64], expected: &[bool]| {
            assert_eq!(heaviest_increasing(places, weights), expected, "{places:?}");
        };
        check(&[0, 1, 2], &[1, 1, 1], &[true, true, true]);
        check(&[2, 0, 1], &[1, 1, 1], &[false, true, true]);
        check(&[1, 0], &[1, 5], &[false, true]);
        check(&[1, 0], &[5, 5], &[true, false]);
        check(&[], &[], &[]);
    }
}
