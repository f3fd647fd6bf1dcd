use super::*;

/// Writes an opening as `span | lemma | qualifiers | repeats`, with "?" behind a lemma that the lexicon does not have and
/// "-ing" behind one in preambular form.
fn shown(text: &str) -> String {
    let Some(Found { opening, form }) = opening(text) else {
        return "none".to_owned();
    };
    let known = if opening.known { "" } else { "?" };
    let form = if form == Form::Participle { " -ing" } else { "" };
    let mut shown = format!("{} | {}{known}{form}", opening.span.of(text), opening.lemma);
    if !opening.qualifiers.is_empty() || !opening.repeats.is_empty() {
        shown = format!("{shown} | {}", opening.qualifiers.join(", "));
    }
    if !opening.repeats.is_empty() {
        shown = format!("{shown} | {}", opening.repeats.join(", "));
    }
    shown
}

/// Gives the opening in the plain form.
pub(super) fn plain_opening(text: &str) -> Option<Opening> {
    Lead::plain(&Words::new(text)).map(|lead| lead.found.opening)
}

/// Gives the further verbs of a paragraph that opens with a verb in any other form.
pub(super) fn further(text: &str) -> Vec<InnerVerb> {
    let words = Words::new(text);
    Lead::of(&words).map(|lead| lead.further(&words)).unwrap_or_default()
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

fn check_inner(text: &str, expected: &[&str]) {
    let inner = further(text);
    assert!(opening(text).is_some(), "the paragraph opens with a verb");
    let shown: Vec<String> = inner.iter().map(|verb| format!("{}: {}", verb.lemma, verb.span.of(text))).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn preambular_and_operative_forms_share_a_lemma() {
    check("Recalling its resolution 55/2,", "Recalling | recall -ing");
    check("Recalls its resolution 55/2;", "Recalls | recall");
    check("We recall resolution 55/2", "We recall | recall");
    check("Recognising that", "Recognising | recognize -ing");
    check("Authorises the Secretary-General", "Authorises | authorize");
    check("Having considered the report", "Having considered | consider -ing");
    check("Bearing in mind the report", "Bearing in mind | bear in mind -ing");
    check("Acting under Chapter VII", "Acting | act -ing");
    check("Guided by the Charter", "Guided | guided -ing");
}

#[test]
fn also_is_not_part_of_the_verb() {
    check("Also calls upon all States", "Also calls upon | call upon |  | also");
    check("Recalling also its resolution", "Recalling also | recall -ing |  | also");
    check("Once again calls upon all States", "Once again calls upon | call upon |  | once again");
    check("Calls once again upon all States", "Calls once again upon | call upon |  | once again");
    check("Bearing also in mind that", "Bearing also in mind | bear in mind -ing |  | also");
    check("Decides further that", "Decides further | decide |  | further");
    check("Notes further progress", "Notes | note");
    check("Further notes with concern that", "Further notes with concern | note | with concern | further");
    check("Deeply concerned also that", "Deeply concerned also | concern -ing | deep | also");
}

#[test]
fn qualifiers_colour_the_verb() {
    check("Takes note of the report", "Takes note | take note");
    check("Takes note with appreciation of the report", "Takes note with appreciation | take note | with appreciation");
    check(
        "Taking note also with interest of",
        "Taking note also with interest | take note -ing | with interest | also",
    );
    check("Takes due note of the report", "Takes due note | take note | due");
    check("Strongly condemns the attack", "Strongly condemns | condemn | strongly");
    check("Urges strongly all parties", "Urges strongly | urge | strongly");
    check("Condemns in the strongest terms the", "Condemns in the strongest terms | condemn | in the strongest terms");
    check(
        "Notes with deep concern and regret that",
        "Notes with deep concern and regret | note | with deep concern and regret",
    );
    check("Notes with the Secretary-General that", "Notes | note");
    check("Remains deeply concerned about", "Remains deeply concerned | concern | remain, deep");
}

#[test]
fn concern_is_one_verb_in_all_its_forms() {
    check("Deeply concerned that", "Deeply concerned | concern -ing | deep");
    check("Expresses deep concern at", "Expresses deep concern | concern | deep");
    check("Expressing its deep concern about", "Expressing its deep concern | concern -ing | deep");
    check(
        "Gravely and increasingly concerned at",
        "Gravely and increasingly concerned | concern -ing | grave, increasing",
    );
    check(
        "Expresses its grave and growing concern",
        "Expresses its grave and growing concern | concern | grave, growing",
    );
    check("Alarmed at", "Alarmed | alarm -ing");
    check("Expresses alarm at", "Expresses alarm | alarm");
    check("We are deeply concerned", "We are deeply concerned | concern | deep");
}

#[test]
fn expressions_are_named_by_what_is_expressed() {
    check(
        "Expresses its sincere appreciation to",
        "Expresses its sincere appreciation | express appreciation | sincere",
    );
    check("Expresses its gratitude to", "Expresses its gratitude | express appreciation");
    check("Expresses the hope that", "Expresses the hope | express hope");
    check("Expresses once again its support for", "Expresses once again its support | express support |  | once again");
    check("Pays tribute to", "Pays tribute | pay tribute");
    check("Looks forward to", "Looks forward | look forward");
    check("Decides to remain seized of the matter.", "Decides | decide");
    check("Remains actively seized of the matter.", "Remains actively seized | remain seized | actively");
}

#[test]
fn insertions_are_no_part_of_the_verb() {
    check("Requests the Secretary-General, whenever feasible, to", "Requests | request");
    check("Requests, in this regard, the Secretary-General", "Requests | request");
    check("In this regard, calls upon all States", "calls upon | call upon");
    check("Also, in this regard, calls upon all", "Also, in this regard, calls upon | call upon |  | also");
    check("Calls, as a matter of priority, upon all States", "Calls, as a matter of priority, upon | call upon");
    check("Takes note, with appreciation, of", "Takes note, with appreciation | take note | with appreciation");
    check("“Recalling its resolution", "Recalling | recall -ing");
}

#[test]
fn nouns_are_no_verbs() {
    for text in [
        "States parties to the Convention",
        "States that welcome refugees",
        "Requests for assistance",
        "Measures to improve",
        "Measures the Government takes",
        "Policies that work",
        "Notes",
        "Nothing in the present resolution",
        "During the fifty-fourth session",
        "Developing countries",
        "Working Group on Arbitrary Detention",
        "Support Mission in Libya",
        "Concerned States should",
        "Determined efforts",
        "Acts of terrorism",
        "Thanks to the efforts",
        "Family planning",
        "The General Assembly,",
        "recalling its resolution",
        "United Nations",
        "By its resolution",
        "",
        "...",
    ] {
        check(text, "none");
    }
}

#[test]
fn verbs_outside_the_lexicon_are_told_by_form() {
    check("Applies the rules", "Applies | apply?");
    check("Elucidates the rules", "Elucidates | elucidate?");
    check("Simplifies that", "Simplifies | simplify?");
    check("Broadening the mandate", "Broadening | broaden? -ing");
    check("Having inspected the site", "Having inspected | inspect? -ing");
    check("Profoundly unsettled by", "Profoundly unsettled | unsettled? -ing | profoundly");
}

#[test]
fn the_plain_form_is_read_on_request() {
    let plain = |text: &str| plain_opening(text).map(|opening| opening.lemma);
    assert_eq!(plain("Strongly encourage all States"), Some("encourage".to_owned()));
    assert_eq!(plain("Call upon all States"), Some("call upon".to_owned()));
    for text in ["The States", "Note by the Secretary-General", "Request for assistance"] {
        assert_eq!(plain(text), None, "{text}");
    }
}

#[test]
fn what_counts_depends_on_the_role() {
    let check = |role, text: &str, expected: Option<&str>| {
        assert_eq!(verbs(role, text).0.map(|opening| opening.lemma).as_deref(), expected, "{role:?} {text}");
    };
    check(Role::Operative, "Recognize that more is needed;", Some("recognize"));
    check(Role::Preambular, "Recognize that more is needed,", None);
    check(Role::Subparagraph, "Supporting the efforts of States;", None);
    check(Role::Subparagraph, "Recalling the efforts of States,", Some("recall"));
    check(Role::Subparagraph, "Requests the Secretary-General to report;", Some("request"));
    check(Role::Subparagraph, "Elucidates the rules;", None);
    check(Role::Operative, "Elucidates the rules;", Some("elucidate"));
    check(Role::Heading, "Recalling the past", None);
}

#[test]
fn further_verbs_of_the_organ_are_found() {
    check_inner(
        "Recalling the Programme of Action, recalling the Memorandum of 1999, and emphasizing the importance of work,",
        &["recall: recalling", "emphasize: emphasizing"],
    );
    check_inner(
        "Welcomes the report, and in this regard strongly encourages the bodies to work; expresses its deep concern",
        &["encourage: strongly encourages", "concern: expresses its deep concern"],
    );
    check_inner("Notes the delay, and calls upon all States to work", &["call upon: calls upon"]);
    check_inner("Notes the years 2013 and 2017, respectively, and commits itself", &["commit: commits"]);
    check_inner("Recalling and reaffirming its resolutions,", &["reaffirm: reaffirming"]);
    check_inner("We reaffirm our commitment, and we recognize that more is needed", &["recognize: we recognize"]);
}

#[test]
fn verbs_of_subordinate_clauses_are_left_alone() {
    check_inner("Invites States that welcome refugees, which calls upon all, and others to note", &[]);
    check_inner("Requests the Secretary-General to report on needs, requests and appeals for assistance", &[]);
    check_inner("Encourages States, bearing in mind their needs, to act", &[]);
}

proptest::proptest! {
    /// Any words in any order, also with marks and letters of more than one byte, give spans inside the text, in order.
    #[test]
    fn spans_stay_inside_the_text(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "Recalls", "Expresses", "its", "deep", "concern", "also", "Having", "considered", "We", "and", ",", ";", "with",
            "calls", "upon", "in", "this", "regard", "remains", "seized", "“", "é", "…", "Deeply", "concerned", "continues",
            "to", "encourage", "\u{301}", "1", "(a)",
        ]), 0..24)) {
        let text = words.join(" ");
        if let Some(found) = opening(&text) {
            let mut end = found.opening.span.end;
            proptest::prop_assert!(!found.opening.span.of(&text).is_empty());
            for inner in further(&text) {
                proptest::prop_assert!(inner.span.start >= end && !inner.span.of(&text).is_empty());
                end = inner.span.end;
            }
        }
        plain_opening(&text);
        crate::resolution::Session::find_all(&text);
        crate::resolution::Symbol::find(&text);
    }
}
