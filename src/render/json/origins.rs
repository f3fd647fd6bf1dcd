//! Where the wording of a draft comes from, as it stands in JSON.

use super::link::WireEdit;
use super::report::Name;
use super::{GENERATOR, SCHEMA_VERSION, thousandths};
use crate::changes::words::edit_script;
use crate::origin::{Hit, Index, Traced};
use crate::pair::Pair;
use crate::render::messages::locator;
use crate::resolution::Resolution;
use serde::Serialize;

/// Holds the paragraphs of a draft with the wordings of a collection that come closest.
#[derive(Serialize)]
pub(super) struct Sources<'a> {
    schema_version: &'static str,
    generator: &'static str,
    draft: Name<'a>,
    /// Texts of the collection.
    texts: usize,
    /// Paragraphs of the collection.
    indexed: usize,
    paragraphs: Vec<Paragraph<'a>>,
}

#[derive(Serialize)]
struct Paragraph<'a> {
    id: &'a str,
    locator: String,
    text: &'a str,
    closest: Vec<Wording<'a>>,
}

/// Holds one wording and where it stands, oldest first; `edits` lead from it to the draft's.
#[derive(Serialize)]
struct Wording<'a> {
    likeness: f64,
    text: &'a str,
    edits: Vec<WireEdit>,
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    symbol: &'a str,
    title: &'a str,
    locator: &'a str,
}

impl<'a> Sources<'a> {
    pub(super) fn of(draft: &'a Resolution, index: &'a Index, traced: &'a [Traced<'a>]) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            generator: GENERATOR,
            draft: Name::of(draft),
            texts: index.sources().len(),
            indexed: index.len(),
            paragraphs: traced
                .iter()
                .map(|traced| Paragraph {
                    id: &traced.paragraph.id,
                    locator: locator(&traced.paragraph.locator),
                    text: &traced.paragraph.text,
                    closest: traced.hits.iter().map(|hit| wording(hit, index, &traced.paragraph.text)).collect(),
                })
                .collect(),
        }
    }
}

fn wording<'a>(hit: &'a Hit, index: &'a Index, text: &str) -> Wording<'a> {
    let texts = Pair::new(hit.text.as_str(), text);
    let place = |(source, locator): &'a (usize, String)| {
        let source = &index.sources()[*source];
        Place { symbol: &source.name, title: &source.title, locator }
    };
    Wording {
        likeness: thousandths(hit.likeness),
        text: &hit.text,
        edits: edit_script(texts).iter().map(|edit| WireEdit::of(edit, texts)).collect(),
        places: hit.places.iter().map(place).collect(),
    }
}
