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
    /// The only style that is admitted.
    pub style: &'t str,
    /// The only script that is admitted.
    pub script: &'t str,
}

impl Frame<'_> {
    /// Writes all that stands before the content.
    pub(super) fn open(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let (style, script) = (unix(self.style), unix(self.script));
        let (admitted, run) = (digest::source_expression(&style), digest::source_expression(&script));
        writeln!(out, "<!DOCTYPE html>")?;
        writeln!(out, "<html lang=\"en\" data-layout=\"{}\">", Escaped(self.layout))?;
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
        writeln!(out, "<script>{}</script>\n</body>\n</html>", unix(self.script))
    }
}

/// Gives a text with the line ends that a browser makes of them before it takes the digest.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}
