//! The way delegates cite a paragraph: "PP 3", "OP 5 (b) (ii)".

/// Names a paragraph the way delegates do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator {
    /// Label of the annex it stands in: "Annex", "Annex II".
    pub annex: Option<String>,
    /// Label of the lettered or Roman part it stands in: "A".
    pub part: Option<String>,
    /// The paragraph at the top level.
    pub base: Base,
    /// Enumerators below it, as printed, outermost first: "(b)", "(ii)".
    pub path: Vec<String>,
    /// For text resumed after a list, and for paragraphs without number inside a numbered one: 1 for the first.
    pub resumed: u32,
}

/// The top-level paragraph of a [`Locator`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// The organ line.
    Organ,
    /// Preambular paragraph, counted from 1 in its part, or as negotiators name it: "5", "5 bis".
    Preambular(String),
    /// Operative paragraph by its number as printed, without the full stop: "5", "5 bis".
    Operative(String),
    /// Heading, counted from 1 in the document.
    Heading(u32),
    /// Paragraph of an annex, by number as printed or, without one, by its place ("¶ 3").
    Annex(String),
    /// Anything else, counted from 1 in the document.
    Other(u32),
}
