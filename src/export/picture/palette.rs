//! Colours of what is drawn, those of the light and the dark theme of the interface.

use crate::layout::{Class, NodeStyle};

/// Which colours an image wears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shade {
    /// Those that whoever looks at it prefers.
    #[default]
    Auto,
    Light,
    Dark,
}

/// Colours by the tokens of the theme files; a test holds them equal.
pub(super) struct Palette {
    pub(super) background: &'static str,
    pub(super) text: &'static str,
    pub(super) title: &'static str,
    pub(super) muted: &'static str,
    pub(super) border: &'static str,
    pub(super) accent: &'static str,
    pub(super) warn: &'static str,
    pub(super) danger: &'static str,
    pub(super) added: &'static str,
    pub(super) removed: &'static str,
    pub(super) changed: &'static str,
    pub(super) fragile: &'static str,
    pub(super) missing: &'static str,
    pub(super) scheduled: &'static str,
    pub(super) manual: &'static str,
}

pub(super) static LIGHT: Palette = Palette {
    background: "#fcfcfa",
    text: "#24292f",
    title: "#101418",
    muted: "#5b6571",
    border: "#6e7781",
    accent: "#0a55a8",
    warn: "#7d5200",
    danger: "#b3161b",
    added: "#1a6b34",
    removed: "#b3161b",
    changed: "#7d5200",
    fragile: "#9a3d00",
    missing: "#a0184e",
    scheduled: "#0a55a8",
    manual: "#7d5200",
};

pub(super) static DARK: Palette = Palette {
    background: "#14171c",
    text: "#d7dce2",
    title: "#f0f3f6",
    muted: "#8b96a5",
    border: "#6b7686",
    accent: "#6cb6ff",
    warn: "#f2c265",
    danger: "#ff8a80",
    added: "#7ec699",
    removed: "#ff8a80",
    changed: "#f2c265",
    fragile: "#ffa66b",
    missing: "#ff8fb0",
    scheduled: "#79b8ff",
    manual: "#f2c265",
};

/// As the interface colours the line.
pub(super) fn line_colour(palette: &Palette, class: Class) -> &'static str {
    match class {
        Class::Ok => palette.muted,
        Class::Scheduled => palette.scheduled,
        Class::Manual => palette.manual,
        Class::Fragile => palette.fragile,
        Class::Degraded => palette.warn,
        Class::Broken => palette.danger,
        Class::Added => palette.added,
        Class::Removed => palette.removed,
        Class::Missing => palette.missing,
    }
}

/// As the interface colours the border.
pub(super) fn box_colour(palette: &Palette, style: NodeStyle) -> &'static str {
    match style {
        NodeStyle::Normal | NodeStyle::Ghost => palette.border,
        NodeStyle::Alert => palette.danger,
        NodeStyle::Warn => palette.warn,
        NodeStyle::Added => palette.added,
        NodeStyle::Removed => palette.removed,
        NodeStyle::Changed => palette.changed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_themes() {
        let files = [
            (&LIGHT, include_str!("../../../themes/light.toml")),
            (&DARK, include_str!("../../../themes/dark.toml")),
        ];
        for (palette, file) in files {
            let named = [
                ("background", palette.background),
                ("text", palette.text),
                ("title", palette.title),
                ("muted", palette.muted),
                ("border", palette.border),
                ("accent", palette.accent),
                ("warn", palette.warn),
                ("danger", palette.danger),
                ("added", palette.added),
                ("removed", palette.removed),
                ("changed", palette.changed),
                ("fragile", palette.fragile),
                ("missing", palette.missing),
                ("scheduled", palette.scheduled),
                ("manual", palette.manual),
            ];
            for (token, colour) in named {
                assert!(file.contains(&format!("\n{token} = \"{colour}")), "{token} is {colour}");
            }
        }
    }
}
