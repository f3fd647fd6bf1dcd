//! The `resdiff` program.
fn main() {}
