//! Rows and notes to the XML of the parts that hold text.

use super::notes::Note;
use super::plan::Plan;
use super::rows::changed_words;
use super::{Content, Piece, Row, State, Style, TrackedOptions};
use crate::pair::Pair;
use std::fmt::Write;

/// Holds the inside of the parts that hold text.
pub(super) struct Document {
    pub(super) body: String,
    pub(super) footnotes: String,
    /// Empty where there is no comment.
    pub(super) comments: String,
}

impl Document {
    /// Writes a plan.
    pub(super) fn new(plan: &Plan<'_>, options: &TrackedOptions) -> Self {
        let mut writer = Writer {
            attributes: format!("w:author=\"{}\" w:date=\"{}\"", escape(&options.author), escape(&options.date)),
            next_id: 1,
            notes: &plan.notes,
            out: String::new(),
            comments: String::new(),
            initials: initials(&options.author),
            moving: None,
        };
        for row in &plan.rows {
            writer.row(row);
        }
        writer.end_move();
        let body = std::mem::take(&mut writer.out);
        for (index, note) in plan.notes.iter().enumerate() {
            writer.note(index, note);
        }
        Self { body, footnotes: writer.out, comments: writer.comments }
    }
}

/// Id of the note with an index: the first two are the rules above the notes.
fn note_id(index: usize) -> usize {
    index + 1
}

struct Writer<'p> {
    /// Author and date, as attributes.
    attributes: String,
    /// Every tracked change and every comment has an id of its own.
    next_id: usize,
    notes: &'p [Note],
    out: String,
    comments: String,
    initials: String,
    /// The move whose range is open.
    moving: Option<(State, usize)>,
}

impl Writer<'_> {
    fn id(&mut self) -> usize {
        self.next_id += 1;
        self.next_id - 1
    }

    /// Opens an element of a tracked change.
    fn change(&mut self, name: &str, empty: bool) {
        let id = self.id();
        let slash = if empty { "/" } else { "" };
        let _ = write!(self.out, "<w:{name} w:id=\"{id}\" {}{slash}>", self.attributes);
    }

    fn row(&mut self, row: &Row<'_>) {
        self.begin_move(row.end);
        self.out.push_str("<w:p><w:pPr>");
        let _ = write!(self.out, "<w:pStyle w:val=\"{}\"/>", style_id(row.style));
        if let Some(name) = end_name(row.end) {
            self.out.push_str("<w:rPr>");
            self.change(name, true);
            self.out.push_str("</w:rPr>");
        }
        if let Some(was) = row.was {
            self.change("pPrChange", false);
            let _ = write!(self.out, "<w:pPr><w:pStyle w:val=\"{}\"/></w:pPr></w:pPrChange>", style_id(was));
        }
        self.out.push_str("</w:pPr>");
        let comment = (!row.comment.is_empty()).then(|| self.comment(&row.comment));
        let inside = self.out.len();
        self.pieces(&row.pieces);
        if let Some(id) = comment {
            let change = end_name(row.end).map(|name| format!("</w:{name}>"));
            let text = about(id, &self.out[inside..], change.as_deref());
            self.out.truncate(inside);
            self.out.push_str(&text);
        }
        self.out.push_str("</w:p>");
    }

    /// Writes runs; those that follow one another with the same state are one change.
    fn pieces(&mut self, pieces: &[Piece]) {
        for run in pieces.chunk_by(|one, two| one.state == two.state) {
            self.within(run[0].state, |writer| {
                for piece in run {
                    writer.run(piece);
                }
            });
        }
    }

    /// Writes something inside the element of its state.
    fn within(&mut self, state: State, write: impl FnOnce(&mut Self)) {
        let name = match state {
            State::Kept => None,
            State::Inserted => Some("ins"),
            State::Deleted => Some("del"),
            State::MovedHere(_) => Some("moveTo"),
            State::MovedAway(_) => Some("moveFrom"),
        };
        if let Some(name) = name {
            self.change(name, false);
        }
        write(self);
        if let Some(name) = name {
            let _ = write!(self.out, "</w:{name}>");
        }
    }

    fn run(&mut self, piece: &Piece) {
        match &piece.content {
            Content::Text(text) => {
                self.out.push_str("<w:r>");
                if piece.italic {
                    self.out.push_str("<w:rPr><w:i/><w:iCs/></w:rPr>");
                }
                self.text(text, piece.state);
                self.out.push_str("</w:r>");
            }
            Content::Number(number) => {
                self.out.push_str("<w:r>");
                self.text(number, piece.state);
                self.out.push_str("</w:r>");
            }
            Content::Gap => self.out.push_str("<w:r><w:tab/></w:r>"),
            Content::Raised(label) => {
                self.out.push_str("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>");
                self.text(label, piece.state);
                self.out.push_str("</w:r>");
            }
            Content::Note(index) => {
                let id = note_id(*index);
                let custom = self.notes.get(*index).and_then(|note| note.custom.clone());
                let follows = if custom.is_some() { " w:customMarkFollows=\"1\"" } else { "" };
                let _ = write!(
                    self.out,
                    "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference{follows} w:id=\"{id}\"/>"
                );
                if let Some(custom) = custom {
                    self.text(&custom, piece.state);
                }
                self.out.push_str("</w:r>");
            }
        }
    }

    /// Writes the text of a run, with its tabs.
    fn text(&mut self, text: &str, state: State) {
        let element = if state == State::Deleted { "delText" } else { "t" };
        for (i, part) in text.split('\t').enumerate() {
            if i > 0 {
                self.out.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                let _ = write!(self.out, "<w:{element} xml:space=\"preserve\">{}</w:{element}>", escape(part));
            }
        }
    }

    fn note(&mut self, index: usize, note: &Note) {
        let id = note_id(index);
        let (state, pieces) = match (&note.text.earlier, &note.text.later) {
            (Some(earlier), Some(later)) => (State::Kept, changed_words(Pair::new(earlier, later))),
            (Some(text), None) => (State::Deleted, whole(State::Deleted, text)),
            (None, Some(text)) => (State::Inserted, whole(State::Inserted, text)),
            (None, None) => (State::Kept, Vec::new()),
        };
        let _ = write!(self.out, "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>");
        self.within(state, |writer| {
            writer.out.push_str("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>");
            match &note.custom {
                Some(custom) => writer.text(custom, state),
                None => writer.out.push_str("<w:footnoteRef/>"),
            }
            writer.out.push_str("</w:r><w:r><w:tab/></w:r>");
        });
        self.pieces(&pieces);
        self.out.push_str("</w:p></w:footnote>");
    }

    fn comment(&mut self, lines: &[String]) -> usize {
        let id = self.id();
        self.comments.push_str(&comment(id, &self.attributes, &self.initials, lines));
        id
    }

    /// Opens the range of a move before its first row, and closes the one before.
    fn begin_move(&mut self, end: State) {
        if self.moving.is_some_and(|(state, _)| state == end) {
            return;
        }
        self.end_move();
        let (name, number) = match end {
            State::MovedHere(number) => ("moveToRangeStart", number),
            State::MovedAway(number) => ("moveFromRangeStart", number),
            State::Kept | State::Inserted | State::Deleted => return,
        };
        let id = self.id();
        let _ = write!(self.out, "<w:{name} w:id=\"{id}\" {} w:name=\"move{number}\"/>", self.attributes);
        self.moving = Some((end, id));
    }

    fn end_move(&mut self) {
        if let Some((state, id)) = self.moving.take() {
            let name = if matches!(state, State::MovedHere(_)) { "moveToRangeEnd" } else { "moveFromRangeEnd" };
            let _ = write!(self.out, "<w:{name} w:id=\"{id}\"/>");
        }
    }
}

/// Writes the inside of a paragraph with a comment about it. `change` is the end tag of the change that puts the whole
/// paragraph in or takes it out: the reference goes when the paragraph goes, and is part of that change. LibreOffice sets
/// the paragraph behind one that goes in several pieces as that one was.
pub(super) fn about(id: impl std::fmt::Display, inside: &str, change: Option<&str>) -> String {
    let reference =
        format!("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>");
    match change.and_then(|end| inside.strip_suffix(end).map(|inside| (inside, end))) {
        Some((inside, end)) => format!("{inside}{reference}{end}"),
        None => format!("<w:commentRangeStart w:id=\"{id}\"/>{inside}<w:commentRangeEnd w:id=\"{id}\"/>{reference}"),
    }
}

/// Writes a comment. `attributes` are author and date.
pub(super) fn comment(id: impl std::fmt::Display, attributes: &str, initials: &str, lines: &[String]) -> String {
    let mut out = format!("<w:comment w:id=\"{id}\" {attributes} w:initials=\"{initials}\">");
    for (i, line) in lines.iter().enumerate() {
        out.push_str("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
        if i == 0 {
            out.push_str("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>");
        }
        let _ = write!(out, "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(line));
    }
    out.push_str("</w:comment>");
    out
}

fn whole(state: State, text: &str) -> Vec<Piece> {
    vec![Piece { state, italic: false, content: Content::Text(text.to_owned()) }]
}

/// Names the mark of a paragraph's end that is a tracked change.
pub(super) fn end_name(state: State) -> Option<&'static str> {
    match state {
        State::Kept => None,
        State::Inserted => Some("ins"),
        State::Deleted => Some("del"),
        State::MovedHere(_) => Some("moveTo"),
        State::MovedAway(_) => Some("moveFrom"),
    }
}

fn style_id(style: Style) -> &'static str {
    match style {
        Style::Symbol => "Symbol",
        Style::Letterhead => "Letterhead",
        Style::Session => "Session",
        Style::Adopted => "Adopted",
        Style::Title => "Title",
        Style::Heading => "H1",
        Style::Text => "SingleTxt",
        Style::Resumed => "SingleTxtResumed",
        Style::Sub(1) => "Sub1",
        Style::Sub(2) => "Sub2",
        Style::Sub(3) => "Sub3",
        Style::Sub(_) => "Sub4",
        Style::Closing => "Closing",
        Style::Note => "FootnoteText",
    }
}

pub(super) fn initials(author: &str) -> String {
    let first = author.split_whitespace().filter_map(|word| word.chars().next());
    escape(&first.take(4).collect::<String>())
}

/// Writes text so that it is text in XML; characters that XML does not allow are replaced.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
