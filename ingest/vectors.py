"""The vectors in Chroma: sealed segments, each written once and then only searched or dropped.

A Chroma collection that one process changes is not seen rightly by another that has it open: new vectors are missed,
deleted ones are found. A collection that never changes after it is named in the catalogue has neither problem.
"""

from __future__ import annotations

import resource
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import InternalError, NotFoundError

from ingest.article import Filter
from ingest.catalogue import Place

HNSW: CreateHNSWConfiguration = {"space": "cosine", "max_neighbors": 16, "ef_construction": 100, "ef_search": 200}
"""Of the 20 nearest passages to a question at least 99 % are found (`tests/ingest/test_vectors.py`)."""


OPEN_FILES = 65_536
"""Many systems give a process 1,024 unless it asks for more; a day of changes beside an open page can need them."""


class Segments:
    """The segments in a folder, which is made if it is missing. Several processes may read while one writes."""

    def __init__(self, folder: Path) -> None:
        _allow_open_files()
        opened = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        self._client = cast(Client, opened)  # what it is; the interface that Chroma declares cannot be closed
        self._open: dict[str, chromadb.Collection] = {}
        self._closing = weakref.finalize(self, self._client.close)

    def close(self) -> None:
        """Gives back the files; they are given back as well when nobody holds the segments any more."""
        self._closing()

    def sizes(self) -> dict[str, int]:
        """How many vectors each segment has, by name; finished or not."""
        return {collection.name: collection.count() for collection in self._client.list_collections()}

    def write(self, name: str, ids: Sequence[int], vectors: np.ndarray, places: Sequence[Place]) -> None:
        """A new segment: passage ids, their unit vectors (passages, dimensions) and places."""
        collection = self._client.create_collection(name, embedding_function=None, configuration={"hnsw": HNSW})
        step = self._client.get_max_batch_size()
        for at in range(0, len(ids), step):
            part = slice(at, at + step)
            collection.add(
                ids=[str(number) for number in ids[part]],
                embeddings=vectors[part],
                metadatas=[{"day": place.day or 0, "source": place.source} for place in places[part]],
            )

    def search(self, name: str, vector: Sequence[float], limit: int, filter: Filter) -> list[tuple[int, float]]:
        """Passage ids and cosines of the `limit` nearest, best first; LookupError where the segment is no more."""
        try:
            if name not in self._open:
                self._open[name] = self._client.get_collection(name, embedding_function=None)
            found = self._open[name].query(
                query_embeddings=list(vector), n_results=limit, where=_where(filter), include=["distances"]
            )
        except (NotFoundError, InternalError) as error:  # the latter while its files are being removed
            self._open.pop(name, None)
            raise LookupError(name) from error
        distances = (found["distances"] or [[]])[0]
        return [(int(number), 1 - distance) for number, distance in zip(found["ids"][0], distances, strict=True)]

    def drop(self, name: str) -> None:
        """Removes a segment that the catalogue no longer names."""
        self._open.pop(name, None)
        self._client.delete_collection(name)


def _allow_open_files() -> None:
    """Lets this process open as many files as it may: Chroma holds several for each segment that it ever searched."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _where(filter: Filter) -> dict[str, Any] | None:
    """The filter in Chroma's words; an article without a date has day 0, and so passes no date."""
    parts: list[dict[str, Any]] = []
    if filter.since or filter.until:
        parts.append({"day": {"$gte": int(f"{filter.since:%Y%m%d}") if filter.since else 1}})
    if filter.until:
        parts.append({"day": {"$lte": int(f"{filter.until:%Y%m%d}")}})
    if filter.sources:
        parts.append({"source": {"$in": list(filter.sources)}})
    return parts[0] if len(parts) == 1 else {"$and": parts} if parts else None
