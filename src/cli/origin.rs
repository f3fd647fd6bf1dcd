//! `resdiff origin DRAFT --corpus SOURCE`: a draft and a collection to the closest earlier wording of each paragraph.

use super::Found;
use super::arguments::{OriginArguments, ReadingArguments};
use super::batch;
use super::format::Format;
use super::input;
use super::notices;
use super::output;
use super::parse;
use super::screen::Screen;
use super::trouble::Trouble;
use rayon::prelude::*;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::by_session;
use resdiff::origin::{Entry, Hit, Index, Source, Traced, checksum, grams, words};
use resdiff::render::json;
use resdiff::render::messages::locator;
use resdiff::render::origins::{self, OriginsOptions};
use resdiff::resolution::{Resolution, Role};
use std::fs;
use std::path::Path;

/// Shows whose language a draft uses.
pub fn run(arguments: &OriginArguments) -> Result<Found, Trouble> {
    let format = arguments.output.format()?;
    let input = input::read(&arguments.draft, &arguments.reading)?.taken_for(arguments.kind.from);
    let draft = input::resolution(&input)?;
    let index = index(arguments)?;
    let own = draft.value.masthead.symbol.as_ref().map(ToString::to_string);
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
    let screen = Screen::new(&arguments.looks, arguments.output.output.is_some());
    let bytes = match format {
        Format::Terminal => {
            let options = OriginsOptions { width: screen.width, color: screen.color };
            origins::terminal(&index, &traced, &options).into_bytes()
        }
        Format::Json => {
            let value = json::sources(&draft.value, &index, &traced);
            (json::to_string(&value, !arguments.output.compact) + "\n").into_bytes()
        }
        Format::Html | Format::Markdown | Format::Docx | Format::Csv => {
            return Err(Trouble::FormatNotMade { format, command: "origin" });
        }
    };
    let paths: Vec<&Path> = [input.path.as_deref(), Some(arguments.corpus.as_path())].into_iter().flatten().collect();
    parse::deliver(&bytes, format, &arguments.output, &arguments.looks, &screen, &paths)?;
    Ok(Found::Nothing)
}

/// Likeness, in thousandths, below which a wording is no origin: common formulas alone reach about 350.
const LEAST_LIKENESS: u32 = 450;

/// Takes the index from its file where that is up to date; else makes it, and keeps it there if a file was named.
fn index(arguments: &OriginArguments) -> Result<Index, Trouble> {
    let fingerprint = fingerprint(&arguments.corpus, &arguments.reading)?;
    if let Some(path) = &arguments.index
        && let Ok(bytes) = fs::read(path)
    {
        match Index::from_bytes(&bytes, fingerprint) {
            Ok(index) => return Ok(index),
            Err(cause) if !arguments.output.quiet => {
                notices::line(&format!("resdiff: {}: note: {cause}; it is made anew", path.display()));
            }
            Err(_) => {}
        }
    }
    let index = build(&arguments.corpus, &arguments.reading, arguments.output.quiet)?;
    if let Some(path) = &arguments.index {
        output::write(path, &index.to_bytes(fingerprint), &[&arguments.corpus, &arguments.draft])?;
    }
    Ok(index)
}

/// A number that changes with the collection: with the names and bytes of its files.
fn fingerprint(corpus: &Path, reading: &ReadingArguments) -> Result<u64, Trouble> {
    if !corpus.is_dir() {
        return Ok(checksum(&input::read(corpus, reading)?.bytes));
    }
    let mut all = 0_u64;
    for path in batch::files(corpus)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        all = all.rotate_left(7)
            ^ checksum(name.as_bytes())
            ^ checksum(&input::read(&path, reading)?.bytes).rotate_left(32);
    }
    Ok(all)
}

fn build(corpus: &Path, reading: &ReadingArguments, quiet: bool) -> Result<Index, Trouble> {
    let (texts, skipped) = batch::collection(corpus, reading)?;
    if !quiet {
        skipped.iter().for_each(notices::trouble);
    }
    let sources = texts.iter().map(|(name, parsed)| source(name, parsed)).collect();
    let entries: Vec<Entry> = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, (_, parsed))| {
            parsed
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
    Ok(Index::new(sources, entries))
}

fn source(name: &str, parsed: &Parsed<Resolution>) -> Source {
    let masthead = &parsed.value.masthead;
    Source {
        name: masthead.symbol.as_ref().map_or_else(|| name.to_owned(), ToString::to_string),
        title: masthead.title.clone().unwrap_or_default(),
        order: by_session(&parsed.value),
    }
}
