"""python -m tests.evaluation.founding: the founding corpus, its questions with gold spans, right and refused.

Right in a claim: a quote of the claim overlaps a gold span, and for a plain fact a gold answer stands in the claim or
in such a quote. Right where nothing answers: refused.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.evaluation import commands, metrics, results
from tests.evaluation.commands import Quote, Reply, Said

CORPUS = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True, slots=True)
class Gold:
    """Characters `start` to `end` of an article that answer."""

    article: str
    start: int
    end: int

    def shared(self, quote: Quote) -> int:
        """How many characters the quote has in common with it."""
        return max(0, min(self.end, quote.end) - max(self.start, quote.start)) if self.article == quote.article else 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question of `corpus/questions.jsonl`, as its README explains; without spans where nothing answers."""

    id: str
    kind: str
    question: str
    answers: tuple[str, ...]
    spans: tuple[Gold, ...]
    why_absent: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reply is worth. `short` is None where no short answer was given, or where nothing answers."""

    question: Question
    reply: Reply
    first: bool
    any: bool
    short: bool | None
    wrong_quotes: int

    @property
    def right(self) -> bool:
        """Right in the first claim; refused where nothing answers."""
        return self.first if self.question.spans else not self.reply.answered


def questions(file: Path = CORPUS / "questions.jsonl") -> list[Question]:
    """The questions of a file, in its order."""
    found = []
    for line in commands.json_lines(file):
        spans = tuple(Gold(**span) for span in line.pop("spans"))
        found.append(Question(**{**line, "answers": tuple(line["answers"])}, spans=spans))
    return found


def judged(question: Question, reply: Reply, texts: Mapping[str, str]) -> Judged:
    """The reply judged; `texts` are the stored articles, in which every quote must stand at its offsets."""
    claims = [is_right(question, claim) for claim in reply.claims] if reply.answered else []
    quotes = [quote for claim in reply.claims for quote in claim.quotes]
    given = question.spans and reply.answered and reply.short
    return Judged(
        question,
        reply,
        first=claims[:1] == [True],
        any=any(claims),
        short=metrics.short_is_right(reply.short or "", question.answers) if given else None,
        wrong_quotes=sum(texts.get(quote.article, "")[quote.start : quote.end] != quote.text for quote in quotes),
    )


def is_right(question: Question, claim: Said) -> bool:
    """Whether a claim answers the question: see the module."""
    near = [quote for quote in claim.quotes if any(span.shared(quote) for span in question.spans)]
    if question.kind != "fact" or not near:
        return bool(near)
    said = [claim.text, *(quote.text for quote in near)]
    return any(metrics.names(text, answer) for text in said for answer in question.answers)


def report(found: Sequence[Judged]) -> dict[str, object]:
    """The figures: per kind and in all, with every failure."""
    kinds = list(dict.fromkeys(one.question.kind for one in found))
    answerable = [one for one in found if one.question.spans]
    absent = [one for one in found if not one.question.spans]
    answered = [one for one in found if one.reply.answered]
    return {
        "kinds": {kind: _row([one for one in found if one.question.kind == kind]) for kind in kinds},
        "first 36 facts": _row(found[:36]),
        "all answerable": _row(answerable),
        "all absent": _row(absent),
        "right_of_answered": metrics.mean(one.first for one in answered),
        "confidence_separates": metrics.separation(
            [one.reply.confidence for one in answerable], [one.reply.confidence for one in absent]
        ),
        "wrong_quotes": sum(one.wrong_quotes for one in found),
        "gold_in_first_quotes": metrics.mean(_gold_share(one) for one in answerable if one.first),
        "seconds_p50": metrics.percentile((one.reply.seconds for one in found), 50),
        "seconds_p95": metrics.percentile((one.reply.seconds for one in found), 95),
        "failures": [_failure(one) for one in found if not one.right],
    }


def _row(found: Sequence[Judged]) -> dict[str, int]:
    row = {"questions": len(found), "answered": sum(one.reply.answered for one in found)}
    if any(one.question.spans for one in found):
        row |= {"first": sum(one.first for one in found), "any": sum(one.any for one in found)}
        row |= {"short_right": sum(one.short is True for one in found)}
        row |= {"short_given": sum(one.short is not None for one in found)}
    else:
        row |= {"refused": sum(not one.reply.answered for one in found)}
    return row


def _gold_share(one: Judged) -> float:
    """How much of what the first claim quotes is gold: a claim that quotes whole articles would always be right."""
    quotes = one.reply.claims[0].quotes
    gold = sum(span.shared(quote) for quote in quotes for span in one.question.spans)
    return gold / sum(quote.end - quote.start for quote in quotes)


def _failure(one: Judged) -> dict[str, object]:
    reply = one.reply
    return {
        "id": one.question.id,
        "kind": one.question.kind,
        "question": one.question.question,
        "gold": one.question.why_absent or one.question.answers[0],
        "short": reply.short,
        "first": reply.claims[0].text if reply.claims else None,
        "right_later": one.any,
        "reason": reply.reason,
        "confidence": reply.confidence,
    }


def table(figures: Mapping[str, object]) -> str:
    """The figures per kind as text, a line each."""
    kinds = figures["kinds"]
    assert isinstance(kinds, dict)
    rows = {**kinds, **{name: figures[name] for name in ("first 36 facts", "all answerable", "all absent")}}
    columns = ("questions", "answered", "first", "any", "short_right", "short_given", "refused")
    lines = [" " * 15 + "".join(f"{column:>12}" for column in columns)]
    lines += [f"{name:15}" + "".join(f"{row.get(column, ''):>12}" for column in columns) for name, row in rows.items()]
    return "\n".join(lines)


def run(folder: Path) -> list[Judged]:
    """All questions asked of a library that is made in `folder`, and judged.

    Raises ValueError where an article is not stored as its file is: the gold offsets would point elsewhere.
    """
    asked, library = questions(), folder / "library"
    commands.ingest([CORPUS], library)
    texts = commands.stored(library, folder)
    for file in CORPUS.glob("*.txt"):
        if texts.get(file.stem) != file.read_bytes().decode("utf-8"):
            raise ValueError(f"article {file.stem} is not stored, or not as its file has it")
    replies = commands.ask([(one.id, one.question) for one in asked], library, folder)
    return [judged(one, reply, texts) for one, reply in zip(asked, replies, strict=True)]


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.founding", description=__doc__)
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/founding.json beside it)")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = report(run(Path(folder)))
    failures = figures["failures"]
    assert isinstance(failures, list)
    for failure in failures:
        print(json.dumps(failure, indent=1, ensure_ascii=False))
    print(table(figures))
    for name, value in figures.items():
        if isinstance(value, int | float):
            print(f"{name:24}{value:8.3f}")
    print(results.save("founding", {"corpus": "corpus"}, figures, options.output))


if __name__ == "__main__":
    main()
