//! Bytes of a PDF to its objects, looked up one by one, and its pages. Fails where an object that is needed is broken.
//!
//! Objects are parsed when asked for, so that reading costs no more than the text needs: a tagged file has thousands
//! of objects that say nothing about it.

use super::filter::{self, Filter};
use super::object::{Dictionary, Lexer, Object, Token};
use crate::source::{DecodeError, Format};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// Longest chain of references, cross-reference sections or inherited page nodes that is followed.
const LONGEST_CHAIN: usize = 64;

/// Says why a PDF, or a part of it, cannot be read.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file contradicts itself.
    Malformed(String),
    /// The file asks for more than the budget.
    TooLarge,
    /// The file opens only with a password.
    Encrypted,
}

impl Broken {
    /// Makes an error from a clause that completes "the PDF cannot be read:".
    pub(super) fn says(detail: impl Into<String>) -> Self {
        Broken::Malformed(detail.into())
    }

    /// Gives the error of [`decode`](crate::source::decode); `limit` is what was allowed to be unpacked.
    pub(super) fn into_error(self, limit: usize) -> DecodeError {
        match self {
            Broken::Malformed(detail) => DecodeError::malformed(Format::Pdf, detail),
            Broken::TooLarge => DecodeError::TooLarge { limit },
            Broken::Encrypted => DecodeError::Encrypted(Format::Pdf),
        }
    }
}

/// Counts the bytes that reading may still cost: unpacked streams, parsed objects, glyphs.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// Starts with this many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self(Cell::new(bytes))
    }

    /// Takes some of it away.
    pub(super) fn spend(&self, bytes: usize) -> Result<(), Broken> {
        let left = self.0.get().checked_sub(bytes).ok_or(Broken::TooLarge)?;
        self.0.set(left);
        Ok(())
    }

    /// What is left.
    pub(super) fn left(&self) -> usize {
        self.0.get()
    }
}

/// Tells where an object stands.
#[derive(Debug, Clone, Copy)]
enum Entry {
    /// At an offset of the file.
    At(usize),
    /// In an object stream.
    In(u32),
}

/// Holds the members of an object stream: what was unpacked, and where each object starts, by number.
struct Members {
    bytes: Vec<u8>,
    starts: BTreeMap<u32, usize>,
}

/// Holds an object where it was found: in the one that was asked, or behind a reference.
pub(super) enum Found<'o> {
    /// In the object that was asked.
    Here(&'o Object),
    /// Behind a reference.
    Elsewhere(Rc<Object>),
}

impl std::ops::Deref for Found<'_> {
    type Target = Object;

    fn deref(&self) -> &Object {
        match self {
            Found::Here(object) => object,
            Found::Elsewhere(object) => object,
        }
    }
}

/// Holds an opened PDF.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<u32, Entry>,
    trailer: Dictionary,
    objects: RefCell<BTreeMap<u32, Rc<Object>>>,
    streams: RefCell<BTreeMap<u32, Rc<Members>>>,
    /// What reading may still cost.
    pub(super) budget: Budget,
}

impl<'a> File<'a> {
    /// Opens a PDF by its cross-reference table; where that is broken, by looking for the objects themselves.
    pub(super) fn open(bytes: &'a [u8], budget: Budget) -> Result<Self, Broken> {
        let start = bytes.windows(5).take(1024).position(|w| w == b"%PDF-").unwrap_or(0);
        let bytes = &bytes[start..];
        let end = &bytes[bytes.len().saturating_sub(2048)..];
        let listed = end.windows(9).rposition(|w| w == b"startxref");
        if listed.is_none() && !end.windows(5).any(|w| w == b"%%EOF") {
            return Err(Broken::says("it ends in the middle; the file was cut short"));
        }
        let mut file = Self {
            bytes,
            entries: BTreeMap::new(),
            trailer: Dictionary::default(),
            objects: RefCell::default(),
            streams: RefCell::default(),
            budget,
        };
        let start =
            listed.and_then(|at| Lexer::new(bytes, bytes.len() - end.len() + at + "startxref".len()).object()?.count());
        let sound = match start {
            Some(start) => file.follow_sections(start)?,
            None => false,
        };
        file.refuse_encrypted()?;
        if !sound || file.catalog()?.is_none() {
            file.search()?;
        }
        Ok(file)
    }

    /// Those that open without a password but forbid changes are encrypted alike, by one of half a dozen ciphers.
    fn refuse_encrypted(&self) -> Result<(), Broken> {
        if self.trailer.has("Encrypt") { Err(Broken::Encrypted) } else { Ok(()) }
    }

    /// Reads all cross-reference sections, newest first; tells whether they are sound.
    fn follow_sections(&mut self, start: usize) -> Result<bool, Broken> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            if !seen.insert(at) || seen.len() > LONGEST_CHAIN * 16 {
                continue;
            }
            let Some(trailer) = self.section(at)? else { return Ok(false) };
            // The stream of a hybrid file comes before older sections, so it is pushed last.
            waiting.extend(trailer.get("Prev").count());
            waiting.extend(trailer.get("XRefStm").count());
            if self.trailer.0.is_empty() {
                self.trailer = trailer;
            }
        }
        Ok(true)
    }

    /// Reads one cross-reference section, a table or a stream, and gives its trailer.
    fn section(&mut self, at: usize) -> Result<Option<Dictionary>, Broken> {
        let mut lexer = Lexer::new(self.bytes, at);
        if at >= self.bytes.len() {
            return Ok(None);
        }
        if !lexer.skip_word("xref") {
            let Some((_, Object::Stream(dictionary, range))) = self.parse_indirect(at)? else { return Ok(None) };
            return Ok(self.stream_section(&dictionary, range)?.then_some(dictionary));
        }
        loop {
            let before = lexer.at;
            let Some(Token::Object(Object::Number(first))) = lexer.token() else {
                lexer.at = before;
                break;
            };
            let Some(Token::Object(Object::Number(count))) = lexer.token() else { return Ok(None) };
            for index in 0..count.max(0.0) as u64 {
                let before = lexer.at;
                let (offset, _generation) = match (lexer.token(), lexer.token()) {
                    (Some(Token::Object(Object::Number(o))), Some(Token::Object(Object::Number(g)))) => (o, g),
                    _ => {
                        lexer.at = before;
                        break;
                    }
                };
                let used = lexer.skip_word("n");
                if !used && !lexer.skip_word("f") {
                    return Ok(None);
                }
                let number = first + index as f64;
                if used && (0.0..=f64::from(u32::MAX)).contains(&number) {
                    self.entries.entry(number as u32).or_insert(Entry::At(offset as usize));
                }
            }
        }
        self.budget.spend(lexer.at.saturating_sub(at))?;
        if !lexer.skip_word("trailer") {
            return Ok(None);
        }
        Ok(lexer.object().and_then(|object| object.dictionary().cloned()))
    }

    /// Reads a cross-reference stream (ISO 32000-1, 7.5.8).
    fn stream_section(&mut self, dictionary: &Dictionary, range: Range<usize>) -> Result<bool, Broken> {
        let widths: Vec<usize> =
            dictionary.get("W").array().unwrap_or_default().iter().filter_map(Object::count).collect();
        let [kind, second, third] = widths[..] else { return Ok(false) };
        let length = kind.saturating_add(second).saturating_add(third);
        if length == 0 || kind > 8 || second > 8 || third > 8 {
            return Ok(false);
        }
        let bytes = self.unpack(dictionary, range)?;
        let mut index: Vec<usize> =
            dictionary.get("Index").array().unwrap_or_default().iter().filter_map(Object::count).collect();
        if index.is_empty() {
            index = vec![0, dictionary.get("Size").count().unwrap_or(0)];
        }
        let value = |bytes: &[u8]| bytes.iter().fold(0u64, |value, &byte| value << 8 | u64::from(byte));
        let mut rows = bytes.chunks_exact(length);
        for pair in index.chunks_exact(2) {
            for number in pair[0]..pair[0].saturating_add(pair[1]) {
                let Some(row) = rows.next() else { return Ok(true) };
                let kind = if kind == 0 { 1 } else { value(&row[..kind]) };
                let place = value(&row[widths[0]..widths[0] + second]);
                let entry = match kind {
                    1 => Entry::At(usize::try_from(place).unwrap_or(usize::MAX)),
                    2 => Entry::In(u32::try_from(place).unwrap_or(u32::MAX)),
                    _ => continue,
                };
                if let Ok(number) = u32::try_from(number) {
                    self.entries.entry(number).or_insert(entry);
                }
            }
        }
        Ok(true)
    }

    /// Finds the objects of a file whose cross-reference table is broken, by their first words: "12 0 obj".
    fn search(&mut self) -> Result<(), Broken> {
        self.budget.spend(self.bytes.len())?;
        self.entries.clear();
        self.objects.borrow_mut().clear();
        let mut trailer = Dictionary::default();
        let mut streams = Vec::new();
        let mut at = 0;
        while let Some(found) = self.bytes[at..].windows(3).position(|w| w == b"obj" || w == b"tra") {
            let word = at + found;
            at = word + 3;
            if self.bytes[word..].starts_with(b"trailer") {
                let found = Lexer::new(self.bytes, word + 7).object();
                if let Some(found) = found.as_ref().and_then(Object::dictionary).filter(|d| d.has("Root")) {
                    trailer = found.clone();
                }
            } else if let Some((number, start)) = header_before(self.bytes, word) {
                self.entries.insert(number, Entry::At(start));
                let mut lexer = Lexer::new(self.bytes, word + 3);
                lexer.skip_space();
                // Parsing each object here would be slow for files that are all beginnings.
                if self.bytes[lexer.at..].starts_with(b"<<") {
                    let head = &self.bytes[lexer.at..self.bytes.len().min(lexer.at + 512)];
                    let says = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
                    if says(b"/ObjStm") {
                        streams.push(number);
                    } else if says(b"/XRef") {
                        let found = lexer.object();
                        if let Some(found) = found.as_ref().and_then(Object::dictionary).filter(|d| d.has("Root")) {
                            trailer = found.clone();
                        }
                    }
                }
            }
        }
        self.trailer = trailer;
        self.refuse_encrypted()?;
        for stream in streams {
            let Ok(members) = self.members(stream) else { continue };
            for &number in members.starts.keys() {
                self.entries.entry(number).or_insert(Entry::In(stream));
            }
        }
        if self.catalog()?.is_none() {
            return Err(Broken::says("its table of objects is broken and no pages were found"));
        }
        Ok(())
    }

    fn catalog(&self) -> Result<Option<Dictionary>, Broken> {
        let root = self.resolve(self.trailer.get("Root"))?;
        let Some(catalog) = root.dictionary() else { return Ok(None) };
        let pages = self.resolve(catalog.get("Pages"))?;
        Ok(pages.dictionary().map(|_| catalog.clone()))
    }

    /// Follows a reference, and gives any other object as it is; what is missing is `Null`.
    pub(super) fn resolve<'o>(&self, object: &'o Object) -> Result<Found<'o>, Broken> {
        let mut found = Found::Here(object);
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number, _) = *found else { return Ok(found) };
            found = Found::Elsewhere(self.object(number)?);
        }
        Err(Broken::says("its references go round in a circle"))
    }

    /// Looks up an entry of a dictionary, a reference followed.
    pub(super) fn entry<'o>(&self, dictionary: &'o Dictionary, key: &str) -> Result<Found<'o>, Broken> {
        self.resolve(dictionary.get(key))
    }

    fn object(&self, number: u32) -> Result<Rc<Object>, Broken> {
        if let Some(object) = self.objects.borrow().get(&number) {
            return Ok(Rc::clone(object));
        }
        let object = match self.entries.get(&number) {
            None => Object::Null,
            Some(&Entry::At(at)) => match self.parse_indirect(at)? {
                Some((found, object)) if found == number => object,
                _ => Object::Null,
            },
            Some(&Entry::In(stream)) => {
                let members = self.members(stream)?;
                let start = members.starts.get(&number).copied().unwrap_or(usize::MAX);
                let mut lexer = Lexer::new(&members.bytes, start);
                let object = lexer.object().unwrap_or(Object::Null);
                self.budget.spend(lexer.at.saturating_sub(start))?;
                object
            }
        };
        let object = Rc::new(object);
        self.objects.borrow_mut().insert(number, Rc::clone(&object));
        Ok(object)
    }

    /// Unpacks an object stream and lists its members.
    fn members(&self, number: u32) -> Result<Rc<Members>, Broken> {
        if let Some(members) = self.streams.borrow().get(&number) {
            return Ok(Rc::clone(members));
        }
        // An object stream in another one is no object stream: the lookup below never goes round in a circle.
        let Some(&Entry::At(at)) = self.entries.get(&number) else {
            return Err(Broken::says("an object stream is missing"));
        };
        let Some((_, Object::Stream(dictionary, range))) = self.parse_indirect(at)? else {
            return Err(Broken::says("an object stream is broken"));
        };
        let bytes = self.unpack(&dictionary, range)?;
        let first = dictionary.get("First").count().unwrap_or(0);
        let mut starts = BTreeMap::new();
        let mut lexer = Lexer::new(&bytes, 0);
        while lexer.at < first {
            let (Some(Token::Object(member)), Some(Token::Object(start))) = (lexer.token(), lexer.token()) else {
                break;
            };
            if let (Some(member), Some(start)) = (member.count(), start.count()) {
                starts.insert(u32::try_from(member).unwrap_or(u32::MAX), first.saturating_add(start));
            }
        }
        let members = Rc::new(Members { bytes, starts });
        self.streams.borrow_mut().insert(number, Rc::clone(&members));
        Ok(members)
    }

    /// Parses "12 0 obj ..." and gives its number and the object.
    fn parse_indirect(&self, at: usize) -> Result<Option<(u32, Object)>, Broken> {
        let mut lexer = Lexer::new(self.bytes, at);
        let (Some(Token::Object(number)), Some(Token::Object(generation))) = (lexer.token(), lexer.token()) else {
            return Ok(None);
        };
        let (Some(number), Some(_)) = (number.count(), generation.count()) else { return Ok(None) };
        if !lexer.skip_word("obj") {
            return Ok(None);
        }
        let object = lexer.object();
        self.budget.spend(lexer.at.saturating_sub(at))?;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let Some(mut object) = object else { return Ok(None) };
        if let (Object::Dictionary(dictionary), true) = (&object, lexer.skip_word("stream")) {
            let mut start = lexer.at;
            start += usize::from(self.bytes.get(start) == Some(&b'\r'));
            start += usize::from(self.bytes.get(start) == Some(&b'\n'));
            let range = start..self.stream_end(dictionary, number, start)?;
            object = Object::Stream(dictionary.clone(), range);
        }
        Ok(Some((number, object)))
    }

    /// Tells where a stream ends: by its length if `endstream` follows there, else by looking for that word.
    fn stream_end(&self, dictionary: &Dictionary, number: u32, start: usize) -> Result<usize, Broken> {
        let length = match dictionary.get("Length") {
            // A length in an object stream, or in the stream itself, might go round in a circle.
            Object::Reference(length, _) if *length != number => match self.entries.get(length) {
                Some(&Entry::At(at)) => {
                    let mut lexer = Lexer::new(self.bytes, at);
                    let header = (lexer.token(), lexer.token(), lexer.skip_word("obj"));
                    if header.2 { lexer.token() } else { None }
                }
                _ => None,
            },
            object => Some(Token::Object(object.clone())),
        };
        if let Some(Token::Object(length)) = length {
            let end = length.count().map_or(usize::MAX, |length| start.saturating_add(length));
            if end <= self.bytes.len() && Lexer::new(self.bytes, end).skip_word("endstream") {
                return Ok(end);
            }
        }
        let found = self.bytes[start.min(self.bytes.len())..].windows(9).position(|w| w == b"endstream");
        self.budget.spend(found.unwrap_or(0))?;
        let end = found.map(|found| start + found);
        end.ok_or_else(|| Broken::says("a stream does not end; the file was cut short"))
    }

    /// Gives the bytes of a stream object, unpacked.
    pub(super) fn stream(&self, object: &Object) -> Result<Vec<u8>, Broken> {
        match &*self.resolve(object)? {
            Object::Stream(dictionary, range) => self.unpack(dictionary, range.clone()),
            _ => Err(Broken::says("a stream is missing")),
        }
    }

    /// Unpacks a stream.
    fn unpack(&self, dictionary: &Dictionary, range: Range<usize>) -> Result<Vec<u8>, Broken> {
        let packed = self.bytes.get(range).unwrap_or_default();
        self.budget.spend(packed.len())?;
        let mut bytes = packed.to_vec();
        let names = self.entry_either(dictionary, "Filter", "F")?;
        let parameters = self.entry_either(dictionary, "DecodeParms", "DP")?;
        for (index, name) in filter::names(&names).into_iter().enumerate() {
            let parameters = match &*parameters {
                Object::Array(all) => self.resolve(all.get(index).unwrap_or(&Object::Null))?.dictionary().cloned(),
                parameters => parameters.dictionary().cloned(),
            };
            let filter = Filter { name, parameters };
            bytes = filter::unpack(&bytes, &filter, &self.budget)?;
        }
        Ok(bytes)
    }

    fn entry_either<'o>(&self, dictionary: &'o Dictionary, key: &str, short: &str) -> Result<Found<'o>, Broken> {
        // "F" of a stream that has a "Filter" names an outer file.
        let key = if dictionary.has(key) || dictionary.has("Length") { key } else { short };
        self.entry(dictionary, key)
    }

    /// Lists the pages in order, with what they inherit.
    pub(super) fn pages(&self) -> Result<Vec<Page>, Broken> {
        let catalog = self.catalog()?.ok_or_else(|| Broken::says("it has no list of pages"))?;
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        // Each waiting node comes with what stands above it.
        let mut waiting = vec![(catalog.get("Pages").clone(), Page::default(), 0)];
        while let Some((node, above, depth)) = waiting.pop() {
            if let Object::Reference(number, _) = node
                && !seen.insert(number)
            {
                return Err(Broken::says("its list of pages goes round in a circle"));
            }
            let object = self.resolve(&node)?;
            let Some(dictionary) = object.dictionary().filter(|_| depth <= LONGEST_CHAIN) else {
                return Err(Broken::says(format!("page {} is missing", pages.len() + 1)));
            };
            let page = self.inherit(dictionary, above)?;
            let kids = self.entry(dictionary, "Kids")?;
            match kids.array() {
                Some(kids) => {
                    waiting.extend(kids.iter().rev().map(|kid| (kid.clone(), page.clone(), depth + 1)));
                }
                None => pages.push(Page { dictionary: dictionary.clone(), ..page }),
            }
            self.budget.spend(64)?;
        }
        Ok(pages)
    }

    fn inherit(&self, dictionary: &Dictionary, mut page: Page) -> Result<Page, Broken> {
        let resources = self.entry(dictionary, "Resources")?;
        if let Some(resources) = resources.dictionary() {
            page.resources = Rc::new(resources.clone());
        }
        for key in ["MediaBox", "CropBox"] {
            let found = self.entry(dictionary, key)?;
            let mut sides = [0.0f64; 4];
            if let Some(array) = found.array().filter(|array| array.len() == 4) {
                for (side, object) in sides.iter_mut().zip(array) {
                    *side = self.resolve(object)?.number().unwrap_or(0.0);
                }
                page.sides = Some(sides);
            }
        }
        if let Some(turn) = self.entry(dictionary, "Rotate")?.number() {
            page.turn = (turn / 90.0).round().rem_euclid(4.0) as u8;
        }
        Ok(page)
    }
}

/// Holds what a page's dictionary says, with what it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// The dictionary itself.
    pub(super) dictionary: Dictionary,
    /// Fonts and forms by name.
    pub(super) resources: Rc<Dictionary>,
    /// Left, bottom, right and top in points.
    pub(super) sides: Option<[f64; 4]>,
    /// Quarters by which the page is turned clockwise for display.
    pub(super) turn: u8,
}

/// Reads "12 0 " backwards before the word `obj`: the number, and where it starts.
fn header_before(bytes: &[u8], word: usize) -> Option<(u32, usize)> {
    let digits_before = |end: usize| {
        let start = end - bytes[..end].iter().rev().take(10).take_while(|b| b.is_ascii_digit()).count();
        (start < end).then_some(start)
    };
    let space_before =
        |end: usize| end - bytes[..end].iter().rev().take(8).take_while(|b| b.is_ascii_whitespace()).count();
    let generation = digits_before(space_before(word))?;
    let end = space_before(generation);
    let start = digits_before(end).filter(|_| end < generation)?;
    let number = std::str::from_utf8(&bytes[start..end]).ok()?.parse().ok()?;
    Some((number, start))
}
