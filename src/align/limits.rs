//! The numbers on which paragraphs are matched, in one place, so that an evaluation can try others.

/// Holds the limits and weights of the matching; scores, likenesses and shares in thousandths. Each was set after reading
/// links of real pairs that lie near it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Score from which two paragraphs are the same provision. Read on 58 links of real pairs that scored near the limit:
    /// of those between paragraphs that kept their order most are right from about 220, of the others from about 270 (see
    /// `out_of_order`).
    pub same_provision: u32,
    /// Score from which a link shows the order of the others.
    pub sure: u32,
    /// Bonus of each word with which both begin, beyond those that are too common to say anything ("Calls upon Member
    /// States").
    pub opening_word: i32,
    /// Most that the opening words may add.
    pub opening: i32,
    /// Bonus of each bit by which the words that both provisions begin with are more telling than a formula.
    pub head_bit: i32,
    /// Bits, in 64ths, that the words of the head must have before they count. Read on 47 links of real pairs that the
    /// head alone lifts over the limit: of those in which it has more, four in five are right, of the others half. The
    /// gold pairs come out the same from 2 to 4 bits and with any limit of the bonus from 48 to 96.
    pub stock_head: i32,
    /// Most that head and opening may add together.
    pub head: i32,
    /// Bonus of the same lead verb.
    pub verb: i32,
    /// Malus of another role.
    pub other_role: i32,
    /// Bonus of standing between the same neighbours.
    pub in_order: i32,
    /// Malus of crossing them.
    pub out_of_order: i32,
    /// What a piece of a split or merge must reach that stands far from the other piece.
    pub piece: PieceLimits,
    /// What it must reach within `near` places of it.
    pub near_piece: PieceLimits,
    /// Places within which two pieces are near each other.
    pub near: usize,
    /// Least weight of what a piece and the remainder share.
    pub least_split_weight: u64,
    /// A piece that is held to this share counts as split off although it is small beside the remainder (an item of a
    /// list), if it shares at least so much weight.
    pub mostly_held: (u32, u64),
    /// The same for one of which nearly nothing is new: then less is enough.
    pub wholly_held: (u32, u64),
    /// Likeness that a piece of nothing but stock words must reach to be held: "Calls upon States, where relevant:" reaches
    /// 736 beside its list, "Takes note of the report of the Secretary-General" 177 in a paragraph on other reports.
    pub stock_piece: u32,
    /// Words in common, and their weight in 64ths of a bit, from which a run of words is a clause that was carried over.
    /// Of 75 clauses of real pairs above it that were read 66 are worth knowing of; of 35 just below it (18 to 21 bits,
    /// eight words and more) 24, and no other sign that was tried tells those from formulas: their length, names in them,
    /// verbs in them, clause boundaries at both ends.
    pub clause: (u32, u32),
}

/// Holds what a piece must reach to belong to what the best match leaves over of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceLimits {
    /// Likeness to the remainder. Long gaps set it: paragraphs of A/RES/52/26 and A/RES/55/7 that share only formulas of
    /// the law of the sea reach 253.
    pub likeness: u32,
    /// Sum of the likeness and half of what is held. Of 14 pieces of real pairs with a likeness from 258 to 300 read, five
    /// of six wrong ones stood far from the other piece and reached 375 at most, while pieces that belonged stood within
    /// three places of it or reached 383. Of 15 near ones under 258 the right ones reached 348, most wrong ones 305.
    pub with_held: u32,
}

impl Limits {
    /// Gives the common weight below which nothing is a piece.
    pub(super) fn least_common(&self) -> u64 {
        self.least_split_weight.min(self.mostly_held.1).min(self.wholly_held.1)
    }

    /// Those that [`align`](super::align()) uses.
    pub const SHIPPED: Limits = Limits {
        same_provision: 215,
        sure: 400,
        opening_word: 8,
        opening: 56,
        head_bit: 6,
        stock_head: 4 * 64,
        head: 72,
        verb: 10,
        other_role: -20,
        in_order: 20,
        out_of_order: -50,
        piece: PieceLimits { likeness: 258, with_held: 378 },
        near_piece: PieceLimits { likeness: 225, with_held: 340 },
        near: 3,
        least_split_weight: 4500,
        mostly_held: (550, 3000),
        wholly_held: (750, 1500),
        stock_piece: 500,
        clause: (6, 22 * 64),
    };
}
