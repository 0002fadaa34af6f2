"""The judge of the founding questions, on replies made by hand."""

import pytest

from tests.evaluation.commands import Quote, Reply, Said
from tests.evaluation.founding import Gold, Question, judged, questions, report, table

TEXT = "The fine was 16 yuan in 2016. Wang said so. It rained on 3 days."
FACT = Question("q", "fact", "How much?", ("16 yuan", "16"), (Gold("a", 0, 29),))
REASON = Question("q", "reason", "Why?", ("rained",), (Gold("a", 44, 64),))
ABSENT = Question("q", "absent", "How much in 2020?", (), (), "another year")


def reply(*spans: tuple[int, int], short: str | None = None, text: str = TEXT) -> Reply:
    """An answer with one claim for each span of the article "a", quoting it; refused without."""
    quotes = [Quote("a", start, end, text[start:end]) for start, end in spans]
    claims = tuple(Said(quote.text, (quote,)) for quote in quotes)
    return Reply("q", bool(claims), short, 0.5, None, 0.1, claims)


@pytest.mark.parametrize(
    ("question", "given", "first", "later"),
    [
        pytest.param(FACT, reply((0, 29)), True, True, id="the gold sentence"),
        pytest.param(FACT, reply((30, 43), (0, 29)), False, True, id="the gold sentence second"),
        pytest.param(FACT, reply((24, 43)), False, False, id="gold touched and the answer not quoted"),
        pytest.param(FACT, reply((44, 64)), False, False, id="another sentence"),
        pytest.param(FACT, reply(), False, False, id="refused"),
        pytest.param(REASON, reply((30, 64)), True, True, id="a reason within a longer quote"),
        pytest.param(REASON, reply((0, 29)), False, False, id="no reason"),
    ],
)
def test_right(question: Question, given: Reply, first: bool, later: bool) -> None:
    found = judged(question, given, {"a": TEXT})
    assert (found.first, found.any, found.right) == (first, later, first)


def test_absent_is_right_where_refused() -> None:
    assert judged(ABSENT, reply(), {"a": TEXT}).right
    assert not judged(ABSENT, reply((0, 29)), {"a": TEXT}).right


@pytest.mark.parametrize(
    ("question", "short", "right"),
    [
        pytest.param(FACT, "16 yuan", True, id="right"),
        pytest.param(FACT, "2016", False, id="wrong"),
        pytest.param(FACT, None, None, id="none given"),
        pytest.param(ABSENT, "16 yuan", None, id="nothing to be right about"),
    ],
)
def test_short(question: Question, short: str | None, right: bool | None) -> None:
    assert judged(question, reply((0, 29), short=short), {"a": TEXT}).short is right


def test_a_quote_that_does_not_stand_at_its_offsets_is_counted() -> None:
    given = reply((0, 29), (30, 43))
    assert judged(FACT, given, {"a": TEXT}).wrong_quotes == 0
    assert judged(FACT, given, {"a": " " + TEXT}).wrong_quotes == 2
    assert judged(FACT, given, {}).wrong_quotes == 2


def test_the_report_counts_and_names_the_failures() -> None:
    found = [
        judged(q, r, {"a": TEXT}) for q, r in [(FACT, reply((0, 43))), (REASON, reply()), (ABSENT, reply((0, 29)))]
    ]
    figures = report(found)
    assert figures["all answerable"] == {
        "questions": 2,
        "answered": 1,
        "first": 1,
        "any": 1,
        "short_right": 0,
        "short_given": 0,
    }
    assert figures["all absent"] == {"questions": 1, "answered": 1, "refused": 0}
    assert figures["right_of_answered"] == 0.5
    assert figures["gold_in_first_quotes"] == pytest.approx(29 / 43)
    failures = figures["failures"]
    assert isinstance(failures, list)
    assert [(failure["gold"], failure["first"]) for failure in failures] == [
        ("rained", None),
        ("another year", TEXT[:29]),
    ]
    assert "another year" not in table(figures)


def test_the_questions_are_read() -> None:
    found = questions()
    assert found[0] == Question(
        "fine-amount", "fact", "How much was Didi fined?", ("8.026 billion yuan", "$1.2 billion"), found[0].spans
    )
    assert {bool(question.spans) for question in found if question.why_absent} == {False}
