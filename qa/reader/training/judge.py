"""python -m qa.reader.training.judge DATA LIBRARY [--judged FILE LIBRARY]: fits the confidence, chooses thresholds.

LIBRARY is one of the news articles of DATA (`python -m ingest DATA/news2022_articles.jsonl.gz --library LIBRARY`).
Fitted on questions of all sorts that the reader was not trained on, each sort counting alike: written ones with their
passage, and with passages that were retrieved for them; SQuAD 2.0; RGB with noise and with noise alone; those of the
founding corpus; quiz questions of the year of the library's articles and of a held-out year; and those of each FILE,
as `tests.evaluation.reader` reads it, asked of the library beside it. First the weights of what ranks the sentences, so
that one that answers outweighs all others and "none" (a conditional logit); then, by a logistic regression (Platt
1999), what the score of the best sentence of a question means. Prints how it is
calibrated, and writes it to `qa/reader/weights/reader.json`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from rich.progress import track
from torch import Tensor

from ingest.article import EVERYTHING, Span
from ingest.encoder import encoder
from ingest.library import Library
from ingest.run import ingest
from ingest.texts import Texts
from qa.answer import Question, Strictness, Turn
from qa.assemble import retriever_of
from qa.confidence import Confidence, Evidence, Features, Judgement, evidence_in
from qa.followup import whole
from qa.reader.reader import WEIGHTS, Reader
from qa.reader.training.examples import lines, news, occurrence, rgb_answers, rgb_texts
from qa.reader.training.fit import conditional, logistic, threshold
from qa.reader.training.mixture import Mixture
from qa.reader.training.reliability import bins, error
from qa.retrieve import READ, Reranked, Retriever, Words
from qa.terms import terms

RIGHT: dict[Strictness, float] = {"lenient": 0.8, "normal": 0.9, "strict": 0.95}
"""The share of answers that have to be right from each threshold on; all sorts but the misleading ones count alike."""

MISLEADING = frozenset({"squad2", "rgb", "quizzes", "retrieved"})
"""Sets that do not choose the thresholds: written to mislead, or right answers in other words than the file has."""

THIS_YEAR, OTHER_YEAR, SQUAD = 6, 12, 3
"""Of the news questions that are asked of the library each sixth, of those of the held-out year each twelfth, and of
SQuAD 2.0 each third."""

NOISE = 5
"""Passages that are given where all of RGB's are noise, as in its paper."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set `kind` and what was read for it; `right` tells whether a sentence answers it."""

    kind: str
    question: str
    sentences: tuple[Evidence, ...]
    right: Callable[[Span], bool]


def main() -> None:
    """Reads the arguments, asks, fits, prints and saves."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.judge", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--judged", nargs=2, type=Path, action="append", default=[], metavar=("FILE", "LIBRARY"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="the founding articles and their questions")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    reader, mixture = Reader(options.weights), Mixture(options.data)
    with TemporaryDirectory() as folder:
        asked = [
            *of_corpus(options.corpus, Path(folder), reader),
            *of_texts(options.data, mixture, reader),
            *of_news(options.data, mixture, retriever_of(Library(options.library, encoder()), reader)),
        ]
    for file, library in options.judged:
        asked += of_judged(file, retriever_of(Library(library, encoder()), reader))
    judged([one for one in asked if one.sentences]).save(options.weights / "reader.json")


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
    return Asked(kind, question, tuple(evidence_in(question, terms(question), hits)), right)


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


def judged(asked: Sequence[Asked]) -> Judgement:
    """The confidence and the thresholds that the questions ask for; prints what they are worth."""
    kinds = [one.kind for one in asked]
    counts = torch.tensor([1 / kinds.count(kind) for kind in kinds], dtype=torch.double) / len(set(kinds))
    rows = [torch.tensor([sentence.features for sentence in one.sentences], dtype=torch.double) for one in asked]
    right = [torch.tensor([one.right(each.candidate.sentence) for each in one.sentences]) for one in asked]
    weights = conditional(rows, right, counts)
    scores = [table @ weights[:-1] + weights[-1] for table in rows]
    best = torch.stack([score.max() for score in scores])
    answered = torch.stack([label[score.argmax()] for score, label in zip(scores, right, strict=True)])
    scale, shift = logistic(best[:, None], answered, counts)
    confidence = Confidence(Features(*map(float, scale * weights[:-1])), float(scale * weights[-1] + shift))
    chances = torch.sigmoid(scale * best + shift)
    judges = torch.tensor(
        [0.0 if kind in MISLEADING else float(count) for kind, count in zip(kinds, counts, strict=True)]
    )
    limits = {name: threshold(chances, answered, judges, share) for name, share in RIGHT.items()}
    report(chances, answered, kinds, limits)
    print(confidence)
    return Judgement(confidence, limits)


def report(chances: Tensor, right: Tensor, kinds: Sequence[str], limits: Mapping[Strictness, float]) -> None:
    """Prints, for each set, its calibration error and what the thresholds mean."""
    for kind in dict.fromkeys(kinds):
        among = torch.tensor([one == kind for one in kinds])
        found = bins(zip(chances[among].tolist(), right[among].bool().tolist(), strict=True))
        print(f"{kind}, {int(among.sum())} questions: expected calibration error {error(found):.3f}")
        for each in found:
            print(f"  said {each.said:.2f}, right {each.right:.2f}, questions {each.count}")
        for name, limit in limits.items():
            given = among & (chances >= limit)
            share = f"{float(right[given].double().mean()):.3f} right" if given.any() else ""
            print(f"  {name} from {limit:.2f}: {int(given.sum())} answered, {share}")


if __name__ == "__main__":
    main()
