//! The enumerators of a text so far to the ones that may come next.

use super::super::enumerator::{Enumerator, EnumeratorKind};
use super::super::opening::{self, Form};
use super::super::shape;
use crate::source::Block;

/// What numbers are expected, and whether operative paragraphs have begun.
#[derive(Default)]
pub(super) struct Count {
    pub operative: bool,
    pub number: u32,
    letter: u32,
    roman: u32,
    /// The last "3.9".
    decimal: Option<Enumerator>,
}

impl Count {
    /// Takes note of a line; `numbered` tells whether operative paragraphs bear numbers, as a rule they do.
    pub(super) fn see(&mut self, line: &Block, starts: bool, numbered: bool) {
        if !starts {
            return;
        }
        if shape::is_organ_line(&line.text) || shape::annex_label(&line.text).is_some() {
            *self = Count::default();
        }
        let enumerator = Enumerator::at_start(&line.text).map(|(enumerator, _)| enumerator);
        match enumerator.as_ref().map(|enumerator| enumerator.kind) {
            Some(EnumeratorKind::Number(n, _)) => {
                *self = Count { operative: true, number: n, ..Count::default() };
            }
            Some(EnumeratorKind::Letter { place, roman }) => {
                if roman == Some(self.roman + 1) && place != self.letter + 1 {
                    self.roman += 1;
                } else {
                    self.letter = place;
                    self.roman = 0;
                }
            }
            Some(EnumeratorKind::Roman(n)) => self.roman = n,
            Some(EnumeratorKind::Decimal(_)) => self.decimal = enumerator,
            Some(EnumeratorKind::Bracketed(_) | EnumeratorKind::Bullet) | None => {}
        }
        if !self.operative && !numbered && opening::known(&line.text).is_some_and(|found| found.form == Form::Finite) {
            self.operative = true;
        }
    }

    /// Tells whether a number goes on with the count after one or two that were not told.
    pub(super) fn skips(&self, number: u32) -> bool {
        self.number > 0 && (self.number + 2..=self.number + 3).contains(&number)
    }

    /// Tells whether an enumerator continues the count: the next number, the next letter, or the first of a list.
    pub(super) fn expects(&self, enumerator: &Enumerator) -> bool {
        match enumerator.kind {
            EnumeratorKind::Number(n, again) => n == self.number + 1 || n == 1 || again > 0 && n == self.number,
            EnumeratorKind::Letter { place, roman } => {
                place == 1 || place == self.letter + 1 || roman == Some(1) || roman == Some(self.roman + 1)
            }
            EnumeratorKind::Roman(n) => n == self.roman + 1,
            EnumeratorKind::Decimal(_) | EnumeratorKind::Bracketed(_) | EnumeratorKind::Bullet => true,
        }
    }

    /// Tells whether "3.9" goes on with "3.8", "3.a" with "3.9", "3.1" with "3.", and "3.1.1" with "3.1".
    pub(super) fn counts_on(&self, enumerator: &Enumerator) -> bool {
        let EnumeratorKind::Decimal(step) = enumerator.kind else { return false };
        let Some(above) = enumerator.above() else { return false };
        match &self.decimal {
            Some(last) if last.above() == Some(above) => {
                let lettered = enumerator.name().ends_with(|c: char| c.is_ascii_lowercase());
                last.kind == EnumeratorKind::Decimal(step - 1) || step == 1 && lettered
            }
            Some(last) if last.name() == above => step == 1,
            Some(_) | None => step == 1 && above == self.number.to_string(),
        }
    }
}
