"""How far a confidence can be believed, drawn."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reader.training.reliability import Bin

SIZE, EDGE = 300, 40
"""Of the drawing, in pixels: the square, and the space around it."""


def drawing(found: Sequence[Bin], title: str) -> str:
    """The bins as an SVG: confidence to the right, share that was right upwards, areas by count."""
    most = max((each.count for each in found), default=1)
    dots = "".join(
        f'<circle cx="{EDGE + each.said * SIZE:.1f}" cy="{EDGE + (1 - each.right) * SIZE:.1f}" '
        f'r="{3 + 9 * (each.count / most) ** 0.5:.1f}" fill="#8a5a00" fill-opacity=".75">'
        f"<title>said {each.said:.2f}, right {each.right:.2f}, {each.count} answers</title></circle>"
        for each in found
    )
    ticks = "".join(
        f'<text x="{EDGE + at * SIZE:.0f}" y="{EDGE + SIZE + 16}" text-anchor="middle">{at:g}</text>'
        f'<text x="{EDGE - 6}" y="{EDGE + (1 - at) * SIZE + 4:.0f}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.25, 0.5, 0.75, 1)
    )
    whole = SIZE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif"'
        ' font-size="11">'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<text x="{whole / 2:.0f}" y="22" text-anchor="middle" font-size="13">{title}</text>'
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#999"/>'
        f'<line x1="{EDGE}" y1="{EDGE + SIZE}" x2="{EDGE + SIZE}" y2="{EDGE}" stroke="#999" stroke-dasharray="4"/>'
        f'{ticks}{dots}<text x="{whole / 2:.0f}" y="{whole - 6}" text-anchor="middle">confidence said</text>'
        f'<text x="12" y="{whole / 2:.0f}" transform="rotate(-90 12 {whole / 2:.0f})" text-anchor="middle">right</text>'
        "</svg>\n"
    )
