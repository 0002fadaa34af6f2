"""The answer made of quotations: the sentences in which the answer stands, or the reason why there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.article import Span
from ingest.split import is_damaged
from qa.answer import Answer, Claim, Hit, Question, growing
from qa.confidence import Evidence, Judgement, Sure, agree
from qa.intent import is_broad, is_yes_or_no, wants_latest
from qa.premise import contradicted
from qa.refuse import Mentions, reason
from qa.terms import keys, terms
from qa.verify.amounts import amounts

FURTHER = 0.8
"""A further answer is shown from this share of the first one's confidence."""

BROAD = 0.4
"""The same where a question asks for reasons, a list or a position: sentences that bear it out are worth reading."""

LATEST = 0.6
"""The same where a question asks for the latest: the newest of these comes first."""

RELEVANT = 0.02
"""From this confidence on a sentence may have to do with the question: of those that answer questions to the founding
articles 93 in 100 reach it, of all others 13."""

CLEAR = 0.25
"""From this share of its sentence's probability on, a span is a short answer; else the sentence is."""

MOST_CLAIMS, MOST_BROAD, MOST_AGREEING = 3, 4, 3

_CONVERTS = re.compile(r"\s?\((?:about|around|roughly|nearly|approximately|or)?\s?")
"""Between an amount and the same in another currency: "8.026 billion yuan (about $1.2 billion)"."""

_PRONOUN = re.compile(r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those)\b")


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer made of quotations, and the sentences that may have to do with its question, quoted or not."""

    answer: Answer
    relevant: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Quote:
    """Answers from hits that were read, where the confidence reaches the threshold, and else says what is missing."""

    mentions: Mentions
    judgement: Judgement

    def stream(self, question: Question, hits: Sequence[Hit]) -> Iterator[Answer]:
        """The answer claim by claim; each is whole."""
        return growing(self.answer(question, hits))

    def answer(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """One to four claims, each a sentence verbatim with its citation, and the short answer within the first."""
        return self._answer(question, hits, self._weighed(question, hits))

    def quoted(self, question: Question, hits: Sequence[Hit]) -> Quoted:
        """The answer, and the sentences of the hits that may have to do with the question."""
        found = self._weighed(question, hits)
        relevant = frozenset(one.evidence.candidate.sentence for one in found if one.confidence >= RELEVANT)
        return Quoted(self._answer(question, hits, found), relevant)

    def _answer(self, question: Question, hits: Sequence[Hit], found: Sequence[Sure]) -> Answer:
        asked, threshold = terms(question.text), self.judgement.thresholds[question.strictness]
        if not asked or not found:
            return Answer(question.text, reason=reason(question, asked, None, self.mentions), hits=tuple(hits))
        confidence, best = found[0].confidence, found[0].evidence
        denied = contradicted(question.text, asked, best.candidate)
        if denied or confidence < threshold:
            why = denied or reason(question, asked, best.candidate, self.mentions)
            return Answer(question.text, confidence=min(confidence, threshold), reason=why, hits=tuple(hits))
        claims = _broad(found) if is_broad(question.text) else _plain(_ordered(question.text, found), threshold)
        if is_yes_or_no(question.text):
            claims = tuple(replace(claim, short=None) for claim in claims)
        return Answer(question.text, claims, confidence, hits=tuple(hits))

    def _weighed(self, question: Question, hits: Sequence[Hit]) -> list[Sure]:
        """The sentences that were read, the likeliest first."""
        return self.judgement.of(question.text, terms(question.text), hits)


def _ordered(question: str, found: Sequence[Sure]) -> list[Sure]:
    """The sentences with the newest of the best first, where the question asks for the latest."""
    if not wants_latest(question):
        return list(found)
    limit = LATEST * found[0].confidence

    def place(one: Sure) -> int:
        return -(one.evidence.candidate.sentence.article.day or 0) if one.confidence >= limit else 1

    return sorted(found, key=place)


def _plain(found: Sequence[Sure], threshold: float) -> tuple[Claim, ...]:
    """The best sentence and those that answer something else nearly as surely; each cites the articles that agree."""
    groups: list[list[Evidence]] = []
    for sure in found:
        confidence, one = sure.confidence, sure.evidence
        agreed = next((group for group in groups if _agree(group[0], one)), None)
        if agreed is not None:
            if confidence >= threshold and not any(_copies(one, other) for other in agreed):
                agreed.append(one)
        elif not groups or confidence >= max(threshold, FURTHER * found[0].confidence):
            groups.append([one])
    first = groups[0][0].candidate.sentence.article
    return tuple(
        _claim(group[0], group[1:MOST_AGREEING], number == 0 or group[0].candidate.sentence.article != first)
        for number, group in enumerate(groups[:MOST_CLAIMS])
    )


def _broad(found: Sequence[Sure]) -> tuple[Claim, ...]:
    """The best sentence and those that support it; a sentence that two articles have counts once."""
    chosen: list[Evidence] = []
    for sure in found:
        confidence, one = sure.confidence, sure.evidence
        repeated = one.candidate.repeats(other.candidate for other in chosen)
        if confidence >= BROAD * found[0].confidence and not repeated:
            chosen.append(one)
    return tuple(_claim(one, (), one is chosen[0]) for one in chosen[:MOST_BROAD])


def _agree(one: Evidence, other: Evidence) -> bool:
    """Whether both give the same short answer, or one a part of the other's."""
    return agree(keys(one.reading.answer.text), keys(other.reading.answer.text))


def _copies(one: Evidence, other: Evidence) -> bool:
    """Whether they are of one article, or have one sentence from the same agency."""
    first, second = one.candidate.sentence, other.candidate.sentence
    return first.article.id == second.article.id or one.candidate.repeats([other.candidate])


def _claim(evidence: Evidence, agreeing: Sequence[Evidence], with_short: bool) -> Claim:
    """The sentence as it stands, and the one before it where it begins with a pronoun."""
    sentence = evidence.candidate.sentence
    if _PRONOUN.match(sentence.text):
        before = _before(sentence)
        sentence = Span(sentence.article, before.start, sentence.end) if before else sentence
    citations = (sentence, *(one.candidate.sentence for one in agreeing))
    shown = with_short and evidence.reading.clear >= CLEAR
    return Claim(sentence.text, citations, _short(evidence.reading.answer, sentence) if shown else None)


def _short(answer: Span, sentence: Span) -> str:
    """The answer as far as it is in the sentence; an amount in brackets with the one before them that it converts."""
    text = sentence.text
    start, end = answer.start - sentence.start, min(answer.end, sentence.end) - sentence.start
    for one, other in pairwise(amounts(text)):
        inside = one.place.end < start and end <= other.place.end
        converts = one.unit and other.unit and one.unit != other.unit and text.startswith(")", other.place.end)
        if inside and converts and _CONVERTS.fullmatch(text, one.place.end, other.place.start):
            return text[one.place.start : other.place.end + 1]
    return text[start:end]


def _before(sentence: Span) -> Span | None:
    """The sentence before, in the same paragraph and undamaged; None where there is none."""
    article = sentence.article
    for start, end in pairwise(article.sentences):
        if end == sentence.start and not article.is_aside(start):
            found = Span(article, start, end)
            return None if "\n" in found.text or is_damaged(found.stripped()) else found.stripped()
    return None
