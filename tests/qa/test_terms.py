"""What a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.terms import Kind, terms, tokens, words

W = Kind.WORD


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much was Didi fined?", [("Didi", Kind.NAME), ("fined", W)]),
        ("how much was didi fined", [("didi", W), ("fined", W)]),
        ("What did Xi Jinping say about risks?", [("Xi Jinping", Kind.NAME), ("risks", W)]),
        ("Why 10 billion yuan?", [("10 billion", Kind.NUMBER), ("yuan", W)]),
        ("Who issued the July 2021 rule?", [("issued", W), ("July", Kind.NAME), ("2021", Kind.NUMBER), ("rule", W)]),
        ("WHO FINED DIDI GLOBAL", [("FINED", W), ("DIDI", W), ("GLOBAL", W)]),
        (
            "fines of H1 on 5G, 1,000 of them",
            [("fines", W), ("H1", Kind.NAME), ("5G", Kind.NUMBER), ("1,000", Kind.NUMBER)],
        ),
        (
            "Is Didi's CEO in the second half",
            [("Didi", Kind.NAME), ("CEO", Kind.NAME), ("second", Kind.NUMBER), ("half", W)],
        ),
        ("Guideline securities", [("Guideline", W), ("securities", W)]),
        ("What is the U.S. view of Didi's fine?", [("U.S.", Kind.NAME), ("view", W), ("Didi", Kind.NAME), ("fine", W)]),
        ("hello", []),
    ],
    ids=[
        "name",
        "lower case",
        "two words",
        "number",
        "year",
        "capitals",
        "letters and digits",
        "owner and ordinal",
        "first word",
        "dots",
        "greeting",
    ],
)
def test_terms(question: str, expected: list[tuple[str, Kind]]) -> None:
    assert [(term.text, term.kind) for term in terms(question)] == expected


@pytest.mark.parametrize(
    ("question", "text", "mentioned"),
    [
        ("fines", "He was fined.", True),
        ("Ministry of Finance", "the ministry of financing", False),
        ("in dollars", "worth $1.2 billion", True),
        ("12292 websites", "12,292 websites", True),
        ("US rules", "the U.S. rules", True),
        ("Xi Jinping", "Xi said so", False),
    ],
    ids=["inflection", "a name has its capital", "currency sign", "thousands separator", "dots", "half a name"],
)
def test_mention(question: str, text: str, mentioned: bool) -> None:
    assert all(words(text).mention(term) for term in terms(question)) is mentioned


@given(st.text())
def test_any_text_has_tokens_and_terms(text: str) -> None:
    assert all(tokens(text))
    assert all(term.keys for term in terms(text))
