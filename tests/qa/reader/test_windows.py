"""Windows: question, heading and passage as tokens, with the way back to the characters of the passage."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.article import Article, Range, Span
from ingest.tokens import WordPiece, embedded_model
from qa.answer import Reading
from qa.reader.reader import Body, best_span, readings
from qa.reader.windows import MOST_PASSAGE, Windows, heading

TOKENS = WordPiece(embedded_model() / "tokenizer.json")


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_every_token_of_the_passage_knows_its_characters(passage: str, question: str, title: str) -> None:
    (window,) = Windows(TOKENS).of(question, [title], [passage])
    assert len(window.ids) == window.first + len(window.offsets) + 1
    assert 0 < window.second < window.first
    assert all(0 <= start < end <= len(passage) for start, end in window.offsets)


def test_a_passage_that_is_too_long_is_read_from_its_beginning() -> None:
    (window,) = Windows(TOKENS).of("Who?", [""], ["word " * 1000])
    assert len(window.offsets) == MOST_PASSAGE


def test_the_heading_has_title_and_day_as_far_as_they_are_known() -> None:
    assert heading(Article("a", "Didi fined", "x", datetime(2022, 7, 1))) == "Didi fined · 1 July 2022"
    assert heading(Article("a", "", "x", datetime(2022, 7, 21))) == "21 July 2022"
    assert heading(Article("a", "Didi fined", "x")) == "Didi fined"


class TestBody:
    ARTICLE = Article("a", "t", "One two. PHOTO three four.", aside=(Range(9, 15),))

    @pytest.mark.parametrize(
        ("quote", "text"),
        [
            pytest.param("two", "two", id="before the aside"),
            pytest.param("three", "three", id="after it"),
            pytest.param("two. three", "two. ", id="across it, as far as one piece goes"),
        ],
    )
    def test_characters_of_the_body_are_found_in_the_article(self, quote: str, text: str) -> None:
        body = Body(Span(self.ARTICLE, 0, 26))
        at = body.text.index(quote)
        assert body.span(at, at + len(quote)).text == text


def test_the_best_span_ends_where_it_starts_or_later_and_is_not_too_long() -> None:
    logits = np.zeros((50, 2), np.float32)
    logits[30, 0], logits[10, 1], logits[33, 1] = 5, 7, 3
    assert best_span(logits) == (30, 33)
    logits[0, 0] = 20
    assert best_span(logits) == (0, 10)
    logits[49, 1] = 30
    assert best_span(logits) == (30, 49)


class TestReadings:
    """Which sentence answers, from the logits of tokens."""

    TEXT = "Didi was fined. It paid eight billion. Nobody spoke."
    ARTICLE = Article("a", "t", TEXT, sentences=(0, 16, 39))

    def read(self, start: str, end: str, answers: float) -> list[Reading]:
        """The readings where `start` is the likeliest first word, and `end` the likeliest last one."""
        body = Body(Span(self.ARTICLE, 0, len(self.TEXT)))
        (window,) = Windows(TOKENS).of("How much?", [""], [body.text])
        logits = np.zeros((len(window.offsets), 2), np.float32)
        for column, word in enumerate((start, end)):
            logits[[at for at, _ in window.offsets].index(self.TEXT.index(word)), column] = 9
        return list(readings(body, window, logits, answers))

    def test_each_sentence_has_its_best_span(self) -> None:
        found = self.read("eight", "billion", answers=2.0)
        assert len(found) == 3
        assert found[1].answer.text == "eight billion"
        assert found[1].clear > 0.9
        assert found[0].clear < 0.2  # of the first sentence every span is as likely

    def test_the_chances_of_the_sentences_are_shares_of_that_of_the_passage(self) -> None:
        found = self.read("eight", "billion", answers=2.0)
        chances = [1 / (1 + np.exp(-one.odds)) for one in found]
        assert chances[1] > 0.8 * sum(chances)
        assert sum(chances) <= 1 / (1 + np.exp(-2.0)) + 1e-6
        assert all(one.odds < self.read("eight", "billion", answers=9.0)[1].odds for one in found)
