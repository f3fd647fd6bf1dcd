//! A report to doubts about the pair as a whole: texts on different subjects, texts given in the wrong order.

use super::ChangeReport;
use crate::align::LinkKind;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};
use crate::pair::Pair;
use crate::resolution::{Masthead, Paragraph, Resolution, Role};
use crate::token::tokenize;
use std::collections::BTreeSet;

/// Per cent of the shorter text that must have a counterpart, if the titles share no word of weight. Two texts of the
/// samples that have nothing to do with each other share their formulas: 14 per cent of `different-subjects`.
const LEAST_SHARED: usize = 25;
/// The same where a title is missing or the titles have words in common: hardly more than formulas.
const LEAST_SHARED_ON_ONE_SUBJECT: usize = 8;

/// Finds doubts about the pair as a whole.
pub fn doubts(report: &ChangeReport) -> Vec<Diagnostic> {
    let found = [
        (DiagnosticKind::DifferentSubjects, different_subjects(report)),
        (DiagnosticKind::OrderReversed, order_reversed(report.resolutions.as_ref().map(|r| &r.masthead))),
    ];
    let doubt = |(kind, excerpt): (_, Option<String>)| Some(Diagnostic::new(kind, Place::default(), excerpt?));
    found.into_iter().filter_map(doubt).collect()
}

/// Tells whether hardly anything of the shorter text has a counterpart; gives both titles.
fn different_subjects(report: &ChangeReport) -> Option<String> {
    let weigh = |resolution: &Resolution, wanted: &dyn Fn(usize) -> bool| -> usize {
        let clauses = resolution.paragraphs.iter().enumerate().filter(|(i, p)| is_clause(p) && wanted(*i));
        clauses.map(|(_, paragraph)| paragraph.text.len()).sum()
    };
    let mut linked = report.resolutions.as_ref().map(|resolution| vec![false; resolution.paragraphs.len()]);
    for change in &report.changes {
        if matches!(change.link.kind, LinkKind::Matched | LinkKind::Split | LinkKind::Merged) {
            change.link.members.earlier.iter().for_each(|&i| linked.earlier[i] = true);
            change.link.members.later.iter().for_each(|&i| linked.later[i] = true);
        }
    }
    let sides = report.resolutions.as_ref().zip(linked.as_ref());
    let shares = sides.map(|(resolution, linked)| {
        let all = weigh(resolution, &|_| true);
        (all, 100 * weigh(resolution, &|i| linked[i]) / all.max(1))
    });
    if shares.earlier.0 == 0 || shares.later.0 == 0 {
        return None;
    }
    let shared = shares.earlier.min(shares.later).1;
    let titles = report.resolutions.as_ref().map(|resolution| resolution.masthead.title.as_deref());
    match (titles.earlier, titles.later) {
        (Some(earlier), Some(later)) => {
            let words = Pair::new(content(earlier), content(later));
            let limit =
                if words.earlier.is_disjoint(&words.later) { LEAST_SHARED } else { LEAST_SHARED_ON_ONE_SUBJECT };
            // Titles that are the same say nothing about it.
            let titles = if earlier == later { String::new() } else { format!("{earlier} / {later}") };
            (shared < limit).then_some(titles)
        }
        _ => (shared < LEAST_SHARED_ON_ONE_SUBJECT).then(String::new),
    }
}

/// Bytes of a paragraph that can be told from a formula such as "Decides to remain seized of the matter."
const MORE_THAN_A_FORMULA: usize = 60;

fn is_clause(paragraph: &Paragraph) -> bool {
    paragraph.role != Role::Heading && !paragraph.is_organ_line() && paragraph.text.len() > MORE_THAN_A_FORMULA
}

/// Gives the words of a title that say something.
fn content(title: &str) -> BTreeSet<String> {
    let words = tokenize(title).into_iter().map(|token| token.span.of(title).to_lowercase());
    words.filter(|word| word.chars().count() > 3 && !matches!(word.as_str(), "with" | "from" | "their")).collect()
}

/// Tells whether the earlier text is of a later session of the same organ or was adopted later; gives what says so.
fn order_reversed(mastheads: Pair<&Masthead>) -> Option<String> {
    let said = |earlier: &Option<String>, later: &Option<String>| {
        format!("{} / {}", earlier.as_deref().unwrap_or_default(), later.as_deref().unwrap_or_default())
    };
    let Pair { earlier, later } = mastheads;
    if let (Some(one), Some(other)) = (earlier.session, later.session)
        && earlier.organ == later.organ
        && one.kind == other.kind
        && one.number != other.number
    {
        return (one.number > other.number).then(|| said(&earlier.session_words, &later.session_words));
    }
    let dates = mastheads.map(|masthead| masthead.adoption_date.as_deref().and_then(date));
    match (dates.earlier, dates.later) {
        (Some(one), Some(other)) if one > other => Some(said(&earlier.adoption_date, &later.adoption_date)),
        _ => None,
    }
}

/// Reads "22 December 1999" as year, month and day.
fn date(text: &str) -> Option<(u32, usize, u32)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let mut words = text.split_whitespace();
    let day = words.next()?.parse().ok()?;
    let month = words.next()?.to_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)?;
    Some((words.next()?.parse().ok()?, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Parsed;
    use crate::{CompareOptions, compare};

    fn text(title: &str, session: &str, adopted: &str, clauses: &str) -> Parsed<Resolution> {
        let text = format!(
            "{session} session\n\nResolution adopted by the General Assembly on {adopted}\n\n60/901. {title}\n\n\
             The General Assembly,\n\n{clauses}\n"
        );
        crate::read::read(text.as_bytes(), None, &Default::default()).expect("plain text is read")
    }

    #[track_caller]
    fn check(earlier: Parsed<Resolution>, later: Parsed<Resolution>, expected: &[DiagnosticKind]) {
        let report = compare(Pair::new(earlier, later), &CompareOptions::default());
        let found: Vec<DiagnosticKind> =
            report.diagnostics.iter().filter(|(side, _)| side.is_none()).map(|(_, d)| d.kind).collect();
        assert_eq!(found, expected);
    }

    const WELLS: &str = "1. Invites Member States to mark every public well on their maps;\n\n\
                         2. Decides to remain seized of the matter.";
    const BEES: &str = "1. Encourages the keepers of bees to plant lime trees along country roads and canals;\n\n\
                        2. Decides to remain seized of the matter.";

    #[test]
    fn texts_on_different_subjects_are_told() {
        let wells = || text("Public wells", "Sixtieth", "20 December 2005", WELLS);
        let bees = || text("Protection of pollinating insects", "Sixty-second", "20 December 2007", BEES);
        check(wells(), wells(), &[]);
        check(wells(), bees(), &[DiagnosticKind::DifferentSubjects]);
        check(bees(), wells(), &[DiagnosticKind::DifferentSubjects, DiagnosticKind::OrderReversed]);
    }

    #[test]
    fn the_same_subject_in_other_words_is_no_other_subject() {
        let later = "1. Invites Member States to mark every public well on their maps, and to clean it.";
        check(
            text("Public wells", "Sixtieth", "20 December 2005", WELLS),
            text("Water for travellers", "Sixtieth", "20 December 2005", later),
            &[],
        );
    }

    #[test]
    fn the_date_tells_the_order_within_a_session() {
        let of = |adopted: &str| text("Public wells", "Sixtieth", adopted, WELLS);
        check(of("1 March 2006"), of("20 December 2005"), &[DiagnosticKind::OrderReversed]);
        check(of("20 December 2005"), of("1 March 2006"), &[]);
    }
}
