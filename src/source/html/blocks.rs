//! The tags and text of a page to pieces in reading order, each with what a later look needs to tell text, notes and
//! boilerplate apart. The number of open elements is bounded.

use super::aside::{Aside, aside, role_is};
use super::lists::List;
use super::tokens::{StartTag, Token, Tokens};
use crate::source::{Block, Mark};
use crate::span::Span;

/// Holds one paragraph of a page, or the whole of a `pre` element.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    /// The paragraph; in preformatted text with its line breaks, otherwise white space folded.
    pub block: Block,
    /// Where the marks in `block.marks` point to; empty for one that points nowhere.
    pub targets: Vec<String>,
    /// Names (`id`, `name`) that begin in it.
    pub anchors: Vec<String>,
    /// Names of the elements around it, innermost first.
    pub owners: Vec<String>,
    /// Why it is no part of the page's text, if it is not.
    pub aside: Option<Aside>,
    /// Whether it stands in `main` or `article`.
    pub in_main: bool,
    /// Whether it is preformatted.
    pub preformatted: bool,
    /// Bytes that are text of links.
    pub linked: usize,
}

/// Reads a whole page.
pub(super) fn pieces(page: &str) -> Vec<Piece> {
    let mut tokens = Tokens::new(page);
    let mut reader = Reader::default();
    while let Some((token, line)) = tokens.next() {
        reader.line = line;
        match token {
            Token::Text(text) => reader.text(&text),
            Token::Start(tag) => reader.start(&tag),
            Token::End(name) => reader.end(&name),
            Token::Raw { name, text } => reader.raw(name, text),
            Token::Comment(text) => reader.comment(text),
        }
    }
    reader.flush();
    reader.pieces
}

/// Open elements beyond this many are read as if they were not there; no page for people comes near.
const MOST_OPEN: usize = 128;

/// Names of elements around a paragraph that are kept, and the longest that is: a note's own and those around it.
const MOST_OWNERS: usize = 3;
const LONGEST_NAME: usize = 64;

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Begins and ends a paragraph, and ends with any other block.
    Paragraph,
    /// Begins and ends a paragraph, and holds others.
    Container,
    Heading,
    List,
    Item,
    Table,
    Row,
    Cell,
    Preformatted,
    Italic,
    Bold,
    Raised,
    Link,
    /// Changes nothing by itself, but may carry a name or a class.
    Inline,
}

/// Tells what an element does; `None` for those that are not kept on the stack.
fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "p" | "dt" | "dd" | "figcaption" | "caption" | "summary" | "legend" | "address" => Kind::Paragraph,
        "div" | "section" | "article" | "main" | "blockquote" | "center" | "header" | "footer" | "nav" | "aside"
        | "dl" | "form" | "fieldset" | "figure" | "details" | "body" | "noscript" | "dialog" | "menu" | "search"
        | "hgroup" => Kind::Container,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "ol" | "ul" | "dir" => Kind::List,
        "li" => Kind::Item,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "pre" | "xmp" | "plaintext" | "listing" => Kind::Preformatted,
        "i" | "em" | "cite" | "dfn" | "var" => Kind::Italic,
        "b" | "strong" => Kind::Bold,
        "sup" => Kind::Raised,
        "a" => Kind::Link,
        "span" | "font" | "u" | "small" | "big" | "label" | "button" | "select" | "option" | "s" | "strike"
        | "abbr" => Kind::Inline,
        _ => return None,
    })
}

impl Kind {
    fn is_block(self) -> bool {
        !matches!(self, Kind::Italic | Kind::Bold | Kind::Raised | Kind::Link | Kind::Inline)
    }

    /// Tells whether an element stops the search for one that a new tag closes by the way.
    fn is_fence(self) -> bool {
        matches!(self, Kind::Container | Kind::List | Kind::Item | Kind::Table | Kind::Cell | Kind::Row)
    }
}

/// Holds an open element.
struct Open {
    name: String,
    kind: Kind,
    id: Option<String>,
    aside: Option<Aside>,
    main: bool,
    italic: bool,
    bold: bool,
    centred: bool,
    list: Option<List>,
    /// Address of a link within the page.
    fragment: Option<String>,
    link: bool,
    /// Where its text begins in the current paragraph, for elements that may turn out to be a mark.
    from: usize,
}

/// Builds pieces from tokens.
#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    open: Vec<Open>,
    current: Piece,
    /// Bytes of the current paragraph in bold letters.
    bold: usize,
    line: u32,
    label: Option<String>,
    /// Cells of the current row that ended without a paragraph of their own.
    row_joins: bool,
    /// Whether a paragraph ended in the current row before the current cell.
    pending_cell: bool,
}

/// A cell longer than this many bytes is not put on one line with the next: it is a column of text, not a number.
const LONGEST_JOINED_CELL: usize = 160;

impl Reader {
    fn text(&mut self, text: &str) {
        if self.open.iter().any(|open| open.kind == Kind::Preformatted) {
            if self.current.block.text.is_empty() {
                self.begin();
            }
            self.current.preformatted = true;
            self.current.block.text.push_str(text);
            return;
        }
        let italic = self.open.iter().any(|open| open.italic);
        let bold = self.open.iter().any(|open| open.bold);
        let link = self.open.iter().any(|open| open.link);
        let from = self.current.block.text.len();
        for c in text.chars() {
            let block = &mut self.current.block;
            if c.is_ascii_whitespace() {
                if !block.text.is_empty() && !block.text.ends_with([' ', '\n', '\t']) {
                    block.text.push(' ');
                }
                continue;
            }
            if block.text.is_empty() {
                self.begin();
            }
            self.current.block.text.push(c);
        }
        let end = self.current.block.text.len();
        if end > from {
            self.pending_cell = false;
        }
        if italic && end > from {
            match self.current.block.italics.last_mut() {
                Some(last) if last.end == from => last.end = end,
                _ => self.current.block.italics.push(Span::new(from, end)),
            }
        }
        self.bold += if bold { end - from } else { 0 };
        self.current.linked += if link { end - from } else { 0 };
    }

    /// Notes where a paragraph begins, at its first character.
    fn begin(&mut self) {
        let block = &mut self.current.block;
        block.place.line = Some(self.line);
        let holder = self.open.iter().rev().find(|open| open.kind.is_block());
        block.style = holder.map(|open| open.name.clone());
        block.set_apart = self.open.iter().any(|open| open.centred || open.kind == Kind::Heading);
        block.label = self.label.take();
        self.current.aside = self.open.iter().find_map(|open| open.aside);
        self.current.in_main = self.open.iter().any(|open| open.main);
        self.current.owners = self.open.iter().rev().filter_map(|open| open.id.clone()).take(MOST_OWNERS).collect();
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        match tag.name.as_str() {
            "br" => return self.line_break(),
            "hr" => return self.flush(),
            "img" => return self.picture(tag),
            "input" => return self.field(tag),
            "q" => return self.text("“"),
            _ => {}
        }
        let Some(kind) = kind(&tag.name) else { return };
        self.close_implied(kind, &tag.name);
        let joins = kind == Kind::Cell && self.joins_next_cell();
        if joins {
            self.current.block.text.push('\t');
        } else if kind.is_block() && !self.current.block.text.ends_with('\t') {
            self.flush();
        }
        if kind == Kind::Row {
            self.row_joins = true;
        }
        if kind == Kind::Item {
            let list = self.open.iter_mut().rev().find_map(|open| open.list.as_mut());
            self.label = list.and_then(|list| list.label(tag));
        }
        let id = tag.attribute("id").or_else(|| tag.attribute("name").filter(|_| kind == Kind::Link));
        let id = id.filter(|id| id.len() <= LONGEST_NAME);
        if let Some(id) = &id
            && !kind.is_block()
        {
            self.current.anchors.push(id.clone());
        }
        if self.open.len() < MOST_OPEN {
            let open = self.opened(tag, kind, id);
            self.open.push(open);
        }
    }

    /// Describes an element that opens.
    fn opened(&self, tag: &StartTag<'_>, kind: Kind, id: Option<String>) -> Open {
        let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let centred = tag.name == "center"
            || style.contains("text-align:center")
            || tag.attribute("align").is_some_and(|align| align.eq_ignore_ascii_case("center"));
        let address = if kind == Kind::Link { tag.attribute("href") } else { None };
        Open {
            kind,
            aside: aside(tag, &style),
            main: matches!(tag.name.as_str(), "main" | "article") || role_is(tag, "main"),
            italic: kind == Kind::Italic || style.contains("font-style:italic"),
            bold: kind == Kind::Bold || style.contains("font-weight:bold"),
            centred,
            list: (kind == Kind::List).then(|| List::new(tag, &style, self.numbered_lists())),
            fragment: address.as_deref().and_then(|address| address.split_once('#')).map(|(_, name)| name.to_owned()),
            link: address.is_some(),
            from: self.current.block.text.len(),
            id,
            name: tag.name.clone(),
        }
    }

    fn end(&mut self, name: &str) {
        if name == "q" {
            return self.text("”");
        }
        if name == "p" && !self.open.iter().any(|open| open.name == "p") {
            // `</p>` alone is an empty paragraph.
            return self.flush();
        }
        let Some(kind) = kind(name) else { return };
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if open.name == name {
                found = Some(at);
                break;
            }
            // A stray end tag in a cell closes nothing outside the table.
            if open.kind == Kind::Table && !matches!(kind, Kind::Table | Kind::Container) {
                break;
            }
        }
        if let Some(at) = found {
            self.close_to(at);
        } else if kind.is_block() {
            self.flush();
        }
    }

    /// Closes every element from `at` upwards, the innermost first.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            let within_mark = self.open.iter().any(|outer| outer.kind == Kind::Raised || outer.fragment.is_some());
            if (open.kind == Kind::Raised || open.fragment.is_some()) && !within_mark {
                self.mark(&open, open.fragment.clone());
            } else if let Some(fragment) = open.fragment {
                // `<sup><a href="#n1">1</a></sup>`: the outer element decides, and needs to know the address.
                if let Some(outer) = self.open.iter_mut().find(|outer| outer.kind == Kind::Raised) {
                    outer.fragment.get_or_insert(fragment);
                }
            }
            match open.kind {
                Kind::Row | Kind::Table => self.flush(),
                Kind::Cell => self.pending_cell = true,
                kind if kind.is_block() && !self.in_joining_cell() => self.flush(),
                _ => {}
            }
        }
    }

    /// Closes what a new block ends without saying so: unclosed paragraphs, items, rows and cells.
    fn close_implied(&mut self, kind: Kind, name: &str) {
        let closes = |open: &Open| match kind {
            Kind::Item => open.kind == Kind::Item,
            Kind::Row => matches!(open.kind, Kind::Row),
            Kind::Cell => open.kind == Kind::Cell,
            _ => false,
        };
        let fence = |open: &Open| match kind {
            Kind::Item => matches!(open.kind, Kind::List | Kind::Table),
            Kind::Row | Kind::Cell => open.kind == Kind::Table,
            _ => true,
        };
        if let Some(at) = self.open.iter().rposition(|open| closes(open) || fence(open))
            && closes(&self.open[at])
        {
            self.close_to(at);
        }
        if kind.is_block() {
            let last = self.open.iter().rposition(|open| {
                open.kind.is_fence() || matches!(open.kind, Kind::Paragraph | Kind::Heading | Kind::Preformatted)
            });
            if let Some(at) = last
                && (self.open[at].kind == Kind::Paragraph
                    || self.open[at].kind == Kind::Heading && kind == Kind::Heading
                    || self.open[at].kind == Kind::Preformatted && name == "pre")
            {
                self.close_to(at);
            }
        }
    }

    /// Tells whether the text so far is the first cell of a row, short as a number is, so that the next goes beside it.
    fn joins_next_cell(&self) -> bool {
        let text = &self.current.block.text;
        self.pending_cell_has_text() && text.len() <= LONGEST_JOINED_CELL
    }

    fn pending_cell_has_text(&self) -> bool {
        self.row_joins && self.pending_cell && !self.current.block.text.is_empty()
    }

    /// Tells whether a block ends inside a cell whose text may still be joined by the next cell.
    fn in_joining_cell(&self) -> bool {
        self.row_joins
            && self.open.iter().any(|open| open.kind == Kind::Cell)
            && self.current.block.text.len() <= LONGEST_JOINED_CELL
    }

    fn line_break(&mut self) {
        if self.open.iter().any(|open| open.kind == Kind::Preformatted) {
            self.current.block.text.push('\n');
            return;
        }
        let text = &mut self.current.block.text;
        if text.is_empty() {
            return;
        }
        while text.ends_with(' ') {
            text.pop();
        }
        text.push('\n');
    }

    fn picture(&mut self, tag: &StartTag<'_>) {
        if let Some(text) = tag.attribute("alt").filter(|text| !text.trim().is_empty()) {
            self.apart(text.trim(), Aside::Picture);
        }
    }

    fn comment(&mut self, text: &str) {
        let text = text.trim();
        let declaration = text.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("doctype"));
        if !text.is_empty() && !declaration {
            self.apart(text, Aside::Comment);
        }
    }

    /// Lists what a field of a form or the label of a button says.
    fn field(&mut self, tag: &StartTag<'_>) {
        let concealed =
            tag.attribute("type").is_some_and(|kind| matches!(&*kind.to_ascii_lowercase(), "hidden" | "password"));
        if let Some(text) = tag.attribute("value").filter(|_| !concealed) {
            self.apart(text.trim(), Aside::Hidden);
        }
    }

    /// Lists a title and the text of a form as what stands around the text, the words of a drawing as those of a picture,
    /// and of a script or style that it was there.
    fn raw(&mut self, name: &'static str, text: &str) {
        match name {
            "title" | "textarea" => self.apart(super::entities::decode(text).trim(), Aside::Around),
            "svg" => {
                let mut words = Vec::new();
                let mut tokens = Tokens::new(text);
                while let Some((token, _)) = tokens.next() {
                    if let Token::Text(text) = token {
                        words.extend(text.split_whitespace().map(str::to_owned));
                    }
                }
                self.apart(&words.join(" "), Aside::Picture);
            }
            _ => self.apart(&format!("<{name}>"), Aside::Hidden),
        }
    }

    /// Lists something that is no part of the text, without breaking the paragraph it stands in.
    fn apart(&mut self, text: &str, aside: Aside) {
        if text.is_empty() {
            return;
        }
        let mut piece = Piece { aside: Some(aside), ..Piece::default() };
        piece.block.text = text.to_owned();
        piece.block.place.line = Some(self.line);
        self.pieces.push(piece);
    }

    /// Makes a mark of the text in a raised element or a link, if that is what it is.
    fn mark(&mut self, open: &Open, target: Option<String>) {
        let text = &self.current.block.text;
        let Some(inside) = text.get(open.from..) else { return };
        let before = text[..open.from].trim_end();
        let Some(labels) = labels(inside, target.is_some(), before) else { return };
        let at = open.from;
        self.current.block.text.truncate(at);
        self.current.block.italics.retain_mut(|span| {
            span.end = span.end.min(at);
            span.start < span.end
        });
        for label in labels {
            self.current.block.marks.push(Mark { at, label });
            self.current.targets.push(target.clone().unwrap_or_default());
        }
        if self.current.block.place.line.is_none() {
            self.begin();
        }
    }

    /// Counts the numbered lists that are open.
    fn numbered_lists(&self) -> usize {
        self.open.iter().filter(|open| open.list.is_some_and(|list| list.is_numbered())).count()
    }

    /// Ends the current paragraph.
    fn flush(&mut self) {
        self.row_joins &= self.current.block.text.is_empty();
        self.pending_cell = false;
        let mut piece = std::mem::take(&mut self.current);
        let bold = std::mem::take(&mut self.bold);
        for open in &mut self.open {
            open.from = 0;
        }
        if piece.preformatted {
            self.pieces.push(piece);
            return;
        }
        let length = piece.block.text.trim_end().len();
        if length == 0 && piece.block.marks.is_empty() {
            // Names of empty elements belong to what follows: `<a name="n1"></a><p>`.
            self.current.anchors = piece.anchors;
            return;
        }
        piece.block.text.truncate(length);
        // Letters and digits that are set off by bold type as a whole are a heading or a masthead's field.
        piece.block.set_apart |= length > 0 && bold >= length;
        self.pieces.push(piece);
    }
}

/// Reads labels of notes: "1", "[12]", "1/", "*", "1, 2". Gives `None` for other text: "th", "2" after "km", "note 3 below".
fn labels(text: &str, linked: bool, before: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let bare =
        text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ' ' | '\u{a0}')).trim_end_matches(['/', '.']);
    let is_label = |label: &str| {
        let digits = label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
        let letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_lowercase());
        let signs = label.chars().count() <= 4 && label.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
        !label.is_empty() && (digits || letter || signs)
    };
    let labels: Vec<String> =
        bare.split([',', ' ', '\u{a0}']).filter(|label| !label.is_empty()).map(str::to_owned).collect();
    if labels.is_empty() || labels.len() > 6 || !labels.iter().all(|label| is_label(label)) {
        return None;
    }
    // An exponent: "km2", "CO2" is lowered, not raised. Only a bare digit without a link can be one.
    let unit = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let exponent = !linked && matches!(bare, "2" | "3") && matches!(unit, "m" | "km" | "cm" | "mm" | "dm");
    // A link to a numbered paragraph: "see paragraph 5". A mark stands at the end of a word, without a space before it.
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
    let cited = linked
        && bare == text
        && matches!(
            word.as_str(),
            "paragraph" | "paragraphs" | "para." | "paras." | "chapter" | "note" | "annex" | "item"
        );
    (!exponent && !cited).then_some(labels)
}
