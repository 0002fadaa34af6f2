"""What the handlers do with a conversation, and how the command refuses."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest
from langchain_core.runnables import RunnableGenerator, RunnableLambda

from ingest.article import Filter, Span
from qa.answer import Answer, Claim, Hit, Question, Turn
from qa.suggest import Suggest
from tests.newsroom import make
from tests.ui.newsroom import GUIDELINE, REVIEW, Newsroom, chain
from ui.__main__ import main
from ui.app import Handlers
from ui.conversation import Exchange, Exchanges, converse, ended, history, locate, paced
from ui.reader import FORGOTTEN
from ui.render import conversation

DIDI = "How much was Didi fined?"


@pytest.fixture
def handlers() -> Handlers:
    newsroom = Newsroom((REVIEW, GUIDELINE))
    return Handlers(chain(newsroom), newsroom, (DIDI,))


def talk(handlers: Handlers, *questions: str) -> Exchanges:
    exchanges: Exchanges = ()
    for question in questions:
        *_, (exchanges, *_) = handlers.ask(question, None, None, [], "normal", exchanges)  # type: ignore[assignment]
    return exchanges


def test_the_question_box_is_emptied_once_and_masthead_and_kept_are_new_at_the_end(handlers: Handlers) -> None:
    frames = list(handlers.ask(f"  {DIDI} ", None, None, [], "normal", ()))
    assert [frame[4] for frame in frames] == ["", *[gr.skip()] * (len(frames) - 1)]
    for at in (2, 3):
        assert [isinstance(frame[at], str) for frame in frames] == [False] * (len(frames) - 1) + [True]
    statuses = [frame[0][-1].status for frame in frames]  # type: ignore[index]
    assert statuses == ["searching"] * (len(frames) - 1) + ["done"]
    assert frames[-1][0][-1].question.text == DIDI  # type: ignore[index]


def test_a_blank_question_changes_nothing(handlers: Handlers) -> None:
    assert list(handlers.ask("  ", None, None, [], "normal", ())) == [((), *[gr.skip()] * 4)]


def test_the_filter_and_the_conversation_so_far_go_to_the_chain(handlers: Handlers) -> None:
    before = talk(handlers, "Who issued the guideline?")
    *_, (exchanges, *_) = handlers.ask(DIDI, "2022-01-01", "", ["Global Times"], "strict", before)
    question = exchanges[-1].question  # type: ignore[index]
    assert question.filter == Filter(since=REVIEW.published.date().replace(month=1, day=1), sources=("Global Times",))  # type: ignore[union-attr]
    assert [turn.role for turn in question.history] == ["user", "assistant"]
    assert question.strictness == "strict"


def test_dates_that_fit_no_day_are_refused_in_words(handlers: Handlers) -> None:
    with pytest.raises(gr.Error, match="exchange the two dates"):
        handlers.describe("2022-01-01", "2021-01-01", [], "normal")


def test_the_strictness_is_said_where_it_is_not_as_usual(handlers: Handlers) -> None:
    assert handlers.describe(None, None, [], "normal").label == "Filter: all articles"
    assert handlers.describe("2022-01-01", None, [], "strict").label == (
        "Filter: dated articles since 1 Jan 2022 · strict"
    )


def test_a_text_too_long_for_a_question_is_told(handlers: Handlers) -> None:
    with pytest.raises(gr.Error, match="at most 1,000 characters, and this text has 20,000: shorten it"):
        next(handlers.ask("x" * 20_000, None, None, [], "normal", ()))


def test_asking_again_replaces_the_last_answer(handlers: Handlers) -> None:
    before = talk(handlers, DIDI, "How much was Alibaba fined?")
    *_, (exchanges, *_) = handlers.ask_again(ended(before, "failed"))
    assert exchanges == before


def test_history_is_what_was_said() -> None:
    refused = Exchange(Question("Who?"), Answer("Who?", reason="Nobody."), "done")
    assert history((refused,)) == (Turn("user", "Who?"), Turn("assistant", "Nobody."))


def test_only_what_is_under_way_can_end_early(handlers: Handlers) -> None:
    done = talk(handlers, DIDI)
    assert ended(done, "stopped") == done
    assert ended((), "failed") == ()
    assert ended((*done, Exchange(Question("q"))), "failed")[-1].status == "failed"


def test_a_chain_without_an_answer_is_an_error() -> None:
    def nothing(questions: Iterator[Question]) -> Iterator[Answer]:
        yield from ()

    with pytest.raises(ValueError, match="no answer"):
        list(converse(RunnableGenerator(nothing), (), Question("q")))


def test_what_may_be_asked_next_is_suggested_after_an_answer(handlers: Handlers) -> None:
    news = make("The town lies on a lake. In June 177 mobile apps were removed.")
    apps = Span(news, 25, len(news.text))

    def always(question: Question) -> Answer:
        return Answer(question.text, (Claim(apps.text, (apps,)),))

    suggesting = replace(handlers, suggest=Suggest(RunnableLambda(always)))
    refused = Answer(DIDI, reason="No.", hits=(Hit(Span(news, 0, len(news.text)), 1.0),))
    done = (Exchange(Question(DIDI), refused, "done"),)
    assert 'data-ask="How many mobile apps were removed?"' in suggesting.suggestions(done)
    assert handlers.suggestions(done) == suggesting.suggestions(()) == ""
    assert suggesting.suggestions((*done, Exchange(Question("q")))) == ""


def rated(handlers: Handlers, exchanges: Exchanges, at: int, reason: str = "") -> tuple[Exchanges, str]:
    return handlers.rate(exchanges, gr.EventData(None, {"exchange": at, "good": False, "reason": reason}))


def test_what_is_thought_of_an_answer_is_kept_as_a_line(handlers: Handlers, tmp_path: Path) -> None:
    file = tmp_path / "feedback.jsonl"
    asking = replace(handlers, feedback=file)
    before = talk(asking, DIDI, "How much was Alibaba fined?")
    first, shown = rated(asking, before, 0, " The year is missing.\n")
    rated(asking, first, 1)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(line["good"], line["why"], line["question"]) for line in lines] == [
        (False, "The year is missing.", DIDI),
        (False, "", "How much was Alibaba fined?"),
    ]
    citation = lines[0]["claims"][0]["citations"][0]
    assert REVIEW.text[citation["start"] : citation["end"]] == citation["quote"]
    assert [exchange.good for exchange in first] == [False, None]
    assert "Kept as a bad answer." in shown


def test_where_no_file_is_named_nobody_is_asked_for_an_opinion(handlers: Handlers, tmp_path: Path) -> None:
    before = talk(handlers, DIDI)
    assert "Bad answer" not in conversation(before)
    assert "Bad answer" in conversation(before, asks_opinion=True)
    assert rated(handlers, before, 0)[0] == before


def test_an_opinion_that_cannot_be_kept_is_told(handlers: Handlers, tmp_path: Path) -> None:
    asking = replace(handlers, feedback=tmp_path / "nowhere" / "feedback.jsonl")
    with pytest.raises(gr.Error, match="No such file"):
        rated(asking, talk(asking, DIDI), 0)


@pytest.mark.parametrize("at", [-1, 5], ids=["before the first", "after the last"])
def test_an_opinion_on_an_answer_that_is_not_there_changes_nothing(handlers: Handlers, tmp_path: Path, at: int) -> None:
    asking = replace(handlers, feedback=tmp_path / "feedback.jsonl")
    before = talk(asking, DIDI)
    assert rated(asking, before, at)[0] == before
    assert not (tmp_path / "feedback.jsonl").exists()


@pytest.mark.parametrize("key", ["0-0", "0-99", "9-1", "-1-1", "x", "", "0", "0-1-1", "١-²"])
def test_a_place_that_is_not_there_is_not_found(handlers: Handlers, key: str) -> None:
    exchanges = talk(handlers, DIDI)
    assert locate(exchanges, key) is None
    shown = handlers.open(exchanges, gr.EventData(None, {"place": key}))
    assert FORGOTTEN[0] in shown


def test_a_place_opens_its_article(handlers: Handlers) -> None:
    shown = handlers.open(talk(handlers, DIDI), gr.EventData(None, {"place": "0-1"}))
    assert REVIEW.title in shown
    assert '<mark class="quotation">In the latest move' in shown


def test_answers_that_come_quickly_are_thinned_and_the_last_one_stays() -> None:
    def quick() -> Iterator[Answer]:
        for number in range(50):
            yield Answer(str(number), reason="r")

    def slow() -> Iterator[Answer]:
        for answer in quick():
            time.sleep(0.001)
            yield answer

    assert [answer.question for answer in paced(quick(), 60)] == ["0", "49"]
    assert len(list(paced(slow(), 0.0))) == 50
    assert list(paced(iter(()), 1)) == []


def test_other_machines_need_a_password_or_leave(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"]) == 2
    assert "CLIPPINGS_PASSWORD" in capsys.readouterr().err


def test_a_taken_port_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--library", str(tmp_path), "--port", str(port)]) == 2
    assert f"cannot listen at 127.0.0.1 port {port}" in capsys.readouterr().err


def test_a_missing_library_is_said_with_the_command_that_makes_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--library", str(tmp_path / "none"), "--port", "0"]) == 2
    assert "python -m ingest" in capsys.readouterr().err
