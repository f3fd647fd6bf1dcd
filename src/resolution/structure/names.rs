//! Paragraphs with places to paragraphs with names: the parts they stand in, their numbers, their ids.

use super::super::{Base, Locator, Paragraph, Role};
use super::Part;
use std::collections::{BTreeMap, BTreeSet};

/// The label of a part names its paragraphs only where their numbers alone would not: where a part has a preamble or
/// a count of its own.
pub(super) fn name_parts(paragraphs: &mut [Paragraph], part_of: &[usize], parts: &[Part]) {
    let mut doubled = vec![false; parts.len()];
    let mut first_of: BTreeMap<&Base, usize> = Default::default();
    for (paragraph, &part) in paragraphs.iter().zip(part_of) {
        let base = &paragraph.locator.base;
        if paragraph.level > 0
            || paragraph.locator.annex.is_some()
            || paragraph.locator.resumed > 0
            || !matches!(base, Base::Operative(_) | Base::Preambular(_) | Base::Organ)
        {
            continue;
        }
        match first_of.get(base) {
            Some(&other) if other != part => {
                doubled[part] = true;
                doubled[other] = true;
            }
            _ => {
                first_of.insert(base, part);
            }
        }
    }
    let labels: Vec<Option<String>> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| part.label.clone().or_else(|| (at > 0).then(|| format!("§ {}", at + 1))))
        .collect();
    for (paragraph, &part) in paragraphs.iter_mut().zip(part_of) {
        if doubled[part] && paragraph.locator.annex.is_none() && paragraph.role != Role::Heading {
            paragraph.locator.part = labels[part].clone();
        }
    }
}

/// Counts operative paragraphs that bear no number: "OP ¶ 1".
pub(super) fn number_unnumbered(paragraphs: &mut [Paragraph]) {
    let mut count = 0;
    for paragraph in paragraphs {
        if let Base::Operative(name) = &mut paragraph.locator.base
            && paragraph.locator.annex.is_none()
        {
            if paragraph.level == 0 && paragraph.locator.resumed == 0 {
                count += 1;
            }
            *name = format!("¶ {count}");
        }
    }
}

/// Gives each paragraph an id of its own, made from its locator.
pub(super) fn give_ids(paragraphs: &mut [Paragraph]) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    // How often each was wanted: a list of thousands of items (a) does not try all names before its own.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in paragraphs {
        let wanted = id(&paragraph.locator);
        let count = counts.entry(wanted.clone()).or_insert(0);
        paragraph.id = loop {
            *count += 1;
            let id = if *count == 1 { wanted.clone() } else { format!("{wanted}~{count}") };
            if used.insert(id.clone()) {
                break id;
            }
        };
    }
}

/// Makes the id of a paragraph from its locator: "op5.b.ii", "A.op1", "annex.3", "annex-2.3.a".
fn id(locator: &Locator) -> String {
    let mut id = String::new();
    if let Some(annex) = &locator.annex {
        id.push_str(&annex.to_ascii_lowercase().replace(' ', "-"));
        id.push('.');
    }
    if let Some(part) = &locator.part {
        id.push_str(&plain(part));
        id.push('.');
    }
    match &locator.base {
        Base::Organ => id.push_str("organ"),
        Base::Preambular(name) => id.push_str(&format!("pp{}", plain(name))),
        Base::Operative(name) => id.push_str(&format!("op{}", plain(name))),
        Base::Heading(n) => {
            // Headings are counted through the whole document.
            return format!("h{n}");
        }
        Base::Annex(name) => id.push_str(&plain(name)),
        Base::Other(n) => id.push_str(&format!("text{n}")),
    }
    for step in &locator.path {
        id.push('.');
        id.push_str(&plain(step));
    }
    if locator.resumed > 0 {
        id.push_str(&format!("+{}", locator.resumed));
    }
    id
}

/// Keeps letters and digits: "5 bis" gives "5-bis", "(b)" "b", "¶ 3" "p3", "(– 2)" "2".
fn plain(name: &str) -> String {
    let name = name.replace("¶ ", "p").replace("§ ", "s");
    let words: Vec<String> = name
        .split([' ', '.'])
        .map(|word| word.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}
