//! A name on the command line to the bytes of a file or of standard input, and those to a resolution.

use super::arguments::{Arguments, ReadingArguments, State};
use super::trouble::Trouble;
use clap::CommandFactory;
use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::resolution::{Base, Paragraph, Resolution};
use resdiff::source::DecodeOptions;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Holds what was read, under the name by which messages speak of it.
pub struct Input {
    /// As given, or "standard input".
    pub name: String,
    /// The file; absent for standard input.
    pub path: Option<PathBuf>,
    /// The resolution of a corpus, where one was named: `FILE#KEY`.
    pub key: Option<String>,
    /// How it is read.
    reading: ReadingArguments,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Gives it twice, named by the two states of its tracked changes.
    pub fn in_two_states(self) -> Pair<Self> {
        let named = |state: &str, bytes: Vec<u8>| Self {
            name: format!("{} ({state})", self.short_name()),
            path: None,
            key: self.key.clone(),
            reading: self.reading,
            bytes,
        };
        Pair::new(named("original", self.bytes.clone()), named("final", self.bytes.clone()))
    }

    /// Says how its bytes are read.
    pub fn options(&self, state: State) -> DecodeOptions {
        self.reading.options(state)
    }

    /// Gives the name by which a report speaks of it: that of the file without its directories.
    pub fn short_name(&self) -> String {
        if self.path.as_deref().is_some_and(is_null_device) {
            return "no text".to_owned();
        }
        let name = self.path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        match (name, &self.key) {
            (Some(name), Some(key)) => format!("{name}#{key}"),
            (Some(name), None) => name,
            (None, _) => self.name.clone(),
        }
    }
}

/// Reads a file, or standard input for "-".
pub fn read(given: &Path, reading: &ReadingArguments) -> Result<Input, Trouble> {
    let reading = *reading;
    let name = name_of(given);
    if given == Path::new("-") {
        let bytes = read_all(std::io::stdin().lock(), &name, 0, reading)?;
        return Ok(Input { name, path: None, key: None, reading, bytes });
    }
    let (path, key) = split_key(given);
    let length = match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => return Err(Trouble::Directory { name }),
        Ok(metadata) if metadata.len() > limit(reading) => return Err(Trouble::TooBig { name, limit: limit(reading) }),
        Ok(metadata) => metadata.len(),
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(missing(given));
        }
        Err(cause) => return Err(Trouble::Read { name, cause }),
    };
    let file = fs::File::open(&path).map_err(|cause| Trouble::Read { name: name.clone(), cause })?;
    let bytes = read_all(file, &name, length, reading)?;
    Ok(Input { name, path: Some(path), key, reading, bytes })
}

/// Reads two files, one of which may be standard input, each in one state.
pub fn read_two(given: Pair<&Path>, reading: &ReadingArguments) -> Result<Pair<Input>, Trouble> {
    if reading.revisions == State::Both {
        return Err(Trouble::TwoFilesInBothStates);
    }
    check_streams(&[given.earlier, given.later])?;
    Ok(Pair::new(read(given.earlier, reading)?, read(given.later, reading)?))
}

/// Gives the name by which messages speak of a file.
fn name_of(given: &Path) -> String {
    if given == Path::new("-") { STANDARD_INPUT.to_owned() } else { given.display().to_string() }
}

/// Refuses names of which two stand for one stream: nothing of it is left for the second.
pub fn check_streams(given: &[&Path]) -> Result<(), Trouble> {
    for (at, later) in given.iter().enumerate() {
        if given[..at].iter().any(|earlier| is_same_pipe(earlier, later)) {
            return Err(Trouble::PipeTwice { name: name_of(later) });
        }
    }
    Ok(())
}

fn is_same_pipe(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{FileTypeExt, MetadataExt};
        let stream = |path: &Path| if path == Path::new("-") { Path::new("/dev/stdin") } else { path }.metadata();
        if let (Ok(one), Ok(other)) = (stream(one), stream(other)) {
            let is_one = (one.dev(), one.ino()) == (other.dev(), other.ino());
            if is_one && (one.file_type().is_fifo() || one.file_type().is_socket()) {
                return true;
            }
        }
    }
    [one, other].iter().all(|path| *path == Path::new("-"))
}

/// How many bytes of a file are read as they stand: as many as a corpus may have.
fn limit(reading: ReadingArguments) -> u64 {
    reading.limits().corpus as u64
}

/// Reads a stream to its end, or to the limit: the length that a file states binds no pipe and no device.
fn read_all(stream: impl Read, name: &str, expected: u64, reading: ReadingArguments) -> Result<Vec<u8>, Trouble> {
    let limit = limit(reading);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).map_or(0, |length| length + 1));
    let read = stream.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|cause| Trouble::Read { name: name.to_owned(), cause })?;
    if bytes.len() as u64 > limit {
        return Err(Trouble::TooBig { name: name.to_owned(), limit });
    }
    Ok(bytes)
}

const STANDARD_INPUT: &str = "standard input";

/// Takes `corpus.jsonl.gz#A/RES/54/212` apart, unless a file has the whole as its name.
pub fn split_key(given: &Path) -> (PathBuf, Option<String>) {
    let whole = (given.to_path_buf(), None);
    let Some(text) = given.to_str() else { return whole };
    if given.exists() {
        return whole;
    }
    let mut marks = text.match_indices('#');
    let found = marks.find(|&(at, _)| Path::new(&text[..at]).is_file());
    found.map_or(whole, |(at, _)| (PathBuf::from(&text[..at]), Some(text[at + 1..].to_owned())))
}

/// Tells why a file is not there: a pattern that matched nothing, a command with a slip, or a plain mistake.
fn missing(given: &Path) -> Trouble {
    let name = given.display().to_string();
    if name.contains(['*', '?', '[', '{']) {
        return Trouble::Pattern { name };
    }
    let beside = similar_name(given);
    let command = given.to_str().and_then(command_like);
    Trouble::Missing { name, beside, command }
}

/// Finds the command that a word was meant for: the one it is, or from which one slip leads to it.
pub fn command_like(word: &str) -> Option<String> {
    let commands = Arguments::command();
    let mut names = commands.get_subcommands().map(|command| command.get_name().to_owned());
    names.find(|name| is_one_slip(word, name))
}

/// Tells whether two words are the same but for one letter more, less, another, or two neighbours exchanged.
fn is_one_slip(one: &str, other: &str) -> bool {
    let start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one.as_bytes()[start..], &other.as_bytes()[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([a, b], [c, d]) => (a, b) == (d, c),
        (one, other) => one.len().max(other.len()) <= 1,
    }
}

/// Looks in the same directory for a file whose name differs by case or ending alone, else for one whose name goes on
/// before the ending: "text.final.txt" for "text.txt".
fn similar_name(given: &Path) -> Option<String> {
    let directory = given.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let plain = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let wanted = plain(given)?;
    let mut names: Vec<PathBuf> = fs::read_dir(directory).ok()?.take(MANY).flatten().map(|e| e.path()).collect();
    names.sort();
    let more = format!("{wanted}.");
    let is_it = |path: &&PathBuf| path.is_file() && plain(path).as_deref() == Some(&wanted);
    let goes_on = |path: &&PathBuf| path.is_file() && plain(path).is_some_and(|stem| stem.starts_with(&more));
    let found = names.iter().find(is_it).or_else(|| names.iter().find(goes_on))?;
    let name = found.file_name()?;
    Some(match given.parent() {
        Some(parent) => parent.join(name).display().to_string(),
        None => name.to_string_lossy().into_owned(),
    })
}

/// How many names of a directory are looked at to suggest one.
const MANY: usize = 10_000;

/// Understands what was read as a resolution. A text in which nothing of one is found is trouble.
///
/// The null device stands for a text that is not there: so git names the side that a new or removed file lacks.
pub fn resolution(input: &Input) -> Result<Parsed<Resolution>, Trouble> {
    resolution_in(input, input.reading.revisions)
}

/// The same, of one state of a file with tracked changes.
pub fn resolution_in(input: &Input, state: State) -> Result<Parsed<Resolution>, Trouble> {
    if input.path.as_deref().is_some_and(is_null_device) {
        return Ok(Parsed { value: Resolution::default(), diagnostics: Vec::new() });
    }
    let parsed = parsed_in(input, state)?;
    if is_resolution(&parsed.value) { Ok(parsed) } else { Err(Trouble::NoResolution { name: input.name.clone() }) }
}

fn is_null_device(path: &Path) -> bool {
    path == Path::new(if cfg!(windows) { "nul" } else { "/dev/null" })
}

/// Understands what was read as a resolution, whatever it is.
pub fn parsed(input: &Input) -> Result<Parsed<Resolution>, Trouble> {
    parsed_in(input, input.reading.revisions)
}

fn parsed_in(input: &Input, state: State) -> Result<Parsed<Resolution>, Trouble> {
    resdiff::read::read(&input.bytes, input.key.as_deref(), &input.options(state))
        .map_err(|cause| Trouble::Decode { name: input.name.clone(), cause })
}

/// Tells whether a text has anything of a resolution: a symbol, an organ line, numbered clauses, or paragraphs that open
/// as preambular ones do.
fn is_resolution(resolution: &Resolution) -> bool {
    let tells = |paragraph: &Paragraph| match paragraph.locator.base {
        Base::Organ | Base::Operative(_) => true,
        Base::Preambular(_) | Base::Annex(_) => paragraph.opening.as_ref().is_some_and(|opening| opening.known),
        Base::Heading(_) | Base::Other(_) => false,
    };
    resolution.masthead.symbol.is_some() || resolution.paragraphs.iter().any(tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_with_a_slip_is_known() {
        let check = |word: &str, expected: Option<&str>| assert_eq!(command_like(word).as_deref(), expected, "{word}");
        check("prase", Some("parse"));
        check("hisory", Some("history"));
        check("ledgers", Some("ledger"));
        check("plame", Some("blame"));
        check("batch", Some("batch"));
        check("draft", None);
        check("", None);
        check("é", None);
    }
}
