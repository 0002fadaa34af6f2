"""News articles cut into passages of about 150 words, and grown to any number of them, for benchmarks only."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

WORDS = 150
"""Words that a passage aims at."""

_SENTENCE = re.compile(r"\n+|(?<=[.!?])\s+|(?<=[.!?][\"”’'])\s+")


class Passage(NamedTuple):
    """A passage to index; `day` is the day of publication as a number, 20220819."""

    id: int
    title: str
    body: str
    day: int


class Draft(NamedTuple):
    """A passage before it has a number: its sentences."""

    title: str
    sentences: list[str]
    day: int


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl or .jsonl.gz file."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as opened:
        for line in opened:
            yield json.loads(line)


def cut(article: dict[str, Any]) -> Iterator[Draft]:
    """Runs of whole sentences of an article, of about `WORDS` words."""
    day = int(article["published"][:10].replace("-", ""))
    found: list[str] = []
    total = 0
    for sentence in _SENTENCE.split(article["text"]):
        size = len(sentence.split())
        if not size:
            continue
        if found and total + size / 2 > WORDS:
            yield Draft(article["title"], found, day)
            found, total = [], 0
        found.append(sentence)
        total += size
    if found:
        yield Draft(article["title"], found, day)


def grow(drafts: list[Draft], seed: int = 1) -> Iterator[Passage]:
    """The passages as they are and then, without end, new ones made of them.

    A new passage is the first half of the sentences of one and the second half of another, both drawn at random, with
    title and day of the first. So a word keeps its share of the passages, and most of its company: names of one story
    still stand together. (Sentences drawn one by one would spread each story's words over many passages.) What does
    not grow is the vocabulary: in a real archive new rare words appear, here the known ones become more frequent in
    proportion, so that queries match more passages than they would. All engines see the same passages.
    """
    for number, draft in enumerate(drafts, 1):
        yield Passage(number, draft.title, " ".join(draft.sentences), draft.day)
    chance = random.Random(seed)
    number = len(drafts)
    while True:
        number += 1
        one, other = chance.choice(drafts), chance.choice(drafts)
        first = one.sentences[: (len(one.sentences) + 1) // 2]
        second = other.sentences[(len(other.sentences) + 1) // 2 :]
        yield Passage(number, one.title, " ".join(first + second), one.day)


def write(articles: Path, count: int, file: Path) -> int:
    """Writes `count` passages to `file`, one a line; returns how many of them are real."""
    drafts = [draft for article in lines(articles) for draft in cut(article)]
    with file.open("w", encoding="utf-8") as opened:
        for passage in islice(grow(drafts), count):
            opened.write(json.dumps(passage) + "\n")
    return min(count, len(drafts))


def read(file: Path, start: int, stop: int) -> Iterator[Passage]:
    """The passages `start` to `stop` (exclusive, counted from 0) of what `write` wrote."""
    with file.open(encoding="utf-8") as opened:
        for line in islice(opened, start, stop):
            yield Passage(*json.loads(line))
