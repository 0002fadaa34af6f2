"""A run that is killed at any moment, and a writer beside readers."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.article import Span
from ingest.catalogue import is_made, reading
from ingest.library import CATALOGUE, Library, segments_folder
from ingest.vectors import Segments
from tests.newsroom import bag_of_words, ingested, write_jsonl

pytestmark = pytest.mark.slow

TOWNS = [f"town{number}" for number in range(600)]

RUN = """
import sys
from pathlib import Path
from tests.newsroom import ingested
import ingest.publish
ingest.publish.ARTICLES = 20
print(ingested(Path(sys.argv[1]), Path(sys.argv[2])), flush=True)
"""


def news(file: Path, edition: int) -> Path:
    """Six hundred articles; every sentence of one names its town and the edition, so that a mixture would show."""
    return write_jsonl(
        file,
        *(
            {"id": town, "title": f"{town} {edition}", "text": f"Edition {edition} of {town} tells it. " * 40}
            for town in TOWNS
        ),
    )


def is_whole(passage: Span) -> bool:
    """Whether all that a passage says comes from one edition of one article."""
    title = passage.article.title.split()
    return passage.text.count(f"Edition {title[1]} of {title[0]} tells") == passage.text.count("Edition")


def whole_library(folder: Path, edition: int) -> None:
    """Asserts that the library holds exactly this edition, in the catalogue, in words and in vectors."""
    library = Library(folder, bag_of_words())
    assert library.overview().articles == len(TOWNS)
    for town in TOWNS[::50]:
        assert library.article(town).title == f"{town} {edition}"
        for search in (library.words, library.vectors):
            best = search(f"{town} {edition}", 1)[0][0]
            assert best.article.id == town
            assert is_whole(best)
    with reading(folder / CATALOGUE) as catalogue:
        segments = dict(catalogue.segments())
        assert Segments(segments_folder(folder, catalogue)).sizes() == segments, "no segment is lost or left over"
    assert sum(segments.values()) >= library.overview().passages


def test_kill_at_any_moment_and_the_next_run_completes(tmp_path: Path) -> None:
    folder, file = tmp_path / "library", news(tmp_path / "news.jsonl", 1)
    dice = random.Random(7)
    killed = 0
    for _ in range(8):
        run = subprocess.Popen([sys.executable, "-c", RUN, str(folder), str(file)], stdout=subprocess.DEVNULL)
        try:
            run.wait(timeout=dice.uniform(1.5, 5.0))
        except subprocess.TimeoutExpired:
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
            killed += 1
        if is_made(folder / CATALOGUE):
            look(folder)
    assert killed >= 3
    ingested(folder, file)
    whole_library(folder, 1)
    report = ingested(folder, news(file, 2))
    assert report.changed == len(TOWNS)
    whole_library(folder, 2)


def look(folder: Path) -> None:
    """Reads what a killed run left: fewer articles perhaps, and every one whole."""
    library = Library(folder, bag_of_words())
    assert all(is_whole(passage) for passage, _ in library.vectors("tells edition", 50))
    assert all(is_whole(passage) for passage, _ in library.words("tells edition", 50))


def test_one_writer_and_four_readers(tmp_path: Path) -> None:
    """For a while a process replaces all articles again and again; whatever a reader finds is one edition, whole."""
    folder, file = tmp_path / "library", tmp_path / "news.jsonl"
    ingested(folder, news(file, 0))
    library = Library(folder, bag_of_words())
    done = threading.Event()
    failures: list[str] = []
    counts = [0] * 4

    def read(number: int) -> None:
        dice = random.Random(number)
        while not done.is_set():
            town = dice.choice(TOWNS)
            for search in (library.words, library.vectors):
                found = search(f"{town} tells", 5)
                if len(found) < 5 or not all(is_whole(passage) for passage, _ in found):
                    failures.append(f"{search.__name__} {town}: {[passage.text[:40] for passage, _ in found]}")
            counts[number] += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    with running(threads, done):
        for edition in (1, 2):
            news(file, edition)
            subprocess.run([sys.executable, "-c", RUN, str(folder), str(file)], check=True, stdout=subprocess.DEVNULL)
    assert not failures
    assert min(counts) > 5
    whole_library(folder, 2)


@contextmanager
def running(threads: list[threading.Thread], done: threading.Event) -> Iterator[None]:
    """Runs threads for the length of a block."""
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()
