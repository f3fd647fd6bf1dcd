//! A packed document and its changed parts to a packed document: what did not change is copied as it is packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, ZipArchive};

/// Holds the parts that are written, by name.
pub(super) type Parts = BTreeMap<String, String>;

/// Packs a document again.
pub(super) fn pack(bytes: &[u8], mut parts: Parts) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let how = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index)?;
        let plain = file.name()?.trim_start_matches('/').to_owned();
        let changed = parts.keys().find(|name| name.eq_ignore_ascii_case(&plain)).cloned();
        match changed.and_then(|name| parts.remove(&name)) {
            Some(text) => {
                let name = file.name()?.into_owned();
                drop(file);
                zip.start_file(name, how)?;
                zip.write_all(text.as_bytes())?;
            }
            None => zip.raw_copy_file(file)?,
        }
    }
    for (name, text) in parts {
        zip.start_file(name, how)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Most bytes of the part that lists the types of the others.
const SMALL: u64 = 4 << 20;

/// Unpacks a small part.
pub(super) fn part(bytes: &[u8], name: &str) -> ZipResult<Option<String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let mut text = String::new();
    archive.by_index(index)?.take(SMALL).read_to_string(&mut text)?;
    Ok(Some(text))
}

/// Names the part that says to what a part refers.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, file) =
        part.rsplit_once('/').map_or((String::new(), part), |(folder, file)| (format!("{folder}/"), file));
    format!("{folder}_rels/{file}.rels")
}

/// Names a new part in the folder of another.
pub(super) fn beside(part: &str, file: &str) -> String {
    part.rsplit_once('/').map_or(file.to_owned(), |(folder, _)| format!("{folder}/{file}"))
}

/// Puts text before the end tag of the element that a part consists of.
pub(super) fn append(xml: &str, inside: &str) -> Option<String> {
    let end = xml.rfind("</")?;
    Some(format!("{}{inside}{}", &xml[..end], &xml[end..]))
}
