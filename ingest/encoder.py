"""Text to vectors, behind LangChain's Embeddings, with the token counts that cutting needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.bert import Bert
from ingest.tokens import embedded_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED = "all-MiniLM-L6-v2"
"""The name of the model that is installed with Clippings; every other name or path goes to sentence-transformers."""

FEW = 24
"""Up to so many texts are encoded by numpy: that takes less than the 10 seconds of importing torch."""

BATCH = 32
"""Texts a batch: of 16, 32, 64 and 128, the quickest on two cores for passages of 150 tokens."""


@dataclass(frozen=True)
class Encoder:
    """An embedding model and what a library has to know of it.

    `name` becomes part of the library's fingerprint. `limit` is the most tokens that the model reads of one text,
    and `count` tells for each text how many tokens it has, without the special ones. To use any other LangChain
    embedding, make one with its name, its limit and a function that counts its tokens, or over-estimates them.
    """

    name: str
    embeddings: Embeddings
    limit: int
    count: Callable[[Sequence[str]], list[int]]


class SentenceTransformers(Embeddings):
    """A sentence-transformers model by name or path; unit vectors; loaded on first use.

    Where the processor multiplies bfloat16 in hardware the model runs in it: 2.7 times as fast, cosine to the float32
    vectors at least .999 (`tests/ingest/test_encoder.py`).
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def model(self) -> SentenceTransformer:
        """The model itself; OSError or ValueError from sentence-transformers where there is none of that name."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds, with torch; a question needs neither
        from transformers.utils import logging  # noqa: PLC0415

        # the bar of loaded weights would stand in every pipe
        logging.disable_progress_bar()  # type: ignore[no-untyped-call] # transformers does not annotate it
        model = SentenceTransformer(self.name, device="cpu")
        if multiplies_bfloat16():
            model = model.bfloat16()
        return model

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One unit vector a text, float32 of shape (texts, dimensions), in the order given."""
        vectors = self.model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True
        )
        floats: np.ndarray = vectors.float().numpy()
        units: np.ndarray = floats / np.linalg.norm(floats, axis=1, keepdims=True)
        return units

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's method: one vector a text."""
        return self.encode(texts).tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        """LangChain's method: the vector of a question."""
        return self.embed_documents([text])[0]

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens."""
        encoded = self.model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def multiplies_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 in hardware."""
    import torch  # noqa: PLC0415 - seconds to import, and a question to the embedded model needs none of it

    able = torch.cpu.get_capabilities()
    return bool(able.get("amx_bf16") or able.get("avx512_bf16"))


class EmbeddedMiniLM(Embeddings):
    """all-MiniLM-L6-v2 from the installed package: questions by numpy at once, many passages by torch."""

    def __init__(self) -> None:
        self.folder = embedded_model()

    @cached_property
    def bert(self) -> Bert:
        """The model in numpy."""
        return Bert(self.folder)

    @cached_property
    def torch(self) -> SentenceTransformers:
        """The model in torch."""
        return SentenceTransformers(str(self.folder))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's method: one unit vector of 384 dimensions a text."""
        if len(texts) > FEW:
            return self.torch.embed_documents(texts)
        return [self.bert.encode(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's method: the unit vector of a question, in 384 dimensions."""
        vector: list[float] = self.bert.encode(text).tolist()
        return vector

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens."""
        return self.bert.tokens.count(texts)


def encoder(name: str = EMBEDDED) -> Encoder:
    """The encoder of that name: the embedded model, or any sentence-transformers name or path."""
    if name == EMBEDDED:
        embedded = EmbeddedMiniLM()
        return Encoder(name, embedded, limit=256, count=embedded.count)
    other = SentenceTransformers(name)
    return Encoder(name, other, limit=other.model.max_seq_length or 512, count=other.count)
