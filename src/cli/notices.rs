//! Trouble and remarks to standard error, short and with what to do about them.

use super::screen;
use super::trouble::Trouble;
use resdiff::diagnostic::{Diagnostic, Severity};
use resdiff::render::messages;
use std::collections::BTreeSet;
use std::io::Write;

/// Says what went wrong and what to do about it.
pub fn trouble(trouble: &Trouble) {
    if let Trouble::NoneRead { causes, .. } = trouble {
        troubles(causes);
    }
    line(&format!("resdiff: {trouble}"));
    if let Some(words) = trouble.hint() {
        hint(&words);
    }
}

/// Says what went wrong with each of many files. What to do about it is said once, where it comes up first.
pub fn troubles(troubles: &[Trouble]) {
    let mut told = BTreeSet::new();
    for trouble in troubles {
        line(&format!("resdiff: {trouble}"));
        if let Some(words) = trouble.hint().filter(|words| told.insert(words.clone())) {
            hint(&words);
        }
    }
}

fn hint(words: &str) {
    print("  hint: ", words, "        ");
}

/// Says what was noticed about one text, or about both: one line for each kind.
pub fn remarks<'d>(name: &str, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) {
    for (severity, words) in messages::diagnostic_groups(diagnostics) {
        let about = if name.is_empty() { String::new() } else { format!("{name}: ") };
        let label = match severity {
            Severity::Note | Severity::Warning => messages::severity_label(severity),
        };
        line(&format!("resdiff: {about}{label}: {words}"));
    }
}

/// Prints one line to standard error.
pub fn line(words: &str) {
    print("", words, "  ");
}

/// Prints to standard error, where nobody may be listening: on one line, which a screen would break anywhere, or there
/// broken between words, with an indent before what follows. What a file name or text brings along is harmless.
fn print(start: &str, words: &str, indent: &str) {
    let harmless: String = words.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let length = start.len() + harmless.chars().count();
    let text = match screen::width_of_remarks().filter(|width| length > *width) {
        Some(width) => screen::wrapped(harmless.split(' '), indent, width)[indent.len()..].to_owned(),
        None => harmless + "\n",
    };
    let _ = write!(std::io::stderr(), "{start}{text}");
}
