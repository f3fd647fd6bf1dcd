//! Paragraphs with places to paragraphs with names: the parts they stand in, their numbers, their ids.

use super::super::{Base, Locator, Paragraph, Role};
use super::Part;
use std::collections::{BTreeMap, HashMap};

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
    let wanted: Vec<String> = paragraphs.iter().map(|paragraph| id(&paragraph.locator)).collect();
    // How often each was wanted. No id that is wanted has the sign that parts it from its count.
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(paragraphs.len());
    for (paragraph, wanted) in paragraphs.iter_mut().zip(&wanted) {
        let count = counts.entry(wanted).or_insert(0);
        *count += 1;
        paragraph.id = if *count == 1 { wanted.clone() } else { format!("{wanted}~{count}") };
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
        push_plain(&mut id, part);
        id.push('.');
    }
    match &locator.base {
        Base::Organ => id.push_str("organ"),
        Base::Preambular(name) => {
            id.push_str("pp");
            push_plain(&mut id, name);
        }
        Base::Operative(name) => {
            id.push_str("op");
            push_plain(&mut id, name);
        }
        Base::Heading(n) => {
            // Headings are counted through the whole document.
            return format!("h{n}");
        }
        Base::Annex(name) => push_plain(&mut id, name),
        Base::Other(n) => id.push_str(&format!("text{n}")),
    }
    for step in &locator.path {
        id.push('.');
        push_plain(&mut id, step);
    }
    if locator.resumed > 0 {
        id.push_str(&format!("+{}", locator.resumed));
    }
    id
}

/// Adds the letters and digits of a name: "5-bis" for "5 bis", "b" for "(b)", "p3" for "¶ 3", "s2" for "§ 2", "2" for
/// "(– 2)".
fn push_plain(id: &mut String, name: &str) {
    let start = id.len();
    let mut parted = false;
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        let sign = match c {
            '¶' => 'p',
            '§' => 's',
            c => c,
        };
        if sign != c && characters.next_if_eq(&' ').is_none() {
            continue;
        }
        if matches!(sign, ' ' | '.') {
            parted = id.len() > start;
        } else if sign.is_ascii_alphanumeric() {
            if std::mem::take(&mut parted) {
                id.push('-');
            }
            id.push(sign);
        }
    }
}
