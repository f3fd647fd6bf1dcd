//! A history to the words and pieces that all its renderers share.

use super::messages;
use crate::lineage::{History, Lineage, Origin, Step, Word};
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

/// What is to be said of a change of one step: its facets, in words.
pub(crate) fn remarks(history: &History, at: usize, change: usize) -> Vec<String> {
    let report = &history.reports[at];
    let Some(entry) = super::walk::entry_at(report, change) else { return Vec::new() };
    entry.change.facets.iter().map(|facet| messages::remark(&entry, facet).to_string()).collect()
}

/// Cuts a text into runs of words of one origin; punctuation goes with the word before it.
pub(crate) fn runs<'t>(text: &'t str, words: &[Word]) -> Vec<(Origin, &'t str)> {
    let mut runs: Vec<(Origin, usize, usize)> = Vec::new();
    for word in words {
        let is_mark = !word.span.of(text).contains(char::is_alphanumeric);
        match runs.last_mut() {
            Some((origin, _, end)) if *origin == word.origin || is_mark => *end = word.span.end,
            _ => runs.push((word.origin, word.span.start, word.span.end)),
        }
    }
    runs.into_iter().map(|(origin, start, end)| (origin, &text[start..end])).collect()
}
