"""Finding passages: by words, by vectors, and both fused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from ingest.article import EVERYTHING, Filter, Span
from qa.answer import Hit

POOL = 100
"""Passages that each search contributes to a fusion."""

RANK_OFFSET = 60
"""The k of reciprocal rank fusion, as its authors chose it."""


QUESTIONS_AT_ONCE = 4
"""Questions whose searches run side by side; more wait."""


class Retriever(Protocol):
    """Finds passages; implementations nest."""

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """At most `limit` hits for the question among the articles that pass the filter, best first."""
        ...


class WordSearch(Protocol):
    """What has passages to be found by words: a library, or texts in memory."""

    def words(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[tuple[Span, float]]:
        """Passages and their BM25, best first."""
        ...


class VectorSearch(Protocol):
    """What has passages to be found by vectors."""

    def vectors(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[tuple[Span, float]]:
        """Passages and their cosine to the question, best first."""
        ...


class Words:
    """Hits by the words of the question; the score is BM25."""

    def __init__(self, library: WordSearch) -> None:
        self._library = library

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """See Retriever."""
        return [Hit(*found) for found in self._library.words(question, limit, filter)]


class Vectors:
    """Hits by the vector of the question; the score is the cosine."""

    def __init__(self, library: VectorSearch) -> None:
        self._library = library

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """See Retriever."""
        return [Hit(*found) for found in self._library.vectors(question, limit, filter)]


class Fused:
    """The hits of several retrievers, asked at the same time, by reciprocal rank: the sum of 1 / (k + rank) over them.

    Cormack, Clarke and Buettcher 2009 (https://doi.org/10.1145/1571941.1572114).
    """

    def __init__(self, retrievers: Sequence[Retriever]) -> None:
        self._retrievers = retrievers
        self._threads = ThreadPoolExecutor(len(retrievers) * QUESTIONS_AT_ONCE, thread_name_prefix="retriever")

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """See Retriever."""
        scores: dict[Span, float] = defaultdict(float)
        pool = max(limit, POOL)
        asked = [self._threads.submit(retriever.search, question, pool, filter) for retriever in self._retrievers]
        for found in asked:
            for rank, hit in enumerate(found.result(), 1):
                scores[hit.passage] += 1 / (RANK_OFFSET + rank)
        best = sorted(scores.items(), key=lambda item: -item[1])  # stable: of equals, that of the first retriever
        return [Hit(*found) for found in best[:limit]]
