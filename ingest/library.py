"""A library on disk, opened for reading beside whoever writes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest import split
from ingest.article import EVERYTHING, Article, Filter, Span
from ingest.catalogue import Overview, Segment, Snapshot, is_made, reading
from ingest.encoder import Encoder
from ingest.vectors import Segments

CATALOGUE = "catalogue.sqlite"
"""The file in a library's folder that holds the truth."""

ATTEMPTS = 5
"""How often a search begins anew because the writer merged segments meanwhile; merges are minutes apart."""


class LibraryError(Exception):
    """A library that cannot be used as asked; the message names the folder and the mend."""

    @classmethod
    def mismatch(cls, folder: Path, made_with: str | None, encoder: Encoder) -> LibraryError:
        """The library was made with another encoder or splitter than the settings name."""
        return cls(
            f"{folder} was made with {made_with}, and the settings ask for {fingerprint(encoder)}: "
            f"choose that model again, or run: python -m ingest --library {folder} --rebuild"
        )


def fingerprint(encoder: Encoder) -> str:
    """What shaped the passages and vectors of a library, in words."""
    return f"encoder {encoder.name}, splitter {split.VERSION} of at most {most_tokens(encoder)} tokens"


def most_tokens(encoder: Encoder) -> int:
    """Tokens that a passage may have, so that with its title and date it keeps within the encoder's limit."""
    return min(split.MOST, encoder.limit - 76)


def segments_folder(folder: Path, catalogue: Snapshot) -> Path:
    """Where Chroma keeps the library's vectors."""
    return folder / (catalogue.state("vectors") or "vectors")


class Library:
    """Articles, and the two searches over their passages, each seen whole as of one moment.

    Safe to use from several threads. Every call sees the newest state that is whole; nothing has to be reopened.
    Raises LibraryError where `folder` holds no library, or one that was made with another encoder or splitter.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.folder = folder
        self._encoder = encoder
        self._file = folder / CATALOGUE
        if not is_made(self._file):
            raise LibraryError(f"{folder} holds no library: make one with python -m ingest ARTICLES --library {folder}")
        with self._reading() as catalogue:
            self._open = (segments_folder(folder, catalogue), Segments(segments_folder(folder, catalogue)))

    @property
    def generation(self) -> int:
        """A number that grows with every change of the library."""
        with self._reading() as catalogue:
            return int(catalogue.state("generation") or 0)

    @property
    def digest(self) -> str:
        """A hash of the articles held, 64 hexadecimal digits: the same wherever the same articles are, however cut."""
        with self._reading() as catalogue:
            return catalogue.digest()

    def overview(self) -> Overview:
        """What the library holds."""
        with self._reading() as catalogue:
            return catalogue.overview()

    def article(self, article_id: str) -> Article:
        """The article of that id; KeyError where there is none."""
        with self._reading() as catalogue:
            return catalogue.article(article_id)

    def articles(self) -> list[Article]:
        """All articles, by id."""
        with self._reading() as catalogue:
            return list(catalogue.articles())

    def words(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[tuple[Span, float]]:
        """The `limit` best passages by the question's words (BM25), best first."""
        with self._reading() as catalogue:
            return catalogue.words(question, limit, filter)

    def mentions(self, phrase: str, filter: Filter = EVERYTHING) -> bool:
        """Whether any article that passes the filter has these words in a row, in any inflection."""
        with self._reading() as catalogue:
            return catalogue.mentions(phrase, filter)

    def vectors(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[tuple[Span, float]]:
        """The `limit` nearest passages by the cosine of question and passage, best first."""
        vector = self._encoder.embeddings.embed_query(question)
        gone: LookupError | None = None
        for _ in range(ATTEMPTS):
            try:
                with self._reading() as catalogue:
                    return self._nearest(catalogue, vector, limit, filter)
            except LookupError as error:
                gone = error  # a segment was merged into another: begin anew with the catalogue that names that one
        raise LibraryError(f"vectors are missing; run: python -m ingest --library {self.folder} --rebuild") from gone

    def _nearest(
        self, catalogue: Snapshot, vector: list[float], limit: int, filter: Filter
    ) -> list[tuple[Span, float]]:
        segments = self._segments(catalogue)
        found = [
            hit
            for segment in catalogue.segments()
            for hit in _search(catalogue, segments, segment, (vector, limit, filter))
        ]
        return sorted(found, key=lambda hit: -hit[1])[:limit]

    def _segments(self, catalogue: Snapshot) -> Segments:
        """The vector store that this state of the catalogue names; a rebuilt library has a new one."""
        folder = segments_folder(self.folder, catalogue)
        if self._open[0] != folder:
            self._open = (folder, Segments(folder))
        return self._open[1]

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        with reading(self._file) as catalogue:
            made_with = catalogue.state("fingerprint")
            if made_with != fingerprint(self._encoder):
                raise LibraryError.mismatch(self.folder, made_with, self._encoder)
            yield catalogue


def stored_articles(folder: Path) -> Iterator[Article]:
    """Every article of the library in `folder` by id, whatever it was made with; LibraryError where there is none."""
    if not is_made(folder / CATALOGUE):
        raise LibraryError(f"{folder} holds no library: make one with python -m ingest ARTICLES --library {folder}")
    with reading(folder / CATALOGUE) as catalogue:
        yield from catalogue.articles()


def _search(
    catalogue: Snapshot, segments: Segments, segment: Segment, query: tuple[list[float], int, Filter]
) -> list[tuple[Span, float]]:
    """The nearest passages of a segment that are still there; asks for more while removed ones take the places."""
    vector, limit, filter = query
    asked = min(limit, segment.size)
    while True:
        found = segments.search(segment.name, vector, asked, filter)
        spans = catalogue.passages([number for number, _ in found])
        if len(spans) >= limit or len(found) < asked or asked == segment.size:
            return [(spans[number], cosine) for number, cosine in found if number in spans]
        asked = min(2 * asked, segment.size)
