//! The forms a report can take: their names, the endings of their files, and one arm each that makes them.

use clap::ValueEnum;
use std::path::Path;

/// Names the forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading on a terminal, or as a plain text file.
    #[value(aliases = ["text", "txt"])]
    Terminal,
    /// For other programs.
    Json,
    /// A web page in one file.
    #[value(alias = "htm")]
    Html,
    /// For wikis and issue trackers.
    #[value(alias = "md")]
    Markdown,
    /// Word with tracked changes.
    Docx,
    /// One row a paragraph, for spreadsheets.
    Csv,
}

impl Format {
    /// The endings by which a format is told.
    const ENDINGS: [(&'static str, Format); 8] = [
        ("txt", Format::Terminal),
        ("json", Format::Json),
        ("html", Format::Html),
        ("htm", Format::Html),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
        ("docx", Format::Docx),
        ("csv", Format::Csv),
    ];

    /// Tells the format that the ending of a file name stands for.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ENDINGS.into_iter().find(|(known, _)| *known == ending).map(|(_, format)| format)
    }

    /// Gives the ending of the names of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Terminal => "txt",
            Format::Json => "json",
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Docx => "docx",
            Format::Csv => "csv",
        }
    }

    /// Tells whether it is of no use on a terminal.
    pub fn is_binary(self) -> bool {
        match self {
            Format::Docx => true,
            Format::Terminal | Format::Json | Format::Html | Format::Markdown | Format::Csv => false,
        }
    }

    /// Gives the name by which people give it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Terminal => "terminal",
            Format::Json => "json",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Docx => "docx",
            Format::Csv => "csv",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_format() {
        let check = |path: &str, expected: Option<Format>| assert_eq!(Format::of_path(Path::new(path)), expected);
        check("a.json", Some(Format::Json));
        check("dir.docx/A.HTM", Some(Format::Html));
        check("a.txt", Some(Format::Terminal));
        check("a", None);
        check("a.xls", None);
        check(".csv", None);
    }
}
