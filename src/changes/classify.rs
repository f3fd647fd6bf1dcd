//! Both texts and their alignment to the report of what changed.

use super::words::edit_script;
use super::{Change, ChangeClass, ChangeKind, ChangeReport, Edit, Summary, Transfer, Verdict, VerdictKind};
use crate::align::{Alignment, Link, LinkKind};
use crate::pair::Pair;
use crate::resolution::{Resolution, Role};
use crate::span::Span;
use crate::token::{Token, TokenKind, tokenize};

/// Tells for every link what changed and what that amounts to.
pub fn classify(resolutions: Pair<Resolution>, alignment: Alignment) -> ChangeReport {
    let Alignment { links, carried } = alignment;
    let changes: Vec<Change> = links.into_iter().map(|link| change(link, &resolutions)).collect();
    let mut summary = summary(&changes);
    summary.carried = carried.len();
    let verdict = verdict(&changes);
    ChangeReport {
        resolutions,
        changes,
        carried,
        summary,
        verdict,
        references: Vec::new(),
        ledger: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn change(link: Link, resolutions: &Pair<Resolution>) -> Change {
    let mut change = Change {
        link,
        kind: ChangeKind::Unchanged,
        renumbered: false,
        transfer: None,
        class: ChangeClass::Same,
        facets: Vec::new(),
        edits: Vec::new(),
    };
    let texts = change.texts(resolutions);
    change.edits = match change.link.kind {
        LinkKind::Inserted => vec![Edit::Insert(Span::new(0, texts.later.len()))],
        LinkKind::Deleted => vec![Edit::Delete(Span::new(0, texts.earlier.len()))],
        LinkKind::Matched | LinkKind::Split | LinkKind::Merged => edit_script(texts.as_ref().map(String::as_str)),
    };
    change.kind = match change.link.kind {
        LinkKind::Inserted => ChangeKind::Added,
        LinkKind::Deleted => ChangeKind::Removed,
        LinkKind::Split => ChangeKind::Split,
        LinkKind::Merged => ChangeKind::Merged,
        LinkKind::Matched if same_words(texts.as_ref().map(String::as_str)) => ChangeKind::Unchanged,
        LinkKind::Matched => ChangeKind::Reworded,
    };
    if change.link.kind == LinkKind::Matched {
        let members = Pair::new(change.link.members.earlier[0], change.link.members.later[0]);
        let paragraphs =
            Pair::new(&resolutions.earlier.paragraphs[members.earlier], &resolutions.later.paragraphs[members.later]);
        change.renumbered = paragraphs.earlier.enumerator.is_some()
            && paragraphs.later.enumerator.is_some()
            && paragraphs.earlier.enumerator != paragraphs.later.enumerator;
        change.transfer = transfer(paragraphs.map(|p| p.role));
    }
    change.class = match change.kind {
        ChangeKind::Unchanged if texts.earlier == texts.later => ChangeClass::Same,
        ChangeKind::Unchanged => ChangeClass::Editorial,
        _ => ChangeClass::Substantive,
    };
    change
}

fn transfer(roles: Pair<Role>) -> Option<Transfer> {
    match (roles.earlier, roles.later) {
        (Role::Preambular, Role::Operative) => Some(Transfer::Promoted),
        (Role::Operative, Role::Preambular) => Some(Transfer::Demoted),
        _ => None,
    }
}

/// Tells whether the words are the same: typography apart, and apart from the mark at the end, which depends on whether
/// another paragraph follows.
fn same_words(texts: Pair<&str>) -> bool {
    if texts.earlier == texts.later {
        return true;
    }
    let keys = texts.map(|text| {
        let tokens = tokenize(text);
        let body = tokens.len() - tokens.iter().rev().take_while(|t| is_end_mark(t, text)).count();
        tokens[..body].iter().map(|t| t.key).collect::<Vec<_>>()
    });
    keys.earlier == keys.later
}

fn is_end_mark(token: &Token, text: &str) -> bool {
    token.kind == TokenKind::Punctuation && matches!(token.span.of(text), "," | ";" | "." | ":")
}

/// Counts changes by kind.
fn summary(changes: &[Change]) -> Summary {
    let mut summary = Summary::default();
    for change in changes {
        match change.kind {
            ChangeKind::Unchanged => summary.unchanged += 1,
            ChangeKind::Reworded => summary.reworded += 1,
            ChangeKind::Added => summary.added += 1,
            ChangeKind::Removed => summary.removed += 1,
            ChangeKind::Split => summary.split += 1,
            ChangeKind::Merged => summary.merged += 1,
        }
        summary.moved += usize::from(change.link.moved);
        summary.renumbered +=
            usize::from(change.renumbered && change.kind == ChangeKind::Unchanged && !change.link.moved);
        match change.transfer {
            Some(Transfer::Promoted) => summary.promoted += 1,
            Some(Transfer::Demoted) => summary.demoted += 1,
            None => {}
        }
    }
    summary
}

fn verdict(changes: &[Change]) -> Verdict {
    let of = |class: ChangeClass| (0..changes.len()).filter(|&i| changes[i].class == class).collect::<Vec<_>>();
    let (substantive, unclassified) = (of(ChangeClass::Substantive), of(ChangeClass::Unclassified));
    let any = |class: ChangeClass| changes.iter().any(|change| change.class == class);
    let kind = if !substantive.is_empty() {
        VerdictKind::Substantive
    } else if !unclassified.is_empty() {
        VerdictKind::Unclassified
    } else if any(ChangeClass::Rollover) {
        VerdictKind::TechnicalRollover
    } else if any(ChangeClass::Editorial) || changes.iter().any(|c| c.link.moved || c.renumbered) {
        VerdictKind::Editorial
    } else {
        VerdictKind::Identical
    };
    Verdict { kind, substantive, unclassified }
}
