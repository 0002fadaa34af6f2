"""python -m qa.reader.training.judge DATA LIBRARY [--judged FILE LIBRARY] [--asked FILE]: fits the confidence.

LIBRARY is one of the news articles of DATA (`python -m ingest DATA/news2022_articles.jsonl.gz --library LIBRARY`).
Fitted on questions that the reader was not trained on, for libraries and for texts apart, as different passages compete
there; most sets count alike (SHARE). Of libraries: the founding corpus; quiz questions of the year of the library's
articles and of a held-out year; those of each judged FILE, as `tests.evaluation.reader` reads it, asked of the library
beside it. Of texts: written questions with their passage, and with passages that were retrieved for them; SQuAD 2.0;
RGB with noise and with noise alone. First what orders the sentences of a question, so that one that answers outweighs
all others and "none" (a conditional logit); then, by a logistic regression (Platt 1999), how likely the first one
answers. Prints how that is calibrated on questions that it was not fitted to, and writes it to
`qa/reader/weights/reader.json`.

What was asked is written to `--asked`, and read from it where it is there: another fit takes seconds.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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
from qa.confidence import Asked as Place
from qa.confidence import Features, Judgement, evidence_in, save
from qa.followup import whole
from qa.reader.reader import WEIGHTS, Reader
from qa.reader.training.examples import lines, news, occurrence, rgb_answers, rgb_texts
from qa.reader.training.fit import conditional, logistic, threshold
from qa.reader.training.mixture import Mixture
from qa.reader.training.reliability import bins, drawing, error
from qa.retrieve import READ, Reranked, Retriever, Words
from qa.terms import terms

RIGHT: dict[Place, dict[Strictness, float]] = {
    "library": {"lenient": 0.8, "normal": 0.9, "strict": 0.95},
    "texts": {"lenient": 0.75, "normal": 0.8, "strict": 0.9},
}
"""The share of answers that have to be right from each threshold on; all sets but the misleading ones count alike. Who
gives texts with a question expects them to answer: at .9 only .36 of the written questions would be answered rightly,
at .8 .53, and .89 of the absent ones are refused all the same."""

SHARE = {"quizzes": 0.25, "squad2": 0.25, "rgb": 0.25}
"""What these sets count beside the others' 1: alike, they press down the confidences of questions that people ask
(with quizzes .9 right is reached by 46 answers to founding questions, so by 63; what is written is .12 off, so .06)."""

TEXTS = frozenset({"written", "retrieved", "squad2", "rgb"})
"""Sets that come with texts; the others are asked of a library."""

MISLEADING = frozenset({"squad2", "rgb", "quizzes", "retrieved"})
"""Sets that do not choose the thresholds: written to mislead, or right answers in other words than the file has."""

ORDERS = ("odds", "rank")
"""The features by which the sentences of one question compare; with the coverage no more are right."""

OF_TEXTS = ("odds", "rank", "rival")
"""The features that are known of texts; the others get the weight 0. Where the written near misses set the fit, words
that a sentence shares with a question speak against it, and plain questions to a text would be refused."""

FOLDS = 5
"""Each question is judged by a fit to the others', for what is printed."""

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


def main() -> None:
    """Reads the arguments, asks, fits, prints and saves."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.judge", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--judged", nargs=2, type=Path, action="append", default=[], metavar=("FILE", "LIBRARY"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="the founding articles and their questions")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--diagrams", type=Path, help="the folder for a drawing of how each set is calibrated")
    parser.add_argument("--asked", type=Path, help="where what was asked is kept")
    options = parser.parse_args()
    if options.asked and options.asked.exists():
        asked = [kept(line) for line in lines(options.asked)]
    else:
        asked = all_asked(options)
    if options.asked:
        made = (json.dumps(asdict(one)) for one in asked)
        options.asked.write_text("\n".join(made) + "\n")
    judgements: dict[Place, Judgement] = {
        "library": judged([one for one in asked if one.kind not in TEXTS], RIGHT["library"], options.diagrams),
        "texts": judged([known(one) for one in asked if one.kind in TEXTS], RIGHT["texts"], options.diagrams),
    }
    save(judgements, options.weights / "reader.json")


def kept(line: dict[str, Any]) -> Asked:
    """What `--asked` has on a line: the fields of Asked."""
    return Asked(**line | {"features": [Features(*row) for row in line["features"]]})


def known(asked: Asked) -> Asked:
    """What is asked of texts, with the features that are known of them."""
    nothing = Features(*[0.0] * len(Features._fields))
    return replace(asked, features=[nothing._replace(**{n: getattr(f, n) for n in OF_TEXTS}) for f in asked.features])


def all_asked(options: argparse.Namespace) -> list[Asked]:
    """All sets, asked and read; questions for which nothing was read are left out."""
    reader, mixture = Reader(options.weights), Mixture(options.data)
    with TemporaryDirectory() as folder:
        asked = [
            *of_corpus(options.corpus, Path(folder), reader),
            *of_texts(options.data, mixture, reader),
            *of_news(options.data, mixture, retriever_of(Library(options.library, encoder()), reader)),
        ]
    for file, library in options.judged:
        asked += of_judged(file, retriever_of(Library(library, encoder()), reader))
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


def judged(asked: Sequence[Asked], shares: Mapping[Strictness, float], diagrams: Path | None) -> Judgement:
    """The confidence and the thresholds that the questions ask for; prints what they are worth, and draws it."""
    kinds = [one.kind for one in asked]
    counts = torch.tensor([SHARE.get(kind, 1.0) / kinds.count(kind) for kind in kinds], dtype=torch.double)
    counts /= counts.sum()
    folds = torch.tensor([zlib.crc32(one.question.encode()) % FOLDS for one in asked])
    chances, right = torch.zeros(len(asked), dtype=torch.double), torch.zeros(len(asked), dtype=torch.bool)
    for fold in track(range(FOLDS), "fitting"):
        order, weights, bias = fitted(asked, counts * (folds != fold))
        for at in torch.nonzero(folds == fold).flatten().tolist():
            best = first(asked[at], order)
            chances[at] = torch.sigmoid(torch.tensor(asked[at].features[best].times(weights) + bias))
            right[at] = asked[at].right[best]
    judges = counts * torch.tensor([kind not in MISLEADING for kind in kinds])
    limits = {name: threshold(chances, right, judges, share) for name, share in shares.items()}
    report(chances, right, kinds, limits, diagrams)
    order, weights, bias = fitted(asked, counts)
    print(f"order {order}\nweights {weights}, bias {bias:.3f}")
    return Judgement(order, weights, bias, limits)


def fitted(asked: Sequence[Asked], counts: Tensor) -> tuple[Features, Features, float]:
    """What orders the sentences, and the weights and bias of how likely the first one answers."""
    columns = [Features._fields.index(name) for name in ORDERS]
    tables = [torch.tensor(one.features, dtype=torch.double) for one in asked]
    by = conditional([table[:, columns] for table in tables], [torch.tensor(one.right) for one in asked], counts)
    order = Features(**dict.fromkeys(Features._fields, 0.0) | dict(zip(ORDERS, by.tolist(), strict=False)))
    best = [first(one, order) for one in asked]
    right = torch.tensor([one.right[at] for one, at in zip(asked, best, strict=True)])
    *weights, bias = logistic(
        torch.stack([table[at] for table, at in zip(tables, best, strict=True)]), right, counts
    ).tolist()
    return order, Features(*weights), bias


def first(asked: Asked, order: Features) -> int:
    """Which of the sentences comes first."""
    return max(range(len(asked.features)), key=lambda at: asked.features[at].times(order))


def report(
    chances: Tensor, right: Tensor, kinds: Sequence[str], limits: Mapping[Strictness, float], diagrams: Path | None
) -> None:
    """Prints, for each set, its calibration error and what the thresholds mean, and draws the one."""
    for kind in dict.fromkeys(kinds):
        among = torch.tensor([one == kind for one in kinds])
        found = bins(zip(chances[among].tolist(), right[among].bool().tolist(), strict=True))
        print(f"{kind}, {int(among.sum())} questions: expected calibration error {error(found):.3f}")
        if diagrams:
            diagrams.mkdir(parents=True, exist_ok=True)
            (diagrams / f"{kind}.svg").write_text(drawing(found, kind))
        for each in found:
            print(f"  said {each.said:.2f}, right {each.right:.2f}, questions {each.count}")
        for name, limit in limits.items():
            given = among & (chances >= limit)
            share = f"{float(right[given].double().mean()):.3f} right" if given.any() else ""
            print(f"  {name} from {limit:.2f}: {int(given.sum())} answered, {share}")


if __name__ == "__main__":
    main()
