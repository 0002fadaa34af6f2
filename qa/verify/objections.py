"""What speaks against a statement in the sentences that should bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qa.verify.causes import is_miscaused
from qa.verify.cover import Alike, Window, mark
from qa.verify.figures import borrowed_figures, unknown_figures
from qa.verify.likeness import of_one_root
from qa.verify.names import bare_subject, lacks, names
from qa.verify.roles import exchanged, verb_places
from qa.verify.speech import has_other_speaker
from qa.verify.stance import is_opposite, is_turned, unsaid_universals
from qa.verify.vocabulary import OPPOSITES
from qa.verify.wording import Sentence, Word


def objection(claim: Sentence, window: Window, alike: Alike) -> str | None:
    """Why a window does not bear out the claim; None where nothing is against it."""
    return next(_objections(claim, window, alike), None)


def _objections(claim: Sentence, window: Window, alike: Alike) -> Iterator[str]:
    sources = window.sources
    bearers = window.bearers
    yield from (f"the passage does not say “{said}” of this" for said in unknown_figures(claim, window))
    yield from (f"the passage does not name {name} here" for name in _unknown_names(claim, window))
    yield from (f"the passage says “{said}” of something else" for said in borrowed_figures(claim, bearers))
    yield from (f"the passage names {name} with something else" for name in _misplaced(claim, sources))
    yield from (f"the passage does not say “{word}”" for word in unsaid_universals(claim, sources))
    yield from (f"the passage does not say that anybody “{verb}”" for verb in _unsaid_verbs(claim, window))
    if is_turned(claim, bearers) or is_opposite(claim, bearers):
        yield "the passage says the opposite"
    if has_other_speaker(claim, window, alike):
        yield "the passage names another speaker"
    if any(exchanged(claim, source) for source in sources):
        yield "the passage says it of somebody else"
    if is_miscaused(claim.text, [source.text for source in sources]):
        yield "the passage gives another cause, or none"
    if _is_something_else(claim, window, alike):
        yield "the passage does not say that this is what it is"


def _unknown_names(claim: Sentence, window: Window) -> Iterator[str]:
    """The names of the claim that its bearing sentences have not."""
    for run in names(claim):
        bearer, known = window.bearer(run[0].clause), window.at(run[0].clause)
        capitals = {word.text for word in bearer.words if word.text[0].isupper()}
        if any(word.text in capitals for word in run):
            known = window.sources  # a surname is enough where a sentence beside it has the whole name
        if missing := lacks(run, known):
            yield missing
    for word in bare_subject(claim):
        if not any(word.stem in source.stems for source in window.at(word.clause)):
            yield word.text


def _unsaid_verbs(claim: Sentence, window: Window) -> Iterator[str]:
    """The verb of each clause of which the bearing sentence has no verb, nor one that goes the same way.

    What word vectors hold to be alike is not enough here: they bring "reopened" as near to "closed" as synonyms.
    """
    places = verb_places(claim)
    for _, words in groupby(claim.words, lambda word: word.clause):
        verbs = [word for word in words if word.place in places]
        if verbs and not any(_is_said(word, window.bearer(word.clause)) for word in verbs):
            yield verbs[0].text


def _is_said(verb: Word, source: Sentence) -> bool:
    if verb.stem in source.stems or any(of_one_root(verb.text, word.text) for word in source.content):
        return True
    return any(verb.stem in side and side & source.stems for sides in OPPOSITES for side in sides)


def _misplaced(claim: Sentence, sources: Sequence[Sentence]) -> Iterator[str]:
    """The names after "of", "at" and the like that the source has in another clause than the word before."""
    spoken = [word for word in claim.words if word.text[0].isalnum()]
    for word, link, *after in zip(spoken, spoken[1:], spoken[2:], spoken[3:], strict=False):
        name = next((one for one in after if one.text.lower() != "the"), None)
        if name is None or not name.name or word.name or not word.content:
            continue
        places = [(_clauses(word, source), _clauses(name, source)) for source in sources]
        linked = link.text.lower() in ("of", "at", "from", "for")
        if linked and any(map(all, places)) and not any(one & other for one, other in places):
            yield name.text


def _clauses(word: Word, source: Sentence) -> set[int]:
    """The clauses of the source that have the word."""
    return {one.clause for one in source.words if one.stem == word.stem}


def _is_something_else(claim: Sentence, window: Window, alike: Alike) -> bool:
    """Whether the claim says what a name is, "Sun is the head of", with a word that the source has not."""
    words = [word for word in claim.words if word.text[0].isalnum()]
    at = next((at for at, word in enumerate(words) if word.text.lower() in ("is", "was")), len(words))
    rest = words[at + 1 :]
    if not rest or not any(word.name for word in words[:at]) or rest[0].text.lower().endswith(("ing", "ed", "en")):
        return False
    if any(word.text.lower() in ("to", "that", "which", "who", "and") for word in rest):
        return False
    return any(not mark(word, window.bearer(word.clause), alike) for word in rest if word.content)
