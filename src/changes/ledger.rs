//! Both texts and their changes to a ledger of requests: who is asked to do what by when, and what became of it.

use super::addressee::{addressee, is_directive, repeated};
use super::mentions::{Mention, MentionKind};
use super::reading::Reading;
use super::{Change, LedgerEntry, LedgerState};
use crate::pair::{Pair, Side};
use crate::resolution::{Resolution, Role};
use crate::span::Span;
use crate::token::{Token, TokenKind, is_year};

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
                later.iter().map(|request| Request { paragraph: old, ..request.clone() }).collect()
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
#[derive(Debug, Clone)]
struct Request {
    paragraph: usize,
    verb: String,
    addressee: String,
    parties: Vec<Vec<u64>>,
    action: String,
    due: Option<String>,
    /// The words of the action without what a new session brings.
    words: Vec<u64>,
}

fn paired(requests: Pair<Vec<Request>>) -> Vec<LedgerEntry> {
    let mut free = vec![true; requests.earlier.len()];
    let mut pairs: Vec<(Option<usize>, usize)> = (0..requests.later.len()).map(|j| (None, j)).collect();
    // The surest first: same words, then same parties, then same verb, then whatever is left in the same place.
    type Fit = fn(&Request, &Request) -> bool;
    let fits: [Fit; 4] = [
        |a, b| a.words == b.words && a.parties == b.parties,
        |a, b| a.words == b.words,
        |a, b| a.parties == b.parties && a.words.first() == b.words.first(),
        |a, b| a.verb == b.verb && shares_words(a, b),
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
    let entry = |earlier: Option<&Request>, later: Option<&Request>| {
        let pair = Pair::new(earlier, later);
        let state = match (earlier, later) {
            (Some(a), Some(b)) if a.words == b.words && a.parties == b.parties && a.verb == b.verb => {
                LedgerState::RolledOver
            }
            (Some(_), Some(_)) => LedgerState::Changed,
            (Some(_), None) => LedgerState::Lapsed,
            (None, _) => LedgerState::New,
        };
        LedgerEntry {
            paragraph: pair.map(|r| r.map(|r| r.paragraph)),
            addressee: pair.map(|r| r.map(|r| r.addressee.clone())),
            verb: pair.map(|r| r.map(|r| r.verb.clone())),
            action: pair.map(|r| r.map(|r| r.action.clone())),
            due: pair.map(|r| r.and_then(|r| r.due.clone())),
            state,
        }
    };
    let kept = pairs.iter().map(|&(i, j)| entry(i.map(|i| &requests.earlier[i]), Some(&requests.later[j])));
    let lapsed = (0..free.len()).filter(|&i| free[i]).map(|i| entry(Some(&requests.earlier[i]), None));
    kept.chain(lapsed).collect()
}

/// Tells whether at least a third of the words of the shorter request stand in the other.
fn shares_words(one: &Request, other: &Request) -> bool {
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    let shared = short.words.iter().filter(|word| long.words.contains(word)).count();
    shared * 3 >= short.words.len() && shared > 1
}

/// Finds the requests of one paragraph.
fn requests(resolution: &Resolution, readings: &[Reading<'_>], index: usize) -> Vec<Request> {
    let paragraph = &resolution.paragraphs[index];
    if matches!(paragraph.role, Role::Preambular | Role::Heading) {
        return Vec::new();
    }
    let verbs: Vec<(Span, &str)> = paragraph
        .opening
        .iter()
        .map(|opening| (opening.span, opening.lemma.as_str()))
        .chain(paragraph.inner.iter().map(|inner| (inner.span, inner.lemma.as_str())))
        .collect();
    if paragraph.opening.is_none() && paragraph.role == Role::Subparagraph {
        return inherited(resolution, readings, index).into_iter().collect();
    }
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
        let range = (asked.action, end);
        found.push(request(index, lemma, asked.span.of(text), asked.parties, reading, range));
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
fn inherited(resolution: &Resolution, readings: &[Reading<'_>], index: usize) -> Option<Request> {
    let paragraph = &resolution.paragraphs[index];
    let chapeau = resolution.paragraphs.get(paragraph.parent?)?;
    let opening = chapeau.opening.as_ref()?;
    let Reading { text, ref tokens, .. } = readings[paragraph.parent?];
    let (lemma, from) = directive(text, tokens, opening.span, &opening.lemma)?;
    let asked = addressee(text, tokens, from).filter(|asked| asked.action >= tokens.len())?;
    let own = &readings[index];
    Some(request(index, lemma, asked.span.of(text), asked.parties, own, (0, own.tokens.len())))
}

fn request(
    paragraph: usize,
    verb: &str,
    addressee: &str,
    parties: Vec<Vec<u64>>,
    reading: &Reading<'_>,
    range: (usize, usize),
) -> Request {
    let (text, tokens, mentioned) = (reading.text, &reading.tokens, reading.mentions());
    let inside = |mention: &&Mention| range.0 <= mention.tokens.0 && mention.tokens.1 <= range.1;
    let updated = |i: usize| mentioned.iter().any(|m| (m.tokens.0..m.tokens.1).contains(&i));
    let words = (range.0..range.1).filter(|&i| !updated(i) && super::scene::is_word(&tokens[i]));
    let words = words.filter(|&i| !super::weigh::is_glue(tokens[i].span.of(text))).map(|i| tokens[i].key).collect();
    Request {
        paragraph,
        verb: verb.to_owned(),
        addressee: addressee.to_owned(),
        parties,
        action: shortened(text, &tokens[range.0..range.1]),
        due: mentioned.iter().filter(inside).rev().find_map(|mention| due(text, tokens, mention)).or_else(|| {
            let rhythm = ["annually", "biennially", "quarterly", "monthly"];
            let found = tokens[range.0..range.1].iter().map(|t| t.span.of(text)).find(|word| rhythm.contains(word));
            found.map(str::to_owned)
        }),
        words,
    }
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
    if whole.chars().count() <= LONGEST_ACTION {
        return whole.to_owned();
    }
    let fits = |token: &&Token| text[start..token.span.start].chars().count() <= LONGEST_ACTION;
    let boundary =
        tokens[..end].iter().take_while(fits).filter(|token| matches!(token.span.of(text), "," | ";")).last();
    let word = tokens[..end].iter().take_while(fits).last();
    let cut = boundary.filter(|token| token.span.start - start >= LONGEST_ACTION / 3).or(word);
    let cut = cut.map_or(whole.len(), |token| token.span.start - start);
    format!("{} …", whole[..cut].trim_end_matches([',', ';', ' ']))
}
