"""Dates as news print them. What is ambiguous or incomplete is no date: nothing is guessed."""

from __future__ import annotations

import re
from datetime import datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY = rf"""{_WEEKDAY}(?:
      (?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)
    | (?P<month2>{_MONTH})\s+(?P<day2>\d\d?){_ORDINAL},?\s+(?P<year2>\d{{4}})(?!\d)
    | (?P<day3>\d\d?){_ORDINAL}[\s-](?P<month3>{_MONTH}),?[\s-](?P<year3>\d{{4}})(?!\d)
    | (?P<year4>\d{{4}})年(?P<month4>\d\d?)月(?P<day4>\d\d?)日
    )"""
_HALF = r"\s*(?P<half>[ap])\.?m\b\.?"
_ZONE = r"(?:\s*(?:[zZ]\b|\(?(?:[A-Z]{2,5}|[A-Z][a-z]+\ [Tt]ime)?\s*(?:[+-]\d\d?:?(?:\d\d)?)?\)?))?"
_TIME = rf"""(?<!\d)(?P<hour>\d\d?)(?:
      [:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?:{_HALF})?
    | {_HALF.replace("half", "half2")}
    )(?-i:{_ZONE})"""
_GAP = r"(?:,\s*|\s+(?:at|on|-|–|\|)\s+|\s+|T(?=\d)|t(?=\d))"

_FORMS = (
    re.compile(rf"{_DAY}(?:{_GAP}{_TIME})?", re.VERBOSE | re.IGNORECASE),
    re.compile(rf"{_TIME}{_GAP}{_DAY}", re.VERBOSE | re.IGNORECASE),
)


def parse(printed: str) -> datetime:
    """The date that all of `printed` is: "2022-08-19T23:22:00Z", "Aug 19, 2022 11:22 PM", "19 August 2022".

    A day without a time is midnight. A time zone is dropped: what counts is the local time that the source printed.
    ValueError where it is no date, a part of one ("2022", "May"), ambiguous ("8/9/2022"), before 1900 or after 2100.
    """
    for form in _FORMS:
        if found := form.fullmatch(printed.strip()):
            return _date(found)
    raise ValueError(f"{printed!r} is no date")


def find(line: str) -> datetime | None:
    """The first date within a line, with the time beside it; None where there is none."""
    for form in reversed(_FORMS):
        for found in form.finditer(line):
            try:
                return _date(found)
            except ValueError:
                continue
    return None


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    try:
        parse(line)
    except ValueError:
        return False
    return True


def _date(found: re.Match[str]) -> datetime:
    year, month, day = (
        next(part for number in ("", "2", "3", "4") if (part := found[name + number]))
        for name in ("year", "month", "day")
    )
    hour = int(found["hour"] or 0)
    if half := found["half"] or found["half2"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{found[0]!r} is no date")
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if not 1900 <= int(year) <= 2100:
        raise ValueError(f"{found[0]!r} is not between 1900 and 2100")
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return datetime(int(year), number, int(day), hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError as error:
        raise ValueError(f"{found[0]!r} is no date") from error
