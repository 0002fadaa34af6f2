"""What a tab keeps of a conversation is the conversation again, as far as the articles still bear it out."""

from __future__ import annotations

from dataclasses import replace

import gradio as gr
import pytest

from ingest.article import Article
from qa.answer import Question
from qa.pack_read import PackError, parse
from tests.ui.newsroom import GUIDELINE, HOSTILE, REVIEW, Newsroom, chain
from ui.app import Handlers
from ui.conversation import Exchange, Exchanges, also_found, converse, history
from ui.keep import GONE, as_html, as_markdown, kept, restored
from ui.render import conversation

DIDI, GUIDE, ALIBABA = "How much was Didi fined?", "Who issued the guideline?", "How much was Alibaba fined?"


def talk(*questions: str, articles: tuple[Article, ...] = (REVIEW, GUIDELINE)) -> Exchanges:
    newsroom = Newsroom(articles)
    exchanges: Exchanges = ()
    for question in questions:
        asked = Question(question, history=history(exchanges))
        *_, exchanges = converse(chain(newsroom), exchanges, asked, lambda: newsroom.digest)
    return exchanges


def test_what_is_kept_looks_and_goes_on_as_it_did() -> None:
    before = talk(DIDI, ALIBABA)
    after = restored(kept(before), Newsroom((REVIEW, GUIDELINE)).article)
    assert conversation(after) == conversation(before)
    assert [each.question for each in after] == [each.question for each in before]
    assert [each.asked for each in after] == [each.asked for each in before]
    assert after[0].library == before[0].library == Newsroom((REVIEW, GUIDELINE)).digest
    assert kept(after) == kept(before)


def test_only_what_is_finished_is_kept() -> None:
    done = talk(DIDI)
    stopped = replace(talk(GUIDE)[0], status="stopped")
    assert kept((*done, stopped, Exchange(Question("q"), status="failed"))) == kept(done)
    assert restored("", Newsroom(()).article) == ()
    assert restored(kept(()), Newsroom(()).article) == ()


def test_a_quotation_whose_article_is_gone_is_left_out_with_a_note() -> None:
    after = restored(kept(talk(DIDI, GUIDE)), Newsroom((GUIDELINE,)).article)
    assert after[0].answer is not None
    assert (after[0].answer.claims, after[0].answer.reason) == ((), GONE)
    assert after[0].note == "2 quotations left out: no longer in the articles as quoted."
    assert after[0].note in conversation(after)
    assert after[1].note == ""


def test_a_quotation_whose_text_was_changed_is_left_out_and_the_others_stay() -> None:
    (before,) = talk(DIDI)
    assert before.answer is not None
    first = before.answer.claims[0]
    changed = replace(REVIEW, text=REVIEW.text.replace("more than one year", "less than a year"))
    (after,) = restored(kept((before,)), Newsroom((changed, GUIDELINE)).article)
    assert after.answer is not None
    assert [claim.text for claim in after.answer.claims] == [first.text]
    assert after.answer.short == "8.026 billion yuan"
    assert after.note == "1 quotation left out: no longer in the articles as quoted."
    assert all(span.article in (changed, GUIDELINE) for span in also_found(after.answer))


def test_no_article_can_look_like_a_script() -> None:
    text = kept(talk("What has the zebra said to sundry?", articles=(HOSTILE, REVIEW)))
    assert "<" not in text
    assert parse(text, "here").entries[0].quotations[0].title == HOSTILE.title


def test_every_form_is_made_of_what_is_kept() -> None:
    text = kept(talk(DIDI))
    assert "## How much was Didi fined?" in as_markdown(text)
    assert "<h2>How much was Didi fined?</h2>" in as_html(text)
    with pytest.raises(PackError, match="the conversation: not JSON"):
        as_html("<script>")


def test_the_page_begins_anew_where_what_was_kept_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    warnings: list[str] = []
    monkeypatch.setattr(gr, "Warning", lambda words, title: warnings.append(words))
    newsroom = Newsroom((REVIEW,))
    handlers = Handlers(chain(newsroom), newsroom)
    assert handlers.restore("") == (gr.skip(),) * 3
    assert warnings == []
    assert handlers.restore("{") == ((), conversation(()), kept(()))
    assert len(warnings) == 1
