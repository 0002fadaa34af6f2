"""What speaks against a statement in the sentences that should bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.words import stem
from qa.verify.amounts import Amount
from qa.verify.cover import Alike, Window, mark
from qa.verify.names import bare_subject, lacks, names, same_name
from qa.verify.roles import exchanged, miscaused, speakers
from qa.verify.wording import Sentence, Word, sentence

_OPPOSITES = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        (
            "rise rose risen increase grow grew growth gain climb soar jump up more higher strengthen strong stronger "
            "tighten tight tougher toughen enhance expand widen raise boost improve better",
            "fall fell fallen decrease decline drop shrink shrank plunge tumble slide slid down less fewer lower weaken weak "
            "weaker ease loosen loose relax reduce narrow cut worsen worse lose lost",
        ),
        ("high highest top", "low lowest bottom"),
        ("most best maximum", "least worst minimum"),
        ("before earlier ahead prior", "after later following since"),
        ("early", "late mid"),
        ("support back favour favor approve welcome praise", "oppose reject resist criticise criticize blame condemn"),
        ("allow permit legalise legalize", "ban prohibit forbid block outlaw"),
        ("begin began start open launch", "end close finish stop halt"),
        ("always often", "rarely seldom never"),
        ("win won beat", "lose lost"),
        ("buy bought acquire", "sell sold divest"),
        ("large big larger bigger", "small little smaller"),
        ("first", "last"),
        ("profit", "loss"),
        ("import", "export"),
        ("accept agree", "refuse decline disagree"),
        ("convict guilty condemn", "acquit clear exonerate innocent"),
        ("pass adopt sign", "veto reject"),
        ("arrest detain jail imprison", "release free"),
        ("hire appoint elect", "fire dismiss sack oust resign"),
        ("alive survive save rescue", "dead die kill"),
        ("attack", "defend"),
        ("arrive enter join", "leave left quit exit"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("male man men boy", "female woman women girl"),
    )
)
"""Stems of words that say the opposite of each other; a closed list of what news measures and orders."""

_VERBAL = frozenset("to that which who and".split())

NEAR = 4
"""Content words before and after an amount that say what it counts."""

_UNIVERSAL = re.compile(r"(?<!in )(?<!at )(?<!after )(?<!above )\b(?:all|every|everyone|everything|each|only|both|entire|whole|none|sole)\b")

ALIKE_SPEAKER = 0.38
"""From this likeness on a word names a speaker that the source names otherwise."""


def objection(claim: Sentence, window: Window, alike: Alike) -> str | None:
    """Why a window does not bear out the claim; None where nothing is against it."""
    return next(_objections(claim, window, alike), None)


def _objections(claim: Sentence, window: Window, alike: Alike) -> Iterator[str]:
    sources = window.sources
    yield from (f"the passage does not say {said} of this" for said in _figures(claim, window))
    yield from (f"the passage does not name {name} here" for name in _names(claim, window))
    bearers = tuple(dict.fromkeys(window.bearer(word.clause) for word in claim.words))
    yield from (f"the passage says {word} of something else" for word in _borrowed(claim, bearers))
    yield from (f"the passage says this of something other than {name}" for name in _misplaced(claim, sources))
    yield from (f"the passage does not say “{word}”" for word in _universal(claim, sources))
    if _turned(claim, bearers) or _opposite(claim, bearers):
        yield "the passage says the opposite"
    if _other_speaker(claim, window, alike):
        yield "the passage names another speaker"
    if any(exchanged(claim, source) for source in sources):
        yield "the passage has it the other way round"
    if miscaused(claim.text, [source.text for source in sources], sentence):
        yield "the passage gives another cause, or none"
    if _is_other(claim, window, alike):
        yield "the passage says something else of what it is"


def _figures(claim: Sentence, window: Window) -> Iterator[str]:
    """The amounts and dates of the claim that no bearing sentence has; a date may stand before one that leans."""
    for amount in claim.amounts:
        bearer = window.bearer(claim.clause_at(amount.place))
        if not any(amount.equals(other) for other in bearer.amounts):
            yield _at(claim, amount)
    for moment in claim.moments:
        known = (one for source in window.at(claim.clause_at(moment.place)) for one in source.moments)
        if not any(one.bears(moment) for one in known):
            yield claim.text[slice(*moment.place)]


def _names(claim: Sentence, window: Window) -> Iterator[str]:
    for run in names(claim):
        bearer, known = window.bearer(run[0].clause), window.at(run[0].clause)
        if any(word.stem in bearer.stems for word in run):
            known = window.sources  # a surname is enough where a sentence beside it has the whole name
        if missing := lacks(run, known):
            yield missing
    for word in bare_subject(claim):
        if not any(word.stem in source.stems for source in window.at(word.clause)):
            yield word.text


def _at(claim: Sentence, amount: Amount) -> str:
    return claim.text[slice(*amount.place)]


def _borrowed(claim: Sentence, sources: Sequence[Sentence]) -> Iterator[str]:
    """The amounts of the claim that stand beside what the source says of its other amounts."""
    theirs = [(other, part) for source in sources for other, part in _parts(source)]
    anywhere = {word.stem for source in sources for word in source.content}
    for amount, part in _parts(claim):
        own = [(other, words) for other, words in theirs if amount.equals(other)]
        rivals = [(other, words) for other, words in theirs if not amount.equals(other)]
        bearing = {word.stem for _, words in own for word in words}
        taken = {word.stem for _, words in rivals for word in words}
        # what is in no part, or in a part of its own, belongs to all
        foreign = taken - bearing - (anywhere - taken - bearing)
        named = any(word.text[0].isupper() for _, words in own for word in words)
        before = [word for word in part if word.place.start < amount.place.start][-NEAR:]
        after = [word for word in part if word.place.start > amount.place.start][:NEAR]
        elided = _elided(after[:1], own, rivals)
        if any(word.stem in foreign and word.stem not in elided and (named or not word.text[0].isupper()) for word in before + after):
            yield _at(claim, amount)


Part = tuple[Amount, list[Word]]
"""An amount with the content words of its part of the sentence."""


def _elided(noun: Sequence[Word], own: Sequence[Part], rivals: Sequence[Part]) -> set[str]:
    """What an amount counts, where the source says it with an earlier amount only: "42 people died and 300 fled"."""
    return {
        word.stem
        for word in noun
        for other, _ in own
        for rival, words in rivals
        if rival.place < other.place and word.stem in {one.stem for one in words}
    }


def _parts(text: Sentence) -> Iterator[Part]:
    """Each amount with the content words of its part; a part begins at a comma or "and" before an amount.

    Where a part has several amounts, they share its words.
    """
    borders = [0] + [word.place.start for word in text.words if word.text.lower() in (",", ";", "and", "but", "while")]
    starts = sorted({max(border for border in borders if border <= one.place.start) for one in text.amounts})
    for amount in text.amounts:
        start = max(one for one in starts if one <= amount.place.start)
        end = min((one for one in starts if one > start), default=len(text.text))
        yield amount, [word for word in text.content if (start if len(starts) > 1 else 0) <= word.place.start < end]


def _universal(claim: Sentence, sources: Sequence[Sentence]) -> Iterator[str]:
    said = " ".join(source.text for source in sources).lower()
    found = _UNIVERSAL.findall(claim.text.lower())
    yield from (word for word in found if not re.search(rf"\b{word}\b", said))


def _turned(claim: Sentence, sources: Sequence[Sentence]) -> bool:
    """Whether one of both negates what the other does not."""
    stems = frozenset[str]().union(*(source.stems for source in sources))
    negated = frozenset[str]().union(*(source.negated for source in sources))
    for scope in claim.scopes:
        shared = scope & stems
        if (shared and not shared & negated) or (not shared and not negated):
            return True
    said = claim.stems
    for source in sources:
        for scope in source.scopes:
            if scope & said and not scope & said & claim.negated:
                return True
    return False


def _misplaced(claim: Sentence, sources: Sequence[Sentence]) -> Iterator[str]:
    """The names after "of", "at" and the like that the source has in another clause than the word before."""
    spoken = [word for word in claim.words if word.text[0].isalnum()]
    for word, link, *after in zip(spoken, spoken[1:], spoken[2:], spoken[3:], strict=False):
        name = next((one for one in after if one.text.lower() != "the"), None)
        if not (word.content and not word.name and link.text.lower() in ("of", "at", "from", "for") and name and name.name):
            continue
        places = [
            ({one.clause for one in source.words if one.stem == word.stem}, {one.clause for one in source.words if one.stem == name.stem})
            for source in sources
        ]
        if any(one and other for one, other in places) and not any(one & other for one, other in places):
            yield name.text


def _is_other(claim: Sentence, window: Window, alike: Alike) -> bool:
    """Whether the claim says what somebody is, with a word that the source has not."""
    words = [word for word in claim.words if word.text[0].isalnum()]
    at = next((at for at, word in enumerate(words) if word.text.lower() in ("is", "was")), None)
    if at is None or not any(word.name for word in words[:at]):
        return False
    rest = words[at + 1 :]
    if not rest or rest[0].text.lower().endswith(("ing", "ed", "en")) or any(word.text.lower() in _VERBAL for word in rest):
        return False
    return any(not mark(word, window.bearer(word.clause), alike) for word in rest if word.content)


def _opposite(claim: Sentence, sources: Sequence[Sentence]) -> bool:
    """Whether the claim has the opposite of a word of the source, and the source has not both."""
    words = {word.stem for word in claim.words}
    theirs = {word.stem for source in sources for word in source.words}
    for sides in _OPPOSITES:
        for mine, against in (sides, sides[::-1]):
            if words & mine and not theirs & mine and theirs & against - words:
                return True
    return any(("un" + word in words) != ("un" + word in theirs) for word in words ^ theirs if {"un" + word} & (words | theirs))


def _other_speaker(claim: Sentence, window: Window, alike: Alike) -> bool:
    """Whether the sentence that has what is said gives it to somebody else, or to nobody."""
    said = speakers(claim)
    if not said:
        return False
    who = {word.stem for one in said for word in one}
    what = [word for word in claim.content if word.stem not in who]
    main = max(window.sources, key=lambda source: sum(mark(word, source, alike) for word in what))
    known = speakers(main, evidence=True)
    if not known and main.leans:
        known = [one for source in window.sources for one in speakers(source, evidence=True)]
    # "Sun said" is who the sentence before calls "Sun Weimin, the head"
    known += [one for source in window.sources for one in speakers(source) if {w.stem for w in one} & {w.stem for k in known for w in k if w.name}]
    return not all(any(_same_speaker(one, other, alike) for other in known) for one in said)


def _same_speaker(one: Sequence[Word], other: Sequence[Word], alike: Alike) -> bool:
    names = [word for word in one if word.text[0].isupper() and word.name]
    if names:
        return any(same_name(word.text, theirs.text) for word in names for theirs in other)
    return any(alike(word.text, theirs.text) >= ALIKE_SPEAKER for word in one for theirs in other)
