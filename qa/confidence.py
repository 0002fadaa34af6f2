"""Which sentence answers a question, and how likely it does: the reader's odds, with what retrieval and words add."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, log2
from operator import mul
from pathlib import Path
from typing import Literal, NamedTuple

from qa.answer import Hit, Reading, Strictness
from qa.evidence import Candidate, candidates_in
from qa.terms import Kind, Term, keys

LIMIT = 8.0
"""Log odds beyond this, to either side, tell nothing more."""

Place = Literal["library", "texts"]
"""Where a question is asked: in a library, where hundreds of passages compete, or of a few texts that somebody gave
with it."""


class Features(NamedTuple):
    """What is known of a sentence.

    `odds`: the reader's log odds. `rank`: the score of its passage as a share of the best one's. `rival`: the highest
    log odds of a sentence that says something else. `coverage`: the share of the question that it covers. `names`,
    `numbers`: the shares of the question's that are missing. `passages`: the binary logarithm of how many were read; in
    a library that is read whole nothing better stands elsewhere.
    """

    odds: float
    rank: float
    rival: float
    coverage: float
    names: float
    numbers: float
    passages: float

    def times(self, weights: Features) -> float:
        """The sum of the features, each times its weight."""
        return sum(map(mul, weights, self), 0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: how it covers the question, and where in it the answer would stand."""

    candidate: Candidate
    reading: Reading
    features: Features


@dataclass(frozen=True, slots=True)
class Sure:
    """A sentence, and how likely it answers, 0..1."""

    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Judgement:
    """Which sentence comes first, how likely it answers, and from which confidence on an answer is given.

    `order` are the weights of a conditional logit, by which sentences of one question compare; `weights` and `bias`
    those of a logistic regression, by which the first ones of different questions do; `thresholds` are by the name of
    the strictness. Made by `qa.reader.training.judge`.
    """

    order: Features
    weights: Features
    bias: float
    thresholds: Mapping[Strictness, float]

    def of(self, question: str, asked: Sequence[Term], hits: Sequence[Hit]) -> list[Sure]:
        """The sentences of the hits that were read, the likeliest first."""
        found = sorted(evidence_in(question, asked, hits), key=lambda one: -one.features.times(self.order))
        return [Sure(1 / (1 + exp(-self.bias - one.features.times(self.weights))), one) for one in found]

    @classmethod
    def load(cls, file: Path, place: Place) -> Judgement:
        """As it was saved for that place."""
        fields = json.loads(file.read_text())[place]
        order, weights = Features(**fields["order"]), Features(**fields["weights"])
        return cls(order, weights, fields["bias"], fields["thresholds"])


def save(judgements: Mapping[Place, Judgement], file: Path) -> None:
    """Writes them to a file for `Judgement.load`."""
    fields = {
        place: asdict(one) | {"order": one.order._asdict(), "weights": one.weights._asdict()}
        for place, one in judgements.items()
    }
    file.write_text(json.dumps(fields, indent=1) + "\n")


def evidence_in(question: str, asked: Sequence[Term], hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences of the hits that were read."""
    found = list(_sentences(question, asked, hits))
    answers = [keys(reading.answer.text) for _, reading, _ in found]
    likeliest = sorted(zip((reading.odds for _, reading, _ in found), answers, strict=True), key=lambda one: -one[0])
    top = max((hit.score for hit in hits), default=0.0)
    passages = log2(max(1, sum(bool(hit.readings) for hit in hits)))
    weighed = []
    for (candidate, reading, hit), answer in zip(found, answers, strict=True):
        features = Features(
            odds=_limited(reading.odds),
            rank=hit.score / top if top > 0 else 0.0,
            rival=_limited(next((odds for odds, other in likeliest if not agree(answer, other)), -LIMIT)),
            coverage=candidate.score,
            names=_missing(Kind.NAME, asked, candidate),
            numbers=_missing(Kind.NUMBER, asked, candidate),
            passages=passages,
        )
        weighed.append(Evidence(candidate, reading, features))
    return weighed


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two short answers, by their keys, are the same, or one a part of the other."""
    return bool(one and other) and (one <= other or other <= one)


def _limited(odds: float) -> float:
    return max(-LIMIT, min(LIMIT, odds))


def _sentences(question: str, asked: Sequence[Term], hits: Sequence[Hit]) -> Iterator[tuple[Candidate, Reading, Hit]]:
    for hit in hits:
        if not hit.readings:
            continue
        for candidate in candidates_in(hit.passage, question, asked):
            sentence = candidate.sentence
            for reading in hit.readings:
                if sentence.start <= reading.answer.start < sentence.end:
                    yield candidate, reading, hit


def _missing(kind: Kind, asked: Sequence[Term], candidate: Candidate) -> float:
    """The share of the question's terms of that kind that nothing ties to the sentence; 0 where it has none."""
    terms = [term for term in asked if term.kind is kind]
    return sum(term in candidate.missing for term in terms) / len(terms) if terms else 0.0
