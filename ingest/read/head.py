"""What a file says of an article besides its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from ingest.read.clean import one_line
from ingest.read.dates import parse
from ingest.read.problem import ReadError


@dataclass(frozen=True, slots=True)
class Head:
    """Title, date, source, section and address as given beside the text; empty where they are not."""

    title: str = ""
    published: datetime | None = None
    source: str = ""
    section: str = ""
    url: str = ""

    @property
    def host(self) -> str:
        """The host of the address without "www.", which serves as source where none is given; "" without an address."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:  # "http://[": no address, and the text is none the worse for it
            return ""


def head(fields: Mapping[str, str]) -> Head:
    """The head made of named strings, each cleaned to one line; the date is "published", or else "date".

    ReadError where the date is none.
    """
    printed = one_line(fields.get("published") or fields.get("date") or "")
    try:
        published = parse(printed) if printed else None
    except ValueError as error:
        raise ReadError(f"{error}: write it as 2022-08-19, or remove it") from error
    title, source, section, url = (one_line(fields.get(name, "")) for name in ("title", "source", "section", "url"))
    return Head(title, published, source, section, url)
