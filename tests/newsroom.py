"""Small articles and small real parts that the tests share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest import split
from ingest.article import Article
from ingest.encoder import Encoder
from ingest.run import Report, ingest
from qa.terms import key, tokens

CORPUS = Path(__file__).parent.parent / "corpus"


class BagOfWords(Embeddings):
    """Random directions, one for each word stem, added up: near where words are shared."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.encoded = 0

    def embed_query(self, text: str) -> list[float]:
        vector = np.full(self.dimensions, 1e-3)
        for token in tokens(text):
            seed = int.from_bytes(hashlib.sha256(key(token).encode()).digest()[:4], "big")
            vector += np.random.default_rng(seed).standard_normal(self.dimensions)
        unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return unit

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.encoded += len(texts)
        return [self.embed_query(text) for text in texts]


def count_words(texts: Sequence[str]) -> list[int]:
    """A tokenizer for which every word is a token."""
    return [len(text.split()) for text in texts]


def bag_of_words(name: str = "bag of words") -> Encoder:
    """An encoder that takes no time."""
    return Encoder(name, BagOfWords(), limit=256, count=count_words)


def make(text: str, **fields: Any) -> Article:
    """An article that is cut; `fields` are those of Article."""
    defaults: dict[str, Any] = {"id": "a", "title": "A title", "published": datetime(2022, 8, 19), "text": text}
    return split.cut(Article(**(defaults | fields)))


def write_jsonl(file: Path, *articles: dict[str, str]) -> Path:
    """A .jsonl file with these articles."""
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return file


def silent(kind: str, done: int, total: int) -> None:
    """Watches progress and says nothing."""


def ingested(folder: Path, *paths: Path, encoder: Encoder | None = None, rebuild: bool = False) -> Report:
    """Ingests the paths with an encoder that takes no time, unless another is given."""
    return ingest(paths, folder, encoder or bag_of_words(), silent, rebuild=rebuild)
