//! Bytes to what they are: told by their content, never by a file's name. Reads no more than it must.

use super::{Format, encoding};
use crate::token::{all_bytes, strip_prefix_in_any_case};
use std::borrow::Cow;

/// Says what some bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A format that has a reader.
    Readable(Format),
    /// One of the formats above, or several, packed by gzip.
    Gzip,
    /// One JSON object a line: many resolutions.
    JsonLines,
    /// A format that has no reader here.
    Unreadable(Foreign),
    /// Nothing.
    Empty,
    /// White space alone, or characters that print nothing.
    Blank,
    /// A byte order mark, and nothing behind it.
    OnlyMark,
}

/// Names a format that is recognised in order to say what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Foreign {
    /// Excel, either generation.
    Spreadsheet,
    /// PowerPoint, either generation.
    Presentation,
    /// OpenDocument text.
    OpenDocument,
    /// Electronic book.
    Epub,
    /// Apple Pages.
    Pages,
    /// A zip archive with anything else in it.
    Archive,
    /// Rich Text Format.
    Rtf,
    /// Word or another program of the Office family, protected by a password.
    Encrypted,
    /// Word before version 97, or Word for DOS.
    OldWord,
    /// WordPerfect.
    WordPerfect,
    /// PostScript.
    PostScript,
    /// A picture: PNG, JPEG, GIF, TIFF, DjVu and the like.
    Picture,
    /// A web page saved with its pictures as one file (MHTML).
    WebArchive,
    /// XML of another kind.
    Xml,
    /// An Office container with none of the known documents in it.
    Ole,
    /// None of these, and no text.
    Binary,
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Foreign::Spreadsheet => "a spreadsheet",
            Foreign::Presentation => "a presentation",
            Foreign::OpenDocument => "an OpenDocument text",
            Foreign::Epub => "an EPUB book",
            Foreign::Pages => "a Pages document",
            Foreign::Archive => "a packed archive",
            Foreign::Rtf => "Rich Text Format",
            Foreign::Encrypted => "an Office document protected by a password",
            Foreign::OldWord => "a document of Word before version 97",
            Foreign::WordPerfect => "a WordPerfect document",
            Foreign::PostScript => "PostScript",
            Foreign::Picture => "a picture",
            Foreign::WebArchive => "a web page saved as one file with its pictures",
            Foreign::Xml => "XML",
            Foreign::Ole => "an Office container without a text document",
            Foreign::Binary => "binary data",
        })
    }
}

/// How far into a file the magic of PDF is looked for: what readers accept (ISO 32000-1, implementation note 13).
const PDF_JUNK: usize = 1024;

/// How much of a text is looked at to tell kinds of text apart.
const TEXT_HEAD: usize = 64 * 1024;

/// Tells what `bytes` are.
pub(super) fn sniff(bytes: &[u8]) -> Content {
    use Content::{JsonLines, Readable, Unreadable};
    if let Some(content) = by_magic(bytes) {
        return content;
    }
    // A text may begin behind any number of blanks.
    let mut heads = bytes.chunks(TEXT_HEAD).map(head_as_text);
    let Some(head) = heads.find(|head| head.binary || !past_blanks(&head.text).is_empty()) else {
        return blank(bytes);
    };
    let text = past_blanks(&head.text);
    if text.is_empty() {
        return Unreadable(Foreign::Binary);
    }
    if text.starts_with("{\\rtf") {
        return Unreadable(Foreign::Rtf);
    }
    if text.starts_with("%!PS") {
        return Unreadable(Foreign::PostScript);
    }
    // JSON first: a text that is quoted in it may have any markup, or the beginning of any file.
    match json(text).filter(|_| !head.binary) {
        Some(Json::Document) => return Readable(Format::Json),
        Some(Json::Lines) => return JsonLines,
        None => {}
    }
    if is_pdf_behind_junk(bytes) {
        return Readable(Format::Pdf);
    }
    match markup(text) {
        Some(Markup::Html) => return Readable(Format::Html),
        Some(Markup::OtherXml) => return Unreadable(Foreign::Xml),
        None => {}
    }
    if is_web_archive(text) {
        return Unreadable(Foreign::WebArchive);
    }
    if head.binary {
        return Unreadable(Foreign::Binary);
    }
    Readable(if is_markdown(text) { Format::Markdown } else { Format::Plain })
}

/// Gives what follows blanks and characters that print nothing.
fn past_blanks(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'))
}

/// Says of bytes in which nothing is printed what they are.
fn blank(bytes: &[u8]) -> Content {
    let mark = encoding_rs::Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    match bytes.len() {
        0 => Content::Empty,
        length if length == mark => Content::OnlyMark,
        _ => Content::Blank,
    }
}

/// Tells formats that begin with a fixed sequence of bytes.
fn by_magic(bytes: &[u8]) -> Option<Content> {
    use Content::{Gzip, Readable, Unreadable};
    const TABLE: &[(&[u8], Content)] = &[
        (b"\x1f\x8b", Gzip),
        (b"%PDF-", Readable(Format::Pdf)),
        (b"\x89PNG\r\n", Unreadable(Foreign::Picture)),
        (b"\xff\xd8\xff", Unreadable(Foreign::Picture)),
        (b"GIF8", Unreadable(Foreign::Picture)),
        (b"II*\0", Unreadable(Foreign::Picture)),
        (b"MM\0*", Unreadable(Foreign::Picture)),
        (b"AT&TFORM", Unreadable(Foreign::Picture)),
        (b"\xffWPC", Unreadable(Foreign::WordPerfect)),
        (b"\xdb\xa5\x2d\0", Unreadable(Foreign::OldWord)),
        (b"\x31\xbe\0\0", Unreadable(Foreign::OldWord)),
        (b"\xfe\x37\0\x1c", Unreadable(Foreign::OldWord)),
        (b"\xfe\x37\0\x23", Unreadable(Foreign::OldWord)),
    ];
    if let Some((_, content)) = TABLE.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*content);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(ole(bytes));
    }
    None
}

/// Tells a PDF behind the header of a mail or a web server's answer.
fn is_pdf_behind_junk(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(PDF_JUNK)], b"%PDF-").is_some_and(|at| looks_like_pdf(&bytes[at..]))
}

/// Tells a PDF after junk from a text in which the magic is quoted: a digit follows, and objects do.
fn looks_like_pdf(bytes: &[u8]) -> bool {
    let window = &bytes[..bytes.len().min(64 * 1024)];
    bytes.get(5).is_some_and(u8::is_ascii_digit) && find(window, b" obj").is_some()
}

/// Tells what a zip archive holds by the names in it. Names are never compressed.
fn zip(bytes: &[u8]) -> Content {
    use Content::{Readable, Unreadable};
    let mut found = None;
    // A name is looked for anywhere in the bytes, so that a truncated archive is still told for what it was meant to be.
    for (name, content) in [
        (&b"word/document"[..], Readable(Format::Docx)),
        (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Unreadable(Foreign::Spreadsheet)),
        (b"mimetypeapplication/vnd.oasis.opendocument.presentation", Unreadable(Foreign::Presentation)),
        (b"mimetypeapplication/vnd.oasis.opendocument", Unreadable(Foreign::OpenDocument)),
        (b"mimetypeapplication/epub+zip", Unreadable(Foreign::Epub)),
        (b"xl/workbook", Unreadable(Foreign::Spreadsheet)),
        (b"ppt/presentation", Unreadable(Foreign::Presentation)),
        (b"Index/Document.iwa", Unreadable(Foreign::Pages)),
        (b"word/", Readable(Format::Docx)),
    ] {
        if find(bytes, name).is_some() {
            found = Some(content);
            break;
        }
    }
    found.unwrap_or(Unreadable(Foreign::Archive))
}

/// Tells what an OLE container holds by the names of its streams, which are UTF-16.
fn ole(bytes: &[u8]) -> Content {
    use Content::{Readable, Unreadable};
    for (name, content) in [
        ("EncryptedPackage", Unreadable(Foreign::Encrypted)),
        ("WordDocument", Readable(Format::Doc)),
        ("Workbook", Unreadable(Foreign::Spreadsheet)),
        ("PowerPoint Document", Unreadable(Foreign::Presentation)),
    ] {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if find(bytes, &wide).is_some() {
            return content;
        }
    }
    Unreadable(Foreign::Ole)
}

/// Holds the start of a text.
struct Head<'b> {
    text: Cow<'b, str>,
    /// Too many control characters for a text.
    binary: bool,
}

/// Reads the start of a file as text.
fn head_as_text(head: &[u8]) -> Head<'_> {
    let (text, _) = encoding::to_text(head);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\u{c}' | '\u{1a}');
    // Nearly all texts have none of those below the space but line breaks and tabs: bytes tell faster than characters.
    let suspect = |byte: u8| matches!(byte, 0..=8 | 0xb | 0xd..=0x1f | 0x7f | 0xc2);
    let found = !all_bytes(&*text, |byte| !suspect(byte));
    let controls = if found { text.chars().filter(|&c| control(c)).count() } else { 0 };
    // A text of the 1990s has a stray control character now and then, a binary file one in three.
    let zeros = found && text.contains('\0') || text.is_empty() && head.contains(&0);
    Head { binary: zeros || controls > 0 && controls * 20 > text.chars().count(), text }
}

/// Names the two kinds of marked-up text.
enum Markup {
    Html,
    OtherXml,
}

/// Elements with which a web page or a piece of one begins. Custom and XML names are left out on purpose.
const HTML_ELEMENTS: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "base",
    "style",
    "script",
    "div",
    "p",
    "pre",
    "table",
    "center",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "a",
    "b",
    "i",
    "u",
    "br",
    "hr",
    "img",
    "ul",
    "ol",
    "dl",
    "span",
    "section",
    "article",
    "main",
    "header",
    "blockquote",
    "xmp",
    "plaintext",
    "frameset",
    "basefont",
    "em",
    "strong",
];

/// Tells HTML and XML by the first tag, after comments, declarations and white space.
fn markup(text: &str) -> Option<Markup> {
    let mut rest = text;
    let mut declared = false;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            declared |= instruction.starts_with("xml");
            rest = instruction.find('>').map_or("", |end| &instruction[end + 1..]);
        } else {
            break;
        }
    }
    if let Some(doctype) = strip_prefix_in_any_case(rest, "<!doctype") {
        let html = strip_prefix_in_any_case(doctype.trim_start(), "html").is_some();
        return Some(if html { Markup::Html } else { Markup::OtherXml });
    }
    if let Some(tag) = rest.strip_prefix('<') {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let ends = tag[name.len()..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '/'));
        if ends && HTML_ELEMENTS.contains(&name.as_str()) {
            return Some(Markup::Html);
        }
        let qualified = !name.is_empty() && tag[name.len()..].starts_with([':', '-', ' ', '>']);
        // `<<ODS JOB NO>>` and `<title>`-like words of a plain text are no XML: that needs a declaration, or a name space.
        if declared || (qualified && tag.split('>').next().is_some_and(|inside| inside.contains("xmlns"))) {
            return Some(Markup::OtherXml);
        }
    }
    if declared {
        return Some(Markup::OtherXml);
    }
    // Text before the first tag: a page without a head, as some servers send it.
    const SERVED: usize = 4096;
    if text.find('<').is_none_or(|at| text[..at].chars().count() >= SERVED) {
        return None;
    }
    let start = text.char_indices().nth(SERVED).map_or(text, |(end, _)| &text[..end]);
    let lower = start.to_ascii_lowercase();
    ["<html>", "<html ", "<body>", "<body ", "</head>", "<pre>"]
        .iter()
        .any(|tag| lower.contains(tag))
        .then_some(Markup::Html)
}

/// Tells a web page that was saved with all its parts, which is a mail message.
fn is_web_archive(text: &str) -> bool {
    let mut headers = text.lines().take(12);
    headers.clone().any(|line| strip_prefix_in_any_case(line, "mime-version:").is_some())
        && headers.any(|line| strip_prefix_in_any_case(line, "content-type:").is_some())
}

/// Names the two kinds of JSON.
enum Json {
    Document,
    Lines,
}

/// Tells JSON by its first characters, and one object a line by the second line.
fn json(text: &str) -> Option<Json> {
    let after = text.strip_prefix(['{', '['])?.trim_start();
    if !after.starts_with(['"', '}', ']', '{', '[']) {
        return None;
    }
    // "[on the report of ...]" and "[COMMENT1]" are no JSON, and `["` opens no resolution.
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let complete = |line: &str| line.starts_with('{') && line.ends_with('}') && line.len() > 2;
    let first = lines.next().is_some_and(complete);
    let second = lines.next();
    Some(if first && second.is_some_and(|line| line.starts_with('{')) { Json::Lines } else { Json::Document })
}

/// Tells Markdown from plain text by marks that plain texts of resolutions do not have: headings and notes in its notation,
/// and emphasised phrases at the start of lines. One may be a flaw of an extraction, but not a heading that is the first
/// line. Numbered lines, dashes and single asterisks prove nothing.
fn is_markdown(text: &str) -> bool {
    if all_bytes(text, |byte| !matches!(byte, b'#' | b'^' | b'*' | b'_')) {
        return false;
    }
    let mut signs = 0;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_start_matches(' ');
        let heading = is_heading(line);
        if heading && number == 0 {
            return true;
        }
        let note = || {
            line.contains('[') && line.split("[^").skip(1).any(|note| note.split(']').next().is_some_and(is_note_label))
        };
        signs += usize::from(heading || note() || opens_emphasised(line));
        if signs == 2 {
            return true;
        }
    }
    false
}

/// Tells a line with the marks of a heading: "## Trees".
fn is_heading(line: &str) -> bool {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') && line.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Tells a label between `[^` and `]`.
fn is_note_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 32
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_*".contains(&byte))
}

/// Tells a line whose first words, after a number, stand between marks of emphasis: "1. *Requests* the ...".
fn opens_emphasised(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '\t'));
    for mark in ["**", "__", "*", "_"] {
        if let Some(rest) = line.strip_prefix(mark) {
            let words = rest.starts_with(char::is_alphabetic)
                || mark.len() == 2 && rest.starts_with(|c: char| c.is_ascii_digit());
            return words && rest.find(mark).is_some_and(|end| end > 2 && !rest[..end].ends_with(' '));
        }
    }
    false
}

/// Finds the first place of `needle`.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let (&first, rest) = needle.split_first()?;
    let mut from = 0;
    while let Some(at) = haystack[from..].iter().position(|&byte| byte == first) {
        let at = from + at;
        if haystack[at + 1..].starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use Content::{Blank, Empty, Gzip, JsonLines, OnlyMark, Readable, Unreadable};

    fn check(bytes: impl AsRef<[u8]>, expected: Content) {
        let bytes = bytes.as_ref();
        assert_eq!(sniff(bytes), expected, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(60)]));
    }

    #[test]
    fn web_pages_are_told_by_their_first_tag() {
        for page in [
            "<!DOCTYPE html><p>x",
            "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">",
            "\u{feff}  \n<HTML><HEAD>",
            "<!-- Page 1 --> <!-- two --><body bgcolor=white>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<PRE>\nA/RES/46/74\n",
            "<P ALIGN=CENTER>54/212.",
            "<br/>text",
            "HTTP header left behind\n\n<html><body>",
        ] {
            check(page, Readable(Format::Html));
        }
    }

    #[test]
    fn angle_brackets_of_extractions_are_not_tags() {
        for text in [
            "<<ODS JOB NO>>N0026259E<<ODS JOB NO>>\nA/RES/54/212",
            "<article 5> of the Charter",
            "[COMMENT1]UNITED\t\tA",
            "The General Assembly,\n\n1. Takes note of <something>;",
            "< 5 per cent",
        ] {
            let expected = if text.starts_with("<article") { Format::Html } else { Format::Plain };
            check(text, Readable(expected));
        }
    }

    #[test]
    fn other_xml_is_named() {
        check("<?xml version=\"1.0\"?><akomaNtoso xmlns=\"x\"><act/>", Unreadable(Foreign::Xml));
        check("<w:document xmlns:w=\"x\">", Unreadable(Foreign::Xml));
        check("<!DOCTYPE book SYSTEM \"x\"><book>", Unreadable(Foreign::Xml));
    }

    #[test]
    fn pdf_is_found_after_junk_but_not_in_a_sentence() {
        check("%PDF-1.4\n1 0 obj", Readable(Format::Pdf));
        check([&[b'\n'; 900][..], b"%PDF-1.7\n1 0 obj"].concat(), Readable(Format::Pdf));
        check([&[b'\n'; 1024][..], b"%PDF-1.7\n1 0 obj"].concat(), Readable(Format::Plain));
        check("A file begins with %PDF-1.4 as a rule.", Readable(Format::Plain));
    }

    #[test]
    fn archives_are_told_by_the_names_in_them() {
        let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0".as_slice(), &[0; 18], name.as_bytes(), b"\x03data"].concat();
        check(zip("word/document.xml"), Readable(Format::Docx));
        check(zip("xl/workbook.xml"), Unreadable(Foreign::Spreadsheet));
        check(zip("ppt/presentation.xml"), Unreadable(Foreign::Presentation));
        check(zip("mimetypeapplication/vnd.oasis.opendocument.text"), Unreadable(Foreign::OpenDocument));
        check(zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), Unreadable(Foreign::Spreadsheet));
        check(zip("mimetypeapplication/epub+zip"), Unreadable(Foreign::Epub));
        check(zip("inner.zip"), Unreadable(Foreign::Archive));
        check("PK\x03\x04", Unreadable(Foreign::Archive));
        check("PKs are not archives", Readable(Format::Plain));
    }

    #[test]
    fn office_containers_are_told_by_their_streams() {
        let ole = |name: &str| {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &wide].concat()
        };
        check(ole("WordDocument"), Readable(Format::Doc));
        check(ole("EncryptedPackage"), Unreadable(Foreign::Encrypted));
        check(ole("Workbook"), Unreadable(Foreign::Spreadsheet));
        check(ole("Contents"), Unreadable(Foreign::Ole));
    }

    #[test]
    fn other_formats_are_named() {
        check("{\\rtf1\\ansi", Unreadable(Foreign::Rtf));
        check("%!PS-Adobe-3.0", Unreadable(Foreign::PostScript));
        check(b"\xffWPC\x10\0", Unreadable(Foreign::WordPerfect));
        check(b"\x89PNG\r\n\x1a\n", Unreadable(Foreign::Picture));
        check("MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<p>", Unreadable(Foreign::WebArchive));
        check(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0", Unreadable(Foreign::Binary));
        check(b"\x1f\x8b\x08\0", Gzip);
    }

    #[test]
    fn what_prints_nothing_is_told() {
        check("", Empty);
        check(" \r\n\t\n\u{c}", Blank);
        check("\u{a0}\n\u{200b}\n", Blank);
        check("\u{feff}", OnlyMark);
        check(b"\xff\xfe", OnlyMark);
        check("\u{feff}\n", Blank);
        check(" ".repeat(3 * TEXT_HEAD), Blank);
        check(" ".repeat(3 * TEXT_HEAD) + "The General Assembly,", Readable(Format::Plain));
        check("\n".repeat(TEXT_HEAD + 1) + "<html><p>x", Readable(Format::Html));
    }

    #[test]
    fn json_is_told_from_square_brackets_of_a_masthead() {
        check("{\"symbol\": \"A/RES/54/212\"}", Readable(Format::Json));
        check("{\n  \"paragraphs\": []\n}\n", Readable(Format::Json));
        check("{\n  \"text\": \"<p>One</p> <p>Two</p> <html><body><p>\"\n}\n", Readable(Format::Json));
        check("{\"text\": \"of which %PDF-1.4 1 0 obj is the beginning\"}", Readable(Format::Json));
        check("{\"a\": 1}\n{\"a\": 2}\n", JsonLines);
        check("[on the report of the Second Committee (A/54/587/Add.5)]", Readable(Format::Plain));
        check("{not json}", Readable(Format::Plain));
    }

    #[test]
    fn markdown_is_told_by_unmistakable_marks_only() {
        check("# A/RES/54/212\n\nThe General Assembly,", Readable(Format::Markdown));
        check("The General Assembly,\n\nRecalling Cairo,[^1]\n\n[^1]: See.", Readable(Format::Markdown));
        check("*Recalling* its resolution,\n\n1. *Requests* more;", Readable(Format::Markdown));
        check("**54/212. Title**\n\n_Noting_ it,", Readable(Format::Markdown));
        check("A/RES/54/212\n\n## Title\n\n1. *Requests* more;", Readable(Format::Markdown));
        for plain in [
            "* The present document was reissued.\n\n1. Requests x;\n- dash\n\n* * *",
            "#1 in the list\n####\n",
            "1. Takes note of the report;*\n\n* A/54/207.",
            "_________________\nNotes\n",
            "See [1] and [^] and ^",
            "A/RES/47/68\n\n1. Decides to act.\n\n### 47/69. Trees\n\n2. Decides to plant *them*.",
            "A/RES/47/68\n\n1. Decides to act.[^a]",
        ] {
            check(plain, Readable(Format::Plain));
        }
    }

    #[test]
    fn text_in_utf_16_is_text() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check([b"\xff\xfe".as_slice(), &wide("The General Assembly,")].concat(), Readable(Format::Plain));
        check(wide("The General Assembly,"), Readable(Format::Plain));
        check([b"\xff\xfe".as_slice(), &wide("<html><body>")].concat(), Readable(Format::Html));
    }

    #[test]
    fn text_in_old_code_pages_is_text() {
        check(b"\x93Development\x94 \x96 one\x92s", Readable(Format::Plain));
        check(b"Caf\x82, the \x1a end", Readable(Format::Plain));
    }
}
