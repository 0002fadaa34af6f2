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
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor

from qa.answer import Strictness
from qa.confidence import Features, Judgement, Place, save
from qa.reader.reader import WEIGHTS
from qa.reader.training.asked import TEXTS, Asked, all_asked, kept
from qa.reader.training.examples import lines
from qa.reader.training.fit import conditional, logistic, threshold
from qa.reader.training.reliability import bins, drawing, error

RIGHT: dict[Place, dict[Strictness, float]] = {
    "library": {"lenient": 0.8, "normal": 0.9, "strict": 0.95},
    "texts": {"lenient": 0.75, "normal": 0.8, "strict": 0.9},
}
"""The share of answers that have to be right from each threshold on; all sets but the misleading ones count alike. Who
gives texts with a question expects them to answer: at .9 only .36 of the written questions would be answered rightly,
at .8 .53, and .89 of the absent ones are refused all the same."""

SHARE = {"quizzes": 0.25, "squad2": 0.25, "rgb": 0.25}
"""What these sets count beside the others' 1. Alike, the confidences of written questions are .14 off, so .09; quizzes
make hardly a difference (62 founding questions are answered, so 63)."""

MISLEADING = frozenset({"squad2", "rgb", "quizzes", "retrieved"})
"""Sets that do not choose the thresholds: written to mislead, or right answers in other words than the file has."""

ORDERS = ("odds", "rank")
"""The features by which the sentences of one question compare; with the coverage as well three more of 139 come
first, and as many are answered rightly."""

OF_TEXTS = ("odds", "rank", "rival")
"""The features that are known of texts; the others get the weight 0. Where the written near misses set the fit, words
that a sentence shares with a question speak against it, and plain questions to a text would be refused."""

FOLDS = 5
"""Each question is judged by a fit to the others', for what is printed."""


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
        asked = all_asked(options.data, options.library, options.corpus, options.weights, options.judged)
        if options.asked:
            options.asked.write_text("".join(json.dumps(asdict(one)) + "\n" for one in asked))
    judgements: dict[Place, Judgement] = {
        "library": judged([one for one in asked if one.kind not in TEXTS], RIGHT["library"], options.diagrams),
        "texts": judged([known(one) for one in asked if one.kind in TEXTS], RIGHT["texts"], options.diagrams),
    }
    save(judgements, options.weights / "reader.json")


def known(asked: Asked) -> Asked:
    """What is asked of texts, with the features that are known of them."""
    nothing = Features(*[0.0] * len(Features._fields))
    return replace(asked, features=[nothing._replace(**{n: getattr(f, n) for n in OF_TEXTS}) for f in asked.features])


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
