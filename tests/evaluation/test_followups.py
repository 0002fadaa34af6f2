"""The turns of the follow-up evaluation, read from small files made by hand."""

from qa.answer import Turn
from tests.evaluation.conversations import turns
from tests.evaluation.followups import Item, cast, figures, mtrag


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
