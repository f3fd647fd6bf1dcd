//! `styles.xml` to what each style says, what it is based on included.

use super::properties::{self, ParagraphProps, RunProps};
use super::xml::{Token, Xml};
use crate::source::{DecodeError, Revisions};
use std::collections::BTreeMap;

/// How many styles may be based on one another. Word allows no more than eleven.
const CHAIN: usize = 32;

/// Holds the styles of a document by their ids.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default_paragraph: Option<String>,
    defaults: RunProps,
}

/// Holds one style, as written.
#[derive(Debug, Default)]
struct Style {
    name: Option<String>,
    based_on: Option<String>,
    paragraph: ParagraphProps,
    run: RunProps,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Self, DecodeError> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            if tag.is("docDefaults") {
                let defaults = &mut styles.defaults;
                xml.children(|xml, tag| {
                    if tag.is("rPrDefault") {
                        xml.children(|xml, _| {
                            *defaults = properties::run(xml, Revisions::Final)?.0;
                            Ok(())
                        })?;
                    }
                    Ok(())
                })?;
            }
            if !tag.is("style") {
                continue;
            }
            let id = tag.attribute("styleId").unwrap_or_default();
            let is_default =
                tag.attribute("default").is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"));
            if is_default && tag.attribute("type").is_some_and(|kind| kind == "paragraph") {
                styles.default_paragraph = Some(id.clone());
            }
            let mut style = Style::default();
            xml.children(|xml, tag| {
                match tag.name() {
                    "name" => style.name = tag.value(),
                    "basedOn" => style.based_on = tag.value(),
                    "pPr" => style.paragraph = properties::paragraph(xml, Revisions::Final)?,
                    "rPr" => style.run = properties::run(xml, Revisions::Final)?.0,
                    // What a table style says of its cells is not said of the text around.
                    _ => xml.skip()?,
                }
                Ok(())
            })?;
            styles.by_id.insert(id, style);
        }
        Ok(styles)
    }

    /// Gives a paragraph's style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.by_id.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(CHAIN)
    }

    fn of_paragraph<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        self.chain(id.or(self.default_paragraph.as_deref()))
    }

    /// Gives the name of a paragraph style, the way Word shows it.
    pub(super) fn name(&self, id: Option<&str>) -> Option<String> {
        let id = id.or(self.default_paragraph.as_deref())?;
        let name = self.by_id.get(id).and_then(|style| style.name.clone());
        Some(name.unwrap_or_else(|| id.to_owned()))
    }

    /// Fills what a paragraph does not say from its style. The list comes from the nearest style that names one.
    pub(super) fn complete(&self, props: &ParagraphProps) -> ParagraphProps {
        let mut full = props.clone();
        for (_, style) in self.of_paragraph(props.style.as_deref()) {
            let from = &style.paragraph;
            full.level = full.level.or(from.level);
            full.list = full.list.or(from.list);
            full.left = full.left.or(from.left);
            full.first = full.first.or(from.first);
            full.centred = full.centred.or(from.centred);
            full.outlined = full.outlined.or(from.outlined);
        }
        full
    }

    /// Gives the id of the style with a name, whatever its case.
    pub(super) fn id_of(&self, name: &str) -> Option<&str> {
        let named = |style: &Style| style.name.as_deref().is_some_and(|found| found.eq_ignore_ascii_case(name));
        self.by_id.iter().find(|(_, style)| named(style)).map(|(id, _)| id.as_str())
    }

    /// Gives the ids of a paragraph's style and of those it is based on, the nearest first.
    pub(super) fn ids<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s str> {
        self.of_paragraph(id).map(|(id, _)| id)
    }

    /// Tells how a run of a paragraph is set: by itself, its style, the paragraph's style, the document.
    pub(super) fn resolve(&self, run: &RunProps, paragraph: Option<&str>) -> Look {
        let by_run = |get: fn(&RunProps) -> Option<bool>| {
            self.chain(run.style.as_deref()).find_map(|(_, style)| get(&style.run))
        };
        let by_paragraph = |get: fn(&RunProps) -> Option<bool>| {
            self.of_paragraph(paragraph).find_map(|(_, style)| get(&style.run)).or(get(&self.defaults))
        };
        // A property that both styles switch on is off: emphasis in an italic paragraph is upright (ECMA-376, 17.7.3).
        let toggled = |get: fn(&RunProps) -> Option<bool>| {
            get(run).unwrap_or(by_run(get).unwrap_or(false) ^ by_paragraph(get).unwrap_or(false))
        };
        Look {
            italic: toggled(|props| props.italic),
            hidden: toggled(|props| props.hidden),
            raised: run
                .raised
                .or_else(|| by_run(|props| props.raised))
                .or_else(|| by_paragraph(|props| props.raised))
                .unwrap_or(false),
        }
    }
}

/// Says how a run looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) italic: bool,
    pub(super) raised: bool,
    pub(super) hidden: bool,
}
