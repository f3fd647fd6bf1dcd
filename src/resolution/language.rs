//! Paragraphs to those that are in another language than English.

use super::Paragraph;
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use std::collections::BTreeSet;

/// Finds the paragraphs of which verbs, sessions and citations cannot be known.
pub(super) fn foreign(paragraphs: &[Paragraph]) -> impl Iterator<Item = Diagnostic> {
    let foreign = paragraphs.iter().filter(|paragraph| is_foreign(&paragraph.text));
    foreign.map(|paragraph| {
        let excerpt: String = paragraph.text.chars().take(EXCERPT).collect();
        Diagnostic::new(DiagnosticKind::NotEnglish, paragraph.place, excerpt)
    })
}

/// Letters of a paragraph by which it is found again.
const EXCERPT: usize = 60;

/// Tells whether a paragraph is surely in another language: nothing in it is English, and much is of another one.
fn is_foreign(text: &str) -> bool {
    if is_of_another_script(text) {
        return true;
    }
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_small = |word: &&str| (2..=5).contains(&word.len());
    if words().filter(is_small).any(|word| ENGLISH.iter().any(|english| english.eq_ignore_ascii_case(word))) {
        return false;
    }
    // Those with a capital belong to names: "El Salvador".
    let foreign: Vec<&str> = words().filter(|word| FOREIGN.contains(word)).collect();
    foreign.iter().collect::<BTreeSet<_>>().len() >= FEWEST_WORDS && foreign.len() * SHARE >= words().count()
}

/// Tells whether most letters are none of the Latin alphabet.
fn is_of_another_script(text: &str) -> bool {
    // Each of those takes two bytes or more, none of them ASCII.
    let bytes = text.bytes().filter(|byte| !byte.is_ascii()).count();
    if bytes * 4 < text.len() {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let others = text.chars().filter(|&c| c.is_alphabetic() && !is_latin(c)).count();
    letters >= FEWEST_LETTERS && others * 2 > letters
}

/// Letters that a paragraph must have for its script to tell: a name alone does not.
const FEWEST_LETTERS: usize = 20;
/// Different small words that no list of names brings together: "Rio de la Plata" has two.
const FEWEST_WORDS: usize = 3;

/// One of so many words must be a small one.
const SHARE: usize = 8;

/// Words without which hardly an English sentence does, and that French and Spanish lack.
const ENGLISH: [&str; 12] = ["the", "of", "and", "to", "for", "by", "with", "that", "its", "from", "which", "their"];
/// The like of French and Spanish.
const FOREIGN: [&str; 35] = [
    "de", "la", "le", "les", "des", "du", "et", "dans", "que", "une", "pour", "sur", "au", "aux", "un", "à", "sa",
    "ses", "son", "lui", "par", "los", "las", "el", "del", "y", "en", "para", "por", "una", "lo", "al", "se", "su",
    "sus",
];

fn is_latin(c: char) -> bool {
    c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_foreign(text), expected, "{text}");
    }

    #[test]
    fn other_languages_are_told_by_their_small_words_or_their_letters() {
        check("Prend note du rapport du Secrétaire général sur la mise en œuvre de la présente résolution;", true);
        check("Prie le Secrétaire général de lui présenter un rapport à sa cinquante-sixième session.", true);
        check("Pide al Secretario General que le presente un informe en su próximo período de sesiones;", true);
        check("Принимает к сведению доклад Генерального секретаря;", true);
        check("注意到秘书长关于本决议执行情况的报告以及其中所载的各项建议和结论；", true);
        check("يحيط علما بتقرير الأمين العام عن تنفيذ هذا القرار؛", true);
    }

    #[test]
    fn english_with_names_of_elsewhere_is_english() {
        check("Takes note of the report;", false);
        check("Argentina, Brazil, Côte d'Ivoire, El Salvador, Rio de la Plata", false);
        check("Recalling the Comisión Económica para América Latina y el Caribe, and the work de la Commission", false);
        check("Decides to remain seized.", false);
        check("Αθήνα", false);
        check("", false);
    }
}
