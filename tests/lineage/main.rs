//! Genealogies whose truth is known: versions made by known edits, and the origins of their words.

mod known;
mod words;

use resdiff::CompareOptions;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{History, Step, history};
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
    assert_eq!(found.find("70 OP 2"), Some(lineage));
    assert_eq!(found.find("71 op1"), Some(lineage));
    assert_ne!(found.find("70 OP 1"), Some(lineage));
    assert!(found.find("70 OP 1").is_some());
    assert_eq!(found.find("OP 99"), None);
    assert_eq!(found.find("70 OP 99"), None);
}

/// Clauses of two halves, as long as those of real resolutions.
const GUIDE: &str = "Requests the Secretary-General to prepare a guide to the repair of tide gauges in remote harbours, and encourages universities to share their catalogues of glacier photographs with mountain villages";
const FIRST_HALF: &str =
    "Requests the Secretary-General to prepare a guide to the repair of tide gauges in remote harbours";
const SECOND_HALF: &str =
    "Encourages universities to share their catalogues of glacier photographs with mountain villages";

#[test]
fn a_piece_that_was_split_off_does_not_pass_for_new() {
    use Step::{Absent, Split, Unchanged};
    let found =
        chain(&[&[CLAUSES[0], GUIDE], &[CLAUSES[0], FIRST_HALF, SECOND_HALF], &[CLAUSES[0], FIRST_HALF, SECOND_HALF]]);
    check_steps(&found, FIRST_HALF, &[Step::New, Split, Unchanged]);
    check_steps(&found, SECOND_HALF, &[Absent, Split, Unchanged]);
}

#[test]
fn what_went_up_into_another_clause_may_stand_alone_again() {
    use Step::{Absent, Absorbed, Merged, New, Returned};
    let alone: &[&str] = &[CLAUSES[0], FIRST_HALF, SECOND_HALF];
    let found = chain(&[alone, &[CLAUSES[0], GUIDE], &[CLAUSES[0], FIRST_HALF], alone]);
    check_steps(&found, FIRST_HALF, &[New, Merged, Step::Reworded, Step::Unchanged]);
    check_steps(&found, SECOND_HALF, &[New, Absorbed, Absent, Returned]);
}

#[test]
fn what_only_sounds_alike_does_not_come_back() {
    use Step::{Absent, New, Reworded};
    let short = "Takes note of paragraph 35 of the report of the Advisory Committee";
    let long = "Takes note of paragraph 26 of the report of the Advisory Committee, and invites the Council of Keepers to provide more detailed information regarding the unexpected vacancies at the northern lights, including the number of those who left and of those who were asked to stay";
    let found = chain(&[&[CLAUSES[0], short], &[CLAUSES[0]], &[CLAUSES[0], long]]);
    check_steps(&found, short, &[New, Absent, Absent]);
    check_steps(&found, long, &[Absent, Absent, New]);
    // In neighbouring versions it is the same procedural paragraph.
    check_steps(&chain(&[&[CLAUSES[0], short], &[CLAUSES[0], long]]), short, &[New, Reworded]);
}
