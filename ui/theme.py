"""The Gradio theme: system fonts, square corners, ink on newsprint; page.css holds the rest of the look."""

from __future__ import annotations

from pathlib import Path

from gradio.themes import Base
from gradio.themes.utils import colors, sizes

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
MONO = ("ui-monospace", "SF Mono", "Menlo", "Consolas", "Liberation Mono", "monospace")

# A clipping with a marked line, drawn here: Gradio's own icon is its logo.
ICON = (
    "<link rel='icon' href=\"data:image/svg+xml,"
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' fill='%231b1c1a'/>"
    "<path d='M3 4h10v3H3z' fill='%23ffdf5e'/><path d='M3 9h7v2H3z' fill='%23f3f3f0'/></svg>\">"
)

# Name: light, dark. Text on any of the grounds has a contrast of at least 4.5, which the browser tests compute.
PALETTE = {
    "paper": ("#f3f3f0", "#171816"),
    "sheet": ("#fdfdfb", "#1f201e"),
    "hover": ("#e8e8e3", "#2b2c29"),
    "ink": ("#1b1c1a", "#e9e8e3"),
    "ink-hover": ("#3a3b38", "#c9c8c2"),
    "ink-soft": ("#5b5c57", "#a9a89f"),
    "rule": ("#d8d8d2", "#363733"),
    "rule-strong": ("#8b8c85", "#75766e"),
    "marker": ("#ffdf5e", "#e3be3a"),
    "marker-weak": ("#f8f0cc", "#3d3820"),
    "marker-ink": ("#1b1c1a", "#1b1c1a"),
    "nearby": ("#f3f3ee", "#2a2b28"),
    "sound": ("#1d6337", "#8fd3a5"),
    "alarm": ("#a3260f", "#ff9d84"),
    "focus": ("#1f5fbf", "#8ab8ff"),
}

# What Gradio calls the parts that it draws itself.
GRADIO = {
    "body_background_fill": "paper",
    "body_text_color": "ink",
    "body_text_color_subdued": "ink-soft",
    "background_fill_primary": "paper",
    "background_fill_secondary": "paper",
    "block_background_fill": "paper",
    "block_label_text_color": "ink-soft",
    "block_title_text_color": "ink-soft",
    "border_color_primary": "rule",
    "input_background_fill": "sheet",
    "input_border_color": "rule-strong",
    "input_border_color_focus": "ink",
    "input_placeholder_color": "ink-soft",
    "button_primary_background_fill": "ink",
    "button_primary_background_fill_hover": "ink-hover",
    "button_primary_text_color": "paper",
    "button_secondary_background_fill": "paper",
    "button_secondary_background_fill_hover": "hover",
    "button_secondary_text_color": "ink",
}


def theme() -> Base:
    """Base with the page's own colours; names of installed fonts only, so that no font is ever fetched."""
    made = Base(
        primary_hue=colors.stone,
        secondary_hue=colors.stone,
        neutral_hue=colors.stone,
        radius_size=sizes.radius_none,
        spacing_size=sizes.spacing_sm,
        font=SANS,
        font_mono=MONO,
    )
    light = {part: PALETTE[colour][0] for part, colour in GRADIO.items()}
    dark = {f"{part}_dark": PALETTE[colour][1] for part, colour in GRADIO.items()}
    return made.set(**light, **dark, block_border_width="0px", input_border_width="1px")


def head() -> str:
    """What stands in the page's head: its icon, its colours and its style sheet."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    light = "".join(f"--{name}: {colour};" for name, (colour, _) in PALETTE.items())
    dark = "".join(f"--{name}: {colour};" for name, (_, colour) in PALETTE.items())
    # Not through Gradio's `css`: that one rewrites every selector, and comes only after the first paint.
    return f"{ICON}<style>:root {{{light}}} .dark {{{dark}}} {style}</style>"
