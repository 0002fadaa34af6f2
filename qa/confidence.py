"""How likely a sentence answers a question: what the reader and the words of the question say, weighed together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import mul
from pathlib import Path
from typing import NamedTuple

from qa.answer import Hit, Reading, Strictness
from qa.evidence import Candidate, candidates_in
from qa.terms import Kind, Term

SOUND = 0.7
"""The share of the question that a sound sentence covers; it lacks no name and no number."""

LIMIT = 6.0
"""Log odds beyond this, to either side, tell nothing more."""


class Features(NamedTuple):
    """What is known of a sentence.

    `odds`: the reader's log odds. `coverage`: the share of the question that it covers; `lead`: how far that is below
    the best sentence. `sound`: it covers enough, and no name or number is missing; `leads`: sound, and none covers
    more; `sound_odds`: the odds of a sound one, which need less of the reader. `names`, `numbers`: the shares of the
    question's that are missing. `rank`: the score of its passage as a share of the best one's.
    """

    odds: float
    coverage: float
    lead: float
    sound: float
    leads: float
    sound_odds: float
    names: float
    numbers: float
    rank: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: how it covers the question, and where in it the answer would stand."""

    candidate: Candidate
    reading: Reading
    features: Features


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely a sentence answers: a logistic regression over its features. Made by `qa.reader.training.judge`."""

    weights: Features
    bias: float

    def of(self, evidence: Evidence) -> float:
        """The probability, 0..1, that the sentence answers."""
        return 1 / (1 + exp(-self.bias - sum(map(mul, self.weights, evidence.features))))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The confidence, and from which one on an answer is given, by the name of the strictness."""

    confidence: Confidence
    thresholds: Mapping[Strictness, float]

    @classmethod
    def load(cls, file: Path) -> Judgement:
        """As it was saved."""
        fields = json.loads(file.read_text())
        return cls(Confidence(Features(**fields["weights"]), fields["bias"]), fields["thresholds"])

    def save(self, file: Path) -> None:
        """Writes it to a file for `load`."""
        weights, bias = self.confidence.weights._asdict(), self.confidence.bias
        file.write_text(json.dumps({"weights": weights, "bias": bias, "thresholds": self.thresholds}, indent=1) + "\n")


def evidence_in(question: str, asked: Sequence[Term], hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences of the hits that were read."""
    found = list(_sentences(question, asked, hits))
    best = max((candidate.score for candidate, _, _ in found), default=0.0)
    top = max((hit.score for hit in hits), default=0.0)
    weighed = []
    for candidate, reading, hit in found:
        odds = max(-LIMIT, min(LIMIT, reading.odds))
        sound = float(candidate.score >= SOUND and not candidate.lacks_essential)
        features = Features(
            odds=odds,
            coverage=candidate.score,
            lead=candidate.score - best,
            sound=sound,
            leads=sound * (candidate.score == best),
            sound_odds=sound * odds,
            names=_missing(Kind.NAME, asked, candidate),
            numbers=_missing(Kind.NUMBER, asked, candidate),
            rank=hit.score / top if top > 0 else 0.0,
        )
        weighed.append(Evidence(candidate, reading, features))
    return weighed


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
