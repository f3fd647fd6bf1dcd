//! `verbs.tsv` to tables, when the program is compiled: reading it took a sixteenth of a short comparison.
//!
//! The tables name parts of the list by their places. References to them would have to be put right each time the
//! program starts.

use super::{Copula, Inflection, Kind, Line, Phrase, State, Verb, Verbs, WordList};
use crate::lexicon::Firsts;
use crate::token::compound_key;

/// The list as it is written; its header says how.
const LIST: &str = include_str!("../verbs.tsv");

/// What the list holds.
pub(super) static BUILT_IN: Verbs = Verbs::read(LIST.as_bytes());

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    start: u16,
    end: u16,
}

impl Part {
    pub(super) const EMPTY: Part = Part { start: 0, end: 0 };

    /// Gives its text.
    pub(crate) fn text(self) -> &'static str {
        &LIST[usize::from(self.start)..usize::from(self.end)]
    }

    /// Tells whether nothing is there.
    pub(crate) const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Counts its bytes.
    pub(super) const fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// A list with room for more: the compiler has no `Vec`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<T, const ROOM: usize> {
    entries: [T; ROOM],
    count: usize,
}

impl<T: Copy, const ROOM: usize> Table<T, ROOM> {
    const fn new(blank: T) -> Self {
        Table { entries: [blank; ROOM], count: 0 }
    }

    /// Adds an entry. The compiler stops where there is no room: it is to be made greater then.
    const fn push(&mut self, entry: T) {
        self.entries[self.count] = entry;
        self.count += 1;
    }

    /// Gives what was added.
    pub(super) const fn entries(&self) -> &[T] {
        self.entries.split_at(self.count).0
    }
}

impl Verbs {
    /// Reads a list.
    ///
    /// # Panics
    /// Where something else was expected; the message names the line.
    const fn read(text: &[u8]) -> Verbs {
        let line = Line { first: 0, words: Part::EMPTY };
        let list = WordList { lines: Table::new(line), firsts: Firsts([0; 8]) };
        let mut verbs = Verbs {
            verbs: Table::new(Verb::BLANK),
            phrases: Table::new(Phrase::BLANK),
            states: Table::new(State::BLANK),
            copulas: Table::new(Copula::BLANK),
            repeats: list,
            adverbs: list,
            feelings: list,
            colours: list,
            asides: list,
            nouns: list,
        };
        let mut rest = Part { start: 0, end: text.len() as u16 };
        assert!(rest.end as usize == text.len(), "the list is longer than 64 KiB");
        let mut section = Part::EMPTY;
        let mut number = 0;
        while !rest.is_empty() {
            let mut line = take(text, &mut rest, b'\n');
            number += 1;
            if !line.is_empty() && text[line.end as usize - 1] == b'\r' {
                line.end -= 1;
            }
            if line.is_empty() || text[line.start as usize] == b'#' {
                continue;
            }
            if text[line.start as usize] == b'[' {
                section = Part { start: line.start + 1, end: line.end - 1 };
                continue;
            }
            let read = match slice(text, section) {
                b"verbs" => verbs.add_verb(text, line),
                b"states" => verbs.add_state(text, line),
                b"copulas" => verbs.add_copula(text, line),
                b"repeats" => verbs.repeats.add(text, line),
                b"adverbs" => verbs.adverbs.add(text, line),
                b"feelings" => verbs.feelings.add(text, line),
                b"colours" => verbs.colours.add(text, line),
                b"asides" => verbs.asides.add(text, line),
                b"nouns" => verbs.nouns.add(text, line),
                _ => Err("a section such as [verbs] was expected"),
            };
            if let Err(problem) = read {
                refuse(number, problem);
            }
        }
        verbs.put_phrases_in_order();
        verbs.mark_nominal_states(text);
        verbs
    }

    const fn add_verb(&mut self, text: &[u8], mut line: Part) -> Result<(), &'static str> {
        let lemma = take(text, &mut line, b'\t');
        let (finite_head, finite_rest) = head_and_rest(text, take(text, &mut line, b'\t'));
        let (participle_head, participle_rest) = head_and_rest(text, take(text, &mut line, b'\t'));
        let kind = take(text, &mut line, b'\t');
        if kind.is_empty() {
            return Err("lemma, finite form, participle and kind were expected, separated by tabs");
        }
        let kind = match slice(text, kind) {
            b"observing" => Kind::Observing,
            b"reinforcing" => Kind::Reinforcing,
            b"evaluative" => Kind::Evaluative,
            b"directive" => Kind::Directive,
            b"deciding" => Kind::Deciding,
            _ => return Err("observing, reinforcing, evaluative, directive or deciding was expected"),
        };
        let mut verb = Verb { lemma, kind, noun: false, aside: false, named: [false; 2] };
        while !line.is_empty() {
            let mut flag = take(text, &mut line, b' ');
            match slice(text, flag) {
                b"noun" => verb.noun = true,
                b"aside" => verb.aside = true,
                _ => match slice(text, take(text, &mut flag, b'=')) {
                    b"base" => {
                        verb.named[0] = true;
                        self.add_phrases(text, flag, finite_rest, Inflection::Base);
                    }
                    b"past" => {
                        verb.named[1] = true;
                        self.add_phrases(text, flag, participle_rest, Inflection::Past);
                    }
                    _ => return Err("noun, aside, base=... or past=... was expected"),
                },
            }
        }
        self.add_phrases(text, finite_head, finite_rest, Inflection::Finite);
        self.add_phrases(text, participle_head, participle_rest, Inflection::Participle);
        self.verbs.push(verb);
        Ok(())
    }

    /// Adds a form of the verb that is read, for each of the words with which it may begin.
    const fn add_phrases(&mut self, text: &[u8], mut heads: Part, rest: Part, inflection: Inflection) {
        if matches!(slice(text, heads), b"-") {
            return;
        }
        let verb = self.verbs.count as u16;
        while !heads.is_empty() {
            let head = key(text, take(text, &mut heads, b'|'));
            self.phrases.push(Phrase { inflection, head, rest, verb });
        }
    }

    const fn add_state(&mut self, text: &[u8], mut line: Part) -> Result<(), &'static str> {
        let word = take(text, &mut line, b'\t');
        let lemma = take(text, &mut line, b'\t');
        if lemma.is_empty() {
            return Err("adjective, lemma and perhaps the words that may follow were expected");
        }
        let states = &mut self.states;
        let key = key(text, word);
        states.push(State { key, lemma, nominal: false, follow: line });
        let mut at = states.count - 1;
        while at > 0 && key < states.entries[at - 1].key {
            states.entries.swap(at - 1, at);
            at -= 1;
        }
        Ok(())
    }

    const fn add_copula(&mut self, text: &[u8], mut line: Part) -> Result<(), &'static str> {
        let finite = take(text, &mut line, b'\t');
        let participle = take(text, &mut line, b'\t');
        let base = take(text, &mut line, b'\t');
        if base.is_empty() {
            return Err("finite form, participle and base form were expected");
        }
        self.copulas.push(Copula { words: finite, inflection: Inflection::Finite, adds: line });
        self.copulas.push(Copula { words: participle, inflection: Inflection::Participle, adds: line });
        self.copulas.push(Copula { words: base, inflection: Inflection::Base, adds: line });
        Ok(())
    }

    /// By the key of the first word, the longest first.
    const fn put_phrases_in_order(&mut self) {
        let mut sorted = 1;
        while sorted < self.phrases.count {
            let phrase = self.phrases.entries[sorted];
            let mut at = sorted;
            while at > 0 {
                let before = self.phrases.entries[at - 1];
                if before.head < phrase.head || before.head == phrase.head && before.rest.len() >= phrase.rest.len() {
                    break;
                }
                self.phrases.entries[at] = before;
                at -= 1;
            }
            self.phrases.entries[at] = phrase;
            sorted += 1;
        }
    }

    /// Marks the adjectives whose noun is expressed: "expresses concern" is in the list, so "concerned" is one.
    const fn mark_nominal_states(&mut self, text: &[u8]) {
        let expresses = compound_key(b"expresses");
        let mut at = 0;
        while at < self.phrases.count {
            let phrase = self.phrases.entries[at];
            at += 1;
            let mut rest = phrase.rest;
            if phrase.head != expresses || !matches!(slice(text, take(text, &mut rest, b' ')), b"...") {
                continue;
            }
            let lemma = self.verbs.entries[phrase.verb as usize].lemma;
            let mut state = 0;
            while state < self.states.count {
                if is_same(slice(text, self.states.entries[state].lemma), slice(text, lemma)) {
                    self.states.entries[state].nominal = true;
                }
                state += 1;
            }
        }
    }
}

impl WordList {
    const fn add(&mut self, text: &[u8], line: Part) -> Result<(), &'static str> {
        let mut rest = line;
        let first = key(text, take(text, &mut rest, b' '));
        self.firsts.add(first);
        self.lines.push(Line { first, words: line });
        let mut at = self.lines.count - 1;
        while at > 0 && first < self.lines.entries[at - 1].first {
            self.lines.entries.swap(at - 1, at);
            at -= 1;
        }
        Ok(())
    }
}

/// Takes what stands before the next separator from the front of `rest`; all of it where there is none.
const fn take(text: &[u8], rest: &mut Part, separator: u8) -> Part {
    let start = rest.start;
    while rest.start < rest.end {
        rest.start += 1;
        if text[rest.start as usize - 1] == separator {
            return Part { start, end: rest.start - 1 };
        }
    }
    Part { start, end: rest.end }
}

/// Cuts a form behind its first word.
const fn head_and_rest(text: &[u8], mut form: Part) -> (Part, Part) {
    (take(text, &mut form, b' '), form)
}

const fn slice(text: &[u8], part: Part) -> &[u8] {
    text.split_at(part.end as usize).0.split_at(part.start as usize).1
}

const fn key(text: &[u8], part: Part) -> u64 {
    compound_key(slice(text, part))
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Stops the compiler at a line that is not understood.
const fn refuse(line: usize, problem: &str) -> ! {
    const BEFORE: &[u8] = b"line ";
    let mut message = [b' '; 128];
    let mut at = BEFORE.len();
    message.split_at_mut(at).0.copy_from_slice(BEFORE);
    let mut unit = 1000;
    while unit > 0 {
        if line >= unit {
            message[at] = b'0' + (line / unit % 10) as u8;
            at += 1;
        }
        unit /= 10;
    }
    message[at] = b':';
    at += 2;
    let (before, _) = message.split_at_mut(at + problem.len());
    before.split_at_mut(at).1.copy_from_slice(problem.as_bytes());
    match str::from_utf8(before) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("the message is no text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::key_of;

    #[test]
    fn what_is_written_is_in_the_tables() {
        assert!(BUILT_IN.verbs.entries().len() > 150);
        let written = LIST.lines().skip_while(|line| *line != "[verbs]").skip(1).take_while(|line| *line != "[states]");
        for line in written.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let lemma = columns.next().expect("a lemma");
            for (form, inflection) in columns.zip([Inflection::Finite, Inflection::Participle]) {
                let (heads, rest) = form.split_once(' ').unwrap_or((form, ""));
                for head in heads.split('|').filter(|head| *head != "-") {
                    let fits = |phrase: &&Phrase| {
                        let same = phrase.head == key_of(head) && phrase.rest.text() == rest;
                        same && phrase.inflection == inflection && BUILT_IN.verb(phrase).lemma() == lemma
                    };
                    assert!(BUILT_IN.phrases.entries().iter().any(|phrase| fits(&phrase)), "{line}: {head}");
                }
            }
        }
        let ordered = |phrases: &[Phrase]| {
            let order = |phrase: &Phrase| (phrase.head, std::cmp::Reverse(phrase.rest.len()));
            phrases.is_sorted_by_key(order)
        };
        assert!(ordered(BUILT_IN.phrases.entries()));
        assert!(BUILT_IN.states.entries().is_sorted_by_key(|state| state.key));
        assert!(BUILT_IN.colours.lines.entries().is_sorted_by_key(|line| line.first));
    }

    #[test]
    #[should_panic(expected = "line 12: lemma, finite form, participle and kind were expected, separated by tabs")]
    fn a_verb_without_its_forms_is_refused() {
        let _ = Verbs::read(format!("{}[verbs]\nrecall\trecalls", "\n".repeat(10)).as_bytes());
    }

    #[test]
    #[should_panic(expected = "line 2: noun, aside, base=... or past=... was expected")]
    fn an_unknown_flag_is_refused() {
        let _ = Verbs::read(b"[verbs]\nrecall\trecalls\trecalling\tobserving\tloud");
    }

    #[test]
    #[should_panic(expected = "line 2: a section such as [verbs] was expected")]
    fn an_unknown_section_is_refused() {
        let _ = Verbs::read(b"[loud]\nrecall");
    }
}
