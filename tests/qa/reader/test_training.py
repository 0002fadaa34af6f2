"""What the reader is trained on: answers stay where they are, and what must not answer does not."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from qa.reader.training import examples
from qa.reader.training.examples import Example, Passage
from qa.reader.training.mixture import planted, shortened
from qa.reader.training.negatives import Edits, Similar, Twists, without_answer
from qa.reader.training.paraphrases import Synonyms

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

    def test_squad_is_read_as_it_is_published(self, tmp_path: Path) -> None:
        answers = [{"text": "Cheng Wei", "answer_start": TEXT.index("Cheng")}]
        asked = [
            {"question": "Who was fined as well?", "answers": answers, "is_impossible": False},
            {"question": "Who was freed?", "answers": [], "is_impossible": True},
        ]
        file = tmp_path / "train.json"
        file.write_text(json.dumps({"data": [{"title": "Di_Di", "paragraphs": [{"context": TEXT, "qas": asked}]}]}))
        found, absent = examples.squad2_published(file)
        assert (said(found), said(absent), found.passage.heading) == ("Cheng Wei", None, "Di Di")

    def test_the_answer_of_unansq_is_found_by_its_tokens(self, tmp_path: Path) -> None:
        (tmp_path / "dev-context.txt").write_text("didi paid 8 . 026 billion yuan .\t0\t7\n")
        (tmp_path / "dev-answerable-questions.txt").write_text("a\thow much did didi pay ?\t2\t5\n")
        (tmp_path / "dev-unanswerable-questions.txt").write_text("b\thow much did didi lend ?\t2\t5\n")
        found, absent = examples.unansq(tmp_path)
        assert (said(found), said(absent), absent.question) == ("8 . 026 billion", None, "how much did didi lend ?")

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

    @pytest.mark.parametrize(
        ("question", "was"),
        [
            pytest.param("How much must the company Didi pay?", "Didi", id="a name"),
            pytest.param("How much was fined in 2022?", "2022", id="a year"),
            pytest.param("Who was examined last?", "last", id="a word with an opposite"),
        ],
    )
    def test_a_twisted_question_asks_for_something_else(self, question: str, was: str) -> None:
        others = [example(f"What did {name} do?", None) for name in ("Alibaba", "Tencent", "Baidu")]
        twisted = Twists(others, random.Random(1)).twisted(example(question, "8.026 billion yuan"))
        assert twisted is not None
        assert twisted.answer is None
        assert was not in twisted.question.split()
        new = set(twisted.question.strip("?").split()) - set(question.strip("?").split())
        assert new in ({"Alibaba"}, {"Tencent"}, {"Baidu"}, {"Cheng", "Wei"}) or not new & set(TEXT.split())

    def test_a_name_may_be_exchanged_for_another_of_the_passage(self) -> None:
        twisted = Twists([], random.Random(1)).twisted(example("How much must Didi pay?", "8.026 billion yuan"))
        assert twisted is not None
        assert twisted.question == "How much must Wei pay?"  # the first word of a sentence may be no name
        assert twisted.answer is None

    def test_a_question_is_changed_as_people_changed_others(self) -> None:
        edits = Edits([("who was fined first ?", "who was fined last ?"), ("who was it ?", "who was not it ?")])
        made = {edits.edited("Who was fined first?", TEXT, random.Random(seed)) for seed in range(9)}
        assert made == {"Who was fined last?", "Who was not fined first?"}
        assert edits.edited("Who was fined first?", "Not the last.", random.Random(1)) is None  # the text has both
        assert edits.edited("Where does it rain?", TEXT, random.Random(1)) is None

    def test_similar_passages_do_not_hold_the_answer(self) -> None:
        others = ["Didi was fined by the regulator.", "The fine for Didi was 8.026 billion yuan.", "It rains."]
        passages = [Passage(text, "", "") for text in (*others, TEXT)]
        (found,) = Similar(passages).to([example("How much was Didi fined?", "8.026 billion yuan")], 1)
        assert [one.passage.text for one in found] == [others[0]]
        assert found[0].answer is None


class TestSynonyms:
    """A dictionary of three synsets in the format of wndb(5WN)."""

    @pytest.fixture
    def synonyms(self, tmp_path: Path) -> Synonyms:
        rows = {
            "index.verb": "issue v 1 0 1 0 00000001\ntake v 1 0 1 0 00000001\npublish v 1 0 1 0 00000001\n",
            "data.verb": "00000001 32 v 03 issue 0 publish 0 take 0 000 | to bring out\n",
            "verb.exc": "took take\n",
            "index.noun": "fine n 1 1 @ 1 0 00000002\npenalty n 1 1 ~ 1 0 00000003\n",
            "data.noun": "00000002 21 n 01 fine 0 001 @ 00000003 n 0000 | money\n"
            "00000003 21 n 02 penalty 0 heavy_price 0 001 ~ 00000002 n 0000 | a cost\n",
            "noun.exc": "", "index.adj": "", "data.adj": "", "adj.exc": "",
        }  # fmt: skip
        for name, text in rows.items():
            (tmp_path / name).write_text("  1 This line is of the licence\n" + text)
        return Synonyms(tmp_path)

    def test_words_are_exchanged_for_others_in_the_same_form(self, synonyms: Synonyms) -> None:
        assert synonyms.of("issued") == ("published",)  # "taked" is no word
        assert synonyms.of("fines") == ("penalties",)  # the wider word, by the regular rules
        assert synonyms.of("took") == ("issued", "published")
        assert synonyms.of("rains") == ()

    def test_the_answer_stays(self, synonyms: Synonyms) -> None:
        found = synonyms.reworded(example("Who issued Didi's fines?", "Cheng Wei"), random.Random(2))
        assert found is not None
        assert said(found) == "Cheng Wei"
        assert found.question in {
            f"Who {verb} Didi's {noun}?" for verb in ("issued", "published") for noun in ("fines", "penalties")
        } - {"Who issued Didi's fines?"}
        assert synonyms.reworded(example("Who is Didi?", "Cheng Wei"), random.Random(1)) is None


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
