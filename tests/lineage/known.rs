//! Texts whose words know the version in which they entered, because every edit hands them on as they are.

use proptest::prelude::*;

/// A word, and the version in which it entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub entered: usize,
}

/// One clause: words, and what was taken out of it and may be put back.
#[derive(Debug, Clone, Default)]
struct Clause {
    words: Vec<Word>,
    phrase: Option<Vec<Word>>,
}

/// What is done to a text. Places are taken modulo what there is.
#[derive(Debug, Clone)]
pub enum Edit {
    Insert(usize, usize),
    Delete(usize, usize),
    Replace(usize, usize),
    Move(usize, usize),
    Drop(usize),
    BringBack(usize, bool),
    Add(usize),
    Split(usize),
    Merge(usize),
    TakePhrase(usize, usize),
    PutPhraseBack(usize, usize),
}

/// Edits of several steps.
pub fn steps() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let at = || any::<prop::sample::Index>().prop_map(|index| index.index(1000));
    let edit = prop_oneof![
        (at(), at()).prop_map(|(clause, word)| Edit::Insert(clause, word)),
        (at(), at()).prop_map(|(clause, word)| Edit::Delete(clause, word)),
        (at(), at()).prop_map(|(clause, word)| Edit::Replace(clause, word)),
        (at(), at()).prop_map(|(from, to)| Edit::Move(from, to)),
        at().prop_map(Edit::Drop),
        (at(), any::<bool>()).prop_map(|(to, longer)| Edit::BringBack(to, longer)),
        at().prop_map(Edit::Add),
        at().prop_map(Edit::Split),
        at().prop_map(Edit::Merge),
        (at(), at()).prop_map(|(clause, word)| Edit::TakePhrase(clause, word)),
        (at(), at()).prop_map(|(clause, word)| Edit::PutPhraseBack(clause, word)),
    ];
    prop::collection::vec(prop::collection::vec(edit, 1..4), 2..6)
}

/// Versions of a text of known words.
pub struct Known {
    /// For each version its clauses.
    pub versions: Vec<Vec<Vec<Word>>>,
}

const VERBS: [&str; 6] = ["Urges", "Invites", "Requests", "Encourages", "Welcomes", "Stresses"];

/// Makes the versions: six clauses at first, no clause edited twice in one step.
pub fn known(steps: &[Vec<Edit>]) -> Known {
    let mut maker = Maker { next: 0, version: 0, clauses: Vec::new(), gone: Vec::new() };
    maker.clauses = (0..6).map(|at| maker.clause(VERBS[at])).collect();
    let mut versions = vec![maker.shown()];
    for edits in steps {
        maker.version += 1;
        let mut touched = vec![false; maker.clauses.len()];
        for edit in edits {
            maker.apply(edit, &mut touched);
        }
        versions.push(maker.shown());
    }
    Known { versions }
}

struct Maker {
    next: usize,
    version: usize,
    clauses: Vec<Clause>,
    /// Clauses that were dropped, and in which version.
    gone: Vec<(Clause, usize)>,
}

impl Maker {
    fn shown(&self) -> Vec<Vec<Word>> {
        self.clauses.iter().map(|clause| clause.words.clone()).collect()
    }

    fn word(&self, text: &str) -> Word {
        Word { text: text.to_owned(), entered: self.version }
    }

    /// A word that stands nowhere else.
    fn fresh(&mut self) -> Word {
        const SYLLABLES: [&str; 12] =
            ["bar", "cor", "del", "fan", "gul", "hol", "jin", "kem", "lor", "mun", "nes", "pil"];
        let n = self.next;
        self.next += 1;
        let syllable = |place: usize| SYLLABLES[n / 12_usize.pow(place as u32) % 12];
        self.word(&format!("{}{}{}o", syllable(0), syllable(1), syllable(2)))
    }

    /// "Urges ... , and invites ...": two halves of eight words.
    fn clause(&mut self, verb: &str) -> Clause {
        let mut words = vec![self.word(verb)];
        words.extend((0..8).map(|_| self.fresh()));
        words.push(self.word("and"));
        words.push(self.word(&VERBS[self.next % 6].to_lowercase()));
        words.extend((0..8).map(|_| self.fresh()));
        Clause { words, phrase: None }
    }

    /// A clause that nothing was done to in this step; what is done to it counts as done.
    fn take(&self, at: usize, touched: &mut [bool]) -> Option<usize> {
        let at = at % self.clauses.len().max(1);
        (at < self.clauses.len() && !std::mem::replace(&mut touched[at], true)).then_some(at)
    }

    fn apply(&mut self, edit: &Edit, touched: &mut Vec<bool>) {
        match *edit {
            Edit::Insert(clause, word) => {
                let Some(clause) = self.take(clause, touched) else { return };
                let fresh = self.fresh();
                let place = inside(&self.clauses[clause], word);
                self.clauses[clause].words.insert(place, fresh);
            }
            Edit::Delete(clause, word) => {
                let Some(clause) = self.take(clause, touched) else { return };
                let place = inside(&self.clauses[clause], word);
                if is_common(&self.clauses[clause].words[place]) || self.clauses[clause].words.len() < 9 {
                    return;
                }
                self.clauses[clause].words.remove(place);
            }
            Edit::Replace(clause, word) => {
                let Some(clause) = self.take(clause, touched) else { return };
                let place = inside(&self.clauses[clause], word);
                if !is_common(&self.clauses[clause].words[place]) {
                    self.clauses[clause].words[place] = self.fresh();
                }
            }
            Edit::Move(from, to) => {
                let Some(from) = self.take(from, touched) else { return };
                let to = to % self.clauses.len();
                let clause = self.clauses.remove(from);
                let mark = touched.remove(from);
                self.clauses.insert(to, clause);
                touched.insert(to, mark);
            }
            Edit::Drop(clause) => {
                if self.clauses.len() < 4 {
                    return;
                }
                let Some(clause) = self.take(clause, touched) else { return };
                touched.remove(clause);
                self.gone.push((self.clauses.remove(clause), self.version));
            }
            Edit::BringBack(to, longer) => {
                let Some(found) = self.gone.iter().position(|(_, dropped)| *dropped < self.version) else { return };
                let (mut clause, _) = self.gone.remove(found);
                if longer {
                    let fresh = self.fresh();
                    clause.words.insert(2, fresh);
                }
                let to = to % (self.clauses.len() + 1);
                self.clauses.insert(to, clause);
                touched.insert(to, true);
            }
            Edit::Add(to) => {
                let to = to % (self.clauses.len() + 1);
                let clause = self.clause(VERBS[to % 6]);
                self.clauses.insert(to, clause);
                touched.insert(to, true);
            }
            Edit::Split(clause) => {
                let Some(at) = self.take(clause, touched) else { return };
                let words = &self.clauses[at].words;
                let Some(joint) = words.iter().position(|word| word.text == "and") else { return };
                if joint < 6 || words.len() - joint < 6 {
                    return;
                }
                let mut piece = self.clauses[at].words.split_off(joint);
                piece[0] = self.word("Also");
                self.clauses[at].phrase = None;
                self.clauses.insert(at + 1, Clause { words: piece, phrase: None });
                touched.insert(at + 1, true);
            }
            Edit::Merge(clause) => {
                let at = clause % self.clauses.len();
                if at + 1 >= self.clauses.len() || touched[at] || touched[at + 1] || self.clauses.len() < 4 {
                    return;
                }
                let mut next = self.clauses.remove(at + 1).words;
                touched.remove(at + 1);
                touched[at] = true;
                let joint = self.word("and");
                match next[0].text.as_str() {
                    "Also" => next[0] = joint,
                    _ => {
                        next[0].text = next[0].text.to_lowercase();
                        next.insert(0, joint);
                    }
                }
                self.clauses[at].words.extend(next);
                self.clauses[at].phrase = None;
            }
            Edit::TakePhrase(clause, word) => {
                let Some(clause) = self.take(clause, touched) else { return };
                let place = inside(&self.clauses[clause], word);
                let clause = &mut self.clauses[clause];
                let phrase = clause.words.get(place..place + 3);
                if clause.phrase.is_some()
                    || clause.words.len() < 14
                    || phrase.is_none_or(|phrase| phrase.iter().any(is_common))
                {
                    return;
                }
                clause.phrase = Some(clause.words.drain(place..place + 3).collect());
            }
            Edit::PutPhraseBack(clause, word) => {
                let Some(clause) = self.take(clause, touched) else { return };
                let place = inside(&self.clauses[clause], word);
                let clause = &mut self.clauses[clause];
                if let Some(phrase) = clause.phrase.take() {
                    clause.words.splice(place..place, phrase);
                }
            }
        }
    }
}

/// Words that stand in many clauses.
fn is_common(word: &Word) -> bool {
    !word.text.ends_with('o')
}

/// A place behind the verb.
fn inside(clause: &Clause, word: usize) -> usize {
    1 + word % (clause.words.len() - 1)
}

/// Writes a clause as a resolution prints it, without its end.
pub fn written(clause: &[Word]) -> String {
    let mut text = String::new();
    for word in clause {
        if word.text == "and" {
            text.push(',');
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}
