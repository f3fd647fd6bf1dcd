//! Files in every form to resolutions: what is written as JSON comes back as it was.

use resdiff::diagnostic::Parsed;
use resdiff::pair::Pair;
use resdiff::read::read;
use resdiff::render::json;
use resdiff::resolution::Resolution;
use resdiff::source::DecodeOptions;
use std::path::{Path, PathBuf};

/// All texts of the samples.
fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut found: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the samples are in the repository")
        .filter_map(|entry| std::fs::read_dir(entry.ok()?.path()).ok())
        .flat_map(|files| files.filter_map(|file| Some(file.ok()?.path())))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    assert!(found.len() > 100, "{} samples", found.len());
    found
}

fn open(path: &Path) -> Parsed<Resolution> {
    let bytes = std::fs::read(path).expect("a sample can be read");
    read(&bytes, None, &DecodeOptions::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn again(json: &str, key: Option<&str>) -> Result<Parsed<Resolution>, String> {
    read(json.as_bytes(), key, &DecodeOptions::default()).map_err(|error| error.to_string())
}

#[test]
fn json_of_a_resolution_comes_back_as_it_was() {
    for path in samples() {
        let parsed = open(&path);
        for pretty in [true, false] {
            let json = json::to_string(&json::resolution(&parsed), pretty);
            assert_eq!(again(&json, None).as_ref(), Ok(&parsed), "{}", path.display());
        }
    }
}

#[test]
fn each_side_of_a_report_comes_back_as_it_was() {
    for path in samples().iter().filter(|path| path.ends_with("earlier.txt")) {
        let texts = Pair::new(open(path), open(&path.with_file_name("later.txt")));
        let report = resdiff::compare(texts.clone(), &resdiff::CompareOptions::default());
        let json = json::to_string(&json::report(&report), false);
        let sides = Pair::new("earlier", "later").map(|key| again(&json, Some(key)).map(|parsed| parsed.value));
        assert_eq!(sides, texts.map(|parsed| Ok(parsed.value)), "{}", path.display());
        assert!(again(&json, None).is_err_and(|error| error.contains("#later")), "{}", path.display());
    }
}
