"""python -m qa.reader.training.judge DATA: fits the confidence of an answer, and chooses the threshold.

A logistic regression over what `qa.quote.Evidence` knows of the sentence that comes nearest to an answer, fitted on
questions that the reader was not trained on: held-out ones of SQuAD 2.0, those of RGB with noise and with noise alone,
and news questions of a held-out year planted among news of 2022. Each set counts the same. Prints how it is
calibrated, and writes it to `qa/reader/weights/reader.json`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from rich.progress import track

from ingest.article import EVERYTHING
from ingest.encoder import encoder
from ingest.texts import Texts
from qa.quote import Confidence, evidence_in
from qa.reader.reader import WEIGHTS, Reader
from qa.reader.training.examples import lines, occurrence
from qa.reader.training.mixture import Mixture
from qa.retrieve import READ, Reranked, Words
from qa.terms import terms

RIGHT = 0.9
"""The share of answers that have to be right where the threshold lies."""

FIRST_GUESS = Confidence(odds=1.0, coverage=1.0, absent=-1.0, bias=0.0, threshold=0.5)
"""Chooses the sentence whose confidence is then fitted."""

PENALTY = 1e-3
"""Of the squares of the weights: nothing grows without bound where a set is told apart perfectly."""

BINS = 10

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its texts, and what answers it; nothing where they do not. `kind` is the set that it is of."""

    kind: str
    question: str
    texts: tuple[str, ...]
    answers: tuple[str, ...]


def questions(folder: Path) -> Iterator[Asked]:
    """The questions of all sets."""
    mixture = Mixture(folder)
    for one in mixture.held_out:
        yield Asked("squad", one.question, (one.passage.text,), one.names if one.answer else ())
    for group in mixture.development():
        if len(group) > 1:
            answers = next((one.names for one in group if one.answer), ())
            yield Asked("news", group[0].question, tuple(one.passage.text for one in group), answers)
    for line in lines(folder / "rgb_dev.jsonl.gz"):
        kinds = {"p": line["positive"], "n": line["negative"]}
        mixed = tuple(kinds[name[0]][int(name[1:])] for name in line["by_noise"]["0.8"])
        yield Asked("rgb", line["query"], mixed, tuple(map(str, line["answer"])))
        yield Asked("rgb", line["query"], tuple(line["negative"]), ())


def main() -> None:
    """Reads the arguments, asks, fits, prints and saves."""
    parser = argparse.ArgumentParser(prog="python -m qa.reader.training.judge", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    reader, count = Reader(options.weights), encoder().count
    nearest, right, kinds = [], [], []
    for asked in track(list(questions(options.data)), "asking"):
        texts = Texts(asked.texts, count)
        hits = Reranked(Words(texts), reader).search(asked.question, READ, EVERYTHING)
        found = list(evidence_in(asked.question, terms(asked.question), hits))
        if found:
            best = max(found, key=FIRST_GUESS.of)
            nearest.append(best)
            right.append(any(occurrence(best.candidate.sentence.text, answer) for answer in asked.answers))
            kinds.append(asked.kind)
    weights = np.array([1 / kinds.count(kind) for kind in kinds])
    fitted = fit(np.array([one.features for one in nearest]), np.array(right, float), weights / weights.sum())
    probabilities = np.array([fitted.of(one) for one in nearest])
    confidence = replace(fitted, threshold=threshold(probabilities, np.array(right), weights))
    report(confidence, probabilities, np.array(right), np.array(kinds))
    (options.weights / "reader.json").write_text(json.dumps({"confidence": asdict(confidence)}, indent=1) + "\n")


def fit(rows: Array, right: Array, weights: Array, steps: int = 50) -> Confidence:
    """The logistic regression of greatest likelihood, by Newton's method; threshold .5."""
    found = np.zeros(rows.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (chance - right)) + PENALTY * found
        curve = rows.T @ (rows * (weights * chance * (1 - chance))[:, None]) + PENALTY * np.eye(len(found))
        found -= np.linalg.solve(curve, slope)
    odds, coverage, absent, bias = map(float, found)
    return Confidence(odds, coverage, absent, bias, 0.5)


def threshold(probabilities: Array, right: Array, weights: Array) -> float:
    """The lowest probability from which on the share RIGHT of the answers is right."""
    order = np.argsort(-probabilities)
    shares = np.cumsum((right * weights)[order]) / np.cumsum(weights[order])
    good = np.flatnonzero(shares >= RIGHT)
    return float(probabilities[order][good[-1]]) if len(good) else 1.0


def report(confidence: Confidence, probabilities: Array, right: Array, kinds: Array) -> None:
    """Prints the weights, the reliability in ten bins, and what the threshold means for each set."""
    print(confidence)
    error = 0.0
    for low in np.arange(BINS) / BINS:
        inside = (probabilities >= low) & (probabilities < low + 1 / BINS)
        if inside.any():
            error += inside.mean() * abs(probabilities[inside].mean() - right[inside].mean())
            print(
                f"said {probabilities[inside].mean():.2f}, right {right[inside].mean():.2f}, questions {inside.sum()}"
            )
    print(f"expected calibration error {error:.3f}")
    for kind in dict.fromkeys(kinds.tolist()):
        among = kinds == kind
        for limit in (0.5, confidence.threshold):
            given = among & (probabilities >= limit)
            print(f"{kind} from {limit:.2f}: {given.sum()} of {among.sum()} answered, {right[given].mean():.3f} right")


if __name__ == "__main__":
    main()
