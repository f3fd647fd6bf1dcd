//! A text and a seed to a changed text whose changes are known.
//!
//! Each mutation does to one or two paragraphs what drafters do, and says what a report ought to find. The paragraphs
//! that no mutation touched ought to be linked to themselves.

use crate::random::Random;
use crate::units::Unit;

/// Names the kinds of mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing was done.
    Untouched,
    /// The paragraph is gone.
    Delete,
    /// A paragraph of another text stands here.
    Insert,
    /// The paragraph stands elsewhere.
    Move,
    /// Two neighbours changed places.
    Swap,
    /// One paragraph became two.
    Split,
    /// Two neighbours became one.
    Merge,
    /// Some words were replaced, added, dropped.
    Reword,
    /// Sessions, years and symbols went on.
    RollOver,
    /// A preambular paragraph became operative.
    Promote,
    /// The paragraph is gone, but a clause of it stands in another.
    Carry,
    /// All numbers are higher than they were.
    Renumber,
}

/// All kinds that are done to single places.
pub const KINDS: [Kind; 10] = [
    Kind::Delete,
    Kind::Insert,
    Kind::Move,
    Kind::Swap,
    Kind::Split,
    Kind::Merge,
    Kind::Reword,
    Kind::RollOver,
    Kind::Promote,
    Kind::Carry,
];

/// Says what a report ought to find: paragraphs of each side, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What was done.
    pub kind: Kind,
    /// In the text as it was.
    pub earlier: Vec<usize>,
    /// In the text as it is.
    pub later: Vec<usize>,
}

/// Holds a paragraph of the changed text and where it comes from.
struct Item {
    unit: Unit,
    from: Vec<usize>,
    kind: Kind,
}

/// Changes a text in about one of every `spacing` paragraphs, each time in one of the given ways. Gives the changed
/// text and what there is to find.
pub fn mutate(
    units: &[Unit],
    donor: &[Unit],
    kinds: &[Kind],
    spacing: usize,
    random: &mut Random,
) -> (Vec<Unit>, Vec<Expected>) {
    let mut items: Vec<Item> = units
        .iter()
        .enumerate()
        .map(|(i, unit)| Item { unit: unit.clone(), from: vec![i], kind: Kind::Untouched })
        .collect();
    let mut gone = Vec::new();
    for _ in 0..(units.len() / spacing.max(1)).max(1) {
        let Some(&kind) = random.pick(kinds) else { break };
        // Some places do not lend themselves to it; a few tries are enough.
        let done = (0..12).any(|_| {
            let at = random.below(items.len());
            apply(kind, at, &mut items, donor, random, &mut gone)
        });
        let _ = done;
    }
    if kinds.contains(&Kind::Renumber) {
        let by = 1 + random.below(3);
        renumber(&mut items, by);
    } else {
        renumber(&mut items, 0);
    }
    let mut expected: Vec<Expected> = Vec::new();
    // What a clause was carried into is told by the paragraph that it came from.
    for (l, item) in items.iter().enumerate().filter(|(_, item)| item.kind != Kind::Carry) {
        // The second half of a split is told by the first.
        match expected.iter_mut().find(|e| e.kind == Kind::Split && item.kind == Kind::Split && e.earlier == item.from)
        {
            Some(split) => split.later.push(l),
            None => expected.push(Expected { kind: item.kind, earlier: item.from.clone(), later: vec![l] }),
        }
    }
    for (e, kind, host) in gone {
        let later =
            host.and_then(|host: usize| items.iter().position(|item| item.from == [host])).into_iter().collect();
        expected.push(Expected { kind, earlier: vec![e], later });
    }
    (items.into_iter().map(|item| item.unit).collect(), expected)
}

/// Tells whether a paragraph may be changed: a real one, untouched so far.
fn fit(item: &Item) -> bool {
    item.kind == Kind::Untouched && item.unit.role != "heading" && item.unit.text.len() >= 70
}

fn apply(
    kind: Kind,
    at: usize,
    items: &mut Vec<Item>,
    donor: &[Unit],
    random: &mut Random,
    gone: &mut Vec<(usize, Kind, Option<usize>)>,
) -> bool {
    if !fit(&items[at]) {
        return false;
    }
    let numbered = |item: &Item| item.unit.enumerator.as_deref().is_some_and(|e| !e.starts_with('('));
    let plain = |item: &Item| item.unit.role == "preambular" || numbered(item);
    let alike = |a: &Item, b: &Item| a.unit.role == b.unit.role && plain(a) && plain(b);
    match kind {
        Kind::Untouched | Kind::Renumber => false,
        Kind::Delete => {
            // A chapeau does not go without its list.
            if items.get(at + 1).is_some_and(|next| !plain(next)) || !plain(&items[at]) {
                return false;
            }
            gone.push((items.remove(at).from[0], Kind::Delete, None));
            true
        }
        Kind::Insert => {
            let Some(unit) =
                random.pick(donor).filter(|unit| unit.text.len() >= 70 && unit.role == items[at].unit.role)
            else {
                return false;
            };
            let enumerator = items[at].unit.enumerator.clone();
            if !plain(&items[at]) {
                return false;
            }
            let unit = Unit { role: unit.role.clone(), enumerator, text: unit.text.clone() };
            items.insert(at, Item { unit, from: Vec::new(), kind });
            true
        }
        Kind::Move => {
            let to = random.below(items.len());
            let followed = |at: usize| items.get(at + 1).is_some_and(|next| !plain(next));
            if to.abs_diff(at) < 3 || !alike(&items[at], &items[to]) || followed(at) || followed(to) {
                return false;
            }
            // A move back over one that moved would undo it.
            let between = at.min(to)..=at.max(to);
            if items[between].iter().any(|item| matches!(item.kind, Kind::Move | Kind::Swap)) {
                return false;
            }
            let mut item = items.remove(at);
            item.kind = kind;
            items.insert(to, item);
            true
        }
        Kind::Swap => {
            let Some(next) = items.get(at + 1) else { return false };
            let list = items.get(at + 2).is_some_and(|after| !plain(after));
            if !fit(next) || !alike(&items[at], next) || list {
                return false;
            }
            items.swap(at, at + 1);
            items[at].kind = kind;
            items[at + 1].kind = kind;
            true
        }
        Kind::Split => {
            let text = &items[at].unit.text;
            let Some(cut) = middle_clause(text).filter(|_| plain(&items[at])) else { return false };
            let end = if items[at].unit.role == "preambular" { "," } else { ";" };
            let (head, tail) =
                (text[..cut].trim_end_matches([',', ';', ' ']), text[cut..].trim_start_matches([' ', ',']));
            let tail = tail.strip_prefix("and ").unwrap_or(tail);
            let opening = if items[at].unit.role == "preambular" { "Recognizing also " } else { "Also stresses " };
            let (head, tail) = (format!("{head}{end}"), format!("{opening}{tail}"));
            items[at].unit.text = head;
            items[at].kind = kind;
            let unit = Unit { text: tail, ..items[at].unit.clone() };
            let from = items[at].from.clone();
            items.insert(at + 1, Item { unit, from, kind });
            true
        }
        Kind::Merge => {
            let Some(next) = items.get(at + 1) else { return false };
            let list = items.get(at + 2).is_some_and(|after| !plain(after));
            if !fit(next) || !alike(&items[at], next) || list {
                return false;
            }
            let next = items.remove(at + 1);
            let item = &mut items[at];
            let head = item.unit.text.trim_end_matches([',', ';', '.', ' ']).to_string();
            item.unit.text = format!("{head}, and {}", lowered(&next.unit.text));
            item.from.extend(next.from);
            item.kind = kind;
            true
        }
        Kind::Reword => {
            let text = reworded(&items[at].unit.text, random);
            let changed = text != items[at].unit.text;
            items[at].unit.text = text;
            items[at].kind = if changed { kind } else { items[at].kind };
            changed
        }
        Kind::RollOver => {
            let text = rolled_over(&items[at].unit.text);
            let changed = text != items[at].unit.text;
            items[at].unit.text = text;
            items[at].kind = if changed { kind } else { items[at].kind };
            changed
        }
        Kind::Promote => {
            let Some(text) = finite(&items[at].unit.text).filter(|_| items[at].unit.role == "preambular") else {
                return false;
            };
            let Some(to) = items.iter().position(numbered) else { return false };
            if to < at {
                return false;
            }
            let mut item = items.remove(at);
            item.unit = Unit {
                role: "operative".to_string(),
                enumerator: Some("1.".to_string()),
                text: text.trim_end_matches(',').to_string() + ";",
            };
            item.kind = kind;
            items.insert(to - 1, item);
            true
        }
        Kind::Carry => {
            let host = random.below(items.len());
            let list = items.get(at + 1).is_some_and(|next| !plain(next));
            if host == at || !fit(&items[host]) || !plain(&items[at]) || list {
                return false;
            }
            let clauses: Vec<&str> = items[at].unit.text.split([',', ';']).skip(1).collect();
            // Well below half of the paragraph: otherwise the two may count as one provision.
            let length = items[at].unit.text.len();
            let fits = |clause: &&&str| clause.split(' ').count() >= 9 && clause.len() * 2 < length;
            let Some(clause) = clauses.iter().find(fits) else { return false };
            let end = if items[host].unit.role == "preambular" { "," } else { ";" };
            let head = items[host].unit.text.trim_end_matches([',', ';', '.', ' ']).to_string();
            let clause = clause.trim().strip_prefix("and ").unwrap_or(clause.trim());
            items[host].unit.text = format!("{head}, and {clause}{end}");
            items[host].kind = Kind::Carry;
            let host = items[host].from[0];
            gone.push((items.remove(at).from[0], Kind::Carry, Some(host)));
            true
        }
    }
}

/// Finds the comma nearest to the middle after which a clause of its own begins.
fn middle_clause(text: &str) -> Option<usize> {
    let middle = text.len() / 2;
    let starts = [", and ", ", including ", ", in particular ", "; ", ", as well as ", ", with a view to "];
    starts
        .iter()
        .flat_map(|start| text.match_indices(start).map(|(at, _)| at + 1))
        .filter(|&at| at > text.len() / 4 && at < text.len() * 3 / 4)
        .min_by_key(|at| at.abs_diff(middle))
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// What a drafter may write instead.
const OTHER_WORDS: [(&str, &str); 24] = [
    ("promote", "foster"),
    ("ensure", "guarantee"),
    ("importance", "relevance"),
    ("strengthen", "reinforce"),
    ("efforts", "endeavours"),
    ("assistance", "support"),
    ("effective", "efficient"),
    ("measures", "steps"),
    ("States", "Governments"),
    ("including", "such as"),
    ("particular", "especially"),
    ("need", "necessity"),
    ("Calls upon", "Urges"),
    ("Encourages", "Invites"),
    ("Requests", "Asks"),
    ("Recognizing", "Acknowledging"),
    ("Noting", "Taking note of"),
    ("Welcomes", "Notes with appreciation"),
    ("Stresses", "Emphasizes"),
    ("Reaffirming", "Recalling"),
    ("relevant", "appropriate"),
    ("cooperation", "collaboration"),
    ("address", "tackle"),
    ("activities", "work"),
];

/// Replaces words, drops the last clause or adds one, as drafters do.
pub fn reworded(text: &str, random: &mut Random) -> String {
    let mut text = text.to_string();
    let start = random.below(OTHER_WORDS.len());
    let mut left = 4;
    for i in 0..OTHER_WORDS.len() {
        let (word, other) = OTHER_WORDS[(start + i) % OTHER_WORDS.len()];
        if left > 0 && text.contains(word) {
            text = text.replacen(word, other, 1);
            left -= 1;
        }
    }
    let end = text.chars().last().filter(|c| matches!(c, ',' | ';' | '.')).map(String::from).unwrap_or_default();
    let body = text.trim_end_matches([',', ';', '.']).to_string();
    match random.below(3) {
        0 => format!("{body}, as appropriate and within existing resources{end}"),
        1 => match body.rfind(", ").filter(|&at| at * 3 > body.len() * 2) {
            Some(at) => format!("{}{end}", &body[..at]),
            None => text,
        },
        _ => text,
    }
}

const ORDINALS: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

/// Adds to every year and symbol, and makes every ordinal the next one.
fn rolled_over(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
    for word in &mut words {
        let core: String = word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
        let next = if let Some((tens, ordinal)) = core.split_once('-') {
            let at = ORDINALS.iter().position(|o| *o == ordinal);
            at.map(|at| format!("{tens}-{}", ORDINALS[(at + 1) % 9]))
        } else if let Some((session, number)) = core.split_once('/') {
            match (session.parse::<u32>(), number.parse::<u32>()) {
                (Ok(session), Ok(number)) => Some(format!("{}/{}", session + 2, number + 13)),
                _ => None,
            }
        } else {
            core.parse::<u32>().ok().filter(|year| (1940..2060).contains(year)).map(|year| (year + 2).to_string())
        };
        if let Some(next) = next {
            *word = word.replace(&core, &next);
        }
    }
    words.join(" ")
}

/// Makes a preambular opening an operative one.
fn finite(text: &str) -> Option<String> {
    const FORMS: [(&str, &str); 9] = [
        ("Recalling", "Recalls"),
        ("Noting", "Notes"),
        ("Recognizing", "Recognizes"),
        ("Welcoming", "Welcomes"),
        ("Reaffirming", "Reaffirms"),
        ("Stressing", "Stresses"),
        ("Emphasizing", "Emphasizes"),
        ("Acknowledging", "Acknowledges"),
        ("Bearing in mind", "Bears in mind"),
    ];
    FORMS.iter().find_map(|(from, to)| text.strip_prefix(from).map(|rest| format!("{to}{rest}")))
}

/// Numbers the numbered paragraphs anew, part by part, as a printer would.
fn renumber(items: &mut [Item], by: usize) {
    let mut number = by;
    let mut last = 0;
    for item in items {
        let Some(enumerator) = &item.unit.enumerator else { continue };
        let Ok(printed) = enumerator.trim().trim_end_matches('.').parse::<usize>() else { continue };
        if printed == 1 && last > 1 && item.kind == Kind::Untouched {
            number = by;
        }
        number += 1;
        last = printed;
        item.unit.enumerator = Some(format!("{number}."));
    }
}
