//! The words after "requests", "urges" and the like to who is asked.

use crate::span::Span;
use crate::token::{Token, TokenKind};

/// Says who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addressee {
    /// As printed.
    pub span: Span,
    /// The parties, each as the keys of its words without articles; sorted.
    pub parties: Vec<Vec<u64>>,
    /// Index of the token with which the request itself begins: "to", or the one after a colon.
    pub action: usize,
}

/// Tells whether a verb asks somebody to act, by its base form.
pub(super) fn is_directive(lemma: &str) -> bool {
    matches!(
        lemma,
        "request"
            | "invite"
            | "encourage"
            | "call upon"
            | "urge"
            | "demand"
            | "appeal"
            | "ask"
            | "instruct"
            | "direct"
            | "call"
            | "authorize"
            | "mandate"
            | "task"
            | "entrust"
            | "advise"
            | "exhort"
            | "remind"
            | "enjoin"
    )
}

/// Reads what a verb of repeating repeats: "Reiterates its call upon States" calls upon them. Gives the base form of the
/// verb that the noun stands for, and the token after the noun.
pub(super) fn repeated(text: &str, tokens: &[Token], lemma: &str, from: usize) -> Option<(&'static str, usize)> {
    if !matches!(lemma, "reiterate" | "renew" | "repeat" | "reaffirm") {
        return None;
    }
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let mut at = from;
    while at < from + 2 && matches!(word(at), "once" | "again" | "also" | "further") {
        at += 1;
    }
    if !matches!(word(at), "its" | "their") {
        return None;
    }
    at += 1;
    if matches!(word(at), "urgent" | "strong" | "previous" | "earlier" | "standing") {
        at += 1;
    }
    let verb = match (word(at), word(at + 1)) {
        ("call" | "calls", "for") => "call for",
        ("call" | "calls", _) => "call upon",
        ("request" | "requests", _) => "request",
        ("invitation" | "invitations", _) => "invite",
        ("appeal" | "appeals", _) => "appeal",
        ("demand" | "demands", _) => "demand",
        ("recommendation" | "recommendations", _) => "recommend",
        ("encouragement", _) => "encourage",
        _ => return None,
    };
    Some((verb, at + 1))
}

/// Reads who is asked from the words that follow a verb phrase, token `from` on. Gives nothing where the object of the
/// verb is a thing ("Encourages the use of ..."): a party is followed, sooner or later, by "to" and what it shall do.
pub(super) fn addressee(text: &str, tokens: &[Token], from: usize) -> Option<Addressee> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let mut start = if matches!(word(from), "to" | "upon" | "on") { from + 1 } else { from };
    // "Invites in this regard States", "requests, in this context, the Secretary-General".
    loop {
        match (word(start), word(start + 1), word(start + 2)) {
            ("in", "this" | "that", "regard" | "context" | "connection" | "respect") => start += 3,
            ("," | "therefore" | "once" | "again" | "also" | "further" | "accordingly", _, _) => start += 1,
            // "[Calls upon] [Urges] [EU: Encourages] all States": what else the verb may be.
            ("]", _, _) => start += 1,
            ("[", _, _) => match (start..tokens.len()).find(|&at| word(at) == "]") {
                Some(close) if word(close + 1) != "to" => start = close + 1,
                _ => start += 1,
            },
            // "Encourages, in accordance with national laws, ...".
            (first, _, _) if start > from && begins_an_aside(first) => match aside_end(&word, start) {
                Some(close) => start = close + 1,
                None => break,
            },
            _ => break,
        }
    }
    if matches!(word(start), "that" | "for") {
        return None;
    }
    let mut end = None;
    let mut action = None;
    let mut asides: Vec<(usize, usize)> = Vec::new();
    let mut depth = 0usize;
    let mut at = start;
    while at < tokens.len() {
        match word(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ";" | "." | "\n" => break,
            ":" => {
                action = Some(at + 1);
                break;
            }
            "to" if begins_an_action(&word, at) => {
                action = Some(at);
                break;
            }
            "not" if word(at + 1) == "to" => {
                action = Some(at);
                break;
            }
            "that" if end.is_none() && at > start => return None,
            // "Requests the funds and programmes, and encourages the specialized agencies, to ..."
            "requests" | "invites" | "encourages" | "urges" | "calls" if end.is_none() && at > start => {
                let mut last = at;
                while last > start
                    && matches!(word(last - 1), "and" | "," | "also" | "further" | "strongly" | "once" | "again")
                {
                    last -= 1;
                }
                end = Some(last);
            }
            "," if end.is_none() && begins_an_aside(word(at + 1)) => match aside_in_a_list(&word, at) {
                Some(close) => {
                    asides.push((at, close + 1));
                    at = close;
                }
                None => end = Some(at),
            },
            // "Member States in a position to do so", "at their next meeting".
            "in" | "at" | "within" | "through" | "by" | "under" | "when" | "where" | "if" | "as"
                if end.is_none()
                    && at > start
                    && !matches!((word(at), word(at + 1)), ("as", "well") | ("in", "a"))
                    && matches!(word(at), "at" | "within" | "through" | "when" | "if" | "where" | "as") =>
            {
                end = Some(at);
            }
            _ => {}
        }
        at += 1;
    }
    let action = action?;
    let mut end = end.unwrap_or(if word(action.wrapping_sub(1)) == ":" { action - 1 } else { action });
    while end > start && tokens[end - 1].kind == TokenKind::Punctuation && word(end - 1) != ")" {
        end -= 1;
    }
    if end <= start || end - start > 80 {
        return None;
    }
    if is_a_thing((start..end).map(&word)) {
        return None;
    }
    let span = tokens[start].span.cover(tokens[end - 1].span);
    let named = (start..end).filter(|at| !asides.iter().any(|aside| (aside.0..aside.1).contains(at)));
    let named: Vec<Token> = named.map(|at| tokens[at]).collect();
    Some(Addressee { span, parties: parties(text, &named), action })
}

/// Finds the comma that closes an aside, if further parties follow it: "Member States and, where relevant, regional
/// organizations to ...".
fn aside_in_a_list<'a>(word: &impl Fn(usize) -> &'a str, open: usize) -> Option<usize> {
    let close = aside_end(word, open + 1)?;
    let before = open.checked_sub(1).map_or("", word);
    let joined = matches!(before, "and" | "or");
    let goes_on = matches!(word(close + 1), "and" | "or") && !begins_an_aside(word(close + 2));
    ((joined || goes_on) && word(close + 1) != "to").then_some(close)
}

/// Finds the comma at which an aside ends that begins at `from`.
fn aside_end<'a>(word: &impl Fn(usize) -> &'a str, from: usize) -> Option<usize> {
    const LONGEST: usize = 12;
    let close = (from..from + LONGEST).find(|&at| matches!(word(at), "," | ";" | ":" | "." | ""))?;
    (word(close) == ",").then_some(close)
}

/// Tells whether what is encouraged or called for is a thing ("intensified efforts to ...", "cooperation among countries
/// in order to ..."): the noun it turns on, before any "of" or "and", is one of doing rather than of those who do.
fn is_a_thing<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let group =
        words.take_while(|word| !matches!(*word, "of" | "among" | "between" | "and" | "or" | "," | "on" | "for"));
    group.last().is_some_and(|noun| {
        is_doing(noun)
            || matches!(
                noun,
                "action"
                    | "actions"
                    | "efforts"
                    | "effort"
                    | "cooperation"
                    | "collaboration"
                    | "coordination"
                    | "measures"
                    | "steps"
                    | "initiatives"
                    | "activities"
                    | "work"
                    | "progress"
                    | "dialogue"
                    | "development"
                    | "implementation"
                    | "promotion"
                    | "exploration"
                    | "consideration"
                    | "participation"
                    | "contributions"
                    | "use"
                    | "support"
                    | "assistance"
                    | "order"
                    | "existing"
                    | "growth"
                    | "establishment"
                    | "ratification"
                    | "adoption"
                    | "exchange"
                    | "provision"
                    | "creation"
                    | "integration"
                    | "inclusion"
            )
    })
}

/// Tells nouns of doing by their ending: "strengthening", "mobilization"; not "organization", nor a name ("Meeting").
fn is_doing(noun: &str) -> bool {
    let ending = noun.ends_with("ing") || noun.ends_with("ization") || noun.ends_with("isation");
    ending && noun.len() > 7 && !noun.contains("organi") && noun.starts_with(char::is_lowercase)
}

/// Tells whether the "to" at `at` opens what shall be done: not "parties to the Convention", not "in a position to".
fn begins_an_action<'a>(word: &impl Fn(usize) -> &'a str, at: usize) -> bool {
    let next = word(at + 1);
    let noun = matches!(
        next,
        "the" | "this" | "its" | "their" | "these" | "those" | "which" | "whom" | "a" | "an" | "all" | "such"
    ) || next.chars().next().is_some_and(char::is_uppercase);
    let before = at.checked_sub(1).map_or("", word);
    !(noun
        || before == "position"
        || before == "regard"
        || before == "respect"
        || before == "according"
        || before == "order"
        || before == "right")
}

/// Tells whether words after a comma go on with something else than a further party.
fn begins_an_aside(next: &str) -> bool {
    // ", individually and through regional organizations,"
    next.ends_with("ly") && next.len() > 5
        || matches!(
            next,
            "in" | "also"
                | "within"
                | "with"
                | "as"
                | "taking"
                | "through"
                | "by"
                | "on"
                | "at"
                | "where"
                | "wherever"
                | "when"
                | "whenever"
                | "either"
                | "guided"
                | "if"
                | "upon"
                | "pursuant"
                | "under"
                | "bearing"
                | "while"
                | "inter"
                | "for"
                | "to"
                | "without"
                | "during"
                | "consistent"
                | "acting"
                | "working"
                | "using"
                | "following"
                | "subject"
                | "once"
                | "after"
                | "before"
                | "according"
                | "based"
                | "supported"
                | "assisted"
        )
}

/// Splits a list of parties at commas and conjunctions.
fn parties(text: &str, tokens: &[Token]) -> Vec<Vec<u64>> {
    let mut parties = vec![Vec::new()];
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].span.of(text);
        let next = tokens.get(at + 1).map_or("", |token| token.span.of(text));
        match word {
            "," | "and" | "or" => parties.push(Vec::new()),
            "as" if next == "well" => {
                parties.push(Vec::new());
                at += 2;
            }
            "the" | "The" | "a" | "an" => {}
            _ => parties.last_mut().expect("there is always one").push(tokens[at].key),
        }
        at += 1;
    }
    parties.retain(|party| !party.is_empty());
    parties.sort();
    parties.dedup();
    parties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{key_of, tokenize};

    fn check(text: &str, expected: Option<&str>) {
        let tokens = tokenize(text);
        assert_eq!(addressee(text, &tokens, 0).map(|a| a.span.of(text)), expected, "{text:?}");
    }

    #[test]
    fn the_object_is_who_is_asked() {
        check("the Secretary-General to submit a report;", Some("the Secretary-General"));
        check(
            "all Member States and civil society, as appropriate, to support;",
            Some("all Member States and civil society"),
        );
        check(
            "Member States and, where relevant, regional organizations to act;",
            Some("Member States and, where relevant, regional organizations"),
        );
        check("States, within existing resources, and in cooperation with others, to act;", Some("States"));
        check("States, also in the context of health emergencies, to act;", Some("States"));
        check(
            "the Special Rapporteur on the right to food to continue her work;",
            Some("the Special Rapporteur on the right to food"),
        );
        check("States parties to the Convention to submit their reports;", Some("States parties to the Convention"));
        check("the Secretary-General, whenever feasible, to solicit views;", Some("the Secretary-General"));
        check("States, either directly or through the Office, to contribute;", Some("States"));
        check("the Secretary-General: (a) To report", Some("the Secretary-General"));
        check("in this regard States to ratify", Some("States"));
        check("the funds, and strongly encourages the agencies, to report", Some("the funds"));
        check("the parties not to resume hostilities", Some("the parties"));
        check("] [Urges] [Ostrava: Encourages] all States to act;", Some("all States"));
        check("[the Secretary-General] to report;", Some("the Secretary-General"));
    }

    #[test]
    fn a_call_that_is_reiterated_is_a_call() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let tokens = tokenize(text);
            let found = repeated(text, &tokens, "reiterate", 0);
            let asked = found.and_then(|(verb, next)| Some((verb, addressee(text, &tokens, next)?.span.of(text))));
            assert_eq!(asked, expected, "{text:?}");
        };
        check("its call upon Member States to act;", Some(("call upon", "Member States")));
        check("its request to the Secretary-General to report;", Some(("request", "the Secretary-General")));
        check("once again its urgent appeal to all donors to give;", Some(("appeal", "all donors")));
        check("its commitment to the lakes;", None);
        check("its calls for restraint;", None);
    }

    #[test]
    fn a_thing_is_not_asked() {
        check("the use of renewable energy;", None);
        check("that the Secretary-General submit a report to the Assembly;", None);
        check("intensified efforts to protect the lakes;", None);
        check("cooperation among countries in order to protect the lakes;", None);
        check("the further strengthening of cooperation, which needs to grow;", None);
        check("the formalization and growth of enterprises, including access to finance;", None);
        check("the organization of producers to meet;", Some("the organization of producers"));
        check(", in accordance with national laws, States to ratify;", Some("States"));
        check("the President, assisted by the Secretariat, to consult;", Some("the President"));
        check("the community of practice to meet;", Some("the community of practice"));
    }

    #[test]
    fn parties_are_a_set() {
        let of = |text: &str| addressee(text, &tokenize(text), 0).map(|a| a.parties);
        assert_eq!(
            of("Member States and the United Nations to act"),
            of("the United Nations and Member States to act")
        );
        assert_ne!(of("Member States to act"), of("all States to act"));
        assert_eq!(of("States and, where relevant, funds to act"), of("States and funds to act"));
        assert_eq!(of("States, where relevant, and funds to act"), of("States and funds to act"));
        assert_eq!(of("states to act").map(|p| p[0][0]), Some(key_of("States")));
    }
}
