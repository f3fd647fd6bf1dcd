//! Both texts and their changes to a ledger of requests: who is asked to do what by when, and what became of it.

use super::addressee::{addressee, is_directive, repeated};
use super::mentions::{Mention, MentionKind};
use super::reading::Reading;
use super::scene::is_word;
use super::weigh::is_glue;
use super::{Change, LedgerEntry, LedgerState};
use crate::pair::{Pair, Side};
use crate::resolution::{Resolution, Role};
use crate::span::Span;
use crate::token::{Token, TokenKind, is_year};
use std::cell::OnceCell;

/// Longest wording of what is asked, in characters; longer ones are cut at a clause boundary.
const LONGEST_ACTION: usize = 160;

/// Draws up the ledger, in the order of the changes.
pub(super) fn ledger(
    resolutions: Pair<&Resolution>,
    readings: Pair<&[Reading<'_>]>,
    changes: &[Change],
) -> Vec<LedgerEntry> {
    let mut entries = Vec::new();
    for change in changes {
        let of = |side: Side| {
            let (resolution, readings) = (*resolutions.side(side), *readings.side(side));
            change.link.members.side(side).iter().flat_map(|&i| requests(resolution, readings, i)).collect::<Vec<_>>()
        };
        let later = of(Side::Later);
        let members = &change.link.members;
        let earlier = match (members.earlier.as_slice(), members.later.as_slice()) {
            // What did not change asks the same.
            (&[old], &[new]) if stays(resolutions, old, new) => {
                let paragraph = Pair::new(Some(old), Some(new));
                let entry = |request: &Request<'_>| {
                    let entry = entry(Pair::new(Some(request), Some(request)), LedgerState::RolledOver);
                    LedgerEntry { paragraph, ..entry }
                };
                entries.extend(later.iter().map(entry));
                continue;
            }
            _ => of(Side::Earlier),
        };
        entries.extend(paired(Pair::new(earlier, later)));
    }
    entries
}

/// Tells whether two paragraphs say the same by themselves: a letter takes what it asks from its chapeau.
fn stays(resolutions: Pair<&Resolution>, earlier: usize, later: usize) -> bool {
    let (old, new) = (&resolutions.earlier.paragraphs[earlier], &resolutions.later.paragraphs[later]);
    old.text == new.text && old.role == new.role && new.role == Role::Operative && old.opening == new.opening
}

/// Holds one request of one text.
#[derive(Debug)]
struct Request<'t> {
    paragraph: usize,
    verb: &'t str,
    addressee: &'t str,
    parties: Vec<Vec<u64>>,
    reading: &'t Reading<'t>,
    /// The tokens of the action, in the reading.
    range: (usize, usize),
    words: OnceCell<Vec<u64>>,
}

impl Request<'_> {
    /// Gives the words of the action without what a new session brings.
    fn words(&self) -> &[u64] {
        self.words.get_or_init(|| {
            let Reading { text, ref tokens, .. } = *self.reading;
            let mut mentions = self.reading.mentions().iter().peekable();
            let mut is_updated = |i: usize| {
                while mentions.next_if(|mention| mention.tokens.1 <= i).is_some() {}
                mentions.peek().is_some_and(|mention| mention.tokens.0 <= i)
            };
            let words = (self.range.0..self.range.1).filter(|&i| !is_updated(i) && is_word(&tokens[i]));
            words.filter(|&i| !is_glue(tokens[i].span.of(text))).map(|i| tokens[i].key).collect()
        })
    }

    /// Gives by when it is due.
    fn due(&self) -> Option<String> {
        let Reading { text, ref tokens, .. } = *self.reading;
        let inside = |mention: &&Mention| self.range.0 <= mention.tokens.0 && mention.tokens.1 <= self.range.1;
        let mut mentioned = self.reading.mentions().iter().rev().filter(inside);
        mentioned.find_map(|mention| due(text, tokens, mention)).or_else(|| {
            let rhythm = ["annually", "biennially", "quarterly", "monthly"];
            let mut words = tokens[self.range.0..self.range.1].iter().map(|token| token.span.of(text));
            words.find(|word| rhythm.contains(word)).map(str::to_owned)
        })
    }
}

fn paired(requests: Pair<Vec<Request<'_>>>) -> Vec<LedgerEntry> {
    let mut free = vec![true; requests.earlier.len()];
    let mut pairs: Vec<(Option<usize>, usize)> = (0..requests.later.len()).map(|j| (None, j)).collect();
    // The surest first: same words, then same parties, then same verb, then whatever is left in the same place.
    type Fit = fn(&Request<'_>, &Request<'_>) -> bool;
    let fits: [Fit; 4] = [
        |a, b| a.parties == b.parties && a.words() == b.words(),
        |a, b| a.words() == b.words(),
        |a, b| a.parties == b.parties && a.words().first() == b.words().first(),
        |a, b| a.verb == b.verb && shares_words(a.words(), b.words()),
    ];
    for fit in fits {
        for (old, j) in pairs.iter_mut().filter(|(old, _)| old.is_none()) {
            let found = (0..free.len()).find(|&i| free[i] && fit(&requests.earlier[i], &requests.later[*j]));
            if let Some(i) = found {
                free[i] = false;
                *old = Some(i);
            }
        }
    }
    // One request on each side of one paragraph is the same, reworded.
    if let ([(None, 0)], [true]) = (pairs.as_slice(), free.as_slice()) {
        pairs[0].0 = Some(0);
        free[0] = false;
    }
    let state = |earlier: Option<&Request<'_>>, later: Option<&Request<'_>>| match (earlier, later) {
        (Some(a), Some(b)) if a.verb == b.verb && a.parties == b.parties && a.words() == b.words() => {
            LedgerState::RolledOver
        }
        (Some(_), Some(_)) => LedgerState::Changed,
        (Some(_), None) => LedgerState::Lapsed,
        (None, _) => LedgerState::New,
    };
    let entry = |earlier, later| entry(Pair::new(earlier, later), state(earlier, later));
    let kept = pairs.iter().map(|&(i, j)| entry(i.map(|i| &requests.earlier[i]), Some(&requests.later[j])));
    let lapsed = (0..free.len()).filter(|&i| free[i]).map(|i| entry(Some(&requests.earlier[i]), None));
    kept.chain(lapsed).collect()
}

fn entry(requests: Pair<Option<&Request<'_>>>, state: LedgerState) -> LedgerEntry {
    let action = |request: &Request<'_>| {
        shortened(request.reading.text, &request.reading.tokens[request.range.0..request.range.1])
    };
    LedgerEntry {
        paragraph: requests.map(|request| request.map(|request| request.paragraph)),
        addressee: requests.map(|request| request.map(|request| request.addressee.to_owned())),
        verb: requests.map(|request| request.map(|request| request.verb.to_owned())),
        action: requests.map(|request| request.map(action)),
        due: requests.map(|request| request.and_then(Request::due)),
        state,
    }
}

/// Tells whether at least a third of the words of the shorter request stand in the other.
fn shares_words(one: &[u64], other: &[u64]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let shared = short.iter().filter(|word| long.contains(word)).count();
    shared * 3 >= short.len() && shared > 1
}

/// Finds the requests of one paragraph.
fn requests<'t>(resolution: &'t Resolution, readings: &'t [Reading<'t>], index: usize) -> Vec<Request<'t>> {
    let paragraph = &resolution.paragraphs[index];
    if matches!(paragraph.role, Role::Preambular | Role::Heading) {
        return Vec::new();
    }
    if paragraph.opening.is_none() && paragraph.role == Role::Subparagraph {
        return inherited(resolution, readings, index).into_iter().collect();
    }
    let verbs: Vec<(Span, &str)> = paragraph
        .opening
        .iter()
        .map(|opening| (opening.span, opening.lemma.as_str()))
        .chain(paragraph.inner.iter().map(|inner| (inner.span, inner.lemma.as_str())))
        .collect();
    let reading = &readings[index];
    let Reading { text, ref tokens, .. } = *reading;
    let mut found = Vec::new();
    for (i, &(span, lemma)) in verbs.iter().enumerate() {
        let Some((lemma, from)) = directive(text, tokens, span, lemma) else { continue };
        let Some(asked) = addressee(text, tokens, from) else { continue };
        // What is asked ends where the next verb of the organ begins.
        let end = verbs.get(i + 1).map_or(text.len(), |(next, _)| next.start);
        let end = tokens.partition_point(|token| token.span.start < end);
        if asked.action >= end {
            continue;
        }
        found.push(Request {
            paragraph: index,
            verb: lemma,
            addressee: asked.span.of(text),
            parties: asked.parties,
            reading,
            range: (asked.action, end),
            words: OnceCell::new(),
        });
    }
    found
}

/// Tells whether a verb phrase asks somebody to act, be it again: gives the base form of its verb, and the token with
/// which those asked begin.
fn directive<'v>(text: &str, tokens: &[Token], verb: Span, lemma: &'v str) -> Option<(&'v str, usize)> {
    let from = || tokens.partition_point(|token| token.span.start < verb.end);
    if is_directive(lemma) {
        return Some((lemma, from()));
    }
    repeated(text, tokens, lemma, from()).filter(|(lemma, _)| is_directive(lemma))
}

/// "Requests the Secretary-General: (a) To report ...": each letter is a request of its own.
fn inherited<'t>(resolution: &'t Resolution, readings: &'t [Reading<'t>], index: usize) -> Option<Request<'t>> {
    let paragraph = &resolution.paragraphs[index];
    let chapeau = resolution.paragraphs.get(paragraph.parent?)?;
    let opening = chapeau.opening.as_ref()?;
    let Reading { text, ref tokens, .. } = readings[paragraph.parent?];
    let (lemma, from) = directive(text, tokens, opening.span, &opening.lemma)?;
    let asked = addressee(text, tokens, from).filter(|asked| asked.action >= tokens.len())?;
    let reading = &readings[index];
    Some(Request {
        paragraph: index,
        verb: lemma,
        addressee: asked.span.of(text),
        parties: asked.parties,
        reading,
        range: (0, reading.tokens.len()),
        words: OnceCell::new(),
    })
}

/// Gives by when something is due, if a mention says so: a session, or a date after "by", "before", "no later than".
fn due(text: &str, tokens: &[Token], mention: &Mention) -> Option<String> {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.span.of(text));
    let back = |by: usize| word(mention.tokens.0.checked_sub(by));
    match mention.kind {
        MentionKind::Session if matches!(back(1), "its" | "the" | "their" | "to") => {
            Some(format!("{} session", mention.span.of(text)))
        }
        MentionKind::Date
            if matches!(back(1), "by" | "before" | "until" | "than" | "of") && back(1) != "of" || back(2) == "end" =>
        {
            let printed = mention.span.of(text);
            let whole = is_year(printed) || printed.contains(' ');
            whole.then(|| if back(2) == "end" { format!("end of {printed}") } else { printed.to_owned() })
        }
        _ => None,
    }
}

/// Gives the words of some tokens, cut at the last clause boundary before they grow long.
fn shortened(text: &str, tokens: &[Token]) -> String {
    let mut end = tokens.len();
    while end > 0
        && (tokens[end - 1].kind == TokenKind::Punctuation
            || matches!(tokens[end - 1].span.of(text), "and" | "also" | "further"))
        && tokens[end - 1].span.of(text) != ")"
    {
        end -= 1;
    }
    let Some(first) = tokens.first().filter(|_| end > 0) else { return String::new() };
    let start = first.span.start;
    let whole = &text[start..tokens[end - 1].span.end];
    // Most have fewer bytes than the longest may have characters.
    let longest = (whole.len() > LONGEST_ACTION).then(|| whole.char_indices().nth(LONGEST_ACTION)).flatten();
    let Some((longest, _)) = longest else { return whole.to_owned() };
    let fits = |token: &&Token| token.span.start - start <= longest;
    let boundary =
        tokens[..end].iter().take_while(fits).filter(|token| matches!(token.span.of(text), "," | ";")).last();
    let word = tokens[..end].iter().take_while(fits).last();
    let cut = boundary.filter(|token| token.span.start - start >= LONGEST_ACTION / 3).or(word);
    let cut = cut.map_or(whole.len(), |token| token.span.start - start);
    format!("{} …", whole[..cut].trim_end_matches([',', ';', ' ']))
}
