"""What programs may ask of the page's server: an answer, passages, an article; over HTTP, and as tools over MCP."""

# No `from __future__ import annotations`: Gradio reads the type of a result as it stands in the signature.

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypedDict

import gradio as gr
from gradio.context import LocalContext
from gradio.events import api
from langchain_core.runnables import Runnable

from ingest.article import Article, Span
from qa.answer import Answer, Question
from qa.output import CitationRecord, Record, record
from qa.retrieve import Retriever
from ui.conversation import asked_of, worded

MOST_PASSAGES = 50

Parameters = ParamSpec("Parameters")


class ArticleRecord(TypedDict):
    """An article as it is stored; citations count in its text. `published` is local time as the source printed it."""

    id: str
    title: str
    text: str
    published: str | None
    source: str
    section: str
    url: str


class PassageRecord(CitationRecord):
    """A passage that was found, with what is known of its article; scores order the passages of one question."""

    score: float
    title: str
    published: str | None
    source: str
    url: str


class Articles(Protocol):
    """Where the stored articles are."""

    def article(self, article_id: str) -> Article:
        """The article of that id; KeyError where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Programs:
    """What programs may ask; bad input is refused with a gr.Error, which reaches the program in words.

    The docstrings of the methods are what Gradio shows of them, so they name their parameters as it reads them.
    """

    chain: Runnable[Question, Answer]
    retriever: Retriever
    library: Articles

    def ask(
        self, question: str, since: str | None = None, until: str | None = None, sources: list[str] | None = None
    ) -> Record:
        """Answer a question with exact quotations from the stored news articles, or refuse with the reason.

        Each question stands alone. A citation is the characters from start to end of the article's text.

        Args:
            question: one question in English, of at most 1,000 characters.
            since: only articles published on this day or later, as YYYY-MM-DD.
            until: only articles published on this day or earlier, as YYYY-MM-DD.
            sources: only articles of these sources, such as ["Global Times"].

        Returns:
            answered, answer, short (the words that answer), confidence (0 to 1), claims with citations, or the reason
        """
        try:
            asked = Question(worded(question), asked_of(since, until, sources or ()))
        except ValueError as error:
            raise refused(error) from error
        return record(self.chain.invoke(asked))

    def search(self, question: str, limit: int = 10) -> list[PassageRecord]:
        """Find the passages of the stored news articles that come nearest to a question, without answering it.

        Args:
            question: a question or some words to look for, of at most 1,000 characters.
            limit: how many passages, 1 to 50.

        Returns:
            the passages, best first: article, start, end, quote, score, title, published, source, url
        """
        if not 1 <= limit <= MOST_PASSAGES:
            raise refused(f"The limit lies from 1 to {MOST_PASSAGES}, and is not {limit}")
        try:
            asked = worded(question)
        except ValueError as error:
            raise refused(error) from error
        return [_passage(hit.passage, hit.score) for hit in self.retriever.search(asked, limit)[:limit]]

    def article(self, id: str) -> ArticleRecord:
        """Give a stored news article with its whole text.

        Args:
            id: the id of the article, as citations and passages name it.

        Returns:
            id, title, text, published, source, section, url
        """
        try:
            stored = self.library.article(id)
        except KeyError:
            raise refused(f"There is no article {id!r}: use an id that a citation or a passage names") from None
        return ArticleRecord(
            id=stored.id,
            title=stored.title,
            text=stored.text,
            published=_moment(stored),
            source=stored.source,
            section=stored.section,
            url=stored.url,
        )


def refused(fault: object) -> gr.Error:
    """The error that tells a program what was wrong with its question."""
    return gr.Error(str(fault), print_exception=False)


def _passage(span: Span, score: float) -> PassageRecord:
    article = span.article
    return PassageRecord(
        article=article.id,
        start=span.start,
        end=span.end,
        quote=span.text,
        score=score,
        title=article.title,
        published=_moment(article),
        source=article.source,
        url=article.url,
    )


def _moment(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None


def offer(programs: Programs, **asking: Any) -> None:
    """Opens the three to programs; to be called within a `gr.Blocks`. `asking` limits what keeps the processor busy."""
    for program, limits in (
        (programs.ask, asking),
        (programs.search, asking),
        (programs.article, {"concurrency_limit": None}),
    ):
        api(_spoken(program), api_name=program.__name__, **limits)


def _spoken(program: Callable[Parameters, object]) -> Callable[Parameters, object]:
    """The program, whose result goes to a tool of MCP as JSON.

    Gradio makes text for a tool with `str`, which of a record gives Python and not JSON; its own requests on behalf of
    MCP say so in a header.
    """

    @wraps(program)
    def speak(*arguments: Parameters.args, **named: Parameters.kwargs) -> object:
        result = program(*arguments, **named)
        request = LocalContext.request.get()
        by_tool = request is not None and request.headers.get("x-gradio-user") == "mcp"
        return json.dumps(result, ensure_ascii=False) if by_tool else result

    return speak
