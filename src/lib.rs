//! Structured diff of successive United Nations resolutions.
#![doc = ""]
pub mod align;
pub mod changes;
pub mod diagnostic;
pub mod lexicon;
pub mod pair;
pub mod read;
pub mod render;
pub mod resolution;
pub mod source;
pub mod span;
pub mod token;

use align::AlignOptions;
use changes::ChangeReport;
use diagnostic::Parsed;
use pair::{Pair, Side};
use resolution::Resolution;

/// Adjusts a comparison.
#[derive(Debug, Clone, Default)]
pub struct CompareOptions {
    /// How paragraphs are matched.
    pub align: AlignOptions,
    /// How strong words are; `None` for the ladders that come with the program.
    pub ladders: Option<lexicon::Ladders>,
}

/// Compares two resolutions: aligns their paragraphs and says what each change means.
pub fn compare(texts: Pair<Parsed<Resolution>>, options: &CompareOptions) -> ChangeReport {
    let diagnostics = Pair::new(texts.earlier.diagnostics, texts.later.diagnostics);
    let resolutions = Pair::new(texts.earlier.value, texts.later.value);
    let ladders = options.ladders.as_ref().unwrap_or_else(|| lexicon::Ladders::built_in());
    let alignment = align::align(resolutions.as_ref(), &options.align);
    let mut report = changes::classify(resolutions, alignment, ladders);
    report.diagnostics.extend(changes::doubts(&report).into_iter().map(|doubt| (None, doubt)));
    let of = |side: Side| move |diagnostic| (Some(side), diagnostic);
    report.diagnostics.extend(diagnostics.earlier.into_iter().map(of(Side::Earlier)));
    report.diagnostics.extend(diagnostics.later.into_iter().map(of(Side::Later)));
    report
}
