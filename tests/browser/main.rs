//! The web page in a real browser: it loads without complaint, and its filters, find, keys and links do what they say.
//! Skipped where Chromium is missing.
#![cfg(unix)]

mod devtools;

use devtools::Browser;
use resdiff::diagnostic::Parsed;
use resdiff::lineage::{History, attribute, history};
use resdiff::pair::Pair;
use resdiff::render::html::{PageLayout, PageOptions, write, write_history, write_origins};
use resdiff::resolution::Resolution;
use resdiff::{CompareOptions, compare, source::DecodeOptions};
use serde_json::json;
use std::path::Path;

/// Opens the page of a sample in a browser and hands both to a test.
fn check(sample: &str, test: impl FnOnce(&mut Browser, &str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let names = match sample {
        "A_RES_52_189__A_RES_54_212" => Pair::new("A_RES_52_189.reconstructed.txt", "A_RES_54_212.txt"),
        _ => Pair::new("earlier.txt", "later.txt"),
    };
    let texts = names.map(|name| std::fs::read(folder.join(name)).expect("the sample is there"));
    check_texts(texts, test);
}

fn check_texts(texts: Pair<Vec<u8>>, test: impl FnOnce(&mut Browser, &str)) {
    let report = compare(texts.map(|bytes| read(&bytes)), &CompareOptions::default());
    let mut page = Vec::new();
    write(&report, &PageOptions::default(), &mut page).expect("writing to memory does not fail");
    check_page(&page, test);
}

fn read(bytes: &[u8]) -> Parsed<Resolution> {
    resdiff::read::read(bytes, None, &DecodeOptions::default()).expect("the text can be read")
}

fn check_page(page: &[u8], test: impl FnOnce(&mut Browser, &str)) {
    let Some(mut browser) = Browser::borrow() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let folder = tempfile::tempdir().expect("a directory for the page can be made");
    let path = folder.path().join("page.html");
    std::fs::write(&path, page).expect("the page can be written");
    let address = format!("file://{}", path.display());
    browser.open(&address);
    test(&mut browser, &address);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

const REAL: &str = "A_RES_52_189__A_RES_54_212";
/// Counts the changes that can be seen.
const SEEN: &str = "[...document.querySelectorAll('article.change')].filter(e => e.offsetHeight > 0).length";
const FOCUS: &str = "document.activeElement.id";

#[test]
fn style_and_script_are_admitted_by_the_policy() {
    check(REAL, |browser, _| {
        assert_eq!(browser.value("document.documentElement.classList.contains('js')"), json!(true));
        assert_eq!(browser.value("getComputedStyle(document.querySelector('.strip')).position"), json!("fixed"));
    });
}

#[test]
fn a_script_that_is_not_the_pages_own_is_refused() {
    check(REAL, |browser, _| {
        let refused = browser.value(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.hostile = true'; \
             document.addEventListener('securitypolicyviolation', () => { window.refused = true; }); \
             document.body.append(s); return window.hostile === undefined; })()",
        );
        assert_eq!(refused, json!(true));
        // The complaint is what was wanted here.
        assert_eq!(browser.complaints().len(), 1);
        browser.open("about:blank");
    });
}

#[test]
fn hostile_texts_run_nothing() {
    let earlier = "The General Assembly,\n\n1. Requests the Secretary-General to report;\n";
    let later = "The General Assembly,\n\n1. Requests </p></article><script>window.hostile = 1</script>\
                 <img src=x onerror=\"window.hostile = 1\"> the Secretary-General to report;\n";
    check_texts(Pair::new(earlier.into(), later.into()), |browser, _| {
        assert_eq!(browser.value("window.hostile === undefined"), json!(true));
        assert_eq!(browser.value("document.querySelectorAll('main img, main script').length"), json!(0));
    });
}

#[test]
fn filters_leave_what_was_asked_for() {
    check(REAL, |browser, _| {
        let all = browser.value(SEEN);
        browser.click("button[data-filter=added]");
        let added = browser.value("document.querySelectorAll('article.added').length");
        assert_ne!(added, all);
        assert_eq!(browser.value(SEEN), added);
        assert_eq!(browser.value("document.querySelectorAll('.run:not([hidden])').length"), json!(0));
        // A second filter of the same group adds to the first.
        browser.click("button[data-filter=removed]");
        let both = browser.value("document.querySelectorAll('article.added, article.removed').length");
        assert_eq!(browser.value(SEEN), both);
        assert_eq!(
            browser.value("document.querySelector('[data-filter=added]').getAttribute('aria-pressed')"),
            json!("true")
        );
        browser.press("a");
        assert_eq!(browser.value(SEEN), all);
    });
}

#[test]
fn filters_of_two_groups_must_both_hold() {
    check(REAL, |browser, _| {
        browser.click("button[data-filter=moved]");
        browser.click("button[data-group=class]");
        let expected = browser.value(
            "(() => { const c = document.querySelector('button[data-group=class]').dataset.filter; \
             return document.querySelectorAll(`article[data-is~=moved][data-is~=${c}]`).length; })()",
        );
        assert_eq!(browser.value(SEEN), expected);
    });
}

#[test]
fn n_and_p_go_from_change_to_change() {
    check(REAL, |browser, _| {
        let ids = browser.value("[...document.querySelectorAll('article.change')].map(e => e.id)");
        browser.press("n");
        browser.until(FOCUS, &ids[0]);
        browser.press("n");
        browser.press("n");
        browser.until(FOCUS, &ids[2]);
        browser.press("p");
        browser.until(FOCUS, &ids[1]);
        let position = browser.value("document.querySelector('.position').textContent");
        assert!(position.as_str().is_some_and(|text| text.starts_with("2 of ")), "{position}");
        // What has the focus is not hidden below the bar of tools.
        let top = "document.activeElement.getBoundingClientRect().top \
                   - document.querySelector('.tools').getBoundingClientRect().bottom";
        assert!(browser.value(top).as_f64().is_some_and(|top| top >= -1.0));
    });
}

#[test]
fn n_after_the_last_change_stays_there() {
    check("paragraph-moved", |browser, _| {
        for _ in 0..9 {
            browser.press("n");
        }
        let last = browser.value("[...document.querySelectorAll('article.change')].at(-1).id");
        browser.until(FOCUS, &last);
    });
}

#[test]
fn f_shows_and_folds_what_is_unchanged() {
    check("long-gap", |browser, _| {
        let open = "[...document.querySelectorAll('details.run')].filter(e => e.open).length";
        let all = browser.value("document.querySelectorAll('details.run').length");
        assert_ne!(all, json!(0));
        assert_eq!(browser.value(open), json!(0));
        browser.press("f");
        assert_eq!(browser.value(open), all);
        browser.press("f");
        assert_eq!(browser.value(open), json!(0));
    });
}

#[test]
fn find_looks_in_each_text_by_itself() {
    check(REAL, |browser, _| {
        let found = "document.querySelector('.found').textContent";
        for layout in ["side by side", "inline"] {
            browser.press("/");
            assert_eq!(browser.value(FOCUS), json!("page-find"));
            // Across an insertion in the later text and a deletion in the earlier.
            browser.type_text("national  AND development, including its");
            browser.press("Escape");
            browser.press("/");
            browser.type_text("the Programme of Action");
            let count = browser.value(found);
            assert!(count.as_str().is_some_and(|text| text.ends_with(" found")), "{layout}: {count}");
            browser.press("Enter");
            assert!(browser.value(found).as_str().is_some_and(|text| text.starts_with("1 of ")), "{layout}");
            browser.press("Escape");
            assert_eq!(browser.value(found), json!(""));
            browser.press("/");
            browser.type_text("no such words");
            assert_eq!(browser.value(found), json!("not found"));
            browser.press("Escape");
            browser.press("v");
        }
    });
}

#[test]
fn typing_into_the_field_is_no_command() {
    check(REAL, |browser, _| {
        browser.press("/");
        browser.press("n");
        browser.press("f");
        assert_eq!(browser.value("document.querySelector('#page-find').value"), json!("nf"));
        assert_eq!(browser.value(FOCUS), json!("page-find"));
    });
}

#[test]
fn v_changes_the_layout() {
    check(REAL, |browser, _| {
        let seen = |class: &str| format!("document.querySelector('.{class}').offsetHeight > 0");
        assert_eq!(browser.value(&seen("columns")), json!(true));
        assert_eq!(browser.value(&seen("flow")), json!(false));
        browser.press("v");
        assert_eq!(browser.value(&seen("columns")), json!(false));
        assert_eq!(browser.value(&seen("flow")), json!(true));
    });
}

#[test]
fn a_layout_that_was_asked_for_goes_before_the_one_that_is_remembered() {
    let report =
        compare(Pair::new("Invites", "Urges").map(|verb| read(clause(verb).as_bytes())), &CompareOptions::default());
    for (layout, opened) in [(None, "inline"), (Some(PageLayout::SideBySide), "side-by-side")] {
        let mut page = Vec::new();
        write(&report, &PageOptions { layout, ..PageOptions::default() }, &mut page).expect("memory does not fail");
        check_page(&page, |browser, address| {
            browser.value("localStorage.setItem('resdiff-layout', 'inline')");
            browser.open(address);
            assert_eq!(browser.value("document.documentElement.dataset.layout"), json!(opened));
            browser.value("localStorage.removeItem('resdiff-layout')");
        });
    }
}

#[test]
fn a_narrow_screen_has_one_column_and_does_not_scroll_sideways() {
    check(REAL, |browser, address| {
        browser.resize(390, 844);
        browser.open(address);
        assert_eq!(browser.value("document.querySelector('.columns').offsetHeight"), json!(0));
        assert_eq!(browser.value("document.documentElement.scrollWidth <= innerWidth"), json!(true));
    });
}

#[test]
fn the_question_mark_lists_the_keys() {
    check(REAL, |browser, _| {
        let open = "document.querySelector('dialog.help').open";
        browser.press("?");
        assert_eq!(browser.value(open), json!(true));
        browser.press("Escape");
        assert_eq!(browser.value(open), json!(false));
        browser.click("[data-do=help]");
        assert_eq!(browser.value(open), json!(true));
        browser.click("dialog.help button");
        assert_eq!(browser.value(open), json!(false));
    });
}

#[test]
fn a_link_to_a_folded_paragraph_opens_it() {
    check("long-gap", |browser, address| {
        let id = browser.value("document.querySelector('details.run .unchanged:last-child').id");
        let id = id.as_str().expect("an unchanged paragraph has an id");
        browser.open(&format!("{address}#{id}"));
        assert_eq!(browser.value(&format!("document.getElementById('{id}').offsetHeight > 0")), json!(true));
        let top = browser.value(&format!("document.getElementById('{id}').getBoundingClientRect().top"));
        assert!(top.as_f64().is_some_and(|top| (0.0..900.0).contains(&top)), "{top}");
    });
}

#[test]
fn a_link_to_an_earlier_paragraph_leads_to_its_change() {
    check("paragraph-moved", |browser, address| {
        let id = browser.value("document.querySelector('article .anchor[id^=earlier-]').id");
        let id = id.as_str().expect("a change has an anchor for its earlier paragraph");
        browser.open(&format!("{address}#{id}"));
        let article = browser.value(&format!("document.getElementById('{id}').closest('article').id"));
        browser.until(FOCUS, &article);
    });
}

#[test]
fn a_link_to_a_change_that_is_filtered_out_shows_all_again() {
    check(REAL, |browser, _| {
        browser.click("button[data-filter=removed]");
        let added = browser.value("document.querySelector('article.added').id");
        let added = added.as_str().expect("a change has an id");
        browser.value(&format!("location.hash = '#{added}'"));
        browser.press("x");
        browser.until(&format!("document.getElementById('{added}').hidden"), &json!(false));
        browser.until(FOCUS, &json!(added));
    });
}

#[test]
fn dark_follows_the_reader_and_t_turns_it() {
    check(REAL, |browser, address| {
        let ground = "getComputedStyle(document.documentElement).backgroundColor";
        let light = browser.value(ground);
        browser.prefer("prefers-color-scheme", "dark");
        browser.open(address);
        let dark = browser.value(ground);
        assert_ne!(light, dark);
        browser.press("t");
        assert_eq!(browser.value(ground), light);
        browser.press("t");
        assert_eq!(browser.value(ground), dark);
    });
}

#[test]
fn every_ink_stands_out_from_its_ground() {
    // Ratio of contrast as WCAG 2 defines it; 4.5 is level AA for text.
    const LEAST: &str = r"(() => {
        const channel = (c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
        const light = (rgb) => { const [r, g, b] = rgb.match(/[\d.]+/g).map(Number); return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b); };
        const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
        let least = [99, ''];
        for (const e of document.querySelectorAll('body *:not(svg, svg *, script)')) {
            if (!e.offsetHeight || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
            const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
            const ratio = (a + .05) / (b + .05);
            if (ratio < least[0]) least = [ratio, e.outerHTML.slice(0, 90)];
        }
        return least; })()";
    for scheme in ["light", "dark"] {
        check(REAL, |browser, address| {
            browser.prefer("prefers-color-scheme", scheme);
            browser.open(address);
            browser.press("f");
            browser.click("button[data-filter]");
            let least = browser.value(LEAST);
            assert!(least[0].as_f64().is_some_and(|ratio| ratio >= 4.5), "{scheme}: {least}");
        });
    }
}

#[test]
fn without_script_all_is_shown() {
    check("long-gap", |browser, address| {
        browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
        browser.open(address);
        // The protocol may still ask.
        assert_eq!(browser.value("document.querySelector('.tools').offsetHeight"), json!(0));
        assert_eq!(
            browser.value("document.querySelectorAll('article.change').length").as_u64(),
            browser.value(SEEN).as_u64()
        );
        assert_eq!(browser.value("document.querySelector('.columns').offsetHeight > 0"), json!(true));
    });
}

fn clause(verb: &str) -> String {
    format!("The General Assembly,\n\n1. {verb} the Secretary-General to report on tides;\n")
}

fn three_versions() -> History {
    let versions = ["Invites", "Requests", "Urges"].map(|verb| (verb.to_owned(), read(clause(verb).as_bytes())));
    history(versions.into(), &CompareOptions::default())
}

#[test]
fn the_pages_of_many_versions_are_read_in_the_dark_and_on_a_narrow_screen() {
    let history = three_versions();
    let (mut lives, mut origins) = (Vec::new(), Vec::new());
    write_history(&history, &mut lives).expect("writing to memory does not fail");
    write_origins(&history, &attribute(&history), &mut origins).expect("writing to memory does not fail");
    for page in [lives, origins] {
        check_page(&page, |browser, address| {
            let ground = "getComputedStyle(document.body).backgroundColor";
            let light = browser.value(ground);
            browser.prefer("prefers-color-scheme", "dark");
            assert_ne!(browser.value(ground), light);
            browser.prefer("prefers-color-scheme", "light");
            assert_eq!(browser.value(ground), light);
            browser.resize(390, 844);
            browser.open(address);
            assert_eq!(browser.value("document.documentElement.scrollWidth <= innerWidth"), json!(true));
        });
    }
}

#[test]
fn a_clause_of_a_history_opens_by_the_keyboard() {
    let mut page = Vec::new();
    write_history(&three_versions(), &mut page).expect("writing to memory does not fail");
    check_page(&page, |browser, _| {
        browser.value("document.querySelector('details.clause:last-of-type summary').focus()");
        browser.press("Enter");
        browser.until("document.querySelector('details.clause:last-of-type').open", &json!(true));
    });
}

#[test]
fn words_of_the_newest_text_tell_since_when_they_stand() {
    let history = three_versions();
    let mut page = Vec::new();
    write_origins(&history, &attribute(&history), &mut page).expect("writing to memory does not fail");
    check_page(&page, |browser, _| {
        let since = |version: &str| {
            format!(
                "[...document.querySelectorAll('.text .o[title=\"{version}\"]')].map(e => e.textContent.trim()).join('|')"
            )
        };
        assert_eq!(browser.value(&since("Urges")), json!("Urges"));
        assert_eq!(browser.value(&since("Requests")), json!(""));
        let oldest = browser.value(&since("Invites"));
        assert!(oldest.as_str().is_some_and(|words| words.contains("to report on tides;")), "{oldest}");
        // What the version is, the line below the words tells as well: the style was admitted.
        let line = "getComputedStyle(document.querySelector('.text .o[title=\"Urges\"]')).borderBottomStyle";
        assert_eq!(browser.value(line), json!("solid"));
    });
}

#[test]
fn a_click_on_a_clause_of_a_history_opens_its_story() {
    let mut page = Vec::new();
    write_history(&three_versions(), &mut page).expect("writing to memory does not fail");
    check_page(&page, |browser, _| {
        let clause = "[...document.querySelectorAll('details.clause')].at(-1)";
        assert_eq!(browser.value(&format!("{clause}.open")), json!(false));
        assert_eq!(browser.value(&format!("{clause}.querySelectorAll('summary .cell').length")), json!(3));
        browser.click("details.clause:last-of-type summary");
        assert_eq!(browser.value(&format!("{clause}.open")), json!(true));
        assert_eq!(browser.value(&format!("{clause}.querySelector('.story').offsetHeight > 0")), json!(true));
        // The cells stand side by side: the style that says how many there are was admitted.
        let tops = "new Set([...document.querySelectorAll('details.clause:last-of-type summary .cell')]\
                    .map(e => e.getBoundingClientRect().top)).size";
        assert_eq!(browser.value(tops), json!(1));
    });
}
