"""An answer for a machine and for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from ingest.article import Article, Span
from qa.answer import Answer, Claim, Written
from qa.dates import resolved


class CitationRecord(TypedDict):
    """Characters start to end of the article's canonical text, which are the quote."""

    article: str
    start: int
    end: int
    quote: str


class ClaimRecord(TypedDict):
    """A claim; `verdict`, "verbatim" or "supported" by its citations, only where a language model was asked."""

    text: str
    citations: list[CitationRecord]
    verdict: NotRequired[str]


class HitRecord(TypedDict):
    """A passage that was found."""

    article: str
    start: int
    end: int
    score: float


class StruckRecord(TypedDict):
    """A sentence of a language model that does not stand."""

    text: str
    reason: str


class WrittenRecord(TypedDict):
    """What a language model did."""

    model: str
    fault: str | None
    struck: list[StruckRecord]


class Record(TypedDict):
    """An answer as the commands give it; `id` and `seconds` only in a batch, `hits` only where they are asked for, and
    `written` only where a language model was asked."""

    id: NotRequired[str]
    question: str
    answer: str
    short: str | None
    answered: bool
    confidence: float
    reason: str | None
    claims: list[ClaimRecord]
    written: NotRequired[WrittenRecord]
    hits: NotRequired[list[HitRecord]]
    seconds: NotRequired[float]


def record(answer: Answer, hits: int = 0) -> Record:
    """The answer as a JSON object, with its `hits` best passages where that is more than 0."""
    result = Record(
        question=answer.question,
        answer=answer.text,
        short=answer.short,
        answered=bool(answer.claims),
        confidence=round(answer.confidence, 4),
        reason=answer.reason,
        claims=[
            ClaimRecord(text=claim.text, citations=[_citation(span) for span in claim.citations])
            for claim in answer.claims
        ],
    )
    if answer.written:
        result["written"] = written(answer.written)
        for row, claim in zip(result["claims"], answer.claims, strict=True):
            row["verdict"] = claim.verdict.value
    if hits:
        result["hits"] = [
            HitRecord(article=hit.passage.article.id, start=hit.passage.start, end=hit.passage.end, score=hit.score)
            for hit in answer.hits[:hits]
        ]
    return result


def written(by: Written) -> WrittenRecord:
    """What a language model did, as a JSON object."""
    struck = [StruckRecord(text=one.text, reason=one.reason) for one in by.struck]
    return WrittenRecord(model=by.model, fault=by.fault, struck=struck)


def _citation(span: Span) -> CitationRecord:
    return CitationRecord(article=span.article.id, start=span.start, end=span.end, quote=span.text)


def terminal(answer: Answer) -> Group:
    """The answer with numbered sources, to be printed; without claims the reason and where to read on."""
    parts: list[Text | Padding] = [Text()]
    numbers = {span: number for number, span in enumerate(answer.citations, 1)}
    if answer.differs:
        parts += [Padding(Text("The articles differ:", "yellow"), (0, 2)), Text()]
    parts += [part for claim in answer.claims for part in (Padding(_claim(claim, answer, numbers), (0, 2)), Text())]
    if answer.written:
        parts.append(Padding(Text("\n".join(written_lines(answer.written, answer.quotes)) + "\n", "dim"), (0, 2)))
    if answer.said:
        parts += [Padding(Text(answer.said), (0, 2)), Text()]
    if answer.reason:
        parts += [Padding(Text(answer.reason, "yellow"), (0, 2)), Text()]
    for span, number in numbers.items():
        place = f"  characters {span.start} to {span.end}"
        parts.append(
            Padding(Text.assemble((f"[{number}] ", "bold cyan"), reference(span.article), (place, "dim")), (0, 2))
        )
    if not answer.claims and answer.hits:
        parts.append(Padding(Text("Nearest articles:", "dim"), (0, 2)))
        nearest = dict.fromkeys(hit.passage.article for hit in answer.hits)
        parts += [Padding(Text(reference(article), "dim"), (0, 4)) for article in nearest]
    return Group(*parts)


def _claim(claim: Claim, answer: Answer, numbers: Mapping[Span, int]) -> Text:
    marks = " ".join(f"[{numbers[span]}]" for span in claim.citations)
    text = Text.assemble(claim.text, " ", (marks, "bold cyan"))
    if claim.short_range:
        text.stylize("bold", *claim.short_range)
    for remark in (*([claim.verdict.value] if answer.written else []), *remarks(claim)):
        text.append(f"  {remark}", "dim")
    if claim.damaged:
        text.append("  text damaged in the source", "yellow")
    return text


def written_lines(by: Written, quotes: bool) -> list[str]:
    """What a language model did, in words; `quotes` says that all claims are quotations."""
    return [
        f"{by.model}: {by.fault}" if by.fault else f"written by {by.model}, each sentence checked",
        *(["these are quotations instead"] if by.fault and quotes else []),
        *(f"struck: {one.text} ({one.reason})" for one in by.struck),
    ]


def remarks(claim: Claim) -> list[str]:
    """What is known of a claim beside its text: which date its short answer means, and that articles agree."""
    (first, *_), short = claim.citations, claim.short
    published = first.article.published
    dated = resolved(short, claim.text, published.date()) if short and published else None
    return [
        *([f"“{short}”: {dated}, by the date of the article"] if dated else []),
        *([f"{claim.articles} articles agree"] if claim.articles > 1 else []),
    ]


def reference(article: Article) -> str:
    """An article as it is referred to: title, source, date, url; what is not known is left out."""
    published = f"{article.published:%-d %B %Y}" if article.published else ""
    return ", ".join(part for part in (article.title, article.source, published, article.url) if part)
