"""Words as the word index sees them: their stems, and those that say nothing of a subject."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does doing for from
    had has have having he her hers him his how i if in into is it its just me more most my no not of on one only or
    other our out over said say says she should so some such than that the their them then there these they this
    those to under up was we were what when where which while who whom whose why will with would you your
    """.split()  # noqa: SIM905 - a list of one word a line is no better to read
)
"""Words that say nothing of a subject. They are indexed and never searched for."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What the inflections of a word have in common, in lower case and without accents, as FTS5 indexes it.

    Porter 1980 (https://doi.org/10.1108/eb046814). A number is its own stem.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(char))
    stemmed: str = Stemmer.Stemmer("porter").stemWord(plain)
    return stemmed


def occurrence(text: str, part: str, flags: re.RegexFlag = re.NOFLAG) -> re.Match[str] | None:
    """Where the text first has the part as words of its own; `flags` are those of `re`."""
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, flags)
