"""The counting of the statements, on verdicts made by hand, and that they cite what there is."""

import pytest

from ingest.article import Span
from qa.answer import Verdict
from qa.verify import Checked
from tests.evaluation.statements import Statement, articles, judge, report, statements, table
from tests.newsroom import make

ARTICLE = make("The fine was 16 yuan.", id="a")
SAID = [
    Statement("number-1", "number", "The fine was 61 yuan.", "a", 0, 21, False),
    Statement("number-2", "number", "The fine was 17 yuan.", "a", 0, 21, False),
    Statement("number-3", "number", "The fine was 6 yuan.", "a", 0, 21, False),
    Statement("voice-1", "voice", "16 yuan was the fine.", "a", 0, 21, True),
]


def lenient(statement: str, cited: Span) -> Checked:
    """Strikes what begins with a number."""
    if statement[0].isdigit():
        return Checked(statement, Verdict.NOT_FOUND, reason="a number")
    return Checked(statement, Verdict.SUPPORTED, (cited,))


def test_each_half_counts_what_is_wrong_of_each_kind() -> None:
    figures = report(judge(SAID, {"a": ARTICLE}, lenient))
    assert figures["halves"] == {
        "development": {
            "true": 1,
            "true_struck": 1.0,
            "false": 2,
            "false_let_through": 1.0,
            "kinds": {
                "number": {"statements": 2, "false let through": 2},
                "voice": {"statements": 1, "true struck": 1},
            },
        },
        "held out": {
            "true": 0,
            "true_struck": 0.0,
            "false": 1,
            "false_let_through": 1.0,
            "kinds": {"number": {"statements": 1, "false let through": 1}},
        },
    }
    failures = figures["failures"]
    assert isinstance(failures, list)
    assert [failure["id"] for failure in failures] == ["number-1", "number-2", "number-3", "voice-1"]
    assert "1.000 of 1 true struck, 1.000 of 2 false let through" in table(figures)


def test_the_statements_cite_whole_passages_of_the_founding_articles() -> None:
    known = articles()
    found = statements()
    assert len({one.id for one in found}) == len(found) >= 160
    for one in found:
        span = Span(known[one.article], one.start, one.end)
        assert span.sentences()[0].start == one.start


@pytest.mark.parametrize("truth", [True, False], ids=["true", "false"])
def test_both_halves_have_as_many(truth: bool) -> None:
    halves = [one.half for one in statements() if one.true == truth]
    assert abs(halves.count("development") - halves.count("held out")) <= 8
