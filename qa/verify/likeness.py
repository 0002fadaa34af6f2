"""How alike two words are: by their stem, their beginning, or their place among the vectors of a language model."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from ingest.bert import word_vectors
from ingest.tokens import WordPiece, embedded_model
from ingest.words import stem

SHARED = 5
"""Letters that two words of one root begin with at least, and two thirds of the longer."""


class Likeness:
    """How alike two words are, 0..1, by the word vectors of an embedding model; safe to use from several threads.

    The vectors are those of its first layer without their mean: what a word means by itself, whatever it stands beside.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or embedded_model()
        vectors = word_vectors(folder)
        self._mean = vectors.mean(axis=0)
        self._vectors = vectors
        self._pieces = WordPiece(folder / "tokenizer.json")
        self._vector = lru_cache(maxsize=20_000)(self._encode)

    def __call__(self, one: str, other: str) -> float:
        """1 for words of one stem or root; else the cosine of their vectors, 0 where they point apart."""
        if of_one_root(one, other):
            return 1.0
        return max(0.0, float(self._vector(one.lower()) @ self._vector(other.lower())))

    def _encode(self, word: str) -> np.ndarray:
        # the mean of a word's pieces, without the two special tokens around them
        pieces = self._pieces.encode(word)[1:-1]
        vector: np.ndarray = self._vectors[pieces].mean(axis=0) - self._mean if pieces else np.zeros_like(self._mean)
        return vector / (np.linalg.norm(vector) or 1.0)


def of_one_root(one: str, other: str) -> bool:
    """Whether two words have one stem, or begin alike: "normal" and "normalized"."""
    first, second = stem(one), stem(other)
    if first == second:
        return True
    shared = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return shared >= SHARED and 3 * shared >= 2 * max(len(first), len(second))
