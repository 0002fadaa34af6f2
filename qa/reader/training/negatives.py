"""Passages that do not answer: made so that the subject is right and the answer is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

import bm25s
import Stemmer

from ingest.article import Article, Span
from ingest.split import cut
from qa.reader.training.examples import Example, Passage, occurrence

SHARED = 8
"""Words in a row that two passages have in common where one is a copy of a part of the other."""


def sentences(passage: Passage) -> list[tuple[int, int]]:
    """The characters of each sentence of a passage."""
    return _sentences(passage.text)


@cache
def _sentences(text: str) -> list[tuple[int, int]]:
    article = cut(Article("passage", "", text))
    return [(span.start, span.end) for span in Span(article, 0, len(text)).sentences()]


def without_answer(example: Example) -> Example | None:
    """The passage without the sentences that hold the answer; None where nothing or too little remains."""
    if example.answer is None:
        return None
    start, end = example.answer
    text = example.passage.text
    answers = {*example.names, text[start:end]}
    kept = [
        example.passage.text[first:last]
        for first, last in sentences(example.passage)
        if (last <= start or first >= end)
        and not any(occurrence(example.passage.text[first:last], one) for one in answers)
    ]
    if sum(map(len, kept)) < 80:
        return None
    return replace(example, passage=replace(example.passage, text=" ".join(kept)), answer=None)


def copied(one: Passage, other: Passage) -> bool:
    """Whether the passages have `SHARED` words in a row in common."""
    return not _runs(one.text).isdisjoint(_runs(other.text))


@lru_cache(maxsize=50_000)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = text.split()
    return frozenset(tuple(words[at : at + SHARED]) for at in range(max(1, len(words) - SHARED + 1)))


class Similar:
    """The passages that BM25 ranks high for a question, that do not hold its answer and are no copy of its passage."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25()
        texts = [f"{passage.heading} {passage.text}" for passage in passages]
        self._index.index(self._tokens(texts), show_progress=False)

    def to(self, examples: Sequence[Example], count: int) -> list[list[Example]]:
        """For each example up to `count` that ask the same of a similar passage, and are not answered there."""
        if not examples:
            return []
        depth = min(len(self._passages), 3 * count + 6)
        tokens = self._tokens([example.question for example in examples])
        found, _ = self._index.retrieve(tokens, k=depth, show_progress=False)
        return [self._unanswered(example, row)[:count] for example, row in zip(examples, found, strict=True)]

    def _unanswered(self, example: Example, row: Sequence[int]) -> list[Example]:
        others = (self._passages[number] for number in row)
        return [
            replace(example, passage=other, answer=None)
            for other in others
            if not any(occurrence(other.text, name) for name in example.names) and not copied(other, example.passage)
        ]

    def _tokens(self, texts: Sequence[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=self._stemmer, show_progress=False)
