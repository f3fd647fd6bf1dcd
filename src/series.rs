//! A collection of resolutions to the series in it: which text is the next version of which.
//!
//! Texts of one organ with the same title follow one another by session. Where the title changed, the text that recalls
//! another one of the collection, and shares the subject with it, follows it.
//!
//! ```
//! use resdiff::series::{Member, Succession, Tie, successions};
//! use resdiff::{read::read, source::DecodeOptions};
//!
//! let read = |text: &str| read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
//! let texts = ["72/1. Lamps", "70/1. Lamps", "70/2. Bells"]
//!     .map(|title| read(&format!("A/RES/{}\n\n{title}\n\nThe General Assembly,\n\n1. Decides to rest.\n", &title[..4])));
//! let members = texts.each_ref().map(|text| Member { name: String::new(), resolution: &text.value });
//! assert_eq!(successions(&members), [Succession { earlier: 1, later: 0, tie: Tie::Title }]);
//! ```

use crate::lineage::{by_session, label};
use crate::resolution::{Base, Resolution};
use crate::token::{TokenKind, tokenize};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Holds one text of a collection.
#[derive(Debug, Clone)]
pub struct Member<'r> {
    /// By which it is told from the others: a file's name, a record's key.
    pub name: String,
    /// The text.
    pub resolution: &'r Resolution,
}

/// Says why a text is taken for the next version of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tie {
    /// Same organ, same title.
    Title,
    /// It recalls the other one, and their titles share words.
    Recalled,
}

/// Holds two texts of a collection, by index, of which the later is the next version of the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Succession {
    /// Index of the earlier text.
    pub earlier: usize,
    /// Index of the later text.
    pub later: usize,
    /// Why.
    pub tie: Tie,
}

/// Finds the successions in a collection, in the order of the later texts.
pub fn successions(members: &[Member<'_>]) -> Vec<Succession> {
    let order: Vec<(u8, u32, u32, u32)> = members.iter().map(|member| by_session(member.resolution)).collect();
    let mut series: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        if let Some(title) = subject(member.resolution) {
            let organ = member.resolution.masthead.organ.clone().unwrap_or_default().to_lowercase();
            series.entry((organ, title)).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    let mut followed = BTreeSet::new();
    let mut follows = BTreeSet::new();
    for texts in series.values_mut() {
        texts.sort_by_key(|&index| (order[index], index));
        for pair in texts.windows(2) {
            // Two texts of one session with one title are parts of one resolution, not versions of each other.
            if order[pair[0]] == order[pair[1]] {
                continue;
            }
            found.push(Succession { earlier: pair[0], later: pair[1], tie: Tie::Title });
            followed.insert(pair[0]);
            follows.insert(pair[1]);
        }
    }
    let by_number: BTreeMap<String, usize> =
        members.iter().enumerate().filter_map(|(index, member)| Some((label(member.resolution)?, index))).collect();
    for (later, member) in members.iter().enumerate().filter(|(later, _)| !follows.contains(later)) {
        let recalled = recalled(member.resolution)
            .into_iter()
            .filter_map(|number| by_number.get(&number).copied())
            .filter(|&earlier| {
                earlier != later
                    && !followed.contains(&earlier)
                    && order[earlier] < order[later]
                    && member.resolution.masthead.organ == members[earlier].resolution.masthead.organ
                    && share_subject(member.resolution, members[earlier].resolution)
            })
            .max_by_key(|&earlier| (order[earlier], earlier));
        if let Some(earlier) = recalled {
            found.push(Succession { earlier, later, tie: Tie::Recalled });
            followed.insert(earlier);
        }
    }
    found.sort_by_key(|succession| (order[succession.later], succession.later, succession.earlier));
    found
}

/// The title in small letters without punctuation; nothing for texts without one.
fn subject(resolution: &Resolution) -> Option<String> {
    let title = resolution.masthead.title.as_deref()?;
    let words: Vec<String> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Numbers of the resolutions that the first preambular paragraphs recall or reaffirm.
fn recalled(resolution: &Resolution) -> Vec<String> {
    let preamble = resolution.paragraphs.iter().filter(|p| matches!(p.locator.base, Base::Preambular(_)));
    let mut numbers = Vec::new();
    for paragraph in preamble.take(FIRST) {
        let recalls = paragraph.opening.as_ref().is_some_and(|o| matches!(o.lemma.as_str(), "recall" | "reaffirm"));
        if recalls && paragraph.text.contains("resolution") {
            let tokens = tokenize(&paragraph.text);
            for (at, token) in tokens.iter().enumerate() {
                let word = token.span.of(&paragraph.text);
                match token.kind {
                    TokenKind::Symbol => numbers.push(word.to_owned()),
                    // "2692 (2023)": number, bracket, year, bracket.
                    TokenKind::Number if tokens.get(at + 3).is_some_and(|t| t.span.of(&paragraph.text) == ")") => {
                        numbers.push(paragraph.text[token.span.start..tokens[at + 3].span.end].to_owned());
                    }
                    _ => {}
                }
            }
        }
    }
    numbers
}

/// Preambular paragraphs in which the version before is named, where it is named at all.
const FIRST: usize = 6;

/// Tells whether the titles share half of the telling words of the shorter one.
fn share_subject(one: &Resolution, other: &Resolution) -> bool {
    let words = |resolution: &Resolution| -> BTreeSet<String> {
        let title = subject(resolution).unwrap_or_default();
        title.split(' ').filter(|word| word.chars().count() > 4).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let least = one.len().min(other.len());
    least > 0 && one.intersection(&other).count() * 2 >= least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;
    use crate::source::DecodeOptions;

    fn text(number: &str, title: &str, recalls: &str) -> Resolution {
        let text = format!(
            "A/RES/{number}\n\n{number}. {title}\n\nThe General Assembly,\n\nRecalling its resolution {recalls},\n\n1. Decides to act."
        );
        read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text").value
    }

    #[test]
    fn titles_and_recalled_resolutions_make_series() {
        let texts = [
            text("72/9", "Lighthouses", "70/3"),
            text("70/3", "Lighthouses", "68/1"),
            text("71/5", "Tide tables of the southern seas", "69/2"),
            text("73/6", "Southern seas and their tide tables", "71/5"),
            text("73/8", "Another subject altogether", "71/5"),
        ];
        let members: Vec<Member<'_>> =
            texts.iter().map(|resolution| Member { name: String::new(), resolution }).collect();
        let found: Vec<(usize, usize, Tie)> =
            successions(&members).into_iter().map(|s| (s.earlier, s.later, s.tie)).collect();
        assert_eq!(found, [(1, 0, Tie::Title), (2, 3, Tie::Recalled)]);
    }
}
