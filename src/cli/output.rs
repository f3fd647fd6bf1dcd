//! A report to bytes, and those to standard output, to a pager, or to a file that appears whole or not at all.

use super::arguments::ReportArguments;
use super::format::Format;
use super::interrupt;
use super::screen::Screen;
use super::trouble::Trouble;
use resdiff::render::json;
use serde::Serialize;
use std::env;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Sends bytes to where the arguments say.
pub fn deliver(
    bytes: &[u8],
    format: Format,
    arguments: &ReportArguments,
    screen: &Screen,
    inputs: &[&Path],
) -> Result<(), Trouble> {
    match arguments.output.file() {
        Some(path) => write(path, bytes, inputs),
        None if format.is_binary() && io::stdout().is_terminal() => Err(Trouble::BinaryToTerminal { format }),
        None => match std::str::from_utf8(bytes) {
            Ok(text) if format == Format::Terminal => show(text, screen, arguments.looks.no_pager),
            _ => print(bytes),
        },
    }
}

/// Makes the bytes of a report that is written to a stream.
pub fn in_memory(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("writing to memory does not fail");
    bytes
}

/// Makes the bytes of a report as JSON.
pub fn json(value: &impl Serialize, compact: bool) -> Vec<u8> {
    in_memory(|bytes| json::write(bytes, value, !compact))
}

/// Writes to standard output. A reader that has gone away is no error.
pub fn print(bytes: &[u8]) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    forgive_closed(out.write_all(bytes).and_then(|()| out.flush()))
        .map_err(|cause| Trouble::Write { name: "standard output".to_owned(), cause })
}

/// Shows a view for people: at once where it fits on the screen, through a pager where it does not.
pub fn show(text: &str, screen: &Screen, no_pager: bool) -> Result<(), Trouble> {
    let fits = screen.height.is_none_or(|height| text.lines().count() < height);
    if fits || no_pager || !page(text) { print(text.as_bytes()) } else { Ok(()) }
}

/// Hands a text to the pager; `false` where there is none.
fn page(text: &str) -> bool {
    let pager = env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let mut words = pager.split_whitespace();
    let Some(program) = words.next().filter(|program| *program != "cat") else { return false };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    // Colours must come through, and what was shown must stay on the screen.
    if Path::new(program).file_stem().is_some_and(|name| name == "less") {
        command.arg("-R");
        if env::var_os("LESS").is_none() {
            command.arg("-FX");
        }
    }
    let Ok(mut child) = command.spawn() else { return false };
    interrupt::leave_to_pager();
    if let Some(mut pipe) = child.stdin.take() {
        // Whoever leaves the pager early has seen enough.
        let _ = pipe.write_all(text.as_bytes());
    }
    let _ = child.wait();
    true
}

/// Writes a file that appears whole or not at all. Never replaces one of the inputs.
pub fn write(path: &Path, bytes: &[u8], inputs: &[&Path]) -> Result<(), Trouble> {
    let name = path.display().to_string();
    if inputs.iter().any(|input| is_same_file(path, input)) {
        return Err(Trouble::OutputIsInput { name });
    }
    replace(path, bytes).map_err(|cause| Trouble::Write { name, cause })
}

/// Tells whether two names stand for one file, by whatever way they lead there.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let (Ok(first), Ok(second)) = (fs::canonicalize(one), fs::canonicalize(other)) else { return false };
    first == second || is_hard_link(&first, &second)
}

#[cfg(unix)]
fn is_hard_link(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(first), Ok(second)) => first.is_file() && (first.dev(), first.ino()) == (second.dev(), second.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_hard_link(_: &Path, _: &Path) -> bool {
    false
}

/// Writes beside the target, then renames. What is no regular file, such as /dev/null, is written to as it is.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(io::Error::new(ErrorKind::IsADirectory, "it is a directory")),
        Ok(metadata) if !metadata.is_file() => {
            return forgive_closed(fs::OpenOptions::new().write(true).open(path)?.write_all(bytes));
        }
        Ok(_) | Err(_) => {}
    }
    // A link is followed, so that it still is one afterwards.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Those of the file that is replaced, else the usual ones, from which the system takes what the umask forbids.
        let permissions = fs::metadata(&target).map(|metadata| metadata.permissions());
        builder.permissions(permissions.unwrap_or_else(|_| fs::Permissions::from_mode(0o666)));
    }
    interrupt::write_whole(&builder, &directory, &target, |file| file.write_all(bytes))
}

/// How the name of a file begins that is not whole yet.
const UNFINISHED: &str = ".resdiff-";

/// Removes from a folder the unfinished files of a run that had no time to do so: it was killed, or the power failed.
pub fn remove_left_over(directory: &Path) {
    let is_unfinished = |name: &str| {
        // Followed by what `tempfile` puts there.
        let rest = name.strip_prefix(UNFINISHED);
        rest.is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_unfinished) {
            // One that stays is only in the way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Takes a reader that has gone away for one that has seen enough.
fn forgive_closed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
