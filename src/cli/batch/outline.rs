//! The pairs of a batch to a list for people, before anything is compared.

use super::super::screen::wrapped;
use super::pairs::{Plan, chains};
use resdiff::render::messages::counted;
use resdiff::series::Tie;
use std::fmt::Write;

/// Lists the series with their texts in order, or the pairs that a manifest names.
pub(super) fn of(plan: &Plan, width: usize) -> String {
    let mut text = String::new();
    if plan.is_named {
        for pairing in &plan.pairings {
            let sides = [pairing.sides.earlier.name.clone(), format!("→ {}", pairing.sides.later.name)];
            let _ = writeln!(text, "{}", pairing.name);
            text.push_str(&wrapped(sides.iter().map(String::as_str), INDENT, width));
        }
        let _ = writeln!(text, "{}", counted(plan.pairings.len(), "pair"));
        return text;
    }
    let chains = chains(plan);
    let mut recalled = false;
    for (first, chain) in &chains {
        let last = chain.last().map_or(*first, |(_, last)| *last);
        let title = plan.texts[last].parsed.value.masthead.title.as_deref().unwrap_or("Untitled");
        let mut names = vec![plan.texts[*first].name.clone()];
        for (tie, follows) in chain {
            recalled |= *tie == Tie::Recalled;
            let arrow = if *tie == Tie::Recalled { "⇢" } else { "→" };
            names.push(format!("{arrow} {}", plan.texts[*follows].name));
        }
        text.push_str(&wrapped(title.split_whitespace(), "", width));
        text.push_str(&wrapped(names.iter().map(String::as_str), INDENT, width));
    }
    let alone = plan.texts.len() - chains.iter().map(|(_, chain)| chain.len() + 1).sum::<usize>();
    let _ = writeln!(
        text,
        "{} in {} series; {} without another version",
        counted(plan.pairings.len(), "pair"),
        chains.len(),
        counted(alone, "text")
    );
    if recalled {
        text.push_str("→ same title   ⇢ another title, but it recalls the text before\n");
    }
    text
}

/// Before the texts of a series.
const INDENT: &str = "    ";
