//! A resolution to all the text that it holds, for counting its letters and figures.

use resdiff::resolution::Resolution;

/// Gives all text that a parsed resolution holds, wherever.
pub fn kept_text(resolution: &Resolution) -> String {
    let mut text = String::new();
    let mut keep = |part: &str| {
        text.push_str(part);
        text.push(' ');
    };
    resolution.masthead.printed().chain(resolution.closing.iter().map(String::as_str)).for_each(&mut keep);
    for paragraph in &resolution.paragraphs {
        keep(paragraph.enumerator.as_deref().unwrap_or_default());
        keep(&paragraph.text);
        paragraph.marks.iter().for_each(|mark| keep(&mark.label));
    }
    for note in &resolution.footnotes {
        keep(&note.label);
        keep(&note.text);
    }
    resolution.furniture.iter().for_each(|furniture| keep(&furniture.text));
    text
}

/// Gives a raised figure as a plain one, since it is the label of a note; any other character as it is.
pub fn plain_figure(c: char) -> char {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().zip('0'..).find(|(raised, _)| *raised == c).map_or(c, |(_, plain)| plain)
}
