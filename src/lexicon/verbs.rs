//! `verbs.tsv` to a table of verb phrases by their first word.
//!
//! Read once, without regular expressions: the whole file costs less than a tenth of a millisecond.

use std::collections::HashMap;
use std::sync::OnceLock;
use thiserror::Error;

/// Holds the words with which paragraphs open.
#[derive(Debug, Clone, Default)]
pub struct Verbs {
    verbs: Vec<Verb>,
    /// By the first word of the form, longest phrase first.
    phrases: HashMap<String, Vec<Phrase>>,
    states: HashMap<String, State>,
    copulas: HashMap<String, Vec<Copula>>,
    pub(crate) repeats: WordList,
    pub(crate) adverbs: WordList,
    pub(crate) feelings: WordList,
    pub(crate) colours: WordList,
    pub(crate) asides: WordList,
    pub(crate) nouns: WordList,
}

/// Holds what is known of one lemma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verb {
    /// The base form.
    pub lemma: String,
    /// What it does.
    pub kind: Kind,
    /// Whether its finite form is also the plural of a noun ("requests").
    pub noun: bool,
    /// Whether its participle inside a sentence mostly belongs to another subject than the organ.
    pub aside: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Which form it is.
    pub inflection: Inflection,
    /// The words after the first.
    pub rest: Vec<Step>,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// One of these.
    Word(Vec<String>),
    /// Possessives, articles and adjectives, or nothing.
    Gap,
}

/// Holds an adjective that may open a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// What it is named, shared with a verb where they mean the same.
    pub lemma: String,
    /// Whether a noun names it too: "concerned", "expresses concern". Its adverbs then count as adjectives.
    pub nominal: bool,
    /// Words that may follow; empty for the usual ones.
    follow: Vec<String>,
}

/// Holds a form of "is" or "remains".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Copula {
    /// Its further words: "to be" of "continues to be".
    pub rest: Vec<String>,
    /// Which form it is.
    pub inflection: Inflection,
    /// What it adds to the state: "remain".
    pub adds: Option<String>,
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

impl Verbs {
    /// Gives the list that comes with the program.
    pub fn built_in() -> &'static Verbs {
        static BUILT_IN: OnceLock<Verbs> = OnceLock::new();
        BUILT_IN.get_or_init(|| Verbs::parse(include_str!("verbs.tsv")).expect("a test reads the built-in list"))
    }

    /// Reads a list; its own header says how it is written.
    pub fn parse(text: &str) -> Result<Verbs, VerbsError> {
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
            let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
            match section {
                "verbs" => table.add_verb(&columns).map_err(problem)?,
                "states" => table.add_state(&columns).map_err(problem)?,
                "copulas" => table.add_copula(&columns).map_err(problem)?,
                "repeats" => table.repeats.add(line),
                "adverbs" => table.adverbs.add(line),
                "feelings" => table.feelings.add(line),
                "colours" => table.colours.add(line),
                "asides" => table.asides.add(line),
                "nouns" => table.nouns.add(line),
                _ => return Err(problem("a section such as [verbs] was expected")),
            }
        }
        for phrases in table.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        for state in table.states.values_mut() {
            let verbs = &table.verbs;
            let names =
                |phrase: &Phrase| phrase.rest.first() == Some(&Step::Gap) && verbs[phrase.verb].lemma == state.lemma;
            state.nominal = table.phrases.get("expresses").is_some_and(|phrases| phrases.iter().any(names));
        }
        Ok(table)
    }

    /// Says what a verb does, by its lemma.
    pub fn kind(&self, lemma: &str) -> Option<Kind> {
        self.verbs.iter().find(|verb| verb.lemma == lemma).map(|verb| verb.kind)
    }

    /// Gives the phrases that begin with a word in lower case, longest first. "recognises" is found as "recognizes".
    pub(crate) fn phrases(&self, head: &str) -> &[Phrase] {
        self.phrases.get(head).or_else(|| self.phrases.get(&with_z(head)?)).map_or(&[], Vec::as_slice)
    }

    /// Gives the verb of a phrase.
    pub(crate) fn verb(&self, phrase: &Phrase) -> &Verb {
        &self.verbs[phrase.verb]
    }

    /// Gives the adjective that is this word.
    pub(crate) fn state(&self, word: &str) -> Option<&State> {
        self.states.get(word)
    }

    /// Gives the copulas that begin with this word.
    pub(crate) fn copulas(&self, head: &str) -> &[Copula] {
        self.copulas.get(head).map_or(&[], Vec::as_slice)
    }

    fn add_verb(&mut self, columns: &[&str]) -> Result<(), &'static str> {
        let &[lemma, finite, participle, kind, ref flags @ ..] = columns else {
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
        let mut verb = Verb { lemma: lemma.to_owned(), kind, noun: false, aside: false };
        let (mut base, mut past) = (None, None);
        for flag in flags.iter().flat_map(|flags| flags.split_whitespace()) {
            match flag.split_once('=') {
                None if flag == "noun" => verb.noun = true,
                None if flag == "aside" => verb.aside = true,
                Some(("base", form)) => base = Some(form),
                Some(("past", form)) => past = Some(form),
                _ => return Err("noun, aside, base=... or past=... was expected"),
            }
        }
        let index = self.verbs.len();
        self.verbs.push(verb);
        let (finite, participle) = (Form::parse(finite)?, Form::parse(participle)?);
        for head in &finite.heads {
            self.add_phrase(head, Inflection::Finite, &finite.rest, index);
            let base = base.map_or_else(|| base_of_finite(head), str::to_owned);
            self.add_phrase(&base, Inflection::Base, &finite.rest, index);
        }
        for head in &participle.heads {
            self.add_phrase(head, Inflection::Participle, &participle.rest, index);
            if past.is_none() {
                self.add_phrase(&past_of_participle(head), Inflection::Past, &participle.rest, index);
            }
        }
        if let Some(past) = past {
            self.add_phrase(past, Inflection::Past, &participle.rest, index);
        }
        Ok(())
    }

    fn add_phrase(&mut self, head: &str, inflection: Inflection, rest: &[Step], verb: usize) {
        let phrase = Phrase { inflection, rest: rest.to_vec(), verb };
        self.phrases.entry(head.to_owned()).or_default().push(phrase);
    }

    fn add_state(&mut self, columns: &[&str]) -> Result<(), &'static str> {
        let (word, lemma, follow) = match *columns {
            [word, lemma] => (word, lemma, ""),
            [word, lemma, follow] => (word, lemma, follow),
            _ => return Err("adjective, lemma and perhaps the words that may follow were expected"),
        };
        let follow = follow.split_whitespace().map(str::to_owned).collect();
        self.states.insert(word.to_owned(), State { lemma: lemma.to_owned(), nominal: false, follow });
        Ok(())
    }

    fn add_copula(&mut self, columns: &[&str]) -> Result<(), &'static str> {
        let &[finite, participle, base, ref adds @ ..] = columns else {
            return Err("finite form, participle and base form were expected");
        };
        let forms = [(finite, Inflection::Finite), (participle, Inflection::Participle), (base, Inflection::Base)];
        for (form, inflection) in forms {
            let mut words = form.split_whitespace().map(str::to_owned);
            let head = words.next().ok_or("a word was expected")?;
            let adds = adds.first().map(|&adds| adds.to_owned());
            self.copulas.entry(head).or_default().push(Copula { rest: words.collect(), inflection, adds });
        }
        Ok(())
    }
}

impl State {
    /// Tells whether the next word lets it open a paragraph: "Concerned that", but not "Concerned States".
    pub(crate) fn may_precede(&self, word: &str) -> bool {
        const USUAL: [&str; 12] =
            ["of", "that", "by", "about", "at", "to", "with", "in", "over", "on", "because", "lest"];
        const ALWAYS: [&str; 10] = [",", "and", "as", "not", "only", "also", "further", "once", "again", "equally"];
        ALWAYS.contains(&word)
            || if self.follow.is_empty() { USUAL.contains(&word) } else { self.follow.iter().any(|may| may == word) }
    }
}

/// Holds words and fixed phrases in lower case, found by their first word.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordList {
    by_first: HashMap<String, Vec<Vec<String>>>,
}

impl WordList {
    fn add(&mut self, line: &str) {
        let mut words = line.split_whitespace().map(str::to_owned);
        if let Some(first) = words.next() {
            let rest = self.by_first.entry(first).or_default();
            rest.push(words.collect());
            rest.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
    }

    /// Counts the words of the longest entry that the words begin with; 0 for none.
    pub(crate) fn longest<'w>(&self, mut words: impl Iterator<Item = &'w str> + Clone) -> usize {
        let Some(entries) = words.next().and_then(|first| self.by_first.get(first)) else {
            return 0;
        };
        let fits = |rest: &&Vec<String>| {
            let mut words = words.clone();
            rest.iter().all(|word| words.next() == Some(word.as_str()))
        };
        entries.iter().find(fits).map_or(0, |rest| rest.len() + 1)
    }
}

/// A written form: the alternatives of its first word, and what follows.
struct Form<'t> {
    heads: Vec<&'t str>,
    rest: Vec<Step>,
}

impl<'t> Form<'t> {
    fn parse(text: &'t str) -> Result<Self, &'static str> {
        if text == "-" {
            return Ok(Form { heads: Vec::new(), rest: Vec::new() });
        }
        let mut words = text.split_whitespace();
        let heads = words.next().ok_or("a form of the verb was expected")?.split('|').collect();
        let step = |word: &str| match word {
            "..." => Step::Gap,
            _ => Step::Word(word.split('|').map(str::to_owned).collect()),
        };
        Ok(Form { heads, rest: words.map(step).collect() })
    }
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
        let verbs = Verbs::built_in();
        assert_eq!(verbs.verb(&verbs.phrases("recognises")[0]).lemma, "recognize");
        assert!(verbs.phrases("rises").is_empty());
    }
}
