//! The program: builds nothing, decides nothing, calls the library.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    linchpin::start().into()
}
