"""The reader with the weights that are shipped: it finds what stands there, and tells that it does."""

from __future__ import annotations

from datetime import datetime

import pytest

from ingest.article import Article, Range, Span
from ingest.split import cut
from qa.answer import Reading
from qa.reader.reader import Reader

pytestmark = pytest.mark.slow  # loads the weights

ARTICLE = cut(
    Article(
        "fine",
        "Didi fined",
        "PHOTO: Ann Lee\nThe Cyberspace Administration fined Didi 8.026 billion yuan on Thursday. Cheng Wei, its "
        "chairman, must pay one million yuan himself. Shares rose by 3 percent in New York.",
        datetime(2022, 7, 21),
        aside=(Range(0, 15),),
    )
)
PASSAGE = Span(ARTICLE, 0, len(ARTICLE.text))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def likeliest(reader: Reader, question: str) -> Reading:
    (readings,) = reader.read(question, [PASSAGE])
    return max(readings, key=lambda one: one.odds)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("How much was Didi fined?", "8.026 billion yuan", id="amount"),
        pytest.param("Who is the chairman of Didi?", "Cheng Wei", id="person"),
        pytest.param("When was Didi fined?", "Thursday", id="day"),
        pytest.param("By how much did shares rise?", "3 percent", id="share"),
    ],
)
def test_the_answer_is_found_where_it_stands(reader: Reader, question: str, answer: str) -> None:
    found = likeliest(reader, question)
    assert answer in found.answer.text
    assert len(found.answer.text) < len(answer) + 20
    assert ARTICLE.text[found.answer.start : found.answer.end] == found.answer.text


def test_what_is_not_asked_of_is_less_likely(reader: Reader) -> None:
    assert likeliest(reader, "How much was Didi fined?").odds > likeliest(reader, "Who directed the film?").odds + 3


def test_each_sentence_of_the_body_is_read_and_no_aside(reader: Reader) -> None:
    (readings,) = reader.read("Who took the photo?", [PASSAGE])
    assert len(readings) == 3
    assert all(one.answer.start >= 15 for one in readings)


def test_passages_are_read_each_for_itself(reader: Reader) -> None:
    other = cut(Article("film", "Film", "The film was directed by Jane Roe. It runs for two hours."))
    question = "How much was Didi fined?"
    together = reader.read(question, [Span(other, 0, len(other.text)), PASSAGE])
    (alone,) = reader.read(question, [PASSAGE])
    assert together[1] == alone
