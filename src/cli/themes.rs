//! `linchpin themes`: the colours that the terminal interface can wear.

use serde::Serialize;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::tui;

#[derive(Serialize)]
struct Themes {
    themes: Vec<Theme>,
}

#[derive(Serialize)]
struct Theme {
    name: String,
    title: String,
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Ending, Failure> {
    let names = tui::theme_names(call.host);
    let text = match call.format {
        Format::Human => {
            let rows = names.into_iter().map(|(name, title)| vec![name, title]).collect();
            let title = "Themes: `T` in the interface, or LINCHPIN_THEME=name";
            human::sections(&[(title.to_owned(), rows)], call.look)
        }
        Format::Json => {
            let themes = names.into_iter().map(|(name, title)| Theme { name, title }).collect();
            json::document("themes", Themes { themes })
        }
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}
