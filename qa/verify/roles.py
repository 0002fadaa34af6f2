"""Who does what in a sentence, told by a few marks of word order; no parser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.article import Range
from qa.verify.names import same_name
from qa.verify.vocabulary import AUXILIARIES, DETERMINERS, IRREGULAR, PASSIVE, PREPOSITIONS, PRONOUNS
from qa.verify.wording import Sentence, Word

STOPS = frozenset(',;:()–—"')
"""Marks that end a phrase."""

_BORDERS = STOPS | {"that", "which", "who", "but", "because", "while", "as"}
_BETWEEN = frozenset(["and", "or", "also", "not", "up", "down", "off", "out"])


@dataclass(frozen=True, slots=True)
class Deed:
    """The stem of a verb with the words for those who do it and for what it is done to; either may be empty.

    `bare` says that it has no auxiliary and nothing that follows at once: "177 apps removed" may lack its "were".
    """

    verb: str
    agents: tuple[Word, ...]
    patients: tuple[Word, ...]
    bare: bool


def until(words: Sequence[Word], borders: frozenset[str]) -> Sequence[Word]:
    """The words before the first border."""
    end = next((at for at, word in enumerate(words) if word.text.lower() in borders), len(words))
    return words[:end]


def deeds(sentence: Sentence) -> Iterator[Deed]:
    """The verbs of a sentence with those who do it and what it is done to, by their order and "was ... by"."""
    words = sentence.words
    for at in range(len(words)):
        if not is_verb(words, at):
            continue
        subject, after = _subject(words, at), until(words[at + 1 :], _BORDERS)
        if _is_passive(words, at):
            by = next((place for place, one in enumerate(after) if one.text == "by"), None)
            agents = _spoken(after[by + 1 :]) if by is not None else ()
            yield Deed(words[at].stem, agents, subject, bare=False)
        else:
            helped = any(one.text.lower() in AUXILIARIES for one in words[max(0, at - 3) : at])
            yield Deed(words[at].stem, subject, _spoken(after), bare=not (helped or _has_object(words, at)))


def _has_object(words: Sequence[Word], at: int) -> bool:
    """Whether something that the verb may be done to follows at once."""
    following = words[at + 1] if at + 1 < len(words) else None
    return following is not None and (
        following.content or following.text[0].isdigit() or following.text.lower() in DETERMINERS
    )


def likenings(sentence: Sentence) -> Iterator[Deed]:
    """What a sentence says that something is: "warmer water is the main cause"."""
    words = sentence.words
    for at, word in enumerate(words):
        following = words[at + 1].text.lower() if at + 1 < len(words) else ""
        if word.text.lower() in ("is", "are", "was", "were") and following in ("a", "an", "the", "only"):
            yield Deed("be", _subject(words, at), _spoken(until(words[at + 1 :], _BORDERS)), bare=False)


def _subject(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """What stands between a verb and the border of its clause; before an apposition, all that stands before."""
    if at >= 2 and words[at - 1].text in ("and", "or") and is_verb(words, at - 2):
        return _subject(words, at - 2)
    before = list(reversed(words[:at]))
    clause = until(before, _BORDERS)
    near = _spoken(list(reversed(clause)))
    if not near and any(word.text.lower() in PRONOUNS for word in clause):
        return ()  # whoever that is
    return near or _spoken(words[:at])


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a form of "be" stands before the verb, with nothing but other verbs and adverbs between."""
    if not words[at].text.lower().endswith(("ed", "en", "n", "t")):
        return False
    following = words[at + 1].text.lower() if at + 1 < len(words) else ""
    if following == "by" or (words[at - 1].text == "," and following in PREPOSITIONS):
        return True  # "the study, published in Nature"
    for word in reversed(words[max(0, at - 6) : at]):
        lower = word.text.lower()
        if lower in PASSIVE:
            return True
        if lower not in _BETWEEN and not lower.endswith(("ed", "ly", "en", "ut")):
            return False
    return False


def is_verb(words: Sequence[Word], at: int) -> bool:
    """Whether the word at that place is taken for a verb: by its ending, its auxiliary or what stands around it."""
    word = words[at]
    lower = word.text.lower()
    before = [one.text.lower() for one in words[max(0, at - 2) : at]]
    if lower in ("told", "tells"):
        return True
    if not word.content or word.name or lower.endswith("ly") or (before[-1:] and before[-1] in ("a", "an", "the")):
        return False
    helped = any(one in AUXILIARIES for one in before)
    joined = before[-1:] in (["and"], ["or"]) and at >= 2 and is_verb(words, at - 2)
    between = 0 < at < len(words) - 1 and words[at - 1].name and words[at + 1].name
    gerund = lower.endswith("ing") and before[-1:] and before[-1] in PREPOSITIONS
    return (
        bool(helped or joined or between or gerund)
        or lower in IRREGULAR
        or (lower.endswith("ed") and not lower.endswith("eed") and len(lower) > 3)
    )


def verb_places(sentence: Sentence) -> frozenset[Range]:
    """Where the verbs of a sentence stand."""
    return frozenset(word.place for at, word in enumerate(sentence.words) if is_verb(sentence.words, at))


def _spoken(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.content)


def _stems(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words if word.content)


def exchanged(claim: Sentence, source: Sentence) -> bool:
    """Whether somebody else does in the source what the claim says, or it is done to who does it."""
    borne = list(deeds(source))
    for said in deeds(claim):
        same = [one for one in borne if one.verb == said.verb]
        if same and all(_is_other(said, one) or _is_turned(said, one) for one in same):
            return True
    same_as = list(likenings(source))
    return any(_is_unlike(said, [one for one in same_as if _shares(said, one)]) for said in likenings(claim))


def _shares(said: Deed, borne: Deed) -> bool:
    shared = _stems(said.patients) & _stems(borne.patients)
    return bool(borne.agents) and 2 * len(shared) > len(said.patients)


def _is_unlike(said: Deed, borne: Sequence[Deed]) -> bool:
    """Whether the source says it of others alone."""
    agents = _stems(said.agents)
    return bool(borne and agents) and not any(agents & _stems(one.agents) for one in borne)


def _is_other(said: Deed, borne: Deed) -> bool:
    """Whether both name who does it, and not the same; what the other writes in lower case is no name."""
    mine, theirs = ({word.text for word in deed.agents if word.text[0].isupper()} for deed in (said, borne))
    mine -= {word.text.capitalize() for word in borne.agents if word.text.islower()}
    theirs -= {word.text.capitalize() for word in said.agents if word.text.islower()}
    # "Niu" is Niu Yibing, but the European Commission is not the European Court
    within = all(any(same_name(one, other) for other in theirs) for one in mine)
    around = all(any(same_name(one, other) for one in mine) for other in theirs)
    return bool(mine and theirs) and not within and not around


def _is_turned(said: Deed, borne: Deed) -> bool:
    """Whether who does it in the claim is in the source only who it is done to, or the other way round."""
    if said.bare or borne.bare:
        return False
    agents, patients = _stems(said.agents), _stems(said.patients)
    their_agents, their_patients = _stems(borne.agents), _stems(borne.patients)
    done_by_them = bool(agents & their_patients) and not agents & their_agents
    done_to_them = bool(patients & their_agents) and not patients & their_patients
    done_to_them &= bool(their_patients) or not agents & their_agents
    return done_by_them or done_to_them
