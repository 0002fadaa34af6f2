"""Dates of a text by what they mean, so that "Tuesday" and "6 July 2021" can be the same day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ingest.article import Range
from qa.dates import DAYS, MONTHS, resolved

_MONTH = "|".join([*MONTHS, *(rf"{name[:3]}\b\.?(?=\s\d)" for name in MONTHS if name != "May"), r"Sept\b\.?(?=\s\d)"])
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d.,]*\d|\s(?:percent|million|billion))"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?![.,]?\d)"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(DAYS)}),?\s(?:the\s)?)?"
_STAGE = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he\s)?(?:beginning|middle|end)\sof)[\s-])?"

_FORMS = tuple(
    re.compile(rf"(?<!\w){form}(?!\w)")
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})(?:,?\s{_YEAR})?",
        rf"{_WEEKDAY}(?P<month>{_MONTH})\s{_DAY}(?:,?\s{_YEAR})?",
        rf"(?:[Bb]etween|[Ff]rom)\s(?P<since>{_MONTH})\s(?:and|to|through|until)\s(?P<until>{_MONTH})(?:,?\s(?:of\s)?{_YEAR})?",
        rf"(?P<count>first|second|third|fourth)\s(?P<of>half|quarter)(?:\sof\s(?:the\syear\s)?{_YEAR})?",
        rf"(?P<short>[HQ][1-4])(?:\s(?:of\s)?{_YEAR})?",
        rf"{_STAGE}(?P<month>{_MONTH})(?:,?\s(?:of\s)?{_YEAR})?",
        rf"(?P<weekday>{'|'.join(DAYS)})",
        r"(?P<word>[Yy]esterday|[Tt]oday|[Tt]omorrow|(?:[Ll]ast|[Tt]his|[Nn]ext)\syear)",
        rf"{_STAGE}{_YEAR}",
    )
)
"""How dates are written, the longer before the shorter: what one has found, the next ones leave alone."""

BEFORE = 30
"""Characters before a date that tell whether it lies ahead: "will be issued on Tuesday"."""

_COUNTS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SPANS = {(1, 6): "half 1", (7, 12): "half 2", (1, 3): "quarter 1", (4, 6): "quarter 2", (7, 9): "quarter 3"} | {
    (10, 12): "quarter 4"
}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says of a date, and where; 0 and "" for what it does not say.

    `weekday` counts from 1 for Monday. `part` is a part of the month or year: "late", "half 1", "quarter 3".
    """

    place: Range
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0
    part: str = ""

    def bears(self, other: Moment) -> bool:
        """Whether all that the other says is said here: late July 2022 bears July, and 2022, but no day of July."""
        pairs = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
            (self.part, other.part),
        )
        return all(not theirs or own == theirs for own, theirs in pairs)


def moments(text: str, published: date | None = None) -> list[Moment]:
    """The dates of a text in their order; those of an article of the day `published` are resolved by it."""
    found: list[Moment] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(match.start() < one.place.end and one.place.start < match.end() for one in found):
                found.extend(_moments(match, text, published))
    return sorted(found, key=lambda one: one.place)


def _moments(match: re.Match[str], text: str, published: date | None) -> Iterator[Moment]:
    said = {name: value for name, value in match.groupdict().items() if value}
    place = Range(*match.span())
    near = text[max(0, match.start() - BEFORE) : match.end()]
    meant = resolved(_bare(match, said), near, published) if published else None
    if meant and meant != match.group():
        (whole,) = moments(meant)
        yield _dated(replace(whole, place=place, part=whole.part or _part(said)))
        return
    month = _number(said["month"]) if "month" in said else int(said.get("number", 0))
    yield _dated(
        Moment(
            place,
            year=int(said.get("year", 0)),
            month=month,
            day=int(said.get("day", 0)),
            weekday=DAYS.index(said["weekday"]) + 1 if "weekday" in said else 0,
            # "yesterday" of an unknown day is borne by the same word alone
            part=_part(said) or said.get("word", "").lower(),
        )
    )


def _bare(match: re.Match[str], said: dict[str, str]) -> str:
    """The date without the weekday before a day of the month: that is what can be resolved."""
    if "weekday" in said and "month" in said:
        return match.group()[match.end("weekday") - match.start() :].lstrip(", ")
    return match.group()


def _part(said: dict[str, str]) -> str:
    if "since" in said:
        return _SPANS.get((_number(said["since"]), _number(said["until"])), f"{said['since']} to {said['until']}")
    if "count" in said:
        return f"{said['of']} {_COUNTS[said['count']]}"
    if "short" in said:
        return f"{'half' if said['short'][0] == 'H' else 'quarter'} {said['short'][1]}"
    words = said.get("part", "").lower().removeprefix("the ").split()
    return {"beginning": "early", "middle": "mid", "end": "late"}.get(words[0], words[0]) if words else ""


def _number(month: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month.rstrip(".")[:3]))


def _dated(moment: Moment) -> Moment:
    """With the weekday, where the day is known."""
    if not (moment.year and moment.month and moment.day) or moment.weekday:
        return moment
    try:
        return replace(moment, weekday=date(moment.year, moment.month, moment.day).isoweekday())
    except ValueError:
        return moment  # the 31st of June is what the text says
