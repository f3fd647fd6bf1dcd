//! Paragraphs of both sides to links: identical ones first, then the best assignment of the rest, then the pieces.

use super::carried;
use super::features::{Features, Space};
use super::limits::Limits;
use super::matching::{Edge, assign};
use super::parts::{Piece, pieces};
use super::similarity::{Candidate, Weights, candidates};
use super::{AlignOptions, Confidence, Evidence, Joined, Link, LinkKind, Part, confidence, order};
use crate::pair::{Pair, Side};
use crate::resolution::{Paragraph, Role};
use crate::token::KeyMap;
use std::collections::{BTreeMap, BTreeSet};

/// Score, in thousandths, from which two paragraphs are the same provision.
pub const SAME_PROVISION: u32 = Limits::SHIPPED.same_provision;

/// Links every paragraph of both sides exactly once, in no particular order.
pub(super) fn match_all(
    paragraphs: Pair<&[Paragraph]>,
    space: &Space,
    options: &AlignOptions,
    limits: &Limits,
) -> Vec<Link> {
    let mut partner = identical(space, paragraphs);
    let mut later_open = vec![true; paragraphs.later.len()];
    partner.iter().flatten().for_each(|&l| later_open[l] = false);
    let open = Pair::new(
        (0..partner.len()).filter(|&e| partner[e].is_none()).collect::<Vec<_>>(),
        (0..later_open.len()).filter(|&l| later_open[l]).collect::<Vec<_>>(),
    );
    let mut scored: Vec<Scored> =
        candidates(space, paragraphs, &open).into_iter().map(|c| score(c, space, paragraphs, limits)).collect();
    organ_lines(&mut scored, space, &open, paragraphs);
    // What is sure shows where the rest belongs: the order of the sure links weighs in the second round.
    let sure = assigned(&scored, paragraphs, limits.sure);
    let backbone = Backbone::new(&partner, &sure, paragraphs);
    scored.iter_mut().for_each(|s| backbone.weigh(s, limits));
    for (e, l) in assigned(&scored, paragraphs, limits.same_provision).into_iter().enumerate() {
        if partner[e].is_none() {
            partner[e] = l;
        }
    }
    let mut links = one_to_one(&partner, paragraphs, &scored);
    if options.least_confidence > Confidence(0) {
        let uncertain = |link: &Link| link.kind == LinkKind::Matched && link.confidence < options.least_confidence;
        for link in links.iter().filter(|link| uncertain(link)) {
            partner[link.members.earlier[0]] = None;
        }
        links = one_to_one(&partner, paragraphs, &scored);
    }
    // Pieces may have split off from identical paragraphs too (then the later text repeats itself), so only candidates
    // among the open ones count here.
    let found: Vec<Candidate> = scored.iter().map(|s| s.candidate).collect();
    let mut pieces = pieces(space, &partner, &found, limits.least_common());
    pieces.retain(|piece| {
        belongs(piece, limits) && confidence::piece(piece.likeness, piece.held) >= options.least_confidence
    });
    if pieces.iter().any(|piece| piece.held < HALF_HELD) {
        let mere = carried::mere_clauses(space, &links, limits);
        pieces.retain(|p| p.held >= HALF_HELD || !mere.contains(&(p.side, p.piece, p.whole)));
    }
    join_pieces(&mut links, &partner, pieces);
    join_chapeaus(&mut links, paragraphs);
    links
}

/// Held to this share, a piece is more than a clause carried over, whatever of it is left.
const HALF_HELD: u32 = 500;

/// Holds a candidate and what it is worth as a link.
struct Scored {
    candidate: Candidate,
    score: u32,
    parts: Vec<(Part, i32)>,
}

impl Scored {
    fn new(candidate: Candidate, mut parts: Vec<(Part, i32)>) -> Self {
        parts.retain(|(_, value)| *value != 0);
        Scored { candidate, score: sum(&parts), parts }
    }

    fn add(&mut self, part: Part, value: i32) {
        if value != 0 {
            self.parts.push((part, value));
            self.score = sum(&self.parts);
        }
    }
}

fn sum(parts: &[(Part, i32)]) -> u32 {
    parts.iter().map(|(_, value)| value).sum::<i32>().clamp(0, 1000) as u32
}

/// Finds the best assignment of the candidates that score more than `least`.
fn assigned(scored: &[Scored], paragraphs: Pair<&[Paragraph]>, least: u32) -> Vec<Option<usize>> {
    let edges: Vec<Edge> = scored
        .iter()
        .map(|s| Edge {
            earlier: s.candidate.pair.earlier,
            later: s.candidate.pair.later,
            weight: i64::from(s.score) - i64::from(least) + 1,
        })
        .collect();
    assign(paragraphs.earlier.len(), paragraphs.later.len(), &edges)
}

/// Weighs a candidate by itself: its cosine, and small bonuses that are never reasons by themselves.
fn score(candidate: Candidate, space: &Space, paragraphs: Pair<&[Paragraph]>, limits: &Limits) -> Scored {
    let Pair { earlier: e, later: l } = candidate.pair;
    let features = Pair::new(&space.earlier[e], &space.later[l]);
    let both = Pair::new(&paragraphs.earlier[e], &paragraphs.later[l]);
    let same_role = both.earlier.role == both.later.role;
    let procedure = match features.earlier.procedure {
        Some(kind) if features.later.procedure == Some(kind) && same_role => kind.bonus(),
        _ => 0,
    };
    let same_opening = common_opening(features).saturating_sub(STOCK_OPENING) as i32;
    let opening = (same_opening * limits.opening_word).min(limits.opening);
    let head = (common_head(features, space) - limits.stock_head).max(0) * limits.head_bit / 64;
    let verbs = both.map(|p| p.opening.as_ref().map(|o| o.lemma.as_str()));
    let same_verb = verbs.earlier.is_some() && verbs.earlier == verbs.later;
    Scored::new(
        candidate,
        vec![
            (Part::Words, candidate.cosine as i32),
            (Part::Procedure, procedure),
            (Part::Opening, opening),
            (Part::Head, head.min(limits.head - opening)),
            (Part::Verb, if same_verb { limits.verb } else { 0 }),
            (Part::Role, if same_role { 0 } else { limits.other_role }),
        ],
    )
}

/// What a piece must say, in 64ths of a bit, to be more than stock words: a few pairs of words that formulas lack.
const STOCK_PIECE: u32 = 4 * 64;
/// Words at the beginning that are too common to say anything ("Calls upon Member States").
const STOCK_OPENING: usize = 4;

/// Holds the sure links that kept their order, by ascending place on both sides.
struct Backbone(Vec<(usize, usize)>);

impl Backbone {
    fn new(identical: &[Option<usize>], sure: &[Option<usize>], paragraphs: Pair<&[Paragraph]>) -> Self {
        let pairs: Vec<(usize, usize)> = identical
            .iter()
            .zip(sure)
            .enumerate()
            .filter_map(|(e, (identical, sure))| Some((e, identical.or(*sure)?)))
            .filter(|&(e, _)| paragraphs.earlier[e].text.len() >= SHORT)
            .collect();
        let places: Vec<usize> = pairs.iter().map(|&(_, l)| l).collect();
        let kept = order::heaviest_increasing(&places, &vec![1; places.len()]);
        Backbone(pairs.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).collect())
    }

    /// Adds to the score of a candidate what its place says.
    fn weigh(&self, scored: &mut Scored, limits: &Limits) {
        let Pair { earlier: e, later: l } = scored.candidate.pair;
        let at = self.0.partition_point(|&(before, _)| before < e);
        let before = at.checked_sub(1).map(|i| self.0[i].1);
        let after = self.0[at..].iter().find(|&&(other, _)| other > e).map(|&(_, l)| l);
        if before.is_some_and(|before| l < before) || after.is_some_and(|after| l > after) {
            scored.add(Part::Order, limits.out_of_order);
        } else if before.is_some() || after.is_some() {
            scored.add(Part::Order, limits.in_order);
        }
    }
}

/// Bytes below which a paragraph says nothing about order: organ lines, labels of parts, short headings.
const SHORT: usize = 24;

/// Counts the words both begin with.
fn common_opening(features: Pair<&Features>) -> usize {
    features.earlier.words.iter().zip(&features.later.words).take_while(|(e, l)| e.masked == l.masked).count()
}

/// Says how telling the words are with which both provisions begin, in 64ths of a bit.
fn common_head(features: Pair<&Features>, space: &Space) -> i32 {
    let mut others = features.later.head.iter().peekable();
    let mut sum = 0;
    for &(pair, at) in &features.earlier.head {
        while others.next_if(|other| other.0 < pair).is_some() {}
        if others.peek().is_some_and(|other| other.0 == pair && other.1.abs_diff(at) <= SHIFT) {
            let telling = space.telling[pair as usize] as i32;
            sum += if space.name[pair as usize] { telling / 4 } else { telling };
        }
    }
    sum
}
/// Words by which the places of a pair in two heads may differ.
const SHIFT: usize = 3;

/// Organ lines succeed one another whatever the organ ("The Commission on Human Rights," became "The Human Rights
/// Council,"): paired in order.
fn organ_lines(scored: &mut Vec<Scored>, space: &Space, open: &Pair<Vec<usize>>, paragraphs: Pair<&[Paragraph]>) {
    let organ = |side: &[Paragraph], open: &[usize]| -> Vec<usize> {
        open.iter().copied().filter(|&i| side[i].is_organ_line()).collect()
    };
    let lines = Pair::new(organ(paragraphs.earlier, &open.earlier), organ(paragraphs.later, &open.later));
    scored.retain(|s| {
        paragraphs.earlier[s.candidate.pair.earlier].is_organ_line()
            == paragraphs.later[s.candidate.pair.later].is_organ_line()
    });
    let mut own = Weights::new(space);
    for (&earlier, &later) in lines.earlier.iter().zip(&lines.later) {
        own.take_up(space.earlier[earlier].terms.iter().copied());
        let (_, common) = own.overlap(space.later[later].terms.iter().copied());
        let candidate = Candidate { pair: Pair { earlier, later }, cosine: 0, common };
        scored.push(Scored::new(candidate, vec![(Part::Organ, 900)]));
    }
}

/// Makes the links of a one-to-one matching, with the evidence for each.
fn one_to_one(partner: &[Option<usize>], paragraphs: Pair<&[Paragraph]>, scored: &[Scored]) -> Vec<Link> {
    // Best and second-best candidate of each paragraph, for runner-up and margin.
    let mut by_earlier: Vec<Vec<usize>> = vec![Vec::new(); paragraphs.earlier.len()];
    let mut by_later: Vec<Vec<usize>> = vec![Vec::new(); paragraphs.later.len()];
    for (i, s) in scored.iter().enumerate() {
        by_earlier[s.candidate.pair.earlier].push(i);
        by_later[s.candidate.pair.later].push(i);
    }
    let best = |indexes: &[usize], other: fn(&Candidate) -> usize, but: Option<usize>| -> Option<(usize, u32)> {
        indexes
            .iter()
            .map(|&i| (other(&scored[i].candidate), scored[i].score))
            .filter(|&(index, _)| Some(index) != but)
            .max_by_key(|&(index, score)| (score, std::cmp::Reverse(index)))
    };
    let later_of: fn(&Candidate) -> usize = |c| c.pair.later;
    let earlier_of: fn(&Candidate) -> usize = |c| c.pair.earlier;
    let mut used = vec![false; paragraphs.later.len()];
    let mut links = Vec::with_capacity(paragraphs.earlier.len() + paragraphs.later.len());
    for (e, l) in partner.iter().enumerate() {
        let Some(l) = *l else {
            let runner_up = Pair::new(best(&by_earlier[e], later_of, None), None);
            links.push(lone(LinkKind::Deleted, Pair::new(vec![e], vec![]), runner_up));
            continue;
        };
        used[l] = true;
        let runner_up = Pair::new(best(&by_earlier[e], later_of, Some(l)), best(&by_later[l], earlier_of, Some(e)));
        let own = by_earlier[e].iter().map(|&i| &scored[i]).find(|s| s.candidate.pair.later == l);
        let (score, parts) = own.map_or((1000, vec![(Part::Identical, 1000)]), |s| (s.score, s.parts.clone()));
        let margin = |other: Option<(usize, u32)>| score as i32 - other.map_or(0, |(_, score)| score as i32);
        let confidence = match own {
            None => Confidence(1000),
            Some(_) => confidence::matched(score, margin(runner_up.earlier).min(margin(runner_up.later))),
        };
        links.push(Link {
            kind: LinkKind::Matched,
            members: Pair::new(vec![e], vec![l]),
            moved: false,
            confidence,
            evidence: Evidence { score, parts, pieces: Vec::new(), runner_up },
        });
    }
    for l in (0..used.len()).filter(|&l| !used[l]) {
        let runner_up = Pair::new(None, best(&by_later[l], earlier_of, None));
        links.push(lone(LinkKind::Inserted, Pair::new(vec![], vec![l]), runner_up));
    }
    links
}

fn lone(kind: LinkKind, members: Pair<Vec<usize>>, runner_up: Pair<Option<(usize, u32)>>) -> Link {
    let nearest = runner_up.earlier.or(runner_up.later).map_or(0, |(_, score)| score);
    Link {
        kind,
        members,
        moved: false,
        confidence: confidence::alone(nearest),
        evidence: Evidence { score: 0, parts: Vec::new(), pieces: Vec::new(), runner_up },
    }
}

/// Joins pieces to the links of the paragraphs they came from: each piece to the one that holds it best.
fn join_pieces(links: &mut Vec<Link>, partner: &[Option<usize>], mut pieces: Vec<Piece>) {
    pieces.sort_by_key(|p| (std::cmp::Reverse((p.common, p.likeness)), p.side, p.piece, p.whole));
    let mut joined: BTreeSet<(Side, usize)> = Default::default();
    // A link is either a split or a merge; the better piece decides which.
    let mut direction: BTreeMap<usize, Side> = Default::default();
    let mut removed = vec![false; links.len()];
    let later_links: BTreeMap<usize, usize> =
        links.iter().enumerate().filter_map(|(i, link)| Some((*link.members.later.first()?, i))).collect();
    for piece in pieces {
        let own = match piece.side {
            Side::Later => later_links[&piece.piece],
            // The links of earlier paragraphs stand first, in order.
            Side::Earlier => piece.piece,
        };
        let target = match piece.side {
            Side::Later => piece.whole,
            Side::Earlier => later_links[&piece.whole],
        };
        debug_assert!(piece.side == Side::Earlier || partner[piece.whole].is_some());
        if joined.contains(&(piece.side, piece.piece)) || *direction.entry(target).or_insert(piece.side) != piece.side {
            continue;
        }
        joined.insert((piece.side, piece.piece));
        removed[own] = true;
        let link = &mut links[target];
        match piece.side {
            Side::Later => {
                link.kind = LinkKind::Split;
                link.members.later.push(piece.piece);
                link.members.later.sort_unstable();
            }
            Side::Earlier => {
                link.kind = LinkKind::Merged;
                link.members.earlier.push(piece.piece);
                link.members.earlier.sort_unstable();
            }
        }
        link.confidence = link.confidence.min(confidence::piece(piece.likeness, piece.held));
        link.evidence.pieces.push(Joined {
            side: piece.side,
            paragraph: piece.piece,
            likeness: piece.likeness,
            held: piece.held,
        });
    }
    take_out(links, &removed);
}

/// Takes out the links that others took in.
fn take_out(links: &mut Vec<Link>, removed: &[bool]) {
    let mut removed = removed.iter();
    links.retain(|_| removed.next() != Some(&true));
}

/// A paragraph that became a list became its chapeau too, though that holds few of its words: a chapeau without a partner
/// joins the split that all its subparagraphs are part of, and the reverse for merges.
fn join_chapeaus(links: &mut Vec<Link>, paragraphs: Pair<&[Paragraph]>) {
    let mut lone: BTreeMap<(Side, usize), usize> = BTreeMap::new();
    for (index, link) in links.iter().enumerate() {
        match (link.kind, &link.members.earlier[..], &link.members.later[..]) {
            (LinkKind::Inserted, _, &[later]) => lone.insert((Side::Later, later), index),
            (LinkKind::Deleted, &[earlier], _) => lone.insert((Side::Earlier, earlier), index),
            _ => None,
        };
    }
    let mut removed = vec![false; links.len()];
    for link in links.iter_mut() {
        let side = match link.kind {
            LinkKind::Split => Side::Later,
            LinkKind::Merged => Side::Earlier,
            LinkKind::Matched | LinkKind::Inserted | LinkKind::Deleted => continue,
        };
        let members = match side {
            Side::Later => &mut link.members.later,
            Side::Earlier => &mut link.members.earlier,
        };
        let texts = paragraphs.side(side);
        let Some(chapeau) = texts[members[0]].parent else { continue };
        let together = members.iter().all(|&member| texts[member].parent == Some(chapeau));
        if let Some(&index) = lone.get(&(side, chapeau)).filter(|_| together) {
            members.insert(0, chapeau);
            removed[index] = true;
        }
    }
    take_out(links, &removed);
}

/// Tells whether a piece belongs to its whole.
fn belongs(piece: &Piece, limits: &Limits) -> bool {
    let near = piece.other.abs_diff(piece.piece) <= limits.near;
    let least = if near { &limits.near_piece } else { &limits.piece };
    let held_to = |(held, common): (u32, u64)| piece.held >= held && piece.common >= common;
    let is_like = piece.likeness >= least.likeness
        && piece.likeness + piece.held / 2 >= least.with_held
        && piece.common >= limits.least_split_weight;
    // "Takes note of the report of the Secretary-General" is held by every paragraph on a report.
    let is_held = held_to(limits.mostly_held) || held_to(limits.wholly_held);
    is_like || is_held && (piece.telling >= STOCK_PIECE || piece.likeness >= limits.stock_piece)
}

/// Pairs paragraphs whose words are the same. Where several are, the pairs keep their order, each as near as possible
/// to where the unique ones around it lead to expect it.
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
    let group_of = |e: usize| places.get(&space.earlier[e].whole);
    let mut partner: Vec<Option<usize>> = vec![None; space.earlier.len()];
    for (e, slot) in partner.iter_mut().enumerate() {
        if let Some(Pair { earlier, later }) = group_of(e)
            && earlier.len() == 1
            && later.len() == 1
            && sorts_agree(&paragraphs.earlier[e], &paragraphs.later[later[0]])
        {
            *slot = Some(later[0]);
        }
    }
    let expected = expectations(&partner, paragraphs);
    for e in 0..expected.len() {
        let Some(group) = group_of(e) else { continue };
        if group.earlier[0] != e || group.later.is_empty() || group.earlier.len() * group.later.len() == 1 {
            continue;
        }
        for (e, l) in in_place(group, &expected) {
            if sorts_agree(&paragraphs.earlier[e], &paragraphs.later[l]) {
                partner[e] = Some(l);
            }
        }
    }
    partner
}

/// A heading is no paragraph, and an organ line is neither.
fn sorts_agree(earlier: &Paragraph, later: &Paragraph) -> bool {
    (earlier.role == Role::Heading) == (later.role == Role::Heading) && earlier.is_organ_line() == later.is_organ_line()
}

/// Where in the later text each earlier paragraph would stand if it had moved with the one before it.
fn expectations(partner: &[Option<usize>], paragraphs: Pair<&[Paragraph]>) -> Vec<usize> {
    let (mut at, mut since) = (0, 0);
    let last = paragraphs.later.len().saturating_sub(1);
    partner
        .iter()
        .enumerate()
        .map(|(e, l)| {
            if let Some(l) = *l {
                (at, since) = (l, e);
            }
            (at + e - since).min(last)
        })
        .collect()
}

/// Pairs the members of a group in order, with the least sum of distances from the expected places.
fn in_place(group: &Pair<Vec<usize>>, expected: &[usize]) -> Vec<(usize, usize)> {
    let (n, m) = (group.earlier.len(), group.later.len());
    if n == m || n * m > 1 << 20 {
        return group.earlier.iter().copied().zip(group.later.iter().copied()).collect();
    }
    // best[i][j]: least cost of pairing the first i with the first j, all of the shorter list paired in the end.
    let cost = |i: usize, j: usize| expected[group.earlier[i]].abs_diff(group.later[j]) as u64;
    let width = m + 1;
    let never = u64::MAX / 2;
    let mut best = vec![never; (n + 1) * width];
    for i in 0..=n {
        for j in 0..=m {
            best[i * width + j] = if i == 0 && j == 0 {
                0
            } else {
                let mut least = never;
                if i > 0 && j > 0 {
                    least = least.min(best[(i - 1) * width + j - 1] + cost(i - 1, j - 1));
                }
                if n > m && i > 0 {
                    least = least.min(best[(i - 1) * width + j]);
                }
                if m > n && j > 0 {
                    least = least.min(best[i * width + j - 1]);
                }
                least
            };
        }
    }
    let (mut i, mut j) = (n, m);
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        if best[i * width + j] == best[(i - 1) * width + j - 1] + cost(i - 1, j - 1) {
            pairs.push((group.earlier[i - 1], group.later[j - 1]));
            (i, j) = (i - 1, j - 1);
        } else if n > m {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.reverse();
    pairs
}
