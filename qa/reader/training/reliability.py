"""How far a confidence can be believed: what it said against what was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


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
