"""python -m tests.evaluation.reader DATA [--weights DIR] [--judged FILE --library DIR]: the reader alone.

DATA is the folder that qa/reader/training/README.md describes. Its held-out questions are read with the passage that
they were written for (written_dev, squad2_dev) and with passages that were retrieved for them, read and labelled
(retrieved_dev). A line of the judged FILE is {"question", "gold": [texts of which one stands in a sentence that
answers; none where it must be refused]}; its questions are asked of a library.

exact, f1  the span against the one that was written, of questions that are answered, whatever its odds
auroc      how well the odds of the likeliest sentence tell what answers from what does not
first      the likeliest sentence of twenty retrieved passages answers; three: one of the three likeliest does
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from pathlib import Path

from rich.progress import track

from ingest.article import Article, Span
from ingest.encoder import encoder
from ingest.library import Library
from ingest.split import cut
from qa.assemble import retriever_of
from qa.confidence import evidence_in
from qa.reader.reader import WEIGHTS, Reader
from qa.reader.training.examples import Example, lines
from qa.reader.training.mixture import Mixture
from qa.retrieve import READ
from qa.terms import terms
from tests.evaluation import metrics, results

Kind = str


@dataclass(frozen=True, slots=True)
class Read:
    """A question and a passage, read: `gold` is what answers, None where the passage does not."""

    kind: Kind
    gold: str | None
    found: str
    odds: float


def read(reader: Reader, kind: Kind, asked: Example) -> Read:
    """The likeliest span of the passage."""
    article = cut(Article("passage", asked.passage.heading, asked.passage.text))  # the heading has its day
    (readings,) = reader.read(asked.question, [Span(article, 0, len(article.text))])
    best = max(readings, key=lambda one: one.odds, default=None)
    gold = asked.passage.text[slice(*asked.answer)] if asked.answer else None
    return Read(kind, gold, best.answer.text if best else "", best.odds if best else -inf)


def figures(found: Sequence[Read]) -> dict[str, float]:
    """Of passages that were read."""
    answered = [one for one in found if one.gold is not None]
    absent = [one.odds for one in found if one.gold is None]
    return {
        "passages": len(found),
        "answered": len(answered),
        "exact": metrics.mean(metrics.exact_match(one.found, [one.gold or ""]) for one in answered),
        "f1": metrics.mean(metrics.token_f1(one.found, [one.gold or ""]) for one in answered),
        "auroc": metrics.separation([one.odds for one in answered], absent),
    }


def by_kind(found: Sequence[Read]) -> Iterator[tuple[Kind, dict[str, float]]]:
    """Each kind that is answered, beside all that are not; each that is not, beside all that are."""
    for kind, group in groupby(sorted(found, key=lambda one: one.kind), key=lambda one: one.kind):
        some = list(group)
        answered = some[0].gold is not None
        yield kind, figures([*some, *(one for one in found if (one.gold is None) is answered)])


def judged(reader: Reader, library: Library, file: Path) -> dict[str, float]:
    """Of questions that are asked of a library; each reading of a hit is one candidate."""
    first: list[bool] = []
    three: list[bool] = []
    answerable: list[float] = []
    absent: list[float] = []
    retriever = retriever_of(library, reader)
    for line in track(list(lines(file)), file.name):
        asked = line.get("whole") or line["question"]
        found = evidence_in(asked, terms(asked), retriever.search(asked, READ))
        candidates = sorted(found, key=lambda one: -one.reading.odds)
        odds = candidates[0].reading.odds if candidates else -inf
        (answerable if line["gold"] else absent).append(odds)
        if line["gold"]:
            texts = [one.candidate.sentence.text for one in candidates[:3]]
            right = [any(gold in text for gold in line["gold"]) for text in texts]
            first.append(right[:1] == [True])
            three.append(any(right))
    return {
        "answerable": len(answerable),
        "absent": len(absent),
        "first": sum(first),
        "three": sum(three),
        "auroc": metrics.separation(answerable, absent),
    }


def run(data: Path, weights: Path) -> dict[str, dict[str, float]]:
    """The held-out questions of DATA."""
    reader, mixture = Reader(weights), Mixture(data)
    kinds = {line["question"]: line["kind"] for line in lines(data / "written_dev.jsonl.gz")}
    written = [read(reader, kinds[one.question], one) for one in track(mixture.held_out_written, "written")]
    asked = [one for group in mixture.held_out_retrieved for one in group]
    questions = {one.question for one in asked}
    # the same questions with the passages that they were written for
    known = [one for one in mixture.held_out_written if one.question in questions]
    retrieved = [read(reader, "retrieved", one) for one in track([*known, *asked], "retrieved")]
    squad = [read(reader, "squad2", one) for one in track(mixture.held_out, "squad2")]
    return {
        "written": figures(written),
        **{f"written, {kind}": row for kind, row in by_kind(written)},
        "retrieved": figures(retrieved),
        "squad2": figures(squad),
    }


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--judged", type=Path, action="append", default=[], help="with --library, once for each")
    parser.add_argument("--library", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/reader.json beside it)")
    options = parser.parse_args()
    found = run(options.data, options.weights)
    for file, library in zip(options.judged, options.library, strict=True):
        found[file.stem] = judged(Reader(options.weights), Library(library, encoder()), file)
    for name, row in found.items():
        print(f"{name:20}", "  ".join(f"{key} {value:.3f}" for key, value in row.items()))
    weights = "qa/reader/weights" if options.weights == WEIGHTS else options.weights.name
    settings = {"held_out": "by passage, see qa/reader/training/mixture.py", "weights": weights}
    print(results.save("reader", settings, found, options.output))


if __name__ == "__main__":
    main()
