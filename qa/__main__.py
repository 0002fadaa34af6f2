"""python -m qa: a question becomes an answer made of quotations."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from ingest.article import Filter
from ingest.library import LibraryError
from qa.answer import Question
from qa.assemble import chain_of, model_of, open_library
from qa.batch import run_batch
from qa.generate import ModelError
from qa.output import record, terminal
from qa.pack_read import PackError
from qa.replay import run_replay
from qa.settings import Settings, flags


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code is 0, 1 where lines of a batch were malformed or replayed answers have changed, 2
    where nothing could be done."""
    try:
        defaults = Settings.from_environment()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    parser = _parser(defaults)
    options = parser.parse_args(arguments)
    if [options.question, options.batch, options.replay].count(None) != 2:
        parser.error("give a question, or --batch FILE, or --replay FILE")
    if options.batch and not options.output:
        parser.error("--batch needs --output FILE")
    settings = Settings.of(options)
    try:
        if options.batch:
            return run_batch(settings, options.batch, options.output, options.hits)
        if options.replay:
            return run_replay(settings, options.replay, options.json)
        return _ask(settings, options)
    except (LibraryError, ModelError, OSError, PackError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser(defaults: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qa",
        description="Answers a question with quotations from the articles of a library.",
        parents=[flags(defaults)],
    )
    parser.add_argument("question", nargs="?")
    parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="only articles dated this day or later")
    parser.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="only articles dated this day or earlier")
    parser.add_argument("--source", action="append", default=[], help="only articles of this source; may be repeated")
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    parser.add_argument("--hits", type=int, default=0, metavar="K", help="add the K best passages to the JSON")
    parser.add_argument("--batch", type=Path, metavar="FILE", help=".jsonl with one question a line: id, question, ...")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the answers of a batch go, as .jsonl")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="ask a saved conversation again: what has changed?")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2022-08-19") from None


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    try:
        filter = Filter(options.since, options.until, tuple(options.source))
        question = Question(options.question, filter, strictness=settings.strictness)
        answer = chain_of(open_library(settings), options.hits, model=model_of(settings)).invoke(question)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(record(answer, options.hits), ensure_ascii=False))
    else:
        Console(highlight=False).print(terminal(replace(answer, hits=answer.hits[:3])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
