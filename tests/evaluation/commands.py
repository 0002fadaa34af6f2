"""Runs Clippings as anybody would, by its commands, and reads what they write."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of an article as an answer cites them, with the text that it gives for them."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of an answer: its text and the quotes that it rests on."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of what `python -m qa --batch` writes; `passages` are the best, each as article, start and end."""

    id: str
    answered: bool
    short: str | None
    confidence: float
    reason: str | None
    seconds: float
    claims: tuple[Said, ...] = ()
    passages: tuple[tuple[str, int, int], ...] = field(default=(), repr=False)

    @property
    def hits(self) -> tuple[str, ...]:
        """The articles of the best passages, best first."""
        return tuple(article for article, _, _ in self.passages)


def ingest(paths: Sequence[Path], library: Path) -> None:
    """Makes a library of the paths; raises CalledProcessError where the command fails, for one bad article too."""
    _run("ingest", *map(str, paths), "--library", str(library))


def stored(library: Path, folder: Path) -> dict[str, str]:
    """The canonical text of every article of the library, by article id; `folder` takes the export."""
    export = folder / "articles.jsonl"
    _run("ingest", "--library", str(library), "--export", str(export))
    return {line["id"]: line["text"] for line in json_lines(export)}


def ask(
    questions: Iterable[tuple[str, str]], library: Path, folder: Path, hits: int = 0, strictness: str = "normal"
) -> list[Reply]:
    """The replies to questions, given as pairs of id and question, in their order; `folder` takes the two files.

    With `hits`, each reply tells so many of the best passages. Raises ValueError where a question has no reply.
    """
    more = ["--strictness", strictness, *(["--hits", str(hits)] if hits else [])]
    lines = [{"id": name, "question": question} for name, question in questions]
    return _batch(lines, folder, "--library", str(library), *more)


def ask_after(
    questions: Iterable[tuple[str, str, Sequence[tuple[str, str]]]], library: Path, folder: Path, hits: int = 0
) -> list[Reply]:
    """The replies to questions in a conversation, given as id, question and pairs of role and content; as `ask`."""
    lines = [
        {"id": name, "question": question, "history": [{"role": role, "content": said} for role, said in history]}
        for name, question, history in questions
    ]
    return _batch(lines, folder, "--library", str(library), *(["--hits", str(hits)] if hits else []))


def ask_texts(questions: Iterable[tuple[str, str, Sequence[str]]], folder: Path) -> list[Reply]:
    """The replies to questions that come with their texts, given as id, question and texts; as `ask` otherwise."""
    lines = [{"id": name, "question": question, "contexts": list(texts)} for name, question, texts in questions]
    return _batch(lines, folder)


def _batch(lines: Sequence[Mapping[str, object]], folder: Path, *arguments: str) -> list[Reply]:
    given, written = folder / "questions.jsonl", folder / "answers.jsonl"
    given.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    _run("qa", "--batch", str(given), "--output", str(written), *arguments)
    replies = {reply.id: reply for reply in map(_reply, json_lines(written))}
    if missing := [line["id"] for line in lines if line["id"] not in replies]:
        raise ValueError(f"no reply to {len(missing)} of {len(lines)} questions, among them {missing[0]}")
    return [replies[str(line["id"])] for line in lines]


def json_lines(file: Path) -> list[dict[str, Any]]:
    """The objects of a .jsonl or .jsonl.gz file, one a line."""
    return [json.loads(line) for line in unpacked(file).decode("utf-8").split("\n") if line.strip()]


def unpacked(file: Path) -> bytes:
    """What the file holds, decompressed where its name ends in .gz."""
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def _run(module: str, *arguments: str) -> None:
    # standard error stays the terminal's, for the progress bar and for what the command has to say
    subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=sys.stderr)


def _reply(line: dict[str, Any]) -> Reply:
    claims = (
        Said(claim["text"], tuple(Quote(c["article"], c["start"], c["end"], c["quote"]) for c in claim["citations"]))
        for claim in line["claims"]
    )
    passages = tuple((hit["article"], hit["start"], hit["end"]) for hit in line.get("hits", ()))
    known = {name: line[name] for name in ("id", "answered", "short", "confidence", "reason", "seconds")}
    return Reply(**known, claims=tuple(claims), passages=passages)
