//! The style sheet to the name and the paragraph properties of each style (MS-DOC 2.9.271).

use super::bytes::u16_at;
use super::formats::{Paragraph, Run};

/// How many styles may be based on one another.
const CHAIN: usize = 32;

/// Holds the styles by their index.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Option<Style>>,
}

#[derive(Debug)]
struct Style {
    name: String,
    based_on: u16,
    paragraph: Paragraph,
    run: Run,
}

impl Styles {
    /// Reads the style sheet; styles that are broken are left out.
    pub(super) fn read(sheet: &[u8]) -> Self {
        let Some(header) = u16_at(sheet, 0).map(usize::from) else { return Self::default() };
        let base = u16_at(sheet, 4).map_or(0, usize::from);
        let mut at = header + 2;
        let mut styles = Vec::new();
        while let Some(size) = u16_at(sheet, at).map(usize::from) {
            let Some(style) = sheet.get(at + 2..at + 2 + size) else { break };
            styles.push(Style::read(style, base));
            at += 2 + size + size % 2;
        }
        Self { styles }
    }

    fn get(&self, index: u16) -> Option<&Style> {
        self.styles.get(usize::from(index))?.as_ref()
    }

    /// Gives the name of a style.
    pub(super) fn name(&self, index: u16) -> Option<String> {
        self.get(index).map(|style| style.name.clone())
    }

    /// Fills what a paragraph does not say from its style and those it is based on.
    pub(super) fn complete(&self, paragraph: Paragraph) -> Paragraph {
        let mut full = paragraph;
        let mut next = paragraph.style;
        for _ in 0..CHAIN {
            let Some(style) = self.get(next) else { break };
            let from = &style.paragraph;
            full.list = full.list.or(from.list);
            full.level = full.level.or(from.level);
            full.centred = full.centred.or(from.centred);
            full.left = full.left.or(from.left);
            full.first = full.first.or(from.first);
            full.outlined = full.outlined.or(from.outlined);
            next = style.based_on;
        }
        full
    }
}

impl Styles {
    fn chain(&self, index: Option<u16>) -> impl Iterator<Item = &Style> {
        let first = index.and_then(|index| self.get(index));
        std::iter::successors(first, |style| self.get(style.based_on)).take(CHAIN)
    }

    /// Tells how a run of a paragraph is set: (italic, raised), by itself, its style, the paragraph's style.
    pub(super) fn look(&self, run: Run, paragraph: u16) -> (bool, bool) {
        let say = |index: Option<u16>, get: fn(&Run) -> Option<bool>| self.chain(index).find_map(|s| get(&s.run));
        let italic = |run: &Run| run.italic;
        let by_style = say(run.style, italic).unwrap_or(false) ^ say(Some(paragraph), italic).unwrap_or(false);
        let raised = run.raised.or_else(|| say(run.style, |run| run.raised));
        (run.italic.unwrap_or(by_style), raised.unwrap_or(false))
    }
}

impl Style {
    fn read(bytes: &[u8], base: usize) -> Option<Self> {
        let kind = u16_at(bytes, 2)? & 0xF;
        let based_on = u16_at(bytes, 2)? >> 4;
        let count = u16_at(bytes, 4)? & 0xF;
        let length = usize::from(u16_at(bytes, base)?);
        let name: Vec<u16> = (0..length).map_while(|i| u16_at(bytes, base + 2 + i * 2)).collect();
        let mut style = Self {
            name: String::from_utf16_lossy(&name),
            based_on,
            paragraph: Paragraph::default(),
            run: Run::default(),
        };
        let mut at = base + 2 + length * 2 + 2;
        for i in 0..count {
            // Each set of properties begins with its size, on an even byte.
            at += (at - base) % 2;
            let Some(size) = u16_at(bytes, at).map(usize::from) else { break };
            let Some(properties) = bytes.get(at + 2..at + 2 + size) else { break };
            match (kind, i) {
                (1, 0) => style.paragraph = Paragraph::read(0, properties.get(2..).unwrap_or_default()),
                (1, 1) | (2, 0) => style.run = Run::read(properties),
                _ => {}
            }
            at += 2 + size;
        }
        Some(style)
    }
}
