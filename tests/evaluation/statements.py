"""python -m tests.evaluation.statements [NEWS]: true and false statements about articles, and what the gate says.

Each statement of `statements.jsonl` cites a passage. It was written by reading the articles, the false ones by editing
what they say: another number, name, date, cause, speaker, or an invented half. Odd numbers were there to develop the
gate, even ones were held out; what it made of them then is in `results/statements_first_look.json`, and mended some
of its rules. The "later" ones were written after that (`results/statements_later_first_look.json`).

NEWS is a .jsonl or .jsonl.gz of articles: title, text, published. Statements about them are made by editing their
sentences (`tests.evaluation.edits`), EACH of a kind; no rule of the gate was made by looking at these.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ingest.article import Article, Span
from ingest.read import files, jsonl, read
from ingest.split import cut
from qa.verify import Checked, Likeness, verify
from tests.evaluation import commands, metrics, results
from tests.evaluation.edits import edited
from tests.evaluation.founding import CORPUS

FILE = Path(__file__).parent / "statements.jsonl"

NEWS, EACH, SEED = 2_000, 40, 2
"""Articles that are edited, statements of each kind, and what draws them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about characters `start` to `end` of an article, which bear it out or do not (`true`)."""

    id: str
    kind: str
    statement: str
    article: str
    start: int
    end: int
    true: bool

    @property
    def half(self) -> str:
        """Which part it belongs to: one of two halves by the number that ends its id, those written later, or news."""
        if self.id.startswith(("later-", "news-")):
            return self.id.partition("-")[0]
        return "development" if int(self.id.rpartition("-")[2]) % 2 else "held out"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate says of a statement, in how many seconds of one processor."""

    statement: Statement
    checked: Checked
    seconds: float

    @property
    def right(self) -> bool:
        """Whether a true one stands, or a false one is struck."""
        return self.checked.stands == self.statement.true


def statements(file: Path = FILE) -> list[Statement]:
    """The statements of a file, in its order."""
    return [Statement(**line) for line in commands.json_lines(file)]


def articles(folder: Path = CORPUS) -> dict[str, Article]:
    """The founding articles by their id, cut into sentences."""
    found = (one for file in files([folder]) if isinstance(file, Path) for one in read(file, folder))
    return {one.id: cut(one) for one in found if isinstance(one, Article)}


def news(file: Path) -> tuple[list[Statement], dict[str, Article]]:
    """Statements made by editing the first articles of a file, and these articles by their id."""
    known = {one.id: cut(one) for one in islice(jsonl.articles(file, 1 << 24), NEWS) if isinstance(one, Article)}
    made = [
        Statement(f"news-{number}", kind, text, span.article.id, span.start, span.end, true)
        for number, (kind, true, text, span) in enumerate(edited(list(known.values()), EACH, SEED))
    ]
    return made, known


def judge(
    asked: Sequence[Statement], known: Mapping[str, Article], gate: Callable[[str, Span], Checked]
) -> list[Judged]:
    """The statements judged, each with the span of its article that it cites."""
    found = []
    for one in asked:
        span = Span(known[one.article], one.start, one.end)
        began = time.process_time()
        checked = gate(one.statement, span)
        found.append(Judged(one, checked, time.process_time() - began))
    return found


def report(found: Sequence[Judged]) -> dict[str, object]:
    """The figures of each half, of each of its kinds, and every failure."""
    halves = list(dict.fromkeys(one.statement.half for one in found))
    return {
        "halves": {half: _half([one for one in found if one.statement.half == half]) for half in halves},
        "seconds_p50": metrics.percentile((one.seconds for one in found), 50),
        "seconds_p95": metrics.percentile((one.seconds for one in found), 95),
        "failures": [_failure(one) for one in found if not one.right],
    }


def _half(found: Sequence[Judged]) -> dict[str, object]:
    kinds = list(dict.fromkeys(one.statement.kind for one in found))
    true = [one for one in found if one.statement.true]
    false = [one for one in found if not one.statement.true]
    return {
        "true": len(true),
        "true_struck": metrics.mean(not one.right for one in true),
        "false": len(false),
        "false_let_through": metrics.mean(not one.right for one in false),
        "kinds": {kind: _row([one for one in found if one.statement.kind == kind]) for kind in kinds},
    }


def _row(found: Sequence[Judged]) -> dict[str, int]:
    wrong = sum(not one.right for one in found)
    return {"statements": len(found), "true struck" if found[0].statement.true else "false let through": wrong}


def _failure(one: Judged) -> dict[str, object]:
    """What went wrong; of news without its text, which belongs to its publisher."""
    asked = one.statement
    if asked.half == "news":
        return {"id": asked.id, "half": asked.half, "kind": asked.kind, "true": asked.true}
    return {
        "id": asked.id,
        "half": asked.half,
        "statement": asked.statement,
        "true": asked.true,
        "verdict": one.checked.verdict.value,
        "reason": one.checked.reason,
        "spans": [span.text for span in one.checked.spans],
    }


def table(figures: Mapping[str, object]) -> str:
    """The figures as text: a line for each kind of each half, and one for all of it."""
    halves = figures["halves"]
    assert isinstance(halves, dict)
    lines = []
    for half, row in halves.items():
        for kind, counts in row["kinds"].items():
            lines.append(f"{half:14}{kind:16}" + "".join(f"{count:5} {name:20}" for name, count in counts.items()))
        shares = f"{row['true_struck']:.3f} of {row['true']} true struck"
        lines.append(f"{half:14}{shares}, {row['false_let_through']:.3f} of {row['false']} false let through")
    return "\n".join(lines)


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.statements", description=__doc__)
    parser.add_argument("news", type=Path, nargs="?")
    parser.add_argument(
        "--half", choices=["development", "held out", "later", "news"], help="only this half (default: all)"
    )
    parser.add_argument(
        "--output", type=Path, help="where the result goes (default: results/statements.json beside it)"
    )
    options = parser.parse_args()
    made, known = news(options.news) if options.news else ([], {})
    asked = [one for one in (*statements(), *made) if options.half in (None, one.half)]
    alike = Likeness()
    figures = report(judge(asked, articles() | known, lambda text, span: verify(text, [span], alike)))
    failures = figures["failures"]
    assert isinstance(failures, list)
    for failure in failures:
        print(json.dumps(failure, indent=1, ensure_ascii=False))
    print(table(figures))
    for name in ("seconds_p50", "seconds_p95"):
        print(f"{name:24}{figures[name]:8.4f}")
    settings = {"statements": FILE.name, "half": options.half or "all", "news": bool(options.news)}
    print(results.save("statements", settings, figures, options.output))


if __name__ == "__main__":
    main()
