//! A scene to findings: the table of rules, one row a rule.

mod addressee;
mod citation;
mod footnote;
mod number;
mod qualifier;
mod time;
mod typography;
mod verb;

use super::mentions::MentionKind;
use super::scene::{Pairing, Scene};
use super::{ChangeClass, Detail, Facet, RuleId};
use crate::pair::Pair;
use crate::span::Span;

/// Holds one rule.
pub struct Rule {
    /// Its name in reports.
    pub id: RuleId,
    /// What it finds, in one sentence.
    pub meaning: &'static str,
    /// The directory under `samples/` that shows it.
    pub sample: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    find: fn(&Scene<'_>) -> Vec<Finding>,
}

/// Holds what a rule found.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// The words concerned, of each side that has them.
    pub spans: Pair<Option<Span>>,
    /// What is reported; `None` where words are explained and there is nothing to say.
    pub detail: Option<Detail>,
    /// What the change of these words amounts to.
    pub class: ChangeClass,
}

/// The rules, in the order in which a reader wants to hear of them.
pub static RULES: [Rule; 15] = [
    Rule {
        id: RuleId("verb"),
        meaning: "The verb phrase with which a paragraph opens is another, or coloured otherwise.",
        sample: "verb-strengthened",
        source: "ladders of strength (src/lexicon/ladders.txt)",
        find: verb::lead,
    },
    Rule {
        id: RuleId("inner-verb"),
        meaning: "A verb phrase inside a paragraph is another, or coloured otherwise.",
        sample: "inner-verb-changed",
        source: "ladders of strength (src/lexicon/ladders.txt)",
        find: verb::inner,
    },
    Rule {
        id: RuleId("qualifier"),
        meaning: "A phrase that colours a clause (\"as appropriate\", \"within existing resources\", \"fully\") was gained or lost.",
        sample: "qualifier-gained",
        source: "lists of qualifiers (src/lexicon/ladders.txt)",
        find: qualifier::find,
    },
    Rule {
        id: RuleId("addressee"),
        meaning: "Somebody else is asked.",
        sample: "addressee-changed",
        source: "the object of a directive verb is who must act",
        find: addressee::find,
    },
    Rule {
        id: RuleId("deadline"),
        meaning: "A session at which something is due is another, or was dropped, or is new.",
        sample: "deadline-changed",
        source: "what is due moves along with the sessions between the two texts; another step is another rhythm",
        find: time::deadline,
    },
    Rule {
        id: RuleId("session"),
        meaning: "A session that is spoken of is another.",
        sample: "rolled-over",
        source: "a new session updates the sessions it speaks of",
        find: time::session,
    },
    Rule {
        id: RuleId("date"),
        meaning: "A date, year or span of years is another.",
        sample: "deadline-changed",
        source: "a new session updates its dates; a target year (\"by 2030\") that moves otherwise is a new target",
        find: time::date,
    },
    Rule {
        id: RuleId("figure"),
        meaning: "A number is another.",
        sample: "figures-and-amounts",
        source: "what is noted is brought up to date; what is asked or decided is changed",
        find: number::figure,
    },
    Rule {
        id: RuleId("amount"),
        meaning: "An amount of money is another.",
        sample: "figures-and-amounts",
        source: "as for numbers",
        find: number::amount,
    },
    Rule {
        id: RuleId("percentage"),
        meaning: "A percentage is another.",
        sample: "figures-and-amounts",
        source: "as for numbers",
        find: number::percentage,
    },
    Rule {
        id: RuleId("citation"),
        meaning: "A resolution, decision, document or instrument is newly cited, no longer cited, or replaced by another of its series.",
        sample: "citation-replaced",
        source: "a new session recalls the resolutions adopted since; another old one is a choice",
        find: citation::find,
    },
    Rule {
        id: RuleId("pointer"),
        meaning: "A place in a text that is referred to (\"paragraph 5\", \"annex II\") has another number.",
        sample: "stale-reference",
        source: "references follow the numbering of what they refer to",
        find: citation::pointer,
    },
    Rule {
        id: RuleId("footnote"),
        meaning: "The text of a footnote is another; its mark alone is nothing.",
        sample: "footnote-text-changed",
        source: "footnotes are numbered through, so marks shift by themselves",
        find: footnote::find,
    },
    Rule {
        id: RuleId("repeat"),
        meaning: "\"Also\" or \"further\" was gained or lost, which only says how the paragraph before opens.",
        sample: "also-further-only",
        source: "drafting practice: a verb that opens the paragraph before is taken up with \"also\" or \"further\"",
        find: verb::repeat,
    },
    Rule {
        id: RuleId("typography"),
        meaning: "Quotation marks, dashes, capitals, spelling or punctuation differ.",
        sample: "typography-only",
        source: "editorial practice differs over time and between formats",
        find: typography::find,
    },
];

/// Finds the mentions of a kind that changed, and weighs each. Equal ones, written otherwise, only explain their words;
/// those of one side count where they stand out.
fn mentioned(
    scene: &Scene<'_>,
    kind: MentionKind,
    detail: impl Fn(Pair<Option<String>>) -> Detail,
    weigh: impl Fn(&Pairing<'_>) -> ChangeClass,
) -> Vec<Finding> {
    let mut pairings = scene.paired(|other| other == kind);
    pairings.retain(|pairing| pairing.both().is_some() || scene.stands_out(pairing));
    let finding = |pairing: &Pairing<'_>| {
        let spans = pairing.spans();
        if pairing.equal {
            return Finding { spans, detail: None, class: ChangeClass::Editorial };
        }
        Finding { spans, detail: Some(detail(pairing.words(scene))), class: weigh(pairing) }
    };
    pairings.iter().map(finding).collect()
}

/// Applies all rules to a scene.
pub(super) fn apply(scene: &Scene<'_>) -> (Vec<Finding>, Vec<Facet>) {
    let mut findings = Vec::new();
    let mut facets = Vec::new();
    for rule in &RULES {
        let start = findings.len();
        findings.extend((rule.find)(scene));
        let new = findings[start..].iter();
        facets.extend(new.filter_map(|finding| {
            let detail = finding.detail.clone()?;
            Some(Facet { rule: rule.id, spans: finding.spans, detail })
        }));
    }
    (findings, facets)
}
