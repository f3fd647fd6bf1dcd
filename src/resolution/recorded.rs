//! A record of a corpus to a resolution: what is recorded of its paragraphs holds, the rest is parsed.

use super::parse::restore_quotes;
use super::structure::{Body, Recorded, build_recorded};
use super::{Resolution, Symbol, fold, front, furniture, language, notes};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Parsed};
use crate::source::Block;
use crate::source::corpus::{Record, RecordedKind, RecordedParagraph};

/// Makes a resolution of a record. Never fails.
pub(crate) fn recorded(record: Record) -> Parsed<Resolution> {
    let mut furniture = Vec::new();
    let mut diagnostics = Vec::new();
    let (mut head, mut body, mut back) = (Vec::new(), Vec::new(), Vec::new());
    for part in record.paragraphs {
        match part.kind {
            RecordedKind::FrontMatter => head.extend(part.text.lines().map(block)),
            RecordedKind::Title => head.push(Block { text: fold::folded(&part.text).into_owned(), ..block("") }),
            RecordedKind::Heading | RecordedKind::Paragraph => {
                let known = known(&part);
                let label =
                    part.enumerator.map(|label| fold::folded(&label).into_owned()).filter(|label| !label.is_empty());
                body.push((Block { label, ..block(&part.text) }, known));
            }
            RecordedKind::BackMatter | RecordedKind::Footer => back.extend(part.text.lines().map(block)),
        }
    }
    let (head, _) = furniture::take_out(head, &mut furniture);
    let (mut back, _) = furniture::take_out(back, &mut furniture);
    let front = front::read(head, &mut furniture);
    let mut masthead = front.masthead;
    masthead.symbol = record.symbol.parse::<Symbol>().ok().or(masthead.symbol);
    if masthead.title.is_none() && !record.title.trim().is_empty() {
        masthead.title = Some(fold::folded(&record.title).into_owned());
    }
    front::complete(&mut masthead);

    let mut footnotes = notes::split_off(&mut back);
    let (mut blocks, mut recorded): (Vec<Block>, Vec<Recorded>) = body.into_iter().unzip();
    let before = front.body.len();
    blocks.splice(0..0, front.body);
    recorded.splice(0..0, vec![Recorded::Unknown; before]);
    blocks.append(&mut back);
    recorded.resize(blocks.len(), Recorded::Unknown);
    blocks.iter_mut().for_each(fold::fold);
    notes::take_marks(&mut blocks, &footnotes, &mut diagnostics);
    if footnotes.is_empty() {
        // A corpus may leave all notes out.
        diagnostics.retain(|diagnostic: &Diagnostic| diagnostic.kind != DiagnosticKind::MarkWithoutNote);
    }
    restore_quotes(&mut blocks, &mut footnotes, &mut masthead.title, &mut diagnostics);
    let parts = blocks.into_iter().zip(recorded).filter(|(block, _)| !block.text.is_empty() || block.label.is_some());
    let Body { paragraphs, closing } = build_recorded(parts.collect(), &mut diagnostics);
    diagnostics.extend(language::foreign(&paragraphs));
    front::read_closing(&mut masthead, &closing);
    let closing = closing.iter().map(fold::printed).collect();
    Parsed { value: Resolution { masthead, paragraphs, footnotes, closing, furniture }, diagnostics }
}

fn block(text: &str) -> Block {
    Block { text: text.to_owned(), blank_before: 1, ..Block::default() }
}

/// Tells what is recorded of a part of the body.
fn known(part: &RecordedParagraph) -> Recorded {
    let numbered = part.enumerator.as_deref().is_some_and(|label| !label.trim().is_empty());
    let is_bullet = part.enumerator.as_deref().is_some_and(|label| matches!(label.trim(), "-" | "–" | "•" | "*"));
    match (part.kind, numbered, part.level) {
        (RecordedKind::Heading, _, _) => Recorded::Heading,
        (_, false, _) => Recorded::Unnumbered,
        (_, true, Some(1)) => Recorded::Numbered,
        (_, true, Some(level @ 2..=4)) => Recorded::Item(usize::from(level) - 2),
        (_, true, Some(5)) if is_bullet => Recorded::Item(0),
        // Level 5 stands for numbers of another kind ("1.5.", "61 (a)."), not for a depth.
        (_, true, _) => Recorded::Unknown,
    }
}
