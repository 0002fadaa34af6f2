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
    # The body colours are in the first bytes of the page, before page.css: --paper and --ink once more.
    return made.set(
        body_background_fill="#f3f3f0",
        body_background_fill_dark="#171816",
        body_text_color="#1b1c1a",
        body_text_color_dark="#e9e8e3",
        body_text_color_subdued="var(--ink-soft)",
        body_text_color_subdued_dark="var(--ink-soft)",
        background_fill_primary="var(--sheet)",
        background_fill_primary_dark="var(--sheet)",
        background_fill_secondary="var(--paper)",
        background_fill_secondary_dark="var(--paper)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_label_text_color="var(--ink-soft)",
        block_label_text_color_dark="var(--ink-soft)",
        border_color_primary="var(--rule)",
        border_color_primary_dark="var(--rule)",
        input_background_fill="var(--sheet)",
        input_background_fill_dark="var(--sheet)",
        input_border_color="var(--rule-strong)",
        input_border_color_dark="var(--rule-strong)",
        input_border_color_focus="var(--ink)",
        input_border_color_focus_dark="var(--ink)",
        input_border_width="1px",
        input_placeholder_color="var(--ink-soft)",
        input_placeholder_color_dark="var(--ink-soft)",
        button_primary_background_fill="var(--ink)",
        button_primary_background_fill_dark="var(--ink)",
        button_primary_background_fill_hover="var(--ink-hover)",
        button_primary_background_fill_hover_dark="var(--ink-hover)",
        button_primary_text_color="var(--paper)",
        button_primary_text_color_dark="var(--paper)",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        button_secondary_background_fill_hover="var(--hover)",
        button_secondary_background_fill_hover_dark="var(--hover)",
        button_secondary_text_color="var(--ink)",
        button_secondary_text_color_dark="var(--ink)",
    )


def head() -> str:
    """What stands in the page's head: its icon and its style sheet."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    # Not through Gradio's `css`: that one rewrites every selector, and comes only after the first paint.
    return f"{ICON}<style>{style}</style>"
