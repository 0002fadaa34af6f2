"""python -m tests.evaluation.ablation ARTICLES QUESTIONS: what each part of the retrieval is worth, the reader last.

Asks the questions with known articles (fields id, question, gold_article_ids) of a library of all the ARTICLES: by
words, by vectors, fused, and fused otherwise. Passage sizes, and passages without their title, take a library each,
made of the gold articles and the first others up to --sample; those figures compare among themselves only.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from langchain_core.embeddings import Embeddings

from ingest import catalogue
from ingest.article import EVERYTHING, Filter, Span
from ingest.encoder import Encoder, encoder
from ingest.library import Library
from ingest.run import ingest
from ingest.split import MOST
from qa import retrieve
from qa.answer import Hit
from qa.reader.reader import Reader
from qa.retrieve import Fused, Reranked, Retriever, Vectors, Words
from tests.evaluation import commands, metrics, news, results

HITS = 60
SIZES = (60, 100, 140)
"""Most tokens of a passage, beside the MOST that the product has."""

VALUES: tuple[tuple[ModuleType, str, tuple[float, ...]], ...] = (
    (retrieve, "WORDS_SHARE", (0.3, 0.7)),
    (retrieve, "POOL", (30,)),
    (catalogue, "POSTINGS", (3_000, 25_000, 10_000_000)),
    (catalogue, "TITLE_WEIGHT", (1.0, 5.0)),
)
"""Constants of the product and other values for them."""

READ_VALUES: tuple[tuple[str, tuple[float, ...]], ...] = (("READER_SHARE", (0.0, 0.3, 1.0)), ("READ", (10, 40)))
"""The same of what reads the passages that are found."""

HEADING = 76
"""Tokens of an encoder's limit that are kept for title and date."""


class WithoutTitle(Embeddings):
    """Encodes passages without the line of title and date that the product puts before them."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of the texts without their first line."""
        return self._embeddings.embed_documents([text.partition("\n")[2] for text in texts])

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, which has no title."""
        return self._embeddings.embed_query(text)


class ReciprocalRank:
    """Fusion by the sum of 1 / (60 + rank) (Cormack, Clarke and Buettcher 2009), to compare with."""

    def __init__(self, retrievers: Sequence[Retriever]) -> None:
        self._retrievers = retrievers

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """See Retriever."""
        scores: dict[Span, float] = defaultdict(float)
        for retriever in self._retrievers:
            for rank, hit in enumerate(retriever.search(question, retrieve.POOL, filter), 1):
                scores[hit.passage] += 1 / (60 + rank)
        return [Hit(*found) for found in sorted(scores.items(), key=lambda item: -item[1])[:limit]]


def figures(retriever: Retriever, asked: Sequence[news.Question]) -> dict[str, float]:
    """hit@1, @4, @10 and MRR of the articles, ranked by their best passage."""
    ranked = [[hit.passage.article.id for hit in retriever.search(question.text, HITS)] for question in asked]
    return metrics.ranking(list(news.ranks(asked, ranked).values()))


def read(library: Library, asked: Sequence[news.Question], reader: Reader) -> Iterator[tuple[str, dict[str, float]]]:
    """The passages that were found, ranked anew by the reader."""
    found = Fused(Words(library), Vectors(library))
    yield "read", figures(Reranked(found, reader), asked)
    for constant, values in READ_VALUES:
        before = getattr(retrieve, constant)
        for value in values:
            setattr(retrieve, constant, value)
            yield f"read, {constant} {value:g}", figures(Reranked(found, reader), asked)
        setattr(retrieve, constant, before)


def parts(library: Library, asked: Sequence[news.Question]) -> Iterator[tuple[str, dict[str, float]]]:
    """The retrieval of a library, part by part."""
    words, vectors = Words(library), Vectors(library)
    legs: dict[str, Retriever] = {
        "words": words,
        "vectors": vectors,
        "fused by reciprocal rank": ReciprocalRank((words, vectors)),
    }
    for name, retriever in {**legs, "fused": Fused(words, vectors)}.items():
        yield name, figures(retriever, asked)
    for module, constant, values in VALUES:
        before = getattr(module, constant)
        for value in values:
            setattr(module, constant, value)
            yield f"fused, {constant} {value:,}", figures(Fused(words, vectors), asked)
        setattr(module, constant, before)


def variants(chosen: Encoder) -> dict[str, Encoder]:
    """Encoders that make libraries of other passages."""
    sizes = {f"at most {size} tokens": replace(chosen, limit=size + HEADING) for size in (*SIZES, MOST)}
    return {**sizes, "without title": replace(chosen, embeddings=WithoutTitle(chosen.embeddings))}


def sample(articles: Path, asked: Sequence[news.Question], size: int, file: Path) -> Path:
    """Writes the gold articles of the questions and the first others to `file`, `size` in all."""
    gold = frozenset[str]().union(*(question.gold for question in asked))
    lines = commands.json_lines(articles)
    chosen = [line for line in lines if line["id"] in gold]
    chosen += [line for line in lines if line["id"] not in gold][: size - len(chosen)]
    file.write_text("".join(json.dumps(line) + "\n" for line in chosen), encoding="utf-8")
    return file


def library_of(articles: Path, folder: Path, chosen: Encoder, watch: Callable[[str, int, int], None]) -> Library:
    """The library in `folder`, made of the articles where it is missing."""
    if not folder.exists():
        ingest([articles], folder, chosen, watch)
    return Library(folder, chosen)


def show(name: str, found: dict[str, float]) -> None:
    """Prints a line of the table."""
    print(f"{name:32}", *(f"{measure} {value:.3f}" for measure, value in found.items()), sep="  ", flush=True)


def progress(kind: str, done: int, total: int) -> None:
    """Prints progress over itself."""
    print(f"  {kind} {done:,} of {total:,}", end="\r", flush=True)


def main() -> None:
    """Runs the ablation, prints it as it goes and saves it."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.ablation", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True, help="of all the articles; made where it is missing")
    parser.add_argument("--sample", type=int, default=600, help="articles of the smaller libraries; 0 leaves them out")
    options = parser.parse_args()
    asked = [question for question in news.questions(options.questions) if question.gold]
    chosen = encoder()
    found: dict[str, object] = {}
    whole = library_of(options.articles, options.library, chosen, progress)
    for name, value in chain(parts(whole, asked), read(whole, asked, Reader())):
        found[name] = value
        show(name, value)
    with TemporaryDirectory() as folder:
        small = sample(options.articles, asked, options.sample, Path(folder, "sample.jsonl"))
        for name, variant in variants(chosen).items() if options.sample else ():
            library = library_of(small, Path(folder, name), variant, progress)
            for part, retriever in (
                ("vectors", Vectors(library)),
                ("fused", Fused(Words(library), Vectors(library))),
            ):
                found[f"sample, {name}, {part}"] = value = figures(retriever, asked)
                show(f"sample, {name}, {part}", value)
    settings = {"articles": options.articles.name, "questions": len(asked), "hits": HITS, "sample": options.sample}
    print(results.save("ablation", settings, found))


if __name__ == "__main__":
    main()
