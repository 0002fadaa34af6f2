"""HTML that cannot forget to escape: text becomes markup only through `tag`."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit


class Markup(str):
    """A string that is HTML already; every other string is text and is escaped."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | bool | None) -> Markup:
    """The element `name` with its children in order.

    Children and attribute values are escaped, except children that are `Markup`. `data_open="1"` is written as
    `data-open="1"`, `class_="chip"` as `class="chip"`; True gives a bare attribute, False and None give none.
    """
    written = [name]
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if value is True:
            written.append(attribute)
        elif value is not None and value is not False:
            written.append(f'{attribute}="{escape(value)}"')
    return Markup(f"<{' '.join(written)}>{join(*children)}</{name}>")


def join(*children: str) -> Markup:
    """The children one after the other, escaped unless they are `Markup`."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))


def web_address(url: str) -> str | None:
    """The address if a browser may follow it, else None: only http and https, so no `javascript:` is ever a link."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # such as "http://[half": an address nobody can follow is an article without one
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None
