//! Lines of plain text to what is text and what was printed around it.

use super::enumerator::preambular_name;
use super::fold::{cut_enumerator, cut_start, printed};
use super::shape;
use crate::source::{Block, Furniture, FurnitureKind};
use crate::token::strip_prefix_in_any_case;

/// Takes the furniture out of the lines. Gives the lines that are left, and for each whether furniture stood before it.
pub(super) fn take_out(blocks: Vec<Block>, furniture: &mut Vec<Furniture>) -> (Vec<Block>, Vec<bool>) {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut dropped_before = Vec::with_capacity(blocks.len());
    let mut dropped = false;
    let mut blank = 0;
    let kinds = kinds(&blocks);
    for (mut block, kind) in blocks.into_iter().zip(kinds) {
        // Marks of conversion that stand before text on one line.
        if kind.is_none()
            && let Some(rest) = block.text.strip_prefix("[COMMENT1]")
        {
            let end = block.text.len() - rest.trim_start().len();
            cut_start(&mut block, end);
            furniture.push(Furniture {
                kind: FurnitureKind::Marker,
                text: "[COMMENT1]".to_owned(),
                place: block.place,
            });
        }
        if kind.is_none()
            && let Some((name, end)) = preambular_name(&block.text)
        {
            cut_enumerator(&mut block, &name, end);
            // It says where a paragraph begins, too.
            block.label = Some(name.printed);
        }
        match kind {
            Some(kind) => {
                blank = blank.max(block.blank_before);
                furniture.push(Furniture { kind, text: printed(&block), place: block.place });
                dropped = true;
            }
            None => {
                if dropped {
                    block.blank_before = block.blank_before.max(blank);
                }
                blank = 0;
                kept.push(block);
                dropped_before.push(std::mem::take(&mut dropped));
            }
        }
    }
    (kept, dropped_before)
}

fn kinds(blocks: &[Block]) -> Vec<Option<FurnitureKind>> {
    let mut kinds: Vec<Option<FurnitureKind>> = blocks.iter().map(|block| kind(&block.text)).collect();
    for i in 1..blocks.len() {
        if shape::heads_notes(&blocks[i - 1].text) && shape::note_label(blocks[i].text.trim()).is_some() {
            kinds[i - 1] = Some(FurnitureKind::Rule);
        }
    }
    let organ = blocks.iter().position(|block| shape::is_organ_line(&block.text)).unwrap_or(0);
    // After the first page a line that is a symbol alone, or names the volume, is a running head, and so is a lone number
    // beside it.
    for i in organ..blocks.len() {
        if kinds[i].is_none() && (is_symbol_line(&blocks[i].text) || is_volume_head(&blocks[i].text)) {
            kinds[i] = Some(FurnitureKind::PageHeader);
        }
    }
    for i in organ..blocks.len() {
        let beside =
            i.checked_sub(1).is_some_and(|b| kinds[b].is_some()) || kinds.get(i + 1).is_some_and(Option::is_some);
        if kinds[i].is_none() && beside && is_page_number(&blocks[i].text) {
            kinds[i] = Some(FurnitureKind::PageHeader);
        }
    }
    kinds
}

/// Tells what is no text, by itself.
pub(super) fn kind(text: &str) -> Option<FurnitureKind> {
    let text = text.trim();
    if text.starts_with(RECYCLE) || text.eq_ignore_ascii_case(RECYCLE) {
        return Some(FurnitureKind::JobNumber);
    }
    // Nearly all lines: furniture is short and has figures, or begins with a sign.
    let is_text = |c: char| c.is_alphanumeric() || matches!(c, '(' | '“' | '"');
    let has_figures = || text.bytes().any(|b| b.is_ascii_digit());
    if text.starts_with(is_text) && (text.len() > LONGEST || !has_figures()) {
        return None;
    }
    let rule = text.len() >= 3 && text.bytes().all(|b| matches!(b, b'-' | b'_' | b'=' | b'*' | b'`' | b' '));
    let spaced_rule = text.len() >= 3 && text.chars().all(|c| matches!(c, '–' | '—' | '―' | '_' | '─' | ' '));
    if rule || spaced_rule {
        return Some(FurnitureKind::Rule);
    }
    if text == "[COMMENT1]" || text.starts_with("<!--") && text.ends_with("-->") || text == "\u{c}" {
        return Some(FurnitureKind::Marker);
    }
    if text.starts_with("<<ODS") || is_job_number(text) {
        return Some(FurnitureKind::JobNumber);
    }
    if matches!(text, "/..." | "/…" | "..." | "/. . .") || is_page_label(text) {
        return Some(FurnitureKind::PageHeader);
    }
    if text.starts_with('*') && text.contains("eissued for technical reasons") {
        return Some(FurnitureKind::PageHeader);
    }
    None
}

/// Bytes of the longest line that is furniture although it begins with a letter, a figure, or what opens a quotation.
const LONGEST: usize = 64;
/// The request beside the job number, and whatever follows it.
const RECYCLE: &str = "Please recycle";

/// Tells "00 26259", "94-05527 (E) /...", "*0348789*", "N0026259E", "99-77777", "18-22258 (E)    191218", "09-394242".
fn is_job_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < 5 {
        return false;
    }
    let mut text = text;
    while let Some(rest) = text.strip_suffix("/...") {
        text = rest;
    }
    let text = text.trim_end();
    let core = text.trim_matches(['*', '`']);
    if core.len() > 48 {
        return false;
    }
    let starred =
        text.starts_with(['*', '`']) && text.ends_with(['*', '`']) && core.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut words = core.split_whitespace();
    let Some(first) = words.next() else { return false };
    let rest: Vec<&str> = words.collect();
    let year_dash = first.len() >= 8
        && first.as_bytes()[2] == b'-'
        && first
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 2 { b == b'-' } else { b.is_ascii_digit() || i > 6 && b == b'/' });
    let spaced = first.len() == 2
        && first.bytes().all(|b| b.is_ascii_digit())
        && rest.first().is_some_and(|w| w.len() == 5 && w.bytes().all(|b| b.is_ascii_digit()));
    let letter = first.len() >= 8
        && (first.starts_with('N') || first.starts_with("GE."))
        && first.trim_start_matches("GE.").bytes().skip(1).all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'E'))
        && rest.len() <= 2;
    // "02-92555" and "18-22258 (E) 191218"; nothing else may follow.
    let tail = |from: usize| {
        rest.iter().skip(from).all(|w| {
            w.starts_with('(') && w.ends_with(')') && w.len() <= 5
                || w.bytes().all(|b| b.is_ascii_digit())
                || *w == "E"
                || w.trim_matches('*').bytes().all(|b| b.is_ascii_digit())
        })
    };
    // "2/18 23-25272" and "23-25272 3/18": the number of the page beside it.
    let [left, right] = [first, rest.first().copied().unwrap_or_default()];
    let paged =
        rest.len() == 1 && (is_page_label(left) && is_job_number(right) || is_job_number(left) && is_page_label(right));
    paged || starred || year_dash && tail(0) || spaced && tail(1) || letter && tail(0) || is_page_with_job_number(core)
}

/// Tells a page number that runs into the job number behind it: "313-40626" is page 3, "3/413-46160" page 3 of 4.
fn is_page_with_job_number(text: &str) -> bool {
    let Some((page, job)) = text.len().checked_sub(8).and_then(|at| text.split_at_checked(at)) else { return false };
    let digits = |t: &str| !t.is_empty() && t.len() <= 3 && t.bytes().all(|b| b.is_ascii_digit());
    let numbered = page.split_once('/').map_or(digits(page), |(at, all)| digits(at) && digits(all));
    let of_year = job.split_once('-').is_some_and(|(year, number)| year.len() == 2 && number.len() == 5);
    numbered && of_year && job.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// Pages that a resolution has at the most; a larger second number is that of a resolution ("52/189").
const MOST_PAGES: u32 = 120;

/// Tells "Page 4", "page 4", "2/10", "- 4 -", "[page 4]".
fn is_page_label(text: &str) -> bool {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    const LONGEST: usize = "english page 1234".len();
    let inside = text.trim_matches(['[', ']', '-', ' ', '–']);
    if inside.len() > LONGEST {
        return false;
    }
    let page = ["page ", "english page "].into_iter().find_map(|page| strip_prefix_in_any_case(inside, page));
    let all_digits = |t: &str| !t.is_empty() && t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit());
    if page.is_some_and(all_digits) {
        return true;
    }
    let dashed = text.starts_with(['-', '–', '[']) && all_digits(inside);
    let of = inside.split_once('/').is_some_and(|(at, all)| {
        at.len() <= 3
            && all.len() <= 3
            && match (at.parse::<u32>(), all.parse::<u32>()) {
                (Ok(at), Ok(all)) => at <= all && at > 0 && all <= MOST_PAGES,
                _ => false,
            }
    });
    dashed || of
}

/// Tells a symbol that fills its line: "A/RES/54/212", "S/RES/896 (1994)".
pub(super) fn is_symbol_line(text: &str) -> bool {
    let text = text.trim();
    if !matches!(text.as_bytes(), [b'A' | b'S' | b'E' | b'T', b'/', ..] | [b'S', b'T', b'/', ..]) {
        return false;
    }
    let text = text.trim_end_matches('*');
    let (symbol, rest) = text.split_once([' ', '\t']).map_or((text, ""), |(symbol, rest)| (symbol, rest.trim()));
    let rest_is_year = rest.is_empty()
        || rest
            .strip_prefix('(')
            .is_some_and(|r| r.strip_suffix(')').is_some_and(|y| !y.contains(' ') && y.len() <= 8))
        || rest.to_ascii_lowercase().strip_prefix("page ").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    rest_is_year && symbol.bytes().any(|b| b.is_ascii_digit()) && !symbol.ends_with([',', ';'])
}

/// Tells the head of a page of a bound volume: "General Assembly—Twelfth Session", "196 General Assembly - Forty-fifth
/// Session", "IV. Resolutions adopted on the reports of the Second Committee 89".
fn is_volume_head(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 160 {
        return false;
    }
    let page = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let text = text.trim_matches(page);
    let numeral = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let words = text[numeral..].strip_prefix(". ").filter(|_| numeral <= 5).map_or(text, str::trim);
    let names_session = |rest: &str| {
        let dashed = rest.trim_start().strip_prefix(['—', '–', '-']);
        dashed.is_some_and(|rest| {
            let rest = rest.trim().to_ascii_lowercase();
            rest.ends_with("session") && rest.split_whitespace().count() <= 4
        })
    };
    let resolutions = words.strip_prefix("Resolutions ").or_else(|| words.strip_prefix("Resolution "));
    let of_volume = resolutions.is_some_and(|rest| {
        let by_committee =
            rest.starts_with("adopted on the report") || rest.starts_with("adopted without reference to");
        by_committee && rest.ends_with("Committee")
            || matches!(
                rest,
                "and Decisions of the Economic and Social Council"
                    | "of the Economic and Social Council"
                    | "and Decisions of the Security Council"
            )
    });
    text.strip_prefix("General Assembly").is_some_and(names_session) || of_volume
}

fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_heads_notes_parts_them_from_the_text_as_a_rule_does() {
        let blocks = crate::source::lines_of("Notes\n1. Decides to act.\nNotes\n1 See A/99/1.");
        assert_eq!(kinds(&blocks), [None, None, Some(FurnitureKind::Rule), None]);
    }

    #[test]
    fn furniture_is_told_from_text() {
        let check = |text: &str, expected: Option<FurnitureKind>| assert_eq!(kind(text), expected, "{text}");
        for text in [
            "00 26259\t/...",
            "94-05527 (E) /...",
            "*0348789*",
            "03-48789 (E)",
            "<<ODS JOB NO>>N0026259E",
            "N0026259E",
            "313-40626",
            "3/413-46160",
            "2/18 23-25272",
            "23-25272\t3/18",
        ] {
            check(text, Some(FurnitureKind::JobNumber));
        }
        for text in ["Page 4", "/...", "2/10", "- 4 -"] {
            check(text, Some(FurnitureKind::PageHeader));
        }
        for text in ["------", "___________"] {
            check(text, Some(FurnitureKind::Rule));
        }
        for text in
            ["1999", "52/189", "Annex", "2004-2005", "resolution 1494 (2003)", "20 December 1999", "21 000 tonnes"]
        {
            check(text, None);
        }
        for text in [
            "General Assembly—Twelfth Session",
            "196 General Assembly - Forty-fifth Session",
            "General Assembly—Tenth Special Session",
            "IV. Resolutions adopted on the reports of the Second Committee 89",
            "Resolutions adopted without reference to a Main Committee",
            "Resolutions and Decisions of the Economic and Social Council",
        ] {
            assert!(is_volume_head(text), "{text}");
        }
        for text in [
            "General Assembly",
            "General Assembly resolution 2200 A (XXI)",
            "Resolutions adopted by the Conference",
            "Resolutions adopted on the reports of the Second Committee, and",
            "General Assembly - the reform of its methods of work in the next session",
        ] {
            assert!(!is_volume_head(text), "{text}");
        }
        assert!(is_symbol_line("S/RES/896 (1994)") && is_symbol_line("A/RES/54/212"));
        assert!(!is_symbol_line("A/RES/54/212 of 1999") && !is_symbol_line("S/RES/896, and"));
    }
}
