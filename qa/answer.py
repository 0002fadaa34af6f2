"""What goes in and what comes out: questions, hits, claims, answers."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.article import EVERYTHING, Filter, Span
from ingest.split import is_damaged

__all__ = ["Answer", "Claim", "Filter", "Hit", "Question", "Reading", "Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far; `role` is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the articles that may answer it, and the conversation that it stands in."""

    text: str
    filter: Filter = EVERYTHING
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Where in a passage the answer would stand, and the log odds that it does stand there.

    The odds compare between passages and between questions.
    """

    answer: Span
    odds: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. Scores order the hits of one question and mean nothing beyond it.

    `reading` is what the reader made of the passage; None where it was not read.
    """

    passage: Span
    score: float
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement and the spans that it rests on; a claim without a citation cannot be made."""

    text: str
    citations: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a claim needs a citation: {self.text!r}")

    @property
    def damaged(self) -> bool:
        """Whether a quoted sentence is visibly broken in its source."""
        return any(is_damaged(citation) for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `question`. No claims means "the articles do not say", with the reason: an answer, not an error.

    `short` is a part of the first claim's text, None where no few words answer. `confidence` is 0..1. `hits` are
    the passages that were found, best first, cited or not.
    """

    question: str
    claims: tuple[Claim, ...] = ()
    short: str | None = None
    confidence: float = 0.0
    reason: str | None = None
    hits: tuple[Hit, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies in 0..1, not {self.confidence}")
        if bool(self.claims) == bool(self.reason):
            raise ValueError("an answer has claims, or a reason why it has none")

    @property
    def citations(self) -> tuple[Span, ...]:
        """Every cited span once, in the order of the claims: the numbered sources."""
        return tuple(dict.fromkeys(span for claim in self.claims for span in claim.citations))
