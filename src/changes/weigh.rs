//! Findings and the words that none of them explains to the class of a change.
//!
//! The border between *substantive* and *unclassified*: a word that says something (a noun, a verb, an adjective, a
//! number, "or", "not", "shall") and that no rule explains makes the change substantive. What is left, words that only
//! hold a sentence together and other forms of the same word ("State", "States"), may or may not matter: it is left
//! unclassified. Articles alone, like punctuation, are editorial.

use super::ChangeClass;
use super::reading::remark;
use super::rules::Finding;
use super::scene::{Hunk, Scene, View, is_word};
use crate::pair::{Pair, Side};
use crate::token::TokenKind;
use std::borrow::Cow;

/// Weighs all that changed.
pub(super) fn weigh(scene: &Scene<'_>, findings: &[Finding]) -> ChangeClass {
    let mut class = findings.iter().map(|finding| finding.class).max_by_key(|class| rank(*class)).unwrap_or_default();
    // Nothing weighs more.
    if class == ChangeClass::Substantive {
        return class;
    }
    let covered = Pair::new(covered(scene, Side::Earlier, findings), covered(scene, Side::Later, findings));
    let any_updated = findings.iter().any(|finding| finding.class == ChangeClass::Rollover);
    for hunk in &scene.hunks {
        // A list that grew turns "and" into a comma, and "resolution" into its plural, at another place than it grew.
        let tokens = hunk.tokens.map(|(from, to)| to - from);
        let updated = any_updated
            && (tokens.earlier.max(tokens.later) <= 2
                || findings.iter().any(|f| f.class == ChangeClass::Rollover && touches(scene, f, hunk)));
        class = heavier(class, unexplained(scene, hunk, &covered, updated));
    }
    class
}

/// Gives the weightier of two classes.
pub(super) fn heavier(one: ChangeClass, other: ChangeClass) -> ChangeClass {
    if rank(other) > rank(one) { other } else { one }
}

/// Something unexplained weighs more than a rollover: it keeps a text from being called one.
fn rank(class: ChangeClass) -> u8 {
    match class {
        ChangeClass::Same => 0,
        ChangeClass::Editorial => 1,
        ChangeClass::Rollover => 2,
        ChangeClass::Unclassified => 3,
        ChangeClass::Substantive => 4,
    }
}

/// Marks the tokens that findings explain.
fn covered(scene: &Scene<'_>, side: Side, findings: &[Finding]) -> Vec<bool> {
    let view = scene.side(side);
    let mut covered = vec![false; view.tokens.len()];
    for span in findings.iter().filter_map(|finding| *finding.spans.side(side)) {
        let from = view.tokens.partition_point(|token| token.span.end <= span.start);
        for (i, token) in view.tokens.iter().enumerate().skip(from) {
            if token.span.start >= span.end {
                break;
            }
            covered[i] = true;
        }
    }
    covered
}

fn touches(scene: &Scene<'_>, finding: &Finding, hunk: &Hunk) -> bool {
    [Side::Earlier, Side::Later].into_iter().any(|side| {
        let range = *hunk.tokens.side(side);
        finding.spans.side(side).is_some_and(|span| range.0 < range.1 && scene.side(side).span(range).overlaps(span))
    })
}

/// Weighs the words of a hunk that no finding explains.
fn unexplained(scene: &Scene<'_>, hunk: &Hunk, covered: &Pair<Vec<bool>>, updated: bool) -> ChangeClass {
    let left = |side: Side| -> Vec<&str> {
        let view = scene.side(side);
        let range = *hunk.tokens.side(side);
        let end = end_marks(view);
        (range.0..range.1)
            .filter(|&i| !covered.side(side)[i] && is_word(&view.tokens[i]) && i < end)
            .map(|i| view.word(i))
            .collect()
    };
    let mut left = Pair::new(left(Side::Earlier), left(Side::Later));
    if updated {
        for words in [&mut left.earlier, &mut left.later] {
            words.retain(|word| !is_glue(word));
        }
    }
    let all = || left.earlier.iter().chain(&left.later);
    if all().next().is_none() {
        return ChangeClass::Editorial;
    }
    if all().all(|word| matches!(lower(word).as_ref(), "the" | "a" | "an")) {
        return ChangeClass::Editorial;
    }
    // "This Agenda" for "the Agenda", not "this" for nothing.
    let determines =
        |words: &[&str]| matches!(words, [word] if matches!(lower(word).as_ref(), "the" | "this" | "these"));
    if determines(&left.earlier) && determines(&left.later) {
        return ChangeClass::Editorial;
    }
    if is_conjunction(&left.earlier) && is_conjunction(&left.later) {
        let comma = |side: Side| {
            let range = *hunk.tokens.side(side);
            (range.0..range.1).any(|i| scene.side(side).word(i) == ",")
        };
        let joins = |words: &[&str], side: Side| !words.is_empty() || comma(side);
        if joins(&left.earlier, Side::Earlier) && joins(&left.later, Side::Later) {
            return ChangeClass::Editorial;
        }
    }
    // Where one paragraph became two, or two one, "and" goes with the mark between them.
    if is_joined(scene) && all().all(|word| word.eq_ignore_ascii_case("and")) {
        return ChangeClass::Editorial;
    }
    if all().all(|word| is_function_word(word)) {
        return ChangeClass::Unclassified;
    }
    if content(&left.earlier).eq(content(&left.later)) {
        return ChangeClass::Unclassified;
    }
    ChangeClass::Substantive
}

/// Gives the stems of the words that say something.
fn content<'w>(words: &'w [&'w str]) -> impl Iterator<Item = Cow<'w, str>> {
    words.iter().filter(|word| !is_function_word(word)).map(|word| stem(word))
}

/// Tells the words that join the members of a list, and no words: "A and B", "A, as well as B", "A, B".
fn is_conjunction(words: &[&str]) -> bool {
    matches!(words, [] | ["and"] | ["as", "well", "as"])
}

/// Tells whether several paragraphs stand on a side.
fn is_joined(scene: &Scene<'_>) -> bool {
    let has_break = |side: Side| scene.side(side).tokens.iter().any(|token| token.kind == TokenKind::Break);
    has_break(Side::Earlier) || has_break(Side::Later)
}

/// Gives the index of the first token of the marks at the end of a text, with "and" before the last of a list: they
/// depend on what follows. A remark behind them is no part of the text either.
pub(super) fn end_marks(view: &View<'_>) -> usize {
    let mut end = remark(view.text, view.tokens);
    if end > 1 && matches!(view.word(end - 1), "and" | "or") {
        end -= 1;
    }
    while end > 0
        && view.tokens[end - 1].kind == TokenKind::Punctuation
        && matches!(view.word(end - 1), "," | ";" | "." | ":")
    {
        end -= 1;
    }
    end
}

/// Tells the words that hold a sentence together. "Or", "not", "all", "shall", "may" are not among them: they say
/// something.
pub(super) fn is_function_word(word: &str) -> bool {
    matches!(
        lower(word).as_ref(),
        "a" | "an"
            | "the"
            | "of"
            | "in"
            | "on"
            | "at"
            | "for"
            | "to"
            | "by"
            | "with"
            | "from"
            | "as"
            | "and"
            | "that"
            | "which"
            | "who"
            | "whose"
            | "its"
            | "their"
            | "this"
            | "these"
            | "those"
            | "it"
            | "they"
            | "such"
            | "be"
            | "is"
            | "are"
            | "was"
            | "were"
            | "been"
            | "being"
            | "has"
            | "have"
            | "had"
            | "having"
            | "into"
            | "upon"
            | "regarding"
            | "concerning"
            | "well"
            | "also"
            | "respectively"
    )
}

/// Tells the words that come and go with a citation, session or date.
pub(super) fn is_glue(word: &str) -> bool {
    is_function_word(word)
        || matches!(
            lower(word).as_ref(),
            "resolution"
                | "resolutions"
                | "decision"
                | "decisions"
                | "session"
                | "sessions"
                | "report"
                | "reports"
                | "document"
                | "documents"
                | "see"
                | "most"
                | "recent"
                | "recently"
                | "latest"
                | "previous"
                | "relevant"
                | "subsequent"
                | "dated"
                | "paragraph"
                | "paragraphs"
                | "para"
                | "annex"
                | "add"
                | "corr"
                | "a"
                | "b"
        )
}

/// Gives a word in small letters; most have no others.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) { word.to_ascii_lowercase().into() } else { word.into() }
}

/// Gives a word in the one spelling under which its variants are the same: its letters and digits, in small letters.
pub(super) fn spelling(word: &str) -> Cow<'_, str> {
    let mut word = plain(word);
    if may_be_respelled(&word) {
        word = respelled(&word).into();
    }
    for (from, to) in [
        ("labour", "labor"),
        ("judgement", "judgment"),
        ("behaviour", "behavior"),
        ("favour", "favor"),
        ("neighbour", "neighbor"),
        ("endeavour", "endeavor"),
        ("honour", "honor"),
        ("defence", "defense"),
    ] {
        if let Some(rest) = word.strip_prefix(from) {
            word = format!("{to}{rest}").into();
        }
    }
    word
}

/// Gives the letters and digits of a word, in small letters.
fn plain(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        word.into()
    } else if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        word.to_ascii_lowercase().into()
    } else {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>().into()
    }
}

/// Tells quickly that a word has none of the spellings that [`respelled`] knows: in each stands one of these pairs.
fn may_be_respelled(word: &str) -> bool {
    let sign = |pair: &[u8]| matches!(pair, b"is" | b"mm" | b"tr" | b"ll" | b"ys" | b"ds");
    word.as_bytes().windows(2).any(sign)
}

/// Gives a word in small letters with the spellings inside it and at its end that are preferred.
fn respelled(word: &str) -> String {
    let mut word = word.to_owned();
    for (from, to) in [
        ("practis", "practic"),
        ("isation", "ization"),
        ("ising", "izing"),
        ("programme", "program"),
        ("centre", "center"),
        ("fulfill", "fulfil"),
    ] {
        if word.contains(from) {
            word = word.replace(from, to);
        }
    }
    for (from, to) in [("ise", "ize"), ("ised", "ized"), ("ises", "izes"), ("yse", "yze"), ("towards", "toward")] {
        if let Some(stem) = word.strip_suffix(from) {
            word = format!("{stem}{to}");
            break;
        }
    }
    for (from, to) in [("lling", "ling"), ("lled", "led")] {
        // "travelling", not "filling"
        if let Some(stem) = word.strip_suffix(from).filter(|stem| stem.len() >= 5) {
            word = format!("{stem}{to}");
        }
    }
    word
}

/// Cuts off what makes a plural or another form of the same word.
fn stem(word: &str) -> Cow<'_, str> {
    let mut word = spelling(word);
    let endings = [("ies", 3), ("ing", 4), ("es", 4), ("ed", 4), ("s", 3), ("e", 4), ("y", 3)];
    let mut stems = endings.into_iter().filter_map(|(ending, least)| {
        let length = word.strip_suffix(ending)?.len();
        (length >= least).then_some(length)
    });
    if let Some(length) = stems.next() {
        match &mut word {
            Cow::Borrowed(word) => *word = &word[..length],
            Cow::Owned(word) => word.truncate(length),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_variants_are_one() {
        for (one, other) in [
            ("organisation", "organization"),
            ("programmes", "programs"),
            ("Labour", "labor"),
            ("well-being", "wellbeing"),
            ("credentialing", "credentialling"),
            ("practised", "practiced"),
            ("fulfils", "fulfills"),
            ("neighbouring", "neighboring"),
        ] {
            assert_eq!(spelling(one), spelling(other));
        }
        assert_ne!(spelling("advise"), spelling("advice"));
        assert_ne!(spelling("filing"), spelling("filling"));
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in
            [("States", "State"), ("policies", "policy"), ("implementing", "implement"), ("measures", "measure")]
        {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("men"), stem("women"));
    }
}
