//! Bytes of plain text to its printed lines. What a line is, the parser decides.

use super::{Block, DecodeError, DecodeOptions, Format, Layout, SourceText, encoding};
use crate::diagnostic::Place;

/// Reads plain text.
pub(super) fn read(bytes: &[u8], _options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let (text, diagnostics) = encoding::to_text(bytes);
    let blocks = lines(&text, 1);
    Ok(SourceText {
        format: Format::Plain,
        layout: Layout::Lines,
        blocks,
        notes: Vec::new(),
        furniture: Vec::new(),
        diagnostics,
    })
}

/// Cuts a text into blocks of one line each, blank lines counted; `first` is the number of its first line.
pub(super) fn lines(text: &str, first: u32) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut blank_before = 0;
    for (number, line) in text.split('\n').enumerate() {
        let content = line.trim_start();
        if content.is_empty() {
            blank_before += 1;
            continue;
        }
        let indent = columns(&line[..line.len() - content.len()]);
        let place = Place::line(first.saturating_add(u32::try_from(number).unwrap_or(u32::MAX)));
        blocks.push(Block { text: content.trim_end().to_owned(), place, blank_before, indent, ..Block::default() });
        blank_before = 0;
    }
    blocks
}

/// Counts the columns that white space takes.
fn columns(space: &str) -> u32 {
    space.chars().fold(0, |column, c| if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 })
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn blank_lines_and_columns_are_counted() {
        let found = lines("one\n\n \n\ttwo  \n   x \t three\n", 7);
        let found: Vec<_> = found.iter().map(|b| (b.text.as_str(), b.blank_before, b.indent, b.place.line)).collect();
        assert_eq!(found, [("one", 0, 0, Some(7)), ("two", 2, 8, Some(10)), ("x \t three", 0, 3, Some(11))]);
    }
}
