"""The answer made of quotations: sentences of the found passages that say what the question asks, or none.

No model decides here. A sentence answers when the question's names and numbers occur with it and most of its other
words do, and when it has what the question word asks for: an amount, a number, a time, a name. That misses paraphrases;
it is made to refuse rather than to guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.article import EVERYTHING, Filter
from qa.answer import Answer, Claim, Hit, Question
from qa.evidence import Candidate, candidates_in
from qa.terms import Kind, Term, joined, terms, tokens

PASSAGES = 12
"""Hits whose sentences are looked at."""

THRESHOLD = 0.7
"""The share of the question that a sentence has to cover."""

FURTHER = 0.9
"""A further sentence is quoted from this share of the best one's score, if it adds a word of the question."""

MOST_CLAIMS = 3


@dataclass(frozen=True, slots=True)
class Extract:
    """Answers from hits. `mentions` tells whether any article that passes the filter has the words of a phrase."""

    mentions: Callable[[str, Filter], bool]

    def answer(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """One to three claims, each a sentence verbatim with its citation; or none, and what is missing."""
        asked = terms(question.text)
        candidates = sorted(
            (found for hit in hits[:PASSAGES] for found in candidates_in(hit.passage, question.text, asked)),
            key=lambda found: -found.score,
        )
        sound = [found for found in candidates if found.score >= THRESHOLD and not _lacks_essential(found)]
        if not asked or not sound:
            reason = self._reason(question, asked, candidates)
            return Answer(question.text, reason=reason, hits=tuple(hits))
        claims = tuple(Claim(found.sentence.text, (found.sentence,)) for found in _chosen(sound))
        return Answer(question.text, claims, confidence=min(1.0, sound[0].score), hits=tuple(hits))

    def _reason(self, question: Question, asked: Sequence[Term], candidates: Sequence[Candidate]) -> str:
        if not asked:
            return "The question names nothing that an article could be searched for."
        where = "No article of these dates and sources" if question.filter != EVERYTHING else "No article"
        absent = [term for term in asked if not self.mentions(term.text, question.filter)]
        essential = [term.text for term in absent if term.kind is not Kind.WORD]
        if essential:
            return f"{where} mentions {joined(essential)}."
        if absent:
            return f"{where} mentions {joined([f'“{term.text}”' for term in absent])}."
        if not candidates:
            return f"{where} speaks of this."
        missing = [term.text for term in asked if term in candidates[0].missing]
        if missing:
            return f"The nearest passages do not mention {joined(missing)} together with the rest of the question."
        return "The nearest passages speak of this and do not answer the question."


def _lacks_essential(found: Candidate) -> bool:
    return any(term.kind is not Kind.WORD for term in found.missing)


def _chosen(sound: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, and up to two that are nearly as good and say something that those before do not."""
    best = sound[0]
    chosen = [best]
    for found in sound[1:]:
        said = frozenset[Term]().union(*(before.own for before in chosen))
        repeated = any(tokens(found.sentence.text) == tokens(before.sentence.text) for before in chosen)
        if found.score >= FURTHER * best.score and found.own - said and not repeated:
            chosen.append(found)
    return chosen[:MOST_CLAIMS]
