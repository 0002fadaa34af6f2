"""Plain BM25 over whole articles, by bm25s: what any search of the news must beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import bm25s

SETTINGS: dict[str, object] = {
    "method": "robertson",
    "k1": 1.5,
    "b": 0.75,
    "words": r"\w+",
    "stemmer": None,
    "stopwords": None,
    "text": "title and text",
}
"""BM25 as it was first written, every word kept as it is; k1 and b as bm25s and most others set them."""


def rankings(texts: Mapping[str, str], questions: Sequence[str], most: int = 100) -> list[list[str]]:
    """For each question the ids of at most `most` articles, best first; `texts` by article id, title first.

    By bm25s (Lù 2024, https://arxiv.org/abs/2407.03618).
    """

    def words(of: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            list(of), token_pattern=SETTINGS["words"], stopwords=None, return_ids=False, show_progress=False
        )
        return found

    index = bm25s.BM25(method=SETTINGS["method"], k1=SETTINGS["k1"], b=SETTINGS["b"])
    index.index(words(list(texts.values())), show_progress=False)
    ids = list(texts)
    found, _ = index.retrieve(words(questions), k=min(most, len(ids)), show_progress=False)
    return [[ids[number] for number in row] for row in found.tolist()]
