"""python -m tests.evaluation DATA LIBRARY: every evaluation, one after the other.

DATA holds the files that each evaluation names, LIBRARY a library of all of `news2022_articles`; it is made where it is
missing, which takes twenty minutes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from qa.reader.training.mixture import HELD_OUT_ARTICLES
from tests.evaluation.results import RESULTS


def tasks(data: Path, library: Path) -> list[tuple[str, ...]]:
    """The arguments after `python -m tests.evaluation.`, a command each."""

    def file(name: str) -> str:
        return str(data / f"{name}.jsonl.gz")

    news = file("news2022_articles")
    return [
        ("founding",),
        (
            "texts",
            "squad2",
            file("squad2_dev"),
            *(part for title in sorted(HELD_OUT_ARTICLES) for part in ("--title", title)),
        ),
        *(("texts", task, file(f"{task}_dev")) for task in ("policyqa", "clapnq", "rgb")),
        ("followups", "founding"),
        ("followups", "cast", file("cast_dev")),
        ("followups", "mtrag", file("mtrag_rewrites_dev")),
        ("followups", "search", file("mtrag_unanswerable_dev"), "--passages", file("mtrag_passages")),
        ("statements", news),
        ("news", news, file("news2022_gold"), "--library", str(library)),
        (
            "news",
            news,
            file("news2022_questions"),
            "--library",
            str(library),
            "--output",
            str(RESULTS / "reading.json"),
        ),
        ("abstention", str(library), file("news2022_questions"), file("news_questions_other_years")),
        ("chunking", file("chunking_corpora"), file("chunking_dev")),
        ("ablation", news, file("news2022_gold"), "--library", str(library), "--sample", "250"),
    ]


def main() -> int:
    """Runs them; the exit code is the number of those that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("library", type=Path)
    options = parser.parse_args()
    failed = 0
    for name, *arguments in tasks(options.data, options.library):
        print(f"\n{name} {' '.join(arguments)}", flush=True)
        failed += (
            subprocess.run([sys.executable, "-m", f"tests.evaluation.{name}", *arguments], check=False).returncode != 0
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
