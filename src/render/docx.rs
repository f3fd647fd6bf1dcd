//! A report to a Word document: the earlier text with every change as a tracked change.
//!
//! Rejecting all changes gives the earlier text, accepting all the later one, paragraph by paragraph, notes included. The
//! same report gives the same bytes: author and date are given, no clock is asked.

mod front;
mod notes;
mod parts;
mod plan;
mod revise;
mod rows;
mod xml;

use crate::changes::ChangeReport;
use crate::pair::Pair;
use crate::resolution::Paragraph;
use crate::resolution::{Resolution, Role};
pub use revise::{NotRevised, revise};
use std::io;

/// Adjusts the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedOptions {
    /// Who made the changes.
    pub author: String,
    /// When, as in `2026-01-31T12:00:00Z`.
    pub date: String,
    /// How paragraphs that stand elsewhere are shown.
    pub moves: Moves,
    /// Whether comments in the margin say what each change amounts to.
    pub comments: bool,
}

impl Default for TrackedOptions {
    fn default() -> Self {
        Self {
            author: "resdiff".to_owned(),
            date: "2000-01-01T00:00:00Z".to_owned(),
            moves: Moves::Plain,
            comments: false,
        }
    }
}

/// Says how paragraphs that stand elsewhere are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moves {
    /// As deletion and insertion, which every word processor shows.
    #[default]
    Plain,
    /// As moves. Some programs show these as plain text, or not at all.
    Native,
}

/// Makes the document.
pub fn write(report: &ChangeReport, options: &TrackedOptions) -> io::Result<Vec<u8>> {
    let plan = plan::plan(report, options);
    let document = xml::Document::new(&plan, options);
    parts::pack(&document, options).map_err(io::Error::from)
}

/// Says what happened to a piece of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Stands in both texts.
    Kept,
    /// Stands in the later text alone.
    Inserted,
    /// Stands in the earlier text alone.
    Deleted,
    /// Stands here in the later text, elsewhere in the earlier; the number names the move.
    MovedHere(usize),
    /// Stands here in the earlier text, elsewhere in the later.
    MovedAway(usize),
}

/// Holds a run of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    state: State,
    italic: bool,
    content: Content,
}

/// Holds what a run shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// Text; tabs in it are tabs.
    Text(String),
    /// The mark of a note whose text is not here, raised: a note that was referred to before.
    Raised(String),
    /// Reference to a real note, by its index.
    Note(usize),
    /// Number or letter before the text.
    Number(String),
    /// What stands between that and the text.
    Gap,
}

/// Holds one paragraph of the document.
#[derive(Debug, Clone)]
struct Row<'r> {
    /// The paragraphs whose words it has; none for lines that are no paragraphs of the text.
    paragraphs: Pair<Option<&'r Paragraph>>,
    pieces: Vec<Piece>,
    /// What happened to the end of the paragraph.
    end: State,
    style: Style,
    /// The style in the earlier text, where it is another.
    was: Option<Style>,
    /// Lines of the comment in the margin; empty for none.
    comment: Vec<String>,
}

/// Names a style of paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Symbol of the document.
    Symbol,
    /// Organ, distribution, date.
    Letterhead,
    /// Session, agenda item.
    Session,
    /// "Resolution adopted by ...", sponsors.
    Adopted,
    /// Number and title.
    Title,
    /// Heading in the text.
    Heading,
    /// Preambular or operative paragraph: its first line is indented.
    Text,
    /// Text that goes on after a list.
    Resumed,
    /// Subparagraph, by its depth from 1.
    Sub(u8),
    /// Plenary meeting, date of adoption.
    Closing,
    /// A note that nothing refers to.
    Note,
}

impl Style {
    fn of(paragraph: &Paragraph) -> Self {
        match paragraph.role {
            Role::Heading => Style::Heading,
            _ if paragraph.level > 0 => Style::Sub(paragraph.level.min(4)),
            _ if paragraph.resumes.is_some() => Style::Resumed,
            _ => Style::Text,
        }
    }
}

/// Gives both texts of a report in a form that is shorter to write.
fn sides(report: &ChangeReport) -> Pair<&Resolution> {
    report.resolutions.as_ref()
}
