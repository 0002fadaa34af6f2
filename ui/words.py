"""Dates, counts and certainty in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ingest.article import Article
from ingest.catalogue import Overview
from qa.answer import Answer, Filter, Strictness

ANY = "Filter: all articles"


def day(moment: date) -> str:
    """The day as newspapers write it: 7 Jul 2021."""
    return f"{moment.day} {moment:%b %Y}"


def count(number: int, noun: str) -> str:
    """The number with its noun: "1 article", "2,000 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def place_in_words(place: int | None) -> str:
    """A place from 1 among passages: "1st", "22nd"; in words where there is none."""
    if place is None:
        return "not among the first hundred"
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def byline(article: Article) -> str:
    """Source, section and day of an article, as far as they are known."""
    published = day(article.published) if article.published else "undated"
    return " · ".join(filter(None, (article.source, article.section, published)))


def holdings(overview: Overview) -> str:
    """What the library holds, in one line."""
    if not overview.articles:
        return "No articles yet"
    return " · ".join(filter(None, (count(overview.articles, "article"), _period(overview.first, overview.last))))


def scope(asked: Filter) -> str:
    """The active filters in words; empty where everything may answer."""
    if asked.since and asked.until:
        dates = f"from {_period(asked.since, asked.until)}"
    elif asked.since:
        dates = f"since {day(asked.since)}"
    else:
        dates = f"until {day(asked.until)}" if asked.until else ""
    return ", ".join(filter(None, (dates, f"by {_either(asked.sources)}" if asked.sources else "")))


def filtered(asked: Filter, strictness: Strictness) -> str:
    """Which articles may answer, in words, and how sure where that is not as usual; one without a date passes no filter
    by date."""
    articles = "dated articles" if asked.since or asked.until else "articles"
    found = f"Filter: {articles} {scope(asked)}" if scope(asked) else ANY
    return found if strictness == "normal" else f"{found} · {strictness}"


def certainty(answer: Answer) -> str:
    """Who wrote the answer, and how far it can be relied on, in words.

    No number: on some news the confidence promises too much.
    """
    by = f"Written by {answer.written.model}, checked. " if answer.written and not answer.written.fault else ""
    if answer.confidence >= 0.75:
        return f"{by}Strong evidence"
    if answer.confidence >= 0.6:
        return f"{by}Fair evidence: look at the source"
    return f"{by}Weak evidence: read the source before you rely on it"


def _period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return day(first) if day(first) == day(last) else f"{day(first)} to {day(last)}"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
