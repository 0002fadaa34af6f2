"""SQLite FTS5 as a word index: a writer and a reader for `tests.benchmarks.words`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from ingest.words import stem
from tests.benchmarks.clock import Clock, Taken
from tests.benchmarks.passages import Passage
from tests.benchmarks.questions import Mode, content, rarest, tokens

TOKENIZER = "porter unicode61 remove_diacritics 2"
CACHE = "PRAGMA cache_size = -65536"  # 64 MiB; SQLite's own default is 2


def _connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "words.sqlite", isolation_level=None, timeout=60)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(CACHE)
    return connection


def _any(words: Sequence[str]) -> str:
    """The expression for any of the words."""
    return " OR ".join(f'"{word}"' for word in words)


class Writer:
    """Fills an FTS5 table beside a table of passages, as a catalogue would have it.

    Without `content` the text is not stored again, and deleting needs the words that were indexed.
    """

    def __init__(self, folder: Path, content: bool, detail: str = "full") -> None:
        folder.mkdir(parents=True)
        self._content = content
        self._connection = _connect(folder)
        kept = "" if content else "content='',"
        self._connection.executescript(
            f"""CREATE TABLE passages (id INTEGER PRIMARY KEY, day INTEGER NOT NULL);
            CREATE VIRTUAL TABLE words USING fts5(title, body, {kept} detail={detail}, tokenize='{TOKENIZER}');
            INSERT INTO words (words, rank) VALUES ('rank', 'bm25(2.0, 1.0)');
            CREATE VIRTUAL TABLE frequencies USING fts5vocab(words, row);"""
        )

    def add(self, passages: Sequence[Passage]) -> Taken:
        """Seconds to add the passages in one transaction."""
        return self.update(passages, ())

    def update(self, new: Sequence[Passage], old: Sequence[Passage]) -> Taken:
        """Seconds to add some and delete others in one transaction."""
        clock = Clock()
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        if self._content:
            run.executemany("DELETE FROM words WHERE rowid = ?", ((passage.id,) for passage in old))
        else:
            run.executemany(
                "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)",
                (passage[:3] for passage in old),
            )
        run.executemany("DELETE FROM passages WHERE id = ?", ((passage.id,) for passage in old))
        run.executemany("INSERT INTO passages VALUES (?, ?)", ((passage.id, passage.day) for passage in new))
        run.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (passage[:3] for passage in new))
        run.execute("COMMIT")
        return clock.taken()

    def finish(self) -> Taken:
        """Seconds to merge the index into one piece."""
        clock = Clock()
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return clock.taken()


class Reader:
    """Asks the table that a `Writer` fills."""

    def __init__(self, folder: Path) -> None:
        self._connection = _connect(folder)

    def sees(self, word: str) -> Taken:
        """Seconds until a question finds that word, which was just added; RuntimeError where it does not."""
        clock = Clock()
        if not self._connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (word,)).fetchall():
            raise RuntimeError(f"{word} was committed and is not found")
        return clock.taken()

    def count(self, question: str, vocabulary: bool) -> Taken:
        """The time to learn how many passages each word of the question stands in, by one of two ways."""
        clock = Clock()
        for word in content(question):
            self._listed(word) if vocabulary else self._frequency(word)
        return clock.taken()

    def search(self, question: str, mode: Mode, limit: int) -> tuple[Taken, list[int]]:
        """Seconds, and the ids of the best passages."""
        clock = Clock()
        words = tokens(question) if mode.words == "all" else content(question)
        match = _any(words)
        if mode.most or mode.postings:
            rarer = _any(self._rarer(words, mode))
            match = f"({rarer}) AND ({match})" if mode.both else rarer
        order = "rank" if mode.rank else f"bm25(words, {mode.title}, 1.0)"
        join = "JOIN passages ON passages.id = words.rowid AND day BETWEEN ? AND ?" if mode.days else ""
        rows = self._connection.execute(
            f"SELECT words.rowid FROM words {join} WHERE words MATCH ? ORDER BY {order} LIMIT ?",
            (*mode.days, match, limit),
        ).fetchall()
        return clock.taken(), [row[0] for row in rows]

    def scores(self, question: str, limit: int) -> list[float]:
        """The scores of the best passages, to see whether a variant can rank at all."""
        sql = "SELECT bm25(words, 2.0, 1.0) AS score FROM words WHERE words MATCH ? ORDER BY score LIMIT ?"
        return [score for (score,) in self._connection.execute(sql, (_any(content(question)), limit))]

    def share(self, questions: Sequence[str]) -> float:
        """The mean share (0..1) of the passages that a question's word stands in, stop words apart."""
        words = (word for question in questions for word in content(question))
        return fmean(self._frequency(word) for word in words) / self._count()

    def _count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def _rarer(self, words: list[str], mode: Mode) -> list[str]:
        """The words that the mode finds by; all of them where none is rare enough."""
        if mode.postings:
            return rarest({word: self._frequency(word) for word in words}, mode.postings)
        most = mode.most * self._count()
        return [word for word in words if self._frequency(word) <= most] or words

    def _frequency(self, word: str) -> int:
        # not from the vocabulary: it lists stems, and no other stemmer makes exactly those of FTS5
        row = self._connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (_any([word]),)).fetchone()
        return int(row[0])

    def _listed(self, word: str) -> int:
        row = self._connection.execute("SELECT doc FROM frequencies WHERE term = ?", (stem(word),)).fetchone()
        return int(row[0]) if row else 0
