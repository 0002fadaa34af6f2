"""The conversation that a tab keeps through a reload, as a clipping pack, and the menu that saves it as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ingest.article import Article, Span
from qa.answer import Answer, Claim, Hit, Question
from qa.pack import Entry, Pack, Quotation, dump, entry, history
from qa.pack_read import parse
from ui.conversation import Exchange, Exchanges, also_found
from ui.markup import Markup, tag
from ui.pack_text import html, markdown
from ui.words import count

GONE = "What was quoted here is no longer in the articles. Ask again to see what they say now."

UNREADABLE = "What this tab had kept of a conversation cannot be read, so a new one was begun."

# Name of the form, as keep.js knows it, what it is called, and what it is good for.
FORMS = (
    ("markdown", "Markdown", "to read and edit"),
    ("html", "HTML", "to read in any browser"),
    ("json", "JSON", "to ask again"),
)


def kept(exchanges: Exchanges) -> str:
    """The finished exchanges as the JSON of a pack, without a `<`: Gradio warns of whatever looks like a script."""
    entries = filter(None, map(entry_of, exchanges))
    return dump(Pack(tuple(entries))).replace("<", "\\u003c")


def entry_of(exchange: Exchange) -> Entry | None:
    """What is kept of an exchange; None where it has not come to its end."""
    answer = exchange.answer
    if answer is None or exchange.status != "done":
        return None
    return entry(exchange.question, answer, also_found(answer), exchange.asked, exchange.library)


def restored(text: str, article: Callable[[str], Article]) -> Exchanges:
    """The conversation in what `kept` gave, with every span made anew from the stored articles; none in no text.

    `article` gives the stored article of an id, KeyError where there is none. Quotations that are not in the stored
    text are left out, with a note. PackError where the text is no pack.
    """
    entries = parse(text, "the kept conversation").entries if text else ()
    stored = cache(article)
    return tuple(_exchange(each, entries[:number], stored) for number, each in enumerate(entries))


def _exchange(each: Entry, before: Sequence[Entry], article: Callable[[str], Article]) -> Exchange:
    spans = {quotation: span for quotation in each.quotations if (span := _span(quotation, article))}
    claims = tuple(
        Claim(statement.text, citations, statement.short, statement.verdict)
        for statement in each.statements
        if (citations := tuple(spans[quotation] for quotation in statement.quotations if quotation in spans))
    )
    found = tuple(Hit(span, 0.0) for quotation in each.found if (span := _span(quotation, article)))
    reason = None if claims or each.said else each.reason or GONE
    lost = len(each.quotations) - len(spans)
    return Exchange(
        Question(each.question, each.filter, history(before), each.strictness),
        Answer(each.understood, claims, each.confidence, reason, found, each.said, each.written),
        "done",
        asked=each.asked,
        library=each.library,
        note=f"{count(lost, 'quotation')} left out: no longer in the articles as quoted." if lost else "",
    )


def _span(quotation: Quotation, article: Callable[[str], Article]) -> Span | None:
    try:
        stored = article(quotation.article)
    except KeyError:
        return None
    same = stored.text[quotation.start : quotation.end] == quotation.text
    return Span(stored, quotation.start, quotation.end) if same else None


def as_markdown(text: str) -> str:
    """What `kept` gave, as Markdown; PackError where it is no pack."""
    return markdown(parse(text, "the conversation"))


def as_html(text: str) -> str:
    """What `kept` gave, as one HTML file; PackError where it is no pack."""
    return html(parse(text, "the conversation"))


def menu() -> Markup:
    """The button that unfolds the forms in which the conversation can be saved."""
    buttons = [
        tag("button", name, " ", tag("span", purpose), type="button", data_save=form) for form, name, purpose in FORMS
    ]
    return tag(
        "details",
        tag("summary", "Save"),
        tag("div", *buttons, role="group", aria_label="Save the conversation as"),
        class_="save",
    )
