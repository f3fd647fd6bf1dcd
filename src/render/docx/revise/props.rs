//! Properties of paragraphs and runs: taken out, put in where the schema has them, kept as written otherwise.

use crate::source::docx::settle::Element;

/// Holds properties, each with its name and as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Props {
    list: Vec<(String, String)>,
}

/// Order of the properties of a paragraph (ECMA-376, part 1, CT_PPr).
const PARAGRAPH: [&str; 36] = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
];

/// Properties of a run that stand after `w:vertAlign` (CT_RPr).
const AFTER_RAISED: [&str; 8] = ["rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"];

impl Props {
    /// Takes `w:pPr` or `w:rPr` apart.
    pub(super) fn of(element: Option<&Element<'_>>) -> Self {
        let list = element.into_iter().flat_map(Element::elements);
        Self { list: list.map(|child| (child.name.to_owned(), child.whole.to_owned())).collect() }
    }

    /// Gives the properties without some.
    pub(super) fn without(mut self, names: &[&str]) -> Self {
        self.list.retain(|(found, _)| !names.iter().any(|name| found.strip_prefix("w:") == Some(name)));
        self
    }

    /// Gives a property, as written.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(found, _)| found.strip_prefix("w:") == Some(name)).map(|(_, text)| text.as_str())
    }

    /// Gives the properties of a paragraph with one put in its place, instead of what was there.
    pub(super) fn with(self, name: &str, xml: String) -> Self {
        let rank = |name: &str| PARAGRAPH.iter().position(|other| *other == name);
        let mut props = self.without(&[name]);
        let own = rank(name).unwrap_or(PARAGRAPH.len());
        let after =
            |(found, _): &(String, String)| found.strip_prefix("w:").and_then(rank).is_some_and(|rank| rank > own);
        let at = props.list.iter().position(after).unwrap_or(props.list.len());
        props.list.insert(at, (format!("w:{name}"), xml));
        props
    }

    /// Gives the properties of a run with superscript.
    pub(super) fn raised(self) -> Self {
        let mut props = self.without(&["vertAlign", "rStyle", "i", "iCs"]);
        let after =
            |(found, _): &(String, String)| found.strip_prefix("w:").is_some_and(|name| AFTER_RAISED.contains(&name));
        let at = props.list.iter().position(after).unwrap_or(props.list.len());
        props.list.insert(at, ("w:vertAlign".to_owned(), "<w:vertAlign w:val=\"superscript\"/>".to_owned()));
        props
    }

    /// Writes all of them.
    pub(super) fn inside(&self) -> String {
        self.list.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Writes them as an element; nothing where there are none.
    pub(super) fn element(&self, name: &str) -> String {
        if self.list.is_empty() { String::new() } else { format!("<w:{name}>{}</w:{name}>", self.inside()) }
    }
}

/// Puts the mark of a tracked change of a paragraph's end first among the properties of that end.
pub(super) fn with_end(props: Props, mark: &str) -> Props {
    let own = props.get("rPr").unwrap_or("<w:rPr/>");
    let inside = Element::read(own).map(|element| Props::of(Some(&element)).inside()).unwrap_or_default();
    props.with("rPr", format!("<w:rPr>{mark}{inside}</w:rPr>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_put_where_the_schema_has_them() {
        let text = "<w:pPr><w:pStyle w:val=\"A\"/><w:ind w:left=\"1\"/><w:rPr><w:b/></w:rPr></w:pPr>";
        let element = Element::read(text).expect("it is well-formed");
        let props = Props::of(Some(&element)).with("numPr", "<w:numPr/>".to_owned());
        assert_eq!(
            with_end(props, "<w:del/>").element("pPr"),
            "<w:pPr><w:pStyle w:val=\"A\"/><w:numPr/><w:ind w:left=\"1\"/><w:rPr><w:del/><w:b/></w:rPr></w:pPr>"
        );
        assert_eq!(Props::default().raised().element("rPr"), "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>");
    }
}
