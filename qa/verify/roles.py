"""Who says and who does what in a sentence, told by a few marks of word order; no parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.verify.names import same_name
from qa.verify.wording import AUXILIARIES, IRREGULAR, SPEECH, Sentence, Word

_PREPOSITIONS = frozenset("of at for from in with on by to about into that who which".split())
_PASSIVE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_EVIDENCE = frozenset(["show", "shows", "showed", "shown", "indicate", "indicates", "indicated", "reveal", "revealed"])
_STOPS = frozenset(",;:()–—\"")
_BORDERS = _STOPS | frozenset(["that", "which", "who", "but", "because", "while", "as"])
_DETERMINERS = frozenset("a an the its his her their this that these those all some no it him them".split())
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
        elif at and words[at - 1].text.lower() in _PASSIVE:
            continue  # "is expected to close" names nobody
        elif lower in SPEECH or (evidence and lower in _EVIDENCE):
            found.append(_said_by(words, at))
        elif lower == "words" and [one.text for one in words[at + 1 : at + 2]] == ["of"]:
            found.append(_phrase(words[at + 2 :]))
    return [one for one in found if one]


def _said_by(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """The speaker of the verb at that place, after it ("..., said Sun") or before it ("Sun, the head, said")."""
    before = words[at - 1].text if at else ""
    if before in (",", '"') and words[at].text not in ("told", "tells"):
        after = _until(words[at + 1 :], _STOPS)
        if not any(_is_verb(after, place) for place in range(len(after))):
            return _phrase(words[at + 1 :])
    # an apposition stands between two commas: what is before it is the speaker too
    stops = frozenset(['"', ";", ":"]) if before == "," else _STOPS
    reversed_subject = _until(list(reversed(words[: at - (before == ",")])), stops)
    return _phrase(list(reversed(reversed_subject)))


def _phrase(words: Sequence[Word]) -> tuple[Word, ...]:
    """The head of a phrase and that of the apposition after it, each to its first preposition."""
    chosen: list[Word] = []
    parts = _until(words, frozenset(['"', ";", ":", "(", "."]))
    open_part, commas = True, 0
    for word in parts:
        if word.text == ",":
            commas, open_part = commas + 1, True
        elif word.text.lower() in _PREPOSITIONS or word.text.lower().endswith("ing"):
            open_part = False
        elif open_part and commas < 2 and word.content:
            chosen.append(word)
    return tuple(chosen)


def _until(words: Sequence[Word], borders: frozenset[str]) -> Sequence[Word]:
    end = next((at for at, word in enumerate(words) if word.text.lower() in borders), len(words))
    return words[:end]


def deeds(sentence: Sentence) -> Iterator[Deed]:
    """The verbs of a sentence with those who do it and what it is done to, by their order and "was ... by"."""
    words = sentence.words
    for at in range(len(words)):
        if not _is_verb(words, at):
            continue
        subject, after = _subject(words, at), _until(words[at + 1 :], _BORDERS)
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
        following.content or following.text[0].isdigit() or following.text.lower() in _DETERMINERS
    )


def likenings(sentence: Sentence) -> Iterator[Deed]:
    """What a sentence says that something is: "warmer water is the main cause"."""
    words = sentence.words
    for at, word in enumerate(words):
        if word.text.lower() in ("is", "are", "was", "were") and at + 1 < len(words):
            if words[at + 1].text.lower() in ("a", "an", "the", "only"):
                yield Deed("be", _subject(words, at), _spoken(_until(words[at + 1 :], _BORDERS)), bare=False)


def _subject(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """What stands between a verb and the border of its clause; before an apposition, all that stands before."""
    if at >= 2 and words[at - 1].text in ("and", "or") and _is_verb(words, at - 2):
        return _subject(words, at - 2)
    before = list(reversed(words[:at]))
    near = _spoken(list(reversed(_until(before, _BORDERS))))
    return near or _spoken(words[:at])


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a form of "be" stands before the verb, with nothing but other verbs and adverbs between."""
    if not words[at].text.lower().endswith(("ed", "en", "n", "t")):
        return False
    following = words[at + 1].text.lower() if at + 1 < len(words) else ""
    if following == "by" or (words[at - 1].text == "," and following in _PREPOSITIONS):
        return True  # "the study, published in Nature"
    for word in reversed(words[max(0, at - 6) : at]):
        lower = word.text.lower()
        if lower in _PASSIVE:
            return True
        if lower not in _BETWEEN and not lower.endswith(("ed", "ly", "en", "ut")):
            return False
    return False


def _is_verb(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    lower = word.text.lower()
    before = [one.text.lower() for one in words[max(0, at - 2) : at]]
    if lower in ("told", "tells"):
        return True
    if not word.content or word.name or before[-1:] and before[-1] in ("a", "an", "the"):
        return False
    helped = any(one in AUXILIARIES for one in before)
    joined = before[-1:] in (["and"], ["or"]) and at >= 2 and _is_verb(words, at - 2)
    between = 0 < at < len(words) - 1 and words[at - 1].name and words[at + 1].name
    gerund = lower.endswith("ing") and before[-1:] and before[-1] in _PREPOSITIONS
    return bool(helped or joined or between or gerund) or lower in IRREGULAR or (lower.endswith("ed") and len(lower) > 4)


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
    return bool(mine and theirs) and not any(same_name(one, other) for one in mine for other in theirs)


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


_CAUSE = re.compile(
    r"\b(?:because(?:\s+of)?|due to|owing to|as a result of|thanks to|on account of|since|(?<!such )as(?! well)|for|after|over|following)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\b(?:because(?:\s+of)?|due to|owing to|as a result of|thanks to|on account of)\b", re.IGNORECASE)
_EFFECT = re.compile(
    r"\b(?:caus(?:ed|ing)|le(?:d|ads?|ading) to|result(?:s|ed|ing)? in|trigger(?:s|ed|ing)?|prompt(?:s|ed|ing)?"
    r"|therefore|so that|as a result(?! of))\b",
    re.IGNORECASE,
)

Parse = Callable[[str], Sentence]


def miscaused(claim: str, sources: Sequence[str], parse: Parse) -> bool:
    """Whether the claim gives a cause that the source does not give for it.

    A claim with "because" or "caused" needs one sentence with a mark of a cause that has more than half of the words of
    its cause as cause, and of its effect as effect.
    """
    if not (said := _cause(claim, (_STRONG,), parse)):
        return False
    cause, effect = said[0]
    return not any(
        2 * len(cause & borne) > len(cause) and 2 * len(effect & result) > len(effect)
        for source in sources
        for borne, result in _cause(source, (_STRONG, _CAUSE), parse)
    )


def _cause(text: str, marks: Sequence[re.Pattern[str]], parse: Parse) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The stems of each cause and of its effect."""
    found = []
    for mark in marks:
        for match in mark.finditer(text):
            cause = re.split(r"[,;]", text[match.end() :], maxsplit=1)
            effect = text[: match.start()] or (cause[1] if len(cause) > 1 else "")
            found.append((_stems(parse(cause[0]).words), _stems(parse(effect).words)))
    for match in _EFFECT.finditer(text):
        found.append((_stems(parse(text[: match.start()]).words), _stems(parse(text[match.end() :]).words)))
    return [(cause, effect) for cause, effect in found if cause]
