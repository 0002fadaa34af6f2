"""Questions that may follow an answer, each of which was asked, and answered, before it is suggested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from langchain_core.runnables import Runnable

from ingest.article import Span
from ingest.words import STOP_WORDS
from qa.answer import Answer, Question
from qa.terms import keys

MOST, ASKED = 3, 6
"""Questions that are suggested, and that are asked to find them: one to three seconds, while the answer is read."""

_NAME = r"(?P<who>[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
_FORMS = (
    (r"\d[\d,.]* (?P<what>(?:[a-z-]+ ){0,3}[a-z]{3,}s) (?P<were>were|have been|had been) (?P<done>[a-z]+ed)\b",
     "How many {what} {were} {done}?"),
    (rf"\b(?P<by>[a-z]+ed) (?:[a-z-]+ )*{_NAME} (?:[$€£]?\d|about|nearly|a record)", "How much was {who} {by}?"),
    (rf"\bsaid {_NAME}|{_NAME.replace('who', 'whom')}(?:, [^,.”]{{3,90}},)? (?:said|told|noted|added)\b",
     "What did {who} say?"),
    (rf"(?:^|\s){_NAME}, (?:an?|the) [a-z][^,.”]{{4,70}}[,.]", "Who is {who}?"),
    (r"\b(?P<what>[a-z]+|[A-Z][a-z]+(?: [A-Z][a-z]+)*) (?:(?:has|have|will) )?(?:took|taken|take) effect",
     "When did the {what} take effect?"),
    (r"\b(?P<what>[a-z]+line|law|rules|regulation|report|measures) (?:jointly )?(?P<by>issued|released|published) by\b",
     "Who {by} the {what}?"),
)  # fmt: skip
"""What a sentence says, and the question that it answers."""


@dataclass(frozen=True, slots=True)
class Suggest:
    """Suggests questions; `chain` answers them without a language model."""

    chain: Runnable[Question, Answer]

    def after(self, question: Question, answer: Answer, before: Iterable[Answer] = ()) -> list[str]:
        """At most MOST questions on what was found for an answer and not quoted, which the articles that passed its
        filter answer with something new; `before` are the answers earlier in the conversation."""
        found: list[str] = []
        quoted = [span for each in (*before, answer) for span in each.citations]
        for candidate in islice(candidates(answer), ASKED):
            told = self.chain.invoke(Question(candidate, question.filter, strictness=question.strictness))
            if told.claims and not any(one.overlaps(other) for one in told.claims[0].citations for other in quoted):
                found.append(candidate)
                quoted += told.citations
            if len(found) == MOST:
                break
        return found


def candidates(answer: Answer) -> Iterator[str]:
    """Questions to sentences that were found and are not quoted, each once, and not the one that was asked."""
    asked = {keys(answer.question)}
    for hit in answer.hits:
        for sentence in hit.passage.sentences():
            if any(sentence.overlaps(citation) for citation in answer.citations):
                continue
            for made in questions(sentence):
                if keys(made) not in asked:
                    asked.add(keys(made))
                    yield made


def questions(sentence: Span) -> Iterator[str]:
    """Questions that the sentence answers, by its form."""
    text = " ".join(sentence.text.split())
    for form, question in _FORMS:
        for found in re.finditer(form, text):
            named = {name.replace("whom", "who"): value for name, value in found.groupdict().items() if value}
            if named.get("who", "").partition(" ")[0].lower() not in STOP_WORDS:  # "But Nadal" is no name
                yield question.format(**named)
