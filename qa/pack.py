"""A clipping pack: a conversation with its quotations, to be kept, passed on and asked again; see docs/pack.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ingest.article import EVERYTHING, Filter, Span
from qa.answer import Answer, Question, Strictness, Turn, Verdict, Written
from qa.output import written

FORMAT = "clippings pack"
VERSION = 1
"""Grows when a field changes its meaning or goes; a reader of this version passes over fields that it does not know."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` of an article as they were when they were quoted, and how to find the article.

    Unlike a span it holds its text, because it outlives the library that it comes from.
    """

    article: str
    title: str
    source: str
    url: str
    published: datetime | None
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not self.article:
            raise ValueError("a quotation names its article")
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError(f"characters {self.start} to {self.end} are not {len(self.text)} characters of text")

    @classmethod
    def of(cls, span: Span) -> Quotation:
        """The quotation of a span."""
        article = span.article
        about = (article.id, article.title, article.source, article.url, article.published)
        return cls(*about, span.start, span.end, span.text)

    @property
    def words(self) -> tuple[str, str]:
        """What was quoted, wherever it stands: the article and the text."""
        return self.article, self.text


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it was made, and what it quoted."""

    text: str
    short: str | None
    quotations: tuple[Quotation, ...]
    verdict: Verdict = Verdict.VERBATIM

    def __post_init__(self) -> None:
        if not self.quotations:
            raise ValueError("a claim needs a quotation")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as it was asked at that moment (UTC) of the library with that digest, and what was answered.

    `understood` is the question made whole. No statements means that it was refused, with the reason, or that it was no
    question and the program `said` something itself. `found` are passages that were shown and not quoted, best first.
    `written` tells what a language model did, None where none was asked.
    """

    question: str
    asked: datetime
    library: str
    understood: str
    statements: tuple[Statement, ...]
    confidence: float
    reason: str | None = None
    found: tuple[Quotation, ...] = ()
    filter: Filter = EVERYTHING
    said: str | None = None
    strictness: Strictness = "normal"
    written: Written | None = None

    def __post_init__(self) -> None:
        if not self.question.strip():
            raise ValueError("the question is empty")
        if self.asked.utcoffset() != timedelta(0):
            raise ValueError(f"the time of asking is UTC, and {self.asked.isoformat()} is not")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies in 0..1, not {self.confidence}")
        if sum(map(bool, (self.statements, self.reason, self.said))) != 1:
            raise ValueError("an answer has claims, or a reason why it has none, or something else to say")

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """Everything quoted, each once, in the order of the claims: numbered from 1 wherever the pack is shown."""
        return tuple(dict.fromkeys(each for statement in self.statements for each in statement.quotations))


@dataclass(frozen=True, slots=True)
class Pack:
    """A conversation, oldest question first."""

    entries: tuple[Entry, ...] = ()


def entry(question: Question, answer: Answer, found: Iterable[Span], asked: datetime, library: str) -> Entry:
    """What is kept of an answer that was given at that moment; `library` is the digest of the library asked."""
    return Entry(
        question=question.text,
        asked=asked,
        library=library,
        understood=answer.question,
        statements=tuple(
            Statement(claim.text, claim.short, tuple(map(Quotation.of, claim.citations)), claim.verdict)
            for claim in answer.claims
        ),
        confidence=answer.confidence,
        reason=answer.reason,
        found=tuple(map(Quotation.of, found)),
        filter=question.filter,
        said=answer.said,
        strictness=question.strictness,
        written=answer.written,
    )


def history(entries: Sequence[Entry]) -> tuple[Turn, ...]:
    """The conversation that a question after these stands in: what was asked, and what was answered in words."""
    turns: list[Turn] = []
    for each in entries:
        quoted = " ".join(statement.text for statement in each.statements)
        turns += [Turn("user", each.question), Turn("assistant", quoted or each.said or each.reason or "")]
    return tuple(turns)


def dump(pack: Pack) -> str:
    """The pack as JSON; `qa.pack_read.parse` makes the same pack of it again."""
    entries = [fields(each) for each in pack.entries]
    return json.dumps({"format": FORMAT, "version": VERSION, "entries": entries}, ensure_ascii=False, indent=1)


def save(pack: Pack, file: Path) -> None:
    """Writes the pack to a file, in place of what it held."""
    file.write_text(dump(pack) + "\n", encoding="utf-8")


def fields(each: Entry) -> dict[str, object]:
    """The entry as a JSON object."""
    since, until = each.filter.since, each.filter.until
    return {
        "question": each.question,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "sources": each.filter.sources,
        "asked": each.asked.isoformat().replace("+00:00", "Z"),
        "library": each.library,
        "understood": each.understood,
        "confidence": each.confidence,
        "reason": each.reason,
        "said": each.said,
        "strictness": each.strictness,
        "claims": [_statement(statement) for statement in each.statements],
        "written": written(each.written) if each.written else None,
        "found": [_quotation(quotation) for quotation in each.found],
    }


def _statement(statement: Statement) -> dict[str, object]:
    citations = [_quotation(quotation) for quotation in statement.quotations]
    return {
        "text": statement.text,
        "short": statement.short,
        "verdict": statement.verdict.value,
        "citations": citations,
    }


def _quotation(quotation: Quotation) -> dict[str, object]:
    return {
        "article": quotation.article,
        "start": quotation.start,
        "end": quotation.end,
        "quote": quotation.text,
        "title": quotation.title,
        "source": quotation.source,
        "url": quotation.url,
        "published": quotation.published.isoformat() if quotation.published else None,
    }
