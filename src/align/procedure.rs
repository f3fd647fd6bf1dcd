//! A paragraph to its part in the routine of a resolution, where it has one.
//!
//! Recurring procedural paragraphs succeed one another even when nearly every figure in them changed (DOMAIN.md): the
//! earlier resolutions recalled, the report noted, the next report requested, the inclusion in an agenda, "remain seized".

use crate::resolution::{Paragraph, Role};
use crate::token::{Token, TokenKind};

/// Names the recurring procedural paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Procedure {
    /// "Recalling its resolutions ..."
    ResolutionsRecalled,
    /// "Takes note of the report of the Secretary-General ..."
    ReportNoted,
    /// "Requests the Secretary-General to submit ... at its ... session a report"
    ReportRequested,
    /// "Decides to include in the provisional agenda of its ... session ..."
    AgendaItem,
    /// "Decides to remain seized of the matter."
    Seized,
}

impl Procedure {
    /// Says how much two paragraphs of the kind gain, in thousandths of a score: much where a resolution has but one of
    /// them, little where it may have several on different reports.
    pub(super) fn bonus(self) -> i32 {
        match self {
            Procedure::Seized => 300,
            Procedure::AgendaItem => 150,
            Procedure::ResolutionsRecalled => 80,
            Procedure::ReportRequested => 60,
            Procedure::ReportNoted => 30,
        }
    }
}

/// Recognises the procedure by the words that always stand there, whatever the figures.
pub(super) fn procedure(paragraph: &Paragraph, tokens: &[Token]) -> Option<Procedure> {
    if !matches!(paragraph.role, Role::Preambular | Role::Operative) {
        return None;
    }
    let text = paragraph.text.as_str();
    let mut words = tokens.iter().filter(|t| t.kind != TokenKind::Punctuation).map(|t| t.span.of(text));
    let head: Vec<&str> = words.by_ref().take(24).collect();
    let at = |word: &str| head.iter().position(|w| w.eq_ignore_ascii_case(word));
    let has = |word: &str| at(word).is_some();
    let starts =
        |openings: &[&str]| head.iter().take(4).any(|w| openings.iter().any(|opening| w.eq_ignore_ascii_case(opening)));
    if has("remain") && has("seized") || has("remains") && has("seized") {
        return Some(Procedure::Seized);
    }
    if starts(&["decides"]) {
        let consider = has("include") || has("consider") || has("continue") || has("consideration") || has("inscribe");
        let agenda = text.contains("agenda") || text.contains("item entitled") || text.contains(" session");
        if consider && agenda && (text.contains("item") || text.contains("provisional agenda")) {
            return Some(Procedure::AgendaItem);
        }
    }
    if starts(&["requests"]) && (text.contains(" report") || text.contains("inform the")) {
        let reports = at("report").is_some() || at("submit").is_some() || at("inform").is_some();
        let due = text.contains(" session") || text.contains("annual") || text.contains("within");
        if reports && due {
            return Some(Procedure::ReportRequested);
        }
    }
    if starts(&["takes", "taking", "notes", "noting", "welcomes", "welcoming", "considered"])
        && at("report").or(at("reports")).is_some_and(|place| place <= 7)
    {
        return Some(Procedure::ReportNoted);
    }
    if starts(&["recalling", "reaffirming", "recalls", "reaffirms"]) {
        let named = at("resolution").or(at("resolutions")).is_some_and(|place| place <= 6);
        let figures = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Symbol | TokenKind::Date)).count();
        if named && figures >= 4 {
            return Some(Procedure::ResolutionsRecalled);
        }
    }
    None
}
