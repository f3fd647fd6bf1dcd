//! Raw paragraphs, styles and lists to paragraphs as Word prints them.

use super::properties::ParagraphProps;
use super::story::{Raw, RawMark};
use super::styles::Styles;
use crate::source::Mark;
use crate::source::word::Printed;
use crate::source::word::lists::{Counters, Lists};

/// Numbers the paragraphs of a part, in order. `label` gives the mark of each reference to a note.
pub(super) fn printed(
    paragraphs: Vec<Raw>,
    styles: &Styles,
    lists: &Lists,
    label: &dyn Fn(&RawMark) -> String,
) -> Vec<Printed> {
    let mut counters = Counters::default();
    let print = |raw: Raw| {
        let props = styles.complete(&raw.props);
        Printed {
            label: list(&raw, &props, styles, lists).and_then(|(list, level)| counters.label(lists, list, level)),
            style: styles.name(raw.props.style.as_deref()),
            left: props.left.unwrap_or(0),
            first: props.first.unwrap_or(0),
            set_apart: props.centred == Some(true) || props.outlined == Some(true),
            marks: raw.marks.iter().map(|mark| Mark { at: mark.at, label: label(mark) }).collect(),
            text: raw.text,
            italics: raw.italics,
            raised: raw.raised,
            page: raw.page,
            cell: raw.cell,
            paragraph: None,
        }
    };
    paragraphs.into_iter().map(print).collect()
}

/// Gives the list that a paragraph is counted in, and its level there. `props` are its own, completed by its style.
pub(super) fn list(raw: &Raw, props: &ParagraphProps, styles: &Styles, lists: &Lists) -> Option<(u32, u8)> {
    let list = props.list.filter(|list| *list != 0)?;
    // A style may name a list and leave it to the list which level is its own.
    let by_style = || lists.level_of_style(list, styles.ids(raw.props.style.as_deref()));
    let level = if raw.props.list.is_some() { raw.props.level } else { by_style() };
    Some((list, level.or(props.level).unwrap_or(0)))
}
