//! The lines of all pages to those that are text, with running heads and feet, page numbers and job numbers listed.

use super::lines::Line;
use super::notes::is_rule;
use crate::diagnostic::Place;
use crate::source::{Furniture, FurnitureKind};
use std::collections::BTreeMap;

/// So many rows at the head or foot of a page may be furniture.
const ROWS: usize = 4;

/// Takes the furniture out of the pages, from their edges inwards.
pub(super) fn take(pages: &mut [Vec<Line>]) -> Vec<Furniture> {
    let repeated = repeated(pages);
    let mut found = Vec::new();
    for page in pages {
        let rows = numbers(page);
        let mut taken: BTreeMap<u32, FurnitureKind> = BTreeMap::new();
        let row = |number: u32| page.iter().filter(move |line| line.number == number).collect::<Vec<_>>();
        let inwards: [Vec<u32>; 2] =
            [rows.iter().take(ROWS).copied().collect(), rows.iter().rev().take(ROWS).copied().collect()];
        for (foot, edge) in inwards.iter().enumerate() {
            let told: Vec<_> = edge.iter().map(|&number| told(&row(number), foot == 1, &repeated)).collect();
            // What stands outside of a symbol or page number belongs to it: a title on two lines.
            let certain = |number: &u32| row(*number).iter().any(|line| pieces(&line.text).any(|p| kind(p).is_some()));
            let first_head = foot == 0 && page.iter().any(|line| line.page == 1);
            let outer = edge.iter().take(if first_head { 1 } else { 3 }).position(certain).map_or(0, |at| at + 1);
            let inner = told.iter().skip(outer).take_while(|kind| kind.is_some()).count();
            for (number, kind) in edge.iter().zip(&told).take(outer + inner) {
                taken.insert(*number, kind.unwrap_or(FurnitureKind::PageHeader));
            }
        }
        let kind_of = |line: &Line| {
            let kind = kind(&line.text);
            // What says the organ and the date stands in the head of the first page; the rule above notes has a use.
            if is_rule(&line.text) || line.page == 1 && kind.is_none() && !taken.contains_key(&line.number) {
                return None;
            }
            if line.furniture || line.bar_code {
                return Some(kind.unwrap_or(FurnitureKind::PageHeader));
            }
            taken.get(&line.number).map(|kind_of_row| kind.unwrap_or(*kind_of_row))
        };
        page.retain_mut(|line| {
            let Some(kind) = kind_of(line) else { return true };
            // The first page's head holds the symbol, and nothing else in the file may.
            if line.page == 1 && is_symbol(&line.text) && !is_page_number(&line.text) {
                return true;
            }
            let place = Place::page_and_line(line.page, line.number);
            found.push(Furniture { kind, text: std::mem::take(&mut line.text), place });
            false
        });
    }
    found
}

/// Lists the numbers of a page's rows from above to below.
fn numbers(page: &[Line]) -> Vec<u32> {
    let mut numbers: Vec<u32> = page.iter().map(|line| line.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Counts on how many pages a text stands at the head or foot, figures aside.
fn repeated(pages: &[Vec<Line>]) -> BTreeMap<(bool, String), usize> {
    let mut counts = BTreeMap::new();
    for page in pages {
        let rows = numbers(page);
        let mut texts = std::collections::BTreeSet::new();
        for line in page {
            let Some(index) = rows.iter().position(|&number| number == line.number) else { continue };
            for (foot, near) in [(false, index < ROWS), (true, rows.len() - index <= ROWS)] {
                if near {
                    texts.insert((foot, shape(&line.text)));
                }
            }
        }
        for text in texts {
            *counts.entry(text).or_insert(0) += 1;
        }
    }
    counts
}

/// A text with its figures made alike.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' if shape.ends_with('#') => {}
            '0'..='9' => shape.push('#'),
            _ => shape.push(c),
        }
    }
    shape
}

/// Says what a row at the edge of a page is, if it is furniture.
fn told(row: &[&Line], foot: bool, repeated: &BTreeMap<(bool, String), usize>) -> Option<FurnitureKind> {
    let first_page = row.iter().any(|line| line.page == 1);
    if row.iter().all(|line| line.furniture) && (foot || !first_page) {
        return Some(FurnitureKind::PageHeader);
    }
    if row.iter().all(|line| is_rule(&line.text)) {
        return None;
    }
    let pieces = || row.iter().flat_map(|line| pieces(&line.text));
    let all_told = pieces().all(|piece| kind(piece).is_some());
    let said = pieces().find_map(kind);
    let running = row.iter().any(|line| {
        // Three pages, or the title of a text of two pages beside its symbol.
        repeated.get(&(foot, shape(&line.text))).is_some_and(|&pages| pages >= 3) && line.text.len() > 2
    });
    // On the first page the masthead stands above the text; the tests for running heads do not hold there.
    match said {
        Some(kind) if all_told => Some(kind),
        Some(kind) if pieces().count() > 1 && (foot || !first_page) => Some(kind),
        _ if running && (foot || !first_page) => Some(FurnitureKind::PageHeader),
        _ => None,
    }
}

/// Cuts a line at its wide gaps.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split('\t')
}

/// Says what kind of furniture a text is by its words alone.
fn kind(text: &str) -> Option<FurnitureKind> {
    let text = text.trim();
    if is_job_number(text) {
        Some(FurnitureKind::JobNumber)
    } else if is_page_number(text) || is_symbol(text) || matches!(text, "/..." | "/…" | "/. . ." | "Please recycle") {
        Some(FurnitureKind::PageHeader)
    } else if text.eq_ignore_ascii_case("united nations") {
        Some(FurnitureKind::Letterhead)
    } else {
        None
    }
}

/// "24-23062 (E)", "00 26259", "*2423062*", "N9405527", with a date or "/..." behind.
fn is_job_number(text: &str) -> bool {
    let letters = text.replace("(E)", "").replace(['*', ' ', '\t', '/', '.', '…'], "");
    let digits = letters.chars().filter(char::is_ascii_digit).count();
    let starred = text.len() > 4 && text.starts_with('*') && text.ends_with('*');
    let numbered =
        letters.chars().all(|c| c.is_ascii_digit() || c == '-') && letters.find('-').is_none_or(|at| at == 2);
    let parted = text.len() > 2 && text.is_char_boundary(2) && text[2..].starts_with(['-', ' ']);
    starred && digits >= 5
        || numbered && parted && (7..=19).contains(&digits)
        || text.len() == 8 && text.starts_with('N') && digits == 7
}

/// "4", "2/10", "- 4 -", "Page 4", "Page 4 of 9", "A/RES/54/212 Page 4".
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if words.first().is_some_and(|word| is_symbol(&word.to_uppercase())) && words.len() > 1 {
        words.remove(0);
    }
    let number = |word: &str| {
        let mut parts = word.split('/');
        let short = |part: &str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        parts.next().is_some_and(short) && parts.next().is_none_or(short) && parts.next().is_none()
    };
    match words[..] {
        [one] => number(one),
        ["-" | "–" | "—", one, "-" | "–" | "—"] | ["page", one] => number(one),
        ["page", one, "of", all] | [one, "of" | "/", all] => number(one) && number(all),
        _ => false,
    }
}

/// "A/RES/54/212", "A/C.3/78/L.45/Rev.1", "S/RES/2743 (2024)", alone on the line.
pub(super) fn is_symbol(text: &str) -> bool {
    let text = text.trim().trim_end_matches('*');
    let text = text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")).map_or(text, |(symbol, _year)| symbol);
    let mut parts = text.split('/');
    let organ = parts.next().unwrap_or("");
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '(' | ')'));
    let count = parts.count();
    let organs = ["A", "S", "E", "ST", "T", "HRC", "CERD", "TD", "DP", "CCPR", "CEDAW", "CRC", "UNEP", "FCCC", "CD"];
    digits
        && plain
        && count >= 1
        && (organs.contains(&organ) || count >= 2 && organ.chars().all(|c| c.is_ascii_uppercase()) && !organ.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{FurnitureKind, kind};

    #[test]
    fn kinds_are_told_by_words() {
        use FurnitureKind::{JobNumber, Letterhead, PageHeader};
        for (text, expected) in [
            ("24-23062 (E)", Some(JobNumber)),
            ("*2423062*", Some(JobNumber)),
            ("00 26259", Some(JobNumber)),
            ("99-77413 (E) 170100 /...", Some(JobNumber)),
            ("94-05527 (E)   040194", Some(JobNumber)),
            ("2/10", Some(PageHeader)),
            ("Page 4", Some(PageHeader)),
            ("A/RES/54/212 Page 4", Some(PageHeader)),
            ("- 4 -", Some(PageHeader)),
            ("/...", Some(PageHeader)),
            ("A/RES/79/74", Some(PageHeader)),
            ("S/RES/2743 (2024)", Some(PageHeader)),
            ("United Nations", Some(Letterhead)),
            ("2030", None),
            ("1995/313", None),
            ("1.", None),
            ("12 December", None),
            ("and/or", None),
            ("10 per cent", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
