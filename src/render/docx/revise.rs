//! A report and the Word document that its earlier text was read from to that document with every change tracked.
//!
//! The plan is that of [`write`](super::write): rows of pieces that stand in both texts or in one. Here they are found
//! again in the paragraphs that they came from. What did not change stays as it is written, byte for byte: styles, lists,
//! heads and feet, pictures, and all paragraphs without a change.

mod assemble;
mod comments;
mod front;
mod ink;
mod line;
mod model;
mod notes;
mod numbers;
mod package;
mod props;
mod walk;

use super::plan::{self, Plan, keep_ends_apart};
use super::{Content, Piece, Row, State, Style, TrackedOptions};
use crate::changes::ChangeReport;
use crate::resolution::Paragraph;
use crate::source::docx::anatomy::Anatomy;
use crate::source::{self, DecodeError, DecodeOptions};
use line::Line;
use model::{Kind, Model};
use notes::Notes;
use std::collections::{BTreeMap, BTreeSet};
use walk::{Bound, Markup, Words, walk};

/// Says why a document cannot be revised.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotRevised {
    /// It cannot be read.
    #[error("it cannot be read as a Word document")]
    Read(#[from] DecodeError),
    /// A paragraph of the text is not found in it, or stands where no change can be tracked.
    #[error("“{0}” stands where no change can be tracked")]
    Paragraph(String),
    /// Its XML is written in a way that no word processor does.
    #[error("its XML is written in an unusual way")]
    Unusual,
    /// It cannot be packed again.
    #[error("it cannot be packed again")]
    Pack(#[from] zip::result::ZipError),
}

/// Makes the document: the one that the earlier text was read from, with the same options, revised.
///
/// Tracked changes that it has already are settled as they were when it was read; the new ones are beside the text that
/// was compared.
pub fn revise(
    report: &ChangeReport,
    earlier: &[u8],
    reading: &DecodeOptions,
    options: &TrackedOptions,
) -> Result<Vec<u8>, NotRevised> {
    let bytes = source::unpack(earlier, reading.limits)?;
    let anatomy = Anatomy::read(&bytes, reading)?;
    let mut plan = plan::text(report, options);
    keep_ends_apart(&mut plan.rows);
    let mut reviser = Reviser::new(report, &anatomy, &plan)?;
    reviser.rows()?;
    reviser.front();
    reviser.typed_notes();
    let parts = reviser.assemble(&bytes, options)?;
    Ok(package::pack(&bytes, parts)?)
}

/// Collects what happens to each paragraph of a document.
struct Reviser<'a> {
    report: &'a ChangeReport,
    anatomy: &'a Anatomy,
    plan: &'a Plan<'a>,
    /// The paragraphs of the document, taken apart; `None` where that is not possible.
    lines: Vec<Option<Line<'a>>>,
    /// Paragraphs that the text of the resolution was read from.
    claimed: BTreeSet<usize>,
    models: Vec<(usize, Model)>,
    edits: BTreeMap<usize, Edit<'a>>,
    /// New paragraphs behind one that is there; before all for none.
    new: BTreeMap<Option<usize>, Vec<New<'a>>>,
    bound: Bound,
    notes: Notes,
    /// Where fields of the first page were found: the paragraph, and its items from one to another.
    taken: BTreeMap<(usize, usize), usize>,
}

/// Says what happens to one paragraph of a document.
struct Edit<'a> {
    markup: Markup,
    /// The paragraphs that it is cut into, one as a rule.
    parts: Vec<Part<'a>>,
    /// Whether Word numbers it.
    automatic: bool,
    /// The rows that it has the words of, where it could be written anew from them.
    rows: &'a [Row<'a>],
}

/// Says what becomes of one of them.
#[derive(Clone)]
struct Part<'a> {
    end: State,
    /// The paragraph of the later text whose words it has, where it is one.
    later: Option<&'a Paragraph>,
    comment: Vec<String>,
    /// What it is set as from now on, where it is of another kind than before.
    model: Option<Model>,
}

impl Part<'_> {
    fn plain(end: State) -> Self {
        Self { end, later: None, comment: Vec::new(), model: None }
    }
}

/// Holds a new paragraph.
struct New<'a> {
    pieces: Vec<Piece>,
    end: State,
    paragraph: Option<&'a Paragraph>,
    comment: Vec<String>,
    model: Model,
    /// Whether Word numbers it.
    automatic: bool,
}

impl<'a> Reviser<'a> {
    fn new(report: &'a ChangeReport, anatomy: &'a Anatomy, plan: &'a Plan<'a>) -> Result<Self, NotRevised> {
        if !anatomy.body.xml.contains("<w:body") {
            return Err(NotRevised::Unusual);
        }
        let lines: Vec<Option<Line<'_>>> =
            anatomy.paragraphs.iter().map(|placed| Line::read(&placed.raw, &anatomy.body.xml)).collect();
        let mut reviser = Self {
            report,
            anatomy,
            plan,
            lines,
            claimed: BTreeSet::new(),
            models: Vec::new(),
            edits: BTreeMap::new(),
            new: BTreeMap::new(),
            bound: Bound::new(),
            notes: Notes::default(),
            taken: BTreeMap::new(),
        };
        for (index, paragraph) in report.resolutions.earlier.paragraphs.iter().enumerate() {
            let at = reviser.place(paragraph)?;
            let first = reviser.claimed.insert(at);
            if let (true, Some(line)) = (first, &reviser.lines[at]) {
                let model = Model::of(paragraph, line, &anatomy.paragraphs[at], reviser.spacer(at));
                reviser.models.push((index, model));
            }
        }
        Ok(reviser)
    }

    /// Finds the paragraph of the document that a paragraph of the earlier text begins in.
    fn place(&self, paragraph: &Paragraph) -> Result<usize, NotRevised> {
        let number = paragraph.place.paragraph;
        number.and_then(|number| self.anatomy.paragraph(number)).ok_or_else(|| stuck(&paragraph.text))
    }

    /// Gives the properties of the empty paragraph that stands behind another to keep the next one apart.
    fn spacer(&self, at: usize) -> Option<String> {
        let (this, next) = (self.anatomy.paragraphs.get(at)?, self.anatomy.paragraphs.get(at + 1)?);
        let line = self.lines.get(at + 1)?.as_ref()?;
        let free = this.raw.cell.is_none() && next.raw.cell.is_none() && line.tokens.is_empty() && !line.ends_section();
        free.then(|| line.props().map(|props| props.whole.to_owned()).unwrap_or_default())
    }

    /// Finds the rows of the plan in the paragraphs of the document.
    fn rows(&mut self) -> Result<(), NotRevised> {
        let plan = self.plan;
        let rows = &plan.rows;
        let places: Vec<Option<usize>> = rows
            .iter()
            .map(|row| row.paragraphs.earlier.map(|paragraph| self.place(paragraph)).transpose())
            .collect::<Result<_, _>>()?;
        let mut last = None;
        let mut i = 0;
        while i < rows.len() {
            let row = &rows[i];
            if row.paragraphs.earlier.is_none() && row.paragraphs.later.is_none() {
                // What follows in the later text follows the closing lines too.
                last = self.line_of_its_own(row, last).max(last);
                i += 1;
                continue;
            }
            let Some(place) = places[i] else {
                let new = self.new_of(row, row.pieces.clone());
                self.new.entry(last).or_default().push(new);
                i += 1;
                continue;
            };
            let end = i + 1 + places[i + 1..].iter().rposition(|other| *other == Some(place)).map_or(0, |at| at + 1);
            let together = places[i..end].iter().all(|other| *other == Some(place));
            last = Some(self.group(&rows[i..end], place, together)?);
            i = end;
        }
        Ok(())
    }

    /// Gives the paragraph that rows came from its changes; `together` tells whether nothing else stands between them.
    /// Gives the last paragraph of the document that they take.
    fn group(&mut self, rows: &'a [Row<'a>], place: usize, together: bool) -> Result<usize, NotRevised> {
        let all = |wanted: fn(State) -> bool| {
            rows.iter().all(|row| wanted(row.end) && row.pieces.iter().all(|piece| wanted(piece.state)))
        };
        let reach = self.reach(place);
        if all(|state| state == State::Kept) && together && !self.has_other_marks(rows) {
            let part = Part { later: rows[0].paragraphs.later, ..Part::plain(State::Kept) };
            if let Some(line) = &self.lines[place] {
                let automatic = self.anatomy.paragraphs[place].label.is_some();
                let markup = Markup::whole(line, State::Kept);
                self.bind(rows, place);
                self.edits.insert(place, Edit { markup, parts: vec![part], automatic, rows });
            }
            return Ok(*reach.last().unwrap_or(&place));
        }
        if all(|state| matches!(state, State::Deleted | State::MovedAway(_))) && together {
            let comment = rows[0].comment.clone();
            self.remove(&reach, rows[0].end, comment)?;
            return Ok(*reach.last().unwrap_or(&place));
        }
        let found = if together && !self.changes_list(rows, place) { self.found(rows, &reach) } else { None };
        let Some((taken, markups)) = found else {
            return self.replace(rows, &reach);
        };
        let last_row = &rows[rows.len() - 1];
        for (&at, markup) in taken.iter().zip(markups) {
            let is_last = Some(&at) == taken.last();
            let automatic = self.anatomy.paragraphs[at].label.is_some();
            let mut parts = Vec::new();
            if is_last {
                let broken = rows[..rows.len() - 1].iter().filter(|row| is_new_end(row.end));
                for row in broken.chain([last_row]) {
                    parts.push(self.part(row));
                }
            } else {
                parts.push(Part::plain(State::Kept));
            }
            let rows = if taken.len() == 1 { rows } else { &[] };
            self.edits.insert(at, Edit { markup, parts, automatic, rows });
        }
        let end = *taken.last().unwrap_or(&place);
        if matches!(last_row.end, State::Deleted | State::MovedAway(_)) {
            self.join_to_next(end, &last_row.paragraphs.earlier.map(|p| p.text.clone()).unwrap_or_default())?;
        }
        Ok(end)
    }

    /// Tells whether a paragraph of rows comes into a list, or out of it. As a tracked change of its properties that would do
    /// for Word, but LibreOffice does not put the number back when it is rejected.
    fn changes_list(&self, rows: &[Row<'a>], place: usize) -> bool {
        let own = self.anatomy.paragraphs[place].label.is_some();
        rows.iter().filter(|row| row.end == State::Kept).any(|row| {
            let model = self.part(row).model;
            model.is_some_and(|model| own || model.list.is_some())
        })
    }

    /// Gives what becomes of the paragraph that ends with a row.
    fn part(&self, row: &Row<'a>) -> Part<'a> {
        let (earlier, later) = (row.paragraphs.earlier, row.paragraphs.later);
        let model = match (earlier, later) {
            (Some(one), Some(two)) if Kind::of(one) != Kind::of(two) && !matches!(row.end, State::Deleted) => {
                let typed = row
                    .pieces
                    .iter()
                    .any(|piece| piece.state == State::Kept && matches!(piece.content, Content::Number(_)));
                self.model(two).filter(|model| model.counts_as(Kind::of(two)) && !(typed && model.list.is_some()))
            }
            _ => None,
        };
        Part { end: row.end, later, comment: row.comment.clone(), model }
    }

    /// Chooses a model for a paragraph of the later text.
    fn model(&self, later: &Paragraph) -> Option<Model> {
        let paragraphs = &self.report.resolutions.later.paragraphs;
        let index = paragraphs.iter().position(|other| std::ptr::eq(other, later)).unwrap_or(0);
        // Places in the two texts are compared: about the same is enough.
        let sizes = self.report.resolutions.as_ref().map(|resolution| resolution.paragraphs.len().max(1));
        model::choose(&self.models, Kind::of(later), index * sizes.earlier / sizes.later).cloned()
    }

    /// Gives a paragraph and those behind it that belong to the same row of a table and to no other paragraph of the text.
    fn reach(&self, place: usize) -> Vec<usize> {
        let row = |at: usize| self.anatomy.paragraphs.get(at)?.raw.cell.map(|[table, row, _]| (table, row));
        let own = row(place);
        let more = (place + 1..).take_while(|at| own.is_some() && row(*at) == own && !self.claimed.contains(at));
        std::iter::once(place).chain(more).collect()
    }

    /// Looks for rows in as few paragraphs as it takes.
    fn found(&mut self, rows: &[Row<'a>], reach: &[usize]) -> Option<(Vec<usize>, Vec<Markup>)> {
        let mut bound = self.bound.clone();
        let words = Words {
            rows: rows.iter().map(|row| row.pieces.as_slice()).collect(),
            breaks: rows.iter().map(|row| is_new_end(row.end)).collect(),
            label: self.anatomy.paragraphs[reach[0]].label.as_deref(),
            notes: &self.plan.notes,
        };
        for size in 1..=reach.len() {
            let lines: Vec<&Line<'_>> =
                reach[..size].iter().map(|at| self.lines[*at].as_ref()).collect::<Option<_>>()?;
            if let Some(markups) = walk(&lines, &words, &mut bound) {
                self.bound = bound;
                return Some((reach[..size].to_vec(), markups));
            }
        }
        None
    }

    /// Tells whether typed marks of notes change, though their notes and all words stay: a note came before them.
    fn has_other_marks(&self, rows: &[Row<'a>]) -> bool {
        let mut marks = rows.iter().flat_map(|row| &row.pieces).filter_map(|piece| match &piece.content {
            Content::Note(index) => self.plan.notes.get(*index),
            Content::Text(_) | Content::Raised(_) | Content::Number(_) | Content::Gap => None,
        });
        self.keeping() == notes::Keeping::Typed && marks.any(|note| note.label.earlier != note.label.later)
    }

    /// Learns which notes of the document a paragraph without changes refers to.
    fn bind(&mut self, rows: &[Row<'a>], place: usize) {
        let has_notes = rows.iter().flat_map(|row| &row.pieces).any(|piece| matches!(piece.content, Content::Note(_)));
        if has_notes {
            self.found(rows, &self.reach(place));
        }
    }

    /// Takes paragraphs out.
    fn remove(&mut self, places: &[usize], state: State, comment: Vec<String>) -> Result<(), NotRevised> {
        let mut comment = Some(comment);
        for &at in places {
            let Some(line) = &self.lines[at] else {
                return Err(stuck(&self.anatomy.paragraphs[at].raw.text));
            };
            let markup = Markup::whole(line, state);
            let end = if self.may_lose_end(at) { state } else { State::Kept };
            let part = Part { comment: comment.take().unwrap_or_default(), ..Part::plain(end) };
            self.edits.insert(at, Edit { markup, parts: vec![part], automatic: false, rows: &[] });
            if places.len() == 1 && self.spacer(at).is_some() && self.may_lose_end(at + 1) {
                self.remove_spacer(at + 1, state);
            }
        }
        Ok(())
    }

    fn remove_spacer(&mut self, at: usize, state: State) {
        let markup = Markup { states: Vec::new(), events: Vec::new() };
        self.edits.insert(at, Edit { markup, parts: vec![Part::plain(state)], automatic: false, rows: &[] });
    }

    /// Takes paragraphs out, and writes what the later text has of them anew.
    fn replace(&mut self, rows: &'a [Row<'a>], reach: &[usize]) -> Result<usize, NotRevised> {
        self.remove(reach, State::Deleted, Vec::new())?;
        let last = *reach.last().unwrap_or(&0);
        let mut pieces: Vec<Piece> = Vec::new();
        for row in rows {
            let kept = row.pieces.iter().filter(|piece| !matches!(piece.state, State::Deleted | State::MovedAway(_)));
            pieces.extend(kept.map(|piece| Piece {
                state: if piece.state == State::Kept { State::Inserted } else { piece.state },
                ..piece.clone()
            }));
            let ends = matches!(row.end, State::Kept | State::Inserted | State::MovedHere(_));
            if ends && !pieces.is_empty() {
                let mut new = self.new_of(row, std::mem::take(&mut pieces));
                if new.end == State::Kept {
                    new.end = State::Inserted;
                }
                self.new.entry(Some(last)).or_default().push(new);
            }
        }
        // A paragraph that went into the next one, which stays: its words cannot be put there from here.
        if pieces.is_empty() {
            Ok(last)
        } else {
            Err(stuck(&rows[0].paragraphs.earlier.map(|p| p.text.clone()).unwrap_or_default()))
        }
    }

    /// Makes a new paragraph of a row.
    fn new_of(&self, row: &Row<'a>, pieces: Vec<Piece>) -> New<'a> {
        let model = row.paragraphs.later.and_then(|paragraph| self.model(paragraph));
        let model = model.unwrap_or_else(|| Model::plain(None));
        New {
            pieces,
            end: row.end,
            paragraph: row.paragraphs.later,
            comment: row.comment.clone(),
            model,
            automatic: false,
        }
    }

    /// Finds a line that is no paragraph of the text: a closing line, a note that nothing refers to. Gives the paragraph of
    /// the document that it stands in, or behind.
    fn line_of_its_own(&mut self, row: &'a Row<'a>, last: Option<usize>) -> Option<usize> {
        if row.style == Style::Note && row.pieces.iter().any(|piece| piece.state == State::Deleted) {
            // What nothing refers to is not read; it stays where it is.
            return last;
        }
        let words = |wanted: fn(State) -> bool| -> String {
            let pieces = row.pieces.iter().filter(|piece| wanted(piece.state));
            pieces.map(|piece| if let Content::Text(text) = &piece.content { text.as_str() } else { "" }).collect()
        };
        let earlier = words(|state| state != State::Inserted);
        if !earlier.is_empty() {
            let from = self.claimed.first().map_or(0, |first| first + 1);
            let free = (from..self.lines.len()).filter(|at| !self.claimed.contains(at)).collect::<Vec<_>>();
            let found = self.find(&free, &earlier);
            if let Some((places, start)) = found {
                self.take(&places, start, &earlier);
                self.change_inside(&places, start, &row.pieces, row.end == State::Deleted);
                return places.last().copied();
            }
        }
        let later = words(|state| state != State::Deleted);
        if row.end == State::Inserted && !later.is_empty() {
            let model = self.plain_model(last);
            let new = New {
                pieces: row.pieces.clone(),
                end: State::Inserted,
                paragraph: None,
                comment: Vec::new(),
                model,
                automatic: false,
            };
            self.new.entry(last).or_default().push(new);
        }
        last
    }

    /// Tells whether the end of a paragraph can be a tracked deletion: it must not be the last of a cell, a section or
    /// the document.
    fn may_lose_end(&self, at: usize) -> bool {
        let placed = &self.anatomy.paragraphs[at];
        let ends_section = self.lines[at].as_ref().is_none_or(Line::ends_section);
        placed.raw.cell.is_none() && !ends_section && !self.is_last(placed.raw.element.end)
    }

    /// Tells whether no paragraph stands behind a byte of the main part in the same holder.
    fn is_last(&self, byte: usize) -> bool {
        let mut rest = self.anatomy.body.xml[byte..].trim_start();
        for name in ["<w:bookmarkEnd", "<w:proofErr", "<w:commentRangeEnd"] {
            while rest.starts_with(name) {
                rest = rest.split_once('>').map_or("", |(_, rest)| rest.trim_start());
            }
        }
        !(rest.starts_with("<w:p ")
            || rest.starts_with("<w:p>")
            || rest.starts_with("<w:p/>")
            || rest.starts_with("<w:sdt>"))
    }

    /// Sees to it that a paragraph whose end goes is followed by the one that its words join.
    fn join_to_next(&mut self, at: usize, text: &str) -> Result<(), NotRevised> {
        if !self.may_lose_end(at) {
            return Err(stuck(text));
        }
        for next in at + 1..self.lines.len() {
            if self.claimed.contains(&next) {
                return Ok(());
            }
            let empty = self.lines[next].as_ref().is_some_and(|line| line.tokens.is_empty());
            if !empty || !self.may_lose_end(next) {
                return Err(stuck(text));
            }
            self.remove_spacer(next, State::Deleted);
        }
        Err(stuck(text))
    }
}

fn is_new_end(end: State) -> bool {
    matches!(end, State::Inserted | State::MovedHere(_))
}

fn stuck(text: &str) -> NotRevised {
    const SHOWN: usize = 40;
    let mut start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    NotRevised::Paragraph(start)
}
