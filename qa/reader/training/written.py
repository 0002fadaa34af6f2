"""Questions that were written for the reader, by reading; README.md beside this file says how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ingest.article import Article
from qa.reader.training.examples import Example, Passage, asked_of, lines
from qa.reader.windows import heading

OWN = Path(__file__).parent / "questions.jsonl"
"""Those that the project holds, for `own`."""


def questions(file: Path) -> list[Example]:
    """Questions written for the reader: passage, title, date (ISO or empty), text, question, answers[{text, start}]."""
    return [asked_of(line["question"], _passage(line["passage"], line), line["answers"]) for line in lines(file)]


def retrieved(file: Path) -> list[tuple[str, list[Example]]]:
    """Such a question, asked of passages that were retrieved for it from elsewhere and read by people.

    Each has known{passage}, the passage for which it was written and by which it is named here, and
    passages[{article, title, date, text, answer{text, start} or null}].
    """
    found = []
    for line in lines(file):
        asked = []
        for one in line["passages"]:
            answers = [one["answer"]] if one["answer"] else []
            asked.append(asked_of(line["question"], _passage(one["article"], one), answers))
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


def _passage(name: str, line: Mapping[str, str]) -> Passage:
    """The passage of a line: title, date (ISO or empty), text."""
    day = datetime.fromisoformat(line["date"]) if line["date"] else None
    return Passage(line["text"], heading(Article(name, line["title"], line["text"], day)), name)
