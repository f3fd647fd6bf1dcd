//! The text of a web page to tags and text. Never fails, and reads every byte a bounded number of times.
//!
//! Written here rather than taken from `html5ever`: its tokeniser compares every attribute of a tag with all before it,
//! and its tree grows links in every direction, while all that is needed of a page is its text in reading order.
//! A megabyte of attributes must not take minutes, nor a megabyte of open tags the stack.

use super::entities;
use std::borrow::Cow;

/// Holds one piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, references replaced.
    Text(Cow<'a, str>),
    /// A start tag.
    Start(StartTag<'a>),
    /// An end tag, by its name in lower case.
    End(String),
    /// What stands inside an element that holds no markup: `script`, `style`, `title`.
    Raw {
        /// The element.
        name: &'static str,
        /// Verbatim.
        text: &'a str,
    },
    /// A comment, without its marks.
    Comment(&'a str),
}

/// Holds a start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StartTag<'a> {
    /// In lower case.
    pub name: String,
    /// Everything between the name and `>`.
    pub attributes: &'a str,
}

impl StartTag<'_> {
    /// Gives the value of an attribute, references replaced; empty for one without a value.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.char_indices().skip(1).find(|&(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
            let end = end.map_or(rest.len(), |(at, _)| at);
            let (name, after) = rest.split_at(end);
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('=') {
                Some(after) => value(after.trim_start()),
                None => ("", after),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(entities::decode(value).into_owned());
            }
            rest = after;
        }
    }
}

/// Splits an attribute's value from what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

/// Elements whose content is no markup. `noscript` is not among them: its content is a page's text for others.
const RAW: &[&str] = &["script", "style", "title", "textarea", "iframe", "noembed", "noframes", "svg", "template"];

/// Walks over a page.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Line at which the next token begins, from 1.
    line: u32,
    counted: usize,
    /// What to read next instead of markup.
    raw: Option<&'static str>,
    /// What was looked for and is known not to follow any more, so that it is never looked for twice.
    missing: Missing,
}

/// Remembers searches that reached the end of the page.
#[derive(Default)]
struct Missing {
    double_quote: bool,
    single_quote: bool,
    comment_end: bool,
    tag_end: bool,
    end_tags: Vec<&'static str>,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning of a page.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, counted: 0, raw: None, missing: Missing::default() }
    }

    /// Gives the next token and the line on which it begins.
    pub fn next(&mut self) -> Option<(Token<'a>, u32)> {
        self.line += count_lines(&self.text[self.counted..self.at]);
        self.counted = self.at;
        if let Some(name) = self.raw.take()
            && let Some(text) = self.raw_text(name)
        {
            return Some((Token::Raw { name, text }, self.line));
        }
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let token = self.markup().unwrap_or_else(|| {
            // The first character is text even where it is `<`.
            let end = rest.char_indices().skip(1).find(|&(_, c)| c == '<').map_or(rest.len(), |(at, _)| at);
            self.at += end;
            Token::Text(entities::decode(&rest[..end]))
        });
        Some((token, self.line))
    }

    /// Reads a tag, comment or declaration, if one begins here.
    fn markup(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at..];
        let inside = rest.strip_prefix('<')?;
        if let Some(comment) = inside.strip_prefix("!--") {
            if !self.missing.comment_end {
                // `<!-->` is a whole comment.
                let end = if comment.starts_with('>') { Some((0, 1)) } else { comment.find("-->").map(|at| (at, 3)) };
                if let Some((length, closing)) = end {
                    self.at += 4 + length + closing;
                    return Some(Token::Comment(&comment[..length]));
                }
                self.missing.comment_end = true;
            }
            return self.declaration(comment, 4);
        }
        if inside.starts_with(['!', '?']) {
            return self.declaration(&inside[1..], 2);
        }
        let (name_at, closing) = match inside.strip_prefix('/') {
            Some(name) => (name, true),
            None => (inside, false),
        };
        if !name_at.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length =
            name_at.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<')).unwrap_or(name_at.len());
        let name = name_at[..length].to_ascii_lowercase();
        let attributes = &name_at[length..];
        let end = self.tag_end(attributes)?;
        self.at = self.text.len() - attributes.len() + end + usize::from(attributes[end..].starts_with('>'));
        if closing {
            return Some(Token::End(name));
        }
        self.raw = RAW.iter().copied().find(|&raw| raw == name);
        Some(Token::Start(StartTag { name, attributes: &attributes[..end] }))
    }

    /// Finds the end of a tag: its `>` outside quotation marks, or the `<` of the next where it has none.
    fn tag_end(&mut self, attributes: &str) -> Option<usize> {
        if self.missing.tag_end {
            return None;
        }
        let bytes = attributes.as_bytes();
        let mut at = 0;
        let mut after_equals = false;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' => return Some(at),
                b'"' | b'\'' if after_equals => {
                    let missing =
                        if byte == b'"' { &mut self.missing.double_quote } else { &mut self.missing.single_quote };
                    let end = if *missing { None } else { bytes[at + 1..].iter().position(|&other| other == byte) };
                    match end {
                        Some(length) => at += length + 1,
                        None => *missing = true,
                    }
                    after_equals = false;
                }
                b'=' => after_equals = true,
                byte if byte.is_ascii_whitespace() => {}
                _ => after_equals = false,
            }
            at += 1;
        }
        self.missing.tag_end = true;
        None
    }

    /// Reads a declaration up to its `>`.
    fn declaration(&mut self, inside: &'a str, prefix: usize) -> Option<Token<'a>> {
        if self.missing.tag_end {
            return None;
        }
        match inside.find('>') {
            Some(end) => {
                self.at += prefix + end + 1;
                Some(Token::Comment(&inside[..end]))
            }
            None => {
                self.missing.tag_end = true;
                None
            }
        }
    }

    /// Reads the content of an element without markup, up to its end tag. Gives `None` where the end tag is missing and
    /// the rest of the page is better read as markup: all but scripts and styles.
    fn raw_text(&mut self, name: &'static str) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        let end = if self.missing.end_tags.contains(&name) { None } else { find_end_tag(rest, name) };
        if end.is_none() {
            self.missing.end_tags.push(name);
            if !matches!(name, "script" | "style") {
                return None;
            }
        }
        let text = &rest[..end.unwrap_or(rest.len())];
        self.at += text.len();
        Some(text)
    }
}

/// Finds `</name` in any case.
fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let at = from + at;
        let after = &text.as_bytes()[at + 2..];
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

/// Counts the lines that end in a text.
pub(super) fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|&byte| byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let mut tokens = Tokens::new(page);
        let mut found = Vec::new();
        while let Some((token, _)) = tokens.next() {
            found.push(match token {
                Token::Text(text) => text.into_owned(),
                Token::Start(tag) => format!("<{}{}>", tag.name, tag.attributes),
                Token::End(name) => format!("</{name}>"),
                Token::Raw { name, text } => format!("{name}:{text}"),
                Token::Comment(text) => format!("!{text}"),
            });
        }
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        check("<P>a &amp; b</P>", &["<p>", "a & b", "</p>"]);
        check("1 < 2 <3 <b>x", &["1 ", "< 2 ", "<3 ", "<b>", "x"]);
        check("<a title=\"a > b\" href='#x'>1</a>", &["<a title=\"a > b\" href='#x'>", "1", "</a>"]);
        check("<br/><hr />", &["<br/>", "<hr />"]);
        check("<script>if (a<b) '<p>'</script>x", &["<script>", "script:if (a<b) '<p>'", "</script>", "x"]);
        check(
            "a<!-- <p> -->b<!-->c<!doctype html>d<?xml?>",
            &["a", "! <p> ", "b", "!", "c", "!doctype html", "d", "!xml?"],
        );
    }

    #[test]
    fn broken_markup_loses_no_text() {
        check("<a href=\"x>text</a>", &["<a href=\"x>", "text", "</a>"]);
        check("a <!-- no end", &["a ", "<!-- no end"]);
        check("<p", &["<p"]);
        check("<title>no end<p>text", &["<title>", "no end", "<p>", "text"]);
        check("<script>no end<p>", &["<script>", "script:no end<p>"]);
    }

    #[test]
    fn attributes_are_read_in_every_notation() {
        let tag = StartTag { name: "ol".into(), attributes: " TYPE=a start='3' x=\"&amp;\" hidden é=1 /" };
        for (name, expected) in
            [("type", Some("a")), ("start", Some("3")), ("x", Some("&")), ("hidden", Some("")), ("none", None)]
        {
            assert_eq!(tag.attribute(name).as_deref(), expected, "{name}");
        }
    }
}
