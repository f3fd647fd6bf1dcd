//! What is to be shown, in order, to the sections of a page: changes, folded runs, signposts between them.

use super::escape::Escaped;
use super::passage::{self, Words};
use super::signposts::{Signpost, signposts};
use super::{Page, article, entry_anchor, write_anchors};
use crate::pair::Side;
use crate::render::messages;
use crate::render::walk::{Entry, Item};
use crate::resolution::Role;
use std::collections::VecDeque;
use std::io;

/// Writes the main part of a page.
pub(super) fn write(out: &mut dyn io::Write, page: &Page<'_>, items: &[Item<'_>]) -> io::Result<()> {
    writeln!(out, "<main id=\"page-text\" tabindex=\"-1\" aria-label=\"Changes\">")?;
    if items.is_empty() {
        writeln!(out, "<p class=\"empty\">No change is of the kind that was asked for.</p>")?;
    }
    let mut body = Body {
        page,
        signposts: signposts(&shown(items)).into(),
        names: section_names(items).into(),
        section: None,
        sections: 0,
    };
    for item in items {
        match item {
            Item::Unchanged(run) => body.write_run(out, run)?,
            Item::Change(entry) => {
                body.write_what_stands_before(out, entry)?;
                article::write(out, page, entry)?;
            }
            Item::Context(entry) | Item::Heading(entry) => {
                body.write_what_stands_before(out, entry)?;
                write_same(out, page, entry)?;
            }
        }
    }
    body.write_signposts(out, usize::MAX)?;
    if body.section.is_some() {
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</main>")
}

struct Body<'p, 'r> {
    page: &'p Page<'r>,
    /// Those not yet written, by place.
    signposts: VecDeque<Signpost<'r>>,
    /// The section of each entry not yet written.
    names: VecDeque<Option<String>>,
    /// The section that is open.
    section: Option<String>,
    sections: usize,
}

impl Body<'_, '_> {
    fn write_what_stands_before(&mut self, out: &mut dyn io::Write, entry: &Entry<'_>) -> io::Result<()> {
        self.write_signposts(out, entry.index)?;
        let name = self.names.pop_front().flatten();
        if name != self.section && name.is_some() {
            self.sections += 1;
            if self.section.is_some() {
                writeln!(out, "</section>")?;
            }
            let id = format!("page-section-{}", self.sections);
            let heading = Escaped(name.as_deref().unwrap_or_default()).to_string();
            writeln!(out, "<section class=\"part\" aria-labelledby=\"{id}\"><h2 id=\"{id}\">{heading}</h2>")?;
            self.section = name;
        }
        Ok(())
    }

    /// Writes a run of unchanged paragraphs, folded; in pieces where a section begins or a signpost stands inside it.
    fn write_run(&mut self, out: &mut dyn io::Write, run: &[Entry<'_>]) -> io::Result<()> {
        let mut rest = run;
        while let Some(first) = rest.first() {
            self.write_what_stands_before(out, first)?;
            let goes_on = |body: &Self, entry: &Entry<'_>| {
                let name = body.names.front().cloned().flatten();
                let has_signpost = body.signposts.front().is_some_and(|signpost| signpost.after < Some(entry.index));
                !has_signpost && (name.is_none() || name == body.section)
            };
            let mut length = 1;
            while rest.get(length).is_some_and(|entry| goes_on(self, entry)) {
                self.names.pop_front();
                length += 1;
            }
            let (piece, after) = rest.split_at(length);
            writeln!(out, "<details class=\"run\"><summary>{}</summary>", Escaped(&messages::fold(piece)))?;
            for entry in piece {
                write_same(out, self.page, entry)?;
            }
            writeln!(out, "</details>")?;
            rest = after;
        }
        Ok(())
    }

    fn write_signposts(&mut self, out: &mut dyn io::Write, before: usize) -> io::Result<()> {
        while self.signposts.front().is_some_and(|signpost| signpost.after < Some(before)) {
            let Some(signpost) = self.signposts.pop_front() else { break };
            let Some(paragraph) = signpost.paragraph() else { continue };
            let name = messages::locator(&paragraph.locator);
            let side = match signpost.side {
                Side::Earlier => "earlier",
                Side::Later => "later",
            };
            let verb = messages::signpost(signpost.entry.change.kind, signpost.side, signpost.member);
            let names = messages::side_names(&signpost.entry.members);
            let link = self.page.link_to(&signpost.entry, &names.later);
            writeln!(
                out,
                "<p class=\"signpost {side}\"><span class=\"place\">{}</span> {verb} {link}</p>",
                Escaped(&name)
            )?;
        }
        Ok(())
    }
}

/// Writes an unchanged paragraph.
fn write_same(out: &mut dyn io::Write, page: &Page<'_>, entry: &Entry<'_>) -> io::Result<()> {
    let id = entry_anchor(entry).unwrap_or_else(|| format!("page-change-{}", entry.index));
    let is_heading = entry.role() == Role::Heading;
    let class = if is_heading { "unchanged heading" } else { "unchanged" };
    write!(out, "<div class=\"{class}\" id=\"{id}\">")?;
    write_anchors(out, entry)?;
    writeln!(out, "<a class=\"place\" href=\"#{id}\">{}</a>", Escaped(&messages::places(entry)))?;
    writeln!(out, "<div class=\"text same\"{}>", if is_heading { " role=\"heading\" aria-level=\"3\"" } else { "" })?;
    passage::write(out, page, entry, Words::Of(Side::Later))?;
    writeln!(out, "</div></div>")
}

fn shown<'r>(items: &[Item<'r>]) -> Vec<Entry<'r>> {
    items.iter().flat_map(Item::entries).cloned().collect()
}

/// Gives the section in which each entry stands. A heading belongs to what stands below it, what was removed to what
/// stands above it.
fn section_names(items: &[Item<'_>]) -> Vec<Option<String>> {
    let entries: Vec<&Entry<'_>> = items.iter().flat_map(Item::entries).collect();
    let own = |entry: &Entry<'_>| {
        let paragraph = entry.members.later.first().or(entry.members.earlier.first())?;
        messages::section(&paragraph.locator)
    };
    let mut names: Vec<Option<String>> = vec![None; entries.len()];
    let mut below = None;
    for (name, entry) in names.iter_mut().zip(&entries).rev() {
        if !entry.members.later.is_empty() {
            below = own(entry).or(below);
            *name = below.clone();
        }
    }
    let mut above: Option<String> = None;
    for (name, entry) in names.iter_mut().zip(&entries) {
        if entry.members.later.is_empty() {
            *name = above.clone().or_else(|| own(entry));
        }
        above = name.clone().or(above);
    }
    names
}
