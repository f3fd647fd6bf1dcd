//! The two tables of lists to the lists of the document (MS-DOC 2.9.147, 2.9.132).

use super::bytes::{u16_at, u32_at};
use crate::source::word::lists::{Level, List, Lists};
use std::collections::BTreeMap;

/// Reads lists. `tables` are all bytes from the first table of lists on: the levels follow after it.
pub(super) fn read(lists: &[u8], tables: &[u8], uses: &[u8]) -> Lists {
    let mut found = Lists::default();
    let ids = definitions(lists, tables, &mut found).unwrap_or_default();
    read_uses(uses, &ids, &mut found);
    found
}

/// Reads the definitions; gives the index of each by its id.
fn definitions(lists: &[u8], tables: &[u8], found: &mut Lists) -> Option<BTreeMap<u32, u32>> {
    let count = usize::from(u16_at(lists, 0)?);
    let mut ids = BTreeMap::new();
    let mut at = lists.len();
    for i in 0..count {
        let head = lists.get(2 + i * 28..2 + (i + 1) * 28)?;
        let levels = if head[26] & 1 == 1 { 1 } else { 9 };
        let index = u32::try_from(i).ok()?;
        ids.insert(u32_at(head, 0)?, index);
        for level in 0..levels {
            let (read, size) = read_level(tables.get(at..)?)?;
            found.definitions.entry(index).or_default().insert(level, read);
            at += size;
        }
    }
    Some(ids)
}

/// Reads one level and tells its size.
fn read_level(bytes: &[u8]) -> Option<(Level, usize)> {
    let head = bytes.get(..28)?;
    let at = 28 + usize::from(head[24]) + usize::from(head[25]);
    let length = usize::from(u16_at(bytes, at)?);
    let units: Vec<u16> = (0..length).map_while(|i| u16_at(bytes, at + 2 + i * 2)).collect();
    let text = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}'));
    let text = text.map(|c| if c < '\u{9}' { format!("%{}", u32::from(c) + 1) } else { c.to_string() });
    let level = Level {
        start: u32_at(head, 0),
        format: Some(format(head[4]).to_owned()),
        text: Some(text.collect()),
        restart: (head[5] & 8 != 0).then_some(head[26]),
        figures: head[5] & 4 != 0,
        style: None,
    };
    Some((level, at + 2 + length * 2))
}

/// Reads which paragraphs' numbers stand for which definition, and what is different there.
fn read_uses(uses: &[u8], ids: &BTreeMap<u32, u32>, found: &mut Lists) -> Option<()> {
    let count = usize::try_from(u32_at(uses, 0)?).ok()?.min(uses.len() / 16);
    let mut at = 4 + count * 16;
    for i in 0..count {
        let head = uses.get(4 + i * 16..20 + i * 16)?;
        // A use of a list that is not there prints nothing; what follows it is read all the same.
        let definition = ids.get(&u32_at(head, 0)?).copied().unwrap_or(u32::MAX);
        let mut list = List { definition, ..List::default() };
        let changed = usize::from(head[12]);
        at += 4;
        for _ in 0..changed {
            let Some(change) = uses.get(at..at + 8) else { break };
            at += 8;
            let level = change[4] & 0xF;
            if change[4] & 0x20 != 0 {
                let Some((read, size)) = uses.get(at..).and_then(read_level) else { break };
                list.levels.insert(level, read);
                at += size;
            } else if change[4] & 0x10 != 0 {
                list.starts.insert(level, u32_at(change, 0).unwrap_or(1));
            }
        }
        found.lists.insert(u32::try_from(i + 1).ok()?, list);
    }
    Some(())
}

/// Names a number format as OOXML does (MS-DOC 2.9.150, MS-OSHARED 2.2.1.3).
fn format(code: u8) -> &'static str {
    match code {
        0 => "decimal",
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        9 => "chicago",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    }
}
