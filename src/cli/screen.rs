//! The environment to what the screen can do: colours, width, height.

use super::arguments::{ReportArguments, When};
use std::env;
use std::io::{IsTerminal, stdout};

/// Says how a view for people is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Whether to use colours.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// Lines; absent where the output does not go to a screen, or to one that no pager can draw on.
    pub height: Option<usize>,
}

/// Gives the columns of the terminal, else of the environment, else the usual ones.
pub fn width() -> usize {
    let columns = || env::var("COLUMNS").ok()?.parse::<usize>().ok();
    let size = if stdout().is_terminal() { terminal_size::terminal_size() } else { None };
    size.map(|(width, _)| usize::from(width.0)).or_else(columns).unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH)
}

/// Gives the columns of the screen on which remarks appear, if they do on one.
pub fn width_of_remarks() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0).max(LEAST_WIDTH))
}

/// Width where nothing tells another.
const USUAL_WIDTH: usize = 80;
/// Least width that is of use.
const LEAST_WIDTH: usize = 20;

impl Default for Screen {
    /// What a file is written for.
    fn default() -> Self {
        Self { color: false, width: USUAL_WIDTH, height: None }
    }
}

impl Screen {
    /// Looks at the arguments, then at the environment, then at the terminal.
    pub fn new(ReportArguments { looks, output }: &ReportArguments) -> Self {
        let into_file = output.file().is_some();
        let is_terminal = !into_file && stdout().is_terminal();
        let size = if is_terminal { terminal_size::terminal_size() } else { None };
        // Git hands its output to a pager itself, and says so.
        let is_paged =
            !into_file && env::var_os("GIT_PAGER_IN_USE").is_some_and(|value| value == "true" || value == "1");
        let is_shown = is_terminal || is_paged;
        let columns = || env::var("COLUMNS").ok()?.parse::<usize>().ok();
        let width = looks
            .width
            .map(usize::from)
            .or(size.map(|(width, _)| usize::from(width.0)))
            .or_else(|| is_shown.then(columns).flatten())
            .unwrap_or(USUAL_WIDTH)
            .max(LEAST_WIDTH);
        let is_dumb = env::var_os("TERM").is_some_and(|name| name == "dumb");
        let height = size.filter(|_| !is_dumb).map(|(_, height)| usize::from(height.0));
        Self { color: color(looks.color, is_shown, |name| env::var_os(name)), width, height }
    }
}

/// Words or names on lines of a width; one that is longer stands on a line of its own.
pub fn wrapped<'n>(names: impl Iterator<Item = &'n str>, indent: &str, width: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    for name in names {
        let name = clean(name);
        let long = name.chars().count();
        if used > 0 && used + 1 + long > width {
            text.push('\n');
            used = 0;
        }
        let gap = if used == 0 { indent } else { " " };
        used += gap.len() + long;
        text.push_str(gap);
        text.push_str(&name);
    }
    text.push('\n');
    text
}

/// What a name or title brings along is harmless.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// Decides about colours: the argument, then NO_COLOR, CLICOLOR_FORCE and CLICOLOR, then the terminal.
fn color<V: AsRef<std::ffi::OsStr>>(when: When, is_terminal: bool, variable: impl Fn(&str) -> Option<V>) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.as_ref().is_empty());
    let is = |name: &str, wanted: &str| variable(name).is_some_and(|value| value.as_ref() == wanted);
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if is_set("NO_COLOR") => false,
        When::Auto if is_set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0") => true,
        When::Auto if is("CLICOLOR", "0") || is("TERM", "dumb") => false,
        When::Auto => is_terminal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(when: When, is_terminal: bool, variables: &[(&str, &str)], expected: bool) {
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        assert_eq!(color(when, is_terminal, variable), expected, "{when:?} {is_terminal} {variables:?}");
    }

    #[test]
    fn the_argument_wins_over_the_environment() {
        check(When::Always, false, &[("NO_COLOR", "1")], true);
        check(When::Never, true, &[("CLICOLOR_FORCE", "1")], false);
    }

    #[test]
    fn the_environment_wins_over_the_terminal() {
        check(When::Auto, true, &[], true);
        check(When::Auto, false, &[], false);
        check(When::Auto, true, &[("NO_COLOR", "1")], false);
        check(When::Auto, true, &[("NO_COLOR", "")], true);
        check(When::Auto, false, &[("CLICOLOR_FORCE", "1")], true);
        check(When::Auto, false, &[("CLICOLOR_FORCE", "0")], false);
        check(When::Auto, true, &[("CLICOLOR", "0")], false);
        check(When::Auto, true, &[("TERM", "dumb")], false);
    }

    #[test]
    fn names_stand_on_lines_of_a_width() {
        let names = ["a".repeat(10), format!("→ {}", "b".repeat(10)), "→ \u{1b}c".to_owned()];
        let text = wrapped(names.iter().map(String::as_str), "    ", 24);
        assert_eq!(text, "    aaaaaaaaaa\n    → bbbbbbbbbb → c\n");
    }
}
