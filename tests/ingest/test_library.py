"""One contract for everything that can be searched, and filters that reach both searches."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from math import log
from pathlib import Path

import numpy as np
import pytest

from ingest import catalogue
from ingest.article import Filter, Span
from ingest.catalogue import Place
from ingest.library import CATALOGUE, Library, LibraryError, stored_articles
from ingest.texts import Texts
from ingest.vectors import Segments
from tests.newsroom import bag_of_words, count_words, ingested, write_jsonl

ARTICLES = (
    {"id": "didi", "title": "Didi", "text": "Didi was fined in July.", "published": "2022-07-21", "source": "CNN"},
    {
        "id": "bank",
        "title": "Bank",
        "text": "A bank was robbed and fined in Bern.",
        "published": "2021-08-01",
        "source": "BBC",
    },
    {"id": "shop", "title": "Shop", "text": "A shop was fined as well.", "source": "CNN"},
)

Search = Callable[[str, int, Filter], list[tuple[Span, float]]]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    ingested(tmp_path / "library", write_jsonl(tmp_path / "news.jsonl", *ARTICLES))
    return Library(tmp_path / "library", bag_of_words())


@pytest.fixture(params=["words", "vectors"])
def search(request: pytest.FixtureRequest, library: Library) -> Search:
    found: Search = getattr(library, request.param)
    return found


def ids(found: list[tuple[Span, float]]) -> set[str]:
    return {span.article.id for span, _ in found}


def test_the_best_comes_first(search: Search) -> None:
    found = search("Which bank was fined in Bern?", 3, Filter())
    assert found[0][0].article.id == "bank"
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_no_more_than_the_limit(search: Search) -> None:
    assert len(search("fined", 2, Filter())) == 2


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (Filter(), {"didi", "bank", "shop"}),
        (Filter(since=date(2022, 1, 1)), {"didi"}),
        (Filter(until=date(2021, 8, 1)), {"bank"}),
        (Filter(since=date(2021, 8, 1), until=date(2022, 7, 21)), {"didi", "bank"}),
        (Filter(sources=("CNN",)), {"didi", "shop"}),
        (Filter(since=date(2022, 1, 1), sources=("BBC",)), set()),
    ],
    ids=["everything", "since", "until", "both days included", "source", "nothing passes"],
)
def test_filters_reach_every_search(search: Search, filter: Filter, expected: set[str]) -> None:
    assert ids(search("fined", 10, filter)) == expected


def test_mentions_keeps_to_the_filter(library: Library) -> None:
    assert library.mentions("Bern")
    assert not library.mentions("Bern", Filter(sources=("CNN",)))
    assert library.mentions("2021"), "the year of an article counts as mentioned"
    assert not library.mentions("2020")


@pytest.mark.parametrize("question", ["", "the of and", '"); DROP', "NEAR(a b)", "*", "fined AND", "中国"])
def test_words_take_any_question(library: Library, question: str) -> None:
    assert isinstance(library.words(question, 5), list)


def test_bm25_by_hand() -> None:
    """Three texts of 3, 2 and 4 words, asked for a word that the first has twice and no other has."""
    texts = Texts(["bern bern today", "some text", "four words are here"], count_words)
    frequency, length, average = 2, 3, (3 + 2 + 4) / 3
    rarity = log((3 - 1 + 0.5) / (1 + 0.5))
    expected = rarity * frequency * 2.2 / (frequency + 1.2 * (1 - 0.75 + 0.75 * length / average))
    assert texts.words("Bern?", 1)[0][1] == pytest.approx(expected)


def test_frequent_words_rank_and_bring_nothing_in_beyond_the_budget(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "In Bern a bank was robbed or fined"
    every = library.words(question, 3)
    assert len(every) > 1
    monkeypatch.setattr(catalogue, "POSTINGS", 1)
    found = library.words(question, 3)
    assert [span.article.id for span, _ in found] == ["bank"], "fined, which all have, brings none in"
    rare = library.words("Bern bank robbed", 3)
    assert found[0][1] > 2 * rare[0][1], "the rare words count twice, and fined counts, too"


def test_an_open_library_notices_changes_by_itself(tmp_path: Path, library: Library) -> None:
    before = library.generation
    ingested(tmp_path / "library", write_jsonl(tmp_path / "more.jsonl", {"id": "new", "text": "Uber was fined too."}))
    assert library.generation > before
    assert library.vectors("Uber", 1)[0][0].article.id == "new"
    assert library.words("Uber", 1)[0][0].article.id == "new"
    assert library.overview().articles == 4


def test_an_open_library_survives_a_rebuild(tmp_path: Path, library: Library) -> None:
    assert library.vectors("Didi", 1)
    ingested(tmp_path / "library", rebuild=True)
    assert library.vectors("Didi", 1)[0][0].article.id == "didi"


def test_a_library_that_is_let_go_gives_its_files_back(tmp_path: Path) -> None:
    ingested(tmp_path / "library", write_jsonl(tmp_path / "news.jsonl", *ARTICLES))
    library = Library(tmp_path / "library", bag_of_words())
    assert library.vectors("fined", 1)
    assert open_files(tmp_path)
    del library
    patience = time.monotonic() + 10  # Chroma closes its files on threads of its own
    while open_files(tmp_path) and time.monotonic() < patience:
        time.sleep(0.01)
    assert not open_files(tmp_path)


def open_files(folder: Path) -> list[str]:
    """The files in a folder that this process holds open."""
    names = (os.path.realpath(f"/dev/fd/{number}") for number in os.listdir("/dev/fd"))
    return [name for name in names if name.startswith(str(folder))]


def test_the_overview_tells_what_there_is(library: Library) -> None:
    overview = library.overview()
    assert (overview.articles, overview.passages) == (3, 3)
    assert (overview.first, overview.last) == (date(2021, 8, 1), date(2022, 7, 21))
    assert overview.sources == ("BBC", "CNN")


def test_a_missing_library_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="python -m ingest ARTICLES --library"):
        Library(tmp_path / "nothing", bag_of_words())


@pytest.mark.slow
def test_segments_find_what_an_exact_scan_finds(tmp_path: Path) -> None:
    """Recall of the 20 nearest against numpy, on vectors that lie in clusters as those of texts do."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(50, 384))
    vectors = centres[random.integers(0, 50, 5000)] + random.normal(size=(5000, 384))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    segments = Segments(tmp_path)
    segments.write("all", range(5000), vectors, [Place(None, "")] * 5000)
    found = 0
    for query in vectors[:100] + random.normal(size=(100, 384)).astype(np.float32) / 40:
        exact = np.argsort(-(vectors @ query))[:20]
        found += len({number for number, _ in segments.search("all", query.tolist(), 20, Filter())} & set(exact))
    assert found / 2000 >= 0.99


def test_the_digest_is_that_of_the_articles_and_of_nothing_else(tmp_path: Path) -> None:
    def digest(folder: str, *articles: dict[str, str], rebuild: bool = False) -> str:
        ingested(tmp_path / folder, write_jsonl(tmp_path / f"{folder}.jsonl", *articles), rebuild=rebuild)
        return Library(tmp_path / folder, bag_of_words()).digest

    before = digest("one", *ARTICLES)
    assert digest("other", *reversed(ARTICLES)) == before
    assert digest("one", *ARTICLES, rebuild=True) == before
    assert digest("one", *ARTICLES[:2]) != before
    assert digest("one", *ARTICLES[:2], ARTICLES[2] | {"text": "A shop was fined too."}) != before
    assert digest("one", *ARTICLES) == before


def test_a_run_that_was_killed_as_it_began_left_no_library(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).touch()
    with pytest.raises(LibraryError, match="holds no library: make one"):
        Library(tmp_path, bag_of_words())
    with pytest.raises(LibraryError, match="holds no library"):
        list(stored_articles(tmp_path))
