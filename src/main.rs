//! The `resdiff` program: arguments in, a report out, and the exit status of diff(1).

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
