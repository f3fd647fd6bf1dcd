//! A collection of resolutions to an index of its paragraphs, and a paragraph of a draft to the closest ones in it.
//!
//! Paragraphs are compared by the pairs of neighbouring words that they share, each weighted by how rare it is in the
//! collection; of the best candidates the share of common words in order decides. The index can be kept as bytes.
//!
//! ```
//! use resdiff::origin::{Entry, Index, Source, grams, words};
//!
//! let collection = [
//!     ("A/RES/70/1", "Invites Member States to mark every public well on their maps;"),
//!     ("A/RES/70/2", "Encourages the keepers of bees to plant lime trees along roads;"),
//! ];
//! let sources = collection.map(|(name, _)| Source { name: name.to_owned(), title: String::new(), order: (0, 70, 0, 0) });
//! let entries = (0..).zip(collection).map(|(source, (_, text))| Entry {
//!     source,
//!     locator: "OP 1".to_owned(),
//!     text: text.to_owned(),
//!     grams: grams(text),
//!     words: words(text),
//! });
//! let index = Index::new(sources.to_vec(), entries.collect());
//!
//! // The three closest wordings that are at least 450 thousandths alike.
//! let hits = index.closest("Urges Member States to mark every public well on maps;", 3, 450, None);
//! assert_eq!(index.sources()[hits[0].places[0].0].name, "A/RES/70/1");
//! assert!(hits.len() == 1 && hits[0].likeness < 1000);
//!
//! // A fingerprint of the collection tells whether a kept index still holds.
//! let kept = index.to_bytes(7);
//! assert!(Index::from_bytes(&kept, 7).is_ok() && Index::from_bytes(&kept, 8).is_err());
//! ```

use crate::changes::words::likeness_of;
use crate::pair::Pair;
use crate::resolution::Paragraph;
use crate::token::{Token, TokenKind, join_keys, tokenize};
use std::collections::BTreeMap;

/// Holds the paragraphs of a collection and where their pairs of words stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    /// The texts that the paragraphs come from.
    sources: Vec<Source>,
    paragraphs: Vec<Indexed>,
    /// Pairs of words in ascending order; the paragraphs of pair `i` are `postings[starts[i]..starts[i + 1]]`.
    grams: Vec<u32>,
    starts: Vec<u32>,
    postings: Vec<u32>,
    /// Positions in the collection of what could not be read, and is no part of the index.
    pub unread: Vec<u32>,
}

/// Names one text of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its symbol, or the name of its file.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// Orders texts in time (see [`crate::lineage::by_session`]).
    pub order: (u8, u32, u32, u32),
}

/// Holds one paragraph before it is put into an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Index of its text among the sources.
    pub source: u32,
    /// "OP 7".
    pub locator: String,
    /// Its words.
    pub text: String,
    /// Its pairs of words: see [`grams`].
    pub grams: Vec<u32>,
    /// All its words as one number: see [`words`].
    pub words: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Indexed {
    source: u32,
    locator: String,
    text: String,
    /// Same for texts that differ in typography and punctuation at the most.
    words: u64,
}

/// Holds one wording that comes close, and all places where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Share of common words in order, in thousandths of both texts' words together; 1000 for the same words.
    pub likeness: u32,
    /// The wording.
    pub text: String,
    /// Where it stands, oldest first: index of the source, and locator.
    pub places: Vec<(usize, String)>,
}

/// Holds a paragraph of a draft and the wordings of a collection that come closest to it, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced<'d> {
    /// The paragraph.
    pub paragraph: &'d Paragraph,
    /// The wordings.
    pub hits: Vec<Hit>,
}

/// Gives all words of a text as one number, the same for texts that differ in typography and punctuation at the most.
pub fn words(text: &str) -> u64 {
    let tokens = tokenize(text);
    let words = tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Break));
    words.fold(0, |all, token| join_keys(all, token.key))
}

/// Gives the pairs of neighbouring words of a text as numbers, in ascending order, each once. A text of one word gives none.
pub fn grams(text: &str) -> Vec<u32> {
    let tokens = tokenize(text);
    let words = tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Break));
    let keys: Vec<u64> = words.map(|token| token.key).collect();
    // The upper half of the product is the better mixed.
    let mut grams: Vec<u32> = keys.windows(2).map(|pair| (join_keys(pair[0], pair[1]) >> 32) as u32).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

impl Index {
    /// Makes an index. Costs n log n in the number of pairs of words.
    pub fn new(sources: Vec<Source>, entries: Vec<Entry>) -> Self {
        let total = entries.iter().map(|entry| entry.grams.len()).sum();
        let mut all: Vec<u64> = Vec::with_capacity(total);
        let mut paragraphs = Vec::with_capacity(entries.len());
        for (at, entry) in entries.into_iter().enumerate() {
            all.extend(entry.grams.iter().map(|&gram| u64::from(gram) << 32 | at as u64));
            let Entry { source, locator, text, words, .. } = entry;
            paragraphs.push(Indexed { source, locator, text, words });
        }
        all.sort_unstable();
        let mut index = Index { sources, paragraphs, ..Index::default() };
        index.postings.reserve_exact(all.len());
        for pair in all {
            let gram = (pair >> 32) as u32;
            if index.grams.last() != Some(&gram) {
                index.grams.push(gram);
                index.starts.push(index.postings.len() as u32);
            }
            index.postings.push(pair as u32);
        }
        index.starts.push(index.postings.len() as u32);
        index
    }

    /// The texts of the collection.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Counts the paragraphs.
    pub fn len(&self) -> usize {
        self.paragraphs.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Finds the wordings closest to a text, best first, at most `most`, none less alike than `least` thousandths.
    /// Texts named `but` are passed over: the draft itself may be part of the collection.
    pub fn closest(&self, text: &str, most: usize, least: u32, but: Option<&str>) -> Vec<Hit> {
        // One place for each paragraph costs less than looking up those that are met.
        let mut scores: Vec<u32> = vec![0; self.paragraphs.len()];
        let mut met: Vec<u32> = Vec::new();
        let mut found: Vec<(usize, &[u32])> = grams(text)
            .into_iter()
            .filter_map(|gram| {
                let at = self.grams.binary_search(&gram).ok()?;
                let postings = &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize];
                Some((postings.len(), postings))
            })
            .collect();
        // Rare pairs first; the commonest are only counted for paragraphs that a rarer one led to.
        found.sort_unstable();
        let mut led = 0;
        for (count, postings) in found {
            let rarity = (self.paragraphs.len() / count + 1).ilog2() + 1;
            let leads = led < LEADING || count <= RARE;
            for &paragraph in postings {
                let score = &mut scores[paragraph as usize];
                if *score == 0 {
                    if !leads {
                        continue;
                    }
                    met.push(paragraph);
                }
                *score += rarity;
            }
            if leads {
                led += count;
            }
        }
        met.retain(|&paragraph| but != Some(self.source(paragraph).name.as_str()));
        let rank = |paragraph: &u32| (std::cmp::Reverse(scores[*paragraph as usize]), *paragraph);
        if met.len() > LOOKED_AT {
            met.select_nth_unstable_by_key(LOOKED_AT, rank);
            met.truncate(LOOKED_AT);
        }
        met.sort_unstable_by_key(rank);
        let own = Worded::new(text);
        let mut best: Vec<u32> = Vec::new();
        let mut hits: Vec<Hit> = Vec::new();
        // For each wording that was looked at the hit it made, if it was like enough.
        let mut seen: BTreeMap<u64, Option<usize>> = BTreeMap::new();
        for paragraph in met {
            let held = &self.paragraphs[paragraph as usize];
            let place = (held.source as usize, held.locator.clone());
            match seen.get(&held.words) {
                Some(Some(hit)) => hits[*hit].places.push(place),
                Some(None) => {}
                None if seen.len() < CANDIDATES => {
                    // Nothing below the hits that are shown need be compared word by word.
                    let least = best.get(most.saturating_sub(1)).copied().unwrap_or(0).max(least);
                    let likeness = own.likeness(&Worded::new(&held.text), least);
                    let place_of = best.partition_point(|&other| other >= likeness);
                    best.insert(place_of, likeness);
                    seen.insert(held.words, (likeness >= least).then_some(hits.len()));
                    if likeness >= least {
                        hits.push(Hit { likeness, text: held.text.clone(), places: vec![place] });
                    }
                }
                None => {}
            }
        }
        for hit in &mut hits {
            hit.places.sort_by_key(|(source, locator)| (self.sources[*source].order, *source, locator.clone()));
        }
        hits.sort_by_key(|hit| {
            let newest = hit.places.last().map(|(source, _)| self.sources[*source].order);
            (std::cmp::Reverse(hit.likeness), std::cmp::Reverse(newest))
        });
        hits.truncate(most);
        hits
    }

    fn source(&self, paragraph: u32) -> &Source {
        &self.sources[self.paragraphs[paragraph as usize].source as usize]
    }
}

/// A text, taken apart once.
struct Worded<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Keys of its words in ascending order.
    keys: Vec<u64>,
}

impl<'t> Worded<'t> {
    fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let words = tokens.iter().filter(|token| token.kind != TokenKind::Punctuation);
        let mut keys: Vec<u64> = words.map(|token| token.key).collect();
        keys.sort_unstable();
        Worded { text, tokens, keys }
    }

    /// How like another text it is, in thousandths; 0 where it cannot reach `least`, since too few words are common to
    /// both in whatever order.
    fn likeness(&self, other: &Worded<'_>, least: u32) -> u32 {
        let (mut one, mut two, mut common) = (0, 0, 0);
        while let (Some(first), Some(second)) = (self.keys.get(one), other.keys.get(two)) {
            common += usize::from(first == second);
            one += usize::from(first <= second);
            two += usize::from(second <= first);
        }
        let most = (common * 2000).checked_div(self.keys.len() + other.keys.len()).unwrap_or(0);
        if most < least as usize {
            return 0;
        }
        likeness_of(Pair::new(self.text, other.text), Pair::new(&self.tokens, &other.tokens))
    }
}

/// Postings that rare pairs may lead to before the common ones only count; a pair in fewer paragraphs than this always
/// leads; wordings that are compared word by word; paragraphs that are looked at for having one of these wordings.
const LEADING: usize = 20_000;
const RARE: usize = 400;
const CANDIDATES: usize = 32;
const LOOKED_AT: usize = 2_000;

/// Says why bytes are no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// Other bytes than an index.
    #[error("this is no index")]
    Foreign,
    /// An index that another version of this program wrote.
    #[error("the index is of another version")]
    Version,
    /// The bytes were changed or cut off.
    #[error("the index is damaged")]
    Damaged,
    /// It was made of another collection, or of another state of it.
    #[error("the index is out of date")]
    Stale,
}

/// First bytes of an index: a name and the version of its form.
const MAGIC: &[u8; 16] = b"resdiff-index\0\0\x02";
/// How much of these is the name.
const NAME: usize = 13;

impl Index {
    /// Writes the index as bytes: magic, fingerprint of the collection, checksum, content.
    pub fn to_bytes(&self, fingerprint: u64) -> Vec<u8> {
        let mut content = Vec::new();
        let text = |content: &mut Vec<u8>, text: &str| {
            content.extend((text.len() as u32).to_le_bytes());
            content.extend(text.as_bytes());
        };
        content.extend((self.sources.len() as u32).to_le_bytes());
        for source in &self.sources {
            text(&mut content, &source.name);
            text(&mut content, &source.title);
            let (known, year, day, number) = source.order;
            content.push(known);
            [year, day, number].iter().for_each(|figure| content.extend(figure.to_le_bytes()));
        }
        content.extend((self.paragraphs.len() as u32).to_le_bytes());
        for paragraph in &self.paragraphs {
            content.extend(paragraph.source.to_le_bytes());
            content.extend(paragraph.words.to_le_bytes());
            text(&mut content, &paragraph.locator);
            text(&mut content, &paragraph.text);
        }
        for figures in [&self.grams, &self.starts, &self.postings, &self.unread] {
            content.extend((figures.len() as u32).to_le_bytes());
            figures.iter().for_each(|figure| content.extend(figure.to_le_bytes()));
        }
        let mut bytes = Vec::with_capacity(content.len() + 32);
        bytes.extend(MAGIC);
        bytes.extend(fingerprint.to_le_bytes());
        bytes.extend(checksum(&content).to_le_bytes());
        bytes.extend(content);
        bytes
    }

    /// Reads an index that was made of a collection of this fingerprint.
    pub fn from_bytes(bytes: &[u8], fingerprint: u64) -> Result<Self, IndexError> {
        if !bytes.starts_with(&MAGIC[..NAME]) {
            // An empty file, or one that ends in the middle of the name, is what is left of one.
            let rest = MAGIC.starts_with(bytes);
            return Err(if rest { IndexError::Damaged } else { IndexError::Foreign });
        }
        if bytes.len() < 32 {
            return Err(IndexError::Damaged);
        }
        if !bytes.starts_with(MAGIC) {
            return Err(IndexError::Version);
        }
        let figure = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        let content = &bytes[32..];
        if figure(24) != checksum(content) {
            return Err(IndexError::Damaged);
        }
        if figure(16) != fingerprint {
            return Err(IndexError::Stale);
        }
        Self::read(&mut Reader(content)).filter(Self::holds_together).ok_or(IndexError::Damaged)
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut index = Index::default();
        for _ in 0..reader.count()? {
            let (name, title, known) = (reader.text()?, reader.text()?, reader.bytes(1)?[0]);
            let order = (known, reader.figure()?, reader.figure()?, reader.figure()?);
            index.sources.push(Source { name, title, order });
        }
        for _ in 0..reader.count()? {
            let (source, low, high) = (reader.figure()?, reader.figure()?, reader.figure()?);
            let words = u64::from(high) << 32 | u64::from(low);
            index.paragraphs.push(Indexed { source, locator: reader.text()?, text: reader.text()?, words });
        }
        index.grams = reader.figures()?;
        index.starts = reader.figures()?;
        index.postings = reader.figures()?;
        index.unread = reader.figures()?;
        reader.0.is_empty().then_some(index)
    }

    /// Tells whether every number points into what it counts.
    fn holds_together(&self) -> bool {
        let (paragraphs, postings) = (self.paragraphs.len() as u32, self.postings.len() as u32);
        self.starts.len() == self.grams.len() + 1
            && self.starts.last() == Some(&postings)
            && self.starts.is_sorted()
            && self.grams.is_sorted()
            && self.postings.iter().all(|&paragraph| paragraph < paragraphs)
            && self.paragraphs.iter().all(|paragraph| (paragraph.source as usize) < self.sources.len())
    }
}

/// A checksum of bytes, for fingerprints of collections too: FNV-1a over words of eight bytes.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    }
    hash
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn figure(&mut self) -> Option<u32> {
        self.bytes(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// A number of things, of which each takes at least a byte.
    fn count(&mut self) -> Option<usize> {
        let count = self.figure()? as usize;
        (count <= self.0.len()).then_some(count)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        String::from_utf8(self.bytes(length)?.to_vec()).ok()
    }

    fn figures(&mut self) -> Option<Vec<u32>> {
        let count = self.figure()? as usize;
        let bytes = self.bytes(count.checked_mul(4)?)?;
        Some(bytes.chunks_exact(4).map(|four| u32::from_le_bytes(four.try_into().expect("four bytes"))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let sources = ["A/RES/70/1", "A/RES/72/1"].map(|name| Source { name: name.to_owned(), ..Source::default() });
        let texts = [
            (0, "Calls upon all States to protect the lighthouses of the southern coasts;"),
            (1, "Calls upon all States to protect the lighthouses of the southern coasts;"),
            (1, "Urges all States to protect the lighthouses of the northern coasts and their keepers;"),
            (1, "Decides to remain seized of the matter."),
        ];
        let entries = texts.map(|(source, text)| Entry {
            source,
            locator: "OP 1".to_owned(),
            text: text.to_owned(),
            grams: grams(text),
            words: words(text),
        });
        Index { unread: vec![3, 7], ..Index::new(sources.to_vec(), entries.to_vec()) }
    }

    #[test]
    fn the_closest_wording_comes_first_with_all_its_places() {
        let hits =
            index().closest("Calls upon all States to protect the lighthouses of the southern coasts;", 3, 300, None);
        assert_eq!(hits.len(), 2);
        assert_eq!((hits[0].likeness, hits[0].places.len()), (1000, 2));
        assert!(hits[1].likeness > 600 && hits[1].text.starts_with("Urges"));
        let but = index().closest("Decides to remain seized of the matter.", 3, 300, Some("A/RES/72/1"));
        assert!(but.is_empty());
    }

    #[test]
    fn bytes_give_the_index_back_or_an_error() {
        let index = index();
        let bytes = index.to_bytes(7);
        assert_eq!(Index::from_bytes(&bytes, 7).as_ref(), Ok(&index));
        assert_eq!(Index::from_bytes(&bytes, 8), Err(IndexError::Stale));
        assert_eq!(Index::from_bytes(b"The General Assembly,", 7), Err(IndexError::Foreign));
        assert_eq!(Index::from_bytes(b"", 7), Err(IndexError::Damaged));
        assert_eq!(Index::from_bytes(&bytes[..20], 7), Err(IndexError::Damaged));
        let mut other = bytes.clone();
        other[15] += 1;
        assert_eq!(Index::from_bytes(&other, 7), Err(IndexError::Version));
        for at in 32..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert_eq!(Index::from_bytes(&broken, 7), Err(IndexError::Damaged), "byte {at}");
        }
        assert_eq!(Index::from_bytes(&bytes[..bytes.len() - 3], 7), Err(IndexError::Damaged));
    }
}
