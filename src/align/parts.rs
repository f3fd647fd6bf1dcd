//! One-to-one links to splits and merges: what of a paragraph its match leaves unexplained may live on elsewhere.
//!
//! A paragraph that nothing matched is compared with the unexplained remainder of each linked paragraph on the other
//! side. Where the remainder holds most of its words, it is a piece of that paragraph.

use super::features::{NO_PAIR, Space, Term, norm};
use super::similarity::{Candidate, Weights};
use crate::pair::{Pair, Side};

/// Holds a paragraph without a match of its own and the linked paragraph of the other side that it is a piece of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Side of the piece; the whole stands on the other.
    pub side: Side,
    pub piece: usize,
    pub whole: usize,
    /// The partner of the whole, on the side of the piece.
    pub other: usize,
    /// Share of the piece that the remainder of the whole holds, in thousandths.
    pub held: u32,
    /// Cosine of the piece and the remainder, in thousandths.
    pub likeness: u32,
    /// Common weight.
    pub common: u64,
    /// How much more the piece says than a formula does, in 64ths of a bit.
    pub telling: u32,
}

/// Finds, for each paragraph without a partner, how it relates to the remainders of the linked ones. What has less
/// than some common weight is passed over.
pub(super) fn pieces(space: &Space, partner: &[Option<usize>], found: &[Candidate], least: u64) -> Vec<Piece> {
    let mut partner_of_later = vec![None; space.later.len()];
    partner.iter().enumerate().for_each(|(e, l)| {
        if let Some(l) = *l {
            partner_of_later[l] = Some(e)
        }
    });
    let tempered = |term: Term| {
        let weight = if space.name[term.id as usize] { term.weight * NAME / 8 } else { term.weight };
        Term { id: term.id, weight }
    };
    let (mut explained, mut piece_weights) = (Weights::new(space), Weights::new(space));
    let mut pieces = Vec::new();
    for candidate in found.iter().filter(|candidate| candidate.common >= least) {
        let Pair { earlier: e, later: l } = candidate.pair;
        let (side, piece, whole, other) = match (partner[e], partner_of_later[l]) {
            (Some(other), None) => (Side::Later, l, e, other),
            (None, Some(other)) => (Side::Earlier, e, l, other),
            _ => continue,
        };
        let (here, across) = match side {
            Side::Earlier => (&space.earlier, &space.later),
            Side::Later => (&space.later, &space.earlier),
        };
        explained.take_up(here[other].terms.iter().copied());
        // The terms of the whole as far as its partner does not have them.
        let remainder = across[whole].terms.iter().filter_map(|term| {
            let weight = term.weight.checked_sub(explained.of(term.id)).filter(|weight| *weight > 0)?;
            Some(tempered(Term { id: term.id, weight }))
        });
        let piece_terms = here[piece].terms.iter().map(|term| tempered(*term));
        piece_weights.take_up(piece_terms.clone());
        let (dot, common) = piece_weights.overlap(remainder.clone());
        if common < least {
            continue;
        }
        let piece_weight: u64 = piece_terms.clone().map(|term| u64::from(term.weight)).sum();
        let pairs = here[piece].words.iter().filter(|word| word.pair != NO_PAIR);
        let telling = pairs.map(|word| space.telling[word.pair as usize]).sum();
        pieces.push(Piece {
            side,
            piece,
            whole,
            other,
            held: (common * 1000 / piece_weight.max(1)) as u32,
            likeness: (dot * 1000 / (norm(remainder) * norm(piece_terms)).max(1)) as u32,
            common,
            telling,
        });
    }
    pieces
}

/// Share in which a name counts here, in eighths: the remainder of a paragraph is often little more than the names of
/// the bodies and treaties that every paragraph on the subject has.
const NAME: u32 = 3;
