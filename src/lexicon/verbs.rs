//! The table of verb phrases by their first word, and what it knows of words.
//!
//! Forms that `verbs.tsv` does not spell out (base forms, past participles) are traced back to those it does when
//! somebody asks.

mod list;

use super::Firsts;
use crate::token::key_of;
use list::{Part, Table};

/// Holds the words with which paragraphs open.
#[derive(Debug)]
pub struct Verbs {
    verbs: Table<Verb, 320>,
    /// By the key of the first word, longest phrase first.
    phrases: Table<Phrase, 640>,
    /// By the key of the word.
    states: Table<State, 96>,
    copulas: Table<Copula, 24>,
    pub(crate) repeats: WordList,
    pub(crate) adverbs: WordList,
    pub(crate) feelings: WordList,
    pub(crate) colours: WordList,
    pub(crate) asides: WordList,
    pub(crate) nouns: WordList,
}

/// Holds what is known of one lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    /// The base form.
    lemma: Part,
    /// What it does.
    kind: Kind,
    /// Whether its finite form is also the plural of a noun ("requests").
    pub noun: bool,
    /// Whether its participle inside a sentence mostly belongs to another subject than the organ.
    pub aside: bool,
    /// Whether its base form, or its past participle, is named and not made by rule.
    named: [bool; 2],
}

/// Names what a verb does; the kinds of the mandates registry of the UN Secretariat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// "Notes", "Recalls": says that something is.
    Observing,
    /// "Reaffirms", "Stresses": says it with weight.
    Reinforcing,
    /// "Welcomes", "Condemns": judges.
    Evaluative,
    /// "Requests", "Calls upon": wants somebody to act.
    Directive,
    /// "Decides", "Adopts": acts.
    Deciding,
}

/// Holds one form of a verb, as the words that follow its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Which form it is.
    pub inflection: Inflection,
    /// Key of the first word.
    head: u64,
    rest: Part,
    /// Its place in the table of verbs.
    verb: u16,
}

/// Names the forms of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Inflection {
    /// "recalls"
    Finite,
    /// "recalling"
    Participle,
    /// "recall", as after "We".
    Base,
    /// "recalled", as after "Having".
    Past,
}

/// Holds one word of a phrase, or the place where words may be put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// One of the words between the bars.
    Word(&'static str),
    /// Possessives, articles and adjectives, or nothing.
    Gap,
}

impl Verb {
    const BLANK: Verb =
        Verb { lemma: Part::EMPTY, kind: Kind::Observing, noun: false, aside: false, named: [false; 2] };

    /// Gives the base form.
    pub(crate) fn lemma(&self) -> &'static str {
        self.lemma.text()
    }
}

impl Phrase {
    const BLANK: Phrase = Phrase { inflection: Inflection::Finite, head: 0, rest: Part::EMPTY, verb: 0 };

    /// Gives the words after the first.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Step> {
        self.rest.text().split_whitespace().map(|word| if word == "..." { Step::Gap } else { Step::Word(word) })
    }

    /// Tells whether it is one word.
    pub(crate) fn is_word(&self) -> bool {
        self.rest.is_empty()
    }
}

impl Step {
    /// Tells whether a word may stand here.
    pub(crate) fn allows(&self, word: &str) -> bool {
        match self {
            Step::Word(choice) => choice.split('|').any(|allowed| allowed == word),
            Step::Gap => false,
        }
    }
}

/// Holds an adjective that may open a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    /// Key of the word.
    key: u64,
    /// What it is named, shared with a verb where they mean the same.
    lemma: Part,
    /// Whether a noun names it too: "concerned", "expresses concern". Its adverbs then count as adjectives.
    pub nominal: bool,
    /// Words that may follow; empty for the usual ones.
    follow: Part,
}

/// Holds a form of "is" or "remains".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Copula {
    /// Its words: "is", "continues to be".
    words: Part,
    /// Which form it is.
    pub inflection: Inflection,
    /// What it adds to the state: "remain"; empty for nothing.
    adds: Part,
}

impl Verbs {
    /// Gives the list that comes with the program.
    pub fn built_in() -> &'static Verbs {
        &list::BUILT_IN
    }

    /// Says what a verb does, by its lemma.
    pub fn kind(&self, lemma: &str) -> Option<Kind> {
        self.verbs.entries().iter().find(|verb| verb.lemma() == lemma).map(|verb| verb.kind)
    }

    /// Gives the phrases that begin with a word in lower case as a form, longest first.
    pub(crate) fn phrases(&self, head: &str, form: Inflection) -> impl Iterator<Item = Phrase> + '_ {
        let written = self.written(head).iter().copied().filter(move |phrase| phrase.inflection == form);
        let made = match form {
            Inflection::Finite | Inflection::Participle => &[],
            Inflection::Base => self.made(head, &[("", "s"), ("", "es"), ("y", "ies")], base_of_finite),
            Inflection::Past => self.made(head, &[("ed", "ing"), ("d", "ing"), ("ied", "ying")], past_of_participle),
        };
        let source = if form == Inflection::Base { Inflection::Finite } else { Inflection::Participle };
        let unnamed = usize::from(form == Inflection::Past);
        let made = made.iter().filter(move |phrase| phrase.inflection == source && !self.verb(phrase).named[unnamed]);
        written.chain(made.map(move |phrase| Phrase { inflection: form, ..*phrase }))
    }

    /// Tells whether a word is a finite form or a participle of the list.
    pub(crate) fn has(&self, word: &str) -> bool {
        !self.written(word).is_empty()
    }

    /// Gives the phrases whose first word stands in the list. "recognises" is found as "recognizes".
    fn written(&self, head: &str) -> &[Phrase] {
        let found = self.with_key(key_of(head));
        if !found.is_empty() {
            return found;
        }
        with_z(head).map_or(&[], |head| self.with_key(key_of(&head)))
    }

    fn with_key(&self, key: u64) -> &[Phrase] {
        let phrases = self.phrases.entries();
        let phrases = &phrases[phrases.partition_point(|phrase| phrase.head < key)..];
        &phrases[..phrases.iter().take_while(|phrase| phrase.head == key).count()]
    }

    /// Gives the phrases of the written form from which `rule` makes a word; `ends` lists what their endings change to.
    fn made(&self, word: &str, ends: &[(&str, &str)], rule: fn(&str) -> String) -> &[Phrase] {
        let mut forms = ends.iter().filter_map(|(end, becomes)| Some(format!("{}{becomes}", word.strip_suffix(end)?)));
        let found = forms.find(|form| self.has(form) && rule(form) == word);
        found.map_or(&[], |form| self.written(&form))
    }

    /// Gives the verb of a phrase.
    pub(crate) fn verb(&self, phrase: &Phrase) -> &Verb {
        &self.verbs.entries()[usize::from(phrase.verb)]
    }

    /// Gives the adjective that is the word of this key.
    pub(crate) fn state(&self, key: u64) -> Option<&State> {
        let states = self.states.entries();
        states.binary_search_by_key(&key, |state| state.key).ok().map(|found| &states[found])
    }

    /// Gives the forms of "is" and "remains".
    pub(crate) fn copulas(&self, form: Inflection) -> impl Iterator<Item = &Copula> {
        self.copulas.entries().iter().filter(move |copula| copula.inflection == form)
    }
}

impl State {
    const BLANK: State = State { key: 0, lemma: Part::EMPTY, nominal: false, follow: Part::EMPTY };

    /// Gives what it is named.
    pub(crate) fn lemma(&self) -> &'static str {
        self.lemma.text()
    }

    /// Tells whether the next word lets it open a paragraph: "Concerned that", but not "Concerned States".
    pub(crate) fn may_precede(&self, word: &str) -> bool {
        const USUAL: [&str; 12] =
            ["of", "that", "by", "about", "at", "to", "with", "in", "over", "on", "because", "lest"];
        const ALWAYS: [&str; 10] = [",", "and", "as", "not", "only", "also", "further", "once", "again", "equally"];
        ALWAYS.contains(&word)
            || if self.follow.is_empty() {
                USUAL.contains(&word)
            } else {
                self.follow.text().split(' ').any(|may| may == word)
            }
    }
}

impl Copula {
    const BLANK: Copula = Copula { words: Part::EMPTY, inflection: Inflection::Finite, adds: Part::EMPTY };

    /// Gives its words: "is", "continues to be".
    pub(crate) fn words(&self) -> &'static str {
        self.words.text()
    }

    /// Gives the qualifier that it adds, if any.
    pub(crate) fn adds(&self) -> Option<&'static str> {
        (!self.adds.is_empty()).then(|| self.adds.text())
    }
}

/// Holds words and fixed phrases in lower case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordList {
    /// By the key of the first word.
    lines: Table<Line, 256>,
    firsts: Firsts,
}

/// Holds a word or phrase of a list.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Key of the first word.
    first: u64,
    words: Part,
}

impl WordList {
    /// Counts the words of the longest entry that the words begin with, the first of which has this key; 0 for none.
    pub(crate) fn longest<'w>(&self, first: u64, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        if !self.firsts.may_have(first) {
            return 0;
        }
        let lines = self.lines.entries();
        let lines = &lines[lines.partition_point(|line| line.first < first)..];
        let same = lines.iter().take_while(|line| line.first == first);
        same.filter_map(|line| count_along(line.words.text(), words.clone())).max().unwrap_or(0)
    }
}

/// Counts the words of an entry, if these words begin with it.
fn count_along<'w>(entry: &str, words: impl Iterator<Item = &'w str>) -> Option<usize> {
    let mut rest = entry;
    for (at, word) in words.enumerate() {
        rest = rest.strip_prefix(word)?;
        if rest.is_empty() {
            return Some(at + 1);
        }
        rest = rest.strip_prefix(' ')?;
    }
    None
}

/// Gives "recognizes" for "recognises", where it is such a spelling at all.
fn with_z(word: &str) -> Option<String> {
    let stem = ["ises", "ising", "ised", "ise"].iter().find_map(|end| word.strip_suffix(end))?;
    Some(format!("{stem}iz{}", &word[stem.len() + 2..]))
}

/// Gives "apply" for "applies", "stress" for "stresses", "note" for "notes".
pub(crate) fn base_of_finite(word: &str) -> String {
    const WITH_ES: [&str; 6] = ["sses", "shes", "ches", "xes", "zzes", "oes"];
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        format!("{stem}y")
    } else if WITH_ES.iter().any(|end| word.ends_with(end)) {
        word[..word.len() - 2].to_owned()
    } else {
        word.strip_suffix('s').unwrap_or(word).to_owned()
    }
}

/// Gives "plan" for "planning", "emphasize" for "emphasizing", "stress" for "stressing".
///
/// English spelling does not say whether an "e" was dropped; the endings listed are those that mostly lose one.
pub(crate) fn base_of_participle(word: &str) -> String {
    const DROPPED_E: [&str; 45] = [
        "at", "iz", "v", "c", "u", "bl", "cl", "dl", "gl", "pl", "tl", "fl", "ng", "rg", "dg", "ag", "ir", "ar", "ur",
        "lor", "tor", "id", "od", "ud", "ut", "ot", "vit", "let", "ak", "ok", "as", "rs", "ns", "is", "us", "os", "um",
        "min", "fin", "lin", "bin", "op", "ap", "yp", "ys",
    ];
    const KEPT: [&str; 22] = [
        "eat", "oat", "ombat", "aid", "oid", "ear", "air", "our", "ring", "bring", "ong", "ang", "monitor", "elop",
        "cus", "oot", "out", "put", "ook", "eak", "oak", "eap",
    ];
    let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.len() > 1) else {
        return word.to_owned();
    };
    let last = stem.as_bytes()[stem.len() - 1];
    let doubled = stem.as_bytes()[stem.len() - 2] == last;
    if doubled && matches!(last, b'b' | b'd' | b'g' | b'm' | b'n' | b'p' | b'r' | b't') {
        return stem[..stem.len() - 1].to_owned();
    }
    let dropped = !doubled
        && DROPPED_E.iter().any(|end| stem.ends_with(end))
        && (!KEPT.iter().any(|end| stem.ends_with(end)) || ["creat", "arrang", "chang"].contains(&stem));
    if dropped { format!("{stem}e") } else { stem.to_owned() }
}

/// Gives "applied" for "applying", "committed" for "committing".
fn past_of_participle(word: &str) -> String {
    let stem = word.strip_suffix("ing").unwrap_or(word);
    match stem.as_bytes() {
        [.., b'e'] => format!("{stem}d"),
        [.., before, b'y'] if !b"aeiou".contains(before) => format!("{}ied", &stem[..stem.len() - 1]),
        _ => format!("{stem}ed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_has_a_kind() {
        assert_eq!(Verbs::built_in().kind("call upon"), Some(Kind::Directive));
        assert_eq!(Verbs::built_in().kind("sing"), None);
    }

    #[test]
    fn base_forms_follow_the_rules_of_spelling() {
        for (finite, base) in [
            ("underscores", "underscore"),
            ("applies", "apply"),
            ("stresses", "stress"),
            ("echoes", "echo"),
            ("endorses", "endorse"),
        ] {
            assert_eq!(base_of_finite(finite), base);
        }
        for (participle, base) in [
            ("emphasizing", "emphasize"),
            ("stressing", "stress"),
            ("planning", "plan"),
            ("creating", "create"),
            ("treating", "treat"),
            ("developing", "develop"),
            ("ensuring", "ensure"),
            ("calling", "call"),
            ("agreeing", "agree"),
            ("arranging", "arrange"),
            ("bringing", "bring"),
            ("remaining", "remain"),
            ("examining", "examine"),
            ("sing", "sing"),
        ] {
            assert_eq!(base_of_participle(participle), base);
        }
        for (participle, past) in [("applying", "applied"), ("committing", "committed"), ("agreeing", "agreed")] {
            assert_eq!(past_of_participle(participle), past);
        }
    }

    #[test]
    fn spellings_with_s_are_found() {
        assert!(Verbs::built_in().has("recognises"));
        assert!(!Verbs::built_in().has("rises"));
    }

    #[test]
    fn forms_that_are_not_written_are_traced_back() {
        let verbs = Verbs::built_in();
        let lemma = |word, form| verbs.phrases(word, form).last().map(|phrase| verbs.verb(&phrase).lemma());
        for (word, form, expected) in [
            ("recall", Inflection::Base, Some("recall")),
            ("stress", Inflection::Base, Some("stress")),
            ("echo", Inflection::Base, Some("echo")),
            ("recalls", Inflection::Base, None),
            ("considered", Inflection::Past, Some("consider")),
            ("noted", Inflection::Past, Some("note")),
            ("committed", Inflection::Past, Some("commit")),
            ("heard", Inflection::Past, Some("hear")),
            ("recognised", Inflection::Past, Some("recognize")),
            ("heared", Inflection::Past, None),
        ] {
            assert_eq!(lemma(word, form), expected, "{word}");
        }
    }
}
