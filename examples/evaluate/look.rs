//! Corpus pairs to samples of links for reading: what thresholds are set by.
//!
//! `--look near:LOW-HIGH:COUNT:SEED` shows candidates whose score lies in a range, linked or not; `tipped:PART:LIMIT`
//! links that one part of the score lifted over a limit; `links` all links, for `diff` between versions of the program.

use crate::corpus::{self, Corpus};
use crate::random::Random;
use crate::units;
use resdiff::align::{AlignOptions, Alignment, LinkKind, Part, align};
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;
use std::path::Path;

/// Prints what is asked for.
pub fn run(how: &str, directory: &Path) {
    let Some(corpus) = corpus::load(directory) else {
        println!("no corpus in {}", directory.display());
        return;
    };
    let words: Vec<&str> = how.split(':').collect();
    let number = |at: usize, default: usize| words.get(at).and_then(|w| w.parse().ok()).unwrap_or(default);
    match words[0] {
        "near" => {
            let (low, high) = words.get(1).and_then(|range| range.split_once('-')).unwrap_or(("150", "300"));
            let range = low.parse().unwrap_or(150)..high.parse().unwrap_or(300);
            near(&corpus, range, number(2, 40), number(3, 1) as u64);
        }
        "part" => part(&corpus, words.get(1).unwrap_or(&"clause"), number(2, 40), number(3, 1) as u64),
        "tipped" => {
            tipped(&corpus, words.get(1).unwrap_or(&"head"), number(2, 215) as i32, number(3, 40), number(4, 1) as u64)
        }
        "links" => links(&corpus),
        "moves" => moves(&corpus, number(1, 20)),
        "pieces" => pieces(&corpus, number(1, 30), number(2, 1) as u64),
        "carried" => carried(&corpus, number(1, 30), number(2, 1) as u64),
        other => println!("{other}: no such thing to look at"),
    }
}

/// Aligns one pair of the corpus.
pub fn aligned(corpus: &Corpus, pair: &(String, String)) -> (Pair<Resolution>, Alignment) {
    let of = |key: &str| units::resolution(&corpus.records[key].units());
    let resolutions = Pair::new(of(&pair.0), of(&pair.1));
    let alignment = align(resolutions.as_ref(), &AlignOptions::default());
    (resolutions, alignment)
}

/// Tells whether a part of a score has the name.
fn named(part: Part, name: &str) -> bool {
    format!("{part:?}").eq_ignore_ascii_case(name)
}

fn shown(text: &str) -> String {
    let long = text.chars().count() > 420;
    text.chars().take(420).collect::<String>() + if long { " ..." } else { "" }
}

fn near(corpus: &Corpus, range: std::ops::Range<u32>, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    let mut shown_so_far = 0;
    for _ in 0..count * 20 {
        let Some(pair) = random.pick(&corpus.pairs).filter(|_| shown_so_far < count) else { return };
        let (resolutions, alignment) = aligned(corpus, pair);
        let mut found = Vec::new();
        for link in &alignment.links {
            let members = match (link.kind, link.evidence.runner_up.earlier, link.evidence.runner_up.later) {
                (LinkKind::Matched, ..) => (link.members.earlier[0], link.members.later[0], link.evidence.score),
                (LinkKind::Deleted, Some((l, score)), _) => (link.members.earlier[0], l, score),
                (LinkKind::Inserted, _, Some((e, score))) => (e, link.members.later[0], score),
                _ => continue,
            };
            if range.contains(&members.2) {
                found.push((members, link));
            }
        }
        if let Some(((e, l, score), link)) = random.pick(&found) {
            shown_so_far += 1;
            println!("[{score}] {:?} {} {e} -> {} {l}  {:?}", link.kind, pair.0, pair.1, link.evidence.parts);
            println!("  < {}", shown(&resolutions.earlier.paragraphs[*e].text));
            println!("  > {}", shown(&resolutions.later.paragraphs[*l].text));
        }
    }
}

/// Shows links in whose score a part has a share.
fn part(corpus: &Corpus, name: &str, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    for _ in 0..count * 20 {
        let Some(pair) = random.pick(&corpus.pairs) else { return };
        let (resolutions, alignment) = aligned(corpus, pair);
        let links: Vec<_> =
            alignment.links.iter().filter(|link| link.evidence.parts.iter().any(|part| named(part.0, name))).collect();
        let Some(link) = random.pick(&links) else { continue };
        println!("{:?} {} -> {} confidence {} {:?}", link.kind, pair.0, pair.1, link.confidence.0, link.evidence.parts);
        link.members
            .earlier
            .iter()
            .for_each(|&e| println!("  < {e} {}", shown(&resolutions.earlier.paragraphs[e].text)));
        link.members.later.iter().for_each(|&l| println!("  > {l} {}", shown(&resolutions.later.paragraphs[l].text)));
    }
}

/// Prints all links of changed paragraphs, one a line: two versions of the program are compared by `diff`.
fn links(corpus: &Corpus) {
    for pair in &corpus.pairs {
        let (_, alignment) = aligned(corpus, pair);
        for link in alignment.links.iter().filter(|link| link.confidence.0 < 1000) {
            println!("{} {} {:?} {:?}", pair.0, pair.1, link.kind, link.members);
        }
        for clause in &alignment.carried {
            println!("{} {} Carried {:?}", pair.0, pair.1, clause.paragraph);
        }
    }
}

/// Shows links that a part of the score alone lifted over a limit.
fn tipped(corpus: &Corpus, name: &str, limit: i32, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    let mut found = Vec::new();
    for pair in &corpus.pairs {
        let (resolutions, alignment) = aligned(corpus, pair);
        for link in alignment.links.into_iter().filter(|link| link.kind == LinkKind::Matched) {
            let part: i32 = link.evidence.parts.iter().filter(|part| named(part.0, name)).map(|part| part.1).sum();
            if part > 0 && link.evidence.score as i32 - part < limit {
                let text = |side: &Resolution, member: usize| shown(&side.paragraphs[member].text);
                let texts = Pair::new(
                    text(&resolutions.earlier, link.members.earlier[0]),
                    text(&resolutions.later, link.members.later[0]),
                );
                found.push((pair, link, texts));
            }
        }
    }
    println!("{} links", found.len());
    for _ in 0..count.min(found.len()) {
        let Some(at) = random.pick(&(0..found.len()).collect::<Vec<_>>()).copied() else { return };
        let (pair, link, texts) = found.swap_remove(at);
        println!("[{}] {} {} {:?}", link.evidence.score, pair.0, pair.1, link.evidence.parts);
        println!("  < {}\n  > {}", texts.earlier, texts.later);
    }
}

fn moves(corpus: &Corpus, count: usize) {
    let mut shares: Vec<(usize, usize, &(String, String))> = corpus
        .pairs
        .iter()
        .map(|pair| {
            let (_, alignment) = aligned(corpus, pair);
            let linked = alignment.links.iter().filter(|l| !matches!(l.kind, LinkKind::Inserted | LinkKind::Deleted));
            (alignment.links.iter().filter(|link| link.moved).count(), linked.count(), pair)
        })
        .collect();
    shares.sort_by_key(|&(moved, linked, _)| std::cmp::Reverse(moved * 10000 / (linked + 5)));
    for (moved, linked, pair) in shares.iter().take(count) {
        println!("{} {}: {moved} of {linked} moved", pair.0, pair.1);
        let (resolutions, alignment) = aligned(corpus, pair);
        for link in alignment.links.iter().filter(|link| link.moved).take(12) {
            let (e, l) = (link.members.earlier[0], link.members.later[0]);
            let head = |text: &str| text.chars().take(100).collect::<String>();
            println!(
                "   {e:3} -> {l:3} [{}] {} | {}",
                link.evidence.score,
                head(&resolutions.earlier.paragraphs[e].text),
                head(&resolutions.later.paragraphs[l].text)
            );
        }
    }
}

fn pieces(corpus: &Corpus, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    for _ in 0..count {
        let Some(pair) = random.pick(&corpus.pairs) else { return };
        let (resolutions, alignment) = aligned(corpus, pair);
        let joined: Vec<_> =
            alignment.links.iter().filter(|l| matches!(l.kind, LinkKind::Split | LinkKind::Merged)).collect();
        let Some(link) = random.pick(&joined) else { continue };
        let (parts, joined) = (&link.evidence.parts, &link.evidence.pieces);
        println!("{:?} {} -> {} confidence {} {parts:?} {joined:?}", link.kind, pair.0, pair.1, link.confidence.0);
        link.members
            .earlier
            .iter()
            .for_each(|&e| println!("  < {e} {}", shown(&resolutions.earlier.paragraphs[e].text)));
        link.members.later.iter().for_each(|&l| println!("  > {l} {}", shown(&resolutions.later.paragraphs[l].text)));
    }
}

fn carried(corpus: &Corpus, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    for _ in 0..count {
        let Some(pair) = random.pick(&corpus.pairs) else { return };
        let (resolutions, alignment) = aligned(corpus, pair);
        let Some(carried) = random.pick(&alignment.carried) else { continue };
        let (e, l) = (carried.paragraph.earlier, carried.paragraph.later);
        println!("{} {e} -> {} {l} confidence {}", pair.0, pair.1, carried.confidence.0);
        println!("  < {}", shown(&resolutions.earlier.paragraphs[e].text));
        println!("  > {}", shown(&resolutions.later.paragraphs[l].text));
        println!("  = {}", carried.span.earlier.of(&resolutions.earlier.paragraphs[e].text));
        println!("  = {}", carried.span.later.of(&resolutions.later.paragraphs[l].text));
    }
}
