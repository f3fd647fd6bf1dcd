//! Paragraphs whose roles are already known to a resolution, so that alignment can be judged apart from parsing.

use resdiff::diagnostic::Place;
use resdiff::resolution::{Base, Locator, Paragraph, Resolution, Role};
use serde::Deserialize;

/// Holds one paragraph as a gold pair or a corpus records it.
#[derive(Debug, Clone, Deserialize)]
pub struct Unit {
    /// "preambular", "operative" or "heading".
    pub role: String,
    /// As printed.
    pub enumerator: Option<String>,
    /// The words.
    pub text: String,
}

/// Makes a resolution of the units. Levels and parents follow from the form of the enumerators.
pub fn resolution(units: &[Unit]) -> Resolution {
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(units.len());
    let (mut heading, mut last_letter) = (None, String::new());
    let mut above: [Option<usize>; 3] = [None; 3];
    for (index, unit) in units.iter().enumerate() {
        let text = unit.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let enumerator = unit.enumerator.as_deref().map(str::trim).filter(|e| !e.is_empty());
        let level = match (unit.role.as_str(), enumerator) {
            ("operative", Some(e)) => level(e, &last_letter),
            _ => 0,
        };
        if level == 1 {
            last_letter = enumerator.unwrap_or_default().to_string();
        } else if level == 0 {
            last_letter.clear();
        }
        let organ = unit.role == "preambular" && is_organ(&text);
        let role = match unit.role.as_str() {
            "heading" => Role::Heading,
            "preambular" => Role::Preambular,
            _ if level > 0 => Role::Subparagraph,
            "operative" => Role::Operative,
            _ => Role::Other,
        };
        let parent = (0..usize::from(level)).rev().find_map(|l| above[l]);
        let base = if organ {
            Base::Organ
        } else {
            match role {
                Role::Preambular => Base::Preambular(index.to_string()),
                Role::Heading => Base::Heading(index as u32),
                _ => Base::Operative(enumerator.unwrap_or_default().trim_end_matches('.').to_string()),
            }
        };
        paragraphs.push(Paragraph {
            id: format!("u{index}"),
            locator: Locator { annex: None, part: None, base, path: Vec::new(), resumed: 0 },
            role,
            enumerator: enumerator.map(str::to_string),
            level,
            parent,
            heading,
            resumes: None,
            text,
            opening: None,
            inner: Vec::new(),
            marks: Vec::new(),
            place: Place::default(),
        });
        if role == Role::Heading {
            heading = Some(index);
        }
        if matches!(role, Role::Operative | Role::Subparagraph) {
            above[usize::from(level).min(2)] = Some(index);
            above.iter_mut().skip(usize::from(level) + 1).for_each(|slot| *slot = None);
        } else {
            above = [None; 3];
        }
    }
    Resolution { paragraphs, ..Resolution::default() }
}

/// Gives the paragraphs of a parsed resolution back.
pub fn of(resolution: &Resolution) -> Vec<Unit> {
    let role = |role: Role| match role {
        Role::Preambular => "preambular",
        Role::Heading => "heading",
        Role::Operative | Role::Subparagraph | Role::Annex => "operative",
        Role::Other => "other",
    };
    resolution
        .paragraphs
        .iter()
        .map(|p| Unit { role: role(p.role).to_string(), enumerator: p.enumerator.clone(), text: p.text.clone() })
        .collect()
}

/// Gives the depth that an enumerator shows: 0 for "5.", 1 for "(a)", 2 for "(i)" unless it follows "(h)".
fn level(enumerator: &str, last_letter: &str) -> u8 {
    let Some(inner) = enumerator.strip_prefix('(').and_then(|rest| rest.split(')').next()) else { return 0 };
    let roman = !inner.is_empty() && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let follows = matches!((last_letter, inner), ("(h)", "i") | ("(u)", "v") | ("(w)", "x"));
    if roman && !follows && !last_letter.is_empty() { 2 } else { 1 }
}

fn is_organ(text: &str) -> bool {
    text.starts_with("The ") && text.ends_with(',') && text.split(' ').count() <= 8
}
