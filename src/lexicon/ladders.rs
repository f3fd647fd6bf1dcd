//! `ladders.txt` to an order of verb phrases and a list of qualifiers; a text that is no such file to an error.
//!
//! Verb phrases are compared within a family only. What colours a verb beyond what a rung names moves it up or down by
//! the lists of qualifiers; where that contradicts the order of the rungs, or is in no list, nothing is claimed.
//!
//! The ladders that come with the program are kept as they are read, in `ladders/built_in.rs`: to read them anew took a
//! twentieth of a short comparison. A test holds both together, and writes that file.

mod built_in;

use super::Firsts;
use crate::span::Span;
use crate::token::{key_of, tokenize};
use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use thiserror::Error;

/// Orders verb phrases by strength and knows the phrases that colour a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ladders {
    families: Cow<'static, [Family]>,
    groups: Cow<'static, [Group]>,
    /// By their first word, longest first.
    phrases: Cow<'static, [Phrase]>,
    firsts: Firsts,
    /// The keys of the words of all phrases.
    words: Cow<'static, [u64]>,
    /// Which way the qualifiers of a verb pull, by their keys; what is named twice counts as it is named first.
    verb_pulls: Cow<'static, [(u64, Pull)]>,
}

/// Holds one ladder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Family {
    name: Cow<'static, str>,
    sources: Cow<'static, [Cow<'static, str>]>,
    /// From weak to strong.
    rungs: Cow<'static, [Rung]>,
}

/// Holds a verb phrase on a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rung {
    /// How strong it is, from 0; some phrases are as strong as others.
    rank: usize,
    lemma: Cow<'static, str>,
    colours: Cow<'static, [Cow<'static, str>]>,
}

/// Holds phrases that may be exchanged for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: Cow<'static, str>,
    pull: Pull,
}

/// Holds one of the phrases of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    /// The key of its first word.
    first: u64,
    /// Which of the words are its own.
    words: Span,
    group: usize,
}

/// Stands for any word that ends in -ing.
const ANY_ING: u64 = 1;

/// Says which way a qualifier pulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pull {
    /// Asks for more.
    Strengthens,
    /// Leaves more free.
    Weakens,
    /// Neither.
    Neither,
}

/// Says what is wrong with a file of ladders, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct LaddersError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: LaddersProblem,
}

/// Names what can be wrong; each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LaddersProblem {
    /// The line begins with an unknown word.
    #[error("\"{0}\" is no keyword; begin the line with family, source, rung, qualifiers, phrase, or # for a comment")]
    Keyword(String),
    /// Nothing follows the keyword.
    #[error("nothing follows \"{0}\"; write what it names on the same line")]
    Empty(&'static str),
    /// A rung or phrase outside of what it belongs to.
    #[error("\"{keyword}\" stands before any \"{opener}\"; open one above it")]
    Homeless {
        /// The keyword.
        keyword: &'static str,
        /// What must stand above it.
        opener: &'static str,
    },
    /// The words after `qualifiers`.
    #[error("\"{0}\" is not understood; write qualifiers strengthen|weaken|neither verb|anywhere")]
    Way(String),
    /// A verb stands twice on one ladder.
    #[error("\"{0}\" stands on this ladder already; remove one of the two")]
    Twice(String),
    /// A family or list without source.
    #[error("\"{0}\" has no source; add a line: source WHERE THE ORDER COMES FROM")]
    NoSource(String),
    /// The file holds no ladder.
    #[error("the file holds no ladder; begin with a line: family NAME")]
    NoFamily,
}

/// Where the reader stands.
enum Open {
    Nothing,
    Family,
    Qualifiers { pull: Pull, anywhere: bool, sources: usize, line: usize, name: String },
}

impl Ladders {
    /// The file of the ladders that come with the program. Its head says how such a file is written.
    pub const BUILT_IN: &'static str = include_str!("ladders.txt");

    /// Gives the ladders that come with the program.
    pub fn built_in() -> &'static Ladders {
        &built_in::LADDERS
    }

    /// Reads a file of ladders.
    pub fn parse(text: &str) -> Result<Ladders, LaddersError> {
        let mut ladders = Ladders::default();
        let mut open = Open::Nothing;
        let mut family_line = 0;
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let number = index + 1;
            let fail = |problem| Err(LaddersError { line: number, problem });
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let (keyword, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let rest = rest.trim();
            let keyword = match keyword {
                "family" => "family",
                "source" => "source",
                "rung" => "rung",
                "qualifiers" => "qualifiers",
                "phrase" => "phrase",
                other => return fail(LaddersProblem::Keyword(other.to_owned())),
            };
            if rest.is_empty() {
                return fail(LaddersProblem::Empty(keyword));
            }
            match (keyword, &mut open) {
                ("family", _) => {
                    ladders.check_sources(&open, family_line)?;
                    let name = rest.to_owned().into();
                    ladders.families.to_mut().push(Family { name, ..Family::default() });
                    (open, family_line) = (Open::Family, number);
                }
                ("qualifiers", _) => {
                    ladders.check_sources(&open, family_line)?;
                    let Some((pull, anywhere)) = way(rest) else {
                        return fail(LaddersProblem::Way(rest.to_owned()));
                    };
                    open = Open::Qualifiers { pull, anywhere, sources: 0, line: number, name: line.to_owned() };
                }
                ("source", Open::Family) => {
                    let family = ladders.families.to_mut().last_mut().expect("a family is open");
                    family.sources.to_mut().push(rest.to_owned().into());
                }
                ("source", Open::Qualifiers { sources, .. }) => *sources += 1,
                ("source", Open::Nothing) => {
                    return fail(LaddersProblem::Homeless { keyword: "source", opener: "family" });
                }
                ("rung", Open::Family) => {
                    let family = ladders.families.to_mut().last_mut().expect("a family is open");
                    let rank = family.rungs.last().map_or(0, |below| below.rank + 1);
                    let rungs: Vec<Rung> = rest.split(',').flat_map(|words| verb_phrases(words, rank)).collect();
                    let twice = rungs.iter().find(|new| family.rungs.iter().any(|old| same(old, new)));
                    if let Some(twice) = twice {
                        return fail(LaddersProblem::Twice(twice.lemma.clone().into_owned()));
                    }
                    family.rungs.to_mut().extend(rungs);
                }
                ("rung", _) => return fail(LaddersProblem::Homeless { keyword: "rung", opener: "family" }),
                ("phrase", Open::Qualifiers { pull, anywhere, .. }) => {
                    let (pull, anywhere) = (*pull, *anywhere);
                    ladders.add_phrases(rest, pull, anywhere);
                }
                (_, _) => return fail(LaddersProblem::Homeless { keyword: "phrase", opener: "qualifiers" }),
            }
        }
        ladders.check_sources(&open, family_line)?;
        if ladders.families.is_empty() {
            return Err(LaddersError { line: 1, problem: LaddersProblem::NoFamily });
        }
        ladders.phrases.to_mut().sort_by_key(|phrase| (phrase.first, Reverse(phrase.words.len()), phrase.group));
        ladders.verb_pulls.to_mut().sort_by_key(|(colour, _)| *colour);
        Ok(ladders)
    }

    /// Compares two verb phrases, given by base form and qualifiers: `Greater` when the later is stronger, `None` when
    /// nothing orders them.
    pub fn compare(&self, earlier: (&str, &[String]), later: (&str, &[String])) -> Option<Ordering> {
        let colours = [earlier.1, later.1].map(|colours| colours.iter().map(|c| plain(c)).collect::<Vec<_>>());
        if earlier.0 == later.0 && same_set(&colours[0], &colours[1]) {
            return Some(Ordering::Equal);
        }
        let mut found: Option<Ordering> = None;
        let mut on_a_ladder = false;
        for family in self.families.iter() {
            let place = [family.place(earlier.0, &colours[0]), family.place(later.0, &colours[1])];
            let [Some((one, named_one)), Some((other, named_other))] = place else { continue };
            // A colour that neither rung names pulls by the lists, where it stands on one side only.
            let left = |side: &[String], named: &[Cow<'_, str>]| -> Vec<String> {
                side.iter().filter(|colour| !named.iter().any(|name| name == *colour)).cloned().collect()
            };
            let (left_one, left_other) = (left(&colours[0], named_one), left(&colours[1], named_other));
            on_a_ladder = true;
            let by_rung = other.cmp(&one);
            // What this ladder does not know another may.
            let Some(by_colour) = self.pull(&left_one, &left_other) else { continue };
            let order = match (by_rung, by_colour) {
                (rung, Ordering::Equal) => rung,
                (Ordering::Equal, colour) => colour,
                (rung, colour) if rung == colour => rung,
                _ => return None,
            };
            match found {
                Some(before) if before != order => return None,
                _ => found = Some(order),
            }
        }
        match found {
            None if !on_a_ladder && earlier.0 == later.0 => self.pull(&colours[0], &colours[1]),
            found => found,
        }
    }

    /// Weighs the colours that stand on one side only; `None` when they pull both ways, or one is in no list.
    fn pull(&self, earlier: &[String], later: &[String]) -> Option<Ordering> {
        let mut order = Ordering::Equal;
        for (side, other, sign) in [(earlier, later, -1), (later, earlier, 1)] {
            for colour in side.iter().filter(|colour| !other.contains(colour)) {
                let key = key_of(colour);
                let named = self.verb_pulls.partition_point(|(other, _)| *other < key);
                let pull = match self.verb_pulls.get(named).filter(|(other, _)| *other == key)?.1 {
                    Pull::Strengthens => sign,
                    Pull::Weakens => -sign,
                    Pull::Neither => continue,
                };
                let pull = pull.cmp(&0);
                if order != Ordering::Equal && order != pull {
                    return None;
                }
                order = pull;
            }
        }
        Some(order)
    }

    /// Finds the qualifier that begins at the first of `words` (from there on, each as its key and itself): its group,
    /// and how many words it has.
    pub(crate) fn qualifier_at<'w>(
        &self,
        words: impl Iterator<Item = (u64, &'w str)> + Clone,
    ) -> Option<(usize, usize)> {
        let (first, _) = words.clone().next()?;
        if !self.firsts.may_have(first) {
            return None;
        }
        let start = self.phrases.partition_point(|phrase| phrase.first < first);
        let fits = |phrase: &&Phrase| {
            let mut words = words.clone();
            self.words[phrase.words.start..phrase.words.end].iter().all(|key| match words.next() {
                Some((_, word)) if *key == ANY_ING => word.ends_with("ing"),
                found => found.is_some_and(|(other, _)| other == *key),
            })
        };
        let phrase = self.phrases[start..].iter().take_while(|phrase| phrase.first == first).find(fits)?;
        Some((phrase.group, phrase.words.len()))
    }

    /// Tells which way the qualifiers of a group pull.
    pub(crate) fn group_pull(&self, group: usize) -> Pull {
        self.groups[group].pull
    }

    /// Gives the families: name, sources, rungs from weak to strong, as written.
    pub fn families(&self) -> impl Iterator<Item = (&str, &[Cow<'static, str>], Vec<Vec<String>>)> {
        self.families.iter().map(|family| {
            let shown = |rung: &Rung| match rung.colours.is_empty() {
                true => rung.lemma.to_string(),
                false => format!("{} + {}", rung.lemma, rung.colours.join(" + ")),
            };
            let ranks = family.rungs.chunk_by(|one, other| one.rank == other.rank);
            (&*family.name, &*family.sources, ranks.map(|rank| rank.iter().map(shown).collect()).collect())
        })
    }

    /// Gives the first phrase of each group of qualifiers that may stand anywhere, and which way it pulls.
    pub fn qualifiers(&self) -> impl Iterator<Item = (&str, Pull)> {
        self.groups.iter().map(|group| (&*group.name, group.pull))
    }

    fn check_sources(&self, open: &Open, family_line: usize) -> Result<(), LaddersError> {
        let (line, name) = match open {
            Open::Family if self.families.last().is_some_and(|family| family.sources.is_empty()) => {
                (family_line, self.families.last().map(|family| family.name.to_string()).unwrap_or_default())
            }
            Open::Qualifiers { sources: 0, line, name, .. } => (*line, name.clone()),
            _ => return Ok(()),
        };
        Err(LaddersError { line, problem: LaddersProblem::NoSource(name) })
    }

    fn add_phrases(&mut self, list: &str, pull: Pull, anywhere: bool) {
        let phrases = list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
        self.verb_pulls.to_mut().extend(phrases.clone().map(|phrase| (key_of(stem(phrase)), pull)));
        let Some(first) = phrases.clone().next().filter(|_| anywhere) else { return };
        let group = self.groups.len();
        self.groups.to_mut().push(Group { name: first.to_lowercase().into(), pull });
        let words = self.words.to_mut();
        for phrase in phrases {
            let start = words.len();
            for word in phrase.split_whitespace() {
                if word == "*ing" {
                    words.push(ANY_ING);
                } else if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    words.push(key_of(word));
                } else {
                    words.extend(tokenize(word).iter().map(|token| token.key));
                }
            }
            if let Some(&first) = words.get(start) {
                self.firsts.add(first);
                self.phrases.to_mut().push(Phrase { first, words: Span::new(start, words.len()), group });
            }
        }
    }
}

impl Family {
    /// Finds a verb phrase on the ladder: the rung that names most of its colours, and the colours that it names.
    fn place(&self, lemma: &str, colours: &[String]) -> Option<(usize, &[Cow<'static, str>])> {
        let has = |named: &Cow<'_, str>| colours.iter().any(|colour| named == colour);
        let fits = |rung: &&Rung| rung.lemma == lemma && rung.colours.iter().all(has);
        let rung = self.rungs.iter().filter(fits).max_by_key(|rung| (rung.colours.len(), rung.rank))?;
        Some((rung.rank, &rung.colours))
    }
}

fn same(one: &Rung, other: &Rung) -> bool {
    one.lemma == other.lemma && same_set(&one.colours, &other.colours)
}

fn same_set<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().all(|c| other.contains(c)) && other.iter().all(|c| one.contains(c))
}

/// "concern + deep | grave" to one phrase for each alternative.
fn verb_phrases(words: &str, rank: usize) -> Vec<Rung> {
    let mut parts = words.split('+').map(str::trim);
    let lemma = parts.next().unwrap_or_default().to_lowercase();
    let mut rungs = vec![Rung { rank, lemma: lemma.into(), colours: Cow::default() }];
    for part in parts {
        rungs = rungs
            .iter()
            .flat_map(|rung| {
                part.split('|').map(|colour| {
                    let colours = rung.colours.iter().cloned().chain([plain(colour).into()]).collect();
                    Rung { colours, ..rung.clone() }
                })
            })
            .collect();
    }
    rungs
}

/// Makes "Deeply" and "deep" the same.
fn plain(colour: &str) -> String {
    stem(colour).to_lowercase()
}

/// Takes the ending off an adverb: "Deep" for "Deeply".
fn stem(colour: &str) -> &str {
    let colour = colour.trim();
    match colour.split_at_checked(colour.len().saturating_sub(2)) {
        Some((stem, end)) if end.eq_ignore_ascii_case("ly") && stem.len() > 3 && !stem.contains(' ') => stem,
        _ => colour,
    }
}

fn way(words: &str) -> Option<(Pull, bool)> {
    let (pull, place) = words.split_once(char::is_whitespace)?;
    let pull = match pull {
        "strengthen" => Pull::Strengthens,
        "weaken" => Pull::Weakens,
        "neither" => Pull::Neither,
        _ => return None,
    };
    match place.trim() {
        "verb" => Some((pull, false)),
        "anywhere" => Some((pull, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(phrase: &str) -> Vec<(u64, &str)> {
        phrase.split(' ').map(|word| (key_of(word), word)).collect()
    }

    fn phrase(words: &str) -> (String, Vec<String>) {
        let mut parts = words.split('+').map(|part| part.trim().to_owned());
        (parts.next().unwrap_or_default(), parts.collect())
    }

    fn check(earlier: &str, later: &str, expected: Option<Ordering>) {
        let (one, other) = (phrase(earlier), phrase(later));
        let ladders = Ladders::built_in();
        assert_eq!(ladders.compare((&one.0, &one.1), (&other.0, &other.1)), expected, "{earlier} to {later}");
        let mirrored = ladders.compare((&other.0, &other.1), (&one.0, &one.1));
        assert_eq!(mirrored, expected.map(Ordering::reverse), "{later} to {earlier}");
    }

    #[test]
    fn a_ladder_orders_its_verbs() {
        check("invite", "urge", Some(Ordering::Greater));
        check("call upon", "invite", Some(Ordering::Less));
        check("take note", "note", Some(Ordering::Equal));
        check("take note", "take note + with appreciation", Some(Ordering::Greater));
        check("take note + with appreciation", "welcome", Some(Ordering::Greater));
        check("concern", "condemn", Some(Ordering::Greater));
        check("invite", "request", Some(Ordering::Greater));
    }

    #[test]
    fn what_stands_on_no_common_ladder_is_not_compared() {
        check("welcome", "recall", None);
        check("request", "urge", None);
        check("take note", "take note + with concern", None);
        check("welcome", "urge", None);
    }

    #[test]
    fn colours_move_a_verb() {
        check("urge", "urge + strongly", Some(Ordering::Greater));
        check("concern + deeply", "concern", Some(Ordering::Less));
        check("concern + deeply", "concern + grave", Some(Ordering::Equal));
        check("recall", "recall + fully", Some(Ordering::Greater));
        check("request", "request + once again", Some(Ordering::Equal));
        check("encourage + strongly", "call upon", None);
        check("encourage", "call upon + strongly", Some(Ordering::Greater));
    }

    #[test]
    fn qualifiers_are_found_by_their_words() {
        let ladders = Ladders::built_in();
        let (group, length) = ladders.qualifier_at(keys("as appropriate and").into_iter()).expect("a qualifier");
        assert_eq!((ladders.group_pull(group), length), (Pull::Weakens, 2));
        assert!(ladders.qualifier_at(keys("consider providing aid").into_iter()).is_some());
        assert!(ladders.qualifier_at(keys("consider the question").into_iter()).is_none());
        assert!(ladders.qualifier_at(keys("as well as").into_iter()).is_none());
    }

    #[test]
    fn the_built_in_ladders_are_what_their_file_says() {
        let read = Ladders::parse(Ladders::BUILT_IN).expect("the file is well formed");
        if std::env::var_os("WRITE_TABLES").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon/ladders/built_in.rs");
            std::fs::write(path, tables(&read)).expect("the file can be written");
        } else {
            let remedy = "write the tables anew: WRITE_TABLES=1 cargo test --lib lexicon";
            assert!(*Ladders::built_in() == read, "{remedy}");
        }
    }

    /// Writes ladders as the source of tables.
    fn tables(ladders: &Ladders) -> String {
        let text = |text: &str| format!("Cow::Borrowed({text:?})");
        let list = |entries: Vec<String>| format!("Cow::Borrowed(&[{}])", entries.join(", "));
        let lines =
            |entries: Vec<String>| format!("Cow::Borrowed(&[\n        {},\n    ])", entries.join(",\n        "));
        let texts = |all: &[Cow<'static, str>]| list(all.iter().map(|one| text(one)).collect());
        let rung = |Rung { rank, lemma, colours }: &Rung| {
            format!("Rung {{ rank: {rank}, lemma: {}, colours: {} }}", text(lemma), texts(colours))
        };
        let family = |Family { name, sources, rungs }: &Family| {
            let (name, sources) = (text(name), texts(sources));
            let rungs = lines(rungs.iter().map(rung).collect());
            format!("Family {{ name: {name}, sources: {sources}, rungs: {rungs} }}")
        };
        let group = |Group { name, pull }: &Group| format!("Group {{ name: {}, pull: Pull::{pull:?} }}", text(name));
        let phrase = |Phrase { first, words: Span { start, end }, group }: &Phrase| {
            format!("Phrase {{ first: {first:#x}, words: Span {{ start: {start}, end: {end} }}, group: {group} }}")
        };
        let key = |key: &u64| format!("{key:#x}");
        let Ladders { families, groups, phrases, firsts: Firsts(firsts), words, verb_pulls } = ladders;
        let fields = [
            ("families", lines(families.iter().map(family).collect())),
            ("groups", lines(groups.iter().map(group).collect())),
            ("phrases", lines(phrases.iter().map(phrase).collect())),
            ("firsts", format!("Firsts([{}])", firsts.iter().map(key).collect::<Vec<_>>().join(", "))),
            ("words", lines(words.iter().map(key).collect())),
            ("verb_pulls", lines(verb_pulls.iter().map(|(key, pull)| format!("({key:#x}, Pull::{pull:?})")).collect())),
        ];
        let fields: String = fields.map(|(name, value)| format!("    {name}: {value},\n")).concat();
        format!(
            "//! `ladders.txt` as it is read. Written by a test: `WRITE_TABLES=1 cargo test --lib lexicon`.\n\n\
             use super::{{Family, Firsts, Group, Ladders, Phrase, Pull, Rung}};\nuse crate::span::Span;\n\
             use std::borrow::Cow;\n\n#[rustfmt::skip]\npub(super) static LADDERS: Ladders = Ladders {{\n{fields}}};\n"
        )
    }

    fn check_error(text: &str, expected: &str) {
        assert_eq!(Ladders::parse(text).expect_err(text).to_string(), expected);
    }

    #[test]
    fn an_error_names_line_cause_and_remedy() {
        check_error(
            "family a\nsource b\nrungs c",
            "line 3: \"rungs\" is no keyword; begin the line with family, source, rung, qualifiers, phrase, or # for a comment",
        );
        check_error("rung invite", "line 1: \"rung\" stands before any \"family\"; open one above it");
        check_error("family a\nrung b", "line 1: \"a\" has no source; add a line: source WHERE THE ORDER COMES FROM");
        check_error(
            "family a\nsource s\nrung b\nrung b",
            "line 4: \"b\" stands on this ladder already; remove one of the two",
        );
        check_error("", "line 1: the file holds no ladder; begin with a line: family NAME");
        check_error(
            "qualifiers up anywhere",
            "line 1: \"up anywhere\" is not understood; write qualifiers strengthen|weaken|neither verb|anywhere",
        );
    }
}
