"""Reads a file as what its name says it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ingest.article import Article
from ingest.read import html, jsonl, markdown, pdf
from ingest.read.clean import clean, one_line
from ingest.read.encoding import decode
from ingest.read.files import kind
from ingest.read.head import Head
from ingest.read.layout import article
from ingest.read.problem import Problem, ReadError

LIMIT = 64 << 20
"""Bytes of the largest file that is one article, and of the longest line of JSON: hundreds of times a long article."""


def read(file: Path, root: Path) -> Iterator[Article | Problem]:
    """The articles of one of the `files`, as they are read, and a Problem for each that cannot be; nothing is raised.

    `root` is the folder that was named, or the folder of the file where the file was: the id of an article is its path
    below the root without the ending ("2022/august/didi"), or the "id" in front matter or JSON. The text is canonical
    (see `clean`); a clean UTF-8 text file gives exactly its content. What `layout.article` finds in the text fills what
    is not given.
    """
    try:
        if kind(file) in (".jsonl", ".jsonl.gz"):
            yield from jsonl.articles(file, LIMIT)
        else:
            yield _article(file, root)
    except ReadError as problem:
        yield Problem(file, problem.line, problem.message, problem.skipped)
    except OSError as error:
        yield Problem(file, None, f"cannot be read ({error.strerror or error}): check its permissions")


def _article(file: Path, root: Path) -> Article:
    with file.open("rb") as stream:
        if os.fstat(stream.fileno()).st_size > LIMIT:
            raise ReadError(f"over {LIMIT >> 20} MB for one article: divide it, or give one article a line as .jsonl")
        data = stream.read()
    if not data.strip():
        raise ReadError("empty: remove it, or write the article into it")
    text, given, name = _parse(kind(file) or "", data)
    if not text.strip():
        raise ReadError("no text in it: remove it, or write the article into it")
    return article(one_line(name) or _name(file, root), text, given)


def _parse(ending: str, data: bytes) -> tuple[str, Head, str]:
    """The clean text of an article, what the file says of it, and its id, "" where it has none."""
    match ending:
        case ".md" | ".markdown":
            return markdown.parse(clean(decode(data)))
        case ".html" | ".htm":
            page, given = html.parse(decode(data, html.charset(data)))
            return clean(page), given, ""
        case ".pdf":
            text, title = pdf.parse(data)
            return text, Head(title), ""
        case _:
            return clean(decode(data)), Head(), ""


def _name(file: Path, root: Path) -> str:
    """The path below the root in posix form without the ending; what is no UTF-8 in a file name becomes U+FFFD."""
    inside = file.relative_to(root) if file.is_relative_to(root) else Path(file.name)
    name = inside.as_posix()
    name = name[: len(name) - len(kind(file) or "")]
    return os.fsencode(name).decode("utf-8", "replace")
