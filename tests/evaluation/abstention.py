"""python -m tests.evaluation.abstention LIBRARY THIS_YEAR OTHER_YEARS: does it know what its articles do not say?

News questions of the year that the library's articles are of, and of other years, which these articles hardly ever
answer; each file has a question a line, as `news` reads them. All are asked with the lowest strictness; the confidence
then tells what the others would have answered.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.confidence import Judgement
from qa.reader.reader import WEIGHTS
from qa.reader.training.reliability import bins, drawing, error
from tests.evaluation import commands, metrics, news, results
from tests.evaluation.commands import Reply
from tests.evaluation.news import Question

SAMPLE = 500
"""Questions that are asked of each file, evenly from all of it."""


def evenly(asked: Sequence[Question], count: int) -> list[Question]:
    """At most `count` of the questions, from beginning to end."""
    step = max(1.0, len(asked) / count)
    return [asked[int(at * step)] for at in range(min(count, len(asked)))]


def figures(this: Sequence[tuple[Question, Reply]], other: Sequence[Reply], threshold: float) -> dict[str, float]:
    """Shares of those answered and refused from that confidence on.

    `right_of_answered`: of the answered ones of this year, in how many what is quoted holds the right answer.
    """
    given = [(question, reply) for question, reply in this if reply.answered and reply.confidence >= threshold]
    return {
        "this_year_answered": len(given) / len(this),
        "right_of_answered": metrics.mean(news.is_cited(reply, str(question.answer)) for question, reply in given),
        "other_years_refused": metrics.mean(not reply.answered or reply.confidence < threshold for reply in other),
    }


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.abstention", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("this_year", type=Path)
    parser.add_argument("other_years", type=Path)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/abstention.json)")
    options = parser.parse_args()
    this, other = (
        evenly([one for one in news.questions(file) if one.answer], options.sample)
        for file in (options.this_year, options.other_years)
    )
    with TemporaryDirectory() as folder:
        lines = [(f"{number}", one.text) for number, one in enumerate((*this, *other))]
        replies = commands.ask(lines, options.library, Path(folder), strictness="lenient")
    asked = list(zip(this, replies[: len(this)], strict=True))
    found: dict[str, dict[str, float]] = {
        name: figures(asked, replies[len(this) :], limit)
        for name, limit in Judgement.load(WEIGHTS / "reader.json", "library").thresholds.items()
    }
    for name, row in found.items():
        print(f"{name:10}", *(f"{measure} {value:.3f}" for measure, value in row.items()), sep="  ")
    judged = [(reply.confidence, news.is_cited(reply, str(one.answer))) for one, reply in asked if reply.answered]
    judged += [(reply.confidence, False) for reply in replies[len(this) :] if reply.answered]
    reliable = bins(judged)
    print(f"expected calibration error {error(reliable):.3f}")
    figures_of_all: dict[str, object] = {
        **found,
        "calibration_error": error(reliable),
        "reliability": [asdict(one) for one in reliable],
    }
    settings = {"this year": len(this), "other years": len(other)}
    saved = results.save("abstention", settings, figures_of_all, options.output)
    saved.with_suffix(".svg").write_text(drawing(reliable, "News questions of this and of other years"))
    print(saved)


if __name__ == "__main__":
    main()
