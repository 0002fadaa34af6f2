"""python -m tests.evaluation.followups TASK [FILE]: questions in conversations, made whole and answered.

cast      turns with a rewrite that stands alone, .jsonl or .jsonl.gz (TREC CAsT 2019 to 2022, https://www.treccast.ai):
          year, topic, turn, raw, rewrite, response
mtrag     the same (MTRAG, https://github.com/IBM/mt-rag-benchmark): id, turn, user_turns[], last_turn, rewrite
founding  corpus/conversations.jsonl, asked of the founding articles by the command
search    turns with the passages that answer them, searched for among those of --passages (MTRAG again): conversation
          [{speaker, text}], turn, context_ids; and id, text of the passages

The first two compare with the rewrites by F1 of words: the question made whole, the last turn as it is, and all turns
joined. First turns have nothing to carry over and are left out. The rules were tuned on one half of the conversations.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.progress import track

from ingest.encoder import encoder
from ingest.library import Library
from ingest.run import ingest
from qa.answer import Question, Turn
from qa.assemble import fused
from qa.followup import whole
from qa.generate import Model, Rewrite, chat_model
from tests.evaluation import commands, conversations, metrics, results


@dataclass(frozen=True, slots=True)
class Item:
    """A turn, what was said before it, and how a person says it where nothing was said before."""

    conversation: str
    history: tuple[Turn, ...]
    question: str
    rewrite: str

    @property
    def asked(self) -> Question:
        """The turn with what was said before it."""
        return Question(self.question, history=self.history)

    @property
    def tuned(self) -> bool:
        """Whether its conversation is of the half that the rules were tuned on."""
        return int(hashlib.md5(self.conversation.encode()).hexdigest(), 16) % 2 == 0


def cast(lines: Sequence[dict[str, Any]]) -> Iterator[Item]:
    """The turns of CAsT. The branches of a topic each begin with the first turn; what they share counts once."""
    history: tuple[Turn, ...] = ()
    seen = set()
    for line in lines:
        if line["turn"] in {"1", "1-1"}:
            history = ()
        item = Item(str((line["year"], line["topic"])), history, line["raw"], line["rewrite"])
        history += (Turn("user", line["raw"]), Turn("assistant", line["response"] or ""))
        if item not in seen:
            seen.add(item)
            yield item


def mtrag(lines: Sequence[dict[str, Any]]) -> Iterator[Item]:
    """The turns of MTRAG; what was answered is not in the file."""
    for line in lines:
        before = tuple(Turn("user", text) for text in line["user_turns"][:-1])
        yield Item(line["id"].split("<::>")[0], before, line["last_turn"], line["rewrite"])


TASKS: dict[str, Callable[[Sequence[dict[str, Any]]], Iterator[Item]]] = {"cast": cast, "mtrag": mtrag}

WAYS: dict[str, Callable[[Item], str]] = {
    "made whole": lambda item: whole(item.asked).text,
    "last turn": lambda item: item.question,
    "all turns": lambda item: " ".join([*(one.content for one in item.history if one.role == "user"), item.question]),
}


def figures(items: Sequence[Item], rewrite: Rewrite | None = None) -> dict[str, float]:
    """F1 to the rewrites for each way to ask, a language model's where one is given; how many turns the rules changed,
    for the better and for the worse."""
    ways = WAYS | ({"by the model": lambda item: rewrite(item.asked).text} if rewrite else {})
    asked = {
        name: [way(item) for item in track(items, name, console=Console(stderr=True))] for name, way in ways.items()
    }
    scores = {
        name: [metrics.token_f1(text, [item.rewrite]) for text, item in zip(texts, items, strict=True)]
        for name, texts in asked.items()
    }
    pairs = list(zip(scores["made whole"], scores["last turn"], strict=True))
    return {
        "turns": len(items),
        **{name: metrics.mean(found) for name, found in scores.items()},
        "changed": sum(
            made != " ".join(item.question.split()) for made, item in zip(asked["made whole"], items, strict=True)
        ),
        "better": sum(made > last for made, last in pairs),
        "worse": sum(made < last for made, last in pairs),
    }


def rewritten(task: str, file: Path, model: str | None = None, limit: int | None = None) -> dict[str, dict[str, float]]:
    """The figures of the half that the rules were tuned on, of the other half, and of both; with a language model, of
    the first `limit` turns of the other half alone."""
    items = [item for item in TASKS[task](commands.json_lines(file)) if item.history]
    if model:
        aside = [item for item in items if not item.tuned][:limit]
        return {"kept aside": figures(aside, Rewrite(Model(chat_model(model), model)))}
    halves = {
        "tuned on": [item for item in items if item.tuned],
        "kept aside": [item for item in items if not item.tuned],
        "both": items,
    }
    return {name: figures(half) for name, half in halves.items()}


def searched(file: Path, passages: Path, folder: Path) -> dict[str, dict[str, float]]:
    """How often a passage that answers a turn, not the first, is among the best one and five for each way to ask."""
    known = {line["id"]: line["text"] for line in commands.json_lines(passages) if line["text"].strip()}
    articles = folder / "passages.jsonl"
    articles.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in known.items()))
    ingest([articles], folder / "library", encoder(), lambda *_: None)
    retriever = fused(Library(folder / "library", encoder()))
    items = [(found, set(line["context_ids"])) for line in commands.json_lines(file) if (found := told(line, known))]
    figures = {}
    for name, way in WAYS.items():
        best = [
            [hit.passage.article.id for hit in retriever.search(way(item), 20)]
            for item, _ in track(items, name, console=Console(stderr=True))
        ]
        among = [[bool(gold & set(ids[:most])) for ids, (_, gold) in zip(best, items, strict=True)] for most in (1, 5)]
        figures[name] = {"turns": len(items), "hit@1": metrics.mean(among[0]), "hit@5": metrics.mean(among[1])}
    return figures


def told(line: dict[str, Any], known: Container[str]) -> Item | None:
    """The turn of a task; None where nothing was said before, or a passage that answers is not known."""
    *before, last = line["conversation"]
    if not before or not line["context_ids"] or not all(id in known for id in line["context_ids"]):
        return None
    roles = {"user": "user", "agent": "assistant"}
    history = tuple(Turn(roles[one["speaker"]], one["text"]) for one in before)
    return Item(line["id"], history, last["text"], "")


def main() -> None:
    """Runs the evaluation and prints it. Each evaluation is a command of its own, so it parses and prints here."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.followups",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=[*TASKS, "search", "founding"])
    parser.add_argument("file", type=Path, nargs="?", help="where the turns are; founding needs none")
    parser.add_argument("--passages", type=Path, help="for search: the passages")
    parser.add_argument("--model", help="have this language model rewrite as well, as provider:name")
    parser.add_argument("--limit", type=int, help="with a model: only the first turns that were kept aside")
    parser.add_argument("--output", type=Path, help="where the result goes (default: results/TASK.json beside it)")
    options = parser.parse_args()
    if options.task == "founding":
        with TemporaryDirectory() as folder:
            found, settings = conversations.run(Path(folder)), {"corpus": "corpus"}
    elif options.task == "search" and options.file and options.passages:
        with TemporaryDirectory() as folder:
            found = searched(options.file, options.passages, Path(folder))
        settings = {"file": options.file.name, "passages": options.passages.name}
    elif options.file and options.task in TASKS:
        found = rewritten(options.task, options.file, options.model, options.limit)
        settings = {"file": options.file.name, "model": options.model, "limit": options.limit}
    else:
        parser.error(f"{options.task} needs a file, and search its passages as well")
    for name, row in found.items():
        print(f"{name:16}", *(f"{column} {value:.3f}".removesuffix(".000") for column, value in row.items()), sep="  ")
    print(results.save(f"followups-{options.task}", settings, found, options.output))


if __name__ == "__main__":
    main()
