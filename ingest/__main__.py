"""python -m ingest: articles become a library on disk."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from ingest.article import Article
from ingest.encoder import EMBEDDED, encoder
from ingest.library import Library, LibraryError, stored_articles
from ingest.publish import Watch
from ingest.run import Report, ingest


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code is 0, 1 where some input was malformed, 2 where nothing could be done."""
    options = _parser().parse_args(arguments)
    try:
        if options.export:
            return _export(options.library, options.export)
        return _ingest(options)
    except (LibraryError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; nothing stored is lost, and the next run goes on", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Makes a library of news articles, or brings it up to date.",
        epilog="A .jsonl file has one article a line: id, title, text, published, source, url; text alone is required.",
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help=".txt, .md, .html, .pdf, .jsonl, or a folder"
    )
    parser.add_argument(
        "--library", type=Path, default=Path(os.environ.get("CLIPPINGS_LIBRARY", "library")), help="its folder"
    )
    parser.add_argument(
        "--embedding",
        default=os.environ.get("CLIPPINGS_EMBEDDING", EMBEDDED),
        help="embedding model: a sentence-transformers name or path (default: %(default)s, installed with Clippings)",
    )
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write the stored articles to a .jsonl file instead"
    )
    parser.add_argument("--rebuild", action="store_true", help="cut and encode every stored article anew")
    return parser


def _ingest(options: argparse.Namespace) -> int:
    if not options.paths and not options.rebuild:
        print("nothing to do: name files or folders, or --export FILE, or --rebuild", file=sys.stderr)
        return 2
    chosen = encoder(options.embedding)
    with _progress() as watch:
        report = ingest(options.paths, options.library, chosen, watch, rebuild=options.rebuild)
    for problem in report.problems:
        print(f"skipped {problem}" if problem.skipped else problem, file=sys.stderr)
    print(closing_line(report, Library(options.library, chosen).overview().passages))
    return 1 if report.failed else 0


def closing_line(report: Report, passages: int) -> str:
    """What the run did, in one line; `passages` is how many the library holds now."""
    return (
        f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {report.removed} removed articles; "
        f"{report.passages} passages encoded, {passages} in the library; {report.seconds:.1f} seconds"
    )


def _export(library: Path, file: Path) -> int:
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for article in stored_articles(library):
            out.write(json.dumps(_fields(article), ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} articles written to {file}")
    return 0


def _fields(article: Article) -> dict[str, str | None]:
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "section": article.section,
        "url": article.url,
    }


@contextmanager
def _progress() -> Iterator[Watch]:
    """A bar with rate and time left where a person watches; nothing in a pipe."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:>9}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} {task.fields[unit]}, {task.fields[rate]:,.0f} a second"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def watch(kind: str, done: int, total: int) -> None:
            if kind not in tasks:
                unit = "articles" if kind == "read" else "passages"
                tasks[kind] = bars.add_task(kind, total=total or None, unit=unit, rate=0.0)
            bars.update(tasks[kind], completed=done, rate=bars.tasks[tasks[kind]].speed or 0.0)

        yield watch


if __name__ == "__main__":
    sys.exit(main())
