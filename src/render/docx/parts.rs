//! The parts of the document, those with text and those without, to one packed file with fixed times.

use super::TrackedOptions;
use super::xml::{Document, escape};
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const R: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const STYLES: &str = include_str!("styles.xml");

/// Packs the parts.
pub(super) fn pack(document: &Document, options: &TrackedOptions) -> ZipResult<Vec<u8>> {
    let comments = !document.comments.is_empty();
    let mut files = vec![
        ("[Content_Types].xml", content_types(comments)),
        ("_rels/.rels", package_relations()),
        ("word/document.xml", body(&document.body)),
        ("word/_rels/document.xml.rels", document_relations(comments)),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/settings.xml", settings()),
        ("word/footnotes.xml", footnotes(&document.footnotes)),
        ("word/footer1.xml", footer()),
        ("docProps/core.xml", core(options)),
    ];
    if comments {
        files.push(("word/comments.xml", format!("{HEAD}<w:comments {W}>{}</w:comments>", document.comments)));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let time = DateTime::default();
    let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(time);
    for (name, text) in files {
        zip.start_file(name, how)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn body(rows: &str) -> String {
    format!(
        "{HEAD}<w:document {W} {R}><w:body>{rows}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" \
         w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn footnotes(notes: &str) -> String {
    let rule = |kind: &str, element: &str, id: i32| {
        format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>")
    };
    let rules = [rule("separator", "separator", -1), rule("continuationSeparator", "continuationSeparator", 0)];
    format!("{HEAD}<w:footnotes {W}>{}{notes}</w:footnotes>", rules.concat())
}

/// The number of the page, centred.
fn footer() -> String {
    format!(
        "{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:fldSimple w:instr=\" PAGE \">\
         <w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"
    )
}

/// Whoever works on goes on tracking changes.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings {W}><w:trackRevisions/><w:defaultTabStop w:val=\"567\"/><w:footnotePr>\
         <w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat></w:settings>"
    )
}

fn core(options: &TrackedOptions) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified></cp:coreProperties>",
        escape(&options.author),
        date = escape(&options.date)
    )
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let inside: String = list.iter().map(one).collect();
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
    )
}

fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let main = format!("{RELATIONS}/officeDocument");
    relations(&[("rId1", &main, "word/document.xml"), ("rId2", core, "docProps/core.xml")])
}

fn document_relations(comments: bool) -> String {
    let kinds = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "footnotes", "footnotes.xml"),
        ("rId4", "footer", "footer1.xml"),
        ("rId5", "comments", "comments.xml"),
    ];
    let count = if comments { 5 } else { 4 };
    let named: Vec<(&str, String, &str)> =
        kinds[..count].iter().map(|(id, kind, target)| (*id, format!("{RELATIONS}/{kind}"), *target)).collect();
    relations(&named.iter().map(|(id, kind, target)| (*id, kind.as_str(), *target)).collect::<Vec<_>>())
}

fn content_types(comments: bool) -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut parts = vec![
        ("word/document.xml", format!("{word}.document.main+xml")),
        ("word/styles.xml", format!("{word}.styles+xml")),
        ("word/settings.xml", format!("{word}.settings+xml")),
        ("word/footnotes.xml", format!("{word}.footnotes+xml")),
        ("word/footer1.xml", format!("{word}.footer+xml")),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
    ];
    if comments {
        parts.push(("word/comments.xml", format!("{word}.comments+xml")));
    }
    let part = |(name, kind): &(&str, String)| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    let inside: String = parts.iter().map(part).collect();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{inside}</Types>"
    )
}
