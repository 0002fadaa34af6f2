"""The answer made of quotations: sentences of the found passages that say what the question asks, or none.

No model decides here. A sentence answers when the question's names and numbers occur with it and most of its other
words do, and when it has what the question word asks for: an amount, a number, a time, a name. That misses paraphrases;
it is made to refuse rather than to guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.article import EVERYTHING, Filter, Span
from ingest.split import is_damaged
from qa.answer import Answer, Claim, Hit, Question
from qa.terms import Kind, Term, Words, joined, terms, tokens, words

PASSAGES = 12
"""Hits whose sentences are looked at."""

THRESHOLD = 0.7
"""The share of the question that a sentence has to cover."""

NEARBY = {Kind.NAME: 0.85, Kind.NUMBER: 0.75, Kind.WORD: 0.7}
"""What a term counts that stands in the sentence before or after, in the title or in the date: names are taken up by
pronouns, words are not."""

AROUND = 0.5
"""What it counts elsewhere in the passage."""

PARTICIPLE = 0.3
"""What a word in -ed counts that is only nearby: it is what the sentence itself has to say of its subject."""

FURTHER = 0.9
"""A further sentence is quoted from this share of the best one's score, if it adds a word of the question."""

MOST_CLAIMS = 3

_MONEY = (
    r"[$€£¥]\s?\d|\d[\d.,]*\s(?:thousand |million |billion |trillion )?(?:yuan|dollars?|euros?|pounds?|yen|rupees?)\b"
)
_TIME = (
    r"\b(?:1[6-9]|20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December|today|yesterday|weeks?|months?|years?|days?|hours?)\b"
)
_COUNT = r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?)\b"

EXPECTED = (
    (re.compile(r"\bhow (?:much|many|long|much time) (?:time|days|weeks|months|years)\b|\bhow long\b", re.I), _TIME),
    (re.compile(r"\bhow much\b|\bwhat (?:was|is) the (?:fine|amount|sum|price)\b", re.I), rf"{_MONEY}|\d\s?%|percent"),
    (re.compile(r"\bhow (?:many|old)\b|\bnumber of\b", re.I), _COUNT),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:day|date|month|year|time)\b", re.I), _TIME),
)
"""What a question in these words wants to see in the sentence."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, the share of the question that it covers, and the question's terms that it has itself."""

    sentence: Span
    score: float
    own: frozenset[Term]
    missing: frozenset[Term]


@dataclass(frozen=True, slots=True)
class Extract:
    """Answers from hits. `mentions` tells whether any article that passes the filter has the words of a phrase."""

    mentions: Callable[[str, Filter], bool]

    def answer(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """One to three claims, each a sentence verbatim with its citation; or none, and what is missing."""
        asked = terms(question.text)
        candidates = sorted(
            (found for hit in hits[:PASSAGES] for found in candidates_in(hit.passage, question.text, asked)),
            key=lambda found: -found.score,
        )
        sound = [found for found in candidates if found.score >= THRESHOLD and not _lacks_essential(found)]
        if not asked or not sound:
            reason = self._reason(question, asked, candidates)
            return Answer(question.text, reason=reason, hits=tuple(hits))
        claims = tuple(Claim(found.sentence.text, (found.sentence,)) for found in _chosen(sound))
        return Answer(question.text, claims, confidence=min(1.0, sound[0].score), hits=tuple(hits))

    def _reason(self, question: Question, asked: Sequence[Term], candidates: Sequence[Candidate]) -> str:
        if not asked:
            return "The question names nothing that an article could be searched for."
        where = "No article of these dates and sources" if question.filter != EVERYTHING else "No article"
        absent = [term for term in asked if not self.mentions(term.text, question.filter)]
        essential = [term.text for term in absent if term.kind is not Kind.WORD]
        if essential:
            return f"{where} mentions {joined(essential)}."
        if absent:
            return f"{where} mentions {joined([f'“{term.text}”' for term in absent])}."
        if not candidates:
            return f"{where} speaks of this."
        missing = [term.text for term in asked if term in candidates[0].missing]
        if missing:
            return f"The nearest passages do not mention {joined(missing)} together with the rest of the question."
        return "The nearest passages speak of this and do not answer the question."


def candidates_in(passage: Span, question: str, asked: Sequence[Term]) -> list[Candidate]:
    """The sentences of a passage with the share of the question that each covers."""
    article = passage.article
    before, sentences, after = _around(passage)
    own = [words(sentence.text) for sentence in (*before, *sentences, *after)]
    heading = words(f"{article.title} {article.source}")
    dated = words(f"{article.published:%d %B %Y}" if article.published else "")
    found = []
    for at, sentence in enumerate(sentences, len(before)):
        nearby = [*own[max(0, at - 1) : at], *own[at + 1 : at + 2], heading, dated]
        marks = {term: _mark(term, own[at], nearby, own) for term in asked}
        score = sum(marks.values()) / max(1, len(asked))
        score *= 1.0 if has_expected(question, sentence.text) else 0.6
        score *= agency(question, sentence.text)
        score *= 0.85 if is_damaged(sentence) else 1.0
        itself = frozenset(term for term, mark in marks.items() if mark == 1)
        missing = frozenset(term for term, mark in marks.items() if not mark)
        found.append(Candidate(sentence, score, itself, missing))
    return found


def has_expected(question: str, sentence: str) -> bool:
    """Whether the sentence has an amount, a number or a time where the question asks for one."""
    for asks, wanted in EXPECTED:
        if asks.search(question):
            return bool(re.search(wanted, sentence))
    return True


def agency(question: str, sentence: str) -> float:
    """A factor for questions for somebody: more where the sentence says by whom, less where it names nobody else."""
    if not re.search(r"\bwho(?:m|se)?\b|\bwhich\b", question, re.I):
        return 1.0
    if any(f"{verb} by " in sentence for verb in re.findall(r"\b\w+ed\b", question)):
        return 1.2
    names = re.findall(r"\b[A-Z][a-z]+ (?:of (?:the )?)?[A-Z][a-z]+", sentence)
    return 1.0 if any(name not in question for name in names) else 0.95


def _around(passage: Span) -> tuple[list[Span], list[Span], list[Span]]:
    """The sentence before a passage, its own, and the one after."""
    article = passage.article
    before = Span(article, 0, passage.start).sentences()[-1:] if passage.start else []
    after = Span(article, passage.end, len(article.text)).sentences()[:1] if passage.end < len(article.text) else []
    return before, passage.sentences(), after


def _mark(term: Term, own: Words, nearby: Sequence[Words], passage: Sequence[Words]) -> float:
    if own.mention(term):
        return 1.0
    if any(text.mention(term) for text in nearby):
        return PARTICIPLE if term.kind is Kind.WORD and term.text.endswith("ed") else NEARBY[term.kind]
    return AROUND if any(text.mention(term) for text in passage) else 0.0


def _lacks_essential(found: Candidate) -> bool:
    return any(term.kind is not Kind.WORD for term in found.missing)


def _chosen(sound: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, and up to two that are nearly as good and say something that those before do not."""
    best = sound[0]
    chosen = [best]
    for found in sound[1:]:
        said = frozenset[Term]().union(*(before.own for before in chosen))
        repeated = any(tokens(found.sentence.text) == tokens(before.sentence.text) for before in chosen)
        if found.score >= FURTHER * best.score and found.own - said and not repeated:
            chosen.append(found)
    return chosen[:MOST_CLAIMS]
