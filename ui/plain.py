"""An answer as plain text, for the clipboard; pure."""

from __future__ import annotations

from ingest.article import Span
from qa.answer import Answer, Verdict
from qa.output import remarks
from ui.markup import web_address
from ui.words import byline


def plain(answer: Answer) -> str:
    """The answer with its numbered references as plain text, for the clipboard."""
    numbers = {span: number for number, span in enumerate(answer.citations, 1)}
    lines = [answer.question, "", *(["The articles differ."] if answer.differs else [])]
    for claim in answer.claims:
        verbatim = claim.verdict is Verdict.VERBATIM
        marks = "".join(f"[{numbers[citation]}]" for citation in claim.citations)
        damaged = " (text damaged in the source)" if claim.damaged else ""
        lines.append(f"{'“' if verbatim else ''}{claim.text}{'”' if verbatim else ''} {marks}{damaged}")
        lines += remarks(claim)
    if not answer.claims:
        lines.append(answer.said or f"The articles do not say. {answer.reason}")
    if numbers:
        lines += ["", *(_reference(number, span) for span, number in numbers.items())]
    return "\n".join(lines)


def _reference(number: int, span: Span) -> str:
    address = web_address(span.article.url)
    parts = (span.article.title, byline(span.article), address or "", f"characters {span.start} to {span.end}")
    return f"[{number}] {', '.join(filter(None, parts))}"
