"""Spans and articles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Article, Filter, Range, Span

TEXTS = st.text(min_size=1).filter(lambda text: text.strip() != "")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Any span of any article with any asides."""
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    asides = tuple(Range(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Span(Article("a", "", text, aside=asides), start, end)


@given(spans())
def test_a_span_is_the_slice(span: Span) -> None:
    assert span.text == span.article.text[span.start : span.end]


@given(spans(), st.data())
def test_a_part_of_a_span_counts_in_the_article(span: Span, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(span.text) - 1))
    end = data.draw(st.integers(start + 1, len(span.text)))
    assert span.part(start, end).text == span.text[start:end]


@given(spans())
def test_the_body_is_what_is_no_aside(span: Span) -> None:
    body = "".join(character for at, character in enumerate(span.text, span.start) if not span.article.is_aside(at))
    assert span.body == body


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 2), (2, 2), (3, 2), (0, 6)],
    ids=["before the text", "empty", "backwards", "beyond the text"],
)
def test_a_span_outside_the_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        Span(Article("a", "", "hello"), start, end)


def test_repeated_text_keeps_its_own_place() -> None:
    article = Article("a", "", "Yes. Yes. Yes.")
    assert len({Span(article, 0, 4), Span(article, 5, 9), Span(article, 10, 14)}) == 3


@pytest.mark.parametrize(
    "aside", [(Range(0, 9),), (Range(2, 2),), (Range(0, 3), Range(2, 4))], ids=["outside", "empty", "overlapping"]
)
def test_asides_are_checked(aside: tuple[Range, ...]) -> None:
    with pytest.raises(ValueError, match="aside"):
        Article("a", "", "hello", aside=aside)


@pytest.mark.parametrize("text", ["", " \n\t"], ids=["nothing", "white space"])
def test_an_article_without_text_cannot_be_made(text: str) -> None:
    with pytest.raises(ValueError, match="text is empty"):
        Article("a", "", text)


def test_a_filter_backwards_in_time_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="exchange the two dates"):
        Filter(since=date(2022, 1, 2), until=date(2022, 1, 1))
