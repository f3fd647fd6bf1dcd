//! XML of parts to a packed Word document, for tests.
#![allow(dead_code, missing_docs)]

use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Packs parts.
pub fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory does not fail");
        zip.write_all(text.as_bytes()).expect("memory does not fail");
    }
    zip.finish().expect("memory does not fail").into_inner()
}

/// Makes a document of the inside of `w:body` and of further parts: (kind, inside of the root element).
pub fn document(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    document_in(W, body, parts)
}

/// The same, with another namespace.
pub fn document_in(space: &str, body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let root = |name: &str, inside: &str| {
        format!(
            "<?xml version='1.0' encoding='UTF-8'?><w:{name} xmlns:w='{space}' xmlns:r='{RELATIONS}' \
             xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
             xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
             xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
             xmlns:v='urn:schemas-microsoft-com:vml'>{inside}</w:{name}>"
        )
    };
    let mut files = vec![("word/document.xml".to_owned(), root("document", &format!("<w:body>{body}</w:body>")))];
    let mut relations = String::new();
    for (i, (kind, inside)) in parts.iter().enumerate() {
        let name = kind.trim_end_matches(|c: char| c.is_ascii_digit());
        let element = match name {
            "header" => "hdr",
            "footer" => "ftr",
            other => other,
        };
        files.push((format!("word/{kind}.xml"), root(element, inside)));
        relations += &format!("<Relationship Id='r{i}' Type='{RELATIONS}/{name}' Target='{kind}.xml'/>");
    }
    let relationships = |inside: &str| {
        format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{inside}</Relationships>"
        )
    };
    files.push(("word/_rels/document.xml.rels".to_owned(), relationships(&relations)));
    let main = format!("<Relationship Id='r1' Type='{RELATIONS}/officeDocument' Target='word/document.xml'/>");
    files.push(("_rels/.rels".to_owned(), relationships(&main)));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    pack(&files)
}

/// Makes a paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}
