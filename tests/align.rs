//! Properties of every alignment, on samples and on samples changed at random.

#[path = "../examples/evaluate/mutate.rs"]
#[allow(dead_code)]
mod mutate;
#[path = "../examples/evaluate/random.rs"]
#[allow(dead_code)]
mod random;
#[path = "../examples/evaluate/units.rs"]
#[allow(dead_code)]
mod units;

use mutate::{KINDS, mutate};
use proptest::prelude::*;
use random::Random;
use resdiff::align::{AlignOptions, Alignment, Confidence, LinkKind, align};
use resdiff::pair::Pair;
use resdiff::resolution::{Resolution, parse};
use resdiff::source::{DecodeOptions, decode};
use std::sync::OnceLock;
use units::Unit;

/// Every text of the samples, by path.
fn texts() -> &'static Vec<(String, Resolution)> {
    static TEXTS: OnceLock<Vec<(String, Resolution)>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let mut found = Vec::new();
        for directory in std::fs::read_dir(root).expect("there are samples").flatten() {
            for name in ["earlier.txt", "later.txt"] {
                let Ok(bytes) = std::fs::read(directory.path().join(name)) else { continue };
                let source = decode(&bytes, &DecodeOptions::default()).expect("a sample is text");
                let path = format!("{}/{name}", directory.file_name().to_string_lossy());
                found.push((path, parse(source).value));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        assert!(found.len() >= 100, "{} texts", found.len());
        found
    })
}

fn sample(name: &str) -> Pair<&'static Resolution> {
    let find = |file: &str| {
        let path = format!("{name}/{file}");
        &texts().iter().find(|(p, _)| *p == path).unwrap_or_else(|| panic!("no sample {path}")).1
    };
    Pair::new(find("earlier.txt"), find("later.txt"))
}

fn aligned(resolutions: Pair<&Resolution>) -> Alignment {
    align(resolutions, &AlignOptions::default())
}

/// A text changed at random in several places.
fn changed(index: usize, seed: u64) -> (Resolution, Resolution) {
    let texts = texts();
    let of = |index: usize| units::of(&texts[index % texts.len()].1);
    let (units, donor): (Vec<Unit>, Vec<Unit>) = (of(index), of(index + 1));
    let (changed, _) = mutate(&units, &donor, &KINDS, 3, &mut Random::new(seed));
    (units::resolution(&units), units::resolution(&changed))
}

fn mentions_each_paragraph_once(resolutions: Pair<&Resolution>, alignment: &Alignment) {
    let mut seen = resolutions.map(|r| vec![0usize; r.paragraphs.len()]);
    for link in &alignment.links {
        link.members.earlier.iter().for_each(|&e| seen.earlier[e] += 1);
        link.members.later.iter().for_each(|&l| seen.later[l] += 1);
        let sizes = (link.members.earlier.len(), link.members.later.len());
        let fits = match link.kind {
            LinkKind::Matched => sizes == (1, 1),
            LinkKind::Split => sizes.0 == 1 && sizes.1 > 1,
            LinkKind::Merged => sizes.0 > 1 && sizes.1 == 1,
            LinkKind::Inserted => sizes == (0, 1),
            LinkKind::Deleted => sizes == (1, 0),
        };
        assert!(fits, "{:?} of {sizes:?}", link.kind);
    }
    assert!(seen.earlier.iter().chain(&seen.later).all(|&times| times == 1), "{seen:?}");
    for carried in &alignment.carried {
        let text = |side: &Resolution, index: usize| side.paragraphs[index].text.clone();
        let earlier = text(resolutions.earlier, carried.paragraph.earlier);
        let later = text(resolutions.later, carried.paragraph.later);
        assert!(!carried.span.earlier.of(&earlier).is_empty() && !carried.span.later.of(&later).is_empty());
    }
}

/// What must not depend on which text is called the earlier one.
type Mirrorable = (Vec<(LinkKind, Vec<usize>, Vec<usize>, u16, bool)>, Vec<(usize, usize, usize, usize, u16)>);

fn mirrorable(alignment: &Alignment, mirrored: bool) -> Mirrorable {
    let kind = |kind: LinkKind| match kind {
        LinkKind::Split if mirrored => LinkKind::Merged,
        LinkKind::Merged if mirrored => LinkKind::Split,
        LinkKind::Inserted if mirrored => LinkKind::Deleted,
        LinkKind::Deleted if mirrored => LinkKind::Inserted,
        other => other,
    };
    let mut links: Vec<_> = alignment
        .links
        .iter()
        .map(|link| {
            let members = if mirrored { link.members.clone().swap() } else { link.members.clone() };
            (kind(link.kind), members.earlier, members.later, link.confidence.0, link.moved)
        })
        .collect();
    links.sort();
    let mut carried: Vec<_> = alignment
        .carried
        .iter()
        .map(|clause| {
            let (paragraph, span) =
                if mirrored { (clause.paragraph.swap(), clause.span.swap()) } else { (clause.paragraph, clause.span) };
            (paragraph.earlier, paragraph.later, span.earlier.start, span.later.start, clause.confidence.0)
        })
        .collect();
    carried.sort();
    (links, carried)
}

fn is_mirrored_by_the_exchanged_texts(resolutions: Pair<&Resolution>) {
    let forth = aligned(resolutions);
    let back = aligned(resolutions.swap());
    assert_eq!(mirrorable(&forth, false), mirrorable(&back, true));
}

#[test]
fn a_text_against_itself_is_silent() {
    for (path, text) in texts() {
        let alignment = aligned(Pair::new(text, text));
        let silent = |link: &resdiff::align::Link| {
            link.kind == LinkKind::Matched && link.members.earlier == link.members.later && !link.moved
        };
        assert!(alignment.links.iter().all(silent), "{path}");
        assert!(alignment.carried.is_empty(), "{path}");
    }
}

#[test]
fn every_sample_pair_is_whole_and_mirrored() {
    for (path, _) in texts().iter().filter(|(path, _)| path.ends_with("earlier.txt")) {
        let pair = sample(path.trim_end_matches("/earlier.txt"));
        mentions_each_paragraph_once(pair, &aligned(pair));
        is_mirrored_by_the_exchanged_texts(pair);
    }
}

#[test]
fn samples_show_what_they_are_named_after() {
    let check = |name: &str, kind: LinkKind, moved: bool, count: usize| {
        let alignment = aligned(sample(name));
        let found = alignment.links.iter().filter(|link| link.kind == kind && link.moved == moved).count();
        assert_eq!(found, count, "{name}: {kind:?}, moved {moved}");
    };
    check("paragraph-moved", LinkKind::Matched, true, 1);
    check("two-swapped", LinkKind::Matched, true, 1);
    check("paragraph-split", LinkKind::Split, false, 1);
    check("paragraph-split-into-a-list", LinkKind::Split, false, 1);
    check("paragraphs-merged", LinkKind::Merged, false, 1);
    check("subparagraph-added", LinkKind::Inserted, false, 1);
    check("look-alike-must-not-match", LinkKind::Deleted, false, 1);
    check("look-alike-must-not-match", LinkKind::Inserted, false, 1);
    check("renumbered-only", LinkKind::Matched, true, 0);
    check("identical", LinkKind::Inserted, false, 0);
}

#[test]
fn a_section_that_moved_is_one_move() {
    let alignment = aligned(sample("headings"));
    assert_eq!(alignment.links.iter().filter(|link| link.moved).count(), 1);
}

#[test]
fn texts_without_anything_in_common_stay_apart() {
    let pair = sample("different-subjects");
    let linked: Vec<_> = aligned(pair).links.into_iter().filter(|link| link.kind == LinkKind::Matched).collect();
    let stock = |link: &resdiff::align::Link| pair.earlier.paragraphs[link.members.earlier[0]].text.len() < 160;
    assert!(linked.iter().all(stock), "{linked:?}");
}

#[test]
fn a_clause_that_survives_elsewhere_is_carried() {
    let pair = sample("clause-carried");
    let alignment = aligned(pair);
    let [clause] = alignment.carried.as_slice() else { panic!("{:?}", alignment.carried) };
    let text = &pair.later.paragraphs[clause.paragraph.later].text;
    assert!(clause.span.later.of(text).contains("notify boatmen's associations of any change in the colour"));
    let identical = aligned(sample("identical"));
    assert!(identical.carried.is_empty());
}

#[test]
fn strict_leaves_uncertain_pairs_apart() {
    let pair = sample("long-gap");
    let strict = AlignOptions { least_confidence: Confidence(980) };
    let sure = align(pair, &strict);
    mentions_each_paragraph_once(pair, &sure);
    assert!(sure.links.iter().filter(|l| l.kind == LinkKind::Matched).all(|l| l.confidence >= Confidence(980)));
    assert!(sure.links.len() >= aligned(pair).links.len());
}

/// The ids of the later paragraphs that each earlier one is linked to.
fn partners(earlier: &str, later: &str) -> Vec<(String, Vec<String>)> {
    let read = |text: &str| {
        let text = format!("The General Assembly,\n\nRecalling its decision on the harbours,\n\n{text}");
        parse(decode(text.as_bytes(), &DecodeOptions::default()).expect("it is text")).value
    };
    let pair = Pair::new(read(earlier), read(later));
    let alignment = aligned(pair.as_ref());
    let ids = |side: &Resolution, members: &[usize]| -> Vec<String> {
        members.iter().map(|&member| side.paragraphs[member].id.clone()).collect()
    };
    let linked = alignment.links.iter().filter(|link| !link.members.earlier.is_empty());
    linked
        .map(|link| {
            let earlier = ids(&pair.earlier, &link.members.earlier).join(", ");
            (earlier, ids(&pair.later, &link.members.later))
        })
        .collect()
}

#[test]
fn a_provision_is_known_by_how_it_begins_whoever_is_asked() {
    let earlier = "1.\tReiterates its call upon the harbour masters to carry out a thorough audit of relevant tariffs, \
                   tonnage ledgers, signal books and mooring habits, so that the fees are clearly posted and are not used \
                   to delay any vessel, and to train the pilots and the keepers of the lights;\n\n\
                   2.\tThanks the keepers of the lights.\n";
    let later = "1.\tUrges the harbour masters:\n\n\t(a)\tTo repaint the buoys every spring;\n\n\
                 \t(b)\tTo carry out a thorough audit of national dues, in order that no captain meets with arbitrary \
                 demands contrary to the custom of the coast;\n\n2.\tThanks the keepers of the lights.\n";
    let found = partners(earlier, later);
    assert!(found.contains(&("op1".to_string(), vec!["op1.b".to_string()])), "{found:?}");
    // The same opening words are no reason where all begin so.
    let later = later.replace("carry out a thorough audit of national dues", "promote and protect the rights of all");
    let found = partners(&earlier.replace("carry out a thorough audit", "promote and protect the rights"), &later);
    assert!(!found.contains(&("op1".to_string(), vec!["op1.b".to_string()])), "{found:?}");
}

#[test]
fn a_stock_paragraph_is_no_piece_of_another() {
    let earlier = "1.\tTakes note of the findings of the Panel on Harbour Lights, expresses its commitment to safe \
                   moorings for coasting vessels, requests the Secretary-General to submit a survey of lamp oil and wicks \
                   in every port, encourages the pilots to paint their boats white and to ring bells in fog, and takes \
                   note of the report of the chandlers on tarred ropes, brass fittings and sailcloth;\n\n2.\tThanks the keepers of the lights.\n";
    let later = "1.\tRecalls the findings of the Panel on Harbour Lights;\n\n\
                 2.\tTakes note of the report of the Secretary-General;\n\n\
                 3.\tReiterates its commitment to safe moorings for coasting vessels;\n\n\
                 4.\tThanks the keepers of the lights.\n";
    let found = partners(earlier, later);
    assert!(found.contains(&("op1".to_string(), vec!["op1".to_string(), "op3".to_string()])), "{found:?}");
}

/// Gives a text of many paragraphs of eight words in all, each of which is followed by one of three, and the same text
/// with some words exchanged in every paragraph.
fn of_common_words(paragraphs: usize, words: usize, exchanged: usize) -> Pair<Resolution> {
    const WORDS: [&str; 8] = ["reefs", "wells", "lamps", "tides", "seeds", "bells", "roads", "maps"];
    let mut random = Random::new(11);
    let mut texts = Pair::new(String::from("The General Assembly,\n\n"), String::from("The General Assembly,\n\n"));
    for number in 1..=paragraphs {
        let mut at = random.below(WORDS.len());
        let mut chosen: Vec<&str> = Vec::new();
        for _ in 0..words {
            at = (at * 3 + random.below(3)) % WORDS.len();
            chosen.push(WORDS[at]);
        }
        texts.earlier += &format!("{number}.\tUrges {};\n\n", chosen.join(" "));
        for _ in 0..exchanged {
            let place = random.below(words);
            chosen[place] = WORDS[random.below(WORDS.len())];
        }
        texts.later += &format!("{number}.\tUrges {};\n\n", chosen.join(" "));
    }
    texts.map(|text| parse(decode(text.as_bytes(), &DecodeOptions::default()).expect("it is text")).value)
}

#[test]
fn paragraphs_of_common_words_alone_find_one_another() {
    for (words, exchanged, least) in [(24, 2, 1_100), (24, 6, 1_000)] {
        let texts = of_common_words(1_200, words, exchanged);
        let alignment = aligned(texts.as_ref());
        mentions_each_paragraph_once(texts.as_ref(), &alignment);
        let is_right =
            |link: &&resdiff::align::Link| link.kind == LinkKind::Matched && link.members.earlier == link.members.later;
        let right = alignment.links.iter().filter(is_right).count();
        assert!(right >= least, "{right} of 1201 with {exchanged} of {words} words exchanged");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn changed_texts_are_aligned_whole_and_mirrored(index in 0usize..200, seed in any::<u64>()) {
        let (earlier, later) = changed(index, seed);
        let pair = Pair::new(&earlier, &later);
        mentions_each_paragraph_once(pair, &aligned(pair));
        is_mirrored_by_the_exchanged_texts(pair);
    }

    #[test]
    fn any_two_samples_are_aligned_whole_and_mirrored(one in 0usize..200, other in 0usize..200) {
        let texts = texts();
        let pair = Pair::new(&texts[one % texts.len()].1, &texts[other % texts.len()].1);
        mentions_each_paragraph_once(pair, &aligned(pair));
        is_mirrored_by_the_exchanged_texts(pair);
    }
}
