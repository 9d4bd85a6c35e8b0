//! Files and arguments in; standard output, standard error and the exit code out.

use std::ffi::OsString;
use std::path::Path;

use linchpin::Host;

pub(crate) struct Transcript {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run_on(
    host: (Host, linchpin::Captured, linchpin::Captured),
    args: &[&str],
) -> Transcript {
    let (mut host, out, err) = host;
    let args = std::iter::once("linchpin").chain(args.iter().copied()).map(OsString::from);
    let code = linchpin::run(args, &mut host);
    Transcript { code, out: out.text(), err: err.text() }
}

/// With these files in memory.
pub(crate) fn run(files: &[(&str, &str)], args: &[&str]) -> Transcript {
    run_on(Host::for_tests(files), args)
}

/// In a real folder.
pub(crate) fn run_in(folder: &Path, args: &[&str]) -> Transcript {
    let (host, out, err) = Host::for_tests(&[]);
    run_on((host.in_folder(folder.to_owned()), out, err), args)
}

impl Transcript {
    pub(crate) fn text(&self) -> String {
        format!("code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}

macro_rules! transcript {
    ($name:ident, $files:expr, $args:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(run($files, $args).text());
        }
    };
}

pub(crate) use transcript;
