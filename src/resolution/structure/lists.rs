//! Items to the lists they continue, open or close.

use super::super::enumerator::Enumerator;
use super::super::opening;
use super::super::{Base, Role};
use super::{Builder, Portion};
use crate::source::Block;

/// A list that is open: what it counts by, its last place, and the paragraph it stands under.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub style: Style,
    pub last: u32,
    pub parent: Option<usize>,
    /// The paragraph that opened the list: its chapeau.
    pub chapeau: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Letter,
    Roman,
    Bracketed,
    Bullet,
}

/// Lists that may stand in one another. Resolutions have four; a text that goes deeper is none, and the names of its
/// paragraphs would grow with their number.
const DEEPEST: usize = 16;

impl Builder {
    /// "(i)" after "(h)" is a letter; after "(ii)", or at the start of a list, a Roman numeral.
    pub(super) fn style_of(&self, place: u32, roman: Option<u32>) -> Style {
        let Some(roman) = roman else { return Style::Letter };
        for list in self.lists.iter().rev() {
            match list.style {
                Style::Roman if roman == list.last + 1 => return Style::Roman,
                Style::Letter if place == list.last + 1 => return Style::Letter,
                _ => {}
            }
        }
        if roman == 1 { Style::Roman } else { Style::Letter }
    }

    /// Adds an item to the list it continues, or opens a list.
    pub(super) fn item(&mut self, block: Block, enumerator: Enumerator, style: Style, value: u32) {
        let open = self.lists.iter().rposition(|list| list.style == style);
        // A first item opens a list inside the last item, unless a list of this style is open at all.
        let depth = match open {
            Some(depth) if value == self.lists[depth].last + 1 || style == Style::Bullet => depth,
            Some(depth) if value != 1 => depth,
            Some(_) | None => {
                let parent = self.last_item().or(self.top);
                let deepest = self.lists.len();
                match open {
                    // Started again at one: a new list in the place of the old one.
                    Some(depth) if depth + 1 == deepest => {
                        self.lists.truncate(depth + 1);
                        self.lists[depth].last = 0;
                        depth
                    }
                    _ if deepest == DEEPEST => {
                        let chapeau = self.lists[deepest - 1].chapeau;
                        self.lists[deepest - 1] = List { style, last: 0, parent: None, chapeau };
                        deepest - 1
                    }
                    _ => {
                        self.lists.push(List { style, last: 0, parent: None, chapeau: parent });
                        deepest
                    }
                }
            }
        };
        self.item_at(depth, block, enumerator.printed, style, value);
    }

    /// Adds an item to the open list of that depth and closes those inside it.
    pub(super) fn item_at(&mut self, depth: usize, block: Block, printed: String, style: Style, value: u32) {
        self.lists.truncate(depth + 1);
        let chapeau = self.lists[depth].chapeau;
        let role = if self.portion == Portion::Annex { Role::Annex } else { Role::Subparagraph };
        let (base, mut path, annex_resumed) = match chapeau.map(|at| self.paragraphs[at].locator.clone()) {
            Some(locator) => (locator.base, locator.path, locator.resumed),
            None => (self.orphan_base(), Vec::new(), 0),
        };
        let label = if style == Style::Bullet {
            self.lists[depth].last += 1;
            format!("({printed} {})", self.lists[depth].last)
        } else {
            self.lists[depth].last = value;
            // "a)" and "a." are cited as "(a)".
            if printed.starts_with('(') {
                printed.clone()
            } else {
                format!("({})", printed.trim_end_matches([')', '.']))
            }
        };
        path.push(label);
        let level = chapeau.map_or(1, |at| self.paragraphs[at].level.saturating_add(1));
        let index = self.push(block, role, Some(printed), base, level);
        self.paragraphs[index].locator.path = path;
        self.paragraphs[index].locator.resumed = annex_resumed;
        self.paragraphs[index].parent = chapeau;
        self.lists[depth].parent = Some(index);
    }

    /// The last item of the deepest open list.
    pub(super) fn last_item(&self) -> Option<usize> {
        self.lists.last().and_then(|list| list.parent)
    }

    /// The base of an item that stands under no paragraph: under the heading above, counted as other text.
    fn orphan_base(&self) -> Base {
        match self.portion {
            Portion::Annex => Base::Annex(String::new()),
            Portion::Preamble if self.counts.preambular == 0 => Base::Preambular(String::new()),
            Portion::Preamble => Base::Preambular(self.counts.preambular.to_string()),
            Portion::Operative | Portion::Closed => Base::Operative(String::new()),
        }
    }

    /// Tells whether a paragraph without enumerator takes up a chapeau again: it follows a list and does not open like a
    /// paragraph of its own.
    pub(super) fn resume_list(&self, block: &Block) -> bool {
        let opens = || opening::known(&block.text).is_some();
        let lower = || block.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        !self.lists.is_empty() && (lower() || !opens())
    }
}
