//! The XML of a part with tracked changes to the XML of one of its two states, everything else as it is written.

use crate::source::Revisions;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;

/// How deep elements may be nested to be taken apart. Word itself stays below 100.
const DEPTH: usize = 250;

/// Holds an element as written.
#[derive(Debug, Clone)]
pub(crate) struct Element<'x> {
    /// With its prefix: "w:p".
    pub(crate) name: &'x str,
    /// Its start tag; the whole of it where it is empty.
    pub(crate) start: &'x str,
    pub(crate) children: Vec<Node<'x>>,
    /// Empty where the start tag is the whole.
    pub(crate) end: &'x str,
    /// Byte of the text at which it begins.
    pub(crate) at: usize,
    /// The whole of it, as written.
    pub(crate) whole: &'x str,
}

/// Holds an element, or what stands between elements.
#[derive(Debug, Clone)]
pub(crate) enum Node<'x> {
    Element(Element<'x>),
    Other(Cow<'x, str>),
}

impl<'x> Element<'x> {
    /// Reads the element that a text consists of, what stands before and after it left out. Gives `None` where it is not
    /// well-formed, or nested too deep.
    pub(crate) fn read(text: &'x str) -> Option<Self> {
        read(text)?.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Other(_) => None,
        })
    }

    /// Gives the elements inside.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element<'x>> {
        self.children.iter().filter_map(Node::element)
    }

    /// Gives the first element inside with a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element<'x>> {
        self.elements().find(|element| element.name == name)
    }

    /// Gives an attribute of its start tag, by its name with the prefix, as written.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'x str> {
        let mut rest = self.start;
        loop {
            let at = rest.find(name)?;
            let spaced = rest[..at].ends_with(char::is_whitespace);
            rest = &rest[at + name.len()..];
            if let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| spaced) {
                let value = value.trim_start();
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                return value[1..].split(quote).next();
            }
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.start);
        write(&self.children, out);
        out.push_str(self.end);
    }
}

impl<'x> Node<'x> {
    /// Gives the element that it is.
    pub(crate) fn element(&self) -> Option<&Element<'x>> {
        match self {
            Node::Element(element) => Some(element),
            Node::Other(_) => None,
        }
    }

    fn is(&self, name: &str) -> bool {
        self.element().is_some_and(|element| element.name == name)
    }
}

/// Takes a text apart.
fn read(text: &str) -> Option<Vec<Node<'_>>> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut top = Vec::new();
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let to = usize::try_from(reader.buffer_position()).ok()?;
        let piece = text.get(from..to)?;
        let node = match event {
            Event::Eof => return open.is_empty().then_some(top),
            Event::Start(_) => {
                if open.len() >= DEPTH {
                    return None;
                }
                open.push(Element {
                    name: name(piece),
                    start: piece,
                    children: Vec::new(),
                    end: "",
                    at: from,
                    whole: "",
                });
                continue;
            }
            Event::Empty(_) => {
                let name = name(piece);
                Node::Element(Element { name, start: piece, children: Vec::new(), end: "", at: from, whole: piece })
            }
            Event::End(_) => {
                let mut element = open.pop()?;
                element.end = piece;
                element.whole = text.get(element.at..to)?;
                Node::Element(element)
            }
            _ => Node::Other(Cow::Borrowed(piece)),
        };
        open.last_mut().map_or(&mut top, |element| &mut element.children).push(node);
    }
}

fn name(tag: &str) -> &str {
    let inside = tag.trim_start_matches('<');
    let end = inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(inside.len());
    &inside[..end]
}

fn write(nodes: &[Node<'_>], out: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => element.write(out),
            Node::Other(text) => out.push_str(text),
        }
    }
}

/// Gives a part in one state. The prefix of its elements must be `w`, as Word and all others write it; gives `None` where
/// it cannot be taken apart.
pub(super) fn settled(text: &str, revisions: Revisions) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    write(&settle(read(text)?, revisions), &mut out);
    Some(out)
}

/// Holds a paragraph whose end is not there in this state: what follows its properties belongs to the next one.
struct Unended<'x> {
    whole: Element<'x>,
}

impl<'x> Unended<'x> {
    fn content(self) -> impl Iterator<Item = Node<'x>> {
        self.whole.children.into_iter().filter(|node| !node.is("w:pPr"))
    }

    /// Gives the paragraph itself, where nothing continues it; none where it holds nothing.
    fn alone(self) -> Option<Node<'x>> {
        let speaks = self.whole.elements().any(|element| element.name != "w:pPr");
        speaks.then_some(Node::Element(self.whole))
    }
}

fn settle(nodes: Vec<Node<'_>>, revisions: Revisions) -> Vec<Node<'_>> {
    let (gone, kept) = match revisions {
        Revisions::Final => (["w:del", "w:moveFrom"], ["w:ins", "w:moveTo"]),
        Revisions::Original => (["w:ins", "w:moveTo"], ["w:del", "w:moveFrom"]),
    };
    let (gone_cell, kept_cell) = match revisions {
        Revisions::Final => ("w:cellDel", "w:cellIns"),
        Revisions::Original => ("w:cellIns", "w:cellDel"),
    };
    let mut out: Vec<Node<'_>> = Vec::with_capacity(nodes.len());
    let mut unended: Option<Unended<'_>> = None;
    for node in nodes {
        let mut element = match node {
            Node::Element(element) => element,
            other => {
                out.push(other);
                continue;
            }
        };
        let name = element.name;
        if gone.contains(&name) || name == kept_cell || is_range_of_move(name) || name.ends_with("Change") {
            continue;
        }
        if kept.contains(&name) {
            out.extend(settle(element.children, revisions));
            continue;
        }
        let marks = |element: &Element<'_>, inside: &str, marks: &[&str]| {
            element.child(inside).is_some_and(|props| props.elements().any(|mark| marks.contains(&mark.name)))
        };
        if name == "w:tr" && marks(&element, "w:trPr", &gone)
            || name == "w:tc" && marks(&element, "w:tcPr", &[gone_cell])
        {
            continue;
        }
        let loses_end = name == "w:p"
            && element
                .child("w:pPr")
                .is_some_and(|props| marks(props, "w:rPr", &gone) && props.child("w:sectPr").is_none());
        if revisions == Revisions::Original {
            restore(&mut element);
        }
        if let "w:delText" | "w:delInstrText" = name {
            rename(&mut element);
        }
        element.children = settle(std::mem::take(&mut element.children), revisions);
        if name == "w:p" {
            if let Some(before) = unended.take() {
                let at = element.children.iter().position(|node| node.is("w:pPr")).map_or(0, |at| at + 1);
                element.children.splice(at..at, before.content());
            }
            if loses_end {
                unended = Some(Unended { whole: element });
                continue;
            }
        } else if matches!(name, "w:tbl" | "w:sectPr") {
            out.extend(unended.take().and_then(Unended::alone));
        }
        out.push(Node::Element(element));
    }
    out.extend(unended.and_then(Unended::alone));
    out
}

fn is_range_of_move(name: &str) -> bool {
    matches!(name, "w:moveFromRangeStart" | "w:moveFromRangeEnd" | "w:moveToRangeStart" | "w:moveToRangeEnd")
        || name.starts_with("w:customXml") && name.contains("Range")
}

/// Gives deleted text the name of text.
fn rename(element: &mut Element<'_>) {
    let (start, end) = match element.name {
        "w:delText" => ("<w:t xml:space=\"preserve\">", "</w:t>"),
        _ => ("<w:instrText xml:space=\"preserve\">", "</w:instrText>"),
    };
    // An empty element has no end tag: there is nothing to keep.
    (element.start, element.end) = (start, end);
}

/// Puts the properties that a tracked change recorded in the place of those that came after.
fn restore(element: &mut Element<'_>) {
    let change = element.elements().find(|child| child.name.ends_with("PrChange"));
    let Some(before) = change.and_then(|change| change.elements().next()).cloned() else { return };
    let stays = ["w:rPr", "w:sectPr"];
    let mut rest: Vec<Node<'_>> = std::mem::take(&mut element.children);
    rest.retain(|node| element.name == "w:pPr" && stays.iter().any(|name| node.is(name)));
    element.children = before.children;
    element.children.extend(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_is_what_a_word_processor_would_leave() {
        let text = "<w:body><w:p><w:pPr><w:jc/><w:rPr><w:del w:id=\"1\"/><w:b/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r>\
            <w:del><w:r><w:delText>gone </w:delText></w:r></w:del></w:p><w:p><w:pPr><w:ind/><w:pPrChange><w:pPr><w:old/></w:pPr>\
            </w:pPrChange></w:pPr><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p></w:body>";
        assert_eq!(
            settled(text, Revisions::Final).as_deref(),
            Some(
                "<w:body><w:p><w:pPr><w:ind/></w:pPr><w:r><w:t>One </w:t></w:r><w:r><w:t>new</w:t></w:r></w:p></w:body>"
            )
        );
        assert_eq!(
            settled(text, Revisions::Original).as_deref(),
            Some(
                "<w:body><w:p><w:pPr><w:jc/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r><w:r>\
                 <w:t xml:space=\"preserve\">gone </w:t></w:r></w:p><w:p><w:pPr><w:old/></w:pPr></w:p></w:body>"
            )
        );
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let element = Element::read("<w:x w:idx=\"2\" w:id = '7'/>").expect("it is well-formed");
        assert_eq!((element.attribute("w:id"), element.attribute("w:i")), (Some("7"), None));
    }
}
