"""Why a passage was found."""

from __future__ import annotations

from ingest.article import EVERYTHING, Filter, Span
from qa.answer import Answer, Claim, Hit, Ranks, Reading
from qa.retrieve import Fused
from qa.why import Why, why
from tests.newsroom import make

FINE = make("The regulator fined Didi 8 billion yuan.", id="fine")
RAIN = make("It rained in Bern.", id="rain")
PASSAGES = [Span(article, 0, len(article.text)) for article in (FINE, RAIN)]


class Listed:
    """Finds its passages in their order."""

    def __init__(self, *passages: Span) -> None:
        self.passages = passages

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        return [Hit(passage, 1 / at) for at, passage in enumerate(self.passages, 1)]


def test_a_fused_hit_knows_its_place_in_each_search() -> None:
    hits = Fused(Listed(*PASSAGES), Listed(PASSAGES[1])).search("Who was fined?", 10)
    assert {hit.passage: hit.ranks for hit in hits} == {PASSAGES[0]: Ranks(1, None), PASSAGES[1]: Ranks(2, 1)}


def test_a_citation_is_explained_by_the_passage_that_holds_it() -> None:
    hits = (
        Hit(PASSAGES[1], 2.0, (Reading(PASSAGES[1], -3.0),), Ranks(2, 1)),
        Hit(PASSAGES[0], 1.0, (Reading(PASSAGES[0], -5.0), Reading(PASSAGES[0], 0.0)), Ranks(1, None)),
    )
    citation = Span(FINE, 4, 20)
    answer = Answer("How much was Didi fined by Uber?", (Claim("x", (citation,)),), hits=hits)
    assert why(answer, citation) == Why(words=1, vectors=None, reader=1, chance=0.5, matched=("Didi", "fined"))


def test_what_no_hit_holds_is_not_explained() -> None:
    assert why(Answer("q", (Claim("x", (PASSAGES[0],)),)), PASSAGES[0]) is None
