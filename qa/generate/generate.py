"""The answer written by a language model, each sentence checked; the quotation answer where none stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from ingest.article import Span
from ingest.words import occurrence
from qa.answer import Answer, Claim, Hit, Question, Struck, Verdict, Written
from qa.generate.models import ModelError
from qa.quote import Quoted
from qa.verify import Checked, check
from qa.verify.cover import Alike

PASSAGES = 6
"""Passages that a model is given: some 1,200 tokens, which a small one on two cores reads in seconds."""

SENTENCES = 8
"""Sentences of a model that are checked; it is asked for four."""


class Quotes(Protocol):
    """Makes the answer of quotations."""

    def quoted(self, question: Question, hits: Sequence[Hit]) -> Quoted:
        """The answer that the hits bear out, or none with the reason, and their sentences on the question."""
        ...


class Writer(Protocol):
    """Writes sentences that name their passages."""

    @property
    def name(self) -> str:
        """What the user knows it by."""
        ...

    def write(self, question: str, passages: Sequence[Span]) -> Iterator[list[str]]:
        """The sentences so far, each with the numbers of its passages; ModelError where nothing comes."""
        ...


@dataclass(frozen=True, slots=True)
class Generate:
    """Has a language model say what the quotations say, and shows of it what they bear out.

    Whether the articles answer at all is decided by the quotation answer: a refusal stays one, and no model is asked.
    A sentence of the model stands where the gate (`qa.verify`) lets it through, and where what bears it out has to do
    with the question: an article may tempt a model to say something true of something else. A quoted short answer that
    no standing sentence has leads with its quotation; if nothing stands, the quotation answer is given as it is.
    """

    quote: Quotes
    writer: Writer
    alike: Alike

    def stream(self, question: Question, hits: Sequence[Hit]) -> Iterator[Answer]:
        """The quotation answer at once, then what the model writes as it grows; the last one is whole."""
        made = self.quote.quoted(question, hits)
        quoted = made.answer
        if not quoted.claims:
            yield quoted
            return
        passages = given(quoted, hits)
        gate = self._gate(passages, made.relevant)
        fault, found = None, list[str]()
        yield self._so_far(quoted, [], "")
        try:
            for found in self.writer.write(quoted.question, passages):
                checked = [gate(one) for one in found[:SENTENCES][:-1]]
                yield self._so_far(quoted, checked, found[-1] if found else "")
                if len(found) > SENTENCES:
                    break
        except ModelError as error:
            fault, found = str(error), found[:-1]  # its last sentence may be half of one
        yield self._whole(quoted, [gate(one) for one in found[:SENTENCES]], fault)

    def _gate(self, passages: Sequence[Span], relevant: frozenset[Span]) -> Callable[[str], Checked]:
        """Checks a sentence, each but once: a model's text is cut anew with each word that comes."""

        @cache
        def gate(written: str) -> Checked:
            found = check(written, passages, self.alike)
            if found.stands and relevant.isdisjoint(found.spans):
                return Checked(found.text, Verdict.NOT_FOUND, reason="it has nothing to do with the question")
            return found

        return gate

    def _so_far(self, quoted: Answer, checked: Sequence[Checked], unchecked: str) -> Answer:
        """The sentences that stand by now, and until one does the quotations."""
        claims = claimed(checked, quoted) or quoted.claims
        return replace(quoted, claims=claims, written=Written(self.writer.name, unchecked, struck(checked)))

    def _whole(self, quoted: Answer, checked: Sequence[Checked], fault: str | None) -> Answer:
        stand = claimed(checked, quoted)
        if not stand:
            fault = fault or ("nothing that it wrote stands" if checked else "it found no answer in the passages")
        claims = (*unsaid(quoted, stand), *stand) if stand else quoted.claims
        return replace(quoted, claims=claims, written=Written(self.writer.name, "", struck(checked), fault))


def given(quoted: Answer, hits: Sequence[Hit]) -> list[Span]:
    """The passages for the model: those that hold what is quoted first, then the best of the others."""
    found = [hit.passage for hit in hits]
    quoting = [one for one in found if any(one.overlaps(citation) for citation in quoted.citations)]
    return list(dict.fromkeys((*quoting, *found)))[:PASSAGES]


def struck(checked: Sequence[Checked]) -> tuple[Struck, ...]:
    """The sentences that do not stand, each once."""
    return tuple(dict.fromkeys(Struck(one.text, one.reason or "") for one in checked if not one.stands))


def claimed(checked: Sequence[Checked], quoted: Answer) -> tuple[Claim, ...]:
    """The sentences that stand as claims, each once; the first that has a quoted short answer has it marked."""
    shorts = [claim.short for claim in quoted.claims if claim.short]
    claims = []
    for one in dict.fromkeys(one for one in checked if one.stands):
        short = next((short for short in shorts if occurrence(one.text, short)), None)
        shorts = [other for other in shorts if other != short]
        claims.append(Claim(one.text, one.spans, short, one.verdict))
    return tuple(sorted(claims, key=lambda claim: claim.short is None))


def unsaid(quoted: Answer, stand: Sequence[Claim]) -> tuple[Claim, ...]:
    """The quoted claims whose short answer no sentence has; where there is none, the first if it is not cited."""
    with_short = [claim for claim in quoted.claims if claim.short]
    if with_short:
        return tuple(claim for claim in with_short if not any(occurrence(one.text, claim.short or "") for one in stand))
    first, cited = quoted.claims[0], [span for claim in stand for span in claim.citations]
    return () if any(span.overlaps(other) for span in first.citations for other in cited) else (first,)
