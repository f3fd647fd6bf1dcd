//! Paragraphs whose roles, levels and enumerators are known to paragraphs with place and name.

use super::{Body, Builder, Enumerator, EnumeratorKind, LateOpening, List, Portion, Style, shape};
use crate::diagnostic::Diagnostic;
use crate::resolution::fold::put_before;
use crate::source::Block;

/// Says what is known of a block. Its enumerator, if it has one, is the block's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Recorded {
    /// A heading.
    Heading,
    /// A preambular paragraph, or any other without enumerator.
    Unnumbered,
    /// A numbered paragraph.
    Numbered,
    /// An item of a list: 0 for (a), 1 for (i).
    Item(usize),
    /// Nothing.
    Unknown,
}

/// Takes a body apart of which this much is known.
pub(in super::super) fn build_recorded(parts: Vec<(Block, Recorded)>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let (blocks, recorded): (Vec<Block>, Vec<Recorded>) = parts.into_iter().unzip();
    let mut builder = Builder::new(&blocks);
    for (i, recorded) in recorded.into_iter().enumerate() {
        builder.recorded(blocks[i].clone(), recorded, blocks.get(i + 1), diagnostics);
    }
    builder.finish()
}

impl Builder {
    fn recorded(
        &mut self,
        mut block: Block,
        recorded: Recorded,
        next: Option<&Block>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        match recorded {
            Recorded::Heading => {
                if let Some(label) = block.label.take() {
                    put_before(&mut block, &label);
                }
                let labelled = shape::annex_label(&block.text).is_some()
                    || self.part_label(&block, None, next).is_some()
                    || self.portion == Portion::Closed;
                if labelled { self.add(block, next, diagnostics) } else { self.heading(block) }
            }
            // What stands in the preamble without a number may still be the only operative paragraph, or go on after a
            // list: neither is recorded.
            Recorded::Unnumbered if self.portion == Portion::Preamble && !shape::is_organ_line(&block.text) => {
                self.in_preamble(block, &LateOpening::default());
            }
            Recorded::Item(depth) if self.top.is_some() && block.label.is_some() => {
                let printed = block.label.take().unwrap_or_default();
                self.recorded_item(depth, block, printed);
            }
            Recorded::Unnumbered | Recorded::Numbered | Recorded::Item(_) | Recorded::Unknown => {
                self.add(block, next, diagnostics);
            }
        }
    }

    fn recorded_item(&mut self, depth: usize, block: Block, printed: String) {
        let depth = depth.min(self.lists.len());
        let (style, value) = match Enumerator::from_label(&printed).map(|enumerator| enumerator.kind) {
            Some(EnumeratorKind::Letter { place, roman }) => match self.style_of(place, roman) {
                Style::Roman => (Style::Roman, roman.unwrap_or(place)),
                style => (style, place),
            },
            Some(EnumeratorKind::Roman(value)) => (Style::Roman, value),
            Some(
                EnumeratorKind::Bracketed(value) | EnumeratorKind::Decimal(value) | EnumeratorKind::Number(value, _),
            ) => (Style::Bracketed, value),
            Some(EnumeratorKind::Bullet) | None => (Style::Bullet, 0),
        };
        if depth == self.lists.len() {
            let chapeau = self.last_item().or(self.top);
            self.lists.push(List { style, last: 0, parent: None, chapeau });
        }
        self.item_at(depth, block, printed, style, value);
    }
}
