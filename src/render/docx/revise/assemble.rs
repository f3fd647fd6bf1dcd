//! What happens to each paragraph to the parts of the document that change.

use super::comments::Comments;
use super::ink::{Ink, run};
use super::line::Line;
use super::model::Model;
use super::notes::{in_order, names, reference_props};
use super::package::{self, Parts};
use super::props::{Props, with_end};
use super::{Edit, New, NotRevised, Part, Reviser, stuck};
use crate::render::docx::xml::end_name;
use crate::render::docx::{Content, State, TrackedOptions};
use crate::source::docx::settle::Element;
use crate::source::docx::story::NoteKind;
use crate::source::docx::xml::is_well_formed;

impl Reviser<'_> {
    /// Writes the parts that change.
    pub(super) fn assemble(&mut self, bytes: &[u8], options: &TrackedOptions) -> Result<Parts, NotRevised> {
        self.number()?;
        let anatomy = self.anatomy;
        let texts = [anatomy.footnotes.as_ref(), anatomy.endnotes.as_ref()].into_iter().flatten();
        let texts = texts.map(|part| part.text.xml.as_str()).chain([anatomy.body.xml.as_str()]);
        let texts = texts.chain(anatomy.comments.iter().map(|(_, xml)| xml.as_str()));
        let next_id = texts.map(highest_id).max().unwrap_or(0) + 1;
        let mut ink = Ink::new(options, next_id, reference_props(anatomy, &self.lines));
        let mut comments = Comments::new(options);

        let mut parts = Parts::new();
        let mut body = self.body(&mut ink, &mut comments)?;
        for kind in [NoteKind::Foot, NoteKind::End] {
            if let Some((name, mut xml)) = self.notes_part(kind, &mut ink) {
                if self.has_new_notes(kind) {
                    (body, xml) = in_order(&body, &xml, kind).ok_or(NotRevised::Unusual)?;
                }
                parts.insert(name, xml);
            }
        }
        parts.insert(anatomy.main.clone(), body);
        let mut added = Vec::new();
        for kind in [NoteKind::Foot, NoteKind::End] {
            if self.needs_part(kind) {
                added.push(names(kind).root);
            }
        }
        if !comments.xml.is_empty() {
            let (name, xml) = match &anatomy.comments {
                Some((name, xml)) => (name.clone(), package::append(xml, &comments.xml).ok_or(NotRevised::Unusual)?),
                None => {
                    added.push("comments");
                    (package::beside(&anatomy.main, "comments.xml"), comments.part())
                }
            };
            parts.insert(name, xml);
        }
        if let Some((name, xml)) = &anatomy.settings {
            parts.extend(tracking(xml).map(|xml| (name.clone(), xml)));
        }
        if !added.is_empty() {
            self.add_parts(bytes, &added, &mut parts)?;
        }
        // What declares another encoding than the one it is written in now would be read wrongly.
        let is_unusual =
            |xml: &String| xml.split_once("?>").is_some_and(|(head, _)| head.to_ascii_lowercase().contains("utf-16"));
        // What was damaged before may have become worse.
        let is_broken = |xml: &String| !is_well_formed(xml);
        if parts.values().any(|xml| is_unusual(xml) || is_broken(xml)) { Err(NotRevised::Unusual) } else { Ok(parts) }
    }

    /// Writes the main part.
    fn body(&self, ink: &mut Ink, comments: &mut Comments) -> Result<String, NotRevised> {
        let xml = &self.anatomy.body.xml;
        let mut out = String::with_capacity(xml.len() + xml.len() / 4);
        let mut from = 0;
        let first = self.claimed.first().copied();
        for (at, placed) in self.anatomy.paragraphs.iter().enumerate() {
            let element = placed.raw.element;
            if Some(at) == first
                && let Some(new) = self.new.get(&None)
            {
                let start = self.outside(element.start, element.start, false);
                out.push_str(xml.get(from..start).ok_or(NotRevised::Unusual)?);
                from = start;
                for paragraph in new {
                    out.push_str(&self.written_new(paragraph, ink, comments));
                }
            }
            if let Some(edit) = self.edits.get(&at).filter(|edit| !edit.is_quiet()) {
                let line = self.lines[at].as_ref().ok_or_else(|| stuck(&placed.raw.text))?;
                let text = self.written_edit(line, edit, ink, comments).ok_or_else(|| stuck(&placed.raw.text))?;
                // Paragraphs inside paragraphs are none of Word's.
                out.push_str(xml.get(from..element.start).ok_or(NotRevised::Unusual)?);
                out.push_str(&text);
                from = element.end;
            }
            if let Some(new) = self.new.get(&Some(at)) {
                let next = self.anatomy.paragraphs.get(at + 1).map_or(xml.len(), |next| next.raw.element.start);
                let end = self.outside(element.end, next, true);
                out.push_str(xml.get(from..end).ok_or(NotRevised::Unusual)?);
                from = end;
                for paragraph in new {
                    out.push_str(&self.written_new(paragraph, ink, comments));
                }
                // The end of the last paragraph of a document cannot be a tracked change: an empty one stands behind it.
                if self.is_last(end) {
                    out.push_str("<w:p/>");
                }
            }
        }
        out.push_str(xml.get(from..).ok_or(NotRevised::Unusual)?);
        Ok(out)
    }

    /// Gives the place for a new paragraph beside a byte: outside of the table that it stands in, unless its neighbour on
    /// the other side stands there too.
    fn outside(&self, byte: usize, neighbour: usize, behind: bool) -> usize {
        let table = self.anatomy.tables.iter().find(|table| table.start < byte && byte < table.end);
        match table {
            Some(table) if !(behind && (table.start..table.end).contains(&neighbour)) => {
                if behind {
                    table.end
                } else {
                    table.start
                }
            }
            Some(_) | None => byte,
        }
    }

    /// Writes a paragraph that was there.
    fn written_edit(&self, line: &Line<'_>, edit: &Edit<'_>, ink: &mut Ink, comments: &mut Comments) -> Option<String> {
        let insides = ink.paragraph(line, &edit.markup, &|index| self.new_note(index))?;
        if insides.len() != edit.parts.len() {
            return None;
        }
        let own = Props::of(line.props());
        let mut out = String::new();
        let last = edit.parts.len() - 1;
        for (number, (part, inside)) in edit.parts.iter().zip(insides).enumerate() {
            let keeps = number == last;
            let mut props = if keeps { own.clone() } else { own.clone().without(&["sectPr"]) };
            if let Some(model) = &part.model {
                props = set_as(&props, model);
            }
            let changed = props != own && keeps && part.end == State::Kept;
            if let Some(name) = end_name(part.end) {
                props = with_end(props, &ink.change(name, true));
            }
            if changed {
                let before = own.clone().without(&["rPr", "sectPr", "pPrChange"]).inside();
                let tag = ink.change("pPrChange", false);
                props = props.with("pPrChange", format!("{tag}<w:pPr>{before}</w:pPr></w:pPrChange>"));
            }
            let start = if keeps { line.start() } else { "<w:p>".to_owned() };
            let inside = comments.about(&part.comment, inside, part.end, ink);
            let text = format!("{start}{}{inside}</w:p>", props.element("pPr"));
            out.push_str(&moved(part.end, &text, ink));
        }
        Some(out)
    }

    /// Writes a new paragraph.
    fn written_new(&self, new: &New<'_>, ink: &mut Ink, comments: &mut Comments) -> String {
        let model = &new.model;
        let counts = new.paragraph.is_none_or(|paragraph| model.counts_as(super::Kind::of(paragraph)));
        let mut props = model.props.clone().without(&["rPr"]);
        if model.list.is_some() && !new.automatic {
            props = props.with("numPr", unlisted());
        }
        let own_rpr = model.props.get("rPr").map(str::to_owned);
        if let Some(own) = own_rpr {
            props = props.with("rPr", own);
        }
        let mut inside = String::new();
        for piece in &new.pieces {
            let look = match &piece.content {
                Content::Number(_) | Content::Gap if new.automatic => continue,
                Content::Number(_) => {
                    if counts {
                        inside.push_str(&run(&model.number.element("rPr"), &model.lead, piece.state));
                    }
                    &model.number
                }
                Content::Gap => {
                    let gap = if model.gap.is_empty() { "\t" } else { &model.gap };
                    inside.push_str(&run(&model.number.element("rPr"), gap, piece.state));
                    continue;
                }
                Content::Text(_) | Content::Raised(_) | Content::Note(_) if piece.italic => &model.opening,
                Content::Text(_) | Content::Raised(_) | Content::Note(_) => &model.text,
            };
            inside.push_str(&ink.run(piece, look, &|index| self.new_note(index)));
        }
        let state = new.end;
        let inside = if inside.is_empty() { inside } else { ink.within(state, &inside) };
        let mark = end_name(state).map(|name| ink.change(name, true)).unwrap_or_default();
        let inside = comments.about(&new.comment, inside, state, ink);
        let text = format!("<w:p>{}{inside}</w:p>", with_end(props, &mark).element("pPr"));
        let text = moved(state, &text, ink);
        match &model.spaced {
            Some(spaced) => {
                let element = Element::read(spaced);
                let mark = end_name(state).map(|name| ink.change(name, true)).unwrap_or_default();
                let props = Props::of(element.as_ref()).without(&["sectPr", "pPrChange"]);
                format!("<w:p>{}</w:p>{text}", with_end(props, &mark).element("pPr"))
            }
            None => text,
        }
    }

    /// Adds parts to the lists of parts: that of the package, and that of the main part.
    fn add_parts(&self, bytes: &[u8], added: &[&str], parts: &mut Parts) -> Result<(), NotRevised> {
        const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let main = &self.anatomy.main;
        let (list, relations) = ("[Content_Types].xml", package::relations_of(main));
        let (types, links) = (package::part(bytes, list)?, package::part(bytes, &relations)?);
        let (Some(mut types), Some(mut links)) = (types, links) else { return Err(NotRevised::Unusual) };
        for name in added {
            let file = package::beside(main, &format!("{name}.xml"));
            let kind = format!("<Override PartName=\"/{file}\" ContentType=\"{TYPES}.{name}+xml\"/>");
            let link =
                format!("<Relationship Id=\"resdiff-{name}\" Type=\"{RELATIONS}/{name}\" Target=\"{name}.xml\"/>");
            types = package::append(&types, &kind).ok_or(NotRevised::Unusual)?;
            links = package::append(&links, &link).ok_or(NotRevised::Unusual)?;
        }
        parts.insert(list.to_owned(), types);
        parts.insert(relations, links);
        Ok(())
    }
}

impl Edit<'_> {
    fn is_quiet(&self) -> bool {
        self.markup.is_quiet() && self.parts.iter().all(Part::is_quiet)
    }
}

/// Gives the properties of a paragraph that is set as another one from now on; those of its section and its end stay.
fn set_as(own: &Props, model: &Model) -> Props {
    let mut props = model.props.clone().without(&["rPr"]);
    for name in ["rPr", "sectPr"] {
        if let Some(kept) = own.get(name) {
            props = props.with(name, kept.to_owned());
        }
    }
    props
}

/// Takes a paragraph out of the list that it, or its style, names.
fn unlisted() -> String {
    "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>".to_owned()
}

/// Puts a paragraph between the ends of a move.
fn moved(state: State, text: &str, ink: &mut Ink) -> String {
    let (name, number) = match state {
        State::MovedHere(number) => ("moveTo", number),
        State::MovedAway(number) => ("moveFrom", number),
        State::Kept | State::Inserted | State::Deleted => return text.to_owned(),
    };
    let id = ink.id();
    format!(
        "<w:{name}RangeStart w:id=\"{id}\" {} w:name=\"move{number}\"/>{text}<w:{name}RangeEnd w:id=\"{id}\"/>",
        ink.attributes
    )
}

/// Gives the settings with changes tracked, where they are not: whoever works on goes on tracking them.
fn tracking(xml: &str) -> Option<String> {
    /// What stands before `w:trackRevisions` (CT_Settings).
    const BEFORE: [&str; 31] = [
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "hideSpellingErrors",
        "hideGrammaticalErrors",
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
    ];
    let root = Element::read(xml).filter(|root| root.name == "w:settings" && !root.end.is_empty())?;
    if root.child("w:trackRevisions").is_some() {
        return None;
    }
    let before = |element: &&Element<'_>| element.name.strip_prefix("w:").is_some_and(|name| BEFORE.contains(&name));
    let last = root.elements().filter(before).last();
    let at = last.map_or(root.at + root.start.len(), |element| element.at + element.whole.len());
    Some(format!("{}<w:trackRevisions/>{}", &xml[..at], &xml[at..]))
}

/// Finds the highest id of anything in a part. Ids that leave no room above them are passed over.
fn highest_id(xml: &str) -> u32 {
    const ROOM: u32 = 1 << 30;
    let ids = xml.match_indices(" w:id=").filter_map(|(at, name)| {
        let value = xml[at + name.len()..].trim_start_matches(['"', '\'']);
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        value[..digits].parse::<u32>().ok()
    });
    ids.filter(|id| *id < ROOM).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_tracked_from_now_on() {
        let text = "<w:settings><w:zoom w:percent=\"90\"/><w:defaultTabStop w:val=\"1\"/></w:settings>";
        let tracked = tracking(text).expect("they were not");
        let expected =
            "<w:settings><w:zoom w:percent=\"90\"/><w:trackRevisions/><w:defaultTabStop w:val=\"1\"/></w:settings>";
        assert_eq!(tracked, expected);
        assert_eq!(tracking(&tracked), None);
    }

    #[test]
    fn new_ids_are_above_those_that_are_there() {
        assert_eq!(highest_id("<w:ins w:id=\"7\"/><w:p w:rsid=\"9\"/><w:x w:id='12'/><w:y w:id=\"-3\"/>"), 12);
    }
}
