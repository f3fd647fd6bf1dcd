//! The tags of lists to the numbers of their items.

use super::tokens::StartTag;
use crate::source::counting::{letters, roman};

/// Counts the items of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    numbering: Numbering,
    next: i64,
}

/// Names the ways to number a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    None,
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
}

impl List {
    /// Says how a list is numbered: by its type or style; without either as resolutions are, 1. (a) (i) by depth.
    /// `depth` counts the numbered lists around it.
    pub(super) fn new(tag: &StartTag<'_>, style: &str, depth: usize) -> Self {
        let by_style = [
            ("lower-alpha", Numbering::LowerLetter),
            ("lower-latin", Numbering::LowerLetter),
            ("upper-alpha", Numbering::UpperLetter),
            ("upper-latin", Numbering::UpperLetter),
            ("lower-roman", Numbering::LowerRoman),
            ("upper-roman", Numbering::UpperRoman),
            ("decimal", Numbering::Decimal),
            ("list-style:none", Numbering::None),
            ("list-style-type:none", Numbering::None),
        ];
        let by_style = by_style.iter().find(|(name, _)| style.contains(name)).map(|&(_, numbering)| numbering);
        let by_type = || match tag.attribute("type").as_deref() {
            Some("a") => Some(Numbering::LowerLetter),
            Some("A") => Some(Numbering::UpperLetter),
            Some("i") => Some(Numbering::LowerRoman),
            Some("I") => Some(Numbering::UpperRoman),
            Some("1") => Some(Numbering::Decimal),
            _ => None,
        };
        let by_depth = match depth {
            0 => Numbering::Decimal,
            1 => Numbering::LowerLetter,
            _ => Numbering::LowerRoman,
        };
        let numbering = if tag.name == "ol" { by_style.or_else(by_type).unwrap_or(by_depth) } else { Numbering::None };
        let next = tag.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        Self { numbering, next }
    }

    /// Tells whether its items bear numbers.
    pub(super) fn is_numbered(&self) -> bool {
        self.numbering != Numbering::None
    }

    /// Gives the number of the next item.
    pub(super) fn label(&mut self, item: &StartTag<'_>) -> Option<String> {
        if let Some(value) = item.attribute("value").and_then(|value| value.trim().parse().ok()) {
            self.next = value;
        }
        let number = self.next;
        self.next = self.next.saturating_add(1);
        label(self.numbering, number)
    }
}

/// Prints the number of a list's item.
fn label(numbering: Numbering, number: i64) -> Option<String> {
    let upper = |text: String| text.to_ascii_uppercase();
    let count = || u32::try_from(number).ok().filter(|&count| count > 0);
    match numbering {
        Numbering::None => None,
        Numbering::Decimal => Some(format!("{number}.")),
        Numbering::LowerLetter => Some(format!("({})", letters(count()?))),
        Numbering::UpperLetter => Some(format!("{}.", upper(letters(count()?)))),
        Numbering::LowerRoman => Some(format!("({})", roman(count()?))),
        Numbering::UpperRoman => Some(format!("{}.", upper(roman(count()?)))),
    }
}
