"""Who says what in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from qa.verify.cover import ALIKE, Alike, Window, mark
from qa.verify.names import same_name
from qa.verify.roles import STOPS, is_verb, until
from qa.verify.vocabulary import EVIDENCE, PASSIVE, PREPOSITIONS, SPEECH, TRANSITIVE
from qa.verify.wording import Sentence, Word

LONGEST = 6
"""Words that a speaker has who is named after the verb."""

Speaker = tuple[Word, ...]
"""The content words that say who speaks."""


def speakers(sentence: Sentence, evidence: bool = False) -> list[tuple[Word, ...]]:
    """The content words of each speaker that a sentence names: "Sun said", "according to Sun", "said Sun, the head".

    Only what says who it is counts, to the first preposition: of "Wang Peng, a professor at Renmin University",
    Wang, Peng and professor. With `evidence`, data that show something are speakers too.
    """
    found = []
    words = sentence.words
    for at, word in enumerate(words):
        lower = word.text.lower()
        if lower == "according" and at + 1 < len(words) and words[at + 1].text == "to":
            found.append(_phrase(words[at + 2 :]))
        elif at and words[at - 1].text.lower() in PASSIVE:
            continue  # "is expected to close" names nobody
        elif lower in SPEECH or (evidence and lower in EVIDENCE):
            found.append(_said_by(words, at))
        elif lower == "words" and [one.text for one in words[at + 1 : at + 2]] == ["of"]:
            found.append(_phrase(words[at + 2 :]))
    return [one for one in found if one]


def _said_by(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """The speaker of the verb at that place, after it ("..., said Sun") or before it ("Sun, the head, said")."""
    before = words[at - 1].text if at else ""
    if before in (",", '"') and words[at].text.lower() not in TRANSITIVE:
        after = until(words[at + 1 :], STOPS)
        if len(after) <= LONGEST and not any(is_verb(after, place) for place in range(len(after))):
            return _phrase(words[at + 1 :])
    # an apposition stands between two commas: what is before it is the speaker too
    stops = frozenset(['"', ";", ":"]) if before == "," else STOPS
    reversed_subject = until(list(reversed(words[: at - (before == ",")])), stops)
    return _phrase(list(reversed(reversed_subject)))


def _phrase(words: Sequence[Word]) -> tuple[Word, ...]:
    """The head of a phrase and that of the apposition after it, each to its first preposition."""
    chosen: list[Word] = []
    parts = until(words, frozenset(['"', ";", ":", "(", "."]))
    open_part, commas = True, 0
    for at, word in enumerate(parts):
        if word.text == ",":
            commas, open_part = commas + 1, not _says_something(parts[at + 1 :])
        elif word.text.lower() in PREPOSITIONS or word.text.lower().endswith("ing"):
            open_part = False
        elif open_part and commas < 2 and word.content:
            chosen.append(word)
    return tuple(chosen)


def _says_something(words: Sequence[Word]) -> bool:
    """Whether what follows a comma is no apposition, but a clause with a verb."""
    following = until(words, STOPS)
    return any(is_verb(following, at) for at in range(len(following)))


def has_other_speaker(claim: Sentence, window: Window, alike: Alike) -> bool:
    """Whether the sentence that has what is said gives it to somebody else, or to nobody."""
    said = speakers(claim)
    if not said:
        return False
    who = {word.stem for one in said for word in one}
    what = [word for word in claim.content if word.stem not in who]
    main = max(window.sources, key=lambda source: sum(mark(word, source, alike) for word in what))
    known = speakers(main, evidence=True)
    everybody = [one for source in window.sources for one in speakers(source, evidence=True)]
    if not known and main.leans:
        known = everybody
    # "Sun said" is who the sentence before calls "Sun Weimin, the head"
    named = {word.stem for one in known for word in one if word.name}
    known += [one for one in everybody if named & {word.stem for word in one}]
    return not all(any(_is_same(one, other, alike) for other in known) for one in said)


def _is_same(one: Speaker, other: Speaker, alike: Alike) -> bool:
    # the first word of a sentence may be a name, or the first of one
    if names := [word for word in one if word.text[0].isupper()]:
        shared = {word.stem for word in one if word.text.islower()} & {word.stem for word in other}
        return bool(shared) or any(same_name(word.text, theirs.text) for word in names for theirs in other)
    return any(alike(word.text, theirs.text) >= ALIKE for word in one for theirs in other)
