//! Text of unknown origin to Markdown in which nothing of it is interpreted.

/// Names the marks around words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `~~ ~~`
    Deleted,
    /// `** **`
    Inserted,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Mark::Deleted => "~~",
            Mark::Inserted => "**",
        }
    }

    /// The element that the sign stands for.
    fn tag(self) -> &'static str {
        match self {
            Mark::Deleted => "del",
            Mark::Inserted => "strong",
        }
    }
}

/// Keeps a sign and what follows from being read as one: a mention, a reference to an issue, the name of an emoji.
const APART: &str = "&#8203;";

/// Escapes text inside a line.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let follows = rest.as_str();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // Otherwise "https:" and "www." would begin a link.
            ':' if follows.starts_with("//") => escaped.push_str("\\:"),
            '.' if ends_with_www(text, follows) => escaped.push_str("\\."),
            '@' | '#' if follows.starts_with(|c: char| c.is_alphanumeric()) => {
                escaped.push(c);
                escaped.push_str(APART);
            }
            ':' if is_emoji_name(follows) => {
                escaped.push(c);
                escaped.push_str(APART);
            }
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => escaped.push(' '),
            '\0'..='\u{1f}' => escaped.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => escaped.push('\u{2421}'),
            // What would turn the direction of all that follows.
            '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' => {
                escaped.push(char::REPLACEMENT_CHARACTER);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

fn ends_with_www(text: &str, follows: &str) -> bool {
    let before = &text[..text.len() - follows.len()];
    before.len() >= 4 && before.to_ascii_lowercase().ends_with("www.")
}

/// Tells whether a text goes on like the name of an emoji: "smile:".
fn is_emoji_name(follows: &str) -> bool {
    let name = follows.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'));
    name.starts_with(':') && name.len() < follows.len()
}

/// Keeps the beginning of a line from being read as a heading, a list, a rule or code.
pub(super) fn start_of_line(escaped: &str) -> String {
    let text = escaped.trim_start();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match text[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        Some('#' | '+' | '-' | '=') if digits == 0 => format!("\\{text}"),
        _ => text.to_owned(),
    }
}

/// Sets runs side by side, each between its signs or, where Markdown would not take these for marks, its tags.
pub(super) fn inline(runs: &[(Option<Mark>, String)]) -> String {
    let escaped: Vec<String> = runs.iter().map(|(_, text)| escape(text)).collect();
    let mut line = String::new();
    for (i, (mark, _)) in runs.iter().enumerate() {
        let words = &escaped[i];
        let Some(mark) = mark else {
            line.push_str(words);
            continue;
        };
        let before = line.chars().next_back();
        let after = runs.get(i + 1).and_then(|(next, _)| match next {
            Some(next) => next.sign().chars().next(),
            None => escaped[i + 1].chars().next(),
        });
        if flanks(before, words.chars().next()) && flanks(after, words.chars().next_back()) {
            line.extend([mark.sign(), words, mark.sign()]);
        } else {
            line.push_str(&format!("<{0}>{words}</{0}>", mark.tag()));
        }
    }
    line
}

/// Tells whether a sign between these characters opens or closes: CommonMark 0.31, "left-flanking delimiter run" and
/// "right-flanking delimiter run".
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    match inside {
        None => false,
        Some(inside) if inside.is_whitespace() => false,
        Some(inside) if inside.is_alphanumeric() => true,
        // Implementations differ in what they take for punctuation beyond ASCII.
        Some(_) => outside.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation()),
    }
}

#[cfg(test)]
mod tests {
    use super::Mark::{Deleted, Inserted};
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[test]
    fn nothing_is_interpreted() {
        check(
            "*a* _b_ `c` [d](e) <f> &amp; ~~g~~ | $h$",
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\&amp; \\~\\~g\\~\\~ \\| \\$h\\$",
        );
        check("a\\", "a\\\\");
        check("see https://example.org and www.example.org", "see https\\://example.org and www\\.example.org");
        check("@user #12 a@b.org", "@&#8203;user #&#8203;12 a@&#8203;b.org");
        check(":smile: 10:30 Article 5:", ":&#8203;smile: 10:30 Article 5:");
        check("a\nb\tc\u{1b}[0m\u{202e}d", "a b c␛\\[0m\u{fffd}d");
        check("A/RES/54/212, “quoted” (b) – naïve", "A/RES/54/212, “quoted” (b) – naïve");
    }

    #[test]
    fn a_line_begins_as_text() {
        let check = |text: &str, expected: &str| assert_eq!(start_of_line(text), expected);
        check("# a", "\\# a");
        check("- a", "\\- a");
        check("+ a", "\\+ a");
        check("=== a", "\\=== a");
        check("12. a", "12\\. a");
        check("3) a", "3\\) a");
        check("1999 was", "1999 was");
        check("    code", "code");
        check("**- a**", "**- a**");
    }

    #[test]
    fn signs_stand_where_they_are_taken_for_marks() {
        let check = |runs: &[(Option<Mark>, &str)], expected: &str| {
            let runs: Vec<(Option<Mark>, String)> = runs.iter().map(|(m, t)| (*m, (*t).to_owned())).collect();
            assert_eq!(inline(&runs), expected);
        };
        check(
            &[(None, "of "), (Some(Deleted), "1994"), (None, " "), (Some(Inserted), "1995"), (None, ",")],
            "of ~~1994~~ **1995**,",
        );
        check(
            &[(Some(Deleted), "Invites"), (Some(Inserted), "Urges"), (None, " States")],
            "~~Invites~~**Urges** States",
        );
        // A comma glued to a word is no beginning of a mark.
        check(&[(None, "alia"), (Some(Inserted), ", a summary"), (None, ":")], "alia<strong>, a summary</strong>:");
        check(&[(None, "them"), (Some(Deleted), ","), (None, " as")], "them<del>,</del> as");
        check(&[(None, "the "), (Some(Inserted), "(new)"), (None, " text")], "the **(new)** text");
        check(&[(None, "the "), (Some(Inserted), "“new”"), (None, "s")], "the <strong>“new”</strong>s");
        check(&[(None, "a "), (Some(Inserted), "*"), (None, " b")], "a **\\*** b");
        check(&[(None, "a "), (Some(Deleted), "<b>"), (Some(Inserted), "c"), (None, ".")], "a ~~\\<b\\>~~**c**.");
    }
}
