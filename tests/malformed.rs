//! Files that are broken, hostile or of another kind: each gives its error, or a text, in bounded time.

use resdiff::source::{DecodeError, DecodeOptions, decode};
use std::io::Write;
use std::time::{Duration, Instant};

/// What is expected of a file.
enum Expected {
    /// An error, as printed.
    Error(&'static str),
    /// An error that begins so; the rest is a library's.
    ErrorLike(&'static str),
    /// Some text or none; only the time counts.
    Text,
}
use Expected::{Error, ErrorLike, Text};

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &Expected) {
    let started = Instant::now();
    let found = decode(bytes, &DecodeOptions::default()).map(|_| ()).map_err(|error: DecodeError| error.to_string());
    let took = started.elapsed();
    match (expected, &found) {
        (Error(message), Err(found)) => assert_eq!(found, message, "{name}"),
        (ErrorLike(start), Err(found)) => assert!(found.starts_with(start), "{name}: {found}"),
        (Text, Ok(())) => {}
        _ => panic!("{name}: {found:?}"),
    }
    // A second on a machine that does nothing else; wide here, since what is not bounded takes minutes.
    assert!(took < Duration::from_secs(60), "{name} took {took:?}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("writing to memory does not fail");
    packed.finish().expect("writing to memory does not fail")
}

fn zip_with(name: &str) -> Vec<u8> {
    [b"PK\x03\x04\x14\0\0\0".as_slice(), &[0; 18], name.as_bytes(), b"<broken"].concat()
}

fn ole_with(name: &str) -> Vec<u8> {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 504], &name].concat()
}

#[test]
fn files_without_text_are_named() {
    let table: &[(&str, Vec<u8>, Expected)] = &[
        ("nothing", Vec::new(), Error("it is empty")),
        ("white space", b" \r\n\t \n".to_vec(), Error("it holds nothing but blanks")),
        ("a byte order mark alone", b"\xef\xbb\xbf".to_vec(), Error("it holds nothing but a byte order mark")),
        ("zero bytes", vec![0; 4096], Error("not a format that is read: binary data")),
        (
            "noise",
            (0..4096u32).map(|n| ((n * 7919) >> 3) as u8).collect(),
            Error("not a format that is read: binary data"),
        ),
        (
            "a program",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec(),
            Error("not a format that is read: binary data"),
        ),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Error("not a format that is read: a picture")),
        ("a scan", b"II*\0\x08\0\0\0".to_vec(), Error("not a format that is read: a picture")),
        ("RTF", b"{\\rtf1\\ansi text}".to_vec(), Error("not a format that is read: Rich Text Format")),
        ("WordPerfect", b"\xffWPC\x10\0\0\0".to_vec(), Error("not a format that is read: a WordPerfect document")),
        ("XML", b"<?xml version='1.0'?><act/>".to_vec(), Error("not a format that is read: XML")),
        ("a spreadsheet", zip_with("xl/workbook.xml"), Error("not a format that is read: a spreadsheet")),
        ("a zip in a zip", zip_with("inner.zip"), Error("not a format that is read: a packed archive")),
        ("an empty zip", b"PK\x05\x06".to_vec(), Error("not a format that is read: a packed archive")),
        (
            "OpenDocument",
            zip_with("mimetypeapplication/vnd.oasis.opendocument.text"),
            Error("not a format that is read: an OpenDocument text"),
        ),
        (
            "a protected Word document",
            ole_with("EncryptedPackage"),
            Error("not a format that is read: an Office document protected by a password"),
        ),
        ("gzip in gzip", gzip(&gzip(b"text")), Error("not a format that is read: a packed archive")),
        ("gzip cut short", gzip(&[b'x'; 4096])[..20].to_vec(), ErrorLike("the plain text cannot be read: ")),
        ("gzip with wrong magic", b"\x1f\x8b\xff\xff\xff".to_vec(), ErrorLike("the plain text cannot be read: ")),
        ("a bomb", gzip(&vec![b' '; 80 << 20]), Error("the file unpacks to more than 64 MiB")),
        ("a text without end", b"x\n".repeat(40 << 20), Error("the text has more than 64 MiB")),
        ("many records", b"{\"key\": 1}\n{\"key\": 2}\n".to_vec(), Error("the file holds many resolutions")),
    ];
    for (name, bytes, expected) in table {
        check(name, bytes, expected);
    }
}

#[test]
fn hostile_text_is_read_in_time() {
    let many = |unit: &str| unit.repeat((2 << 20) / unit.len()).into_bytes();
    let page = |unit: &str| [b"<html>".to_vec(), many(unit)].concat();
    for (name, bytes) in [
        ("open elements", page("<div>")),
        ("unclosed italics", page("<i>x")),
        ("nested lists", page("<ol><li>")),
        ("nested tables", page("<table><tr><td>")),
        ("attributes without end", page(" a=1")),
        ("one tag of attributes", [b"<html ".to_vec(), many("a=1 b "), b">x".to_vec()].concat()),
        ("quotation marks without end", page("<a b=\"")),
        ("comments without end", page("<!--")),
        ("titles without end", page("<title>")),
        ("ampersands", page("&&#&a")),
        ("links to nowhere", page("<a href=#n>1</a>")),
        ("names", page("<p id=n1>1<a href=#n1>1</a>")),
        ("line breaks", page("x<br>")),
        ("brackets", [b"# x\n\n".to_vec(), many("[](")].concat()),
        ("emphasis", [b"# x\n\n".to_vec(), many("*a _b ")].concat()),
        ("closing emphasis", [b"# x\n\n".to_vec(), many("a* b_ ")].concat()),
        ("notes", [b"# x\n\n".to_vec(), many("[^1]: x\n")].concat()),
        ("items", [b"# x\n\n".to_vec(), many("1. x\n")].concat()),
        (
            "deeper and deeper items",
            [
                b"# x\n\n".to_vec(),
                (0..2000).map(|n| format!("{}1. x\n", " ".repeat(n))).collect::<String>().into_bytes(),
            ]
            .concat(),
        ),
        ("backslashes", [b"# x\n\n".to_vec(), many("\\")].concat()),
        ("blank lines", many("x\n\n\n")),
        ("one line", many("word ")),
    ] {
        check(name, &bytes, &Text);
    }
}

/// Thousands of paragraphs of one name, and of lists that seem to stand in one another, once took the time of their square.
#[test]
fn hostile_structure_is_understood_in_time() {
    for (name, unit) in [
        ("items of one name", "(a) To assist the States;\n\n"),
        ("lists in lists", "(a) To assist:\n\n(i) States:\n\n"),
        ("text after a list", "the States that assist one another;\n\n"),
        ("counts that begin again", "1. Decides to rest.\n\n"),
        ("organ lines", "The General Assembly,\n\n1. Decides to rest.\n\n"),
    ] {
        let text = format!("The General Assembly,\n\n1. Requests:\n\n{}", unit.repeat(8_000));
        let started = Instant::now();
        let parsed = resdiff::read::read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is a text");
        let deepest = parsed.value.paragraphs.iter().map(|paragraph| paragraph.level).max();
        assert!(deepest <= Some(16), "{name}: {deepest:?} levels");
        assert!(started.elapsed() < Duration::from_secs(30), "{name}: {:?}", started.elapsed());
    }
}
