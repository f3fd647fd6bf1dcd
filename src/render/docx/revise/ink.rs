//! Paragraphs with what happens to them to XML: runs are cut where a change begins or ends, and keep their formatting.

use super::line::{Item, Line, Print, Token};
use super::props::Props;
use super::walk::{Event, Markup};
use crate::render::docx::xml::{end_name, escape};
use crate::render::docx::{Content, Piece, State, TrackedOptions};
use crate::source::docx::settle::Element;
use std::fmt::Write;

/// Writes tracked changes, each with an id of its own.
pub(super) struct Ink {
    /// Author and date, as attributes.
    pub(super) attributes: String,
    pub(super) next_id: u32,
    /// Properties of the run of a reference to a note, as `w:rPr`.
    pub(super) reference: String,
}

impl Ink {
    pub(super) fn new(options: &TrackedOptions, next_id: u32, reference: String) -> Self {
        let attributes = format!("w:author=\"{}\" w:date=\"{}\"", escape(&options.author), escape(&options.date));
        Self { attributes, next_id, reference }
    }

    pub(super) fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// Gives the start tag of a tracked change, or the whole of an empty one.
    pub(super) fn change(&mut self, name: &str, empty: bool) -> String {
        let id = self.id();
        format!("<w:{name} w:id=\"{id}\" {}{}>", self.attributes, if empty { "/" } else { "" })
    }

    /// Puts something inside the element of its state.
    pub(super) fn within(&mut self, state: State, inside: &str) -> String {
        match end_name(state) {
            Some(name) => format!("{}{inside}</w:{name}>", self.change(name, false)),
            None => inside.to_owned(),
        }
    }

    /// Writes what a piece says, with the properties of a run.
    pub(super) fn run(&self, piece: &Piece, props: &Props, notes: &dyn Fn(usize) -> Option<NewNote>) -> String {
        match &piece.content {
            Content::Text(text) => run(&props.element("rPr"), text, piece.state),
            Content::Number(number) => run(&props.element("rPr"), number, piece.state),
            Content::Gap => run(&props.element("rPr"), "\t", piece.state),
            Content::Raised(label) => run(&props.clone().raised().element("rPr"), label, piece.state),
            Content::Note(index) => match notes(*index) {
                Some(NewNote::Real { element, id, custom }) => {
                    let follows = if custom.is_some() { " w:customMarkFollows=\"1\"" } else { "" };
                    let mark = custom.map(|mark| text(&mark, piece.state)).unwrap_or_default();
                    format!("<w:r>{}<w:{element}{follows} w:id=\"{id}\"/>{mark}</w:r>", self.reference)
                }
                Some(NewNote::Typed(label)) => run(&props.clone().raised().element("rPr"), &label, piece.state),
                None => String::new(),
            },
        }
    }

    /// Writes the inside of a paragraph, without its properties: more than one where it is cut in pieces. Gives `None`
    /// where it would have to be cut inside what cannot be cut.
    pub(super) fn paragraph(
        &mut self,
        line: &Line<'_>,
        markup: &Markup,
        notes: &dyn Fn(usize) -> Option<NewNote>,
    ) -> Option<Vec<String>> {
        let mut pen =
            Pen { ink: self, line, out: vec![String::new()], run: None, state: State::Kept, holders: Vec::new() };
        let mut events = Placed::new(line, markup);
        let mut next = 0;
        for (token, step) in line.tokens.iter().enumerate() {
            let from = next;
            while line.items.get(next).is_some_and(|item| item.token == token) {
                next += 1;
            }
            match step {
                Token::Open(element) => {
                    pen.lift();
                    pen.open(element);
                }
                Token::Close(element) => {
                    pen.lift();
                    pen.holders.pop();
                    pen.push(element.end);
                }
                Token::Piece { .. } | Token::Other(_) if from == next => {
                    // What prints nothing goes with what stands before it in its run, or around it.
                    let before = from.checked_sub(1).map(|i| (&line.items[i], markup.states[i]));
                    let after = line.items.get(next).map(|item| (item, markup.states[next]));
                    let state = hidden_state(line, token, before, after);
                    pen.token(token, state, false);
                }
                Token::Piece { .. } | Token::Other(_) => {
                    let mut at = from;
                    while at < next {
                        for event in events.before(at) {
                            pen.event(event, at, markup, notes)?;
                        }
                        let state = markup.states[at];
                        let mut end = at + 1;
                        while end < next && markup.states[end] == state && !events.stands_at(end) {
                            end += 1;
                        }
                        if at == from && end == next {
                            pen.token(token, state, true);
                        } else {
                            pen.part(token, state, &line.items[at..end])?;
                        }
                        at = end;
                        for event in events.after(at) {
                            pen.event(event, at, markup, notes)?;
                        }
                    }
                }
            }
        }
        pen.lift();
        for event in events.rest() {
            pen.event(event, line.items.len(), markup, notes)?;
        }
        pen.lift();
        Some(pen.out)
    }
}

/// Says what stands for a note that is put in.
pub(super) enum NewNote {
    Real { element: &'static str, id: i64, custom: Option<String> },
    Typed(String),
}

/// Says what happens to an element that prints nothing.
fn hidden_state(line: &Line<'_>, token: usize, before: Option<(&Item, State)>, after: Option<(&Item, State)>) -> State {
    let run = |token: usize| match &line.tokens[token] {
        Token::Piece { run, .. } => Some(*run),
        Token::Open(_) | Token::Close(_) | Token::Other(_) => None,
    };
    let Some(own) = run(token) else { return State::Kept };
    match (before, after) {
        (Some((item, state)), _) if run(item.token) == Some(own) => state,
        (None, _) if line.items.is_empty() => State::Kept,
        // The frame of a field goes where all around it goes.
        (Some((_, one)), Some((_, two))) if one == two => one,
        (None, Some((_, state))) | (Some((_, state)), None) => state,
        _ => State::Kept,
    }
}

/// Gives the events of a paragraph in their places: behind the item before them, or before the next where that stands
/// in fewer links.
struct Placed<'m> {
    events: std::iter::Peekable<std::vec::IntoIter<(Place, &'m Event)>>,
    stops: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before(usize),
    After(usize),
    End,
}

impl<'m> Placed<'m> {
    fn new(line: &Line<'_>, markup: &'m Markup) -> Self {
        let depth = |at: usize| line.items.get(at).map_or(0, |item| item.depth);
        let place = |at: usize| match at.checked_sub(1) {
            Some(before) if at < line.items.len() && depth(before) <= depth(at) => Place::After(before + 1),
            Some(_) if at >= line.items.len() && depth(at - 1) == 0 => Place::After(line.items.len()),
            _ if at < line.items.len() => Place::Before(at),
            _ => Place::End,
        };
        let events: Vec<(Place, &Event)> = markup.events.iter().map(|(at, event)| (place(*at), event)).collect();
        let stops = markup.events.iter().map(|(at, _)| *at).collect();
        Self { events: events.into_iter().peekable(), stops }
    }

    fn stands_at(&self, at: usize) -> bool {
        self.stops.binary_search(&at).is_ok()
    }

    fn before(&mut self, at: usize) -> Vec<&'m Event> {
        self.take(Place::Before(at))
    }

    fn after(&mut self, at: usize) -> Vec<&'m Event> {
        self.take(Place::After(at))
    }

    fn take(&mut self, wanted: Place) -> Vec<&'m Event> {
        let mut taken = Vec::new();
        while let Some((_, event)) = self.events.next_if(|(place, _)| *place == wanted) {
            taken.push(event);
        }
        taken
    }

    fn rest(&mut self) -> Vec<&'m Event> {
        self.events.by_ref().map(|(_, event)| event).collect()
    }
}

/// Writes the runs of one paragraph.
struct Pen<'p, 'x> {
    ink: &'p mut Ink,
    line: &'p Line<'x>,
    out: Vec<String>,
    /// The run that is open.
    run: Option<usize>,
    /// The tracked change that is open.
    state: State,
    /// Links and controls that are open.
    holders: Vec<Element<'x>>,
}

impl<'x> Pen<'_, 'x> {
    fn push(&mut self, text: &str) {
        if let Some(out) = self.out.last_mut() {
            out.push_str(text);
        }
    }

    fn open(&mut self, element: &Element<'x>) {
        self.push(element.start);
        self.holders.push(element.clone());
    }

    /// Ends the run and the tracked change that are open.
    fn lift(&mut self) {
        if self.run.take().is_some() {
            self.push("</w:r>");
        }
        if let Some(name) = end_name(std::mem::replace(&mut self.state, State::Kept)) {
            self.push(&format!("</w:{name}>"));
        }
    }

    /// Sees to it that a run is open in a tracked change.
    fn set(&mut self, state: State, run: usize) {
        if self.state == state && self.run == Some(run) {
            return;
        }
        if self.state != state {
            self.lift();
            if let Some(name) = end_name(state) {
                let tag = self.ink.change(name, false);
                self.push(&tag);
            }
            self.state = state;
        } else if self.run.take().is_some() {
            self.push("</w:r>");
        }
        let element = &self.line.runs[run];
        let start = element.start.strip_suffix("/>").map_or(element.start.to_owned(), |start| format!("{start}>"));
        self.push(&start);
        if let Some(props) = element.child("w:rPr") {
            self.push(props.whole);
        }
        self.run = Some(run);
    }

    /// Writes an element as a whole.
    fn token(&mut self, token: usize, state: State, prints: bool) {
        match &self.line.tokens[token] {
            Token::Piece { run, element } => {
                self.set(state, *run);
                let text = if state == State::Deleted { deleted(element) } else { element.whole.to_owned() };
                self.push(&text);
            }
            Token::Other(element) => {
                self.lift();
                let text = if prints { self.ink.within(state, element.whole) } else { element.whole.to_owned() };
                self.push(&text);
            }
            Token::Open(_) | Token::Close(_) => {}
        }
    }

    /// Writes some characters of an element; gives `None` where it cannot be cut.
    fn part(&mut self, token: usize, state: State, items: &[Item]) -> Option<()> {
        let Token::Piece { run, element } = &self.line.tokens[token] else { return None };
        if !matches!(element.name, "w:t" | "w:delText") {
            return None;
        }
        self.set(state, *run);
        let characters = items.iter().filter_map(|item| match item.print {
            Print::Character(c) => Some(c),
            Print::Reference(..) => None,
        });
        let text = text(&characters.collect::<String>(), state);
        self.push(&text);
        Some(())
    }

    fn event(
        &mut self,
        event: &Event,
        at: usize,
        markup: &Markup,
        notes: &dyn Fn(usize) -> Option<NewNote>,
    ) -> Option<()> {
        match event {
            Event::Insert(piece) => {
                let props = neighbour(self.line, markup, at, piece.italic);
                let run = self.ink.run(piece, &props, notes);
                if run.is_empty() {
                    return Some(());
                }
                if self.run.take().is_some() {
                    self.push("</w:r>");
                }
                if self.state != piece.state {
                    self.lift();
                    let tag = end_name(piece.state).map(|name| self.ink.change(name, false)).unwrap_or_default();
                    self.push(&tag);
                    self.state = piece.state;
                }
                self.push(&run);
            }
            Event::Break => {
                self.lift();
                if self.holders.iter().any(|holder| !matches!(holder.name, "w:hyperlink" | "w:smartTag")) {
                    return None;
                }
                for holder in self.holders.clone().iter().rev() {
                    self.push(holder.end);
                }
                let again: String = self.holders.iter().map(|holder| holder.start).collect();
                self.out.push(again);
            }
        }
        Some(())
    }
}

/// Gives the properties of the run that words put in before an item take: those of the words that they take the place
/// of, else of the word before, else of the one after. Where it is known whether they are to be italic, a neighbour that
/// is so comes first.
fn neighbour(line: &Line<'_>, markup: &Markup, at: usize, italic: bool) -> Props {
    let words = |item: &&Item| matches!(item.print, Print::Character(_)) && !item.raised;
    let is_gone = |i: usize| matches!(markup.states[i], State::Deleted | State::MovedAway(_));
    let replaced = (0..at).rev().take_while(|i| is_gone(*i)).last().map(|i| &line.items[i]);
    let before = line.items[..at.min(line.items.len())].iter().rev().find(words);
    let after = line.items.get(at..).unwrap_or_default().iter().find(words);
    let candidates = || [replaced.filter(words), before, after].into_iter().flatten();
    let lowest = candidates().map(|item| item.depth).min().unwrap_or(0);
    let chosen = candidates()
        .find(|item| item.italic == italic && item.depth == lowest)
        .or_else(|| candidates().find(|item| item.depth == lowest));
    Props::of(chosen.and_then(|item| line.run_props(item)))
}

/// Writes a run.
pub(super) fn run(props: &str, words: &str, state: State) -> String {
    if words.is_empty() { String::new() } else { format!("<w:r>{props}{}</w:r>", text(words, state)) }
}

/// Writes the text of a run, with its tabs.
fn text(words: &str, state: State) -> String {
    let element = if state == State::Deleted { "delText" } else { "t" };
    let mut out = String::new();
    for (i, part) in words.split('\t').enumerate() {
        if i > 0 {
            out.push_str("<w:tab/>");
        }
        if !part.is_empty() {
            let _ = write!(out, "<w:{element} xml:space=\"preserve\">{}</w:{element}>", escape(part));
        }
    }
    out
}

/// Gives an element of a run as it is written once it is deleted.
fn deleted(element: &Element<'_>) -> String {
    let inside = &element.whole[element.start.len()..element.whole.len() - element.end.len()];
    match element.name {
        "w:t" => format!("<w:delText xml:space=\"preserve\">{inside}</w:delText>"),
        "w:instrText" => format!("<w:delInstrText xml:space=\"preserve\">{inside}</w:delInstrText>"),
        _ => element.whole.to_owned(),
    }
}
