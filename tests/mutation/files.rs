//! The samples, and files of every format made of them.

use std::io::{Cursor, Write};
use std::path::Path;

/// Every text, page and Markdown file of the samples, by path.
pub fn samples() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut found = Vec::new();
    for directory in std::fs::read_dir(root).expect("there are samples").flatten() {
        let Ok(files) = std::fs::read_dir(directory.path()) else { continue };
        for file in files.flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if [".txt", ".html", ".md"].iter().any(|end| name.ends_with(end)) {
                let name = format!("{}/{name}", directory.file_name().to_string_lossy());
                found.push((name, std::fs::read(file.path()).expect("a sample can be read")));
            }
        }
    }
    found.sort();
    assert!(found.len() >= 100, "{} samples", found.len());
    found
}

/// A text as a web page.
pub fn html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: Vec<String> = escaped.split("\n\n").map(|p| format!("<p>{}</p>", p.trim())).collect();
    format!("<!DOCTYPE html><html><head><title>x</title></head><body>\n{}\n</body></html>", paragraphs.join("\n"))
}

/// The XML of the main part of a Word document with a text.
pub fn document_xml(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String = escaped.split("\n\n").map(|p| super::word::p(p.trim())).collect();
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<w:document xmlns:w='{}'><w:body>\n{}</w:body></w:document>",
        super::word::W,
        paragraphs.replace("<w:p>", "\n<w:p>")
    )
}

/// A binary Word document with a text of 16 bits a character.
pub fn doc(text: &str) -> Vec<u8> {
    let all: Vec<u16> = text.replace("\n\n", "\r").replace('\n', " ").encode_utf16().chain([0x0D]).collect();
    let count = all.len() as u32;
    let mut stream = vec![0u8; 2048];
    let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xA5ECu16.to_le_bytes());
    put(2, &0xC1u16.to_le_bytes());
    put(76, &(count - 1).to_le_bytes());
    // The table of pieces: one piece, from the first character to the last.
    let words = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let pieces = [words(&[0, count]), vec![0, 0], words(&[2048]), vec![0, 0]].concat();
    let table = [vec![0; 16], vec![2], words(&[pieces.len() as u32]), pieces].concat();
    put(154 + 33 * 8, &16u32.to_le_bytes());
    put(158 + 33 * 8, &(table.len() as u32 - 16).to_le_bytes());
    stream.extend(all.iter().flat_map(|unit| unit.to_le_bytes()));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory does not fail");
    for (name, bytes) in [("WordDocument", stream), ("0Table", table)] {
        file.create_stream(name).and_then(|mut to| to.write_all(&bytes)).expect("memory does not fail");
    }
    file.into_inner().into_inner()
}

/// A PDF with a text, one line of the page a line, nothing packed.
pub fn pdf(text: &str) -> Vec<u8> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let pages: Vec<&[&str]> = lines.chunks(48).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect::<Vec<_>>().join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        let mut content = String::from("BT /F1 10 Tf 14 TL 50 800 Td\n");
        for line in *page {
            let safe: String = line.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
            let safe = safe.replace('\t', "    ").replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            content += &format!("({safe}) Tj T*\n");
        }
        content += "ET";
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * n
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in (1..).zip(&objects) {
        places.push(file.len());
        file += &format!("{n} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|place| file += &format!("{place:010} 00000 n \n"));
    file += &format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}
