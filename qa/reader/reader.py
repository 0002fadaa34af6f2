"""The reader at work: onnxruntime, one passage a run, side by side on the processor's cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from ingest.article import Span
from ingest.bert import word_vectors
from ingest.tokens import WordPiece, embedded_model
from qa.answer import Reading
from qa.reader.windows import Window, Windows, heading

WEIGHTS = Path(__file__).parent / "weights"
"""`reader.onnx`, and `reader.json` for `qa.quote.Confidence`: what `qa.reader.training` made."""

LONGEST = 32
"""Tokens that a short answer may have."""

Array = np.ndarray


class Reader:
    """Reads passages for the answer to a question. Safe to use from several threads; loaded on first use."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")

    def read(self, question: str, passages: Sequence[Span]) -> list[Reading]:
        """One reading a passage, in their order; asides are not read."""
        bodies = [Body(passage) for passage in passages]
        windows = self._windows.of(question, [heading(one.article) for one in passages], [one.text for one in bodies])
        longest_first = sorted(range(len(windows)), key=lambda at: -len(windows[at].ids))
        logits = dict(
            zip(longest_first, self._threads.map(lambda at: self._run(windows[at]), longest_first), strict=True)
        )
        return [self._reading(body, windows[at], *logits[at]) for at, body in enumerate(bodies)]

    def _run(self, window: Window) -> tuple[Array, float]:
        words = self._words[np.array(window.ids)][None]
        kinds = np.zeros((1, len(window.ids)), np.int64)
        kinds[:, window.second :] = 1
        spans, answers = self._session.run(None, {"words": words, "kinds": kinds})
        return spans[0, window.first : -1], float(answers[0])

    def _reading(self, body: Body, window: Window, logits: Array, answers: float) -> Reading:
        first, last, _ = best_span(logits)
        answer = body.span(window.offsets[first][0], window.offsets[last][1])
        return Reading(answer, answers)

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
        for piece in self._pieces:
            size = piece.end - piece.start
            if start < size:
                return Span(self.passage.article, piece.start + start, piece.start + min(end, size))
            start, end = start - size, end - size
        raise ValueError(f"no characters {start}:{end} after the body of the passage")


def best_span(logits: Array) -> tuple[int, int, float]:
    """The first and last token with the highest sum of start and end logit, at most LONGEST tokens, and that sum."""
    together = logits[:, 0, None] + logits[None, :, 1]
    allowed = np.tri(len(logits), k=LONGEST - 1, dtype=bool) & np.tri(len(logits), dtype=bool).T
    at = int(np.where(allowed, together, -np.inf).argmax())
    first, last = divmod(at, len(logits))
    return first, last, float(together[first, last])
