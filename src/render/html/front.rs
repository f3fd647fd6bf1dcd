//! What a reader sees first: the two texts, the verdict, the counts that filter, the references to check, the ledger.

use super::Page;
use super::escape::Escaped;
use crate::changes::{LedgerEntry, LedgerState, ReferenceState};
use crate::pair::{Pair, Side};
use crate::render::messages;
use crate::render::walk::{Entry, Filter};
use std::io;

/// Writes all that stands above the text.
pub(super) fn write(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    write_masthead(out, page)?;
    write_verdict(out, page)?;
    write_references(out, page)?;
    write_ledger(out, page)
}

fn write_masthead(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    let mastheads = page.report.resolutions.as_ref().map(|resolution| &resolution.masthead);
    let titles = mastheads.map(|masthead| masthead.title.as_deref());
    let title = titles.later.or(titles.earlier);
    let differ = titles.earlier.is_some() && titles.later.is_some() && titles.earlier != titles.later;
    writeln!(out, "<header class=\"masthead\">\n<p class=\"eyebrow\">What changed between two texts</p>")?;
    match title {
        Some(title) => writeln!(out, "<h1 dir=\"auto\">{}</h1>", Escaped(title))?,
        None => writeln!(out, "<h1>{}</h1>", Escaped(&page.title()))?,
    }
    writeln!(out, "<dl class=\"texts\">")?;
    for side in [Side::Earlier, Side::Later] {
        let label = messages::side_label(side);
        writeln!(out, "<div><dt>{label}</dt><dd><bdi class=\"symbol\">{}</bdi>", Escaped(page.names.side(side)))?;
        let time = messages::time(mastheads.side(side));
        if !time.is_empty() {
            writeln!(out, "<span class=\"time\">{}</span>", Escaped(&time.join(", ")))?;
        }
        if let (true, Some(title)) = (differ, *titles.side(side)) {
            writeln!(out, "<bdi class=\"title\">{}</bdi>", Escaped(title))?;
        }
        writeln!(out, "</dd></div>")?;
    }
    writeln!(out, "</dl>\n</header>")
}

/// How many paragraphs the verdict names before the rest is folded.
const NAMED: usize = 14;

fn write_verdict(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    let report = page.report;
    writeln!(out, "<section class=\"verdict\" aria-labelledby=\"page-verdict\">")?;
    writeln!(out, "<h2 id=\"page-verdict\">Summary</h2>")?;
    let names = messages::verdict_names(report);
    let (first, rest) = names.split_at(if names.len() > NAMED + 1 { NAMED } else { names.len() });
    let links = |names: &[(usize, String)]| {
        let link = |(index, name): &(usize, String)| Some(page.link_to(page.entries.get(*index)?, name));
        names.iter().filter_map(link).collect::<Vec<_>>().join(", ")
    };
    let after = if names.is_empty() { "." } else { ": " };
    writeln!(out, "<p class=\"sentence\">{}{after}{}</p>", Escaped(&messages::verdict_lead(report)), links(first))?;
    if !rest.is_empty() {
        writeln!(out, "<details class=\"more\"><summary>and {} more</summary>", rest.len())?;
        writeln!(out, "<p>{}</p></details>", links(rest))?;
    }

    let counts: Vec<(Option<Filter>, String, String)> = messages::summary(&report.summary)
        .into_iter()
        .map(|(filter, _, words)| {
            // What is unchanged but for its number is folded: there is nothing to filter.
            let filter = (!matches!(filter, Filter::Unchanged | Filter::Renumbered)).then_some(filter);
            (filter, words, String::new())
        })
        .collect();
    write_counts(out, "What happened", "kind", &counts)?;

    let shown: Vec<&Entry<'_>> = page.entries.iter().filter(|entry| !entry.is_quiet()).collect();
    let count = |filter: Filter| shown.iter().filter(|entry| filter.holds(entry)).count();
    let classes = [Filter::Substantive, Filter::Rollover, Filter::Editorial, Filter::Unclassified];
    let classes = classes.into_iter().filter(|&filter| count(filter) > 0).map(|filter| {
        let meaning = shown.iter().find(|entry| filter.holds(entry));
        let meaning = meaning.map_or("", |entry| messages::class_meaning(entry.change.class));
        (Some(filter), format!("{} {}", count(filter), filter.name()), meaning.to_owned())
    });
    write_counts(out, "What it amounts to", "class", &classes.collect::<Vec<_>>())?;
    let pulls = [Filter::Strengthened, Filter::Weakened].into_iter().filter(|&filter| count(filter) > 0);
    let pulls = pulls.map(|filter| (Some(filter), format!("{} {}", count(filter), filter.name()), String::new()));
    write_counts(out, "Force of language", "pull", &pulls.collect::<Vec<_>>())?;
    writeln!(out, "</section>")
}

/// Writes a row of counts; those with a filter are buttons.
fn write_counts(
    out: &mut dyn io::Write,
    label: &str,
    group: &str,
    counts: &[(Option<Filter>, String, String)],
) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<div class=\"counts\" role=\"group\" aria-label=\"{label}\"><span class=\"label\">{label}</span><div>"
    )?;
    for (filter, words, meaning) in counts {
        let (number, name) = words.split_once(' ').unwrap_or(("", words));
        let title = if meaning.is_empty() { String::new() } else { format!(" title=\"{}\"", Escaped(meaning)) };
        match filter {
            Some(filter) => writeln!(
                out,
                "<button type=\"button\" class=\"count {0}\" data-filter=\"{0}\" data-group=\"{group}\" \
                 aria-pressed=\"false\"{title}><b>{number}</b> {name}</button>",
                filter.name()
            )?,
            None => writeln!(out, "<span class=\"count\"{title}><b>{number}</b> {name}</span>")?,
        }
    }
    writeln!(out, "</div></div>")
}

fn write_references(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    let to_check: Vec<String> = page
        .entries
        .iter()
        .flat_map(|entry| entry.references.iter().map(move |reference| (entry, reference)))
        .filter(|(_, reference)| match reference.state {
            ReferenceState::Stale | ReferenceState::Dangling => true,
            ReferenceState::Holds | ReferenceState::Updated => false,
        })
        .filter_map(|(entry, reference)| {
            let name = messages::side_names(&entry.members).later;
            let words = messages::reference(page.report, reference)?;
            Some(format!("<li>{}: {}</li>", page.link_to(entry, &name), Escaped(&words)))
        })
        .collect();
    if to_check.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section class=\"notice\" aria-labelledby=\"page-references\">")?;
    writeln!(out, "<h2 id=\"page-references\">References to check</h2>\n<ul>{}</ul>\n</section>", to_check.join("\n"))
}

/// Writes the ledger; folded where it is long.
fn write_ledger(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    const SHORT: usize = 6;
    let ledger = &page.report.ledger;
    if ledger.is_empty() {
        return Ok(());
    }
    let states = [LedgerState::New, LedgerState::Changed, LedgerState::RolledOver, LedgerState::Lapsed];
    let counts: Vec<String> = states
        .into_iter()
        .map(|state| (state, ledger.iter().filter(|row| row.state == state).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| format!("{count} {}", messages::ledger_label(state)))
        .collect();
    let open = if ledger.len() <= SHORT { " open" } else { "" };
    writeln!(out, "<section class=\"ledger\" aria-labelledby=\"page-ledger\">\n<details{open}>")?;
    writeln!(
        out,
        "<summary><h2 id=\"page-ledger\">Who is asked to do what</h2> <span class=\"tally\">{}</span></summary>",
        Escaped(&counts.join(", "))
    )?;
    writeln!(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"page-ledger\"><table>")?;
    writeln!(out, "<thead><tr>")?;
    let is_due = ledger.iter().any(|row| row.due.earlier.is_some() || row.due.later.is_some());
    for column in ["Where", "State", "Who", "Verb", "What", "Due"].into_iter().take(if is_due { 6 } else { 5 }) {
        write!(out, "<th scope=\"col\">{column}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in ledger {
        write_ledger_row(out, page, row, is_due)?;
    }
    writeln!(out, "</tbody></table></div>\n</details>\n</section>")
}

fn write_ledger_row(out: &mut dyn io::Write, page: &Page<'_>, row: &LedgerEntry, is_due: bool) -> io::Result<()> {
    let paragraph = |side: Side| {
        let paragraph = page.report.resolutions.side(side).paragraphs.get((*row.paragraph.side(side))?)?;
        Some(page.link(side, paragraph))
    };
    let place = paragraph(Side::Later).or_else(|| paragraph(Side::Earlier)).unwrap_or_default();
    let label = messages::ledger_label(row.state);
    let state = label.replace(' ', "-");
    let of = if row.paragraph.later.is_none() { "<span class=\"unseen\"> of the earlier text</span>" } else { "" };
    write!(out, "<tr class=\"{state}\"><td>{place}{of}</td><td class=\"state\">{label}</td>")?;
    write!(out, "<td>{}</td><td>{}</td>", step(&row.addressee), step(&row.verb))?;
    let action = row.action.later.as_deref().or(row.action.earlier.as_deref()).unwrap_or_default();
    // The dots of an action that was shortened stay with its last word.
    write!(out, "<td><bdi>{}</bdi></td>", Escaped(&action.replace(" …", "\u{a0}…")))?;
    if is_due {
        write!(out, "<td>{}</td>", step(&row.due))?;
    }
    writeln!(out, "</tr>")
}

/// Gives "a → b" where both differ, else the one there is; struck out where only the earlier text has it.
fn step(words: &Pair<Option<String>>) -> String {
    let bdi = |words: &str| format!("<bdi>{}</bdi>", Escaped(words));
    match (words.earlier.as_deref(), words.later.as_deref()) {
        (Some(earlier), Some(later)) if earlier != later => {
            format!("<del>{}</del> {} <ins>{}</ins>", bdi(earlier), messages::ARROW, bdi(later))
        }
        (_, Some(later)) => bdi(later),
        (Some(earlier), None) => bdi(earlier),
        (None, None) => String::new(),
    }
}

/// Writes the bar of tools, which a page without script does not show.
pub(super) fn write_tools(out: &mut dyn io::Write, page: &Page<'_>) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"tools\" role=\"group\" aria-label=\"Reading tools\">\n\
         <span class=\"steps\"><button type=\"button\" data-do=\"previous\" title=\"Previous change (p)\" aria-label=\"Previous change\">↑</button>\
         <button type=\"button\" data-do=\"next\" title=\"Next change (n)\" aria-label=\"Next change\">↓</button>\
         <output class=\"position\" aria-live=\"polite\"></output></span>\n\
         <button type=\"button\" data-do=\"all\" hidden>Show all</button>\n\
         <span class=\"find\" role=\"search\"><label for=\"page-find\" class=\"unseen\">Find in both texts</label>\
         <input id=\"page-find\" type=\"search\" placeholder=\"Find\" autocomplete=\"off\" spellcheck=\"false\" title=\"Find (/)\">\
         <output class=\"found\" aria-live=\"polite\"></output></span>\n\
         <span class=\"switches\"><button type=\"button\" data-do=\"layout\" title=\"Side by side or inline (v)\"></button>\
         <button type=\"button\" data-do=\"fold\" title=\"Show or fold what is unchanged (f)\"></button>\
         <button type=\"button\" data-do=\"theme\" title=\"Light or dark (t)\"></button>\
         <button type=\"button\" data-do=\"help\" title=\"Keys (?)\" aria-label=\"Help: keys\">?</button></span>\n</div>"
    )?;
    writeln!(
        out,
        "<div class=\"column-names\" aria-hidden=\"true\"><bdi>{}</bdi><bdi>{}</bdi></div>",
        Escaped(&page.names.earlier),
        Escaped(&page.names.later)
    )
}

/// Writes the list of keys, which a page without script does not show.
pub(super) fn write_help(out: &mut dyn io::Write) -> io::Result<()> {
    const KEYS: [(&str, &str); 9] = [
        ("n", "next change"),
        ("p", "previous change"),
        ("/", "find; Enter goes on, Shift and Enter back, Escape leaves"),
        ("f", "show or fold what is unchanged"),
        ("v", "side by side or inline"),
        ("a", "show all changes again after filtering"),
        ("t", "light or dark"),
        ("g", "to the top"),
        ("?", "this list"),
    ];
    writeln!(out, "<dialog class=\"help\" aria-labelledby=\"page-help\"><h2 id=\"page-help\">Keys</h2>\n<dl>")?;
    for (key, meaning) in KEYS {
        writeln!(out, "<div><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div>")?;
    }
    writeln!(
        out,
        "</dl>\n<p>In the text, <ins>underlined words</ins> are only in the later text and <del>struck-out words</del> \
         only in the earlier. The counts above the text are filters. The name of a paragraph is a link to it.</p>\n\
         <form method=\"dialog\"><button>Close</button></form></dialog>"
    )
}
