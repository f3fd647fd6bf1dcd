//! `?` that stands for a lost quotation mark or apostrophe to the mark it was; a real question mark stays.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Place};

/// Restores the quotation marks of one text in place (the marks are of other lengths: positions are mapped by the
/// caller through the returned list of places, in the old text, that grew by two bytes). Nothing for a text without.
pub(super) fn restore(text: &mut String, place: Place, diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    if !text.contains('?') {
        return Vec::new();
    }
    let mut restored = String::with_capacity(text.len() + 8);
    let mut grown = Vec::new();
    let mut open = false;
    let mut end = 0;
    for (at, _) in text.match_indices('?') {
        let rest = &text[at + 1..];
        let before = text[..at].chars().next_back();
        let Some(mark) = lost(before, rest.chars().next(), open, rest) else { continue };
        open = match mark {
            '“' => true,
            '”' => false,
            _ => open,
        };
        diagnostics.push(Diagnostic::new(DiagnosticKind::LostQuotationMark, place, excerpt(text, at)));
        restored.push_str(&text[end..at]);
        restored.push(mark);
        grown.push(at);
        end = at + 1;
    }
    if !grown.is_empty() {
        restored.push_str(&text[end..]);
        *text = restored;
    }
    grown
}

/// Tells which mark a `?` between two characters stands for, if it does.
fn lost(before: Option<char>, after: Option<char>, open: bool, rest: &str) -> Option<char> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let starts_word = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/'));
    if letter(before) && letter(after) {
        // "one?s country"
        return Some('’');
    }
    if starts_word && letter(after) {
        return Some('“');
    }
    if starts_word {
        return None;
    }
    // After a word or a mark: closes what is open, or stands for the apostrophe of "States?", or asks.
    if open {
        return Some('”');
    }
    let next_word = rest.trim_start().chars().next();
    let plural = before == Some('s');
    if plural && after == Some(' ') && next_word.is_some_and(char::is_lowercase) {
        return Some('’');
    }
    None
}

fn excerpt(text: &str, at: usize) -> String {
    let from = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let to = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    text[from..to].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut found = text.to_owned();
        let grown = restore(&mut found, Place::default(), &mut Vec::new());
        assert_eq!(found, expected);
        assert_eq!(found.len(), text.len() + 2 * grown.len());
    }

    #[test]
    fn lost_marks_return_and_questions_stay() {
        check("remaining in one?s country viable", "remaining in one’s country viable");
        check("entitled ?International migration?.", "entitled “International migration”.");
        check("the ?Acordos de Paz? and (?the Tribunal?)", "the “Acordos de Paz” and (“the Tribunal”)");
        check("the States? efforts", "the States’ efforts");
        check("What is to be done? Nothing.", "What is to be done? Nothing.");
        check("Is it so?", "Is it so?");
        check("no marks", "no marks");
    }
}
