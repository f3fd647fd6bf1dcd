//! The program about itself: shell completions, man page and JSON Schemas, all from the definitions it runs on.

use super::Found;
use super::arguments::{Arguments, Schema};
use super::output;
use super::trouble::Trouble;
use clap::CommandFactory;
use clap_complete::Shell;
use resdiff::render::json;

/// Prints what a shell needs to complete the program's arguments.
pub fn completions(shell: Shell) -> Result<Found, Trouble> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "resdiff", &mut bytes);
    output::print(&bytes)?;
    Ok(Found::Nothing)
}

/// Prints the man page: the program, then each of its commands.
pub fn man() -> Result<Found, Trouble> {
    let mut command = Arguments::command();
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    let mut bytes = Vec::new();
    let to_memory = "writing to memory does not fail";
    page.render(&mut bytes).expect(to_memory);
    // One page tells it all: the commands follow as sections of their own.
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let page = clap_mangen::Man::new(command.clone());
        let heading = format!(".SH \"{}\"\n", command.get_name().to_uppercase());
        bytes.extend_from_slice(heading.as_bytes());
        let mut section = Vec::new();
        page.render_description_section(&mut section).expect(to_memory);
        page.render_synopsis_section(&mut section).expect(to_memory);
        page.render_options_section(&mut section).expect(to_memory);
        bytes.extend_from_slice(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").as_bytes());
    }
    output::print(&bytes)?;
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
