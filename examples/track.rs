use resdiff::{CompareOptions, compare, pair::Pair, render::docx::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let read = |p: &str| resdiff::read::read(&std::fs::read(p).unwrap(), None, &Default::default()).unwrap();
    let report = compare(Pair::new(read(&a[1]), read(&a[2])), &CompareOptions::default());
    let o = TrackedOptions {
        comments: a.len() > 4,
        moves: if a.len() > 5 { Moves::Native } else { Moves::Plain },
        ..Default::default()
    };
    std::fs::write(&a[3], write(&report, &o).unwrap()).unwrap();
}
