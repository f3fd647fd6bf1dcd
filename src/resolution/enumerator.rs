//! "3.", "5 bis.", "(a)", "(iv)", "IV." as a value.
/// A placeholder until the parser lands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Enumerator(pub String);
