//! Versions to their order in time, and to short names.

use crate::resolution::{Resolution, SessionKind};

/// What a version is called in a table: the number of the resolution ("54/212"), or the symbol of a draft.
pub fn label(resolution: &Resolution) -> Option<String> {
    let masthead = &resolution.masthead;
    let symbol = masthead.symbol.as_ref().map(ToString::to_string);
    let short = symbol.as_deref().map(|symbol| symbol.split_once("/RES/").map_or(symbol, |(_, number)| number));
    masthead.number.clone().or_else(|| short.map(str::to_owned))
}

/// Orders versions by session, then by year, date and number; what tells neither keeps its place at the end.
pub fn by_session(resolution: &Resolution) -> (u8, u32, u32, u32) {
    let masthead = &resolution.masthead;
    let date = masthead.adoption_date.as_deref().or(masthead.distribution_date.as_deref()).and_then(day);
    let name = label(resolution).unwrap_or_default();
    let figures: Vec<u32> =
        name.split(|c: char| !c.is_ascii_digit()).filter_map(|figure| figure.parse().ok()).collect();
    // "2743 (2024)" and "2024/8" carry their year, "54/212" its session.
    let year = figures.iter().copied().find(|figure| (1945..2200).contains(figure) && figures.len() > 1);
    let session = masthead
        .session
        .as_ref()
        .filter(|session| session.kind == SessionKind::Regular)
        .map(|session| u32::from(session.number))
        .or_else(|| figures.first().copied().filter(|_| name.contains('/') && year.is_none()));
    let last = figures.last().copied().unwrap_or(0);
    match (date, year, session) {
        (Some(day), ..) => (0, day / 10_000, day, last),
        (None, Some(year), _) => (0, year, year * 10_000, last),
        // The General Assembly's first regular session was that of 1946; session 79 opened in 2024.
        (None, None, Some(session)) => (0, session + 1945, (session + 1945) * 10_000 + 900, last),
        (None, None, None) => (1, 0, 0, 0),
    }
}

/// "22 December 1999" as 19991222.
fn day(date: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut words = date.split_whitespace();
    let day: u32 = words.next()?.parse().ok()?;
    let month = words.next()?.to_lowercase();
    let month = MONTHS.iter().position(|name| month.starts_with(name))? as u32 + 1;
    let year: u32 = words.next()?.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
    Some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolution(symbol: &str, date: Option<&str>) -> Resolution {
        let mut resolution = Resolution::default();
        resolution.masthead.symbol = symbol.parse().ok();
        resolution.masthead.adoption_date = date.map(str::to_owned);
        resolution
    }

    #[test]
    fn versions_follow_their_sessions() {
        let mut versions = [
            resolution("A/RES/79/144", None),
            resolution("A/RES/55/7", Some("30 October 2000")),
            resolution("A/RES/52/26", None),
        ];
        versions.sort_by_key(by_session);
        let labels: Vec<Option<String>> = versions.iter().map(label).collect();
        assert_eq!(labels, [Some("52/26".into()), Some("55/7".into()), Some("79/144".into())]);
    }

    #[test]
    fn the_council_counts_by_years() {
        let mut versions = [resolution("S/RES/2743 (2024)", None), resolution("S/RES/2692 (2023)", None)];
        versions.sort_by_key(by_session);
        assert_eq!(label(&versions[0]).as_deref(), Some("2692 (2023)"));
        assert_eq!(day("22 December 1999"), Some(19_991_222));
    }
}
