"""The turns of the follow-up evaluation, read from small files made by hand."""

import json
from pathlib import Path

import pytest

from qa.answer import Turn
from tests.evaluation.conversations import turns
from tests.evaluation.followups import Item, cast, figures, mtrag, searched, told
from tests.newsroom import write_jsonl


def line(turn: str, raw: str) -> dict[str, object]:
    return {"year": 2022, "topic": 1, "turn": turn, "raw": raw, "rewrite": raw, "response": f"answer to {raw}"}


def test_branches_begin_anew_and_what_they_share_counts_once() -> None:
    items = list(cast([line("1-1", "a"), line("1-3", "b"), line("1-1", "a"), line("2-1", "c")]))
    assert [(item.question, [turn.content for turn in item.history]) for item in items] == [
        ("a", []),
        ("b", ["a", "answer to a"]),
        ("c", ["a", "answer to a"]),
    ]


def test_a_conversation_is_in_one_half() -> None:
    asked = ["a", "b", "c"]
    lines = [
        {"id": f"x<::>{at + 1}", "user_turns": asked[: at + 1], "last_turn": asked[at], "rewrite": ""}
        for at in range(3)
    ]
    items = list(mtrag(lines))
    assert len({item.tuned for item in items}) == 1
    assert items[2].history == (Turn("user", "a"), Turn("user", "b"))


def test_figures_compare_the_three_ways() -> None:
    item = Item("x", (Turn("user", "Who is Ann?"),), "Where is she?", "Where is Ann?")
    found = figures([item])
    assert found["made whole"] == 1
    assert found["all turns"] < found["made whole"] > found["last turn"]
    assert (found["changed"], found["better"], found["worse"]) == (1, 1, 0)


def test_founding_turns_are_numbered_and_judged_as_questions() -> None:
    asked = turns()
    assert [one.number for one in asked[:5]] == [1, 2, 3, 4, 1]
    assert {one.question.kind for one in asked} == {"fact", "absent"}


def test_a_task_is_a_turn_with_what_was_said_before_it() -> None:
    said = (("user", "Who won?"), ("agent", "Ann."), ("user", "When?"))
    talk = [{"speaker": speaker, "text": text} for speaker, text in said]
    line = {"id": "t", "conversation": talk, "context_ids": ["p"]}
    found = told(line, {"p"})
    assert found is not None
    assert (found.question, found.history) == ("When?", (Turn("user", "Who won?"), Turn("assistant", "Ann.")))
    assert told(line, {"q"}) is None
    assert told(line | {"conversation": talk[:1]}, {"p"}) is None
    assert told(line | {"context_ids": []}, {"p"}) is None


@pytest.mark.slow
def test_passages_are_searched_for_in_every_way_to_ask(tmp_path: Path) -> None:
    texts = {"a": "Didi was fined.", "b": "Bern lies on the Aare."}
    passages = write_jsonl(tmp_path / "passages.jsonl", *({"id": id, "text": text} for id, text in texts.items()))
    talk = [{"speaker": "user", "text": "Who was fined?"}, {"speaker": "user", "text": "Where does Bern lie?"}]
    tasks = tmp_path / "tasks.jsonl"
    tasks.write_text(json.dumps({"id": "t", "conversation": talk, "context_ids": ["b"]}))
    found = searched(tasks, passages, tmp_path)
    assert found["last turn"] == {"turns": 1, "hit@1": 1.0, "hit@5": 1.0}
    assert list(found) == ["made whole", "last turn", "all turns"]
