//! A packed Word document to its parts, found by their relationships. Never unpacks more than it may.

use super::xml::{Token, Xml};
use crate::source::{DecodeError, Format, Limits};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Unpacks parts, as far as the limits allow.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    limit: usize,
    left: usize,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub(crate) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, DecodeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(error)?;
        Ok(Self { archive, limit: limits.unpacked, left: limits.unpacked })
    }

    /// Unpacks a part as text; `None` where the package lacks it.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, DecodeError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let too_large = DecodeError::TooLarge { limit: self.limit };
        let mut file = self.archive.by_index(index).map_err(error)?;
        if file.encrypted() {
            return Err(DecodeError::Encrypted(Format::Docx));
        }
        if usize::try_from(file.size()).unwrap_or(usize::MAX) > self.left {
            return Err(too_large);
        }
        // What the archive says about a size may be a lie: count what comes out.
        let mut bytes = Vec::new();
        let allowed = u64::try_from(self.left).unwrap_or(u64::MAX);
        let outcome = (&mut file).take(allowed.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() > self.left {
            return Err(too_large);
        }
        outcome.map_err(|cause| DecodeError::caused_by(Format::Docx, cause))?;
        self.left -= bytes.len();
        Ok(Some(text(bytes)))
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            // Names of parts differ in case alone between what some programs write and what they refer to.
            let mut names = (0..self.archive.len()).filter_map(|i| Some((i, self.archive.name_for_index(i)?.ok()?)));
            names.find(|(_, found)| found.trim_start_matches('/').eq_ignore_ascii_case(name)).map(|(i, _)| i)
        })
    }

    /// Finds the main document.
    pub(crate) fn main_document(&mut self) -> Result<String, DecodeError> {
        let relations = self.relations("")?;
        let named = relations.of_kind("officeDocument").next().map(str::to_owned);
        named
            .into_iter()
            .chain(["word/document.xml".to_owned()])
            .find(|name| self.index(name).is_some())
            .ok_or_else(|| DecodeError::malformed(Format::Docx, "it has no main document"))
    }

    /// Reads what a part refers to; empty where it refers to nothing. The part with the empty name is the package.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Relations, DecodeError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut relations = Relations { by_id: BTreeMap::new() };
        let Some(text) = self.part(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(relations) };
        let mut xml = Xml::new(&text);
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            if tag.name() != "Relationship" || tag.attribute("TargetMode").is_some_and(|mode| mode == "External") {
                continue;
            }
            if let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
            {
                relations.by_id.insert(id, (kind, resolve(folder, &target)));
            }
        }
        Ok(relations)
    }
}

/// Lists the parts that a part refers to.
pub(crate) struct Relations {
    by_id: BTreeMap<String, (String, String)>,
}

impl Relations {
    /// Gives the parts of a kind, named by the end of its type: "styles", "footnotes".
    pub(crate) fn of_kind<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        // The types of the transitional and of the strict form end alike.
        let is_kind = move |found: &str| found.rsplit('/').next() == Some(kind);
        self.by_id.values().filter(move |(found, _)| is_kind(found)).map(|(_, target)| target.as_str())
    }

    /// Gives the part with an id.
    pub(crate) fn target(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|(_, target)| target.as_str())
    }
}

/// Makes the name of a part of what a relationship says.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Decodes a part, which is UTF-8 or, with a byte order mark, UTF-16.
fn text(bytes: Vec<u8>) -> String {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => encoding.decode(&bytes).0.into_owned(),
        _ => {
            let text = match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            };
            text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
        }
    }
}

fn error(cause: ZipError) -> DecodeError {
    match cause {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            DecodeError::Encrypted(Format::Docx)
        }
        // The list of parts stands at the end: it is what a broken download lacks.
        ZipError::InvalidArchive(_) => DecodeError::Malformed {
            format: Format::Docx,
            detail: "its archive is cut off or damaged".to_owned(),
            cause: Some(cause.into()),
        },
        cause => DecodeError::caused_by(Format::Docx, cause),
    }
}
