//! A title, a style and a script to the frame of a page that loads nothing and runs nothing else.

use super::digest;
use super::escape::Escaped;
use std::io;

/// Holds what stands around the content of a page.
pub(super) struct Frame<'t> {
    /// What the window is called.
    pub title: &'t str,
    /// How the page opens, for its style to know.
    pub layout: &'t str,
    /// Whether that was asked for, and so goes before what its reader chose on another page.
    pub asked: bool,
    /// The only style that is admitted.
    pub style: &'t str,
    /// The only script that is admitted, if any is.
    pub script: Option<&'t str>,
}

impl Frame<'_> {
    /// Writes all that stands before the content.
    pub(super) fn open(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let style = unix(self.style);
        let admitted = digest::source_expression(&style);
        let run = self.script.map(|script| digest::source_expression(&unix(script)));
        let run = run.as_deref().unwrap_or("'none'");
        writeln!(out, "<!DOCTYPE html>")?;
        let asked = if self.asked { " data-asked" } else { "" };
        writeln!(out, "<html lang=\"en\" data-layout=\"{}\"{asked}>", Escaped(self.layout))?;
        writeln!(out, "<head>")?;
        writeln!(out, "<meta charset=\"utf-8\">")?;
        writeln!(
            out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {admitted}; \
             script-src {run}; img-src data:; base-uri 'none'; form-action 'none'\">"
        )?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
        writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
        writeln!(out, "<meta name=\"generator\" content=\"resdiff {}\">", env!("CARGO_PKG_VERSION"))?;
        // Without one of its own a browser would ask the server for an icon.
        writeln!(out, "<link rel=\"icon\" href=\"data:,\">")?;
        writeln!(out, "<title>{}</title>", Escaped(self.title))?;
        writeln!(out, "<style>{style}</style>")?;
        writeln!(out, "</head>\n<body>")
    }

    /// Writes all that stands after the content.
    pub(super) fn close(&self, out: &mut dyn io::Write) -> io::Result<()> {
        if let Some(script) = self.script {
            writeln!(out, "<script>{}</script>", unix(script))?;
        }
        writeln!(out, "</body>\n</html>")
    }
}

/// Gives a text with the line ends that a browser makes of them before it takes the digest.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}
