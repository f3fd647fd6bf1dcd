//! The text of a paragraph to the verb phrase it opens with, and to the verbs further on.
//!
//! "Takes note with appreciation of the report" opens with *take note*, coloured "with appreciation". Verbs come from the
//! lexicon; one that is not in it is told by its form. What the phrase governs ("of the report") is no part of it.

use super::{InnerVerb, Opening};
use crate::lexicon::{Inflection, Phrase, Step, Verbs, base_of_finite, base_of_participle};
use crate::span::Span;
use crate::token::{Token, TokenKind, tokenize};
use std::borrow::Cow;

/// Holds an opening and the form of its verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub opening: Opening,
    pub form: Form,
}

/// Names the forms of an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "Recalling", "Deeply concerned", "Having considered", "Mindful": preambular.
    Participle,
    /// "Recalls", "Also calls upon", "We reaffirm": operative.
    Finite,
}

/// Finds the verb phrase that a paragraph opens with. The text has no enumerator; it begins with a capital letter.
///
/// Known openings are sure enough to say that a paragraph begins at a printed line. Others, told by their form, fit
/// where a paragraph is known to begin.
pub(crate) fn opening(text: &str) -> Option<Found> {
    let words = Words::new(prefix(text));
    let start = words.tokens.iter().position(|token| token.kind != TokenKind::Punctuation)?;
    if !words.is_capital(start) {
        return None;
    }
    let read = Reader { verbs: Verbs::built_in(), words: &words }.read(start)?;
    let form = match read.inflection {
        Inflection::Participle | Inflection::Past => Form::Participle,
        Inflection::Finite | Inflection::Base => Form::Finite,
    };
    let Read { span, lemma, qualifiers, repeats, known, .. } = read;
    Some(Found { opening: Opening { span, lemma, qualifiers, repeats, known }, form })
}

/// Finds the verb phrase of a paragraph in the plain form: "(a) Encourage all States to ...", in lists of declarations.
///
/// Only for places where a verb is expected: the same words are nouns elsewhere ("Support Mission in Libya").
pub(crate) fn plain_opening(text: &str) -> Option<Opening> {
    let words = Words::new(prefix(text));
    let start = words.tokens.iter().position(|token| token.kind != TokenKind::Punctuation)?;
    let reader = Reader { verbs: Verbs::built_in(), words: &words };
    let read = reader.read_as(start, Some(Inflection::Base))?;
    let Read { span, lemma, qualifiers, repeats, known, .. } = read;
    Some(Opening { span, lemma, qualifiers, repeats, known })
}

/// Finds the further verbs of a paragraph that have the same subject as its opening: the organ.
///
/// In a preambular paragraph these are participles (", and emphasizing the importance"), in an operative one finite
/// forms ("; expresses its concern"), in a declaration those after "we". Verbs of subordinate clauses are left alone.
pub(crate) fn inner_verbs(text: &str, opening: &Opening) -> Vec<InnerVerb> {
    let words = Words::new(text);
    let reader = Reader { verbs: Verbs::built_in(), words: &words };
    let Some(first) = words.tokens.iter().position(|token| token.span.start >= opening.span.start) else {
        return Vec::new();
    };
    let Some(lead) = reader.read(first).or_else(|| reader.read_as(first, Some(Inflection::Base))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut at = lead.next;
    while at < words.tokens.len() {
        let read = joint(&words, at, lead.next).and_then(|joint| reader.inner(at, &joint, lead.inflection));
        if let Some(read) = read {
            at = read.next.max(at + 1);
            found.push(InnerVerb { span: read.span, lemma: read.lemma, qualifiers: read.qualifiers });
        } else {
            at += 1;
        }
    }
    found
}

/// What stands before a place where a further verb may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    /// "and" alone.
    And,
    /// A comma.
    Comma,
    /// A comma and "and".
    CommaAnd,
    /// A semicolon, a full stop, or the opening itself: "Recalling and reaffirming".
    Full,
}

/// Says what stands before a word.
fn joint(words: &Words<'_>, at: usize, after_opening: usize) -> Option<Joint> {
    let before = |back: usize| at.checked_sub(back).map(|place| words.lower(place));
    match before(1)? {
        "," if words.lower(at) != "and" => Some(Joint::Comma),
        ";" | "." => Some(Joint::Full),
        "and" if at == after_opening + 1 => Some(Joint::Full),
        "while" if before(2)? == "," => Some(Joint::Comma),
        "and" => match before(2)? {
            "," => Some(Joint::CommaAnd),
            ";" => Some(Joint::Full),
            _ => Some(Joint::And),
        },
        _ => None,
    }
}

/// Gives as much of a text as an opening may need.
fn prefix(text: &str) -> &str {
    const LONGEST: usize = 400;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// Holds the tokens of a text with their words in lower case.
struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    lower: Vec<Cow<'t, str>>,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let lower = tokens.iter().map(|token| lower(token.span.of(text))).collect();
        Words { text, tokens, lower }
    }

    /// Gives a word in lower case; nothing after the last.
    fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", AsRef::as_ref)
    }

    fn from(&self, at: usize) -> impl Iterator<Item = &str> + Clone {
        self.lower.iter().skip(at).map(AsRef::as_ref)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.span.of(self.text).starts_with(char::is_uppercase))
    }

    fn is_end(&self, at: usize) -> bool {
        at >= self.tokens.len()
    }

    /// Gives some words as they stand, in lower case, joined by spaces.
    fn joined(&self, from: usize, to: usize) -> String {
        self.lower[from..to].join(" ")
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.contains(|c: char| c.is_uppercase() || c == '\u{2011}' || c == '\u{2010}') {
        Cow::Owned(word.to_lowercase().replace(['\u{2011}', '\u{2010}'], "-"))
    } else {
        Cow::Borrowed(word)
    }
}

/// What was read at one place.
struct Read {
    span: Span,
    lemma: String,
    qualifiers: Vec<String>,
    repeats: Vec<String>,
    inflection: Inflection,
    known: bool,
    noun: bool,
    aside: bool,
    /// Whether it is an adjective: "deeply concerned".
    state: bool,
    /// Whether it has more than one word: "calls upon".
    long: bool,
    /// First token after the phrase.
    next: usize,
}

/// Collects what stands around the head of a phrase.
#[derive(Default, Clone)]
struct Around {
    qualifiers: Vec<String>,
    repeats: Vec<String>,
    /// Token at which the phrase begins, once there is one.
    start: Option<usize>,
}

/// A head that was recognised: its verb and the first token after it.
struct Head {
    lemma: String,
    inflection: Inflection,
    known: bool,
    noun: bool,
    aside: bool,
    state: bool,
    /// Whether a noun names it too: "concern".
    nominal: bool,
    next: usize,
}

/// Words that stand before a noun and nowhere else: after a verb they are its object.
const DETERMINERS: [&str; 26] = [
    "the",
    "its",
    "a",
    "an",
    "all",
    "any",
    "each",
    "every",
    "this",
    "these",
    "those",
    "such",
    "both",
    "our",
    "their",
    "his",
    "her",
    "itself",
    "ourselves",
    "no",
    "other",
    "as",
    "once",
    "again",
    "also",
    "that",
];

/// Words of a gap that say nothing: "Expresses *its* deep *and* growing concern".
const IDLE: [&str; 14] =
    ["its", "our", "their", "the", "a", "an", "his", "her", "own", "and", "as", "well", "one's", "of"];

/// Words at which a gap ends.
const PREPOSITIONS: [&str; 24] = [
    "that",
    "to",
    "for",
    "of",
    "at",
    "in",
    "on",
    "about",
    "over",
    "with",
    "by",
    "from",
    "which",
    "regarding",
    "concerning",
    "upon",
    "towards",
    "through",
    "under",
    "between",
    "after",
    "before",
    "against",
    "or",
];

/// The most words that a gap holds, the longest seen being "Expresses once again its deep and heartfelt appreciation".
const GAP: usize = 7;

/// The most tokens between the commas of an insertion: "Calls, as a matter of the utmost priority, upon".
const INSERTION: usize = 14;

struct Reader<'w> {
    verbs: &'w Verbs,
    words: &'w Words<'w>,
}

impl Reader<'_> {
    /// Reads the phrase that begins at a token, in any form that may open a paragraph.
    fn read(&self, start: usize) -> Option<Read> {
        self.read_as(start, None)
    }

    /// Reads the phrase that begins at a token; `Some(Base)` for the plain form.
    fn read_as(&self, start: usize, wanted: Option<Inflection>) -> Option<Read> {
        let mut around = Around::default();
        let mut at = self.before(start, &mut around);
        let mut base = wanted == Some(Inflection::Base);
        if !base && self.words.lower(at) == "we" {
            around.start.get_or_insert(at);
            at = self.before(at + 1, &mut around);
            base = true;
        }
        let head = if base { self.head_in(at, Inflection::Base, &mut around) } else { self.head(at, &mut around) }?;
        let alone = around.start.is_none();
        let begin = *around.start.get_or_insert(at);
        let next = self.after(head.next, &mut around);
        if head.noun && alone && next == head.next && self.reads_as_noun(next, head.aside) {
            return None;
        }
        if head.nominal {
            around.qualifiers.iter_mut().for_each(to_adjective);
        }
        let span = self.words.tokens[begin].span.cover(self.words.tokens[next - 1].span);
        let Head { lemma, inflection, known, noun, aside, state, .. } = head;
        let Around { qualifiers, repeats, .. } = around;
        let long = head.next > at + 1;
        Some(Read { span, lemma, qualifiers, repeats, inflection, known, noun, aside, state, long, next })
    }

    /// Reads "Also", "Further", "Once again", "In this regard,", "Strongly" before the head.
    fn before(&self, start: usize, around: &mut Around) -> usize {
        let mut at = start;
        while at < start + 16 {
            let word = self.words.lower(at);
            let repeats = self.verbs.repeats.longest(self.words.from(at));
            let asides = self.verbs.asides.longest(self.words.from(at));
            if repeats > 0 {
                around.repeats.push(self.words.joined(at, at + repeats));
                around.start.get_or_insert(at);
                at += repeats;
            } else if asides > 0 {
                at += asides;
            } else if word == "," && at > start || word == "and" {
                at += 1;
            } else if word.len() > 4 && word.ends_with("ly") || self.verbs.adverbs.longest(self.words.from(at)) == 1 {
                around.qualifiers.push(word.to_owned());
                around.start.get_or_insert(at);
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Reads the head of a phrase in a form that may open a paragraph.
    fn head(&self, at: usize, around: &mut Around) -> Option<Head> {
        if self.words.lower(at) == "having" {
            let regard = self.head_in(at, Inflection::Participle, around);
            return regard.or_else(|| self.having(at, around));
        }
        let forms = [Inflection::Finite, Inflection::Participle];
        let known = forms.into_iter().find_map(|form| self.head_in(at, form, around));
        known.or_else(|| self.by_form(at, around))
    }

    /// Reads a head of the lexicon in one form: the longest phrase, then "remains concerned", then a verb alone.
    fn head_in(&self, at: usize, form: Inflection, around: &mut Around) -> Option<Head> {
        let phrases = self.verbs.phrases(self.words.lower(at));
        let mut phrases = phrases.iter().filter(|phrase| phrase.inflection == form).peekable();
        while let Some(phrase) = phrases.next_if(|phrase| !phrase.rest.is_empty()) {
            let mut trial = around.clone();
            if let Some(next) = self.follow(at + 1, &phrase.rest, &mut trial) {
                *around = trial;
                return Some(self.head_of(phrase, next));
            }
        }
        if let Some(head) = self.state(at, form, around).or_else(|| self.continues(at, form, around)) {
            return Some(head);
        }
        phrases.next().map(|phrase| self.head_of(phrase, at + 1))
    }

    fn head_of(&self, phrase: &Phrase, next: usize) -> Head {
        let verb = self.verbs.verb(phrase);
        let noun = verb.noun && phrase.inflection == Inflection::Finite && phrase.rest.is_empty();
        Head {
            lemma: verb.lemma.clone(),
            inflection: phrase.inflection,
            known: true,
            noun,
            aside: verb.aside,
            state: false,
            nominal: false,
            next,
        }
    }

    /// Follows the further words of a phrase; gives the token after the last.
    fn follow(&self, start: usize, steps: &[Step], around: &mut Around) -> Option<usize> {
        let mut at = start;
        let mut gap = false;
        for step in steps {
            let Step::Word(choice) = step else {
                gap = true;
                continue;
            };
            let is_next = |at: usize| choice.iter().any(|word| word == self.words.lower(at));
            let mut room = GAP;
            while !is_next(at) {
                if self.words.is_end(at) {
                    return None;
                }
                let word = self.words.lower(at);
                let repeats = self.verbs.repeats.longest(self.words.from(at));
                let asides = self.verbs.asides.longest(self.words.from(at));
                if repeats > 0 {
                    around.repeats.push(self.words.joined(at, at + repeats));
                    at += repeats;
                } else if asides > 0 {
                    at += asides;
                } else if word == "," {
                    at = self.over_insertion(at, &is_next)?;
                } else if word == "with" {
                    let end = self.with_feeling(at)?;
                    around.qualifiers.push(self.words.joined(at, end));
                    at = end;
                } else if self.verbs.adverbs.longest(self.words.from(at)) == 1 {
                    around.qualifiers.push(word.to_owned());
                    at += 1;
                } else if gap && room > 0 && self.may_fill(at) {
                    if !IDLE.contains(&word) {
                        around.qualifiers.push(word.to_owned());
                    }
                    room -= 1;
                    at += 1;
                } else {
                    return None;
                }
            }
            at += 1;
            gap = false;
        }
        Some(at)
    }

    /// Gives the place after the insertion whose first comma stands here, if the phrase goes on there.
    fn over_insertion(&self, comma: usize, goes_on: &dyn Fn(usize) -> bool) -> Option<usize> {
        if self.verbs.repeats.longest(self.words.from(comma + 1)) > 0
            || self.verbs.asides.longest(self.words.from(comma + 1)) > 0
            || self.words.lower(comma + 1) == "with"
        {
            return Some(comma + 1);
        }
        let mut places = comma + 1..comma + 1 + INSERTION;
        if goes_on(comma + 1) {
            return Some(comma + 1);
        }
        places.find(|&at| self.words.lower(at) == "," && goes_on(at + 1)).map(|at| at + 1)
    }

    /// Tells whether a word may stand in a gap.
    fn may_fill(&self, at: usize) -> bool {
        let word = self.words.lower(at);
        let is_word = self.words.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        is_word && !self.words.is_capital(at) && (!PREPOSITIONS.contains(&word) || word == "of")
    }

    /// Reads an adjective that opens a paragraph, after a form of "is" or alone.
    fn state(&self, at: usize, form: Inflection, around: &mut Around) -> Option<Head> {
        let copulas = self.verbs.copulas(self.words.lower(at)).iter();
        for copula in copulas.filter(|copula| copula.inflection == form) {
            let goes_on = copula.rest.iter().zip(self.words.from(at + 1)).all(|(rest, word)| rest == word);
            if !goes_on {
                continue;
            }
            let mut trial = around.clone();
            trial.start.get_or_insert(at);
            trial.qualifiers.extend(copula.adds.clone());
            let place = self.before(at + 1 + copula.rest.len(), &mut trial);
            if let Some(state) = self.verbs.state(self.words.lower(place)) {
                *around = trial;
                return Some(Head {
                    lemma: state.lemma.clone(),
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
        let state = self.verbs.state(self.words.lower(at))?;
        let follows = at + 1 + self.verbs.asides.longest(self.words.from(at + 1));
        let bare = self.words.is_end(follows) || state.may_precede(self.words.lower(follows));
        bare.then(|| Head {
            lemma: state.lemma.clone(),
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
        if !first_is_verb || word.len() < 5 || self.verbs.nouns.longest(self.words.from(at)) == 1 {
            return None;
        }
        let known_form = !self.verbs.phrases(word).is_empty();
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

    /// Reads what belongs to the phrase behind its head: "with appreciation", "also", "in the strongest terms".
    fn after(&self, start: usize, around: &mut Around) -> usize {
        let mut end = start;
        loop {
            let mut at = end;
            loop {
                let asides = self.verbs.asides.longest(self.words.from(at));
                if asides == 0 && self.words.lower(at) != "," {
                    break;
                }
                at += asides.max(1);
            }
            let repeats = self.verbs.repeats.longest(self.words.from(at));
            let colours = self.verbs.colours.longest(self.words.from(at));
            if repeats > 0 && self.repeats_really(at + repeats - 1) {
                around.repeats.push(self.words.joined(at, at + repeats));
                end = at + repeats;
            } else if colours > 1 {
                around.qualifiers.push(self.words.joined(at, at + colours));
                end = at + colours;
            } else if let Some(with) = self.with_feeling(at) {
                around.qualifiers.push(self.words.joined(at, with));
                end = with;
            } else if self.verbs.adverbs.longest(self.words.from(at)) == 1 {
                around.qualifiers.push(self.words.lower(at).to_owned());
                end = at + 1;
            } else {
                return end;
            }
        }
    }

    /// Tells "Notes further that" from "Notes further progress".
    fn repeats_really(&self, at: usize) -> bool {
        if self.words.lower(at) != "further" {
            return true;
        }
        const TEXTS: [&str; 10] = [
            "resolution",
            "resolutions",
            "decision",
            "decisions",
            "paragraph",
            "paragraphs",
            "article",
            "articles",
            "section",
            "chapter",
        ];
        let next = self.words.lower(at + 1);
        self.words.is_end(at + 1)
            || self.words.is_capital(at + 1)
            || DETERMINERS.contains(&next)
            || PREPOSITIONS.contains(&next)
            || TEXTS.contains(&next)
            || self.words.tokens[at + 1].kind == TokenKind::Punctuation
            || self.verbs.adverbs.longest(self.words.from(at + 1)) == 1
    }

    /// Gives the end of "with deep concern", "with great interest and appreciation".
    fn with_feeling(&self, at: usize) -> Option<usize> {
        if self.words.lower(at) != "with" {
            return None;
        }
        let mut end = self.feeling(at + 1)?;
        if self.words.lower(end) == "and"
            && let Some(second) = self.feeling(end + 1)
        {
            end = second;
        }
        Some(end)
    }

    /// Gives the end of "deep concern".
    fn feeling(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while at < start + GAP {
            let word = self.words.lower(at);
            let coloured = IDLE.contains(&word) && word != "of"
                || self.verbs.colours.longest(self.words.from(at)) > 0
                || word.ends_with("ly");
            if self.verbs.feelings.longest(self.words.from(at)) > 0 && !self.feels_next(at + 1) {
                return Some(at + 1);
            }
            if !coloured {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Tells whether the next word is a feeling too: "with great concern".
    fn feels_next(&self, at: usize) -> bool {
        self.words.lower(at - 1) == "great" && self.verbs.feelings.longest(self.words.from(at)) > 0
    }

    /// Tells from what follows that "Requests" is a plural: "Requests for assistance".
    fn reads_as_noun(&self, start: usize, rather: bool) -> bool {
        let at = start + self.verbs.asides.longest(self.words.from(start));
        let next = self.words.lower(at);
        if next == "and" {
            // "Notes and welcomes"
            return self.read(at + 1).is_none_or(|read| !read.known || read.inflection != Inflection::Finite);
        }
        if rather {
            return !(DETERMINERS.contains(&next) || next == "to" || next == "," || next == ":");
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

    /// Reads a further verb of the organ, where one may begin.
    fn inner(&self, at: usize, joint: &Joint, lead: Inflection) -> Option<Read> {
        let we = self.words.lower(at) == "we";
        let read = match lead {
            Inflection::Base if !we => self.read_as(at, Some(Inflection::Base)),
            _ => self.read(at),
        }?;
        let fits = match lead {
            Inflection::Finite => read.inflection == Inflection::Finite,
            Inflection::Participle | Inflection::Past => {
                matches!(read.inflection, Inflection::Participle | Inflection::Past)
            }
            Inflection::Base => read.inflection == Inflection::Base,
        };
        if !read.known || !fits && !we {
            return None;
        }
        let next = read.next + self.verbs.asides.longest(self.words.from(read.next));
        let word = self.words.lower(next);
        let object = DETERMINERS.contains(&word) || ["it", "them"].contains(&word) || self.words.is_capital(next);
        let alone = *joint == Joint::And;
        let sure = match lead {
            _ if we => true,
            Inflection::Finite if alone && (read.aside && !read.long || self.in_relative_clause(at)) => false,
            Inflection::Finite => object || !read.noun,
            Inflection::Participle | Inflection::Past if read.state => {
                *joint >= Joint::CommaAnd || *joint == Joint::Comma && !read.qualifiers.is_empty()
            }
            Inflection::Participle | Inflection::Past if read.aside => *joint == Joint::Full,
            Inflection::Participle | Inflection::Past => !alone || object && !self.in_gerund(at),
            Inflection::Base => (object || read.long) && !read.aside,
        };
        sure.then_some(read)
    }

    /// Gives the words between the last punctuation mark and the "and" before a place, last first.
    fn back(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut places = (0..at.saturating_sub(1)).rev();
        std::iter::from_fn(move || places.next())
            .take_while(|&place| self.words.tokens[place].kind != TokenKind::Punctuation)
    }

    /// Tells "the report which recalls the need and calls upon all".
    fn in_relative_clause(&self, at: usize) -> bool {
        const RELATIVE: [&str; 4] = ["which", "that", "who", "it"];
        self.back(at).any(|place| {
            RELATIVE.contains(&self.words.lower(place)) && {
                let verb = self.words.lower(place + 1);
                let phrases = self.verbs.phrases(verb);
                phrases.iter().any(|phrase| phrase.inflection == Inflection::Finite)
            }
        })
    }

    /// Tells "the role of States in promoting work and recognizing the need".
    fn in_gerund(&self, at: usize) -> bool {
        self.back(at).any(|place| {
            let after = self.words.lower(place + 1);
            PREPOSITIONS.contains(&self.words.lower(place)) && after.ends_with("ing") && after.len() > 5
        })
    }
}

/// Gives "deep" for "deeply".
fn to_adjective(adverb: &mut String) {
    if adverb.ends_with("ly") && adverb != "early" {
        adverb.truncate(adverb.len() - 2);
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod corpus;
