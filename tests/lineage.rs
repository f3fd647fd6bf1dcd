//! Genealogies whose truth is known: versions made by known edits, and origins of words by brute force.

use resdiff::CompareOptions;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{Attribution, History, Step, attribute, history};
use resdiff::read::read;
use resdiff::resolution::Resolution;
use resdiff::source::DecodeOptions;

/// Clauses that no one takes for one another.
const CLAUSES: [&str; 8] = [
    "Urges Member States to exempt the lending of seed between neighbouring communities from customs duties",
    "Invites the regional commissions to assist riparian States in the training of lighthouse keepers",
    "Requests the Secretary-General to prepare a guide to the repair of tide gauges in remote harbours",
    "Encourages universities to share their catalogues of glacier photographs with mountain villages",
    "Calls upon donors to support the construction of footbridges over seasonal rivers",
    "Welcomes the opening of a museum of weights and measures in every capital",
    "Stresses the need to store maps of wells under conditions that preserve their ink",
    "Decides to proclaim a day of clocks in ports, to be observed every other spring",
];

fn version(session: u32, clauses: &[&str]) -> (String, Parsed<Resolution>) {
    let mut text = format!(
        "A/RES/{session}/901\n\n{session}/901. A chain\n\nThe General Assembly,\n\nRecalling the importance of small things,\n\n"
    );
    for (at, clause) in clauses.iter().enumerate() {
        let end = if at + 1 == clauses.len() { '.' } else { ';' };
        text.push_str(&format!("{}. {clause}{end}\n\n", at + 1));
    }
    (session.to_string(), read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text"))
}

fn chain(versions: &[&[&str]]) -> History {
    let versions = versions.iter().zip(70..).map(|(clauses, session)| version(session, clauses)).collect();
    history(versions, &CompareOptions::default())
}

#[track_caller]
fn check_steps(history: &History, clause: &str, expected: &[Step]) {
    let lineage = history
        .lineages
        .iter()
        .find(|lineage| {
            lineage
                .places()
                .any(|(version, at)| history.versions[version].resolution.paragraphs[at].text.starts_with(clause))
        })
        .expect("the clause is in some version");
    let steps: Vec<Step> = lineage.cells.iter().map(|cell| cell.step).collect();
    assert_eq!(steps, expected, "{clause}");
}

#[test]
fn every_clause_is_followed_through_known_edits() {
    use Step::{Absent, New, Returned, Reworded, Unchanged};
    let [seed, keepers, gauges, photographs, bridges, museum, maps, clocks] = CLAUSES;
    let reworded = format!("{gauges}, within existing resources");
    let found = chain(&[
        &[seed, keepers, gauges, photographs],
        &[seed, bridges, gauges, photographs],
        &[museum, seed, bridges, &reworded, photographs],
        &[museum, keepers, seed, bridges, &reworded],
        &[museum, maps, seed, bridges, keepers, clocks],
    ]);
    check_steps(&found, "Urges Member States to exempt", &[New, Unchanged, Unchanged, Unchanged, Unchanged]);
    check_steps(&found, "Invites the regional", &[New, Absent, Absent, Returned, Unchanged]);
    check_steps(&found, "Requests the Secretary-General", &[New, Unchanged, Reworded, Unchanged, Absent]);
    check_steps(&found, "Encourages universities", &[New, Unchanged, Unchanged, Absent, Absent]);
    check_steps(&found, "Calls upon donors", &[Absent, New, Unchanged, Unchanged, Unchanged]);
    check_steps(&found, "Welcomes the opening", &[Absent, Absent, New, Unchanged, Unchanged]);
    check_steps(&found, "Stresses the need", &[Absent, Absent, Absent, Absent, New]);
    assert_eq!(found.returns.len(), 1);
    // Every paragraph of every version belongs to exactly one lineage.
    let places: usize = found.lineages.iter().map(|lineage| lineage.places().count()).sum();
    let paragraphs: usize = found.versions.iter().map(|version| version.resolution.paragraphs.len()).sum();
    assert_eq!(places, paragraphs);
}

#[test]
fn a_clause_is_found_by_its_name() {
    let found = chain(&[&CLAUSES[..3], &CLAUSES[1..4]]);
    let lineage = found.find("op 1").expect("the newest text has one");
    assert_eq!(lineage.places().collect::<Vec<_>>().len(), 2);
    assert_eq!(found.find("OP 99"), None);
}

/// Words of the newest text with the label of the version in which each entered.
fn origins(history: &History, attribution: &Attribution, clause: &str) -> Vec<(String, usize)> {
    let paragraphs = &history.versions.last().expect("there are versions").resolution.paragraphs;
    let at = paragraphs.iter().position(|p| p.text.contains(clause)).expect("the clause is there");
    let words = attribution.paragraphs[at].iter();
    words.map(|word| (word.span.of(&paragraphs[at].text).to_owned(), word.origin.0)).collect()
}

/// By brute force: the words that a longest common subsequence keeps hand their origin on.
fn by_force(versions: &[&str]) -> Vec<(String, usize)> {
    let mut before: Vec<(String, usize)> = Vec::new();
    for (version, text) in versions.iter().enumerate() {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let (n, m) = (before.len(), words.len());
        let mut longest = vec![vec![0; m + 1]; n + 1];
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                longest[i][j] = if before[i].0 == words[j] {
                    longest[i + 1][j + 1] + 1
                } else {
                    longest[i + 1][j].max(longest[i][j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut after = Vec::with_capacity(m);
        while j < m {
            if i < n && before[i].0 == words[j] && longest[i][j] == longest[i + 1][j + 1] + 1 {
                after.push(before[i].clone());
                (i, j) = (i + 1, j + 1);
            } else if i < n && longest[i + 1][j] >= longest[i][j + 1] {
                i += 1;
            } else {
                after.push((words[j].clone(), version));
                j += 1;
            }
        }
        before = after;
    }
    before
}

#[test]
fn words_date_from_the_version_in_which_they_entered() {
    let versions = [
        "Requests the Secretary-General to prepare a guide to tide gauges in harbours",
        "Requests the Secretary-General to prepare a short guide to tide gauges in remote harbours",
        "Requests the Secretary-General and the regional commissions to prepare a short guide to tide gauges in remote harbours",
        "Requests the Secretary-General and the regional commissions to publish a short guide to tide gauges in remote harbours and ports",
    ];
    let chains: Vec<Vec<&str>> = versions.iter().map(|text| vec![*text, CLAUSES[0]]).collect();
    let chains: Vec<&[&str]> = chains.iter().map(Vec::as_slice).collect();
    let found = chain(&chains);
    let mut words = origins(&found, &attribute(&found), "tide gauges");
    words.retain(|(word, _)| word != ";");
    assert_eq!(words, by_force(&versions));
}

#[test]
fn moved_and_returned_words_keep_their_origin() {
    let found = chain(&[&CLAUSES[..3], &[CLAUSES[2], CLAUSES[0]], &[CLAUSES[1], CLAUSES[0], CLAUSES[2]]]);
    let attribution = attribute(&found);
    for clause in &CLAUSES[..3] {
        let words = origins(&found, &attribution, &clause[..30]);
        let wrong: Vec<_> = words.iter().filter(|(word, origin)| *origin != 0 && word.len() > 1).collect();
        assert!(wrong.is_empty(), "{clause}: {wrong:?}");
    }
    assert_eq!(attribution.counts(3).iter().sum::<usize>(), attribution.paragraphs.iter().map(Vec::len).sum::<usize>());
}
