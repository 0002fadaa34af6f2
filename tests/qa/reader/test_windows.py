"""Windows: question, heading and passage as tokens, with the way back to the characters of the passage."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.article import Article, Range, Span
from ingest.tokens import WordPiece, embedded_model
from qa.reader.reader import Body, best_span
from qa.reader.windows import MOST_PASSAGE, Windows, heading

TOKENS = WordPiece(embedded_model() / "tokenizer.json")


@settings(max_examples=50, deadline=None)
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
    assert best_span(logits) == (30, 33, 8.0)
    logits[0, 0] = 20
    assert best_span(logits) == (0, 10, 27.0)
    logits[49, 1] = 30
    assert best_span(logits)[:2] == (30, 49)
