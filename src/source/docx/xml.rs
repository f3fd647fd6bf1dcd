//! The XML of one part to tokens: names without prefixes, namespaces resolved, entities of the part's own never followed.

use crate::source::{DecodeError, Format};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::borrow::Cow;

/// How deep elements may be nested. Word itself stays below 100.
const DEPTH: usize = 2048;

/// Names the namespaces that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Markup compatibility: alternatives of which one is read.
    Alternatives,
    /// Placement of drawings.
    Drawing,
    /// Formulas.
    Math,
    /// Any other.
    Other,
}

/// Holds one step through a part.
pub(crate) enum Token<'x> {
    Open(Tag<'x>),
    Close,
    Text(Cow<'x, str>),
}

/// Holds the start of an element.
pub(crate) struct Tag<'x> {
    pub(crate) space: Space,
    start: BytesStart<'x>,
}

impl Tag<'_> {
    /// Gives the name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Tells whether it is an element of WordprocessingML with this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.space == Space::Word && self.name() == name
    }

    /// Gives an attribute by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| {
            let local = attribute.key.local_name();
            local.into_inner() == name && attribute.key.prefix().is_none_or(|prefix| prefix.into_inner() != "xmlns")
        })?;
        Some(unescape(&found.value).into_owned())
    }

    /// Gives `w:val`.
    pub(crate) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Gives `w:val` as a number.
    pub(crate) fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.value()?.trim().parse().ok()
    }

    /// Tells whether a property that can be switched is on: it is unless it says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        !self.value().is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Tells whether a part can be read to its end.
pub(crate) fn is_well_formed(text: &str) -> bool {
    let mut xml = Xml::new(text);
    loop {
        match xml.next() {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// Reads one part.
pub(crate) struct Xml<'x> {
    reader: NsReader<&'x [u8]>,
    depth: usize,
    /// Byte at which the token before the next one begins.
    at: usize,
}

impl<'x> Xml<'x> {
    /// Begins at the start of a part.
    pub(crate) fn new(text: &'x str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, at: 0 }
    }

    /// Gives the next token; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'x>>, DecodeError> {
        loop {
            self.at = self.end();
            let (space, event) =
                self.reader.read_resolved_event().map_err(|error| DecodeError::caused_by(Format::Docx, error))?;
            match event {
                Event::Start(start) => {
                    let space = space_of(&space);
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(DecodeError::malformed(Format::Docx, "its XML is nested too deep"));
                    }
                    return Ok(Some(Token::Open(Tag { space, start })));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Token::Close));
                }
                Event::Text(text) => return Ok(Some(Token::Text(text.into_inner()))),
                Event::CData(text) => return Ok(Some(Token::Text(text.into_inner()))),
                Event::GeneralRef(reference) => {
                    // What a document type defines is never looked up: an unknown entity stays as it is written.
                    let name = reference.into_inner();
                    let whole = format!("&{name};");
                    return Ok(Some(Token::Text(Cow::Owned(unescape(&whole).into_owned()))));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(DecodeError::malformed(Format::Docx, "its XML ends too early"));
                }
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Gives the byte at which the last token began.
    pub(crate) fn start(&self) -> usize {
        self.at
    }

    /// Gives the byte after the last token.
    pub(crate) fn end(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Reads past the end of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), DecodeError> {
        self.children(|_, _| Ok(()))
    }

    /// Gives each child of the element that was opened last, and reads past its end. What `each` leaves unread of a child
    /// is skipped.
    pub(crate) fn children(
        &mut self,
        mut each: impl FnMut(&mut Self, &Tag<'x>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next()? {
                Some(Token::Open(tag)) => {
                    let before = self.depth;
                    if before == outside + 2 {
                        each(self, &tag)?;
                    }
                    // Unless `each` has read past the child's end, the loop goes on inside it.
                }
                Some(Token::Close | Token::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }
}

fn space_of(found: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(namespace) = found else { return Space::Other };
    match namespace.0 {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Alternatives,
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Space::Drawing,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        _ => Space::Other,
    }
}

/// Resolves the entities that XML itself defines, and those for characters; leaves others as they are.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|end| *end <= 12).and_then(|end| Some((character(&rest[1..end])?, end)));
        match entity {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
