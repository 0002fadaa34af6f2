"""The metrics against tables worked out by hand."""

import pytest

from tests.evaluation import metrics

RANKS = [1, 2, 4, 5, 10, 11, 100, 101, None, 1]
"""Ten questions and the rank of the first right article."""


def test_ranking_by_hand() -> None:
    figures = metrics.ranking(RANKS)
    assert figures["hit@1"] == pytest.approx(2 / 10)
    assert figures["hit@4"] == pytest.approx(4 / 10)
    assert figures["hit@10"] == pytest.approx(6 / 10)
    # 1 + 1/2 + 1/4 + 1/5 + 1/10 + 1/11 + 1/100 + 0 + 0 + 1
    assert figures["mrr@100"] == pytest.approx(3.150909090909 / 10)


@pytest.mark.parametrize(
    ("ranked", "right", "rank"),
    [
        pytest.param(["a", "b", "c"], {"a"}, 1, id="first"),
        pytest.param(["a", "b", "c"], {"c", "b"}, 2, id="the better of two right ones"),
        pytest.param(["a", "b", "c"], {"d"}, None, id="not found"),
        pytest.param([], {"d"}, None, id="nothing ranked"),
        pytest.param(["a"], set(), None, id="nothing right"),
    ],
)
def test_first_rank(ranked: list[str], right: set[str], rank: int | None) -> None:
    assert metrics.first_rank(ranked, right) == rank


@pytest.mark.parametrize(
    ("given", "right", "exact", "f1"),
    [
        pytest.param("Tonga", ["Tonga"], 1, 1, id="same"),
        pytest.param("the “Full House.”", ["“Full House”"], 1, 1, id="article and full stop aside"),
        pytest.param("8.026 billion yuan", ["8026 Billion Yuan"], 1, 1, id="punctuation within a number goes"),
        pytest.param("in late July", ["late July"], 0, 4 / 5, id="one word more"),
        pytest.param("yes yes no", ["yes no no"], 0, 2 / 3, id="repeated words count as often as both have them"),
        pytest.param("London", ["Paris", "London, Ontario"], 0, 2 / 3, id="the best of several"),
        pytest.param("London", ["Paris"], 0, 0, id="nothing shared"),
        pytest.param("", ["Paris"], 0, 0, id="no answer"),
        pytest.param("", [""], 1, 1, id="rightly no answer"),
        pytest.param("London", [], 0, 0, id="nothing right"),
    ],
)
def test_squad(given: str, right: list[str], exact: float, f1: float) -> None:
    assert metrics.exact_match(given, right) == exact
    assert metrics.token_f1(given, right) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("text", "answer", "there"),
    [
        pytest.param("for 16 legal violations", "16", True, id="a number"),
        pytest.param("in 2016, 16,000 or 3.16", "16", False, id="never a part of a number"),
        pytest.param("it was 16.", "16", True, id="a full stop is no decimal point"),
        pytest.param("fined ($1.2 billion) for", "$1.2 billion", True, id="a sign in brackets"),
        pytest.param("said Wang\nPeng", "wang peng", True, id="case and line break aside"),
        pytest.param("scacchi", "CAC", False, id="never a part of a word"),
    ],
)
def test_names(text: str, answer: str, there: bool) -> None:
    assert metrics.names(text, answer) is there


@pytest.mark.parametrize(
    ("short", "right", "good"),
    [
        pytest.param("8.026 billion yuan ($1.2 billion)", ["8.026 billion yuan"], True, id="a little more"),
        pytest.param("Wang", ["Wang Peng"], True, id="a little less"),
        pytest.param("10 billion yuan", ["8.026 billion yuan"], False, id="another number"),
        pytest.param("billion", ["8.026 billion yuan"], False, id="too little"),
        pytest.param("16", ["16 legal violations"], False, id="half is too little"),
        pytest.param("Didi was fined in late July for 16 violations", ["late July"], False, id="a whole sentence"),
        pytest.param("", ["late July"], False, id="empty"),
    ],
)
def test_short(short: str, right: list[str], good: bool) -> None:
    assert metrics.short_is_right(short, right) is good


def test_separation_by_hand() -> None:
    # 6 pairs: .9 beats both, .5 ties with .5 and beats .2, .1 loses to both: 2 + 1.5 + 0
    assert metrics.separation([0.9, 0.5, 0.1], [0.5, 0.2]) == pytest.approx(3.5 / 6)
    assert metrics.separation([], [0.2]) == 0.5


def test_percentile_is_a_value_that_was_seen() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [metrics.percentile(values, percent) for percent in (0, 20, 50, 95, 100)] == [1, 1, 3, 5, 5]
    assert metrics.percentile([], 50) == 0
