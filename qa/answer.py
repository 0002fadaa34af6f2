"""What goes in and what comes out: questions, hits, claims, answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from math import exp, inf
from typing import Literal, get_args

from ingest.article import EVERYTHING, Filter, Range, Span
from ingest.split import is_damaged
from ingest.words import occurrence

__all__ = [
    "STRICTNESS", "Answer", "Claim", "Filter", "Hit", "Question", "Ranks", "Reading", "Strictness", "Struck", "Turn",
    "Verdict", "Written", "growing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far; `role` is "user" or "assistant"."""

    role: str
    content: str


Strictness = Literal["lenient", "normal", "strict"]
"""How sure an answer must be: from the threshold on .8, .9 or .92 of the answers to development questions are right."""

STRICTNESS: tuple[Strictness, ...] = get_args(Strictness)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the articles that may answer, the conversation that it stands in, and how sure an answer must be."""

    text: str
    filter: Filter = EVERYTHING
    history: tuple[Turn, ...] = ()
    strictness: Strictness = "normal"


@dataclass(frozen=True, slots=True)
class Reading:
    """Where in a sentence the answer would stand, and the log odds that it does stand there.

    The odds compare between sentences, between passages and between questions. `clear` is the share, 0..1, that the
    answer has of the probability of all spans of its sentence.
    """

    answer: Span
    odds: float
    clear: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranks:
    """At which place, from 1, each search had a passage; None where it was not among those that it gave."""

    words: int | None = None
    vectors: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. Scores order the hits of one question and mean nothing beyond it.

    `readings` are what the reader made of the passage, one a sentence in their order; none where it was not read.
    """

    passage: Span
    score: float
    readings: tuple[Reading, ...] = ()
    ranks: Ranks = Ranks()

    @property
    def chance(self) -> float:
        """The probability, as the reader sees it, that the likeliest sentence answers; 0 where it was not read."""
        return 1 / (1 + exp(-max((reading.odds for reading in self.readings), default=-inf)))


class Verdict(Enum):
    """What a statement is: the source's own sentences, borne out by them, or not found in the sources."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"
    NOT_FOUND = "not found in the sources"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement and the spans that it rests on; a claim without a citation cannot be made.

    `short` is the part of the text that answers, None where no few words do, or where another claim has given it.
    `verdict` tells a quotation from what a language model put into its own words.
    """

    text: str
    citations: tuple[Span, ...]
    short: str | None = None
    verdict: Verdict = Verdict.VERBATIM

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a claim needs a citation: {self.text!r}")
        if self.verdict is Verdict.NOT_FOUND:
            raise ValueError(f"what is not found in the sources is no claim: {self.text!r}")

    @property
    def short_range(self) -> Range | None:
        """The characters of the text that are the short answer, the first where it stands there twice."""
        found = occurrence(self.text, self.short) if self.short else None
        return Range(*found.span()) if found else None

    @property
    def articles(self) -> int:
        """How many articles bear it out."""
        return len({citation.article.id for citation in self.citations})

    @property
    def damaged(self) -> bool:
        """Whether a quoted sentence is visibly broken in its source."""
        return any(is_damaged(citation) for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence that a language model wrote and that does not stand, with the reason."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model, named `model`, had to do with an answer.

    `unchecked` is what it has written and the gate has not seen yet, while it writes; `struck`, its sentences that do
    not stand; `fault`, in words, why it broke off, or why nothing of it is shown.
    """

    model: str
    unchecked: str = ""
    struck: tuple[Struck, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `question`. No claims means "the articles do not say", with the reason: an answer, not an error.

    A message that is no question of the articles ("hello") is answered by what the program says itself, `said`.
    `confidence` is the probability that the first claim answers, 0..1. `hits` are the passages that were found, best
    first, cited or not. `written` tells what a language model did, None where none was asked.
    """

    question: str
    claims: tuple[Claim, ...] = ()
    confidence: float = 0.0
    reason: str | None = None
    hits: tuple[Hit, ...] = ()
    said: str | None = None
    written: Written | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies in 0..1, not {self.confidence}")
        if sum(map(bool, (self.claims, self.reason, self.said))) != 1:
            raise ValueError("an answer has claims, or a reason why it has none, or something else to say")

    @property
    def short(self) -> str | None:
        """The few words that answer, within the first claim; None where there are none."""
        return self.claims[0].short if self.claims else None

    @property
    def text(self) -> str:
        """All that it says: its claims, or what the program says itself; empty for a refusal."""
        return self.said or " ".join(claim.text for claim in self.claims)

    @property
    def quotes(self) -> bool:
        """Whether all of its claims are the articles' own words."""
        return all(claim.verdict is Verdict.VERBATIM for claim in self.claims)

    @property
    def differs(self) -> bool:
        """Whether articles give different short answers."""
        return any(claim.short for claim in self.claims[1:])

    @property
    def citations(self) -> tuple[Span, ...]:
        """Every cited span once, in the order of the claims: the numbered sources."""
        return tuple(dict.fromkeys(span for claim in self.claims for span in claim.citations))


def growing(answer: Answer) -> Iterator[Answer]:
    """The answer with its first claim, with its first two, and so on; once where it has none."""
    for count in range(1, len(answer.claims)):
        yield replace(answer, claims=answer.claims[:count])
    yield answer
