"""The answers to messages that are no question: a few words of the program, or quotations where text is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.article import Article, Span
from ingest.split import is_damaged
from qa.answer import Answer, Claim, Question
from qa.messages import LONGEST, Kind, kind_of, subject_of
from qa.retrieve import Retriever
from qa.terms import terms, words

LEADING = 3
"""Sentences of a summary: news articles begin with what matters most (the inverted pyramid)."""

MOST_LISTED, MOST_CLAIMS, MOST_HITS = 20, 6, 20

_SAID = {
    Kind.EMPTY: "Type a question about the articles.",
    Kind.GREETING: "Hello. Ask a question about the articles; the answer is made of quotations from them.",
    Kind.THANKS: "You are welcome.",
    Kind.ABILITIES: "I answer questions about the articles with quotations from them, each with its place, and say so"
    " where they hold no answer. You can also ask which articles there are, or for a summary of one.",
    Kind.ORDER: "I only quote the articles and take no other instructions. Ask a question about them.",
}

_LIMITS = {
    Kind.LONG: f"A question has at most {LONGEST:,} characters: shorten this text, or ask about a part of it.",
    Kind.OTHER_SCRIPT: "Questions are understood in English only: ask in English.",
}


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies from what the articles are; `articles` gives those that are held now."""

    articles: Callable[[], Iterable[Article]]
    retriever: Retriever

    def reply(self, question: Question) -> Answer:
        """The answer to a message that is no question; ValueError for a question."""
        kind = kind_of(question.text)
        if said := _SAID.get(kind):
            return Answer(question.text, said=said)
        if limit := _LIMITS.get(kind):
            return Answer(question.text[:LONGEST], reason=limit)
        if kind is Kind.ARTICLES:
            return Answer(question.text, said=_listed(sorted(self.articles(), key=lambda one: -(one.day or 0))))
        if kind is Kind.SUMMARY:
            return self._summary(question)
        if kind is Kind.EVERYTHING:
            return self._everything(question)
        raise ValueError(f"this is a question: {question.text!r}")

    def _summary(self, question: Question) -> Answer:
        """The first sentences of the article that is meant: the one named, quoted last, or held alone."""
        named = subject_of(question.text)
        about = named or _last_answer(question)
        hits = self.retriever.search(about, MOST_HITS, question.filter) if about else ()
        found = list(dict.fromkeys(hit.passage.article for hit in hits))
        if named:
            asked = terms(named)
            found = [one for one in found if all(map(words(f"{one.title}. {one.text}").mention, asked))]
            if not found:
                return Answer(question.text, reason=f"No article mentions {named}.")
        held = found[:1] or list(self.articles())
        if len(held) != 1:
            return Answer(question.text, reason="Several articles are held: say which one, by a word of its title.")
        (article,) = held
        leading = [span for span in Span(article, 0, len(article.text)).sentences() if not is_damaged(span)][:LEADING]
        return _quoted(question, leading, f"Nothing in {article.title or article.id} can be quoted.")

    def _everything(self, question: Question) -> Answer:
        """The first sentence of each found passage that mentions all that is asked for."""
        about = subject_of(question.text)
        asked = terms(about)
        found = [
            next((one for one in hit.passage.sentences() if all(map(words(one.text).mention, asked))), None)
            for hit in (self.retriever.search(about, MOST_HITS, question.filter) if asked else ())
        ]
        sentences = list(dict.fromkeys(one for one in found if one and not is_damaged(one)))
        return _quoted(question, sentences[:MOST_CLAIMS], f"No article mentions {about}.")


def _quoted(question: Question, sentences: Sequence[Span], otherwise: str) -> Answer:
    """The sentences as claims, certain since they are what was asked for; without any the reason."""
    if not sentences:
        return Answer(question.text, reason=otherwise)
    return Answer(question.text, tuple(Claim(one.text, (one,)) for one in sentences), confidence=1.0)


def _last_answer(question: Question) -> str:
    """The first words of the last answer, by which its article is found again."""
    said = [turn.content for turn in question.history if turn.role == "assistant"]
    return " ".join(said[-1].split()[:40]) if said else ""


def _listed(articles: Sequence[Article]) -> str:
    """The articles in words, newest first."""
    named = [
        f"{article.title or article.id}{f' ({article.published:%-d %B %Y})' if article.published else ''}"
        for article in articles[:MOST_LISTED]
    ]
    more = f"; and {len(articles) - MOST_LISTED:,} more" if len(articles) > MOST_LISTED else ""
    return f"{len(articles):,} article{'s' if len(articles) != 1 else ''}: {'; '.join(named)}{more}."
