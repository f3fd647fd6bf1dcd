//! Kinds, classes, facets and diagnostics to words for people. All English of the reports stands here.

mod diagnostics;
mod verdict;

pub use diagnostics::{diagnostic, diagnostic_groups, diagnostic_meaning, place, severity_label};
pub use verdict::{summary, verdict, verdict_label, verdict_lead, verdict_names};

use super::walk::{Carry, Entry};
use crate::align::Confidence;
use crate::changes::{ChangeClass, ChangeKind, ChangeReport, Detail, Facet, LedgerState, Reference};
use crate::changes::{ReferenceState, Strength, Transfer};
use crate::pair::{Pair, Side};
use crate::resolution::{Base, Locator, Masthead, Paragraph, Role};
use crate::source::FurnitureKind;

/// Stands between what was and what is.
pub const ARROW: &str = "→";

/// Stands where a selection leaves nothing to show.
pub const NOTHING_CHOSEN: &str = "no change is of the kind that was asked for";

/// Gives a number of things: "1 pair", "2 pairs".
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Gives a paragraph's name the way delegates say it: "OP 5 (b) (ii)".
pub fn locator(locator: &Locator) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(locator.annex.clone());
    words.extend(locator.part.clone());
    match &locator.base {
        Base::Organ => words.push("Organ line".to_owned()),
        // A preamble that is a list: "PP (a)".
        Base::Preambular(n) if n.is_empty() => words.push("PP".to_owned()),
        Base::Preambular(n) => words.push(format!("PP {n}")),
        Base::Operative(n) if n.is_empty() => words.push("OP".to_owned()),
        Base::Operative(n) => words.push(format!("OP {n}")),
        Base::Heading(n) => words.push(format!("Heading {n}")),
        Base::Annex(n) if locator.annex.is_none() => words.push(format!("Annex {n}")),
        Base::Annex(n) => words.push(n.clone()),
        Base::Other(n) => words.push(format!("Text {n}")),
    }
    words.extend(locator.path.iter().cloned());
    if locator.resumed > 0 {
        words.push(if locator.resumed == 1 { "cont.".to_owned() } else { format!("cont. {}", locator.resumed) });
    }
    words.join(" ")
}

/// Gives the places of a change: "OP 5 → OP 6"; one name where both are the same or one side has none.
pub fn places(entry: &Entry<'_>) -> String {
    let names = side_names(&entry.members);
    match (names.earlier.is_empty(), names.later.is_empty()) {
        (false, false) if names.earlier != names.later => format!("{} {ARROW} {}", names.earlier, names.later),
        (_, false) => names.later,
        (false, true) => names.earlier,
        (true, true) => String::new(),
    }
}

/// Gives the names of the paragraphs of each side: "OP 5", "OP 6, OP 7"; empty for a side without any.
pub fn side_names(members: &Pair<Vec<&Paragraph>>) -> Pair<String> {
    let names = |side: &[&Paragraph]| match side {
        [first, .., last] if side.len() > 3 => {
            format!("{} – {}", locator(&first.locator), locator(&last.locator))
        }
        _ => side.iter().map(|paragraph| locator(&paragraph.locator)).collect::<Vec<_>>().join(", "),
    };
    Pair::new(names(&members.earlier), names(&members.later))
}

/// Gives the words for what happened to an entry, the most telling first: "moved and reworded", "promoted", "split".
pub fn kind(entry: &Entry<'_>) -> String {
    let change = entry.change;
    let mut words = Vec::new();
    match change.transfer {
        Some(Transfer::Promoted) => words.push("promoted"),
        Some(Transfer::Demoted) => words.push("demoted"),
        None => {}
    }
    if change.link.moved {
        words.push("moved");
    }
    match change.kind {
        ChangeKind::Unchanged => {
            if words.is_empty() {
                let footnote = change.facets.iter().any(|facet| matches!(facet.detail, Detail::Footnote(_)));
                words.push(match (footnote, change.renumbered) {
                    (true, _) => "footnote changed",
                    (false, true) => "renumbered",
                    (false, false) => "unchanged",
                });
            }
        }
        ChangeKind::Reworded | ChangeKind::Added | ChangeKind::Removed | ChangeKind::Split | ChangeKind::Merged => {
            words.push(kind_label(change.kind));
        }
    }
    match words.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => words.concat(),
    }
}

/// Gives the word for a kind.
pub fn kind_label(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Unchanged => "unchanged",
        ChangeKind::Reworded => "reworded",
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Split => "split",
        ChangeKind::Merged => "merged",
    }
}

/// Gives the words for a class.
pub fn class_label(class: ChangeClass) -> &'static str {
    match class {
        ChangeClass::Same => "no change",
        ChangeClass::Editorial => "editorial",
        ChangeClass::Rollover => "rollover",
        ChangeClass::Substantive => "substantive",
        ChangeClass::Unclassified => "unclassified",
    }
}

/// Gives the words for a class in a sentence that explains it.
pub fn class_meaning(class: ChangeClass) -> &'static str {
    match class {
        ChangeClass::Same => "the words are the same",
        ChangeClass::Editorial => "only typography, numbering or \"also\" and \"further\"",
        ChangeClass::Rollover => "only sessions, dates, symbols and figures, as a new session brings them",
        ChangeClass::Substantive => "the meaning",
        ChangeClass::Unclassified => "no rule tells what it amounts to",
    }
}

/// Gives the word for a strength.
pub fn strength_label(strength: Strength) -> &'static str {
    match strength {
        Strength::Same => "same strength",
        Strength::Strengthened => "strengthened",
        Strength::Weakened => "weakened",
        Strength::NotComparable => "not comparable",
    }
}

/// Gives the word for a role.
pub fn role_label(role: Role) -> &'static str {
    match role {
        Role::Preambular => "preambular",
        Role::Operative => "operative",
        Role::Subparagraph => "subparagraph",
        Role::Heading => "heading",
        Role::Annex => "annex",
        Role::Other => "other text",
    }
}

/// Holds what is said about one facet, in the parts that a renderer sets apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is about: "verb", "session".
    pub label: &'static str,
    /// What was and what is: "invites → urges", "+ within existing resources".
    pub text: String,
    /// What that amounts to: "strengthened", "+2"; may be empty.
    pub note: String,
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.label, self.text)?;
        if self.note.is_empty() { Ok(()) } else { write!(f, " ({})", self.note) }
    }
}

/// Gives the words for a facet of an entry.
pub fn remark(entry: &Entry<'_>, facet: &Facet) -> Remark {
    let printed = |side: Side| {
        facet.spans.side(side).and_then(|span| entry.words(side, span)).map(|words| words.trim().to_lowercase())
    };
    let remark = |label: &'static str, text: String, note: String| Remark { label, text, note };
    match &facet.detail {
        Detail::Verb { lemmas, strength, inner } => {
            let verb = |side: Side, lemma: &Option<String>| {
                printed(side).map(|words| without_repeats(entry, side, &words)).or(lemma.clone())
            };
            let words = Pair::new(verb(Side::Earlier, &lemmas.earlier), verb(Side::Later, &lemmas.later));
            let note = if words.earlier.is_some() && words.later.is_some() { strength_label(*strength) } else { "" };
            remark(if *inner { "verb inside" } else { "verb" }, step(&words), note.to_owned())
        }
        Detail::Qualifier { phrase, strength } => {
            let gained = facet.spans.later.is_some() || facet.spans.earlier.is_none();
            let text = if gained { format!("+ {phrase}") } else { format!("− {phrase}") };
            let note = match strength {
                Strength::Strengthened | Strength::Weakened => strength_label(*strength),
                Strength::Same | Strength::NotComparable => "",
            };
            remark("qualifier", text, note.to_owned())
        }
        Detail::Addressee(words) => remark("addressee", step(words), String::new()),
        Detail::Session { words, step: by, deadline } => {
            let note = by.map(|by| format!("{by:+}")).unwrap_or_default();
            remark(if *deadline { "due" } else { "session" }, step(words), note)
        }
        Detail::Date(words) => remark("date", step(words), String::new()),
        Detail::Figure(words) => remark("figure", step(words), String::new()),
        Detail::Amount(words) => remark("amount", step(words), String::new()),
        Detail::Percentage(words) => remark("percentage", step(words), String::new()),
        Detail::Citation(words) => remark("cites", step(words), String::new()),
        Detail::Pointer(words) => remark("refers to", step(words), String::new()),
        Detail::Footnote(words) => remark("footnote", step(words), String::new()),
        Detail::Repeat(words) => remark("also/further", step(words), String::new()),
        Detail::Typography(words) => remark("typography", step(words), String::new()),
    }
}

/// Leaves "also" and "further" out of a verb phrase: they say nothing about the verb.
fn without_repeats(entry: &Entry<'_>, side: Side, words: &str) -> String {
    let repeats = |word: &&str| {
        let openings = entry.members.side(side).iter().filter_map(|paragraph| paragraph.opening.as_ref());
        openings.flat_map(|opening| &opening.repeats).any(|repeat| repeat.eq_ignore_ascii_case(word))
    };
    words.split(' ').filter(|word| !repeats(word)).collect::<Vec<_>>().join(" ")
}

/// Gives "a → b", "+ b" or "− a".
fn step(words: &Pair<Option<String>>) -> String {
    match (&words.earlier, &words.later) {
        (Some(earlier), Some(later)) => format!("{earlier} {ARROW} {later}"),
        (None, Some(later)) => format!("+ {later}"),
        (Some(earlier), None) => format!("− {earlier}"),
        (None, None) => String::new(),
    }
}

/// Gives the words for a clause that came from, or went to, another paragraph; the clause itself is not among them.
pub fn carry(carry: &Carry<'_>) -> String {
    format!("{} {}", carry_lead(carry), locator(&carry.other.locator))
}

/// Gives the same words without the other paragraph's name, with which they end.
pub fn carry_lead(carry: &Carry<'_>) -> &'static str {
    match carry.here {
        Side::Later => "takes up a clause of the earlier",
        Side::Earlier => "a clause survives in the later",
    }
}

/// Gives the words for a reference, given the report it is of; `None` where there is nothing to say.
pub fn reference(report: &ChangeReport, reference: &Reference) -> Option<String> {
    let text = |side: Side| {
        let paragraph = report.resolutions.side(side).paragraphs.get((*reference.paragraph.side(side))?)?;
        let span = (*reference.span.side(side))?;
        paragraph.text.get(span.start..span.end)
    };
    let target = |side: Side| {
        let paragraph = report.resolutions.side(side).paragraphs.get((*reference.target.side(side))?)?;
        Some(locator(&paragraph.locator))
    };
    let words = text(Side::Later).or(text(Side::Earlier)).unwrap_or("reference");
    match reference.state {
        ReferenceState::Holds => None,
        ReferenceState::Updated => Some(format!("\"{words}\" follows the renumbering")),
        ReferenceState::Stale => Some(match (target(Side::Earlier), successor(report, reference)) {
            (Some(was), Some(is)) => format!("\"{words}\" pointed to what was {was} and is {is} now"),
            (Some(was), None) => format!("\"{words}\" pointed to what was {was} and is gone now"),
            (None, _) => format!("\"{words}\" no longer points to the paragraph it pointed to"),
        }),
        ReferenceState::Dangling => Some(format!("\"{words}\" points to a paragraph that is not there")),
    }
}

/// Gives the name in the later text of the paragraph that a reference pointed to in the earlier.
fn successor(report: &ChangeReport, reference: &Reference) -> Option<String> {
    let target = reference.target.earlier?;
    let change = report.changes.iter().find(|change| change.link.members.earlier.contains(&target))?;
    let paragraph = report.resolutions.later.paragraphs.get(*change.link.members.later.first()?)?;
    Some(locator(&paragraph.locator))
}

/// Gives the word for what became of a request.
pub fn ledger_label(state: LedgerState) -> &'static str {
    match state {
        LedgerState::New => "new",
        LedgerState::RolledOver => "rolled over",
        LedgerState::Changed => "changed",
        LedgerState::Lapsed => "lapsed",
    }
}

/// Gives the line for a run of unchanged paragraphs: "12 unchanged paragraphs: PP 3 – PP 14".
pub fn fold(run: &[Entry<'_>]) -> String {
    let what = match run {
        [one] if one.role() == Role::Heading => "unchanged heading".to_owned(),
        [one] if one.lead().is_some_and(Paragraph::is_organ_line) => return "organ line unchanged".to_owned(),
        [_] => "unchanged paragraph".to_owned(),
        _ => "unchanged paragraphs".to_owned(),
    };
    let ends = |side: Side| {
        let paragraphs: Vec<&Paragraph> =
            run.iter().flat_map(|entry| entry.members.side(side).iter().copied()).collect();
        match paragraphs.as_slice() {
            [] => String::new(),
            [one] => locator(&one.locator),
            [first, .., last] => format!("{} – {}", locator(&first.locator), locator(&last.locator)),
        }
    };
    let names = Pair::new(ends(Side::Earlier), ends(Side::Later));
    let renumbered = run.iter().any(|entry| entry.change.renumbered);
    if renumbered && names.earlier != names.later {
        format!("{} {what}: {} {ARROW} {}", run.len(), names.earlier, names.later)
    } else {
        format!("{} {what}: {}", run.len(), names.later)
    }
}

/// Gives the word for a side.
pub fn side_label(side: Side) -> &'static str {
    match side {
        Side::Earlier => "earlier text",
        Side::Later => "later text",
    }
}

/// Gives the word for a kind of furniture.
pub fn furniture_label(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::PageHeader => "page header",
        FurnitureKind::JobNumber => "job number",
        FurnitureKind::Marker => "marker",
        FurnitureKind::Rule => "rule",
        FurnitureKind::Letterhead => "letterhead",
        FurnitureKind::Boilerplate => "boilerplate",
        FurnitureKind::TextBox => "text box",
        FurnitureKind::Neighbour => "neighbouring text",
    }
}

/// Gives the name of a text: its symbol, else its number, else its title, else nothing.
pub fn symbol(masthead: &Masthead) -> Option<String> {
    masthead
        .symbol
        .as_ref()
        .map(|symbol| symbol.0.clone())
        .or_else(|| masthead.number.clone())
        .or_else(|| masthead.title.clone())
}

/// Gives the names of both texts of a report: their own, or those of their files; where there is no file either, the
/// side on which one stands.
pub fn names(report: &ChangeReport, files: &Pair<Option<String>>) -> Pair<String> {
    let Pair { earlier, later } = given_names(report, files);
    let or_side = |name: Option<String>, side| name.unwrap_or_else(|| side_label(side).to_owned());
    Pair::new(or_side(earlier, Side::Earlier), or_side(later, Side::Later))
}

/// Gives the names that both texts have. Texts that name themselves by the same title are told apart by their files, and
/// one without a name has that of its file.
pub fn given_names(report: &ChangeReport, files: &Pair<Option<String>>) -> Pair<Option<String>> {
    let mastheads = report.resolutions.as_ref().map(|resolution| &resolution.masthead);
    let own = mastheads.map(symbol);
    let same_title = own.earlier == own.later && own.later == mastheads.later.title;
    let name = |side: Side| {
        let (own, file) = (own.side(side).clone(), files.side(side).clone());
        if same_title { file.or(own) } else { own.or(file) }
    };
    Pair::new(name(Side::Earlier), name(Side::Later))
}

/// Gives what the first page says of time: "fifty-fourth session", "22 December 1999".
pub fn time(masthead: &Masthead) -> Vec<String> {
    let adopted = masthead.adoption_date.as_ref().map(|date| format!("adopted {date}"));
    let issued = masthead.distribution_date.as_ref().map(|date| format!("issued {date}"));
    masthead.session_words.iter().cloned().chain(adopted.or(issued)).collect()
}

/// Gives the words for a match that may be wrong.
pub fn doubt(confidence: Confidence) -> String {
    format!("perhaps not the same provision ({} sure)", percent(confidence))
}

/// Gives a confidence as a percentage: "62 %", "over 99 %".
pub fn percent(confidence: Confidence) -> String {
    match confidence.0 {
        ..=989 => format!("{} %", (u32::from(confidence.0) + 5) / 10),
        990..=999 => "over 99 %".to_owned(),
        _ => "100 %".to_owned(),
    }
}

/// Gives what became of a paragraph that is shown at another place, between its name and that place: "OP 3 moved to
/// OP 7". The first member of a change stands elsewhere only when it moved.
pub fn signpost(kind: ChangeKind, side: Side, member: usize) -> &'static str {
    match (kind, side) {
        _ if member == 0 => "moved to",
        (ChangeKind::Merged, Side::Earlier) => "was merged into",
        (_, Side::Earlier) => "goes on in",
        (_, Side::Later) => "was split off and is shown with",
    }
}

/// Gives the name of a section of a text: "Preamble", "A. Operative part", "Annex II"; absent for headings and the like,
/// which stand in whatever section comes next.
pub fn section(locator: &Locator) -> Option<String> {
    let name = match locator.base {
        Base::Heading(_) | Base::Other(_) => return None,
        _ if locator.annex.is_some() => return locator.annex.clone(),
        Base::Annex(_) => "Annex",
        Base::Organ | Base::Preambular(_) => "Preamble",
        Base::Operative(_) => "Operative part",
    };
    Some(locator.part.as_ref().map_or_else(|| name.to_owned(), |part| format!("{part}. {name}")))
}
