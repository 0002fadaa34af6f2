"""The news evaluation, on replies made by hand, and what BM25 says of three articles."""

import pytest

from tests.evaluation import metrics, reference
from tests.evaluation.commands import Quote, Reply, Said
from tests.evaluation.news import Question, ranks, reading

ASKED = [
    Question("one", "Who resigned?", frozenset({"a"}), "Hamdok"),
    Question("two", "Where did it erupt?", frozenset({"b", "c"}), "Tonga"),
    Question("three", "What else?", frozenset(), None),
]


def reply(name: str, *hits: str, short: str | None = None, quote: str = "") -> Reply:
    """An answer with one quote, or a refusal without."""
    claims = (Said(quote, (Quote("a", 0, len(quote), quote),)),) if quote else ()
    return Reply(name, bool(quote), short, 0.5, None, 0.1, claims, tuple((hit, 0, 1) for hit in hits))


def test_an_article_counts_once_at_its_best_passage() -> None:
    found = ranks(ASKED, [["b", "b", "b", "a"], ["a", "d", "a", "c", "b"], ["a"]])
    assert found == {"one": 2, "two": 3}
    assert metrics.ranking(list(found.values()))["mrr@100"] == pytest.approx((1 / 2 + 1 / 3) / 2)


def test_reading_counts_refusals_as_wrong() -> None:
    replies = [
        reply("one", short="Abdalla Hamdok", quote="Abdalla Hamdok served as prime minister."),
        reply("two", short="Tonga"),
        reply("three", short="Nothing", quote="Nothing."),
    ]
    found = reading(ASKED, replies)
    assert found == pytest.approx({"answered": 1 / 2, "exact_match": 0, "f1": (2 / 3) / 2, "cited": 1 / 2})


def test_plain_bm25_finds_the_rare_word() -> None:
    texts = {"a": "Fine weather\nThe sun shone.", "b": "Fine\nDidi was fined.", "c": "Rain\nThe rain fell."}
    found = reference.rankings(texts, ["Was Didi fined?", "the sun"])
    assert [ranked[0] for ranked in found] == ["b", "a"]
    assert {len(set(ranked)) for ranked in found} == {3}
