//! `docs/cli.md`, made from the definition of the command line.

/// Columns that the help is wrapped to in the page.
const WIDTH: usize = 100;

pub(crate) fn cli_page() -> String {
    let mut command = super::command(WIDTH);
    command.build();
    let mut out = String::from(
        "# Command line\n\nMade from the program's own help.\n\n\
         Data goes to standard output, narration to standard error. Exit codes: 0 nothing to complain about, \
         1 findings at or above `--fail-on`, 2 wrong use or failure; a reader that goes away (`| head`) is no failure.\n",
    );
    let top = help(&mut command);
    out = format!("{out}\n## linchpin\n\n```text\n{top}\n```\n");
    let verbs: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    for verb in verbs {
        if let Some(sub) = command.find_subcommand_mut(&verb) {
            let text = help(sub);
            out = format!("{out}\n## linchpin {verb}\n\n```text\n{text}\n```\n");
        }
    }
    out
}

fn help(command: &mut clap::Command) -> String {
    let text = command.clone().term_width(WIDTH).render_long_help().to_string();
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n")
}
