"""python -m qa as scripts use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.__main__ import main
from qa.batch import BatchError, read_item

CONTEXTS = ["Uber was sued. Didi was fined 8 billion yuan on Thursday.", "A bank was robbed."]


def run_batch(tmp_path: Path, *lines: str, hits: int = 0) -> tuple[int, list[dict[str, object]]]:
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code = main(["--batch", str(questions), "--output", str(answers), *(["--hits", str(hits)] if hits else [])])
    return code, [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]


def test_contexts_need_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_LIBRARY", str(tmp_path / "nothing"))
    line = json.dumps({"id": 7, "question": "How much was Didi fined?", "contexts": CONTEXTS})
    code, (answer,) = run_batch(tmp_path, line, hits=1)
    seconds, hits, confidence, short = (answer.pop(name) for name in ("seconds", "hits", "confidence", "short"))
    quote = "Didi was fined 8 billion yuan on Thursday."
    assert code == 0
    assert isinstance(seconds, float)
    assert isinstance(hits, list)
    assert isinstance(confidence, float)
    assert 0.5 < confidence < 1
    assert short in {"8 billion", "8 billion yuan"}
    assert [set(hit) for hit in hits] == [{"article", "start", "end", "score"}]
    assert answer == {
        "id": "7",
        "question": "How much was Didi fined?",
        "answer": quote,
        "answered": True,
        "reason": None,
        "claims": [
            {"text": quote, "citations": [{"article": "context-0", "start": 15, "end": 57, "quote": quote}]},
        ],
    }


def test_a_refusal_gives_its_reason(tmp_path: Path) -> None:
    _, (answer,) = run_batch(tmp_path, json.dumps({"question": "Who owns Alibaba?", "contexts": CONTEXTS}))
    assert (answer["answered"], answer["claims"], answer["reason"]) == (False, [], "No article mentions Alibaba.")


def test_a_malformed_line_is_named_and_the_rest_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = json.dumps({"id": "good", "question": "Who was sued?", "contexts": CONTEXTS})
    code, answers = run_batch(tmp_path, "nonsense", "", good)
    assert (code, [answer["id"] for answer in answers]) == (1, ["good"])
    assert f"{tmp_path / 'questions.jsonl'}:1: not JSON" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("[]", "not an object"),
        ("{}", 'give a text as "question"'),
        ('{"question": "  "}', 'give a text as "question"'),
        ('{"question": "q", "contexts": "c"}', "no list of texts"),
        ('{"question": "q", "history": {}}', "no list of messages"),
        ('{"question": "q", "history": [{"role": "user"}]}', 'needs a text as "role" and as "content"'),
    ],
    ids=["a list", "no question", "blank question", "contexts", "history", "message"],
)
def test_what_cannot_be_asked_says_how_to_mend_it(line: str, mend: str) -> None:
    with pytest.raises(BatchError, match=f"^here:3: .*{mend}"):
        read_item(line, "here:3")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["How much?", "--library", "nowhere"], "nowhere holds no library: make one with python -m ingest"),
        (["--batch", "missing.jsonl", "--output", "out.jsonl"], "missing.jsonl"),
    ],
    ids=["no library", "no questions"],
)
def test_what_is_missing_is_named(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
