//! Two texts to an edit script by whole words. The only file that imports `similar`.
//!
//! The words are matched by the keys of [`tokenize`], so that a change of case or typography is kept, not replaced. Then
//! the script is made fit for reading: small islands of common words between two larger changes are joined to them, and
//! a change slides to the nearest clause boundary where it may.

use super::Edit;
use crate::pair::Pair;
use crate::span::Span;
use crate::token::{Token, TokenKind, plain_keys, tokenize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Gives the edit script that turns the earlier text into the later one. The spans of keeps and deletions cover the
/// earlier text without a gap and those of keeps and insertions the later one; white space belongs to the word before.
/// The script of the exchanged texts is the exchanged script.
pub fn edit_script(texts: Pair<&str>) -> Vec<Edit> {
    let tokens = if texts.earlier == texts.later { Pair::default() } else { texts.map(tokenize) };
    edit_script_of(texts, tokens.as_ref().map(Vec::as_slice))
}

/// Gives the share of the words of both texts that the edit script keeps, in thousandths; 1000 for the same words.
/// Punctuation does not count.
pub fn likeness(texts: Pair<&str>) -> u32 {
    let tokens = texts.map(tokenize);
    likeness_of(texts, tokens.as_ref().map(Vec::as_slice))
}

/// As [`likeness`], of texts that are taken apart already.
pub(crate) fn likeness_of(texts: Pair<&str>, tokens: Pair<&[Token]>) -> u32 {
    let words = |tokens: &[Token]| tokens.iter().filter(|token| token.kind != TokenKind::Punctuation).count();
    let all = words(tokens.earlier) + words(tokens.later);
    let kept: usize = edit_script_of(texts, tokens)
        .into_iter()
        .map(|edit| match edit {
            Edit::Keep(spans) => {
                let before = |byte: usize| tokens.earlier.partition_point(|token| token.span.start < byte);
                words(&tokens.earlier[before(spans.earlier.start)..before(spans.earlier.end)])
            }
            Edit::Delete(_) | Edit::Insert(_) => 0,
        })
        .sum();
    (kept * 2000).checked_div(all).unwrap_or(0) as u32
}

/// As [`edit_script`], of texts that are taken apart already.
pub(crate) fn edit_script_of(texts: Pair<&str>, tokens: Pair<&[Token]>) -> Vec<Edit> {
    if texts.earlier == texts.later {
        let span = Span::new(0, texts.earlier.len());
        return if span.is_empty() { Vec::new() } else { vec![Edit::Keep(Pair::new(span, span))] };
    }
    // Diffing is not symmetric by itself: always diff in one direction, so that exchanging the texts mirrors the script.
    let mirrored = texts.earlier > texts.later;
    let (ordered, tokens) = if mirrored { (texts.swap(), tokens.swap()) } else { (texts, tokens) };
    let script = ordered_script(ordered, tokens);
    if mirrored { script.into_iter().map(mirror).collect::<Vec<_>>() } else { script }.pipe(order_deletions_first)
}

/// Exchanges the sides of one step.
pub fn mirror(edit: Edit) -> Edit {
    match edit {
        Edit::Keep(spans) => Edit::Keep(spans.swap()),
        Edit::Delete(span) => Edit::Insert(span),
        Edit::Insert(span) => Edit::Delete(span),
    }
}

trait Pipe: Sized {
    fn pipe<T>(self, f: impl FnOnce(Self) -> T) -> T {
        f(self)
    }
}
impl Pipe for Vec<Edit> {}

/// In a replacement the deletion comes first, whichever way the texts were diffed.
fn order_deletions_first(mut script: Vec<Edit>) -> Vec<Edit> {
    for i in 1..script.len() {
        if matches!((script[i - 1], script[i]), (Edit::Insert(_), Edit::Delete(_))) {
            script.swap(i - 1, i);
        }
    }
    script
}

/// Runs of tokens on both sides: kept (same number on each side) or replaced (either side may be empty).
#[derive(Debug, Clone, Copy)]
struct Run {
    kept: bool,
    earlier: (usize, usize),
    later: (usize, usize),
}

fn ordered_script(texts: Pair<&str>, tokens: Pair<&[Token]>) -> Vec<Edit> {
    let mut runs = Vec::new();
    // Identical heads and tails need no diff.
    let is_same = |(one, other): &(&Token, &Token)| one.key == other.key;
    let head = tokens.earlier.iter().zip(tokens.later).take_while(is_same).count();
    let rest = tokens.map(|tokens| &tokens[head..]);
    let tail = rest.earlier.iter().rev().zip(rest.later.iter().rev()).take_while(is_same).count();
    push(&mut runs, Run { kept: true, earlier: (0, head), later: (0, head) });
    let middle = rest.map(|rest| rest[..rest.len() - tail].iter().map(|token| token.key).collect::<Vec<_>>());
    for op in capture_diff_slices(Algorithm::Myers, &middle.earlier, &middle.later) {
        let (kept, earlier, later) = match op {
            DiffOp::Equal { old_index, new_index, len } => (true, (old_index, len), (new_index, len)),
            DiffOp::Delete { old_index, old_len, new_index } => (false, (old_index, old_len), (new_index, 0)),
            DiffOp::Insert { old_index, new_index, new_len } => (false, (old_index, 0), (new_index, new_len)),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (false, (old_index, old_len), (new_index, new_len))
            }
        };
        let range = |(start, len): (usize, usize)| (head + start, head + start + len);
        push(&mut runs, Run { kept, earlier: range(earlier), later: range(later) });
    }
    let (n, m) = (tokens.earlier.len(), tokens.later.len());
    push(&mut runs, Run { kept: true, earlier: (n - tail, n), later: (m - tail, m) });
    slide(&mut runs, &texts, &tokens);
    let runs = join_islands(runs, &tokens);
    let runs = close_brackets(runs, &texts, &tokens);
    spans(&runs, &texts, &tokens)
}

/// Adds a run, joining it to the last one of its kind.
fn push(runs: &mut Vec<Run>, run: Run) {
    if run.earlier.0 == run.earlier.1 && run.later.0 == run.later.1 {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.kept == run.kept => {
            last.earlier.1 = run.earlier.1;
            last.later.1 = run.later.1;
        }
        _ => runs.push(run),
    }
}

/// Moves a pure insertion or deletion to the left or right, where the words allow it, to the place at which a reader
/// would cut: after punctuation, or else before a conjunction.
fn slide(runs: &mut [Run], texts: &Pair<&str>, tokens: &Pair<&[Token]>) {
    for i in 1..runs.len().saturating_sub(1) {
        let run = runs[i];
        if run.kept || !runs[i - 1].kept || !runs[i + 1].kept {
            continue;
        }
        let (text, side, range) = if run.earlier.0 == run.earlier.1 {
            (texts.later, tokens.later, run.later)
        } else if run.later.0 == run.later.1 {
            (texts.earlier, tokens.earlier, run.earlier)
        } else {
            continue;
        };
        let left = (1..=(runs[i - 1].earlier.1 - runs[i - 1].earlier.0).min(range.0))
            .take_while(|&by| side[range.0 - by].key == side[range.1 - by].key)
            .count();
        let right = (0..(runs[i + 1].earlier.1 - runs[i + 1].earlier.0).min(side.len() - range.1))
            .take_while(|&by| side[range.0 + by].key == side[range.1 + by].key)
            .count();
        let best = (-(left as isize)..=right as isize)
            .max_by_key(|&by| {
                let at = |position: usize| position.wrapping_add_signed(by);
                (cut_quality(text, side, at(range.0)) + cut_quality(text, side, at(range.1)), -by.abs(), by)
            })
            .unwrap_or(0);
        let moved = |(start, end): (usize, usize)| (start.wrapping_add_signed(best), end.wrapping_add_signed(best));
        runs[i].earlier = moved(run.earlier);
        runs[i].later = moved(run.later);
        runs[i - 1].earlier.1 = runs[i].earlier.0;
        runs[i - 1].later.1 = runs[i].later.0;
        runs[i + 1].earlier.0 = runs[i].earlier.1;
        runs[i + 1].later.0 = runs[i].later.1;
    }
}

/// How good it is to cut before token `at`: 4 at an end of a paragraph, 3 after a strong mark, 2 before a mark or after
/// a comma, 1 before a conjunction.
fn cut_quality(text: &str, tokens: &[Token], at: usize) -> u32 {
    if at == 0 || at >= tokens.len() {
        return 4;
    }
    let (before, after) = (tokens[at - 1], tokens[at]);
    match (before.span.of(text), after.span.of(text)) {
        ("\n", _) | (_, "\n") => 4,
        (";" | ":" | ".", _) => 3,
        ("," | ")", _) | (_, "," | ";" | "." | ":" | "(") => 2,
        (
            _,
            "and" | "or" | "as" | "including" | "to" | "of" | "in" | "for" | "with" | "that" | "which" | "by" | "the",
        ) => 1,
        _ => 0,
    }
}

/// Words that hold a sentence together and say little, by their keys: alone they do not make two changes one, nor keep
/// them apart.
const SMALL: [u64; 31] = plain_keys([
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its", "of", "on", "or", "that",
    "the", "their", "this", "to", "with", "which", "all", "be", "are", "has", "have", "was", "were", "been",
]);

/// Weight of the largest island: one word, or a few small ones.
const ISLAND: usize = 4;

/// Joins a kept run to the changes around it when it carries less than they do: what remains reads as one replacement
/// instead of confetti.
fn join_islands(runs: Vec<Run>, tokens: &Pair<&[Token]>) -> Vec<Run> {
    let weight = |token: &Token| match token.kind {
        TokenKind::Punctuation => 0,
        TokenKind::Break => 1000,
        _ if SMALL.contains(&token.key) => 1,
        _ => 4,
    };
    let sum = |tokens: &[Token]| tokens.iter().map(weight).sum::<usize>();
    let size = |run: &Run| {
        Pair::new(sum(&tokens.earlier[run.earlier.0..run.earlier.1]), sum(&tokens.later[run.later.0..run.later.1]))
    };
    // Gives the weight of what was kept, if it is no more than an island's.
    let island = |run: &Run| {
        let kept = &tokens.earlier[run.earlier.0..run.earlier.1];
        kept.iter().try_fold(0, |sum, token| Some(sum + weight(token)).filter(|sum| *sum <= ISLAND))
    };
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for (i, run) in runs.iter().enumerate() {
        let has_neighbours = run.kept && i > 0 && i + 1 < runs.len();
        let is_island = has_neighbours
            && island(run).is_some_and(|kept| {
                let before = joined.last().map(size).unwrap_or_default();
                let after = size(&runs[i + 1]);
                // Both neighbours must replace words (not merely add or drop some) on both sides taken together, and each
                // must outweigh the island: ", in particular " between two added clauses stays.
                let replaced = (before.earlier + after.earlier).min(before.later + after.later);
                kept < ISLAND
                    && kept * 2 <= replaced
                    && replaced >= 4
                    && before.earlier.max(before.later).min(after.earlier.max(after.later)) >= 4
                    || kept == ISLAND
                        && replaced >= 24
                        && before.earlier.min(before.later).min(after.earlier.min(after.later)) >= 8
            });
        if is_island {
            let last = joined.last_mut().expect("an island has a run before it");
            last.earlier.1 = run.earlier.1;
            last.later.1 = run.later.1;
        } else {
            push(&mut joined, *run);
        }
    }
    joined
}

/// Lets a bracket that opens inside a replacement close in it: "2840 (2030)" gives way to "2897 (2031)" as a whole.
fn close_brackets(runs: Vec<Run>, texts: &Pair<&str>, tokens: &Pair<&[Token]>) -> Vec<Run> {
    let opens = |text: &str, tokens: &[Token]| {
        tokens.iter().fold(0_usize, |open, token| match token.span.of(text) {
            "(" => open + 1,
            ")" => open.saturating_sub(1),
            _ => open,
        }) > 0
    };
    let mut closed: Vec<Run> = Vec::with_capacity(runs.len());
    for mut run in runs {
        let closes = |text: &str, tokens: &[Token], at: usize| tokens.get(at).is_some_and(|t| t.span.of(text) == ")");
        if run.kept
            && closes(texts.earlier, tokens.earlier, run.earlier.0)
            && closes(texts.later, tokens.later, run.later.0)
            && let Some(last) = closed.last_mut()
            && !last.kept
            && opens(texts.earlier, &tokens.earlier[last.earlier.0..last.earlier.1])
            && opens(texts.later, &tokens.later[last.later.0..last.later.1])
        {
            last.earlier.1 += 1;
            last.later.1 += 1;
            run.earlier.0 += 1;
            run.later.0 += 1;
        }
        push(&mut closed, run);
    }
    closed
}

/// Turns runs of tokens into spans of bytes without gaps.
fn spans(runs: &[Run], texts: &Pair<&str>, tokens: &Pair<&[Token]>) -> Vec<Edit> {
    let start = |text: &str, tokens: &[Token], at: usize| match at {
        0 => 0,
        _ => tokens.get(at).map_or(text.len(), |t| t.span.start),
    };
    let mut script = Vec::with_capacity(runs.len() * 2);
    for run in runs {
        let earlier = Span::new(
            start(texts.earlier, tokens.earlier, run.earlier.0),
            start(texts.earlier, tokens.earlier, run.earlier.1),
        );
        let later =
            Span::new(start(texts.later, tokens.later, run.later.0), start(texts.later, tokens.later, run.later.1));
        if run.kept {
            script.push(Edit::Keep(Pair::new(earlier, later)));
        } else {
            if !earlier.is_empty() {
                script.push(Edit::Delete(earlier));
            }
            if !later.is_empty() {
                script.push(Edit::Insert(later));
            }
        }
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a script the way the terminal does.
    fn shown(earlier: &str, later: &str) -> String {
        edit_script(Pair::new(earlier, later))
            .iter()
            .map(|edit| match edit {
                Edit::Keep(spans) => spans.later.of(later).to_string(),
                Edit::Delete(span) => format!("[-{}-]", span.of(earlier)),
                Edit::Insert(span) => format!("{{+{}+}}", span.of(later)),
            })
            .collect()
    }

    fn check(earlier: &str, later: &str, expected: &str) {
        assert_eq!(shown(earlier, later), expected);
        let script = edit_script(Pair::new(earlier, later));
        let mut rebuilt = Pair::new(String::new(), String::new());
        for edit in &script {
            match edit {
                Edit::Keep(spans) => {
                    rebuilt.earlier.push_str(spans.earlier.of(earlier));
                    rebuilt.later.push_str(spans.later.of(later));
                }
                Edit::Delete(span) => rebuilt.earlier.push_str(span.of(earlier)),
                Edit::Insert(span) => rebuilt.later.push_str(span.of(later)),
            }
        }
        assert_eq!(rebuilt, Pair::new(earlier.to_string(), later.to_string()));
        let mirrored: Vec<Edit> = order_deletions_first(script.into_iter().map(mirror).collect());
        assert_eq!(edit_script(Pair::new(later, earlier)), mirrored);
    }

    #[test]
    fn whole_words_change() {
        check(
            "at its fifty-fourth session;",
            "at its fifty-sixth session;",
            "at its [-fifty-fourth -]{+fifty-sixth +}session;",
        );
    }

    #[test]
    fn a_bracket_closes_where_it_opened() {
        check(
            "resolution 2840 (2030) and",
            "resolution 2897 (2031) and",
            "resolution [-2840 (2030) -]{+2897 (2031) +}and",
        );
        check("the report (A/60/215);", "the report (A/62/198);", "the report ([-A/60/215-]{+A/62/198+});");
    }

    #[test]
    fn case_and_typography_are_kept() {
        check("Requests the co-operation", "Also requests the cooperation", "{+Also +}requests the cooperation");
    }

    #[test]
    fn small_words_do_not_make_confetti() {
        check(
            "the views of Governments and organizations",
            "the lessons of experts and agencies",
            "the [-views of Governments and organizations-]{+lessons of experts and agencies+}",
        );
    }

    #[test]
    fn an_addition_starts_after_the_comma() {
        check(
            "the Council, the Commission, and others",
            "the Council, the Committee, the Commission, and others",
            "the Council, {+the Committee, +}the Commission, and others",
        );
    }

    #[test]
    fn equal_and_empty_texts() {
        check("", "", "");
        check("same", "same", "same");
        check("", "new", "{+new+}");
        check("old", "", "[-old-]");
    }
}
