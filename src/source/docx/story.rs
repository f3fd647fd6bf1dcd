//! The XML of one part with text to its paragraphs, in one state of the tracked changes.
//!
//! Elements are followed with a stack of frames, never by recursion: a file may nest as deep as it likes.

use super::properties::{self, ParagraphProps, RunProps, Section};
use super::styles::{Look, Styles};
use super::xml::{Space, Tag, Token, Xml, unescape};
use crate::source::word::symbols;
use crate::source::{DecodeError, Revisions};
use crate::span::Span;

/// How many fields may be open inside one another; Word allows 20.
const FIELDS: usize = 32;

/// Holds the text of one part.
#[derive(Debug, Default)]
pub(crate) struct Story {
    /// The paragraphs in reading order, those of tables among them; those of notes and text boxes are not.
    pub(crate) paragraphs: Vec<Raw>,
    /// Notes or comments of the part: (id, kind, paragraphs).
    pub(crate) notes: Vec<RawNote>,
    /// Text boxes and descriptions of pictures: page and text.
    pub(crate) boxes: Vec<(Option<u32>, String)>,
    /// Hidden text.
    pub(crate) hidden: Vec<(Option<u32>, String)>,
    /// Tables of the part that stand in no other.
    pub(crate) tables: Vec<Span>,
    /// Sections, in order.
    pub(crate) sections: Vec<Section>,
    /// The first tracked change: where it stands.
    pub(crate) revised: Option<Option<u32>>,
}

/// Holds one note or comment.
#[derive(Debug)]
pub(crate) struct RawNote {
    pub(crate) id: String,
    /// Whether it is a note at all, and not the rule above the notes.
    pub(crate) is_text: bool,
    pub(crate) paragraphs: Vec<Raw>,
}

/// Holds one paragraph, not yet numbered.
#[derive(Debug, Default, Clone)]
pub(crate) struct Raw {
    pub(crate) text: String,
    pub(crate) props: ParagraphProps,
    pub(crate) italics: Vec<Span>,
    /// Text set as superscript.
    pub(crate) raised: Vec<Span>,
    pub(crate) marks: Vec<RawMark>,
    /// Page on which it begins, where the file tells.
    pub(crate) page: Option<u32>,
    /// Table, row and cell it stands in, counted from 1.
    pub(crate) cell: Option<[u32; 3]>,
    /// Index of its section.
    pub(crate) section: usize,
    /// Its element in the XML of the part; that of its end where several were joined.
    pub(crate) element: Span,
    /// Where each piece of the text came from: the byte of the part at which its element begins, and the piece.
    pub(crate) pieces: Vec<(usize, Span)>,
}

impl Raw {
    fn has_nothing(&self) -> bool {
        self.text.is_empty() && self.marks.is_empty()
    }

    /// Gives the text without marks, white space folded.
    pub(crate) fn plain(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Holds a reference to a note.
#[derive(Debug, Clone)]
pub(crate) struct RawMark {
    pub(crate) at: usize,
    /// Byte of the part at which the reference begins.
    pub(crate) element: usize,
    pub(crate) kind: NoteKind,
    pub(crate) id: String,
    /// The mark that the author chose; absent for a number that Word counts.
    pub(crate) custom: Option<String>,
    /// Index of the section it stands in.
    pub(crate) section: usize,
}

/// Names the two kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteKind {
    Foot,
    End,
}

/// Reads a part.
pub(crate) fn read(text: &str, styles: &Styles, revisions: Revisions) -> Result<Story, DecodeError> {
    let mut reader = Reader {
        styles,
        revisions,
        story: Story::default(),
        frames: Vec::new(),
        streams: vec![Stream::default()],
        open: Vec::new(),
        tables: Vec::new(),
        table_count: 0,
        concealed: 0,
        fields: Vec::new(),
        run: RunProps::default(),
        look: Look::default(),
        awaits_mark: false,
        page: 1,
        page_known: false,
        element: Span::default(),
    };
    let mut xml = Xml::new(text);
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(tag) => {
                reader.element.start = xml.start();
                if let Some(frame) = reader.open(&tag, &mut xml)? {
                    reader.frames.push(frame);
                }
            }
            Token::Close => {
                if let Some(frame) = reader.frames.pop() {
                    reader.element.end = xml.end();
                    reader.close(frame);
                }
            }
            Token::Text(text) => {
                if reader.frames.last() == Some(&Frame::Text) {
                    reader.text(&text);
                }
            }
        }
    }
    Ok(reader.finish())
}

/// Says what an open element means for what is inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Nothing.
    Through,
    /// Its text belongs to the other state of the tracked changes.
    Concealed,
    Paragraph,
    Run,
    /// Its character data is text.
    Text,
    Table,
    /// A row or cell; `true` if it belongs to the other state of the tracked changes.
    Row(bool),
    Cell(bool),
    /// A text box.
    Box,
    /// A text above another.
    Above,
    /// A note or comment.
    Note,
    /// Alternatives; `true` once one was read.
    Alternatives(bool),
}

/// Collects paragraphs that follow one another: those of the part, of a text box, of a note.
#[derive(Debug, Default)]
struct Stream {
    paragraphs: Vec<Raw>,
    /// A paragraph whose end is not there in this state of the tracked changes: the next one continues it.
    unended: Option<Raw>,
    note: Option<(String, bool)>,
}

impl Stream {
    /// Ends a paragraph that nothing continues.
    fn end(&mut self) {
        if let Some(raw) = self.unended.take().filter(|raw| !raw.has_nothing()) {
            self.paragraphs.push(raw);
        }
    }
}

/// Counts rows and cells of one table.
#[derive(Debug, Clone, Copy)]
struct Table {
    number: u32,
    row: u32,
    cell: u32,
}

struct Reader<'s> {
    styles: &'s Styles,
    revisions: Revisions,
    story: Story,
    frames: Vec<Frame>,
    streams: Vec<Stream>,
    /// Paragraphs that have begun; more than one where a text box stands in a paragraph.
    open: Vec<Raw>,
    tables: Vec<Table>,
    table_count: u32,
    /// How many open elements conceal their text.
    concealed: usize,
    /// Open fields; `true` once the result has begun.
    fields: Vec<bool>,
    run: RunProps,
    look: Look,
    /// The text that follows is the mark of the note referred to last.
    awaits_mark: bool,
    page: u32,
    page_known: bool,
    /// Where the element that was opened last begins, and where the one that was closed last ends.
    element: Span,
}

impl Reader<'_> {
    /// Opens an element; gives `None` if it was read to its end.
    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<Option<Frame>, DecodeError> {
        match tag.space {
            Space::Word => self.open_word(tag, xml),
            Space::Alternatives => {
                let chosen = match self.frames.last_mut() {
                    Some(Frame::Alternatives(chosen)) => Some(chosen),
                    _ => None,
                };
                match (tag.name(), chosen) {
                    ("AlternateContent", _) => Ok(Some(Frame::Alternatives(false))),
                    ("Choice" | "Fallback", Some(chosen)) if !*chosen => {
                        *chosen = true;
                        Ok(Some(Frame::Through))
                    }
                    ("Choice" | "Fallback", _) => xml.skip().map(|()| None),
                    _ => Ok(Some(Frame::Through)),
                }
            }
            Space::Drawing if tag.name() == "docPr" => {
                let description = tag.attribute("descr").filter(|text| !text.trim().is_empty());
                if self.concealed == 0
                    && let Some(text) = description
                {
                    self.story.boxes.push((self.place(), text.trim().to_owned()));
                }
                Ok(Some(Frame::Through))
            }
            Space::Math if tag.name() == "t" => Ok(Some(Frame::Text)),
            // A drawing made of letters, such as "DRAFT" across the page.
            Space::Other if tag.name() == "textpath" => {
                let text = tag.attribute("string").filter(|text| self.concealed == 0 && !text.trim().is_empty());
                self.story.boxes.extend(text.map(|text| (self.place(), text.trim().to_owned())));
                Ok(Some(Frame::Through))
            }
            Space::Drawing | Space::Math | Space::Other => Ok(Some(Frame::Through)),
        }
    }

    fn open_word(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<Option<Frame>, DecodeError> {
        let consumed = |xml: &mut Xml<'_>| xml.skip().map(|()| None);
        match tag.name() {
            "p" => {
                self.begin_paragraph();
                Ok(Some(Frame::Paragraph))
            }
            "pPr" => {
                let props = properties::paragraph(xml, self.revisions)?;
                self.paragraph_props(props);
                Ok(None)
            }
            "r" => {
                self.run = RunProps::default();
                self.look = self.styles.resolve(&self.run, self.paragraph_style());
                Ok(Some(Frame::Run))
            }
            "rPr" => {
                if self.frames.last() != Some(&Frame::Run) {
                    return consumed(xml);
                }
                let (props, revised) = properties::run(xml, self.revisions)?;
                self.notice(revised);
                self.look = self.styles.resolve(&props, self.paragraph_style());
                self.run = props;
                Ok(None)
            }
            "t" | "delText" => Ok(Some(Frame::Text)),
            "tab" | "ptab" => self.sign("\t", xml),
            "br" if tag.attribute("type").is_some_and(|kind| kind != "textWrapping") => consumed(xml),
            "br" | "cr" => self.sign("\n", xml),
            "noBreakHyphen" => self.sign("\u{2011}", xml),
            // A hyphen that may be printed where a line ends is no part of the word.
            "softHyphen" => consumed(xml),
            "sym" => {
                let font = tag.attribute("font").unwrap_or_default();
                let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(character) = code.and_then(|code| symbols::character(&font, code)) {
                    self.push(character.encode_utf8(&mut [0; 4]));
                }
                consumed(xml)
            }
            "footnoteReference" => self.reference(NoteKind::Foot, tag, xml),
            "endnoteReference" => self.reference(NoteKind::End, tag, xml),
            "fldChar" => {
                match tag.attribute("fldCharType").as_deref() {
                    Some("begin") if self.fields.len() < FIELDS => self.fields.push(false),
                    Some("begin") => {}
                    Some("separate") => {
                        if let Some(result) = self.fields.last_mut() {
                            *result = true;
                        }
                    }
                    _ => {
                        self.fields.pop();
                    }
                }
                consumed(xml)
            }
            "lastRenderedPageBreak" => {
                self.page += 1;
                self.page_known = true;
                consumed(xml)
            }
            "instrText" | "delInstrText" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "rubyPr" | "tblPr"
            | "tblGrid" | "tblPrEx" | "fldData" => consumed(xml),
            "ins" | "moveTo" => Ok(Some(self.revision(true))),
            "del" | "moveFrom" => Ok(Some(self.revision(false))),
            "tbl" => {
                self.stream().end();
                self.table_count += 1;
                self.tables.push(Table { number: self.table_count, row: 0, cell: 0 });
                if self.tables.len() == 1 {
                    self.story.tables.push(Span { start: self.element.start, end: self.element.start });
                }
                Ok(Some(Frame::Table))
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row += 1;
                    table.cell = 0;
                }
                Ok(Some(Frame::Row(false)))
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell += 1;
                }
                Ok(Some(Frame::Cell(false)))
            }
            "trPr" | "tcPr" => self.table_props(xml),
            "txbxContent" => {
                self.streams.push(Stream::default());
                Ok(Some(Frame::Box))
            }
            // Small letters above others, which say how these are read.
            "rt" => {
                self.streams.push(Stream::default());
                self.begin_paragraph();
                Ok(Some(Frame::Above))
            }
            "footnote" | "endnote" | "comment" => {
                let is_text = tag.attribute("type").is_none_or(|kind| kind == "normal");
                let note = Some((tag.attribute("id").unwrap_or_default(), is_text));
                self.streams.push(Stream { note, ..Stream::default() });
                Ok(Some(Frame::Note))
            }
            "sectPr" => {
                let section = properties::section(xml)?;
                self.story.sections.push(section);
                Ok(None)
            }
            _ => Ok(Some(Frame::Through)),
        }
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Through | Frame::Text | Frame::Alternatives(_) => {}
            Frame::Concealed => self.concealed -= 1,
            Frame::Paragraph => self.end_paragraph(),
            Frame::Run => {
                self.awaits_mark &= self.last_mark().is_some_and(|mark| mark.custom.as_deref() == Some(""));
                self.look = Look::default();
            }
            Frame::Table => {
                self.stream().end();
                self.tables.pop();
                if let Some(table) = self.story.tables.last_mut().filter(|_| self.tables.is_empty()) {
                    table.end = self.element.end;
                }
            }
            Frame::Row(concealed) => self.concealed -= usize::from(concealed),
            Frame::Cell(concealed) => {
                self.stream().end();
                self.concealed -= usize::from(concealed);
            }
            Frame::Above => {
                self.end_paragraph();
                self.end_stream();
            }
            Frame::Box | Frame::Note => self.end_stream(),
        }
    }

    fn finish(mut self) -> Story {
        while self.streams.len() > 1 {
            self.end_stream();
        }
        let mut stream = self.streams.pop().unwrap_or_default();
        stream.end();
        self.story.paragraphs = stream.paragraphs;
        if !self.page_known {
            // Without any page break that Word left behind, nothing is known about pages.
            let paragraphs = self.story.notes.iter_mut().flat_map(|note| &mut note.paragraphs);
            paragraphs.chain(&mut self.story.paragraphs).for_each(|raw| raw.page = None);
            self.story.boxes.iter_mut().chain(&mut self.story.hidden).for_each(|(page, _)| *page = None);
            self.story.revised = self.story.revised.map(|_| None);
        }
        self.story
    }

    fn end_stream(&mut self) {
        let Some(mut stream) = self.streams.pop() else { return };
        stream.end();
        match stream.note {
            Some((id, is_text)) => {
                self.story.notes.push(RawNote { id, is_text, paragraphs: stream.paragraphs });
            }
            None => {
                let lines: Vec<String> = stream.paragraphs.iter().map(Raw::plain).filter(|t| !t.is_empty()).collect();
                if !lines.is_empty() {
                    self.story.boxes.push((self.place(), lines.join(" ")));
                }
            }
        }
    }

    fn stream(&mut self) -> &mut Stream {
        if self.streams.is_empty() {
            self.streams.push(Stream::default());
        }
        self.streams.last_mut().expect("one was pushed where none was")
    }

    fn begin_paragraph(&mut self) {
        let page = self.place();
        let cell = self.tables.last().map(|table| [table.number, table.row, table.cell]);
        let section = self.story.sections.len();
        let mut raw = self.stream().unended.take().unwrap_or(Raw { page, cell, ..Raw::default() });
        raw.props = ParagraphProps::default();
        raw.section = section;
        raw.element.start = self.element.start;
        self.open.push(raw);
    }

    fn paragraph_props(&mut self, mut props: ParagraphProps) {
        self.notice(props.revised);
        if let Some(section) = props.section.take()
            && self.streams.len() == 1
        {
            self.story.sections.push(section);
        }
        if let Some(raw) = self.open.last_mut() {
            raw.props = props;
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut raw) = self.open.pop() else { return };
        raw.element.end = self.element.end;
        // The instruction of a field that nobody ended would hide the rest of the text.
        self.fields.retain(|result| *result);
        self.awaits_mark = false;
        let unended = match self.revisions {
            Revisions::Final => raw.props.end_deleted,
            Revisions::Original => raw.props.end_inserted,
        };
        let stream = self.stream();
        if unended {
            stream.unended = Some(raw);
        } else {
            stream.paragraphs.push(raw);
        }
    }

    fn paragraph_style(&self) -> Option<&str> {
        self.open.last().and_then(|raw| raw.props.style.as_deref())
    }

    /// Opens a tracked change of text.
    fn revision(&mut self, inserted: bool) -> Frame {
        self.notice(true);
        if inserted == (self.revisions == Revisions::Original) {
            self.concealed += 1;
            Frame::Concealed
        } else {
            Frame::Through
        }
    }

    /// Reads `w:trPr` or `w:tcPr`: a row or cell may be a tracked change as a whole.
    fn table_props(&mut self, xml: &mut Xml<'_>) -> Result<Option<Frame>, DecodeError> {
        let (mut inserted, mut deleted) = (false, false);
        xml.children(|_, tag| {
            match tag.name() {
                "ins" | "cellIns" => inserted = true,
                "del" | "cellDel" => deleted = true,
                _ => {}
            }
            Ok(())
        })?;
        self.notice(inserted || deleted);
        let conceals = match self.revisions {
            Revisions::Final => deleted,
            Revisions::Original => inserted,
        };
        if let Some(Frame::Row(concealed) | Frame::Cell(concealed)) = self.frames.last_mut()
            && conceals
            && !*concealed
        {
            *concealed = true;
            self.concealed += 1;
        }
        Ok(None)
    }

    fn notice(&mut self, revised: bool) {
        if revised && self.story.revised.is_none() {
            self.story.revised = Some(self.place());
        }
    }

    fn place(&self) -> Option<u32> {
        Some(self.page)
    }

    fn reference(&mut self, kind: NoteKind, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<Option<Frame>, DecodeError> {
        let chosen = tag.attribute("customMarkFollows").is_some_and(|value| !matches!(value.as_str(), "0" | "false"));
        let section = self.story.sections.len();
        if self.is_shown()
            && let Some(raw) = self.open.last_mut()
        {
            let mark = RawMark {
                at: raw.text.len(),
                element: self.element.start,
                kind,
                id: tag.attribute("id").unwrap_or_default(),
                custom: chosen.then(String::new),
                section,
            };
            raw.marks.push(mark);
            self.awaits_mark = chosen;
        }
        xml.skip()?;
        Ok(None)
    }

    fn last_mark(&self) -> Option<&RawMark> {
        self.open.last()?.marks.last()
    }

    fn sign(&mut self, text: &str, xml: &mut Xml<'_>) -> Result<Option<Frame>, DecodeError> {
        // `w:tab` also stands in `w:tabs`, which belongs to the properties and is read with them.
        self.push(text);
        xml.skip()?;
        Ok(None)
    }

    fn text(&mut self, text: &str) {
        let text = unescape(text);
        // Line ends and tabs of the XML itself are spaces of the text.
        if text.contains(['\n', '\r', '\t']) {
            self.push(&text.replace(['\n', '\r', '\t'], " "));
        } else {
            self.push(&text);
        }
    }

    /// Tells whether text at this point is there in this state, and printed.
    fn is_shown(&self) -> bool {
        self.concealed == 0 && self.fields.iter().all(|result| *result)
    }

    fn push(&mut self, text: &str) {
        if !self.is_shown() || text.is_empty() {
            return;
        }
        let look = self.look;
        let page = self.place();
        let Some(raw) = self.open.last_mut() else { return };
        if self.awaits_mark
            && let Some(custom) = raw.marks.last_mut().and_then(|mark| mark.custom.as_mut())
        {
            custom.push_str(text.trim());
            return;
        }
        if look.hidden {
            match self.story.hidden.last_mut() {
                Some((last, hidden)) if *last == page => hidden.push_str(text),
                _ => self.story.hidden.push((page, text.to_owned())),
            }
            return;
        }
        let span = Span::new(raw.text.len(), raw.text.len() + text.len());
        raw.text.push_str(text);
        match raw.pieces.last_mut() {
            Some((element, piece)) if *element == self.element.start => piece.end = span.end,
            _ => raw.pieces.push((self.element.start, span)),
        }
        if look.italic {
            extend(&mut raw.italics, span);
        }
        if look.raised {
            extend(&mut raw.raised, span);
        }
    }
}

/// Adds a span, joined to the last one where they touch.
fn extend(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if last.end == span.start => last.end = span.end,
        _ => spans.push(span),
    }
}
