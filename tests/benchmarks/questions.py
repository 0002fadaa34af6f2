"""What the word index is asked in `tests.benchmarks.words`, and in which ways."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import POSTINGS
from ingest.words import STOP_WORDS
from tests.benchmarks.passages import lines

REMAINS = {"s", "t"}
"""What remains of "world's" and "don't" when words are cut apart; the first stands in four of five passages."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A way of asking.

    `words` is "all" or "content" (without stop words). Words in more than the share `most` (0..1) of the passages are
    left out where there are rarer ones; 0 leaves none out. With `postings`, words are taken from the rarest on while
    all together stand in so many passages, but at least three. With `both`, the others are left out for finding and
    count for ranking: what the catalogue does. A word in the title counts `title` times. `rank` orders by FTS5's rank
    column, not by a call of bm25(). `days` are the first and the last day.
    """

    name: str
    words: str = "content"
    most: float = 0
    both: bool = False
    postings: int = 0
    title: float = 2
    rank: bool = False
    days: tuple[int, int] | tuple[()] = ()


DAYS = (20220601, 20220731)

MODES = (
    Mode("all words", words="all"),
    Mode("all words, by rank", words="all", rank=True),
    Mode("no stop words"),
    Mode("no stop words, body alone", title=0),
    Mode("no stop words, by rank", rank=True),
    Mode("no stop words, two months", days=DAYS),
    Mode("no stop words, two months, by rank", days=DAYS, rank=True),
    Mode("words in up to 10 %", most=0.1),
    Mode("words in up to 10 %, two months", most=0.1, days=DAYS),
    Mode("words in up to 3 %", most=0.03),
    Mode("found by words in up to 5 %, ranked by all", most=0.05, both=True),
    Mode(f"found by the rarest in {POSTINGS:,}, ranked by all", postings=POSTINGS, both=True),
    Mode(f"found by the rarest in {POSTINGS:,}, ranked by all, two months", postings=POSTINGS, both=True, days=DAYS),
)


def questions(file: Path, count: int) -> list[str]:
    """The shortest questions of at least 8 words, shuffled: an engine too slow for all of them is asked the first."""
    found = [text for text in (line["question"] for line in lines(file)) if len(text.split()) >= 8]
    found = sorted(found, key=lambda text: (len(text.split()), text))[:count]
    random.Random(1).shuffle(found)
    return found


def tokens(question: str) -> list[str]:
    """The question's words in lower case, each once."""
    return list(dict.fromkeys(re.findall(r"\w+", question.lower())))


def content(question: str) -> list[str]:
    """The same without stop words; all of them where there are no others."""
    words = tokens(question)
    return [word for word in words if word not in STOP_WORDS | REMAINS] or words


def rarest(counts: dict[str, int], most: int) -> list[str]:
    """The rarest words that together stand in at most so many passages, and at least three that occur at all."""
    chosen: list[str] = []
    total = 0
    for word in sorted(counts, key=lambda word: counts[word]):
        total += counts[word]
        if total > most and sum(counts[one] > 0 for one in chosen) >= 3:
            break
        chosen.append(word)
    return chosen
