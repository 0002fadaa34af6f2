"""Clippings behind the interface of `tests.benchmarks.recipe`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest import split
from ingest.encoder import FEW, encoder
from ingest.library import Library, most_tokens, stored_articles
from ingest.publish import embedded_texts, encode
from ingest.run import ingest
from qa.assemble import chain_of, retriever_of
from tests.benchmarks.recipe import CHUNKS


class Ours:
    """A library in a folder. Articles go in through a .jsonl file each time, as `python -m ingest` takes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._encoder = encoder()
        self._calls = 0

    def load(self) -> None:
        """Has the model ready for many passages."""
        self._encoder.embeddings.embed_documents(["ready"] * (FEW + 1))

    def ingest(self, articles: Sequence[dict[str, Any]]) -> None:
        """Reads, cuts, encodes and publishes articles; ValueError where one is malformed."""
        given = self.folder.parent / f"given-{self._calls}.jsonl"
        given.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        self._calls += 1
        report = ingest([given], self.folder, self._encoder, lambda kind, done, total: None)
        if report.problems:
            raise ValueError(str(report.problems[0]))

    def ask(self, question: str) -> list[str]:
        """The texts of the best passages, by words and vectors."""
        return [hit.passage.text for hit in self._retriever.search(question, CHUNKS)]

    def answer(self, question: str) -> str:
        """The whole answer: found, read, quoted and checked; empty where the articles do not say."""
        return " ".join(claim.text for claim in self._chain.invoke(question).claims)

    @property
    def passages(self) -> int:
        """Passages in the library."""
        return self._library.overview().passages

    def sample(self, count: int) -> tuple[list[str], list[list[float]]]:
        """So many of the texts that were encoded, spread over the library, and their vectors as they are stored."""
        spans = [
            span
            for article in stored_articles(self.folder)
            for span in split.passages(article, self._encoder.count, most_tokens(self._encoder))
        ]
        texts = embedded_texts(spans[:: max(1, len(spans) // count)][:count], self._encoder)
        vectors: list[list[float]] = encode(texts, self._encoder, lambda done: None).astype(float).tolist()
        return texts, vectors

    @cached_property
    def _library(self) -> Library:
        return Library(self.folder, self._encoder)

    @cached_property
    def _retriever(self) -> Any:
        return retriever_of(self._library)

    @cached_property
    def _chain(self) -> Any:
        return chain_of(self._library)
