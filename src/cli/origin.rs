//! `resdiff origin DRAFT --corpus SOURCE`: a draft and a collection to the closest earlier wording of each paragraph.

use super::Found;
use super::arguments::OriginArguments;
use super::collection::{Collection, Text, Texts};
use super::format::Format;
use super::input;
use super::notices;
use super::output;
use super::screen::Screen;
use super::trouble::Trouble;
use rayon::prelude::*;
use resdiff::lineage::by_session;
use resdiff::origin::{Entry, Hit, Index, IndexError, Source, Traced, checksum, grams, words};
use resdiff::render::json;
use resdiff::render::messages::locator;
use resdiff::render::origins::{self, OriginsOptions};
use resdiff::resolution::{Resolution, Role};
use std::fs;
use std::path::{Path, PathBuf};

/// Shows whose language a draft uses.
pub fn run(arguments: &OriginArguments) -> Result<Found, Trouble> {
    let format = arguments.report.output.format()?;
    input::check_streams(&[&arguments.draft, &arguments.corpus])?;
    let input = input::read(&arguments.draft, &arguments.reading)?;
    let draft = input::resolution(&input)?;
    let collection = Collection::open(&arguments.corpus, &arguments.reading.by_content(), arguments.index.as_deref())?;
    let files = collection.files();
    let (index, troubles) = index(arguments, collection)?;
    notices::troubles(&troubles);
    let own = own_name(arguments, &draft.value);
    let traced: Vec<Traced<'_>> = draft
        .value
        .paragraphs
        .par_iter()
        .filter(|paragraph| paragraph.role != Role::Heading && !paragraph.is_organ_line())
        .map(|paragraph| {
            let hits: Vec<Hit> = index.closest(&paragraph.text, arguments.most, LEAST_LIKENESS, own.as_deref());
            Traced { paragraph, hits }
        })
        .collect();
    let screen = Screen::new(&arguments.report);
    let bytes = match format {
        Format::Terminal => {
            let title = draft.value.masthead.title.as_deref();
            let options = OriginsOptions { title, width: screen.width, color: screen.color };
            origins::terminal(&index, &traced, &options).into_bytes()
        }
        Format::Json => output::json(&json::sources(&draft.value, &index, &traced), arguments.report.output.compact),
        Format::Html | Format::Markdown | Format::Docx | Format::Csv => {
            return Err(Trouble::FormatNotMade { format, command: "origin", made: &MADE });
        }
    };
    let paths: Vec<&Path> = files.iter().chain(&input.path).map(PathBuf::as_path).collect();
    output::deliver(&bytes, format, &arguments.report, &screen, &paths)?;
    Ok(if troubles.is_empty() { Found::Nothing } else { Found::Trouble })
}

/// The forms that are made.
pub const MADE: [Format; 2] = [Format::Terminal, Format::Json];

/// Likeness, in thousandths, below which a wording is no origin: common formulas alone reach about 350.
const LEAST_LIKENESS: u32 = 450;

/// Takes the index from its file where that is up to date; else makes it, and keeps it there if a file was named. Tells
/// also what could not be read, and what kept it from being kept, which is no reason not to answer.
fn index(arguments: &OriginArguments, collection: Collection) -> Result<(Index, Vec<Trouble>), Trouble> {
    let Some(path) = &arguments.index else { return build(collection) };
    let fingerprint = fingerprint(arguments, &collection);
    match fs::read(path).map(|bytes| Index::from_bytes(&bytes, fingerprint)) {
        Ok(Ok(index)) => {
            let causes = collection.causes(&index.unread);
            return Ok((index, causes));
        }
        // What is something else was not written by this program, and is not for it to replace.
        Ok(Err(IndexError::Foreign)) => return Err(Trouble::NoIndex { name: path.display().to_string() }),
        Ok(Err(cause)) if !arguments.report.output.quiet => {
            notices::line(&format!("resdiff: {}: note: {cause}; it is made anew", path.display()));
        }
        Ok(Err(_)) | Err(_) => {}
    }
    let (index, mut troubles) = build(collection)?;
    let kept = output::write(path, &index.to_bytes(fingerprint), &[&arguments.corpus, &arguments.draft]);
    troubles.extend(kept.err());
    Ok((index, troubles))
}

/// A number that changes with the collection and with how it is read.
fn fingerprint(arguments: &OriginArguments, collection: &Collection) -> u64 {
    let reading = arguments.reading.by_content();
    checksum(format!("{} {reading:?}", env!("CARGO_PKG_VERSION")).as_bytes()) ^ collection.fingerprint()
}

/// Makes the index, and tells why some of the collection is no part of it.
fn build(collection: Collection) -> Result<(Index, Vec<Trouble>), Trouble> {
    let Texts { texts, unread } = collection.texts()?;
    let sources = texts.iter().map(source).collect();
    let entries: Vec<Entry> = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, text)| {
            text.parsed
                .value
                .paragraphs
                .iter()
                .filter(|paragraph| paragraph.role != Role::Heading && !paragraph.is_organ_line())
                .map(move |paragraph| Entry {
                    source: at as u32,
                    locator: locator(&paragraph.locator),
                    text: paragraph.text.clone(),
                    grams: grams(&paragraph.text),
                    words: words(&paragraph.text),
                })
        })
        .collect();
    let mut index = Index::new(sources, entries);
    index.unread.extend(unread.iter().map(|unread| unread.position));
    Ok((index, unread.into_iter().map(|unread| unread.cause).collect()))
}

fn source(text: &Text) -> Source {
    let masthead = &text.parsed.value.masthead;
    Source {
        name: masthead.symbol.as_ref().map_or_else(|| text.name.clone(), ToString::to_string),
        title: masthead.title.clone().unwrap_or_default(),
        order: by_session(&text.parsed.value),
    }
}

/// The name under which the draft itself may stand in the collection: its symbol, else its file.
fn own_name(arguments: &OriginArguments, draft: &Resolution) -> Option<String> {
    if let Some(symbol) = &draft.masthead.symbol {
        return Some(symbol.to_string());
    }
    let (draft, corpus) = (fs::canonicalize(&arguments.draft).ok()?, fs::canonicalize(&arguments.corpus).ok()?);
    Some(draft.strip_prefix(corpus).ok()?.display().to_string())
}
