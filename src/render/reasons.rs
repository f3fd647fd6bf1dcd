//! A link to the words that say why it was made: its score, the parts of it, and what came next.

use super::messages::{locator, percent};
use crate::align::{Evidence, Link, LinkKind, Part, SAME_PROVISION};
use crate::changes::ChangeReport;
use crate::pair::Side;

/// Gives the reasons for a link, given the report it is of: (what about, words).
pub fn reasons(report: &ChangeReport, link: &Link) -> Vec<(&'static str, String)> {
    let evidence = &link.evidence;
    let sure = percent(link.confidence);
    let mut reasons = Vec::new();
    if link.kind == LinkKind::Inserted || link.kind == LinkKind::Deleted {
        let why = match nearest(report, evidence) {
            None => "nothing in the other text resembles it".to_owned(),
            Some((name, value, _)) if value < SAME_PROVISION => {
                let needed = score(SAME_PROVISION);
                format!("the nearest, {name}, scores {} of the {needed} needed", score(value))
            }
            Some((name, value, Some(partner))) => {
                format!("the nearest, {name}, scores {} but goes better with {partner}", score(value))
            }
            Some((name, value, None)) => {
                format!("the nearest, {name}, scores {}, which is not sure enough", score(value))
            }
        };
        return vec![("no match", format!("{why}; {sure} sure"))];
    }
    if evidence.parts.iter().any(|(part, _)| *part == Part::Identical) {
        reasons.push(("match", "the same words".to_owned()));
    } else if !evidence.parts.is_empty() {
        let parts: Vec<String> = evidence.parts.iter().map(|&(part, value)| part_words(part, value)).collect();
        reasons.push(("match", format!("score {}, {sure} sure: {}", score(evidence.score), parts.join(", "))));
    }
    for piece in &evidence.pieces {
        let Some(paragraph) = report.resolutions.side(piece.side).paragraphs.get(piece.paragraph) else { continue };
        let (name, held) = (locator(&paragraph.locator), (piece.held + 5) / 10);
        let alike = score(piece.likeness);
        let words =
            format!("{name}: {held} % of its words are among those that the best match leaves over, likeness {alike}");
        reasons.push(("joined", words));
    }
    // The candidate for a paragraph of one side stands on the other.
    for (side, other) in [(Side::Earlier, Side::Later), (Side::Later, Side::Earlier)] {
        let Some((index, value)) = *evidence.runner_up.side(side) else { continue };
        // A piece of the link is no rival.
        if link.members.side(other).contains(&index) {
            continue;
        }
        let Some(paragraph) = report.resolutions.side(other).paragraphs.get(index) else { continue };
        let name = locator(&paragraph.locator);
        let margin = match evidence.score.checked_sub(value) {
            Some(margin) => format!("{} behind", score(margin)),
            None => format!("{} ahead, but it goes better with another", score(value - evidence.score)),
        };
        reasons.push(("next best", format!("{} {name} scores {}, {margin}", side_word(other), score(value))));
    }
    reasons
}

/// Finds the paragraph that resembles one without partner the most: (name, score, name of the one that it is linked to).
fn nearest(report: &ChangeReport, evidence: &Evidence) -> Option<(String, u32, Option<String>)> {
    let (side, (index, value)) = match (evidence.runner_up.earlier, evidence.runner_up.later) {
        (Some(candidate), _) => (Side::Later, candidate),
        (None, Some(candidate)) => (Side::Earlier, candidate),
        (None, None) => return None,
    };
    let name = |side: Side, index: usize| {
        Some(locator(&report.resolutions.side(side).paragraphs.get(index)?.locator)).map(|name| (side, name))
    };
    let linked = report.changes.iter().find(|change| change.link.members.side(side).contains(&index));
    let partner = linked.and_then(|change| change.link.members.side(side.other()).first());
    let partner = partner.and_then(|&partner| name(side.other(), partner)).map(|(_, name)| name);
    let (_, name) = name(side, index)?;
    Some((format!("{} {name}", side_word(side)), value, partner))
}

/// Gives a score or a part of it: "0.497".
fn score(thousandths: u32) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// Gives a part of a score in words: "same verb +0.010".
fn part_words(part: Part, value: i32) -> String {
    let name = match part {
        Part::Words => "words in common",
        Part::Procedure => "same step of procedure",
        Part::Opening => "same opening words",
        Part::Head => "provision begins alike",
        Part::Verb => "same verb",
        Part::Role => "in another part of the text",
        Part::Order if value < 0 => "crosses its neighbours",
        Part::Order => "between the same neighbours",
        Part::Identical => "same words",
        Part::Organ => "both organ lines",
    };
    let sign = match part {
        Part::Words | Part::Identical | Part::Organ => "",
        _ if value < 0 => "−",
        _ => "+",
    };
    format!("{name} {sign}{}", score(value.unsigned_abs()))
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Earlier => "the earlier",
        Side::Later => "the later",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CompareOptions, compare, pair::Pair, read, source::DecodeOptions};

    #[test]
    fn a_match_tells_its_parts_and_a_lone_paragraph_what_came_nearest() {
        let text =
            |operative: &str| format!("The General Assembly,\n\nRecalling its resolution 52/189,\n\n{operative}");
        let earlier = "1.\tUrges harbour masters to repaint every buoy before the spring tide;\n\n\
                       2.\tRequests the pilots to publish the tide tables in print.\n";
        let later = "1.\tInvites harbour masters to repaint each buoy before the spring tide and the autumn gales;\n\n\
                     2.\tWelcomes the new lighthouse keepers.\n";
        let read = |text: String| read::read(text.as_bytes(), None, &DecodeOptions::default()).expect("it is text");
        let report = compare(Pair::new(read(text(earlier)), read(text(later))), &CompareOptions::default());
        let of = |kind: LinkKind| {
            let link = report.changes.iter().map(|change| &change.link).rfind(|link| link.kind == kind);
            reasons(&report, link.expect("there is such a link"))
        };
        let matched = of(LinkKind::Matched);
        assert_eq!(matched[0].0, "match");
        assert!(matched[0].1.contains("sure: words in common 0."), "{matched:?}");
        assert!(matched[0].1.contains("between the same neighbours +0.020"), "{matched:?}");
        let inserted = of(LinkKind::Inserted);
        assert_eq!(inserted[0].0, "no match");
        assert!(inserted[0].1.ends_with("sure"), "{inserted:?}");
    }
}
