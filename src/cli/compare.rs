//! `resdiff EARLIER LATER`: two files to a report.

use super::Found;
use super::arguments::{CompareArguments, MatchingArguments, ReadingArguments, State};
use super::format::Format;
use super::input::{self, Input};
use super::report::Manner;
#[cfg(feature = "docx")]
use super::report::Word;
use super::screen::Screen;
use super::threads::Threads;
use super::trouble::Trouble;
use super::{notices, output, report};
use resdiff::align::{AlignOptions, Confidence};
use resdiff::changes::{ChangeReport, STRICT_CONFIDENCE, VerdictKind};
use resdiff::diagnostic::{Diagnostic, DiagnosticKind, Place};
use resdiff::lexicon::Ladders;
use resdiff::pair::{Pair, Side};
use resdiff::work::Work;
use resdiff::{CompareOptions, compare_with};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Compares two files.
pub fn run(arguments: &CompareArguments) -> Result<Found, Trouble> {
    if let Some(count) = arguments.too_many() {
        let command = arguments.files().and_then(|files| input::command_like(files.earlier.to_str()?));
        return Err(Trouble::TooManyTexts { count, command });
    }
    let format = arguments.report.output.format()?;
    let options = options(&arguments.matching, &arguments.reading)?;
    let (inputs, states, paths) = read(arguments)?;
    let mut changes = changes(inputs.as_ref(), states, &options)?;
    if states.earlier == states.later && is_same_text(&inputs) {
        changes.diagnostics.push((None, Diagnostic::new(DiagnosticKind::SameText, Place::default(), "")));
    }
    let screen = Screen::new(&arguments.report);
    let names = inputs.as_ref().map(Input::short_name);
    let manner = Manner {
        selection: arguments.selection.selection(),
        view: arguments.selection.view(),
        explain: arguments.selection.explain,
        compact: arguments.report.output.compact,
        screen,
        names: names.as_ref().map(String::as_str),
        #[cfg(feature = "docx")]
        word: Word {
            earlier: Some(&inputs.earlier),
            state: arguments.reading.revisions,
            options: arguments.word.options(),
        },
    };
    let bytes = report::render(&changes, format, manner)?;
    let paths: Vec<&Path> = paths.iter().chain(&arguments.matching.ladders).map(PathBuf::as_path).collect();
    output::deliver(&bytes, format, &arguments.report, &screen, &paths)?;
    if !arguments.report.output.quiet {
        remark(&changes, &inputs, format);
    }
    let found = if changes.verdict.kind == VerdictKind::Identical { Found::Nothing } else { Found::Differences };
    // The program ends here: to give the memory of a long report back piece by piece would only take time.
    std::mem::forget(changes);
    Ok(found)
}

/// Understands two inputs as resolutions and compares them, on two threads.
pub fn changes(inputs: Pair<&Input>, states: Pair<State>, options: &CompareOptions) -> Result<ChangeReport, Trouble> {
    let threads = Threads::for_bytes(inputs.earlier.bytes.len() + inputs.later.bytes.len());
    let texts = threads.map(inputs.zip(states), |(input, state)| input::resolution_in(input, state));
    Ok(compare_with(Pair::new(texts.earlier?, texts.later?), options, &threads))
}

/// Holds what is compared: two inputs, the state in which each is read, and the paths that must not be written to.
type Compared = (Pair<Input>, Pair<State>, Vec<PathBuf>);

/// Reads two files, or the one whose two states are compared.
fn read(arguments: &CompareArguments) -> Result<Compared, Trouble> {
    let state = arguments.reading.revisions;
    if let Some(only) = arguments.only_file() {
        if state != State::Both {
            return Err(Trouble::OneFile { name: only.display().to_string() });
        }
        let input = input::read(only, &arguments.reading)?;
        let paths = input.path.iter().cloned().collect();
        return Ok((input.in_two_states(), Pair::new(State::Original, State::Final), paths));
    }
    let given = arguments.files().expect("clap demands two files where there is no command");
    let inputs = input::read_two(given, &arguments.reading)?;
    let paths = inputs.both().into_iter().filter_map(|input| input.path.clone()).collect();
    Ok((inputs, Pair::new(state, state), paths))
}

/// Gives the library's options.
pub fn options(arguments: &MatchingArguments, reading: &ReadingArguments) -> Result<CompareOptions, Trouble> {
    let least_confidence = if arguments.strict { STRICT_CONFIDENCE } else { Confidence::default() };
    let ladders = arguments.ladders.as_deref().map(|path| ladders(path, reading)).transpose()?;
    Ok(CompareOptions { align: AlignOptions { least_confidence }, ladders })
}

fn ladders(path: &Path, reading: &ReadingArguments) -> Result<Ladders, Trouble> {
    let input = input::read(path, reading)?;
    let text = String::from_utf8_lossy(&input.bytes);
    Ladders::parse(&text).map_err(|cause| Trouble::Ladders { name: input.name, cause })
}

/// Tells whether both texts are the same, byte for byte or by name.
fn is_same_text(inputs: &Pair<Input>) -> bool {
    inputs.earlier.bytes == inputs.later.bytes && inputs.earlier.key == inputs.later.key
}

/// Says on standard error how the texts were read. What concerns both is part of the view that is on the screen already.
fn remark(report: &ChangeReport, inputs: &Pair<Input>, format: Format) {
    let of = |wanted: Option<Side>| {
        report.diagnostics.iter().filter(move |(side, _)| *side == wanted).map(|(_, diagnostic)| diagnostic)
    };
    if !(format == Format::Terminal && std::io::stdout().is_terminal()) {
        notices::remarks("", of(None));
    }
    // A file that is compared with itself is remarked on once.
    let is_same = inputs.earlier.name == inputs.later.name;
    for side in [Side::Earlier, Side::Later].into_iter().take(if is_same { 1 } else { 2 }) {
        notices::remarks(&inputs.side(side).name, of(Some(side)));
    }
}
