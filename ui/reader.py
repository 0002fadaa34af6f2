"""An article as HTML with the passages of an answer marked; pure, and everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.article import Article, Range, Span
from qa.why import Why
from ui.conversation import Place
from ui.markup import Markup, join, tag, web_address
from ui.words import byline, place_in_words

EMPTY = (
    "Open a numbered quotation to read it here, marked in its article.",
    "Choose it with the mouse, or with Tab and Enter. Then the arrow keys go from one quotation to the next.",
)
FORGOTTEN = (
    "This passage is no longer at hand.",
    "The program was started anew. Load this page anew as well to open it.",
)

# The quotation that was opened outranks the other citations, and those the passages that were only found.
STRENGTHS = ("nearby", "cited", "quotation")


def empty(words: tuple[str, str] = EMPTY) -> Markup:
    """The reader without an article: what will appear here, and how to bring it up."""
    sketch = tag("div", class_="sketch", aria_hidden="true")
    return tag("div", sketch, tag("p", words[0], class_="lead"), tag("p", words[1]), class_="reader-empty")


def reader(place: Place, others: Sequence[Place], found: Why | None = None) -> Markup:
    """The article of `place` with its passage marked, and `others` of the same answer marked weakly; with `found`, why
    the passage was."""
    article = place.span.article
    marks = [(place.span, "quotation")] + [
        (other.span, "cited" if other.cited else "nearby")
        for other in others
        if other != place and other.span.article == article
    ]
    return tag(
        "article",
        _steps(place, others),
        _head(article, found),
        tag("div", *_body(article, marks), class_="body"),
        class_="reader",
        data_place=place.key,
        tabindex="-1",
        aria_label=f"Source {place.number}: {article.title}",
    )


def _steps(place: Place, others: Sequence[Place]) -> Markup:
    """The bar that goes through the passages like this one, and closes the reader where it covers the page."""
    keys = {other.position: other.key for other in others if other.cited == place.cited}
    noun = "Quotation" if place.cited else "Passage"
    steps = (
        _step("Previous", "‹", keys.get(place.position - 1), "ArrowLeft"),
        _step("Next", "›", keys.get(place.position + 1), "ArrowRight"),
    )
    return tag(
        "nav",
        tag("p", f"{noun} {place.position} of {place.among}", class_="position", role="status"),
        tag("p", place.span.article.title, class_="running", aria_hidden="true"),
        *(steps if place.among > 1 else ()),
        tag("button", "Close", type="button", class_="close", data_close=True),
        class_="steps",
        aria_label="Quotations",
    )


def _step(label: str, sign: str, key: str | None, shortcut: str) -> Markup:
    return tag(
        "button",
        tag("span", sign, aria_hidden="true"),
        type="button",
        class_="step",
        title=label,
        aria_label=f"{label} quotation",
        aria_keyshortcuts=shortcut,
        data_open=key,
        disabled=key is None,
    )


def _head(article: Article, found: Why | None) -> Markup:
    address = web_address(article.url)
    link = (
        tag("a", "Original article", href=address, target="_blank", rel="noopener noreferrer") if address else Markup()
    )
    return tag(
        "header",
        tag("h2", article.title),
        tag("p", tag("span", byline(article)), link, class_="byline"),
        _why(found) if found else Markup(),
        class_="head",
    )


def _why(found: Why) -> Markup:
    """Why the passage was found, unfolded by those who want to know."""
    matched = ", ".join(found.matched)
    rows = (
        ("By words", place_in_words(found.words)),
        ("By meaning", place_in_words(found.vectors)),
        ("By the reader", f"{place_in_words(found.reader)}, {found.chance:.0%} likely" if found.reader else "not read"),
        ("Words of the question", matched or "none of them"),
    )
    listed = [join(tag("dt", name), tag("dd", value)) for name, value in rows]
    return tag("details", tag("summary", "Why this passage"), tag("dl", *listed), class_="why")


def _body(article: Article, marks: Sequence[tuple[Span, str]]) -> Iterator[Markup]:
    """The text, every character of it: paragraphs, and the white space between them."""
    position = 0
    for paragraph in _paragraphs(article.text):
        yield join(article.text[position : paragraph.start])
        yield _paragraph(article, paragraph, marks)
        position = paragraph.end
    yield join(article.text[position:])


def _paragraphs(text: str) -> Iterator[Range]:
    """Blank lines part paragraphs where the text has any; else every line is one."""
    separator = r"\s*\n\s*\n\s*" if re.search(r"\S\s*\n\s*\n\s*\S", text) else r"\s*\n\s*"
    edge = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in re.finditer(separator, text):
        if edge < gap.start() < end:
            yield Range(edge, gap.start())
            edge = gap.end()
    yield Range(edge, end)


def _paragraph(article: Article, paragraph: Range, marks: Sequence[tuple[Span, str]]) -> Markup:
    aside = [part for part in article.aside if part.start < paragraph.end and paragraph.start < part.end]
    edges = {paragraph.start, paragraph.end}
    for start, end in [*aside, *((span.start, span.end) for span, _ in marks)]:
        edges |= {edge for edge in (start, end) if paragraph.start < edge < paragraph.end}
    bounds = sorted(edges)
    pieces = [_piece(article, Range(*pair), aside, marks) for pair in pairwise(bounds)]
    return tag("p", *pieces)


def _piece(article: Article, piece: Range, aside: Sequence[Range], marks: Sequence[tuple[Span, str]]) -> Markup:
    """A run of text that is marked and set in one way throughout."""
    text: str = article.text[piece.start : piece.end]
    kinds = {kind for span, kind in marks if span.start <= piece.start and piece.end <= span.end}
    kind = max(kinds, key=STRENGTHS.index, default=None)
    run = tag("mark", text, class_=kind) if kind else join(text)
    is_aside = any(part.start <= piece.start and piece.end <= part.end for part in aside)
    return tag("small", run, class_="aside") if is_aside else run
