//! Ctrl-C, or a terminal that is closed, to an end that leaves nothing half done: unfinished files are removed, then the
//! signal has its usual effect.

use indicatif::ProgressBar;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use tempfile::{Builder, NamedTempFile, TempPath};

/// The files that are not whole yet, and whether Ctrl-C is another program's, or is asked for in the middle of work that
/// ends by itself.
struct State {
    unfinished: Vec<(u64, TempPath)>,
    next: u64,
    is_pagers: bool,
    asked: Option<Arc<AtomicBool>>,
    /// The signal that the work at hand is finished after.
    pending: Option<Signal>,
    /// What is on the screen for as long as the program runs.
    bar: Option<ProgressBar>,
}

static STATE: Mutex<State> =
    Mutex::new(State { unfinished: Vec::new(), next: 0, is_pagers: false, asked: None, pending: None, bar: None });

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a file beside the target and then gives it the target's name. However it ends, the target is whole or as it
/// was before, and nothing is left beside it.
pub fn write_whole(
    builder: &Builder<'_, '_>,
    directory: &Path,
    target: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    begin_to_watch();
    let (number, mut file) = {
        let mut state = state();
        let (file, path) = builder.tempfile_in(directory)?.into_parts();
        state.next += 1;
        let number = state.next;
        state.unfinished.push((number, path));
        (number, file)
    };
    let written = write(&mut file);
    let mut state = state();
    let at = state.unfinished.iter().position(|(other, _)| *other == number);
    let (_, path) = state.unfinished.swap_remove(at.ok_or(ErrorKind::Interrupted)?);
    // Where writing failed, dropping the path removes the file.
    written?;
    NamedTempFile::from_parts(file, path).persist(target)?;
    Ok(())
}

/// Removes what is not whole.
fn remove_unfinished(state: &mut State) {
    state.unfinished.clear();
}

/// Takes this bar off the screen where the program is ended before it is done.
pub fn clear_at_end(bar: &ProgressBar) {
    state().bar = Some(bar.clone());
    begin_to_watch();
}

/// From here on Ctrl-C is the pager's: were this program to end by it, the shell and the pager would read the keys in
/// turns.
pub fn leave_to_pager() {
    state().is_pagers = true;
    begin_to_watch();
}

/// From here on the first Ctrl-C only sets the flag that is given back, so that work in steps can end after the steps at
/// hand; the second has its usual effect.
pub fn ask_first() -> Arc<AtomicBool> {
    let asked = Arc::new(AtomicBool::new(false));
    state().asked = Some(Arc::clone(&asked));
    begin_to_watch();
    asked
}

/// Ends the program as the signal that was put off would have done, so that a shell sees that it was interrupted. Returns
/// where there was none.
pub fn end() {
    let pending = state().pending;
    if let Some(signal) = pending {
        system::end_by(signal);
    }
}

/// Waits for a signal to end, on a thread of its own. Costs nothing where nothing can be left behind.
fn begin_to_watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| system::watch(interrupted));
}

/// Does what a signal asks for.
fn interrupted(signal: Signal) {
    // Held to the end: no file is begun or finished any more.
    let mut state = state();
    if signal == Signal::Keys && state.is_pagers {
        return;
    }
    if state.asked.as_ref().is_some_and(|asked| !asked.swap(true, Ordering::Relaxed)) {
        state.pending = Some(signal);
        return;
    }
    remove_unfinished(&mut state);
    if let Some(bar) = state.bar.take() {
        bar.finish_and_clear();
    }
    system::end_by(signal);
}

/// What asks the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    /// Ctrl-C.
    Keys,
    /// Another program.
    #[cfg(unix)]
    Terminate,
    /// The terminal that was closed.
    #[cfg(unix)]
    HangUp,
}

/// Unix: signals that a shell reads from the exit status.
#[cfg(unix)]
mod system {
    use super::Signal;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::fs;

    pub fn watch(act: fn(Signal)) {
        let mut awaited = vec![SIGINT, SIGTERM];
        if hang_up_ends() {
            awaited.push(SIGHUP);
        }
        // Without it everything works but this.
        let Ok(mut signals) = Signals::new(awaited) else { return };
        std::thread::spawn(move || {
            signals.forever().for_each(|signal| {
                act(match signal {
                    SIGINT => Signal::Keys,
                    SIGHUP => Signal::HangUp,
                    _ => Signal::Terminate,
                });
            });
        });
    }

    pub fn end_by(signal: Signal) {
        let _ = emulate_default_handler(match signal {
            Signal::Keys => SIGINT,
            Signal::Terminate => SIGTERM,
            Signal::HangUp => SIGHUP,
        });
    }

    /// Tells whether a closed terminal ends the program: not where it was started by nohup(1), which has it go on. Linux
    /// alone says so (proc_pid_status(5)); elsewhere the signal is left to the system.
    fn hang_up_ends() -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let ignored = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
        ignored.is_some_and(|bits| bits >> (SIGHUP - 1) & 1 == 0)
    }
}

/// Windows: keys alone, and the exit status that the system gives where nobody handles them.
#[cfg(windows)]
mod system {
    use super::Signal;

    const STATUS_CONTROL_C_EXIT: u32 = 0xC000_013A;

    pub fn watch(act: fn(Signal)) {
        // Without it everything works but this.
        let _ = ctrlc::set_handler(move || act(Signal::Keys));
    }

    pub fn end_by(Signal::Keys: Signal) {
        std::process::exit(STATUS_CONTROL_C_EXIT as i32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write;

    /// Writes to a target that exists already, as `write` says, and gives what stands there afterwards.
    #[track_caller]
    fn check(write: impl FnOnce(&mut File) -> io::Result<()>, expected: &str, succeeds: bool) {
        let directory = tempfile::TempDir::new().expect("there is room for a directory");
        let target = directory.path().join("report");
        fs::write(&target, "older").expect("there is room for a file");
        let written = write_whole(&Builder::new(), directory.path(), &target, |file| {
            assert_eq!(fs::read_dir(directory.path()).expect("it is there").count(), 2);
            write(file)
        });
        assert_eq!(written.is_ok(), succeeds);
        assert_eq!(fs::read_to_string(&target).expect("it is there"), expected);
        assert_eq!(fs::read_dir(directory.path()).expect("it is there").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        check(|file| file.write_all(b"newer"), "newer", true);
        check(|file| file.write_all(b"ne").and(Err(ErrorKind::StorageFull.into())), "older", false);
        // As the signal does, which then ends the program.
        let interrupted = |file: &mut File| {
            file.write_all(b"ne")?;
            remove_unfinished(&mut state());
            Ok(())
        };
        check(interrupted, "older", false);
    }
}
