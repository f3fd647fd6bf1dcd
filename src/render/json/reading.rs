//! JSON of this program to the resolution it was made from.

use super::text::{Label, Str, Text, WireBase, WireParagraph, WirePosition, Words};
use super::{SCHEMA_VERSION, byte_of};
use crate::diagnostic::{Diagnostic, Parsed};
use crate::pair::Side;
use crate::resolution::{
    self, Base, InnerVerb, Locator, Masthead, Opening, Paragraph, Resolution, Role, Session, SessionKind, Symbol,
};
use crate::source::{DecodeError, Format, Mark, Note};
use crate::span::Span;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// Reads the JSON of a resolution or, where a side is named, that side of a report.
pub(crate) fn read(bytes: &[u8], side: Option<Side>) -> Result<Parsed<Resolution>, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: Head = from_slice(bytes)?;
    if let Some(version) = &head.schema_version
        && version.split('.').next() != SCHEMA_VERSION.split('.').next()
    {
        let detail = format!("its schema_version is {version}, and only 1 is read (written by {SCHEMA_VERSION})");
        return Err(DecodeError::malformed(Format::Json, detail));
    }
    if side.is_none() && head.earlier.is_some() && head.later.is_some() {
        let detail = "it is a report on two texts; #earlier or #later after its name reads one of them";
        return Err(DecodeError::malformed(Format::Json, detail));
    }
    let text = match side {
        None => from_slice::<Text>(bytes)?,
        Some(Side::Earlier) => from_slice::<Earlier>(bytes)?.earlier,
        Some(Side::Later) => from_slice::<Later>(bytes)?.later,
    };
    parsed(text).map_err(|detail| DecodeError::malformed(Format::Json, detail))
}

fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|cause| DecodeError::caused_by(Format::Json, cause))
}

#[derive(Deserialize)]
struct Head {
    schema_version: Option<String>,
    earlier: Option<IgnoredAny>,
    later: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Earlier<'a> {
    earlier: Text<'a>,
}

#[derive(Deserialize)]
struct Later<'a> {
    later: Text<'a>,
}

fn parsed(text: Text<'_>) -> Result<Parsed<Resolution>, String> {
    let mut ids = BTreeMap::new();
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        if ids.insert(paragraph.id.to_string(), index).is_some() {
            return Err(format!("two paragraphs have the id {}", paragraph.id));
        }
    }
    let masthead = Masthead {
        symbol: text.symbol.map(|symbol| Symbol(symbol.into_owned())),
        organ: owned(text.organ),
        session: text
            .session
            .map(|number| Session { kind: text.session_kind.map_or(SessionKind::Regular, Into::into), number }),
        session_words: owned(text.session_words),
        agenda_item: owned(text.agenda_item),
        report: owned(text.report),
        title: owned(text.title),
        number: owned(text.number),
        distribution: owned(text.distribution),
        distribution_date: owned(text.distribution_date),
        meeting: owned(text.meeting),
        adoption_date: owned(text.adoption_date),
        sponsors: list(text.sponsors),
        other: list(text.other),
    };
    let paragraphs = text
        .paragraphs
        .into_iter()
        .enumerate()
        .map(|(index, wire)| {
            let id = wire.id.to_string();
            paragraph(wire, index, &ids).map_err(|what| format!("paragraph {id}: {what}"))
        })
        .collect::<Result<_, _>>()?;
    let footnotes = text.footnotes.into_iter().map(|note| Note {
        label: note.label.to_string(),
        text: note.text.into_owned(),
        place: note.place,
    });
    let diagnostics = text.diagnostics.unwrap_or_default().into_iter().map(|diagnostic| Diagnostic {
        kind: diagnostic.kind,
        place: diagnostic.place,
        excerpt: diagnostic.excerpt.into_owned(),
    });
    Ok(Parsed {
        value: Resolution {
            masthead,
            paragraphs,
            footnotes: footnotes.collect(),
            closing: list(text.closing),
            furniture: text.furniture.into_iter().map(|furniture| furniture.into_owned()).collect(),
        },
        diagnostics: diagnostics.collect(),
    })
}

fn owned(field: Option<Str<'_>>) -> Option<String> {
    field.map(Str::into_owned)
}

fn list(fields: Vec<Str<'_>>) -> Vec<String> {
    fields.into_iter().map(Str::into_owned).collect()
}

fn paragraph(wire: WireParagraph<'_>, index: usize, ids: &BTreeMap<String, usize>) -> Result<Paragraph, String> {
    let text = wire.text.into_owned();
    let other = |id: Option<Str<'_>>| match id {
        Some(id) => ids.get(id.as_ref()).copied().map(Some).ok_or_else(|| format!("there is no paragraph {id}")),
        None => Ok(None),
    };
    let parent = other(wire.parent)?;
    if parent.is_some_and(|parent| parent >= index) {
        return Err("its parent stands after it".to_owned());
    }
    let (opening, inner) = match wire.opening {
        Some(opening) => {
            let opening = match opening {
                Some(opening) => Some(Opening {
                    span: span(&opening.at, &text)?,
                    lemma: wire.verb.map(Str::into_owned).unwrap_or_default(),
                    qualifiers: list(wire.qualifiers),
                    repeats: list(wire.repeats),
                    known: opening.known,
                }),
                None => None,
            };
            let inner = wire.inner_verbs.into_iter().map(|verb| {
                Ok::<_, String>(InnerVerb {
                    span: span(&verb.at, &text)?,
                    lemma: verb.verb.into_owned(),
                    qualifiers: list(verb.qualifiers),
                })
            });
            (opening, inner.collect::<Result<_, _>>()?)
        }
        None => resolution::verbs(wire.role, &text),
    };
    let marks = if wire.marks.is_empty() {
        // A file that only counts the notes has their marks at the end.
        wire.footnotes.iter().map(|label| mark(text.len(), label)).collect()
    } else {
        let marks = wire.marks.iter().map(|wire| {
            let at = byte_of(&text, wire.at).ok_or_else(|| format!("a mark at {} is beyond its text", wire.at))?;
            Ok(mark(at, &wire.label))
        });
        marks.collect::<Result<_, String>>()?
    };
    Ok(Paragraph {
        id: wire.id.into_owned(),
        locator: match wire.position {
            Some(position) => locator(position)?,
            None => printed_locator(&wire.locator, wire.role, index),
        },
        role: wire.role,
        enumerator: owned(wire.enumerator),
        level: wire.level,
        parent,
        heading: other(wire.heading)?,
        resumes: other(wire.resumes)?,
        opening,
        inner,
        marks,
        place: wire.place,
        text,
    })
}

/// Takes a locator as it is printed ("A OP 5 bis (b) (ii)") apart, for files that other programs wrote.
fn printed_locator(printed: &str, role: Role, index: usize) -> Locator {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u32>().ok());
    let is_step = |word: &&str| word.starts_with('(') || *word == "cont.";
    let found = words.iter().enumerate().find_map(|(at, word)| {
        let end = (at + 1..words.len()).find(|&end| is_step(&words[end])).unwrap_or(words.len());
        let base = match *word {
            "Organ" => Base::Organ,
            "PP" => Base::Preambular(words[at + 1..end].join(" ")),
            "OP" => Base::Operative(words[at + 1..end].join(" ")),
            "Heading" => Base::Heading(number(at + 1)?),
            "Text" => Base::Other(number(at + 1)?),
            _ => return None,
        };
        Some((at, base, end))
    });
    let plain = |base: Base| Locator { annex: None, part: None, base, path: Vec::new(), resumed: 0 };
    let Some((at, base, end)) = found else {
        return plain(match role {
            Role::Annex if !printed.is_empty() => Base::Annex(printed.to_owned()),
            _ => Base::Other(u32::try_from(index + 1).unwrap_or(u32::MAX)),
        });
    };
    let mut steps = words[end..].split(|word| *word == "cont.");
    let path = steps.next().unwrap_or_default().iter().map(|step| (*step).to_owned()).collect();
    let resumed = steps.next().map_or(0, |count| count.first().and_then(|count| count.parse().ok()).unwrap_or(1));
    let part = (at > 0).then(|| words[..at].join(" "));
    Locator { part, path, resumed, ..plain(base) }
}

fn mark(at: usize, label: &Label<'_>) -> Mark {
    Mark { at, label: label.to_string() }
}

fn span(words: &Words<'_>, text: &str) -> Result<Span, String> {
    match (byte_of(text, words.start), byte_of(text, words.end)) {
        (Some(start), Some(end)) if start <= end => Ok(Span::new(start, end)),
        _ => Err(format!("{} to {} is not a part of its text", words.start, words.end)),
    }
}

fn locator(position: WirePosition<'_>) -> Result<Locator, String> {
    let words = position.number.map(Str::into_owned).unwrap_or_default();
    let number = || words.parse::<u32>().map_err(|_| format!("\"{words}\" is no number of a {:?}", position.base));
    Ok(Locator {
        base: match position.base {
            WireBase::Organ => Base::Organ,
            WireBase::Heading => Base::Heading(number()?),
            WireBase::Other => Base::Other(number()?),
            WireBase::Preambular => Base::Preambular(words),
            WireBase::Operative => Base::Operative(words),
            WireBase::Annex => Base::Annex(words),
        },
        annex: owned(position.annex),
        part: owned(position.part),
        path: list(position.path),
        resumed: position.resumed,
    })
}
