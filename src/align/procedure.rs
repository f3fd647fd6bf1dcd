//! A paragraph to its part in the routine of a resolution, where it has one.
//!
//! Recurring procedural paragraphs succeed one another even when nearly every figure in them changed (DOMAIN.md): the
//! earlier resolutions recalled, the report noted, the next report requested, the inclusion in an agenda, "remain seized".

use crate::resolution::{Paragraph, Role};
use crate::token::{Token, TokenKind, plain_keys};

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
    // The keys of the first words.
    let head = || tokens.iter().filter(|token| token.kind != TokenKind::Punctuation).map(|token| token.key).take(24);
    let at = |[one, many]: [u64; 2]| {
        let place = |word: u64| head().position(|other| other == word);
        place(one).or_else(|| place(many))
    };
    let has = |words: &[u64]| head().any(|word| words.contains(&word));
    let starts = |openings: &[u64]| head().take(4).any(|word| openings.contains(&word));
    if has(&SEIZED) && has(&REMAIN) {
        return Some(Procedure::Seized);
    }
    if starts(&DECIDES) {
        let agenda = text.contains("agenda") || text.contains("item entitled") || text.contains(" session");
        if agenda && has(&CONSIDER) && (text.contains("item") || text.contains("provisional agenda")) {
            return Some(Procedure::AgendaItem);
        }
    }
    if starts(&REQUESTS) && (text.contains(" report") || text.contains("inform the")) {
        let due = text.contains(" session") || text.contains("annual") || text.contains("within");
        if due && has(&REPORT) {
            return Some(Procedure::ReportRequested);
        }
    }
    if starts(&NOTES) && at(REPORTS).is_some_and(|place| place <= 7) {
        return Some(Procedure::ReportNoted);
    }
    if starts(&RECALLS) {
        let named = at(RESOLUTIONS).is_some_and(|place| place <= 6);
        let figures = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Symbol | TokenKind::Date)).count();
        if named && figures >= 4 {
            return Some(Procedure::ResolutionsRecalled);
        }
    }
    None
}

const SEIZED: [u64; 1] = plain_keys(["seized"]);
const REMAIN: [u64; 2] = plain_keys(["remain", "remains"]);
const DECIDES: [u64; 1] = plain_keys(["decides"]);
const CONSIDER: [u64; 5] = plain_keys(["include", "consider", "continue", "consideration", "inscribe"]);
const REQUESTS: [u64; 1] = plain_keys(["requests"]);
const REPORT: [u64; 3] = plain_keys(["report", "submit", "inform"]);
const NOTES: [u64; 7] = plain_keys(["takes", "taking", "notes", "noting", "welcomes", "welcoming", "considered"]);
const REPORTS: [u64; 2] = plain_keys(["report", "reports"]);
const RECALLS: [u64; 4] = plain_keys(["recalling", "reaffirming", "recalls", "reaffirms"]);
const RESOLUTIONS: [u64; 2] = plain_keys(["resolution", "resolutions"]);
