"""python -m tests.evaluation.news ARTICLES QUESTIONS: which of thousands of news articles answers a question.

ARTICLES has an article a line: id, title, text, published, url. QUESTIONS has a question a line: id, question, and
gold_article_ids where they are known, answer where it is known. Both are .jsonl or .jsonl.gz. The articles are ranked
by their best passage, beside plain BM25 over whole articles in the same run.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.evaluation import commands, metrics, reference, results
from tests.evaluation.commands import Reply

HITS = 60
"""Passages asked for; with several from one article some thirty to fifty articles are ranked."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the news; the ranking leaves out those without gold articles, the reading those without answer."""

    id: str
    text: str
    gold: frozenset[str]
    answer: str | None


def questions(file: Path) -> list[Question]:
    """The questions of a file, in its order."""
    return [
        Question(line["id"], line["question"], frozenset(line.get("gold_article_ids", ())), line.get("answer"))
        for line in commands.json_lines(file)
    ]


def ranks(asked: Sequence[Question], ranked: Sequence[Sequence[str]]) -> dict[str, int | None]:
    """By question id, the rank of the first gold article, each article counted once, at its best passage."""
    return {
        question.id: metrics.first_rank(list(dict.fromkeys(articles)), question.gold)
        for question, articles in zip(asked, ranked, strict=True)
        if question.gold
    }


def reading(asked: Sequence[Question], replies: Sequence[Reply]) -> dict[str, float]:
    """How good the answers are where the right one is known: the short answer by EM and F1 (0 without one).

    `cited` is how often the right answer stands in what is quoted; `answered` how often there was an answer at all.
    """
    known = [(question, reply) for question, reply in zip(asked, replies, strict=True) if question.answer]
    pairs = [(reply.short or "" if reply.answered else "", [str(question.answer)]) for question, reply in known]
    return {
        "answered": metrics.mean(reply.answered for _, reply in known),
        "exact_match": metrics.mean(metrics.exact_match(*pair) for pair in pairs),
        "f1": metrics.mean(metrics.token_f1(*pair) for pair in pairs),
        "cited": metrics.mean(is_cited(reply, str(question.answer)) for question, reply in known),
    }


def is_cited(reply: Reply, answer: str) -> bool:
    """Whether the answer stands in what is quoted."""
    quotes = " ".join(quote.text for claim in reply.claims for quote in claim.quotes)
    return metrics.names(metrics.normalised(quotes), metrics.normalised(answer))


def report(asked: Sequence[Question], replies: Sequence[Reply], texts: Mapping[str, str]) -> dict[str, object]:
    """The figures; `texts` are the articles with their titles, for BM25."""
    ours = ranks(asked, [reply.hits for reply in replies])
    plain = ranks(asked, reference.rankings(texts, [question.text for question in asked]))
    seconds = [reply.seconds for reply in replies]
    return {
        "questions": len(asked),
        "ranked": len(ours),
        "clippings": metrics.ranking(list(ours.values())),
        "plain BM25": metrics.ranking(list(plain.values())),
        "reading": reading(asked, replies),
        "seconds_p50": metrics.percentile(seconds, 50),
        "seconds_p95": metrics.percentile(seconds, 95),
        "ranks": {name: {"clippings": rank, "plain BM25": plain[name]} for name, rank in ours.items()},
    }


def run(articles: Path, asked: Sequence[Question], library: Path, folder: Path) -> dict[str, object]:
    """Ingests the articles unless the library exists, asks the questions and reports; `folder` takes what passes.

    Raises ValueError where the library lacks articles, as after an ingest that was stopped.
    """
    if not library.exists():
        commands.ingest([_unpacked(articles, folder)], library)
    lines = commands.json_lines(articles)
    if missing := {line["id"] for line in lines} - commands.stored(library, folder).keys():
        raise ValueError(
            f"{library} lacks {len(missing)} of {len(lines)} articles: ingest them, or name another library"
        )
    replies = commands.ask([(question.id, question.text) for question in asked], library, folder, HITS)
    return report(asked, replies, {line["id"]: f"{line.get('title', '')}\n{line['text']}" for line in lines})


def _unpacked(articles: Path, folder: Path) -> Path:
    """The file as plain .jsonl, which is what the command promises to read."""
    if articles.suffix != ".gz":
        return articles
    plain = folder / "news.jsonl"
    plain.write_bytes(commands.unpacked(articles))
    return plain


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.news", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, help="the articles are ingested only where it does not exist yet")
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/news.json beside it)")
    options = parser.parse_args()
    asked = questions(options.questions)
    with TemporaryDirectory() as folder:
        figures = run(options.articles, asked, options.library or Path(folder, "library"), Path(folder))
    for name, value in figures.items():
        if name != "ranks":
            print(f"{name:14}", value)
    settings = {"articles": options.articles.name, "questions": options.questions.name, "hits": HITS}
    print(results.save("news", {**settings, "plain BM25": reference.SETTINGS}, figures, options.output))


if __name__ == "__main__":
    main()
