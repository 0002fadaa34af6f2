"""The chain as a LangChain Runnable: question | retrieve | answer, with .invoke, .stream and .batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from langchain_core.runnables import Runnable, RunnableLambda

from ingest.article import Article
from qa.answer import Answer, Hit, Question
from qa.retrieve import Retriever

HITS = 20
"""Passages that are retrieved for an answer."""

ATTEMPTS = 3
"""How often a question is asked again because an article changed between retrieval and answer."""


class Answerer(Protocol):
    """Makes an answer from what was found."""

    def answer(self, question: Question, hits: Sequence[Hit]) -> Answer:
        """The answer to the question that the hits bear out, or none with the reason."""
        ...


class StaleCitationError(Exception):
    """A citation that is not in the catalogue as it is quoted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question and the passages found for it."""

    question: Question
    hits: tuple[Hit, ...]


def chain(
    retriever: Retriever, answerer: Answerer, article: Callable[[str], Article], hits: int = HITS
) -> Runnable[str | Question, Answer]:
    """From question to answer; `article` gives the stored article of an id, KeyError where there is none. At least
    `hits` passages are retrieved.

    `.stream` gives the answer as it grows, claim by claim: each is whole, the last is what `.invoke` gives. Every
    citation is compared with the stored article before it leaves; StaleCitationError where it never agrees.
    """

    def retrieve(question: Question) -> Found:
        return Found(question, tuple(retriever.search(question.text, max(hits, HITS), question.filter)))

    def answers(found: Found) -> Iterator[Answer]:
        for attempt in range(1, ATTEMPTS + 1):
            answer = answerer.answer(found.question, found.hits)
            try:
                check(answer, article)
                break
            except StaleCitationError:
                if attempt == ATTEMPTS:
                    raise
                found = retrieve(found.question)
        yield from growing(answer)

    return RunnableLambda(whole, name="question") | RunnableLambda(retrieve) | RunnableLambda(answers, name="answer")


def whole(question: str | Question) -> Question:
    """The question as it is asked of the library; ValueError where it is blank."""
    asked = Question(question) if isinstance(question, str) else question
    if not asked.text.strip():
        raise ValueError("the question is empty")
    return replace(asked, text=" ".join(asked.text.split()))


def check(answer: Answer, article: Callable[[str], Article]) -> None:
    """Raises StaleCitationError unless every citation is, character by character, in the stored article."""
    for span in answer.citations:
        try:
            stored = article(span.article.id).text[span.start : span.end]
        except KeyError:
            raise StaleCitationError(f"article {span.article.id} is not in the library") from None
        if stored != span.text:
            raise StaleCitationError(f"article {span.article.id} has other characters at {span.start}:{span.end}")


def growing(answer: Answer) -> Iterator[Answer]:
    """The answer with its first claim, with its first two, and so on; once where it has none."""
    for count in range(1, len(answer.claims)):
        yield replace(answer, claims=answer.claims[:count])
    yield answer
