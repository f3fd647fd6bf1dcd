//! A Word document to the XML of its parts and where its text stands in it, for those who revise the document.

use super::package::Package;
use super::paragraphs::list;
use super::settle::settled;
use super::story::{self, NoteKind, Raw, RawNote, Story};
use super::styles::Styles;
use super::{first, numbering};
use crate::source::word::lists::{Counters, Lists};
use crate::source::{DecodeError, DecodeOptions, Format};
use crate::span::Span;

/// Holds the parts of a Word document that have text, in the state in which they were read: without tracked changes.
pub(crate) struct Anatomy {
    /// Name of the main part.
    pub(crate) main: String,
    pub(crate) body: Text,
    /// Paragraphs of the main part in reading order.
    pub(crate) paragraphs: Vec<Placed>,
    /// Tables of the main part that stand in no other.
    pub(crate) tables: Vec<Span>,
    pub(crate) footnotes: Option<NotesPart>,
    pub(crate) endnotes: Option<NotesPart>,
    /// Name and XML.
    pub(crate) comments: Option<(String, String)>,
    pub(crate) settings: Option<(String, String)>,
    pub(crate) lists: Lists,
    styles: Styles,
    /// Where the paragraphs that the reader counted are among those of this state.
    numbers: Vec<Option<usize>>,
}

/// Holds the XML of a part.
pub(crate) struct Text {
    pub(crate) xml: String,
    /// Whether tracked changes were taken out of it.
    pub(crate) settled: bool,
}

/// Holds a part with notes.
pub(crate) struct NotesPart {
    pub(crate) name: String,
    pub(crate) text: Text,
    pub(crate) notes: Vec<RawNote>,
}

/// Holds one paragraph of the main part.
pub(crate) struct Placed {
    pub(crate) raw: Raw,
    /// The number that Word prints before it.
    pub(crate) label: Option<String>,
    /// List and level that it is counted in.
    pub(crate) list: Option<(u32, u8)>,
}

impl Anatomy {
    /// Reads a Word document as [`decode`](crate::source::decode) does with the same options.
    pub(crate) fn read(bytes: &[u8], options: &DecodeOptions) -> Result<Self, DecodeError> {
        let mut package = Package::open(bytes, options.limits)?;
        let main = package.main_document()?;
        let relations = package.relations(&main)?;
        let styles = first(&mut package, &relations, "styles", Styles::read)?;
        let lists = first(&mut package, &relations, "numbering", numbering::read)?;
        let named = |package: &mut Package<'_>, kind: &str| -> Result<Option<(String, String)>, DecodeError> {
            let Some(name) = relations.of_kind(kind).next().map(str::to_owned) else { return Ok(None) };
            Ok(package.part(&name)?.map(|text| (name, text)))
        };
        let xml = package.part(&main)?.unwrap_or_default();
        let read = |xml: &str| story::read(xml, &styles, options.revisions);
        let settle = |xml: String| -> Result<(Text, Story, Story), DecodeError> {
            let before = read(&xml)?;
            if before.revised.is_none() {
                let story = read(&xml)?;
                return Ok((Text { xml, settled: false }, before, story));
            }
            let xml = settled(&xml, options.revisions)
                .ok_or_else(|| DecodeError::malformed(Format::Docx, "its XML is nested too deep"))?;
            let story = read(&xml)?;
            Ok((Text { xml, settled: true }, before, story))
        };
        let (body, before, story) = settle(xml)?;
        let notes = |part: Option<(String, String)>| -> Result<Option<NotesPart>, DecodeError> {
            let Some((name, xml)) = part else { return Ok(None) };
            let (text, _, story) = settle(xml)?;
            Ok(Some(NotesPart { name, text, notes: story.notes }))
        };
        let footnotes = notes(named(&mut package, "footnotes")?)?;
        let endnotes = notes(named(&mut package, "endnotes")?)?;
        let numbers = numbers(&before.paragraphs, &story.paragraphs);
        let mut counters = Counters::default();
        let place = |raw: Raw| {
            let list = list(&raw, &styles.complete(&raw.props), &styles, &lists);
            let label = list.and_then(|(list, level)| counters.label(&lists, list, level));
            Placed { raw, label, list }
        };
        Ok(Self {
            paragraphs: story.paragraphs.into_iter().map(place).collect(),
            tables: story.tables,
            comments: named(&mut package, "comments")?,
            settings: named(&mut package, "settings")?,
            main,
            body,
            footnotes,
            endnotes,
            lists,
            styles,
            numbers,
        })
    }

    /// Finds the paragraph that a [`Place`](crate::diagnostic::Place) names.
    pub(crate) fn paragraph(&self, number: u32) -> Option<usize> {
        *self.numbers.get(usize::try_from(number).ok()?)?
    }

    /// Gives the id of the style with a name, whatever its case.
    pub(crate) fn style(&self, name: &str) -> Option<&str> {
        self.styles.id_of(name)
    }

    /// Gives the notes of a kind.
    pub(crate) fn notes(&self, kind: NoteKind) -> Option<&NotesPart> {
        match kind {
            NoteKind::Foot => self.footnotes.as_ref(),
            NoteKind::End => self.endnotes.as_ref(),
        }
    }
}

/// Finds each paragraph of one reading in another, by its text; those without text have no place.
fn numbers(before: &[Raw], after: &[Raw]) -> Vec<Option<usize>> {
    let mut next = 0;
    let find = |raw: &Raw| {
        if raw.text.is_empty() {
            return None;
        }
        let found = next + after[next..].iter().position(|other| other.text == raw.text)?;
        next = found + 1;
        Some(found)
    };
    before.iter().map(find).collect()
}
