"""Articles, and spans: the one way to point at their text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple


class Range(NamedTuple):
    """Characters `start` to `end` (exclusive) of some text, counted from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it is stored.

    `text` is canonical: every offset in Clippings counts its characters, and it never changes once an offset exists.
    `published` is local time as the source printed it; midnight where the source gives a day and no time.
    `aside` holds the parts of the text that are no body (headline, dateline, captions, credits, navigation): sorted,
    disjoint, kept in the text and never quoted in an answer. `sentences` are the offsets at which its sentences start,
    the first at 0; empty until the article is cut (`ingest.split.cut`).
    """

    id: str
    title: str
    text: str
    published: datetime | None = None
    source: str = ""
    section: str = ""
    url: str = ""
    aside: tuple[Range, ...] = ()
    sentences: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        if not self.text.strip():
            raise ValueError(f"article {self.id}: the text is empty")
        last = 0
        for start, end in self.aside:
            if not last <= start < end <= len(self.text):
                raise ValueError(f"article {self.id}: aside {start}:{end} overlaps another or lies outside the text")
            last = end

    @property
    def day(self) -> int | None:
        """The day of publication as a number, 20220819; None where it is not known."""
        return int(f"{self.published:%Y%m%d}") if self.published else None

    def is_aside(self, at: int) -> bool:
        """Whether the character at that offset is part of an aside."""
        return any(start <= at < end for start, end in self.aside)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may answer: published from `since` to `until`, both inclusive, by one of `sources`.

    None and the empty tuple let everything pass; an article without a date passes only where no date is asked for.
    """

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"no day lies from {self.since} to {self.until}: exchange the two dates")


EVERYTHING = Filter()
"""The filter that lets every article pass."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of an article: a passage, a sentence or a citation."""

    article: Article
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            size = len(self.article.text)
            raise ValueError(f"article {self.article.id}: no characters {self.start}:{self.end} in a text of {size}")

    @property
    def text(self) -> str:
        """The characters themselves, derived and never stored."""
        return self.article.text[self.start : self.end]

    @property
    def body(self) -> str:
        """The characters that are no aside: what is searched, and what answers are made from."""
        return "".join(self.article.text[start:end] for start, end in self.body_ranges())

    def body_ranges(self) -> list[Range]:
        """Where in the article the body's characters are: all of the span but its asides, in order."""
        edges = [self.start]
        for start, end in self.article.aside:
            if start < self.end and end > self.start:
                edges += [max(start, self.start), min(end, self.end)]
        edges.append(self.end)
        return [Range(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]

    def part(self, start: int, end: int) -> Span:
        """The span of characters `start` to `end` of this span; ValueError where they leave it."""
        if not 0 <= start < end <= self.end - self.start:
            raise ValueError(f"no characters {start}:{end} in a span of {self.end - self.start}")
        return Span(self.article, self.start + start, self.start + end)

    def stripped(self) -> Span:
        """The same span without white space at its ends; ValueError where nothing else is in it."""
        text = self.text
        left = len(text) - len(text.lstrip())
        return self.part(left, len(text.rstrip()))

    def sentences(self) -> list[Span]:
        """The body's sentences within this span, without the white space around them; asides are left out."""
        starts = self.article.sentences
        inside = starts[bisect_left(starts, self.start) : bisect_left(starts, self.end)]
        edges = [*([] if self.start in inside[:1] else [self.start]), *inside, self.end]
        spans = (Span(self.article, a, b) for a, b in pairwise(edges) if not self.article.is_aside(a))
        return [span.stripped() for span in spans if not span.text.isspace()]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character of one article."""
        return self.article.id == other.article.id and self.start < other.end and other.start < self.end
