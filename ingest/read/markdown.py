"""Markdown, with or without front matter in YAML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.read.clean import one_line
from ingest.read.head import Head, head
from ingest.read.problem import ReadError

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEFT_OUT = frozenset({"html_inline", "image"})
"""Parts of a line that are not read as its text; a picture's description is no sentence of the article."""


def parse(text: str) -> tuple[str, Head, str]:
    """The body as it reads, what the front matter says, and its "id"; a heading that opens the body serves as title.

    ReadError with its line where the front matter is no YAML or a field that we read is no text. A rule of dashes that
    opens a text without front matter is a part of the body.
    """
    front, body = _split(text)
    fields = _fields(front) if front else None
    if fields is None:
        fields, body = {}, text
    given = head(fields)
    blocks, opening = _blocks(body)
    if opening and not given.title:
        given = replace(given, title=opening)
    return "\n\n".join(blocks), given, fields.get("id", "")


def _blocks(body: str) -> tuple[list[str], str]:
    """The paragraphs, headings, items and cells without their marks, as CommonMark reads them
    (https://spec.commonmark.org), tables besides; and the heading of the first or second level that opens the body.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 (0.05 s that other kinds need not pay)

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks = []
    for token in tokens:
        if token.type == "inline":
            blocks.append("".join(map(_text, token.children or [])).strip())
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
    opens = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag in {"h1", "h2"}
    return [block for block in blocks if block.strip()], one_line(blocks[0]) if opens else ""


def _text(part: Token) -> str:
    if part.type in {"softbreak", "hardbreak"}:
        return "\n"
    return "" if part.type in _LEFT_OUT else part.content


def _split(text: str) -> tuple[str, str]:
    """Front matter and body; front matter is "" where there is none."""
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415 (0.03 s that other kinds need not pay)

    handler = YAMLHandler()
    if not handler.detect(text):
        return "", text
    try:
        return handler.split(text)
    except ValueError:  # it is opened and never closed
        return "", text


def _fields(front: str) -> dict[str, str] | None:
    """The fields of front matter, all as they are written; None where it is no mapping, as a text between two rules."""
    import yaml  # type: ignore[import-untyped] # it comes without types  # noqa: PLC0415 - few articles have front matter

    try:
        # BaseLoader leaves every value a string: "2022-13-45" is refused where all dates are, with the same words
        content = yaml.load(front, yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ReadError(f"front matter is not YAML ({error.problem}): mend it", mark and mark.line + 1) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError("front matter is not YAML: mend it", 1) from error
    if not isinstance(content, dict):
        return None
    fields: dict[str, str] = {}
    for name in ("id", "title", "published", "date", "source", "url", "section"):
        value = content.get(name)
        if isinstance(value, str):
            fields[name] = "" if value in {"null", "~"} else value
        elif value is not None:
            raise ReadError(f'front matter: "{name}" is not a text: write it in one line', 1)
    return fields
