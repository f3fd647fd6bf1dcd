//! A report to the lines above its paragraphs: which texts, what it all amounts to, how many changes.

use super::ink::{Ink, Line, Piece, clean};
use super::wrap::{wrap, wrap_text};
use super::{TerminalOptions, blank};
use crate::changes::ChangeReport;
use crate::diagnostic::Severity;
use crate::pair::{Pair, Side};
use crate::render::messages::{self, ARROW};
use crate::render::walk::Filter;
use crate::resolution::Masthead;

/// Columns beyond which a line of text is hard to follow.
const MEASURE: usize = 100;

/// Gives the header.
pub(super) fn lines(report: &ChangeReport, options: &TerminalOptions) -> Vec<Line> {
    let width = options.width.min(MEASURE);
    let mastheads = report.resolutions.as_ref().map(|resolution| &resolution.masthead);
    let mut lines = names(mastheads, &messages::names(report, &options.names), width);
    for (side, diagnostic) in &report.diagnostics {
        if side.is_none() {
            let ink = if diagnostic.severity() == Severity::Warning { Ink::Warning } else { Ink::Faint };
            let words = format!("! {}", clean(&messages::diagnostic(diagnostic)));
            lines.push(blank());
            lines.extend(wrap_text(&words, ink, width));
        }
    }
    lines.push(blank());
    lines.extend(wrap_text(&clean(&messages::verdict(report)), Ink::Name, width));
    lines.extend(wrap(&counts(report), width));
    lines
}

/// Gives the names, titles and dates of both texts; what both share is said once.
fn names(mastheads: Pair<&Masthead>, names: &Pair<String>, width: usize) -> Vec<Line> {
    let arrow = Piece::new(format!(" {ARROW} "), Ink::Plain);
    let mut lines =
        wrap(&[Piece::foreign(&names.earlier, Ink::Name), arrow, Piece::foreign(&names.later, Ink::Name)], width);
    let titles = mastheads.map(|masthead| masthead.title.clone().unwrap_or_default());
    if titles.earlier == titles.later {
        // A text without symbol may be named by its title already.
        if !names.both().contains(&&titles.later) && !titles.later.is_empty() {
            lines.extend(wrap_text(&clean(&titles.later), Ink::Plain, width));
        }
        let sides = [(Side::Earlier, None), (Side::Later, None)];
        lines.extend(sides.into_iter().flat_map(|(side, title)| side_lines(mastheads.side(side), side, title, width)));
    } else {
        let sides = [(Side::Earlier, titles.earlier), (Side::Later, titles.later)];
        lines.extend(
            sides.into_iter().flat_map(|(side, title)| side_lines(mastheads.side(side), side, Some(title), width)),
        );
    }
    lines
}

/// Gives what the first page of one text says: its title where the other has another, its session and date.
fn side_lines(masthead: &Masthead, side: Side, title: Option<String>, width: usize) -> Vec<Line> {
    let label = match side {
        Side::Earlier => "  earlier  ",
        Side::Later => "  later    ",
    };
    let said: Vec<String> =
        title.filter(|title| !title.is_empty()).into_iter().chain(messages::time(masthead)).collect();
    let lines = wrap_text(&clean(&said.join(" · ")), Ink::Plain, width.saturating_sub(label.len()));
    let labelled = lines.into_iter().enumerate().map(|(i, mut line)| {
        let label = if i == 0 { label.to_owned() } else { " ".repeat(label.len()) };
        line.0.insert(0, Piece::new(label, Ink::Faint));
        line
    });
    labelled.collect()
}

/// Gives the counts of changes, each in the colour of its kind.
fn counts(report: &ChangeReport) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (i, (filter, _, words)) in messages::summary(&report.summary).into_iter().enumerate() {
        if i > 0 {
            pieces.push(Piece::new(" · ", Ink::Faint));
        }
        // A count is not torn from what it counts.
        pieces.push(Piece::new(words.replace(' ', "\u{a0}"), ink_of(filter)));
    }
    pieces
}

fn ink_of(filter: Filter) -> Ink {
    match filter {
        Filter::Added => Ink::Added,
        Filter::Removed => Ink::Removed,
        Filter::Reworded | Filter::Split | Filter::Merged => Ink::Changed,
        Filter::Moved | Filter::Promoted | Filter::Demoted | Filter::Carried => Ink::Moved,
        _ => Ink::Faint,
    }
}
