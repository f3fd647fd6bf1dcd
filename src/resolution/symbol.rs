//! "A/RES/54/212" as a value.
/// A document symbol, as printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub String);
impl std::fmt::Display for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::str::FromStr for Symbol {
    type Err = std::convert::Infallible;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Ok(Symbol(s.trim().to_owned()))
    }
}
impl Symbol {
    /// Finds the first symbol in a text.
    pub fn find(text: &str) -> Option<(Symbol, crate::span::Span)> {
        let at = text.find("A/").or_else(|| text.find("S/RES")).or_else(|| text.find("E/"))?;
        let end = text[at..].find(' ').map_or(text.len(), |e| at + e);
        Some((Symbol(text[at..end].to_owned()), crate::span::Span::new(at, end)))
    }
}
