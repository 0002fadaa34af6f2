"""Whether a statement is borne out by the passages that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.article import Span
from ingest.words import occurrence
from qa.answer import Verdict
from qa.verify.cover import Alike, Coverage, Window, coverage, mark
from qa.verify.objections import objection
from qa.verify.wording import Sentence, sentence

WHOLE, WORST, RUN = 0.68, 0.62, 2
"""What a statement must have of its words in the source: in all, in each clause, and how many may miss in a row.

Of the development half of `tests.evaluation.statements`, these let the fewest false ones through. The cosine of the two
sentences' vectors told true from false no better, and is not used.
"""

MOST_SENTENCES = 3
"""Successive sentences that may bear out a statement together."""

_MARKER = re.compile(r"\s*\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]")
_PLAIN = str.maketrans("“”„«»‘’‚`–—\u00a0", '"""""\'\'\'\'-- ')
_QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with its verdict: the sentences that bear it out, or none and the reason why it does not stand."""

    text: str
    verdict: Verdict
    spans: tuple[Span, ...] = ()
    reason: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it may be shown."""
        return self.verdict is not Verdict.NOT_FOUND


def check(written: str, passages: Sequence[Span], alike: Alike) -> Checked:
    """A sentence that cites passages by their numbers from 1, "[1]" or "[1, 3]", checked against those.

    One that cites none, or a number that there is not, does not stand.
    """
    numbers = [int(number) for marker in _MARKER.findall(written) for number in re.findall(r"\d+", marker)]
    if unknown := [number for number in numbers if not 1 <= number <= len(passages)]:
        text = _MARKER.sub("", written).strip()
        return Checked(text, Verdict.NOT_FOUND, reason=f"there is no passage {unknown[0]}")
    return verify(written, [passages[number - 1] for number in dict.fromkeys(numbers)], alike)


def verify(statement: str, cited: Sequence[Span], alike: Alike) -> Checked:
    """The statement, one sentence, checked against the spans that it cites; marks like "[1]" are taken out of its text.

    `alike` tells how alike two words are, as `qa.verify.likeness.Likeness` does.
    """
    text = _MARKER.sub("", statement).strip()
    if not cited:
        return Checked(text, Verdict.NOT_FOUND, reason="it cites no passage")
    if spans := _verbatim(text, cited):
        return Checked(text, Verdict.VERBATIM, spans)
    whole = " ".join(plain(span.text) for span in cited)
    for quoted in _QUOTED.findall(plain(text)):
        if not _stands_in(quoted, whole):
            return Checked(text, Verdict.NOT_FOUND, reason=f"the passage does not have the words “{quoted}”")
    claim = sentence(plain(text))
    if not claim.content and not claim.amounts:
        return Checked(text, Verdict.NOT_FOUND, reason="it says nothing")
    return _borne_out(text, claim, sorted(_windows(claim, cited, alike), key=_rank), alike)


Found = tuple[tuple[Span, ...], Window]
"""Successive sentences of a passage, and how they cover the claim."""


def _rank(found: Found) -> tuple[float, int]:
    """The window that covers most first, of several the shortest."""
    return -found[1].covers.whole, len(found[0])


def _borne_out(text: str, claim: Sentence, windows: Sequence[Found], alike: Alike) -> Checked:
    """Supported by the first window that nothing speaks against; the reason is what speaks against the best one."""
    reasons = []
    for spans, window in windows:
        reason = _lacking(window.covers) or objection(claim, window, alike)
        if reason is None:
            return Checked(text, Verdict.SUPPORTED, spans)
        reasons.append(reason)
    return Checked(text, Verdict.NOT_FOUND, reason=reasons[0] if reasons else "the passage has no sentence")


def plain(text: str) -> str:
    """The text with typewriter quotation marks and single spaces, so that typography makes no difference."""
    return " ".join(text.translate(_PLAIN).split())


def _stands_in(quoted: str, text: str) -> bool:
    bare = quoted.strip(" .,;:!?'")
    return occurrence(text, bare, re.IGNORECASE) is not None


def _verbatim(text: str, cited: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of one passage, successive ones, that are the text; empty where there are none."""
    wanted = plain(text)
    for passage in cited:
        sentences = passage.sentences()
        for first in range(len(sentences)):
            for end in range(first + 1, len(sentences) + 1):
                joined = plain(" ".join(one.text for one in sentences[first:end]))
                if joined == wanted:
                    return tuple(sentences[first:end])
                if len(joined) > len(wanted):
                    break
    return ()


def _lacking(covers: Coverage) -> str | None:
    if covers.whole < WHOLE or covers.run > RUN:
        return "the passage says too little of it"
    if covers.worst < WORST:
        return "the passage does not say a part of it"
    return None


def _windows(claim: Sentence, cited: Sequence[Span], alike: Alike) -> Iterator[Found]:
    """One to three successive sentences of each passage, with their spans."""
    for passage in dict.fromkeys(cited):
        spans = passage.sentences()
        published = passage.article.published.date() if passage.article.published else None
        sources = [sentence(plain(span.text), published) for span in spans]
        marks = [[mark(word, source, alike) for word in claim.content] for source in sources]
        for size in range(1, MOST_SENTENCES + 1):
            for at in range(len(spans) - size + 1):
                chosen = tuple(sources[at : at + size])
                yield tuple(spans[at : at + size]), Window(chosen, coverage(claim, chosen, marks[at : at + size]))
