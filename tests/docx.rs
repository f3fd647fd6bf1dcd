//! Word documents built part by part: what is printed is read, what is not is set aside.
#![cfg(feature = "docx")]

#[path = "word/marks.rs"]
mod marks;
mod word;

use marks::with_marks;
use resdiff::diagnostic::DiagnosticKind;
use resdiff::source::{Block, DecodeOptions, Limits, Revisions, SourceText, decode};
use std::time::{Duration, Instant};
use word::{document, document_in, p, pack};

fn read(bytes: &[u8], revisions: Revisions) -> SourceText {
    decode(bytes, &DecodeOptions { revisions, ..DecodeOptions::default() }).expect("it is a readable document")
}

/// Shows a block: its label in brackets, its text, its marks where they stand.
fn show(block: &Block) -> String {
    block.label.iter().map(|label| format!("<{label}> ")).collect::<String>() + &with_marks(&block.text, &block.marks)
}

fn texts(source: &SourceText) -> Vec<String> {
    source.blocks.iter().map(show).collect()
}

#[track_caller]
fn check(body: &str, parts: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(texts(&read(&document(body, parts), Revisions::Final)), expected);
}

#[test]
fn signs_of_a_run_are_text() {
    check(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='500'/></w:tabs></w:pPr><w:r><w:t>1.</w:t><w:tab/>\
         <w:t xml:space='preserve'>Calls upon </w:t></w:r><w:r><w:t>Member&#xA0;States &amp; others: co</w:t>\
         <w:noBreakHyphen/><w:t>oper</w:t><w:softHyphen/><w:t>ate</w:t><w:sym w:font='Symbol' w:char='F0A3'/>\
         <w:ptab w:relativeTo='margin' w:alignment='right' w:leader='none'/><w:t>end</w:t></w:r></w:p>",
        &[],
        &["1.\tCalls upon Member\u{a0}States & others: co\u{2011}operate≤\tend"],
    );
}

#[test]
fn the_strict_form_and_other_prefixes_are_read_alike() {
    let strict = document_in("http://purl.oclc.org/ooxml/wordprocessingml/main", &p("Recalling"), &[]);
    assert_eq!(texts(&read(&strict, Revisions::Final)), ["Recalling"]);
    let prefix = format!(
        "<x:document xmlns:x='{}'><x:body><x:p><x:r><x:t>Noting</x:t></x:r></x:p></x:body></x:document>",
        word::W
    );
    assert_eq!(texts(&read(&pack(&[("word/document.xml", &prefix)]), Revisions::Final)), ["Noting"]);
}

#[test]
fn results_of_fields_are_read_and_their_instructions_are_not() {
    let field = "<w:p><w:r><w:t xml:space='preserve'>see </w:t></w:r>\
        <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>17</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>paragraph 5</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType='end'/></w:r>\
        <w:fldSimple w:instr='DATE'><w:r><w:t xml:space='preserve'> above</w:t></w:r></w:fldSimple></w:p>";
    check(field, &[], &["see paragraph 5 above"]);
    let never_ended = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>".to_owned() + &p("The text goes on.");
    check(&never_ended, &[], &["The text goes on."]);
}

#[test]
fn links_controls_and_alternatives_keep_their_text_once() {
    let body = "<w:p><w:hyperlink r:id='x'><w:r><w:t>A/RES/54/212</w:t></w:r></w:hyperlink>\
        <w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t xml:space='preserve'> of 1999</w:t></w:r></w:sdtContent></w:sdt>\
        <w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>\
        </w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>\
        </w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let source = read(&document(body, &[]), Revisions::Final);
    assert_eq!(texts(&source), ["A/RES/54/212 of 1999"]);
    let boxes: Vec<&str> = source.furniture.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(boxes, ["In a box"]);
    assert!(source.diagnostics.iter().any(|d| d.kind == DiagnosticKind::FurnitureDropped));
}

#[test]
fn what_is_seen_and_is_no_text_is_listed() {
    let body = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>small</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>Trees</w:t></w:r></w:rubyBase>\
        </w:ruby></w:r><w:r><w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict></w:r></w:p>";
    let chart = "<c:v xmlns:c='x'>1999</c:v><c:f xmlns:c='x'>Sheet1!$A$1</c:f><c:v xmlns:c='x'>12.5</c:v>";
    let diagram = "<a:t xmlns:a='x'>Plant &amp; water</a:t>";
    let source = read(&document(body, &[("chart1", chart), ("diagramData", diagram)]), Revisions::Final);
    assert_eq!(texts(&source), ["Trees"]);
    let furniture: Vec<&str> = source.furniture.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(furniture, ["small", "DRAFT", "1999 12.5", "Plant & water"]);
}

const STYLES: &str = "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Base'><w:name w:val='_ Base'/><w:basedOn w:val='Normal'/>\
    <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Sub'><w:name w:val='_ Sub'/><w:basedOn w:val='Base'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>\
    <w:style w:type='character' w:styleId='Verb'><w:name w:val='Verb'/><w:rPr><w:i/></w:rPr></w:style>\
    <w:style w:type='character' w:styleId='FootnoteReference'><w:name w:val='footnote reference'/>\
    <w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style>";

const NUMBERING: &str = "<w:abstractNum w:abstractNumId='7'>\
    <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='Base'/><w:lvlText w:val='%1.'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:pStyle w:val='Sub'/><w:lvlText w:val='(%2)'/></w:lvl>\
    <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='(%3)'/></w:lvl>\
    <w:lvl w:ilvl='3'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.%2.%4'/></w:lvl>\
    <w:lvl w:ilvl='4'><w:isLgl/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2.%5'/></w:lvl>\
    <w:lvl w:ilvl='5'><w:numFmt w:val='bullet'/><w:lvlText w:val='&#xF0B7;'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
    <w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>";

fn listed(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn automatic_numbers_are_printed_as_word_prints_them() {
    let body = [
        listed(1, 0, "Urges"),
        listed(1, 1, "one"),
        listed(1, 1, "two"),
        listed(1, 2, "deep"),
        listed(1, 3, "mixed"),
        listed(1, 4, "figures"),
        listed(1, 5, "bullet"),
        listed(1, 1, "three"),
        listed(1, 2, "deep again"),
        listed(1, 0, "Decides"),
        listed(1, 1, "from a again"),
        listed(2, 0, "another list, from five"),
        listed(2, 0, "and on"),
        listed(1, 0, "shares the count"),
        listed(0, 0, "no list"),
        listed(99, 0, "list that is not there"),
    ];
    check(
        &body.concat(),
        &[("numbering", NUMBERING)],
        &[
            "<1.> Urges",
            "<(a)> one",
            "<(b)> two",
            "<(i)> deep",
            "<1.b.I> mixed",
            "<1.2.1> figures",
            "bullet",
            "<(c)> three",
            "<(i)> deep again",
            "<2.> Decides",
            "<(a)> from a again",
            "<5.> another list, from five",
            "<6.> and on",
            "<7.> shares the count",
            "no list",
            "list that is not there",
        ],
    );
}

#[test]
fn a_style_may_bring_its_list_and_level() {
    let styled = |style: &str, more: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled("Base", "", "Requests"),
        styled("Sub", "", "first"),
        styled("Sub", "", "second"),
        styled("Base", "<w:numPr><w:numId w:val='0'/></w:numPr>", "taken out"),
        styled("Base", "", "Decides"),
        styled("Loop", "", "based on itself"),
    ];
    let source = read(&document(&body.concat(), &[("styles", STYLES), ("numbering", NUMBERING)]), Revisions::Final);
    let expected = ["<1.> Requests", "<(a)> first", "<(b)> second", "taken out", "<2.> Decides", "based on itself"];
    assert_eq!(texts(&source), expected);
    assert_eq!(source.blocks[0].style.as_deref(), Some("_ Base"));
}

#[test]
fn italics_come_from_the_run_or_its_style() {
    let body = "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>Also </w:t></w:r><w:r><w:rPr><w:rStyle w:val='Verb'/></w:rPr><w:t>urges</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val='Verb'/><w:i w:val='0'/></w:rPr><w:t xml:space='preserve'> States</w:t></w:r></w:p>";
    let source = read(&document(body, &[("styles", STYLES)]), Revisions::Final);
    let block = &source.blocks[0];
    let italics: Vec<&str> = block.italics.iter().map(|span| span.of(&block.text)).collect();
    assert_eq!((block.text.as_str(), italics), ("Also urges States", vec!["Also urges"]));
}

const FOOTNOTES: &str = "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
    <w:footnote w:id='1'><w:p><w:r><w:rPr><w:rStyle w:val='FootnoteReference'/></w:rPr><w:footnoteRef/></w:r>\
    <w:r><w:tab/><w:t>See A/54/1.</w:t></w:r></w:p><w:p><w:r><w:t>Second paragraph.</w:t></w:r></w:p></w:footnote>\
    <w:footnote w:id='2'><w:p><w:r><w:t>* Reissued for technical reasons.</w:t></w:r></w:p></w:footnote>\
    <w:footnote w:id='3'><w:p><w:r><w:t>Ibid.</w:t></w:r></w:p></w:footnote>\
    <w:footnote w:id='4'><w:p><w:r><w:t>Nowhere referred to.</w:t></w:r></w:p></w:footnote>";

#[test]
fn real_notes_are_numbered_in_the_order_of_their_references() {
    let reference = |id: u32, more: &str, mark: &str| {
        format!(
            "<w:r><w:rPr><w:rStyle w:val='FootnoteReference'/></w:rPr><w:footnoteReference{more} w:id='{id}'/>{mark}</w:r>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>Title</w:t></w:r>{}</w:p><w:p><w:r><w:t>Cairo,</w:t></w:r>{}<w:r><w:t xml:space='preserve'> and the report</w:t></w:r>{}\
         <w:r><w:t xml:space='preserve'> once more,</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>\
         <w:r><w:t xml:space='preserve'> of 5 km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
        reference(2, " w:customMarkFollows='1'", "<w:t>*</w:t>"),
        reference(3, "", ""),
        reference(1, "", ""),
    );
    let source = read(&document(&body, &[("styles", STYLES), ("footnotes", FOOTNOTES)]), Revisions::Final);
    assert_eq!(texts(&source), ["Title[^*]", "Cairo,[^1] and the report[^2] once more,[^2] of 5 km2"]);
    let notes: Vec<(&str, &str)> = source.notes.iter().map(|n| (n.label.as_str(), n.text.as_str())).collect();
    let expected = [("*", "Reissued for technical reasons."), ("1", "Ibid."), ("2", "See A/54/1. Second paragraph.")];
    assert_eq!(notes, expected);
}

#[test]
fn endnotes_are_numbered_in_their_own_way() {
    let body = "<w:p><w:r><w:t>One</w:t><w:endnoteReference w:id='1'/></w:r></w:p>";
    let notes = "<w:endnote w:id='1'><w:p><w:r><w:endnoteRef/><w:t xml:space='preserve'> See below.</w:t></w:r></w:p></w:endnote>";
    check(body, &[("endnotes", notes)], &["One[^i]"]);
    let settings = "<w:endnotePr><w:numFmt w:val='decimal'/><w:numStart w:val='4'/></w:endnotePr>";
    check(body, &[("endnotes", notes), ("settings", settings)], &["One[^4]"]);
}

#[test]
fn tables_are_read_row_by_row_and_heads_are_furniture() {
    let cell = |text: &str| format!("<w:tc><w:tcPr><w:tcW w:w='1'/></w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let masthead = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&["United Nations", "A/RES/54/212"]),
        row(&["General Assembly", "Distr.: General"])
    );
    let figures = format!("<w:tbl>{}{}</w:tbl>", row(&["Item", "Amount"]), row(&["Travel", "29 800"]));
    let section = "<w:sectPr><w:headerReference w:type='first' r:id='r0'/><w:headerReference w:type='default' r:id='r1'/><w:titlePg/></w:sectPr>";
    let body = format!("{masthead}{}{figures}{}{section}", p("Text."), p("After."));
    let first = p("Distr.: Limited");
    let running = p("A/RES/54/212 <w:fldSimple w:instr='PAGE'/>");
    let running = running.replace(" <w:fldSimple w:instr='PAGE'/>", "");
    let source = read(&document(&body, &[("header1", &first), ("header2", &running)]), Revisions::Final);
    assert_eq!(
        texts(&source),
        [
            "Distr.: Limited",
            "United Nations",
            "A/RES/54/212",
            "General Assembly",
            "Distr.: General",
            "Text.",
            "Item\tAmount",
            "Travel\t29 800",
            "After."
        ]
    );
    let heads: Vec<&str> = source.furniture.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(heads, ["A/RES/54/212"]);
}

#[test]
fn the_head_of_a_column_may_be_several_lines() {
    let cell = |lines: &[&str]| format!("<w:tc>{}</w:tc>", lines.iter().map(|line| p(line)).collect::<String>());
    let row = |cells: &[&[&str]]| format!("<w:tr>{}</w:tr>", cells.iter().map(|lines| cell(lines)).collect::<String>());
    let table = row(&[&["Category"], &["Expenditure as at", "28 February 2026"], &["Variance"]]);
    let list = row(&[&["In favour:"], &["Algeria", "Austria"]]);
    check(
        &format!("<w:tbl>{table}</w:tbl>{}<w:tbl>{list}</w:tbl>", p("Text.")),
        &[],
        &["Category\tExpenditure as at 28 February 2026\tVariance", "Text.", "In favour:", "Algeria", "Austria"],
    );
}

#[cfg(feature = "pdf")]
#[test]
fn a_report_is_the_same_as_word_document_and_as_pdf() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/files");
    let words = |ending: &str| -> Option<Vec<String>> {
        let bytes = std::fs::read(folder.join(format!("A_80_604_Add.1.{ending}"))).ok()?;
        let resolution = resdiff::read::read(&bytes, None, &DecodeOptions::default()).expect("it can be read").value;
        let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        Some(resolution.paragraphs.iter().map(|paragraph| plain(&paragraph.text)).collect())
    };
    let (Some(docx), Some(pdf)) = (words("docx"), words("pdf")) else {
        eprintln!("skipped: ../shared/files is not there");
        return;
    };
    // Tables apart: what a PDF shows of their heads is cut where the columns end.
    let long = |text: &&String| text.len() >= 150 && text.bytes().filter(u8::is_ascii_digit).count() * 5 < text.len();
    let missing: Vec<&String> = docx.iter().filter(long).filter(|text| !pdf.contains(text)).collect();
    let count = docx.iter().filter(long).count();
    assert!(count > 40 && missing.len() * 50 <= count, "{} of {count}: {missing:#?}", missing.len());
}

#[test]
fn line_breaks_end_a_line_unless_they_wrap_it() {
    let body = "<w:p><w:r><w:t>Fifty-fourth session</w:t><w:br/><w:t>Agenda item 99 (e)</w:t></w:r></w:p>\
        <w:p><w:r><w:t>International migration</w:t><w:br/><w:t>and development</w:t><w:br w:type='page'/></w:r></w:p>";
    check(body, &[], &["Fifty-fourth session", "Agenda item 99 (e)", "International migration and development"]);
}

/// What its author did: "urges" for "invites", a paragraph split, one deleted, one inserted, one moved up.
const REVISED: &str = "\
    <w:p><w:pPr><w:rPr><w:moveTo w:id='1' w:author='a'/></w:rPr></w:pPr><w:moveTo w:id='2' w:author='a'><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>\
    <w:p><w:r><w:t xml:space='preserve'>Also </w:t></w:r><w:del w:id='3' w:author='a'><w:r><w:delText>invites</w:delText></w:r></w:del>\
    <w:ins w:id='4' w:author='a'><w:r><w:t>urges</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> States</w:t></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:ins w:id='5' w:author='a'/></w:rPr></w:pPr><w:r><w:t>First half,</w:t></w:r></w:p>\
    <w:p><w:r><w:t xml:space='preserve'> second half.</w:t></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:del w:id='6' w:author='a'/></w:rPr></w:pPr><w:r><w:t>Joined</w:t></w:r></w:p>\
    <w:p><w:r><w:t xml:space='preserve'> to this.</w:t></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:del w:id='7' w:author='a'/></w:rPr></w:pPr><w:del w:id='8' w:author='a'><w:r><w:delText>Dropped.</w:delText></w:r></w:del></w:p>\
    <w:p><w:pPr><w:rPr><w:ins w:id='9' w:author='a'/></w:rPr></w:pPr><w:ins w:id='10' w:author='a'><w:r><w:t>New.</w:t></w:r></w:ins></w:p>\
    <w:p><w:pPr><w:rPr><w:moveFrom w:id='11' w:author='a'/></w:rPr></w:pPr><w:moveFrom w:id='12' w:author='a'><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p>\
    <w:tbl><w:tr><w:trPr><w:del w:id='13' w:author='a'/></w:trPr><w:tc><w:p><w:r><w:t>Row.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
    <w:p><w:r><w:rPr><w:rPrChange w:id='14' w:author='a'><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>End.</w:t></w:r></w:p>";

#[test]
fn tracked_changes_are_read_as_final_or_as_original() {
    let bytes = document(REVISED, &[]);
    let accepted = read(&bytes, Revisions::Final);
    assert_eq!(
        texts(&accepted),
        ["Moved.", "Also urges States", "First half,", "second half.", "Joined to this.", "New.", "End."]
    );
    let original = read(&bytes, Revisions::Original);
    assert_eq!(
        texts(&original),
        ["Also invites States", "First half, second half.", "Joined", "to this.", "Dropped.", "Moved.", "Row.", "End."]
    );
    for source in [&accepted, &original] {
        assert!(source.diagnostics.iter().any(|d| d.kind == DiagnosticKind::RevisionsRead));
    }
    assert_eq!(original.blocks.last().map(|block| block.italics.len()), Some(1), "the old formatting");
    assert_eq!(accepted.blocks.last().map(|block| block.italics.len()), Some(0), "the new formatting");
}

#[test]
fn hostile_documents_end_in_time() {
    let many = |unit: &str, count: usize| unit.repeat(count);
    let limits = Limits { unpacked: 8 << 20, ..Limits::default() };
    let whole = |body: &str| pack(&[("word/document.xml", body)]);
    let open = format!("<w:document xmlns:w='{}'><w:body>", word::W);
    let cases: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
        ("a bomb", document(&many("<w:p></w:p>", 2_000_000), &[]), Some("unpacks to more than")),
        ("nesting", whole(&(open.clone() + &many("<w:sdt>", 500_000))), Some("nested too deep")),
        ("cut short", whole(&(open.clone() + "<w:p><w:r><w:t>x")), Some("cannot be read")),
        ("ends that do not match", whole(&(open.clone() + "<w:p></w:r>")), Some("cannot be read")),
        (
            "entities that multiply",
            whole(&format!(
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>{open}{}</w:body></w:document>",
                p("&b;")
            )),
            None,
        ),
        (
            "an external entity",
            whole(&format!(
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{open}{}</w:body></w:document>",
                p("&a;")
            )),
            None,
        ),
        ("no text", document("<w:p/>", &[]), Some("has no text")),
        ("no document", pack(&[("word/styles.xml", "<x/>")]), Some("it has no main document")),
        (
            "text boxes in one another",
            document(
                &format!("<w:p>{}{}</w:p>", many("<w:txbxContent><w:p>", 900), many("</w:p></w:txbxContent>", 900)),
                &[],
            ),
            Some("has no text"),
        ),
        (
            "fields",
            document(&format!("{}{}", many("<w:p><w:fldChar w:fldCharType='begin'/></w:p>", 50_000), p("end")), &[]),
            None,
        ),
        (
            "tables",
            document(&format!("{}x{}", many("<w:tbl><w:tr><w:tc>", 600), many("</w:tc></w:tr></w:tbl>", 600)), &[]),
            Some("has no text"),
        ),
        (
            "references",
            document(
                &format!("<w:p><w:r><w:t>x</w:t>{}</w:r></w:p>", many("<w:footnoteReference w:id='1'/>", 50_000)),
                &[("footnotes", FOOTNOTES)],
            ),
            None,
        ),
        ("line breaks", document(&format!("<w:p><w:r>{}</w:r></w:p>", many("<w:t>x</w:t><w:br/>", 50_000)), &[]), None),
        (
            "raised",
            document(
                &format!(
                    "<w:p>{}</w:p>",
                    many(
                        "<w:r><w:t>x</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>",
                        20_000
                    )
                ),
                &[],
            ),
            None,
        ),
    ];
    for (name, bytes, error) in cases {
        let started = Instant::now();
        let found = decode(&bytes, &DecodeOptions { limits, ..DecodeOptions::default() });
        let took = started.elapsed();
        match (error, &found) {
            (None, Ok(_)) => {}
            (Some(part), Err(found)) => assert!(found.to_string().contains(part), "{name}: {found}"),
            _ => panic!("{name}: {found:?}"),
        }
        // Wide, since the machine may be busy; what is not bounded takes minutes.
        assert!(took < Duration::from_secs(60), "{name} took {took:?}");
    }
}

#[test]
fn no_damage_to_the_xml_makes_it_fail() {
    let whole = format!(
        "{REVISED}{}{}",
        listed(1, 0, "x"),
        "<w:p><w:r><w:t>y</w:t><w:footnoteReference w:id='1'/></w:r></w:p>"
    );
    // A simple generator, so that a failure can be repeated.
    let mut state = 2024u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits fit") % below
    };
    for _ in 0..400 {
        let mut body = whole.clone();
        for _ in 0..=random(3) {
            // Whole elements are taken out or doubled, so that most of what is left is well-formed and gets far.
            let starts: Vec<usize> = body.match_indices('<').map(|(at, _)| at).collect();
            let (one, two) = (starts[random(starts.len())], starts[random(starts.len())]);
            let (from, to) = (one.min(two), one.max(two));
            if random(2) == 0 {
                body.replace_range(from..to, "");
            } else {
                let again = body[from..to].to_owned();
                body.insert_str(to, &again);
            }
            if body.len() > 100_000 || !body.contains('<') {
                break;
            }
        }
        let bytes = document(&body, &[("footnotes", FOOTNOTES), ("numbering", NUMBERING), ("styles", STYLES)]);
        for revisions in [Revisions::Final, Revisions::Original] {
            let _ = decode(&bytes, &DecodeOptions { revisions, ..DecodeOptions::default() });
        }
    }
}

#[test]
fn unknown_entities_stay_as_they_are_written() {
    let source = read(&document(&p("&a; &#x26; b"), &[]), Revisions::Final);
    assert_eq!(texts(&source), ["&a; & b"]);
}
