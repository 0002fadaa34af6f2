"""Questions with the passages that do or do not answer them, read from files of public data.

Each file is .jsonl or .jsonl.gz with one object a line; README.md beside this file says where each comes from.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that may answer, under a heading; `group` names where it comes from: an article, a document, a year."""

    text: str
    heading: str
    group: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage; `answer` is the characters that answer, None where the passage does not.

    `names` are texts one of which a passage must hold to answer; where they are unknown only `answer` tells.
    `weight` is what the example counts in training.
    """

    question: str
    passage: Passage
    answer: Range | None
    names: tuple[str, ...] = ()
    weight: float = 1.0


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file, one a line; ValueError, which names the line, where one is malformed."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as opened:
        for number, line in enumerate(opened, 1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{file}:{number}: not JSON ({error})") from None


def squad2(file: Path) -> list[Example]:
    """SQuAD 2.0: title, context, question, answers[{text, start}], of which unanswerable questions have none."""
    found = []
    for line in lines(file):
        passage = Passage(line["context"], _title(line["title"]), line["title"])
        found.append(asked_of(line["question"], passage, line["answers"]))
    return found


def pairs(folder: Path, part: str) -> list[tuple[str, str]]:
    """Questions with those that people made of them so that the paragraph does not answer: UnAnsQ, lower case."""
    columns = [_rows(folder / f"{part}-{kind}-questions.txt") for kind in ("answerable", "unanswerable")]
    return [(answerable[1], unanswerable[1]) for answerable, unanswerable in zip(*columns, strict=True)]


def unansq(folder: Path) -> list[Example]:
    """The part of UnAnsQ "dev": paragraph, a question with the tokens that answer it, and one that nothing answers."""
    found = []
    answerable = _rows(folder / "dev-answerable-questions.txt")
    contexts = [row[0] for row in _rows(folder / "dev-context.txt")]
    for text, row, (_, other) in zip(contexts, answerable, pairs(folder, "dev"), strict=True):
        tokens = text.split(" ")
        first, last = int(row[2]), int(row[3])
        start = len(" ".join(tokens[:first])) + (first > 0)
        end = start + len(" ".join(tokens[first : last + 1]))
        passage = Passage(text, "", text[:40])
        found.append(Example(row[1], passage, (start, end), (text[start:end],)))
        found.append(Example(other, passage, None))
    return found


def squad_shifts(file: Path) -> list[Example]:
    """SQuADShifts: title, context, questions[{question, answers[{text, start}]}]; all are answered."""
    found = []
    for number, line in enumerate(lines(file)):
        told_apart = not line["title"].startswith("Filtered")  # one "title" for all comments, or all reviews
        title = _title(line["title"]) if told_apart else ""
        passage = Passage(line["context"], title, line["title"] if told_apart else f"{file.name} {number}")
        found += [asked_of(asked["question"], passage, asked["answers"]) for asked in line["questions"]]
    return found


def qamr(file: Path) -> list[Example]:
    """QAMR: sentence_id, tokens, question, answer_tokens. A passage is a sentence with those beside it."""
    sentences: dict[str, str] = {}
    asked: dict[str, list[tuple[str, Range]]] = defaultdict(list)
    for line in lines(file):
        text, offsets = _detokenized(line["tokens"])
        sentences[line["sentence_id"]] = text
        answer = sorted(line["answer_tokens"])
        if answer and answer[-1] - answer[0] == len(answer) - 1:
            asked[line["sentence_id"]].append((line["question"], (offsets[answer[0]][0], offsets[answer[-1]][1])))
    found = []
    for document, ids in groupby(sorted(sentences, key=_place), key=lambda name: _place(name)[0]):
        names = list(ids)
        for at, name in enumerate(names):
            before = "".join(f"{sentences[other]} " for other in names[max(0, at - 1) : at])
            after = "".join(f" {sentences[other]}" for other in names[at + 1 : at + 2])
            passage = Passage(before + sentences[name] + after, "", document)
            for question, (start, end) in asked[name]:
                answer_at = (len(before) + start, len(before) + end)
                found.append(Example(question, passage, answer_at, (passage.text[slice(*answer_at)],)))
    return found


def news(file: Path) -> list[Example]:
    """A news quiz: question, answer, evidence_text, date. There is no span where the text lacks the answer."""
    found = []
    for line in lines(file):
        text, answer = line["evidence_text"] or "", (line["answer"] or "").strip("“”\"' ")
        at = occurrence(text, answer) if answer else None
        passage = Passage(text, "", line["date"][:4])
        found.append(Example(line["question"], passage, at.span() if at else None, (answer,) if answer else ()))
    return found


def policyqa(file: Path) -> list[Example]:
    """PolicyQA: site, context, question, answers[{text, start}]; all are answered."""
    return [
        asked_of(line["question"], Passage(line["context"], line["site"], line["site"]), line["answers"])
        for line in lines(file)
    ]


def rgb_answers(line: dict[str, Any]) -> tuple[str, ...]:
    """The answers of a line of RGB, which are texts or lists of texts that mean the same."""
    return tuple(each for one in line["answer"] for each in (one if isinstance(one, list) else [str(one)]))


def rgb_texts(line: dict[str, Any]) -> tuple[str, ...]:
    """The texts of a line of RGB of which four fifths are noise."""
    kinds = {"p": line["positive"], "n": line["negative"]}
    return tuple(kinds[name[0]][int(name[1:])] for name in line["by_noise"]["0.8"])


def occurrence(text: str, part: str) -> re.Match[str] | None:
    """Where the text first has the part as words of its own, in capitals or not."""
    words = r"\s+".join(map(re.escape, part.split()))
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)


def _rows(file: Path) -> list[list[str]]:
    """The fields of each line, which tabs part."""
    with file.open(encoding="utf-8") as opened:
        return [line.rstrip("\n").split("\t") for line in opened]


def asked_of(question: str, passage: Passage, answers: list[dict[str, Any]]) -> Example:
    """The question with the answer, {text, start}, that most people gave; ValueError where it stands elsewhere."""
    if not answers:
        return Example(question, passage, None)
    texts = [answer["text"] for answer in answers]
    chosen = max(answers, key=lambda answer: (texts.count(answer["text"]), -len(answer["text"])))
    start, end = chosen["start"], chosen["start"] + len(chosen["text"])
    if passage.text[start:end] != chosen["text"]:
        raise ValueError(f"{chosen['text']!r} is not at {start} of {passage.text[:60]!r}")
    return Example(question, passage, (start, end), tuple(dict.fromkeys(texts)))


def _title(name: str) -> str:
    return name.replace("_", " ")


def _place(sentence_id: str) -> tuple[str, int]:
    document, _, number = sentence_id.rpartition(":")
    return document, int(number)


def _detokenized(tokens: list[str]) -> tuple[str, list[Range]]:
    """The text of Penn Treebank tokens, and the characters of each."""
    text, offsets, glue, quoted = "", [], True, False
    brackets = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
    for token in tokens:
        word = brackets.get(token, token)
        opens = word in "([$" or (word == '"' and not quoted)
        closes = word in {".", ",", ";", ":", "?", "!", ")", "]", "%", "n't"} or (word == '"' and quoted)
        if not glue and not closes and not word.startswith("'"):
            text += " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
        glue = opens
        quoted ^= word == '"'
    return text, offsets
