//! `verbs.tsv` to a table of verb phrases by their first word.
//!
//! Read once, without copying: entries point into the text of the file, and forms that the file does not spell out (base
//! forms, past participles) are traced back to those it does when somebody asks. A whole run takes a few milliseconds;
//! with all forms made in advance the table alone took half of one.

use crate::token::key_of;
use std::cmp::Reverse;
use std::sync::OnceLock;
use thiserror::Error;

/// Holds the words with which paragraphs open, as parts of the text they were read from.
#[derive(Debug, Clone, Default)]
pub struct Verbs<'t> {
    verbs: Vec<Verb<'t>>,
    /// By the key of the first word, longest phrase first.
    phrases: Vec<Phrase<'t>>,
    /// By the word.
    states: Vec<State<'t>>,
    copulas: Vec<Copula<'t>>,
    pub(crate) repeats: WordList<'t>,
    pub(crate) adverbs: WordList<'t>,
    pub(crate) feelings: WordList<'t>,
    pub(crate) colours: WordList<'t>,
    pub(crate) asides: WordList<'t>,
    pub(crate) nouns: WordList<'t>,
}

/// Holds what is known of one lemma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verb<'t> {
    /// The base form.
    pub lemma: &'t str,
    /// What it does.
    pub kind: Kind,
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
pub(crate) struct Phrase<'t> {
    /// Which form it is.
    pub inflection: Inflection,
    /// Key of the first word.
    head: u64,
    rest: &'t str,
    verb: usize,
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
pub(crate) enum Step<'t> {
    /// One of the words between the bars.
    Word(&'t str),
    /// Possessives, articles and adjectives, or nothing.
    Gap,
}

impl<'t> Phrase<'t> {
    /// Gives the words after the first.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Step<'t>> {
        self.rest.split_whitespace().map(|word| if word == "..." { Step::Gap } else { Step::Word(word) })
    }

    /// Tells whether it is one word.
    pub(crate) fn is_word(&self) -> bool {
        self.rest.is_empty()
    }
}

impl Step<'_> {
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
pub(crate) struct State<'t> {
    word: &'t str,
    /// What it is named, shared with a verb where they mean the same.
    pub lemma: &'t str,
    /// Whether a noun names it too: "concerned", "expresses concern". Its adverbs then count as adjectives.
    pub nominal: bool,
    /// Words that may follow; empty for the usual ones.
    follow: &'t str,
}

/// Holds a form of "is" or "remains".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Copula<'t> {
    /// Its words: "is", "continues to be".
    pub words: &'t str,
    /// Which form it is.
    pub inflection: Inflection,
    /// What it adds to the state: "remain"; empty for nothing.
    pub adds: &'t str,
}

/// Says what is wrong with a file of verbs.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} of the list of verbs: {problem}")]
pub struct VerbsError {
    /// Counted from 1.
    pub line: usize,
    /// What was expected there.
    pub problem: &'static str,
}

impl Verbs<'static> {
    /// Gives the list that comes with the program.
    pub fn built_in() -> &'static Verbs<'static> {
        static BUILT_IN: OnceLock<Verbs<'static>> = OnceLock::new();
        BUILT_IN.get_or_init(|| Verbs::parse(include_str!("verbs.tsv")).expect("a test reads the built-in list"))
    }
}

impl<'t> Verbs<'t> {
    /// Reads a list; the header of the built-in one says how it is written.
    pub fn parse(text: &'t str) -> Result<Self, VerbsError> {
        let mut table = Verbs::default();
        let mut section = "";
        for (index, line) in text.lines().enumerate() {
            let problem = |problem| VerbsError { line: index + 1, problem };
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            match section {
                "verbs" => table.add_verb(line).map_err(problem)?,
                "states" => table.add_state(line).map_err(problem)?,
                "copulas" => table.add_copula(line).map_err(problem)?,
                "repeats" => table.repeats.add(line),
                "adverbs" => table.adverbs.add(line),
                "feelings" => table.feelings.add(line),
                "colours" => table.colours.add(line),
                "asides" => table.asides.add(line),
                "nouns" => table.nouns.add(line),
                _ => return Err(problem("a section such as [verbs] was expected")),
            }
        }
        table.put_in_order();
        Ok(table)
    }

    fn put_in_order(&mut self) {
        self.phrases.sort_by_key(|phrase| (phrase.head, Reverse(phrase.rest.len())));
        self.states.sort_unstable_by_key(|state| state.word);
        let expressions = self.written("expresses").iter().filter(|phrase| phrase.steps().next() == Some(Step::Gap));
        let expressed: Vec<&str> = expressions.map(|phrase| self.verb(phrase).lemma).collect();
        for state in &mut self.states {
            state.nominal = expressed.contains(&state.lemma);
        }
        for list in [
            &mut self.repeats,
            &mut self.adverbs,
            &mut self.feelings,
            &mut self.colours,
            &mut self.asides,
            &mut self.nouns,
        ] {
            list.lines.sort_unstable();
        }
    }

    /// Says what a verb does, by its lemma.
    pub fn kind(&self, lemma: &str) -> Option<Kind> {
        self.verbs.iter().find(|verb| verb.lemma == lemma).map(|verb| verb.kind)
    }

    /// Gives the phrases that begin with a word in lower case as a form, longest first.
    pub(crate) fn phrases(&self, head: &str, form: Inflection) -> impl Iterator<Item = Phrase<'t>> + '_ {
        let written = self.written(head).iter().copied().filter(move |phrase| phrase.inflection == form);
        let made = match form {
            Inflection::Finite | Inflection::Participle => &[],
            Inflection::Base => self.made(head, &[("", "s"), ("", "es"), ("y", "ies")], base_of_finite),
            Inflection::Past => self.made(head, &[("ed", "ing"), ("d", "ing"), ("ied", "ying")], past_of_participle),
        };
        let source = if form == Inflection::Base { Inflection::Finite } else { Inflection::Participle };
        let unnamed = usize::from(form == Inflection::Past);
        let made =
            made.iter().filter(move |phrase| phrase.inflection == source && !self.verbs[phrase.verb].named[unnamed]);
        written.chain(made.map(move |phrase| Phrase { inflection: form, ..*phrase }))
    }

    /// Tells whether a word is a finite form or a participle of the list.
    pub(crate) fn has(&self, word: &str) -> bool {
        !self.written(word).is_empty()
    }

    /// Gives the phrases whose first word stands in the list. "recognises" is found as "recognizes".
    fn written(&self, head: &str) -> &[Phrase<'t>] {
        let found = self.with_key(key_of(head));
        if !found.is_empty() {
            return found;
        }
        with_z(head).map_or(&[], |head| self.with_key(key_of(&head)))
    }

    fn with_key(&self, key: u64) -> &[Phrase<'t>] {
        let start = self.phrases.partition_point(|phrase| phrase.head < key);
        let count = self.phrases[start..].iter().take_while(|phrase| phrase.head == key).count();
        &self.phrases[start..start + count]
    }

    /// Gives the phrases of the written form from which `rule` makes a word; `ends` lists what their endings change to.
    fn made(&self, word: &str, ends: &[(&str, &str)], rule: fn(&str) -> String) -> &[Phrase<'t>] {
        let mut forms = ends.iter().filter_map(|(end, becomes)| Some(format!("{}{becomes}", word.strip_suffix(end)?)));
        let found = forms.find(|form| self.has(form) && rule(form) == word);
        found.map_or(&[], |form| self.written(&form))
    }

    /// Gives the verb of a phrase.
    pub(crate) fn verb(&self, phrase: &Phrase<'_>) -> &Verb<'t> {
        &self.verbs[phrase.verb]
    }

    /// Gives the adjective that is this word.
    pub(crate) fn state(&self, word: &str) -> Option<&State<'t>> {
        let found = self.states.binary_search_by_key(&word, |state| state.word).ok()?;
        Some(&self.states[found])
    }

    /// Gives the forms of "is" and "remains".
    pub(crate) fn copulas(&self, form: Inflection) -> impl Iterator<Item = &Copula<'t>> {
        self.copulas.iter().filter(move |copula| copula.inflection == form)
    }

    fn add_verb(&mut self, line: &'t str) -> Result<(), &'static str> {
        let mut columns = line.split('\t');
        let (Some(lemma), Some(finite), Some(participle), Some(kind)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err("lemma, finite form, participle and kind were expected, separated by tabs");
        };
        let kind = match kind {
            "observing" => Kind::Observing,
            "reinforcing" => Kind::Reinforcing,
            "evaluative" => Kind::Evaluative,
            "directive" => Kind::Directive,
            "deciding" => Kind::Deciding,
            _ => return Err("observing, reinforcing, evaluative, directive or deciding was expected"),
        };
        let mut verb = Verb { lemma, kind, noun: false, aside: false, named: [false; 2] };
        let index = self.verbs.len();
        let rest = |form: &'t str| form.split_once(' ').map_or("", |(_, rest)| rest);
        for flag in columns.flat_map(str::split_whitespace) {
            match flag.split_once('=') {
                None if flag == "noun" => verb.noun = true,
                None if flag == "aside" => verb.aside = true,
                Some(("base", head)) => {
                    verb.named[0] = true;
                    self.add_phrase(head, Inflection::Base, rest(finite), index);
                }
                Some(("past", head)) => {
                    verb.named[1] = true;
                    self.add_phrase(head, Inflection::Past, rest(participle), index);
                }
                _ => return Err("noun, aside, base=... or past=... was expected"),
            }
        }
        self.verbs.push(verb);
        for (form, inflection) in [(finite, Inflection::Finite), (participle, Inflection::Participle)] {
            let heads = form.split(' ').next().filter(|&head| head != "-");
            for head in heads.into_iter().flat_map(|heads| heads.split('|')) {
                self.add_phrase(head, inflection, rest(form), index);
            }
        }
        Ok(())
    }

    fn add_phrase(&mut self, head: &'t str, inflection: Inflection, rest: &'t str, verb: usize) {
        self.phrases.push(Phrase { inflection, head: key_of(head), rest, verb });
    }

    fn add_state(&mut self, line: &'t str) -> Result<(), &'static str> {
        let mut columns = line.split('\t');
        let (Some(word), Some(lemma)) = (columns.next(), columns.next()) else {
            return Err("adjective, lemma and perhaps the words that may follow were expected");
        };
        let follow = columns.next().unwrap_or("");
        self.states.push(State { word, lemma, nominal: false, follow });
        Ok(())
    }

    fn add_copula(&mut self, line: &'t str) -> Result<(), &'static str> {
        let mut columns = line.split('\t');
        let (Some(finite), Some(participle), Some(base)) = (columns.next(), columns.next(), columns.next()) else {
            return Err("finite form, participle and base form were expected");
        };
        let adds = columns.next().unwrap_or("");
        let forms = [(finite, Inflection::Finite), (participle, Inflection::Participle), (base, Inflection::Base)];
        self.copulas.extend(forms.map(|(words, inflection)| Copula { words, inflection, adds }));
        Ok(())
    }
}

impl State<'_> {
    /// Tells whether the next word lets it open a paragraph: "Concerned that", but not "Concerned States".
    pub(crate) fn may_precede(&self, word: &str) -> bool {
        const USUAL: [&str; 12] =
            ["of", "that", "by", "about", "at", "to", "with", "in", "over", "on", "because", "lest"];
        const ALWAYS: [&str; 10] = [",", "and", "as", "not", "only", "also", "further", "once", "again", "equally"];
        ALWAYS.contains(&word)
            || if self.follow.is_empty() {
                USUAL.contains(&word)
            } else {
                self.follow.split(' ').any(|may| may == word)
            }
    }
}

/// Holds words and fixed phrases in lower case, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordList<'t> {
    lines: Vec<&'t str>,
    /// A bit for each key that an entry begins with, by its last digits: nearly all words are told apart by it alone.
    firsts: [u64; 8],
}

impl<'t> WordList<'t> {
    fn add(&mut self, line: &'t str) {
        let first = line.split(' ').next().unwrap_or(line);
        let (word, bit) = Self::place(key_of(first));
        self.firsts[word] |= bit;
        self.lines.push(line);
    }

    fn place(key: u64) -> (usize, u64) {
        ((key >> 6) as usize % 8, 1 << (key % 64))
    }

    /// Tells whether an entry may begin with the word of this key.
    pub(crate) fn may_begin(&self, key: u64) -> bool {
        let (word, bit) = Self::place(key);
        self.firsts[word] & bit != 0
    }

    /// Counts the words of the longest entry that the words begin with; 0 for none.
    pub(crate) fn longest<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        let Some(first) = words.clone().next() else { return 0 };
        // A space sorts before all that words are made of, so that entries with the same first word stand together.
        let start = self.lines.partition_point(|line| *line < first);
        let same = self.lines[start..].iter().take_while(|line| line.starts_with(first));
        same.filter_map(|line| count_along(line, words.clone())).max().unwrap_or(0)
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
    fn the_built_in_list_reads() {
        let verbs = Verbs::parse(include_str!("verbs.tsv")).expect("the list is well formed");
        assert!(verbs.verbs.len() > 150);
        assert_eq!(verbs.kind("call upon"), Some(Kind::Directive));
        assert_eq!(verbs.kind("sing"), None);
    }

    #[test]
    fn a_broken_list_is_refused_with_its_line() {
        let check = |text: &str, line| assert_eq!(Verbs::parse(text).map_err(|e| e.line).err(), Some(line), "{text}");
        check("recall\trecalls", 1);
        check("[verbs]\n\nrecall\trecalls\trecalling", 3);
        check("[verbs]\nrecall\trecalls\trecalling\tobserving\tloud", 2);
        check("[loud]\nrecall", 2);
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
        let lemma = |word, form| verbs.phrases(word, form).last().map(|phrase| verbs.verb(&phrase).lemma);
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
