"""python -m qa.reader.training.judge DATA LIBRARY: fits the confidence of an answer, and chooses the thresholds.

LIBRARY is one of the news articles of DATA (`python -m ingest DATA/news2022_articles.jsonl.gz --library LIBRARY`).
Fitted on questions that the reader was not trained on: held-out ones of SQuAD 2.0, those of RGB with noise and with
noise alone, news questions of a held-out year planted among news of 2022, those of the founding corpus, and news
questions of 2022 and of the held-out year asked of the library. First the weights, so that a sentence that answers
outweighs all others and "none" (a conditional logit); then, by one logistic regression (Platt 1999), what its weight
means for the best sentence of a question. Prints how it is calibrated, and writes it to
`qa/reader/weights/reader.json`.
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
from qa.answer import Strictness
from qa.assemble import retriever_of
from qa.confidence import Confidence, Evidence, Features, Judgement, evidence_in
from qa.reader.reader import WEIGHTS, Reader
from qa.reader.training.examples import lines, news, occurrence, rgb_answers, rgb_texts
from qa.reader.training.mixture import Mixture
from qa.reader.training.reliability import bins, error
from qa.retrieve import READ, Reranked, Retriever, Words
from qa.terms import terms

RIGHT: dict[Strictness, float] = {"lenient": 0.85, "normal": 0.9, "strict": 0.92}
"""The share of answers that have to be right from each threshold on; beyond the last the development data thin out."""

SHARE = {"news": 0.5, "founding": 3.0, "rgb": 0.1, "squad": 0.1, "this year": 0.3, "other year": 0.3}
"""What each set counts for the weights. The unanswerable questions of SQuAD 2.0 were written to mislead, and of RGB's
noise a third answers in other words than the file has: with more of them everything else is refused."""

JUDGED_BY = {"news": 0.1, "founding": 1.0, "rgb": 0.0, "squad": 0.0, "this year": 0.0, "other year": 0.0}
"""What each set counts for the thresholds. Half of the planted news were twisted to mislead, which people who want to
know something do not do; whether an answer to a news question is right is told by its words alone."""

THIS_YEAR, OTHER_YEAR = 3, 6
"""Of the news questions that are asked of the library each third, and of those of the held-out year each sixth."""

PENALTY = 1e-4
"""Of the squares of the weights: nothing grows without bound where a set is told apart perfectly."""


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
    """News questions of the year of the library's articles, and of a held-out year, which they do not answer."""
    this_year = news(folder / "news2022_questions.jsonl.gz")[::THIS_YEAR]
    for one in track(this_year, "news of 2022"):
        yield _asked("this year", one.question, retriever, partial(_has, names=one.names))
    for one in track(mixture.held_out_news[::OTHER_YEAR], "news of another year"):
        yield _asked("other year", one.question, retriever, lambda _: False)


def of_texts(folder: Path, mixture: Mixture, reader: Reader) -> Iterator[Asked]:
    """The questions that come with texts."""
    count = encoder().count
    for kind, question, texts, answers in track(list(_with_texts(folder, mixture)), "texts"):
        retriever = Reranked(Words(Texts(texts, count)), reader)
        yield _asked(kind, question, retriever, partial(_has, names=answers))


def _asked(kind: str, question: str, retriever: Retriever, right: Callable[[Span], bool]) -> Asked:
    hits = retriever.search(question, READ, EVERYTHING)
    return Asked(kind, question, tuple(evidence_in(question, terms(question), hits)), right)


def _with_texts(folder: Path, mixture: Mixture) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Set, question, its texts, and what answers it; nothing where they do not."""
    for one in mixture.held_out:
        yield "squad", one.question, (one.passage.text,), one.names if one.answer else ()
    for group in mixture.development():
        if len(group) > 1:
            answers = next((one.names for one in group if one.answer), ())
            yield "news", group[0].question, tuple(one.passage.text for one in group), answers
    for line in lines(folder / "rgb_dev.jsonl.gz"):
        yield "rgb", line["query"], rgb_texts(line), rgb_answers(line)
        yield "rgb", line["query"], tuple(line["negative"]), ()


def judged(asked: Sequence[Asked]) -> Judgement:
    """The confidence and the thresholds that the questions ask for; prints what they are worth."""
    kinds = [one.kind for one in asked]
    counts, judges = _counts(kinds, SHARE), _counts(kinds, JUDGED_BY)
    rows = [torch.tensor([sentence.features for sentence in one.sentences], dtype=torch.double) for one in asked]
    right = [torch.tensor([one.right(each.candidate.sentence) for each in one.sentences]) for one in asked]
    weights = conditional(rows, right, counts)
    scores = [table @ weights[:-1] + weights[-1] for table in rows]
    best = torch.stack([score.max() for score in scores])
    answered = torch.stack([label[score.argmax()] for score, label in zip(scores, right, strict=True)])
    scale, shift = logistic(best, answered, counts)
    confidence = Confidence(Features(*map(float, scale * weights[:-1])), float(scale * weights[-1] + shift))
    chances = torch.sigmoid(scale * best + shift)
    limits = {name: threshold(chances, answered, judges, share) for name, share in RIGHT.items()}
    report(chances, answered, kinds, limits)
    print(confidence)
    return Judgement(confidence, limits)


def _counts(kinds: Sequence[str], shares: Mapping[str, float]) -> Tensor:
    """What each question counts, 1 in all, so that the sets have those shares."""
    counts = torch.tensor([shares[kind] / kinds.count(kind) for kind in kinds], dtype=torch.double)
    return counts / counts.sum()


def conditional(rows: Sequence[Tensor], right: Sequence[Tensor], counts: Tensor) -> Tensor:
    """The weights of the features, and of the bias last, under which the sentences that answer are likeliest.

    `rows` has a table (sentences, features) for each question, `right` which of them answer. "None answers" has weight
    0; where a question has no answer it is the right one.
    """

    def value(weights: Tensor) -> Tensor:
        zero = torch.zeros(1, dtype=torch.double)
        parts = []
        for table, label in zip(rows, right, strict=True):
            scores = torch.cat([table @ weights[:-1] + weights[-1], zero])
            among = torch.cat([label, ~label.any().reshape(1)])
            parts.append(torch.logsumexp(scores, 0) - torch.logsumexp(scores[among], 0))
        return (counts * torch.stack(parts)).sum() + PENALTY * weights.square().sum()

    return least(value, rows[0].shape[1] + 1)


def logistic(scores: Tensor, right: Tensor, counts: Tensor) -> tuple[Tensor, Tensor]:
    """Scale and shift under which the sigmoid of a score is the share that is right (Platt 1999)."""
    found = least(
        lambda line: torch.nn.functional.binary_cross_entropy_with_logits(
            line[0] * scores + line[1], right.double(), counts, reduction="sum"
        ),
        2,
    )
    return found[0], found[1]


def least(value: Callable[[Tensor], Tensor], size: int) -> Tensor:
    """Where a smooth function of `size` numbers is least, by L-BFGS from zero."""
    found = torch.zeros(size, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([found], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        result = value(found)
        result.backward()  # type: ignore[no-untyped-call] # torch does not annotate it
        return result

    optimizer.step(closure)  # type: ignore[no-untyped-call] # torch does not annotate it
    return found.detach()


def threshold(chances: Tensor, right: Tensor, counts: Tensor, share: float) -> float:
    """The lowest probability from which on that share of the answers, in hundredths, is right; 1 if there is none."""
    order = torch.argsort(-chances)
    shares = torch.cumsum((right * counts)[order], 0) / torch.cumsum(counts[order], 0)
    good = torch.nonzero((shares.round(decimals=2) >= share) & (counts[order] > 0))
    return float(chances[order][good[-1]]) if len(good) else 1.0


def report(chances: Tensor, right: Tensor, kinds: Sequence[str], limits: Mapping[Strictness, float]) -> None:
    """Prints the reliability in ten bins, and what the thresholds mean for each set."""
    found = bins(zip(chances.tolist(), right.bool().tolist(), strict=True))
    for each in found:
        print(f"said {each.said:.2f}, right {each.right:.2f}, questions {each.count}")
    print(f"expected calibration error {error(found):.3f}")
    for kind in SHARE:
        among = torch.tensor([one == kind for one in kinds])
        for name, limit in limits.items():
            given = among & (chances >= limit)
            share = f"{float(right[given].double().mean()):.3f} right" if given.any() else ""
            print(f"{kind}, {name} from {limit:.2f}: {int(given.sum())} of {int(among.sum())} answered, {share}")


if __name__ == "__main__":
    main()
