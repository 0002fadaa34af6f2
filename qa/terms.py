"""What a question asks for: its names, numbers and words, and how a text mentions them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ingest.words import STOP_WORDS, stem
from qa.dates import DAYS, MONTHS

_TOKEN = re.compile(
    r"""[$€£¥]
      | (?:[A-Z]\.){2,}                      # U.S.
      | \d+(?:[.,]\d+)*(?![^\W_])            # 8.026
      | [^\W_]*\d[^\W_]*                     # H1, 5G
      | [^\W\d_]+(?:['’][^\W\d_]+)*         # regulator's
    """,
    re.VERBOSE,
)

_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}

FURNITURE = STOP_WORDS | frozenset(
    """
    according amount anyone article articles call called cite cited cites come comes cost date day describe
    described did does ever exactly explain find gave get give given happen happened hello hi kind know like made
    make many mean mention mentioned much name names number people person please provide provided report reported
    see seen sees speak speaks spoke stand state stated talk talked talks tell thing things think thinks thought
    time times total type way whose year years
    """.split()  # noqa: SIM905 - a list of one word a line is no better to read
)
"""Words of a question that no answer has to repeat."""


MAGNITUDES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})


ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
"""Numbers in words that tell one thing from another: the second half of a year is not the first."""


class Kind(Enum):
    """A name and a number must be found with the answer; of the other words most must be."""

    NAME = "name"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Term:
    """A name of one or several words, a number, or a word; `text` is as the question writes it.

    `keys` are its words: those of a name as written, of the others their stems. `stems` are the stems of all.
    """

    text: str
    kind: Kind
    keys: tuple[str, ...]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as terms look for them.

    `stems` of all words and numbers; `lower`, those of words in lower case; `capitals`, capitalised words as written;
    `inner`, the stems of those that do not begin the text.
    """

    stems: frozenset[str]
    lower: frozenset[str]
    capitals: frozenset[str]
    inner: frozenset[str]

    def mention(self, term: Term) -> bool:
        """Whether all words of the term occur; those of a name with a capital letter."""
        return self.capitals.issuperset(term.keys) if term.kind is Kind.NAME else self.stems.issuperset(term.keys)

    def names(self, term: Term) -> bool:
        """Whether the words of the term occur with a capital letter only."""
        return self.inner.issuperset(term.stems) and not term.stems & self.lower

    def other_names(self, asked: frozenset[str]) -> bool:
        """Whether there are names of other stems than those asked for; months and days are none."""
        return bool(self.inner - self.lower - asked - CALENDAR)


def words(text: str) -> Words:
    """The words of a text."""
    found = tokens(text)
    return Words(
        stems=frozenset(map(key, found)),
        lower=frozenset(key(token) for token in found if token[0].islower()),
        capitals=frozenset(_plain(token) for token in found if token[0].isupper()),
        inner=frozenset(key(token) for token in found[1:] if token[0].isupper()),
    )


def tokens(text: str) -> list[str]:
    """Words and numbers as written, possessive endings and thousands separators aside."""
    return [_SIGNS.get(found) or _without_possessive(found) for found in _TOKEN.findall(text)]


def _without_possessive(token: str) -> str:
    bare = token.removesuffix("s") if token.endswith(("'s", "’s")) else token
    return bare[:-1] if bare.endswith(("'", "’")) else bare


@lru_cache(maxsize=50_000)
def key(token: str) -> str:
    """What two forms of a word, or two spellings of a number, have in common."""
    return stem(_plain(token))


def keys(text: str) -> frozenset[str]:
    """The keys of its words and numbers."""
    return frozenset(map(key, tokens(text)))


def terms(question: str) -> list[Term]:
    """The terms of a question, each once, in its order.

    Successive capitalised words are one name, a number and its magnitude ("10 billion") are one number.
    """
    # "Didi's CEO" is two names: the possessive stands between them
    found = [token for token in tokens(re.sub(r"['’]s\b", " s", question)) if token]
    names = _are_names(found)
    result: list[Term] = []
    at = 0
    while at < len(found):
        end = at + 1
        if names[at]:
            while end < len(found) and names[end]:
                end += 1
            result.append(_term(Kind.NAME, found[at:end]))
        elif found[at][0].isdigit() or found[at].lower() in ORDINALS:
            end += end < len(found) and found[end].lower() in MAGNITUDES
            result.append(_term(Kind.NUMBER, found[at:end]))
        elif found[at].lower() not in FURNITURE and len(found[at]) > 1:
            result.append(_term(Kind.WORD, found[at:end]))
        at = end
    return list({term.keys: term for term in result}.values())


def _term(kind: Kind, found: Sequence[str]) -> Term:
    stems = tuple(map(key, found))
    keys = tuple(map(_plain, found)) if kind is Kind.NAME else stems
    return Term(" ".join(found), kind, keys, frozenset(stems))


def _are_names(found: list[str]) -> list[bool]:
    """Which tokens are written as names: none in a question all in capitals, the first only with a second."""
    capital = [token[0].isupper() and token.lower() not in FURNITURE for token in found]
    if len(found) > 3 and sum(token[0].isupper() for token in found) > 0.8 * len(found):
        return [False] * len(found)
    if capital[:1] == [True] and capital[1:2] != [True] and not found[0].isupper():
        capital[0] = False
    return capital


def _plain(token: str) -> str:
    return token.replace(",", "") if token[0].isdigit() else token.replace(".", "")


def joined(items: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


CALENDAR = frozenset(map(key, (*MONTHS, *DAYS)))
"""The stems of months and days."""
