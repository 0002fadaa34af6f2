"""A sentence as the gate sees it: its words, clauses and negations, its amounts and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.article import Range
from ingest.words import stem
from qa.verify.amounts import Amount, amounts
from qa.verify.moments import Moment, moments
from qa.verify.vocabulary import AUXILIARIES, CALLS, IRREGULAR, LIGHT, NEGATORS, NOMINAL, PASSIVE, SPEECH

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")

REACH = 3
"""Content words that a negation reaches."""

_LEANS = re.compile(
    r"""^(?:The|This|That|These|Those|Such|But|Meanwhile|As\sa\sresult)\b
    |^"[^"]*$                                                                # a quotation that goes on
    |\b(?:[Ii]t|[Ii]ts|[Hh]e|[Hh]is|[Ss]he|[Hh]er|[Tt]hey|[Tt]heir|[Tt]hem|also)\b""",
    re.VERBOSE,
)

_CLAUSE = frozenset(',;:()–—“”"') | frozenset(["and", "but", "while", "whereas", "which", "who", "because", "although"])
_BARRIER = frozenset(';:()–—“”"') | {"but", "which", "who", "because"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: as written without its possessive, its stem, where it stands, and in which clause.

    `content` says whether it bears something out; `name`, whether it is written as a name.
    """

    text: str
    stem: str
    place: Range
    clause: int
    content: bool
    name: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its words, punctuation among them, its amounts and its dates.

    `content` are the words that bear something out, `stems` those of all, `scopes` those that each negation reaches.
    """

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    stems: frozenset[str]
    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]
    scopes: tuple[frozenset[str], ...]

    @property
    def negated(self) -> frozenset[str]:
        """The stems that any negation reaches."""
        return frozenset[str]().union(*self.scopes)

    @property
    def leans(self) -> bool:
        """Whether a pronoun, "the", "such" or an open quotation takes up what was said before."""
        return _LEANS.search(self.text) is not None

    def clause_at(self, place: Range) -> int:
        """The clause in which a place of the text begins."""
        return max((word.clause for word in self.words if word.place.start <= place.start), default=0)


@lru_cache(maxsize=4096)
def sentence(text: str, published: date | None = None) -> Sentence:
    """The sentence of that text; the dates of an article are resolved by the day on which it was published."""
    dates = moments(text, published)
    numbers = amounts(text, [one.place for one in dates])
    words = tuple(_words(text, [*(one.place for one in dates), *(one.place for one in numbers)]))
    content = tuple(word for word in words if word.content)
    stems = frozenset(word.stem for word in words)
    return Sentence(text, words, content, stems, tuple(numbers), tuple(dates), tuple(_scopes(words)))


def _words(text: str, figures: Sequence[Range]) -> Iterator[Word]:
    clause, initial, before = 0, True, ""
    for found in _TOKEN.finditer(text):
        written = found.group()
        lower = written.lower()
        bare = re.sub(r"['’]s$|(?<=s)['’]$", "", written).replace(".", "") or written
        figure = any(start <= found.start() < end for start, end in figures)
        clause += lower in _CLAUSE and not figure
        # to call for something, or to be added to it, is no way to speak
        asks = lower in CALLS and text.startswith(" for ", found.end())
        acts = asks or (lower in SPEECH and before in PASSIVE)
        spoken = written[0].isalnum() and not figure
        yield Word(
            bare,
            stem(IRREGULAR.get(lower, bare)),
            Range(*found.span()),
            clause,
            content=spoken and not is_negator(lower) and (bare.lower() not in LIGHT or acts),
            name=spoken and lower not in LIGHT and _is_name(bare, initial),
        )
        before = lower
        if written[0].isalnum():
            initial = False
        elif written in '“":':
            initial = True


def _is_name(word: str, initial: bool) -> bool:
    """Whether a word is written as a name, or with a digit as "5G" is: it has to be there as it is.

    The first of a sentence or quotation has its capital from there, unless it has more of them.
    """
    return any(map(str.isnumeric, word)) or (word[0].isupper() and (not initial or word[1:2].isupper()))


def is_negator(word: str) -> bool:
    """Whether a word negates what follows."""
    return word in NEGATORS or word.endswith(("n't", "n’t"))


def _scopes(words: Sequence[Word]) -> Iterator[frozenset[str]]:
    for at, word in enumerate(words):
        following = words[at + 1].text.lower() if at + 1 < len(words) else ""
        turns = is_negator(word.text.lower()) and following not in ("only", "just", "doubt")
        if turns or (word.text.lower(), following) == ("yet", "to"):
            barrier = _BARRIER | AUXILIARIES if word.text.lower() in NOMINAL else _BARRIER
            yield frozenset(_reached(words[at + 1 :], barrier))


def _reached(words: Sequence[Word], barrier: frozenset[str]) -> Iterator[str]:
    left = REACH
    for word in words:
        if not left or word.text.lower() in barrier:
            return
        if word.content or word.text.lower() in SPEECH:
            left -= 1
            yield word.stem
