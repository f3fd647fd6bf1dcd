//! Raw paragraphs, styles and lists to paragraphs as Word prints them.

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
        let style = raw.props.style.as_deref();
        let level = |list| {
            // A style may name a list and leave it to the list which level is its own.
            let by_style = || lists.level_of_style(list, styles.ids(style));
            if raw.props.list.is_some() { raw.props.level } else { by_style() }.or(props.level).unwrap_or(0)
        };
        let list = props.list.filter(|list| *list != 0);
        Printed {
            label: list.and_then(|list| counters.label(lists, list, level(list))),
            style: styles.name(style),
            left: props.left.unwrap_or(0),
            first: props.first.unwrap_or(0),
            set_apart: props.centred == Some(true) || props.outlined == Some(true),
            marks: raw.marks.iter().map(|mark| Mark { at: mark.at, label: label(mark) }).collect(),
            text: raw.text,
            italics: raw.italics,
            raised: raw.raised,
            page: raw.page,
            cell: raw.cell,
        }
    };
    paragraphs.into_iter().map(print).collect()
}
