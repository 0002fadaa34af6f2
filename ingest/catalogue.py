"""The catalogue: articles, passages, vectors and the word index in one SQLite file. It is the truth.

The word index is SQLite's FTS5, so that an article, its passages and its words change in one transaction, and no
second store has to be reconciled after a crash. Measured against tantivy (tests/benchmarks/results/words.json) at
10,000, 100,000 and 1,000,000 passages: a question of 8 to 15 words takes 9, 76 and 780 instead of .5, 1.6 and 7 ms, an
update a third to two thirds of the time, the disk 10, 68 and 646 instead of 2, 20 and 159 MiB. POSTINGS bounds the
time of a question. Where libraries outgrow some 200,000 passages, tantivy will be worth the second store.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from ingest.article import Article, Filter, Range, Span
from ingest.words import STOP_WORDS, stem

_COLUMNS = "id, title, text, published, day, source, section, url, aside, sentences, origin, hash"

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value NOT NULL);
CREATE TABLE IF NOT EXISTS articles ({_COLUMNS}, PRIMARY KEY (id));
CREATE TABLE IF NOT EXISTS incoming ({_COLUMNS}, PRIMARY KEY (id));
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY, article NOT NULL REFERENCES articles, start INTEGER, "end" INTEGER);
CREATE INDEX IF NOT EXISTS passages_of_article ON passages (article);
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (day, source);
CREATE TABLE IF NOT EXISTS vectors (passage INTEGER PRIMARY KEY REFERENCES passages, segment NOT NULL, vector NOT NULL);
CREATE INDEX IF NOT EXISTS vectors_of_segment ON vectors (segment);
CREATE TABLE IF NOT EXISTS segments (name PRIMARY KEY, size INTEGER NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    title, body, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS frequencies USING fts5vocab(words, row);
"""

POSTINGS = 8_000
"""Passages that the rarest words of a question may bring in; all its words rank them. On 62,000 passages of news that
finds as much as every word does, at two fifths of the time (`python -m tests.evaluation.ablation`)."""

TITLE_WEIGHT = 3.0
"""What a word in the title counts. The news test finds .509 first with 1, .551 with 3 and .556 with 5."""

_ARTICLES = "JOIN passages ON passages.id = words.rowid JOIN articles ON articles.id = article"


class Segment(NamedTuple):
    """A sealed collection of vectors: its name in the vector store and how many vectors it was made with."""

    name: str
    size: int


class Place(NamedTuple):
    """What a filter asks of a passage: the day of its article, 20220819 or None, and its source."""

    day: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What a library holds: counts, the first and the last day of publication, and the sources, sorted."""

    articles: int
    passages: int
    first: date | None
    last: date | None
    sources: tuple[str, ...]


def in_memory() -> sqlite3.Connection:
    """A catalogue of its own that is never written to disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(SCHEMA)
    return connection


def connect(file: Path, *, write: bool = False) -> sqlite3.Connection:
    """A connection to the catalogue in `file`, made if it is to be written; sqlite3.OperationalError where it is not.

    Transactions are begun and ended explicitly. A writer waits for nobody: readers go on with the state before.
    """
    if not write:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None)
    connection = sqlite3.connect(file, timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(SCHEMA)
    return connection


def is_made(file: Path) -> bool:
    """Whether there is a catalogue; a run that is killed as it begins leaves a file without tables."""
    if not file.exists():
        return False
    with closing(connect(file)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone() is not None


@contextmanager
def reading(file: Path) -> Iterator[Snapshot]:
    """One unchanging view of the catalogue, whatever a writer does meanwhile."""
    connection = connect(file)
    try:
        connection.execute("BEGIN")
        yield Snapshot(connection)
    finally:
        connection.close()


class Snapshot:
    """What the catalogue says, read over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles: dict[str, Article] = {}

    def state(self, name: str) -> str | None:
        """A named value such as "fingerprint" or "generation"; None where it was never set."""
        row = self._connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def article(self, article_id: str) -> Article:
        """The article of that id; KeyError where there is none."""
        if article_id not in self._articles:
            row = self._connection.execute(f"SELECT {_COLUMNS} FROM articles WHERE id = ?", (article_id,)).fetchone()
            if row is None:
                raise KeyError(article_id)
            self._articles[article_id] = to_article(row)
        return self._articles[article_id]

    def articles(self, table: str = "articles") -> Iterator[Article]:
        """All articles by id, read as they are asked for; of the incoming ones with table="incoming"."""
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM {table} ORDER BY id"):
            yield to_article(row)

    def overview(self) -> Overview:
        """What the catalogue holds."""
        count, first, last = self._connection.execute("SELECT count(*), min(day), max(day) FROM articles").fetchone()
        (passages,) = self._connection.execute("SELECT count(*) FROM passages").fetchone()
        sources = self._connection.execute("SELECT DISTINCT source FROM articles WHERE source != '' ORDER BY source")
        return Overview(count, passages, _date(first), _date(last), tuple(source for (source,) in sources))

    def digest(self) -> str:
        """A hash, 64 hexadecimal digits, of every article's id, text and description; not of how they are cut."""
        rows = self._connection.execute("SELECT id, hash FROM articles ORDER BY id")
        return hashlib.sha256(json.dumps(list(rows)).encode()).hexdigest()

    def segments(self) -> list[Segment]:
        """The sealed collections that together hold the vector of every passage."""
        return [Segment(*row) for row in self._connection.execute("SELECT name, size FROM segments ORDER BY size")]

    def passages(self, ids: Sequence[int]) -> dict[int, Span]:
        """The passages of these ids; those that are no more are left out."""
        marks = ",".join("?" * len(ids))
        rows = self._connection.execute(
            f'SELECT id, article, start, "end" FROM passages WHERE id IN ({marks})', tuple(ids)
        ).fetchall()
        return {row[0]: Span(self.article(row[1]), row[2], row[3]) for row in rows}

    def words(self, question: str, limit: int, filter: Filter) -> list[tuple[Span, float]]:
        """The `limit` best passages by BM25 over the question's words, best first; empty where none has any.

        Okapi BM25 (Robertson and Zaragoza 2009) as FTS5 computes it, k1 1.2 and b .75, words of the title weighted, and
        the rarest words of a question twice where it has frequent ones.
        """
        match = self._match(question)
        if not match:
            return []
        condition, values = _condition(filter)
        rows = self._connection.execute(
            f"""SELECT words.rowid, -bm25(words, {TITLE_WEIGHT}, 1.0) AS score FROM words {_ARTICLES if values else ""}
                WHERE words MATCH ? {condition} ORDER BY score DESC, words.rowid LIMIT ?""",
            (match, *values, limit),
        ).fetchall()
        spans = self.passages([row[0] for row in rows])
        return [(spans[number], score) for number, score in rows]

    def mentions(self, phrase: str, filter: Filter) -> bool:
        """Whether any passage or title that passes the filter has these words in a row, in any inflection.

        A year is mentioned as well where an article of that year is there.
        """
        condition, values = _condition(filter)
        found = self._connection.execute(
            f"SELECT 1 FROM words {_ARTICLES if values else ''} WHERE words MATCH ? {condition} LIMIT 1",
            ('"' + phrase.replace('"', " ") + '"', *values),
        ).fetchone()
        if found is None and re.fullmatch(r"\d{4}", phrase):
            found = self._connection.execute(
                f"SELECT 1 FROM articles WHERE day / 10000 = ? {condition} LIMIT 1", (int(phrase), *values)
            ).fetchone()
        return found is not None

    def _match(self, question: str) -> str:
        """What FTS5 has to look for: passages with any of the rarest words, ranked by all; "" where no word occurs.

        Ranking takes nine tenths of the time. The rarest words are as many as POSTINGS allows, and at least three.
        Where there are others, those stand twice in the expression and so count twice: that finds as many passages on
        the news test as counting them once, and saves a second search.
        """
        words = dict.fromkeys(word for word in re.findall(r"\w+", question.lower()) if word not in STOP_WORDS)
        counts = {word: count for word in words if (count := self._passages_with(word))}
        rarest = sorted(counts, key=lambda word: counts[word])
        totals = accumulate(counts[word] for word in rarest)
        enough = max(3, sum(total <= POSTINGS for total in totals))
        found, other = (_any(part) for part in (rarest[:enough], rarest[enough:]))
        return f"({found}) AND ({found} OR {other})" if other else found

    def _passages_with(self, word: str) -> int:
        """In how many passages a word occurs in any inflection."""
        row = self._connection.execute("SELECT doc FROM frequencies WHERE term = ?", (stem(word),)).fetchone()
        return int(row[0]) if row else 0


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def to_article(row: Sequence[str]) -> Article:
    """The article in a row of the columns that this module selects."""
    article_id, title, text, published, _, source, section, url, aside, starts, *_ = row
    return Article(
        id=article_id,
        title=title,
        text=text,
        published=datetime.fromisoformat(published) if published else None,
        source=source,
        section=section,
        url=url,
        aside=tuple(Range(*edges) for edges in json.loads(aside)),
        sentences=tuple(json.loads(starts)),
    )


def _condition(filter: Filter) -> tuple[str, list[str | int]]:
    parts: list[str] = []
    values: list[str | int] = []
    for comparison, day in (("day >= ?", filter.since), ("day <= ?", filter.until)):
        if day:
            parts.append(comparison)
            values.append(int(f"{day:%Y%m%d}"))
    if filter.sources:
        parts.append(f"source IN ({','.join('?' * len(filter.sources))})")
        values += filter.sources
    return "".join(f" AND {part}" for part in parts), values


def _date(day: int | None) -> date | None:
    return datetime.strptime(str(day), "%Y%m%d").date() if day else None
