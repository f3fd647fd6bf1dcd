//! A folder or a corpus to its texts, and to why some of it could not be read.

use super::arguments::ReadingArguments;
use super::input::{self, Input};
use super::trouble::Trouble;
use rayon::prelude::*;
use resdiff::diagnostic::Parsed;
use resdiff::origin::checksum;
use resdiff::read::read_record;
use resdiff::resolution::Resolution;
use resdiff::source::{DecodeError, corpus};
use std::fs;
use std::path::{Path, PathBuf};

/// Holds what a collection consists of, before any of it is understood.
pub struct Collection {
    /// As given.
    name: String,
    content: Content,
    reading: ReadingArguments,
}

enum Content {
    /// The files in a folder and in the folders in it.
    Folder { directory: PathBuf, files: Vec<PathBuf> },
    /// One record a line. Its bytes are held, since a stream can be read only once.
    Corpus(Input),
}

/// Holds what was read of a collection, in its order.
pub struct Texts {
    pub texts: Vec<Text>,
    pub unread: Vec<Unread>,
}

/// Holds one text of a collection.
pub struct Text {
    /// Its file as seen from the folder, or the key of its record.
    pub name: String,
    /// The file that it stands in alone; absent for a record of a corpus.
    pub path: Option<PathBuf>,
    /// What was read.
    pub parsed: Parsed<Resolution>,
    /// A checksum of the bytes it was read from.
    pub checksum: u64,
}

/// Tells of a file or record that could not be read.
pub struct Unread {
    /// Its position in the collection, from 0.
    pub position: u32,
    pub cause: Trouble,
}

/// A text that was read, or why it was not.
type Read = Result<Text, Trouble>;

impl Collection {
    /// Lists a folder, or reads the bytes of a corpus. What lies in `but` or is it is no part of a folder.
    pub fn open(source: &Path, reading: &ReadingArguments, but: Option<&Path>) -> Result<Self, Trouble> {
        let content = match source.is_dir() {
            true => Content::Folder { directory: source.to_path_buf(), files: files(source, but)? },
            false => Content::Corpus(input::read(source, reading)?),
        };
        Ok(Self { name: source.display().to_string(), content, reading: *reading })
    }

    /// Gives the files that are read.
    pub fn files(&self) -> Vec<PathBuf> {
        match &self.content {
            Content::Folder { files, .. } => files.clone(),
            Content::Corpus(input) => input.path.iter().cloned().collect(),
        }
    }

    /// Gives a number that changes with the names and bytes of its files.
    pub fn fingerprint(&self) -> u64 {
        match &self.content {
            Content::Folder { directory, files } => files.iter().fold(0, |all: u64, path| {
                let name = path.strip_prefix(directory).unwrap_or(path).to_string_lossy();
                // What cannot be read has no text either.
                let content = input::read(path, &self.reading).map_or(0, |input| checksum(&input.bytes));
                all.rotate_left(7) ^ checksum(name.as_bytes()) ^ content.rotate_left(32)
            }),
            Content::Corpus(input) => checksum(&input.bytes),
        }
    }

    /// Reads every text, and lets go of the bytes. What cannot be read is told apart; where that is all, it is trouble.
    pub fn texts(self) -> Result<Texts, Trouble> {
        let mut found = Texts { texts: Vec::new(), unread: Vec::new() };
        for (position, read) in self.read(&|_| true) {
            match read {
                Ok(text) => found.texts.push(text),
                Err(cause) => found.unread.push(Unread { position, cause }),
            }
        }
        if !found.texts.is_empty() {
            return Ok(found);
        }
        let name = self.name.clone();
        let mut causes = found.unread.into_iter().map(|unread| unread.cause);
        Err(match &self.content {
            _ if causes.len() == 0 => Trouble::NoTexts { name },
            Content::Folder { .. } => Trouble::NoneRead { name, causes: causes.collect() },
            // Not one record: no corpus, and the first line says why.
            Content::Corpus(_) => {
                causes.next().map_or(Trouble::NoTexts { name }, |first| Trouble::NoCorpus { first: Box::new(first) })
            }
        })
    }

    /// Tells why the files or records at these positions cannot be read.
    pub fn causes(&self, positions: &[u32]) -> Vec<Trouble> {
        if positions.is_empty() {
            return Vec::new();
        }
        self.read(&|position| positions.contains(&position)).into_iter().filter_map(|(_, read)| read.err()).collect()
    }

    /// Reads the files or records that are wanted, with their positions.
    fn read(&self, is_wanted: &(dyn Fn(u32) -> bool + Sync)) -> Vec<(u32, Read)> {
        match &self.content {
            Content::Folder { directory, files } => {
                let wanted = (0..).zip(files).filter(|(position, _)| is_wanted(*position)).collect::<Vec<_>>();
                wanted.into_par_iter().map(|(position, path)| (position, self.file(directory, path))).collect()
            }
            Content::Corpus(input) => {
                let lines = (0..).zip(corpus::record_lines(&input.bytes, self.reading.limits()));
                let wanted = lines.filter(|(position, _)| is_wanted(*position)).collect::<Vec<_>>();
                wanted.into_par_iter().map(|(position, line)| (position, self.record(input, line))).collect()
            }
        }
    }

    fn file(&self, directory: &Path, path: &Path) -> Read {
        let input = input::read(path, &self.reading)?;
        let name = path.strip_prefix(directory).unwrap_or(path).display().to_string();
        let parsed = input::resolution(&input)?;
        Ok(Text { name, path: Some(path.to_path_buf()), parsed, checksum: checksum(&input.bytes) })
    }

    fn record(&self, input: &Input, (number, line): (usize, Result<Vec<u8>, DecodeError>)) -> Read {
        let wrong = |cause| Trouble::Decode { name: format!("{}, line {number}", input.name), cause };
        let line = line.map_err(wrong)?;
        let (name, parsed) = read_record(&line, self.reading.limits()).map_err(wrong)?;
        Ok(Text { name, path: None, parsed, checksum: checksum(&line) })
    }
}

/// Gives the files of a folder and the folders in it, in the order of their names; hidden ones are passed over, and what
/// lies in `but` or is it.
fn files(directory: &Path, but: Option<&Path>) -> Result<Vec<PathBuf>, Trouble> {
    let but = but.and_then(|but| fs::canonicalize(but).ok());
    let mut found = Vec::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(folder) = open.pop() {
        let listed = fs::read_dir(&folder);
        let listed = listed.map_err(|cause| Trouble::Read { name: folder.display().to_string(), cause })?;
        for entry in listed.flatten() {
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if hidden || but.is_some() && fs::canonicalize(&path).ok() == but {
                continue;
            }
            // A link to a folder is not followed: it may lead in a circle.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                // One that may not be looked at is told when it is read.
                Ok(kind) if kind.is_file() || path.is_file() => found.push(path),
                Ok(_) | Err(_) => {}
            }
        }
    }
    found.sort();
    Ok(found)
}
