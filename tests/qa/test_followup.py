"""Questions in a conversation are made whole, and questions that stand alone are left as they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Question, Turn
from qa.followup import whole

FINE = ("How much was Didi fined?", "China's internet regulator fined Didi Global 8.026 billion yuan in late July.")
NIU = ("What did Niu Yibing say about Didi?", "The CAC will urge Didi to rectify, said Niu Yibing, vice minister.")
FIRST_HALF = ("How many websites were fined in the first half of 2022?", "As a result, 283 were fined.")
WATCHDOG = ("Who called the incident a flash point?", '"It is only a flash point," Hu Qimu told the Global Times.')
REFUSED = ("How much was Alibaba fined?", "No article mentions Alibaba.")


def made(question: str, *said: tuple[str, str]) -> str:
    """The question made whole after these questions and answers."""
    turns = [turn for asked, answer in said for turn in (Turn("user", asked), Turn("assistant", answer))]
    return whole(Question(question, history=tuple(turns))).text


@pytest.mark.parametrize(
    ("said", "question", "expected"),
    [
        pytest.param(FINE, "Who regulates it?", "Who regulates Didi?", id="it"),
        pytest.param(FINE, "Where are its offices?", "Where are Didi's offices?", id="its"),
        pytest.param(FINE, "What did the company say?", "What did Didi say?", id="the company"),
        pytest.param(NIU, "What is his position?", "What is Niu Yibing's position?", id="his"),
        pytest.param(WATCHDOG, "Where does he work?", "Where does Hu Qimu work?", id="he whom the answer names"),
        pytest.param(FINE, "When was that?", "When was Didi fined?", id="when was that"),
        pytest.param(FINE, "Why?", "Why was Didi fined?", id="why"),
        pytest.param(
            FINE, "and for how many violations?", "For how many violations was Didi fined?", id="another question word"
        ),
        pytest.param(FINE, "What about Tencent?", "How much was Tencent fined?", id="another company"),
        pytest.param(FINE, "and in 2021?", "How much was Didi fined in 2021?", id="a time where there was none"),
        pytest.param(FIRST_HALF, "And in 2021?", "How many websites were fined in 2021?", id="another time"),
        pytest.param(
            FIRST_HALF, "and closed?", "How many websites were closed in the first half of 2022?", id="another deed"
        ),
        pytest.param(NIU, "And Sun Weimin?", "What did Sun Weimin say about Didi?", id="a person for a person"),
        pytest.param(
            NIU, "What about Tencent?", "What did Niu Yibing say about Tencent?", id="a company for a company"
        ),
        pytest.param(NIU, "And about Alibaba?", "What did Niu Yibing say about Alibaba?", id="the same preposition"),
        pytest.param(REFUSED, "And Didi?", "How much was Didi fined?", id="after a refusal"),
    ],
)
def test_a_follow_up_is_made_whole(said: tuple[str, str], question: str, expected: str) -> None:
    assert made(question, said) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Why is China becoming more stringent on data security?",
        "Which US commission is cited?",
        "Is it possible to list overseas?",
        "Who said that the incident is a flash point?",
        "How did Tencent explain its fine?",
        "What is a data security review?",
        "Are there apps in the store?",
        "tell me a joke",
    ],
)
def test_a_new_topic_is_left_alone(question: str) -> None:
    assert made(question, FINE) == question


def test_who_said_that_asks_about_the_answer() -> None:
    assert made("Who said that?", ("Is it over?", "The incident is a flash point.")) == (
        "Who said the incident is a flash point?"
    )


def test_thanks_do_not_change_the_subject() -> None:
    assert made("and in 2021?", FINE, ("Thanks!", "You are welcome.")) == "How much was Didi fined in 2021?"


def test_the_tenth_follow_up_is_as_good_as_the_first() -> None:
    further = [("And who regulates it?", "No article mentions this.") for _ in range(9)]
    assert made("Where are its offices?", FINE, *further) == "Where are Didi's offices?"


def test_a_long_conversation_costs_no_more_than_a_short_one() -> None:
    began = time.perf_counter()
    made("Who regulates it?", *[FINE] * 5_000)
    assert time.perf_counter() - began < 1


@given(st.text(), st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_any_text_is_made_whole_once(question: str, said: list[tuple[str, str]]) -> None:
    found = whole(Question(made(question, *said)))
    assert found.text == " ".join(found.text.split())
    assert found.history == ()
    assert whole(found) == found


@given(st.text())
def test_without_a_history_only_white_space_changes(question: str) -> None:
    assert whole(Question(question)).text == " ".join(question.split())
