"""A clipping pack asked again: what the library answers now, beside what was kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from langchain_core.runnables import Runnable
from rich.console import Console, Group
from rich.padding import Padding
from rich.progress import track
from rich.text import Text

from ingest.article import Article
from qa.answer import Answer, Question
from qa.assemble import chain_of, model_of, open_library
from qa.output import record
from qa.pack import Entry, Pack, Quotation, history
from qa.pack_read import PackError, load
from qa.settings import Settings

Verdict = Literal["same answer", "other quotations", "now refused", "now answered"]


@dataclass(frozen=True, slots=True)
class Loss:
    """A quotation that can no longer be opened where it was: its article is gone, or has other characters there."""

    quotation: Quotation
    gone: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """An entry of a pack, what is answered now, and what of its quotations is lost."""

    entry: Entry
    answer: Answer
    losses: tuple[Loss, ...]

    @property
    def verdict(self) -> Verdict:
        """How the answer compares: it is the same where it quotes the same words of the same articles in order."""
        before, now = bool(self.entry.statements), bool(self.answer.claims)
        if before != now:
            return "now answered" if now else "now refused"
        quoted = [each.words for each in self.entry.quotations]
        same = quoted == [Quotation.of(span).words for span in self.answer.citations]
        return "same answer" if same else "other quotations"

    @property
    def changed(self) -> bool:
        """Whether the answer is another one, or a quotation is lost."""
        return self.verdict != "same answer" or bool(self.losses)


def replay(pack: Pack, chain: Runnable[Question, Answer], article: Callable[[str], Article]) -> Iterator[Replay]:
    """Asks every question of the pack again, with its filter and after the same conversation, in order.

    `article` gives the stored article of an id, KeyError where there is none.
    """
    for number, entry in enumerate(pack.entries):
        question = Question(entry.question, entry.filter, history(pack.entries[:number]), entry.strictness)
        yield Replay(entry, chain.invoke(question), tuple(losses(entry, article)))


def losses(entry: Entry, article: Callable[[str], Article]) -> Iterator[Loss]:
    """The quotations of an entry that are not, character by character, in the stored articles."""
    for quotation in entry.quotations:
        try:
            stored = article(quotation.article).text[quotation.start : quotation.end]
        except KeyError:
            yield Loss(quotation, gone=True)
        else:
            if stored != quotation.text:
                yield Loss(quotation, gone=False)


def run_replay(settings: Settings, file: Path, as_json: bool = False) -> int:
    """Asks the pack in a file again and prints what has changed; 0 where nothing has, 1 where something has.

    With `as_json` each question is one JSON object a line. OSError or PackError where there is no such pack or no
    question in it, LibraryError where there is no library.
    """
    pack = load(file)
    if not pack.entries:
        raise PackError(f"{file}: no question in it: save a conversation in which something was asked")
    library = open_library(settings)
    chain = chain_of(library, model=model_of(settings), rewrites=settings.rewrites)
    console = Console(highlight=False)
    replays = list(
        track(
            replay(pack, chain, library.article),
            "asking",
            len(pack.entries),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
    )
    for number, each in enumerate(replays, 1):
        if as_json:
            print(json.dumps(outcome(each), ensure_ascii=False))
        else:
            console.print(terminal(number, each))
    changed = sum(each.changed for each in replays)
    if not as_json:
        console.print(closing_line(pack, changed, library.digest))
    return 1 if changed else 0


def outcome(each: Replay) -> dict[str, object]:
    """A question asked again as a JSON object: "verdict", "changed", "lost", and the fields of `qa.output.Record`."""
    lost = [
        {"article": loss.quotation.article, "start": loss.quotation.start, "end": loss.quotation.end, "gone": loss.gone}
        for loss in each.losses
    ]
    return {"verdict": each.verdict, "changed": each.changed, "lost": lost, **record(each.answer)}


def terminal(number: int, each: Replay) -> Group:
    """A question asked again, to be printed: the verdict, and what was and is quoted where that differs."""
    style = "yellow" if each.changed else "green"
    lines = [Text.assemble(f"{number}. {each.entry.question}  ", (each.verdict, f"bold {style}"))]
    if each.verdict != "same answer":
        lines += [_quoted("was", quotation) for quotation in each.entry.quotations]
        lines += [Text(f"was: {each.entry.reason}")] if each.entry.reason else []
        lines += [_quoted("now", Quotation.of(span)) for span in each.answer.citations]
        lines += [Text(f"now: {each.answer.reason}")] if each.answer.reason else []
    for loss in each.losses:
        fault = "is gone" if loss.gone else f"has other text at {loss.quotation.start} to {loss.quotation.end}"
        lines.append(Text(f"article {loss.quotation.article} {fault}: “{loss.quotation.text}”", "yellow"))
    return Group(lines[0], *(Padding(line, (0, 0, 0, 4)) for line in lines[1:]))


def _quoted(when: str, quotation: Quotation) -> Text:
    place = f"  article {quotation.article}, characters {quotation.start} to {quotation.end}"
    return Text.assemble(f"{when}: “{quotation.text}”", (place, "dim"))


def closing_line(pack: Pack, changed: int, library: str) -> str:
    """How many questions have changed, and whether the articles, of the digest `library`, are those that were asked."""
    asked = len(pack.entries)
    unlike = any(entry.library != library for entry in pack.entries)
    articles = "the articles have changed since" if unlike else "the articles are the same"
    return f"{changed} of {asked} question{'' if asked == 1 else 's'} changed; {articles}"
