"""What the reader is trained on: answers stay where they are, and what must not answer does not."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.article import Article
from qa.reader.training import examples, style, written
from qa.reader.training.examples import Example, Passage
from qa.reader.training.mixture import planted, shortened
from qa.reader.training.negatives import Similar, without_answer

TEXT = (
    "The regulator fined Didi 8.026 billion yuan in July 2022. Cheng Wei, the chairman, was fined as well. "
    "The company said that it accepts the decision. It will be examined again next year, an official said."
)


def example(question: str, answer: str | None, text: str = TEXT) -> Example:
    at = text.index(answer) if answer else 0
    names = (answer,) if answer else ()
    return Example(question, Passage(text, "Didi", "Didi"), (at, at + len(answer)) if answer else None, names)


def said(one: Example) -> str | None:
    return one.passage.text[slice(*one.answer)] if one.answer else None


def write(file: Path, *lines: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


class TestFiles:
    def test_squad_takes_the_answer_that_most_people_gave(self, tmp_path: Path) -> None:
        answers = [
            {"text": text, "start": TEXT.index(text)} for text in ("Cheng Wei", "Cheng Wei, the chairman", "Cheng Wei")
        ]
        line = {"title": "Didi_Chuxing", "context": TEXT, "question": "Who was fined as well?", "answers": answers}
        found, absent = examples.squad2(write(tmp_path / "s.jsonl", line, {**line, "answers": []}))
        assert (said(found), said(absent), found.passage.heading) == ("Cheng Wei", None, "Didi Chuxing")
        assert found.names == ("Cheng Wei", "Cheng Wei, the chairman")

    def test_an_offset_that_points_elsewhere_is_refused(self, tmp_path: Path) -> None:
        line = {"title": "D", "context": TEXT, "question": "Who?", "answers": [{"text": "Cheng Wei", "start": 3}]}
        with pytest.raises(ValueError, match="'Cheng Wei' is not at 3"):
            examples.squad2(write(tmp_path / "s.jsonl", line))

    def test_qamr_joins_tokens_and_keeps_the_answer(self, tmp_path: Path) -> None:
        tokens = ["He", "said", ",", "``", "Do", "n't", "pay", "$", "5", "''", "-LRB-", "again", "-RRB-", "."]
        line = {"sentence_id": "w:1:2:0", "tokens": tokens, "question": "How much?", "answer_tokens": [7, 8]}
        after = {**line, "sentence_id": "w:1:2:1", "tokens": ["It", "ended", "."], "answer_tokens": [0, 2]}
        found = examples.qamr(write(tmp_path / "q.jsonl", line, after))
        assert [said(one) for one in found] == ["$5"]  # tokens that are apart are no span
        assert found[0].passage.text == 'He said, "Don\'t pay $5" (again). It ended.'

    def test_a_quiz_answer_is_looked_for_in_its_evidence(self, tmp_path: Path) -> None:
        line = {"date": "2021/01/02", "question": "Who?", "answer": "“Cheng wei”", "evidence_text": TEXT}
        found, absent = examples.news(write(tmp_path / "n.jsonl", line, {**line, "evidence_text": None}))
        assert (said(found), said(absent), found.passage.group) == ("Cheng Wei", None, "2021")

    def test_the_answer_of_unansq_is_found_by_its_tokens(self, tmp_path: Path) -> None:
        (tmp_path / "dev-context.txt").write_text("didi paid 8 . 026 billion yuan .\t0\t7\n")
        (tmp_path / "dev-answerable-questions.txt").write_text("a\thow much did didi pay ?\t2\t5\n")
        (tmp_path / "dev-unanswerable-questions.txt").write_text("b\thow much did didi lend ?\t2\t5\n")
        found, absent = examples.unansq(tmp_path)
        assert (said(found), said(absent), absent.question) == ("8 . 026 billion", None, "how much did didi lend ?")

    def test_written_questions_have_the_day_in_their_heading(self, tmp_path: Path) -> None:
        line = {"passage": "n1", "title": "Didi", "date": "2022-07-21", "text": TEXT, "question": "Who chairs it?"}
        answer = {"text": "Cheng Wei", "start": TEXT.index("Cheng Wei")}
        found, absent = written.questions(
            write(tmp_path / "w.jsonl", {**line, "answers": [answer]}, {**line, "date": "", "answers": []})
        )
        assert (said(found), found.passage.heading, found.passage.group) == ("Cheng Wei", "Didi · 21 July 2022", "n1")
        assert (said(absent), absent.passage.heading) == (None, "Didi")

    def test_retrieved_passages_are_named_by_the_one_that_was_asked(self, tmp_path: Path) -> None:
        passage = {"article": "n2", "title": "Didi", "date": "", "text": TEXT}
        answer = {"text": "Cheng Wei", "start": TEXT.index("Cheng Wei")}
        line = {"question": "Who chairs it?", "known": {"passage": "n1"}, "passages": [{**passage, "answer": None},
                {**passage, "answer": answer}]}  # fmt: skip
        ((known, (absent, found)),) = written.retrieved(write(tmp_path / "r.jsonl", line))
        assert (known, said(absent), said(found)) == ("n1", None, "Cheng Wei")

    def test_own_questions_find_their_passage_in_the_article(self, tmp_path: Path) -> None:
        article = Article("n1", "Didi", f"Before. {TEXT}", datetime(2022, 7, 21))
        asked = [{"kind": "plain", "question": "Who chairs it?", "answer": [58, 67]},
                 {"kind": "miss", "question": "Who audits it?", "answer": None}]  # fmt: skip
        line = {"article": "n1", "url": "https://example.org", "start": 8, "end": 8 + len(TEXT), "questions": asked}
        file = write(tmp_path / "q.jsonl", line)
        found, absent = written.own(file, {"n1": article})
        assert (said(found), said(absent), found.passage.text) == ("Cheng Wei", None, TEXT)
        assert (found.passage.heading, found.passage.group) == ("Didi · 21 July 2022", "n1")
        with pytest.raises(ValueError, match=r"q\.jsonl: article n1 \(https://example\.org\) is not among"):
            written.own(file, {"n1": replace(article, text="Shorter now.")})

    def test_a_malformed_line_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "n.jsonl").write_text('{}\n{"a"\n')
        with pytest.raises(ValueError, match=r"n\.jsonl:2: not JSON"):
            list(examples.lines(tmp_path / "n.jsonl"))


class TestNegatives:
    def test_no_sentence_with_the_answer_remains(self) -> None:
        cut_out = without_answer(example("How much was Didi fined?", "8.026 billion yuan"))
        assert cut_out is not None
        assert cut_out.answer is None
        assert "8.026" not in cut_out.passage.text
        assert "Cheng Wei" in cut_out.passage.text

    def test_similar_passages_do_not_hold_the_answer(self) -> None:
        others = ["Didi was fined by the regulator.", "The fine for Didi was 8.026 billion yuan.", "It rains."]
        passages = [Passage(text, "", "") for text in (*others, TEXT)]
        (found,) = Similar(passages).to([example("How much was Didi fined?", "8.026 billion yuan")], 1)
        assert [one.passage.text for one in found] == [others[0]]
        assert found[0].answer is None

    def test_a_copy_of_the_passage_is_no_rival(self) -> None:
        copy = "It rains. The regulator fined Didi 8.026 billion yuan in July 2022. Cheng Wei, the chairman, resigned."
        passages = [Passage(text, "", "") for text in (copy, "Didi said that it accepts the fine in 2022.")]
        (found,) = Similar(passages).to([example("What does the company Didi think of its fine?", "it accepts")], 2)
        assert found == []  # the one is a copy, the other says it as well
        (found,) = Similar(passages).to([example("What does the company Didi think of its fine?", None)], 2)
        assert [one.passage.text for one in found] == [passages[1].text]


class TestStyle:
    """Questions whose first word alone tells whether they are answered."""

    EXAMPLES = tuple(
        example(f"{word} did {name} do?", "Cheng Wei" if answered else None)
        for name in (
            "Didi",
            "Alibaba",
            "Tencent",
            "Baidu",
            "Meituan",
            "Pinduoduo",
            "Weibo",
            "Kuaishou",
            "Huawei",
            "BYD",
        )
        for word, answered in (
            ("What", True),
            ("What", True),
            ("What", False),
            ("Why", False),
            ("Why", False),
            ("Why", True),
        )
    )

    def test_a_question_that_gives_itself_away_counts_less(self) -> None:
        weights = style.weights(self.EXAMPLES)
        told = [one.question.startswith("What") == (one.answer is not None) for one in self.EXAMPLES]
        expected = [weight for weight, plain in zip(weights, told, strict=True) if plain]
        surprising = [weight for weight, plain in zip(weights, told, strict=True) if not plain]
        assert max(expected) < min(surprising)

    def test_answered_and_unanswered_ones_count_alike(self) -> None:
        weights = style.weights(self.EXAMPLES)
        for answered in (True, False):
            kept = [weight for one, weight in zip(self.EXAMPLES, weights, strict=True) if bool(one.answer) is answered]
            assert sum(kept) / len(kept) == pytest.approx(1)

    def test_under_the_weights_the_question_tells_less(self) -> None:
        assert style.leak(self.EXAMPLES) > 0.6
        assert style.leak(self.EXAMPLES, style.weights(self.EXAMPLES)) < 0.55


class TestWindows:
    def test_a_planted_answer_stays_itself(self) -> None:
        host = Passage("First things happened. Then others did. It ended.", "News", "n")
        for seed in range(9):
            found = planted(example("Who was fined?", "Cheng Wei"), host, random.Random(seed))
            assert said(found) == "Cheng Wei"
            assert TEXT in found.passage.text
            assert found.passage.heading == "News"

    def test_a_shortened_passage_keeps_the_answer(self) -> None:
        for seed in range(9):
            found = shortened(example("Who was fined?", "Cheng Wei"), random.Random(seed), most=120)
            assert said(found) == "Cheng Wei"
            assert len(found.passage.text) <= 120
            assert found.passage.text in TEXT
