"""Why a passage was found: what each search, the reader and the words of the question have to say for it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.article import Span
from qa.answer import Answer
from qa.evidence import words_of
from qa.terms import terms


@dataclass(frozen=True, slots=True)
class Why:
    """At which place, from 1, each search had the passage, None where it was not among those that it gave.

    `reader` is its place by the probability `chance`, 0..1, that the reader gives it; None where it was not read.
    `matched` are the words of the question that it has, as the question writes them.
    """

    words: int | None
    vectors: int | None
    reader: int | None
    chance: float
    matched: tuple[str, ...]


def why(answer: Answer, span: Span) -> Why | None:
    """Why the passage that holds the span was found for the answer's question; None where none of its hits does."""
    hit = next((hit for hit in answer.hits if hit.passage.overlaps(span)), None)
    if hit is None:
        return None
    read = sorted((other for other in answer.hits if other.readings), key=lambda other: -other.chance)
    text = words_of(hit.passage.text)
    return Why(
        words=hit.ranks.words,
        vectors=hit.ranks.vectors,
        reader=read.index(hit) + 1 if hit in read else None,
        chance=hit.chance,
        matched=tuple(term.text for term in terms(answer.question) if text.mention(term)),
    )
