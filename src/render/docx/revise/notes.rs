//! The notes of a document: those whose text changed are changed, those that are new are added.

use super::ink::{Ink, NewNote, run};
use super::line::{Line, inside};
use super::props::Props;
use super::walk::{Event, Words, walk_from};
use super::{Reviser, package};
use crate::pair::Pair;
use crate::render::docx::rows::changed_words;
use crate::render::docx::{Content, Piece, State};
use crate::source::docx::anatomy::{Anatomy, NotesPart};
use crate::source::docx::settle::Element;
use crate::source::docx::story::NoteKind;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Holds the ids of new notes, by their index in the plan.
#[derive(Default)]
pub(super) struct Notes {
    new: RefCell<BTreeMap<usize, i64>>,
}

/// Says how the notes of a document are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeping {
    /// As real notes of a kind.
    Real(NoteKind),
    /// As text at the end.
    Typed,
}

/// Names what a kind of notes is written with: reference, note, mark in the note, part, its root.
pub(super) struct Names {
    pub(super) reference: &'static str,
    pub(super) note: &'static str,
    mark: &'static str,
    pub(super) root: &'static str,
}

pub(super) fn names(kind: NoteKind) -> Names {
    match kind {
        NoteKind::Foot => {
            Names { reference: "footnoteReference", note: "footnote", mark: "footnoteRef", root: "footnotes" }
        }
        NoteKind::End => Names { reference: "endnoteReference", note: "endnote", mark: "endnoteRef", root: "endnotes" },
    }
}

impl Reviser<'_> {
    pub(super) fn keeping(&self) -> Keeping {
        let typed = self.report.resolutions.earlier.footnotes.iter().any(|note| note.place.paragraph.is_some());
        let referred = |kind: NoteKind| {
            let marks = self.anatomy.paragraphs.iter().flat_map(|placed| &placed.raw.marks);
            marks.into_iter().any(|mark| mark.kind == kind)
        };
        if typed {
            Keeping::Typed
        } else if !referred(NoteKind::Foot) && referred(NoteKind::End) {
            Keeping::Real(NoteKind::End)
        } else {
            Keeping::Real(NoteKind::Foot)
        }
    }

    /// Gives what stands for a note that is put in.
    pub(super) fn new_note(&self, index: usize) -> Option<NewNote> {
        let note = self.plan.notes.get(index)?;
        match self.keeping() {
            Keeping::Typed => Some(NewNote::Typed(note.label.later.clone()?)),
            Keeping::Real(kind) => {
                let mut new = self.notes.new.borrow_mut();
                let next = self.anatomy.notes(kind).map_or(1, next_id) + i64::try_from(new.len()).unwrap_or(0);
                let id = *new.entry(index).or_insert(next);
                Some(NewNote::Real { element: names(kind).reference, id, custom: note.custom.clone() })
            }
        }
    }

    /// Changes notes that stand as text at the end, and adds those that are new.
    pub(super) fn typed_notes(&mut self) {
        if self.keeping() != Keeping::Typed {
            return;
        }
        let known = &self.report.resolutions.earlier.footnotes;
        let mut last: Option<usize> = None;
        let mut new = Vec::new();
        for note in &self.plan.notes {
            let own = known.iter().find(|known| Some(&known.label) == note.label.earlier.as_ref());
            let place = own.and_then(|own| own.place.paragraph).and_then(|number| self.anatomy.paragraph(number));
            let word = |state, text: &str| Piece { state, italic: false, content: Content::Text(text.to_owned()) };
            let labels = |note: &crate::render::docx::notes::Note| {
                Pair::new(note.label.earlier.clone().unwrap_or_default(), note.label.later.clone().unwrap_or_default())
            };
            match (&note.text.earlier, &note.text.later, place) {
                (Some(one), Some(two), Some(at)) => {
                    last = Some(at);
                    let labels = labels(note);
                    let mut pieces = changed_words(Pair::new(&labels.earlier, &labels.later));
                    pieces.push(word(State::Kept, " "));
                    pieces.extend(changed_words(Pair::new(one, two)));
                    if let Some(start) = self.find(&[at], &labels.earlier).map(|(_, start)| start) {
                        self.change_inside(&[at], start, &pieces, false);
                    }
                }
                (Some(_), None, Some(at)) => {
                    last = Some(at);
                    // The last paragraph of a document keeps its end.
                    let _ = self.remove(&[at], State::Deleted, Vec::new());
                }
                (None, Some(two), _) => {
                    let label = note.label.later.clone().unwrap_or_default();
                    new.push((last, vec![word(State::Inserted, &format!("{label}\t{two}"))]));
                }
                _ => {}
            }
        }
        let first = known.iter().filter_map(|note| self.anatomy.paragraph(note.place.paragraph?)).min();
        for (behind, pieces) in new {
            let behind = behind.or_else(|| first.and_then(|first| first.checked_sub(1)));
            let model = self.plain_model(first);
            let new = super::New {
                pieces,
                end: State::Inserted,
                paragraph: None,
                comment: Vec::new(),
                model,
                automatic: false,
            };
            self.new.entry(behind).or_default().push(new);
        }
    }

    /// Gives the part with notes, where anything in it changed: its name, and its XML.
    pub(super) fn notes_part(&self, kind: NoteKind, ink: &mut Ink) -> Option<(String, String)> {
        let part = self.anatomy.notes(kind);
        let mut xml = part.map(|part| part.text.xml.clone());
        let mut changed = part.is_some_and(|part| part.text.settled);
        let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for (index, (bound, id)) in &self.bound {
            let Some(part) = part.filter(|_| *bound == kind) else { continue };
            let note = &self.plan.notes[*index];
            let (Some(one), Some(two)) = (&note.text.earlier, &note.text.later) else { continue };
            if one != two {
                edits.extend(changed_note(part, id, Pair::new(one, two), ink).unwrap_or_default());
            }
        }
        edits.sort_by_key(|(range, _)| range.start);
        if let Some(xml) = &mut xml {
            let mut before = xml.len();
            for (range, text) in edits.into_iter().rev() {
                // Paragraphs inside paragraphs are none of Word's.
                if range.end <= before {
                    before = range.start;
                    changed = true;
                    xml.replace_range(range, &text);
                }
            }
        }
        if self.has_new_notes(kind) {
            let ids = self.notes.new.borrow();
            let all: String = ids.iter().map(|(index, id)| self.note(kind, *index, *id, ink)).collect();
            xml = package::append(&xml.unwrap_or_else(|| empty(kind)), &all);
            changed = true;
        }
        let names = names(kind);
        let name = part
            .map_or_else(|| package::beside(&self.anatomy.main, &format!("{}.xml", names.root)), |p| p.name.clone());
        xml.filter(|_| changed).map(|xml| (name, xml))
    }

    /// Writes a new note, set as one that is there.
    fn note(&self, kind: NoteKind, index: usize, id: i64, ink: &mut Ink) -> String {
        let names = names(kind);
        let look = Look::new(self.anatomy, kind);
        let note = &self.plan.notes[index];
        let text = note.text.later.clone().unwrap_or_default();
        let mark = match &note.custom {
            Some(custom) => run(&look.mark, custom, State::Inserted),
            None => format!("<w:r>{}<w:{}/></w:r>", look.mark, names.mark),
        };
        let gap = run(&look.text, &look.gap, State::Inserted);
        let words = run(&look.text, &text, State::Inserted);
        let inside = ink.within(State::Inserted, &format!("{mark}{gap}{words}"));
        format!("<w:{0} w:id=\"{id}\"><w:p>{1}{inside}</w:p></w:{0}>", names.note, look.props)
    }

    /// Tells whether a part with notes has to be made.
    pub(super) fn needs_part(&self, kind: NoteKind) -> bool {
        self.anatomy.notes(kind).is_none() && self.has_new_notes(kind)
    }

    /// Tells whether notes of a kind are put in.
    pub(super) fn has_new_notes(&self, kind: NoteKind) -> bool {
        self.keeping() == Keeping::Real(kind) && !self.notes.new.borrow().is_empty()
    }
}

/// Numbers the notes anew, and puts them in the order of their references, as Word does when it saves a document:
/// LibreOffice goes by that order, whatever the ids are. Gives the main part and the part with notes.
pub(super) fn in_order(body: &str, notes: &str, kind: NoteKind) -> Option<(String, String)> {
    let names = names(kind);
    let tag = format!("<w:{} ", names.reference);
    let root = Element::read(notes).filter(|root| root.name.strip_prefix("w:") == Some(names.root))?;
    let is_text = |note: &&Element<'_>| note.attribute("w:type").is_none_or(|kind| kind == "normal");
    let rules = root.elements().filter(|note| !is_text(note));
    let first = rules.filter_map(|note| note.attribute("w:id")?.parse::<i64>().ok()).max().unwrap_or(0).max(0) + 1;
    let text: BTreeMap<&str, &Element<'_>> =
        root.elements().filter(is_text).filter_map(|note| Some((note.attribute("w:id")?, note))).collect();
    let starts: Vec<usize> = body.match_indices(&tag).map(|(at, _)| at).collect();
    let referred = starts.iter().filter_map(|at| id_of(&body[*at..]).map(|id| &body[at + id.start..at + id.end]));
    // Those that nothing refers to come last.
    let mut order: Vec<&str> = Vec::new();
    for id in referred.chain(text.keys().copied()) {
        if text.contains_key(id) && !order.contains(&id) {
            order.push(id);
        }
    }
    let number: BTreeMap<&str, String> = (first..).zip(&order).map(|(number, id)| (*id, number.to_string())).collect();
    let renumbered = |xml: &str| -> Option<String> {
        let span = id_of(xml)?;
        let id = number.get(&xml[span.clone()])?;
        Some(format!("{}{id}{}", &xml[..span.start], &xml[span.end..]))
    };
    let mut new_body = body.to_owned();
    for at in starts.into_iter().rev() {
        if let Some(span) = id_of(&body[at..])
            && let Some(number) = number.get(&body[at + span.start..at + span.end])
        {
            new_body.replace_range(at + span.start..at + span.end, number);
        }
    }
    let before: usize = root.elements().find(is_text)?.at;
    let mut new_notes = notes[..before].to_owned();
    for id in &order {
        new_notes.push_str(&renumbered(text[id].whole)?);
    }
    let rest = root.elements().filter(|note| note.at > before && !is_text(note));
    new_notes.extend(rest.map(|note| note.whole));
    new_notes.push_str(&notes[notes.rfind("</")?..]);
    Some((new_body, new_notes))
}

/// Finds the value of `w:id` in the tag that a text begins with.
fn id_of(xml: &str) -> Option<std::ops::Range<usize>> {
    let end = xml.find('>')?;
    let name = " w:id=";
    let from = xml[..end].find(name)? + name.len() + 1;
    let to = from + xml[from..end].find(['"', '\''])?;
    Some(from..to)
}

/// Says how notes of a document are set.
struct Look {
    props: String,
    mark: String,
    text: String,
    gap: String,
}

impl Look {
    /// Takes the look of the last note; of the document's styles where there is none.
    fn new(anatomy: &Anatomy, kind: NoteKind) -> Self {
        let word = match kind {
            NoteKind::Foot => "footnote",
            NoteKind::End => "endnote",
        };
        let style = |name: &str, element: &str| {
            anatomy.style(name).map(|id| format!("<w:{element} w:val=\"{}\"/>", crate::render::docx::xml::escape(id)))
        };
        let mark =
            style(&format!("{word} reference"), "rStyle").unwrap_or("<w:vertAlign w:val=\"superscript\"/>".to_owned());
        let props = style(&format!("{word} text"), "pStyle").map(|style| format!("<w:pPr>{style}</w:pPr>"));
        let mut look = Self {
            props: props.unwrap_or_default(),
            mark: format!("<w:rPr>{mark}</w:rPr>"),
            text: String::new(),
            gap: "\t".to_owned(),
        };
        let last =
            anatomy.notes(kind).and_then(|part| Some((part, part.notes.iter().rev().find(|note| note.is_text)?)));
        let Some((part, note)) = last else { return look };
        let Some(line) = note.paragraphs.first().and_then(|raw| Line::read(raw, &part.text.xml)) else { return look };
        look.props = Props::of(line.props()).without(&["sectPr", "pPrChange"]).element("pPr");
        let names = names(kind);
        let has_mark = |run: &&Element<'_>| run.elements().any(|child| child.name == format!("w:{}", names.mark));
        if let Some(run) = line.runs.iter().find(has_mark) {
            look.mark = Props::of(run.child("w:rPr")).element("rPr");
        }
        if let Some(item) = line.items.iter().find(|item| !item.is_space() && !item.raised) {
            look.text = Props::of(line.run_props(item)).element("rPr");
        }
        look.gap = line
            .items
            .iter()
            .take_while(|item| item.is_space())
            .map(|item| match item.print {
                super::line::Print::Character(c) => c,
                super::line::Print::Reference(..) => ' ',
            })
            .collect();
        look
    }
}

/// Changes the words of a note.
fn changed_note(
    part: &NotesPart,
    id: &str,
    text: Pair<&String>,
    ink: &mut Ink,
) -> Option<Vec<(std::ops::Range<usize>, String)>> {
    let note = part.notes.iter().find(|note| note.is_text && note.id == id)?;
    let lines: Vec<Line<'_>> =
        note.paragraphs.iter().map(|raw| Line::read(raw, &part.text.xml)).collect::<Option<_>>()?;
    let pieces = changed_words(text.map(String::as_str));
    let words = Words { rows: vec![&pieces], breaks: vec![false], label: None, notes: &[] };
    // The mark that an author chose is typed before the note.
    let most = lines.iter().map(|line| line.items.len()).sum::<usize>().min(8);
    let each: Vec<&Line<'_>> = lines.iter().collect();
    let markups = (0..=most).find_map(|start| walk_from(&each, &words, start));
    let Some(markups) = markups else {
        // The words are not found again: the old ones go, the new ones come.
        let line = lines.first()?;
        let mut markup = super::walk::Markup::whole(line, State::Deleted);
        let piece = Piece { state: State::Inserted, italic: false, content: Content::Text(text.later.clone()) };
        markup.events.push((line.items.len(), Event::Insert(piece)));
        let mut all = vec![markup];
        all.extend(lines[1..].iter().map(|line| super::walk::Markup::whole(line, State::Deleted)));
        return written(note, &lines, &all, ink);
    };
    written(note, &lines, &markups, ink)
}

fn written(
    note: &crate::source::docx::story::RawNote,
    lines: &[Line<'_>],
    markups: &[super::walk::Markup],
    ink: &mut Ink,
) -> Option<Vec<(std::ops::Range<usize>, String)>> {
    let mut edits = Vec::new();
    for ((raw, line), markup) in note.paragraphs.iter().zip(lines).zip(markups) {
        if markup.is_quiet() {
            continue;
        }
        let inside = ink.paragraph(line, markup, &|_| None)?.concat();
        let props = line.props().map_or("", |props| props.whole);
        let text = format!("{}{props}{inside}</w:p>", line.start());
        edits.push((raw.element.start..raw.element.end, text));
    }
    Some(edits)
}

fn next_id(part: &NotesPart) -> i64 {
    let ids = part.notes.iter().filter_map(|note| note.id.parse::<i64>().ok());
    ids.max().unwrap_or(0).max(0) + 1
}

/// Gives a part with nothing but the rules above the notes.
fn empty(kind: NoteKind) -> String {
    let names = names(kind);
    let rule = |kind: &str, id: i32| {
        format!("<w:{0} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></w:{0}>", names.note)
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{0} \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{1}{2}</w:{0}>",
        names.root,
        rule("separator", -1),
        rule("continuationSeparator", 0)
    )
}

/// Gives the properties of the run of a reference to a note, as those that are there have them.
pub(super) fn reference_props(anatomy: &Anatomy, lines: &[Option<Line<'_>>]) -> String {
    let found = lines.iter().flatten().find_map(|line| {
        let item = line.items.iter().find(|item| matches!(item.print, super::line::Print::Reference(..)))?;
        line.run_props(item)
    });
    match found {
        Some(props) => format!("<w:rPr>{}</w:rPr>", inside(props)),
        None => Look::new(anatomy, NoteKind::Foot).mark,
    }
}
