//! `w:pPr`, `w:rPr` and `w:sectPr` to the few properties that matter for the text.

use super::xml::{Tag, Xml};
use crate::source::{DecodeError, Revisions};

/// Holds what is said about one paragraph, or by one paragraph style.
#[derive(Debug, Clone, Default)]
pub(crate) struct ParagraphProps {
    /// Id of the style.
    pub(crate) style: Option<String>,
    /// Id of the list; 0 takes the paragraph out of the list of its style.
    pub(crate) list: Option<u32>,
    /// Level in the list, from 0.
    pub(crate) level: Option<u8>,
    /// Indent of all lines, in twentieths of a point.
    pub(crate) left: Option<i32>,
    /// Further indent of the first line; negative where it hangs.
    pub(crate) first: Option<i32>,
    /// Whether its lines are centred.
    pub(crate) centred: Option<bool>,
    /// Whether it is a heading in the outline.
    pub(crate) outlined: Option<bool>,
    /// Whether the end of the paragraph is a tracked insertion.
    pub(crate) end_inserted: bool,
    /// Whether the end of the paragraph is a tracked deletion.
    pub(crate) end_deleted: bool,
    /// The section that ends with this paragraph.
    pub(crate) section: Option<Section>,
    /// Whether any of it is a tracked change.
    pub(crate) revised: bool,
}

/// Holds what is said about one run, or by one character style.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunProps {
    /// Id of the style.
    pub(crate) style: Option<String>,
    pub(crate) italic: Option<bool>,
    /// Whether it is set as superscript.
    pub(crate) raised: Option<bool>,
    /// Whether it is hidden text.
    pub(crate) hidden: Option<bool>,
}

/// Holds what is said about one section of the document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    /// Whether the first page has a head and foot of its own.
    pub(crate) title_page: bool,
    /// Running heads: (type, id of the relationship).
    pub(crate) headers: Vec<(String, String)>,
    /// Running feet.
    pub(crate) footers: Vec<(String, String)>,
    /// How footnotes are numbered.
    pub(crate) footnotes: NoteNumbering,
    /// How endnotes are numbered.
    pub(crate) endnotes: NoteNumbering,
}

/// Says how notes are numbered.
#[derive(Debug, Clone, Default)]
pub(crate) struct NoteNumbering {
    pub(crate) format: Option<String>,
    pub(crate) start: Option<u32>,
    /// Whether each section begins anew.
    pub(crate) each_section: Option<bool>,
}

impl NoteNumbering {
    /// Reads `w:footnotePr` or `w:endnotePr`, which was opened last.
    pub(crate) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), DecodeError> {
        xml.children(|_, tag| {
            match tag.name() {
                "numFmt" => self.format = tag.value(),
                "numStart" => self.start = tag.number(),
                "numRestart" => self.each_section = tag.value().map(|value| value == "eachSect"),
                _ => {}
            }
            Ok(())
        })
    }

    /// Fills what is not said here from what is said elsewhere.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self {
            format: self.format.clone().or_else(|| other.format.clone()),
            start: self.start.or(other.start),
            each_section: self.each_section.or(other.each_section),
        }
    }
}

/// Reads `w:pPr`, which was opened last.
pub(crate) fn paragraph(xml: &mut Xml<'_>, revisions: Revisions) -> Result<ParagraphProps, DecodeError> {
    let mut props = ParagraphProps::default();
    let mut original = None;
    let mut revised = false;
    xml.children(|xml, tag| match tag.name() {
        "pPrChange" => {
            revised = true;
            xml.children(|xml, tag| {
                if !tag.is("pPr") {
                    return Ok(());
                }
                let mut old = ParagraphProps::default();
                xml.children(|xml, tag| paragraph_property(xml, tag, &mut old))?;
                original = Some(old);
                Ok(())
            })
        }
        _ => paragraph_property(xml, tag, &mut props),
    })?;
    if let Some(old) = original.filter(|_| revisions == Revisions::Original) {
        let now = std::mem::take(&mut props);
        props = ParagraphProps {
            end_inserted: now.end_inserted,
            end_deleted: now.end_deleted,
            section: now.section,
            ..old
        };
    }
    props.revised |= revised;
    Ok(props)
}

fn paragraph_property(xml: &mut Xml<'_>, tag: &Tag<'_>, props: &mut ParagraphProps) -> Result<(), DecodeError> {
    match tag.name() {
        "pStyle" => props.style = tag.value(),
        "numPr" => {
            xml.children(|_, tag| {
                match tag.name() {
                    "numId" => props.list = tag.number(),
                    "ilvl" => props.level = tag.number(),
                    "ins" => props.revised = true,
                    _ => {}
                }
                Ok(())
            })?;
        }
        "ind" => {
            let number = |names: [&str; 2]| {
                let value = names.iter().find_map(|name| tag.attribute(name))?;
                value.trim().parse::<i32>().ok()
            };
            props.left = number(["left", "start"]).or(props.left);
            let hanging = tag.attribute("hanging").and_then(|value| value.trim().parse::<i32>().ok());
            let first = tag.attribute("firstLine").and_then(|value| value.trim().parse::<i32>().ok());
            props.first = hanging.map(|by| by.saturating_neg()).or(first).or(props.first);
        }
        "jc" => props.centred = tag.value().map(|value| value == "center"),
        "outlineLvl" => props.outlined = tag.number::<u32>().map(|level| level < 9),
        "rPr" => {
            xml.children(|_, tag| {
                match tag.name() {
                    "ins" | "moveTo" => props.end_inserted = true,
                    "del" | "moveFrom" => props.end_deleted = true,
                    _ => return Ok(()),
                }
                props.revised = true;
                Ok(())
            })?;
        }
        "sectPr" => props.section = Some(section(xml)?),
        _ => {}
    }
    Ok(())
}

/// Reads `w:rPr`, which was opened last. The second value tells whether it is a tracked change.
pub(crate) fn run(xml: &mut Xml<'_>, revisions: Revisions) -> Result<(RunProps, bool), DecodeError> {
    let mut props = RunProps::default();
    let mut original = None;
    xml.children(|xml, tag| {
        if tag.name() != "rPrChange" {
            run_property(tag, &mut props);
            return Ok(());
        }
        let mut old = RunProps::default();
        xml.children(|xml, tag| {
            if !tag.is("rPr") {
                return Ok(());
            }
            xml.children(|_, tag| {
                run_property(tag, &mut old);
                Ok(())
            })
        })?;
        original = Some(old);
        Ok(())
    })?;
    let revised = original.is_some();
    Ok((original.filter(|_| revisions == Revisions::Original).unwrap_or(props), revised))
}

fn run_property(tag: &Tag<'_>, props: &mut RunProps) {
    match tag.name() {
        "rStyle" => props.style = tag.value(),
        "i" => props.italic = Some(tag.is_on()),
        "vertAlign" => props.raised = tag.value().map(|value| value == "superscript"),
        "vanish" => props.hidden = Some(tag.is_on()),
        _ => {}
    }
}

/// Reads `w:sectPr`, which was opened last.
pub(crate) fn section(xml: &mut Xml<'_>) -> Result<Section, DecodeError> {
    let mut section = Section::default();
    xml.children(|xml, tag| {
        let reference = || Some((tag.attribute("type").unwrap_or_default(), tag.attribute("id")?));
        match tag.name() {
            "titlePg" => section.title_page = tag.is_on(),
            "headerReference" => section.headers.extend(reference()),
            "footerReference" => section.footers.extend(reference()),
            "footnotePr" => section.footnotes.read(xml)?,
            "endnotePr" => section.endnotes.read(xml)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(section)
}
