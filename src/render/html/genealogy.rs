//! A history of many versions to a page: clauses down, versions across, a click opens the story of a clause; and the newest
//! text with the version in which each word entered, by shade.

use super::escape::Escaped;
use super::frame::Frame;
use crate::lineage::{Attribution, History, Lineage, Step};
use crate::pair::Pair;
use crate::render::genealogy_words::{
    OriginRun, counts, ended_title, groups, happened, is_clause, life, newest, remarks, runs, share, step_label,
};
use crate::render::marked::wordings;
use crate::render::messages::locator;
use crate::render::walk::SegmentRole;
use crate::resolution::Role;
use std::io::{self, Write};

/// Writes the matrix of a history as a web page of its own: no network, no script.
pub fn write_history(history: &History, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    head(&mut out, history, "The life of each clause")?;
    writeln!(out, "<main>")?;
    if history.lineages.len() > 1 {
        writeln!(out, "<p>{}. A click on a clause opens its story.</p>", counts(history))?;
    }
    legend(&mut out)?;
    for (version, group) in groups(history) {
        let ended = version + 1 < history.versions.len();
        if ended {
            writeln!(out, "<section class=\"ended\"><h2>{}</h2>", Escaped(&ended_title(history, version, &group)))?;
        } else {
            writeln!(out, "<section>")?;
        }
        columns(&mut out, history)?;
        for lineage in group {
            row(&mut out, history, lineage)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</main></div></body></html>")?;
    out.flush()
}

/// Writes the newest text with the origins of its words as a web page of its own.
pub fn write_origins(history: &History, attribution: &Attribution, out: &mut dyn io::Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    head(&mut out, history, "Where the words come from")?;
    writeln!(out, "<main>")?;
    let counts = attribution.counts(history.versions.len());
    let total = counts.iter().sum();
    writeln!(
        out,
        "<table class=\"shares\"><caption>Words of the newest text by the version in which they entered</caption>"
    )?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Version</th><th scope=\"col\">Words</th><th scope=\"col\">Share</th></tr></thead><tbody>"
    )?;
    for (at, (version, count)) in history.versions.iter().zip(&counts).enumerate() {
        writeln!(
            out,
            "<tr><th scope=\"row\"><span class=\"o o{}\">{}</span></th><td>{count}</td><td>{} %</td></tr>",
            shade(at, counts.len()),
            Escaped(&version.label),
            share(*count, total)
        )?;
    }
    writeln!(out, "</tbody></table>")?;
    let newest = history.versions.last().map(|version| version.resolution.paragraphs.as_slice()).unwrap_or_default();
    for (paragraph, words) in newest.iter().zip(&attribution.paragraphs) {
        let tag = if paragraph.role == Role::Heading { "h2" } else { "p" };
        write!(out, "<{tag} class=\"text l{}\" dir=\"auto\">", paragraph.level.min(4))?;
        write!(out, "<span class=\"place\">{}</span> ", Escaped(&locator(&paragraph.locator)))?;
        for OriginRun { origin, text, .. } in runs(&paragraph.text, words) {
            let label = &history.versions[origin.0].label;
            let shade = shade(origin.0, history.versions.len());
            write!(out, "<span class=\"o o{shade}\" title=\"{}\">{}</span> ", Escaped(label), Escaped(text))?;
        }
        writeln!(out, "</{tag}>")?;
    }
    writeln!(out, "</main></div></body></html>")?;
    out.flush()
}

/// One of eight shades: the newest words are the strongest.
fn shade(version: usize, versions: usize) -> usize {
    if versions <= 1 { 7 } else { version * 7 / (versions - 1) }
}

fn head(out: &mut impl Write, history: &History, what: &str) -> io::Result<()> {
    let newest = history.versions.last();
    let title = newest.and_then(|version| version.resolution.masthead.title.as_deref()).unwrap_or("Untitled");
    let ends = [history.versions.first(), history.versions.last()].map(|v| v.map_or("", |v| v.label.as_str()));
    let name = format!("{title} · {what}");
    // How many columns there are is part of the style: the security policy admits no attributes of style.
    let style = format!("{STYLE}.row {{ --n: {}; }}\n", history.versions.len());
    Frame { title: &name, layout: "history", asked: false, style: &style, script: None }.open(out)?;
    writeln!(
        out,
        "<div class=\"page\"><header><p class=\"eyebrow\">{what}</p><h1 dir=\"auto\">{}</h1>\n\
         <p>{} versions, {} to {}</p></header>",
        Escaped(title),
        history.versions.len(),
        Escaped(ends[0]),
        Escaped(ends[1]),
    )?;
    Ok(())
}

const STYLE: &str = include_str!("genealogy.css");

const STEPS: [(Step, &str, &str); 8] = [
    (Step::New, "new", "+"),
    (Step::Unchanged, "same", "="),
    (Step::Reworded, "reworded", "~"),
    (Step::Split, "split", "<"),
    (Step::Merged, "merged", "m"),
    (Step::Returned, "back", "^"),
    (Step::Absorbed, "gone", "x"),
    (Step::Absent, "absent", "·"),
];

fn legend(out: &mut impl Write) -> io::Result<()> {
    write!(out, "<ul class=\"legend\" aria-label=\"Signs\">")?;
    for (step, class, sign) in STEPS {
        write!(out, "<li><span class=\"cell {class}\">{}</span> {}</li>", Escaped(sign), step_label(step))?;
    }
    writeln!(out, "<li><span class=\"cell same\">=&gt;</span> moved</li></ul>")
}

/// The names of the versions, above their columns.
fn columns(out: &mut impl Write, history: &History) -> io::Result<()> {
    write!(out, "<div class=\"head row\" aria-hidden=\"true\"><span></span>")?;
    for version in &history.versions {
        write!(out, "<span class=\"version\">{}</span>", Escaped(&version.label))?;
    }
    writeln!(out, "<span></span></div>")
}

fn row(out: &mut impl Write, history: &History, lineage: &Lineage) -> io::Result<()> {
    let Some((version, paragraph)) = newest(history, lineage) else { return Ok(()) };
    if paragraph.role == Role::Heading {
        if version + 1 == history.versions.len() {
            writeln!(out, "<h2 dir=\"auto\">{}</h2>", Escaped(&paragraph.text))?;
        }
        return Ok(());
    }
    if !is_clause(history, lineage) {
        return Ok(());
    }
    // The story of a single clause is what was asked for.
    let open = if history.lineages.len() == 1 { " open" } else { "" };
    write!(
        out,
        "<details class=\"clause\"{open} id=\"{}\"><summary class=\"row\"><span class=\"place\">{}</span>",
        super::escape::anchor(&format!("{}-{}", history.versions[version].label, paragraph.id)),
        Escaped(&locator(&paragraph.locator))
    )?;
    for (at, (cell, held)) in lineage.cells.iter().zip(&history.versions).enumerate() {
        let (_, class, sign) = STEPS.iter().find(|(step, ..)| *step == cell.step).unwrap_or(&STEPS[7]);
        let moved = if cell.moved { "&gt;" } else { "" };
        let what = format!("{}: {}", held.label, happened(history, lineage, at));
        write!(
            out,
            "<span class=\"cell {class}\" role=\"img\" aria-label=\"{0}\" title=\"{0}\">{1}{moved}</span>",
            Escaped(&what),
            Escaped(sign),
        )?;
    }
    writeln!(out, "<span class=\"start\" dir=\"auto\">{}</span></summary>", Escaped(&paragraph.text))?;
    story(out, history, lineage)?;
    writeln!(out, "</details>")
}

fn story(out: &mut impl Write, history: &History, lineage: &Lineage) -> io::Result<()> {
    let mut before: Option<&str> = None;
    write!(out, "<p class=\"life\">{}</p><ol class=\"story\">", Escaped(&life(history, lineage)))?;
    for (version, cell) in lineage.cells.iter().enumerate() {
        let held = &history.versions[version];
        let paragraph = cell.paragraph.map(|index| &held.resolution.paragraphs[index]);
        if paragraph.is_none() && before.is_none() {
            continue;
        }
        write!(out, "<li><b>{}</b> ", Escaped(&held.label))?;
        if let Some(paragraph) = paragraph {
            write!(out, "<span class=\"place\">{}</span> ", Escaped(&locator(&paragraph.locator)))?;
        }
        write!(out, "{}", Escaped(&happened(history, lineage, version)))?;
        if let Some(paragraph) = paragraph {
            for remark in cell.change.zip(version.checked_sub(1)).iter().flat_map(|&(c, at)| remarks(history, at, c)) {
                write!(out, " <span class=\"chip\">{}</span>", Escaped(&remark))?;
            }
            match before {
                Some(earlier) if earlier != paragraph.text => {
                    write!(out, "<p dir=\"auto\">")?;
                    words(out, earlier, &paragraph.text)?;
                    write!(out, "</p>")?;
                }
                Some(_) => {}
                None => write!(out, "<p dir=\"auto\">{}</p>", Escaped(&paragraph.text))?,
            }
            before = Some(&paragraph.text);
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ol>")
}

fn words(out: &mut impl Write, earlier: &str, later: &str) -> io::Result<()> {
    for run in wordings(Pair::new(earlier, later)) {
        match run.role {
            SegmentRole::Kept => write!(out, "{}", Escaped(&run.text))?,
            SegmentRole::Deleted => write!(out, "<del>{}</del>", Escaped(&run.text))?,
            SegmentRole::Inserted => write!(out, "<ins>{}</ins>", Escaped(&run.text))?,
        }
    }
    Ok(())
}
