"""Which sentence comes first, how sure that is, and what is known of a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import split
from ingest.article import Article, Span
from qa.answer import Hit, Reading
from qa.confidence import Evidence, Features, Judgement, agree, evidence_in, save
from qa.reader.reader import WEIGHTS
from qa.terms import keys, terms
from tests.newsroom import count_words, make

FINE = make("The regulator fined Didi 8 billion yuan. Its shares fell by a tenth.", id="fine")
OTHER = make("The regulator fined Didi 3 million yuan. Nobody was surprised.", id="other")
QUESTION = "How much was Didi fined in 2019?"
NOTHING = Features(*[0.0] * len(Features._fields))


def hit(article: Article, score: float, *answers: tuple[str, float]) -> Hit:
    (passage,) = split.passages(article, count_words)
    starts = ((article.text.index(text), text, odds) for text, odds in answers)
    return Hit(passage, score, tuple(Reading(Span(article, at, at + len(text)), odds) for at, text, odds in starts))


HITS = (hit(FINE, 1.0, ("8 billion yuan", 2.0), ("a tenth", -3.0)), hit(OTHER, 0.5, ("3 million yuan", 1.0)))


def known() -> dict[str, Evidence]:
    return {one.reading.answer.text: one for one in evidence_in(QUESTION, terms(QUESTION), HITS)}


def test_the_rival_is_the_likeliest_that_says_something_else() -> None:
    found = known()
    assert {text: one.features.rival for text, one in found.items()} == {
        "8 billion yuan": 1.0,
        "3 million yuan": 2.0,
        "a tenth": 2.0,
    }


def test_a_rank_is_a_share_of_the_best_and_passages_are_counted() -> None:
    features = known()["3 million yuan"].features
    assert (features.rank, features.passages) == (0.5, 1.0)  # the logarithm of two


def test_what_is_missing_is_a_share_of_its_kind() -> None:
    features = known()["8 billion yuan"].features
    assert (features.names, features.numbers) == (0.0, 1.0)  # Didi is named, 2019 nowhere


def test_odds_beyond_the_limit_tell_nothing_more() -> None:
    (one,) = evidence_in(QUESTION, terms(QUESTION), [hit(FINE, 1.0, ("8 billion yuan", 30.0))])
    assert (one.features.odds, one.features.rival) == (8.0, -8.0)


def test_what_orders_the_sentences_is_not_what_says_how_sure() -> None:
    by_rival = Judgement(NOTHING._replace(rival=1.0), NOTHING._replace(odds=1.0), 0.0, {})
    first, *_ = by_rival.of(QUESTION, terms(QUESTION), HITS)
    assert first.evidence.reading.answer.text in {"3 million yuan", "a tenth"}
    by_odds = Judgement(NOTHING._replace(odds=1.0), NOTHING._replace(odds=0.5), -1.0, {})
    first, *_ = by_odds.of(QUESTION, terms(QUESTION), HITS)
    assert first.evidence.reading.answer.text == "8 billion yuan"
    assert first.confidence == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("8 billion yuan", "about 8 billion yuan", True, id="a part"),
        pytest.param("8 billion yuan", "3 million yuan", False, id="another"),
        pytest.param("", "8 billion yuan", False, id="nothing"),
    ],
)
def test_short_answers_agree(one: str, other: str, expected: bool) -> None:
    assert agree(keys(one), keys(other)) is expected


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    judgement = Judgement(NOTHING._replace(odds=0.7), NOTHING._replace(rival=-0.2), 0.1, {"normal": 0.8})
    save({"texts": judgement}, tmp_path / "reader.json")
    assert Judgement.load(tmp_path / "reader.json", "texts") == judgement


@pytest.mark.parametrize("asked", ["library", "texts"])
def test_the_odds_lead_in_what_is_shipped_and_no_rival_raises_it(asked: str) -> None:
    judgement = Judgement.load(WEIGHTS / "reader.json", "library" if asked == "library" else "texts")
    assert judgement.order.odds > 0 < judgement.weights.odds
    assert judgement.weights.rival <= 0
    assert judgement.thresholds["lenient"] <= judgement.thresholds["normal"] <= judgement.thresholds["strict"]
