"""The questions that the confidence is fitted on, asked: what was read for each, and which of it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.progress import track

from ingest.article import EVERYTHING, Span
from ingest.encoder import encoder
from ingest.library import Library
from ingest.run import ingest
from ingest.texts import Texts
from qa.answer import Question, Turn
from qa.assemble import retriever_of
from qa.confidence import Features, evidence_in
from qa.followup import whole
from qa.reader.reader import Reader
from qa.reader.training.examples import lines, news, occurrence, rgb_answers, rgb_texts
from qa.reader.training.mixture import Mixture
from qa.retrieve import READ, Reranked, Retriever, Words
from qa.terms import terms

TEXTS = frozenset({"written", "retrieved", "squad2", "rgb"})
"""Sets that come with texts; the others are asked of a library."""

THIS_YEAR, OTHER_YEAR, SQUAD = 6, 12, 3
"""Of the news questions that are asked of the library each sixth, of those of the held-out year each twelfth, and of
SQuAD 2.0 each third."""

NOISE = 5
"""Passages that are given where all of RGB's are noise, as in its paper."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set `kind`: the features of each sentence that was read for it, and whether it answers."""

    kind: str
    question: str
    features: list[Features]
    right: list[bool]


def all_asked(
    data: Path, library: Path, corpus: Path, weights: Path, people: Sequence[tuple[Path, Path]]
) -> list[Asked]:
    """All sets, read with the `weights`; questions for which nothing was read are left out.

    `people` has files of questions whose answers people judged, each with the library that is asked.
    """
    reader, mixture = Reader(weights), Mixture(data)
    with TemporaryDirectory() as folder:
        asked = [
            *of_corpus(corpus, Path(folder), reader),
            *of_texts(data, mixture, reader),
            *of_news(data, mixture, retriever_of(Library(library, encoder()), reader)),
        ]
    for file, asked_library in people:
        asked += of_judged(file, retriever_of(Library(asked_library, encoder()), reader))
    return [one for one in asked if one.features]


def of_corpus(corpus: Path, folder: Path, reader: Reader) -> Iterator[Asked]:
    """The questions of the founding corpus, asked of a library that is made in `folder`."""
    ingest([corpus], folder / "library", encoder(), lambda *_: None)
    retriever = retriever_of(Library(folder / "library", encoder()), reader)
    for line in track(list(lines(corpus / "questions.jsonl")), "founding corpus"):
        names = line["answers"] if line["kind"] == "fact" else []
        gold = [(span["article"], span["start"], span["end"]) for span in line["spans"]]
        yield _asked("founding", line["question"], retriever, partial(_is_gold, gold=gold, names=names))


def _is_gold(sentence: Span, gold: Sequence[tuple[str, int, int]], names: Sequence[str]) -> bool:
    near = any(
        sentence.article.id == article and sentence.start < end and start < sentence.end for article, start, end in gold
    )
    return near and (not names or _has(sentence, names))


def _has(sentence: Span, names: Sequence[str]) -> bool:
    return any(occurrence(sentence.text, name) for name in names)


def of_news(folder: Path, mixture: Mixture, retriever: Retriever) -> Iterator[Asked]:
    """Quiz questions of the year of the library's articles, and of a held-out year, which they do not answer."""
    this_year = news(folder / "news2022_questions.jsonl.gz")[::THIS_YEAR]
    for one in track(this_year, "quizzes of 2022"):
        yield _asked("quizzes", one.question, retriever, partial(_has, names=one.names))
    for one in track(mixture.held_out_news[::OTHER_YEAR], "quizzes of another year"):
        yield _asked("quizzes", one.question, retriever, lambda _: False)


def of_judged(file: Path, retriever: Retriever) -> Iterator[Asked]:
    """Questions whose answers people judged; one with a history is made whole first."""
    for line in track(list(lines(file)), file.stem):
        history = tuple(Turn(turn["role"], turn["content"]) for turn in line.get("history", []))
        question = whole(Question(line["question"], history=history)).text
        yield _asked(file.stem, question, retriever, partial(_holds, texts=line["gold"]))


def _holds(sentence: Span, texts: Sequence[str]) -> bool:
    return any(text in sentence.text for text in texts)


def of_texts(folder: Path, mixture: Mixture, reader: Reader) -> Iterator[Asked]:
    """The questions that come with texts."""
    count = encoder().count
    for kind, question, texts, answers in track(list(_with_texts(folder, mixture)), "texts"):
        retriever = Reranked(Words(Texts(texts, count)), reader)
        yield _asked(kind, question, retriever, partial(_within, answers=answers))


def _within(sentence: Span, answers: Sequence[str]) -> bool:
    """Whether an answer stands in the sentence, or it is a part of one."""
    return _has(sentence, answers) or any(sentence.text.strip() in answer for answer in answers)


def _asked(kind: str, question: str, retriever: Retriever, right: Callable[[Span], bool]) -> Asked:
    hits = retriever.search(question, READ, EVERYTHING)
    found = evidence_in(question, terms(question), hits)
    return Asked(kind, question, [one.features for one in found], [right(one.candidate.sentence) for one in found])


def _with_texts(folder: Path, mixture: Mixture) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Set, question, its texts, and what answers it; nothing where they do not."""
    for kind, some in (("written", mixture.held_out_written), ("squad2", mixture.held_out[::SQUAD])):
        for one in some:
            yield kind, one.question, (one.passage.text,), one.names if one.answer else ()
    for group in mixture.held_out_retrieved:
        answers = [name for one in group if one.answer for name in one.names]
        yield "retrieved", group[0].question, tuple(one.passage.text for one in group), answers
    for line in lines(folder / "rgb_dev.jsonl.gz"):
        yield "rgb", line["query"], rgb_texts(line), rgb_answers(line)
        yield "rgb", line["query"], tuple(line["negative"][:NOISE]), ()


def kept(line: dict[str, Any]) -> Asked:
    """What `--asked` has on a line: the fields of Asked."""
    return Asked(**line | {"features": [Features(*row) for row in line["features"]]})
