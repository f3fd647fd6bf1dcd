//! A change report to a view for a terminal: what changed and what that amounts to, readable in a minute.
//!
//! The view has a width and either colours or signs: `{+ +}` around what is new, `[- -]` around what is gone. With colours
//! what is new is underlined as well and what is gone struck through, so that no colour is ever the only sign. Only the
//! files below this one know of terminals.

mod columns;
mod entry;
mod header;
pub(crate) mod ink;
mod outline;
mod remarks;
mod words;
pub(crate) mod wrap;

use super::messages;
use super::walk::{self, Selection};
use crate::changes::ChangeReport;
use crate::pair::Pair;
use ink::{Ink, Line, Palette};

/// Adjusts the view for a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns to fill.
    pub width: usize,
    /// Whether to use colours rather than signs.
    pub color: bool,
    /// What is shown.
    pub selection: Selection,
    /// How much of each change is shown.
    pub view: View,
    /// Whether to say of each match why it was made.
    pub explain: bool,
    /// What to call a text that names itself neither by symbol nor by title: its file's name.
    pub names: Pair<Option<String>>,
}

/// Says how much of each change is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Both texts in one, what changed marked in it.
    #[default]
    Inline,
    /// The earlier text beside the later one; as `Inline` where the width does not allow it.
    SideBySide,
    /// One line a change.
    Outline,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            selection: Selection::default(),
            view: View::Inline,
            explain: false,
            names: Pair::default(),
        }
    }
}

/// Renders a report for a terminal.
pub fn report(report: &ChangeReport, options: &TerminalOptions) -> String {
    let palette = Palette::new(options.color);
    let mut lines = header::lines(report, options);
    let items = walk::walk(report, &options.selection);
    if items.is_empty() && !report.changes.is_empty() {
        lines.push(blank());
        lines.push(Line::of(format!("  {}", messages::NOTHING_CHOSEN), Ink::Faint));
    }
    match options.view {
        View::Inline | View::SideBySide => lines.extend(entry::lines(report, &items, options, palette)),
        View::Outline => lines.extend(outline::lines(report, &items, options, palette)),
    }
    palette.paint_all(&lines)
}

/// Gives an empty line.
fn blank() -> Line {
    Line::default()
}
