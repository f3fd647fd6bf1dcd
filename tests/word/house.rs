//! A resolution to a Word document as an office makes it: styles, automatic lists, heads and feet, a table on the first page,
//! runs cut at random, links, bookmarks, real notes.
#![allow(dead_code, missing_docs)]

use resdiff::resolution::{Paragraph, Resolution, Role};
use std::collections::BTreeMap;
use std::fmt::Write;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn run(props: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let props = if props.is_empty() { String::new() } else { format!("<w:rPr>{props}</w:rPr>") };
    let text = text.split('\t').map(|part| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(part)));
    format!("<w:r w:rsidR=\"00A1B2C3\">{props}{}</w:r>", text.collect::<Vec<_>>().join("<w:tab/>"))
}

/// Counts as the lists of the document do: number, letter, Roman numeral.
#[derive(Default)]
struct Count {
    at: [u32; 3],
    /// Lists that begin at one again have an id of their own.
    list: u32,
}

impl Count {
    /// Gives list and level where the list would print this number.
    fn list(&mut self, paragraph: &Paragraph) -> Option<(u32, usize)> {
        let number = paragraph.enumerator.as_deref()?;
        let level = usize::from(paragraph.level);
        if level > 2 || paragraph.role == Role::Heading {
            return None;
        }
        if level == 0 && number == "1." {
            self.list += 1;
            self.at = [0; 3];
        }
        let next = self.at[level] + 1;
        let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"];
        let romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
        let name = |names: &[&str]| names.get(next as usize - 1).map(|name| format!("({name})"));
        let printed = [Some(format!("{next}.")), name(&letters), name(&romans)][level].clone();
        let counts = printed.as_deref() == Some(number) && self.list > 0 && self.at[..level].iter().all(|at| *at > 0);
        counts.then(|| {
            self.at[level] = next;
            self.at[level + 1..].fill(0);
            (self.list, level)
        })
    }
}

struct Writer<'r> {
    resolution: &'r Resolution,
    notes: Vec<(String, String)>,
    seen: BTreeMap<String, usize>,
    bookmark: u32,
}

impl Writer<'_> {
    /// Writes words, in runs of three words, with a bookmark, a spelling mark or a link here and there.
    fn words(&mut self, props: &str, text: &str) -> String {
        let words: Vec<&str> = text.split_inclusive(' ').collect();
        let mut out = String::new();
        for (i, chunk) in words.chunks(3).enumerate() {
            let text = chunk.concat();
            self.bookmark += 1;
            let id = self.bookmark;
            match i % 5 {
                1 => {
                    let _ = write!(
                        out,
                        "<w:bookmarkStart w:id=\"{id}\" w:name=\"b{id}\"/>{}<w:bookmarkEnd w:id=\"{id}\"/>",
                        run(props, &text)
                    );
                }
                2 => {
                    let _ = write!(
                        out,
                        "<w:proofErr w:type=\"spellStart\"/>{}<w:proofErr w:type=\"spellEnd\"/>",
                        run(props, &text)
                    );
                }
                3 if text.contains('/') => {
                    let _ = write!(
                        out,
                        "<w:hyperlink w:anchor=\"b1\">{}</w:hyperlink>",
                        run("<w:rStyle w:val=\"Link\"/>", &text)
                    );
                }
                _ => out.push_str(&run(props, &text)),
            }
        }
        out
    }

    fn mark(&mut self, label: &str) -> String {
        let note = self.resolution.footnotes.iter().find(|note| note.label == label);
        let next = (self.notes.len() + 1).to_string();
        match note {
            Some(note) if !self.seen.contains_key(label) && (label == next || label.starts_with('*')) => {
                self.notes.push((label.to_owned(), note.text.clone()));
                self.seen.insert(label.to_owned(), self.notes.len());
                let id = self.notes.len() + 4;
                let custom = label.starts_with('*');
                let (follows, typed) = if custom {
                    (" w:customMarkFollows=\"1\"", format!("<w:t>{label}</w:t>"))
                } else {
                    ("", String::new())
                };
                format!(
                    "<w:r><w:rPr><w:rStyle w:val=\"NoteMark\"/></w:rPr><w:footnoteReference{follows} w:id=\"{id}\"/>{typed}</w:r>"
                )
            }
            _ => run("<w:vertAlign w:val=\"superscript\"/>", label),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, count: &mut Count) -> String {
        let list = count.list(paragraph);
        let style = match (paragraph.role, list) {
            (Role::Heading, _) => "Head".to_owned(),
            (_, Some((_, level))) => format!("Listed{level}"),
            (Role::Preambular, _) => "Preamble".to_owned(),
            _ => format!("Typed{}", paragraph.level.min(2)),
        };
        let again = list.filter(|(list, _)| *list > 1);
        let again = again
            .map(|(list, level)| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
        let mut out = format!(
            "<w:p w:rsidR=\"00A1B2C3\"><w:pPr><w:pStyle w:val=\"{style}\"/>{}<w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:pPr>",
            again.unwrap_or_default()
        );
        if let Some(number) = paragraph.enumerator.as_ref().filter(|_| list.is_none()) {
            let lead = if paragraph.role == Role::Heading { "" } else { "\t" };
            out.push_str(&run("<w:b/>", &format!("{lead}{number}\t")));
        }
        let italic = paragraph.opening.as_ref().map_or(0, |opening| opening.span.end);
        let mut cuts: Vec<usize> =
            paragraph.marks.iter().map(|mark| mark.at).chain([italic, paragraph.text.len()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let (mut from, mut marks) = (0, paragraph.marks.iter().peekable());
        while let Some(mark) = marks.next_if(|mark| mark.at == 0) {
            out.push_str(&self.mark(&mark.label));
        }
        for cut in cuts {
            let props = if cut <= italic { "<w:i/><w:sz w:val=\"21\"/>" } else { "<w:sz w:val=\"21\"/>" };
            out.push_str(&self.words(props, &paragraph.text[from..cut]));
            from = cut;
            while let Some(mark) = marks.next_if(|mark| mark.at == cut && cut > 0) {
                out.push_str(&self.mark(&mark.label));
            }
        }
        out + "</w:p>"
    }
}

fn line(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run("", text))
}

/// Makes the document.
pub fn document(resolution: &Resolution) -> Vec<u8> {
    let mut writer = Writer { resolution, notes: Vec::new(), seen: BTreeMap::new(), bookmark: 0 };
    let masthead = &resolution.masthead;
    let mut body = String::new();
    let cell = |inside: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"4000\" w:type=\"dxa\"/></w:tcPr>{inside}</w:tc>");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let symbol = masthead.symbol.as_ref().map(ToString::to_string).unwrap_or_default();
    let distribution = masthead.distribution.as_ref().map(|word| format!("Distr.: {word}")).unwrap_or_default();
    let right = [line("Normal", &distribution), line("Normal", &text(&masthead.distribution_date))].concat();
    let _ = write!(
        body,
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"4000\"/><w:gridCol w:w=\"4000\"/></w:tblGrid>\
         <w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(&line("Normal", "United Nations")),
        cell(&line("Normal", &symbol)),
        cell(&line("Normal", &text(&masthead.organ))),
        cell(&right)
    );
    let agenda = masthead.agenda_item.as_ref().map(|item| format!("Agenda item {item}"));
    let report = masthead.report.as_ref().map(|report| format!("[{report}]"));
    let title = match (&masthead.number, &masthead.title) {
        (Some(number), Some(title)) => format!("{number}.\t{title}"),
        (None, Some(title)) => title.clone(),
        (Some(number), None) => format!("Resolution {number}"),
        (None, None) => String::new(),
    };
    let mut lines = vec![("Normal", text(&masthead.session_words)), ("Normal", text(&agenda))];
    lines.extend(masthead.other.iter().map(|other| ("Normal", other.clone())));
    lines.extend([("Normal", text(&report)), ("Head", title)]);
    body.extend(lines.iter().filter(|(_, text)| !text.is_empty()).map(|(style, text)| line(style, text)));

    let mut count = Count::default();
    let mut closed = false;
    let mut close = |body: &mut String| {
        if !std::mem::replace(&mut closed, true) {
            body.extend(resolution.closing.iter().map(|text| line("Closing", text)));
        }
    };
    for paragraph in &resolution.paragraphs {
        if paragraph.locator.annex.is_some() {
            close(&mut body);
        }
        if paragraph.is_organ_line() {
            count.at = [0; 3];
        }
        body.push_str(&writer.paragraph(paragraph, &mut count));
    }
    close(&mut body);
    let notes: String = writer
        .notes
        .iter()
        .enumerate()
        .map(|(i, (label, text))| {
            let mark = if label.starts_with('*') { format!("<w:t>{label}</w:t>") } else { "<w:footnoteRef/>".to_owned() };
            format!(
                "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"NoteText\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"NoteMark\"/></w:rPr>{mark}</w:r>{}{}</w:p></w:footnote>",
                i + 5,
                run("", "\t"),
                run("<w:sz w:val=\"17\"/>", text)
            )
        })
        .collect();
    let lists = count.list.max(1);
    parts(&body, &notes, lists, &symbol)
}

fn parts(body: &str, notes: &str, lists: u32, symbol: &str) -> Vec<u8> {
    let level = |level: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:pStyle w:val=\"Listed{level}\"/><w:suff w:val=\"tab\"/>\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:firstLine=\"0\"/></w:pPr></w:lvl>",
            567 * (level + 1)
        )
    };
    let levels = [level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)")].concat();
    let nums: String = (1..=lists)
        .map(|list| {
            let start = if list > 1 {
                "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"
            } else {
                ""
            };
            format!("<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"0\"/>{start}</w:num>")
        })
        .collect();
    let style = |id: &str, name: &str, props: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>{props}</w:style>"
        )
    };
    let listed = |level: u32| {
        let id = format!("Listed{level}");
        style(
            &id,
            &format!("_ List {level}"),
            &format!(
                "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"120\"/></w:pPr>"
            ),
        )
    };
    let typed = |level: u32| {
        style(
            &format!("Typed{level}"),
            &format!("_ Single Txt {level}"),
            &format!("<w:pPr><w:spacing w:after=\"120\"/><w:ind w:left=\"{}\"/></w:pPr>", 567 * level),
        )
    };
    let styles = [
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Liberation Serif\" w:hAnsi=\"Liberation Serif\"/><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>".to_owned(),
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>".to_owned(),
        style("Head", "_ H_1", "<w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/></w:pPr><w:rPr><w:b/></w:rPr>"),
        style("Preamble", "_ Preamble", "<w:pPr><w:spacing w:after=\"120\"/><w:ind w:firstLine=\"567\"/></w:pPr>"),
        style("Closing", "_ Closing", "<w:pPr><w:jc w:val=\"right\"/></w:pPr><w:rPr><w:i/></w:rPr>"),
        style("NoteText", "footnote text", "<w:rPr><w:sz w:val=\"17\"/></w:rPr>"),
        "<w:style w:type=\"character\" w:styleId=\"NoteMark\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>".to_owned(),
        "<w:style w:type=\"character\" w:styleId=\"Link\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0000FF\"/></w:rPr></w:style>".to_owned(),
        (0..3).map(listed).collect::<String>(),
        (0..3).map(typed).collect::<String>(),
    ]
    .concat();
    let root =
        |name: &str, inside: &str| format!("{HEAD}<w:{name} xmlns:w=\"{W}\" xmlns:r=\"{R}\">{inside}</w:{name}>");
    let rule = |kind: &str, id: i32| {
        format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>")
    };
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:headerReference w:type=\"first\" r:id=\"rId7\"/><w:footerReference w:type=\"default\" r:id=\"rId6\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>";
    let kinds = ["styles", "numbering", "settings", "footnotes", "header", "footer", "header", "fontTable"];
    let files = ["styles", "numbering", "settings", "footnotes", "header1", "footer1", "header2", "fontTable"];
    let relations: String = (kinds.iter().zip(files).enumerate())
        .map(|(i, (kind, file))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{R}/{kind}\" Target=\"{file}.xml\"/>", i + 1)
        })
        .collect();
    let space = "http://schemas.openxmlformats.org/package/2006";
    let types: String = (kinds.iter().zip(files))
        .map(|(kind, file)| format!("<Override PartName=\"/word/{file}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"))
        .collect();
    let list = [
        (
            "[Content_Types].xml",
            format!(
                "{HEAD}<Types xmlns=\"{space}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{HEAD}<Relationships xmlns=\"{space}/relationships\"><Relationship Id=\"rId1\" Type=\"{R}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!("{HEAD}<Relationships xmlns=\"{space}/relationships\">{relations}</Relationships>"),
        ),
        ("word/document.xml", root("document", &format!("<w:body>{body}{section}</w:body>"))),
        ("word/styles.xml", root("styles", &styles)),
        (
            "word/numbering.xml",
            root(
                "numbering",
                &format!(
                    "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>{nums}"
                ),
            ),
        ),
        (
            "word/settings.xml",
            root(
                "settings",
                "<w:zoom w:percent=\"120\"/><w:defaultTabStop w:val=\"567\"/><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>",
            ),
        ),
        (
            "word/footnotes.xml",
            root("footnotes", &format!("{}{}{notes}", rule("separator", -1), rule("continuationSeparator", 0))),
        ),
        ("word/header1.xml", root("hdr", &line("Normal", symbol))),
        ("word/header2.xml", root("hdr", &line("Normal", ""))),
        (
            "word/footer1.xml",
            root("ftr", "<w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"),
        ),
        ("word/fontTable.xml", root("fonts", "<w:font w:name=\"Liberation Serif\"/>")),
    ];
    let list: Vec<(&str, &str)> = list.iter().map(|(name, text)| (*name, text.as_str())).collect();
    super::word::pack(&list)
}
