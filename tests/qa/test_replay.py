"""A conversation asked again tells what has changed, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.article import Article, Span
from qa.__main__ import main
from qa.answer import Answer, Claim, Question
from qa.pack import Entry, Pack, entry, history, save
from qa.replay import Replay, closing_line, outcome, replay
from tests.newsroom import CORPUS, silent
from tests.ui.newsroom import GUIDELINE, REVIEW, Newsroom, chain

DIDI, GUIDE, ALIBABA = "How much was Didi fined?", "Who issued the guideline?", "How much was Alibaba fined?"


def talk(*questions: str) -> Pack:
    answering = chain(Newsroom((REVIEW, GUIDELINE)))
    kept: list[Entry] = []
    for question in questions:
        asked = Question(question, history=history(kept))
        kept.append(entry(asked, answering.invoke(asked), (), datetime.now(UTC), "abc"))
    return Pack(tuple(kept))


def again(pack: Pack, *articles: Article) -> Sequence[Replay]:
    newsroom = Newsroom(articles)
    return list(replay(pack, chain(newsroom), newsroom.article))


def told(replays: Sequence[Replay]) -> list[tuple[str, list[bool]]]:
    """Each verdict, and for each loss whether the article is gone."""
    return [(each.verdict, [loss.gone for loss in each.losses]) for each in replays]


def test_the_same_articles_give_the_same_answers() -> None:
    replays = again(talk(DIDI, GUIDE, ALIBABA), REVIEW, GUIDELINE)
    assert told(replays) == [("same answer", [])] * 3
    assert not any(each.changed for each in replays)


def test_an_article_that_is_gone_takes_its_quotations_along() -> None:
    assert told(again(talk(DIDI, GUIDE), GUIDELINE)) == [("now refused", [True, True]), ("same answer", [])]


def test_a_text_that_moved_is_lost_at_its_place_and_still_the_answer() -> None:
    moved = replace(REVIEW, text=f"NEW{REVIEW.text}", aside=())
    (each,) = again(talk("What was the end to a probe that lasted on Didi?"), moved, GUIDELINE)
    assert told([each]) == [("same answer", [False, False])]
    assert each.changed


def test_a_new_article_can_answer_and_can_answer_otherwise() -> None:
    news = replace(
        GUIDELINE, id="news", text="Alibaba was fined. How much was Didi fined? Didi was fined 9 yuan, much."
    )
    assert told(again(talk(DIDI, ALIBABA), REVIEW, GUIDELINE, news)) == [("other quotations", []), ("now answered", [])]


def test_a_follow_up_is_asked_after_the_same_conversation() -> None:
    asked: list[Question] = []
    newsroom = Newsroom((REVIEW, GUIDELINE))
    pack = talk(DIDI, ALIBABA)
    answering = chain(newsroom)

    def listen(question: Question) -> Question:
        asked.append(question)
        return question

    list(replay(pack, listen | answering, newsroom.article))
    assert [each.history for each in asked] == [(), history(pack.entries[:1])]


def test_the_closing_line_says_whether_the_articles_are_the_same() -> None:
    assert closing_line(talk(DIDI), 0, "abc") == "0 of 1 question changed; the articles are the same"
    assert closing_line(talk(DIDI, GUIDE), 1, "x") == "1 of 2 questions changed; the articles have changed since"


def test_an_outcome_is_a_record_with_what_has_changed() -> None:
    (each,) = again(talk(DIDI), GUIDELINE)
    result = outcome(each)
    assert (result["verdict"], result["changed"], result["answered"]) == ("now refused", True, False)
    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize(
    ("pack", "message"),
    [("{", "pack.json: not JSON"), ('{"format": "clipping', "pack.json: not JSON"), (None, "pack.json")],
    ids=["broken", "cut off", "missing"],
)
def test_a_pack_that_cannot_be_read_is_named(
    pack: str | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if pack:
        (tmp_path / "pack.json").write_text(pack)
    assert main(["--replay", str(tmp_path / "pack.json")]) == 2
    assert message in capsys.readouterr().err


def test_an_empty_pack_leaves_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(Pack(), tmp_path / "pack.json")
    assert main(["--replay", str(tmp_path / "pack.json")]) == 2
    assert "no question in it" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_exits_with_0_until_something_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ingest.encoder import encoder
    from ingest.library import Library
    from ingest.run import ingest
    from qa.assemble import chain_of

    folder, file = tmp_path / "library", tmp_path / "pack.json"
    ingest([CORPUS], folder, encoder(), silent)
    library = Library(folder, encoder())
    answering = chain_of(library)
    questions = [Question("How much was Didi fined, and for what?"), Question("How much was Alibaba fined?")]
    kept = [entry(each, answering.invoke(each), (), datetime.now(UTC), library.digest) for each in questions]
    save(Pack(tuple(kept)), file)
    command = ["--replay", str(file), "--library", str(folder)]

    assert main(command) == 0
    assert "0 of 2 questions changed; the articles are the same" in capsys.readouterr().out

    span = Span(library.article("000_f3b0bbc048ffda49"), 0, 40)
    once = Answer(questions[1].text, (Claim(span.text, (span,)),))
    save(Pack((kept[0], entry(questions[1], once, (), datetime.now(UTC), library.digest))), file)
    assert main([*command, "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["verdict"] for line in lines] == ["same answer", "now refused"]
