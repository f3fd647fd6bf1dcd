//! One change to its article: where and what, the words in columns and in one flow, what that amounts to, and links.

use super::escape::Escaped;
use super::passage::{self, Words};
use super::{Page, entry_anchor, write_anchors};
use crate::changes::{ChangeClass, Detail, Strength};
use crate::pair::Side;
use crate::render::messages;
use crate::render::walk::{Entry, Filter, SegmentRole};
use std::io;

/// Writes a change.
pub(super) fn write(out: &mut dyn io::Write, page: &Page<'_>, entry: &Entry<'_>) -> io::Result<()> {
    let id = entry_anchor(entry).unwrap_or_else(|| format!("page-change-{}", entry.index));
    let properties: Vec<&str> =
        Filter::NAMES.iter().filter(|(_, filter)| filter.holds(entry)).map(|(name, _)| *name).collect();
    let kind = messages::kind_label(entry.change.kind);
    let class = messages::class_label(entry.change.class);
    writeln!(
        out,
        "<article class=\"change {kind}\" id=\"{id}\" tabindex=\"-1\" aria-labelledby=\"{id}--name\" data-is=\"{}\">",
        properties.join(" ")
    )?;
    write!(out, "<header>")?;
    write_anchors(out, entry)?;
    writeln!(
        out,
        "<h3 id=\"{id}--name\"><a class=\"place\" href=\"#{id}\">{}</a> <span class=\"kind\">{}</span></h3>",
        Escaped(&messages::places(entry)),
        Escaped(&messages::kind(entry)),
    )?;
    if entry.change.class != ChangeClass::Same {
        let class_name = class.replace(' ', "-");
        let meaning = messages::class_meaning(entry.change.class);
        writeln!(out, "<p class=\"class {class_name}\" title=\"{}\">{class}</p>", Escaped(meaning))?;
    }
    writeln!(out, "</header>")?;
    write_words(out, page, entry)?;
    write_remarks(out, page, entry)?;
    writeln!(out, "</article>")
}

/// Writes the words. Only what differs on both sides is written twice, in columns and in one flow.
fn write_words(out: &mut dyn io::Write, page: &Page<'_>, entry: &Entry<'_>) -> io::Result<()> {
    let has = |role: SegmentRole| entry.segments.iter().any(|segment| segment.role == role);
    let single = |out: &mut dyn io::Write, name: &str, words: Words| {
        writeln!(out, "<div class=\"text {name}\">")?;
        passage::write(out, page, entry, words)?;
        writeln!(out, "</div>")
    };
    match (entry.members.earlier.is_empty(), entry.members.later.is_empty()) {
        (true, _) => single(out, "only-later", Words::Of(Side::Later)),
        (_, true) => single(out, "only-earlier", Words::Of(Side::Earlier)),
        _ if !has(SegmentRole::Inserted) && !has(SegmentRole::Deleted) => single(out, "same", Words::Of(Side::Later)),
        _ => {
            writeln!(out, "<div class=\"text columns\">")?;
            for side in [Side::Earlier, Side::Later] {
                let class = if side == Side::Earlier { "earlier" } else { "later" };
                let label = messages::side_label(side);
                writeln!(out, "<div class=\"{class}\" role=\"group\" aria-label=\"{label}\">")?;
                passage::write(out, page, entry, Words::Of(side))?;
                writeln!(out, "</div>")?;
            }
            writeln!(out, "</div>")?;
            single(out, "flow", Words::Both)
        }
    }
}

/// Writes what changed one by one, and where else to look.
fn write_remarks(out: &mut dyn io::Write, page: &Page<'_>, entry: &Entry<'_>) -> io::Result<()> {
    let uncertain = entry.is_doubtful().then(|| messages::doubt(entry.change.link.confidence));
    if !entry.change.facets.is_empty() || uncertain.is_some() {
        writeln!(out, "<ul class=\"chips\" aria-label=\"What changed\">")?;
        for chip in chips(entry) {
            write!(out, "<li class=\"chip{}\"><span class=\"label\">{}</span> ", chip.pull, Escaped(chip.label))?;
            for (i, (text, note)) in chip.words.iter().take(SAID).enumerate() {
                write!(out, "{}<bdi>{}</bdi>", if i == 0 { "" } else { "; " }, Escaped(text))?;
                if !note.is_empty() {
                    write!(out, " <span class=\"note\">{}</span>", Escaped(note))?;
                }
            }
            match chip.words.len().saturating_sub(SAID) {
                0 => writeln!(out, "</li>")?,
                more => writeln!(out, "; and {more} more</li>")?,
            }
        }
        if let Some(uncertain) = uncertain {
            writeln!(out, "<li class=\"chip doubt\">{}</li>", Escaped(&uncertain))?;
        }
        writeln!(out, "</ul>")?;
    }
    for carry in &entry.carried {
        let link = page.link(carry.here.other(), carry.other);
        let lead = messages::carry_lead(carry);
        let clause = carry.text.side(carry.here).trim();
        writeln!(out, "<p class=\"also\">{} {link}: <q dir=\"auto\">{}</q></p>", Escaped(lead), Escaped(clause))?;
    }
    for reference in &entry.references {
        if let Some(words) = messages::reference(page.report, reference) {
            writeln!(out, "<p class=\"also reference\">{}</p>", Escaped(&words))?;
        }
    }
    Ok(())
}

/// How much is said of one kind at most: the text shows it all.
const SAID: usize = 5;

/// Holds what is said about facets of one kind.
struct Chip {
    label: &'static str,
    /// Which way the language went, as a class of its own.
    pull: &'static str,
    /// What changed, and what that amounts to.
    words: Vec<(String, String)>,
}

/// Gives the facets by kind, in order. One that strengthens or weakens stands by itself.
fn chips(entry: &Entry<'_>) -> Vec<Chip> {
    let mut chips: Vec<Chip> = Vec::new();
    for facet in &entry.change.facets {
        let pull = match &facet.detail {
            Detail::Verb { strength, .. } | Detail::Qualifier { strength, .. } => match strength {
                Strength::Strengthened => " stronger",
                Strength::Weakened => " weaker",
                Strength::Same | Strength::NotComparable => "",
            },
            _ => "",
        };
        let remark = messages::remark(entry, facet);
        let words = (remark.text, remark.note);
        match chips.iter_mut().find(|chip| chip.label == remark.label && chip.pull.is_empty() && pull.is_empty()) {
            Some(chip) => chip.words.push(words),
            None => chips.push(Chip { label: remark.label, pull, words: vec![words] }),
        }
    }
    chips
}
