"""Which word index serves better, tantivy or SQLite's FTS5: building, updating, asking, disk and memory, side by side.

    python -m tests.benchmarks.words ARTICLES.jsonl.gz QUESTIONS.jsonl.gz --passages 10000 1000000

Every writer and every reader is a process of its own. They take turns, batch by batch and question by question, so
that whatever else the machine does hits all of them alike. Only time inside the engine counts, by the processor and
by the wall. The articles are cut into passages of about 150 words; where they do not suffice, more are made of their
halves (`passages.grow`).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.benchmarks import fts5, passages, report, tantivy_index
from tests.benchmarks.clock import Taken
from tests.benchmarks.passages import Passage
from tests.benchmarks.process import Remote
from tests.benchmarks.questions import DAYS, MODES, Mode, content, questions

BATCH = 5_000  # passages a transaction while building
ROUNDS = 20  # updates measured
CHANGED = 100  # passages added, and as many deleted, in one update
ASKED = 200  # questions
TURN = 5  # questions that an engine is asked before it is another's turn
BUDGET = 10.0  # processor seconds for one engine in one mode; a slow one is asked fewer questions
HOPELESS = 1.0  # the same for those that are there to show that they are slow
LIMIT = 50  # passages wanted
TOP = 10  # passages of which engines should agree


class Engine(NamedTuple):
    """A word index: how its writer and its reader are made of a folder, the most passages, and its seconds a mode."""

    name: str
    writer: Callable[..., object]
    reader: Callable[..., object]
    most: float = float("inf")
    budget: float = BUDGET


TANTIVY = Engine("tantivy", tantivy_index.Writer, tantivy_index.Reader)
ENGINES = (
    TANTIVY,
    Engine("FTS5 contentless", partial(fts5.Writer, content=False), fts5.Reader),
    Engine("FTS5 with content", partial(fts5.Writer, content=True), fts5.Reader),
    # without positions FTS5 counts words by reading the text of every match again: only small sizes end in time
    *(
        Engine(f"FTS5 {detail}", partial(fts5.Writer, content=True, detail=detail), fts5.Reader, 10_000, HOPELESS)
        for detail in ("column", "none")
    ),
)


class Library:
    """One engine with so many passages in a folder: its writer, and then its reader, in their own processes."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder / engine.name
        self.writer = Remote(engine.writer, self.folder)
        self.results: dict[str, Any] = {}
        self._small = self.writer.memory()
        self._build: list[Taken] = []

    def add(self, batch: list[Passage]) -> None:
        """Adds passages, to be built into the index."""
        self._build.append(self.writer.ask("add", batch))

    def open(self) -> None:
        """Ends the building and starts the reader."""
        finish = self.writer.ask("finish")
        wall, processor = (sum(column) for column in zip(*self._build, strict=True))
        # while adding, and while merging at the end
        self.results["build"] = {"wall": [wall, finish.wall], "processor": [processor, finish.processor]}
        self.results["disk MiB"] = sum(file.stat().st_size for file in self.folder.iterdir()) / 2**20
        self.results["writer MiB"] = self.writer.memory() - self._small
        self.reader = Remote(self.engine.reader, self.folder)
        self._small = self.reader.memory()

    def update(self, new: list[Passage], old: list[Passage], marker: str) -> tuple[Taken, Taken]:
        """Seconds to add, delete and commit, and seconds until the reader finds the marker."""
        return self.writer.ask("update", new, old), self.reader.ask("sees", marker)

    def close(self) -> None:
        """Ends both processes."""
        self.results["reader MiB"] = self.reader.memory() - self._small
        self.writer.close()
        self.reader.close()


def measure(file: Path, size: int, asked: Sequence[str], folder: Path) -> dict[str, Any]:
    """All engines with the first `size` passages of a file that has enough more for the updates."""
    libraries = [Library(engine, folder) for engine in ENGINES if size <= engine.most]
    leaving: list[Passage] = []  # every so many one, to be deleted later
    for batch in batches(passages.read(file, 0, size)):
        for library in libraries:
            library.add(batch)
        leaving += [passage for passage in batch if passage.id % (size // (ROUNDS * CHANGED)) == 0]
    for library in libraries:
        library.open()
    found = ask(libraries, asked)
    for library in libraries:
        library.results["counting words"] = {
            way: report.both([library.reader.ask("count", question, way == "by fts5vocab") for question in asked[:50]])
            for way in ("by the index", "by fts5vocab")
        }
    share = libraries[1].reader.ask("share", asked[:50])
    arriving = list(passages.read(file, size, size + ROUNDS * CHANGED))
    update(libraries, arriving, leaving)
    for library in libraries:
        library.close()
    return {
        "engines": {library.engine.name: library.results for library in libraries},
        "agreement": agreement(found),
        "share of passages with a word of a question": share,
    }


def batches(items: Iterator[Passage]) -> Iterator[list[Passage]]:
    """The passages in lists of `BATCH`."""
    while batch := list(islice(items, BATCH)):
        yield batch


Found = dict[tuple[str, str], list[list[int]]]
"""The best passages of each question, by engine and mode."""


def ask(libraries: Sequence[Library], asked: Sequence[str]) -> Found:
    """Asks all engines the questions in every mode, by turns, and keeps the seconds in their results."""
    found: Found = {}
    seconds: dict[tuple[str, str], list[Taken]] = {}
    for library in libraries:
        for question in asked[-TURN:]:  # warm, and too late to matter for those that are asked few
            library.reader.ask("search", question, MODES[2], LIMIT)
    for start in range(0, len(asked), TURN):
        for library, mode in ((library, mode) for mode in MODES for library in libraries):
            key = (library.engine.name, mode.name)
            so_far = seconds.setdefault(key, [])
            if not offers(library.engine, mode) or sum(one.processor for one in so_far) > library.engine.budget:
                continue
            for question in asked[start : start + TURN]:
                taken, ids = library.reader.ask("search", question, mode, LIMIT)
                so_far.append(taken)
                found.setdefault(key, []).append(ids)
    for library in libraries:
        library.results["questions"] = {
            mode: report.both(taken) | {"times tantivy": report.ratio(taken, seconds[TANTIVY.name, mode])}
            for (engine, mode), taken in seconds.items()
            if engine == library.engine.name and taken
        }
    return found


def offers(engine: Engine, mode: Mode) -> bool:
    """Whether the mode is another one for that engine: FTS5's alone are not."""
    return engine is not TANTIVY or (not mode.rank and not mode.both)


def update(libraries: Sequence[Library], arriving: Sequence[Passage], leaving: Sequence[Passage]) -> None:
    """Adds and deletes by turns, and keeps the seconds in the results."""
    seconds: dict[str, list[tuple[Taken, Taken]]] = {library.engine.name: [] for library in libraries}
    for number in range(ROUNDS):
        part = slice(number * CHANGED, (number + 1) * CHANGED)
        marker = f"marker{number}"
        new = [passage._replace(body=f"{passage.body} {marker}") for passage in arriving[part]]
        for library in libraries:
            seconds[library.engine.name].append(library.update(new, list(leaving[part]), marker))
    for library in libraries:
        writes, reads = zip(*seconds[library.engine.name], strict=True)
        library.results["update"] = {"commit": report.both(writes), "visible": report.both(reads)}


def agreement(found: Found) -> dict[str, float]:
    """How many of the best `TOP` FTS5 shares with tantivy, and with itself where frequent words are left out."""
    name = "FTS5 contentless"
    shared = {
        f"tantivy, {mode.name}": overlap(found[TANTIVY.name, mode.name], found[name, mode.name])
        for mode in MODES
        if offers(TANTIVY, mode)
    }
    own = {
        f"itself, {mode.name}": overlap(found[name, "no stop words"], found[name, mode.name])
        for mode in MODES
        if (mode.most or mode.postings) and not mode.days
    }
    return shared | own


def overlap(one: Sequence[list[int]], other: Sequence[list[int]]) -> float:
    """The mean number of passages among the best `TOP` of both, over the questions that both were asked."""
    return fmean(len({*a[:TOP]} & {*b[:TOP]}) for a, b in zip(one, other, strict=False))


def ranks(file: Path, asked: Sequence[str], folder: Path) -> dict[str, bool]:
    """Whether each kind of FTS5 table tells passages apart by BM25, or gives all the same score."""
    able: dict[str, bool] = {}
    few = list(passages.read(file, 0, 1_000))
    for content_kept in (True, False):
        for detail in ("full", "column", "none"):
            place = folder / f"{detail} {content_kept}"
            fts5.Writer(place, content_kept, detail).add(few)
            scores = {score for question in asked[:5] for score in fts5.Reader(place).scores(question, LIMIT)}
            able[f"detail={detail}, {'with content' if content_kept else 'contentless'}"] = len(scores) > 1
    return able


def main() -> None:
    """Reads the arguments, measures every size, prints the tables and saves the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help=".jsonl or .jsonl.gz with title, text and published")
    parser.add_argument("questions", type=Path, help=".jsonl or .jsonl.gz with question")
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--asked", type=int, default=ASKED, help="how many questions to ask (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results" / "words.json")
    given = parser.parse_args()
    asked = questions(given.questions, given.asked)
    settings = {
        "batch": BATCH,
        "rounds": ROUNDS,
        "changed": CHANGED,
        "limit": LIMIT,
        "questions": len(asked),
        "words in a question": fmean(len(question.split()) for question in asked),
        "without stop words": fmean(len(content(question)) for question in asked),
        "days": DAYS,
        "tokenizer of FTS5": fts5.TOKENIZER,
        "heap of tantivy": tantivy_index.HEAP,
    }
    result: dict[str, Any] = report.header(settings, ("tantivy",))
    with TemporaryDirectory(prefix="words-") as temporary:
        file = Path(temporary) / "passages.jsonl"
        result["real passages"] = passages.write(given.articles, max(given.passages) + ROUNDS * CHANGED, file)
        result["ranks by BM25"] = ranks(file, asked, Path(temporary))
        for size in given.passages:
            with TemporaryDirectory(dir=temporary) as folder:
                measured = measure(file, size, asked, Path(folder))
            result.setdefault("sizes", {})[size] = measured
            report.save(result, given.output)  # after every size: the last one takes most of an hour
            report.words_table(size, measured)


if __name__ == "__main__":
    main()
