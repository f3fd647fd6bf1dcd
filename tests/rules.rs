//! Every rule on every sample: each fires on its own, none on a text against itself, all are mirrored.

use resdiff::changes::rules::RULES;
use resdiff::changes::{ChangeClass, ChangeReport, Detail, Facet, Strength, VerdictKind};
use resdiff::lexicon::{Ladders, Pull};
use resdiff::pair::Pair;
use resdiff::resolution::Resolution;
use resdiff::{CompareOptions, compare, diagnostic::Parsed, resolution, source};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = std::fs::read_dir(directory).expect("the samples are part of the project");
    let mut samples: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|p| p.join("earlier.txt").exists())
        .collect();
    samples.sort();
    assert!(samples.len() >= 50, "only {} samples were found", samples.len());
    samples
}

fn parsed(path: &Path) -> Parsed<Resolution> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = source::decode(&bytes, &source::DecodeOptions::default());
    resolution::parse(text.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn report(sample: &Path) -> ChangeReport {
    let texts = Pair::new(parsed(&sample.join("earlier.txt")), parsed(&sample.join("later.txt")));
    compare(texts, &CompareOptions::default())
}

fn fired(report: &ChangeReport) -> Vec<&'static str> {
    let mut fired: Vec<_> = report.changes.iter().flat_map(|change| &change.facets).map(|facet| facet.rule.0).collect();
    fired.sort_unstable();
    fired.dedup();
    fired
}

#[test]
fn each_rule_fires_on_its_sample() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for rule in &RULES {
        let fired = fired(&report(&root.join(rule.sample)));
        assert!(fired.contains(&rule.id.0), "{} is silent on {}; these fire: {fired:?}", rule.id.0, rule.sample);
    }
}

#[test]
fn a_text_against_itself_is_silent() {
    for sample in samples() {
        for side in ["earlier.txt", "later.txt"] {
            let path = sample.join(side);
            let report = compare(Pair::new(parsed(&path), parsed(&path)), &CompareOptions::default());
            assert_eq!(fired(&report), Vec::<&str>::new(), "{}", path.display());
            assert_eq!(report.verdict.kind, VerdictKind::Identical, "{}", path.display());
        }
    }
}

#[test]
fn every_span_marks_words_of_its_side() {
    for sample in samples() {
        let report = report(&sample);
        for change in &report.changes {
            let texts = change.texts(&report.resolutions);
            for facet in &change.facets {
                for (text, span) in [(&texts.earlier, facet.spans.earlier), (&texts.later, facet.spans.later)] {
                    let Some(span) = span else { continue };
                    let words = text.get(span.start..span.end);
                    assert!(words.is_some_and(|words| !words.trim().is_empty()), "{}: {facet:?}", sample.display());
                }
            }
        }
    }
}

#[test]
fn exchanging_the_texts_mirrors_what_is_found() {
    for sample in samples() {
        let there = report(&sample);
        let texts = Pair::new(parsed(&sample.join("later.txt")), parsed(&sample.join("earlier.txt")));
        let back = compare(texts, &CompareOptions::default());
        let listed = |report: &ChangeReport, mirrored: bool| {
            let mut list: Vec<String> = report
                .changes
                .iter()
                .map(|change| {
                    let members =
                        if mirrored { change.link.members.clone().swap() } else { change.link.members.clone() };
                    let mut facets: Vec<String> = change
                        .facets
                        .iter()
                        .map(|f| format!("{:?}", if mirrored { mirror(f) } else { f.clone() }))
                        .collect();
                    facets.sort();
                    format!("{members:?} {:?} {facets:#?}", change.class)
                })
                .collect();
            list.sort();
            list
        };
        assert_eq!(listed(&there, false), listed(&back, true), "{}", sample.display());
    }
}

fn mirror(facet: &Facet) -> Facet {
    let turned = |strength: Strength| match strength {
        Strength::Strengthened => Strength::Weakened,
        Strength::Weakened => Strength::Strengthened,
        other => other,
    };
    let detail = match facet.detail.clone() {
        Detail::Verb { lemmas, strength, inner } => {
            Detail::Verb { lemmas: lemmas.swap(), strength: turned(strength), inner }
        }
        Detail::Qualifier { phrase, strength } => Detail::Qualifier { phrase, strength: turned(strength) },
        Detail::Session { words, step, deadline } => {
            Detail::Session { words: words.swap(), step: step.map(|step| -step), deadline }
        }
        Detail::Addressee(words) => Detail::Addressee(words.swap()),
        Detail::Date(words) => Detail::Date(words.swap()),
        Detail::Figure(words) => Detail::Figure(words.swap()),
        Detail::Amount(words) => Detail::Amount(words.swap()),
        Detail::Percentage(words) => Detail::Percentage(words.swap()),
        Detail::Citation(words) => Detail::Citation(words.swap()),
        Detail::Pointer(words) => Detail::Pointer(words.swap()),
        Detail::Footnote(words) => Detail::Footnote(words.swap()),
        Detail::Repeat(words) => Detail::Repeat(words.swap()),
        Detail::Typography(words) => Detail::Typography(words.swap()),
        other => panic!("no mirror for {other:?}"),
    };
    Facet { rule: facet.rule, spans: facet.spans.swap(), detail }
}

#[track_caller]
fn check(sample: &str, kind: VerdictKind, classes: &[(ChangeClass, usize)]) {
    let report = report(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample));
    for (class, count) in classes {
        let found = report.changes.iter().filter(|change| change.class == *class).count();
        assert_eq!(found, *count, "{sample}: {class:?}");
    }
    assert_eq!(report.verdict.kind, kind, "{sample}");
}

#[test]
fn verdicts_of_whole_texts() {
    use ChangeClass::{Editorial, Rollover, Substantive, Unclassified};
    check("identical", VerdictKind::Identical, &[(Substantive, 0)]);
    check("rolled-over", VerdictKind::TechnicalRollover, &[(Rollover, 4), (Substantive, 0), (Unclassified, 0)]);
    check("new-agenda-session", VerdictKind::Substantive, &[(Substantive, 1)]);
    check("citation-replaced", VerdictKind::TechnicalRollover, &[(Rollover, 2), (Substantive, 0)]);
    check("typography-only", VerdictKind::Editorial, &[(Substantive, 0), (Rollover, 0)]);
    check("punctuation-only", VerdictKind::Editorial, &[(Editorial, 2), (Substantive, 0)]);
    check("also-further-only", VerdictKind::Editorial, &[(Editorial, 2), (Substantive, 0)]);
    check("verb-weakened", VerdictKind::Substantive, &[(Substantive, 1)]);
    check("deadline-changed", VerdictKind::Substantive, &[(Substantive, 2)]);
    check("addressee-changed", VerdictKind::Substantive, &[(Substantive, 1)]);
    check("dates-in-ranges", VerdictKind::TechnicalRollover, &[(Rollover, 6), (Substantive, 0), (Unclassified, 0)]);
}

#[track_caller]
fn check_silent(sample: &str, rules: &[&str]) {
    let fired = fired(&report(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample)));
    for rule in rules {
        assert!(!fired.contains(rule), "{sample}: {rule} fires, of {fired:?}");
    }
}

#[test]
fn what_stands_elsewhere_in_the_clause_is_no_change_of_it() {
    check_silent("verb-kept-inside", &["verb", "inner-verb"]);
    check_silent("dates-in-ranges", &["figure"]);
    check_silent("instrument-cited-again", &["citation", "addressee"]);
}

#[test]
fn the_documentation_lists_every_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let expected = documentation();
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().expect("docs/")).expect("docs/ can be made");
        std::fs::write(&path, &expected).expect("docs/rules.md can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == expected, "docs/rules.md is out of date; run: WRITE_DOCS=1 cargo test --test rules");
}

fn documentation() -> String {
    let mut text = String::from(
        "# Rules\n\
         What resdiff says a change means comes from the rules below. Each looks at one pair of paragraphs (or at the\n\
         paragraphs of one split or merge) and reports *facets* with the words of both sides that they rest on.\n\n\
         This page is written from the table in `src/changes/rules.rs` and the file `src/lexicon/ladders.txt`; a test\n\
         keeps it up to date. `resdiff lexicon` prints that file, to be changed and given to `--lexicon`.\n\n\
         | rule | what it finds | sample | source |\n| --- | --- | --- | --- |\n",
    );
    for rule in &RULES {
        let _ = writeln!(text, "| `{}` | {} | `{}` | {} |", rule.id.0, rule.meaning, rule.sample, rule.source);
    }
    text.push_str(
        "\n## Classes\n\
         A change has the weightiest class of its facets and of the words that no rule explains, in this order:\n\n\
         - **same**: the words are the same.\n\
         - **editorial**: typography, spelling, punctuation, articles, \"also\" and \"further\", internal references that\n  \
         followed the numbering; a mere split or merge.\n\
         - **rollover**: sessions, dates, symbols and figures, as a new session brings them. A session at which\n  \
         something is due rolls over when it moves as far as the session of the text itself; a report that is due\n  \
         three sessions later instead of two has another rhythm, which is substantive. So has a target (\"by 2030\").\n  \
         A resolution that was adopted between the two texts, or is newer than those recalled before, joins the list\n  \
         as rollover; another one is a choice. Numbers roll over where the paragraph says how things stand, and are\n  \
         substantive where it asks or decides.\n\
         - **unclassified**: no rule tells. Only words that hold a sentence together (\"of\", \"and\", \"that\") or other\n  \
         forms of the same words (\"State\", \"States\") changed, or a verb became another of the same strength, or a\n  \
         heading came or went.\n\
         - **substantive**: anything else: a paragraph that came or went, went over to the other part, another verb,\n  \
         another addressee, a qualifier gained or lost, and every word that says something and that no rule explains.\n\n\
         A text is a **technical rollover** when nothing in it is substantive or unclassified, and something rolled over.\n\n\
         ## What claims no strength\n\
         A qualifier is weighed only where it colours words that stand on both sides; one that came with a clause of\n\
         its own makes nothing weaker. What is noted, recalled or recognized (or denied: \"not fully\") is a fact and\n\
         neither strong nor weak. Verbs are compared only within a family below; what stands on no common ladder is not\n\
         comparable.\n\n## Ladders\n",
    );
    let ladders = Ladders::built_in();
    for (name, sources, rungs) in ladders.families() {
        let rungs: Vec<String> = rungs.iter().map(|rung| rung.join(" = ")).collect();
        let _ = writeln!(text, "### {name}\n{}\n", rungs.join(" < "));
        for source in sources {
            let _ = writeln!(text, "- {source}");
        }
        text.push('\n');
    }
    text.push_str("## Qualifiers\nEach by its first wording; the file lists the others.\n\n");
    for (pull, title) in
        [(Pull::Weakens, "Leave more free"), (Pull::Strengthens, "Ask for more"), (Pull::Neither, "Pull neither way")]
    {
        let names: Vec<&str> = ladders.qualifiers().filter(|(_, p)| *p == pull).map(|(name, _)| name).collect();
        let _ = writeln!(text, "- **{title}**: {}.", names.join(", "));
    }
    text
}
