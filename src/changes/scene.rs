//! The two texts of one link and their edit script to what the rules look at: words, changed passages, mentions, verbs.

use super::Edit;
use super::addressee::repeated;
use super::mentions::{Mention, MentionKind};
use super::reading::Reading;
use super::weigh::is_function_word;
use crate::lexicon::Ladders;
use crate::pair::{Pair, Side};
use crate::resolution::{Paragraph, Resolution, Role};
use crate::span::Span;
use crate::token::{Token, TokenKind};
use std::collections::BTreeMap;

/// How many words that say something may come or go along with a date or figure for it to be news by itself.
const AROUND_A_MENTION: usize = 3;

/// Holds what is the same for all links of a comparison.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub resolutions: Pair<&'a Resolution>,
    pub ladders: &'a Ladders,
}

impl Setting<'_> {
    /// Gives the sessions that lie between the two texts, where both are of one organ that meets once a year and name
    /// their sessions.
    pub fn step(&self) -> Option<i32> {
        let mastheads = self.resolutions.map(|resolution| &resolution.masthead);
        let assembly =
            |organ: &Option<String>| organ.as_deref().is_some_and(|organ| organ.contains("General Assembly"));
        if !assembly(&mastheads.earlier.organ) || !assembly(&mastheads.later.organ) {
            return None;
        }
        let sessions = mastheads
            .map(|masthead| masthead.session.map(|session| i32::from(session.number)).filter(|number| *number > 0));
        Some(sessions.later? - sessions.earlier?)
    }

    /// Gives the number of each text as a place in its series: session or year, then number.
    pub fn numbers(&self) -> Pair<Option<(u32, u32)>> {
        self.resolutions.map(|resolution| {
            let number = resolution.masthead.number.as_deref()?;
            let mut digits = number.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
            let (first, second) = (digits.next()?, digits.next()?);
            // "2743 (2024)" counts by its year first.
            Some(if number.contains('(') { (second, first) } else { (first, second) })
        })
    }
}

/// Holds the two sides of one link.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub setting: Setting<'a>,
    pub sides: Pair<View<'a>>,
    /// Passages that were replaced, in order.
    pub hunks: Vec<Hunk>,
}

/// Holds one side.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// For each token.
    pub fates: Vec<Fate>,
    pub verbs: Vec<VerbPhrase<'a>>,
    /// The paragraphs, and where each begins in the text.
    pub members: Vec<(&'a Paragraph, usize)>,
    reading: &'a Reading<'a>,
}

/// Says what became of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Stands on the other side too, as the token of this index.
    Kept(usize),
    /// Belongs to the hunk of this index.
    Changed(usize),
}

/// Holds the tokens of each side that were replaced by those of the other; either may be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hunk {
    pub tokens: Pair<(usize, usize)>,
}

/// Holds a verb phrase, with its place in the joined text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VerbPhrase<'a> {
    pub span: Span,
    pub tokens: (usize, usize),
    pub lemma: &'a str,
    /// What a verb of repeating repeats: "Reiterates its call upon States" calls upon them.
    pub repeated: Option<&'static str>,
    pub qualifiers: &'a [String],
    pub repeats: &'a [String],
    /// Whether it opens the first paragraph.
    pub lead: bool,
    /// Whether it opens any paragraph.
    pub opens: bool,
}

impl VerbPhrase<'_> {
    /// Gives the base form of what is done, be it for the first time or again.
    pub fn act(&self) -> &str {
        self.repeated.unwrap_or(self.lemma)
    }
}

impl<'a> Scene<'a> {
    /// Makes a scene of texts and the edit script between them.
    pub fn new(
        setting: Setting<'a>,
        members: Pair<Vec<&'a Paragraph>>,
        readings: Pair<&'a Reading<'a>>,
        edits: &[Edit],
    ) -> Self {
        let (fates, hunks) = fates(readings.map(|reading| reading.tokens.as_slice()), edits);
        let view = |members: Vec<&'a Paragraph>, reading: &'a Reading<'a>, fates: Vec<Fate>| {
            let mut start = 0;
            let members: Vec<(&Paragraph, usize)> = members
                .into_iter()
                .map(|paragraph| {
                    let here = start;
                    start += paragraph.text.len() + 1;
                    (paragraph, here)
                })
                .collect();
            let Reading { text, ref tokens, .. } = *reading;
            View { text, tokens, fates, verbs: verbs(&members, text, tokens), members, reading }
        };
        let earlier = view(members.earlier, readings.earlier, fates.earlier);
        let later = view(members.later, readings.later, fates.later);
        Scene { setting, sides: Pair::new(earlier, later), hunks }
    }

    /// Gives the view of one side.
    pub fn side(&self, side: Side) -> &View<'a> {
        self.sides.side(side)
    }

    /// Pairs the mentions of some kinds: equal ones with each other, then those that replace each other, and at last
    /// those that stand on one side only. Only what lies in a changed passage is given.
    pub fn paired(&self, of: impl Fn(MentionKind) -> bool) -> Vec<Pairing<'_>> {
        if self.hunks.is_empty() {
            return Vec::new();
        }
        let all = self.sides.as_ref().map(|view| view.mentions().iter().filter(|m| of(m.kind)).collect::<Vec<_>>());
        let any_changed = |side: Side| all.side(side).iter().any(|mention| self.side(side).is_changed(mention.tokens));
        if !any_changed(Side::Earlier) && !any_changed(Side::Later) {
            return Vec::new();
        }
        let mut pairings = Vec::new();
        let mut free = Pair::new(vec![true; all.earlier.len()], vec![true; all.later.len()]);
        let mut pair_off = |fits: &dyn Fn(&Mention, &Mention) -> bool, free: &mut Pair<Vec<bool>>, equal: bool| {
            for (i, earlier) in all.earlier.iter().enumerate().filter(|(i, _)| free.earlier[*i]).collect::<Vec<_>>() {
                let found = all.later.iter().enumerate().position(|(j, later)| free.later[j] && fits(earlier, later));
                if let Some(j) = found {
                    (free.earlier[i], free.later[j]) = (false, false);
                    pairings.push(Pairing { mentions: Pair::new(Some(*earlier), Some(all.later[j])), equal });
                }
            }
        };
        // First those that were kept where they stand, then equal ones that were not.
        let same = |a: &Mention, b: &Mention| a.kind == b.kind && is_same_value(a, b);
        pair_off(&|a, b| same(a, b) && self.is_kept(a, b), &mut free, true);
        let replaces = |a: &Mention, b: &Mention| a.kind == b.kind && a.series == b.series;
        let hunk = |side: Side, mention: &Mention| self.side(side).hunk_of(mention.tokens);
        // "The 2020 forum ... for the 2021 forum" becomes "the 2021 forum ... for the 2022 forum": each went on where it
        // stands, and none stayed.
        let went_on = |a: &Mention, b: &Mention| {
            matches!(a.kind, MentionKind::Date | MentionKind::Session)
                && replaces(a, b)
                && a.value != b.value
                && hunk(Side::Earlier, a).is_some_and(|h| {
                    let tokens = self.hunks[h].tokens;
                    tokens.earlier == a.tokens && tokens.later == b.tokens
                })
        };
        pair_off(&went_on, &mut free, false);
        pair_off(&same, &mut free, true);
        // How many of its kind stand behind each mention in its passage; none for what the other side still cites, which
        // was not replaced.
        let ranks = |side: Side| {
            let (own, others) = (all.side(side), all.side(side.other()));
            let stays = |mention: &Mention| {
                matches!(mention.kind, MentionKind::Citation(_)) && others.iter().any(|other| same(mention, other))
            };
            let mut behind: BTreeMap<(Option<usize>, MentionKind, &str), usize> = BTreeMap::new();
            let mut ranks: BTreeMap<usize, usize> = BTreeMap::new();
            for (mention, _) in
                own.iter().zip(free.side(side)).rev().filter(|(mention, free)| **free && !stays(mention))
            {
                let count = behind.entry((hunk(side, mention), mention.kind, &mention.series)).or_default();
                ranks.insert(mention.tokens.0, *count);
                *count += 1;
            }
            ranks
        };
        let ranks = Pair::new(ranks(Side::Earlier), ranks(Side::Later));
        // Of lists of citations the last answer to each other, which are the newest.
        let in_place = |a: &Mention, b: &Mention| {
            let (Some(i), Some(j)) = (ranks.earlier.get(&a.tokens.0), ranks.later.get(&b.tokens.0)) else {
                return false;
            };
            replaces(a, b)
                && (i == j || !is_numbered_citation(a))
                && hunk(Side::Earlier, a).is_some_and(|h| Some(h) == hunk(Side::Later, b))
        };
        pair_off(&in_place, &mut free, false);
        // In another passage only where the series leaves no doubt.
        let numbered = |m: &Mention| m.order.is_some() && !m.series.is_empty();
        pair_off(&|a, b| replaces(a, b) && numbered(a) && numbered(b), &mut free, false);
        pairings.retain(|pairing| {
            let [Some(earlier), Some(later)] = pairing.mentions.both() else { return true };
            !pairing.equal || self.sides.earlier.is_changed(earlier.tokens) || self.sides.later.is_changed(later.tokens)
        });
        let alone = |mention| Pairing { mentions: mention, equal: false };
        let gone = all.earlier.iter().zip(&free.earlier).filter(|(_, free)| **free);
        pairings.extend(gone.map(|(mention, _)| alone(Pair::new(Some(*mention), None))));
        let new = all.later.iter().zip(&free.later).filter(|(_, free)| **free);
        pairings.extend(new.map(|(mention, _)| alone(Pair::new(None, Some(*mention)))));
        pairings.retain(|pairing| {
            let changed = |side: Side| {
                pairing.mentions.side(side).is_some_and(|mention| self.side(side).is_changed(mention.tokens))
            };
            changed(Side::Earlier) || changed(Side::Later)
        });
        pairings
    }

    /// Tells whether a mention that one side lacks came or went by itself: what came or went with a clause of its own
    /// is told by the clause.
    pub fn stands_out(&self, pairing: &Pairing<'_>) -> bool {
        [Side::Earlier, Side::Later].into_iter().all(|side| {
            let Some(mention) = pairing.mentions.side(side) else { return true };
            let view = self.side(side);
            let Some(hunk) = view.hunk_of(mention.tokens) else { return true };
            let range = *self.hunks[hunk].tokens.side(side);
            let rest = (range.0..range.1).filter(|i| !(mention.tokens.0..mention.tokens.1).contains(i));
            let says = |i: &usize| is_word(&view.tokens[*i]) && !is_function_word(view.word(*i));
            rest.filter(says).count() <= AROUND_A_MENTION
        })
    }

    fn is_kept(&self, earlier: &Mention, later: &Mention) -> bool {
        (earlier.tokens.0..earlier.tokens.1).any(|i| match self.sides.earlier.fates[i] {
            Fate::Kept(twin) => (later.tokens.0..later.tokens.1).contains(&twin),
            Fate::Changed(_) => false,
        })
    }

    /// Pairs the verb phrases of both sides that stand at the same place.
    pub fn paired_verbs(&self) -> Vec<Pair<Option<&VerbPhrase<'a>>>> {
        let Pair { earlier, later } = self.sides.as_ref();
        let mut free = vec![true; later.verbs.len()];
        let mut pairs = Vec::new();
        let mut alone = Vec::new();
        let lead = |view: &View<'a>| view.verbs.iter().position(|verb| verb.lead);
        // Of two paragraphs that became one in the other order the second may open it.
        let opens = |view: &View<'a>, lead: usize, other: &VerbPhrase<'_>| {
            let same = |verb: &VerbPhrase<'_>| verb.opens && verb.lemma == other.lemma;
            if same(&view.verbs[lead]) { lead } else { view.verbs.iter().position(same).unwrap_or(lead) }
        };
        let mut leads = Pair::new(lead(earlier), lead(later));
        if let (Some(i), Some(j)) = (leads.earlier, leads.later) {
            leads = Pair::new(Some(opens(earlier, i, &later.verbs[j])), Some(opens(later, j, &earlier.verbs[i])));
        }
        let mut taken = None;
        if let (Some(i), Some(j)) = (leads.earlier, leads.later)
            && !self.opens_elsewhere(i, j)
        {
            pairs.push(Pair::new(Some(&earlier.verbs[i]), Some(&later.verbs[j])));
            free[j] = false;
            taken = Some(i);
        }
        let mut open: Vec<&VerbPhrase<'a>> = Vec::new();
        for (_, verb) in earlier.verbs.iter().enumerate().filter(|(i, _)| Some(*i) != taken) {
            let twins: Vec<usize> = (verb.tokens.0..verb.tokens.1)
                .filter_map(|i| match earlier.fates[i] {
                    Fate::Kept(twin) => Some(twin),
                    Fate::Changed(_) => None,
                })
                .collect();
            let stands = |other: &VerbPhrase<'_>| twins.iter().any(|t| (other.tokens.0..other.tokens.1).contains(t));
            match later.verbs.iter().enumerate().position(|(j, other)| free[j] && stands(other)) {
                Some(j) => {
                    free[j] = false;
                    pairs.push(Pair::new(Some(verb), Some(&later.verbs[j])));
                }
                None => open.push(verb),
            }
        }
        for verb in open {
            let hunk = earlier.hunk_of(verb.tokens);
            let same = |j: usize| free[j] && hunk.is_some() && later.hunk_of(later.verbs[j].tokens) == hunk;
            match (0..later.verbs.len()).find(|&j| same(j)) {
                Some(j) => {
                    free[j] = false;
                    pairs.push(Pair::new(Some(verb), Some(&later.verbs[j])));
                }
                None => alone.push(Pair::new(Some(verb), None)),
            }
        }
        let new = later.verbs.iter().zip(&free).filter(|(_, free)| **free);
        alone.extend(new.map(|(verb, _)| Pair::new(None, Some(verb))));
        pairs.extend(alone);
        pairs
    }

    /// Tells whether one of two opening verbs stands word for word inside the other text: "Noting its work, welcoming the
    /// plan" and "Welcoming the plan" do not open with verbs that answer to each other.
    fn opens_elsewhere(&self, earlier: usize, later: usize) -> bool {
        let verbs = self.sides.as_ref().map(|view| view.verbs.as_slice());
        let stays = |one: &VerbPhrase<'_>, other: &VerbPhrase<'_>| {
            let kept = |i: usize| match self.sides.earlier.fates[i] {
                Fate::Kept(twin) => (other.tokens.0..other.tokens.1).contains(&twin),
                Fate::Changed(_) => false,
            };
            one.lemma == other.lemma && (one.tokens.0..one.tokens.1).any(kept)
        };
        let others = |verbs: &'_ [VerbPhrase<'a>], but: usize, stays: &dyn Fn(&VerbPhrase<'_>) -> bool| {
            verbs.iter().enumerate().any(|(i, verb)| i != but && stays(verb))
        };
        others(verbs.later, later, &|other| stays(&verbs.earlier[earlier], other))
            || others(verbs.earlier, earlier, &|other| stays(other, &verbs.later[later]))
    }

    /// Tells whether all paragraphs of the later side (of the earlier, where there is none) are preambular.
    pub fn is_preambular(&self) -> bool {
        self.sides.both().iter().all(|view| view.members.iter().all(|(p, _)| p.role == Role::Preambular))
    }
}

/// Holds two mentions that belong together, or one that stands alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pairing<'s> {
    pub mentions: Pair<Option<&'s Mention>>,
    /// Whether both mention the same.
    pub equal: bool,
}

impl<'s> Pairing<'s> {
    /// Gives both mentions, where neither side lacks its own.
    pub fn both(&self) -> Option<Pair<&'s Mention>> {
        Some(Pair::new(self.mentions.earlier?, self.mentions.later?))
    }

    /// Gives the spans.
    pub fn spans(&self) -> Pair<Option<Span>> {
        self.mentions.map(|mention| mention.map(|mention| mention.span))
    }

    /// Gives the words as printed.
    pub fn words(&self, scene: &Scene<'_>) -> Pair<Option<String>> {
        let words =
            |side: Side| self.mentions.side(side).map(|mention| mention.span.of(scene.side(side).text).to_owned());
        Pair::new(words(Side::Earlier), words(Side::Later))
    }
}

impl<'a> View<'a> {
    /// Gives what the text mentions, in order.
    pub fn mentions(&self) -> &'a [Mention] {
        self.reading.mentions()
    }

    /// Gives the word of a token; empty past the end.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Tells whether any token of a range was changed.
    pub fn is_changed(&self, tokens: (usize, usize)) -> bool {
        self.hunk_of(tokens).is_some()
    }

    /// Gives the first hunk that a range of tokens lies in.
    pub fn hunk_of(&self, tokens: (usize, usize)) -> Option<usize> {
        self.fates[tokens.0..tokens.1].iter().find_map(|fate| match fate {
            Fate::Changed(hunk) => Some(*hunk),
            Fate::Kept(_) => None,
        })
    }

    /// Gives the span of a range of tokens, which must not be empty.
    pub fn span(&self, tokens: (usize, usize)) -> Span {
        self.tokens[tokens.0].span.cover(self.tokens[tokens.1 - 1].span)
    }

    /// Gives the verb phrase that governs a token: the last one before it.
    pub fn governing(&self, token: usize) -> Option<&VerbPhrase<'_>> {
        self.verbs.iter().rfind(|verb| verb.tokens.0 <= token)
    }
}

/// Tells whether two mentions are of the same thing.
pub(super) fn is_same_value(one: &Mention, other: &Mention) -> bool {
    if one.value == other.value {
        return true;
    }
    // "2030 Agenda" names "2030 Agenda for Sustainable Development".
    matches!(one.kind, MentionKind::Citation(crate::resolution::citation::CitedKind::Instrument))
        && (one.value.starts_with(&other.value) || other.value.starts_with(&one.value))
}

/// Tells a citation that has its place in a series: a resolution, decision or document.
fn is_numbered_citation(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Citation(_)) && mention.order.is_some()
}

/// Walks the tokens of both sides along the edit script.
fn fates(tokens: Pair<&[Token]>, edits: &[Edit]) -> (Pair<Vec<Fate>>, Vec<Hunk>) {
    let mut fates = tokens.map(|tokens| Vec::with_capacity(tokens.len()));
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut open = false;
    let until = |tokens: &[Token], from: usize, end: usize| {
        from + tokens[from..].iter().take_while(|token| token.span.start < end).count()
    };
    for edit in edits {
        let (earlier, later) = (fates.earlier.len(), fates.later.len());
        match edit {
            Edit::Keep(spans) => {
                open = false;
                let ends = Pair::new(
                    until(tokens.earlier, earlier, spans.earlier.end),
                    until(tokens.later, later, spans.later.end),
                );
                let last = |end: usize| end.saturating_sub(1);
                fates
                    .earlier
                    .extend((earlier..ends.earlier).map(|i| Fate::Kept((later + i - earlier).min(last(ends.later)))));
                fates
                    .later
                    .extend((later..ends.later).map(|i| Fate::Kept((earlier + i - later).min(last(ends.earlier)))));
            }
            Edit::Delete(_) | Edit::Insert(_) => {
                if !open {
                    hunks.push(Hunk { tokens: Pair::new((earlier, earlier), (later, later)) });
                    open = true;
                }
                let hunk = hunks.len() - 1;
                if let Edit::Delete(span) = edit {
                    let end = until(tokens.earlier, earlier, span.end);
                    fates.earlier.resize(end, Fate::Changed(hunk));
                    hunks[hunk].tokens.earlier.1 = end;
                } else if let Edit::Insert(span) = edit {
                    let end = until(tokens.later, later, span.end);
                    fates.later.resize(end, Fate::Changed(hunk));
                    hunks[hunk].tokens.later.1 = end;
                }
            }
        }
    }
    (fates, hunks)
}

fn verbs<'a>(members: &[(&'a Paragraph, usize)], text: &str, tokens: &[Token]) -> Vec<VerbPhrase<'a>> {
    let range = |span: Span| {
        let from = tokens.partition_point(|token| token.span.end <= span.start);
        (from, tokens.partition_point(|token| token.span.start < span.end).max(from))
    };
    let phrase = |span: Span, lemma: &str| {
        let tokens_of = range(span);
        match repeated(text, tokens, lemma, tokens_of.1) {
            Some((verb, next)) => (span.cover(tokens[next - 1].span), (tokens_of.0, next), Some(verb)),
            None => (span, tokens_of, None),
        }
    };
    let mut verbs = Vec::new();
    for (i, (paragraph, start)) in members.iter().enumerate() {
        if let Some(opening) = &paragraph.opening {
            let (span, range, repeated) = phrase(opening.span.shifted(*start), &opening.lemma);
            verbs.push(VerbPhrase {
                span,
                tokens: range,
                lemma: &opening.lemma,
                repeated,
                qualifiers: &opening.qualifiers,
                repeats: &opening.repeats,
                lead: i == 0,
                opens: true,
            });
        }
        for inner in &paragraph.inner {
            let (span, range, repeated) = phrase(inner.span.shifted(*start), &inner.lemma);
            verbs.push(VerbPhrase {
                span,
                tokens: range,
                lemma: &inner.lemma,
                repeated,
                qualifiers: &inner.qualifiers,
                repeats: &[],
                lead: false,
                opens: false,
            });
        }
    }
    verbs
}

/// Tells whether a token is a word, a number or the like.
pub(super) fn is_word(token: &Token) -> bool {
    match token.kind {
        TokenKind::Punctuation | TokenKind::Break => false,
        TokenKind::Word | TokenKind::Number | TokenKind::Symbol | TokenKind::Date => true,
    }
}
