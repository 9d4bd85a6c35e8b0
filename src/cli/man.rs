//! `linchpin man`: the manual page.

use super::Ending;
use super::call::Call;
use super::failure::Failure;

pub(super) fn run(call: &mut Call<'_>) -> Result<Ending, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(super::command(call.look.width)).render(&mut page)?;
    call.print(&String::from_utf8_lossy(&page))?;
    Ok(Ending::Clean)
}
