"""How much of what a statement says a text says too, word by word and clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.article import Range
from qa.verify.roles import verb_places
from qa.verify.wording import Sentence, Word

Alike = Callable[[str, str], float]
"""How alike two words are, 0..1; 1 for forms of one word."""

ALIKE = 0.38
"""From this likeness on a word stands for another."""

STANDS_FOR = 0.8
"""What a word counts that stands for another."""

NEXT_TO = 0.6
"""What a word counts that only the neighbouring sentence has."""


END = Range(1 << 30, 1 << 30)
"""A place behind all others."""


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


def coverage(claim: Sentence, sources: Sequence[Sentence], marks: Sequence[Sequence[float]]) -> Coverage:
    """How the sources, one or a few successive sentences, cover the claim; each clause must be covered by one.

    `marks` are for each source those of the claim's content words.
    """
    predicate = min(verb_places(claim), default=END)
    bearers = [0] * (claim.words[-1].clause + 1 if claim.words else 1)
    rows = list[list[float]]()
    for clause in _clauses(claim):
        # of two that have as much, the one bears it that has more than names
        told = [place for place in clause if not claim.content[place].text[0].isupper()]
        totals = [(sum(row[place] for place in clause), sum(row[place] for place in told)) for row in marks]
        own = totals.index(max(totals))
        rows.append([])
        for place in clause:
            word = claim.content[place]
            bearers[word.clause] = own
            # a pronoun stands for who does it, not for what is done
            nearby = NEXT_TO if sources[own].leans and word.place < predicate else 0.0
            rows[-1].append(max(marks[own][place], nearby * max(row[place] for row in marks)))
    if not rows:
        return Coverage(1.0, 1.0, 0, tuple(bearers))
    every = [value for row in rows for value in row]
    run = max((len(list(group)) for value, group in groupby(every) if not value), default=0)
    return Coverage(_mean(every), min(map(_mean, rows)), run, tuple(bearers))


@dataclass(frozen=True, slots=True)
class Window:
    """Successive sentences of a cited passage, and how they cover the statement."""

    sources: tuple[Sentence, ...]
    covers: Coverage

    def at(self, clause: int) -> tuple[Sentence, ...]:
        """The sentences that may bear a clause: the one that has most of it, and where that leans, the others."""
        bearer = self.bearer(clause)
        return self.sources if bearer.leans else (bearer,)

    @property
    def bearers(self) -> tuple[Sentence, ...]:
        """The sentences that bear a clause."""
        return tuple(self.sources[at] for at in sorted(set(self.covers.bearers)))

    def bearer(self, clause: int) -> Sentence:
        """The sentence that has most of a clause."""
        return self.sources[self.covers.bearers[clause]]


def _clauses(claim: Sentence) -> list[list[int]]:
    """The places of the content words of each clause; a clause of one belongs to its neighbour."""
    found: list[list[int]] = []
    for _, places in groupby(range(len(claim.content)), lambda place: claim.content[place].clause):
        clause = list(places)
        if found and len(found[-1]) < 2:
            found[-1] += clause
        else:
            found.append(clause)
    if len(found) > 1 and len(found[-1]) < 2:
        last = found.pop()
        found[-1] += last
    return found


def mark(word: Word, source: Sentence, alike: Alike) -> float:
    """What a word counts that the source has, 1, or for which it has another, or has not, 0."""
    if word.stem in source.stems:
        return 1.0
    most = max((alike(word.text, other.text) for other in source.content), default=0.0)
    return 1.0 if most == 1 else STANDS_FOR if most >= ALIKE else 0.0


def _mean(marks: Sequence[float]) -> float:
    return sum(marks) / len(marks)
