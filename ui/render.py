"""Masthead, conversation and answers as HTML; pure, and everything is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.article import Article, Span
from ingest.catalogue import Overview
from qa.answer import Answer, Claim, Verdict, Written
from qa.output import remarks
from ui.conversation import Exchange, Exchanges, Place, places
from ui.ending import ending
from ui.markup import Markup, join, tag
from ui.words import byline, count, day, holdings, scope

EXCERPT = 180  # characters of a passage that was found and not cited: two lines on the page

VERDICTS = {Verdict.VERBATIM: "Verbatim", Verdict.SUPPORTED: "Supported"}
"""What is said of a claim where a language model took part: word for word in the articles, or in the model's words."""


def masthead(overview: Overview, model: str = "") -> Markup:
    """The name of the program, what its library holds, and who answers: the language model of that name, or none."""
    answerer = f"written by {model}, each sentence checked" if model else "quotations"
    return tag(
        "header",
        tag("h1", "Clippings"),
        tag(
            "p",
            tag("span", holdings(overview)),
            " ",
            tag("span", "Answers: ", answerer, class_="answerer"),
            class_="holdings",
        ),
        class_="masthead",
    )


def conversation(exchanges: Exchanges, examples: Sequence[str] = (), asks_opinion: bool = False) -> Markup:
    """The whole conversation, oldest question first, or an invitation with example questions where it is empty.

    With `asks_opinion` each answer can be called good or bad.
    """
    last = len(exchanges) - 1
    busy = bool(exchanges) and exchanges[-1].status == "searching"
    shown = [
        _exchange(index, each, ending(index, each, index == last, asks_opinion)) for index, each in enumerate(exchanges)
    ]
    return tag(
        "section",
        *(shown or [_invitation(examples)]),
        class_="conversation",
        role="log",
        aria_label="Conversation",
        aria_busy="true" if busy else "false",
    )


def _invitation(examples: Sequence[str]) -> Markup:
    buttons = [tag("li", tag("button", each, type="button", class_="example", data_ask=each)) for each in examples]
    return tag(
        "div",
        tag("h2", "Ask the articles"),
        tag(
            "p",
            "Every answer is made of quotations, and each one opens at its place in the article. "
            "Where the articles do not say, you are told so.",
        ),
        tag("ul", *buttons, class_="examples", aria_label="Example questions") if buttons else Markup(),
        class_="invitation",
    )


def suggested(questions: Sequence[str]) -> Markup:
    """Questions that may be asked next; empty where there are none."""
    if not questions:
        return Markup()
    rows = [tag("li", tag("button", each, type="button", data_ask=each)) for each in questions]
    return tag("ul", *rows, class_="suggested", aria_label="You may ask next")


def _exchange(index: int, exchange: Exchange, below: Markup) -> Markup:
    asked = scope(exchange.question.filter)
    return tag(
        "article",
        tag("h2", exchange.question.text, class_="question"),
        tag("p", f"Only articles {asked}", class_="scope") if asked else Markup(),
        tag("p", exchange.note, class_="remark") if exchange.note else Markup(),
        _understood(exchange),
        _answered(index, exchange.answer, exchange.status != "searching") if exchange.answer else Markup(),
        below,
        class_="exchange",
        data_status=exchange.status,
    )


def _understood(exchange: Exchange) -> Markup:
    """What a follow-up was taken for, with a way to correct it."""
    answer, asked = exchange.answer, " ".join(exchange.question.text.split())
    if not answer or answer.said or answer.question == asked:
        return Markup()
    correct = tag("button", "Change", type="button", class_="action", data_edit=answer.question)
    return tag("p", "Asked as: ", tag("q", answer.question), " ", correct, class_="understood")


def _answered(index: int, answer: Answer, ended: bool) -> Markup:
    """Claims or refusal, and below it the sources: those only when nothing will push them down any more."""
    numbered = places(index, answer)
    cited = [place for place in numbered if place.cited]
    found = [place for place in numbered if not place.cited]
    if answer.said:
        return tag("p", answer.said, class_="said")
    if not answer.claims:
        return join(_refusal(answer), _found("Nearest passages", found, unfolded=True))
    differs = tag("p", "The articles differ.", class_="differs") if answer.differs else Markup()
    claims = [_claim(claim, cited, bool(answer.written)) for claim in answer.claims]
    sources = (_sources(cited), _found("Also found", found, unfolded=False)) if ended else ()
    written = _written(answer.written, answer.quotes) if answer.written else Markup()
    return join(tag("div", differs, *claims, class_="claims"), written, *sources)


def _written(written: Written, quotes: bool) -> Markup:
    """What a language model did beside the claims: words that nobody has checked yet, what was struck, what failed."""
    unchecked = (
        tag("p", tag("span", "Not checked yet", class_="stamp unchecked"), " ", written.unchecked, class_="draft")
        if written.unchecked
        else Markup()
    )
    fault = (
        tag(
            "p",
            f"{written.model}: {written.fault}.{' These are quotations instead.' if quotes else ''}",
            class_="fault",
        )
        if written.fault
        else Markup()
    )
    rows = [tag("li", tag("s", one.text), tag("span", one.reason, class_="remark")) for one in written.struck]
    summary = tag(
        "summary",
        tag("span", "Struck", class_="stamp struck"),
        " ",
        count(len(rows), "sentence"),
        f" of {written.model}, not found in the sources",
    )
    return join(unchecked, fault, tag("details", summary, tag("ul", *rows), class_="struck-list") if rows else Markup())


def _claim(claim: Claim, cited: Sequence[Place], checked: bool) -> Markup:
    """A claim and where it stands; with its verdict where a language model took part, `checked`."""
    verbatim = claim.verdict is Verdict.VERBATIM
    verdict = (
        tag("span", VERDICTS[claim.verdict], class_=f"stamp {claim.verdict.name.lower()}") if checked else Markup()
    )
    chips = [_chip(place) for place in cited if place.span in claim.citations]
    damaged = tag("p", "Text damaged in the source", class_="damaged") if claim.damaged else Markup()
    said = tag("blockquote" if verbatim else "div", tag("p", _stressed(claim)), class_="claim")
    known = [tag("p", remark, class_="remark") for remark in remarks(claim)]
    return tag("div", said, tag("p", verdict, *chips, class_="chips"), *known, damaged, class_="claim-group")


def _stressed(claim: Claim) -> Markup:
    if not claim.short_range:
        return join(claim.text)
    start, end = claim.short_range
    return join(claim.text[:start], tag("strong", claim.text[start:end], class_="short"), claim.text[end:])


def _chip(place: Place) -> Markup:
    article = place.span.article
    popover = f"quote-{place.key}"
    when = day(article.published) if article.published else "undated"
    return tag(
        "span",
        tag(
            "button",
            tag("span", str(place.number), class_="number"),
            " ",
            tag("span", when, class_="when"),
            type="button",
            class_="chip",
            data_open=place.key,
            aria_label=f"Source {place.number}, {when}: open in the article",
            aria_describedby=popover,
        ),
        tag(
            "span", tag("q", place.span.text), tag("cite", article.title), class_="popover", role="tooltip", id=popover
        ),
        class_="cited",
    )


def _sources(cited: Sequence[Place]) -> Markup:
    """The cited articles in the order of their first citation, each with the numbers of its quotations."""
    articles = dict.fromkeys(place.span.article for place in cited)
    rows = [_source(article, [place for place in cited if place.span.article == article]) for article in articles]
    return tag("ul", *rows, class_="sources", aria_label="Sources")


def _source(article: Article, cited: Sequence[Place]) -> Markup:
    numbers = [
        tag(
            "button",
            str(place.number),
            type="button",
            class_="number",
            data_open=place.key,
            aria_label=f"Open source {place.number}",
        )
        for place in cited
    ]
    described = tag("span", tag("cite", article.title), tag("span", byline(article), class_="byline"))
    return tag("li", tag("span", *numbers, class_="numbers"), described)


def _refusal(answer: Answer) -> Markup:
    return tag(
        "div",
        tag("p", "The articles do not say.", class_="verdict"),
        tag("p", answer.reason or "", class_="reason"),
        class_="refusal",
    )


def _found(title: str, found: Sequence[Place], unfolded: bool) -> Markup:
    if not found:
        return Markup()
    rows = [
        tag(
            "li",
            tag(
                "button",
                tag("span", _excerpt(place.span), class_="excerpt"),
                tag("span", place.span.article.title, " · ", byline(place.span.article), class_="byline"),
                type="button",
                data_open=place.key,
            ),
        )
        for place in found
    ]
    summary = tag("summary", f"{title} ", tag("span", str(len(found)), class_="count"))
    return tag("details", summary, tag("ul", *rows), class_="found", open=unfolded)


def _excerpt(span: Span) -> str:
    text = " ".join(span.text.split())
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]} …"
