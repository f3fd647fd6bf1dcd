//! A part of a document to its elements.
#![allow(dead_code, missing_docs)]

/// Depth, name and attributes of an element.
pub type Element = (usize, String, Vec<(String, String)>);

/// Gives the start of every element of a part, in order. Fails where the XML is not well-formed.
pub fn elements(bytes: &[u8], part: &str) -> Vec<Element> {
    use quick_xml::events::Event;
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is an archive");
    let Ok(mut file) = archive.by_name(part) else { return Vec::new() };
    let mut text = String::new();
    file.read_to_string(&mut text).expect("the part is text");
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let (mut depth, mut found) = (0, Vec::new());
    loop {
        match reader.read_event().expect("it is well-formed") {
            Event::Start(start) => {
                let attributes = start.attributes().map(|attribute| attribute.expect("attributes are well-formed"));
                let attributes = attributes.map(|a| (a.key.as_ref().to_owned(), a.value.into_owned()));
                found.push((depth, start.name().as_ref().to_owned(), attributes.collect()));
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{part}: every element is closed");
    found
}
