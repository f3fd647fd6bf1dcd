//! One-to-one links to splits and merges: what of a paragraph its match leaves unexplained may live on elsewhere.
//!
//! A paragraph that nothing matched is compared with the unexplained remainder of each linked paragraph on the other
//! side. Where the remainder holds most of its words, it is a piece of that paragraph.

use super::features::{Features, NO_PAIR, Space, Term};
use super::similarity::{Candidate, overlap};
use crate::pair::{Pair, Side};

/// Holds a paragraph without a match of its own and the linked paragraph of the other side that it is a piece of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Side of the piece; the whole stands on the other.
    pub side: Side,
    pub piece: usize,
    pub whole: usize,
    /// Share of the piece that the remainder of the whole holds, in thousandths.
    pub held: u32,
    /// Cosine of the piece and the remainder, in thousandths.
    pub likeness: u32,
    /// Common weight.
    pub common: u64,
    /// How much more the piece says than a formula does, in 64ths of a bit.
    pub telling: u32,
}

/// Finds, for each paragraph without a partner, how it relates to the remainders of the linked ones. A pair that has less
/// than some common weight is passed over: the remainder has no more in common.
pub(super) fn pieces(space: &Space, partner: &[Option<usize>], found: &[Candidate], least: u64) -> Vec<Piece> {
    let mut partner_of_later = vec![None; space.later.len()];
    partner.iter().enumerate().for_each(|(e, l)| {
        if let Some(l) = *l {
            partner_of_later[l] = Some(e)
        }
    });
    let mut pieces = Vec::new();
    for candidate in found.iter().filter(|candidate| candidate.common >= least) {
        let Pair { earlier: e, later: l } = candidate.pair;
        let (side, piece, whole, whole_features, piece_features, partner_features) =
            match (partner[e], partner_of_later[l]) {
                (Some(own), None) => (Side::Later, l, e, &space.earlier[e], &space.later[l], &space.later[own]),
                (None, Some(own)) => (Side::Earlier, e, l, &space.later[l], &space.earlier[e], &space.earlier[own]),
                _ => continue,
            };
        let remainder = remainder(whole_features, partner_features, &space.name);
        let piece_terms = tempered(&piece_features.terms, &space.name);
        let (dot, common) = overlap(&remainder, &piece_terms);
        let norm = size(&remainder).1;
        let pairs = piece_features.words.iter().filter(|word| word.pair != NO_PAIR);
        let telling = pairs.map(|word| space.telling[word.pair as usize]).sum();
        let (piece_weight, piece_norm) = size(&piece_terms);
        pieces.push(Piece {
            side,
            piece,
            whole,
            held: (common * 1000 / piece_weight.max(1)) as u32,
            likeness: (dot * 1000 / (norm * piece_norm).max(1)) as u32,
            common,
            telling,
        });
    }
    pieces
}

/// Share in which a name counts here, in eighths: the remainder of a paragraph is often little more than the names of
/// the bodies and treaties that every paragraph on the subject has.
const NAME: u32 = 3;

fn tempered(terms: &[Term], name: &[bool]) -> Vec<Term> {
    let temper = |term: &Term| if name[term.id as usize] { term.weight * NAME / 8 } else { term.weight };
    terms.iter().map(|term| Term { id: term.id, weight: temper(term) }).collect()
}

/// Sum of the weights, and root of the sum of their squares.
fn size(terms: &[Term]) -> (u64, u64) {
    let sum = terms.iter().map(|t| u64::from(t.weight)).sum();
    (sum, terms.iter().map(|t| u64::from(t.weight).pow(2)).sum::<u64>().isqrt())
}

/// The terms of a paragraph as far as its partner does not have them.
fn remainder(whole: &Features, partner: &Features, name: &[bool]) -> Vec<Term> {
    let mut others = partner.terms.iter().peekable();
    let mut rest = Vec::with_capacity(whole.terms.len());
    for term in &whole.terms {
        while others.next_if(|other| other.id < term.id).is_some() {}
        let taken = others.peek().filter(|other| other.id == term.id).map_or(0, |other| other.weight);
        if term.weight > taken {
            rest.push(Term { id: term.id, weight: term.weight - taken });
        }
    }
    tempered(&rest, name)
}
