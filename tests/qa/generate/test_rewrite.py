"""A follow-up that a language model makes whole."""

from __future__ import annotations

import pytest
from langchain_core.language_models import FakeListChatModel

from qa.answer import Question, Turn
from qa.generate import Model, Rewrite

HISTORY = (Turn("user", "How much was Didi fined in 2022?"), Turn("assistant", "Didi was fined 8 billion yuan."))
ASKED = Question("and what about Uber?", history=HISTORY)
BY_RULES = "How much was Uber fined in 2022?"


def made_whole(said: str, question: Question = ASKED) -> str:
    chat = FakeListChatModel(responses=[said])
    found = Rewrite(Model(chat, "scripted", wait=1, pause=0))(question)
    assert found.history == ()
    return found.text


def test_what_the_model_writes_is_asked() -> None:
    assert made_whole('"How much was Uber fined\nin 2022?"\n') == "How much was Uber fined in 2022?"
    assert made_whole("What was Uber fined?") == "What was Uber fined?"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("How much was Lyft fined in 2022?", id="a name that nobody said"),
        pytest.param("How much was Uber fined in 2023?", id="a number that nobody said"),
        pytest.param("How much was Uber fined? " * 40, id="too much"),
        pytest.param(" \n", id="nothing"),
        pytest.param("", id="a model that fails"),
    ],
)
def test_what_was_not_said_is_left_to_the_rules(said: str) -> None:
    assert made_whole(said) == BY_RULES


def test_the_first_question_is_asked_as_it_is() -> None:
    assert made_whole("Who was fined?", Question("How much was Didi fined?")) == "How much was Didi fined?"
