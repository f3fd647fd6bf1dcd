//! What kept the program from doing what it was asked, with what to do about it.

use super::format::Format;
use resdiff::lexicon::LaddersError;
use resdiff::render::messages::counted;
use resdiff::resolution::Symbol;
use resdiff::source::{Bytes, DecodeError, Foreign};
use std::io;

/// Says what went wrong. `Display` names the file and the cause, [`Trouble::hint`] the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no such file.
    #[error("{name}: there is no such file")]
    Missing {
        /// As given.
        name: String,
        /// A file of nearly that name.
        beside: Option<String>,
        /// A command of nearly that name.
        command: Option<String>,
    },
    /// A pattern came through the shell as it is.
    #[error("{name}: no file matches this pattern")]
    Pattern {
        /// As given.
        name: String,
    },
    /// A directory stands where a file should.
    #[error("{name}: this is a directory, not a file")]
    Directory {
        /// As given.
        name: String,
    },
    /// A file of more bytes than are read.
    #[error("{name}: the file has more than {}", Bytes(*.limit))]
    TooBig {
        /// As given.
        name: String,
        /// The most bytes that are read.
        limit: u64,
    },
    /// One file alone, of which one state is to be read.
    #[error("{name}: a second file is missing")]
    OneFile {
        /// As given.
        name: String,
    },
    /// Two files, of which both states are to be compared.
    #[error("--revisions without a state compares the two states of one file, and two files were named")]
    TwoFilesInBothStates,
    /// Both texts are to come from standard input, or from one pipe.
    #[error("{name}: named twice, but a stream can be read only once")]
    PipeTwice {
        /// As given.
        name: String,
    },
    /// The system does not let a file be read.
    #[error("{name}: cannot be read: {}", plain(.cause))]
    Read {
        /// As given.
        name: String,
        /// In the words of the system.
        #[source]
        cause: io::Error,
    },
    /// The bytes give no text.
    #[error("{name}: {cause}")]
    Decode {
        /// As given.
        name: String,
        /// Why.
        #[source]
        cause: DecodeError,
    },
    /// The text has nothing of a resolution.
    #[error("{name}: nothing of a resolution was found in this text")]
    NoResolution {
        /// As given.
        name: String,
    },
    /// The file of ladders is wrong.
    #[error("{name}: {cause}")]
    Ladders {
        /// As given.
        name: String,
        /// Where and what.
        #[source]
        cause: LaddersError,
    },
    /// No clause of the history has this name.
    #[error("no clause is named {name} in any of the versions")]
    NoSuchClause {
        /// As given.
        name: String,
    },
    /// A row of a manifest is wrong.
    #[error("{name}, {place}: {detail}")]
    Manifest {
        /// As given.
        name: String,
        /// "line 3", "pair 2".
        place: String,
        /// What is wrong.
        detail: String,
    },
    /// A file that is to hold an index holds something else.
    #[error("{name}: this is no index, and is left alone")]
    NoIndex {
        /// As given.
        name: String,
    },
    /// A manifest without a pair.
    #[error("{name}: it names no pair")]
    EmptyManifest {
        /// As given.
        name: String,
    },
    /// A batch was ended before its time.
    #[error("interrupted: {done} of {all} pairs are compared, and no summary was written")]
    Interrupted {
        /// Pairs that are done.
        done: usize,
        /// Pairs that there are.
        all: usize,
    },
    /// A file that is no collection.
    #[error("{first}")]
    NoCorpus {
        /// What is wrong with its first line.
        first: Box<Trouble>,
    },
    /// A collection without a text.
    #[error("{name}: there is no text in it")]
    NoTexts {
        /// As given.
        name: String,
    },
    /// A folder with files, none of which gave a text.
    #[error("{name}: none of its {} could be read", counted(.causes.len(), "file"))]
    NoneRead {
        /// As given.
        name: String,
        /// Why not, one for each file.
        causes: Vec<Trouble>,
    },
    /// More texts than two were named.
    #[error("two texts are compared, and {count} were named")]
    TooManyTexts {
        /// How many there are.
        count: usize,
        /// The command that the first one seems to be meant for.
        command: Option<String>,
    },
    /// Nothing in a collection follows anything else in it.
    #[error("{name}: no two texts in it are versions of one another")]
    NoPairs {
        /// As given.
        name: String,
    },
    /// No folder for the reports was named.
    #[error("no folder for the reports was named")]
    NoOutputDirectory,
    /// A file stands where the folder for the reports should.
    #[error("{name}: this is a file, not a folder")]
    OutputIsFile {
        /// As given.
        name: String,
    },
    /// The report would replace what it was made from.
    #[error("{name}: --output names a file that is read; it is left alone")]
    OutputIsInput {
        /// As given.
        name: String,
    },
    /// The report cannot be written.
    #[error("{name}: cannot be written: {}", plain(.cause))]
    Write {
        /// As given.
        name: String,
        /// In the words of the system.
        #[source]
        cause: io::Error,
    },
    /// No format goes with this ending.
    #[error("{name}: the ending of this name does not tell a format")]
    UnknownEnding {
        /// As given.
        name: String,
    },
    /// The format is not made for this command.
    #[error("--format {} is not made by {command}", .format.name())]
    FormatNotMade {
        /// What was asked for.
        format: Format,
        /// By which command.
        command: &'static str,
        /// What is made by it.
        made: &'static [Format],
    },
    /// The format is no part of this program.
    #[cfg(not(feature = "docx"))]
    #[error("--format {} is not built in", .format.name())]
    FormatNotBuiltIn {
        /// What was asked for.
        format: Format,
    },
    /// A binary format would go to a screen.
    #[error("--format {} is not for a screen", .format.name())]
    BinaryToTerminal {
        /// What was asked for.
        format: Format,
    },
}

/// Gives the system's words without its number.
fn plain(cause: &io::Error) -> String {
    let words = cause.to_string();
    let end = words.find(" (os error").unwrap_or(words.len());
    words[..end].to_lowercase()
}

impl Trouble {
    /// Exit status for trouble, as of diff(1).
    pub const STATUS: u8 = 2;

    /// Says what to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Trouble::Missing { beside: Some(beside), .. } => return Some(format!("did you mean {beside}?")),
            Trouble::Missing { command: Some(command), .. } => {
                return Some(format!("did you mean `resdiff {command}`?"));
            }
            Trouble::Missing { name, .. } if name.contains("://") || name.parse::<Symbol>().is_ok() => {
                "texts are read from files: take it from docs.un.org as .docx or .pdf, and name that file"
            }
            Trouble::Missing { .. } => "check the name and the directory; `resdiff --help` lists commands",
            Trouble::Pattern { .. } => {
                "name two files, one earlier and one later; the pattern must match in this directory; whole folders are \
                 compared with `resdiff batch`"
            }
            Trouble::Directory { .. } => {
                "name a file in it; `resdiff batch FOLDER -o REPORTS` compares all versions that a folder holds"
            }
            Trouble::TooBig { limit, .. } => return Some(size_hint(*limit)),
            Trouble::OneFile { .. } => {
                "name the later text too; or compare the two states of one file: --revisions after its name"
            }
            Trouble::TwoFilesInBothStates => {
                "name one file, or which state of both is read: --revisions final, --revisions original"
            }
            Trouble::PipeTwice { .. } => "save one of the texts to a file",
            Trouble::Read { cause, .. } if cause.kind() == io::ErrorKind::PermissionDenied => {
                "ask for permission to read it, or copy it to where you have it"
            }
            Trouble::Read { .. } => "check that it is a file, on a disk that works; or copy it to another place",
            Trouble::Decode { cause, .. } => return decode_hint(cause),
            Trouble::NoResolution { .. } => {
                "it has no symbol, no line such as \"The General Assembly,\", no preambular and no operative paragraph; \
                 `resdiff parse` and its name show how it was read"
            }
            Trouble::Ladders { .. } => {
                "`resdiff lexicon` prints the ladders that come with the program, and how such a file is written"
            }
            Trouble::NoSuchClause { .. } => {
                "name it as `resdiff history` does in the first column: \"PP 3\", \"OP 7 (a)\"; of an older version with \
                 its number before: \"54/212 OP 7\""
            }
            Trouble::NoIndex { .. } => "--index names the file in which the index is kept: give it a name of its own",
            Trouble::Interrupted { .. } => "the same command with --resume goes on from here",
            Trouble::Manifest { .. } | Trouble::EmptyManifest { .. } => {
                "write one pair a row: earlier,later[,name]; names of files are seen from the manifest's folder"
            }
            Trouble::NoCorpus { .. } => {
                "a collection is a folder of texts, or a corpus of one JSON record a line; a list of pairs ends in .csv or \
                 .json"
            }
            Trouble::NoTexts { .. } | Trouble::NoneRead { .. } => {
                "a collection is a folder of texts, or a corpus of one JSON record a line"
            }
            Trouble::TooManyTexts { command: Some(command), .. } => {
                return Some(format!("did you mean `resdiff {command}`?"));
            }
            Trouble::TooManyTexts { command: None, .. } => {
                "name the earlier and the later one; `resdiff history` follows a text through more versions, \
                 `resdiff batch` compares many pairs, `resdiff --help` lists the commands"
            }
            Trouble::NoPairs { .. } => {
                "texts are paired by title, or by what the later one recalls; name the pairs in a manifest: earlier,later"
            }
            Trouble::NoOutputDirectory | Trouble::OutputIsFile { .. } => "name one: --output FOLDER",
            Trouble::OutputIsInput { .. } => "give the report another name",
            Trouble::Write { cause, .. } if cause.kind() == io::ErrorKind::StorageFull => {
                "make room there, or write to another disk"
            }
            Trouble::Write { .. } => "check that the directory is there and may be written to",
            Trouble::UnknownEnding { .. } => {
                "name the format: --format terminal, json, html, markdown, docx or csv; \
                 or end the name in .txt, .json, .html, .md, .docx or .csv"
            }
            Trouble::FormatNotMade { command, made, .. } => {
                let names: Vec<&str> = made.iter().map(|format| format.name()).collect();
                let (last, others) = names.split_last()?;
                return Some(format!("{command} makes --format {} and {last}", others.join(", ")));
            }
            #[cfg(not(feature = "docx"))]
            Trouble::FormatNotBuiltIn { .. } => "choose another, or build the program with all features",
            Trouble::BinaryToTerminal { format } => {
                return Some(format!("name a file: --output changes.{}", format.name()));
            }
        };
        Some(hint.to_owned())
    }
}

/// Says what to do about bytes that give no text.
fn decode_hint(cause: &DecodeError) -> Option<String> {
    let hint = match cause {
        DecodeError::Empty | DecodeError::Blank | DecodeError::OnlyMark => {
            "there is nothing to compare: check that the download or the copy was complete"
        }
        DecodeError::Unreadable(foreign) => foreign_hint(*foreign),
        DecodeError::NotBuiltIn(_) => {
            "this program was built without a reader for it; save it as plain text, or build with all features"
        }
        DecodeError::Encrypted(_) => "open it with its password and save it without one",
        DecodeError::NoText(_) => {
            "it seems to be a scan: run text recognition over it first (for instance: ocrmypdf in.pdf out.pdf), \
             or take the text from docs.un.org"
        }
        DecodeError::Malformed { format: resdiff::source::Format::Json, .. } => {
            "of JSON, only what `resdiff --format json` wrote is read, and records of a corpus: FILE#KEY"
        }
        DecodeError::Malformed { .. } => "open it in the program it is made for and save it anew, or download it again",
        DecodeError::TooLarge { limit } | DecodeError::TooLong { limit } => return Some(size_hint(*limit as u64)),
        DecodeError::TooManyParagraphs { count, .. } => {
            return Some(format!(
                "no resolution has so many: check what the file holds, and cut it into its resolutions; \
                 --max-paragraphs {count} reads it all the same"
            ));
        }
        DecodeError::ManyRecords => "name one by its key or symbol: FILE#A/RES/54/212",
        DecodeError::NoSuchRecord { .. } => "keys are written as in the file: A_RES_54_212 or A/RES/54/212",
        _ => return None,
    };
    Some(hint.to_owned())
}

/// Says what to do about a file beyond a limit of bytes: twice the limit is worth a try.
fn size_hint(limit: u64) -> String {
    let twice = limit.saturating_mul(2);
    let unit = [(30, "G"), (20, "M"), (10, "K")].into_iter().find(|(power, _)| twice.is_multiple_of(1 << power));
    let twice = unit.map_or(twice.to_string(), |(power, unit)| format!("{}{unit}", twice >> power));
    format!(
        "no resolution is that long: check what the file holds, and cut it into its resolutions; \
         --max-size {twice} allows twice as much"
    )
}

/// Says what to do about a format that is not read.
fn foreign_hint(foreign: Foreign) -> &'static str {
    match foreign {
        Foreign::Spreadsheet | Foreign::Presentation => {
            "copy the text of the resolution into a document and save it as .docx or .txt"
        }
        Foreign::OpenDocument | Foreign::Rtf | Foreign::OldWord | Foreign::WordPerfect | Foreign::Pages => {
            "open it in Word or LibreOffice and save it as .docx or .pdf"
        }
        Foreign::Epub | Foreign::PostScript => "convert it to .pdf or .txt",
        Foreign::Archive => "unpack it and name the file that is inside",
        Foreign::Encrypted => "open it with its password and save it without one, as .docx",
        Foreign::Picture => "run text recognition over it first, or take the text from docs.un.org",
        Foreign::WebArchive => "save the page as .html or .txt",
        Foreign::Xml | Foreign::Ole | Foreign::Binary => "save the text as .docx, .pdf or .txt",
        _ => "save the text as .docx, .pdf or .txt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resdiff::source::Format as Read;

    #[track_caller]
    fn check(cause: DecodeError, said: &str, advised: &str) {
        let trouble = Trouble::Decode { name: "text.xyz".to_owned(), cause };
        let words = trouble.to_string();
        assert!(words.starts_with("text.xyz: ") && words.contains(said), "{words}");
        let hint = trouble.hint().unwrap_or_default();
        assert!(hint.contains(advised), "{hint}");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_a_remedy() {
        check(DecodeError::Empty, "empty", "complete");
        check(DecodeError::NoText(Read::Pdf), "PDF has no text", "text recognition");
        check(DecodeError::Encrypted(Read::Docx), "password", "save it without one");
        check(DecodeError::NotBuiltIn(Read::Pdf), "PDF is not built in", "plain text");
        check(DecodeError::malformed(Read::Docx, "no body"), "cannot be read: no body", "save it anew");
        check(DecodeError::malformed(Read::Json, "no object"), "no object", "FILE#KEY");
        check(DecodeError::TooLarge { limit: 10 }, "more than 10 bytes", "--max-size 20 ");
        check(DecodeError::TooLong { limit: 64 << 20 }, "more than 64 MiB", "--max-size 128M ");
        check(
            DecodeError::TooManyParagraphs { count: 9, limit: 8 },
            "9 paragraphs, more than 8",
            "--max-paragraphs 9 ",
        );
        check(DecodeError::ManyRecords, "many resolutions", "FILE#A/RES/54/212");
        check(DecodeError::NoSuchRecord { key: "A/RES/1".to_owned() }, "A/RES/1", "A_RES_54_212");
    }

    #[test]
    fn a_foreign_format_is_told_with_what_to_save_it_as() {
        for (foreign, advised) in [
            (Foreign::OpenDocument, ".docx or .pdf"),
            (Foreign::Spreadsheet, ".docx or .txt"),
            (Foreign::Archive, "unpack it"),
            (Foreign::Picture, "text recognition"),
            (Foreign::Encrypted, "without one"),
            (Foreign::WebArchive, ".html or .txt"),
            (Foreign::Binary, ".docx, .pdf or .txt"),
        ] {
            check(DecodeError::Unreadable(foreign), "not a format that is read", advised);
        }
    }

    #[test]
    fn the_numbers_of_the_system_are_left_out() {
        assert_eq!(plain(&io::Error::from_raw_os_error(13)), "permission denied");
    }
}
