//! Paragraphs of both sides to links: identical ones first, then the best assignment of the rest.

use super::features::{KeyMap, Space, space};
use super::matching::{Edge, assign};
use super::similarity::candidates;
use super::{AlignOptions, Confidence, Evidence, Link, LinkKind};
use crate::pair::Pair;
use crate::resolution::Paragraph;

/// Links every paragraph of both sides exactly once, in no particular order.
pub(super) fn match_all(paragraphs: Pair<&[Paragraph]>, options: &AlignOptions) -> Vec<Link> {
    let _ = options;
    let space = space(paragraphs.earlier, paragraphs.later);
    let mut partner = identical(&space, paragraphs);
    let taken: Vec<usize> = partner.iter().flatten().copied().collect();
    let mut later_open = vec![true; paragraphs.later.len()];
    taken.iter().for_each(|&l| later_open[l] = false);
    let open = Pair::new(
        (0..partner.len()).filter(|&e| partner[e].is_none()).collect::<Vec<_>>(),
        (0..later_open.len()).filter(|&l| later_open[l]).collect::<Vec<_>>(),
    );
    let found = candidates(&space, paragraphs, &open);
    let edges: Vec<Edge> = found
        .iter()
        .map(|c| Edge { earlier: c.pair.earlier, later: c.pair.later, weight: i64::from(c.cosine) - THRESHOLD })
        .collect();
    let assigned = assign(paragraphs.earlier.len(), paragraphs.later.len(), &edges);
    let mut links = Vec::new();
    let mut score = |e: usize, l: usize| {
        found.iter().find(|c| c.pair == Pair::new(e, l)).map_or(1000, |c| c.cosine.max(c.containment))
    };
    for e in 0..partner.len() {
        if partner[e].is_none() {
            partner[e] = assigned[e];
        }
    }
    let mut used = vec![false; paragraphs.later.len()];
    for (e, l) in partner.iter().enumerate() {
        let (kind, later, score) = match *l {
            Some(l) => {
                used[l] = true;
                (LinkKind::Matched, vec![l], score(e, l))
            }
            None => (LinkKind::Deleted, vec![], 1000),
        };
        links.push(link(kind, vec![e], later, score));
    }
    for l in (0..used.len()).filter(|&l| !used[l]) {
        links.push(link(LinkKind::Inserted, vec![], vec![l], 1000));
    }
    links
}

const THRESHOLD: i64 = 300;

fn link(kind: LinkKind, earlier: Vec<usize>, later: Vec<usize>, score: u32) -> Link {
    Link {
        kind,
        members: Pair::new(earlier, later),
        moved: false,
        confidence: Confidence(score.min(1000) as u16),
        evidence: Evidence { score, ..Evidence::default() },
    }
}

/// Pairs paragraphs whose words are the same: where there are several, so that order is kept as far as possible.
fn identical(space: &Space, paragraphs: Pair<&[Paragraph]>) -> Vec<Option<usize>> {
    let mut places: KeyMap<Pair<Vec<usize>>> = KeyMap::default();
    for (e, features) in space.earlier.iter().enumerate() {
        places.entry(features.whole).or_default().earlier.push(e);
    }
    for (l, features) in space.later.iter().enumerate() {
        if let Some(group) = places.get_mut(&features.whole) {
            group.later.push(l);
        }
    }
    let mut partner = vec![None; space.earlier.len()];
    for e in 0..space.earlier.len() {
        let group = &places[&space.earlier[e].whole];
        if group.earlier[0] == e {
            let _ = paragraphs;
            for (&e, &l) in group.earlier.iter().zip(&group.later) {
                partner[e] = Some(l);
            }
        }
    }
    partner
}
