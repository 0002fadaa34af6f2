"""What a question or an answer speaks of: its names, times and other noun phrases, found by the look of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ingest.words import STOP_WORDS, stem
from qa.dates import DAYS, MONTHS

_WORD = re.compile(r"\d+(?:,\d{3})+|[^\W_]+(?:[.&’'/-][^\W_]+)*")

_POSSESSIVE = re.compile(r"['’]s?$")

_CONTRACTED = re.compile(r"['’](?:d|ll|m|re|ve|t)$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.?!:]\s|[“\"]")

_MONTHS, _DAYS = "|".join(MONTHS), "|".join(DAYS)
_ORDER = "first|second|third|fourth|last"
TIME = re.compile(
    rf"""\b(?:
        (?:the\ )?(?:{_ORDER})\ (?:half|quarter|months|week)(?:\ of(?=\ (?:the\ year|(?:19|20)\d\d|{_MONTHS})))?
          (?:\ (?:the\ year|(?:19|20)\d\d|{_MONTHS}))?
      | (?:(?:early|mid|late)[ -])?(?:{_MONTHS})(?:\ \d{{1,2}})?(?:,?\ (?:19|20)\d\d)?
      | (?:(?:early|mid|late)[ -])?(?:1[5-9]|20)\d\d
      | (?:{_DAYS})
      | (?:last|this|next)\ (?:year|month|week|summer|winter|spring|autumn)
      | yesterday | today
    )\b""",
    re.VERBOSE,
)
"""A year, a month, a day or a part of them."""

_NO_SUBJECT = STOP_WORDS | frozenset(
    """
    advantage advantages affect amazing away awesome back became become began begin benefit benefits besides best
    better big bigger biggest bring brought build call called can't cannot cause caused causes change changed come
    comes common commonly compare compared consider contain cost costs country day deal defined describe did didn't
    differ difference differences different does doesn't don't each easy effect effects else end ended ever everyone
    exactly example examples exist explain famous far feel fell few find first follow found gave get gets getting
    give given go goes going gone good got great had happen happened happens hard hear heard hello help helped helps
    here hey hi history hold how's i'd i'll i'm i've impact important include included includes including incredible
    instead interesting involved isn't issue issues it's keep kept kind kinds know known last lasted later lead
    learn led less let let's like likely list little live lived long look lose made main major make makes many mean
    means meant mention mentioned mine months much name necessary need needed needs never new next nice no now
    number off often oh ok okay old ones onto original overall part people per person picked place play please
    popular possible problem problems process purpose put question quite rather reach real really reason reasons
    related result role run safe say see seem seems sell set several show side sign significance signs similar since
    small so something sorry sound sounds special start started stay still stop stopped suffer sure symptoms take
    taken talk tell terms than thank thanks that's there's thing things think time times together told too top
    travelling try two type types typical us use used uses using usual usually various versus very want wanted wants
    was wasn't way ways went weren't what's where's who's win without won won't work worked works worse worst worth
    wow write year years yes yet
    """.split()  # noqa: SIM905 - a list of one word a line is no better to read
)
"""Words that are no subject of a conversation by themselves."""

_AUXILIARIES = frozenset("do does did can could will would should may might must".split())  # noqa: SIM905
_PRONOUNS = frozenset("i you he she it we they one who to".split())  # noqa: SIM905

_ARTICLES = frozenset({"a", "an", "the"})
_VERBAL = re.compile(r"[^e]ed$|ly$|^(?:becoming|looking|raising|according)$")
_PERSONAL = re.compile(r"[A-Z][a-zà-ÿ]+(?:-[A-Za-z]+)?|[A-Z]\.?")

_OFFICES = frozenset(
    """
    administration agency association authority bank board bureau center centre college commission committee
    communications company conference congress corporation council court department federation foundation fund
    government group inc institute international law ltd ministry office organisation organization party police
    school service services society state states system team times trust union united university
    """.split()  # noqa: SIM905
)
"""Words of names that no person has."""


class Kind(Enum):
    """What a phrase looks like. A person has two or three capitalised words, an institution may have as many."""

    PERSON = "person"
    NAME = "name"
    TIME = "time"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters `start` to `end` of a text, which are `text`."""

    text: str
    start: int
    end: int
    kind: Kind

    @property
    def named(self) -> bool:
        """Whether it is the name of somebody or something."""
        return self.kind in (Kind.PERSON, Kind.NAME)

    @property
    def head(self) -> str:
        """The stem of its last word: what a person may call it by."""
        return stem(self.text.split()[-1])


def phrases(text: str) -> list[Phrase]:
    """The names, times and other noun phrases of a text in their order, without "the" and possessive endings."""
    found = [Phrase(time.group(), *time.span(), Kind.TIME) for time in TIME.finditer(text)]
    for start, end in _runs(text):
        if not any(time.start < end and start < time.end for time in found):
            found.append(_phrase(text, start, end))
    return sorted(found, key=lambda phrase: phrase.start)


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that say something of a subject."""
    return frozenset(
        stem(word)
        for found in _WORD.findall(text)
        if (word := _POSSESSIVE.sub("", found).lower()) not in STOP_WORDS and len(word) > 1
    )


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where words that may be a subject follow one another, without the verb before or after them."""
    words = list(_WORD.finditer(text))
    plain = [_POSSESSIVE.sub("", word.group()) for word in words]
    times = [time.span() for time in TIME.finditer(text)]
    open_ = [
        not any(start < word.end() and word.start() < end for start, end in times)
        and not _CONTRACTED.search(word.group())
        and _may_be_subject(plain, at, _opens(text, words, at))
        for at, word in enumerate(words)
    ]
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and open_[end] and (end == start or _joined(text, words[end - 1], words[end])):
            end += 1
        if end > start:
            first, last = _without_verbs(plain, start, end)
            if last > first:
                yield words[first].start(), words[last - 1].start() + len(plain[last - 1])
        start = max(end, start + 1)


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] == " " and not _POSSESSIVE.search(one.group())


def _opens(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether a sentence begins with the word, so that its capital says nothing."""
    return at == 0 or _SENTENCE.search(text[words[at - 1].end() : words[at].start()]) is not None


def _may_be_subject(words: list[str], at: int, opens: bool) -> bool:
    word, before = words[at], "" if opens else words[at - 1].lower()
    lower = word.lower()
    if word == "of":
        # within a name: "Cyberspace Administration of China"
        return 0 < at < len(words) - 1 and words[at - 1][0].isupper() and words[at + 1][0].isupper() and at > 1
    if not opens and word[0].isupper() and (len(word) > 3 or (word.isupper() and len(word) > 1)):
        return lower not in STOP_WORDS or word.isupper()
    return lower not in _NO_SUBJECT and before not in _PRONOUNS


def _without_verbs(words: list[str], start: int, end: int) -> tuple[int, int]:
    """The run without what follows its last capital, or its last word, after "does", and without participles."""
    before = [word.lower() for word in words[max(0, start - 2) : start] if word.lower() not in _ARTICLES]
    helped = bool(before) and before[-1] in _AUXILIARIES
    capitals = [at for at in range(start, end) if words[at][0].isupper()]
    closed = end == len(words) or words[end].lower() in STOP_WORDS
    if capitals and helped:
        start, end = capitals[0], capitals[-1] + 1
    elif helped and closed and not capitals and end - start > 1:
        end -= 1
    while end > start and _VERBAL.search(words[end - 1]) and words[end - 1][0].islower():
        end -= 1
    return start, end


def _phrase(text: str, start: int, end: int) -> Phrase:
    found = _POSSESSIVE.sub("", text[start:end])
    words = found.split()
    kind = Kind.WORDS
    if any(word[0].isupper() for word in words):
        person = len(words) in (2, 3) and all(map(_PERSONAL.fullmatch, words))
        kind = Kind.PERSON if person and _OFFICES.isdisjoint(found.lower().split()) else Kind.NAME
    return Phrase(found, start, start + len(found), kind)
