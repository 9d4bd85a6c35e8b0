//! The file of what is known already.

use std::io::ErrorKind;
use std::path::Path;

use super::call::Call;
use super::failure::Failure;
use crate::host::{Digest, WriteFailure};
use crate::report::Baseline;
use crate::text::{clean, plural};

/// The baseline in a file, and what tells whether somebody else has written it meanwhile.
pub(super) fn read(call: &Call<'_>, file: &Path) -> Result<(Baseline, Digest), Failure> {
    let shown = file.display();
    let bytes = call.host.disk.read(&call.place(file)).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::new(format!("there is no baseline `{shown}`"))
            .hint(format!("write it first: `linchpin check --write-baseline {shown}`")),
        _ => call.unreadable(&error, &call.place(file), &shown.to_string()),
    })?;
    let text = String::from_utf8_lossy(&bytes);
    let baseline = Baseline::parse(&text).map_err(|why| {
        Failure::new(format!("`{shown}` is no baseline: {why}"))
            .hint(format!("write it anew: `linchpin check --write-baseline {shown}`"))
    })?;
    Ok((baseline, Digest::of(&bytes)))
}

/// Writes it in one piece. `known` is what was read; `None` where the file is new or may be lost.
pub(super) fn write(
    call: &mut Call<'_>,
    file: &Path,
    baseline: &Baseline,
    known: Option<Digest>,
) -> Result<(), Failure> {
    let (path, shown) = (call.place(file), file.display().to_string());
    let written = call.host.disk.write(&path, baseline.text().as_bytes(), known);
    written.map_err(|failure| match failure {
        WriteFailure::Changed => {
            Failure::new(format!("`{shown}` was written by somebody else")).hint("check again")
        }
        WriteFailure::System(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(Path::new(".")).display();
            Failure::new(format!("`{shown}` cannot be written: there is no folder `{folder}`"))
                .hint("make the folder first, or name another file")
        }
        WriteFailure::System(error) => {
            // What the system says ends with the name of a file that is no longer there.
            Failure::new(format!("`{shown}` cannot be written: {}", error.kind()))
        }
    })?;
    call.say(&format!("wrote {} to {}", plural(baseline.total(), "finding"), clean(&shown)))
}
