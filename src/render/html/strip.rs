//! What is shown, in order, to a strip beside the text: a mark for each change, at its place in the whole.

use super::entry_anchor;
use super::escape::Escaped;
use crate::render::messages;
use crate::render::walk::Item;
use std::io;

/// Height of the strip in its own units.
const HEIGHT: usize = 10_000;
/// Least height of a mark: about two pixels on a screen.
const LEAST: usize = 25;
/// Length in bytes that a paragraph counts for at least, so that a short one is seen.
const SHORTEST: usize = 80;

/// Writes the strip. It repeats what the page says and cannot be reached by keys: it is hidden from screen readers.
///
/// Attributes of SVG rather than styles, which the content security policy refuses.
pub(super) fn write(out: &mut dyn io::Write, items: &[Item<'_>]) -> io::Result<()> {
    let length = |item: &Item<'_>| -> usize {
        let of = |entry: &super::Entry<'_>| {
            let sides = entry.members.as_ref().map(|side| side.iter().map(|p| p.text.len()).sum::<usize>());
            sides.earlier.max(sides.later).max(SHORTEST)
        };
        item.entries().iter().map(of).sum()
    };
    let total: usize = items.iter().map(length).sum::<usize>().max(1);
    writeln!(
        out,
        "<nav class=\"strip\" aria-hidden=\"true\"><svg viewBox=\"0 0 12 {HEIGHT}\" preserveAspectRatio=\"none\">"
    )?;
    writeln!(out, "<rect class=\"window\" x=\"0\" y=\"0\" width=\"12\" height=\"0\"/>")?;
    let mut above = 0;
    for item in items {
        let here = length(item);
        if let Item::Change(entry) = item
            && let Some(anchor) = entry_anchor(entry)
        {
            let y = above * HEIGHT / total;
            let height = (here * HEIGHT / total).max(LEAST);
            let kind = messages::kind_label(entry.change.kind);
            // Removed at the left, where the earlier text stands, added at the right: the place tells, not only colour.
            let (x, width) = match (entry.members.earlier.is_empty(), entry.members.later.is_empty()) {
                (true, _) => (7, 4),
                (_, true) => (1, 4),
                _ => (1, 10),
            };
            writeln!(
                out,
                "<a href=\"#{anchor}\" tabindex=\"-1\"><title>{}: {}</title>\
                 <rect class=\"{kind}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/></a>",
                Escaped(&messages::places(entry)),
                Escaped(&messages::kind(entry)),
            )?;
        }
        above += here;
    }
    writeln!(out, "</svg></nav>")
}
