use resdiff::{CompareOptions, compare, pair::*, render::docx::*, resolution::parse, source::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let read = |p: &str| resdiff::read::read(&std::fs::read(p).unwrap(), None, &Default::default()).unwrap();
    let report = compare(Pair::new(read(&a[1]), read(&a[2])), &CompareOptions::default());
    let bytes = write(&report, &TrackedOptions::default()).unwrap();
    for (rev, r) in [(Revisions::Original, &report.resolutions.earlier), (Revisions::Final, &report.resolutions.later)]
    {
        let again = parse(decode(&bytes, &DecodeOptions { revisions: rev, ..Default::default() }).unwrap()).value;
        if again.masthead != r.masthead {
            println!("{:#?}\n{:#?}", r.masthead, again.masthead);
        }
        if again.closing != r.closing {
            println!("{:#?}\n{:#?}", r.closing, again.closing);
        }
        println!("{} {}", r.paragraphs.len(), again.paragraphs.len());
        for (x, y) in r
            .paragraphs
            .iter()
            .zip(&again.paragraphs)
            .filter(|(x, y)| x.id != y.id || x.text != y.text || x.enumerator != y.enumerator)
            .take(3)
        {
            println!("{} {:?} {}\n{} {:?} {}\n", x.id, x.enumerator, x.text, y.id, y.enumerator, y.text);
        }
    }
}
