//! What stands where, on short invented texts.

use crate::resolution::parse;
use crate::source::{DecodeOptions, decode};

/// Parses lines that follow the organ line and a preamble, and gives the paragraphs after these as "id role text", then
/// the closing lines.
#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    let text = format!("    The General Assembly,\n\n    Recalling its resolution 1/1,\n\n{lines}\n");
    let source = decode(text.as_bytes(), &DecodeOptions::default()).expect("text is read");
    let resolution = parse(source).value;
    let paragraphs = resolution.paragraphs.iter().skip(2).map(|p| format!("{} {:?} {}", p.id, p.role, p.text));
    let closing = resolution.closing.iter().map(|line| format!("closing {line}"));
    assert_eq!(paragraphs.chain(closing).collect::<Vec<_>>(), expected);
}

#[test]
fn a_line_in_the_middle_of_the_page_is_a_heading_whatever_it_begins_and_ends_with() {
    check(
        "    1. Decides to plant trees.\n\n\t\t\t(a) Protection of saplings\n\n    2. Decides to water them.\n\n\
         \t\t\tWe will end drought.\n\n    3. Decides to share the fruit.\n\n\t\t\tReporting:\n\n    4. Requests a report.",
        &[
            "op1 Operative Decides to plant trees.",
            "h1 Heading (a) Protection of saplings",
            "op2 Operative Decides to water them.",
            "h2 Heading We will end drought.",
            "op3 Operative Decides to share the fruit.",
            "h3 Heading Reporting:",
            "op4 Operative Requests a report.",
        ],
    );
}

#[test]
fn a_short_item_deep_in_a_list_is_no_heading() {
    check(
        "    1. Decides to plant:\n\n\t\t\t(a) Oaks\n\n\t\t\t(b) Limes\n\n    2. Decides to water:\n\n\t\t\tAll of them.\n\n    3. Decides to wait.",
        &[
            "op1 Operative Decides to plant:",
            "op1.a Subparagraph Oaks",
            "op1.b Subparagraph Limes",
            "op2 Operative Decides to water:",
            "op2+1 Operative All of them.",
            "op3 Operative Decides to wait.",
        ],
    );
}

#[test]
fn short_lines_that_a_colon_announced_are_no_headings() {
    check(
        "    1. Decides that the themes are:\n\n    Oaks and elms\n\n    Limes\n\n    Wild pears\n\n    2. Decides to wait.",
        &[
            "op1 Operative Decides that the themes are:",
            "op1+1 Operative Oaks and elms",
            "op1+2 Operative Limes",
            "op1+3 Operative Wild pears",
            "op2 Operative Decides to wait.",
        ],
    );
    // A title and a chapter after a colon are headings.
    check(
        "    1. Adopts the following declaration:\n\n    Declaration on Trees\n\n    Beginnings\n\n    2. Decides to wait.",
        &[
            "op1 Operative Adopts the following declaration:",
            "h1 Heading Declaration on Trees",
            "h2 Heading Beginnings",
            "op2 Operative Decides to wait.",
        ],
    );
}

#[test]
fn an_annexed_declaration_may_have_an_organ_line() {
    check(
        "    Adopts the declaration in the annex.\n\n\t\t\tAnnex\n\n\t\t\tDeclaration on Trees\n\n    The General Assembly,\n\n\
         \x20   Affirming that trees grow,\n\n    1. Trees shall be planted.\n\n\t\t\tB\n\n    The General Assembly,\n\n    Decides to wait.",
        &[
            "op Operative Adopts the declaration in the annex.",
            "h1 Heading Annex",
            "h2 Heading Declaration on Trees",
            "annex.organ Preambular The General Assembly,",
            "annex.p1 Annex Affirming that trees grow,",
            "annex.1 Annex Trees shall be planted.",
            "h3 Heading B",
            "B.organ Preambular The General Assembly,",
            "B.op Operative Decides to wait.",
        ],
    );
}

#[test]
fn closing_lines_of_every_kind_and_what_may_follow_them() {
    check(
        "    Decides to wait.\n\n    52nd (resumed) plenary meeting 27 December 2019",
        &["op Operative Decides to wait.", "closing 52nd (resumed) plenary meeting 27 December 2019"],
    );
    check("    1. Decides to wait.\n\n    18 June 2020", &["op1 Operative Decides to wait.", "closing 18 June 2020"]);
    check(
        "    1. Decides to wait.\n\n    Hundred and tenth plenary meeting,\n\n    21 November 1947.\n\n    STATUTE OF THE GARDEN\n\n    1. The garden shall grow.",
        &[
            "op1 Operative Decides to wait.",
            "h1 Heading STATUTE OF THE GARDEN",
            "s2.op1 Operative The garden shall grow.",
            "closing Hundred and tenth plenary meeting,",
            "closing 21 November 1947.",
        ],
    );
}

#[test]
fn heads_of_a_bound_volume_do_not_cut_a_paragraph() {
    check(
        "    1. Decides that all members of the\n\n    General Assembly—Twelfth Session\n\n    garden shall have a spade;\n\n\
         \x20   2. Decides to dig.",
        &["op1 Operative Decides that all members of the garden shall have a spade;", "op2 Operative Decides to dig."],
    );
}
