"""Groups as the network reads them, and in which order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from qa.reader.training.examples import Example
from qa.reader.training.mixture import Group
from qa.reader.windows import Window, Windows

BATCH = 32
"""Windows a step, about."""

SORTED = 64
"""Batches whose groups are sorted by length together, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Read:
    """A group as windows, the tokens of the answer: (window, start, end), None where nothing answers, and what each
    window counts."""

    windows: tuple[Window, ...]
    answer: tuple[int, int, int] | None
    weights: tuple[float, ...]


def prepared(groups: Sequence[Group], windows: Windows) -> list[Read]:
    """The groups as windows; an answer that its window cuts off does not count, and its group is left out."""
    found = []
    for group in groups:
        made = windows.of(
            group[0].question, [one.passage.heading for one in group], [one.passage.text for one in group]
        )
        weights = tuple(one.weight for one in group)
        answered = next((at for at, one in enumerate(group) if one.answer), None)
        if answered is None:
            found.append(Read(tuple(made), None, weights))
        elif edges := token_range(group[answered], made[answered]):
            found.append(Read(tuple(made), (answered, *edges), weights))
    return found


def token_range(example: Example, window: Window) -> tuple[int, int] | None:
    """The first and the last token of the answer, counted in the window."""
    if example.answer is None:
        return None
    start, end = example.answer
    inside = [at for at, (a, b) in enumerate(window.offsets) if a < end and b > start]
    if not inside or window.offsets[inside[-1]][1] < end:
        return None
    return window.first + inside[0], window.first + inside[-1]


def batches(groups: list[Read], seed: int) -> list[list[Read]]:
    """Groups of like length together, in an order that the seed gives."""
    chance = random.Random(seed)
    groups = sorted(groups, key=lambda _: chance.random())
    found = []
    for at in range(0, len(groups), SORTED * BATCH // 2):
        part = sorted(groups[at : at + SORTED * BATCH // 2], key=lambda group: max(map(_length, group.windows)))
        together: list[Read] = []
        for group in part:
            if sum(len(one.windows) for one in together) + len(group.windows) > BATCH:
                found.append(together)
                together = []
            together.append(group)
        found.append(together)
    chance.shuffle(found)
    return found


def _length(window: Window) -> int:
    return len(window.ids)
