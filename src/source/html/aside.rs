//! An element to whether it is part of a page's text, by its name, role, style and class.

use super::tokens::StartTag;

/// Says why a piece is no part of a page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// Not for the eye: scripts, styles, hidden elements.
    Hidden,
    /// Navigation, a header or footer of the site, a banner: by its element, role or class.
    Around,
    /// A comment of the page's source.
    Comment,
    /// What a picture shows.
    Picture,
}

/// Tells elements that are no part of a page's text, by their name, role, style and class.
pub(super) fn aside(tag: &StartTag<'_>, style: &str) -> Option<Aside> {
    let hidden = style.contains("display:none")
        || style.contains("visibility:hidden")
        || tag.attribute("hidden").is_some()
        || tag.attribute("aria-hidden").is_some_and(|value| value == "true")
        || matches!(tag.name.as_str(), "noscript" | "dialog" | "select" | "button" | "option");
    if hidden {
        return Some(Aside::Hidden);
    }
    let around = matches!(tag.name.as_str(), "nav" | "footer" | "aside" | "form" | "search" | "menu");
    let by_role = ["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert"];
    if around || by_role.iter().any(|role| role_is(tag, role)) {
        return Some(Aside::Around);
    }
    if matches!(
        tag.name.as_str(),
        "body" | "main" | "article" | "p" | "span" | "i" | "em" | "b" | "td" | "tr" | "table"
    ) {
        return None;
    }
    let classes =
        [tag.attribute("class"), tag.attribute("id")].map(Option::unwrap_or_default).join(" ").to_ascii_lowercase();
    let mut words = classes.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| CLASSES.contains(&word)).then_some(Aside::Around)
}

/// Words in a class or id that say that an element is about the site and not about its page.
const CLASSES: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "sidebar",
    "skip",
    "skiplink",
    "share",
    "sharing",
    "social",
    "toolbar",
    "pager",
    "pagination",
    "advert",
    "banner",
    "newsletter",
    "sitefooter",
    "siteheader",
    "masthead_nav",
    "languages",
    "search",
    "login",
    "popup",
    "modal",
];

pub(super) fn role_is(tag: &StartTag<'_>, role: &str) -> bool {
    tag.attribute("role").is_some_and(|value| value.eq_ignore_ascii_case(role))
}
