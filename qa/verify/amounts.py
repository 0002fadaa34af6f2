"""Numbers, amounts and ordinals of a text by their value: 8.026 billion yuan is 8,026 million yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.article import Range

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_WORDS |= {"twice": 2}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_MAGNITUDES = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip

_UNITS = {
    "%": ("%", "percent", "per cent", "percentage points?"),
    "$": ("us dollars?", "u.s. dollars?", "dollars?", "usd", r"us\$", r"\$"),
    "yuan": ("yuans?", "renminbi", "rmb", "cny"),
    "¥": ("¥",),
    "yen": ("yen", "jpy"),
    "€": ("euros?", "eur", "€"),
    "£": ("pounds?", "gbp", "£"),
    "rupee": ("rupees?", "inr", "₹"),
    "won": ("won", "krw", "₩"),
    "second": ("seconds",),
    "minute": ("minutes?",),
    "hour": ("hours?",),
    "day": ("days?",),
    "week": ("weeks?",),
    "month": ("months?",),
    "year": ("years?",),
}
"""Units by what they are written as; a sign stands before its number, the others after it."""

_BOUNDS = {
    "over": "more than|over|above|at least|exceeding|greater than",
    "under": "less than|fewer than|under|below|at most|up to",
    "about": "about|around|roughly|approximately|some|nearly|almost|close to|an estimated",
}

_BOUND = "|".join(_BOUNDS.values()).replace(" ", r"\s")
_SIGN = r"us\$|[a-z]{1,2}\$|[$€£¥₹₩]|(?:rmb|cny|usd|eur|gbp|jpy|inr|krw)(?=\s?\d)"
_AFTER = "|".join(form.replace(".", r"\.") for forms in _UNITS.values() for form in forms if form[-1] not in "$€£¥₹₩")
_NUMBER_WORD = "|".join(sorted([*_WORDS, "hundred", "thousand", "million", "billion", "trillion"], key=len)[::-1])
_AMOUNT = re.compile(
    rf"""(?<![\w.])(?:(?P<bound>{_BOUND})\s+)?
    (?:(?P<sign>{_SIGN})\s?)?
    (?:(?P<digits>\d+(?:[.,]\d+)*)(?P<ordinal>st|nd|rd|th)?
      |(?P<words>(?:{_NUMBER_WORD})(?:(?:\s+and)?[\s-]+(?:{_NUMBER_WORD}))*)
      |(?P<rank>{"|".join(_ORDINALS)})
      |an?\s(?=hundred|thousand|million|billion|trillion|dozen))
    (?:(?P<short>[mk](?!\w))|[\s-]?(?P<magnitude>dozen|hundred|thousand|million|billion|trillion|bn|mn|tn))?
    (?:[\s-]?(?P<unit>{_AFTER.replace(" ", chr(92) + "s")})(?!\w))?
    (?:(?:\s+more)?\s+(?:an?|per|each|every)\s+(?P<per>second|minute|hour|day|week|month|quarter|year)(?!\w))?
    (?![\w])""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it counts: its value, its unit and where it stands.

    Units are "yuan", "%", "€/month" and the like, "ordinal" for the third, and "" for a plain count.
    `bound` is "over", "under" or "about" where the text gives no exact number.
    """

    value: Decimal
    unit: str
    bound: str
    place: Range

    def equals(self, other: Amount) -> bool:
        """Whether both say the same; the sign ¥ is used for yuan and for yen."""
        units = {self.unit, other.unit}
        same = len(units) == 1 or units in ({"¥", "yuan"}, {"¥", "yen"})
        return same and self.value == other.value and self.bound == other.bound


def amounts(text: str, without: Sequence[Range] = ()) -> list[Amount]:
    """The amounts of a text in their order; `without` are places that are read otherwise, as dates are.

    "One" counts only before a unit, a magnitude or another number word: elsewhere it is a pronoun.
    """
    return list(_amounts(text, without))


def _amounts(text: str, without: Sequence[Range]) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        if any(found.start() < end and start < found.end() for start, end in without):
            continue
        bare = (found["words"] or "").lower() == "one" and not (found["magnitude"] or found["unit"])
        value = _value(found)
        if not bare and value is not None:
            # the phrase of the bound is no part of the place: "some" and "over" are words like others
            start = found.end("bound") if found["bound"] else found.start()
            yield Amount(value, _unit(found), _bound(found["bound"] or ""), Range(start, found.end()))


def _value(found: re.Match[str]) -> Decimal | None:
    if found["rank"]:
        return Decimal(_ORDINALS[found["rank"].lower()])
    if found["digits"]:
        value = _digits(found["digits"])
    elif found["words"]:
        value = _number(re.split(r"[\s-]+", found["words"].lower()))
    else:
        value = Decimal(1)
    return None if value is None else value * _MAGNITUDES.get((found["magnitude"] or found["short"] or "").lower(), 1)


def _digits(written: str) -> Decimal | None:
    """12,292 and 8.026; None for what is no number (1.2.3). A comma is decimal unless three digits follow it."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written):
        return Decimal(written.replace(",", ""))
    decimal = re.fullmatch(r"(\d+)(?:[.,](\d+))?", written)
    return Decimal(f"{decimal[1]}.{decimal[2] or 0}") if decimal else None


def _number(words: Sequence[str]) -> Decimal:
    """The value of number words: "one hundred and seventy-seven"."""
    total, group = 0, 0
    for word in words:
        if word == "hundred":
            group = max(group, 1) * 100
        elif word in _MAGNITUDES:
            total, group = total + max(group, 1) * _MAGNITUDES[word], 0
        else:
            group += _WORDS.get(word, 0)
    return Decimal(total + group)


def _unit(found: re.Match[str]) -> str:
    if found["rank"] or found["ordinal"]:
        return "ordinal"
    written = (found["sign"] or found["unit"] or "").lower()
    known = (unit for unit, forms in _UNITS.items() if any(re.fullmatch(form, written) for form in forms))
    unit = next(known, re.sub(r"\s+", " ", written))
    return f"{unit}/{found['per'].lower()}" if found["per"] else unit


def _bound(written: str) -> str:
    return next((name for name, forms in _BOUNDS.items() if re.fullmatch(forms, written.lower())), "")
