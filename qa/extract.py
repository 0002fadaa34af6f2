"""The answer made of quotations: sentences of the found passages that say what the question asks, or none.

No model decides here. A sentence answers when the question's names and numbers occur with it and most of its other
words do, and when it has what the question word asks for: an amount, a number, a time, a name. That misses paraphrases;
it is made to refuse rather than to guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Answer, Claim, Hit, Question
from qa.evidence import Candidate, candidates_in
from qa.refuse import Mentions, reason
from qa.terms import Term, terms

PASSAGES = 12
"""Hits whose sentences are looked at."""

THRESHOLD = 0.7
"""The share of the question that a sentence has to cover."""

FURTHER = 0.9
"""A further sentence is quoted from this share of the best one's score, if it adds a word of the question."""

MOST_CLAIMS = 3


@dataclass(frozen=True, slots=True)
class Extract:
    """Answers from hits, and says what is missing where they do not answer."""

    mentions: Mentions

    def answer(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """One to three claims, each a sentence verbatim with its citation; or none, and what is missing."""
        asked = terms(question.text)
        candidates = sorted(
            (found for hit in hits[:PASSAGES] for found in candidates_in(hit.passage, question.text, asked)),
            key=lambda found: -found.score,
        )
        sound = [found for found in candidates if found.score >= THRESHOLD and not found.lacks_essential]
        if not asked or not sound:
            nearest = candidates[0] if candidates else None
            why = reason(question, asked, nearest, self.mentions)
            return Answer(question.text, reason=why, hits=tuple(hits))
        claims = tuple(Claim(found.sentence.text, (found.sentence,)) for found in _chosen(sound))
        return Answer(question.text, claims, confidence=min(1.0, sound[0].score), hits=tuple(hits))


def _chosen(sound: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, and up to two that are nearly as good and say something that those before do not."""
    best = sound[0]
    chosen = [best]
    for found in sound[1:]:
        said = frozenset[Term]().union(*(before.own for before in chosen))
        if found.score >= FURTHER * best.score and found.own - said and not found.repeats(chosen):
            chosen.append(found)
    return chosen[:MOST_CLAIMS]
