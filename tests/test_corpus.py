"""The founding questions point at what they claim to point at."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"
ABSENT = {"absent", "premise", "off-topic"}


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    lines = (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    # bytes, since read_text would turn \r\n into \n and move every offset after it
    return {path.stem: path.read_bytes().decode("utf-8") for path in CORPUS.glob("*.txt")}


def test_ids_and_questions_are_unique(questions: list[dict[str, Any]]) -> None:
    assert len({question["id"] for question in questions}) == len(questions)
    assert len({question["question"].lower() for question in questions}) == len(questions)


def test_the_readme_counts_the_kinds(questions: list[dict[str, Any]]) -> None:
    counts = Counter(question["kind"] for question in questions)
    rows = [line.split("|") for line in (CORPUS / "README.md").read_text(encoding="utf-8").splitlines()]
    assert {row[1].strip(" `"): int(row[2]) for row in rows if len(row) > 3 and row[2].strip().isdigit()} == counts
    assert sum(counts[kind] for kind in ABSENT) >= 36
    assert sum(counts.values()) - sum(counts[kind] for kind in ABSENT) >= 60


def test_the_first_36_are_plain_facts(questions: list[dict[str, Any]]) -> None:
    assert {question["kind"] for question in questions[:36]} == {"fact"}


def test_spans_are_sentences_of_the_articles(questions: list[dict[str, Any]], texts: dict[str, str]) -> None:
    for question in questions:
        for span in question["spans"]:
            text = texts[span["article"]]
            assert 0 <= span["start"] < span["end"] <= len(text), question["id"]
            quote = text[span["start"] : span["end"]]
            assert quote == quote.strip(), question["id"]
            assert "\n" not in quote, question["id"]


def test_answers_stand_in_the_spans(questions: list[dict[str, Any]], texts: dict[str, str]) -> None:
    for question in questions:
        quotes = [texts[span["article"]][span["start"] : span["end"]] for span in question["spans"]]
        for answer in question["answers"]:
            assert any(answer in quote for quote in quotes), (question["id"], answer)


def test_what_is_absent_has_no_answer_and_says_why(questions: list[dict[str, Any]]) -> None:
    for question in questions:
        absent = question["kind"] in ABSENT
        assert bool(question["answers"]) is bool(question["spans"]) is not absent, question["id"]
        assert bool(question.get("why_absent")) is absent, question["id"]


@pytest.fixture(scope="module")
def conversations() -> list[dict[str, Any]]:
    lines = (CORPUS / "conversations.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_conversations_have_four_turns_and_the_readme_counts_them(conversations: list[dict[str, Any]]) -> None:
    assert len({conversation["id"] for conversation in conversations}) == len(conversations) >= 12
    assert {len(conversation["turns"]) for conversation in conversations} == {4}
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    absent = sum(turn["absent"] for conversation in conversations for turn in conversation["turns"])
    assert f"{len(conversations)} conversations of four turns" in readme
    assert f"{absent} of the {4 * len(conversations)} turns" in readme


def test_turns_point_at_sentences_that_answer(conversations: list[dict[str, Any]], texts: dict[str, str]) -> None:
    for conversation in conversations:
        for turn in conversation["turns"]:
            quotes = [texts[span["article"]][span["start"] : span["end"]] for span in turn["spans"]]
            assert bool(turn["answers"]) is bool(quotes) is not turn["absent"], turn
            assert all(quote and quote == quote.strip() and "\n" not in quote for quote in quotes), turn
            assert all(any(answer in quote for quote in quotes) for answer in turn["answers"]), turn


def test_turns_point_at_the_sentences_of_the_questions(
    conversations: list[dict[str, Any]], questions: list[dict[str, Any]]
) -> None:
    def places(rows: list[dict[str, Any]]) -> set[tuple[str, int, int]]:
        return {(span["article"], span["start"], span["end"]) for row in rows for span in row["spans"]}

    assert places([turn for conversation in conversations for turn in conversation["turns"]]) <= places(questions)


def test_first_turns_stand_alone(conversations: list[dict[str, Any]]) -> None:
    for conversation in conversations:
        first = conversation["turns"][0]
        assert first["question"] == first["standalone"]
