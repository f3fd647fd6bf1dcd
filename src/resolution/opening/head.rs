//! A word to the verb or adjective that a phrase is built on: from the lexicon, or by its form.

use super::phrase::{Around, Reader};
use super::words::DETERMINERS;
use crate::lexicon::{Inflection, Phrase, base_of_finite, base_of_participle};

/// A head that was recognised: its verb and the first token after it.
pub(super) struct Head {
    pub lemma: String,
    pub inflection: Inflection,
    pub known: bool,
    pub noun: bool,
    pub aside: bool,
    pub state: bool,
    /// Whether a noun names it too: "concern".
    pub nominal: bool,
    pub next: usize,
}

impl Reader<'_> {
    /// Reads the head of a phrase in a form that may open a paragraph.
    pub(super) fn head(&self, at: usize, around: &mut Around) -> Option<Head> {
        if self.words.lower(at) == "having" {
            let regard = self.head_in(at, Inflection::Participle, around);
            return regard.or_else(|| self.having(at, around));
        }
        let forms = [Inflection::Finite, Inflection::Participle];
        let known = forms.into_iter().find_map(|form| self.head_in(at, form, around));
        known.or_else(|| self.by_form(at, around))
    }

    /// Reads a head of the lexicon in one form: the longest phrase, then "remains concerned", then a verb alone.
    pub(super) fn head_in(&self, at: usize, form: Inflection, around: &mut Around) -> Option<Head> {
        let word = self.words.lower(at);
        let possible = match form {
            Inflection::Finite => word.ends_with('s'),
            Inflection::Participle => word.ends_with("ing") || self.verbs.state(self.words.key(at)).is_some(),
            Inflection::Base | Inflection::Past => true,
        };
        if !possible {
            return None;
        }
        let mut phrases = self.verbs.phrases(word, form).peekable();
        while let Some(phrase) = phrases.next_if(|phrase| !phrase.is_word()) {
            let mut trial = around.clone();
            if let Some(next) = self.follow(at + 1, &phrase, &mut trial) {
                *around = trial;
                return Some(self.head_of(&phrase, next));
            }
        }
        if let Some(head) = self.state(at, form, around).or_else(|| self.continues(at, form, around)) {
            return Some(head);
        }
        phrases.next().map(|phrase| self.head_of(&phrase, at + 1))
    }

    fn head_of(&self, phrase: &Phrase, next: usize) -> Head {
        let verb = self.verbs.verb(phrase);
        let may_be = matches!(phrase.inflection, Inflection::Finite | Inflection::Base) && phrase.is_word();
        let noun = verb.noun && may_be;
        Head {
            lemma: verb.lemma().to_owned(),
            inflection: phrase.inflection,
            known: true,
            noun,
            aside: verb.aside,
            state: false,
            nominal: false,
            next,
        }
    }

    /// Reads an adjective that opens a paragraph, after a form of "is" or alone.
    fn state(&self, at: usize, form: Inflection, around: &mut Around) -> Option<Head> {
        let first = self.words.lower(at);
        for copula in self.verbs.copulas(form).filter(|copula| copula.words().starts_with(first)) {
            let words = copula.words().split(' ');
            let count = words.clone().count();
            if !words.eq(self.words.from(at).take(count)) {
                continue;
            }
            let mut trial = around.clone();
            trial.start.get_or_insert(at);
            trial.qualifiers.extend(copula.adds().map(str::to_owned));
            let place = self.before(at + count, &mut trial);
            if let Some(state) = self.verbs.state(self.words.key(place)) {
                *around = trial;
                return Some(Head {
                    lemma: state.lemma().to_owned(),
                    inflection: form,
                    known: true,
                    noun: false,
                    aside: false,
                    state: true,
                    nominal: state.nominal,
                    next: place + 1,
                });
            }
        }
        if form != Inflection::Participle {
            return None;
        }
        let state = self.verbs.state(self.words.key(at))?;
        let follows = at + 1 + self.words.longest(&self.verbs.asides, at + 1);
        let bare = self.words.is_end(follows) || state.may_precede(self.words.lower(follows));
        bare.then(|| Head {
            lemma: state.lemma().to_owned(),
            inflection: Inflection::Participle,
            known: true,
            noun: false,
            aside: false,
            state: true,
            nominal: state.nominal,
            next: at + 1,
        })
    }

    /// Reads "continues to encourage": the verb is "encourage".
    fn continues(&self, at: usize, form: Inflection, around: &mut Around) -> Option<Head> {
        let head = match form {
            Inflection::Finite => "continues",
            Inflection::Participle => "continuing",
            Inflection::Base => "continue",
            Inflection::Past => "continued",
        };
        if self.words.lower(at) != head || self.words.lower(at + 1) != "to" {
            return None;
        }
        let mut trial = around.clone();
        trial.start.get_or_insert(at);
        trial.qualifiers.push("continue".to_owned());
        let place = self.before(at + 2, &mut trial);
        let mut found = self.head_in(place, Inflection::Base, &mut trial).filter(|found| !found.aside)?;
        found.inflection = form;
        *around = trial;
        Some(found)
    }

    /// Reads "Having considered", "Having also heard".
    fn having(&self, at: usize, around: &mut Around) -> Option<Head> {
        around.start.get_or_insert(at);
        let place = self.before(at + 1, around);
        let place = if self.words.lower(place) == "been" { self.before(place + 1, around) } else { place };
        let known = self.head_in(place, Inflection::Past, around);
        known.or_else(|| {
            let word = self.words.lower(place);
            let stem = word.strip_suffix("ed").filter(|stem| stem.len() > 2)?;
            Some(Head {
                lemma: base_of_participle(&format!("{stem}ing")),
                inflection: Inflection::Past,
                known: false,
                noun: false,
                aside: true,
                state: false,
                nominal: false,
                next: place + 1,
            })
        })
    }

    /// Tells by its form a verb that is not in the lexicon: "Xs the", "Xing".
    fn by_form(&self, at: usize, around: &mut Around) -> Option<Head> {
        let word = self.words.lower(at);
        let next = self.words.lower(at + 1);
        let first_is_verb = around.start.is_none() && self.words.is_capital(at) || around.start.is_some();
        if !first_is_verb || word.len() < 5 || self.words.longest(&self.verbs.nouns, at) == 1 {
            return None;
        }
        let known_form = self.verbs.has(word);
        let (lemma, inflection) = if word.ends_with("ing") {
            (base_of_participle(word), Inflection::Participle)
        } else if word.ends_with('s') && !word.ends_with("ss") && !known_form && DETERMINERS.contains(&next) {
            // A plural is seldom followed by an article; "Policies that" is a plural, "Clarifies that" is not.
            let verbal = next != "that" || ["izes", "ifies", "ises"].iter().any(|end| word.ends_with(end));
            (verbal.then(|| base_of_finite(word))?, Inflection::Finite)
        } else if word.ends_with("ed")
            && !around.qualifiers.is_empty()
            && ["by", "that", "at", "to", "with"].contains(&next)
        {
            (word.to_owned(), Inflection::Participle)
        } else {
            return None;
        };
        Some(Head {
            lemma,
            inflection,
            known: false,
            noun: false,
            aside: true,
            state: false,
            nominal: false,
            next: at + 1,
        })
    }

    /// Tells from what follows that "Requests" is a plural: "Requests for assistance".
    pub(super) fn reads_as_noun(&self, start: usize, rather: bool) -> bool {
        let at = start + self.words.longest(&self.verbs.asides, start);
        let next = self.words.lower(at);
        if next == "and" {
            // "Notes and welcomes"
            return self.read(at + 1).is_none_or(|read| !read.known || read.inflection != Inflection::Finite);
        }
        if rather {
            return !(DETERMINERS.contains(&next) || next == "to" || next == ":");
        }
        const AFTER_NOUNS: [&str; 25] = [
            "to",
            "for",
            "from",
            "by",
            "of",
            "on",
            "in",
            "at",
            "made",
            "received",
            "contained",
            "under",
            "between",
            "and",
            "or",
            "are",
            "were",
            "is",
            "was",
            "have",
            "has",
            "should",
            "shall",
            "will",
            "may",
        ];
        self.words.is_end(at) || AFTER_NOUNS.contains(&next)
    }
}
