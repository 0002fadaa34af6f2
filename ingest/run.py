"""One run of ingesting: read, compare with what is stored, encode what is new, publish, remove what vanished."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest import read
from ingest.article import Article
from ingest.encoder import Encoder
from ingest.publish import Watch, publish
from ingest.writer import writing

STAGE = 256
"""Articles that are staged in one transaction."""


@dataclass
class Report:
    """What a run did, in articles; `problems` are the inputs that did not go in, or were skipped, and why."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    seconds: float = 0.0
    problems: list[read.Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any input was malformed; what is merely none of ours is no failure."""
        return any(not problem.skipped for problem in self.problems)


def ingest(paths: Sequence[Path], folder: Path, encoder: Encoder, watch: Watch, *, rebuild: bool = False) -> Report:
    """Brings the library in `folder` to the state of the articles under `paths`.

    Unchanged articles cost no encoding; articles whose file vanished from a folder among `paths`, or that vanished
    from a file that was read without a problem, are removed. Malformed input is reported, and what is stored of it
    stays. A run that is killed loses the work since the last publication, and the next one goes on.
    """
    began = time.monotonic()
    report = Report()
    with writing(folder, encoder, rebuild=rebuild) as writer:
        reading = _Reading(writer.known(), report)
        for number, staged in enumerate(_chunks(reading.articles(paths), STAGE)):
            writer.stage(staged)
            watch("read", number * STAGE + len(staged), 0)
        writer.relocate(reading.moved)
        report.passages = publish(writer, encoder, watch)
        vanished = reading.vanished(paths)
        writer.remove(vanished)
        report.removed = len(vanished)
        writer.compact()
    report.seconds = time.monotonic() - began
    return report


class _Reading:
    """Reads the inputs of one run and remembers what it saw."""

    def __init__(self, known: dict[str, tuple[str, str]], report: Report) -> None:
        self._known, self._report = known, report
        self._seen: dict[str, tuple[str, str]] = {}
        self.moved: list[tuple[str, str]] = []  # article id and new file
        self._kept: set[str] = set()  # files with a malformed part: what is stored of them stays

    def articles(self, paths: Sequence[Path]) -> Iterator[tuple[Article, str, str]]:
        """The new and changed articles with file and content hash; the others are only counted."""
        for path in paths:
            root = path if path.is_dir() else path.parent
            for file in read.files([path]):
                if isinstance(file, read.Problem):
                    self._problem(file)
                else:
                    for found in read.read(file, root):
                        yield from self._compare(found, file)

    def _compare(self, found: Article | read.Problem, file: Path) -> Iterator[tuple[Article, str, str]]:
        if isinstance(found, read.Problem):
            self._problem(found)
            return
        origin, digest = str(file.resolve()), content_hash(found)
        before = self._seen.get(found.id) or self._known.get(found.id)
        if before and before[1] != digest and (found.id in self._seen or _is_elsewhere(before[0], origin)):
            other = f"another article with the id {found.id} is in {before[0]}: give one of them another id or name"
            self._problem(read.Problem(file, None, other))
            return
        if found.id in self._seen:
            return
        self._seen[found.id] = (origin, digest)
        if before and before[1] == digest:
            self._report.unchanged += 1
            if before[0] != origin:
                self.moved.append((found.id, origin))
            return
        if before:
            self._report.changed += 1
        else:
            self._report.new += 1
        yield found, origin, digest

    def _problem(self, problem: read.Problem) -> None:
        self._report.problems.append(problem)
        if not problem.skipped:
            self._kept.add(str(problem.path.resolve()))

    def vanished(self, paths: Sequence[Path]) -> list[str]:
        """Ids of the articles that were read from under `paths` once and are there no more."""
        roots = [path.resolve() for path in paths if path.exists()]
        return [
            article_id
            for article_id, (origin, _) in self._known.items()
            if article_id not in self._seen
            and origin not in self._kept
            and any(Path(origin).is_relative_to(root) for root in roots)
        ]


def content_hash(article: Article) -> str:
    """A hash of everything that the article says of itself."""
    published = article.published.isoformat() if article.published else None
    parts = (article.title, article.text, published, article.source, article.section, article.url, article.aside)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _is_elsewhere(stored: str, origin: str) -> bool:
    """Whether the stored article came from another file, and that file is still there."""
    return stored != origin and Path(stored).exists()


def _chunks(found: Iterator[tuple[Article, str, str]], size: int) -> Iterator[list[tuple[Article, str, str]]]:
    chunk = []
    for item in found:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
