"""Finding passages: by words, by vectors, both fused, and reranked by what a reader makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from ingest.article import EVERYTHING, Filter, Span
from qa.answer import Hit, Ranks, Reading

POOL = 100
"""Passages that each search contributes to a fusion."""

WORDS_SHARE = 0.5
"""The weight of BM25 in a fusion; with .3 and .7 the news test finds .02 and .01 less."""

READ = 20
"""Passages that are read for a question."""

READER_SHARE = 0.05
"""What the reader's probability counts beside the score of the retrieval. On the news questions 0 finds .551 of the
articles first and .884 among ten, .05 .532 and .894, .3 .468 and .898, 1 .421 and .889: other articles on the same
event answer as well, so the reader decides what is said and hardly what is found."""

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
    """The hits of words and vectors, searched at the same time, by a weighted sum of their scores, 0..1.

    BM25 counts as a share of the best one of the question, 0 outside the pool; a cosine as it is, and outside the pool
    as the lowest within. The convex combination of Bruch, Gai and Ingber 2023 (https://doi.org/10.1145/3596512). On the
    news questions it finds .551 of the articles first, .810 among four; reciprocal rank fusion .495 and .759
    (`python -m tests.evaluation.ablation`).
    """

    def __init__(self, words: Retriever, vectors: Retriever) -> None:
        self._words, self._vectors = words, vectors
        self._threads = ThreadPoolExecutor(2 * QUESTIONS_AT_ONCE, thread_name_prefix="retriever")

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """See Retriever."""
        arguments = question, max(limit, POOL), filter
        asked = [self._threads.submit(leg.search, *arguments) for leg in (self._words, self._vectors)]
        scores, cosines = ({hit.passage: hit.score for hit in leg.result()} for leg in asked)
        words, vectors = ({passage: at for at, passage in enumerate(leg, 1)} for leg in (scores, cosines))
        best, lowest = max(scores.values(), default=1.0), min(cosines.values(), default=0.0)
        hits = [
            Hit(
                passage,
                WORDS_SHARE * scores.get(passage, 0.0) / best + (1 - WORDS_SHARE) * cosines.get(passage, lowest),
                ranks=Ranks(words.get(passage), vectors.get(passage)),
            )
            for passage in dict.fromkeys((*scores, *cosines))
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]


class Reads(Protocol):
    """What reads passages for the answer to a question."""

    def read(self, question: str, passages: Sequence[Span]) -> list[tuple[Reading, ...]]:
        """For each passage its readings, one a sentence."""
        ...


class Reranked:
    """The hits of another retriever, the best `READ` of them read, ordered by both scores together."""

    def __init__(self, retriever: Retriever, reader: Reads) -> None:
        self._retriever, self._reader = retriever, reader

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """See Retriever; hits beyond the best have no reading."""
        hits = self._retriever.search(question, max(limit, READ), filter)
        readings = self._reader.read(question, [hit.passage for hit in hits[:READ]])
        read = [replace(hit, readings=made) for hit, made in zip(hits, readings, strict=False)]
        scored = [replace(hit, score=hit.score + READER_SHARE * hit.chance) for hit in read]
        return sorted([*scored, *hits[READ:]], key=lambda hit: -hit.score)[:limit]
