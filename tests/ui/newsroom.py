"""A library and a chain small enough to hold in the head: real articles and spans, answers by shared words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from langchain_core.runnables import Runnable, RunnableLambda

from ingest.article import Article, Range, Span
from ingest.catalogue import Overview
from qa.answer import Answer, Claim, Filter, Hit, Question

COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are at by did do does for from has how in is it its many much of on or the to was were what when "
        "where which who whom why will with",
    )
)

REVIEW = Article(
    id="review",
    title="Watchdog vows to support firms that list abroad",
    text=(
        "SOURCE / ECONOMY\nWatchdog vows to support firms that list abroad\nPublished: Aug 19, 2022 11:22 PM\n"
        "Illustration: VCG\n\n"
        "China's cyberspace watchdog said on Friday that it will always support domestic firms.\n\n"
        "Sun Weimin told a news conference on Friday that reviews will center around stolen or leaked core data.\n\n"
        + "Observers said that such remarks point to a clear path for companies to follow. "
        * 14
        + "\n\n"
        "In the latest move, the regulator fined ride-hailing giant Didi Global 8.026 billion yuan ($1.2 billion) for "
        "16 legal violations in late July.\n\n"
        "The fine on Didi called an end to a probe that lasted more than one year.\n\n"
        + "The agency was supportive of the sector's sound development, an official said. " * 14
        + "\n\nIn the first half of 2022, 177 mobile apps were removed from app stores.\n"
    ),
    published=datetime(2022, 8, 19, 23, 22),
    source="Global Times",
    section="Economy",
    url="https://news.example/review",
    aside=(Range(0, 16), Range(17, 64), Range(65, 97), Range(98, 115)),
)
GUIDELINE = Article(
    id="guideline",
    title="China will strengthen rules for businesses listed overseas",
    text=(
        "China will strengthen rules for businesses listed overseas, according to a guideline issued on Tuesday. "
        "The guideline was jointly issued by two general offices. "
        "Apart from enhancing data protection,, according to the guideline."
    ),
    published=datetime(2021, 7, 7),
    source="VCG",
)
HOSTILE = Article(
    id="hostile",
    title="<script>window.harmed = 1</script><img src=x onerror='window.harmed = 2'>",
    text=(
        "<h1>Zebra</h1> ${window.harmed = 3} {{constructor}} `+window.harmed+` [zebra](javascript:window.harmed=4).\n\n"
        'The zebra said <script>window.harmed = 5</script> and <img src=x onerror="window.harmed = 6"> to </mark></p> '
        "all & sundry."
    ),
    published=datetime(2020, 2, 29),
    source="\"><svg onload='window.harmed = 7'>",
    section="</span><iframe src='https://outside.example/'></iframe>",
    url="javascript:window.harmed=8//https://",
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A library in memory."""

    articles: tuple[Article, ...]

    @property
    def digest(self) -> str:
        return " ".join(f"{article.id}:{len(article.text)}" for article in self.articles)

    def article(self, article_id: str) -> Article:
        return {article.id: article for article in self.articles}[article_id]

    def overview(self) -> Overview:
        days = sorted(date(*article.published.timetuple()[:3]) for article in self.articles if article.published)
        sources = tuple(sorted({article.source for article in self.articles if article.source}))
        return Overview(
            len(self.articles), len(self.articles), days[0] if days else None, days[-1] if days else None, sources
        )


def chain(newsroom: Newsroom) -> Runnable[Question, Answer]:
    """Quotes the two sentences that share most words with the question; one rare word that no article has refuses."""

    def answer(question: Question) -> Iterator[Answer]:
        wanted = words(question.text)
        sentences = [span for article in newsroom.articles if passes(article, question.filter) for span in cut(article)]
        absent = wanted - set().union(*(words(span.text) for span in sentences))
        ranked = sorted(sentences, key=lambda span: -len(wanted & words(span.text)))
        hits = tuple(Hit(span, float(len(wanted & words(span.text)))) for span in ranked[:5])
        if absent or not wanted:
            missing = ", ".join(sorted(absent)) or "what you ask"
            yield Answer(question.text, reason=f"No article mentions {missing}.", hits=hits)
            return
        amount = re.search(r"\d[\d.]* billion yuan", hits[0].passage.text)
        shorts = (amount[0] if amount else None, None)
        claims = tuple(
            Claim(hit.passage.text, (hit.passage,), short) for hit, short in zip(hits[:2], shorts, strict=True)
        )
        for size in range(1, len(claims) + 1):
            yield Answer(question.text, claims[:size], 0.8, hits=hits)

    return RunnableLambda(answer)


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if word not in COMMON}


def cut(article: Article) -> list[Span]:
    """The sentences of the body."""
    spans = [Span(article, *found.span()) for found in re.finditer(r"[^\s][^\n]*?[.](?=\s|$)", article.text)]
    return [
        span for span in spans if not any(part.start < span.end and span.start < part.end for part in article.aside)
    ]


def passes(article: Article, asked: Filter) -> bool:
    published = article.published.date() if article.published else None
    if (asked.since or asked.until) and published is None:
        return False
    early = bool(asked.since and published and published < asked.since)
    late = bool(asked.until and published and published > asked.until)
    return not early and not late and (not asked.sources or article.source in asked.sources)
