"""Why a question is not answered, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.article import EVERYTHING, Filter
from qa.answer import Question
from qa.evidence import Candidate
from qa.terms import Kind, Term, joined

Mentions = Callable[[str, Filter], bool]
"""Whether any article that passes the filter has the words of a phrase."""


def reason(question: Question, asked: Sequence[Term], nearest: Candidate | None, mentions: Mentions) -> str:
    """What keeps the articles from answering: a name, number or word that none has, or only apart from the rest.

    `nearest` is the sentence that comes nearest to an answer.
    """
    if not asked:
        return "The question names nothing that an article could be searched for."
    where = "No article of these dates and sources" if question.filter != EVERYTHING else "No article"
    absent = [term for term in asked if not mentions(term.text, question.filter)]
    essential = [term.text for term in absent if term.kind is not Kind.WORD]
    if essential:
        return f"{where} mentions {joined(essential)}."
    if absent:
        return f"{where} mentions {joined([f'“{term.text}”' for term in absent])}."
    if nearest is None:
        return f"{where} speaks of this."
    missing = [term.text for term in asked if term in nearest.missing]
    if missing:
        return f"The nearest passages do not mention {joined(missing)} together with the rest of the question."
    return "The nearest passages speak of this and do not answer the question."
