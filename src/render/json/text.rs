//! A resolution as it stands in JSON: the same object for `parse`, and for each side of a report.

use super::{GENERATOR, SCHEMA_VERSION, characters, words};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Parsed, Place, Severity};
use crate::pair::Side;
use crate::render::messages;
use crate::resolution::{Base, InnerVerb, Locator, Masthead, Opening, Paragraph, Resolution, Role, SessionKind};
use crate::source::{Furniture, Mark, Note};
use crate::span::Span;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// A text of the wire format, borrowed where it is written and owned where it is read.
pub(super) type Str<'a> = Cow<'a, str>;

/// Holds a resolution. `schema_version`, `generator` and `diagnostics` stand only at the top of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Text<'a> {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub schema_version: Option<Str<'a>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub generator: Option<Str<'a>>,
    #[serde(default)]
    pub symbol: Option<Str<'a>>,
    #[serde(default)]
    pub title: Option<Str<'a>>,
    #[serde(default)]
    pub session: Option<u16>,
    #[serde(default)]
    pub session_kind: Option<WireSessionKind>,
    #[serde(default)]
    pub session_words: Option<Str<'a>>,
    #[serde(default)]
    pub organ: Option<Str<'a>>,
    #[serde(default)]
    pub number: Option<Str<'a>>,
    #[serde(default)]
    pub agenda_item: Option<Str<'a>>,
    #[serde(default)]
    pub report: Option<Str<'a>>,
    #[serde(default)]
    pub distribution: Option<Str<'a>>,
    #[serde(default)]
    pub distribution_date: Option<Str<'a>>,
    #[serde(default)]
    pub meeting: Option<Str<'a>>,
    #[serde(default)]
    pub adoption_date: Option<Str<'a>>,
    #[serde(default)]
    pub sponsors: Vec<Str<'a>>,
    #[serde(default)]
    pub other: Vec<Str<'a>>,
    pub paragraphs: Vec<WireParagraph<'a>>,
    #[serde(default)]
    pub footnotes: Vec<WireNote<'a>>,
    #[serde(default)]
    pub closing: Vec<Str<'a>>,
    #[serde(default)]
    pub furniture: Vec<Cow<'a, Furniture>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub diagnostics: Option<Vec<WireDiagnostic<'a>>>,
}

impl<'a> Text<'a> {
    /// Makes the object of a file.
    pub(super) fn of_file(parsed: &'a Parsed<Resolution>) -> Self {
        Self {
            schema_version: Some(SCHEMA_VERSION.into()),
            generator: Some(GENERATOR.into()),
            diagnostics: Some(parsed.diagnostics.iter().map(WireDiagnostic::of).collect()),
            ..Self::of_side(&parsed.value)
        }
    }

    /// Makes the object of one side of a report.
    pub(super) fn of_side(resolution: &'a Resolution) -> Self {
        let Masthead {
            symbol,
            organ,
            session,
            session_words,
            agenda_item,
            report,
            title,
            number,
            distribution,
            distribution_date,
            meeting,
            adoption_date,
            sponsors,
            other,
        } = &resolution.masthead;
        Self {
            schema_version: None,
            generator: None,
            symbol: symbol.as_ref().map(|symbol| symbol.0.as_str().into()),
            title: option(title),
            session: session.map(|session| session.number),
            session_kind: session.map(|session| session.kind.into()),
            session_words: option(session_words),
            organ: option(organ),
            number: option(number),
            agenda_item: option(agenda_item),
            report: option(report),
            distribution: option(distribution),
            distribution_date: option(distribution_date),
            meeting: option(meeting),
            adoption_date: option(adoption_date),
            sponsors: list(sponsors),
            other: list(other),
            paragraphs: resolution.paragraphs.iter().map(|p| WireParagraph::of(p, resolution)).collect(),
            footnotes: resolution.footnotes.iter().map(WireNote::of).collect(),
            closing: list(&resolution.closing),
            furniture: resolution.furniture.iter().map(Cow::Borrowed).collect(),
            diagnostics: None,
        }
    }
}

fn option(field: &Option<String>) -> Option<Str<'_>> {
    field.as_deref().map(Cow::Borrowed)
}

fn list(fields: &[String]) -> Vec<Str<'_>> {
    fields.iter().map(|field| field.as_str().into()).collect()
}

/// Names the kind of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WireSessionKind {
    Regular,
    Special,
    EmergencySpecial,
}

impl From<SessionKind> for WireSessionKind {
    fn from(kind: SessionKind) -> Self {
        match kind {
            SessionKind::Regular => Self::Regular,
            SessionKind::Special => Self::Special,
            SessionKind::EmergencySpecial => Self::EmergencySpecial,
        }
    }
}

impl From<WireSessionKind> for SessionKind {
    fn from(kind: WireSessionKind) -> Self {
        match kind {
            WireSessionKind::Regular => Self::Regular,
            WireSessionKind::Special => Self::Special,
            WireSessionKind::EmergencySpecial => Self::EmergencySpecial,
        }
    }
}

/// Holds a paragraph. Other paragraphs are named by their id.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireParagraph<'a> {
    pub id: Str<'a>,
    #[serde(default)]
    pub locator: Str<'a>,
    pub role: Role,
    #[serde(default)]
    pub enumerator: Option<Str<'a>>,
    #[serde(default)]
    pub verb: Option<Str<'a>>,
    pub text: Str<'a>,
    #[serde(default)]
    pub footnotes: Vec<Label<'a>>,
    #[serde(default)]
    pub level: u8,
    #[serde(default)]
    pub parent: Option<Str<'a>>,
    #[serde(default)]
    pub heading: Option<Str<'a>>,
    #[serde(default)]
    pub resumes: Option<Str<'a>>,
    #[serde(default)]
    pub qualifiers: Vec<Str<'a>>,
    #[serde(default)]
    pub repeats: Vec<Str<'a>>,
    /// Absent where nobody looked for one; `null` where there is none.
    #[serde(default, deserialize_with = "present")]
    pub opening: Option<Option<WireOpening<'a>>>,
    #[serde(default)]
    pub inner_verbs: Vec<WireInnerVerb<'a>>,
    #[serde(default)]
    pub marks: Vec<WireMark<'a>>,
    #[serde(default)]
    pub position: Option<WirePosition<'a>>,
    #[serde(default)]
    pub place: Place,
}

impl<'a> WireParagraph<'a> {
    fn of(paragraph: &'a Paragraph, resolution: &'a Resolution) -> Self {
        let id = |index: Option<usize>| index.and_then(|i| resolution.paragraphs.get(i)).map(|p| p.id.as_str().into());
        let text = paragraph.text.as_str();
        let opening = paragraph.opening.as_ref();
        Self {
            id: paragraph.id.as_str().into(),
            locator: messages::locator(&paragraph.locator).into(),
            role: paragraph.role,
            enumerator: option(&paragraph.enumerator),
            verb: opening.map(|opening| opening.lemma.as_str().into()),
            text: text.into(),
            footnotes: paragraph.marks.iter().map(|mark| Label::of(&mark.label)).collect(),
            level: paragraph.level,
            parent: id(paragraph.parent),
            heading: id(paragraph.heading),
            resumes: id(paragraph.resumes),
            qualifiers: opening.map(|opening| list(&opening.qualifiers)).unwrap_or_default(),
            repeats: opening.map(|opening| list(&opening.repeats)).unwrap_or_default(),
            opening: Some(opening.map(|opening| WireOpening::of(opening, text))),
            inner_verbs: paragraph.inner.iter().map(|verb| WireInnerVerb::of(verb, text)).collect(),
            marks: paragraph.marks.iter().map(|mark| WireMark::of(mark, text)).collect(),
            position: Some(WirePosition::of(&paragraph.locator)),
            place: paragraph.place,
        }
    }
}

/// Reads a field that is there, even if it is `null`.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}

/// Holds the label of a note: a number where it is one, so that `footnotes` compares with numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Label<'a> {
    Number(u32),
    Words(Str<'a>),
}

impl<'a> Label<'a> {
    fn of(label: &'a str) -> Self {
        match label.parse::<u32>() {
            // "07" and "+7" would not come back as they were.
            Ok(number) if number.to_string() == label => Self::Number(number),
            _ => Self::Words(label.into()),
        }
    }
}

impl std::fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// Holds words of a text with their place in it, in characters.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Words<'a> {
    pub start: usize,
    pub end: usize,
    #[serde(default)]
    pub words: Str<'a>,
}

impl<'a> Words<'a> {
    pub(super) fn of(span: Span, text: &'a str) -> Self {
        Self { start: characters(text, span.start), end: characters(text, span.end), words: words(text, span).into() }
    }

    /// Copies the words, so that they outlive a text that was only joined for them.
    pub(super) fn owned(span: Span, text: &str) -> Words<'static> {
        let Words { start, end, words } = Words::of(span, text);
        Words { start, end, words: words.into_owned().into() }
    }
}

/// Holds the place of the opening; its verb stands at the paragraph itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireOpening<'a> {
    #[serde(flatten)]
    pub at: Words<'a>,
    #[serde(default)]
    pub known: bool,
}

impl<'a> WireOpening<'a> {
    fn of(opening: &Opening, text: &'a str) -> Self {
        Self { at: Words::of(opening.span, text), known: opening.known }
    }
}

/// Holds a verb inside a paragraph.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireInnerVerb<'a> {
    pub verb: Str<'a>,
    #[serde(default)]
    pub qualifiers: Vec<Str<'a>>,
    #[serde(flatten)]
    pub at: Words<'a>,
}

impl<'a> WireInnerVerb<'a> {
    fn of(verb: &'a InnerVerb, text: &'a str) -> Self {
        Self { verb: verb.lemma.as_str().into(), qualifiers: list(&verb.qualifiers), at: Words::of(verb.span, text) }
    }
}

/// Holds a reference to a note, by the character before which it stands.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireMark<'a> {
    pub at: usize,
    pub label: Label<'a>,
}

impl<'a> WireMark<'a> {
    fn of(mark: &'a Mark, text: &str) -> Self {
        Self { at: characters(text, mark.at), label: Label::of(&mark.label) }
    }
}

/// Holds a note.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireNote<'a> {
    pub label: Label<'a>,
    pub text: Str<'a>,
    #[serde(default)]
    pub place: Place,
}

impl<'a> WireNote<'a> {
    fn of(note: &'a Note) -> Self {
        Self { label: Label::of(&note.label), text: note.text.as_str().into(), place: note.place }
    }
}

/// Holds a locator taken apart. A number is a string throughout, since "5 bis" is one too.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WirePosition<'a> {
    #[serde(default)]
    pub annex: Option<Str<'a>>,
    #[serde(default)]
    pub part: Option<Str<'a>>,
    pub base: WireBase,
    #[serde(default)]
    pub number: Option<Str<'a>>,
    #[serde(default)]
    pub path: Vec<Str<'a>>,
    #[serde(default)]
    pub resumed: u32,
}

/// Names the kinds of [`Base`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum WireBase {
    Organ,
    Preambular,
    Operative,
    Heading,
    Annex,
    Other,
}

impl<'a> WirePosition<'a> {
    fn of(locator: &'a Locator) -> Self {
        let (base, number) = match &locator.base {
            Base::Organ => (WireBase::Organ, None),
            Base::Preambular(n) => (WireBase::Preambular, Some(n.as_str().into())),
            Base::Operative(n) => (WireBase::Operative, Some(n.as_str().into())),
            Base::Heading(n) => (WireBase::Heading, Some(n.to_string().into())),
            Base::Annex(n) => (WireBase::Annex, Some(n.as_str().into())),
            Base::Other(n) => (WireBase::Other, Some(n.to_string().into())),
        };
        Self {
            annex: option(&locator.annex),
            part: option(&locator.part),
            base,
            number,
            path: list(&locator.path),
            resumed: locator.resumed,
        }
    }
}

/// Holds a diagnostic. `side` stands only in a report; `message` says for people what `kind` says for programs.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireDiagnostic<'a> {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub side: Option<Option<Side>>,
    pub kind: DiagnosticKind,
    #[serde(default = "note")]
    pub severity: Severity,
    #[serde(default)]
    pub place: Place,
    #[serde(default)]
    pub excerpt: Str<'a>,
    #[serde(default)]
    pub message: Str<'a>,
}

fn note() -> Severity {
    Severity::Note
}

impl<'a> WireDiagnostic<'a> {
    /// Makes the object of a file's diagnostic.
    pub(super) fn of(diagnostic: &'a Diagnostic) -> Self {
        Self {
            side: None,
            kind: diagnostic.kind,
            severity: diagnostic.severity(),
            place: diagnostic.place,
            excerpt: diagnostic.excerpt.as_str().into(),
            message: messages::diagnostic(diagnostic).into(),
        }
    }

    /// Makes the object of a report's diagnostic; no side means both.
    pub(super) fn of_side(side: Option<Side>, diagnostic: &'a Diagnostic) -> Self {
        Self { side: Some(side), ..Self::of(diagnostic) }
    }
}
