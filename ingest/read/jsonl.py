"""JSON lines: one article a line, read one line at a time."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.article import Article
from ingest.read.clean import clean, one_line
from ingest.read.head import head
from ingest.read.layout import article
from ingest.read.problem import Problem, ReadError


def articles(file: Path, limit: int) -> Iterator[Article | Problem]:
    """The articles of a .jsonl or .jsonl.gz file, and for each line that is none what is wrong with it.

    JSON is UTF-8 (RFC 8259). Empty lines are passed over; a line of more than `limit` bytes is not read into memory. An
    article without an id gets "<file name>-<12 hex digits of the SHA-256 of its title and text>".
    """
    stem = file.name.lower().removesuffix(".gz").removesuffix(".jsonl")
    stem = file.name[: len(stem)]
    empty = True
    with gzip.open(file) if file.suffix.lower() == ".gz" else file.open("rb") as stream:
        for number, line in _lines(stream, limit):
            empty = False
            try:
                yield _article(line, limit, stem)
            except ReadError as problem:
                yield Problem(file, number, problem.message, problem.skipped)
                if problem.skipped:
                    return
    if empty:
        raise ReadError("empty: remove it, or write one article a line into it")


def _lines(stream: BinaryIO | gzip.GzipFile, limit: int) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers; of one over the limit its first `limit + 1` bytes."""
    number = 0
    try:
        while line := stream.readline(limit + 1):
            number += 1
            if number == 1 and b"\x00" in line:  # one problem, not one for each line
                raise ReadError("not UTF-8 text: save it as UTF-8, or remove it")
            if line.strip():
                yield number, line
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit + 1)  # the rest of a line that is too long
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(f"damaged gzip ({error}): compress it again", number + 1) from error


def _article(line: bytes, limit: int, stem: str) -> Article:
    if len(line) > limit:
        raise ReadError(f"a line over {limit >> 20} MB: divide the article")
    fields = _fields(line)
    text, name = clean(fields.get("text", "")), one_line(fields.get("id", ""))
    if not text.strip():
        raise ReadError('"text" is missing or empty: give the text of the article')
    given = head(fields)
    content = hashlib.sha256((given.title + text).encode()).hexdigest()
    return article(name or f"{stem}-{content[:12]}", text, given)


def _fields(line: bytes) -> dict[str, str]:
    """The fields that we read; of a key that occurs twice the last, as JSON parsers do. null is an absent field."""
    try:
        content = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 (byte 0x{line[error.start]:02x}): save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON ({error.msg}): mend the line or remove it") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 100,000 brackets
        raise ReadError(f"not JSON that can be read ({error}): mend the line or remove it") from error
    if not isinstance(content, dict):
        raise ReadError('not a JSON object: write one article a line, {"text": ...}')
    if content.keys() & {"question", "turns"} and "text" not in content:
        raise ReadError('questions, not articles: give each line a "text" to have it read', skipped=True)
    fields: dict[str, str] = {}
    for key in ("id", "title", "text", "published", "source", "url", "section"):
        value = content.get(key)
        if key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            fields[key] = value
        elif value is not None:
            raise ReadError(f'"{key}" is not a string: put it in quotation marks')
    return fields
