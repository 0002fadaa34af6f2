"""What the evaluations measure: the rank of the right article, the short answer, the worth of a confidence."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

DEPTH = 100
"""Ranks that count for the mean reciprocal rank (MRR@100)."""


def first_rank(ranked: Sequence[str], right: Collection[str]) -> int | None:
    """The rank of the first right item, counted from 1; None where there is none."""
    return next((rank for rank, item in enumerate(ranked, 1) if item in right), None)


def hit(rank: int | None, most: int) -> float:
    """1 where the rank is at most `most`, else 0. Its mean over the questions is hit@most, also called success@most."""
    return float(rank is not None and rank <= most)


def reciprocal(rank: int | None, depth: int = DEPTH) -> float:
    """1 / rank, and 0 below `depth`. Its mean over the questions is MRR@depth."""
    return 1 / rank if rank is not None and rank <= depth else 0.0


def ranking(ranks: Sequence[int | None]) -> dict[str, float]:
    """hit@1, @4, @10 and MRR@100 of the ranks of the first right item, one a question."""
    figures = {f"hit@{most}": mean(hit(rank, most) for rank in ranks) for most in (1, 4, 10)}
    return {**figures, f"mrr@{DEPTH}": mean(reciprocal(rank) for rank in ranks)}


def normalised(text: str) -> str:
    """Lower case, without punctuation, articles and extra white space.

    As the official script of SQuAD 2.0 does (Rajpurkar, Jia and Liang 2018; evaluate-v2.0.py at
    https://rajpurkar.github.io/SQuAD-explorer/): in this order, ASCII punctuation removed and not replaced.
    """
    bare = "".join(character for character in text.lower() if character not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def exact_match(given: str, right: Iterable[str]) -> float:
    """1 where the normalised text equals one of the right ones, else 0 (EM of SQuAD)."""
    return float(any(normalised(given) == normalised(answer) for answer in right))


def token_f1(given: str, right: Iterable[str]) -> float:
    """The best F1 of the words shared with one of the right answers, 0..1 (F1 of SQuAD; two empty texts agree)."""
    return max((_f1(normalised(given).split(), normalised(answer).split()) for answer in right), default=0.0)


def _f1(given: Sequence[str], right: Sequence[str]) -> float:
    if not given or not right:
        return float(given == right)
    shared = (Counter(given) & Counter(right)).total()
    return 2 * shared / (len(given) + len(right))


def names(text: str, answer: str) -> bool:
    """Whether the answer stands in the text as words or numbers of their own: "16" is not in "2016" or "16,000"."""
    flexible = r"\s+".join(map(re.escape, answer.split()))
    return re.search(rf"(?<![\w.,])(?:{flexible})(?!\w|[.,]\d)", text, re.IGNORECASE) is not None


def short_is_right(short: str, right: Iterable[str]) -> bool:
    """Whether a short answer is one of the right ones, or a little more or less than it.

    One holds the other, word for word, and more than half of the words agree (F1 above .5): "Wang" is right for "Wang
    Peng"; "billion" is not for "8.026 billion yuan", nor is "10 billion yuan", nor a sentence that names the answer.
    """
    given = normalised(short)
    answers = [normalised(answer) for answer in right]
    near = [answer for answer in answers if given and (names(given, answer) or names(answer, given))]
    return token_f1(given, near) > 0.5


def separation(answerable: Sequence[float], absent: Sequence[float]) -> float:
    """How often a confidence is higher for what the articles answer than for what they do not (AUROC); ties are half.

    .5 where either is empty: nothing is separated.
    """
    pairs = [(a > b) + (a == b) / 2 for a in answerable for b in absent]
    return mean(pairs) if pairs else 0.5


def mean(values: Iterable[float]) -> float:
    """The mean; 0 for no values."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed (nearest rank); 0 for no values."""
    ordered = sorted(values)
    return ordered[max(0, -int(-percent * len(ordered) // 100) - 1)] if ordered else 0.0
