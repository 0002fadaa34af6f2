"""A sentence as the gate sees it: its words, clauses and negations, its amounts and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.article import Range
from ingest.words import STOP_WORDS, stem
from qa.verify.amounts import Amount, amounts
from qa.verify.moments import Moment, moments

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")

SPEECH = frozenset(
    """
    said say says saying told tell tells added adds noted notes noting warned warns argued argues believe believes
    believed announced announces stressed stresses insisted insists explained explains wrote writes confirmed confirms
    claimed claims called calls expects expect expected pledged pledges suggested suggests stated states spoke
    speaks commented vowed vows thinks think thought
    """.split()  # noqa: SIM905 - a list of one word a line is no better to read
)
"""Verbs by which a sentence says whose words it gives."""

LIGHT = (
    STOP_WORDS
    | SPEECH
    | frozenset(
        """
        according across against although among another around because become becomes becoming became between both come
        comes despite due during each either else ever every get gets given gives give go goes going got however itself
        like made make makes making many may might must nor onto per put rather several shall since still such take
        takes taken taking themselves therefore though through throughout thus together too toward towards total upon us
        used using various via way well were whether within without words yet
        """.split()  # noqa: SIM905
    )
)
"""Words that bear nothing out."""

NEGATORS = frozenset(
    """
    no not never none nobody nothing neither nor without cannot hardly rarely barely seldom scarcely unlikely lack lacks
    lacked lacking absence deny denies denied refuse refuses refused fail fails failed reject rejects rejected unable
    nicht kein keine keinen keiner nie niemals ohne pas jamais aucun aucune sans nunca ningún ninguna jamás não nunca sem
    niet geen nooit zonder non mai nessun nessuna senza
    """.split()  # noqa: SIM905
)
"""Words that turn what follows into its opposite, in English and its neighbours."""

REACH = 3
"""Content words that a negation reaches."""

NOMINAL = frozenset("no none without lack lacks lacked lacking absence neither nor".split())
"""Negations of a noun: they reach no further than to the verb."""

AUXILIARIES = frozenset(
    "will would may might can could should must is are was were be been being has have had did do does".split()
)

IRREGULAR = {
    past: base
    for base, pasts in (
        line.split(":")
        for line in """
        become:became|begin:began begun|bring:brought|buy:bought|build:built|catch:caught|choose:chose chosen|deal:dealt
        draw:drew drawn|drive:drove driven|fall:fell fallen|feel:felt|fight:fought|find:found|give:gave given|get:got|grow:grew grown
        hold:held|keep:kept|know:knew known|lead:led|leave:left|lend:lent|lose:lost|make:made|mean:meant|meet:met|pay:paid
        run:ran|rise:rose risen|see:saw seen|sell:sold|send:sent|shoot:shot|speak:spoke spoken|spend:spent|stand:stood|steal:stole stolen
        strike:struck|teach:taught|take:took taken|win:won|withdraw:withdrew withdrawn|write:wrote written|break:broke broken
        beat:beaten|cut:cut|hit:hit|hurt:hurt|let:let|put:put|set:set|shut:shut|beat:beat
        """.replace("\n", "|").split("|")
        if ":" in line
    )
    for past in pasts.split()
    for base in [base.strip()]
}
"""The verb of each irregular past."""

_LEANS = re.compile(
    r"""^"?(?:The|This|That|These|Those|Such|But|Meanwhile|As\sa\sresult)\b|^"
    |\b(?:[Ii]t|[Ii]ts|[Hh]e|[Hh]is|[Ss]he|[Hh]er|[Tt]hey|[Tt]heir|[Tt]hem|also)\b""",
    re.VERBOSE,
)

_CLAUSE = frozenset(",;:()–—“”\"") | frozenset(["and", "but", "while", "whereas", "which", "who", "because", "although"])
_BARRIER = frozenset(";:()–—“”\"") | {"but", "which", "who", "because"}


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

    `scopes` are the stems that each negation reaches.
    """

    text: str
    words: tuple[Word, ...]
    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]
    scopes: tuple[frozenset[str], ...]

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that bear something out."""
        return tuple(word for word in self.words if word.content)

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(word.stem for word in self.words)

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
    words = tuple(_words(text, [one.place for one in (*dates, *numbers)]))
    return Sentence(text, words, tuple(numbers), tuple(dates), tuple(_scopes(words)))


def _words(text: str, figures: Sequence[Range]) -> Iterator[Word]:
    clause, initial = 0, True
    for found in _TOKEN.finditer(text):
        written = found.group()
        lower = written.lower()
        bare = re.sub(r"['’]s$|(?<=s)['’]$", "", written).replace(".", "") or written
        clause += lower in _CLAUSE
        figure = any(start <= found.start() < end for start, end in figures)
        spoken = written[0].isalnum() and not figure
        yield Word(
            bare,
            stem(IRREGULAR.get(lower, bare)),
            Range(*found.span()),
            clause,
            content=spoken and bare.lower() not in LIGHT and not is_negator(lower),
            # the first word of a sentence or quotation has its capital from there, unless it has more of them
            name=spoken and bare[0].isupper() and (not initial or bare[1:2].isupper()) and bare.lower() not in LIGHT,
        )
        if written[0].isalnum():
            initial = False
        elif written in "“\":":
            initial = True


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
