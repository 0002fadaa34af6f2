"""Whether the amounts and dates of a statement are the source's, and of the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.verify.amounts import Amount
from qa.verify.cover import Window
from qa.verify.roles import verb_places
from qa.verify.speech import speakers
from qa.verify.vocabulary import EVIDENCE
from qa.verify.wording import Sentence, Word

NEAR = 4
"""Content words before and after an amount that say what it counts."""


@dataclass(frozen=True, slots=True)
class Part:
    """An amount with the content words of its part of the sentence."""

    amount: Amount
    words: tuple[Word, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(word.stem for word in self.words)

    @property
    def near(self) -> tuple[Word, ...]:
        """The words that stand next to the amount."""
        at = self.amount.place
        before = [word for word in self.words if word.place < at]
        return (*before[-NEAR:], *self.after[:NEAR])

    @property
    def after(self) -> tuple[Word, ...]:
        """The words that follow the amount: the first is mostly what it counts."""
        return tuple(word for word in self.words if word.place > self.amount.place)


def unknown_figures(claim: Sentence, window: Window) -> Iterator[str]:
    """The amounts and dates of the claim that no bearing sentence has; a date may stand before one that leans."""
    for amount in claim.amounts:
        bearer = window.bearer(claim.clause_at(amount.place))
        if not any(amount.equals(other) for other in bearer.amounts):
            yield claim.text[slice(*amount.place)]
    for moment in claim.moments:
        known = (one for source in window.at(claim.clause_at(moment.place)) for one in source.moments)
        if not any(one.bears(moment) for one in known):
            yield claim.text[slice(*moment.place)]


def borrowed_figures(claim: Sentence, sources: Sequence[Sentence]) -> Iterator[str]:
    """The amounts of the claim that stand beside what the source says of its other amounts."""
    theirs = [part for source in sources for part in _parts(source)]
    for part in _parts(claim):
        own = [other for other in theirs if part.amount.equals(other.amount)]
        rivals = [other for other in theirs if not part.amount.equals(other.amount)]
        foreign = _stems(rivals) - _stems(own) - _elided(part, own, rivals) - _governing(own, sources)
        # names go with all parts, unless each part has its own
        named = any(word.text[0].isupper() for other in own for word in other.words)
        if any(word.stem in foreign for word in part.near if named or not word.text[0].isupper()):
            yield claim.text[slice(*part.amount.place)]


def _stems(parts: Sequence[Part]) -> frozenset[str]:
    return frozenset[str]().union(*(part.stems for part in parts))


def _elided(part: Part, own: Sequence[Part], rivals: Sequence[Part]) -> frozenset[str]:
    """What the amount counts, where the source says it with an earlier amount only: "42 people died and 300 fled"."""
    before = [rival for rival in rivals if any(rival.amount.place < other.amount.place for other in own)]
    return frozenset(word.stem for word in part.after[:1]) & _stems(before)


def _governing(own: Sequence[Part], sources: Sequence[Sentence]) -> frozenset[str]:
    """What stands before the first amount of a sentence, and is said of the later ones too that have no verb.

    "The union demands 555 euros and a 35-hour week."
    """
    verbs = {place for source in sources for place in verb_places(source)}
    if any(word.place in verbs for part in own for word in part.words):
        return frozenset()
    return frozenset(
        word.stem
        for source in sources
        for word in source.content
        if source.amounts and word.place < source.amounts[0].place
    )


def _parts(text: Sentence) -> Iterator[Part]:
    """The amounts with their parts; a part begins at the last comma or "and" before its amount.

    Where a part has several amounts, they share its words. Who says it belongs to no part.
    """
    said_by = {word.place for one in speakers(text, evidence=True) for word in one}
    content = [word for word in text.content if word.place not in said_by and word.text.lower() not in EVIDENCE]
    borders = [0] + [word.place.start for word in text.words if word.text.lower() in (",", ";", "and", "but", "while")]
    starts = sorted({max(border for border in borders if border <= one.place.start) for one in text.amounts})
    for amount in text.amounts:
        start = max(one for one in starts if one <= amount.place.start) if len(starts) > 1 else 0
        end = min((one for one in starts if one > start), default=len(text.text)) if len(starts) > 1 else len(text.text)
        yield Part(amount, tuple(word for word in content if start <= word.place.start < end))
