"""Questions that may follow an answer."""

from __future__ import annotations

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from ingest.article import Span
from qa.answer import Answer, Claim, Hit, Question
from qa.suggest import Suggest, candidates, questions
from tests.newsroom import make

NEWS = make(
    "The regulator fined Orion Air 2.5 million euros. In the first half of the year 177 mobile apps were removed. "
    "“That is fair,” said Rita Blom. Karl Moor, a lawyer from Bern, disagreed. But Nadal said nothing. "
    "The rules will take effect in May. The report issued by the ministry was short."
)
WHOLE = Span(NEWS, 0, len(NEWS.text))
FINED, *OTHERS = WHOLE.sentences()
ANSWER = Answer("How much was Orion Air fined?", (Claim(FINED.text, (FINED,)),), hits=(Hit(WHOLE, 1.0),))


@pytest.mark.parametrize(
    ("at", "made"),
    [
        (0, ["How much was Orion Air fined?"]),
        (1, ["How many mobile apps were removed?"]),
        (2, ["What did Rita Blom say?"]),
        (3, ["Who is Karl Moor?"]),
        (4, []),
        (5, ["When did the rules take effect?"]),
        (6, ["Who issued the report?"]),
    ],
)
def test_a_sentence_gives_the_question_that_it_answers(at: int, made: list[str]) -> None:
    assert list(questions(WHOLE.sentences()[at])) == made


def test_what_was_asked_and_what_is_quoted_is_not_suggested() -> None:
    assert "How much was Orion Air fined?" not in list(candidates(ANSWER))
    assert len(list(candidates(ANSWER))) == 5


def chain(known: dict[str, Span]) -> Runnable[Question, Answer]:
    def answer(question: Question) -> Answer:
        span = known.get(question.text)
        return Answer(question.text, (Claim(span.text, (span,)),)) if span else Answer(question.text, reason="No.")

    return RunnableLambda(answer)


def test_only_what_is_answered_with_something_new_is_suggested() -> None:
    apps, _, moor = OTHERS[:3]
    known = {
        "How many mobile apps were removed?": apps,
        "What did Rita Blom say?": FINED,
        "Who is Karl Moor?": apps,
        "Who issued the report?": moor,
    }
    assert Suggest(chain(known)).after(Question("q"), ANSWER) == [
        "How many mobile apps were removed?",
        "Who issued the report?",
    ]


def test_what_was_quoted_before_is_not_suggested() -> None:
    apps = OTHERS[0]
    suggest = Suggest(chain({"How many mobile apps were removed?": apps}))
    before = Answer("Which apps?", (Claim(apps.text, (apps,)),))
    assert suggest.after(Question("q"), ANSWER, [before]) == []
    assert suggest.after(Question("q"), ANSWER) == ["How many mobile apps were removed?"]
