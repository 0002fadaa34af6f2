"""Where the components of the page stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.article import EVERYTHING
from ingest.catalogue import Overview
from qa.answer import STRICTNESS, Strictness
from ui.keep import as_html, as_markdown, menu
from ui.reader import empty
from ui.render import conversation, masthead, suggested
from ui.words import filtered

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Filters:
    """The fields that narrow which articles may answer and when, folded away under their own description."""

    folded: gr.Accordion
    since: gr.HTML
    until: gr.HTML
    sources: gr.Dropdown
    strictness: gr.Dropdown

    @property
    def fields(self) -> list[gr.components.Component]:
        """The four fields, in the order in which the handlers take them."""
        return [self.since, self.until, self.sources, self.strictness]

    @property
    def changes(self) -> list[Callable[..., Any]]:
        """What happens when one of them is changed, to listen to."""
        return [self.since.change, self.until.change, self.sources.change, self.strictness.change]


@dataclass(frozen=True, slots=True)
class Composer:
    """Where a question is written."""

    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    clear: gr.Button


@dataclass(frozen=True, slots=True)
class Parts:
    """Every component that a handler reads or changes.

    `exchanges` is the conversation of one browser tab, and `kept` what that tab keeps of it.
    """

    exchanges: gr.State
    kept: gr.HTML
    masthead: gr.HTML
    conversation: gr.HTML
    suggestions: gr.HTML
    reader: gr.HTML
    filters: Filters
    composer: Composer


def lay_out(overview: Overview, examples: tuple[str, ...], strictness: Strictness) -> Parts:
    """The components in their places; to be called within a `gr.Blocks`."""
    exchanges = gr.State(())
    head = _html("masthead", masthead(overview))
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk", scale=55, min_width=0):
            # Our own HTML, not the Chatbot component: that one strips every aria-* and data-* attribute, and draws a
            # whole message anew with each update, where this one changes only what differs.
            talk = _html("conversation", conversation((), examples), "conversation.js")
            further = _html("suggestions", suggested(()), "suggestions.js")
            with gr.Column(elem_id="composer", min_width=0):
                composer = _composer()
                kept = _kept()
                filters = _filters(overview, strictness)
        with gr.Column(elem_id="source", scale=45, min_width=0):
            source = _html("reader", empty(), "reader.js")
    return Parts(exchanges, kept, head, talk, further, source, filters, composer)


def _html(elem_id: str, value: str, script: str | None = None) -> gr.HTML:
    on_load = (HERE / script).read_text(encoding="utf-8") if script else None
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=on_load)


def _kept() -> gr.HTML:
    """A menu whose value is not shown: the pack that it saves, and that the browser keeps through a reload."""
    return gr.HTML(
        "",
        html_template=menu(),
        js_on_load=(HERE / "keep.js").read_text(encoding="utf-8"),
        server_functions=[as_markdown, as_html],
        apply_default_css=False,
        elem_id="kept",
        min_width=0,
    )


def _composer() -> Composer:
    with gr.Row(elem_id="question-row"):
        question = gr.Textbox(
            placeholder="Ask about the articles",
            label="Question",
            show_label=False,
            container=False,
            autofocus=True,
            max_lines=6,
            elem_id="question",
            scale=1,
            min_width=0,
        )
        ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=0)
        # Which of the two shows is decided in page.css by whether the conversation is busy.
        stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=0)
    clear = gr.Button("New conversation", elem_id="clear", size="sm", scale=0, min_width=0)
    return Composer(question, ask, stop, clear)


def _filters(overview: Overview, strictness: Strictness) -> Filters:
    with gr.Accordion(filtered(EVERYTHING, strictness), open=False, elem_id="filters") as folded, gr.Row():
        since, until = _day("since", "Published since"), _day("until", "Published until")
        sources = gr.Dropdown(
            list(overview.sources),
            value=[],
            multiselect=True,
            label="Sources",
            elem_id="sources",
            visible=bool(overview.sources),
            min_width=200,
        )
        sureness = gr.Dropdown(
            [(name.capitalize(), name) for name in STRICTNESS],
            value=strictness,
            label="How sure an answer must be",
            elem_id="strictness",
            min_width=200,
        )
    return Filters(folded, since, until, sources, sureness)


def _day(elem_id: str, label: str) -> gr.HTML:
    """A field whose value is a day as YYYY-MM-DD, or empty."""
    # The browser's own date field: gr.DateTime gives its input no name that a screen reader could say.
    return gr.HTML(
        "",
        html_template='<label class="day">${name}<input type="date" value="${value}"></label>',
        js_on_load="element.querySelector('input').addEventListener('change', (e) => (props.value = e.target.value));",
        apply_default_css=False,
        elem_id=elem_id,
        min_width=130,
        name=label,
    )
