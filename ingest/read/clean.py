"""Text made canonical, once, before any offset into it exists."""

from __future__ import annotations

import re
import unicodedata

_NEWLINES = frozenset("\r\v\f\u2028\u2029")
_NEWLINE = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_CONTROLS = frozenset(map(chr, [*range(9), *range(14, 32), *range(127, 160)])) - _NEWLINES
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HALF = re.compile("[\ud800-\udfff]")  # half a character, as a damaged "\ud83d" in JSON leaves it

_INNOCENT = frozenset(map(chr, range(128))) | frozenset("‘’“”–—…•\xa0")
"""Every pattern of ftfy 6.3 for mojibake has another character; testing for it first is eight times as fast."""


def clean(text: str) -> str:
    """The canonical form of a text; a text in that form comes back as it is.

    Mojibake is mended ("cafÃ©"), every kind of line break becomes a line feed, control characters other than line feed
    and tab go, half a surrogate pair becomes U+FFFD, and characters are composed (NFC). Nothing else changes: quotes,
    ligatures, wide characters, spaces and empty lines stay as they are.
    """
    # to the fixed point: a character that is removed or composed can join two halves of a sequence to be mended
    while (cleaned := _pass(text)) != text:
        text = cleaned
    return text


def one_line(text: str) -> str:
    """The canonical form of a title or a name: clean, and every run of white space one space."""
    return " ".join(clean(text).split())


def _pass(text: str) -> str:
    if not text.isascii():
        text = _mend(_HALF.sub("\ufffd", text).removeprefix("\ufeff"))
        text = unicodedata.normalize("NFC", text)
    characters = set(text)
    if characters & _NEWLINES:
        text = _NEWLINE.sub("\n", text)
    return _CONTROL.sub("", text) if characters & _CONTROLS else text


def _mend(text: str) -> str:
    """The text with its mojibake mended line by line by ftfy (https://ftfy.readthedocs.io)."""
    if _INNOCENT.issuperset(text):
        return text
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 (0.1 s that most corpora need not pay)
    from ftfy.badness import is_bad  # noqa: PLC0415

    config = TextFixerConfig(unescape_html=False, normalization=None)
    lines = text.split("\n")
    suspects = (number for number, line in enumerate(lines) if not _INNOCENT.issuperset(line))
    for number in suspects:
        if is_bad(lines[number]):
            lines[number] = fix_encoding(lines[number], config)
    return "\n".join(lines)
