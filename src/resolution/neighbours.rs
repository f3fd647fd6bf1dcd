//! A printed page that other resolutions share to the blocks of the one that is meant.
//!
//! The bound volumes of the General Assembly print resolutions one after the other: a page holds the end of the one before
//! and the beginning of the one after. Which one is meant, the symbol tells.

use super::fold::printed;
use super::front::number_and_title;
use super::furniture::is_symbol_line;
use super::shape;
use crate::source::{Block, Furniture, FurnitureKind};

/// Takes out the resolutions before and after the one that the symbol names. Without a symbol, or without another
/// resolution, everything stays.
pub(super) fn take_out(
    blocks: Vec<Block>,
    dropped: Vec<bool>,
    furniture: &mut Vec<Furniture>,
) -> (Vec<Block>, Vec<bool>) {
    let titles: Vec<(usize, String)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(i, block)| Some((i, number_and_title(block.text.trim())?)))
        .filter(|(i, (_, title))| !title.is_empty() && is_followed_by_organ_line(&blocks[*i..]))
        .map(|(i, (number, _))| (i, number))
        .collect();
    if titles.len() < 2 {
        return (blocks, dropped);
    }
    let named = blocks.iter().take(titles[titles.len() - 1].0).find_map(|block| named_number(&block.text));
    let Some(own) = named.and_then(|number| titles.iter().position(|(_, other)| without_space(other) == number)) else {
        return (blocks, dropped);
    };
    let organ = blocks.iter().position(|block| shape::is_organ_line(&block.text)).unwrap_or(0);
    let start = titles[own].0;
    // The lines of the first page stay; what follows them belongs to the resolution before.
    let first = if own > 0 { organ.min(titles[0].0) } else { start };
    // Parts A and B may repeat the number.
    let after = titles[own..].iter().find(|(_, number)| *number != titles[own].1);
    let end = after.map_or(blocks.len(), |(next, _)| *next);
    let mut kept = Vec::with_capacity(blocks.len());
    let mut flags = Vec::with_capacity(blocks.len());
    for (i, (block, dropped)) in blocks.into_iter().zip(dropped).enumerate() {
        if i < first || (start..end).contains(&i) {
            kept.push(block);
            flags.push(dropped);
        } else {
            let text = printed(&block);
            furniture.push(Furniture { kind: FurnitureKind::Neighbour, text, place: block.place });
        }
    }
    (kept, flags)
}

/// A title is followed by its organ line within a few lines.
fn is_followed_by_organ_line(blocks: &[Block]) -> bool {
    blocks.iter().skip(1).take(6).any(|block| shape::is_organ_line(&block.text))
}

/// The number that a line with a symbol names, without spaces: "A/RES/47/196" gives "47/196", "S/RES/50 (1948)"
/// "50(1948)".
fn named_number(text: &str) -> Option<String> {
    let text = text.trim();
    let number = is_symbol_line(text).then(|| text.split_once("/RES/")).flatten()?.1;
    let words = number.split_whitespace().take_while(|word| !word.eq_ignore_ascii_case("page"));
    Some(words.collect())
}

/// Symbols and titles space old numbers differently: "3331(XXIX)", "3331 (XXIX)".
fn without_space(number: &str) -> String {
    number.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resolution_that_the_symbol_names_is_kept() {
        let text = "A/RES/47/196\n47/195. Climate\nThe General Assembly,\nNoting one,\n47/196. Poverty\nThe General Assembly,\nNoting two,\n47/197. Trade\nThe General Assembly,\nNoting three,";
        let blocks = crate::source::lines_of(text);
        let flags = vec![false; blocks.len()];
        let mut furniture = Vec::new();
        let (kept, flags) = take_out(blocks, flags, &mut furniture);
        let kept: Vec<&str> = kept.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(kept, ["A/RES/47/196", "47/196. Poverty", "The General Assembly,", "Noting two,"]);
        assert_eq!((flags.len(), furniture.len()), (4, 6));
        for (symbol, number) in
            [("A/RES/47/196", "47/196"), ("A/RES/3331(XXIX)", "3331(XXIX)"), ("S/RES/50 (1948)", "50(1948)")]
        {
            assert_eq!(named_number(symbol).as_deref(), Some(number));
        }
    }
}
