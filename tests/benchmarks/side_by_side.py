"""Clippings and the usual LangChain recipe side by side: ingesting, asking, memory, disk, and how true the vectors are.

    python -m tests.benchmarks.side_by_side ARTICLES.jsonl.gz QUESTIONS.jsonl.gz --articles 5000

Both sides run in processes of their own and take turns, block by block and question by question, so that whatever
else the machine does hits both alike. The recipe is handed its articles; Clippings reads them from a file, cleans
them, and keeps what it needs to survive a kill. Both encode with the same model. `ask` fetches four passages on either
side; `answer` is what Clippings does beyond that.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from tests.benchmarks import report
from tests.benchmarks.clock import Clock, Taken
from tests.benchmarks.passages import lines
from tests.benchmarks.process import Remote

BLOCK = 125  # articles that a side ingests before it is the other's turn
TURN = 5  # questions likewise; the first turn is warm-up and does not count
SAMPLE = 500  # passages whose vectors are compared
DISTRIBUTIONS = ("torch", "sentence-transformers", "chromadb", "langchain-chroma", "langchain-huggingface")


class Timed:
    """A side in its own process."""

    def __init__(self, side: str, folder: Path) -> None:
        # imported here, in its own process: neither side pays for what the other loads
        if side == "recipe":
            from tests.benchmarks.recipe import Recipe

            self._side: Any = Recipe(folder)
        else:
            from tests.benchmarks.ours import Ours

            self._side = Ours(folder)

    def time(self, method: str, *arguments: object) -> Taken:
        """The time that the method took."""
        clock = Clock()
        getattr(self._side, method)(*arguments)
        return clock.taken()

    def get(self, method: str, *arguments: object) -> Any:
        """What the method returned, or the value of an attribute."""
        found = getattr(self._side, method)
        return found(*arguments) if callable(found) else found


SIDES = {"clippings": ("ask", "answer"), "recipe": ("ask",)}
"""The sides, and what each is asked to do with a question."""


def start(folders: dict[str, Path], first: tuple[str, ...]) -> tuple[dict[str, Remote], dict[str, float]]:
    """Both sides in new processes, one after the other, and the seconds until each has done its first work."""
    sides: dict[str, Remote] = {}
    seconds: dict[str, float] = {}
    for name, folder in folders.items():
        started = perf_counter()
        sides[name] = Remote(Timed, name, folder)
        sides[name].ask("get", *first)
        seconds[name] = perf_counter() - started
    return sides, seconds


def ingest(articles: Sequence[dict[str, Any]], folders: dict[str, Path]) -> dict[str, dict[str, Any]]:
    """Ingests the articles on both sides, block by block, and tells how that went; loading the model is told apart."""
    sides, loading = start(folders, ("load",))
    taken: dict[str, list[Taken]] = {name: [] for name in sides}
    for first in range(0, len(articles), BLOCK):
        for name, side in sides.items():
            taken[name].append(side.ask("time", "ingest", articles[first : first + BLOCK]))
    characters = sum(len(article["text"]) for article in articles)
    found: dict[str, dict[str, Any]] = {}
    for name, side in sides.items():
        wall, processor = (sum(column) for column in zip(*taken[name], strict=True))
        passages = side.ask("get", "passages")
        found[name] = {
            "load, s": loading[name],
            "ingest, s": wall,
            "ingest, processor s": processor,
            "passages": passages,
            "passages a second": passages / wall,
            "characters a second": characters / wall,
            "seconds of each block": [one.wall for one in taken[name]],
            "peak MiB of ingesting": side.memory(),
        }
        side.close()
        found[name]["disk MiB"] = (
            sum(file.stat().st_size for file in folders[name].rglob("*") if file.is_file()) / 2**20
        )
    return found


def ask(questions: Sequence[str], folders: dict[str, Path]) -> dict[str, dict[str, Any]]:
    """Asks both sides by turns in new processes, and tells how long the very first and the later questions took."""
    sides, first = start(folders, ("ask", questions[0]))
    found: dict[str, dict[str, Any]] = {
        name: {"first question from cold, s": seconds} for name, seconds in first.items()
    }
    taken: dict[tuple[str, str], list[Taken]] = {(name, verb): [] for name, verbs in SIDES.items() for verb in verbs}
    for at in range(0, len(questions), TURN):
        for (name, verb), so_far in taken.items():
            so_far += [sides[name].ask("time", verb, question) for question in questions[at : at + TURN]]
    for (name, verb), all_taken in taken.items():
        found[name] |= {f"{verb}, {kind}": spread for kind, spread in report.both(all_taken[TURN:]).items()}
    for name, side in sides.items():
        found[name]["peak MiB of asking"] = side.memory()
        side.close()
    return found


def compare_vectors(folders: dict[str, Path]) -> dict[str, float]:
    """The cosines between the vectors of Clippings and those of sentence-transformers in float32, of the same texts."""
    ours, recipe = (Remote(Timed, name, folder) for name, folder in folders.items())
    texts, vectors = ours.ask("get", "sample", SAMPLE)
    one, other = (np.array(side, dtype=np.float64) for side in (vectors, recipe.ask("get", "vectors", texts)))
    cosines = (one * other).sum(1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)
    for side in (ours, recipe):
        side.close()
    return {"passages": len(texts), "min": float(cosines.min()), "mean": float(cosines.mean())}


def main() -> None:
    """Reads the arguments, measures, prints the table and saves the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles_file", type=Path, metavar="ARTICLES", help=".jsonl(.gz): id, title, published, text")
    parser.add_argument("questions_file", type=Path, metavar="QUESTIONS", help=".jsonl(.gz) with question")
    parser.add_argument("--articles", type=int, default=5_000, help="how many to ingest (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=200, help="how many to ask (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results" / "side_by_side.json")
    given = parser.parse_args()
    articles = list(islice(lines(given.articles_file), given.articles))
    questions = [line["question"] for line in islice(lines(given.questions_file), given.questions)]
    settings = {"articles": len(articles), "questions": len(questions), "block": BLOCK, "turn": TURN}
    with TemporaryDirectory(prefix="side-by-side-") as temporary:
        folders = {name: Path(temporary) / name for name in SIDES}
        result = report.header(settings, DISTRIBUTIONS)
        ingested, asked = ingest(articles, folders), ask(questions, folders)
        result["sides"] = {name: ingested[name] | asked[name] for name in folders}
        result["cosine to float32"] = compare_vectors(folders)
    report.save(result, given.output)
    report.sides_table(result)


if __name__ == "__main__":
    main()
