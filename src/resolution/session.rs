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
