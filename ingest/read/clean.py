"""Text made canonical, once, before any offset into it exists."""

from __future__ import annotations

import re
import unicodedata

_NEWLINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # after `_NEWLINE`, so \v, \f and \x85 are gone
_UNPAIRED = re.compile("[\ud800-\udfff]")  # half a character, as a damaged "\ud83d" in JSON leaves it


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
    if text.isascii():  # most articles, and thrice as fast
        return _CONTROL.sub("", _NEWLINE.sub("\n", text))
    text = _UNPAIRED.sub("\ufffd", text.removeprefix("\ufeff"))
    # mended before control characters go, since they are a part of mojibake
    text = _CONTROL.sub("", _NEWLINE.sub("\n", _mend(text)))
    return unicodedata.normalize("NFC", text)


def _mend(text: str) -> str:
    """The text with its mojibake mended line by line by ftfy (https://ftfy.readthedocs.io)."""
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 (0.1 s that an ASCII corpus need not pay)
    from ftfy.badness import is_bad  # noqa: PLC0415

    if not is_bad(text):
        return text
    config = TextFixerConfig(unescape_html=False, normalization=None)
    lines = text.split("\n")
    return "\n".join(fix_encoding(line, config) if is_bad(line) else line for line in lines)
