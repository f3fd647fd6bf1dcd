//! The masthead, closing lines and notes without a mark of both texts to rows: line by line, changes by words.

use super::rows::changed_words;
use super::{Content, Piece, Row, State, Style};
use crate::pair::Pair;
use crate::resolution::{Masthead, Resolution};

/// Gives the rows of the first page.
pub(super) fn masthead(resolutions: Pair<&Resolution>) -> Vec<Row<'static>> {
    let lines = resolutions.map(|resolution| Lines::new(&resolution.masthead, &resolution.closing));
    let fields = lines.earlier.fields.into_iter().zip(lines.later.fields);
    fields.flat_map(|((style, earlier), (_, later))| paired(style, Pair::new(earlier, later))).collect()
}

/// Gives the rows of the lines after the text.
pub(super) fn closing(resolutions: Pair<&Resolution>) -> Vec<Row<'static>> {
    paired(Style::Closing, resolutions.map(|resolution| resolution.closing.clone()))
}

/// Gives the rows of notes that nothing refers to.
pub(super) fn notes(left: Pair<Vec<(String, String)>>) -> Vec<Row<'static>> {
    let typed =
        |notes: Vec<(String, String)>| notes.into_iter().map(|(label, text)| format!("{label}\t{text}")).collect();
    paired(Style::Note, left.map(typed))
}

/// Holds one field of a first page in both texts.
pub(super) struct Field {
    /// What is printed before it, where nothing else stands on its line; empty for most.
    pub(super) name: &'static str,
    /// As printed in each text.
    pub(super) value: Pair<Option<String>>,
    /// The line of the later text that has it.
    pub(super) line: String,
}

/// Gives the fields of both first pages, in the order in which they are printed as a rule.
pub(super) fn fields(resolutions: Pair<&Resolution>) -> Vec<Field> {
    let mut fields = Vec::new();
    let later = &resolutions.later.masthead;
    let mut add = |name: &'static str, line: Option<String>, value: &dyn Fn(&Masthead) -> Option<String>| {
        let value = resolutions.map(|resolution| value(&resolution.masthead));
        let line = line.or_else(|| value.later.clone()).unwrap_or_default();
        fields.push(Field { name, value, line });
    };
    let named = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    add("", None, &|masthead| masthead.symbol.as_ref().map(ToString::to_string));
    add("", None, &|masthead| masthead.organ.clone());
    add("distr", named("Distr.:", &later.distribution), &|masthead| masthead.distribution.clone());
    add("", None, &|masthead| masthead.distribution_date.clone());
    add("", None, &|masthead| masthead.session_words.clone());
    add("agendaitem", named("Agenda item", &later.agenda_item), &|masthead| masthead.agenda_item.clone());
    let count = resolutions.map(|resolution| resolution.masthead.other.len());
    for i in 0..count.earlier.max(count.later) {
        add("", None, &move |masthead| masthead.other.get(i).cloned());
    }
    add("adoptedatits", None, &|masthead| masthead.meeting.clone());
    add("on", None, &|masthead| masthead.adoption_date.clone());
    add("", later.report.as_ref().map(|report| format!("[{report}]")), &|masthead| masthead.report.clone());
    let drafted = sponsors(later).map(|names| format!("{names}: draft resolution"));
    add("draftresolution", drafted, &sponsors);
    // Number and title stand on one line as a rule: the number is changed where the title is looked for too.
    add("", later.number.as_ref().map(|number| format!("{number}.")), &|masthead| masthead.number.clone());
    add("", None, &|masthead| masthead.title.clone());
    fields
}

fn sponsors(masthead: &Masthead) -> Option<String> {
    match masthead.sponsors.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

/// Holds the lines of a first page, by field, so that those of two texts face one another.
struct Lines {
    fields: Vec<(Style, Vec<String>)>,
}

impl Lines {
    fn new(masthead: &Masthead, closing: &[String]) -> Self {
        let closed = |words: &Option<String>| {
            words.as_deref().is_some_and(|words| closing.iter().any(|line| line.contains(words)))
        };
        let number_and_title = match (&masthead.number, &masthead.title) {
            (Some(number), Some(title)) => Some(format!("{number}. {title}")),
            (None, Some(title)) => Some(title.clone()),
            (Some(number), None) => Some(format!("Resolution {number}")),
            (None, None) => None,
        };
        let organ = masthead.organ.as_deref();
        // Drafts have not been adopted: nothing of the kind is said of them.
        let mut adopted = String::new();
        let meeting = masthead.meeting.as_ref().filter(|_| !closed(&masthead.meeting));
        let date = masthead.adoption_date.as_ref().filter(|_| !closed(&masthead.adoption_date));
        if masthead.number.is_some() && masthead.sponsors.is_empty() {
            let adopter = organ.map(|organ| format!("dopted by the {organ}"));
            if let (Some(adopter), Some(meeting)) = (&adopter, meeting) {
                adopted = format!("A{adopter} at its {meeting}");
            } else if let Some(adopter) = adopter {
                adopted = format!("Resolution a{adopter}");
            }
            if let Some(date) = date.filter(|_| !adopted.is_empty()) {
                let comma = if meeting.is_some() { "," } else { "" };
                adopted.push_str(&format!("{comma} on {date}"));
            }
        }
        let line = |text: Option<String>| text.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let agenda = |item: &String| {
            if item.to_lowercase().contains("item") { item.clone() } else { format!("Agenda item {item}") }
        };
        let bracketed = |report: &String| if report.starts_with('[') { report.clone() } else { format!("[{report}]") };
        let sponsors = sponsors(masthead).map(|names| format!("{names}: draft resolution"));
        let first_number = organ == Some("Security Council");
        let (above, below) = if first_number { (number_and_title, None) } else { (None, number_and_title) };
        let fields = vec![
            (Style::Symbol, line(masthead.symbol.as_ref().map(ToString::to_string))),
            (Style::Letterhead, line(masthead.organ.clone())),
            (Style::Letterhead, line(masthead.distribution.as_ref().map(|word| format!("Distr.: {word}")))),
            (Style::Letterhead, line(masthead.distribution_date.clone())),
            (Style::Session, line(masthead.session_words.clone())),
            (Style::Session, line(masthead.agenda_item.as_ref().map(agenda))),
            (Style::Session, masthead.other.clone()),
            (Style::Title, line(above)),
            (Style::Adopted, line(Some(adopted))),
            (Style::Adopted, line(masthead.report.as_ref().map(bracketed))),
            (Style::Adopted, line(sponsors)),
            (Style::Title, line(below)),
        ];
        Self { fields }
    }
}

/// Sets the lines of two texts against one another: equal ones are kept, the others face one another in order.
fn paired(style: Style, lines: Pair<Vec<String>>) -> Vec<Row<'static>> {
    let Pair { earlier, later } = lines;
    let shortest = earlier.len().min(later.len());
    let head = (0..shortest).take_while(|&i| earlier[i] == later[i]).count();
    let tail =
        (0..shortest - head).take_while(|&i| earlier[earlier.len() - 1 - i] == later[later.len() - 1 - i]).count();
    let mut rows = Vec::new();
    let longest = earlier.len().max(later.len());
    let middle = Pair::new(earlier.len() - tail, later.len() - tail);
    for i in 0..head {
        rows.push(row(style, Pair::new(Some(&earlier[i]), Some(&later[i]))));
    }
    for i in head..longest - tail {
        let line = |lines: &'_ Vec<String>, end: usize| (i < end).then(|| lines[i].clone());
        let (one, two) = (line(&earlier, middle.earlier), line(&later, middle.later));
        rows.push(row(style, Pair::new(one.as_ref(), two.as_ref())));
    }
    for i in (0..tail).rev() {
        rows.push(row(style, Pair::new(Some(&earlier[earlier.len() - 1 - i]), Some(&later[later.len() - 1 - i]))));
    }
    rows
}

fn row(style: Style, line: Pair<Option<&String>>) -> Row<'static> {
    let whole = |state, text: &str| vec![Piece { state, italic: false, content: Content::Text(text.to_owned()) }];
    let (pieces, end) = match (line.earlier, line.later) {
        (Some(earlier), Some(later)) => (changed_words(Pair::new(earlier, later)), State::Kept),
        (Some(earlier), None) => (whole(State::Deleted, earlier), State::Deleted),
        (None, Some(later)) => (whole(State::Inserted, later), State::Inserted),
        (None, None) => (Vec::new(), State::Kept),
    };
    Row { paragraphs: Pair::default(), pieces, end, style, was: None, comment: Vec::new() }
}
