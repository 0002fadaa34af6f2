"""The statements that change a catalogue; the caller holds the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ingest.article import Article, Span
from ingest.catalogue import Place, Segment, Snapshot


class StoredVector(NamedTuple):
    """A passage's unit vector, float16 of shape (dimensions,), and what filters ask of the passage."""

    passage: int
    vector: np.ndarray
    place: Place


def set_state(connection: sqlite3.Connection, name: str, value: str | int) -> None:
    """Sets a named value."""
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))


def advance(connection: sqlite3.Connection) -> None:
    """A new generation, by which readers notice that something changed."""
    connection.execute("INSERT OR IGNORE INTO state VALUES ('generation', 0)")
    connection.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")


def known(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """File and content hash of every article by id; of the incoming one where there are two."""
    rows = connection.execute("SELECT id, origin, hash FROM articles UNION ALL SELECT id, origin, hash FROM incoming")
    return {article_id: (origin, digest) for article_id, origin, digest in rows}


def stage(connection: sqlite3.Connection, article: Article, origin: str, digest: str) -> None:
    """Keeps an article that was read from the file `origin` among the incoming ones."""
    values = _row(article, origin, digest)
    connection.execute(f"INSERT OR REPLACE INTO incoming VALUES ({','.join('?' * len(values))})", values)


def incoming_count(connection: sqlite3.Connection) -> int:
    """How many articles are incoming."""
    (count,) = connection.execute("SELECT count(*) FROM incoming").fetchone()
    return int(count)


def relocate(connection: sqlite3.Connection, article_id: str, origin: str) -> None:
    """Notes that an article is now read from the file `origin`."""
    for table in ("articles", "incoming"):
        connection.execute(f"UPDATE {table} SET origin = ? WHERE id = ?", (origin, article_id))


def unstage(connection: sqlite3.Connection, article_id: str) -> None:
    """Forgets an incoming article."""
    connection.execute("DELETE FROM incoming WHERE id = ?", (article_id,))


def promote(connection: sqlite3.Connection, article: Article) -> None:
    """Makes the incoming article of that id a stored one, with the sentences of `article`."""
    connection.execute("INSERT INTO articles SELECT * FROM incoming WHERE id = ?", (article.id,))
    connection.execute("UPDATE articles SET sentences = ? WHERE id = ?", (json.dumps(article.sentences), article.id))
    unstage(connection, article.id)


def add_passage(connection: sqlite3.Connection, number: int, passage: Span) -> None:
    """Stores a passage of a stored article, and indexes its words."""
    article = passage.article
    connection.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", (number, article.id, passage.start, passage.end))
    connection.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", _words(number, passage))


def add_vector(connection: sqlite3.Connection, number: int, segment: str, vector: np.ndarray) -> None:
    """Stores the vector of a passage, and which segment has it."""
    connection.execute("INSERT INTO vectors VALUES (?, ?, ?)", (number, segment, vector.astype(np.float16).tobytes()))


def vectors(connection: sqlite3.Connection, segment: str) -> Iterator[StoredVector]:
    """The vectors of a segment's passages that are still there."""
    rows = connection.execute(
        """SELECT passage, vector, day, source FROM vectors JOIN passages ON passages.id = passage
           JOIN articles ON articles.id = article WHERE segment = ? ORDER BY passage""",
        (segment,),
    )
    for passage, vector, day, source in rows:
        yield StoredVector(passage, np.frombuffer(vector, np.float16), Place(day, source))


def live_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many passages of each segment are still there; empty segments are left out."""
    return dict(connection.execute("SELECT segment, count(*) FROM vectors GROUP BY segment").fetchall())


def replace_segments(connection: sqlite3.Connection, old: Sequence[str], new: Segment) -> None:
    """Names `new` in place of the `old` segments; an empty one is not named."""
    for name in old:
        connection.execute("UPDATE vectors SET segment = ? WHERE segment = ?", (new.name, name))
        connection.execute("DELETE FROM segments WHERE name = ?", (name,))
    if new.size:
        connection.execute("INSERT INTO segments VALUES (?, ?)", new)


def remove(connection: sqlite3.Connection, catalogue: Snapshot, article_id: str) -> None:
    """Removes a stored article, if it is there, with its passages, vectors and words."""
    numbers = connection.execute("SELECT id FROM passages WHERE article = ?", (article_id,)).fetchall()
    passages = catalogue.passages([number for (number,) in numbers])
    for number, passage in passages.items():
        # an index without content has to be told what to forget
        connection.execute(
            "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)", _words(number, passage)
        )
        connection.execute("DELETE FROM vectors WHERE passage = ?", (number,))
    connection.execute("DELETE FROM passages WHERE article = ?", (article_id,))
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def unpublish_all(connection: sqlite3.Connection) -> None:
    """Makes every stored article an incoming one and forgets all that was derived."""
    connection.execute("INSERT OR IGNORE INTO incoming SELECT * FROM articles")
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    for table in ("articles", "passages", "vectors", "segments"):
        connection.execute(f"DELETE FROM {table}")


def _words(number: int, passage: Span) -> tuple[int, str, str]:
    return number, passage.article.title, passage.body


def _row(article: Article, origin: str, digest: str) -> tuple[str | int | None, ...]:
    """The row for an article that was read from the file `origin` and has the content hash `digest`."""
    return (
        article.id,
        article.title,
        article.text,
        article.published.isoformat() if article.published else None,
        article.day,
        article.source,
        article.section,
        article.url,
        json.dumps(article.aside),
        json.dumps(article.sentences),
        origin,
        digest,
    )
