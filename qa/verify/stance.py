"""Whether a statement says the opposite of its source: negation, words of direction, and "all" or "only"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.verify.vocabulary import OPPOSITES
from qa.verify.wording import Sentence

BESIDE = 3
"""Content words before and after a word that say of what it speaks."""

_UNIVERSAL = re.compile(
    r"(?<!in )(?<!at )(?<!after )(?<!above )"
    r"\b(?:all|every|everyone|everything|each|only|both|entire|whole|none|sole)\b"
)


def unsaid_universals(claim: Sentence, sources: Sequence[Sentence]) -> Iterator[str]:
    """The words of the claim that speak of all or of one alone, and that the sources have not."""
    said = " ".join(source.text for source in sources).lower()
    yield from (word for word in _UNIVERSAL.findall(claim.text.lower()) if not re.search(rf"\b{word}\b", said))


def is_turned(claim: Sentence, sources: Sequence[Sentence]) -> bool:
    """Whether one of both negates what the other does not."""
    stems = frozenset[str]().union(*(source.stems for source in sources))
    negated = frozenset[str]().union(*(source.negated for source in sources))
    for scope in claim.scopes:
        shared = scope & stems
        if (shared and not shared & negated) or (not shared and not negated):
            return True
    scopes = [scope & claim.stems for source in sources for scope in source.scopes]
    return any(shared and not shared & claim.negated for shared in scopes)


def is_opposite(claim: Sentence, sources: Sequence[Sentence]) -> bool:
    """Whether the claim has the opposite of a word that the source has of the same thing."""
    words, others = claim.stems, frozenset[str]().union(*(source.stems for source in sources))
    for sides in OPPOSITES:
        for mine, theirs in (sides, sides[::-1]):
            against = (theirs - words) & others
            if not mine & words or not against:
                continue
            # where the source has both, that counts which stands beside the same words
            said = max(_beside(claim, mine), key=len)
            if _nearest(said, against, sources) > _nearest(said, mine & others, sources):
                return True
    turned = ((f"un{word}" in words) != (f"un{word}" in others) for word in words ^ others if len(word) > 3)
    return any(turned)


def _nearest(said: frozenset[str], stems: frozenset[str], sources: Sequence[Sentence]) -> int:
    """The most words that stand beside one of these and are among those said; -1 where there is none of these."""
    return max((len(said & near) for source in sources for near in _beside(source, stems)), default=-1)


def _beside(text: Sentence, stems: frozenset[str]) -> Iterator[frozenset[str]]:
    """The stems of the content words that stand beside each of these."""
    for word in text.words:
        if word.stem in stems:
            before = [one.stem for one in text.content if one.place < word.place][-BESIDE:]
            after = [one.stem for one in text.content if one.place > word.place][:BESIDE]
            yield frozenset(before + after)
