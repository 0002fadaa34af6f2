"""The chain as a LangChain Runnable: question | follow-up | retrieve | answer, with .invoke, .stream and .batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from ingest.article import Article, Span
from qa.answer import Answer, Hit, Question, growing
from qa.followup import whole
from qa.messages import Kind, kind_of
from qa.retrieve import Retriever

HITS = 20
"""Passages that are retrieved for an answer."""

ATTEMPTS = 3
"""How often a question is asked again because an article changed between retrieval and answer."""


class Answerer(Protocol):
    """Makes an answer from what was found."""

    def stream(self, question: Question, hits: Sequence[Hit]) -> Iterator[Answer]:
        """The answer that the hits bear out, or none with the reason, as it grows; the last is whole."""
        ...


Reply = Callable[[Question], Answer]
"""Answers a message that is no question."""


class StaleCitationError(Exception):
    """A citation that is not in the catalogue as it is quoted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question and the passages found for it."""

    question: Question
    hits: tuple[Hit, ...]


def chain(
    retriever: Retriever,
    answerer: Answerer,
    article: Callable[[str], Article],
    hits: int = HITS,
    reply: Reply | None = None,
    follow_up: Callable[[Question], Question] = whole,
) -> Runnable[str | Question, Answer]:
    """From question to answer, which names the question made whole from its history.

    `article` gives the stored article of an id, KeyError where there is none. At least `hits` passages are retrieved.
    `reply` answers messages that are no questions; without it everything is taken for one. `follow_up` makes a question
    whole from its history.

    `.stream` gives the answer as it grows, the last is what `.invoke` gives. Every citation is compared with the stored
    article before it leaves; StaleCitationError where it never agrees.
    """

    def retrieve(question: Question) -> Found:
        return Found(question, tuple(retriever.search(question.text, max(hits, HITS), question.filter)))

    def answers(found: Found) -> Iterator[Answer]:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                yield from checked(answerer.stream(found.question, found.hits), article)
            except StaleCitationError:
                if attempt == ATTEMPTS:
                    raise
                found = retrieve(found.question)
            else:
                return

    asking = (
        RunnableLambda(follow_up, name="follow-up") | RunnableLambda(retrieve) | RunnableLambda(answers, name="answer")
    )
    if reply is None:
        return RunnableLambda(stripped, name="question") | asking
    replying = RunnableLambda(replies(reply, article), name="reply")
    return RunnableLambda(stripped, name="question") | RunnableBranch((is_message, replying), asking)


def is_message(question: Question) -> bool:
    """Whether it is no question to the articles."""
    return kind_of(question.text) is not Kind.QUESTION


def replies(reply: Reply, article: Callable[[str], Article]) -> Callable[[Question], Iterator[Answer]]:
    """The replies as they grow, with their citations compared as those of answers are."""

    def replied(question: Question) -> Iterator[Answer]:
        yield from checked(growing(reply(question)), article)

    return replied


def stripped(question: str | Question) -> Question:
    """The question as it is asked of the library; ValueError where it is blank."""
    asked = Question(question) if isinstance(question, str) else question
    if not asked.text.strip():
        raise ValueError("the question is empty")
    return replace(asked, text=" ".join(asked.text.split()))


def checked(answers: Iterable[Answer], article: Callable[[str], Article]) -> Iterator[Answer]:
    """The answers; StaleCitationError before one of which a citation is not, character by character, in the stored
    article. Each citation is compared once."""
    known: set[Span] = set()
    for answer in answers:
        for span in answer.citations:
            if span not in known:
                compare(span, article)
                known.add(span)
        yield answer


def compare(span: Span, article: Callable[[str], Article]) -> None:
    """Raises StaleCitationError unless the span is, character by character, in the stored article."""
    try:
        stored = article(span.article.id).text[span.start : span.end]
    except KeyError:
        raise StaleCitationError(f"article {span.article.id} is not in the library") from None
    if stored != span.text:
        raise StaleCitationError(f"article {span.article.id} has other characters at {span.start}:{span.end}")
