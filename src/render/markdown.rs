//! A change report to Markdown for wikis and issue trackers: what is gone between `~~ ~~`, what is new between `** **`.
//!
//! Made for GitHub's and GitLab's Markdown, and readable as plain text. Nothing in the texts is taken for Markdown, HTML, a
//! link, a mention or a reference to an issue.

mod escape;

use super::marked::{self, Run};
use super::messages::{self, ARROW};
use super::walk::{Entry, Item, SegmentRole, Selection, walk};
use crate::changes::{ChangeClass, ChangeKind, ChangeReport, LedgerEntry, LedgerState};
use crate::diagnostic::Severity;
use crate::pair::{Pair, Side};
use crate::resolution::Role;
use escape::{Mark, escape, inline, start_of_line};
use std::io;

/// Adjusts what is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarkdownOptions {
    /// What is shown.
    pub selection: Selection,
    /// What to call a text that names itself neither by symbol nor by title: its file's name.
    pub names: Pair<Option<String>>,
}

/// Writes a report.
pub fn report(out: &mut dyn io::Write, report: &ChangeReport, options: &MarkdownOptions) -> io::Result<()> {
    head(out, report, &options.names)?;
    let mut section = None;
    let mut chapeau = None;
    let items: Vec<Item<'_>> = walk(report, &options.selection).into_iter().flat_map(at_sections).collect();
    let sections = sections(&items);
    for (item, here) in items.into_iter().zip(sections) {
        if here.is_some() && here != section {
            writeln!(out, "\n## {}", escape(here.as_deref().unwrap_or_default()))?;
            section = here;
        }
        match item {
            Item::Heading(entry) => {
                let text = entry.lead().map_or("", |paragraph| paragraph.text.as_str());
                writeln!(out, "\n**{}**", escape(text.trim()))?;
            }
            Item::Unchanged(run) => writeln!(out, "\n*{}*", escape(&messages::fold(&run)))?,
            Item::Context(entry) => one(out, report, &entry, None)?,
            Item::Change(entry) => {
                let parent = entry.lead().and_then(|paragraph| paragraph.parent);
                let above = parent.map(|parent| (side_of(&entry), parent));
                let shown = if above == chapeau { None } else { above };
                one(out, report, &entry, shown)?;
                chapeau = match entry.change.link.members.side(side_of(&entry)).first() {
                    Some(&index) if entry.level() == 0 => Some((side_of(&entry), index)),
                    _ => above,
                };
            }
        }
    }
    if options.selection.only.is_empty() && options.selection.portions.is_empty() {
        ledger(out, report)?;
    }
    notices(out, report)
}

/// Gives the section that begins with each item, or goes on.
fn sections(items: &[Item<'_>]) -> Vec<Option<String>> {
    let mut next = None;
    let mut sections: Vec<Option<String>> = Vec::with_capacity(items.len());
    for item in items.iter().rev() {
        // A removed paragraph is shown at its old place, wherever it stood: it begins no section. A heading stands in
        // the section of what comes after it.
        let own = item.entries().iter().find_map(section_of);
        let is_heading = item.entries().iter().any(|entry| entry.role() == Role::Heading);
        let begins = is_heading || own.is_some();
        next = own.or(next);
        sections.push(next.clone().filter(|_| begins));
    }
    sections.reverse();
    sections
}

/// Gives the section that a paragraph of the later text stands in.
fn section_of(entry: &Entry<'_>) -> Option<String> {
    messages::section(&entry.members.later.first()?.locator)
}

/// Parts a folded run where a section begins.
fn at_sections(item: Item<'_>) -> Vec<Item<'_>> {
    let Item::Unchanged(run) = item else { return vec![item] };
    let mut runs: Vec<Vec<Entry<'_>>> = Vec::new();
    let mut section = None;
    // A heading belongs to what comes after it.
    let mut headings = Vec::new();
    for entry in run {
        let Some(here) = section_of(&entry) else {
            headings.push(entry);
            continue;
        };
        if section.as_ref() != Some(&here) || runs.is_empty() {
            runs.push(Vec::new());
            section = Some(here);
        }
        if let Some(run) = runs.last_mut() {
            run.append(&mut headings);
            run.push(entry);
        }
    }
    match runs.last_mut() {
        Some(run) => run.append(&mut headings),
        None => runs.push(headings),
    }
    runs.into_iter().map(Item::Unchanged).collect()
}

fn side_of(entry: &Entry<'_>) -> Side {
    if entry.members.later.is_empty() { Side::Earlier } else { Side::Later }
}

fn head(out: &mut dyn io::Write, report: &ChangeReport, names: &Pair<Option<String>>) -> io::Result<()> {
    let mastheads = report.resolutions.as_ref().map(|resolution| &resolution.masthead);
    let names = messages::names(report, names);
    writeln!(out, "# {} {ARROW} {}\n", escape(&names.earlier), escape(&names.later))?;
    let titles = mastheads.map(|masthead| masthead.title.as_deref());
    let shared = titles.later.filter(|_| titles.earlier == titles.later);
    if let Some(title) = shared {
        writeln!(out, "{}\n", escape(title))?;
    }
    for side in [Side::Earlier, Side::Later] {
        let title = titles.side(side).filter(|_| shared.is_none()).map(str::to_owned);
        let said: Vec<String> = title.into_iter().chain(messages::time(mastheads.side(side))).collect();
        let separator = if said.is_empty() { "" } else { ": " };
        writeln!(out, "- {}{separator}{}", messages::side_label(side), escape(&said.join(" · ")))?;
    }
    for (side, diagnostic) in &report.diagnostics {
        if side.is_none() {
            let severity = capital(messages::severity_label(diagnostic.severity()));
            writeln!(out, "\n**{severity}: {}.**", escape(&messages::diagnostic(diagnostic)))?;
        }
    }
    writeln!(out, "\n**{}**", escape(&messages::verdict(report)))?;
    let counts = messages::summary(&report.summary);
    if counts.is_empty() {
        return Ok(());
    }
    let label = |words: &String, count: usize| capital(words.trim_start_matches(&count.to_string()).trim());
    let cells = |cell: &dyn Fn(&(super::Filter, usize, String)) -> String| {
        counts.iter().map(cell).collect::<Vec<_>>().join(" | ")
    };
    writeln!(out, "\n| {} |", cells(&|(_, count, words)| label(words, *count)))?;
    writeln!(out, "| {} |", cells(&|_| "---:".to_owned()))?;
    writeln!(out, "| {} |", cells(&|(_, count, _)| count.to_string()))?;
    writeln!(out, "\n~~Struck through~~: only in the earlier text. **Bold**: only in the later text.")
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Writes one paragraph with all that is said about it, below a reminder of the chapeau that it stands under.
fn one(
    out: &mut dyn io::Write,
    report: &ChangeReport,
    entry: &Entry<'_>,
    above: Option<(Side, usize)>,
) -> io::Result<()> {
    let change = entry.change;
    if let Some((side, index)) = above
        && let Some(paragraph) = report.resolutions.side(side).paragraphs.get(index)
    {
        let name = messages::locator(&paragraph.locator);
        writeln!(out, "\n*Under {}: {}*", escape(&name), escape(&shortened(&paragraph.text)))?;
    }
    write!(out, "\n### {}", escape(&messages::places(entry)))?;
    if !entry.is_quiet() {
        write!(out, ": {}", messages::kind(entry))?;
        let goes_without_saying = match (change.kind, change.class) {
            (_, ChangeClass::Same) | (ChangeKind::Added | ChangeKind::Removed, ChangeClass::Substantive) => true,
            (_, _) => false,
        };
        if !goes_without_saying {
            write!(out, " · {}", messages::class_label(change.class))?;
        }
    }
    if entry.role() == Role::Heading {
        write!(out, " · heading")?;
    }
    writeln!(out, "\n")?;
    let remarks = marked::remarks(report, entry);
    for remark in &remarks {
        writeln!(out, "- {}: {}", remark.label, escape(&remark.text))?;
    }
    if !remarks.is_empty() {
        writeln!(out)?;
    }
    let paragraphs = marked::paragraphs(entry);
    let several = paragraphs.len() > 1;
    for (i, marked) in paragraphs.into_iter().enumerate() {
        if i > 0 {
            writeln!(out, ">")?;
        }
        let runs: Vec<(Option<Mark>, String)> = marked.runs.into_iter().map(run).collect();
        let label = match marked.paragraph {
            Some(paragraph) if several => format!("*{}* ", escape(&messages::locator(&paragraph.locator))),
            _ => String::new(),
        };
        let text = inline(&runs);
        writeln!(out, "> {label}{}", if label.is_empty() { start_of_line(&text) } else { text })?;
    }
    Ok(())
}

fn run(run: Run) -> (Option<Mark>, String) {
    let mark = match run.role {
        SegmentRole::Kept => None,
        SegmentRole::Inserted => Some(Mark::Inserted),
        SegmentRole::Deleted => Some(Mark::Deleted),
    };
    (mark, run.text)
}

/// Gives how a text begins.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 100;
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words)),
    }
}

/// Writes the requests that are not as they were, and how many are.
fn ledger(out: &mut dyn io::Write, report: &ChangeReport) -> io::Result<()> {
    let is_same = |entry: &LedgerEntry| entry.state == LedgerState::RolledOver && entry.due.earlier == entry.due.later;
    let (same, changed): (Vec<&LedgerEntry>, Vec<&LedgerEntry>) =
        report.ledger.iter().partition(|entry| is_same(entry));
    if report.ledger.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Who is asked to do what\n")?;
    if !changed.is_empty() {
        writeln!(out, "| Where | State | Who | Verb | What | Due |\n| --- | --- | --- | --- | --- | --- |")?;
    }
    for entry in &changed {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            escape(&place(report, entry)),
            messages::ledger_label(entry.state),
            step(&entry.addressee),
            step(&entry.verb),
            escape(entry.action.later.as_ref().or(entry.action.earlier.as_ref()).map_or("", String::as_str)),
            step(&entry.due),
        )?;
    }
    let gap = if changed.is_empty() { "" } else { "\n" };
    match same.len() {
        0 => Ok(()),
        1 => writeln!(out, "{gap}One request is as it was."),
        count => writeln!(out, "{gap}{count} requests are as they were."),
    }
}

fn place(report: &ChangeReport, entry: &LedgerEntry) -> String {
    let name = |side: Side| {
        let paragraph = report.resolutions.side(side).paragraphs.get((*entry.paragraph.side(side))?)?;
        Some(messages::locator(&paragraph.locator))
    };
    match (name(Side::Earlier), name(Side::Later)) {
        (Some(earlier), Some(later)) if earlier != later => format!("{earlier} {ARROW} {later}"),
        (earlier, later) => later.or(earlier).unwrap_or_default(),
    }
}

/// Gives both words where they differ, else the one there is.
fn step(words: &Pair<Option<String>>) -> String {
    match (words.earlier.as_deref(), words.later.as_deref()) {
        (Some(earlier), Some(later)) if earlier != later => {
            format!("{} {ARROW} {}", escape(earlier), escape(later))
        }
        (earlier, later) => escape(later.or(earlier).unwrap_or_default()),
    }
}

/// Says what was noticed while the texts were read.
fn notices(out: &mut dyn io::Write, report: &ChangeReport) -> io::Result<()> {
    let of = |wanted: Side| {
        let of_side = report.diagnostics.iter().filter(move |(side, _)| *side == Some(wanted));
        messages::diagnostic_groups(of_side.map(|(_, diagnostic)| diagnostic))
    };
    let all: Vec<(Side, Severity, String)> = [Side::Earlier, Side::Later]
        .into_iter()
        .flat_map(|side| of(side).into_iter().map(move |(severity, words)| (side, severity, words)))
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## How the texts were read\n")?;
    for (side, severity, words) in all {
        let words = escape(&words);
        writeln!(out, "- {}, {}: {words}", messages::side_label(side), messages::severity_label(severity))?;
    }
    Ok(())
}
