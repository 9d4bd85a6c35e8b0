//! The program: brings the outside, calls the library, gives the exit code.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut host = linchpin::Host::of_process();
    ExitCode::from(linchpin::run(std::env::args_os(), &mut host))
}
