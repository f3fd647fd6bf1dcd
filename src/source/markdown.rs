//! Bytes of Markdown to blocks: one paragraph, heading, list item or row each; emphasis, notes and labels as such.
//!
//! Only what texts of resolutions use is understood; every other mark stays in the text, so that no word is lost.

mod inline;

use super::{Block, DecodeError, DecodeOptions, Format, Furniture, FurnitureKind, Layout, Note, SourceText, encoding};
use crate::diagnostic::Place;
use inline::inline;

/// Reads Markdown.
pub(super) fn read(bytes: &[u8], _options: &DecodeOptions) -> Result<SourceText, DecodeError> {
    let (text, diagnostics) = encoding::to_text(bytes);
    let mut reader = Reader::default();
    let body = reader.front_matter(&text);
    for (number, line) in text.lines().enumerate().skip(body) {
        reader.number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        reader.line(line);
    }
    reader.flush();
    reader.number_lists();
    let Reader { blocks, mut notes, furniture, .. } = reader;
    let order: Vec<String> = blocks.iter().flat_map(|block| &block.marks).map(|mark| mark.label.clone()).collect();
    notes.sort_by_key(|note| order.iter().position(|label| *label == note.label).unwrap_or(usize::MAX));
    Ok(SourceText { format: Format::Markdown, layout: Layout::Paragraphs, blocks, notes, furniture, diagnostics })
}

/// What the lines that follow belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Target {
    #[default]
    Paragraph,
    Heading,
    /// An item with its label, if it prints one.
    Item(Option<String>),
    Note(String),
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    notes: Vec<Note>,
    furniture: Vec<Furniture>,
    number: u32,
    target: Target,
    text: String,
    began: u32,
    fenced: bool,
    /// Where in `blocks` the items of lists stand: index and depth.
    items: Vec<(usize, usize)>,
    depth: usize,
    blank: bool,
    in_comment: bool,
}

impl Reader {
    /// Sets a block of settings at the top of the file aside; gives the number of lines it takes.
    fn front_matter(&mut self, text: &str) -> usize {
        let mut lines = text.lines();
        if lines.next().map(str::trim_end) != Some("---") {
            return 0;
        }
        let Some(length) = lines.clone().take(60).position(|line| line.trim_end() == "---") else { return 0 };
        for (number, line) in lines.take(length).enumerate() {
            self.number = u32::try_from(number + 2).unwrap_or(u32::MAX);
            self.apart(FurnitureKind::Marker, line);
        }
        length + 2
    }

    fn line(&mut self, line: &str) {
        let quoted = line.trim_start_matches('>');
        let line = if quoted.len() < line.len() { quoted.strip_prefix(' ').unwrap_or(quoted) } else { line };
        let indent =
            line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
        let content = line.trim();
        if self.comment(content) {
            return;
        }
        if content.starts_with("```") || content.starts_with("~~~") {
            self.flush();
            self.fenced = !self.fenced;
            return self.apart(FurnitureKind::Marker, content);
        }
        if content.is_empty() {
            self.blank = true;
            if !matches!(self.target, Target::Note(_)) {
                self.flush();
            }
            return;
        }
        let after_blank = std::mem::take(&mut self.blank);
        if matches!(self.target, Target::Note(_)) && after_blank && indent < 2 {
            self.flush();
        }
        if let Some(heading) = heading(content) {
            self.flush();
            self.begin(Target::Heading, heading);
            return self.flush();
        }
        if self.underline(content) {
            return;
        }
        if is_rule(content) {
            self.flush();
            return self.apart(FurnitureKind::Rule, content);
        }
        if let Some((label, text)) = note(content) {
            self.flush();
            return self.begin(Target::Note(label.to_owned()), text);
        }
        if let Some(row) = row(content) {
            self.flush();
            if !row.is_empty() {
                self.begin(Target::Paragraph, &row);
                self.flush();
            }
            return;
        }
        if let Some((label, text)) = item(content) {
            self.flush();
            self.depth = indent / 2;
            return self.begin(Target::Item(label), text);
        }
        // "(a)" and "2 bis." open a paragraph of their own, though Markdown would run them into the one before.
        if opens_alone(content) || self.text.is_empty() || self.fenced {
            self.flush();
            return self.begin_plain(line);
        }
        // Two spaces or a backslash at the end of a line break it.
        if self.text.ends_with("  ") || self.text.ends_with('\\') {
            let kept = self.text.trim_end_matches(['\\', ' ']).len();
            self.text.truncate(kept);
            self.flush();
            return self.begin_plain(line);
        }
        self.text.push(' ');
        self.text.push_str(line.trim_start());
    }

    /// Sets comments aside, whole lines of them.
    fn comment(&mut self, content: &str) -> bool {
        if self.in_comment || content.starts_with("<!--") {
            self.in_comment = !content.contains("-->");
            self.apart(FurnitureKind::Marker, content);
            return true;
        }
        false
    }

    /// Makes a heading of the line before, if this one underlines it.
    fn underline(&mut self, content: &str) -> bool {
        let underlines = content.len() >= 3
            && (content.bytes().all(|byte| byte == b'=') || content.bytes().all(|byte| byte == b'-'));
        if underlines && self.target == Target::Paragraph && !self.text.is_empty() {
            self.target = Target::Heading;
            self.flush();
            return true;
        }
        false
    }

    fn begin(&mut self, target: Target, text: &str) {
        self.target = target;
        self.began = self.number;
        self.text = text.to_owned();
    }

    fn begin_plain(&mut self, line: &str) {
        self.begin(Target::Paragraph, line.trim_start());
    }

    fn apart(&mut self, kind: FurnitureKind, text: &str) {
        self.furniture.push(Furniture { kind, text: text.to_owned(), place: Place::line(self.number) });
    }

    /// Ends the current paragraph.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let target = std::mem::take(&mut self.target);
        if text.trim().is_empty() {
            return;
        }
        let place = Place::line(self.began);
        let content = inline(text.trim());
        let address = |text: String| Furniture { kind: FurnitureKind::Marker, text, place };
        self.furniture.extend(content.addresses.into_iter().map(address));
        let block =
            Block { text: content.text, italics: content.italics, marks: content.marks, place, ..Block::default() };
        match target {
            Target::Note(label) => self.notes.push(Note { label, text: block.text, place }),
            Target::Paragraph => self.blocks.push(Block { set_apart: content.bold, ..block }),
            Target::Heading => {
                self.blocks.push(Block { set_apart: true, style: Some("heading".to_owned()), ..block });
            }
            Target::Item(label) => {
                self.items.push((self.blocks.len(), self.depth));
                self.blocks.push(Block { label, style: Some("li".to_owned()), ..block });
            }
        }
    }

    /// Counts the items of lists in which every item is written "1.", as Markdown does.
    fn number_lists(&mut self) {
        let mut run: Vec<usize> = Vec::new();
        let items = std::mem::take(&mut self.items);
        for depth in items.iter().map(|(_, depth)| *depth).collect::<std::collections::BTreeSet<_>>() {
            for &(block, _) in items.iter().filter(|(_, own)| *own == depth) {
                let first = self.blocks[block].label.as_deref() == Some("1.");
                // A list goes on over items that are deeper, and ends at any other paragraph.
                let follows = run.last().is_some_and(|&last| {
                    (last + 1..block).all(|between| items.iter().any(|&(item, own)| item == between && own > depth))
                });
                if first && follows {
                    run.push(block);
                    self.blocks[block].label = Some(format!("{}.", run.len()));
                } else {
                    run.clear();
                    if first {
                        run.push(block);
                    }
                }
            }
            run.clear();
        }
    }
}

/// Strips the marks of a heading.
fn heading(line: &str) -> Option<&str> {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    let text = line[hashes..].strip_prefix(' ')?;
    (1..=6).contains(&hashes).then(|| text.trim().trim_end_matches('#').trim_end())
}

/// Tells a rule: three or more dashes, asterisks or underscores.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    signs.clone().count() >= 2 && signs.all(|c| c == first)
}

/// Splits the definition of a note: "[^1]: See A/54/207."
fn note(line: &str) -> Option<(&str, &str)> {
    let (label, text) = line.strip_prefix("[^")?.split_once("]:")?;
    (!label.is_empty() && !label.contains([']', ' '])).then(|| (label, text.trim()))
}

/// Gives the cells of a row, joined by tabs; empty for the line under a table's head.
fn row(line: &str) -> Option<String> {
    let inside = line.strip_prefix('|')?.trim_end().strip_suffix('|')?;
    if inside.bytes().all(|byte| b"-:| ".contains(&byte)) {
        return Some(String::new());
    }
    Some(inside.split('|').map(str::trim).collect::<Vec<_>>().join("\t"))
}

/// Splits an item of a list from its number or bullet. A bullet prints nothing.
fn item(line: &str) -> Option<(Option<String>, &str)> {
    if let Some(text) = line.strip_prefix(['-', '*', '+']) {
        return text.starts_with([' ', '\t']).then(|| (None, text.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let fits = (1..=3).contains(&digits) && rest.starts_with([' ', '\t']);
    fits.then(|| (Some(format!("{}.", &line[..digits])), rest.trim_start()))
}

/// Tells a line that opens with an enumerator of resolutions which is none of Markdown's: "(a) ", "(iv) ", "5 bis. ".
fn opens_alone(line: &str) -> bool {
    let word = line.split(char::is_whitespace).next().unwrap_or_default();
    if let Some(inside) = word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
        return (1..=5).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_lowercase());
    }
    let second = line.split(char::is_whitespace).nth(1).unwrap_or_default();
    word.len() <= 3
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(second, "bis." | "ter." | "quater." | "bis" | "ter")
}

#[cfg(test)]
mod tests {
    use super::super::DecodeOptions;
    use super::read;

    #[track_caller]
    fn check(markdown: &str, blocks: &[&str], notes: &[&str]) {
        let source = read(markdown.as_bytes(), &DecodeOptions::default()).expect("a short text is read");
        let shown = |block: &super::Block| {
            let label = block.label.iter().map(|label| format!("[{label}] ")).collect::<String>();
            let marks = block.marks.iter().map(|mark| format!("^{}@{}", mark.label, mark.at)).collect::<String>();
            let italics = block.italics.iter().map(|span| format!("_{}_", span.of(&block.text))).collect::<String>();
            format!("{label}{}{marks}{italics}", block.text)
        };
        assert_eq!(source.blocks.iter().map(shown).collect::<Vec<_>>(), blocks, "{markdown}");
        let found: Vec<String> = source.notes.iter().map(|note| format!("{} {}", note.label, note.text)).collect();
        assert_eq!(found, notes, "{markdown}");
    }

    #[test]
    fn paragraphs_are_joined_and_marks_removed() {
        check(
            "# A/RES/54/212\n\nThe General\nAssembly,\n\n*Recalling* **its** `own`\n",
            &["A/RES/54/212", "The General Assembly,", "Recalling its own_Recalling_"],
            &[],
        );
        check("Title\n=====\ntext\n---\n\n---\nmore", &["Title", "text", "more"], &[]);
        check(
            "Fifty-fourth session  \nAgenda item 99 (e)\\\nlast",
            &["Fifty-fourth session", "Agenda item 99 (e)", "last"],
            &[],
        );
    }

    #[test]
    fn lists_keep_their_numbers_and_letters() {
        check(
            "1. Takes note;\n2. *Urges*:\n   (a) To do;\n   (b) To be;\n3. Decides",
            &["[1.] Takes note;", "[2.] Urges:_Urges_", "(a) To do;", "(b) To be;", "[3.] Decides"],
            &[],
        );
        check("1. one\n1. two\n1. three", &["[1.] one", "[2.] two", "[3.] three"], &[]);
        check("1. one\n\npart\n\n1. again", &["[1.] one", "part", "[1.] again"], &[]);
        check("5\\. five\n\n5 bis. more\n- bullet", &["5. five", "5 bis. more", "bullet"], &[]);
        check("2. two\n3. three\n5. five", &["[2.] two", "[3.] three", "[5.] five"], &[]);
    }

    #[test]
    fn notes_are_taken_out_in_the_order_of_their_marks() {
        check(
            "Cairo,[^1] and Rio[^b] x\n\n[^b]: Second.\n[^1]: First\n    goes on.\n\n    More.\n\nEnd",
            &["Cairo, and Rio x^1@6^b@14", "End"],
            &["1 First goes on. More.", "b Second."],
        );
    }

    #[test]
    fn what_is_no_mark_stays() {
        check("2 * 3 * 4, a_b_c, [1], 5 [sic] and <x>", &["2 * 3 * 4, a_b_c, [1], 5 [sic] and <x>"], &[]);
        check(
            "A\\*B &amp; \\[x\\] [A/54/207](https://undocs.org/A/54/207)<sup>2</sup>",
            &["A*B & [x] A/54/207^2@18"],
            &[],
        );
    }

    #[test]
    fn addresses_of_links_are_set_aside() {
        let text =
            "See [2428 (2018)](https://undocs.org/S/RES/2428(2018)), [it](x_ \"a_ title\") <broken> a<br />b _c_ (d).";
        check(text, &["See 2428 (2018), it <broken> a b c (d)._c_"], &[]);
        let source = read(text.as_bytes(), &DecodeOptions::default()).expect("a short text is read");
        let furniture: Vec<&str> = source.furniture.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(furniture, ["https://undocs.org/S/RES/2428(2018)", "x_ \"a_ title\""]);
        check("[a](http://x/_b) and (b_) c", &["a and (b_) c"], &[]);
    }

    #[test]
    fn tables_and_quotations_are_text() {
        check("| a | b |\n|---|:-:|\n| 1 | 2 |\n\n> quoted\n> text", &["a\tb", "1\t2", "quoted text"], &[]);
    }

    #[test]
    fn settings_and_comments_are_set_aside() {
        check("---\ntitle: x\n---\n<!-- one\ntwo -->\ntext", &["text"], &[]);
    }
}
