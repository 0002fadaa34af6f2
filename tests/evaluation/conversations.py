"""The founding conversations, asked by the command: with what was said before, without it, and standing alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.evaluation import commands
from tests.evaluation.commands import Quote, Reply
from tests.evaluation.founding import CORPUS, Gold, Judged, Question, judged

SAID_BEFORE, AS_IT_IS, STANDALONE = "made whole", "last turn", "standalone"
"""The ways to ask: with the history, without it, and as a person says it where nothing was said before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A turn, as a question of the founding evaluation, and the same standing alone; `number` counts from 1."""

    conversation: str
    number: int
    question: Question
    standalone: str


def turns(file: Path = CORPUS / "conversations.jsonl") -> list[Asked]:
    """The turns of all conversations, in their order."""
    return [
        Asked(line["id"], number, _question(f"{line['id']}-{number}", turn), turn["standalone"])
        for line in commands.json_lines(file)
        for number, turn in enumerate(line["turns"], 1)
    ]


def _question(name: str, turn: Mapping[str, object]) -> Question:
    spans, answers = turn["spans"], turn["answers"]
    assert isinstance(spans, list)
    assert isinstance(answers, list)
    gold = tuple(Gold(**span) for span in spans)
    return Question(name, "fact" if gold else "absent", str(turn["question"]), tuple(answers), gold)


def run(folder: Path) -> dict[str, dict[str, float]]:
    """The figures of each way, over all turns but the first, and of the turns with their history by their number."""
    asked, library = turns(), folder / "library"
    commands.ingest([CORPUS], library)
    texts = commands.stored(library, folder)
    bare = [(one.question.id, one.question.question) for one in asked]
    alone = [(one.question.id, one.standalone) for one in asked]
    replies = {
        SAID_BEFORE: in_turn(asked, library, folder),
        AS_IT_IS: commands.ask(bare, library, folder, hits=1),
        STANDALONE: commands.ask(alone, library, folder, hits=1),
    }
    found = {
        way: [(one.number, judged(one.question, reply, texts)) for one, reply in zip(asked, given, strict=True)]
        for way, given in replies.items()
    }
    figures = {way: row([one for number, one in rows if number > 1]) for way, rows in found.items()}
    numbers = sorted({one.number for one in asked})
    return figures | {
        f"turn {number}": row([one for at, one in found[SAID_BEFORE] if at == number]) for number in numbers
    }


def in_turn(asked: Sequence[Asked], library: Path, folder: Path) -> list[Reply]:
    """The replies to turns that are asked one after another: each knows the questions and answers before it."""
    said: dict[str, list[tuple[str, str]]] = {one.conversation: [] for one in asked}
    replies: dict[str, Reply] = {}
    for number in sorted({one.number for one in asked}):
        now = [one for one in asked if one.number == number]
        given = commands.ask_after(
            [(one.question.id, one.question.question, said[one.conversation]) for one in now], library, folder, hits=1
        )
        for one, reply in zip(now, given, strict=True):
            answer = " ".join(claim.text for claim in reply.claims) or reply.reason or ""
            said[one.conversation] += [("user", one.question.question), ("assistant", answer)]
            replies[one.question.id] = reply
    return [replies[one.question.id] for one in asked]


def row(found: Sequence[Judged]) -> dict[str, float]:
    """How many turns are right in the first claim, how many in any, and how many of those without an answer refused.

    `nearest` are those for which the passage that comes first holds the answer, shown or not.
    """
    answerable = [one for one in found if one.question.spans]
    absent = [one for one in found if not one.question.spans]
    return {
        "turns": len(found),
        "answerable": len(answerable),
        "first": sum(one.first for one in answerable),
        "any": sum(one.any for one in answerable),
        "nearest": sum(_is_near(one) for one in answerable),
        "absent": len(absent),
        "refused": sum(not one.reply.answered for one in absent),
    }


def _is_near(one: Judged) -> bool:
    first = [Quote(*passage, "") for passage in one.reply.passages[:1]]
    return any(span.shared(passage) for passage in first for span in one.question.spans)
