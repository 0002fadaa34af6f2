"""The page: handlers that hand questions to the chain and answers to the renderer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import gradio as gr
from langchain_core.runnables import Runnable

from ingest.article import Article
from ingest.catalogue import Overview
from qa.answer import Answer, Filter, Question, Strictness
from qa.feedback import Feedback, append
from qa.pack_read import PackError
from qa.suggest import Suggest
from qa.why import why
from ui.conversation import Exchanges, asked_of, converse, ended, history, locate, places, worded
from ui.keep import UNREADABLE, entry_of, kept, restored
from ui.layout import Parts, lay_out
from ui.programs import Programs, offer
from ui.reader import FORGOTTEN, empty, reader
from ui.render import conversation, masthead, suggested
from ui.words import filtered

# Finding and reading keep two cores busy; more questions at a time would only slow down one another.
ASKING: dict[str, Any] = {"concurrency_limit": 2, "concurrency_id": "asking"}

# No spinners over the page, and no endpoint for programs: those of `ui.programs` are made for them.
QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
SUGGESTING: dict[str, Any] = {"concurrency_limit": 1, "trigger_mode": "always_last", **QUIETLY}
AT_ONCE: dict[str, Any] = {"concurrency_limit": None, **QUIETLY}


# Read by the browser when the page is loaded; storage may be forbidden, and then nothing was kept.
RECALL = "() => { try { return [sessionStorage.getItem('clippings') ?? ''] } catch { return [''] } }"


class Library(Protocol):
    """What the page shows of the articles beside the answers."""

    @property
    def digest(self) -> str:
        """A hash of the articles held."""
        ...

    def article(self, article_id: str) -> Article:
        """The article of that id; KeyError where there is none."""
        ...

    def overview(self) -> Overview:
        """What is held now; asked again whenever the page may have become stale."""
        ...


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the page does. Nothing of a user is kept here: the conversation travels through the arguments.

    `feedback` is the file that takes what users think of answers, None where they are not asked; `suggest` finds what
    may be asked next, None where nothing is suggested.
    """

    chain: Runnable[Question, Answer]
    library: Library
    examples: tuple[str, ...] = ()
    strictness: Strictness = "normal"
    model: str = ""
    feedback: Path | None = None
    suggest: Suggest | None = None

    def welcome(self) -> tuple[str, gr.Dropdown]:
        """The masthead and the sources to choose from, as the library is now."""
        overview = self.library.overview()
        return masthead(overview, self.model), gr.Dropdown(
            choices=list(overview.sources), visible=bool(overview.sources)
        )

    def ask(
        self,
        text: str,
        since: str | None,
        until: str | None,
        sources: list[str],
        strictness: Strictness,
        exchanges: Exchanges,
    ) -> Iterator[tuple[object, ...]]:
        """Answer a typed question: the conversation as it grows, and the question box emptied once.

        gr.Error, which leaves the text in the box, where it is too long for a question or the filter fits no article.
        """
        if not text.strip():
            yield exchanges, *[gr.skip()] * 4
            return
        try:
            asked = worded(text)
        except ValueError as error:
            raise gr.Error(str(error), title="This is too long for a question", print_exception=False) from error
        question = Question(asked, _filter(since, until, sources), history(exchanges), strictness)
        frames = self._frames(exchanges, question)
        yield *next(frames), ""
        for frame in frames:
            yield *frame, gr.skip()

    def ask_example(
        self,
        since: str | None,
        until: str | None,
        sources: list[str],
        strictness: Strictness,
        exchanges: Exchanges,
        event: gr.EventData,
    ) -> Iterator[tuple[object, ...]]:
        """Answer an example question, chosen with a button of the page."""
        question = Question(str(event.question), _filter(since, until, sources), history(exchanges), strictness)
        yield from self._frames(exchanges, question)

    def ask_again(self, exchanges: Exchanges) -> Iterator[tuple[object, ...]]:
        """Answer the last question anew."""
        yield from self._frames(exchanges[:-1], exchanges[-1].question)

    def _frames(self, before: Exchanges, question: Question) -> Iterator[tuple[object, ...]]:
        for exchanges in converse(self.chain, before, question, lambda: self.library.digest):
            done = exchanges[-1].status == "done"
            ending = (
                (masthead(self.library.overview(), self.model), kept(exchanges)) if done else (gr.skip(), gr.skip())
            )
            yield exchanges, self._drawn(exchanges), *ending

    def _drawn(self, exchanges: Exchanges) -> str:
        return conversation(exchanges, self.examples, asks_opinion=self.feedback is not None)

    def restore(self, text: str) -> tuple[object, ...]:
        """The conversation that the tab had kept before it was loaded anew; where it had none, nothing changes."""
        if not text:
            return (gr.skip(),) * 3
        try:
            exchanges = restored(text, self.library.article)
        except PackError:
            gr.Warning(UNREADABLE, title="The conversation is lost")
            exchanges = ()
        return exchanges, self._drawn(exchanges), kept(exchanges)

    def stop(self, exchanges: Exchanges) -> tuple[Exchanges, str]:
        """Keep what the answer has come to; Gradio itself cancels the search."""
        stopped = ended(exchanges, "stopped")
        return stopped, self._drawn(stopped)

    def fail(self, exchanges: Exchanges) -> tuple[Exchanges, str]:
        """Say that the answer broke off; Gradio has logged the traceback."""
        failed = ended(exchanges, "failed")
        return failed, self._drawn(failed)

    def clear(self) -> tuple[Exchanges, str, str, str]:
        """An empty conversation, of which nothing is kept, and an empty reader."""
        return (), self._drawn(()), kept(()), empty()

    def open(self, exchanges: Exchanges, event: gr.EventData) -> str:
        """The article of a citation or of a found passage, marked."""
        place = locate(exchanges, str(event.place))
        answer = exchanges[place.exchange].answer if place else None
        if not (place and answer):
            return empty(FORGOTTEN)
        return reader(place, places(place.exchange, answer), why(answer, place.span))

    def suggestions(self, exchanges: Exchanges) -> str:
        """Questions that may follow the last answer, and that are answered."""
        answer = exchanges[-1].answer if exchanges and exchanges[-1].status == "done" else None
        if answer is None or answer.said or self.suggest is None:
            return suggested(())
        before = [each.answer for each in exchanges[:-1] if each.answer]
        return suggested(self.suggest.after(exchanges[-1].question, answer, before))

    def rate(self, exchanges: Exchanges, event: gr.EventData) -> tuple[Exchanges, str]:
        """Keep what the user thinks of an answer, and say so; gr.Error where the file cannot be written."""
        at, good = int(event.exchange), bool(event.good)
        entry = entry_of(exchanges[at]) if 0 <= at < len(exchanges) else None
        if entry is None or self.feedback is None:
            return exchanges, self._drawn(exchanges)
        try:
            append(Feedback(good, str(event.reason).strip(), datetime.now(UTC), entry), self.feedback)
        except OSError as error:
            raise gr.Error(f"{error}", title="This could not be kept", print_exception=False) from error
        rated = (*exchanges[:at], replace(exchanges[at], good=good), *exchanges[at + 1 :])
        return rated, self._drawn(rated)

    def describe(
        self, since: str | None, until: str | None, sources: list[str], strictness: Strictness
    ) -> gr.Accordion:
        """The filters in words, to be read while the fields are folded away."""
        return gr.Accordion(label=filtered(_filter(since, until, sources), strictness))


def _filter(since: str | None, until: str | None, sources: list[str]) -> Filter:
    try:
        return asked_of(since, until, sources)
    except ValueError as error:
        raise gr.Error(str(error), title="This filter fits no article", print_exception=False) from error


def page(handlers: Handlers, programs: Programs | None = None) -> gr.Blocks:
    """The page over a chain and a library, not yet served; with `programs`, what these may ask is open to them."""
    blocks = gr.Blocks(title="Clippings", analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        if programs:  # first, for the handlers of the page have names for programs too, though private ones
            offer(programs, **ASKING)
        parts = lay_out(handlers.library.overview(), handlers.examples, handlers.strictness)
        _connect_asking(handlers, parts)
        for listener in (parts.conversation, parts.reader):
            listener.open(
                handlers.open,
                parts.exchanges,
                parts.reader,
                trigger_mode="always_last",
                **AT_ONCE,
            )
        parts.conversation.rate(handlers.rate, parts.exchanges, [parts.exchanges, parts.conversation], **AT_ONCE)
        gr.on(parts.filters.changes, handlers.describe, parts.filters.fields, parts.filters.folded, **AT_ONCE)
        blocks.load(
            handlers.welcome,
            None,
            [parts.masthead, parts.filters.sources],
            **AT_ONCE,
        )
        blocks.load(
            handlers.restore, parts.kept, [parts.exchanges, parts.conversation, parts.kept], js=RECALL, **AT_ONCE
        )
    return blocks


def _connect_asking(handlers: Handlers, parts: Parts) -> None:
    shown = [parts.exchanges, parts.conversation]
    grown = [*shown, parts.masthead, parts.kept]
    composer, fields = parts.composer, parts.filters.fields
    asking = ASKING | QUIETLY
    questions = [
        gr.on(
            [composer.question.submit, composer.ask.click],
            handlers.ask,
            [composer.question, *fields, parts.exchanges],
            [*grown, composer.question],
            **asking,
        ),
        *(
            buttons.ask(handlers.ask_example, [*fields, parts.exchanges], grown, **asking)
            for buttons in (parts.conversation, parts.suggestions)
        ),
        parts.conversation.retry(handlers.ask_again, parts.exchanges, grown, **asking),
    ]
    for question in questions:
        question.success(handlers.suggestions, parts.exchanges, parts.suggestions, **SUGGESTING)
        question.failure(handlers.fail, parts.exchanges, shown, **QUIETLY)
    composer.stop.click(handlers.stop, parts.exchanges, shown, cancels=questions, **QUIETLY)
    composer.clear.click(handlers.clear, None, [*shown, parts.kept, parts.reader], cancels=questions, **QUIETLY)
