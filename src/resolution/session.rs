//! "fifty-fourth session" as a value.
/// A session of an organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// Regular, special or emergency special.
    pub kind: SessionKind,
    /// Its number.
    pub number: u16,
}
/// Names the kind of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionKind {
    /// "fifty-fourth session".
    Regular,
    /// "twenty-first special session", S-21.
    Special,
    /// "tenth emergency special session", ES-10.
    EmergencySpecial,
}
impl Session {
    /// Finds the first session in a text.
    pub fn find(text: &str) -> Option<(Session, crate::span::Span)> {
        let end = text.to_lowercase().find(" session")?;
        Some((Session { kind: SessionKind::Regular, number: 0 }, crate::span::Span::new(0, end)))
    }
}
