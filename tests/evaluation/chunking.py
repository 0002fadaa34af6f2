"""python -m tests.evaluation.chunking CORPORA QUESTIONS: how much of the evidence the best passages hold.

CORPORA has a text a line (id, text), QUESTIONS a question a line (question, corpus_id, references[{text}]); both are
.jsonl or .jsonl.gz, from https://github.com/brandonstarxel/chunking_evaluation, whose measures these are, counted in
characters: recall, the share of the evidence in the passages; precision, the share of the passages that is evidence;
and intersection over union. A reference that is not in a text as it is stored is left out and counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.evaluation import commands, metrics, results

HITS = 5

Range = tuple[int, int]


def covered(text: int, ranges: Sequence[Range]) -> set[int]:
    """The characters that lie in any of the ranges of that text, as numbers that no other text shares."""
    return {(text << 32) + at for start, end in ranges for at in range(start, end)}


def overlap(evidence: set[int], found: set[int]) -> dict[str, float]:
    """Recall, precision and intersection over union of two sets of characters, of which the first is not empty."""
    both = len(evidence & found)
    return {
        "recall": both / len(evidence),
        "precision": both / len(found) if found else 0.0,
        "iou": both / len(evidence | found),
    }


def references(line: Mapping[str, Any], text: str) -> list[Range]:
    """Where the references of a question stand in the stored text."""
    found = ((text.find(one["text"]), len(one["text"])) for one in line["references"])
    return [(start, start + size) for start, size in found if start >= 0]


def run(corpora: Path, questions: Path, folder: Path) -> dict[str, float]:
    """The figures; `folder` takes the library and what passes."""
    articles, library = folder / "corpora.jsonl", folder / "library"
    articles.write_text("".join(json.dumps(line) + "\n" for line in commands.json_lines(corpora)), encoding="utf-8")
    commands.ingest([articles], library)
    texts = commands.stored(library, folder)
    numbers = {name: number for number, name in enumerate(texts)}
    lines = commands.json_lines(questions)
    evidence = [covered(numbers[line["corpus_id"]], references(line, texts[line["corpus_id"]])) for line in lines]
    replies = commands.ask([(line["id"], line["question"]) for line in lines], library, folder, HITS)
    rows = []
    for wanted, reply in zip(evidence, replies, strict=True):
        found = set[int]()
        for name, start, end in reply.passages:
            found |= covered(numbers[name], [(start, end)])
        if wanted:
            rows.append(overlap(wanted, found))
    whole = sum(len(line["references"]) for line in lines)
    kept = sum(len(references(line, texts[line["corpus_id"]])) for line in lines)
    means = {measure: metrics.mean(row[measure] for row in rows) for measure in ("recall", "precision", "iou")}
    return {"questions": len(rows), "references": whole, "references_left_out": whole - kept, **means}


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.chunking", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/chunking.json)")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = run(options.corpora, options.questions, Path(folder))
    for name, value in figures.items():
        print(f"{name:20}{value:9.3f}")
    print(results.save("chunking", {"hits": HITS, "questions": options.questions.name}, figures, options.output))


if __name__ == "__main__":
    main()
