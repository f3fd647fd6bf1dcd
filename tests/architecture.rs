//! Who may import what: the arrows of the library's front page, and what only one module may know.

use std::fs;
use std::path::{Path, PathBuf};

/// Files of tests alone.
const TESTS: [&str; 3] = ["html/tests.rs", "opening/tests.rs", "opening/corpus.rs"];

/// Gives every source file by its path under `src/`, without its comments and its tests.
fn sources() -> Vec<(String, String)> {
    fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).expect("src is there").flatten() {
            let path = entry.path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    paths.retain(|path| !TESTS.iter().any(|tests| path.ends_with(tests)));
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source is text");
        let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        let code = text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
        let name = path.strip_prefix(&root).expect("it is below").display().to_string().replace('\\', "/");
        (name, code.join("\n"))
    };
    let found: Vec<(String, String)> = paths.into_iter().map(read).collect();
    assert!(found.len() > 100, "{} files", found.len());
    found
}

/// The modules from left to right: each may import those that stand after it, and none before it.
const LAYERS: [&[&str]; 10] = [
    &["cli"],
    &["read", "series"],
    &["render"],
    &["lineage", "origin"],
    &["changes"],
    &["align"],
    &["resolution"],
    &["source"],
    &["lexicon"],
    &["token", "span", "pair", "diagnostic", "work"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// Names from the right that stand further left, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    // The name of a clause as delegates say it is a word for people.
    ("lineage/mod.rs", "render"),
];

#[test]
fn nothing_points_left() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        let module = name.split(['/', '.']).next().unwrap_or_default();
        let Some(own) = layer(module) else { continue };
        for (at, _) in code.match_indices("crate::") {
            let path: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let points_left = layer(&path).is_some_and(|other| other < own);
            if points_left && !EXCEPTIONS.contains(&(name.as_str(), path.as_str())) {
                wrong.push(format!("{name} imports {path}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// What only some files may name. A path that ends in `/` stands for all below it.
const KNOWN_TO: &[(&str, &[&str])] = &[
    ("similar::", &["changes/words.rs"]),
    ("colored::", &["render/terminal/ink.rs"]),
    ("clap::", &["cli/"]),
    ("rayon::", &["cli/"]),
    ("tempfile::", &["cli/"]),
    ("quick_xml::", &["source/docx/", "render/docx/"]),
    ("zip::", &["source/docx/", "render/docx/", "render/docx.rs"]),
    ("cfb::", &["source/doc.rs", "source/doc/"]),
    // No file, environment, clock, network, terminal or other program outside the program itself.
    ("std::fs", &["cli/"]),
    ("std::env", &["cli/"]),
    ("std::net", &[]),
    ("std::time", &["cli/"]),
    ("std::thread", &["cli/"]),
    ("std::process", &["cli/", "main.rs"]),
    ("io::stdout", &["cli/"]),
    ("io::stderr", &["cli/"]),
    ("io::stdin", &["cli/"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    // Hash maps whose order is chosen anew for each run.
    ("RandomState", &[]),
];

#[test]
fn what_only_one_module_knows_stays_there() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        for (word, homes) in KNOWN_TO {
            let at_home = homes.iter().any(|home| name == *home || home.ends_with('/') && name.starts_with(home));
            let is_named = code.match_indices(word).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            if !at_home && is_named {
                wrong.push(format!("{name} names {word}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}
