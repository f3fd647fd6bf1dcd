//! A paragraph of a Word document to the characters and references in it, each with the element it stands in.

use crate::source::docx::settle::{Element, Node};
use crate::source::docx::story::{NoteKind, Raw};
use crate::span::Span;

/// Holds one paragraph, taken apart.
pub(super) struct Line<'x> {
    /// `w:p`.
    pub(super) element: Element<'x>,
    pub(super) tokens: Vec<Token<'x>>,
    /// The runs that tokens name.
    pub(super) runs: Vec<Element<'x>>,
    /// What is printed, in order.
    pub(super) items: Vec<Item>,
}

/// Holds one step through a paragraph.
#[derive(Debug, Clone)]
pub(super) enum Token<'x> {
    /// Begins an element that holds runs: a link, a control.
    Open(Element<'x>),
    /// Ends it.
    Close(Element<'x>),
    /// An element inside a run.
    Piece { run: usize, element: Element<'x> },
    /// Anything else between runs: a bookmark, a formula.
    Other(Element<'x>),
}

/// Holds one thing that is printed.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The token that prints it.
    pub(super) token: usize,
    pub(super) print: Print,
    /// Whether it is set as superscript.
    pub(super) raised: bool,
    pub(super) italic: bool,
    /// How many links, controls and fields it stands in.
    pub(super) depth: usize,
}

/// Says what an item prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Print {
    Character(char),
    /// The mark of a real note.
    Reference(NoteKind, String),
}

impl Item {
    pub(super) fn is_space(&self) -> bool {
        matches!(self.print, Print::Character(c) if c.is_whitespace())
    }
}

/// Elements that hold runs, and may hold tracked changes of them.
const HOLDERS: [&str; 8] =
    ["w:hyperlink", "w:sdt", "w:sdtContent", "w:smartTag", "w:fldSimple", "w:customXml", "w:dir", "w:bdo"];

impl<'x> Line<'x> {
    /// Takes a paragraph apart. `xml` is its part. Gives `None` where not all of its text is found again.
    pub(super) fn read(raw: &Raw, xml: &'x str) -> Option<Self> {
        let text = xml.get(raw.element.start..raw.element.end)?;
        let mut line = Line { element: Element::read(text)?, tokens: Vec::new(), runs: Vec::new(), items: Vec::new() };
        if line.element.name != "w:p" {
            return None;
        }
        let element = line.element.clone();
        line.walk(&element);
        line.print(raw)?;
        Some(line)
    }

    fn walk(&mut self, element: &Element<'x>) {
        for child in element.elements() {
            match child.name {
                "w:pPr" => {}
                "w:r" => {
                    self.runs.push(child.clone());
                    let run = self.runs.len() - 1;
                    let inside = child.elements().filter(|element| element.name != "w:rPr");
                    self.tokens.extend(inside.map(|element| Token::Piece { run, element: element.clone() }));
                }
                name if HOLDERS.contains(&name) => {
                    self.tokens.push(Token::Open(child.clone()));
                    self.walk(child);
                    self.tokens.push(Token::Close(child.clone()));
                }
                _ => self.tokens.push(Token::Other(child.clone())),
            }
        }
    }

    /// Finds what each token prints.
    fn print(&mut self, raw: &Raw) -> Option<()> {
        let mut pieces = raw.pieces.iter().peekable();
        let mut marks = raw.marks.iter().peekable();
        let (mut holders, mut fields) = (0usize, 0usize);
        for (token, step) in self.tokens.iter().enumerate() {
            let element = match step {
                Token::Open(_) => {
                    holders += 1;
                    continue;
                }
                Token::Close(_) => {
                    holders = holders.saturating_sub(1);
                    continue;
                }
                Token::Piece { element, .. } | Token::Other(element) => element,
            };
            if element.name == "w:fldChar" {
                match element.attribute("w:fldCharType") {
                    Some("begin") => fields += 1,
                    Some("end") => fields = fields.saturating_sub(1),
                    _ => {}
                }
            }
            let depth = holders + fields;
            let start = raw.element.start + element.at;
            let inside = start..start + element.whole.len();
            if let Some(mark) = marks.next_if(|mark| inside.contains(&mark.element)) {
                let print = Print::Reference(mark.kind, mark.id.clone());
                self.items.push(Item { token, print, raised: true, italic: false, depth });
            }
            while let Some((_, span)) = pieces.next_if(|(at, _)| inside.contains(at)) {
                for (at, c) in span.of(&raw.text).char_indices() {
                    let at = span.start + at;
                    // Spans are in order.
                    let in_any = |spans: &[Span]| {
                        spans.get(spans.partition_point(|span| span.end <= at)).is_some_and(|span| span.start <= at)
                    };
                    let (raised, italic) = (in_any(&raw.raised), in_any(&raw.italics));
                    self.items.push(Item { token, print: Print::Character(c), raised, italic, depth });
                }
            }
        }
        (pieces.next().is_none() && marks.next().is_none()).then_some(())
    }

    /// Gives the properties of the run that an item stands in, as written.
    pub(super) fn run_props(&self, item: &Item) -> Option<&Element<'x>> {
        match &self.tokens[item.token] {
            Token::Piece { run, .. } => self.runs[*run].child("w:rPr"),
            Token::Open(_) | Token::Close(_) | Token::Other(_) => None,
        }
    }

    /// Gives the start tag of the paragraph, which is none of an empty one.
    pub(super) fn start(&self) -> String {
        let tag = self.element.start;
        tag.strip_suffix("/>").map_or_else(|| tag.to_owned(), |start| format!("{start}>"))
    }

    /// Gives the properties of the paragraph.
    pub(super) fn props(&self) -> Option<&Element<'x>> {
        self.element.child("w:pPr")
    }

    /// Tells whether a section of the document ends with the paragraph.
    pub(super) fn ends_section(&self) -> bool {
        self.props().is_some_and(|props| props.child("w:sectPr").is_some())
    }
}

/// Gives what an element holds, as written.
pub(super) fn inside(element: &Element<'_>) -> String {
    let text = |node: &Node<'_>| match node {
        Node::Element(element) => element.whole.to_owned(),
        Node::Other(text) => text.to_string(),
    };
    element.children.iter().map(text).collect()
}
