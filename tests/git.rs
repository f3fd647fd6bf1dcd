//! The recipes of docs/git.md: a repository of texts, and git showing clause diffs of them.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const COMMAND: &str = r#"f() { resdiff --no-pager "$2" "$5"; test $? -le 1; }; f"#;

/// A repository with one text that changed between two commits; `None` where there is no git.
struct Repository(TempDir);

impl Repository {
    fn new(configuration: &[(&str, &str)]) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: there is no git here");
            return None;
        }
        let repository = Self(TempDir::new().expect("there is room for a directory"));
        repository.git(&["init", "--quiet"]);
        for (key, value) in configuration {
            repository.git(&["config", key, value]);
        }
        fs::write(repository.0.path().join(".gitattributes"), "*.txt diff=resdiff\n").expect("there is room");
        for side in ["earlier", "later"] {
            let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/verb-strengthened").join(side);
            fs::copy(sample.with_extension("txt"), repository.0.path().join("text.txt")).expect("samples are there");
            repository.git(&["add", "."]);
            repository.git(&["commit", "--quiet", "-m", side]);
        }
        Some(repository)
    }

    /// Runs git and gives its standard output; it must succeed.
    fn git(&self, arguments: &[&str]) -> String {
        self.git_with(arguments, &[])
    }

    fn git_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> String {
        let program = assert_cmd::cargo::cargo_bin!("resdiff");
        let mut path = vec![program.parent().expect("it stands in a directory").to_path_buf()];
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        let output = Command::new("git")
            .args(["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"])
            .args(arguments)
            .current_dir(self.0.path())
            .env("PATH", std::env::join_paths(path).expect("no colon in them"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env_remove("GIT_DIR")
            .env_remove("GIT_EXTERNAL_DIFF")
            .envs(variables.iter().copied())
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("it is UTF-8")
    }
}

fn assert_is_clause_diff(out: &str) {
    assert!(out.contains("[-Invites-] {+Urges+}") && out.contains("strengthened"), "{out}");
}

#[test]
fn difftool() {
    let command = r#"resdiff "$LOCAL" "$REMOTE""#;
    let configuration = [("difftool.resdiff.cmd", command), ("difftool.prompt", "false")];
    let Some(repository) = Repository::new(&configuration) else { return };
    assert_is_clause_diff(&repository.git(&["difftool", "--tool", "resdiff", "HEAD~1", "--", "text.txt"]));
}

#[test]
fn diff_command() {
    let Some(repository) = Repository::new(&[("diff.resdiff.command", COMMAND)]) else { return };
    assert_is_clause_diff(&repository.git(&["diff", "HEAD~1"]));
    assert_is_clause_diff(&repository.git(&["show", "--ext-diff"]));
    assert_is_clause_diff(&repository.git(&["log", "--patch", "--ext-diff"]));
}

#[test]
fn a_new_or_removed_file_is_all_added_or_all_removed() {
    let Some(repository) = Repository::new(&[("diff.resdiff.command", COMMAND)]) else { return };
    let heads = |out: &str, sign: &str| out.lines().filter(|line| line.starts_with(sign)).count();
    let new = repository.git(&["show", "--ext-diff", "HEAD~1"]);
    assert!(heads(&new, "+ OP") > 3 && heads(&new, "- OP") == 0, "{new}");
    repository.git(&["rm", "--quiet", "text.txt"]);
    let removed = repository.git(&["diff", "HEAD"]);
    assert!(heads(&removed, "- OP") > 3 && heads(&removed, "+ OP") == 0, "{removed}");
}

#[test]
fn external_diff() {
    let Some(repository) = Repository::new(&[]) else { return };
    assert_is_clause_diff(&repository.git_with(&["diff", "HEAD~1"], &[("GIT_EXTERNAL_DIFF", COMMAND)]));
}

#[test]
fn textconv() {
    let Some(repository) = Repository::new(&[("diff.resdiff.textconv", "resdiff parse --text --quiet")]) else {
        return;
    };
    let out = repository.git(&["diff", "--word-diff", "HEAD~1"]);
    assert!(out.contains("[-Invites-]{+Urges+}"), "{out}");
}
