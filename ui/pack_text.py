"""A clipping pack as Markdown and as an HTML page that needs nothing beside itself; pure, everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.pack import Entry, Pack, Quotation, Statement
from ui.markup import Markup, join, tag, web_address
from ui.words import count, day, scope

TITLE = "Clippings"
FOUND = "Shown and not quoted"

# Nothing may be fetched or run, whatever an article says.
HEAD = Markup(
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    'style-src \'unsafe-inline\'"><meta name="referrer" content="no-referrer">'
    '<meta name="viewport" content="width=device-width">'
    "<style>:root{color-scheme:light dark}body{max-width:42rem;margin:2rem auto;padding:0 1rem;"
    "font:1.0625rem/1.55 Georgia,serif;overflow-wrap:anywhere}h2{margin:2.5rem 0 .25rem;font-size:1.25rem}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid;white-space:pre-line}"
    ".about,li{font:.875rem/1.5 system-ui,sans-serif}.about{opacity:.75}li{margin:.5rem 0}</style>"
)


def markdown(pack: Pack) -> str:
    """The pack as CommonMark: each question a heading, what was quoted in block quotes, the sources numbered."""
    parts = [f"# {TITLE}", _escaped(_summary(pack))]
    for entry in pack.entries:
        parts += [f"## {_escaped(entry.question)}", _escaped(_asked(entry)), *_answer_lines(entry)]
    return "\n\n".join(parts) + "\n"


def _answer_lines(entry: Entry) -> Iterator[str]:
    numbers = _numbers(entry)
    for statement in entry.statements:
        marks = "".join(f"[{numbers[each]}]" for each in statement.quotations)
        yield f"{_quoted(statement.text) if _verbatim(statement) else _escaped(statement.text)}\n\n{_escaped(marks)}"
    if entry.said:
        yield _escaped(entry.said)
    if entry.reason:
        yield f"**The articles do not say.** {_escaped(entry.reason)}"
    for quotation, number in numbers.items():
        repeated = any(quotation.text == statement.text for statement in entry.statements)
        yield _source_line(f"[{number}]", quotation) + ("" if repeated else f"\n\n{_quoted(quotation.text)}")
    if entry.found:
        yield f"{FOUND}:"
        yield from (f"{_source_line('', each)}\n\n{_quoted(each.text)}" for each in entry.found)


def _source_line(mark: str, quotation: Quotation) -> str:
    address = web_address(quotation.url)
    # An address between < and > is a link, as long as it has neither of them nor a space.
    link = f"<{address}>" if address and not re.search(r"[<>\s\x00-\x1f\\]", address) else _escaped(quotation.url)
    parts = (_escaped(each) for each in (quotation.title, quotation.source, _published(quotation)))
    return _escaped(mark) + " " * bool(mark) + ", ".join(filter(None, (*parts, link, _escaped(_place(quotation)))))


def _quoted(text: str) -> str:
    return "\n".join(f"> {_escaped(line)}".rstrip() for line in text.splitlines())


def _escaped(text: str) -> str:
    """The text as CommonMark that shows just these words: on one line, and no character of it means anything else."""
    line = re.sub(r"[\\`*_\[\]<>&~|!$]", r"\\\g<0>", " ".join(text.split()))
    # What would begin a heading, a list, a rule or a code block does so at the start of a line only.
    return re.sub(r"^(\d{0,9})([#+\-=.):])", r"\1\\\2", line)


def html(pack: Pack) -> str:
    """The pack as one HTML file: no script, no picture, and no machine is asked until a link is followed."""
    head = tag("head", HEAD, tag("title", TITLE))
    entries = (_article(number, entry) for number, entry in enumerate(pack.entries, 1))
    body = tag("body", tag("h1", TITLE), tag("p", _summary(pack), class_="about"), *entries)
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _article(place: int, entry: Entry) -> Markup:
    numbers = _numbers(entry)
    claims = [
        tag("blockquote" if _verbatim(each) else "p", each.text, " ", *_marks(place, each, numbers))
        for each in entry.statements
    ]
    refused = tag("p", tag("strong", "The articles do not say. "), entry.reason or "") if entry.reason else Markup()
    sources = [
        _source(each, id=f"q{place}-{number}", repeated=any(each.text == said.text for said in entry.statements))
        for each, number in numbers.items()
    ]
    found = [_source(each, id=f"f{place}-{number}") for number, each in enumerate(entry.found, 1)]
    return tag(
        "article",
        tag("h2", entry.question),
        tag("p", _asked(entry), class_="about"),
        *claims,
        tag("p", entry.said) if entry.said else Markup(),
        refused,
        tag("ol", *sources) if sources else Markup(),
        join(tag("p", FOUND, ":", class_="about"), tag("ul", *found)) if found else Markup(),
    )


def _marks(place: int, statement: Statement, numbers: dict[Quotation, int]) -> list[Markup]:
    return [tag("a", f"[{numbers[each]}]", href=f"#q{place}-{numbers[each]}") for each in statement.quotations]


def _source(quotation: Quotation, id: str, repeated: bool = False) -> Markup:
    address = web_address(quotation.url)
    title = (
        tag("a", quotation.title or address, href=address, rel="noopener noreferrer") if address else quotation.title
    )
    about = ", ".join(filter(None, ("", quotation.source, _published(quotation), _place(quotation))))
    return tag("li", title, about, Markup() if repeated else tag("blockquote", quotation.text), id=id)


def _numbers(entry: Entry) -> dict[Quotation, int]:
    return {quotation: number for number, quotation in enumerate(entry.quotations, 1)}


def _verbatim(statement: Statement) -> bool:
    return any(statement.text == quotation.text for quotation in statement.quotations)


def _summary(pack: Pack) -> str:
    return f"{count(len(pack.entries), 'question')}, answered with quotations from news articles."


def _asked(entry: Entry) -> str:
    of = f" of articles {scope(entry.filter)}" if scope(entry.filter) else ""
    return f"Asked on {day(entry.asked)}, {entry.asked:%H:%M:%S} UTC{of}; library {entry.library[:12]}"


def _published(quotation: Quotation) -> str:
    return day(quotation.published) if quotation.published else "undated"


def _place(quotation: Quotation) -> str:
    return f"article {quotation.article}, characters {quotation.start} to {quotation.end}"
