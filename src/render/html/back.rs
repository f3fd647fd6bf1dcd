//! What stands below the text: footnotes of both texts, what was noticed while reading, how the page was made.

use super::Page;
use super::escape::Escaped;
use super::passage::note_anchor;
use crate::diagnostic::Severity;
use crate::pair::Side;
use crate::render::messages;
use std::collections::BTreeSet;
use std::io;

/// Writes all that stands below the text.
pub(super) fn write(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    write_notes(out, page)?;
    write_diagnostics(out, page)?;
    writeln!(
        out,
        "<footer class=\"colophon\"><p>Made by resdiff {} from {} and {}. What the classes mean is a reading aid, not a \
         legal opinion.</p></footer>",
        env!("CARGO_PKG_VERSION"),
        Escaped(&page.names.earlier),
        Escaped(&page.names.later),
    )
}

fn write_notes(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    let notes = page.report.resolutions.as_ref().map(|resolution| resolution.footnotes.as_slice());
    if notes.earlier.is_empty() && notes.later.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section class=\"notes\" aria-labelledby=\"page-notes\"><h2 id=\"page-notes\">Footnotes</h2>")?;
    writeln!(out, "<div class=\"sides\">")?;
    for side in [Side::Earlier, Side::Later] {
        writeln!(out, "<div><h3><bdi>{}</bdi></h3>", Escaped(page.names.side(side)))?;
        if notes.side(side).is_empty() {
            writeln!(out, "<p class=\"empty\">None.</p>")?;
        }
        let mut anchors = BTreeSet::new();
        for note in *notes.side(side) {
            let anchor = note_anchor(side, &note.label);
            // A label may stand twice ("*"): its first note has the anchor.
            let id = if anchors.insert(anchor.clone()) { format!(" id=\"{anchor}\"") } else { String::new() };
            writeln!(
                out,
                "<p{id} dir=\"auto\"><bdi class=\"number\">{}</bdi> {}</p>",
                Escaped(&note.label),
                Escaped(&note.text)
            )?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "</div>\n</section>")
}

fn write_diagnostics(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    let diagnostics = &page.report.diagnostics;
    if diagnostics.is_empty() {
        return Ok(());
    }
    let has_warning = diagnostics.iter().any(|(_, diagnostic)| diagnostic.severity() == Severity::Warning);
    writeln!(out, "<section class=\"reading\" aria-labelledby=\"page-reading\">")?;
    writeln!(out, "<details{}>", if has_warning { " open" } else { "" })?;
    writeln!(out, "<summary><h2 id=\"page-reading\">Noticed while reading the files</h2></summary>\n<ul>")?;
    for side in [None, Some(Side::Earlier), Some(Side::Later)] {
        let name = side.map_or("both texts", |side| page.names.side(side).as_str());
        let of_side = diagnostics.iter().filter(|(of, _)| *of == side).map(|(_, diagnostic)| diagnostic);
        for (severity, words) in messages::diagnostic_groups(of_side) {
            let severity = messages::severity_label(severity);
            writeln!(
                out,
                "<li><span class=\"severity {severity}\">{severity}</span> <bdi>{}</bdi>: <bdi>{}</bdi></li>",
                Escaped(name),
                Escaped(&words)
            )?;
        }
    }
    writeln!(out, "</ul>\n</details>\n</section>")
}
