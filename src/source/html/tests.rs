//! Pages to the blocks they give, written so that they can be read: `[label] text` with `_italics_` and `^mark^`.

use super::super::{Block, DecodeOptions, Layout, SourceText};
use super::read;

fn page(html: &str) -> SourceText {
    read(html.as_bytes(), &DecodeOptions::default()).expect("a short page is read")
}

fn show(block: &Block) -> String {
    let mut signs: Vec<(usize, u8, String)> = Vec::new();
    for span in &block.italics {
        signs.push((span.start, 1, "_".into()));
        signs.push((span.end, 0, "_".into()));
    }
    signs.extend(block.marks.iter().map(|mark| (mark.at, 2, format!("^{}^", mark.label))));
    signs.sort_by_key(|&(at, rank, _)| (at, rank));
    let mut text = block.text.clone();
    for (at, _, sign) in signs.iter().rev() {
        text.insert_str(*at, sign);
    }
    block.label.iter().map(|label| format!("[{label}] ")).collect::<String>() + &text
}

#[track_caller]
fn check(html: &str, blocks: &[&str]) {
    let source = page(html);
    assert_eq!(source.blocks.iter().map(show).collect::<Vec<_>>(), blocks, "{html}");
}

#[track_caller]
fn check_notes(html: &str, blocks: &[&str], notes: &[(&str, &str)]) {
    check(html, blocks);
    let source = page(html);
    let found: Vec<(&str, &str)> = source.notes.iter().map(|note| (note.label.as_str(), note.text.as_str())).collect();
    assert_eq!(found, notes, "{html}");
}

#[test]
fn paragraphs_end_with_or_without_their_tag() {
    check("<p>one<p>two</p>three<div>four</div>five", &["one", "two", "three", "four", "five"]);
    check("<P>The  General\n Assembly,</P>", &["The General Assembly,"]);
    check("<h2>Title</h2>text<h3>Next", &["Title", "text", "Next"]);
    check("a<hr>b", &["a", "b"]);
}

#[test]
fn a_line_break_ends_a_line_of_its_own_only() {
    check("<p>Fifty-fourth session<br>Agenda item 99 (e)</p>", &["Fifty-fourth session", "Agenda item 99 (e)"]);
    check("<p>one,<br><br>two</p>", &["one,", "two"]);
    check(
        "<p>Requests the Secretary-General to solicit more views from<br>Member States;</p>",
        &["Requests the Secretary-General to solicit more views from Member States;"],
    );
    check(
        "<p>Charter of the United Nations,<br>\nas well as others</p>",
        &["Charter of the United Nations, as well as others"],
    );
    check("<p>1. Takes note;<br>2. Urges</p>", &["1. Takes note;", "2. Urges"]);
    check("<h1>54/212.<br>International migration</h1>", &["54/212. International migration"]);
}

#[test]
fn lists_print_their_numbers() {
    check(
        "<ol><li>Takes note;<li>Urges:<ol><li>To do;<ol><li>x</ol><li>To be;</ol><li>Decides.</ol>",
        &["[1.] Takes note;", "[2.] Urges:", "[(a)] To do;", "[(i)] x", "[(b)] To be;", "[3.] Decides."],
    );
    check("<ol start=4><li><p>one</p><p>more</p><li value=9>two</ol>", &["[4.] one", "more", "[9.] two"]);
    check(
        "<ol type=I><li>one</ol><ol style='list-style-type: lower-roman'><li>x<li>y</ol>",
        &["[I.] one", "[(i)] x", "[(ii)] y"],
    );
    check("<ul><li>bullet</ul>", &["bullet"]);
}

#[test]
fn a_typed_number_is_not_printed_twice() {
    check("<ol><li>1. Takes note;<li>(a) x<li>54 States", &["1. Takes note;", "(a) x", "[3.] 54 States"]);
}

#[test]
fn italics_are_kept_as_spans() {
    check("<p><em>Recalling also</em> its <i>own</i></p><p>x", &["_Recalling also_ its _own_", "x"]);
    check("<p><i>never closed<p>next", &["_never closed_", "next"]);
    check("<p><span style='font-style: italic'>Noting</span> it", &["_Noting_ it"]);
}

#[test]
fn raised_numbers_are_marks() {
    check("<p>Cairo,<sup>1</sup> in particular<sup>[2]</sup></p>", &["Cairo,^1^ in particular^2^"]);
    check("<p>both<sup>1, 12</sup> and<sup>*</sup> and<sup>3/</sup>", &["both^1^^12^ and^*^ and^3^"]);
}

#[test]
fn other_raised_text_is_no_mark() {
    check("<p>87<sup>th</sup> meeting, 5 km<sup>2</sup>, CO<sub>2</sub>", &["87th meeting, 5 km2, CO2"]);
    check(
        "<p>see <a href='#p5'>paragraph 5</a> and paragraph <a href='#p5'>5</a>",
        &["see paragraph 5 and paragraph 5"],
    );
    check("<p><a href='x.htm#_a'>A/RES/54/212</a>", &["A/RES/54/212"]);
}

#[test]
fn notes_are_found_by_their_links() {
    check_notes(
        "<p>Cairo,<a href='#_ftn1' name='_ftnref1'>[1]</a> and<a href=#_ftn2><sup>[2]</sup></a> end</p>
         <div id=ftn2><p><a name='_ftn2' href='#_ftnref2'>[2]</a> Second.</p></div>
         <div id=ftn1><p><a name='_ftn1' href='#_ftnref1'>[1]</a> First note</p><p>goes on.</p></div>",
        &["Cairo,^1^ and^2^ end"],
        &[("1", "First note goes on."), ("2", "Second.")],
    );
    check_notes(
        "<p>Cairo,<sup id=r1><a href='#n1'>1</a></sup> end</p><footer><h2>Notes</h2><ol><li id=n1>See A/54/207. <a href='#r1'>↩</a></li></ol></footer>",
        &["Cairo,^1^ end"],
        &[("1", "See A/54/207.")],
    );
}

#[test]
fn a_note_of_several_paragraphs_stays_whole() {
    check_notes(
        "<p>Cairo,<sup><a href='#fn1'>1</a></sup> x</p><div id=fn1><p>First</p><p>goes on.</p></div>",
        &["Cairo,^1^ x"],
        &[("1", "First goes on.")],
    );
}

#[test]
fn notes_without_links_are_found_by_their_numbers() {
    check_notes(
        "<p>a<sup>1</sup> b<sup>2</sup></p><p>Decides.</p><p><sup>1</sup> See x.</p><p><sup>2</sup> Ibid.</p>",
        &["a^1^ b^2^", "Decides."],
        &[("1", "See x."), ("2", "Ibid.")],
    );
    check_notes("<p>a<sup>1</sup></p><p>1/ See x.</p>", &["a^1^"], &[("1", "See x.")]);
}

#[test]
fn a_numbered_paragraph_is_no_note() {
    check_notes(
        "<p>a<sup>1</sup> b<sup>2</sup></p><p>1. Takes note;</p><p>3. Decides.</p>",
        &["a^1^ b^2^", "1. Takes note;", "3. Decides."],
        &[],
    );
    check_notes("<p>a<sup>1</sup></p><p>12 States</p>", &["a^1^", "12 States"], &[]);
}

#[test]
fn what_stands_around_the_text_is_listed() {
    let source = page(
        "<title>UN</title><style>p{}</style><script>x()</script><nav><a href=/>Home</a></nav><div class='cookie-banner'>We use</div>
         <main><p>The General Assembly,</p><p>Recalling,</p></main><p>outside</p><footer>©</footer><!-- made by -->",
    );
    assert_eq!(
        source.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(),
        ["The General Assembly,", "Recalling,"]
    );
    let furniture: Vec<&str> = source.furniture.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(furniture, ["UN", "<style>", "<script>", "Home", "We use", "outside", "©", "made by"]);
}

#[test]
fn what_a_reader_sees_and_what_is_no_text_is_listed() {
    let source = page(
        "<p>Trees <input value=Find> and <input type=hidden value=secret><q>hills</q><textarea>Notes &amp; more</textarea>,</p>
         <svg><style>a{}</style><text>Map of</text><text>trees</text></svg><select><option>French</select><svg></svg>",
    );
    assert_eq!(source.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["Trees and “hills”,"]);
    let furniture: Vec<&str> = source.furniture.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(furniture, ["Find", "Notes & more", "Map of trees", "French"]);
}

#[test]
fn a_page_that_calls_its_text_a_form_is_read_all_the_same() {
    check(
        "<form><nav>x</nav><p>The General Assembly,<p>Recalling,</form>",
        &["x", "The General Assembly,", "Recalling,"],
    );
}

#[test]
fn tables_give_rows_in_reading_order() {
    check(
        "<table><tr><td>1.<td>Takes note of it;<tr><td>2.</td><td><p>Urges</p><p>More</p></td></table>",
        &["1.\tTakes note of it;", "2.\tUrges", "More"],
    );
    check("<table><tr><th>State<th>Share<tr><td>Velm<td>1.5</table>after", &["State\tShare", "Velm\t1.5", "after"]);
}

#[test]
fn layout_tables_do_not_join_columns_of_text() {
    let column = "word ".repeat(50);
    check(&format!("<table><tr><td>{column}<td>other</table>"), &[column.trim(), "other"]);
}

#[test]
fn preformatted_pages_give_lines() {
    let source = page(
        "<html><body><pre>\nA/RES/46/74\n     87th meeting\n\n\n     The General\nAssembly, <b>1/</b>\n</pre></body>",
    );
    assert_eq!(source.layout, Layout::Lines);
    let lines: Vec<_> =
        source.blocks.iter().map(|b| (b.text.as_str(), b.blank_before, b.indent, b.place.line.unwrap_or(0))).collect();
    assert_eq!(
        lines,
        [("A/RES/46/74", 2, 0, 2), ("87th meeting", 0, 5, 3), ("The General", 2, 5, 6), ("Assembly, 1/", 0, 0, 7),]
    );
}

#[test]
fn non_breaking_spaces_do_not_count_as_text() {
    check("<p>&nbsp;</p><p>&nbsp;&nbsp;a&nbsp;b</p>", &["a\u{a0}b"]);
}

#[test]
fn endless_depth_and_width_end_in_time() {
    let started = std::time::Instant::now();
    for unit in [
        "<div>",
        "<b>",
        "<p><i>",
        "<table><tr><td>",
        "<ol><li>",
        "<a href=#x>",
        "<sup>",
        "</div>",
        "<!--",
        "<a b=\"",
        "&",
        "<p id=x name=y>z",
    ] {
        let source = page(&unit.repeat(200_000));
        assert!(source.notes.is_empty());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    let tag = format!("<p {}>x", "a=1 b ".repeat(200_000));
    check(&tag, &["x"]);
}
