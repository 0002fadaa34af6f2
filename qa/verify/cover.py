"""How much of what a statement says a text says too, word by word and clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from qa.verify.wording import Sentence, Word

Alike = Callable[[str, str], float]
"""How alike two words are, 0..1; 1 for forms of one word."""

ALIKE = 0.38
"""From this likeness on a word stands for another."""

STANDS_FOR = 0.8
"""What a word counts that stands for another."""

NEXT_TO = 0.6
"""What a word counts that only the neighbouring sentence has."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of a statement's content words that a text has, 0..1: of all, and of the clause that has least.

    `run` is the longest row of content words that the text has not. `bearers` tells for each clause of the statement
    which of the sentences has most of it.
    """

    whole: float
    worst: float
    run: int
    bearers: tuple[int, ...]


def coverage(claim: Sentence, sources: Sequence[Sentence], alike: Alike) -> Coverage:
    """How the sources, one or a few successive sentences, cover the claim; each clause must be covered by one."""
    rows, missing = list[list[float]](), list[bool]()
    bearers = [0] * (claim.words[-1].clause + 1 if claim.words else 1)
    for clause in _clauses(claim):
        marks = [[mark(word, source, alike) for word in clause] for source in sources]
        own = max(range(len(sources)), key=lambda at: sum(marks[at]))
        for word in clause:
            bearers[word.clause] = own
        nearby = NEXT_TO if sources[own].leans else 0.0
        rows.append([max(marks[own][at], nearby * max(row[at] for row in marks)) for at in range(len(clause))])
        missing += [not value for value in rows[-1]]
    if not rows:
        return Coverage(1.0, 1.0, 0, tuple(bearers))
    run = max((len(list(group)) for absent, group in groupby(missing) if absent), default=0)
    return Coverage(_mean([value for row in rows for value in row]), min(map(_mean, rows)), run, tuple(bearers))


@dataclass(frozen=True, slots=True)
class Window:
    """Successive sentences of a cited passage, and how they cover the statement."""

    sources: tuple[Sentence, ...]
    covers: Coverage

    def at(self, clause: int) -> tuple[Sentence, ...]:
        """The sentences that may bear a clause: the one that has most of it, and where that leans, the others."""
        bearer = self.bearer(clause)
        return self.sources if bearer.leans else (bearer,)

    def bearer(self, clause: int) -> Sentence:
        """The sentence that has most of a clause."""
        return self.sources[self.covers.bearers[clause]]


def _clauses(claim: Sentence) -> list[list[Word]]:
    """The content words of each clause; a clause of one belongs to its neighbour."""
    found: list[list[Word]] = []
    for _, words in groupby(claim.content, lambda word: word.clause):
        clause = list(words)
        if found and (len(clause) < 2 or len(found[-1]) < 2):
            found[-1] += clause
        else:
            found.append(clause)
    return found


def mark(word: Word, source: Sentence, alike: Alike) -> float:
    """What a word counts that the source has, 1, or for which it has another, or has not, 0."""
    if word.stem in source.stems:
        return 1.0
    most = max((alike(word.text, other.text) for other in source.content), default=0.0)
    return 1.0 if most == 1 else STANDS_FOR if most >= ALIKE else 0.0


def _mean(marks: Sequence[float]) -> float:
    return sum(marks) / len(marks)


def remembering(alike: Alike) -> Alike:
    """The same likeness, which remembers the pairs that it was asked for: sentences of one passage repeat them."""
    return lru_cache(maxsize=50_000)(alike)
