"""The answer made of quotations, where a reader has found in which sentence the answer stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp
from operator import mul
from pathlib import Path

from ingest.article import Span
from ingest.split import is_damaged
from qa.answer import Answer, Claim, Hit, Question, Reading
from qa.evidence import Candidate, candidates_in
from qa.extract import MOST_CLAIMS
from qa.refuse import Mentions, reason
from qa.terms import Term, terms

FURTHER = 0.8
"""A further sentence is quoted from this share of the first one's confidence."""

_PRONOUN = re.compile(r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those)\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer: how it covers the question, where the answer stands in it, and how likely."""

    candidate: Candidate
    reading: Reading

    @property
    def features(self) -> tuple[float, float, float, float]:
        """What `Confidence` weighs, in the order of its weights; 1 for the bias."""
        return self.reading.odds, self.candidate.score, float(self.candidate.lacks_essential), 1.0


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely a sentence answers: a logistic regression over what is known of it.

    `odds` weighs the reader's log odds, `coverage` the share of the question that the sentence covers, `absent` that
    a name or number of the question is missing. Made by `qa.reader.training.judge`, as is the `threshold`.
    """

    odds: float
    coverage: float
    absent: float
    bias: float
    threshold: float

    @classmethod
    def load(cls, file: Path) -> Confidence:
        """As `qa.reader.training.judge` wrote it, beside the reader's weights."""
        return cls(**json.loads(file.read_text())["confidence"])

    def of(self, evidence: Evidence) -> float:
        """The probability, 0..1, that the sentence answers."""
        weights = self.odds, self.coverage, self.absent, self.bias
        return 1 / (1 + exp(-sum(map(mul, weights, evidence.features))))


@dataclass(frozen=True, slots=True)
class Quote:
    """Answers from hits that were read, and says what is missing where they do not answer."""

    mentions: Mentions
    confidence: Confidence

    def answer(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """One to three claims, each a sentence verbatim with its citation, and the short answer within the first."""
        asked = terms(question.text)
        found = sorted(
            ((self.confidence.of(one), one) for one in evidence_in(question.text, asked, hits)),
            key=lambda pair: -pair[0],
        )
        sure = [pair for pair in found if pair[0] >= self.confidence.threshold]
        if not asked or not sure:
            nearest = found[0][1].candidate if found else None
            why = reason(question, asked, nearest, self.mentions)
            return Answer(
                question.text, confidence=found[0][0] if found and asked else 0.0, reason=why, hits=tuple(hits)
            )
        confidence, first = sure[0]
        claims = tuple(_claim(one) for one in _chosen(sure))
        return Answer(question.text, claims, first.reading.answer.text, confidence, hits=tuple(hits))


def evidence_in(question: str, asked: Sequence[Term], hits: Sequence[Hit]) -> Iterator[Evidence]:
    """Of each hit that was read, the sentence in which its answer stands."""
    for hit in hits:
        if hit.reading is None:
            continue
        answer = hit.reading.answer
        for found in candidates_in(hit.passage, question, asked):
            if found.sentence.start <= answer.start < found.sentence.end:
                inside = Span(answer.article, answer.start, min(answer.end, found.sentence.end))
                yield Evidence(found, replace(hit.reading, answer=inside))


def _chosen(sure: Sequence[tuple[float, Evidence]]) -> list[Evidence]:
    """The best sentence, and up to two that are nearly as sure; a sentence that two articles have counts once."""
    chosen: list[Evidence] = []
    for confidence, one in sure:
        repeated = one.candidate.repeats(other.candidate for other in chosen)
        if confidence >= FURTHER * sure[0][0] and not repeated:
            chosen.append(one)
    return chosen[:MOST_CLAIMS]


def _claim(evidence: Evidence) -> Claim:
    """The sentence as it stands, and the one before it where it begins with a pronoun."""
    sentence = evidence.candidate.sentence
    if _PRONOUN.match(sentence.text):
        before = _before(sentence)
        sentence = Span(sentence.article, before.start, sentence.end) if before else sentence
    return Claim(sentence.text, (sentence,))


def _before(sentence: Span) -> Span | None:
    """The sentence before, in the same paragraph and undamaged; None where there is none."""
    article = sentence.article
    for start, end in pairwise(article.sentences):
        if end == sentence.start and not article.is_aside(start):
            found = Span(article, start, end)
            return None if "\n" in found.text or is_damaged(found.stripped()) else found.stripped()
    return None
