"""Web pages: the article in them, by trafilatura (https://trafilatura.readthedocs.io)."""

from __future__ import annotations

import re

from ingest.read.head import Head, head
from ingest.read.problem import ReadError
from ingest.read.quiet import quiet

_CHARSET = re.compile(
    rb"<meta[^>]{0,100}\bcharset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,60}encoding=[\"']([\w.-]+)", re.I
)

# browsers read these as Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels)
_WESTERN = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"}

_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%dT%H:%M:%S"}
"""Only a date that the page states as such: one found anywhere in it would be a guess."""


def charset(data: bytes) -> str:
    """The encoding that a page names in its first 2,048 bytes; "" where it names none."""
    found = _CHARSET.search(data, 0, 2048)
    name = (found[1] or found[2]).decode("ascii", "ignore").lower() if found else ""
    return "windows-1252" if name in _WESTERN else name


def parse(page: str) -> tuple[str, Head]:
    """The text of the article in a page, a paragraph a line, and what the page says of it; the source is the site.

    ReadError where no article is found.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 (0.3 s that other kinds need not pay)

    with quiet("trafilatura", "htmldate", "courlan", "justext"):
        try:
            found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
        except (ValueError, RecursionError) as error:
            raise ReadError(f"not HTML that can be read ({error}): save the page again, or its text as .txt") from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ReadError("no article found in the page: save its text as .txt")
    fields = {
        "title": found.title,
        "published": found.date,
        "source": found.sitename,
        "section": next(iter(found.categories or []), None),
        "url": found.url,
    }
    return found.text or "", head({name: value for name, value in fields.items() if value})
