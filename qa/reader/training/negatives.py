"""Passages that do not answer: made so that the subject is right and the answer is not there."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

import bm25s
import Stemmer

from ingest.article import Article, Span
from ingest.split import cut
from qa.reader.training.examples import Example, Passage, occurrence

OPPOSITES = {
    one: other
    for pair in (
        "first last", "highest lowest", "largest smallest", "most least", "more less", "before after", "old new",
        "increase decrease", "increased decreased", "rise fall", "rose fell", "won lost", "win lose", "north south",
        "northern southern", "east west", "eastern western", "male female", "men women", "early late", "above below",
        "started ended", "start end", "began ended", "begin end", "founded dissolved", "best worst", "can cannot",
        "accepted rejected", "approved rejected", "allowed banned", "allow ban", "opened closed", "bought sold",
        "maximum minimum", "major minor", "joined left", "longest shortest", "oldest youngest",
    )
    for one, other in (pair.split(), pair.split()[::-1])
}  # fmt: skip

EDITED = 0.6
"""The share of twisted questions that are changed as people did, where such changes are known."""

LONGEST_EDIT = 2
"""Words that stand instead of one."""

_PLAIN = re.compile(r"\b[a-z]+\b")
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b(?<![.,])")


def sentences(passage: Passage) -> list[tuple[int, int]]:
    """The characters of each sentence of a passage."""
    return _sentences(passage.text)


@cache
def _sentences(text: str) -> list[tuple[int, int]]:
    article = cut(Article("passage", "", text))
    return [(span.start, span.end) for span in Span(article, 0, len(text)).sentences()]


def without_answer(example: Example) -> Example | None:
    """The passage without the sentences that hold the answer; None where nothing or too little remains."""
    if example.answer is None:
        return None
    start, end = example.answer
    text = example.passage.text
    answers = {*example.names, text[start:end]}
    kept = [
        example.passage.text[first:last]
        for first, last in sentences(example.passage)
        if (last <= start or first >= end)
        and not any(occurrence(example.passage.text[first:last], one) for one in answers)
    ]
    if sum(map(len, kept)) < 80:
        return None
    return replace(example, passage=replace(example.passage, text=" ".join(kept)), answer=None)


class Edits:
    """What people exchange in a question, or put into it, so that its paragraph no longer answers."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._changes: dict[str, list[str]] = defaultdict(list)
        for before, after in pairs:
            old, new = before.split(), after.split()
            operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
            changed = [one for one in operations if one[0] != "equal"]
            if len(changed) != 1:
                continue
            ((kind, start, end, first, last),) = changed
            made = " ".join(new[first:last])
            if start == 0 or last - first > LONGEST_EDIT or not _is_plain(made):
                continue
            if kind == "replace" and end - start == 1 and old[start].isalpha():
                self._changes[old[start]].append(made)
            elif kind == "insert":
                self._changes[old[start - 1]].append(f"{old[start - 1]} {made}")

    def edited(self, question: str, text: str, chance: random.Random) -> str | None:
        """The question with one such change to what the text does not have; None where none is known."""
        found = [match for match in _PLAIN.finditer(question) if match.start() and match.group() in self._changes]
        chance.shuffle(found)
        for match in found:
            word = match.group()
            made = chance.choice(self._changes[word])
            if not occurrence(text, made.removeprefix(f"{word} ")):
                return question[: match.start()] + made + question[match.end() :]
        return None


def _is_plain(words: str) -> bool:
    return words.replace(" ", "").isalpha()


class Twists:
    """Questions with a name, number or word exchanged, so that the passage no longer answers."""

    def __init__(self, examples: Sequence[Example], chance: random.Random, edits: Edits | None = None) -> None:
        self._chance, self._edits = chance, edits
        self._names: dict[int, list[str]] = defaultdict(list)
        for example in examples:
            for name in _NAME.findall(example.question):
                self._names[len(name.split())].append(name)

    def twisted(self, example: Example) -> Example | None:
        """The same passage, asked for something that it does not say; None where nothing can be exchanged."""
        ways = [self._other_name, self._name_beside, self._other_number, self._opposite]
        self._chance.shuffle(ways)
        if self._edits and self._chance.random() < EDITED:
            ways.insert(0, self._as_people_do)
        for way in ways:
            question = way(example.question, example)
            if question is not None:
                return replace(example, question=question, answer=None)
        return None

    def _as_people_do(self, question: str, example: Example) -> str | None:
        return self._edits.edited(question, example.passage.text, self._chance) if self._edits else None

    def _other_name(self, question: str, example: Example) -> str | None:
        passage = example.passage
        found = [match for match in _NAME.finditer(question) if occurrence(passage.text, match.group())]
        if not found:
            return None
        match = self._chance.choice(found)
        others = self._names[len(match.group().split())]
        for other in self._chance.sample(others, min(8, len(others))):
            if not occurrence(passage.text, other) and other.lower() not in question.lower():
                return question[: match.start()] + other + question[match.end() :]
        return None

    def _name_beside(self, question: str, example: Example) -> str | None:
        """A name of the question, exchanged for one of which the passage says something else."""
        passage = example.passage
        found = [match for match in _NAME.finditer(question) if occurrence(passage.text, match.group())]
        answer = passage.text[slice(*example.answer)] if example.answer else ""
        others = [name for name in _NAME.findall(passage.text) if not occurrence(question, name) and name not in answer]
        if not found or not others:
            return None
        match, other = self._chance.choice(found), str(self._chance.choice(others))
        return question[: match.start()] + other + question[match.end() :]

    def _other_number(self, question: str, example: Example) -> str | None:
        passage = example.passage
        found = [match for match in _NUMBER.finditer(question) if match.group() in passage.text]
        if not found:
            return None
        match = self._chance.choice(found)
        digits = match.group().replace(",", "")
        if not digits.isdigit():
            return None
        value = int(digits)
        step = self._chance.choice([-9, -5, -3, -2, -1, 1, 2, 3, 5, 9])
        other = str(value + step if 1000 <= value <= 2100 else max(2, value * self._chance.choice([2, 3, 5]) + step))
        return None if other in passage.text else question[: match.start()] + other + question[match.end() :]

    def _opposite(self, question: str, example: Example) -> str | None:
        found = [match for match in re.finditer(r"\b[a-z]+\b", question) if match.group() in OPPOSITES]
        if not found:
            return None
        match = self._chance.choice(found)
        return question[: match.start()] + OPPOSITES[match.group()] + question[match.end() :]


class Similar:
    """The passages that BM25 ranks high for a question and that do not hold its answer."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25()
        texts = [f"{passage.heading} {passage.text}" for passage in passages]
        self._index.index(self._tokens(texts), show_progress=False)

    def to(self, examples: Sequence[Example], count: int) -> list[list[Example]]:
        """For each example up to `count` that ask the same of a similar passage, and are not answered there."""
        if not examples:
            return []
        depth = min(len(self._passages), 3 * count + 6)
        tokens = self._tokens([example.question for example in examples])
        found, _ = self._index.retrieve(tokens, k=depth, show_progress=False)
        return [self._unanswered(example, row)[:count] for example, row in zip(examples, found, strict=True)]

    def _unanswered(self, example: Example, row: Sequence[int]) -> list[Example]:
        others = (self._passages[number] for number in row)
        return [
            replace(example, passage=other, answer=None)
            for other in others
            if other.text != example.passage.text and not any(occurrence(other.text, name) for name in example.names)
        ]

    def _tokens(self, texts: Sequence[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=self._stemmer, show_progress=False)
