//! `numbering.xml` to the lists of a document.

use super::xml::{Tag, Token, Xml};
use crate::source::DecodeError;
use crate::source::word::lists::{Level, List, Lists};
use std::collections::BTreeMap;

/// Holds what one `w:abstractNum` says of styles.
#[derive(Debug, Default)]
struct Link {
    /// Numbering style that says the rest.
    follows: Option<String>,
    /// Numbering style that this says the rest of.
    defines: Option<String>,
}

/// Reads the part.
pub(super) fn read(text: &str) -> Result<Lists, DecodeError> {
    let mut lists = Lists::default();
    let mut links: BTreeMap<u32, Link> = BTreeMap::new();
    let mut xml = Xml::new(text);
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        if tag.is("abstractNum") {
            let id = tag.attribute("abstractNumId").and_then(|id| id.parse().ok()).unwrap_or_default();
            let mut link = Link::default();
            let levels = lists.definitions.entry(id).or_default();
            xml.children(|xml, tag| {
                match tag.name() {
                    "numStyleLink" => link.follows = tag.value(),
                    "styleLink" => link.defines = tag.value(),
                    "lvl" => {
                        levels.insert(index(tag), level(xml)?);
                    }
                    _ => {}
                }
                Ok(())
            })?;
            links.insert(id, link);
        } else if tag.is("num") {
            let id = tag.attribute("numId").and_then(|id| id.parse().ok()).unwrap_or_default();
            let mut list = List::default();
            xml.children(|xml, tag| {
                match tag.name() {
                    "abstractNumId" => list.definition = tag.number().unwrap_or_default(),
                    "lvlOverride" => {
                        let index = index(tag);
                        xml.children(|xml, tag| {
                            match tag.name() {
                                "startOverride" => {
                                    list.starts.insert(index, tag.number().unwrap_or(1));
                                }
                                "lvl" => {
                                    list.levels.insert(index, level(xml)?);
                                }
                                _ => {}
                            }
                            Ok(())
                        })?;
                    }
                    _ => {}
                }
                Ok(())
            })?;
            lists.lists.insert(id, list);
        }
    }
    follow_styles(&mut lists, &links);
    Ok(lists)
}

/// Gives definitions that only name a numbering style the levels of the definition behind that style.
fn follow_styles(lists: &mut Lists, links: &BTreeMap<u32, Link>) {
    let defining: BTreeMap<&str, u32> =
        links.iter().filter_map(|(id, link)| Some((link.defines.as_deref()?, *id))).collect();
    for (id, link) in links {
        let empty = lists.definitions.get(id).is_none_or(BTreeMap::is_empty);
        let from = link.follows.as_deref().and_then(|style| defining.get(style));
        if let Some(levels) = from.filter(|_| empty).and_then(|from| lists.definitions.get(from)).cloned() {
            lists.definitions.insert(*id, levels);
        }
    }
}

fn index(tag: &Tag<'_>) -> u8 {
    tag.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or_default()
}

/// Reads `w:lvl`, which was opened last.
fn level(xml: &mut Xml<'_>) -> Result<Level, DecodeError> {
    let mut level = Level::default();
    xml.children(|_, tag| {
        match tag.name() {
            "start" => level.start = tag.number(),
            "numFmt" => level.format = tag.value(),
            "lvlText" => level.text = tag.value(),
            "lvlRestart" => level.restart = tag.number(),
            "isLgl" => level.figures = tag.is_on(),
            "pStyle" => level.style = tag.value(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(level)
}
