//! Bytes of a web page to blocks: its text in reading order, notes by their links, and what stands around the text apart.
//!
//! Two kinds of page are common. Those of the 1990s are one `pre` element, hard-wrapped, with notes marked `1/`: they give
//! lines, as plain text does. Later ones have markup: paragraphs, lists with automatic numbers, raised marks.

mod aside;
mod blocks;
mod charset;
mod entities;
mod lists;
mod notes;
#[cfg(test)]
mod tests;
mod tokens;

use super::{Block, DecodeError, DecodeOptions, Format, Furniture, FurnitureKind, Layout, Mark, SourceText, plain};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::span::Span;
use aside::Aside;
use blocks::Piece;

/// Reads a web page.
pub(super) fn read(bytes: &[u8], _options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let (page, mut diagnostics) = charset::decode(bytes);
    let mut pieces = blocks::pieces(&page);
    restore_labels(&mut pieces);
    let notes = notes::take(&mut pieces);
    set_aside(&mut pieces);
    let furniture: Vec<Furniture> = pieces.iter().filter_map(furniture).collect();
    pieces.retain(|piece| piece.aside.is_none());
    if let Some(first) =
        furniture.iter().find(|item| item.kind == FurnitureKind::Boilerplate && !item.text.starts_with('<'))
    {
        let excerpt: String = first.text.chars().take(60).collect();
        diagnostics.push(Diagnostic::new(DiagnosticKind::FurnitureDropped, first.place, excerpt));
    }
    let size = |preformatted: bool| -> usize {
        let of_kind = pieces.iter().filter(|piece| piece.preformatted == preformatted);
        of_kind.map(|piece| piece.block.text.len()).sum()
    };
    let layout = if size(true) > size(false) { Layout::Lines } else { Layout::Paragraphs };
    let blocks = pieces.into_iter().flat_map(|piece| if piece.preformatted { lines(piece) } else { paragraphs(piece) });
    Ok(SourceText { format: Format::Html, layout, blocks: blocks.collect(), notes, furniture, diagnostics })
}

/// Turns a mark back into text where it is all that its paragraph has: the number of a list in a table of contents, "1".
fn restore_labels(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().filter(|piece| !piece.preformatted && piece.block.text.trim().is_empty()) {
        let labels: Vec<String> = piece.block.marks.drain(..).map(|mark| mark.label).collect();
        piece.block.text = labels.join(", ");
        piece.targets.clear();
    }
}

/// Decides which pieces are no part of the text.
fn set_aside(pieces: &mut [Piece]) {
    let speaks = |piece: &Piece| piece.block.text.split('\n').any(is_organ_line);
    let in_main = pieces.iter().any(|piece| piece.in_main && piece.aside.is_none() && speaks(piece));
    let shown = pieces.iter().any(|piece| piece.aside.is_none() && speaks(piece));
    let around = pieces.iter().any(|piece| piece.aside == Some(Aside::Around) && speaks(piece));
    for piece in pieces.iter_mut() {
        if piece.aside == Some(Aside::Around) && around && !shown {
            // A page that wraps its text in what is called a banner or a form is read all the same.
            piece.aside = None;
        }
        if piece.aside.is_none() && (in_main && !piece.in_main || is_boilerplate(piece)) {
            piece.aside = Some(Aside::Around);
        }
    }
}

/// Tells the line with which every resolution begins to speak: "The General Assembly,".
fn is_organ_line(line: &str) -> bool {
    let line = line.trim();
    line.len() < 60
        && line.starts_with("The ")
        && line.ends_with(',')
        && ["Assembly", "Council", "Committee", "Commission", "Conference"].iter().any(|organ| line.contains(organ))
}

/// Beginnings of what un.org pages print around a text, in small letters.
const BOILERPLATE: &[&str] = &[
    "this document has been posted online by the united nations",
    "this document is being posted online by the united nations",
    "reproduction and dissemination of the document",
    "date last posted:",
    "date last updated:",
    "last updated",
    "comments and suggestions",
    "comments to:",
    "copyright",
    "©",
    "(c) united nations",
    "all rights reserved",
    "skip to",
    "back to top",
    "top of page",
    "return to",
    "home |",
    "[home]",
    "print this page",
    "this site uses cookies",
    "this website uses cookies",
    "we use cookies",
    "webmaster",
    "download word document",
    "download pdf",
    "privacy notice",
    "terms of use",
];

/// Tells boilerplate by its words, and a row of links by its links. Symbols that are links are text.
fn is_boilerplate(piece: &Piece) -> bool {
    let text = piece.block.text.trim();
    if piece.preformatted || text.len() > 400 {
        return false;
    }
    let head: String = text.chars().take(60).collect::<String>().to_lowercase();
    if BOILERPLATE.iter().any(|start| head.starts_with(start)) {
        return true;
    }
    let linked = piece.linked * 10 >= text.len() * 7 && piece.linked > 0;
    let heading = piece.block.style.as_deref().is_some_and(|style| matches!(style.as_bytes(), [b'h', b'1'..=b'6']));
    linked
        && !heading
        && text.len() < 120
        && piece.block.label.is_none()
        && !text.contains("/RES")
        && !text.bytes().any(|b| b.is_ascii_digit())
}

/// Makes furniture of what was set aside.
fn furniture(piece: &Piece) -> Option<Furniture> {
    let kind = match piece.aside? {
        Aside::Hidden | Aside::Around => FurnitureKind::Boilerplate,
        Aside::Comment => FurnitureKind::Marker,
        Aside::Picture => FurnitureKind::TextBox,
    };
    let label = piece.block.label.iter().map(|label| format!("{label} "));
    let text = label.chain([piece.block.text.replace('\n', " ")]).collect::<String>();
    Some(Furniture { kind, text, place: piece.block.place })
}

/// Cuts preformatted text into lines; its marks go with them.
fn lines(piece: Piece) -> Vec<Block> {
    let first = piece.block.place.line.unwrap_or(1);
    let text = &piece.block.text;
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut blocks = plain::lines(text, first);
    let mut marks = piece.block.marks.iter().peekable();
    for block in &mut blocks {
        block.style.clone_from(&piece.block.style);
        let number = block.place.line.unwrap_or(first) - first;
        let start = starts[number as usize];
        let end = starts.get(number as usize + 1).map_or(text.len() + 1, |next| *next);
        let lead = text[start..].len() - text[start..].trim_start().len();
        while let Some(mark) = marks.next_if(|mark| mark.at < end) {
            let at = mark.at.saturating_sub(start + lead).min(block.text.len());
            block.marks.push(Mark { at, label: mark.label.clone() });
        }
    }
    if let Some(block) = blocks.first_mut() {
        // A paragraph that follows others begins after a blank line, whatever the element said.
        block.blank_before += 1;
    }
    blocks
}

/// A line this long may have been broken only because it was full.
const FULL_LINE: usize = 55;

/// Cuts a paragraph at the line breaks that end a line of its own; breaks that only wrap the text become spaces.
fn paragraphs(piece: Piece) -> Vec<Block> {
    let Block { text, .. } = &piece.block;
    let heading = piece.block.style.as_deref().is_some_and(|style| matches!(style.as_bytes(), [b'h', b'1'..=b'6']));
    let mut cuts = vec![0];
    let mut line_start = 0;
    for (at, _) in text.match_indices('\n') {
        let (line, rest) = (text[line_start..at].trim(), text[at + 1..].trim_start_matches(' '));
        line_start = at + 1;
        let blank = rest.starts_with('\n') || line.is_empty();
        let goes_on = rest.starts_with(char::is_lowercase) && !line.ends_with([';', ':']);
        let full = line.len() >= FULL_LINE && !line.ends_with([',', ';', ':', '.']);
        let number = line.ends_with('.') && line.bytes().all(|byte| byte.is_ascii_digit() || b"/-.() ".contains(&byte));
        let opens_list = rest.starts_with('(') || rest.starts_with(|c: char| c.is_ascii_digit());
        let wraps = !blank && !opens_list && (heading || goes_on || full || number);
        if !wraps {
            cuts.push(at + 1);
        }
    }
    cuts.push(text.len());
    let mut blocks = Vec::new();
    for window in cuts.windows(2) {
        let whole = &text[window[0]..window[1]];
        let trimmed = whole.trim();
        if trimmed.is_empty() && (cuts.len() > 2 || piece.block.marks.is_empty()) {
            continue;
        }
        let start = window[0] + (whole.len() - whole.trim_start().len());
        let end = start + trimmed.len();
        let last = window[1] == text.len();
        let within = |at: usize| at >= window[0] && (at < window[1] || last);
        let moved = |at: usize| at.clamp(start, end) - start;
        blocks.push(Block {
            text: trimmed.replace('\n', " "),
            place: piece.block.place,
            label: if window[0] == 0 { own_label(piece.block.label.as_deref(), trimmed) } else { None },
            style: piece.block.style.clone(),
            italics: piece
                .block
                .italics
                .iter()
                .filter(|span| span.start < end && span.end > start)
                .map(|span| Span::new(moved(span.start), moved(span.end)))
                .collect(),
            marks: piece
                .block
                .marks
                .iter()
                .filter(|mark| within(mark.at))
                .map(|mark| Mark { at: moved(mark.at), label: mark.label.clone() })
                .collect(),
            set_apart: piece.block.set_apart,
            ..Block::default()
        });
    }
    blocks
}

/// Gives the label that a list prints, unless the author typed one as well.
fn own_label(label: Option<&str>, text: &str) -> Option<String> {
    let label = label?;
    let typed = text.split(char::is_whitespace).next().unwrap_or_default();
    let is_number =
        typed.ends_with(['.', ')']) && typed.len() <= 6 && typed.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let typed =
        is_number && (typed.starts_with('(') || typed.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit()));
    (!typed).then(|| label.to_owned())
}
