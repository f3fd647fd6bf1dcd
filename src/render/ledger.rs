//! The ledger of a report to a table: who is asked to do what by when, and what became of each request.
//!
//! On a terminal the requests stand under those who are asked, in the order in which they are first asked; as CSV one
//! request a row.

use super::csv;
use super::messages;
#[cfg(feature = "terminal")]
use super::messages::ARROW;
#[cfg(feature = "terminal")]
use crate::changes::LedgerState;
use crate::changes::{ChangeReport, LedgerEntry};
use crate::pair::{Pair, Side};
use std::io;

#[cfg(feature = "terminal")]
pub use on_a_terminal::{LedgerOptions, table};

/// Gives the place of an entry: "OP 5", "OP 5 → OP 6".
fn place(report: &ChangeReport, entry: &LedgerEntry) -> Pair<Option<String>> {
    let name = |side: Side| {
        let index = (*entry.paragraph.side(side))?;
        report.resolutions.side(side).paragraphs.get(index).map(|paragraph| messages::locator(&paragraph.locator))
    };
    Pair::new(name(Side::Earlier), name(Side::Later))
}

#[cfg(feature = "terminal")]
/// Gives "a", or "a → b" where both sides have one and they differ.
fn step(words: &Pair<Option<String>>) -> String {
    match words.both() {
        [Some(earlier), Some(later)] if earlier != later => format!("{earlier} {ARROW} {later}"),
        [Some(words), None] | [_, Some(words)] => words.clone(),
        [None, None] => String::new(),
    }
}

#[cfg(feature = "terminal")]
/// Gives the counts: "2 new, 14 rolled over, 1 lapsed"; "no requests".
fn counts(report: &ChangeReport) -> String {
    let states = [LedgerState::New, LedgerState::Changed, LedgerState::RolledOver, LedgerState::Lapsed];
    let counted = states.map(|state| (state, report.ledger.iter().filter(|entry| entry.state == state).count()));
    let words = counted.iter().filter(|(_, count)| *count > 0);
    let words: Vec<String> =
        words.map(|(state, count)| format!("{count} {}", messages::ledger_label(*state))).collect();
    if words.is_empty() { "no requests".to_owned() } else { words.join(", ") }
}

/// The names of the columns of the CSV.
pub const COLUMNS: [&str; 11] = [
    "state",
    "earlier_paragraph",
    "later_paragraph",
    "earlier_addressee",
    "later_addressee",
    "earlier_verb",
    "later_verb",
    "earlier_action",
    "later_action",
    "earlier_due",
    "later_due",
];

/// Writes the ledger as comma-separated values, quoted and made safe as those of [`super::csv`].
pub fn csv(out: &mut dyn io::Write, report: &ChangeReport) -> io::Result<()> {
    csv::begin(out, &COLUMNS)?;
    for entry in &report.ledger {
        let place = place(report, entry);
        let mut cells = vec![messages::ledger_label(entry.state).to_owned()];
        for pair in [&place, &entry.addressee, &entry.verb, &entry.action, &entry.due] {
            cells.extend(pair.both().map(|cell| csv::text(cell.as_deref().unwrap_or_default())));
        }
        csv::row(out, &cells)?;
    }
    Ok(())
}

#[cfg(feature = "terminal")]
mod on_a_terminal {
    use super::{counts, place, step};
    #[cfg(feature = "terminal")]
    use crate::changes::LedgerState;
    use crate::changes::{ChangeReport, LedgerEntry};
    use crate::pair::Pair;
    use crate::render::messages::{self, ARROW};
    use crate::render::terminal::ink::{Ink, Line, Palette, Piece};
    use crate::render::terminal::wrap::wrap;

    /// Adjusts the table.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct LedgerOptions {
        /// Columns to fill.
        pub width: usize,
        /// Whether to use colours.
        pub color: bool,
        /// What to call a text that names itself neither by symbol nor by title, or by the title of the other: its
        /// file's name.
        pub names: Pair<Option<String>>,
    }

    impl Default for LedgerOptions {
        fn default() -> Self {
            Self { width: 80, color: false, names: Pair::default() }
        }
    }

    /// Columns beyond which a line of text is hard to follow.
    const MEASURE: usize = 120;
    /// Columns of the state, the place and the time; what is asked has the rest.
    const STATE: usize = 12;
    const PLACE: usize = 12;
    /// Columns of the place where there is room for "OP 15 (a) → OP 18 (a)".
    const WIDE_PLACE: usize = 18;
    const DUE: usize = 20;
    /// Below this the time stands under what is asked.
    const LEAST_FOR_DUE: usize = 76;
    /// Below this all stands one under the other.
    const LEAST_FOR_COLUMNS: usize = 50;
    /// From here on the place is wide.
    const LEAST_FOR_WIDE_PLACE: usize = 92;

    /// Draws the table, each line ended by a newline.
    pub fn table(report: &ChangeReport, options: &LedgerOptions) -> String {
        let width = options.width.min(MEASURE);
        let palette = Palette::new(options.color);
        let mut lines = wrap(&title(report, &options.names), width);
        let mut groups: Vec<(String, String, Vec<&LedgerEntry>)> = Vec::new();
        for entry in &report.ledger {
            let shown = entry.addressee.later.as_deref().or(entry.addressee.earlier.as_deref()).unwrap_or_default();
            let key = shown.strip_prefix("the ").unwrap_or(shown).to_lowercase();
            match groups.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, _, entries)) => entries.push(entry),
                None => groups.push((key, capitalized(shown), vec![entry])),
            }
        }
        for (_, name, entries) in groups {
            lines.push(Line::default());
            lines.extend(wrap(&[Piece::foreign(&name, Ink::Name)], width));
            for entry in entries {
                lines.extend(row(report, entry, width));
            }
        }
        palette.paint_all(&lines)
    }

    fn title(report: &ChangeReport, files: &Pair<Option<String>>) -> Vec<Piece> {
        let mut pieces = vec![Piece::new("Requests", Ink::Name)];
        if let Pair { earlier: Some(earlier), later: Some(later) } = messages::given_names(report, files) {
            pieces.push(Piece::foreign(&format!(" of {earlier} {ARROW} {later}"), Ink::Name));
        }
        pieces.push(Piece::new(format!(": {}", counts(report)), Ink::Plain));
        pieces
    }

    fn row(report: &ChangeReport, entry: &LedgerEntry, width: usize) -> Vec<Line> {
        let ink = match entry.state {
            LedgerState::New => Ink::Added,
            LedgerState::Lapsed => Ink::Removed,
            LedgerState::Changed => Ink::Changed,
            LedgerState::RolledOver => Ink::Faint,
        };
        let due = step(&entry.due);
        let beside = width >= LEAST_FOR_DUE;
        let for_place = if width >= LEAST_FOR_WIDE_PLACE { WIDE_PLACE } else { PLACE };
        let mut asked = vec![Piece::foreign(&format!("{}: {}", step(&entry.verb), action(entry)), Ink::Plain)];
        // Another addressee than the one it stands under.
        if let [Some(earlier), Some(later)] = entry.addressee.both()
            && earlier != later
        {
            asked.push(Piece::foreign(&format!(" (before: {earlier})"), Ink::Changed));
        }
        if !beside && !due.is_empty() {
            asked.push(Piece::foreign(&format!(" — due {due}"), Ink::Name));
        }
        let (state, place) = (messages::ledger_label(entry.state), step(&place(report, entry)));
        if width < LEAST_FOR_COLUMNS {
            let head = [Piece::new(format!("{state} "), ink), Piece::foreign(&place, Ink::Name)];
            let head = wrap(&head, width.saturating_sub(2)).into_iter().map(|line| line.indented(2));
            let body = wrap(&asked, width.saturating_sub(4)).into_iter().map(|line| line.indented(4));
            return head.chain(body).collect();
        }
        let what = width.saturating_sub(2 + STATE + for_place + if beside { DUE + 2 } else { 0 }).max(16);
        let cells = [
            (wrap(&[Piece::new(state, ink)], STATE - 1), STATE),
            (wrap(&[Piece::foreign(&place, Ink::Name)], for_place - 1), for_place),
            (wrap(&asked, what), what + 2),
            (if beside { wrap(&[Piece::foreign(&due, Ink::Name)], DUE) } else { Vec::new() }, DUE),
        ];
        let height = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
        (0..height)
            .map(|i| {
                let mut line = Line::default().indented(2);
                for (lines, width) in &cells {
                    let cell = lines.get(i).cloned().unwrap_or_default().padded(*width);
                    line.0.extend(cell.0);
                }
                line
            })
            .collect()
    }

    /// Gives what is asked now, or was asked before.
    fn action(entry: &LedgerEntry) -> &str {
        entry.action.later.as_deref().or(entry.action.earlier.as_deref()).unwrap_or_default()
    }

    fn capitalized(words: &str) -> String {
        let mut chars = words.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::align::Alignment;
        use crate::changes::classify;
        use crate::lexicon::Ladders;

        fn sample() -> ChangeReport {
            let mut report = classify(Pair::default(), Alignment::default(), Ladders::built_in());
            let both = |earlier: &str, later: &str| Pair::new(Some(earlier.to_owned()), Some(later.to_owned()));
            report.ledger.push(LedgerEntry {
                paragraph: Pair::new(None, None),
                addressee: both("the Secretary-General", "the Secretary-General"),
                verb: both("invite", "request"),
                action: both("to report", "to submit a report on <all> questions\u{1b}[2J"),
                due: both("sixtieth session", "sixty-second session"),
                state: LedgerState::Changed,
            });
            report.ledger.push(LedgerEntry {
                paragraph: Pair::new(None, None),
                addressee: Pair::new(None, Some("the Secretary-General".to_owned())),
                verb: Pair::new(None, Some("request".to_owned())),
                action: Pair::new(None, Some("=to train keepers".to_owned())),
                due: Pair::new(None, Some("2030".to_owned())),
                state: LedgerState::New,
            });
            report
        }

        #[test]
        fn requests_stand_under_those_who_are_asked() {
            let table = table(&sample(), &LedgerOptions::default());
            assert_eq!(table.matches("The Secretary-General").count(), 1, "{table}");
            assert!(table.starts_with("Requests: 1 new, 1 changed\n"), "{table}");
            assert!(table.contains("invite → request: to submit"), "{table}");
        }

        #[test]
        fn drafts_of_the_same_title_are_told_apart_by_their_files() {
            let mut report = sample();
            report.resolutions = report.resolutions.map(|mut resolution| {
                resolution.masthead.title = Some("Lamps".to_owned());
                resolution
            });
            let title = |names: Pair<Option<String>>| {
                let table = table(&report, &LedgerOptions { names, ..Default::default() });
                table.lines().next().map(str::to_owned)
            };
            let files = Pair::new("a.docx", "b.docx").map(|name| Some(name.to_owned()));
            assert_eq!(title(files).as_deref(), Some("Requests of a.docx → b.docx: 1 new, 1 changed"));
            assert_eq!(title(Pair::default()).as_deref(), Some("Requests of Lamps → Lamps: 1 new, 1 changed"));
        }

        #[test]
        fn no_line_is_wider_than_asked_and_nothing_steers_the_terminal() {
            for width in [20, 40, 60, 80, 120] {
                let table = table(&sample(), &LedgerOptions { width, ..Default::default() });
                assert!(!table.contains('\u{1b}'));
                for line in table.lines() {
                    assert!(line.chars().count() <= width, "{width}: {line:?}");
                }
            }
        }

        #[test]
        fn a_spreadsheet_sees_no_formula() {
            let mut bytes = Vec::new();
            super::super::csv(&mut bytes, &sample()).expect("writing to memory does not fail");
            let text = String::from_utf8(bytes).expect("text");
            assert!(text.contains(",'=to train keepers,"), "{text}");
            assert_eq!(text.lines().count(), 3);
        }
    }
}
