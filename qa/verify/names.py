"""Names of a statement, and whether a text has them: as written, as initials, or as the people of a country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from qa.verify.vocabulary import LIGHT
from qa.verify.wording import Sentence, Word

_PEOPLE = re.compile(r"(?:[ay]|land|s)?|(?:i?an|n|ese|ish|i|ic|er|man|men)s?")
"""What remains of a country's name, or of its people's, after the letters that they share."""

_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|may|might|can|could|should|must|did|does|said|[a-z]+ed)\b"
    r"|[a-z]+s\s(?:a|an|the|its|his|her|their|to|that|no|not|[A-Z]\w*)\b"
)


def names(claim: Sentence) -> Iterator[list[Word]]:
    """The names of a claim, each with its words; a possessive ends one: "China's Didi" is two."""
    for is_name, words in groupby(claim.words, lambda word: word.name):
        run: list[Word] = []
        for word in words if is_name else ():
            run.append(word)
            if word.place.end - word.place.start > len(word.text) + word.text.isupper():
                yield run
                run = []
        if run:
            yield run


def lacks(run: Sequence[Word], sources: Sequence[Sentence]) -> str | None:
    """The word of a name that none of the sources has, or has beside another name; None where they have it all."""
    capitals = {word.text for source in sources for word in source.words if word.text[0].isupper()}
    if len(run) > 1 and "".join(word.text[0] for word in run) in capitals:
        return None
    stems = {word.stem for source in sources for word in source.words}
    for word in run:
        found = word.stem in stems or any(_spells(source, word.text) for source in sources)
        if not found and not any(same_name(word.text, other) for other in capitals):
            return word.text
    pairs = {pair for source in sources for pair in _neighbours(source)}
    capital_stems = {stem for pair in pairs for stem in pair}
    for one, other in pairwise(run):
        if {one.stem, other.stem} <= capital_stems and not (one.text.isupper() or (one.stem, other.stem) in pairs):
            return f"{one.text} {other.text}"
    return None


def _neighbours(source: Sentence) -> Iterator[tuple[str, str]]:
    """The stems of capitalised words that follow each other, and of each with itself."""
    for one, other in pairwise(source.words):
        if one.text[0].isupper():
            yield one.stem, one.stem
            if other.text[0].isupper():
                yield one.stem, other.stem


def same_name(one: str, other: str) -> bool:
    """Whether two words are one name, or a country and its people: "China" and "Chinese"."""
    first, second = one.lower(), other.lower()
    if first == second:
        return True
    shared = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(first), len(second)) if shared is None else shared
    return shared >= 4 and bool(_PEOPLE.fullmatch(first[shared:]) and _PEOPLE.fullmatch(second[shared:]))


def _spells(source: Sentence, short: str) -> bool:
    """Whether the initials of successive words are the short form: CAC, or AI for "artificial intelligence"."""
    if len(short) < 2 or not short.isupper():
        return False
    words = [word.text for word in source.words if word.text.lower() not in ("of", "for", "and", "the", "on")]
    initials = "".join(word[0].upper() for word in words)
    return short in initials


def bare_subject(claim: Sentence) -> Iterator[Word]:
    """The first word, where it is a name: a single noun without an article that a verb follows, as no other noun is."""
    spoken = [word for word in claim.words if word.text[0].isalnum()]
    for word in spoken[:1]:
        plain = word.text.lower()
        derived = plain in LIGHT or plain.endswith(("s", "ing", "ly", "ed"))
        following = " ".join(other.text for other in spoken[1:3])
        followed = spoken[1:2] and (spoken[1].name or _VERB.match(following))
        if word.text[0].isupper() and not word.name and word.content and not derived and followed:
            yield word
