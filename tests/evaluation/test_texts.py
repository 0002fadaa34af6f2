"""The judges of questions that come with their texts, by hand-made replies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evaluation import texts
from tests.evaluation.commands import Quote, Reply, Said
from tests.evaluation.texts import Item


def reply(said: str | None, short: str | None = None, confidence: float = 0.5) -> Reply:
    claims = (Said(said, (Quote("context-0", 0, len(said), said),)),) if said else ()
    return Reply("q", bool(said), short, confidence, None if said else "nothing", 0.1, claims)


ASKED = Item("q", "How much?", ("Didi was fined 8 billion yuan.",), ("8 billion yuan", "8 billion"))
ABSENT = Item("q", "Who?", ("Didi was fined 8 billion yuan.",), ())


def test_a_short_answer_counts_by_its_words_and_a_refusal_where_nothing_answers() -> None:
    judged = [
        (ASKED, reply("Didi was fined 8 billion yuan.", "8 billion yuan", 0.9)),
        (ASKED, reply("Didi was fined 8 billion yuan.", "fined 8 billion yuan", 0.8)),
        (ASKED, reply(None, confidence=0.2)),
        (ABSENT, reply(None, confidence=0.3)),
        (ABSENT, reply("Didi was fined 8 billion yuan.", "Didi", 0.1)),
    ]
    figures = texts.spans(judged)
    assert figures["exact"] == pytest.approx(2 / 5)
    assert figures["f1"] == pytest.approx((1 + 6 / 7 + 0 + 1 + 0) / 5)
    assert figures["answerable_f1"] == pytest.approx((1 + 6 / 7 + 0) / 3)
    assert figures["unanswerable_refused"] == pytest.approx(1 / 2)
    assert figures["confidence_separates"] == pytest.approx(5 / 6)


def test_without_a_short_answer_the_first_claim_is_judged() -> None:
    assert texts.given(reply("Didi was fined.")) == "Didi was fined."
    assert texts.given(reply(None)) == ""


def test_a_name_counts_wherever_it_is_said() -> None:
    judged = [(ASKED, reply("Didi was fined 8 billion yuan.", "fined")), (ABSENT, reply("Didi was fined."))]
    figures = texts.named(judged)
    assert (figures["right"], figures["short_right"], figures["absent_refused"]) == (1, 0, 0)


def test_rgb_is_asked_with_noise_and_with_noise_alone() -> None:
    line = {"id": 1, "query": "Who?", "answer": ["Ann"], "positive": ["Ann did."], "negative": ["Bob.", "Cid."]}
    mixed, noise = texts.rgb({**line, "by_noise": {"0.8": ["n1", "p0"]}})
    assert (mixed.texts, mixed.answers) == (("Cid.", "Ann did."), ("Ann",))
    assert (noise.texts, noise.answers) == (("Bob.", "Cid."), ())
    mixed, _ = texts.rgb({**line, "answer": ["Ann", ["Anna", "A."]], "by_noise": {"0.8": ["p0"]}})
    assert mixed.answers == ("Ann", "Anna", "A.")  # a list of texts that mean the same counts as each of them


@pytest.mark.slow
def test_a_file_is_asked_through_the_command(tmp_path: Path) -> None:
    line = {"id": "1", "context": "Didi was fined 8 billion yuan in July.", "question": "How much was Didi fined?"}
    answers = [{"text": "8 billion yuan", "start": 15}]
    (tmp_path / "squad.jsonl").write_text(json.dumps({**line, "answerable": True, "answers": answers}))
    figures = texts.run("squad2", tmp_path / "squad.jsonl")
    assert (figures["questions"], figures["answerable_answered"]) == (1, 1)
    assert figures["answerable_f1"] > 0
