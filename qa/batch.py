"""Many questions from a .jsonl file, and their answers to another."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from langchain_core.runnables import Runnable
from rich.console import Console
from rich.progress import track

from ingest.encoder import encoder
from qa.answer import Answer, Question, Turn
from qa.assemble import chain_of, chain_of_texts, model_of, open_library
from qa.output import record
from qa.reader.reader import Reader
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a batch; with `contexts` the answer comes from these texts alone."""

    id: str
    question: Question
    contexts: tuple[str, ...] | None


class BatchError(ValueError):
    """A line that cannot be asked; the message names file, line and mend."""


def run_batch(settings: Settings, questions: Path, output: Path, hits: int) -> int:
    """Asks every line of `questions`; writes one answer a line to `output`, in order.

    A malformed line is named on the standard error and left out, and the exit code is then 1. FileNotFoundError where
    there is no such file, LibraryError where a question without contexts finds no library.
    """
    items, problems = read_items(questions)
    for problem in problems:
        print(problem, file=sys.stderr)
    embedding, reader, model = encoder(settings.embedding), Reader(), model_of(settings)
    asks_library = any(item.contexts is None for item in items)
    library = chain_of(open_library(settings), hits, reader, model, settings.rewrites) if asks_library else None

    def of_texts(texts: Sequence[str]) -> Runnable[str | Question, Answer]:
        return chain_of_texts(texts, embedding, hits, reader, model)

    with output.open("w", encoding="utf-8") as out:
        for item in track(items, "asking", console=Console(stderr=True), disable=not sys.stderr.isatty()):
            began = time.perf_counter()
            chain = library if item.contexts is None else of_texts(item.contexts)
            if chain is None:
                raise AssertionError("a question without contexts opens the library")
            answer = chain.invoke(replace(item.question, strictness=settings.strictness))
            line = record(answer, hits) | {"id": item.id, "seconds": round(time.perf_counter() - began, 4)}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 1 if problems else 0


def read_items(file: Path) -> tuple[list[Item], list[BatchError]]:
    """The lines that can be asked, and what is wrong with the others; blank lines are passed over."""
    items: list[Item] = []
    problems: list[BatchError] = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                items.append(read_item(line, f"{file}:{number}"))
            except BatchError as error:
                problems.append(error)
    return items, problems


def read_item(line: str, place: str) -> Item:
    """The question in a line; BatchError, which begins with `place`, where it has none."""
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise BatchError(f"{place}: not JSON ({error}): write one object a line") from None
    if not isinstance(fields, dict):
        raise BatchError(f'{place}: not an object: write {{"id": ..., "question": ...}}')
    text = fields.get("question")
    if not isinstance(text, str) or not text.strip():
        raise BatchError(f'{place}: no question: give a text as "question"')
    contexts = fields.get("contexts")
    if contexts is not None and not _are_texts(contexts):
        raise BatchError(f'{place}: "contexts" is no list of texts')
    history = tuple(_turns(fields.get("history", []), place))
    return Item(
        id=str(fields.get("id", "")),
        question=Question(text, history=history),
        contexts=None if contexts is None else tuple(contexts),
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _turns(value: object, place: str) -> Iterator[Turn]:
    if not isinstance(value, list):
        raise BatchError(f'{place}: "history" is no list of messages')
    for turn in value:
        if not isinstance(turn, dict) or not _are_texts([turn.get("role"), turn.get("content")]):
            raise BatchError(f'{place}: each message of "history" needs a text as "role" and as "content"')
        yield Turn(turn["role"], turn["content"])
