//! Which blocks are headings: by their shape, their style and their place on the page.

use super::super::enumerator::{Enumerator, EnumeratorKind};
use super::super::opening::{self, Form};
use super::super::shape;
use super::{Builder, LateOpening, Portion};
use crate::source::Block;

impl Builder {
    /// Tells a heading among the blocks without enumerator.
    pub(super) fn is_heading(&self, block: &Block, opening: &LateOpening, next: Option<&Block>) -> bool {
        if self.listed {
            return false;
        }
        let deep = block.indent >= DEEP_INDENT && block.text.chars().count() < 500;
        let may_be_long = deep || self.portion == Portion::Operative && opening.of(block).is_none();
        if self.is_centred_sentence(block, opening, next) {
            return true;
        }
        if !(shape::is_heading_like(&block.text) || may_be_long && shape::is_title_like(&block.text)) {
            return false;
        }
        let found = opening.of(block);
        let known = found.is_some_and(|found| found.opening.known);
        let style = block.style.as_deref().is_some_and(is_heading_style);
        // A style for headings says so even where nothing follows: "Notes" above notes that stand elsewhere.
        if style || block.set_apart {
            return style || next.is_some();
        }
        // "Realizing human rights and eliminating stigma" is the title of a chapter, where no preamble stands.
        if self.portion == Portion::Annex && is_centred(block, next) {
            return true;
        }
        let italic = block.italics.first().is_some_and(|span| span.start == 0 && span.len() + 2 < block.text.len());
        // A verb phrase in italics, or a verb, opens a paragraph, not a heading.
        if known && (italic || block.text.chars().count() > 60 || found.is_some_and(|f| f.form == Form::Finite)) {
            return false;
        }
        deep || next.is_some() && !known
    }

    /// Tells a heading that ends with a mark, by its place in the middle of the line: "We will end hunger.",
    /// "Reporting:". After a colon such a line is what the colon announced.
    fn is_centred_sentence(&self, block: &Block, opening: &LateOpening, next: Option<&Block>) -> bool {
        let text = block.text.as_str();
        let sentence =
            text.strip_suffix(['.', ':']).is_some_and(|text| !text.contains([';', ':']) && !text.contains(". "));
        let own = || opening.of(block).is_none_or(|found| !found.opening.known || text.starts_with("We "));
        let announced = self.paragraphs.last().is_some_and(|last| last.text.ends_with([':', ',']));
        sentence
            && !announced
            && self.portion != Portion::Preamble
            && text.chars().count() < 250
            && text.starts_with(char::is_uppercase)
            && is_centred(block, next)
            && own()
    }

    /// "1. General provisions" is a heading where it is set apart.
    pub(super) fn is_numbered_heading(&self, block: &Block, next: Option<&Block>) -> bool {
        let short = shape::is_heading_like(&block.text) && block.text.chars().count() < 100;
        let opens = || opening::opening(&block.text).is_some_and(|found| found.form == Form::Finite);
        let style = block.style.as_deref().is_some_and(is_heading_style);
        short && (block.set_apart || style || is_centred(block, next)) && next.is_some() && !opens()
    }

    /// "(a) Protection of civilians" in the middle of the line is a heading, unless it goes on with a list.
    pub(super) fn is_lettered_heading(&self, block: &Block, enumerator: &Enumerator, next: Option<&Block>) -> bool {
        let value = match enumerator.kind {
            EnumeratorKind::Letter { place, roman } => [Some(place), roman],
            EnumeratorKind::Roman(value) | EnumeratorKind::Bracketed(value) | EnumeratorKind::Decimal(value) => {
                [Some(value), None]
            }
            EnumeratorKind::Number(..) | EnumeratorKind::Bullet => return false,
        };
        let continues = self.lists.iter().any(|list| value.contains(&Some(list.last + 1)) && list.last > 0);
        is_centred(block, next) && !continues && self.is_numbered_heading(block, next)
    }
}

/// Finds the short lines that a colon announced: "The themes are:" and three lines or more, none of which ends with a mark.
/// They look like headings, but nothing stands under them.
pub(super) fn announced_lines(blocks: &[Block]) -> Vec<bool> {
    const FEWEST: usize = 3;
    let mut announced = vec![false; blocks.len()];
    let is_plain = |block: &Block| {
        let styled = block.set_apart || block.style.as_deref().is_some_and(is_heading_style);
        block.label.is_none()
            && !styled
            && block.indent < DEEP_INDENT
            && shape::is_heading_like(block.text.trim())
            && !shape::is_label_line(&block.text)
            && !shape::names_division(&block.text)
            && Enumerator::at_start(block.text.trim_start()).is_none()
    };
    let mut at = 0;
    while at < blocks.len() {
        let opens = blocks[at].text.trim_end().ends_with(':');
        at += 1;
        if opens {
            let run = blocks[at..].iter().take_while(|block| is_plain(block)).count();
            // The last one may be the heading of the text after it.
            let is_text = |block: &Block| {
                block.label.is_none()
                    && block.indent < DEEP_INDENT
                    && Enumerator::at_start(block.text.trim_start()).is_none()
                    && !shape::is_heading_like(&block.text)
            };
            let end = at + run - usize::from(run > 0 && blocks.get(at + run).is_some_and(is_text));
            if end - at >= FEWEST {
                announced[at..end].fill(true);
            }
            at = end;
        }
    }
    announced
}

/// Tells a line that stands in the middle of the page: far to the right of what follows.
fn is_centred(block: &Block, next: Option<&Block>) -> bool {
    block.indent >= DEEP_INDENT && next.is_some_and(|next| next.indent + CENTRED <= block.indent)
}

/// Columns that a centred line stands to the right of the text after it; a step between two levels of lists is less.
const CENTRED: u32 = 9;

/// Columns from which a line of plain text is centred rather than indented.
const DEEP_INDENT: u32 = 16;

/// Tells the name of a style for headings: "H1", "H23", "_ H_1", "Heading 2", "h3".
fn is_heading_style(style: &str) -> bool {
    let name: String = style.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix('h'));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()) || name == "heading")
}
