"""The reader at work: onnxruntime, one passage a run, side by side on the processor's cores."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from ingest.article import Range, Span
from ingest.bert import word_vectors
from ingest.tokens import WordPiece, embedded_model
from qa.answer import Reading
from qa.reader.windows import Window, Windows, heading

WEIGHTS = Path(__file__).parent / "weights"
"""`reader.onnx`, and `reader.json` for `qa.confidence.Judgement`: what `qa.reader.training` made."""

LONGEST = 32
"""Tokens that a short answer may have."""

CERTAIN = -1e-9
"""The logarithm of the highest probability that is told from 1."""

Array = np.ndarray


class Reader:
    """Reads passages for the answer to a question. Safe to use from several threads; loaded on first use."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")

    def read(self, question: str, passages: Sequence[Span]) -> list[tuple[Reading, ...]]:
        """For each passage its readings, one a sentence; asides are not read, nor what is beyond a window's end."""
        bodies = [Body(passage) for passage in passages]
        windows = self._windows.of(question, [heading(one.article) for one in passages], [one.text for one in bodies])
        longest_first = sorted(range(len(windows)), key=lambda at: -len(windows[at].ids))
        read = self._threads.map(lambda at: self._read(bodies[at], windows[at]), longest_first)
        found = dict(zip(longest_first, read, strict=True))
        return [found[at] for at in range(len(passages))]

    def _read(self, body: Body, window: Window) -> tuple[Reading, ...]:
        return tuple(readings(body, window, *self.logits(window)))

    def logits(self, window: Window) -> tuple[Array, float]:
        """Start and end logits of the passage's tokens (tokens, 2), and the log odds that it answers."""
        words = self._words[np.array(window.ids)][None]
        kinds = np.zeros((1, len(window.ids)), np.int64)
        kinds[:, window.second :] = 1
        spans, answers = self._session.run(None, {"words": words, "kinds": kinds})
        return spans[0, window.first : -1], float(answers[0])

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # passages run side by side; within one there is too little to share
        return onnxruntime.InferenceSession(self._weights / "reader.onnx", options, providers=["CPUExecutionProvider"])

    @cached_property
    def _windows(self) -> Windows:
        return Windows(WordPiece(embedded_model() / "tokenizer.json"))

    @cached_property
    def _words(self) -> Array:
        return word_vectors(embedded_model())


class Body:
    """The text of a passage without its asides, and the way back from its characters to those of the article."""

    def __init__(self, passage: Span) -> None:
        self.passage = passage
        self.text = passage.body
        self._pieces = passage.body_ranges()

    def span(self, start: int, end: int) -> Span:
        """The characters of the article, as far as they stand in one piece of it."""
        piece, before = self._piece(start)
        shift = piece.start - before
        return Span(self.passage.article, start + shift, min(end + shift, piece.end))

    def place(self, at: int) -> int:
        """Where in the article a character of the text stands."""
        piece, before = self._piece(at)
        return at + piece.start - before

    def _piece(self, at: int) -> tuple[Range, int]:
        """The piece of the article in which a character stands, and how many characters of the text are before it."""
        before = 0
        for piece in self._pieces:
            size = piece.end - piece.start
            if at < before + size:
                return piece, before
            before += size
        raise ValueError(f"no character {at} in a body of {before}")


def readings(body: Body, window: Window, logits: Array, answers: float) -> Iterator[Reading]:
    """Of each sentence the best span, and the log odds that the passage answers and that it does so here.

    `answers` are the log odds that the passage answers; which of its spans does is a softmax over all of them.
    """
    scores = span_scores(logits)
    whole = logsumexp(scores)
    places = [body.place(start) for start, _ in window.offsets]
    for sentence in body.passage.sentences():
        first, end = bisect_left(places, sentence.start), bisect_left(places, sentence.end)
        if first == end:
            continue
        here = scores[first:end, first:end]
        start, last = divmod(int(here.argmax()), end - first)
        answer = body.span(window.offsets[first + start][0], window.offsets[first + last][1])
        all_here = logsumexp(here)
        sure = all_here - whole - np.logaddexp(0, -answers)
        yield Reading(answer, float(sure - np.log(-np.expm1(min(sure, CERTAIN)))), float(np.exp(here.max() - all_here)))


def span_scores(logits: Array) -> Array:
    """The sum of start and end logit for each pair of a first and a last token; -inf where that makes no short answer.

    `logits` of shape (tokens, 2), the result (tokens, tokens).
    """
    together = logits[:, 0, None] + logits[None, :, 1]
    allowed = np.tri(len(logits), k=LONGEST - 1, dtype=bool) & np.tri(len(logits), dtype=bool).T
    return np.where(allowed, together, -np.inf)


def best_span(logits: Array) -> tuple[int, int]:
    """The first and last token of the short answer with the highest score."""
    first, last = divmod(int(span_scores(logits).argmax()), len(logits))
    return first, last


def logsumexp(values: Array) -> float:
    """The logarithm of the sum of the exponentials."""
    most = values.max()
    return float(most + np.log(np.exp(values - most).sum()))
