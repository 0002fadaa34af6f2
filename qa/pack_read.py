"""Reads clipping packs, and says where one is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from ingest.article import Filter
from qa.answer import Struck, Verdict, Written
from qa.pack import FORMAT, VERSION, Entry, Pack, Quotation, Statement
from qa.settings import strictness

Value = TypeVar("Value", str, int, float, dict[Any, Any])

NOUNS = {str: "text", int: "whole number", float: "number", dict: "object"}

MEND = "save the conversation anew, or mend the file there"


class PackError(ValueError):
    """A pack that cannot be read; the message names the file, the place in it and the mend."""


def load(file: Path) -> Pack:
    """The pack in a file; OSError where there is none, PackError where it holds something else."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(f"{file}: not UTF-8 at byte {error.start}: give a pack that was saved as JSON") from None
    return parse(text, str(file))


def parse(text: str, place: str) -> Pack:
    """The pack in a text; PackError, which begins with `place`, where it holds something else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PackError(f"{place}: not JSON ({error}): give a pack that was saved as JSON") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise PackError(f'{place}: no clipping pack, which has "format": "{FORMAT}": give one that was saved as JSON')
    version = value.get("version")
    if version != VERSION:
        raise PackError(f"{place}: version {version!r}, and this Clippings reads {VERSION}: update Clippings")
    return Pack(tuple(_entry(fields) for fields in _Fields(value, place).each("entries", "entry")))


@dataclass(frozen=True, slots=True)
class _Fields:
    """An object of the file, read field by field, and where it stands."""

    values: dict[str, object]
    place: str

    def get(self, name: str, kind: type[Value]) -> Value:
        """The field of that name; PackError where it is missing or of another kind."""
        found = self.optional(name, kind)
        if found is None:
            raise self.problem(f'"{name}" is missing')
        return found

    def optional(self, name: str, kind: type[Value]) -> Value | None:
        """The field of that name, None where it is null or missing."""
        value = self.values.get(name)
        if kind is float and isinstance(value, int):
            value = value if isinstance(value, bool) else float(value)
        if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
            return value
        raise self.problem(f'"{name}" is no {NOUNS[kind]}')

    def items(self, name: str) -> list[object]:
        """The list of that name, empty where it is null or missing."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, list):
            raise self.problem(f'"{name}" is no list')
        return value or []

    def each(self, name: str, noun: str) -> Iterator[_Fields]:
        """The objects in the list of that name, counted from 1 where one is broken."""
        for number, value in enumerate(self.items(name), 1):
            place = f"{self.place}, {noun} {number}"
            if not isinstance(value, dict):
                raise PackError(f"{place}: not an object: {MEND}")
            yield _Fields(value, place)

    def problem(self, fault: object) -> PackError:
        """The error that this object is broken in that way."""
        return PackError(f"{self.place}: {fault}: {MEND}")

    @contextmanager
    def placed(self) -> Iterator[None]:
        """Whatever value is refused within is refused with its place."""
        try:
            yield
        except PackError:
            raise
        except (ValueError, OverflowError) as error:
            raise self.problem(error) from None


def _entry(fields: _Fields) -> Entry:
    with fields.placed():
        return Entry(
            question=fields.get("question", str),
            asked=datetime.fromisoformat(fields.get("asked", str)),
            library=fields.get("library", str),
            understood=fields.get("understood", str),
            statements=tuple(_statement(each) for each in fields.each("claims", "claim")),
            confidence=fields.get("confidence", float),
            reason=fields.optional("reason", str),
            found=tuple(_quotation(each) for each in fields.each("found", "found passage")),
            filter=_filter(fields),
            said=fields.optional("said", str),
            strictness=strictness(fields.optional("strictness", str) or "normal"),
            written=_written(fields),
        )


def _written(fields: _Fields) -> Written | None:
    given = fields.optional("written", dict)
    if given is None:
        return None
    by = _Fields(given, f"{fields.place}, written")
    struck = tuple(Struck(each.get("text", str), each.get("reason", str)) for each in by.each("struck", "sentence"))
    return Written(by.get("model", str), "", struck, by.optional("fault", str))


def _filter(fields: _Fields) -> Filter:
    sources = fields.items("sources")
    if not all(isinstance(source, str) for source in sources):
        raise fields.problem('"sources" is no list of texts')
    since, until = (fields.optional(name, str) for name in ("since", "until"))
    return Filter(
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        tuple(str(source) for source in sources),
    )


def _statement(fields: _Fields) -> Statement:
    with fields.placed():
        quotations = tuple(_quotation(each) for each in fields.each("citations", "citation"))
        verdict = Verdict(fields.optional("verdict", str) or Verdict.VERBATIM.value)
        return Statement(fields.get("text", str), fields.optional("short", str), quotations, verdict)


def _quotation(fields: _Fields) -> Quotation:
    with fields.placed():
        published = fields.optional("published", str)
        return Quotation(
            article=fields.get("article", str),
            title=fields.get("title", str),
            source=fields.get("source", str),
            url=fields.get("url", str),
            published=datetime.fromisoformat(published) if published else None,
            start=fields.get("start", int),
            end=fields.get("end", int),
            text=fields.get("quote", str),
        )
