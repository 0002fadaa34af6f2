"""How much of a question a sentence covers, by itself and with what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.article import Article, Span
from ingest.split import is_damaged
from qa.terms import Kind, Term, Words, tokens, words

TAKEN_UP = 0.85
"""What a name counts that stands in the sentence before or in the title: a pronoun may stand for it."""

OTHER_NAME = 0.4
"""What it counts there if the sentence is about somebody else, whom it names itself."""

NEARBY = 0.7
"""What a word or number counts that stands in the sentence before or after, in the title or the date."""

AROUND = 0.5
"""What a term counts elsewhere in the passage."""

PARTICIPLE = 0.3
"""What a word in -ed counts that is only nearby: it is what the sentence itself has to say of its subject."""

UNEXPECTED, UNNAMED, BY_WHOM, DAMAGED = 0.6, 0.95, 1.2, 0.85
"""Factors for a sentence without what the question word asks for, without another name where a question asks who, with
the very agent ("issued by"), and for one that is damaged."""

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
    """A sentence, the share of the question that it covers, and the question's terms that nothing ties to it."""

    sentence: Span
    score: float
    missing: frozenset[Term]

    @property
    def lacks_essential(self) -> bool:
        """Whether a name or number of the question is missing."""
        return any(term.kind is not Kind.WORD for term in self.missing)

    def repeats(self, others: Iterable[Candidate]) -> bool:
        """Whether one of the others has the same words."""
        own = tokens(self.sentence.text)
        return any(own == tokens(other.sentence.text) for other in others)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a term occurs: in which sentences of a passage (with one before and one after), in title and date.

    `named` says that it counts as a name: the question writes it as one, or the passage does.
    """

    term: Term
    sentences: Sequence[bool]
    heading: bool
    dated: bool
    named: bool

    def mark(self, at: int, others: bool) -> float:
        """What the term counts for the sentence at that place, 0..1; `others`: the sentence has names of its own."""
        if self.sentences[at]:
            return 1.0
        if self.named:
            return self._taken_up(at, others)
        if self.sentences[at - 1] or self.sentences[at + 1] or self.heading or self.dated:
            return PARTICIPLE if self.term.kind is Kind.WORD and self.term.text.endswith("ed") else NEARBY
        return AROUND if any(self.sentences) else 0.0

    def _taken_up(self, at: int, others: bool) -> float:
        """What a name counts for a sentence that does not have it: a pronoun may stand for it."""
        if self.dated:
            return NEARBY
        if not others and (self.sentences[at - 1] or self.heading):
            return TAKEN_UP
        if not others and any(self.sentences[:at]):
            return NEARBY
        return OTHER_NAME if any(self.sentences) or self.heading else 0.0


def candidates_in(passage: Span, question: str, asked: Sequence[Term]) -> list[Candidate]:
    """The sentences of a passage with the share of the question that each covers."""
    before, sentences, after = _around(passage)
    texts = [words_of(span.text if span else "") for span in (before, *sentences, after)]
    mentions = [_mentions(term, texts, passage.article) for term in asked]
    stems = frozenset[str]().union(*(term.stems for term in asked))
    found = []
    for at, sentence in enumerate(sentences, 1):
        others = texts[at].other_names(stems)
        marks = {one.term: one.mark(at, others) for one in mentions}
        score = sum(marks.values()) / max(1, len(asked)) * fitness(question, sentence)
        missing = frozenset(term for term, value in marks.items() if value <= OTHER_NAME and value != PARTICIPLE)
        found.append(Candidate(sentence, score, missing))
    return found


def _mentions(term: Term, texts: Sequence[Words], article: Article) -> Mentions:
    heading = words_of(f"{article.title} {article.source}")
    dated = words_of(f"{article.published:%d %B %Y}" if article.published else "")
    return Mentions(
        term,
        sentences=[text.mention(term) for text in texts],
        heading=heading.mention(term),
        dated=dated.mention(term),
        named=term.kind is Kind.NAME or any(text.names(term) for text in (*texts, heading)),
    )


@lru_cache(maxsize=20_000)
def words_of(text: str) -> Words:
    """The words of a sentence; those of one library are asked for again and again."""
    return words(text)


def fitness(question: str, sentence: Span) -> float:
    """A factor for how well the form of a sentence fits the question."""
    factor = DAMAGED if is_damaged(sentence) else 1.0
    return factor * (1.0 if has_expected(question, sentence.text) else UNEXPECTED) * agency(question, sentence.text)


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
        return BY_WHOM
    names = re.findall(r"\b[A-Z][a-z]+ (?:of (?:the )?)?[A-Z][a-z]+", sentence)
    return 1.0 if any(name not in question for name in names) else UNNAMED


def _around(passage: Span) -> tuple[Span | None, list[Span], Span | None]:
    """The sentence before a passage, its own, and the one after; None where the body ends there, or an aside stands."""
    article = passage.article
    edges = [*article.sentences, len(article.text)]
    first, last = bisect_left(edges, passage.start), bisect_left(edges, passage.end)
    before = Span(article, edges[first - 1], passage.start).sentences() if first else []
    after = Span(article, passage.end, edges[last + 1]).sentences() if last + 1 < len(edges) else []
    return before[0] if before else None, passage.sentences(), after[0] if after else None
