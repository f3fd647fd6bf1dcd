//! The program about itself: shell completions, man page, JSON Schemas and ladders of strength, all from the definitions
//! it runs on.

use super::Found;
use super::arguments::{Arguments, Schema};
use super::output;
use super::trouble::Trouble;
use clap::CommandFactory;
use clap_complete::Shell;
use resdiff::lexicon::Ladders;
use resdiff::render::json;
use std::io::{self, Write};

/// Prints what a shell needs to complete the program's arguments.
pub fn completions(shell: Shell) -> Result<Found, Trouble> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "resdiff", &mut bytes);
    output::print(&bytes)?;
    Ok(Found::Nothing)
}

/// Prints the man page: the program, then each of its commands, all on one page.
pub fn man() -> Result<Found, Trouble> {
    let mut command = Arguments::command();
    command.build();
    let mut bytes = Vec::new();
    manual(&command, &mut bytes).expect("writing to memory does not fail");
    output::print(&bytes)?;
    Ok(Found::Nothing)
}

fn manual(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    let of = |command: &clap::Command| clap_mangen::Man::new(command.clone());
    let whole = of(command);
    whole.render_title(page)?;
    whole.render_name_section(page)?;
    whole.render_synopsis_section(page)?;
    whole.render_description_section(page)?;
    whole.render_options_section(page)?;
    let commands = || command.get_subcommands().filter(|command| command.get_name() != "help");
    writeln!(page, ".SH COMMANDS")?;
    for command in commands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(page, ".TP\n\\fB{}\\fR\n{}", command.get_name(), escaped(&about))?;
    }
    // A paragraph behind the help begins with what it is about, and stands as it is written.
    let behind = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    for paragraph in behind.split("\n\n") {
        let (heading, lines) = paragraph.split_once(":\n").unwrap_or(("", paragraph));
        writeln!(page, ".SH \"{}\"\n.nf\n{}\n.fi", heading.to_uppercase(), escaped(lines))?;
    }
    for command in commands() {
        let mut section = Vec::new();
        let page_of_its_own = of(command);
        page_of_its_own.render_description_section(&mut section)?;
        page_of_its_own.render_synopsis_section(&mut section)?;
        page_of_its_own.render_options_section(&mut section)?;
        writeln!(page, ".SH \"{}\"", command.get_name().to_uppercase())?;
        page.extend_from_slice(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").as_bytes());
    }
    Ok(())
}

/// What roff would take for something else: backslashes, and hyphens, which are not those of a command.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('-', "\\-")
}

/// Prints the ladders of strength that come with the program.
pub fn lexicon() -> Result<Found, Trouble> {
    output::print(Ladders::BUILT_IN.as_bytes())?;
    Ok(Found::Nothing)
}

/// Prints a JSON Schema.
pub fn schema(schema: Schema) -> Result<Found, Trouble> {
    let text = match schema {
        Schema::Report => json::REPORT_SCHEMA,
        Schema::Resolution => json::RESOLUTION_SCHEMA,
        Schema::History => json::HISTORY_SCHEMA,
        Schema::Blame => json::BLAME_SCHEMA,
        Schema::Origin => json::ORIGIN_SCHEMA,
        Schema::Ledger => json::LEDGER_SCHEMA,
        Schema::Batch => json::BATCH_SCHEMA,
    };
    output::print(text.as_bytes())?;
    Ok(Found::Nothing)
}
