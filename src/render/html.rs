//! A report to one web page that needs nothing beside itself: no network, no other file, no script to be read.
//!
//! The page is complete as it is written: everything is shown, deep links work, sections fold by `<details>`. Its script
//! only adds to that (filters, find, keys, the other view), and a content security policy admits nothing but this style
//! and this script, by their digests.

mod article;
mod back;
mod body;
mod digest;
mod escape;
mod frame;
mod front;
mod genealogy;
mod passage;
mod signposts;
mod strip;

pub use genealogy::{write_history, write_origins};

use super::messages;
use super::walk::{Entry, Item, Selection, entries, walk};
use crate::changes::ChangeReport;
use crate::pair::{Pair, Side};
use crate::resolution::Paragraph;
use escape::Escaped;
use frame::Frame;
use passage::paragraph_anchor;
use std::collections::BTreeSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// Adjusts a page. The default shows every change, side by side, unchanged paragraphs folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageOptions {
    /// Which changes are on the page.
    pub selection: Selection,
    /// How the page opens; its reader can change that. `None` is side by side, or as its reader left the last page.
    pub layout: Option<PageLayout>,
    /// What to call a text that names itself neither by symbol nor by title: its file's name.
    pub names: Pair<Option<String>>,
}

/// Names the ways to lay out a change. A narrow screen and paper always have [`Inline`](PageLayout::Inline).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageLayout {
    /// The earlier text in the left column, the later in the right.
    SideBySide,
    /// Both texts in one, struck out and underlined.
    Inline,
}

/// Writes a report as a web page.
pub fn write(report: &ChangeReport, options: &PageOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let items = walk(report, &options.selection);
    let page = Page::new(report, options, &items);
    let mut out = io::BufWriter::new(out);
    let layout = match options.layout {
        Some(PageLayout::SideBySide) | None => "side-by-side",
        Some(PageLayout::Inline) => "inline",
    };
    let asked = options.layout.is_some();
    let frame = Frame { title: &page.title(), layout, asked, style: STYLE, script: Some(SCRIPT) };
    frame.open(&mut out)?;
    write!(out, "<a class=\"skip\" href=\"#page-text\">Skip to the text</a>\n<div class=\"page\">\n")?;
    front::write(&mut out, &page)?;
    front::write_tools(&mut out, &page)?;
    body::write(&mut out, &page, &items)?;
    back::write(&mut out, &page)?;
    writeln!(out, "</div>")?;
    strip::write(&mut out, &items)?;
    front::write_help(&mut out)?;
    frame.close(&mut out)?;
    out.flush()
}

/// Holds what all pieces of a page need to know.
struct Page<'r> {
    report: &'r ChangeReport,
    /// Every change, also those that are not shown.
    entries: Vec<Entry<'r>>,
    /// What each text is called.
    names: Pair<String>,
    /// Anchors of the paragraphs that are on the page.
    anchors: BTreeSet<String>,
}

impl<'r> Page<'r> {
    fn new(report: &'r ChangeReport, options: &PageOptions, items: &[Item<'r>]) -> Self {
        let mut anchors = BTreeSet::new();
        for entry in items.iter().flat_map(Item::entries) {
            for side in [Side::Earlier, Side::Later] {
                anchors.extend(entry.members.side(side).iter().map(|paragraph| paragraph_anchor(side, paragraph)));
            }
        }
        Self { report, entries: entries(report), names: messages::names(report, &options.names), anchors }
    }

    fn title(&self) -> String {
        format!("{} {} {}", self.names.earlier, messages::ARROW, self.names.later)
    }

    /// Gives a link to a paragraph, or its bare name where it is not on the page.
    fn link(&self, side: Side, paragraph: &Paragraph) -> String {
        let anchor = paragraph_anchor(side, paragraph);
        let name = messages::locator(&paragraph.locator);
        if self.anchors.contains(&anchor) {
            format!("<a class=\"place\" href=\"#{anchor}\">{}</a>", Escaped(&name))
        } else {
            format!("<span class=\"place\">{}</span>", Escaped(&name))
        }
    }

    /// Gives a link to an entry under a name.
    fn link_to(&self, entry: &Entry<'_>, name: &str) -> String {
        match entry_anchor(entry) {
            Some(anchor) if self.anchors.contains(&anchor) => {
                format!("<a class=\"place\" href=\"#{anchor}\">{}</a>", Escaped(name))
            }
            _ => format!("<span class=\"place\">{}</span>", Escaped(name)),
        }
    }
}

/// Gives the anchor at which an entry is found.
fn entry_anchor(entry: &Entry<'_>) -> Option<String> {
    let later = entry.members.later.first().map(|paragraph| paragraph_anchor(Side::Later, paragraph));
    later.or_else(|| entry.members.earlier.first().map(|paragraph| paragraph_anchor(Side::Earlier, paragraph)))
}

/// Writes anchors for the paragraphs of an entry, that of [`entry_anchor`] apart.
fn write_anchors(out: &mut dyn io::Write, entry: &Entry<'_>) -> io::Result<()> {
    let anchors = [Side::Later, Side::Earlier]
        .into_iter()
        .flat_map(|side| entry.members.side(side).iter().map(move |paragraph| paragraph_anchor(side, paragraph)));
    for anchor in anchors.skip(1) {
        write!(out, "<span class=\"anchor\" id=\"{anchor}\"></span>")?;
    }
    Ok(())
}
