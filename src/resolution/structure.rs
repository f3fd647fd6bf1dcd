//! Paragraphs of text to paragraphs with role, level, place and name.

mod headings;
mod lists;
mod names;
mod recorded;

pub(super) use recorded::{Recorded, build_recorded};

use super::enumerator::{Enumerator, EnumeratorKind, preambular_name, roman};
use super::fold::{cut_enumerator, cut_start, fold, put_before};
use super::opening::{self, Form, Found};
use super::{Base, Locator, Paragraph, Role, notes, shape};
use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::source::{Block, Mark};
use headings::announced_lines;
use lists::{List, Style};
use std::cell::OnceCell;

/// What the body of a resolution was taken apart into.
#[derive(Default)]
pub(super) struct Body {
    pub paragraphs: Vec<Paragraph>,
    pub closing: Vec<Block>,
}

/// Takes the body apart.
pub(super) fn build(blocks: Vec<Block>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut builder = Builder::new(&blocks);
    let count = blocks.len();
    let listed = announced_lines(&blocks);
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    for i in 0..count {
        builder.listed = listed[i];
        let Some(mut block) = blocks[i].take() else { continue };
        fold(&mut block);
        if block.text.is_empty() && block.label.is_none() && builder.take_marks(&mut block) {
            continue;
        }
        let next = blocks[i + 1..].iter().flatten().find(|block| !block.text.trim().is_empty());
        builder.add(block, next, diagnostics);
    }
    builder.finish()
}

/// Which portion of the text the next paragraph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Portion {
    Preamble,
    Operative,
    Annex,
    /// After the closing lines.
    Closed,
}

/// A part of the text with its label, before it is known whether the label is needed to name its paragraphs.
#[derive(Debug, Clone, Default)]
struct Part {
    label: Option<String>,
}

struct Builder {
    paragraphs: Vec<Paragraph>,
    /// For each paragraph the part it stands in.
    part_of: Vec<usize>,
    parts: Vec<Part>,
    closing: Vec<Block>,
    portion: Portion,
    annex: Option<String>,
    heading: Option<usize>,
    lists: Vec<List>,
    /// Last numbered paragraph of the part, and the last paragraph at the top level.
    number: (u32, u8),
    top: Option<usize>,
    counts: Counts,
    /// Whether any operative paragraph of the text bears a number.
    numbered: bool,
    /// Whether a colon announced the line that is added.
    listed: bool,
    /// What negotiators call the paragraph that is added: "PP5 bis".
    preambular_name: Option<Enumerator>,
}

#[derive(Default)]
struct Counts {
    preambular: u32,
    heading: u32,
    annex: u32,
    unnumbered: u32,
}

impl Builder {
    fn new(blocks: &[Block]) -> Self {
        let numbered = blocks.iter().any(|block| {
            let enumerator = block
                .label
                .as_deref()
                .and_then(Enumerator::from_label)
                .or_else(|| Enumerator::at_start(block.text.trim_start()).map(|(e, _)| e));
            enumerator.is_some_and(|e| matches!(e.kind, EnumeratorKind::Number(..)))
        });
        Builder {
            paragraphs: Vec::with_capacity(blocks.len()),
            part_of: Vec::with_capacity(blocks.len()),
            parts: vec![Part::default()],
            closing: Vec::new(),
            portion: Portion::Preamble,
            annex: None,
            heading: None,
            lists: Vec::new(),
            number: (0, 0),
            top: None,
            counts: Counts::default(),
            numbered,
            listed: false,
            preambular_name: None,
        }
    }

    /// Puts marks of notes that stand alone in their line behind what stands before them. Tells whether none is left.
    fn take_marks(&mut self, block: &mut Block) -> bool {
        let closed = self.portion == Portion::Closed;
        let (text, marks) = match (self.closing.last_mut().filter(|_| closed), self.paragraphs.last_mut()) {
            (Some(line), _) => (&line.text, &mut line.marks),
            (None, Some(paragraph)) => (&paragraph.text, &mut paragraph.marks),
            (None, None) => return block.marks.is_empty(),
        };
        marks.extend(block.marks.drain(..).map(|mark| Mark { at: text.len(), ..mark }));
        true
    }

    fn add(&mut self, mut block: Block, next: Option<&Block>, diagnostics: &mut Vec<Diagnostic>) {
        if shape::is_organ_line(&block.text) && block.label.is_none() {
            return self.organ_line(block);
        }
        if shape::is_closing(&block.text) && block.label.is_none() && !self.paragraphs.is_empty() {
            self.portion = if self.annex.is_some() { self.portion } else { Portion::Closed };
            self.closing.push(block);
            return;
        }
        if self.is_closing_date(&block, next) {
            self.portion = Portion::Closed;
            self.closing.push(block);
            return;
        }
        if let Some(label) = shape::annex_label(&block.text) {
            self.annex = Some(label);
            self.portion = Portion::Annex;
            self.lists.clear();
            self.number = (0, 0);
            self.top = None;
            self.counts.annex = 0;
            return self.heading(block);
        }
        if self.portion == Portion::Closed {
            let titled = self.paragraphs.last().is_some_and(|last| last.role == Role::Heading);
            if !(titled && goes_on(&block)) {
                return self.after_closing(block, next);
            }
            self.portion = Portion::Operative;
        }
        let name = block.label.as_deref().and_then(preambular_name).map(|(name, _)| name);
        block.label = block.label.filter(|_| name.is_none());
        self.preambular_name = name;
        let enumerator = if self.preambular_name.is_none() { self.take_enumerator(&mut block) } else { None };
        if let Some(label) = self.part_label(&block, enumerator.as_ref(), next) {
            self.parts.push(Part { label: Some(label) });
            self.lists.clear();
            return self.heading(block);
        }
        match enumerator {
            Some(enumerator) => self.enumerated(block, enumerator, next, diagnostics),
            None => self.plain(block, next),
        }
    }

    /// Tells the date under a text that was adopted without a meeting.
    fn is_closing_date(&self, block: &Block, next: Option<&Block>) -> bool {
        let ends = |next: &Block| shape::is_label_line(&next.text) || shape::starts_note(&next.text);
        self.portion == Portion::Operative
            && block.label.is_none()
            && shape::is_date(&block.text)
            && self.paragraphs.last().is_some_and(|last| last.text.ends_with('.'))
            && next.is_none_or(ends)
    }

    /// Takes the enumerator off a block: the label that the format gave, or what the text begins with.
    fn take_enumerator(&self, block: &mut Block) -> Option<Enumerator> {
        if let Some(label) = block.label.take() {
            if let Some(enumerator) = Enumerator::from_label(&label) {
                return Some(enumerator);
            }
            // Not a label as resolutions have them: part of the text.
            put_before(block, &label);
            return None;
        }
        let (enumerator, taken) =
            Enumerator::at_start(&block.text).or_else(|| self.number_without_stop(&block.text))?;
        cut_enumerator(block, &enumerator, taken);
        Some(enumerator)
    }

    /// "3 Notes with appreciation" after paragraph 2: the full stop was lost.
    fn number_without_stop(&self, text: &str) -> Option<(Enumerator, usize)> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[digits..].trim_start();
        let number: u32 = text[..digits].parse().ok()?;
        let expected = self.portion == Portion::Operative && number == self.number.0 + 1;
        let opens = || opening::known(rest).is_some_and(|found| found.form == Form::Finite);
        if !expected || rest.len() == text.len() - digits || !opens() {
            return None;
        }
        let kind = EnumeratorKind::Number(number, 0);
        Some((Enumerator { printed: text[..digits].to_owned(), kind }, text.len() - rest.len()))
    }

    fn organ_line(&mut self, block: Block) {
        // A declaration, or the draft of a resolution, that is annexed may have an organ line of its own.
        let before = self.paragraphs.iter().rfind(|paragraph| paragraph.role != Role::Heading);
        if self.portion == Portion::Annex && before.is_some_and(|before| before.locator.annex != self.annex) {
            self.push(block, Role::Preambular, None, Base::Organ, 0);
            self.top = None;
            return;
        }
        // A second organ line begins a resolution, or a part, of its own.
        if self.paragraphs.iter().any(|p| p.role != Role::Heading) {
            let fresh = self.parts.last().is_some_and(|part| {
                part.label.is_some()
                    && !self
                        .part_of
                        .iter()
                        .zip(&self.paragraphs)
                        .any(|(&of, p)| of + 1 == self.parts.len() && p.role != Role::Heading)
            });
            if !fresh {
                self.parts.push(Part::default());
            }
        }
        self.portion = Portion::Preamble;
        self.annex = None;
        self.lists.clear();
        self.number = (0, 0);
        self.counts.preambular = 0;
        self.counts.unnumbered = 0;
        self.push(block, Role::Preambular, None, Base::Organ, 0);
        self.top = None;
    }

    fn heading(&mut self, mut block: Block) {
        self.counts.heading += 1;
        let base = Base::Heading(self.counts.heading);
        let enumerator = shape::heading_label(&block.text).map(|(label, start)| (label.to_owned(), start));
        let enumerator = enumerator.map(|(label, start)| {
            cut_start(&mut block, start);
            label
        });
        let index = self.push(block, Role::Heading, enumerator, base, 0);
        self.heading = Some(index);
        self.lists.clear();
        self.top = None;
    }

    /// Closing lines follow one another; a label, or the heading of what comes next, begins something new.
    fn after_closing(&mut self, block: Block, next: Option<&Block>) {
        let part = shape::part_label(&block.text).filter(|_| next.is_some_and(|n| !shape::is_closing(&n.text)));
        if let Some(label) = part.map(str::to_owned) {
            self.parts.push(Part { label: Some(label) });
            self.portion = Portion::Preamble;
            return self.heading(block);
        }
        let titled = Enumerator::at_start(&block.text).is_none() && !shape::heads_notes(&block.text);
        let begins = next.is_some_and(|next| shape::is_organ_line(&next.text) || titled && goes_on(next));
        if begins && shape::is_heading_like(&block.text) && !shape::is_date(&block.text) {
            return self.heading(block);
        }
        self.closing.push(block);
    }

    /// Tells whether a block is the label of a part: "A" or "IV" alone, or "IV. Means" before a number.
    fn part_label(&self, block: &Block, enumerator: Option<&Enumerator>, next: Option<&Block>) -> Option<String> {
        if enumerator.is_some() || self.portion == Portion::Closed {
            return None;
        }
        if let Some(label) = shape::part_label(&block.text) {
            return next.is_some().then(|| label.to_owned());
        }
        let (label, title) = block.text.split_once(['.', ' ', ':'])?;
        let numeral = label.bytes().all(|b| b.is_ascii_uppercase()) && roman(&label.to_ascii_lowercase()).is_some();
        let letter = label.len() == 1 && label.starts_with(|c: char| c.is_ascii_uppercase());
        let dotted = block.text[label.len()..].starts_with(['.', ' ']) && !title.trim().is_empty();
        let title_like = shape::is_heading_like(title.trim()) && title.chars().count() < 160;
        let dot = block.text[label.len()..].starts_with('.');
        ((numeral && (label.len() > 1 || dot || block.set_apart) || letter && dot) && dotted && title_like)
            .then(|| label.to_owned())
    }

    fn enumerated(
        &mut self,
        block: Block,
        enumerator: Enumerator,
        next: Option<&Block>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let heading = match enumerator.kind {
            EnumeratorKind::Number(..) => self.is_numbered_heading(&block, next),
            EnumeratorKind::Decimal(_)
            | EnumeratorKind::Bracketed(_)
            | EnumeratorKind::Letter { .. }
            | EnumeratorKind::Roman(_)
            | EnumeratorKind::Bullet => self.is_lettered_heading(&block, &enumerator, next),
        };
        if heading {
            let mut block = block;
            put_before(&mut block, &enumerator.printed);
            return self.heading(block);
        }
        match enumerator.kind {
            EnumeratorKind::Number(number, again) => {
                self.lists.clear();
                if self.portion == Portion::Annex {
                    let base = Base::Annex(enumerator.name().to_owned());
                    self.push_top(block, Role::Annex, Some(enumerator.printed), base);
                    return;
                }
                self.portion = Portion::Operative;
                let (last, last_again) = self.number;
                // Drafts show "3 bis" without the 3 that is agreed, and alternatives in any order.
                let follows = number == last + 1
                    || number == last && again > 0 && again != last_again
                    || number == 1 && again == 0;
                if number == 1 && last > 0 {
                    self.start_section();
                }
                if !follows {
                    let excerpt = enumerator.printed.clone();
                    diagnostics.push(Diagnostic::new(DiagnosticKind::NumberOutOfOrder, block.place, excerpt));
                }
                self.number = (number, again);
                let base = Base::Operative(enumerator.name().to_owned());
                self.push_top(block, Role::Operative, Some(enumerator.printed), base);
            }
            EnumeratorKind::Decimal(_) => self.decimal(block, enumerator),
            EnumeratorKind::Letter { place, roman } => {
                let style = self.style_of(place, roman);
                let value = if style == Style::Roman { roman.unwrap_or(place) } else { place };
                self.item(block, enumerator, style, value);
            }
            EnumeratorKind::Roman(value) => self.item(block, enumerator, Style::Roman, value),
            EnumeratorKind::Bracketed(value) => self.item(block, enumerator, Style::Bracketed, value),
            EnumeratorKind::Bullet => self.item(block, enumerator, Style::Bullet, 0),
        }
    }

    /// Adds "29.1." under the paragraph 29, and "3.9" under no paragraph where a heading announced goal 3.
    fn decimal(&mut self, block: Block, enumerator: Enumerator) {
        self.lists.clear();
        let holds = |at: &usize| {
            let printed = self.paragraphs[*at].enumerator.as_deref();
            printed.map(|printed| printed.trim_end_matches('.')) == enumerator.above()
        };
        let mut above = self.top;
        while let Some(at) = above.filter(|at| !holds(at)) {
            above = self.paragraphs[at].parent;
        }
        let name = enumerator.name().to_owned();
        let in_annex = self.portion == Portion::Annex;
        let base = if in_annex { Base::Annex(name) } else { Base::Operative(name) };
        let role = match above {
            _ if in_annex => Role::Annex,
            Some(_) => Role::Subparagraph,
            None => Role::Operative,
        };
        if !in_annex {
            self.portion = Portion::Operative;
        }
        let level = above.map_or(0, |at| self.paragraphs[at].level.saturating_add(1));
        let top = self.push(block, role, Some(enumerator.printed), base, level);
        self.paragraphs[top].parent = above;
        self.top = Some(top);
    }

    /// Adds a paragraph without enumerator.
    fn plain(&mut self, block: Block, next: Option<&Block>) {
        let opening = LateOpening::default();
        if self.is_heading(&block, &opening, next) {
            return self.heading(block);
        }
        match self.portion {
            Portion::Preamble => self.in_preamble(block, &opening),
            Portion::Operative => self.in_operative(block, &opening),
            Portion::Annex => {
                if self.resume_list(&block) {
                    return self.resumed(block, Role::Annex);
                }
                self.counts.annex += 1;
                let base = Base::Annex(format!("¶ {}", self.counts.annex));
                self.push_top(block, Role::Annex, None, base);
                self.lists.clear();
            }
            Portion::Closed => self.closing.push(block),
        }
    }

    fn in_preamble(&mut self, block: Block, opening: &LateOpening) {
        let is_first = self.paragraphs.iter().all(|paragraph| paragraph.role == Role::Heading);
        if is_first && shape::opens_decision(&block.text) {
            self.portion = Portion::Operative;
            return self.unnumbered(block);
        }
        let is_finite = |found: &Found| found.form == Form::Finite && (found.opening.known || !self.numbered);
        let ends = !self.numbered || block.text.ends_with([';', '.', ':']);
        if ends && opening.of(&block).is_some_and(is_finite) {
            self.portion = Portion::Operative;
            return self.unnumbered(block);
        }
        if self.resume_list(&block) {
            return self.resumed(block, Role::Preambular);
        }
        self.preambular(block);
    }

    fn preambular(&mut self, block: Block) {
        self.lists.clear();
        self.counts.preambular += 1;
        let name = self.preambular_name.as_ref().map(|name| name.name().to_owned());
        let base = Base::Preambular(name.unwrap_or_else(|| self.counts.preambular.to_string()));
        self.push_top(block, Role::Preambular, None, base);
    }

    fn in_operative(&mut self, block: Block, opening: &LateOpening) {
        let found = opening.of(&block);
        // A part with a preamble of its own under a heading.
        let participle = found.is_some_and(|found| found.form == Form::Participle && found.opening.known);
        let after_heading = self.top.is_none() || self.paragraphs.last().is_some_and(|p| p.role == Role::Preambular);
        if participle && block.text.ends_with(',') && (after_heading || self.ended_part()) {
            return self.preambular(block);
        }
        let finite = found.is_some_and(|found| found.form == Form::Finite && found.opening.known);
        if finite && (!self.numbered || self.top.is_none()) {
            return self.unnumbered(block);
        }
        if self.top.is_some() {
            return self.resumed(block, Role::Operative);
        }
        self.unnumbered(block)
    }

    /// A count that begins again begins a section of its own: from the heading, or the preamble, above it.
    fn start_section(&mut self) {
        let last = self.parts.len() - 1;
        let numbered = |p: &Paragraph| p.role == Role::Operative && p.enumerator.is_some() && p.level == 0;
        let in_part = self.part_of.iter().rposition(|&of| of != last).map_or(0, |at| at + 1);
        let Some(since) = self.paragraphs[in_part..].iter().rposition(numbered).map(|at| in_part + at) else { return };
        let begins = |p: &Paragraph| p.role == Role::Heading || p.role == Role::Preambular;
        let start = self.paragraphs[since..].iter().position(begins).map_or(self.paragraphs.len(), |at| since + at);
        self.parts.push(Part::default());
        for of in &mut self.part_of[start..] {
            *of = last + 1;
        }
        let mut count = 0;
        for paragraph in &mut self.paragraphs[start..] {
            if let Base::Preambular(n) = &mut paragraph.locator.base
                && paragraph.level == 0
                && paragraph.locator.resumed == 0
            {
                count += 1;
                *n = count.to_string();
            }
        }
        self.counts.preambular = count;
    }

    fn ended_part(&self) -> bool {
        self.paragraphs.last().is_some_and(|last| last.text.ends_with('.'))
    }

    fn unnumbered(&mut self, block: Block) {
        self.lists.clear();
        self.counts.unnumbered += 1;
        self.push_top(block, Role::Operative, None, Base::Operative(String::new()));
    }

    /// Adds text that goes on after a list, or a paragraph without number inside a numbered one.
    fn resumed(&mut self, block: Block, role: Role) {
        let top = self.top.unwrap_or(0);
        let after_list = !self.lists.is_empty();
        let locator = self.paragraphs[top].locator.clone();
        let base = locator.base.clone();
        let before = self.paragraphs[top..].iter().rfind(|p| p.locator.base == base && p.locator.path.is_empty());
        let count = before.map_or(0, |before| before.locator.resumed);
        self.lists.clear();
        let index = self.push(block, role, None, base, 0);
        self.paragraphs[index].locator.resumed = count + 1;
        self.paragraphs[index].resumes = after_list.then_some(top);
        // A list may follow; it stands under this text.
    }

    /// Adds a paragraph under which lists, and text that goes on, may stand.
    fn push_top(&mut self, block: Block, role: Role, enumerator: Option<String>, base: Base) {
        self.top = Some(self.push(block, role, enumerator, base, 0));
    }

    fn push(&mut self, block: Block, role: Role, enumerator: Option<String>, base: Base, level: u8) -> usize {
        let index = self.paragraphs.len();
        let enumerator = enumerator.or_else(|| self.preambular_name.take().map(|name| name.printed));
        self.part_of.push(self.parts.len() - 1);
        self.paragraphs.push(Paragraph {
            id: String::new(),
            locator: Locator { annex: self.annex.clone(), part: None, base, path: Vec::new(), resumed: 0 },
            role,
            enumerator,
            level,
            parent: None,
            heading: self.heading,
            resumes: None,
            text: block.text,
            opening: None,
            inner: Vec::new(),
            marks: block.marks,
            place: block.place,
        });
        index
    }

    fn finish(mut self) -> Body {
        names::name_parts(&mut self.paragraphs, &self.part_of, &self.parts);
        // A single operative paragraph without number is "OP".
        if self.counts.unnumbered > 1 && !self.numbered {
            names::number_unnumbered(&mut self.paragraphs);
        }
        self.read_openings();
        names::give_ids(&mut self.paragraphs);
        Body { paragraphs: self.paragraphs, closing: self.closing }
    }

    fn read_openings(&mut self) {
        for paragraph in &mut self.paragraphs {
            if !paragraph.is_organ_line() {
                (paragraph.opening, paragraph.inner) = opening::verbs(paragraph.role, &paragraph.text);
            }
        }
    }
}

/// The opening of one block, read when somebody asks for it: for most paragraphs of a preamble nobody does.
#[derive(Default)]
struct LateOpening(OnceCell<Option<Found>>);

impl LateOpening {
    fn of(&self, block: &Block) -> Option<&Found> {
        self.0.get_or_init(|| opening::opening(&block.text)).as_ref()
    }
}

/// Tells a numbered paragraph that cannot be a note: under a title after the closing lines, a statute that goes with the
/// text.
fn goes_on(block: &Block) -> bool {
    let text = block.text.trim_start();
    let numbered = |(enumerator, taken): (Enumerator, usize)| {
        matches!(enumerator.kind, EnumeratorKind::Number(1, 0)) && !notes::is_reference(&text[taken..])
    };
    block.label.is_none() && Enumerator::at_start(text).is_some_and(numbered)
}

#[cfg(test)]
mod tests;
