//! The lists of a Word document and its paragraphs in order to the labels that Word prints: "3.", "(a)", "II.1".

use crate::source::counting::{letters, roman};
use std::collections::{BTreeMap, BTreeSet};

/// Levels that a list can have.
const LEVELS: usize = 9;

/// Holds the lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// What lists look like, by id. Lists that share a definition count on.
    pub(crate) definitions: BTreeMap<u32, BTreeMap<u8, Level>>,
    /// By the id to which paragraphs refer.
    pub(crate) lists: BTreeMap<u32, List>,
}

/// Holds one list: a definition, and what is different from it.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) definition: u32,
    pub(crate) levels: BTreeMap<u8, Level>,
    pub(crate) starts: BTreeMap<u8, u32>,
}

/// Holds one level of a list.
#[derive(Debug, Default, Clone)]
pub(crate) struct Level {
    pub(crate) start: Option<u32>,
    /// How numbers are printed, by the names of OOXML: "decimal", "lowerLetter".
    pub(crate) format: Option<String>,
    /// What is printed; `%1` to `%9` stand for the numbers of the levels.
    pub(crate) text: Option<String>,
    /// Level (from 1) after which this one begins anew; 0 for none.
    pub(crate) restart: Option<u8>,
    /// Prints the numbers of all levels as figures.
    pub(crate) figures: bool,
    /// Id of the paragraph style that has this level; the older format says it the other way round.
    #[cfg_attr(not(feature = "docx"), allow(dead_code))]
    pub(crate) style: Option<String>,
}

impl Lists {
    /// Gives the level of a list that belongs to one of these paragraph styles.
    #[cfg_attr(not(feature = "docx"), allow(dead_code))]
    pub(crate) fn level_of_style<'s>(&self, list: u32, styles: impl Iterator<Item = &'s str>) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let definition = self.definitions.get(&list.definition)?;
        styles.into_iter().find_map(|style| {
            let mut levels = definition.iter();
            levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(index, _)| *index)
        })
    }

    fn level<'l>(&'l self, list: &'l List, index: u8) -> Option<&'l Level> {
        list.levels.get(&index).or_else(|| self.definitions.get(&list.definition)?.get(&index))
    }
}

/// Counts the paragraphs of all lists.
#[derive(Debug, Default, Clone)]
pub(crate) struct Counters {
    /// By definition: lists that share one count on. `None` for a level that has not begun.
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists that have begun: their own starts no longer hold.
    begun: BTreeSet<(u32, u8)>,
}

impl Counters {
    /// Counts one more paragraph, and gives what Word prints before it; `None` for a bullet, or nothing.
    pub(crate) fn label(&mut self, lists: &Lists, list_id: u32, index: u8) -> Option<String> {
        let list = lists.lists.get(&list_id)?;
        let here = usize::from(index).min(LEVELS - 1);
        let index = u8::try_from(here).unwrap_or(0);
        let level = lists.level(list, index)?;
        let start = |index: u8, level: Option<&Level>| {
            list.starts.get(&index).copied().or(level.and_then(|level| level.start)).unwrap_or(1)
        };
        let counts = self.counts.entry(list.definition).or_default();
        let first_use = self.begun.insert((list_id, index));
        counts[here] = Some(match counts[here] {
            Some(_) if first_use && list.starts.contains_key(&index) => start(index, Some(level)),
            Some(count) => count.saturating_add(1),
            None => start(index, Some(level)),
        });
        // A level that was passed over counts as begun.
        for above in 0..index {
            let count = &mut counts[usize::from(above)];
            *count = count.or_else(|| Some(start(above, lists.level(list, above))));
        }
        for below in index + 1..=8 {
            let restart = lists.level(list, below).and_then(|level| level.restart);
            if restart.is_none_or(|after| after != 0 && index < after) {
                counts[usize::from(below)] = None;
            }
        }
        let counts = *counts;
        let format = level.format.as_deref().unwrap_or("decimal");
        if matches!(format, "bullet" | "none") && !level.text.as_deref().is_some_and(|text| text.contains('%')) {
            return None;
        }
        let number = |index: u8| {
            let format = lists.level(list, index).and_then(|level| level.format.as_deref()).unwrap_or("decimal");
            let count = counts.get(usize::from(index)).copied().flatten().unwrap_or(1);
            let figures = level.figures && format != "none";
            number(if figures { "decimal" } else { format }, count)
        };
        let label = fill(level.text.as_deref()?, number);
        let label = label.trim();
        (!label.is_empty()).then(|| label.to_owned())
    }
}

/// Puts numbers in the places of `%1` to `%9`.
fn fill(pattern: &str, number: impl Fn(u8) -> String) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|next| next.to_digit(10)).filter(|digit| c == '%' && *digit > 0) {
            Some(digit) => {
                out.push_str(&number(u8::try_from(digit - 1).unwrap_or(0)));
                chars.next();
            }
            None => out.push(c),
        }
    }
    out
}

/// Prints a number in one of Word's formats; formats of other languages as figures.
pub(crate) fn number(format: &str, count: u32) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        "ordinal" => {
            let ending = match (count % 10, count % 100) {
                (1, teen) if teen != 11 => "st",
                (2, teen) if teen != 12 => "nd",
                (3, teen) if teen != 13 => "rd",
                _ => "th",
            };
            format!("{count}{ending}")
        }
        "chicago" => {
            let signs = ['*', '†', '‡', '§'];
            let index = count.saturating_sub(1) as usize;
            signs[index % signs.len()].to_string().repeat((index / signs.len() + 1).min(8))
        }
        "none" => String::new(),
        "numberInDash" => format!("- {count} -"),
        _ => count.to_string(),
    }
}
