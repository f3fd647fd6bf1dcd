//! The paragraphs of a document to models for new ones: a new paragraph is set as the nearest one of its kind.

use super::line::{Line, Print};
use super::props::Props;
use crate::render::docx::Style;
use crate::resolution::{Paragraph, Role};
use crate::source::docx::anatomy::Placed;

/// Says what kind of paragraph it is, as far as that shows in print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    style: Style,
    role: Role,
    organ: bool,
    numbered: bool,
}

impl Kind {
    pub(super) fn of(paragraph: &Paragraph) -> Self {
        Self {
            style: Style::of(paragraph),
            role: paragraph.role,
            organ: paragraph.is_organ_line(),
            numbered: paragraph.enumerator.is_some(),
        }
    }

    /// Tells how unlike two kinds are; 0 where they are the same.
    fn distance(self, other: Self) -> u32 {
        let style = match (self.style, other.style) {
            (one, two) if one == two => 0,
            (Style::Sub(one), Style::Sub(two)) => 4 * u32::from(one.abs_diff(two)),
            (Style::Text | Style::Resumed, Style::Text | Style::Resumed) => 4,
            (Style::Heading, _) | (_, Style::Heading) => 100,
            (Style::Sub(_), _) | (_, Style::Sub(_)) => 30,
            _ => 60,
        };
        // The organ line is like no other paragraph.
        let organ = if self.organ == other.organ { 0 } else { 80 };
        style + organ + 2 * u32::from(self.role != other.role) + 8 * u32::from(self.numbered != other.numbered)
    }
}

/// Holds what a new paragraph takes from one that is there.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) kind: Kind,
    /// Properties of the paragraph, those of a section and of its end left out.
    pub(super) props: Props,
    /// List and level that Word counts it in.
    pub(super) list: Option<(u32, u8)>,
    /// White space before a typed number, and after it.
    pub(super) lead: String,
    pub(super) gap: String,
    pub(super) number: Props,
    pub(super) text: Props,
    pub(super) opening: Props,
    /// Properties of the empty paragraph that stands behind it.
    pub(super) spaced: Option<String>,
    /// Whether it stands in a table.
    pub(super) in_table: bool,
}

impl Model {
    /// Takes a line that is no paragraph of the text; without one nothing.
    pub(super) fn plain(line: Option<&Line<'_>>) -> Self {
        let item = line.and_then(|line| line.items.iter().find(|item| !item.raised && !item.is_space()));
        let text = Props::of(line.zip(item).and_then(|(line, item)| line.run_props(item)));
        Self {
            kind: Kind { style: Style::Closing, role: Role::Other, organ: false, numbered: false },
            props: Props::of(line.and_then(Line::props)).without(&["sectPr", "pPrChange", "pageBreakBefore"]),
            list: None,
            lead: String::new(),
            gap: String::new(),
            number: text.clone(),
            opening: text.clone(),
            text,
            spaced: None,
            in_table: false,
        }
    }

    pub(super) fn of(paragraph: &Paragraph, line: &Line<'_>, placed: &Placed, spaced: Option<String>) -> Self {
        let props = Props::of(line.props()).without(&["sectPr", "pPrChange", "pageBreakBefore"]);
        let character = |i: usize| match line.items.get(i).map(|item| &item.print) {
            Some(Print::Character(c)) => Some(*c),
            Some(Print::Reference(..)) | None => None,
        };
        let spaces = |from: usize| (from..).map_while(character).take_while(|c| c.is_whitespace()).collect::<String>();
        let lead = spaces(0);
        let after_lead = lead.chars().count();
        let number = paragraph.enumerator.as_deref().filter(|_| placed.label.is_none());
        let typed = number.map_or(0, |number| number.chars().filter(|c| !c.is_whitespace()).count());
        let mut at = after_lead;
        let mut left = typed;
        while left > 0 && at < line.items.len() {
            left -= usize::from(!line.items[at].is_space());
            at += 1;
        }
        let gap = if typed > 0 { spaces(at) } else { String::new() };
        let props_of =
            |i: Option<usize>| Props::of(i.and_then(|i| line.items.get(i)).and_then(|item| line.run_props(item)));
        let body = at + gap.chars().count();
        let set = |italic: bool| {
            (body..line.items.len()).find(|&i| {
                let item = &line.items[i];
                item.italic == italic && !item.raised && item.depth == 0 && !item.is_space()
            })
        };
        let any = set(false).or(set(true)).or((!line.items.is_empty()).then_some(0));
        let opens_italic = line.items.get(body).is_some_and(|item| item.italic);
        Self {
            kind: Kind::of(paragraph),
            props,
            list: placed.list.filter(|_| placed.label.is_some()),
            lead,
            gap,
            number: props_of(if typed > 0 { Some(after_lead) } else { any }),
            text: props_of(any),
            opening: props_of(if opens_italic { Some(body) } else { any }),
            spaced,
            in_table: placed.raw.cell.is_some(),
        }
    }
}

/// Chooses the model for a paragraph of a kind: the likest, and of those the nearest before a place, else the nearest
/// behind it. Models are in the order of the document, each with its place.
pub(super) fn choose(models: &[(usize, Model)], kind: Kind, place: usize) -> Option<&Model> {
    let rank = |(at, model): &&(usize, Model)| {
        let behind = *at > place;
        (model.kind.distance(kind), model.in_table, behind, at.abs_diff(place))
    };
    models.iter().min_by_key(rank).map(|(_, model)| model)
}

impl Model {
    /// Tells whether it is of a kind that counts as a paragraph of another one does: otherwise its numbers are of no use.
    pub(super) fn counts_as(&self, kind: Kind) -> bool {
        self.kind.style == kind.style && self.kind.numbered == kind.numbered
    }
}
