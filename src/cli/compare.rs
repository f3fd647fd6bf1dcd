//! `resdiff EARLIER LATER`: two files to a report.

use super::Found;
use super::arguments::{CompareArguments, MatchingArguments};
use super::format::Format;
use super::input::{self, Input};
use super::screen::Screen;
use super::trouble::Trouble;
use super::{notices, parse, report};
use resdiff::align::{AlignOptions, Confidence};
use resdiff::changes::{ChangeReport, STRICT_CONFIDENCE, VerdictKind};
use resdiff::diagnostic::{Diagnostic, DiagnosticKind, Place};
use resdiff::lexicon::Ladders;
use resdiff::pair::{Pair, Side};
use resdiff::{CompareOptions, compare};
use std::io::IsTerminal;
use std::path::Path;

/// Compares two files.
pub fn run(arguments: &CompareArguments) -> Result<Found, Trouble> {
    let format = arguments.output.format()?;
    let given = arguments.files().expect("clap demands two files where there is no command");
    if given.both().iter().all(|path| ***path == *Path::new("-")) {
        return Err(Trouble::StandardInputTwice);
    }
    let options = options(&arguments.matching)?;
    let inputs = Pair::new(input::read(given.earlier)?, input::read(given.later)?);
    let texts = Pair::new(
        input::resolution(&inputs.earlier, arguments.reading.revisions)?,
        input::resolution(&inputs.later, arguments.reading.revisions)?,
    );
    let mut changes = compare(texts, &options);
    if is_same_text(&inputs) {
        changes.diagnostics.push((None, Diagnostic::new(DiagnosticKind::SameText, Place::default(), "")));
    }
    let screen = Screen::new(&arguments.looks, arguments.output.output.is_some());
    let bytes = report::render(&changes, format, arguments, &inputs, &screen)?;
    let paths: Vec<&Path> = inputs.both().into_iter().filter_map(|input| input.path.as_deref()).collect();
    parse::deliver(&bytes, format, &arguments.output, &arguments.looks, &screen, &paths)?;
    if !arguments.output.quiet {
        remark(&changes, &inputs, format);
    }
    Ok(if changes.verdict.kind == VerdictKind::Identical { Found::Nothing } else { Found::Differences })
}

fn options(arguments: &MatchingArguments) -> Result<CompareOptions, Trouble> {
    let least_confidence = if arguments.strict { STRICT_CONFIDENCE } else { Confidence::default() };
    let ladders = arguments.ladders.as_deref().map(ladders).transpose()?;
    Ok(CompareOptions { align: AlignOptions { least_confidence }, ladders })
}

fn ladders(path: &Path) -> Result<Ladders, Trouble> {
    let input = input::read(path)?;
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
    for side in [Side::Earlier, Side::Later] {
        notices::remarks(&inputs.side(side).name, of(Some(side)));
    }
}
