"""Which questions ask for more than a few words."""

from __future__ import annotations

import pytest

from qa.intent import is_broad, is_yes_or_no, wants_latest


@pytest.mark.parametrize(
    "question",
    [
        "Why was Didi fined?",
        "What does the guideline say about data security?",
        "What did officials promise?",
        "What are the requirements for listing abroad?",
        "Which companies were fined?",
        "List the violations.",
        "How did the regulator explain the decision?",
    ],
)
def test_reasons_lists_and_positions_are_broad(question: str) -> None:
    assert is_broad(question)


@pytest.mark.parametrize(
    "question",
    [
        "How much was Didi fined?",
        "Who issued the guideline?",
        "When was the fine announced?",
        "How many apps were removed in 2022?",
        "What was the fine?",
        "What is the name of the regulator?",
    ],
)
def test_facts_are_not(question: str) -> None:
    assert not is_broad(question)


def test_the_latest_is_asked_for_in_several_words() -> None:
    assert wants_latest("What is the latest fine?")
    assert wants_latest("How many apps were removed so far?")
    assert not wants_latest("How much was Didi fined last July?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was Didi fined?", True),
        ("“Will China ban listings abroad?”", True),
        ("Do you know who fined Didi?", False),
        ("Is it Didi or Alibaba that was fined?", False),
        ("What did Didi do?", False),
        ("Isabelle?", False),
    ],
)
def test_yes_or_no_is_asked_with_the_verb_first(question: str, expected: bool) -> None:
    assert is_yes_or_no(question) is expected
