"""What a date of a news text means by the day on which the article was published."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = re.compile(
    rf"(?P<before>(?:(?:early|mid|late)[\s-]|the\s(?:end|beginning|middle)\sof\s|\d{{1,2}}\s)?)(?P<month>{'|'.join(MONTHS)})"
    r"(?P<day>\s\d{1,2}(?:st|nd|rd|th)?)?"
)
_FUTURE = re.compile(r"\b(?:will|next|upcoming|scheduled|due|expected|plans?|from)\b")


def resolved(short: str, sentence: str, published: date) -> str | None:
    """The date that `short` means in an article of the day `published`: "late July" in August 2022 is "late July 2022".

    A month without a year, a weekday, today, yesterday, tomorrow, and last, this and next year. It lies before the
    article unless the sentence looks ahead. None where there is nothing to resolve.
    """
    text = re.sub(r"^(?:on|in|by|since|until|from)\s", "", short.strip(" .,"), flags=re.IGNORECASE)
    ahead = _FUTURE.search(sentence) is not None
    if re.search(r"\b\d{4}\b", text):
        return None
    if month := _MONTH.fullmatch(text):
        return f"{text} {_year(MONTHS.index(month['month']) + 1, published, ahead)}"
    words = text.lower().split()
    if words and words[-1].capitalize() in DAYS and words[:-1] in ([], ["last"], ["this"], ["next"]):
        shift = (published.weekday() - DAYS.index(words[-1].capitalize())) % 7
        day = published - timedelta(shift)
        return _written(day + timedelta(7) if ahead and shift else day)
    if text.lower() in {"yesterday", "today", "tomorrow"}:
        return _written(published + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[text.lower()]))
    if words[1:] == ["year"] and words[0] in {"last", "this", "next"}:
        return str(published.year + {"last": -1, "this": 0, "next": 1}[words[0]])
    return None


def _year(month: int, published: date, ahead: bool) -> int:
    if ahead:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
