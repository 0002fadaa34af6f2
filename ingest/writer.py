"""The one writer of a library: stages articles, publishes them whole, removes and rebuilds.

The order makes a kill at any moment harmless. Vectors are written to a segment that nobody knows yet; one SQLite
transaction then makes articles, passages, words and segment current together. What a killed writer leaves is a segment
without a name in the catalogue, which the next writer drops.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import uuid4

import numpy as np
from filelock import FileLock, Timeout

from ingest import edit
from ingest.article import Article, Span
from ingest.catalogue import Place, Segment, Snapshot, connect
from ingest.encoder import Encoder
from ingest.library import CATALOGUE, LibraryError, fingerprint, segments_folder
from ingest.vectors import Segments

WORST_DEAD = 0.25
"""The share of removed passages in a segment from which it is written anew."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An article that is cut, its passages, and their unit vectors (passages, dimensions) in float16."""

    article: Article
    passages: list[Span]
    vectors: np.ndarray


@contextmanager
def writing(folder: Path, encoder: Encoder, *, rebuild: bool = False) -> Iterator[Writer]:
    """The writer of the library in `folder`, which is made if it is missing.

    With `rebuild` everything derived is made anew from the stored articles: `Writer.incoming` has those to encode.
    Raises LibraryError where another process writes, or where the library was made with other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "writer.json"
    try:
        with FileLock(folder / "writer.lock", timeout=0):
            holder.write_text(json.dumps({"process": os.getpid(), "since": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}))
            with closing(connect(folder / CATALOGUE, write=True)) as connection:
                writer = Writer(folder, encoder, connection, rebuild=rebuild)
                with closing(writer):
                    yield writer
            holder.unlink()
    except Timeout:
        raise LibraryError(f"{folder}: {_holder(holder)} is writing to this library; wait until it is done") from None


def _holder(file: Path) -> str:
    try:
        held = json.loads(file.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return "another process"  # it took the lock this instant and has not signed yet
    return f"process {held['process']} (since {held['since']})"


class Writer:
    """Changes a library; made by `writing`, which holds the lock."""

    def __init__(self, folder: Path, encoder: Encoder, connection: sqlite3.Connection, *, rebuild: bool) -> None:
        self._folder, self._encoder, self._connection = folder, encoder, connection
        self.catalogue = Snapshot(connection)
        made_with = self.catalogue.state("fingerprint")
        if made_with is None:
            edit.set_state(connection, "fingerprint", fingerprint(encoder))
        elif rebuild:
            self._reset()
        elif made_with != fingerprint(encoder):
            raise LibraryError.mismatch(folder, made_with, encoder)
        self._segments = Segments(segments_folder(folder, self.catalogue))
        self._mend()

    def close(self) -> None:
        """Gives back the files of the vectors."""
        self._segments.close()

    def known(self) -> dict[str, tuple[str, str]]:
        """The file and the content hash that each article, stored or incoming, was last read with, by article id."""
        return edit.known(self._connection)

    def stage(self, articles: Sequence[tuple[Article, str, str]]) -> None:
        """Keeps (article, origin, hash) to be published later, even by a later process."""
        with self._transaction():
            for article, origin, digest in articles:
                edit.stage(self._connection, article, origin, digest)

    def relocate(self, moved: Sequence[tuple[str, str]]) -> None:
        """Notes the new files of articles (id, file) that have moved and not changed."""
        with self._transaction():
            for article_id, origin in moved:
                edit.relocate(self._connection, article_id, origin)

    def incoming(self, limit: int) -> list[Article]:
        """The first `limit` articles that are staged and not yet published."""
        return list(islice(self.catalogue.articles("incoming"), limit))

    def incoming_count(self) -> int:
        """How many articles are staged and not yet published."""
        return edit.incoming_count(self._connection)

    def publish(self, cuts: Sequence[Cut]) -> None:
        """Makes staged articles current, each in place of the one that has its id."""
        spans = [span for cut in cuts for span in cut.passages]
        first = int(self.catalogue.state("next passage") or 1)
        places = [Place(span.article.day, span.article.source) for span in spans]
        vectors = np.concatenate([cut.vectors for cut in cuts if cut.passages]) if spans else np.empty((0, 0))
        name = self._write_segment(range(first, first + len(spans)), places, vectors)
        with self._transaction():
            number = first
            for cut in cuts:
                edit.remove(self._connection, self.catalogue, cut.article.id)
                edit.promote(self._connection, cut.article)
                for span, vector in zip(cut.passages, cut.vectors, strict=True):
                    edit.add_passage(self._connection, number, span)
                    edit.add_vector(self._connection, number, name, vector)
                    number += 1
            edit.set_state(self._connection, "next passage", number)
            edit.replace_segments(self._connection, (), Segment(name, len(spans)))

    def remove(self, article_ids: Sequence[str]) -> None:
        """Takes articles out of the library, with all that was derived from them."""
        if not article_ids:
            return
        with self._transaction():
            for article_id in article_ids:
                edit.remove(self._connection, self.catalogue, article_id)
                edit.unstage(self._connection, article_id)

    def compact(self) -> None:
        """Merges small segments and writes those with many removed passages anew, so that questions search few.

        Sizes at least double from one segment to the next: a vector is rewritten a logarithmic number of times.
        """
        counts = edit.live_counts(self._connection)
        merged: list[Segment] = []
        total = 0
        for segment in sorted(self.catalogue.segments(), key=lambda segment: counts.get(segment.name, 0)):
            live = counts.get(segment.name, 0)
            if live <= 2 * total or segment.size - live > WORST_DEAD * segment.size or not merged:
                merged.append(segment)
                total += live
        if len(merged) > 1 or any(segment.size > total for segment in merged):
            self._merge([segment.name for segment in merged])

    def _mend(self) -> None:
        """Drops what a killed writer left, and writes anew from the catalogue what is missing or not whole."""
        sizes = self._segments.sizes()
        named = dict(self.catalogue.segments())
        for name in sizes.keys() - named.keys():
            self._segments.drop(name)
        for name, size in named.items():
            if sizes.get(name) != size:
                self._merge([name])

    def _merge(self, names: Sequence[str]) -> None:
        rows = [row for name in names for row in edit.vectors(self._connection, name)]
        places = [row.place for row in rows]
        merged = self._write_segment([row.passage for row in rows], places, np.array([row.vector for row in rows]))
        with self._transaction():
            edit.replace_segments(self._connection, names, Segment(merged, len(rows)))
        for name in self._segments.sizes().keys() & set(names):
            self._segments.drop(name)

    def _write_segment(self, passages: Sequence[int], places: Sequence[Place], vectors: np.ndarray) -> str:
        name = f"segment-{uuid4().hex}"
        if passages:
            self._segments.write(name, passages, vectors.astype(np.float32), places)
        return name

    def _reset(self) -> None:
        """Forgets all that is derived: every article becomes incoming, to be cut and encoded anew."""
        old = segments_folder(self._folder, self.catalogue)
        with self._transaction():
            edit.unpublish_all(self._connection)
            edit.set_state(self._connection, "fingerprint", fingerprint(self._encoder))
            edit.set_state(self._connection, "vectors", f"vectors-{uuid4().hex}")
        shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, and a new generation, by which readers notice."""
        self.catalogue = Snapshot(self._connection)  # what it has cached may change here
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            edit.advance(self._connection)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
