"""Whether a statement gives the cause that its source gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.verify.wording import sentence

_BECAUSE = r"because(?:\s+of)?|due to|owing to|as a result of|thanks to|on account of"
_STRONG = re.compile(rf"\b(?:{_BECAUSE})\b", re.IGNORECASE)
_ANY = re.compile(rf"\b(?:{_BECAUSE}|since|(?<!such )as(?! well)|for|after|over|following)\b", re.IGNORECASE)
_EFFECT = re.compile(
    r"\b(?:caus(?:ed|ing)|le(?:d|ads?|ading) to|result(?:s|ed|ing)? in|trigger(?:s|ed|ing)?|prompt(?:s|ed|ing)?"
    r"|therefore|so that|as a result(?! of))\b",
    re.IGNORECASE,
)

Stems = frozenset[str]


def is_miscaused(claim: str, sources: Sequence[str]) -> bool:
    """Whether the claim gives a cause that the source does not give for it.

    A claim with "because" or "caused" needs one sentence with a mark of a cause that has more than half of the words of
    its cause as cause, and of its effect as effect.
    """
    said = next(_causes(claim, _STRONG), None)
    if said is None:
        return False
    cause, effect = said
    borne = (pair for source in sources for pair in _causes(source, _ANY))
    return not any(2 * len(cause & why) > len(cause) and 2 * len(effect & what) > len(effect) for why, what in borne)


def _causes(text: str, mark: re.Pattern[str]) -> Iterator[tuple[Stems, Stems]]:
    """The stems of each cause and of its effect."""
    for match in mark.finditer(text):
        cause, _, rest = text[match.end() :].replace(";", ",").partition(",")
        yield from _pair(cause, text[: match.start()] or rest)
    for match in _EFFECT.finditer(text):
        yield from _pair(text[: match.start()], text[match.end() :])


def _pair(cause: str, effect: str) -> Iterator[tuple[Stems, Stems]]:
    stems = [frozenset(word.stem for word in sentence(part).content) for part in (cause, effect)]
    if stems[0]:
        yield stems[0], stems[1]
