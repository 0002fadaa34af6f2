"""How long the reader takes: to load, and to read the passages that are retrieved for a question.

    python -m tests.benchmarks.reading ARTICLES QUESTIONS

ARTICLES and QUESTIONS are .jsonl or .jsonl.gz with the fields that `python -m ingest` reads, and `question`. Each
question is read with as many passages as the product reads, those that the words of the first articles find.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from ingest.article import Article
from ingest.encoder import encoder
from ingest.read.jsonl import articles
from ingest.texts import Texts
from qa.reader.reader import Reader
from qa.reader.training.examples import lines
from qa.retrieve import READ
from tests.benchmarks import report

LONGEST = 1 << 24  # characters of an article


def main() -> None:
    """Measures, prints and saves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--sample", type=int, default=200, help="questions")
    parser.add_argument("--first", type=int, default=500, help="articles")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results" / "reading.json")
    given = parser.parse_args()
    result = report.header({"questions": given.sample, "passages": READ}, ("onnxruntime",))
    read = (one.text for one in articles(given.articles, LONGEST) if isinstance(one, Article))
    texts = Texts(list(islice(read, given.first)), encoder().count)
    asked = [line["question"] for line in islice(lines(given.questions), given.sample)]
    found = [[passage for passage, _ in texts.words(question, READ)] for question in asked]
    reader = Reader()
    began = perf_counter()
    reader.read(asked[0], found[0][:1])
    loading = perf_counter() - began
    taken = []
    for question, passages in zip(asked, found, strict=True):
        began = perf_counter()
        reader.read(question, passages)
        taken.append((perf_counter() - began) * 1000)
    cuts = quantiles(taken, n=20)
    words = [len(passage.text.split()) for passages in found for passage in passages]
    result |= {
        "loading, s": loading,
        "words of a passage": sum(words) / len(words),
        "p50, ms": cuts[9],
        "p95, ms": cuts[18],
    }
    print({name: value for name, value in result.items() if isinstance(value, float)})
    report.save(result, given.output)


if __name__ == "__main__":
    main()
