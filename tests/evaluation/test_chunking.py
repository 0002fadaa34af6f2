"""How much of the evidence passages hold, by hand-counted examples."""

from __future__ import annotations

from tests.evaluation.chunking import covered, overlap, references


def test_characters_of_two_texts_are_not_the_same() -> None:
    assert overlap(covered(0, [(0, 10)]), covered(1, [(0, 10)])) == {"recall": 0, "precision": 0, "iou": 0}


def test_recall_precision_and_union_are_counted_in_characters() -> None:
    assert overlap(covered(0, [(0, 10)]), covered(0, [(5, 25)])) == {"recall": 0.5, "precision": 0.25, "iou": 0.2}
    assert overlap(covered(0, [(0, 4), (2, 10)]), set()) == {"recall": 0, "precision": 0, "iou": 0}


def test_references_are_looked_for_in_the_stored_text() -> None:
    line = {"references": [{"text": "fined"}, {"text": "gone"}]}
    assert references(line, "It was fined.") == [(7, 12)]
