"""Fusion, and our retrieval inside LangChain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import exp
from pathlib import Path

import pytest
from langchain_core.documents import Document

from ingest.article import EVERYTHING, Filter, Span
from ingest.library import Library
from qa.answer import Hit, Reading
from qa.assemble import fused
from qa.documents import ArticleRetriever
from qa.retrieve import READER_SHARE, Fused, Reranked
from tests.newsroom import bag_of_words, ingested, make, write_jsonl

ARTICLES = (
    {
        "id": "didi",
        "title": "Didi",
        "text": "Didi was fined in July.",
        "published": "2022-07-21",
        "source": "CNN",
        "url": "https://example.org/didi",
    },
    {"id": "bank", "title": "Bank", "text": "A bank was fined in Bern.", "published": "2021-08-01", "source": "BBC"},
)

SPANS = [Span(make("abcdef"), at, at + 1) for at in range(6)]


class Scored:
    """Finds given passages with given scores."""

    def __init__(self, scores: dict[int, float]) -> None:
        self.scores = scores

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        return [Hit(SPANS[place], score) for place, score in self.scores.items()][:limit]


class Given:
    """Finds given hits, whatever is asked."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        return self.hits[:limit]


def test_fusion_by_hand() -> None:
    """BM25 as a share of the best, 0 outside its pool; a cosine as it is, the lowest outside its pool."""
    hits = Fused(Scored({0: 8.0, 1: 6.0, 2: 4.0}), Scored({1: 0.7, 3: 0.6, 0: 0.2})).search("?", 10)
    assert [hit.passage.start for hit in hits] == [1, 0, 2, 3]
    assert [hit.score for hit in hits] == pytest.approx(
        [(6 / 8 + 0.7) / 2, (8 / 8 + 0.2) / 2, (4 / 8 + 0.2) / 2, (0 + 0.6) / 2]
    )


class Odds:
    """Reads passages with given log odds, by the place where they start."""

    def __init__(self, odds: dict[int, float]) -> None:
        self.odds = odds

    def read(self, question: str, passages: Sequence[Span]) -> list[tuple[Reading, ...]]:
        return [(Reading(passage, -20.0), Reading(passage, self.odds.get(passage.start, -9.0))) for passage in passages]


def test_reranking_puts_first_what_the_reader_finds_likely() -> None:
    hits = Reranked(Scored({0: 0.52, 1: 0.5, 2: 0.49}), Odds({2: 4.0, 1: 0.0})).search("?", 2)
    assert [hit.passage.start for hit in hits] == [2, 1]
    assert [hit.score for hit in hits] == pytest.approx([0.49 + READER_SHARE / (1 + exp(-4)), 0.5 + READER_SHARE / 2])
    assert [hit.readings[1].odds for hit in hits] == [4.0, 0.0]


def test_hits_below_those_that_are_read_stay_below_in_their_order() -> None:
    scores = {place: 0.9 for place in range(6)}
    many = Scored(scores).search("?", 6) * 5
    reranked = Reranked(Given(many), Odds({})).search("?", 30)
    assert [bool(hit.readings) for hit in reranked] == [True] * 20 + [False] * 10


@pytest.mark.parametrize(
    ("words", "vectors", "expected"),
    [({}, {}, []), ({}, {1: 0.4}, [(1, 0.2)]), ({1: 2.0}, {}, [(1, 0.5)])],
    ids=["nothing found", "no word found", "no vector found"],
)
def test_fusion_of_little(
    words: dict[int, float], vectors: dict[int, float], expected: list[tuple[int, float]]
) -> None:
    hits = Fused(Scored(words), Scored(vectors)).search("?", 10)
    assert [(hit.passage.start, hit.score) for hit in hits] == expected


@pytest.fixture
def library(tmp_path: Path) -> Library:
    ingested(tmp_path / "library", write_jsonl(tmp_path / "news.jsonl", *ARTICLES))
    return Library(tmp_path / "library", bag_of_words())


def test_documents_say_where_they_stand(library: Library) -> None:
    (document,) = ArticleRetriever(retriever=fused(library), limit=1).invoke("Was Didi fined?")
    assert isinstance(document, Document)
    assert document.page_content == "Didi was fined in July."
    score = document.metadata.pop("score")
    assert 0.5 < score <= 1
    assert document.metadata == {
        "article": "didi",
        "start": 0,
        "end": 23,
        "title": "Didi",
        "published": "2022-07-21T00:00:00",
        "source": "CNN",
        "url": "https://example.org/didi",
    }


def test_the_retriever_filters(library: Library) -> None:
    retriever = ArticleRetriever(retriever=fused(library), filter=Filter(until=date(2021, 12, 31)))
    assert [document.metadata["article"] for document in retriever.invoke("Who was fined?")] == ["bank"]
