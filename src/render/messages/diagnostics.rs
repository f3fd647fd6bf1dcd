//! What was noticed on the way to words for people.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Place, Severity};

/// Gives the sentence for a diagnostic, without its place.
pub fn diagnostic(diagnostic: &Diagnostic) -> String {
    let what = diagnostic_meaning(diagnostic.kind);
    if diagnostic.excerpt.is_empty() { what.to_owned() } else { format!("{what}: {}", diagnostic.excerpt) }
}

/// Gives the sentence for a kind of diagnostic.
pub fn diagnostic_meaning(kind: DiagnosticKind) -> &'static str {
    match kind {
        DiagnosticKind::LostQuotationMark => "\"?\" stands for a lost quotation mark or apostrophe",
        DiagnosticKind::UndecodableBytes => "bytes that are no text in this encoding were replaced",
        DiagnosticKind::NoteWithoutMark => "a footnote has no mark in the text",
        DiagnosticKind::MarkWithoutNote => "a footnote mark has no footnote",
        DiagnosticKind::NumberOutOfOrder => "a paragraph number is missing, doubled or out of order",
        DiagnosticKind::UnknownOpening => "a paragraph does not open with a verb that is known",
        DiagnosticKind::NotUnderstood => "text that was not understood is kept as it is",
        DiagnosticKind::NoOrganLine => "no line such as \"The General Assembly,\" was found",
        DiagnosticKind::NoOperativePart => "no operative paragraph was found",
        DiagnosticKind::NotEnglish => {
            "a paragraph is not in English, the language of which verbs and sessions are known"
        }
        DiagnosticKind::ParagraphsInferred => "lines were joined to paragraphs by their wording",
        DiagnosticKind::FurnitureDropped => "text around the resolution was left out",
        DiagnosticKind::RevisionsRead => "the file has tracked changes; one state of them was read",
        DiagnosticKind::DifferentSubjects => "the two texts seem to be on different subjects",
        DiagnosticKind::SameText => "the two texts are the same",
        DiagnosticKind::OrderReversed => "the texts seem to be given in the wrong order",
    }
}

/// Gives the word for a severity.
pub fn severity_label(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
    }
}

/// Gives a place in a file: "page 2, line 14", "line 14"; empty where nothing is known.
pub fn place(place: Place) -> String {
    match (place.page, place.line) {
        (Some(page), Some(line)) => format!("page {page}, line {line}"),
        (Some(page), None) => format!("page {page}"),
        (None, Some(line)) => format!("line {line}"),
        (None, None) => String::new(),
    }
}

/// Gives one line for each kind of diagnostic, warnings first: "11 lost quotation marks shown as ’ or “ ”, first at line
/// 52".
pub fn diagnostic_groups<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<(Severity, String)> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    for diagnostic in diagnostics {
        match groups.iter_mut().find(|group| group[0].kind == diagnostic.kind) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group[0].severity()));
    groups.iter().map(|group| (group[0].severity(), diagnostic_group(group))).collect()
}

/// Gives the line for diagnostics of one kind.
fn diagnostic_group(group: &[&Diagnostic]) -> String {
    const EXCERPT: usize = 60;
    let first = group[0];
    let mut words = diagnostic_count(first.kind, group.len());
    let at = place(first.place);
    match (at.is_empty(), group.len()) {
        (true, _) => {}
        (false, 1) => words.push_str(&format!(", {at}")),
        (false, _) => words.push_str(&format!(", first at {at}")),
    }
    let excerpt = first.excerpt.trim();
    let quoted = match first.kind {
        // A character or a byte says nothing by itself.
        DiagnosticKind::LostQuotationMark | DiagnosticKind::UndecodableBytes => "",
        _ => excerpt,
    };
    if !quoted.is_empty() {
        let short: String = quoted.chars().take(EXCERPT).collect();
        let more = if short.len() < quoted.len() { "…" } else { "" };
        words.push_str(&format!(": “{}{more}”", short.trim_end()));
    }
    words
}

fn diagnostic_count(kind: DiagnosticKind, count: usize) -> String {
    let (one, many) = match kind {
        DiagnosticKind::LostQuotationMark => {
            ("lost quotation mark shown as ’ or “ ”", "lost quotation marks shown as ’ or “ ”")
        }
        DiagnosticKind::UndecodableBytes => {
            ("place with bytes that are no text, shown as �", "places with bytes that are no text, shown as �")
        }
        DiagnosticKind::NoteWithoutMark => {
            ("footnote without a mark in the text", "footnotes without a mark in the text")
        }
        DiagnosticKind::MarkWithoutNote => ("footnote mark without a footnote", "footnote marks without a footnote"),
        DiagnosticKind::NumberOutOfOrder => {
            ("paragraph number missing, doubled or out of order", "paragraph numbers missing, doubled or out of order")
        }
        DiagnosticKind::UnknownOpening => {
            ("paragraph that does not open with a known verb", "paragraphs that do not open with a known verb")
        }
        DiagnosticKind::NotEnglish => (
            "paragraph that is not in English, the language of which verbs and sessions are known",
            "paragraphs that are not in English, the language of which verbs and sessions are known",
        ),
        DiagnosticKind::NotUnderstood => {
            ("line not understood, kept as it is", "lines not understood, kept as they are")
        }
        DiagnosticKind::FurnitureDropped => {
            ("piece of text around the resolution left out", "pieces of text around the resolution left out")
        }
        DiagnosticKind::NoOrganLine
        | DiagnosticKind::NoOperativePart
        | DiagnosticKind::ParagraphsInferred
        | DiagnosticKind::RevisionsRead
        | DiagnosticKind::DifferentSubjects
        | DiagnosticKind::SameText
        | DiagnosticKind::OrderReversed => return diagnostic_meaning(kind).to_owned(),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}
