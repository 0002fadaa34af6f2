"""Cuts and encodes the incoming articles, and publishes them some at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ingest import split
from ingest.article import Span
from ingest.encoder import Encoder
from ingest.library import most_tokens
from ingest.writer import Cut, Writer

ARTICLES = 128
"""Articles of one publication: of news about 1,700 passages, or 20 seconds of work on two cores, lost by a kill."""

SHARE = 256
"""Passages that are encoded between two reports of progress."""

TITLE = 60
"""Tokens of the title, at most, that stand before each passage when it is encoded."""

Watch = Callable[[str, int, int], None]
"""Told of progress: the kind of work ("read" or "encode"), how much is done, and of how much (0: not known)."""


def publish(writer: Writer, encoder: Encoder, watch: Watch) -> int:
    """Publishes all incoming articles; returns how many passages were encoded. Progress counts passages."""
    done = 0
    while articles := writer.incoming(ARTICLES):
        whole = [split.cut(article) for article in articles]
        passages = [split.passages(article, encoder.count, most_tokens(encoder)) for article in whole]
        spans = [span for found in passages for span in found]
        left = writer.incoming_count() - len(articles)
        total = round((done + len(spans)) + left * len(spans) / len(articles))
        start = done

        def report(encoded: int, start: int = start, total: int = total) -> None:
            watch("encode", start + encoded, total)

        vectors = encode(embedded_texts(spans, encoder), encoder, report)
        edges = np.cumsum([0, *map(len, passages)])
        cuts = zip(whole, passages, edges[:-1], edges[1:], strict=True)
        writer.publish([Cut(article, found, vectors[a:b]) for article, found, a, b in cuts])
        done += len(spans)
    return done


def encode(texts: Sequence[str], encoder: Encoder, report: Callable[[int], None]) -> np.ndarray:
    """The vectors of the texts in float16, in their order; encoded by length, since padding costs as much as text."""
    order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
    vectors: list[list[float]] = [[]] * len(texts)
    for at in range(0, len(order), SHARE):
        share = order[at : at + SHARE]
        for place, vector in zip(share, encoder.embeddings.embed_documents([texts[i] for i in share]), strict=True):
            vectors[place] = vector
        report(at + len(share))
    return np.array(vectors, dtype=np.float16)


def embedded_texts(passages: Sequence[Span], encoder: Encoder) -> list[str]:
    """What is encoded of each passage: title and date of its article, and its body."""
    short = {title: _within(title, TITLE, encoder) for title in {span.article.title for span in passages}}
    return [f"{short[span.article.title]}{_dated(span)}\n{span.body}" for span in passages]


def _dated(passage: Span) -> str:
    published = passage.article.published
    return f". {published:%d %B %Y}" if published else ""


def _within(text: str, most: int, encoder: Encoder) -> str:
    """The beginning of a text that has at most `most` tokens."""
    while encoder.count([text])[0] > most:
        text = text[: len(text) * 3 // 4].rstrip()
    return text
