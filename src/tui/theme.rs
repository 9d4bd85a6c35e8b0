//! Themes: from tones to colours and modifiers, as far as the terminal can show them.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use strum::VariantArray as _;

use super::rows::Tone;

/// The themes of the binary, in the order of the picker.
const EMBEDDED: &[(&str, &str)] = &[
    ("auto", include_str!("../../themes/auto.toml")),
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("mono", include_str!("../../themes/mono.toml")),
];

/// How deep an `inherits` chain may be.
const INHERITS_MAX: usize = 8;

#[derive(Clone, Debug)]
pub(crate) struct Theme {
    pub(crate) name: String,
    pub(crate) title: String,
    /// Under everything; a theme with colours of its own brings its ground.
    pub(crate) ground: Style,
    styles: BTreeMap<Tone, Style>,
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Depth {
    Mono,
    Sixteen,
    Indexed,
    True,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    title: String,
    inherits: Option<String>,
    #[serde(default)]
    colors: BTreeMap<String, String>,
}

impl Theme {
    pub(crate) fn style(&self, tone: Tone) -> Style {
        self.styles.get(&tone).copied().unwrap_or_default()
    }

    /// Reads a theme file. `known` finds the themes that it may inherit from.
    pub(crate) fn parse(
        name: &str,
        text: &str,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, String> {
        let mut file: ThemeFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut colors = std::mem::take(&mut file.colors);
        let mut parent = file.inherits.take();
        for _ in 0..INHERITS_MAX {
            let Some(name) = parent.take() else { break };
            let text = known(&name).ok_or_else(|| format!("no theme is called {name}"))?;
            let above: ThemeFile = toml::from_str(&text).map_err(|error| error.to_string())?;
            for (token, value) in above.colors {
                colors.entry(token).or_insert(value);
            }
            parent = above.inherits;
        }
        let mut styles = BTreeMap::new();
        for tone in Tone::VARIANTS {
            let token: &'static str = (*tone).into();
            if let Some(value) = colors.remove(token) {
                styles.insert(*tone, parse_style(&value).ok_or(format!("{token}: {value}?"))?);
            }
        }
        let text_style = styles.get(&Tone::Text).copied().unwrap_or_default();
        let mut ground = text_style;
        if let Some(value) = colors.remove("background") {
            let color = parse_style(&value).ok_or(format!("background: {value}?"))?;
            ground = ground.bg(color.fg.unwrap_or(Color::Reset));
        }
        if let Some(unknown) = colors.keys().next() {
            return Err(format!("no token is called {unknown}"));
        }
        Ok(Self { name: name.to_owned(), title: file.title, ground, styles })
    }

    /// One of the user's: what it leaves open is as in `auto`, so that nothing is invisible.
    pub(crate) fn of_user(
        name: &str,
        text: &str,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, String> {
        let mut theme = Self::parse(name, text, known)?;
        if let Some(auto) = built_in("auto") {
            let auto = Self::parse("auto", &auto, &built_in)?;
            for (tone, style) in auto.styles {
                theme.styles.entry(tone).or_insert(style);
            }
        }
        Ok(theme)
    }

    /// Plain text; what is left when a theme cannot be read.
    fn bare() -> Self {
        let reverse = Style::new().add_modifier(Modifier::REVERSED);
        Self {
            name: "bare".to_owned(),
            title: "Bare".to_owned(),
            ground: Style::new(),
            styles: BTreeMap::from([(Tone::Selection, reverse), (Tone::Bar, reverse)]),
        }
    }
}

/// The text of a theme of the binary.
pub(crate) fn built_in(name: &str) -> Option<String> {
    EMBEDDED.iter().find(|(it, _)| *it == name).map(|(_, text)| (*text).to_owned())
}

/// All embedded themes; never empty.
pub(crate) fn embedded() -> Vec<Theme> {
    let mut themes: Vec<Theme> = EMBEDDED
        .iter()
        .filter_map(|(name, text)| Theme::parse(name, text, &built_in).ok())
        .collect();
    if themes.is_empty() {
        themes.push(Theme::bare());
    }
    themes
}

/// `bold #aabbcc on blue`: modifiers, a colour, and a ground after `on`.
fn parse_style(text: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut is_ground = false;
    for word in text.split_whitespace() {
        match word {
            "on" => is_ground = true,
            "bold" => style = style.add_modifier(Modifier::BOLD),
            "dim" => style = style.add_modifier(Modifier::DIM),
            "italic" => style = style.add_modifier(Modifier::ITALIC),
            "underline" => style = style.add_modifier(Modifier::UNDERLINED),
            // Coloured words would each turn their colour into a ground of their own.
            "reverse" => {
                style = style.fg(Color::Reset).bg(Color::Reset).add_modifier(Modifier::REVERSED);
            }
            color if is_ground => style = style.bg(parse_color(color)?),
            color => style = style.fg(parse_color(color)?),
        }
    }
    Some(style)
}

fn parse_color(text: &str) -> Option<Color> {
    if text == "default" { Some(Color::Reset) } else { text.parse().ok() }
}

/// Makes a finished frame showable: colours that the terminal lacks become the nearest it has.
pub(crate) fn adapt(buffer: &mut Buffer, depth: Depth) {
    if depth == Depth::True {
        return;
    }
    for cell in &mut buffer.content {
        cell.fg = nearest(cell.fg, depth);
        cell.bg = nearest(cell.bg, depth);
    }
}

fn nearest(color: Color, depth: Depth) -> Color {
    match (depth, color) {
        (Depth::Mono, _) => Color::Reset,
        (Depth::Indexed, Color::Rgb(red, green, blue)) => Color::Indexed(cube(red, green, blue)),
        (Depth::Sixteen, Color::Rgb(red, green, blue)) => sixteen(red, green, blue),
        _ => color,
    }
}

/// The nearest of the 6×6×6 cube and the grey ramp of 256-colour terminals.
fn cube(red: u8, green: u8, blue: u8) -> u8 {
    /// The cube's levels, as xterm defines them.
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| {
        (0_u8..6)
            .min_by_key(|index| LEVELS[usize::from(*index)].abs_diff(value))
            .unwrap_or_default()
    };
    let (r, g, b) = (level(red), level(green), level(blue));
    let of_cube = [r, g, b].map(|index| LEVELS[usize::from(index)]);
    let mean = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let step = (mean.saturating_sub(3) / 10).min(23);
    let grey = u8::try_from(8 + step * 10).unwrap_or(u8::MAX);
    if distance([red, green, blue], [grey; 3]) < distance([red, green, blue], of_cube) {
        u8::try_from(232 + step).unwrap_or(u8::MAX)
    } else {
        16 + 36 * r + 6 * g + b
    }
}

/// The nearest of the sixteen, by the colours xterm gives them.
fn sixteen(red: u8, green: u8, blue: u8) -> Color {
    const NAMED: [(Color, [u8; 3]); 16] = [
        (Color::Black, [0, 0, 0]),
        (Color::Red, [205, 0, 0]),
        (Color::Green, [0, 205, 0]),
        (Color::Yellow, [205, 205, 0]),
        (Color::Blue, [0, 0, 238]),
        (Color::Magenta, [205, 0, 205]),
        (Color::Cyan, [0, 205, 205]),
        (Color::Gray, [229, 229, 229]),
        (Color::DarkGray, [127, 127, 127]),
        (Color::LightRed, [255, 0, 0]),
        (Color::LightGreen, [0, 255, 0]),
        (Color::LightYellow, [255, 255, 0]),
        (Color::LightBlue, [92, 92, 255]),
        (Color::LightMagenta, [255, 0, 255]),
        (Color::LightCyan, [0, 255, 255]),
        (Color::White, [255, 255, 255]),
    ];
    NAMED
        .iter()
        .min_by_key(|(_, rgb)| distance([red, green, blue], *rgb))
        .map_or(Color::Reset, |(color, _)| *color)
}

fn distance(left: [u8; 3], right: [u8; 3]) -> u32 {
    left.iter().zip(right).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color) -> Option<f64> {
        let Color::Rgb(red, green, blue) = color else { return None };
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
    }

    fn contrast(style: Style, ground: Style) -> Option<f64> {
        let text = luminance(style.fg?)?;
        let under = luminance(style.bg.or(ground.bg)?)?;
        Some((text.max(under) + 0.05) / (text.min(under) + 0.05))
    }

    #[test]
    fn every_embedded_theme_reads_and_names_every_tone() {
        let themes = embedded();
        assert_eq!(themes.len(), EMBEDDED.len());
        for theme in &themes {
            for tone in Tone::VARIANTS {
                assert!(theme.styles.contains_key(tone), "{} lacks {tone:?}", theme.name);
            }
        }
    }

    #[test]
    fn text_stands_out_from_its_ground() {
        for theme in embedded() {
            for tone in Tone::VARIANTS.iter().filter(|it| **it != Tone::Border) {
                if let Some(ratio) = contrast(theme.style(*tone), theme.ground) {
                    assert!(ratio >= 4.5, "{}: {tone:?} has {ratio:.2}", theme.name);
                }
            }
        }
    }

    #[test]
    fn colours_fall_back_to_what_is_there() {
        assert_eq!(nearest(Color::Rgb(255, 0, 0), Depth::Indexed), Color::Indexed(196));
        assert_eq!(nearest(Color::Rgb(128, 128, 128), Depth::Indexed), Color::Indexed(244));
        assert_eq!(nearest(Color::Rgb(250, 5, 5), Depth::Sixteen), Color::LightRed);
        assert_eq!(nearest(Color::Rgb(1, 2, 3), Depth::Mono), Color::Reset);
        assert_eq!(nearest(Color::Rgb(1, 2, 3), Depth::True), Color::Rgb(1, 2, 3));
    }

    #[test]
    fn a_wrong_theme_says_what_is_wrong() {
        let none = |_: &str| None;
        let wrong = Theme::parse("x", "title = 'x'\n[colors]\ntextt = 'red'", &none);
        assert_eq!(wrong.unwrap_err(), "no token is called textt");
        let wrong = Theme::parse("x", "title = 'x'\n[colors]\ntext = 'rod'", &none);
        assert_eq!(wrong.unwrap_err(), "text: rod?");
    }
}
