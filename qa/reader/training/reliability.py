"""How far a confidence can be believed: what it said against what was right, counted and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10

SIZE, EDGE = 300, 40
"""Of the drawing, in pixels: the square, and the space around it."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: its mean, the share that was right, and how many they are."""

    said: float
    right: float
    count: int


def bins(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The answers, given as confidence and whether they were right, in tenths of confidence; empty ones left out."""
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        rows[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        Bin(sum(said for said, _ in row) / len(row), sum(right for _, right in row) / len(row), len(row))
        for row in rows
        if row
    ]


def error(found: Sequence[Bin]) -> float:
    """The expected calibration error (Guo et al. 2017, https://arxiv.org/abs/1706.04599): mean distance, by count."""
    whole = sum(each.count for each in found)
    return sum(each.count * abs(each.said - each.right) for each in found) / whole if whole else 0.0


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
