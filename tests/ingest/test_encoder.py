"""The embedded model in numpy and in torch against sentence-transformers in float32."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.bert import gelu
from ingest.encoder import EmbeddedMiniLM, encoder
from ingest.publish import embedded_texts
from ingest.split import passages
from tests.newsroom import make

TEXTS = [
    "How much was Didi fined, and for what?",
    "China's internet regulator fined ride-hailing giant Didi Global 8.026 billion yuan ($1.2 billion). " * 6,
    "x",
    "Ünïcödé — “quotes” 中国",
    "far beyond the limit " * 300,
]


@pytest.mark.slow
def test_numpy_and_torch_give_the_vectors_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    embedded = EmbeddedMiniLM()
    reference = SentenceTransformer(str(embedded.folder), device="cpu").encode(TEXTS, normalize_embeddings=True)
    numpy = np.array([embedded.embed_query(text) for text in TEXTS])
    torch = np.array(embedded.torch.embed_documents(TEXTS))
    assert np.allclose(numpy, reference, atol=1e-4)
    assert (np.sum(torch * reference, axis=1) > 0.999).all()


def test_gelu_agrees_with_its_definition() -> None:
    from math import erf, sqrt

    x = np.linspace(-6, 6, 101, dtype=np.float32)
    exact = [value * (1 + erf(value / sqrt(2))) / 2 for value in x]
    assert np.allclose(gelu(x), exact, atol=1e-6)


def test_title_date_and_passage_keep_within_the_limit_of_the_model() -> None:
    chosen = encoder()
    article = make("Word by word. " * 60, title="A very long title that goes on " * 20)
    spans = passages(article, chosen.count)
    texts = embedded_texts(spans, chosen)
    assert max(chosen.count(texts)) + 2 <= chosen.limit
    assert all("19 August 2022" in text for text in texts)
