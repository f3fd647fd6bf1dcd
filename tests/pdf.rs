//! PDFs made here, glyph by glyph, and by LibreOffice: what of them becomes paragraphs, notes and furniture.

use resdiff::source::{DecodeError, DecodeOptions, FurnitureKind, Layout, Limits, SourceText, decode};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Builds a file from objects; the first is the catalog, the second the list of pages.
fn file(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", bytes.len()).expect("writing to a string does not fail");
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    let trailer = format!("trailer\n<</Size {} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend(trailer.bytes());
    bytes
}

const FONTS: &str = "<</Font <</R <</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>> \
    /I <</Type /Font /Subtype /Type1 /BaseFont /Times-Italic>> \
    /B <</Type /Font /Subtype /Type1 /BaseFont /Times-Bold>>>>>>";

/// Builds a file whose pages show these content streams.
fn pages(contents: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 3 + page * 2)).collect();
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        format!("<</Type /Pages /Kids [{}] /Count {} /Resources {FONTS}>>", kids.join(" "), contents.len()),
    ];
    for (page, content) in contents.iter().enumerate() {
        let stream = 4 + page * 2;
        objects.push(format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {stream} 0 R>>"));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    file(&objects)
}

/// Shows a piece of text: font, size, place from the lower left.
fn show(font: &str, size: u32, x: u32, y: u32, text: &str) -> String {
    let text = text.replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// Shows lines of text below each other; those that begin with `>` are indented.
fn lines(x: u32, top: u32, texts: &[&str]) -> String {
    let mut content = String::new();
    for (index, text) in texts.iter().enumerate() {
        let indented = text.starts_with('>');
        content += &show("R", 10, x + 24 * u32::from(indented), top - 12 * index as u32, text.trim_start_matches('>'));
    }
    content
}

fn read(bytes: &[u8]) -> SourceText {
    decode(bytes, &DecodeOptions::default()).expect("the file is read")
}

fn texts(source: &SourceText) -> Vec<&str> {
    source.blocks.iter().map(|block| block.text.as_str()).collect()
}

const FULL: &str =
    "international line that is as long as the text is wide, so that nothing more would fit on it at all";

#[test]
fn lines_are_joined_to_paragraphs_by_indent_and_fullness() {
    let source = read(&pages(&[lines(
        100,
        700,
        &[
            ">Recalling a line that is as long as the text is wide, so that nothing more will fit on it,",
            FULL,
            "and its end,",
            ">Noting another paragraph, which begins with an indent, and which goes on over its end, to",
            "the next line,",
        ],
    )]));
    assert_eq!(source.layout, Layout::Paragraphs);
    let found = texts(&source);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("Recalling a line") && found[0].ends_with("at all and its end,"), "{}", found[0]);
    assert!(found[1].ends_with("goes on over its end, to the next line,"), "{}", found[1]);
    assert_eq!((source.blocks[0].place.page, source.blocks[0].place.line), (Some(1), Some(1)));
    assert!(source.blocks[0].indent > 2, "{}", source.blocks[0].indent);
}

#[test]
fn superscripts_are_marks_and_small_print_at_the_end_is_notes() {
    let body = show("R", 10, 100, 700, "Recalling the Convention")
        + &show("R", 6, 202, 704, "1")
        + &show("R", 10, 208, 700, "on the rights of people, and all that was said in the course of the years")
        + &show("R", 10, 100, 688, "since then,")
        + &show("R", 10, 124, 670, "Noting 5 km")
        + &show("R", 6, 172, 674, "2")
        + &show("R", 10, 180, 670, "of land,");
    let notes = show("R", 10, 100, 120, "__________________")
        + &show("R", 5, 110, 109, "1")
        + &show(
            "R",
            8,
            120,
            106,
            "United Nations, Treaty Series, vol. 1, and further words that fill the whole line until",
        )
        + &show("R", 8, 120, 97, "its end.");
    let source = read(&pages(&[body + &notes]));
    assert_eq!(
        texts(&source),
        [
            "Recalling the Convention on the rights of people, and all that was said in the course of the years since then,",
            "Noting 5 km2 of land,"
        ]
    );
    let marks = &source.blocks[0].marks;
    assert_eq!(marks.len(), 1);
    assert_eq!((marks[0].label.as_str(), &source.blocks[0].text[..marks[0].at]), ("1", "Recalling the Convention"));
    assert_eq!(source.notes.len(), 1);
    assert_eq!(source.notes[0].label, "1");
    assert!(source.notes[0].text.starts_with("United Nations, Treaty") && source.notes[0].text.ends_with("its end."));
    assert!(source.furniture.iter().any(|piece| piece.kind == FurnitureKind::Rule));
}

#[test]
fn notes_go_on_over_pages_in_the_middle_of_a_sentence() {
    let page = |body: &str, notes: &[&str], number: u32| {
        let mut content = show("R", 10, 100, 700, body) + &show("R", 10, 100, 120, "__________________");
        for (index, note) in notes.iter().enumerate() {
            content += &show("R", 8, 120, 106 - 9 * index as u32, note);
        }
        content + &show("R", 8, 500, 40, &format!("{number}/2"))
    };
    let first =
        page(FULL, &["1 The first note, which is a long one and goes on and"], 1) + &show("R", 6, 480, 704, "1");
    let second = page("and the end of the sentence,", &["on over the page.", "2 The second note."], 2)
        + &show("R", 6, 226, 704, "2");
    let source = read(&pages(&[first, second]));
    assert_eq!(texts(&source), [format!("{FULL} and the end of the sentence,")]);
    let notes: Vec<_> = source.notes.iter().map(|note| (note.label.as_str(), note.text.as_str())).collect();
    let long = "The first note, which is a long one and goes on and on over the page.";
    assert_eq!(notes, [("1", long), ("2", "The second note.")]);
}

#[test]
fn running_heads_page_numbers_and_job_numbers_are_furniture() {
    let page = |number: u32, body: &str| {
        show("R", 9, 100, 760, "A/RES/54/212")
            + &show("R", 9, 100, 750, &format!("Page {number}"))
            + &show("R", 10, 100, 700, body)
            + &show("R", 9, 100, 40, "00 26259 (E)")
            + &show("R", 9, 480, 40, "/...")
    };
    let source = read(&pages(&[
        lines(100, 700, &[FULL]) + &show("R", 9, 100, 40, "00 26259 (E)"),
        page(2, FULL),
        page(3, "and no more."),
    ]));
    assert_eq!(texts(&source), [format!("{FULL} {FULL} and no more.")]);
    let count = |kind| source.furniture.iter().filter(|piece| piece.kind == kind).count();
    assert_eq!(count(FurnitureKind::JobNumber), 3, "{:#?}", source.furniture);
    assert_eq!(count(FurnitureKind::PageHeader), 4, "{:#?}", source.furniture);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let column = |x: u32, word: &str| {
        let texts: Vec<String> = (0..8).map(|line| format!("{word} {line} with some more words to fill it")).collect();
        lines(x, 650, &texts.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let source = read(&pages(&[show("B", 12, 220, 700, "A title over both columns")
        + &column(60, "left")
        + &column(310, "right")]));
    let text = texts(&source).join(" ");
    let places: Vec<usize> = ["title", "left 0", "left 7", "right 0", "right 7"]
        .iter()
        .map(|words| text.find(words).unwrap_or_else(|| panic!("{words} in {text}")))
        .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(text.contains("left 0 with some more words to fill it left 1"), "{text}");
}

#[test]
fn italics_headings_and_kerning_are_seen() {
    let content = show("B", 10, 250, 700, "Heading in the middle")
        + &show("I", 10, 124, 670, "Recalling")
        + &show("R", 10, 166, 670, "the words, Amer")
        + "BT /R 10 Tf 100 640 Td [(The States of Amer) -220 (ica and) -400 (gaps)] TJ ET\n";
    let source = read(&pages(&[content]));
    assert_eq!(
        texts(&source),
        ["Heading in the middle", "Recalling the words, Amer", "The States of America and gaps"]
    );
    assert!(source.blocks[0].set_apart && !source.blocks[1].set_apart);
    let italics: Vec<_> = source.blocks[1].italics.iter().map(|span| span.of(&source.blocks[1].text)).collect();
    assert_eq!(italics, ["Recalling"]);
}

#[track_caller]
fn check_error(name: &str, bytes: &[u8], expected: &str) {
    let started = Instant::now();
    let error = decode(bytes, &DecodeOptions::default()).map(|source| source.blocks.len()).expect_err(name);
    assert!(error.to_string().starts_with(expected), "{name}: {error}");
    // Wide, since the machine may be busy; what is not bounded takes minutes.
    assert!(started.elapsed() < Duration::from_secs(60), "{name} took {:?}", started.elapsed());
}

#[test]
fn broken_and_hostile_files_end_in_an_error() {
    let good = pages(&[lines(100, 700, &[FULL])]);
    let catalog = "<</Type /Catalog /Pages 2 0 R>>".to_owned();
    let with_pages = |objects: &[&str]| {
        let mut all = vec![catalog.clone()];
        all.extend(objects.iter().map(|object| (*object).to_owned()));
        file(&all)
    };
    check_error("cut short", &good[..good.len() / 2], "the PDF cannot be read: it ends in the middle");
    check_error("no more than the magic", b"%PDF-1.7\n", "the PDF cannot be read: ");
    check_error("no pages", &file(&["<</Type /Catalog>>".to_owned()]), "the PDF cannot be read: ");
    let page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>";
    check_error("an empty page", &with_pages(&["<</Kids [3 0 R]>>", page]), "the PDF has no text");
    check_error("pages in a circle", &with_pages(&["<</Kids [2 0 R]>>"]), "the PDF cannot be read: its list of pages");
    check_error("references in a circle", &with_pages(&["3 0 R", "2 0 R"]), "the PDF cannot be read: ");
    check_error(
        "a page that is missing",
        &with_pages(&["<</Kids [9 0 R]>>"]),
        "the PDF cannot be read: page 1 is missing",
    );
    let deep = format!("<</Kids {}{}>>", "[".repeat(100_000), "]".repeat(100_000));
    check_error("arrays in arrays", &with_pages(&[&deep]), "the PDF cannot be read: ");
    let unpacked = "<</Kids [3 0 R]>>";
    let page = "<</Type /Page /Contents 4 0 R>>";
    let stream = "<</Length 4 /Filter /FlateDecode>>\nstream\nnone\nendstream";
    check_error("a broken stream", &with_pages(&[unpacked, page, stream]), "the PDF cannot be read: a stream");
    let stream = "<</Length 4 /Filter /DCTDecode>>\nstream\nnone\nendstream";
    check_error("a picture for a page", &with_pages(&[unpacked, page, stream]), "the PDF cannot be read: a stream");
    let encrypted = String::from_utf8_lossy(&good).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt <</Filter /Standard>>");
    check_error("a password", encrypted.as_bytes(), "the PDF is protected by a password");
}

#[test]
fn hostile_claims_cost_no_memory() {
    let page = "<</Type /Page /Contents 4 0 R /Resources <</XObject <</X 5 0 R>>>>>>";
    let build = |content: String, form: &str| {
        file(&[
            "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
            "<</Kids [3 0 R]>>".to_owned(),
            page.to_owned(),
            format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
            form.to_owned(),
        ])
    };
    // A form that draws itself a thousand times over.
    let again = "/X Do ".repeat(1000);
    let form = format!("<</Subtype /Form /Length {}>>\nstream\n{again}\nendstream", again.len());
    check_error("forms in forms", &build("/X Do".to_owned(), &form), "the file unpacks to more than");
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut bomb, &vec![b' '; 80 << 20]).expect("writing to memory does not fail");
    let bomb = bomb.finish().expect("writing to memory does not fail");
    let mut bytes = b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj 2 0 obj <</Kids [3 0 R]>> endobj \
        3 0 obj <</Type /Page /Contents 4 0 R>> endobj 4 0 obj <</Filter /FlateDecode>> stream\n"
        .to_vec();
    bytes.extend(bomb);
    bytes.extend(b"\nendstream endobj trailer <</Root 1 0 R>> startxref 0 %%EOF");
    check_error("a bomb", &bytes, "the file unpacks to more than 64 MiB");
    let small = DecodeOptions { limits: Limits { unpacked: 100, ..Limits::default() }, ..DecodeOptions::default() };
    let error = decode(&pages(&[lines(100, 700, &[FULL])]), &small).expect_err("more than a hundred bytes");
    assert!(matches!(error, DecodeError::TooLarge { limit: 100 }), "{error}");
}

#[test]
fn a_broken_table_of_objects_is_made_anew() {
    let good = pages(&[lines(100, 700, &[FULL])]);
    let text = String::from_utf8_lossy(&good).into_owned();
    let start = text.find("startxref").expect("it has a table");
    let moved = format!("{}startxref\n7\n%%EOF\n", &text[..start]);
    assert_eq!(texts(&read(moved.as_bytes())), [FULL]);
}

/// Converts a file by LibreOffice; none where it is not installed.
fn converted(name: &str) -> Option<Vec<u8>> {
    let directory = tempfile::tempdir().expect("a directory for temporary files");
    let profile = format!("-env:UserInstallation=file://{}/profile", directory.path().display());
    let path = format!("samples/containers/{name}.html");
    let output = std::process::Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir"])
        .arg(directory.path())
        .arg(path)
        .output();
    if output.is_err() {
        eprintln!("passed over: LibreOffice is not installed");
        return None;
    }
    let file = directory.path().join(format!("{name}.pdf"));
    let bytes = std::fs::read(file).ok();
    if bytes.is_none() {
        eprintln!("passed over: LibreOffice made no PDF of {name}");
    }
    bytes
}

/// What LibreOffice makes of the sample's web page in each style reads as the page itself does, but for the notes: it
/// sets their marks like the text, and their list is one of many lists.
#[test]
fn a_sample_reads_alike_as_page_and_as_pdf() {
    for name in ["A_RES_54_212.modern", "A_RES_54_212.pre"] {
        let Some(pdf) = converted(name) else { continue };
        let page = std::fs::read(format!("samples/containers/{name}.html")).expect("the sample is there");
        let [from_pdf, from_page] = [pdf, page].map(|bytes| resdiff::resolution::parse(read(&bytes)).value);
        let told = |resolution: &resdiff::resolution::Resolution| -> Vec<String> {
            let told = resolution.paragraphs.iter();
            // LibreOffice prints the letters of lists as "a.", the page says "(a)".
            let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            told.map(|p| format!("{} {} {}", p.id, bare(p.enumerator.as_deref().unwrap_or("-")), p.text)).collect()
        };
        let (found, expected) = (told(&from_pdf), told(&from_page));
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{name}");
    }
}
