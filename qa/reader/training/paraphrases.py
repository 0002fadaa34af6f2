"""The same question in other words: what the reader has to know again though the passage puts it differently."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ingest.words import STOP_WORDS
from qa.reader.training.examples import Example

Speech = Literal["verb", "noun", "adj"]

MOST = 2
"""Words of a question that are exchanged at once."""

_WORD = re.compile(r"\b[a-z]{4,}\b")
_KEPT = STOP_WORDS | {"many", "much", "long", "year", "name", "first", "last", "kind", "type"}


@dataclass(frozen=True, slots=True)
class Synset:
    """Words that mean the same, and the offsets of those that mean something wider."""

    words: tuple[str, ...]
    wider: tuple[str, ...]


class Synonyms:
    """WordNet (Miller 1995, https://doi.org/10.1145/219717.219748): the words of the commonest sense of a word.

    `folder` holds its database as wndb(5WN) describes it: data, index and exceptions of verbs, nouns and adjectives.
    """

    def __init__(self, folder: Path) -> None:
        self._first: dict[Speech, dict[str, str]] = {}
        self._synsets: dict[Speech, dict[str, Synset]] = {}
        self._irregular: dict[Speech, dict[str, str]] = {}
        speeches: tuple[Speech, ...] = ("verb", "noun", "adj")
        for speech in speeches:
            self._first[speech] = {line[0]: line[6 + int(line[3])] for line in _rows(folder / f"index.{speech}")}
            self._synsets[speech] = {line[0]: _synset(line) for line in _rows(folder / f"data.{speech}")}
            self._irregular[speech] = {line[0]: line[1] for line in _rows(folder / f"{speech}.exc")}
        self._roots = frozenset(root for irregular in self._irregular.values() for root in irregular.values())
        self.of = lru_cache(maxsize=None)(self._of)

    def reworded(self, example: Example, chance: random.Random) -> Example | None:
        """The example with one or two words of its question exchanged; None where there are no others for them."""
        question = example.question
        found = [match for match in _WORD.finditer(question) if match.group() not in _KEPT and self.of(match.group())]
        if not found:
            return None
        chosen = chance.sample(found, min(len(found), chance.randint(1, MOST)))
        for match in sorted(chosen, key=lambda match: -match.start()):
            question = question[: match.start()] + chance.choice(self.of(match.group())) + question[match.end() :]
        return replace(example, question=question)

    def _of(self, word: str) -> tuple[str, ...]:
        """Other words for a word, inflected as it is; none where it is unknown or has none."""
        for speech, base in self._bases(word):
            synset = self._synsets[speech][self._first[speech][base]]
            wider = [self._synsets[speech][offset].words[0] for offset in synset.wider] if speech == "noun" else []
            others = dict.fromkeys((*synset.words, *wider))
            plain = (other for other in others if other != base and other.isalpha())
            return tuple(inflected(other, word, base) for other in plain if word == base or other not in self._roots)
        return ()

    def _bases(self, word: str) -> Iterator[tuple[Speech, str]]:
        """What it may be an inflection of, the likeliest first."""
        endings: tuple[tuple[Speech, str, str], ...] = (
            ("verb", "ed", ""), ("verb", "ed", "e"), ("verb", "ing", ""), ("verb", "ing", "e"), ("noun", "", ""),
            ("noun", "ies", "y"), ("noun", "es", ""), ("noun", "s", ""), ("adj", "", ""), ("verb", "", ""),
            ("verb", "s", ""),
        )  # fmt: skip
        for speech, irregular in self._irregular.items():
            if irregular.get(word) in self._first[speech]:
                yield speech, irregular[word]
        for speech, ending, instead in endings:
            base = word.removesuffix(ending) + instead
            if word.endswith(ending) and base in self._first[speech]:
                yield speech, base


def inflected(other: str, word: str, base: str) -> str:
    """Another word with the ending that a word has beyond its base, by the regular rules."""
    if word == base:
        return other
    if word.endswith("ing"):
        return other.removesuffix("e") + "ing"
    if word.endswith("s"):
        stem, ending = re.subn(r"(?<=[^aeiou])y$", "i", other)
        return stem + ("es" if ending or re.search(r"(?:s|x|ch|sh)$", other) else "s")
    return other + ("d" if other.endswith("e") else "ed")


def _rows(file: Path) -> Iterator[list[str]]:
    """The fields of each line but those of the licence, which are indented."""
    with file.open(encoding="utf-8") as opened:
        for line in opened:
            if not line.startswith(" "):
                yield line.split()


def _synset(line: list[str]) -> Synset:
    """From `offset file type count word id ... count symbol offset ...`; the first count is hexadecimal."""
    count = int(line[3], 16)
    end = 4 + 2 * count
    pointers = line[end + 1 : end + 1 + 4 * int(line[end])]
    wider = tuple(offset for symbol, offset in zip(pointers[::4], pointers[1::4], strict=True) if symbol == "@")
    return Synset(tuple(word.lower() for word in line[4:end:2]), wider)
