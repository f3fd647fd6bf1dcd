//! A history to the words and pieces that all its renderers share.

use super::messages::{self, locator};
use crate::changes::{Change, ChangeReport};
use crate::lineage::{Cell, History, Lineage, Origin, Step, Word};
use crate::pair::{Pair, Side};
use crate::resolution::{Paragraph, Role};

/// Gives the words for a step.
pub fn step_label(step: Step) -> &'static str {
    match step {
        Step::Absent => "absent",
        Step::New => "new",
        Step::Unchanged => "unchanged",
        Step::Reworded => "reworded",
        Step::Split => "split",
        Step::Merged => "merged",
        Step::Returned => "came back",
        Step::Absorbed => "went up into another",
    }
}

/// The paragraph by which a lineage is named: that of the newest version in which it stands.
pub(crate) fn newest<'h>(history: &'h History, lineage: &Lineage) -> Option<(usize, &'h Paragraph)> {
    let (version, paragraph) = lineage.places().last()?;
    Some((version, &history.versions[version].resolution.paragraphs[paragraph]))
}

pub(crate) fn is_clause(history: &History, lineage: &Lineage) -> bool {
    newest(history, lineage).is_some_and(|(_, p)| p.role != Role::Heading && !p.is_organ_line())
}

/// The lineages as a reader goes through them: those of the newest text in its order, then those that ended, the last to
/// end first, each group with the version in which it last stood.
pub(crate) fn groups(history: &History) -> Vec<(usize, Vec<&Lineage>)> {
    let last = |lineage: &Lineage| lineage.places().last().map_or(0, |(version, _)| version);
    let versions = (0..history.versions.len()).rev();
    versions
        .map(|version| (version, history.lineages.iter().filter(|lineage| last(lineage) == version).collect()))
        .filter(|(version, group): &(usize, Vec<&Lineage>)| {
            version + 1 == history.versions.len() || group.iter().any(|lineage| is_clause(history, lineage))
        })
        .collect()
}

/// "12 clauses, 9 of them in the newest text, 1 that came back after an absence".
pub(crate) fn counts(history: &History) -> String {
    let clauses: Vec<&Lineage> = history.lineages.iter().filter(|lineage| is_clause(history, lineage)).collect();
    let alive = clauses.iter().filter(|lineage| lineage.cells.last().is_some_and(|cell| cell.paragraph.is_some()));
    let returned = |lineage: &&&Lineage| lineage.cells.iter().any(|cell| cell.step == Step::Returned);
    format!(
        "{} clauses, {} of them in the newest text, {} that came back after an absence",
        clauses.len(),
        alive.count(),
        clauses.iter().filter(returned).count()
    )
}

/// "4 clauses last stood in 72/245".
pub(crate) fn ended_title(history: &History, version: usize, group: &[&Lineage]) -> String {
    let count = group.iter().filter(|lineage| is_clause(history, lineage)).count();
    let clauses = if count == 1 { "clause" } else { "clauses" };
    format!("{count} {clauses} last stood in {}", history.versions[version].label)
}

/// How often and how long a clause stood: "in 4 of 6 versions since 70/1, reworded 2 times, came back in 76/3".
pub(crate) fn life(history: &History, lineage: &Lineage) -> String {
    let label = |version: usize| history.versions[version].label.as_str();
    let places: Vec<usize> = lineage.places().map(|(version, _)| version).collect();
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return String::new() };
    let all = history.versions.len();
    let mut life = match (first == last, last + 1 == all) {
        (true, true) => format!("New in {}", label(first)),
        (true, false) => format!("Only in {}, gone since", label(first)),
        (false, true) if places.len() == all => format!("In all {all} versions since {}", label(first)),
        (false, true) => format!("In {} of {all} versions, since {}", places.len(), label(first)),
        (false, false) => {
            format!("In {} of {all} versions, from {} to {}, gone since", places.len(), label(first), label(last))
        }
    };
    let reworded = lineage.cells.iter().filter(|cell| cell.step == Step::Reworded).count();
    match reworded {
        0 => {}
        1 => life.push_str("; reworded once"),
        times => life.push_str(&format!("; reworded {times} times")),
    }
    let back: Vec<&str> = (0..all).filter(|&v| lineage.cells[v].step == Step::Returned).map(label).collect();
    if !back.is_empty() {
        life.push_str(&format!("; came back in {}", back.join(", ")));
    }
    life
}

/// Names the other paragraphs of a split, a merge or a clause that went up into another: "with PP 9 and PP 10 of 70/1".
pub(crate) fn relatives(history: &History, lineage: &Lineage, version: usize) -> Option<String> {
    let cell = lineage.cells[version];
    let at = version.checked_sub(1)?;
    let members = &history.reports[at].changes.get(cell.change?)?.link.members;
    let names = |version: usize, members: &[usize]| {
        let paragraphs = &history.versions[version].resolution.paragraphs;
        let names: Vec<String> = members.iter().map(|&index| locator(&paragraphs[index].locator)).collect();
        listed(&names)
    };
    let begins = lineage.cells[at].paragraph.is_none();
    match cell.step {
        Step::Split if begins => {
            Some(format!("off from {} of {}", names(at, &members.earlier), history.versions[at].label))
        }
        Step::Split => Some(format!("into {}", names(version, &members.later))),
        Step::Merged => Some(format!("from {} of {}", names(at, &members.earlier), history.versions[at].label)),
        Step::Absorbed => Some(names(version, &members.later)),
        Step::Absent | Step::New | Step::Unchanged | Step::Reworded | Step::Returned => None,
    }
}

/// What happened to a clause in a version, in words: "moved and reworded", "split into PP 4 and PP 5", "went up into OP 9".
pub(crate) fn happened(history: &History, lineage: &Lineage, version: usize) -> String {
    let cell = lineage.cells[version];
    let moved = if cell.moved { "moved and " } else { "" };
    let relatives = relatives(history, lineage, version);
    match (cell.step, relatives) {
        (Step::Unchanged, _) if cell.moved => "moved, otherwise unchanged".to_owned(),
        (Step::Absorbed, Some(other)) => format!("went up into {other}"),
        (step, Some(others)) => format!("{moved}{} {others}", step_label(step)),
        (step, None) => format!("{moved}{}", step_label(step)),
    }
}

/// Holds what became of a clause in one version, with what that refers to.
pub(crate) struct Stage<'h> {
    pub version: usize,
    pub cell: Cell,
    /// The clause in this version.
    pub paragraph: Option<&'h Paragraph>,
    /// The report that leads to this version, and the change in it that made it so.
    pub change: Option<(&'h ChangeReport, &'h Change)>,
    /// The wording where it stood last, and the one here, where they differ.
    pub reworded: Option<Pair<&'h str>>,
}

impl<'h> Stage<'h> {
    /// The paragraphs that the change joins, of the version before or of this one.
    pub fn members(&self, side: Side) -> Vec<&'h Paragraph> {
        let Some((report, change)) = self.change else { return Vec::new() };
        let paragraphs = &report.resolutions.side(side).paragraphs;
        change.link.members.side(side).iter().filter_map(|&index| paragraphs.get(index)).collect()
    }
}

/// What became of a clause in each version.
pub(crate) fn stages<'h>(history: &'h History, lineage: &Lineage) -> Vec<Stage<'h>> {
    let mut before: Option<&'h str> = None;
    let stage = |(version, &cell): (usize, &Cell)| {
        let paragraph = cell.paragraph.map(|index| &history.versions[version].resolution.paragraphs[index]);
        let text = paragraph.map(|paragraph| paragraph.text.as_str());
        let report = version.checked_sub(1).map(|at| &history.reports[at]);
        let change = report.zip(cell.change).map(|(report, change)| (report, &report.changes[change]));
        let reworded = before.zip(text).filter(|(before, text)| before != text);
        before = text.or(before);
        let reworded = reworded.map(|(before, text)| Pair::new(before, text));
        Stage { version, cell, paragraph, change, reworded }
    };
    lineage.cells.iter().enumerate().map(stage).collect()
}

/// "PP 4, PP 5 and PP 6".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What is to be said of a change of one step: its facets, in words.
pub(crate) fn remarks(history: &History, at: usize, change: usize) -> Vec<String> {
    let report = &history.reports[at];
    let Some(entry) = super::walk::entry_at(report, change) else { return Vec::new() };
    entry.change.facets.iter().map(|facet| messages::remark(&entry, facet).to_string()).collect()
}

/// Gives how many of all words are of one version, in per cent.
pub(crate) fn share(count: usize, total: usize) -> usize {
    (200 * count + total).checked_div(2 * total).unwrap_or(0)
}

/// Holds a run of words of one origin.
pub(crate) struct OriginRun<'t> {
    pub origin: Origin,
    pub text: &'t str,
    /// How many words it has, without marks.
    pub words: usize,
}

/// Cuts a text into runs of words of one origin; punctuation goes with the word before it, an opening bracket with what
/// it opens.
pub(crate) fn runs<'t>(text: &'t str, words: &[Word]) -> Vec<OriginRun<'t>> {
    let opens = |word: &Word| word.mark && word.span.of(text).starts_with(['(', '[', '{', '“', '‘', '«']);
    let mut origins: Vec<Origin> = words.iter().map(|word| word.origin).collect();
    for at in (1..words.len()).rev().filter(|&next| opens(&words[next - 1])) {
        origins[at - 1] = origins[at];
    }
    let mut starts: Vec<usize> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let trails = word.mark && !opens(word);
        let goes_on = starts.last().is_some_and(|&start| origins[start] == origins[at] || trails);
        if !goes_on {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let run = |(&start, end): (&usize, usize)| {
        let (first, last) = (&words[start], &words[end - 1]);
        OriginRun {
            origin: origins[start],
            text: &text[first.span.start..last.span.end],
            words: words[start..end].iter().filter(|word| !word.mark).count(),
        }
    };
    starts.iter().zip(ends).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    /// Cuts pieces, each a word or mark with what stands behind it and its version, into runs.
    #[track_caller]
    fn check(pieces: &[(&str, usize)], expected: &[(usize, &str, usize)]) {
        let mut text = String::new();
        let mut words = Vec::new();
        for &(piece, version) in pieces {
            let span = Span::new(text.len(), text.len() + piece.trim_end().len());
            words.push(Word { span, mark: !piece.contains(char::is_alphanumeric), origin: Origin(version) });
            text.push_str(piece);
        }
        let found: Vec<_> = runs(&text, &words).into_iter().map(|run| (run.origin.0, run.text, run.words)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_mark_goes_with_the_word_before_it_and_a_bracket_with_what_it_opens() {
        check(&[("of ", 0), ("wells", 0), (", ", 1), ("also", 1)], &[(0, "of wells,", 2), (1, "also", 1)]);
        check(
            &[("wells", 0), (", ", 0), ("(", 1), ("[", 0), ("agreed", 1), (") ", 0), ("now", 0)],
            &[(0, "wells,", 1), (1, "([agreed)", 1), (0, "now", 1)],
        );
        check(&[("(", 0), ("[", 1)], &[(1, "([", 0)]);
        check(&[], &[]);
    }

    #[test]
    fn shares_are_rounded() {
        assert_eq!([share(96, 123), share(27, 123), share(1, 200), share(0, 0)], [78, 22, 1, 0]);
    }
}
