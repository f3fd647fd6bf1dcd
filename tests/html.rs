//! The web page: complete, self-contained, and safe whatever the texts hold. What its script does is tested in a browser
//! (`browser.rs`).

use resdiff::changes::ChangeReport;
use resdiff::pair::Pair;
use resdiff::render::html::{PageLayout, PageOptions, write};
use resdiff::render::{Filter, Selection};
use resdiff::source::{DecodeOptions, decode};
use resdiff::{CompareOptions, compare, resolution};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn report(texts: Pair<&[u8]>) -> ChangeReport {
    let parsed =
        texts.map(|bytes| resolution::parse(decode(bytes, &DecodeOptions::default()).expect("plain text is read")));
    compare(parsed, &CompareOptions::default())
}

fn page_of(report: &ChangeReport, options: &PageOptions) -> String {
    let mut page = Vec::new();
    write(report, options, &mut page).expect("writing to memory does not fail");
    String::from_utf8(page).expect("a page is UTF-8")
}

fn page(earlier: &str, later: &str) -> String {
    page_of(&report(Pair::new(earlier.as_bytes(), later.as_bytes())), &PageOptions::default())
}

/// Gives the reports of all samples that are texts.
fn samples() -> &'static [(String, ChangeReport)] {
    static SAMPLES: OnceLock<Vec<(String, ChangeReport)>> = OnceLock::new();
    SAMPLES.get_or_init(read_samples)
}

fn sample(name: &str) -> &'static ChangeReport {
    let (_, report) = samples().iter().find(|(known, _)| known == name).expect("the sample is there");
    report
}

fn read_samples() -> Vec<(String, ChangeReport)> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"))
        .expect("the samples are there")
        .map(|entry| entry.expect("the samples can be listed").path())
        .collect();
    folders.sort();
    let mut reports = Vec::new();
    for folder in folders {
        let texts = Pair::new("earlier.txt", "later.txt").map(|name| std::fs::read(folder.join(name)));
        if let (Ok(earlier), Ok(later)) = (texts.earlier, texts.later) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            reports.push((name, report(Pair::new(&earlier, &later))));
        }
    }
    assert!(reports.len() > 40, "only {} samples were found", reports.len());
    reports
}

/// Gives the values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Gives the page's text without tags, style and script.
fn visible(page: &str) -> String {
    let body = page.split("<body>").nth(1).and_then(|body| body.split("<script>").next()).expect("a page has a body");
    let text: String = body.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

const EARLIER: &str = "The General Assembly,\n\nRecalling its resolution 52/189,\n\n\
    1. Requests the Secretary-General to report;\n\n2. Decides to remain seized of the matter.\n";

#[test]
fn markup_in_a_text_is_text_on_the_page() {
    let hostile = "1. Requests <script>alert(1)</script> the \"Secretary\"-General's office & <img src=x onerror=alert(2)> \
                   </del></p></article> to report;";
    let later = EARLIER.replace("1. Requests the Secretary-General to report;", hostile);
    for page in [page(EARLIER, &later), page(&later, EARLIER), page(&later, &later)] {
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(!page.contains("<img"), "{page}");
        assert_eq!(page.matches("</article>").count(), page.matches("<article").count());
        assert!(visible(&page).contains("<script>alert(1)</script>"), "{page}");
    }
}

#[test]
fn control_characters_and_overrides_of_direction_are_shown_and_do_not_act() {
    let later = EARLIER.replace("to report;", "to \u{1b}[31mreport\u{202e} backwards;");
    let page = page(EARLIER, &later);
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    assert!(page.contains("␛[31m") && page.contains("⟨U+202E⟩"), "{page}");
}

#[test]
fn a_page_loads_nothing() {
    for (name, report) in samples() {
        let page = page_of(report, &PageOptions::default());
        assert_eq!(values(&page, "src"), Vec::<&str>::new(), "{name}");
        let elsewhere: Vec<&str> =
            values(&page, "href").into_iter().filter(|href| !href.starts_with('#') && *href != "data:,").collect();
        assert_eq!(elsewhere, Vec::<&str>::new(), "{name}");
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"), "{name}");
        // Attributes of style or behaviour would be refused by that policy.
        assert!(!page.contains(" style=\"") && !page.contains(" onclick=\""), "{name}");
    }
}

#[test]
fn every_anchor_is_unique_and_every_link_has_its_anchor() {
    for (name, report) in samples() {
        let page = page_of(report, &PageOptions::default());
        let ids = values(&page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        let dead: Vec<&str> = values(&page, "href")
            .into_iter()
            .filter_map(|href| href.strip_prefix('#'))
            .filter(|to| !unique.contains(to))
            .collect();
        assert_eq!(dead, Vec::<&str>::new(), "{name}");
        let labels: Vec<&str> =
            values(&page, "aria-labelledby").into_iter().filter(|label| !unique.contains(label)).collect();
        assert_eq!(labels, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn every_paragraph_of_both_texts_has_its_anchor() {
    for (name, report) in samples() {
        let page = page_of(report, &PageOptions::default());
        let ids: BTreeSet<&str> = values(&page, "id").into_iter().collect();
        for paragraph in &report.resolutions.later.paragraphs {
            assert!(ids.contains(paragraph.id.as_str()), "{name}: {} is missing", paragraph.id);
        }
        for paragraph in &report.resolutions.earlier.paragraphs {
            let id = format!("earlier-{}", paragraph.id);
            assert!(ids.contains(id.as_str()), "{name}: {id} is missing");
        }
    }
}

#[test]
fn tags_are_closed_in_order() {
    const VOID: [&str; 5] = ["meta", "link", "input", "br", "!DOCTYPE"];
    for (name, report) in samples() {
        let page = page_of(report, &PageOptions::default());
        let body = page.split("<body>").nth(1).and_then(|body| body.split("<script>").next()).expect("a body");
        let mut open: Vec<&str> = Vec::new();
        for tag in body.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag) {
            let word = tag.split([' ', '\n', '/']).find(|word| !word.is_empty()).unwrap_or_default();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(word), "{name}: </{word}>");
            } else if !tag.ends_with('/') && !VOID.contains(&word) {
                open.push(word);
            }
        }
        assert_eq!(open, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn no_word_of_either_text_is_lost() {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, report) in samples() {
        let page = page_of(report, &PageOptions::default());
        // Each change is written once as one flow or as two columns; a mark of a note may stand between two words.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let text = letters(&visible(&page));
        for paragraph in report.resolutions.later.paragraphs.iter().chain(&report.resolutions.earlier.paragraphs) {
            // What is the same is shown as the later text has it.
            let same = report.resolutions.later.paragraphs.iter().any(|later| later.text == paragraph.text);
            let typography = report.changes.iter().any(|change| {
                change.kind == resdiff::changes::ChangeKind::Unchanged
                    && change
                        .link
                        .members
                        .earlier
                        .iter()
                        .any(|&i| report.resolutions.earlier.paragraphs[i].id == paragraph.id)
            });
            if same || !typography {
                assert!(text.contains(&letters(&paragraph.text)), "{name}: {}", squeeze(&paragraph.text));
            }
        }
    }
}

#[test]
fn a_text_from_right_to_left_has_its_own_direction() {
    let earlier = "الجمعية العامة،\n\nإذ تشير إلى قرارها 52/189،\n";
    let later = "الجمعية العامة،\n\nإذ تشير إلى قرارها 54/212،\n";
    let page = page(earlier, later);
    let start = page.find("قرارها").expect("the words are on the page");
    let paragraph = page[..start].rfind("<p").expect("they stand in a paragraph");
    assert!(page[paragraph..].starts_with("<p dir=\"auto\""), "{}", &page[paragraph..start]);
}

#[test]
fn equal_texts_give_a_page_that_says_so() {
    let page = page(EARLIER, EARLIER);
    assert!(visible(&page).contains("Nothing changed."), "{page}");
    assert!(!page.contains("<article"));
}

#[test]
fn a_selection_leaves_out_the_rest() {
    let later = EARLIER.replace("2. Decides", "2. Invites Member States to contribute;\n\n3. Decides");
    let report = report(Pair::new(EARLIER.as_bytes(), later.as_bytes()));
    let only = |filter| PageOptions {
        selection: Selection { only: vec![filter], ..Selection::default() },
        ..PageOptions::default()
    };
    let added = page_of(&report, &only(Filter::Added));
    assert_eq!(added.matches("<article").count(), 1);
    assert!(!visible(&added).contains("Decides to remain seized"));
    let removed = page_of(&report, &only(Filter::Removed));
    assert!(visible(&removed).contains("No change is of the kind that was asked for."));
}

#[test]
fn the_page_opens_in_the_layout_that_was_asked_for() {
    let report = report(Pair::new(EARLIER.as_bytes(), EARLIER.as_bytes()));
    let inline = PageOptions { layout: Some(PageLayout::Inline), ..PageOptions::default() };
    assert!(page_of(&report, &inline).contains("data-layout=\"inline\" data-asked>"));
    assert!(page_of(&report, &PageOptions::default()).contains("data-layout=\"side-by-side\""));
}

#[test]
fn what_moved_is_linked_from_the_place_where_it_stood() {
    let page = page_of(sample("paragraph-moved"), &PageOptions::default());
    let signpost = page.split("<p class=\"signpost earlier\">").nth(1).expect("there is a signpost");
    let target = values(signpost, "href").first().copied().expect("it is a link").trim_start_matches('#');
    let article = page.split("<article ").find(|article| article.contains(&format!("id=\"{target}\"")));
    assert!(article.is_some_and(|article| values(article, "data-is")[0].contains("moved")), "{target}");
}

#[test]
fn the_page_of_a_long_pair_is_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/A_RES_52_26__A_RES_55_7");
    let texts = Pair::new("earlier.txt", "later.txt").map(|name| std::fs::read(folder.join(name)));
    let (Ok(earlier), Ok(later)) = (texts.earlier, texts.later) else {
        eprintln!("skipped: ../shared is not there");
        return;
    };
    let page = page_of(&report(Pair::new(&earlier, &later)), &PageOptions::default());
    assert!(page.len() < 500_000, "{} bytes", page.len());
}

#[test]
fn both_ends_of_a_carried_clause_are_marked_and_linked() {
    let page = page_of(sample("clause-carried"), &PageOptions::default());
    for words in [
        "takes up a clause of the earlier <a class=\"place\" href=\"#earlier-op4\">OP 4</a>",
        "a clause survives in the later <a class=\"place\" href=\"#op4\">OP 4</a>",
        "<mark class=\"carried\">notify boatmen&#39;s associations",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
