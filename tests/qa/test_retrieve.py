"""Fusion, and our retrieval inside LangChain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document

from ingest.article import EVERYTHING, Filter, Span
from ingest.library import Library
from qa.answer import Hit
from qa.assemble import retriever_of
from qa.documents import ArticleRetriever
from qa.retrieve import RANK_OFFSET, Fused
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


class Ranked:
    """Finds given passages in a given order."""

    def __init__(self, *places: int) -> None:
        self.places = places

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        return [Hit(SPANS[place], 1.0) for place in self.places][:limit]


def test_reciprocal_rank_fusion_by_hand() -> None:
    """0 is first and third, 1 second and first, 2 and 3 in one list only."""
    hits = Fused((Ranked(0, 1, 2), Ranked(1, 3, 0))).search("?", 10)
    first, second, third = (1 / (RANK_OFFSET + rank) for rank in (1, 2, 3))
    assert [hit.passage.start for hit in hits] == [1, 0, 3, 2]
    assert [hit.score for hit in hits] == pytest.approx([second + first, first + third, second, third])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    ingested(tmp_path / "library", write_jsonl(tmp_path / "news.jsonl", *ARTICLES))
    return Library(tmp_path / "library", bag_of_words())


def test_documents_say_where_they_stand(library: Library) -> None:
    (document,) = ArticleRetriever(retriever=retriever_of(library), limit=1).invoke("Was Didi fined?")
    assert isinstance(document, Document)
    assert document.page_content == "Didi was fined in July."
    score = document.metadata.pop("score")
    assert score == pytest.approx(2 / (RANK_OFFSET + 1))
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
    retriever = ArticleRetriever(retriever=retriever_of(library), filter=Filter(until=date(2021, 12, 31)))
    assert [document.metadata["article"] for document in retriever.invoke("Who was fined?")] == ["bank"]
