"""Questions that were written for the reader, by reading; README.md beside this file says how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ingest.article import Article
from qa.reader.training.examples import Example, Passage, asked_of, lines
from qa.reader.windows import heading

OWN = Path(__file__).parent / "questions.jsonl"
"""Those that the project holds, for `own`."""


def questions(file: Path) -> list[Example]:
    """Questions written for the reader: passage, title, date (ISO or empty), text, question, answers[{text, start}]."""
    found = []
    for line in lines(file):
        passage = Passage(line["text"], _heading(line["title"], line["date"]), line["passage"])
        found.append(asked_of(line["question"], passage, line["answers"]))
    return found


def retrieved(file: Path) -> list[tuple[str, list[Example]]]:
    """Such a question, asked of passages that were retrieved for it from elsewhere and read by people.

    Each has known{passage}, the passage for which it was written and by which it is named here, and
    passages[{article, title, date, text, answer{text, start} or null}].
    """
    found = []
    for line in lines(file):
        asked = []
        for one in line["passages"]:
            passage = Passage(one["text"], _heading(one["title"], one["date"]), one["article"])
            asked.append(asked_of(line["question"], passage, [one["answer"]] if one["answer"] else []))
        found.append((line["known"]["passage"], asked))
    return found


def own(file: Path, articles: Mapping[str, Article]) -> list[Example]:
    """Questions that the project holds, without their passages: article, url, start, end, questions[{kind, question,
    answer[start, end] or null}]. An article's offsets count in its stored text, an answer's in the passage.

    `articles` by id; ValueError where one is missing, or is not as it was when the questions were written.
    """
    found = []
    for line in lines(file):
        article = articles.get(line["article"])
        if article is None or len(article.text) < line["end"]:
            raise ValueError(f"{file}: article {line['article']} ({line['url']}) is not among the articles as it was")
        passage = Passage(article.text[line["start"] : line["end"]], heading(article), article.id)
        for asked in line["questions"]:
            answer = tuple(asked["answer"]) if asked["answer"] else None
            names = (passage.text[slice(*answer)],) if answer else ()
            found.append(Example(asked["question"], passage, answer, names))
    return found


def _heading(title: str, day: str) -> str:
    """As `qa.reader.windows.heading` has it, from a title and an ISO date, either of which may be empty."""
    published = f"{date.fromisoformat(day):%-d %B %Y}" if day else ""
    return " · ".join(part for part in (title, published) if part)
