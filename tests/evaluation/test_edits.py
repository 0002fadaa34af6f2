"""Statements made by editing sentences: what is true stays true, and what is false is false."""

from __future__ import annotations

import random

import pytest

from ingest.article import Span
from tests.evaluation.edits import FALSE, TRUE, edited
from tests.newsroom import make

TEXT = (
    "The firm was fined $40,000 on Monday (its third fine), and 5 percent of its staff left, the chairman said. "
    "On 12 June the court in Geneva heard Holm about the firm and its many debts. "
    "The town of Bern has 140,000 people and lies on the Aare."
)
ARTICLE = make(TEXT)
FIRST = TEXT.partition(". ")[0] + "."


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("signs", FIRST.replace("$40,000", "40,000 dollars").replace("5 percent", "5%")),
        ("attribution", FIRST.replace(", the chairman said", "")),
        ("brackets", FIRST.replace(" (its third fine)", "")),
    ],
)
def test_a_true_edit_says_the_same(kind: str, made: str) -> None:
    assert TRUE[kind](FIRST, ARTICLE, random.Random(1)) == made


@pytest.mark.parametrize("kind", FALSE)
def test_a_false_edit_changes_the_sentence(kind: str) -> None:
    made = [FALSE[kind](sentence.text, ARTICLE, random.Random(1)) for sentence in sentences()]
    assert any(made)
    assert all(statement not in TEXT for statement in made if statement)


def test_as_many_of_each_kind_are_made_as_there_are_sentences_for() -> None:
    made = list(edited([ARTICLE, make(TEXT.replace("Bern", "Basel"), id="b")], each=1, seed=1))
    assert [(kind, true) for kind, true, _, _ in made] == [
        *((kind, True) for kind in TRUE),
        *((kind, False) for kind in FALSE),
    ]
    assert all(span.text != statement for _, _, statement, span in made)


def sentences() -> list[Span]:
    return Span(ARTICLE, 0, len(TEXT)).sentences()
