"""Bytes to characters: the encoding is detected, and refused rather than guessed wildly."""

from __future__ import annotations

import codecs
import re

from ingest.read.problem import ReadError

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOISE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # never typed; escape (\x1b) occurs in captured terminals
_HIGH = re.compile(rb"[\x80-\xff]")
_WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_BINARY = "binary, not text: remove it, or give it the ending of its kind"


def decode(data: bytes, declared: str = "") -> str:
    """The characters of a text file, without a byte order mark; ReadError where it is binary or of no known encoding.

    Tried in this order: UTF-8; UTF-16 by its byte order mark; `declared`, the encoding that the file itself names;
    Windows-1252 where bytes beyond ASCII are few, as in Western languages; what charset-normalizer finds.
    """
    if data.startswith(_UTF16):
        return _by_name(data, "utf-16")
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error.start)
    if b"\x00" in data:
        raise ReadError(_BINARY)
    if declared:
        return _by_name(data, declared)
    # charset-normalizer 3.5.2 takes a short "naïve" in Windows-1252 for cp1250, and in Latin-1 for cp775
    if len(_HIGH.findall(data)) < len(data) / 4:
        try:
            return _checked(data.decode("windows-1252"))
        except UnicodeDecodeError:
            pass  # one of the five bytes that it leaves undefined
    return _checked(_detected(data))


def _by_name(data: bytes, name: str) -> str:
    try:
        return _checked(data.decode(name).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(f"not the {name} that it says it is: save it as UTF-8", line) from error
    except LookupError as error:
        raise ReadError(f"unknown encoding {name!r}: save it as UTF-8") from error


def _checked(text: str) -> str:
    """The text; ReadError where more than a fiftieth are control characters, as in binary data."""
    if len(_NOISE.findall(text)) > len(text) / 50:
        raise ReadError(_BINARY)
    return text


def _refuse_damaged(data: bytes, at: int) -> None:
    """ReadError where UTF-8 is damaged at byte `at`: read as anything else, all of its characters would be wrong."""
    whole = _WHOLE.findall(data)
    if whole and sum(map(len, whole)) > len(_HIGH.findall(data)) / 2 and b"\x00" not in data:
        line = data.count(b"\n", 0, at) + 1
        raise ReadError(f"damaged UTF-8 (byte 0x{data[at]:02x}): save the file as UTF-8 again", line)


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 (only what is neither UTF-8 nor Western pays for it)

    best = from_bytes(data).best()
    if best is None:
        raise ReadError(f"{_BINARY}, or save it as UTF-8")
    return str(best)
