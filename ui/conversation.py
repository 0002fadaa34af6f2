"""A conversation as the page keeps it: questions, their answers so far, and where each passage is numbered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal

from langchain_core.runnables import Runnable

from ingest.article import Span
from qa.answer import Answer, Filter, Question, Turn

# A reader's eye cannot follow more, and each update travels to the browser.
SECONDS_BETWEEN_UPDATES = 0.1

# More would be scrolled past: the best few passages are worth a look, and the chain finds some for any question.
MOST_FOUND = 5

LONGEST_QUESTION = 1000  # characters; more is a text pasted by mistake

Status = Literal["searching", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer as far as it has come; only a finished exchange is sure to have one.

    `asked` is the time of asking in UTC, `library` the digest of the library asked, `note` what else there is to say.
    `good` is what the user thinks of the answer, None where that was not said.
    """

    question: Question
    answer: Answer | None = None
    status: Status = "searching"
    asked: datetime = field(default_factory=lambda: datetime.now(UTC), compare=False)
    library: str = ""
    note: str = ""
    good: bool | None = None

    def __post_init__(self) -> None:
        if self.status == "done" and self.answer is None:
            raise ValueError(f"the chain gave no answer to {self.question.text!r}")


Exchanges = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of an answer that the reader can open, and its position among those like it.

    `number` counts the places of the answer from 1, citations first, so it is the number that the answer prints;
    `position` of `among` counts only the citations, or only the passages that were also found.
    """

    exchange: int
    number: int
    span: Span
    cited: bool
    position: int
    among: int

    @property
    def key(self) -> str:
        """The place as the page's buttons name it: exchange from 0, number from 1."""
        return f"{self.exchange}-{self.number}"


def converse(
    chain: Runnable[Question, Answer], before: Exchanges, question: Question, digest: Callable[[], str] = str
) -> Iterator[Exchanges]:
    """The conversation while `question` is answered: at once, with each growth of the answer, and finished.

    `digest` gives that of the library asked.
    """
    exchange = Exchange(question)
    yield (*before, exchange)
    exchange = replace(exchange, library=digest())
    for answer in paced(chain.stream(question), SECONDS_BETWEEN_UPDATES):
        exchange = replace(exchange, answer=answer)
        yield (*before, exchange)
    yield (*before, replace(exchange, status="done"))


def paced(answers: Iterable[Answer], seconds: float) -> Iterator[Answer]:
    """The answers at least `seconds` apart; those between are dropped, the last one never."""
    waiting = None
    due = 0.0
    for answer in answers:
        waiting = answer
        if time.monotonic() >= due:
            yield answer
            waiting = None
            due = time.monotonic() + seconds
    if waiting is not None:
        yield waiting


def ended(exchanges: Exchanges, status: Literal["stopped", "failed"]) -> Exchanges:
    """The conversation with its last exchange ended early; unchanged where nothing was under way."""
    if not exchanges or exchanges[-1].status != "searching":
        return exchanges
    return (*exchanges[:-1], replace(exchanges[-1], status=status))


def history(exchanges: Exchanges) -> tuple[Turn, ...]:
    """The conversation as the chain wants it: what was asked, and what was answered in words."""
    turns: list[Turn] = []
    for exchange in exchanges:
        turns.append(Turn("user", exchange.question.text))
        if exchange.answer:
            turns.append(Turn("assistant", exchange.answer.text or exchange.answer.reason or ""))
    return tuple(turns)


def worded(text: str) -> str:
    """A question as it was typed, without the white space around it; ValueError where it is empty or too long."""
    if not text.strip():
        raise ValueError("The question is empty: write one")
    if len(text) > LONGEST_QUESTION:
        raise ValueError(
            f"A question has at most {LONGEST_QUESTION:,} characters, and this text has {len(text):,}: shorten it"
        )
    return text.strip()


def asked_of(since: str | None, until: str | None, sources: Iterable[str]) -> Filter:
    """The filter from what the page's fields hold, dates as YYYY-MM-DD; ValueError where they make none."""
    return Filter(
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        tuple(sources),
    )


def places(exchange: int, answer: Answer) -> tuple[Place, ...]:
    """Every passage that the reader can open for an answer: its citations, then what was found and not cited."""
    cited = answer.citations
    found = also_found(answer)
    return tuple(
        Place(exchange, number, span, number <= len(cited), position, among)
        for number, (span, position, among) in enumerate(
            [(span, position, len(cited)) for position, span in enumerate(cited, 1)]
            + [(span, position, len(found)) for position, span in enumerate(found, 1)],
            start=1,
        )
    )


def also_found(answer: Answer) -> tuple[Span, ...]:
    """The found passages that hold no citation: the best few, best first."""
    return tuple(
        hit.passage for hit in answer.hits if not any(hit.passage.overlaps(citation) for citation in answer.citations)
    )[:MOST_FOUND]


def locate(exchanges: Exchanges, key: str) -> Place | None:
    """The place that a button of the page named; None where this conversation has no such place."""
    exchange, _, number = key.partition("-")
    if not (exchange.isdecimal() and number.isdecimal() and int(exchange) < len(exchanges)):
        return None
    answer = exchanges[int(exchange)].answer
    numbered = places(int(exchange), answer) if answer else ()
    return next((place for place in numbered if place.number == int(number)), None)
