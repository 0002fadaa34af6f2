"""A question that takes for granted what the articles say otherwise: another amount, number or year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.evidence import Candidate
from qa.terms import MAGNITUDES, Kind, Term, key

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_AMOUNT = re.compile(
    rf"(?P<sign>[$€£¥])?(?P<number>\d+(?:[.,]\d+)*)(?P<magnitude>\s(?:{'|'.join(sorted(MAGNITUDES))}))?"
    r"(?P<percent>\s?(?:%|percent|per\ cent)(?!\w))?(?:[\s-](?P<unit>[A-Za-z]+))?"
)


def contradicted(question: str, asked: Sequence[Term], nearest: Candidate) -> str | None:
    """What a number of the question says against the nearest sentence; None where nothing speaks against it.

    A number is contradicted by another number of the same unit; a year by another year in the sentence, and where it
    has none, by the year in which its article was published.
    """
    for term in asked:
        if term.kind is not Kind.NUMBER or term not in nearest.missing:
            continue
        if _YEAR.fullmatch(term.text):
            return _other_year(term.text, nearest)
        for amount in _AMOUNT.finditer(question):
            if term.text.startswith(amount["number"]) and (other := _other_amount(amount, nearest.sentence.text)):
                return f"The question says {_said(amount)}; the nearest passage says {other}."
    return None


def _other_year(year: str, nearest: Candidate) -> str | None:
    said = _YEAR.findall(nearest.sentence.text)
    published = nearest.sentence.article.published
    if said:
        return f"The question says {year}; the nearest passage says {said[0]}."
    if published:
        return f"The question says {year}; the nearest passage is of {published:%-d %B %Y} and does not."
    return None


def _other_amount(asked: re.Match[str], sentence: str) -> str | None:
    wanted = _unit(asked)
    found = (_said(amount) for amount in _AMOUNT.finditer(sentence) if wanted and _unit(amount) == wanted)
    return next(found, None)


def _unit(amount: re.Match[str]) -> str | None:
    """What the number counts; None for a bare number."""
    if amount["percent"]:
        return "%"
    return amount["sign"] or (amount["unit"] and key(amount["unit"]))


def _said(amount: re.Match[str]) -> str:
    if amount["sign"] or amount["percent"]:
        return amount.group()[: amount.start("unit") - amount.start()].strip() if amount["unit"] else amount.group()
    return amount.group()
