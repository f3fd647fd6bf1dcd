//! A resolution to clean text: what a reader reads, one paragraph a line, without page furniture. For tools that compare
//! or search lines.

use crate::resolution::{Paragraph, Resolution};

/// Gives the text of a resolution: the fields of the first page that name it, its paragraphs with their numbers,
/// subparagraphs indented, the closing lines, and the footnotes.
pub fn text(resolution: &Resolution) -> String {
    let masthead = &resolution.masthead;
    let symbol = masthead.symbol.as_ref().map(|symbol| symbol.0.clone());
    let title = match (&masthead.number, &masthead.title) {
        (Some(number), Some(title)) => Some(format!("{number}. {title}")),
        (number, title) => title.clone().or(number.clone()),
    };
    let first_page = [symbol, masthead.session_words.clone(), title].into_iter().flatten();
    let paragraphs = resolution.paragraphs.iter().map(paragraph);
    let notes = resolution.footnotes.iter().map(|note| format!("{} {}", note.label, note.text));
    let lines = first_page.chain(paragraphs).chain(resolution.closing.iter().cloned()).chain(notes);
    // A control character is of no use to a reader, and may steer a terminal.
    let clean = lines.map(|line| line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>());
    clean.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn paragraph(paragraph: &Paragraph) -> String {
    let indent = "    ".repeat(usize::from(paragraph.level));
    match &paragraph.enumerator {
        Some(enumerator) => format!("{indent}{enumerator} {}", paragraph.text),
        None => format!("{indent}{}", paragraph.text),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_paragraph_a_line_with_its_number() {
        let source = "A/RES/60/901\n\nSixtieth session\n\n60/901. Public wells\n\nThe General Assembly,\n\nRecalling its \
                      resolution\n58/900,\n\n1. Invites Member States:\n\n(a) To mark wells;\n\n(b) To \u{1b}[31mclean \
                      them.\n";
        let parsed = crate::read::read(source.as_bytes(), None, &Default::default()).expect("plain text is read");
        let expected = "A/RES/60/901\n\nSixtieth session\n\n60/901. Public wells\n\nThe General Assembly,\n\nRecalling \
                        its resolution 58/900,\n\n1. Invites Member States:\n\n    (a) To mark wells;\n\n    (b) To  \
                        [31mclean them.\n";
        assert_eq!(super::text(&parsed.value), expected);
    }
}
