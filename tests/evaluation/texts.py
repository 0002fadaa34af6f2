"""python -m tests.evaluation.texts TASK FILE: questions that come with the texts that may answer them.

Each FILE is .jsonl or .jsonl.gz. The tasks, and a line of their files:

squad2    one paragraph, or say that it is not there (SQuAD 2.0, https://rajpurkar.github.io/SQuAD-explorer/):
          id, context, question, answerable, answers[{text, start}]
policyqa  privacy policies (https://github.com/wasiahmad/PolicyQA): id, context, question, answers[{text, start}]
clapnq    answers of one or several sentences (https://github.com/primeqa/clapnq): id, question, answerable, passage,
          sentences, answers[{answer, selected_sentences}]
rgb       one right passage among noise, or noise alone (https://github.com/chen700564/RGB): id, query, answer[],
          positive[], negative[], by_noise{share: names such as "p0", "n3"}
written   questions written for the reader (qa/reader/training/README.md): id, passage, text, question, answers[{text}];
          only those on passages that it was not trained on, which retrieved_dev.jsonl.gz in FILE's folder tells
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qa.reader.training.examples import rgb_answers, rgb_texts
from qa.reader.training.mixture import held_out_passages
from tests.evaluation import commands, metrics, results
from tests.evaluation.commands import Reply

NOISE = 5
"""Passages that are given where all of them are noise, as in the paper; fewer where the file has fewer."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question, its texts and what is right; `answers` is empty where the texts do not answer."""

    id: str
    question: str
    texts: tuple[str, ...]
    answers: tuple[str, ...]


Judge = Callable[[Sequence[tuple[Item, Reply]]], dict[str, float]]


def squad2(line: dict[str, Any]) -> list[Item]:
    """A question of SQuAD 2.0."""
    return [Item(line["id"], line["question"], (line["context"],), tuple(one["text"] for one in line["answers"]))]


def clapnq(line: dict[str, Any]) -> list[Item]:
    """A question of CLAPNQ; its right answers are the sentences that its annotators selected."""
    selected = [" ".join(one["selected_sentences"]) for one in line["answers"] if one.get("selected_sentences")]
    answers = tuple(selected) if line["answerable"] else ()
    return [Item(line["id"], line["question"], (line["passage"],), answers)]


def rgb(line: dict[str, Any]) -> list[Item]:
    """A question of RGB twice: with four fifths noise, and with noise alone."""
    return [
        Item(f"{line['id']}-mixed", line["query"], rgb_texts(line), rgb_answers(line)),
        Item(f"{line['id']}-noise", line["query"], tuple(line["negative"][:NOISE]), ()),
    ]


def written(line: dict[str, Any]) -> list[Item]:
    """A question written for the reader."""
    return [Item(line["id"], line["question"], (line["text"],), tuple(one["text"] for one in line["answers"]))]


def spans(judged: Sequence[tuple[Item, Reply]]) -> dict[str, float]:
    """Short answers by EM and F1 of SQuAD 2.0: a refusal is the empty answer, right where nothing answers."""
    has = [(item, given(reply)) for item, reply in judged if item.answers]
    none = [reply for item, reply in judged if not item.answers]
    f1 = [metrics.token_f1(short, item.answers) for item, short in has]
    refused = [float(not reply.answered) for reply in none]
    return {
        "questions": len(judged),
        "f1": metrics.mean([*f1, *refused]),
        "exact": metrics.mean([*(metrics.exact_match(short, item.answers) for item, short in has), *refused]),
        "answerable_f1": metrics.mean(f1),
        "answerable_exact": metrics.mean(metrics.exact_match(short, item.answers) for item, short in has),
        "answerable_answered": metrics.mean(bool(short) for _, short in has),
        "unanswerable_refused": metrics.mean(refused),
        **confidence(judged),
    }


def sentences(judged: Sequence[tuple[Item, Reply]]) -> dict[str, float]:
    """What is quoted against the sentences that answer, by F1 of their words; and refusals."""
    has = [(item, reply) for item, reply in judged if item.answers]
    return {
        "questions": len(judged),
        "answered": metrics.mean(reply.answered for _, reply in has),
        "f1": metrics.mean(metrics.token_f1(said(reply), item.answers) for item, reply in has),
        "unanswerable_refused": metrics.mean(not reply.answered for item, reply in judged if not item.answers),
        **confidence(judged),
    }


def named(judged: Sequence[tuple[Item, Reply]]) -> dict[str, float]:
    """Whether a right answer stands in what is said, as RGB counts it, and in the short answer; and refusals.

    `right_of_answered` is of all that are answered, also of those that should not be.
    """
    has = [(item, reply) for item, reply in judged if item.answers]
    return {
        "questions": len(judged),
        "answered": metrics.mean(reply.answered for _, reply in has),
        "right": metrics.mean(any(metrics.names(said(reply), one) for one in item.answers) for item, reply in has),
        "right_of_answered": metrics.mean(
            any(metrics.names(said(reply), one) for one in item.answers) for item, reply in judged if reply.answered
        ),
        "short_right": metrics.mean(metrics.short_is_right(given(reply), item.answers) for item, reply in has),
        "absent_refused": metrics.mean(not reply.answered for item, reply in judged if not item.answers),
        **confidence(judged),
    }


def confidence(judged: Sequence[tuple[Item, Reply]]) -> dict[str, float]:
    """How well the confidence tells answerable questions from others (AUROC), and the seconds of a question."""
    answerable = [reply.confidence for item, reply in judged if item.answers]
    absent = [reply.confidence for item, reply in judged if not item.answers]
    return {
        "confidence_separates": metrics.separation(answerable, absent),
        "seconds_p50": metrics.percentile((reply.seconds for _, reply in judged), 50),
        "seconds_p95": metrics.percentile((reply.seconds for _, reply in judged), 95),
    }


def given(reply: Reply) -> str:
    """The short answer, and where there is none the first claim; empty where the question is refused."""
    if not reply.answered:
        return ""
    return reply.short or reply.claims[0].text


def said(reply: Reply) -> str:
    """All that is said."""
    return " ".join(claim.text for claim in reply.claims) if reply.answered else ""


TASKS: dict[str, tuple[Callable[[dict[str, Any]], list[Item]], Judge]] = {
    "squad2": (squad2, spans),
    "policyqa": (squad2, spans),
    "clapnq": (clapnq, sentences),
    "rgb": (rgb, named),
    "written": (written, named),
}


def run(task: str, file: Path, limit: int | None = None, titles: Sequence[str] = ()) -> dict[str, float]:
    """The figures of a task; with `limit`, of its first lines only, with `titles`, of those with such a "title"."""
    read, judge = TASKS[task]
    lines = [line for line in commands.json_lines(file) if not titles or line["title"] in titles]
    if task == "written":
        aside = held_out_passages(file.parent / "retrieved_dev.jsonl.gz")
        lines = [line for line in lines if line["passage"] in aside]
    items = [item for line in lines[:limit] for item in read(line)]
    with TemporaryDirectory() as folder:
        replies = commands.ask_texts([(one.id, one.question, one.texts) for one in items], Path(folder))
    return judge(list(zip(items, replies, strict=True)))


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.texts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only the first lines of the file")
    parser.add_argument("--title", action="append", default=[], help="only questions on this article; may be repeated")
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/TASK.json beside it)")
    options = parser.parse_args()
    figures = run(options.task, options.file, options.limit, options.title)
    for name, value in figures.items():
        print(f"{name:24}{value:9.3f}")
    settings = {"file": options.file.name, "limit": options.limit, "titles": options.title}
    print(results.save(options.task, settings, figures, options.output))


if __name__ == "__main__":
    main()
